"""What the network's outputs mean: the closed label sets of its record and attribution heads.

Tags, relations, lemma scripts and entity labels come from the training data and travel in the
metadata of the network's file; the sets here are the codebook's and are fixed in code.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Final, get_args

from truceline import model

ATTRIBUTION: Final = "attribution"
"""The twelfth anchor kind: a cue that attributes content to a source."""

ANCHOR_KINDS: Final[tuple[str, ...]] = (*get_args(model.Kind), ATTRIBUTION)

ROLES: Final[tuple[str, ...]] = (
    "actors", "targets", "source", "mediators", "time", "place", "about", "demand", "content",
    "venue", "quote", "conditions", "count", "killed", "injured", "duration", "losses", "start",
    "end", "monitoring", "cue",
)  # fmt: skip

SLOTS: Final[dict[str, tuple[str, ...]]] = {
    "modality": get_args(model.Modality),
    "subject": get_args(model.Subject),
    "verdict": get_args(model.Verdict),
    "polarity": get_args(model.Polarity),
    "mode": get_args(model.MeetingMode),
    "type": get_args(model.CeasefireType),
    "phase": get_args(model.Phase),
    "means": get_args(model.Means),
    "plover": get_args(model.Plover),
    "scope": ("none", *get_args(model.Scope)),
    "unconditional": ("no", "yes"),
    "purpose": ("none", *get_args(model.Purpose)),
}

ENTITY_TYPES: Final = ("person", "organisation", "place", "nationality", "other")
ENTITY_LABELS: Final = ("O", *(f"{p}-{t}" for t in ENTITY_TYPES for p in "BI"))

SHAPES: Final = ("lower", "title", "upper", "mixed", "digit", "mark", "special")


def slot_slices() -> dict[str, slice]:
    """Return where each slot's values lie in the network's value output."""
    slices, at = {}, 0
    for slot, values in SLOTS.items():
        slices[slot] = slice(at, at + len(values))
        at += len(values)
    return slices


@lru_cache(maxsize=65536)
def shape_of(word: str) -> int:
    """Return the index in ``SHAPES`` of a word's letter case: the encoder itself is uncased."""
    if not any(c.isalpha() for c in word):
        return 4 if any(c.isdigit() for c in word) else 5
    if word.islower():
        return 0
    if word.isupper():
        return 2 if len(word) > 1 else 1
    return 1 if word[0].isupper() and word[1:].islower() else 3


DISTANCES: Final = (-24, -12, -8, -6, -5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5, 6, 8, 12, 24)
"""Bounds of the buckets for the signed distance, in words, from an anchor to a word."""

LONG_ROLES: Final = frozenset(("about", "demand", "content", "quote", "conditions"))
"""Roles filled by clauses: a gap of two words does not split them."""

KIND_SLOTS: Final[dict[str, tuple[str, ...]]] = {
    "statement": ("modality",),
    "proposal": ("modality", "subject", "scope", "unconditional"),
    "response": ("modality", "subject", "verdict"),
    "demand": ("modality", "polarity"),
    "meeting": ("modality", "mode"),
    "agreement": ("modality", "subject"),
    "ceasefire": ("modality", "type", "phase", "scope", "unconditional", "purpose"),
    "violation": ("modality",),
    "attack": ("modality", "means"),
    "accusation": ("modality",),
    "action": ("modality", "plover"),
}
"""The slots whose value the network gives for an anchor of each kind."""


@cache
def slots_of(kind: str) -> tuple[tuple[str, int, int], ...]:
    """Return the slots of a kind, with where their values begin and end in the value output."""
    places = slot_slices().items()
    return tuple((slot, p.start, p.stop) for slot, p in places if slot in KIND_SLOTS[kind])
