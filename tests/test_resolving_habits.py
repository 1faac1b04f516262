"""What of a phrase is who is meant, without how many they are."""

from __future__ import annotations

import pytest

from truceline.resolving.habits import bare, is_but_adjectives, is_pair, read_habits
from truceline.resolving.letterheads import read_letterheads
from truceline.resolving.peoples import read_peoples
from truceline.resolving.roster import read_table


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("a total of nine men", "men"),
        ("several hundred trading ships", "trading ships"),
        ("about eight thousand villagers", "villagers"),
        ("100-thousand people", "people"),
        ("3.5 million people", "people"),
        ("an estimated 70 fighters", "fighters"),
        ("two dozen policemen", "policemen"),
        ("some 40 of the hostages", "hostages"),
        # A number that is part of a name, and a number that stands alone.
        ("Group of Seven", "Group of Seven"),
        ("Thousand Oaks Council", "Thousand Oaks Council"),
        ("two", "two"),
        # What only stresses a name.
        ("the League itself", "League"),
        ("the rebels themselves", "rebels"),
        ("himself", "himself"),
    ],
)
def test_quantities_are_no_part_of_who_is_meant(words: str, who: str) -> None:
    assert bare(words) == who


@pytest.mark.parametrize(
    ("words", "both"),
    [
        ("both sides", True),
        ("the two rival states", True),
        ("the two mediating states", False),
        ("both guarantor countries", False),
    ],
)
def test_those_who_stand_between_the_two_are_not_both(words: str, *, both: bool) -> None:
    assert is_pair(words) is both


@pytest.mark.parametrize(
    ("behind", "owns"),
    [
        ("'s government", True),
        (" army units", True),
        ("'s ruling military", True),
        (" interim government", True),
        (" after the air force bombed it", False),
        (" which the government signed", False),
        (" between government troops and rebels", False),
        (" with the president", False),
        (" said his government would", False),
        (" and the army", False),
    ],
)
def test_what_a_clause_parts_from_a_name_is_not_its_own(behind: str, owns: bool) -> None:
    assert bool(read_habits().owns.match(behind)) == owns


PATTERNS = {
    **read_habits()._asdict(),
    **read_letterheads()._asdict(),
    **read_peoples()._asdict(),
}
CASES = read_table("actors.toml")["cases"]


def _find(case, words):
    pattern = PATTERNS[case["of"]]
    return pattern.fullmatch(words) if case.get("whole") else pattern.search(words)


@pytest.mark.parametrize(
    ("case", "words"), [(case, words) for case in CASES for words in case["catches"]]
)
def test_a_pattern_of_the_lists_catches(case, words: str) -> None:
    assert _find(case, words)


@pytest.mark.parametrize(
    ("case", "words"), [(case, words) for case in CASES for words in case["leaves"]]
)
def test_a_pattern_of_the_lists_leaves_alone(case, words: str) -> None:
    assert not _find(case, words)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("sunni muslim", True),
        ("western", True),
        ("west african", True),
        ("sunni front", False),
        ("african union", False),
        ("", False),
    ],
)
def test_adjectives_alone_name_nobody(name, expected):
    assert is_but_adjectives(name) is expected
