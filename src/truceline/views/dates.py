"""Dates of rows: tolerant bounds for sorting, linking and drawing; nothing is guessed."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from truceline.resolving import edtf as dates
from truceline.resolving.edtf import Bounds


@lru_cache(maxsize=65536)
def bounds(edtf: str | None) -> Bounds:
    """Return the first and last day ``edtf`` can mean; ``(None, None)`` when it has none."""
    try:
        return dates.bounds(edtf) if edtf else (None, None)
    except ValueError:
        return (None, None)


def sort_key(edtf: str | None) -> tuple[str, str]:
    """Return a key that sorts by first, then last day; undated comes last."""
    first, last = bounds(edtf)
    known = first or last
    return (
        known.isoformat() if known else "9999-99-99",
        last.isoformat() if last else "9999-99-99",
    )


def open_days(edtf: str | None) -> int:
    """Return how many days ``edtf`` leaves open; all of the calendar where it has no end."""
    first, last = bounds(edtf)
    return (last - first).days if first and last else date.max.toordinal()


def shared(one: Bounds, other: Bounds) -> int:
    """Return how many days two spans share; none where either side is undated.

    Open ends count as far as the calendar goes.
    """
    if one == (None, None) or other == (None, None):
        return 0
    first = max(one[0] or date.min, other[0] or date.min)
    last = min(one[1] or date.max, other[1] or date.max)
    return max((last - first).days + 1, 0)
