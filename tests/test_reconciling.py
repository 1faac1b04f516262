"""What is told twice is one event, what is told of two things stays two, answers find proposals."""

from __future__ import annotations

import time

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from truceline.model import Actor, Article, Evidence, Record, digest, with_id
from truceline.reconciling import reconcile
from truceline.reconciling.dates import begun_by
from truceline.reconciling.homes import find_articles

TEXT = "word " * 40


def article(doc, published="2031-05-04", origin=None):
    made = digest(doc, published)
    return Article(id=made, doc=doc, text=TEXT, published=published, origin=origin)


def actors(*names):
    return tuple(Actor(name=name, party=name) for name in names)


def told(home, kind="meeting", who=("Velmar", "Quill"), to=(), at=0, **more):
    fields = {
        "source": (), "modality": "asserted", "when": None, "where": None, "rule": ("r",),
        **({"mode": "talks"} if kind == "meeting" else {}),
    }  # fmt: skip
    evidence = Evidence(text=TEXT[at : at + 9], start=at, end=at + 9)
    made = Record(
        doc=home.doc, kind=kind, actors=actors(*who), targets=actors(*to), evidence=evidence,
        **(fields | more),
    )  # fmt: skip
    return with_id(made, home.id)


A, B, LATE = article("a"), article("b", "2031-05-06"), article("late", "2031-07-01")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (told(A, when="2031-05-03"), told(B, when="2031-05-03"), True),
        (told(A, when="2031-05-03"), told(B, when="2031-05"), True),
        (told(A, when="2031-05-03"), told(B, when="2031-05-02/2031-05-06"), True),
        (told(A, when="2031-05-03"), told(B, when="2031-05-04"), False),
        (told(A, when="2031-05"), told(B, when="2031-06-01"), False),
        (told(A, when="2031-05-03/.."), told(B, when="2040"), True),
        (told(A, when="2031-05-03/.."), told(B, when="2031-05-02"), False),
        (told(A, when="soon"), told(B), True),  # no date at all
        (told(A, when="2031-05-03"), told(B, who=("Quill", "Velmar"), when="2031-05-03"), True),
        (told(A, when="2031-05-03"), told(B, who=("Velmar",), to=("Quill",), when="2031-05"), True),
        (told(A, when="2031-05-03"), told(B, who=("Velmar", "Orn"), when="2031-05-03"), False),
        (told(A, when="2031-05-03"), told(B, when="2031-05-03", mode="call"), False),
        (told(A, when="2031-05-03"), told(A, when="2031-05-03", at=10), False),  # one article
        (told(A), told(B), True),  # undated, reported within a week
        (told(A), told(LATE), False),
        (told(A, when="2031-05-03"), told(B, modality="planned"), False),
        (told(A, when="2031-05-03"), told(B, when="2031-05-03", modality="negated"), True),
        (told(A), told(article("c", None)), False),
    ],
)
def test_when_two_records_tell_of_the_same_thing(one, other, same):
    homes = [A, B, LATE, article("c", None)]
    assert len(reconcile([one, other], homes)) == (1 if same else 2)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ({"quote": "Not one step back."}, {"quote": "not one step back"}, True),
        ({"quote": "Not one step back."}, {"quote": "not one step forward"}, False),
    ],
)
def test_quotations_are_the_same_by_their_words(one, other, same):
    records = [told(A, "statement", ("Tal",), **one), told(B, "statement", ("Tal",), **other)]
    assert len(reconcile(records, [A, B])) == (1 if same else 2)


def test_attacks_on_two_places_are_two():
    places = [("Linn", "Linn"), ("Linn", "Port Orn"), ("Linn", None)]
    for one, other in places:
        pair = [
            told(A, "attack", ("Orn",), where=one, when="2031-05-03"),
            told(B, "attack", ("Orn",), where=other, when="2031-05-03"),
        ]
        assert len(reconcile(pair, [A, B])) == (1 if one == other else 2)


def test_copies_count_as_one_origin():
    copy = article("copy", origin=A.id)
    first = msgspec.structs.replace(A, origin=A.id)
    (event,) = reconcile([told(first), told(copy), told(B)], [first, copy, B])
    assert len(event.records) == 3
    assert event.origins == (A.id, B.id)


@pytest.mark.parametrize("when", [None, "2031-05-03", "2031-05"])
def test_what_many_tell_is_one_event_and_is_found_soon(when):
    many = [article(f"a{number}") for number in range(1200)]
    start = time.process_time()
    (event,) = reconcile([told(home, when=when) for home in many], many)
    assert len(event.records) == len(many)
    assert time.process_time() - start < 3


def test_copies_pair_up_by_their_words():
    copy = article("copy", origin=A.id)
    records = [told(home, at=at) for home in (A, copy) for at in (0, 12)]
    events = reconcile(records, [A, copy])
    assert [len(event.records) for event in events] == [2, 2]


def test_a_vague_record_that_fits_two_events_joins_neither():
    records = [told(A, when="2031-05-02"), told(B, when="2031-05-09"), told(LATE, when="2031-05")]
    assert len(reconcile(records, [A, B, LATE])) == 3


