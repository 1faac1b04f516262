"""What a copy tells again: its records matched with those of the text that it copies.

Two articles of one text are read apart, and what is made of a passage may differ a little. A
record of a copy tells again of an earlier one if both are of one kind, rest on nearly the same
words and give the same figures; each is matched at most once. What an edited copy adds, or a
figure that it changes, stays a record of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from truceline.model import Article, Record
from truceline.reconciling.homes import origin_of
from truceline.reconciling.wording import word_overlap, words_of
from truceline.views.same import told

LEAST_ALIKE = 0.7
"""F1 of the words of the two passages."""

Reading = tuple[Article, tuple[Record, ...]]


def told_again(readings: Iterable[Reading]) -> dict[str, str]:
    """Return, by the id of each record that a copy tells again, the id of the first telling.

    ``readings`` stand in order of publication: of articles of one text the first is no copy.
    """
    texts: dict[str, list[tuple[Record, ...]]] = {}
    for article, records in readings:
        texts.setdefault(origin_of(article), []).append(records)
    again: dict[str, str] = {}
    for first, *copies in texts.values():
        known = list(first)
        for records in copies:
            pairs = _pairs(known, records)
            again |= pairs
            known += [record for record in records if record.id not in pairs]
    return again


def _pairs(known: Sequence[Record], records: Sequence[Record]) -> dict[str, str]:
    """Return the earlier record by each later one that tells it again, the most alike first."""
    alike = sorted(
        (-likeness, told(one) != told(other), i, j)
        for i, one in enumerate(known)
        for j, other in enumerate(records)
        if one.kind == other.kind and (likeness := _likeness(one, other)) >= LEAST_ALIKE
    )
    pairs: dict[int, int] = {}
    for _, _, i, j in alike:
        if j not in pairs and i not in pairs.values():
            pairs[j] = i
    return {records[j].id: known[i].id for j, i in pairs.items()}


def _likeness(one: Record, other: Record) -> float:
    """Return the F1 of the words of two passages; none where their figures differ."""
    words, others = one.evidence.text, other.evidence.text
    return word_overlap(words, others) if _figures(words) == _figures(others) else 0.0


def _figures(passage: str) -> set[str]:
    return {word for word in words_of(passage) if word.isdigit()}
