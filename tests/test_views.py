import random

import msgspec
import pytest

import sample
from truceline import views
from truceline.model import Actor, Evidence, Record, Terms
from truceline.views.dates import bounds, shared, sort_key
from truceline.views.headlines import headline
from truceline.views.phrases import actor, day, days, quantity

UNION = Actor(name="Lake Union", party="Lake Union")
BOTH, OTHER = (sample.VELAND, sample.FRONT), (UNION, sample.VELAND)


@pytest.fixture(scope="module")
def book() -> views.Book:
    return sample.book()


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        (None, "not stated"),
        ("2031-03-08", "8 March 2031"),
        ("2031-03", "March 2031"),
        ("2031", "2031"),
        ("2031-21", "spring 2031"),
        ("2031-03-08/2031-03-10", "8–10 March 2031"),
        ("2031-03-30/2031-04-02", "30 March – 2 April 2031"),
        ("2030-12-30/2031-01-02", "30 December 2030 – 2 January 2031"),
        ("2031-03-08/..", "from 8 March 2031"),
        ("../2031-03-08", "until 8 March 2031"),
        ("2031-03~", "about March 2031"),
        ("2031-03-08?", "8 March 2031 (uncertain)"),
        ("soon", "soon"),
    ],
)
def test_dates_in_words(edtf, words):
    assert day(edtf) == words


@pytest.mark.parametrize(
    ("values", "about", "words"),
    [
        (None, False, "not stated"),
        ((None, None), False, "not stated"),
        ((14000, None), False, "at least 14,000"),
        ((None, 40), False, "up to 40"),
        ((7, 7), False, "7"),
        ((50, 50), True, "about 50"),
        ((30, 60), False, "30 to 60"),
        ((1.5, 1.5), False, "1.5"),
    ],
)
def test_ranges_in_words(values, about, words):
    assert quantity(values, approximate=about) == words


def test_durations_in_words():
    assert days((30, 60)) == "30 to 60 days"
    assert days((1, 1)) == "1 day"


def test_a_side_is_named_only_where_it_adds_something():
    assert actor(sample.HALDEN) == "Mira Halden (Veland)"
    assert actor(sample.VELAND) == "Veland"
    assert actor(sample.HOSPITAL) == "Karsk district hospital"


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("2031-03-08/2031-03-10", "2031-03-10", 1),
        ("2031-03-08/2031-03-10", "2031-03-11", 0),
        ("2031-03-08/2031-03-10", "2031-03-09/2031-03-20", 2),
        ("2031-03", "2031-03-31", 1),
        ("2031-03-08/..", "2040", 366),
        (None, "2031-03-10", 0),
    ],
)
def test_days_in_common(one, other, expected):
    assert shared(bounds(one), bounds(other)) == expected
    assert shared(bounds(other), bounds(one)) == expected


def test_undated_sorts_last():
    assert sort_key("2031-03") < sort_key("2031-03-02") < sort_key("2032") < sort_key(None)


def test_coverage_counts_articles_outlets_and_copies(book):
    cover = views.coverage(book)
    assert (cover.articles, cover.copies, cover.undated) == (5, 1, 1)
    assert (cover.first, cover.last) == ("2031-03-05", "2031-03-11")
    assert (cover.records, cover.told_again) == (len(sample.RECORDS) - 1, 1)
    assert dict(cover.kinds)["proposal"] == 3
    assert [outlet.publisher for outlet in cover.outlets][-1] is None


def test_terms_of_a_proposal_and_the_answer_linked_to_it(book):
    first, second, third = views.terms_on_table(book)
    assert (first.duration_days, first.scope, first.unconditional) == ((20, 30), "full", True)
    assert first.duration_as_written == "20 to 30 days"
    assert [answer.verdict for answer in first.answers] == ["counter"]
    assert second.conditions == ("so that the wounded could be moved",)
    assert second.answers == ()
    assert (third.duration_days, third.scope, third.unconditional) == (None, None, None)


def test_an_answer_without_a_link_names_no_proposal(book):
    linked, loose = views.answers(book)
    assert linked.proposal == sample.OFFER.id
    assert loose.proposal is None


def test_a_truce_told_by_a_copy_is_one_row(book):
    (truce,) = views.truces(book)
    assert truce.ref.doc == "river-truce"
    assert [ref.doc for ref in truce.also] == ["river-truce-copy"]


