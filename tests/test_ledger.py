"""The ledger keeps what it is given, once, in a fixed order, and only what the text bears out."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from truceline import errors
from truceline.ledger import InputFile, Ledger
from truceline.model import Actor, Article, Decision, Event, Evidence, Record, digest, with_id

TEXT = "Velmar offered a truce. Ostrava Front turned it down on 3 May. Shells fell on Port Linn."


def make_article(doc="r1", text=TEXT, published="2031-05-04", **more):
    return Article(id=digest(doc, text, published), doc=doc, text=text, published=published, **more)


def make_record(article, words, kind="attack", actor="Velmar", **more):
    start = article.text.index(words)
    fields = {
        "targets": (), "source": (), "modality": "asserted", "when": None, "where": None,
        "rule": ("test.rule@1",),
    }  # fmt: skip
    record = Record(
        doc=article.doc, kind=kind, actors=(Actor(name=actor, party=actor),),
        evidence=Evidence(text=words, start=start, end=start + len(words)), **(fields | more),
    )  # fmt: skip
    return with_id(record, article.id)


def two_records(article):
    return [
        make_record(article, "Velmar offered a truce", "proposal", subject="ceasefire"),
        make_record(article, "Shells fell on Port Linn", when="2031-05-03", killed=(3, None)),
    ]


@pytest.fixture
def ledger(tmp_path):
    with Ledger.open(tmp_path / "talks.truce", create=True) as opened:
        yield opened


def test_what_is_saved_comes_back_equal(ledger):
    article = make_article(title="Truce", file="a.txt")
    records = two_records(article)
    assert ledger.add(article, records)
    assert list(ledger.articles()) == [article]
    assert list(ledger.records()) == records
    with Ledger.open(ledger.path, readonly=True) as reader:
        assert list(reader.records()) == records


def test_twice_is_once(ledger):
    article = make_article()
    assert ledger.add(article, two_records(article))
    assert not ledger.add(article, two_records(article))
    assert len(list(ledger.records())) == 2


def test_ids_are_made_by_the_ledger(ledger):
    article = make_article()
    bare = msgspec.structs.replace(two_records(article)[0], id="")
    ledger.add(article, [bare])
    assert next(ledger.records()).id == two_records(article)[0].id


@pytest.mark.parametrize(
    ("evidence", "error"),
    [
        (Evidence(text="Velmar offered", start=1, end=15), errors.EvidenceError),
        (Evidence(text="", start=0, end=0), errors.EvidenceError),
        (Evidence(text="velmar", start=0, end=6), errors.EvidenceError),
    ],
)
def test_evidence_must_be_in_the_text(ledger, evidence, error):
    article = make_article()
    record = msgspec.structs.replace(two_records(article)[0], evidence=evidence)
    with pytest.raises(error, match="r1: a proposal record was refused"):
        ledger.add(article, [record])
    assert list(ledger.articles()) == []


def test_a_record_the_codebook_refuses_stays_out(ledger):
    article = make_article()
    record = make_record(article, "Velmar", "proposal", killed=(1, 1))
    with pytest.raises(errors.RecordError, match=r"subject: a proposal needs it; killed"):
        ledger.add(article, [record])


def test_a_record_of_another_article_stays_out(ledger):
    article = make_article()
    record = msgspec.structs.replace(two_records(article)[0], doc="other")
    with pytest.raises(errors.RecordError, match="not the article's name"):
        ledger.add(article, [record])


def test_records_by_kind_party_and_article(ledger):
    first, second = make_article("r1"), make_article("r2")
    for article in (first, second):
        ledger.add(article, two_records(article))
    assert [r.doc for r in ledger.records(kind="attack")] == ["r1", "r2"]
    assert len(list(ledger.records(party="Velmar"))) == 4
    assert list(ledger.records(party="Ostrava Front")) == []
    assert list(ledger.records(article=second.id)) == two_records(second)


@pytest.mark.parametrize(
    ("when", "as_of", "seen"),
    [
        ("2031-05-03", "2031-05-02", False),
        ("2031-05-03", "2031-05-03", True),
        ("2031-05", "2031-05-15", False),  # may yet come
        ("2031-05", "2031-05-31", True),
        ("2031-05-03/2031-05-20", "2031-05-04", True),  # has begun
        ("../2031-05-20", "2031-05-19", False),
        (None, "2099-01-01", False),
    ],
)
def test_what_had_happened_by_a_day(ledger, when, as_of, seen):
    article = make_article()
    ledger.add(article, [make_record(article, "Shells fell", when=when)])
    assert bool(list(ledger.records(as_of=as_of, clock="happened"))) is seen


@pytest.mark.parametrize(
    ("published", "as_of", "seen"),
    [
        ("2031-05-04", "2031-05-03", False),
        ("2031-05-04", "2031-05-04", True),
        (None, "2099-01-01", False),
    ],
)
def test_what_was_known_on_a_day(ledger, published, as_of, seen):
    article = make_article(published=published)
    ledger.add(article, two_records(article))
    assert bool(list(ledger.records(as_of=as_of))) is seen


def test_decisions_are_appended_and_survive_a_rebuild(ledger):
    article = make_article()
    records = two_records(article)
    ledger.add(article, records, version="rules 1")
    about = records[0].id
    first = Decision(record=about, verdict="reject", author="m.k.", at="2031-05-05T08:00:00Z")
    second = msgspec.structs.replace(first, verdict="accept", at="2031-05-06T08:00:00Z")
    ledger.decide(first)
    ledger.decide(second)
    ledger.add(article, records[1:], version="rules 2")
    assert list(ledger.records()) == records[1:]
    assert ledger.decisions() == ledger.decisions(about) == (first, second)
    assert ledger.decisions("another") == ()


@pytest.mark.parametrize(
    "statement", ["DELETE FROM decisions", "UPDATE decisions SET record = 'x'"]
)
def test_no_decision_is_changed_or_erased(ledger, statement):
    ledger.decide(Decision(record="a", verdict="accept", author="m.k.", at="2031-05-05T08:00:00Z"))
    with pytest.raises(Exception, match="never"):
        ledger._connection.execute(statement)


def test_a_newer_version_makes_the_records_stale(ledger):
    article = make_article()
    ledger.add(article, two_records(article), version="rules 1")
    assert ledger.stale("rules 1") == ()
    assert ledger.stale("rules 2") == (article.id,)
    ledger.replace_records(article.id, two_records(article)[:1], version="rules 2")
    assert ledger.stale("rules 2") == ()
    assert list(ledger.records()) == two_records(article)[:1]


def test_inputs_are_known_once_complete(ledger):
    first, second = make_article("r1"), make_article("r2")
    read = InputFile(path="reports/two.jsonl", size=20, mtime_ns=7, hash="ab")
    ledger.add(first, [], read, complete=False)
    assert ledger.known_inputs() == {}
    ledger.add(second, [], read)
    known = ledger.known_inputs()["reports/two.jsonl"]
    assert known == msgspec.structs.replace(read, articles=tuple(sorted((first.id, second.id))))


def test_a_changed_input_forgets_its_old_articles_but_the_ledger_keeps_them(ledger):
    old, new = make_article("r1"), make_article("r1", text="Nothing moved.")
    ledger.add(old, [], InputFile(path="r1.txt", size=1, mtime_ns=1, hash="aa"))
    ledger.add(new, [], InputFile(path="r1.txt", size=2, mtime_ns=2, hash="bb"))
    assert ledger.known_inputs()["r1.txt"].articles == (new.id,)
    assert {article.id for article in ledger.articles()} == {old.id, new.id}


def test_origins_events_and_notes(ledger):
    first, second = make_article("r1"), make_article("r2")
    for article in (first, second):
        ledger.add(article, [])
    ledger.set_origins({first.id: first.id, second.id: first.id})
    assert {article.origin for article in ledger.articles()} == {first.id}
    events = [Event(id=i, kind="attack", records=(i,), origins=()) for i in ("b", "a")]
    ledger.set_events(events)
    ledger.set_events(events)
    assert ledger.events() == tuple(events)
    ledger.set_meta("network", "3")
    assert (ledger.meta("network"), ledger.meta("rules")) == ("3", None)


def test_of_two_files_with_one_article_the_first_by_name_is_kept(tmp_path):
    copies = [make_article(file="b.txt"), make_article(file="a.txt")]
    for number, order in enumerate((copies, copies[::-1])):
        with Ledger.open(tmp_path / f"{number}.truce", create=True) as ledger:
            for article in order:
                ledger.add(article, [])
            assert next(ledger.articles()).file == "a.txt"


names = st.sampled_from(["Velmar", "Ostrava Front", "Quill Union"])
printable = st.characters(exclude_categories=("C", "Z"), include_characters=" ")
days = st.sampled_from([None, "2031-05-02", "2031-05", "2031-05-01/2031-05-09"])


@st.composite
def reports(draw):
    text = draw(st.text(printable, min_size=1, max_size=60))
    article = make_article(
        draw(st.sampled_from("abc")), text, draw(st.sampled_from([None, "2031-05-02"]))
    )
    spans = draw(st.lists(st.tuples(st.integers(0, len(text) - 1), st.integers(1, 9)), max_size=4))
    records = [
        make_record(article, text[start : start + length], actor=draw(names), when=draw(days))
        for start, length in spans
    ]  # fmt: skip
    return article, records


def contents(ledger):
    return list(ledger.articles()), list(ledger.records())


@settings(max_examples=25, deadline=None)
@given(st.lists(reports(), max_size=5), st.randoms(use_true_random=False))
def test_order_and_repetition_do_not_matter(tmp_path_factory, batch, chance):
    folder = tmp_path_factory.mktemp("ledgers")
    unique = list({article.id: (article, records) for article, records in batch}.values())
    shuffled = unique * 2
    chance.shuffle(shuffled)
    found = []
    for name, order in (("straight", unique), ("shuffled", shuffled)):
        with Ledger.open(folder / f"{name}.truce", create=True) as ledger:
            for article, records in order:
                ledger.add(article, records)
            found.append(contents(ledger))
    assert found[0] == found[1]
    expected = {record.id: record for _, records in unique for record in records}
    assert {record.id: record for record in found[0][1]} == expected
