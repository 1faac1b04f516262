"""The best sequence of name labels, on scores that are made up."""

import numpy as np
import pytest

from truceline.model import Span
from truceline.reading.entities import find_entities

LABELS = ("O", "B-person", "I-person", "B-place", "I-place")
WIDTH = len(LABELS)


def names(text: str, scores: dict[int, dict[str, float]]) -> list[tuple[str, str]]:
    """Return the names of ``text``, whose words have the scores given; "O" wins elsewhere."""
    words, spans, at = text.split(), [], 0
    for word in words:
        spans.append(Span(at, at + len(word)))
        at += len(word) + 1
    table = np.zeros((len(words), WIDTH), dtype=np.float32)
    table[:, 0] = 12
    for i, row in scores.items():
        table[i] = [row.get(label, -4) for label in LABELS]
    return [(e.span.of(text), e.type) for e in find_entities(table, LABELS, spans, words)]


CASES = {
    "a name of two words": (
        "in New Ulm now",
        {1: {"B-place": 3}, 2: {"I-place": 3}},
        [("New Ulm", "place")],
    ),
    "a doubtful end does not break a name": (
        "the Tarn Republic fell",
        {1: {"B-place": 3}, 2: {"B-person": 1.0, "I-place": 0.8}},
        [("Tarn Republic", "place")],
    ),
    "an inner label alone cannot begin a name": (
        "said Reed today",
        {1: {"I-person": 3, "B-person": 2}},
        [("Reed", "person")],
    ),
    "two names side by side where both are sure": (
        "told Ulm Reed left",
        {1: {"B-place": 6}, 2: {"B-person": 6}},
        [("Ulm", "place"), ("Reed", "person")],
    ),
    "a word of many places is of one type": (
        "in Aarn , near Aarn , Aarn fell",
        {1: {"B-place": 4}, 4: {"B-place": 4}, 6: {"B-person": 2, "B-place": 1.5}},
        [("Aarn", "place"), ("Aarn", "place"), ("Aarn", "place")],
    ),
    "no small word ends a person's name": (
        "envoy Reed Orlo urged calm",
        {1: {"B-person": 3}, 2: {"I-person": 3}, 3: {"I-person": 15}},
        [("Reed Orlo", "person")],
    ),
    "nothing": ("nobody came", {}, []),
}


def test_what_a_hyphen_joins_to_a_person_s_name_is_a_part_of_it() -> None:
    text, words = "envoy Reed Orlo-in left", ["envoy", "Reed", "Orlo", "-", "in", "left"]
    spans, at = [], 0
    for word in words:
        at = text.index(word, at)
        spans.append(Span(at, at + len(word)))
        at += len(word)
    table = np.zeros((len(words), WIDTH), dtype=np.float32)
    table[:, 0] = 12
    for i in range(1, 5):
        table[i] = [
            3 if label == ("B-person" if i == 1 else "I-person") else -4 for label in LABELS
        ]
    assert [e.span.of(text) for e in find_entities(table, LABELS, spans, words)] == ["Reed Orlo-in"]


@pytest.mark.parametrize("name", CASES)
def test_names_of_made_up_scores(name: str) -> None:
    text, scores, expected = CASES[name]
    assert names(text, scores) == expected