TALKS = sample.BY_DOC["selm-talks"].text
TOLD = "The Ostra Front declared a three-day truce from March 8 to 10"


@pytest.mark.parametrize(
    ("words", "change", "rows"),
    [
        (TOLD, {}, 1),
        (TOLD[4:], {"targets": (sample.VELAND,), "when": None}, 1),  # a little otherwise
        (TOLD[:-6], {}, 2),  # other figures
        ("Front declares river truce", {}, 2),  # other words
    ],
)
def test_what_a_copy_tells_again_is_one_row(words, change, rows):
    article, copy = sample.BY_DOC["river-truce"], sample.BY_DOC["river-truce-copy"]
    fields = {"actors": (sample.FRONT,), "when": "2031-03-08", "source": (sample.VELAND,)}
    first = sample.record(article.doc, "ceasefire", TOLD, **fields)
    again = sample.record(copy.doc, "ceasefire", words, **fields | change)
    book = views.Book.of([(article, (first,)), (copy, (again,))])
    stages = [stage for truce in views.truces(book) for stage in truce.stages]
    assert len(stages) == views.coverage(book).records == rows
    assert [voucher.records for voucher in views.vouchers(book)] == [rows]


def test_two_records_of_one_passage_are_matched_apart():
    article, copy = sample.BY_DOC["river-truce"], sample.BY_DOC["river-truce-copy"]
    words = "Veland said the Front broke the truce more than 60 times"
    told = [
        [
            sample.record(doc, "violation", words, actors=(who,))
            for who in (sample.VELAND, sample.FRONT)
        ]
        for doc in (article.doc, copy.doc)
    ]
    book = views.Book.of(zip((article, copy), told, strict=True))
    rows = {row.actors: [ref.doc for ref in row.also] for row in views.violations(book)}
    assert rows == {(who,): [copy.doc] for who in (sample.VELAND, sample.FRONT)}


def test_violations_stand_under_their_truce_with_accuser_and_count(book):
    (truce,) = views.truces(book)
    told = [(v.source[0].name, v.actors[0].name, v.count, v.linked_by) for v in truce.violations]
    assert told == [
        ("Veland", "Ostra Front", (60, None), "date"),
        ("Ostra Front", "Veland", (9, 9), "report"),
    ]
    assert views.loose_violations(book) == ()


def test_a_breach_on_other_days_stands_alone():
    article = sample.BY_DOC["river-truce"]
    late = msgspec.structs.replace(sample.BREACHES[0], when="2031-05-01")
    book = views.Book.of([(article, (sample.TRUCE_RECORD, late))])
    assert [row.linked_by for row in views.loose_violations(book)] == [None]


def test_a_breach_stands_under_the_truce_of_most_of_its_days():
    article, longer = sample.BY_DOC["river-truce"], sample.TRUCE_RECORD
    agreed = sample.record(
        "river-truce", "ceasefire", "Front declares river truce", actors=(sample.FRONT,),
        when="2031-03-10", phase="declared", type="agreed", terms=Terms(end="2031-03-20"),
    )  # fmt: skip
    early, late = (
        msgspec.structs.replace(sample.BREACHES[0], id=when, when=when)
        for when in ("2031-03-08/2031-03-10", "2031-03-10/2031-03-12")
    )
    book = views.Book.of([(article, (longer, agreed, early, late))])
    told = {t.ref.record: [v.ref.record for v in t.violations] for t in views.truces(book)}
    assert told == {longer.id: [early.id], agreed.id: [late.id]}


ALONE = {"actors": (sample.VELAND,), "terms": None}
"""The first report of a truce of several sides, and how another tells of one."""