def test_a_late_mention_keeps_no_undated_report_out():
    day, late = told(A, when="2031-05-03"), told(LATE, when="2031-05")
    assert len(reconcile([day, late, told(B)], [A, B, LATE])) == 1
    assert len(reconcile([day, late, told(B, modality="planned")], [A, B, LATE])) == 2
    far = article("far", "2031-06-12")
    assert len(reconcile([day, late, told(far)], [A, far, LATE])) == 2


def test_an_answer_finds_its_proposal():
    offer = told(A, "proposal", ("Velmar",), ("Orn",), subject="ceasefire")
    again = told(B, "proposal", ("Velmar",), ("Orn",), subject="ceasefire")
    answer = told(B, "response", ("Orn",), ("Velmar",), 20, verdict="reject", subject="ceasefire")
    events = reconcile([answer, offer, again], [A, B])
    proposal, response = sorted(events, key=lambda event: event.kind)
    assert set(proposal.records) == {offer.id, again.id}
    assert response.answers == proposal.id
    assert proposal.answers is None


OFFER = {"who": ("Velmar",), "to": ("Orn",), "subject": "ceasefire"}
ANSWER = {"who": ("Orn",), "to": ("Velmar",), "subject": "ceasefire", "verdict": "accept"}


@pytest.mark.parametrize(
    ("offer", "answer", "linked"),
    [
        (told(A, "proposal", **OFFER), told(B, "response", **ANSWER), True),
        (told(B, "proposal", **OFFER), told(A, "response", **ANSWER), False),  # too late
        (told(A, "proposal", **OFFER | {"subject": "talks"}), told(B, "response", **ANSWER), False),
        (told(A, "proposal", **OFFER | {"who": ("Quill",)}), told(B, "response", **ANSWER), False),
        (told(A, "proposal", **OFFER), told(B, "response", **ANSWER | {"to": ()}), False),
        (told(A, "proposal", **OFFER), told(A, "response", **ANSWER | {"to": ()}), True),
        (told(A, "proposal", **OFFER | {"who": ("Orn",)}), told(A, "response", **ANSWER), False),
        (
            told(A, "proposal", **OFFER, when="2031-05-03"),
            told(A, "response", **ANSWER, when="2031-05-02"),
            False,
        ),
    ],
)
def test_which_proposals_a_response_can_answer(offer, answer, linked):
    events = reconcile([offer, answer], [A, B])
    assert any(event.answers for event in events) is linked


def test_of_several_proposals_the_nearest_is_answered():
    offers = [
        told(A, "proposal", **OFFER, when="2031-05-01"),
        told(B, "proposal", **OFFER, when="2031-05-04"),
        told(B, "proposal", **OFFER, when="2031-05-05", at=9),
    ]
    answer = told(B, "response", **ANSWER, at=20)
    events = {event.records[0]: event for event in reconcile([*offers, answer], [A, B])}
    assert events[answer.id].answers == events[offers[2].id].id


def test_two_articles_of_one_name_are_told_apart():
    one, other = article("a"), article("a", "2031-05-05")
    record = told(other)
    assert find_articles([record], [one, other]) == {record.id: other}
    assert len(reconcile([told(one), record], [one, other])) == 1


homes = st.sampled_from([A, B, LATE, article("copy", origin=A.id), article("none", None)])
dates = st.sampled_from([None, "2031-05-03", "2031-05", "2031-05-02/2031-05-06", "2031-04"])


@st.composite
def some_record(draw):
    kind = draw(st.sampled_from(["meeting", "proposal", "response"]))
    more = {"proposal": {"subject": "talks"}, "response": {"subject": "talks", "verdict": "accept"}}
    parties = draw(st.permutations(["Velmar", "Quill"]))
    return told(
        draw(homes), kind, parties[:1], parties[1:], draw(st.integers(0, 5)) * 10,
        when=draw(dates), **more.get(kind, {}),
    )  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(some_record(), max_size=12), st.randoms(use_true_random=False))
def test_order_does_not_matter_and_every_record_has_one_event(records, chance):
    articles = [A, B, LATE, article("copy", origin=A.id), article("none", None)]
    shuffled, moved = list(records), list(articles)
    chance.shuffle(shuffled)
    chance.shuffle(moved)
    events = reconcile(records, articles)
    assert reconcile(shuffled, moved) == events
    inside = [record for event in events for record in event.records]
    assert sorted(inside) == sorted({record.id for record in records})
    ids = {event.id for event in events}
    assert all(event.answers in ids for event in events if event.answers)


@pytest.mark.parametrize(
    ("when", "day"),
    [
        ("2031-05-03", "2031-05-03"),
        ("2032-02", "2032-02-29"),
        ("2031", "2031-12-31"),
        ("2031-05-03/2031-06-01", "2031-05-03"),
        ("../2031-06-01", "2031-06-01"),
        ("2031-05-03/..", "2031-05-03"),
        ("soon", None),
        (None, None),
    ],
)
def test_by_when_it_had_begun(when, day):
    begun = begun_by(when)
    assert (begun and begun.isoformat()) == day
