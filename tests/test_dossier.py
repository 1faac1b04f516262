import re
from html.parser import HTMLParser

import jinja2
import jinja2.meta
import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sample
from truceline.dossier import render
from truceline.dossier.drawing import LEFT, MOST_ROWS, WIDTH, draw
from truceline.dossier.page import Page, safe_link
from truceline.dossier.passages import paragraphs
from truceline.dossier.render import environment
from truceline.model import Actor, Article, Evidence, Record, Skip, with_id
from truceline.views import Book, timeline

VOID = {"meta", "link", "br", "hr", "img", "input"}


class Tree(HTMLParser):
    """Reads a page strictly: what opens must close; keeps ids, links, headings and text."""

    def __init__(self) -> None:
        super().__init__()
        self.open, self.ids, self.links, self.levels = [], [], [], []
        self.tags, self.text = set(), []

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        self.tags.add(tag)
        if "id" in found:
            self.ids.append(found["id"])
        if "href" in found:
            self.links.append(found["href"])
        if re.fullmatch("h[1-6]", tag):
            self.levels.append(int(tag[1]))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        assert self.open.pop() == tag, (tag, self.getpos())

    def handle_data(self, data):
        self.text.append(data)


@pytest.fixture(scope="module")
def page() -> str:
    return render(sample.book(), title="The river war")


@pytest.fixture(scope="module")
def tree(page) -> Tree:
    return read(page)


def read(page: str) -> Tree:
    found = Tree()
    found.feed(page)
    assert found.open == []
    return found


def test_every_link_within_the_page_has_its_target(tree):
    assert len(tree.ids) == len(set(tree.ids))
    inner = {link[1:] for link in tree.links if link.startswith("#")}
    assert inner - set(tree.ids) == set()


def test_every_record_links_to_its_words_and_back(tree):
    for record in sample.RECORDS:
        assert f"w-{record.id}" in tree.ids
        assert f"r-{record.id}" in tree.ids
        assert f"#w-{record.id}" in tree.links
        assert f"#r-{record.id}" in tree.links


def test_headings_are_in_order(tree):
    assert tree.levels[0] == 1
    assert tree.levels.count(1) == 1
    assert all(b - a <= 1 for a, b in zip(tree.levels, tree.levels[1:], strict=False))


def test_nothing_is_loaded_and_nothing_runs(page, tree):
    assert not tree.tags & {"script", "link", "img", "iframe", "object", "form", "base"}
    assert "default-src 'none'" in page
    assert "@import" not in page
    assert "url(" not in page
    assert [link for link in tree.links if not link.startswith("#")] == [
        "https://example.org/selm/ferry-talks"
    ]


def test_hostile_text_is_shown_and_not_obeyed(page):
    assert "<script" not in page
    assert "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;" in page
    assert 'href="javascript:' not in page
    assert "<bdi>javascript:alert(1)</bdi>" in page
    assert "<b>bold</b>" not in page


def test_unknown_is_said_and_claims_are_attributed(tree):
    words = " ".join("".join(tree.text).split())
    assert "Attacker not stated on Veland, drone, Karsk" in words
    assert "according to Veland defence ministry (Veland), in Selm Courier" in words
    assert "Veland alleges at least 60 violations by Ostra Front (“more than 60 times”)" in words
    assert "none linked" in words
    for tag in ("planned", "possible only", "denied or did not happen"):
        assert tag in words


def test_long_lists_open_on_demand_and_an_undated_entry_says_so(page, tree):
    assert "details" in tree.tags
    words = " ".join("".join(tree.text).split())
    assert "reported 11 March 2031; day of the event not stated" in words
    assert "Not stated: scope, unconditional, conditions, monitoring, in writing." in words


def test_no_table_is_wider_than_a_phone(page):
    tables = re.findall(r'(<div class="scroll"[^>]*>\s*)?<table(?! class="claims")', page)
    assert tables
    assert all(tables)


def test_a_mark_has_the_names_that_find_room(tree, page):
    names = re.findall(r'<text class="who"[^>]*>([^<]*)<', page)
    assert "Veland, Ostra Front" in names
    assert all(names)