@pytest.mark.parametrize(
    ("home", "change", "cards"),
    [
        ("river-truce", {"when": "2031-03-08"}, 1),
        ("river-truce", {"when": None}, 1),  # reported three days after it began
        ("selm-talks", {"when": None}, 2),  # reported before it began
        ("selm-talks", {"when": None, "modality": "planned"}, 1),
        ("odd-note", {"when": None}, 2),  # the report has no day either
        ("odd-note", {"when": "2031-03"}, 1),
        ("odd-note", {"when": "2031"}, 2),
        ("river-truce", {"when": "2031-03-09"}, 2),
        ("river-truce", {"when": "2031-03-09", "phase": "in_force"}, 1),
        ("river-truce", {"when": "2031-03-29", "phase": "in_force"}, 2),
        ("river-truce", {"when": "2031-03-29", "phase": "extended"}, 1),
        ("river-truce", {"when": "2031-03-29", "phase": "collapsed"}, 1),
        ("river-truce", {"when": "2031-03-07", "phase": "ended"}, 2),
        ("river-truce", {"when": "2031-11-29", "phase": "ended"}, 2),
        ("river-truce", {"when": None, "actors": ()}, 1),
        ("river-truce", {"when": None, "actors": (Actor(name="its forces"),)}, 1),
        ("river-truce", {"when": None, "actors": (Actor(name="Lake Union"),)}, 2),
        ("river-truce", {"when": None, "type": "unilateral"}, 2),
        ("river-truce", {"when": None, "type": None}, 1),
        ("river-truce", {"when": None, "modality": "negated"}, 2),
        ("river-truce", {"terms": Terms(scope="local"), "where": "Karsk", "when": None}, 2),
    ],
)
def test_what_reports_tell_of_one_truce_is_one_card_in_stages(home, change, cards):
    fields = {"type": "agreed", "phase": "declared", "where": "Selm"}
    first = sample.record(
        "karsk-toll", "ceasefire", "Six people", actors=(sample.VELAND, sample.FRONT),
        when="2031-03-08", terms=Terms(duration_days=(3, 3)), **fields,
    )  # fmt: skip
    words = sample.BY_DOC[home].text[:20]
    other = sample.record(home, "ceasefire", words, **fields | ALONE | change)
    book = views.Book.of([(sample.BY_DOC[r.doc], (r,)) for r in (first, other)])
    shown = views.truces(book)
    assert len(shown) == cards
    told = [stage.ref.record for truce in shown for stage in truce.stages]
    assert sorted(told) == sorted([first.id, other.id])


def test_a_telling_without_sides_that_fits_two_truces_stands_alone():
    article, later = sample.BY_DOC["karsk-toll"], sample.BY_DOC["river-truce"]
    fields = {"type": "agreed", "phase": "declared"}
    two = [
        sample.record("karsk-toll", "ceasefire", words, actors=(who,), when="2031-03-06", **fields)
        for words, who in (("Six people", sample.VELAND), ("No side", UNION))
    ]
    bare = sample.record("river-truce", "ceasefire", "Front", **fields)
    of_one = msgspec.structs.replace(bare, id="x", actors=(UNION,))
    for told, cards in ((bare, 3), (of_one, 2)):
        assert len(views.truces(views.Book.of([(article, two), (later, (told,))]))) == cards


def test_of_one_truce_differing_terms_stand_side_by_side():
    fields = {"type": "agreed", "phase": "declared", "when": "2031-03-08", "actors": BOTH}
    terms = (Terms(duration_days=(3, 3), scope="full"), Terms(duration_days=(5, 5)))
    told = [
        sample.record(doc, "ceasefire", sample.BY_DOC[doc].text[:9], terms=given, **fields)
        for doc, given in zip(("river-truce", "karsk-toll"), terms, strict=True)
    ]
    (truce,) = views.truces(views.Book.of([(sample.BY_DOC[r.doc], (r,)) for r in told]))
    facts = {fact.name: (fact.differ, [v.words for v in fact.values]) for fact in truce.facts}
    assert facts == {"Duration": (True, ["5 days", "3 days"]), "Scope": (False, ["full"])}
    assert "monitoring" in truce.unstated


@pytest.mark.parametrize(
    ("breach", "unbroken"),
    [
        ({"when": "2031-05-01"}, False),  # of this one or of one that no report tells of
        ({"when": "2031-02-01"}, True),
        ({"actors": (UNION,), "targets": (), "source": ()}, True),
    ],
)
def test_no_violation_alleged_is_said_only_where_none_can_be_meant(breach, unbroken):
    article = sample.BY_DOC["river-truce"]
    alleged = msgspec.structs.replace(sample.BREACHES[0], **breach)
    (truce,) = views.truces(views.Book.of([(article, (sample.TRUCE_RECORD, alleged))]))
    assert (truce.violations, truce.unbroken) == ((), unbroken)


