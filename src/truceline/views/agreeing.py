"""Whether two tellings can be of one thing by their sides and places; a door says so where it is.

An event needs the same sides in the same words. Tellings of one truce or one attack are also put
together where one says less than the other: names fewer sides, or the village where the other
names village and district. What contradicts is never put together.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from truceline.model import Actor
from truceline.resolving.names import plain
from truceline.resolving.places import gazetteer
from truceline.resolving.where import is_named

WIDE = ("state", "region", "front", "sea")
"""Kinds of places in which more than one thing may happen on a day."""


def named_sides(actors: Iterable[Actor]) -> frozenset[str]:
    """Return the sides that are known; a description of nobody in particular tells of none."""
    return frozenset(
        who.party or plain(who.name) for who in actors if who.party or not _described(who.name)
    )


def _described(name: str) -> bool:
    """Tell whether a name is a mere description: "rebels", "its forces", or nothing."""
    return not name or not any(char.isupper() for char in name)


def agree(one: frozenset[str], other: frozenset[str]) -> bool:
    """Tell whether two sets of sides do not contradict: one has all of the other, or is silent."""
    return one <= other or other <= one


def one_place(one: str | None, other: str | None) -> bool:
    """Tell whether two places are the same or one within the other, and narrow enough to tell."""
    words, others = _words(one), _words(other)
    return bool(words and others) and (words <= others or others <= words) and not (
        _wide(one or "") or _wide(other or "")
    )  # fmt: skip


def _words(place: str | None) -> frozenset[str]:
    """Return the words of a place with a name: "the airport" is another one in each report."""
    return frozenset(plain(place).split()) if place and is_named(place) else frozenset()


@cache
def _wide(place: str) -> bool:
    """Tell whether ``place`` is a state, a region, a front or a sea of the gazetteer."""
    found = gazetteer().find(place)
    return found is not None and found.kind in WIDE