def test_the_page_is_the_same_every_time(page):
    assert render(sample.book(), title="The river war") == page


def test_the_clock_is_named():
    assert "reports published by that day" in render(
        sample.book(), clock="Shown are reports published by that day."
    )


def test_an_empty_ledger_still_gives_a_page():
    assert "No report has been read." in render(Book.of([]))


def test_the_template_uses_the_fields_of_the_page_and_all_of_them():
    env = environment()
    used: set[str] = set()
    for name in ("dossier.html.j2", "timeline.svg.j2", "parts.html.j2"):
        source, _, _ = env.loader.get_source(env, name)
        used |= set(re.findall(r"\bpage\.(\w+)", source))
    assert used == set(Page.__dataclass_fields__)


@pytest.mark.parametrize(
    ("url", "linked"),
    [
        ("https://example.org/a?b=c", True),
        ("http://example.org", True),
        ("javascript:alert(1)", False),
        ("JaVaScRiPt:alert(1)", False),
        (" https://example.org", False),
        ("https://exa\u202emple.org", False),
        ("data:text/html,x", False),
        ("//example.org", False),
        ("https:", False),
        ("http://[bad", False),
        (None, False),
    ],
)
def test_only_plain_web_addresses_are_linked(url, linked):
    assert (safe_link(url) is not None) is linked


def make(text: str, spans) -> tuple[Article, list[Record]]:
    article = Article(id="a", doc="a", text=text)
    return article, [
        with_id(
            Record(
                doc="a", kind="demand", actors=(Actor(name=f"n{n}"),), targets=(), source=(),
                modality="asserted", when=None, where=None, rule=(),
                evidence=Evidence(text=text[a:b], start=a, end=b),
            ),
            "a",
        )
        for n, (a, b) in enumerate(spans)
    ]  # fmt: skip


def test_nested_and_overlapping_evidence():
    text = "abcdefghij"
    _, records = make(text, [(0, 6), (2, 4), (3, 8)])
    (line,) = paragraphs(text, records, (Skip(start=8, end=10, reason="link"),))
    assert [(part.words, part.depth, part.skipped) for part in line] == [
        ("ab", 1, None), ("c", 2, None), ("d", 3, None), ("ef", 2, None), ("gh", 1, None),
        ("ij", 0, "link"),
    ]  # fmt: skip


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_segments_give_back_the_text_and_cover_the_evidence(data):
    text = data.draw(st.text(alphabet="ab \n\r“", min_size=1, max_size=60))
    solid = [n for n, char in enumerate(text) if char.strip()]
    ends = st.sampled_from(solid) if solid else st.nothing()
    pairs = data.draw(st.lists(st.tuples(ends, ends), max_size=6)) if solid else []
    _, records = make(text, [(min(p), max(p) + 1) for p in pairs])
    lines = paragraphs(text, records, ())
    shown = ["".join(part.words for part in line) for line in lines]
    assert shown == [line for line in re.split(r"[\r\n]+", text) if line.strip()]
    parts = [part for line in lines for part in line]
    for record in records:
        here = [part for part in parts if record in part.records]
        evidence = record.evidence
        assert here[0].span.start == evidence.start
        assert here[-1].span.end == evidence.end
        assert "".join(p.words for p in here) == re.sub(r"[\r\n]", "", _solid(evidence.text))
        assert sum(p.begins.count(record) for p in parts) == 1
        assert sum(p.ends.count(record) for p in parts) == 1


def _solid(words: str) -> str:
    """Drop the lines within ``words`` that are blank, as the page does."""
    first, *middle = re.split(r"([\r\n]+)", words)
    return first + "".join(
        piece for n, piece in enumerate(middle) if piece.strip() or n >= len(middle) - 1
    )


@given(st.text(max_size=200), st.text(max_size=40))
@settings(max_examples=60, deadline=None)
def test_any_text_gives_a_well_formed_page(text, name):
    article, records = make(text, [(0, len(text))] if text.strip() else [])
    article = Article(id="a", doc=name or "x", text=text, title=name, publisher=name, url=name)
    page = render(Book.of([(article, records)]), title=name)
    assert "<script" not in page.lower()
    page.encode("utf-8")


