"""When something was: the date of the act, and not of what stands beside it."""

import pytest

from trees import where
from truceline.model import Anchor, Article, Reading, Role
from truceline.resolving.context import make_context
from truceline.resolving.when import time_of


class Nobody:
    """A resolver that knows nobody."""

    def actors(self, reading, chains, span, on, asked):
        return ()


def act(text, kind, words, *times, phase=None):
    """Return an act with time roles given as (words, probability)."""
    roles = tuple(Role("time", where(text, told), chance) for told, chance in times)
    values = {"phase": (phase, 0.9)} if phase else {}
    return Anchor(where(text, words), kind, 0.9, values, roles, "network-test")


def dated(text, *acts):
    """Return the date of the first of some acts in a report of Tuesday 12 May 2026."""
    article = Article(id="a", doc="report", text=text, published="2026-05-12")
    reading = Reading(article, (), (), (), (), acts)
    found = time_of(acts[0], make_context(reading, (), Nobody()))
    return found.edtf if found else None


@pytest.mark.parametrize(
    ("text", "kind", "words", "time", "phase", "expected"),
    [
        ("Keth broke the 2023 river accord.", "violation", "broke", "2023", None, None),
        ("Keth broke last month's truce.", "violation", "broke", "last month", None, None),
        ("Raids defy the accord reached in Selm last week.", "attack", "Raids", "last week", None,
         None),
        ("The April truce fell apart.", "ceasefire", "fell", "April", "collapsed", None),
        ("The April truce held.", "ceasefire", "truce", "April", "in_force", "2026-04"),
        ("Keth broke the truce in April.", "violation", "broke", "April", None, "2026-04"),
        ("Keth honours the accord of 2023.", "action", "honours", "2023", None, "2023"),
    ],
)  # fmt: skip
def test_the_date_of_a_truce_named_in_passing_is_not_that_of_the_act(
    text, kind, words, time, phase, expected
):
    assert dated(text, act(text, kind, words, (time, 0.9), phase=phase)) == expected


@pytest.mark.parametrize(
    ("text", "time", "phase", "expected"),
    [
        ("The truce runs until 29 May.", "29 May", "declared", None),
        ("The truce holds through the end of May.", "May", "in_force", None),
        ("The truce was extended until 29 May.", "29 May", "extended", None),
        ("The truce held until 3 May.", "3 May", "collapsed", "2026-05-03"),
        ("The truce began on 3 May.", "3 May", "declared", "2026-05-03"),
    ],
)
def test_the_last_day_of_a_truce_is_not_the_day_it_was_made(text, time, phase, expected):
    assert dated(text, act(text, "ceasefire", "truce", (time, 0.9), phase=phase)) == expected


def test_the_act_has_its_own_date_beside_that_of_a_truce():
    text = "Sunday's raid killed nine, the worst since the 2023 truce."
    raid = act(text, "attack", "raid", ("since the 2023", 0.95), ("Sunday", 0.9))
    assert dated(text, raid) == "2026-05-10"


@pytest.mark.parametrize(
    ("text", "role", "expected"),
    [
        ("Raids went on since the landing in May.", "since the landing in May", "2026-05/.."),
        ("The worst raids since the landing in May.", "since the landing in May", None),
        ("Raids went on since May.", "since May", "2026-05/.."),
    ],
)
def test_what_goes_on_since_has_an_open_end_unless_it_is_the_first_since(text, role, expected):
    assert dated(text, act(text, "attack", "aids", (role, 0.95))) == expected


@pytest.mark.parametrize(
    ("between", "chance", "expected"),
    [
        ("a pact that they later", 0.7, None),
        ("a pact despite having", 0.7, None),
        ("a pact that they later", 0.95, "2026-05-03"),
        ("a pact and", 0.7, "2026-05-03"),
        ("the first pact since 2020 and", 0.7, "2026-05-03"),
    ],
)
def test_a_word_parts_an_act_from_the_date_of_another(between, chance, expected):
    text = f"On May 3 they signed {between} broke."
    broke = act(text, "violation", "broke", ("May 3", chance))
    signed = act(text, "agreement", "signed", ("May 3", 0.97))
    assert dated(text, broke, signed) == expected


@pytest.mark.parametrize(
    ("words", "chance", "expected"),
    [("last", 0.5, None), ("last week", 0.5, "2026-05-04/2026-05-10"), ("last", 0.8, None)],
)
def test_a_scrap_of_the_date_of_another_act_is_no_date(words, chance, expected):
    text = "They met last week where raids struck."
    raids = act(text, "attack", "raids", (words, chance))
    met = act(text, "meeting", "met", ("last week", 0.95))
    assert dated(text, raids, met) == expected


@pytest.mark.parametrize("role", ["the feast of", "the feast"])
def test_a_role_goes_on_to_the_date_behind_of(role):
    text = "They pause for the feast of Eid al-Adha."
    assert dated(text, act(text, "ceasefire", "pause", (role, 0.6))) == "2026-05-27~"
