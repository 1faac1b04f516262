"""Stretches of what is said, from probabilities that are made up."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.reading.contents import stretches


def said(text: str, chances: str, cue: str) -> list[str]:
    """Return the stretches; ``chances`` has a digit a word, in tenths (9 is 0.97)."""
    words = text.split()
    table = np.array([min(0.97, max(0.02, int(c) / 10)) for c in chances], dtype=np.float32)
    runs = stretches(table, words, [0] * len(words), [w == cue for w in words])
    return [" ".join(words[first : last + 1]) for first, last in runs]


CASES = {
    "a doubtful word within does not break it": (
        "Reed said that the old bridge was lost .",
        "009994990",
        ["that the old bridge was lost"],
    ),
    "a stray word is nothing": (
        "Reed said that they left in a hurry .",
        "009990060",
        ["that they left"],
    ),
    "marks at the edges are left out": (
        '" We will stay , " Reed said .',
        "899998000",
        ["We will stay"],
    ),
    "it goes round the cue": (
        "The town , he said , was calm .",
        "9990099990",
        ["The town", "was calm"],
    ),
    "nothing": ("Reed said no more .", "00000", []),
}


@pytest.mark.parametrize("name", CASES)
def test_what_is_said_is_whole(name: str) -> None:
    text, chances, expected = CASES[name]
    assert (
        said(text, chances[: len(text.split())].ljust(len(text.split()), "0"), "said") == expected
    )


@given(st.lists(st.integers(0, 9), min_size=1, max_size=40))
def test_stretches_are_in_order_and_apart(digits: list[int]) -> None:
    words = [("word", ",", "the")[i % 3] for i in range(len(digits))]
    table = np.array([d / 10 + 0.03 for d in digits], dtype=np.float32)
    runs = stretches(table, words, [i // 7 for i in range(len(digits))], [False] * len(digits))
    flat = [edge for run in runs for edge in run]
    assert flat == sorted(flat)
    assert all(words[first] != "," and words[last] != "," for first, last in runs)