@pytest.mark.parametrize(
    ("sides", "days", "breach", "linked"),
    [
        (BOTH, "2031-03-08/2031-03-20", {}, "date"),
        (BOTH, "2031-03-08/2031-03-20", {"when": None}, "report"),
        (BOTH, None, {"when": None}, "report"),
        (OTHER, "2031-03-08/2031-03-20", {}, None),  # the accused is no side of that truce
        (OTHER, "2031-03-08/2031-03-20", {"when": None}, None),
        (OTHER, None, {"when": None, "actors": BOTH}, None),
        (BOTH, "2031-03-12/2031-03-20", {}, None),  # over before it began
        (BOTH, "2031-03-12/2031-03-20", {"when": None}, None),  # told on before it began
        (BOTH[1:], "2031-03-08/2031-03-20", {"actors": BOTH[:1], "targets": BOTH[1:]}, "date"),
        ((UNION,), "2031-03-08/2031-03-20", {"when": None}, None),
        ((), "2031-03-08/2031-03-20", {"when": None}, "report"),
        (BOTH, None, {"when": None, "actors": (), "targets": (), "source": ()}, "report"),
    ],
)
def test_a_breach_is_of_a_truce_of_its_sides_and_days(sides, days, breach, linked):
    article = sample.BY_DOC["river-truce"]  # published 2031-03-11
    truce = msgspec.structs.replace(sample.TRUCE_RECORD, actors=sides, when=days, terms=None)
    alleged = msgspec.structs.replace(sample.BREACHES[0], **breach)
    book = views.Book.of([(article, (truce, alleged))])
    assert [row.linked_by for row in views.violations(book)] == [linked]


def test_a_breach_stands_under_the_truce_of_both_its_sides():
    article = sample.BY_DOC["river-truce"]
    longer, right = (
        msgspec.structs.replace(sample.TRUCE_RECORD, id=days, actors=who, when=days, terms=None)
        for who, days in ((OTHER, "2031-03-01/2031-04-30"), (BOTH, "2031-03-10/2031-03-20"))
    )
    breach = msgspec.structs.replace(sample.BREACHES[0], actors=BOTH[:1], targets=BOTH[1:])
    book = views.Book.of([(article, (longer, right, breach))])
    assert {t.ref.record: len(t.violations) for t in views.truces(book)} == {
        longer.id: 0, right.id: 1,
    }  # fmt: skip


def test_figures_of_one_attack_stand_side_by_side(book):
    strike = views.attacks(book)[0]
    told = [(c.source[0].name, c.killed, c.injured) for c in strike.claims]
    assert told == [
        ("Veland defence ministry", (4, None), (30, 30)),
        ("Karsk district hospital", (6, 6), (31, 31)),
    ]
    assert strike.actors == ()


RAID = {"when": "2031-03-02", "where": "Lower Karsk, Lantern district", "means": "ground"}


@pytest.mark.parametrize(
    ("change", "rows"),
    [
        ({}, 1),
        ({"where": "Lower Karsk"}, 1),  # the place within its district
        ({"actors": (Actor(name="raiders"),)}, 1),  # of no known side
        ({"means": None}, 1),
        ({"when": "2031-03-03"}, 2),
        ({"when": "2031-03"}, 2),  # not a single day
        ({"where": "Upper Karsk"}, 2),
        ({"where": "Ukraine"}, 2),  # too wide to tell
        ({"actors": (sample.FRONT,)}, 2),
        ({"means": "drone"}, 2),
        ({"killed": None, "injured": None}, 2),  # no toll to set beside
        ({"modality": "negated"}, 2),
    ],
)
def test_tolls_of_one_attack_by_two_reports_stand_side_by_side(change, rows):
    fields = RAID | {"actors": (sample.VELAND,), "killed": (8, 8), "injured": (11, 11)}
    other = {"killed": (5, 5), "injured": (20, 20)}
    told = [
        sample.record("selm-talks", "attack", "a drone strike on the Karsk depot", **fields),
        sample.record("karsk-toll", "attack", "the strike on the Karsk", **fields | other | change),
    ]
    book = views.Book.of([(sample.BY_DOC[record.doc], (record,)) for record in told])
    shown = views.attacks(book)
    assert len(shown) == rows
    if rows == 1:
        assert {claim.killed for claim in shown[0].claims} == {(8, 8), (5, 5)}
        assert [told.ref.doc for told in shown[0].accounts] == ["selm-talks", "karsk-toll"]


