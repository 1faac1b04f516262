"""Which record of one coder is which record of the other, and in what the two are equal.

Two records are one finding when they are of one kind, share an acting party (or neither names
any), and their evidence overlaps by three tenths of the shorter passage, or else their targets
and their stated date are the same. Quotations are matched by their words and speaker instead.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from truceline.measure.coded import Coded, span_of
from truceline.measure.names import common_name, last_names, parties
from truceline.model import Span
from truceline.reconciling.wording import word_overlap

LEAST_OVERLAP = 0.3
"""Shared characters over the length of the shorter passage."""
LEAST_QUOTE = 0.6
"""F1 of the words of two quotations."""
TELLING = ("subject", "verdict", "plover", "polarity")
"""Slots whose equality speaks for a pair where several could be made."""
SETS = ("name", "actors", "targets", "source")
"""Slots compared as sets: last names; parties that act, are acted upon, vouch for it."""
TERMS = ("duration_days", "scope", "unconditional", "start", "end", "venue")
SLOTS = (
    "name", "actors", "targets", "source", "modality", "when", "where", "subject", "verdict",
    "polarity", "mode", "phase", "type", "plover", "count", "means", "killed", "injured", *TERMS,
)  # fmt: skip


class Sides(NamedTuple):
    """A record with its parties and its passage looked up once."""

    record: Coded
    actors: frozenset[str]
    targets: frozenset[str]
    span: Span | None


def look_up(records: Sequence[Coded], texts: Mapping[str, str], doc: str) -> list[Sides]:
    """Return ``records`` with what their comparison needs."""
    return [
        Sides(r, parties(r.actors or ()), parties(r.targets or ()), span_of(r, texts, doc))
        for r in records
    ]


def pair(reference: Sequence[Sides], predicted: Sequence[Sides]) -> list[tuple[int, int]]:
    """Pair the records one to one, the most alike first; ties go to the earlier record."""
    candidates = sorted(
        (-likeness, i, j)
        for i, one in enumerate(reference)
        for j, other in enumerate(predicted)
        if (likeness := similarity(one, other)) > 0
    )
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in candidates:
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return list(pairs.items())


def similarity(one: Sides, other: Sides) -> float:
    """Return how alike two records are; 0 where they cannot be the same finding."""
    if one.record.kind != other.record.kind:
        return 0.0
    shared = one.actors & other.actors
    if one.record.kind == "statement":
        alike = word_overlap(one.record.quote, other.record.quote)
        return alike + 1 if shared and alike >= LEAST_QUOTE else 0.0
    if not shared and (one.actors or other.actors):
        return 0.0
    overlap = span_overlap(one.span, other.span)
    if overlap < LEAST_OVERLAP and not _same_occasion(one, other):
        return 0.0
    sides = _jaccard(one.actors, other.actors) + _jaccard(one.targets, other.targets)
    return 1 + overlap + sides + 0.5 * sum(_agree(one.record, other.record, s) for s in TELLING)


def is_exact(one: Sides, other: Sides) -> bool:
    """Tell whether a pair also has the same sides and modality, a quotation the same speaker."""
    if one.record.kind == "statement":
        return slot_value(one.record, "name") == slot_value(other.record, "name")
    same_sides = one.actors == other.actors and one.targets == other.targets
    return same_sides and _modality(one.record) == _modality(other.record)


def slot_value(record: Coded, slot: str) -> object:
    """Return a slot as it is compared; ``None`` where it is empty or false."""
    if slot == "name":
        return last_names(record.actors or ()) or None
    if slot in SETS:
        return parties(getattr(record, slot) or ()) or None
    value = getattr(record.terms, slot, None) if slot in TERMS else getattr(record, slot)
    return (common_name(value) if slot in {"where", "venue"} else value) or None


def span_overlap(one: Span | None, other: Span | None) -> float:
    """Return the shared characters over the length of the shorter passage."""
    if one is None or other is None:
        return 0.0
    shared = min(one.end, other.end) - max(one.start, other.start)
    return max(0, shared) / max(1, min(one.end - one.start, other.end - other.start))


def _same_occasion(one: Sides, other: Sides) -> bool:
    return one.targets == other.targets and _agree(one.record, other.record, "when")


def _agree(one: Coded, other: Coded, slot: str) -> bool:
    value = getattr(one, slot)
    return bool(value) and value == getattr(other, slot)


def _jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one | other else 1.0


def _modality(record: Coded) -> str:
    return record.modality or "asserted"
