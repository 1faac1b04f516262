"""What stands between quotation marks goes whole to the attribution that has most of it."""

import pytest

from truceline.model import Attribution, Span
from truceline.reading.attributions import made_whole
from truceline.reading.quotations import find_quotations


def at(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def whole(text: str, *marked: tuple[str, str, list[str]]) -> list[list[str]]:
    """Return the contents of attributions that are given by source, cue and pieces of content."""
    given = [
        Attribution(at(text, source), at(text, cue), tuple(at(text, c) for c in content))
        for source, cue, content in marked
    ]
    found = made_whole(text, given, find_quotations(text))
    return [[c.of(text) for c in a.content] for a in found]


CASES = {
    "a part becomes the whole": (
        '"The bridge stays shut until the last gun is gone," Reed said.',
        ("Reed", "said", ["the last gun is gone"]),
        ["The bridge stays shut until the last gun is gone,"],
    ),
    "it goes on behind the attribution": (
        '"We read the letter with care," Reed said. "There is nothing new in it."',
        ("Reed", "said", ["We read the letter with care"]),
        ["We read the letter with care,", "There is nothing new in it."],
    ),
    "it does not go on in the next paragraph": (
        '"We read the letter with care," Reed said.\n\n"There is nothing new in it."',
        ("Reed", "said", ["We read the letter with care"]),
        ["We read the letter with care,"],
    ),
    "nor after a sentence of the reporter": (
        '"We read the letter with care," Reed said. She left at noon. It rained. "Nothing to add."',
        ("Reed", "said", ["We read the letter with care"]),
        ["We read the letter with care,"],
    ),
    "nor behind a word in quotation marks": (
        'The "wise men" of Ulm, Reed said, had "nothing at all to say".',
        ("Reed", "said", ["wise men"]),
        ["wise men"],
    ),
    "reported words around a quotation stay": (
        'Reed said that the plan was "a trap for fools" and would fail.',
        ("Reed", "said", ['that the plan was "a trap for fools" and would fail']),
        ['that the plan was "a trap for fools" and would fail'],
    ),
    "scraps go": (
        '"We shall wait for as long as it takes," Reed, a doctor, said.',
        ("Reed", "said", ["We shall wait for as long as it takes,", "a"]),
        ["We shall wait for as long as it takes,"],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_contents_are_made_whole(name: str) -> None:
    text, marked, expected = CASES[name]
    assert whole(text, marked) == [expected]


def test_what_is_said_within_a_quotation_does_not_take_it() -> None:
    text = '"My brother said the ships would come back, but they never did," Reed recalled.'
    outer = ("Reed", "recalled", ["they never did"])
    inner = ("My brother", "said", ["the ships would come back"])
    assert whole(text, outer, inner) == [
        ["My brother said the ships would come back, but they never did,"],
        ["the ships would come back"],
    ]


@pytest.mark.parametrize("between", ["", " Nobody answered.", "\n\n"])
def test_a_quotation_goes_to_the_cue_of_its_own_sentence(between: str) -> None:
    text = (
        f'"The bridge stays shut," Reed told us.{between} "The guns must go," Oru said '
        "in words that a paper passed on."
    )
    far = ("Reed", "told", ["The bridge stays shut", "The guns must go"])
    near = ("Oru", "said", ["The guns must go"])
    assert whole(text, far, near) == [["The bridge stays shut,"], ["The guns must go,"]]


def test_a_stance_of_the_speaker_is_no_attribution_of_its_own() -> None:
    text = '"I think that the ships will come back," Reed said. I think they will not.'
    said = ("Reed", "said", ["that the ships will come back"])
    thought = ("I", "think", ["that the ships will come back"])
    assert whole(text, said, thought) == [["I think that the ships will come back,"]]


def test_each_quotation_has_one_speaker() -> None:
    text = '"We signed what was on the table," Reed said. "They signed nothing," Moens replied.'
    one = ("Reed", "said", ["We signed what was on the table"])
    two = ("Moens", "replied", ["They signed nothing"])
    assert whole(text, one, two) == [
        ["We signed what was on the table,"],
        ["They signed nothing,"],
    ]