def test_a_place_without_a_name_tells_no_two_reports_that_an_attack_is_one():
    fields = RAID | {"where": "the airport", "actors": (sample.VELAND,), "killed": (8, 8)}
    told = [
        sample.record("selm-talks", "attack", "a drone strike on the Karsk depot", **fields),
        sample.record("karsk-toll", "attack", "the strike on the Karsk", **fields, injured=(1, 1)),
    ]
    book = views.Book.of([(sample.BY_DOC[record.doc], (record,)) for record in told])
    assert len(views.attacks(book)) == len(told)


def test_a_copy_gives_no_figure_of_its_own():
    article, copy = sample.BY_DOC["river-truce"], sample.BY_DOC["river-truce-copy"]
    first, again = (
        sample.record(a.doc, "attack", TOLD, when="2031-03-08", killed=(2000, None))
        for a in (article, copy)
    )
    event = sample.Event(id="e", kind="attack", records=(first.id, again.id), origins=(article.id,))
    (row,) = views.attacks(views.Book.of([(article, (first,)), (copy, (again,))], [event]))
    assert [claim.ref.doc for claim in row.claims] == [article.doc]
    assert [ref.doc for ref in row.also] == [copy.doc]


def test_a_denied_attack_is_a_row_of_its_own_without_figures(book):
    denied = views.attacks(book)[-1]
    assert denied.modality == "negated"
    assert denied.claims == ()


def test_quotations_by_speaker(book):
    speakers = views.quotations(book)
    assert [(s.name, len(s.quotes)) for s in speakers] == [("Mira Halden", 1), ("Tevik Sorn", 2)]


def test_one_person_is_cited_once_whatever_the_title_and_side():
    cited = (
        ("Ina Sorel", "Veland"), ("Ina Sorel", "Ostra Front"), ("Front envoy, Dr. Ina Sorel", None),
        ("friends of Ina Sorel", None), ("Rebels", None), ("rebels", None),
        ("Health Ministry", "Veland"), ("Health Ministry", "Ostra Front"),
    )  # fmt: skip
    records = [
        sample.record("selm-talks", "meeting", TALKS[n : n + 9], source=(Actor(name=a, party=b),))
        for n, (a, b) in enumerate(cited)
    ]
    rows = views.vouchers(views.Book.of([(sample.BY_DOC["selm-talks"], records)]))
    assert [(row.name, row.parties, row.also, row.records) for row in rows] == [
        ("Ina Sorel", ("Ostra Front", "Veland"), ("Front envoy, Dr. Ina Sorel",), 3),
        ("Rebels", (), (), 2),
        ("friends of Ina Sorel", (), (), 1),
        ("Health Ministry", ("Ostra Front",), (), 1),
        ("Health Ministry", ("Veland",), (), 1),
    ]


def test_a_party_has_its_entries_in_order_with_its_part_in_them(book):
    first = next(one for one in views.parties(book) if one.party == "Veland")
    days = [bounds(deed.when or deed.reported)[0] for deed in first.deeds]
    assert days == sorted(days)
    told = {(deed.role, deed.kind) for deed in first.deeds}
    assert {("acts", "proposal"), ("met", "attack"), ("accuses", "violation")} <= told
    assert ("acts", "violation") not in told  # whom somebody accuses has not been seen to act
    assert ("accused", "violation") in told


def test_what_one_person_or_side_does_is_found_by_name(book):
    assert {deed.actors for _, deed in views.deeds(book, "halden")} == {(sample.HALDEN,)}
    assert len(views.deeds(book, "Ostra Front")) == len(
        next(one.deeds for one in views.parties(book) if one.party == "Ostra Front")
    )
    assert views.deeds(book, "Nobody") == views.deeds(book, "") == ()


def test_who_mediated_what(book):
    (union,) = views.mediators(book)
    assert (union.party, [deed.kind for deed in union.deeds]) == ("Lake Union", ["meeting"])


def test_the_best_dated_telling_speaks_for_a_row():
    article, other = sample.BY_DOC["river-truce"], sample.BY_DOC["karsk-toll"]
    fields = {"type": "agreed", "phase": "declared", "actors": BOTH}
    day = sample.record("river-truce", "ceasefire", "Front", when="2031-03-08", **fields)
    month = sample.record(
        "karsk-toll", "ceasefire", "Karsk", when="2031-03", where="Selm", **fields
    )
    event = sample.Event(id="e", kind="ceasefire", records=(day.id, month.id), origins=())
    (truce,) = views.truces(views.Book.of([(article, (day,)), (other, (month,))], [event]))
    assert (truce.when, len(truce.stages)) == ("2031-03-08", 1)