def test_marks_never_overlap_and_what_finds_no_room_is_counted():
    text = "x" * 200
    _, records = make(text, [(n, n + 1) for n in range(150)])
    dated = [
        Record(**{**{f: getattr(r, f) for f in r.__struct_fields__}, "when": "2031-03-04"})
        for r in records
    ]
    drawing = draw(timeline(Book.of([(Article(id="a", doc="a", text=text), dated)])))
    assert drawing is not None
    (lane,) = drawing.lanes
    assert len(lane.marks) == MOST_ROWS
    assert sum(more.left_out for more in lane.more) == 150 - MOST_ROWS
    assert len({(mark.x, mark.y) for mark in lane.marks}) == MOST_ROWS
    for mark in lane.marks:
        assert mark.x >= LEFT
        assert mark.x + mark.width <= WIDTH
        assert mark.y + drawing.size <= lane.y + lane.height


def test_years_away_do_not_squeeze_the_drawing():
    article = sample.BY_DOC["river-truce"]
    old = sample.record("river-truce", "meeting", "the spring fair", when="1994", mode="talks")
    book = Book.of([(article, (sample.TRUCE_RECORD, old))])
    drawing = draw(timeline(book))
    assert drawing is not None
    assert drawing.first.year == 2031
    assert "1 entry lies outside these days" in render(book)


@pytest.mark.parametrize("when", ["9999-12-31", "9999-12-20/9999-12-31", "9998/9999", "0001-01-01"])
def test_the_ends_of_the_calendar_can_be_drawn(when):
    article, records = make("x" * 100, [(0, 10)])
    dated = [with_id(msgspec.structs.replace(r, when=when), article.id) for r in records]
    drawing = draw(timeline(Book.of([(article, dated)])))
    assert drawing is not None
    assert drawing.ticks
    assert [mark.entry.when for lane in drawing.lanes for mark in lane.marks] == [when]


def luminance(colour: tuple[float, ...]) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def themes(page: str) -> list[dict[str, tuple[float, ...]]]:
    blocks = re.findall(r":root \{([^}]*)\}", page)[:2]
    found = []
    for block in blocks:
        colours = re.findall(r"--(\w+): #([0-9a-f]{6});", block)
        found.append({n: tuple(int(h[i : i + 2], 16) / 255 for i in (0, 2, 4)) for n, h in colours})
    return found


def mixed(one, other, share: float) -> tuple[float, ...]:
    return tuple(a * share + b * (1 - share) for a, b in zip(one, other, strict=True))


def test_contrast_is_enough_in_both_themes(page):
    light, dark = themes(page)
    assert len(light) == len(dark) == 17
    for theme in (light, dark):
        kinds = set(theme) - {"paper", "ink", "soft", "rule", "wash", "link"}
        for ground in (theme["paper"], theme["wash"]):
            for name in {"ink", "soft", "link", *kinds}:
                assert contrast(theme[name], ground) >= 4.5, name
        for name in kinds:
            for share in (0.13, 0.26):
                shade = mixed(theme[name], theme["paper"], share)
                assert contrast(theme["ink"], shade) >= 4.5, name


def test_templates_compile_with_nothing_undefined():
    env = environment()
    known = {"page", "css"} | set(env.globals)
    for name in env.list_templates(extensions=["j2"]):
        source, _, _ = env.loader.get_source(env, name)
        assert jinja2.meta.find_undeclared_variables(env.parse(source)) <= known


def test_what_is_inferred_is_marked_with_its_rule_in_words():
    from msgspec import structs

    from truceline.resolving import answers, joint, officers
    from truceline.views.phrases import INFERRED

    named = {joint.TWO_SIDES, answers.ANSWERED, joint.IN_TRUCE, joint.IN_WORDS, joint.RETURNED}
    assert set(INFERRED) == named | {officers.NAMED_ELSEWHERE}
    first = sample.ARTICLES[0]
    told = [
        structs.replace(r, rule=(*r.rule, joint.TWO_SIDES))
        for r in sample.RECORDS
        if r.doc == first.doc
    ]
    assert INFERRED[joint.TWO_SIDES] in render(Book.of([(first, told)], ()))
