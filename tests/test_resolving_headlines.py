"""Where a headline ends, and which of its records the text tells again."""

import pytest

from test_reading_coreference import reading
from test_resolving_records import ARTICLE, record
from truceline.model import Evidence
from truceline.reading.headline import headline_end
from truceline.resolving.headlines import beyond_headline

LONG = "Envoys of Rhun and Selm " + "met and met again " * 12 + "in Maleth"

# A bar stands where headline and deck end; it is not part of the text.
HEADS = [
    "Envoys agree on a truce|\nThe envoys met on Monday. It rained.",
    "Envoys agree on a truce\nGuns to fall silent in Maleth|\nThe envoys met on Monday.",
    "Envoys agree on a truce\nThe guns are to fall silent.\nBy Ana Ban|\nThe envoys met.",
    "|The envoys met on Monday. It rained.",
    "|The envoys met. It rained. They left.\nAlso in this paper",
    f"|{LONG}\nThe envoys met.",
]


@pytest.mark.parametrize("case", HEADS)
def test_a_headline_ends_with_the_last_first_sentence_without_a_stop(case):
    assert headline_end(reading(case.replace("|", ""))) == case.index("|")


def once_more(records, end):
    return beyond_headline(records, end, ARTICLE.id)


def title(kind, actors, targets=(), **fields):
    return record(kind, actors, targets, evidence=Evidence(text="x", start=0, end=20), **fields)


def body(kind, actors, targets=(), **fields):
    return record(kind, actors, targets, evidence=Evidence(text="x", start=40, end=90), **fields)


@pytest.mark.parametrize(
    ("head", "told"),
    [
        (title("meeting", ["Velmara", "Front"]), body("meeting", ["Front", "Keth"])),
        (title("attack", [], ["Front"]), body("attack", ["Keth"], ["Front"])),
        (
            title("response", ["Front"], verdict="reject"),
            body("response", ["Front"], ["Keth"], verdict="reject"),
        ),
    ],
    ids=["who acts", "at whom it is aimed", "the same answer"],
)
def test_what_the_text_tells_again_is_no_record_of_the_headline(head, told):
    assert once_more([head, told], 30) == [told]
    assert once_more([head, told], 0) == [head, told]


@pytest.mark.parametrize(
    ("head", "told"),
    [
        (title("meeting", ["Velmara"]), body("agreement", ["Velmara"])),
        (title("meeting", ["Velmara"]), body("meeting", ["Front", "Keth"])),
        (title("attack", [], ["Front"]), body("attack", ["Front"], ["Keth"])),
        (
            title("response", ["Keth"], verdict="reject"),
            body("response", ["Keth"], verdict="accept"),
        ),
        (
            title("proposal", ["Keth"], subject="talks"),
            body("proposal", ["Keth"], subject="exchange"),
        ),
        (title("action", ["Keth"], plover="AID"), body("action", ["Keth"], plover="SANCTION")),
        (title("statement", ["Keth"], quote="a b"), body("statement", ["Keth"], quote="a b")),
    ],
    ids=["another kind", "other sides", "aimed elsewhere", "answer", "subject", "act", "words"],
)  # fmt: skip
def test_what_the_text_does_not_tell_again_stays(head, told):
    assert once_more([head, told], 30) == [head, told]


@pytest.mark.parametrize(
    ("slot", "value"),
    [("killed", (12, 12)), ("when", "2024-05-01"), ("where", "Dorna"), ("count", (3, 3))],
)
def test_what_the_headline_alone_gives_goes_to_its_record_of_the_text(slot, value):
    head, told = title("attack", ["Front"], **{slot: value}), body("attack", ["Front"])
    (found,) = once_more([head, told], 30)
    assert (getattr(found, slot), found.evidence) == (value, told.evidence)
    assert found.id != told.id


def test_a_truce_that_collapses_in_the_headline_is_not_one_that_is_extended():
    head = title("ceasefire", ["Front"], phase="collapsed")
    for phase, kept in (("extended", 2), ("collapsed", 1), ("in_force", 1)):
        assert len(once_more([head, body("ceasefire", ["Front"], phase=phase)], 30)) == kept


def test_figures_of_a_headline_that_may_mean_several_acts_stay_with_it():
    head = title("attack", ["Front"], killed=(12, 12))
    acts = [body("attack", ["Front"]), body("attack", ["Front", "Keth"])]
    assert once_more([head, *acts], 30) == [head, *acts]
    assert once_more([title("attack", ["Front"]), *acts], 30) == acts


def test_a_headline_does_not_repeat_itself():
    heads = [title("meeting", ["Velmara"]), title("meeting", ["Velmara"])]
    assert once_more(heads, 30) == heads