def test_who_is_cited(book):
    assert [(v.name, v.records) for v in views.vouchers(book)] == [
        ("Ostra Front", 2),
        ("Karsk district hospital", 1),
        ("Veland", 1),
        ("Veland defence ministry", 1),
    ]


def test_an_undated_entry_stands_on_the_day_of_its_report_and_has_no_other(book):
    entries = views.timeline(book)
    days = [bounds(entry.when or entry.reported)[0] for entry in entries]
    assert days == sorted(days)
    assert {entry.reported for entry in entries if entry.when} == {None}
    assert {e.reported == e.ref.published for e in entries if e.when is None} == {True}


def test_what_has_no_day_at_all_comes_last():
    told = sample.record("odd-note", "meeting", "Report", mode="talks")
    dated = sample.record("selm-talks", "meeting", "Ferry", mode="talks")
    book = views.Book.of([(sample.BY_DOC[r.doc], (r,)) for r in (told, dated)])
    assert [entry.reported for entry in views.timeline(book)] == ["2031-03-05", None]


def test_articles_name_the_text_they_copy(book):
    rows = {row.doc: row for row in views.articles(book)}
    assert rows["river-truce-copy"].copy_of == "river-truce"
    assert rows["selm-talks"].skipped == len("More stories: Market prices in Selm")


def test_articles_of_one_name_are_told_apart_by_their_files():
    first, second = (
        msgspec.structs.replace(sample.BY_DOC["river-truce"], id=file, origin="a/r.txt", file=file)
        for file in ("a/r.txt", "b/r.txt")
    )
    rows = views.articles(views.Book.of([(first, ()), (second, ())]))
    assert [(row.file, row.copy_of) for row in rows] == [
        ("a/r.txt", None),
        ("b/r.txt", "river-truce (a/r.txt)"),
    ]
    (alone,) = views.articles(views.Book.of([(second, ())]))
    assert alone.copy_of is None


@pytest.mark.parametrize(
    ("record", "words"),
    [
        (sample.OFFER, "Veland to Ostra Front: ceasefire (20 to 30 days, full, unconditional)"),
        (sample.REFUSAL, "Veland to Ostra Front: rejection (ceasefire)"),
        (sample.TRUCE_RECORD, "Ostra Front: unilateral truce declared (3 days)"),
        (sample.BREACHES[0], "Ostra Front against Veland: said to break the truce (at least 60)"),
        (
            sample.STRIKE,
            (
                "Attacker not stated, on Veland: drone attack, Karsk"
                " (at least 4 killed, about 30 injured)"
            ),
        ),
    ],
)
def test_headlines(record, words):
    assert headline(record) == words


@pytest.mark.parametrize("kind", sorted(k for k, _ in views.coverage(sample.book()).kinds))
def test_a_bare_record_of_any_kind_has_a_headline(kind):
    bare = Record(
        doc="x", kind=kind, actors=(), targets=(Actor(name="Veland"),), source=(),
        modality="asserted", when=None, where=None, rule=(),
        evidence=Evidence(text="words", start=0, end=5),
    )  # fmt: skip
    assert "None" not in headline(bare)


VIEWS = (
    views.timeline, views.terms_on_table, views.answers, views.truces, views.violations,
    views.attacks, views.quotations, views.meetings, views.demands, views.accusations,
    views.actions, views.parties, views.mediators, views.deeds,
    views.vouchers, views.articles, views.coverage,
)  # fmt: skip


def test_order_of_what_is_given_does_not_matter(book):
    for seed in range(5):
        shuffled = random.Random(seed)
        readings = [(a, shuffled.sample(r, len(r))) for a, r in book.readings]
        shuffled.shuffle(readings)
        events = shuffled.sample(sample.EVENTS, len(sample.EVENTS))
        other = views.Book.of(readings, events)
        for view in VIEWS:
            assert view(other) == view(book), view.__name__


def test_every_record_is_in_exactly_one_row(book):
    rows = [*views.timeline(book), *(q for s in views.quotations(book) for q in s.quotes)]
    told = [ref.record for row in rows for ref in (row.ref, *row.also)]
    assert sorted(told) == sorted(record.id for record in sample.RECORDS)


def test_an_empty_book_has_empty_views():
    empty = views.Book.of([])
    for view in VIEWS[:-1]:
        assert view(empty) == ()
    assert views.coverage(empty).articles == 0
