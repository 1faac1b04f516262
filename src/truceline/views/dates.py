"""Dates of rows: tolerant bounds for sorting, linking and drawing; nothing is guessed."""

from __future__ import annotations

from datetime import date

from truceline.resolving import edtf as dates
from truceline.resolving.edtf import Bounds


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


def overlap(one: str | None, other: str | None) -> bool:
    """Tell whether two dates can share a day; an undated side never does."""
    a, b = bounds(one), bounds(other)
    if a == (None, None) or b == (None, None):
        return False
    starts = (a[0] or date.min) <= (b[1] or date.max)
    return starts and (b[0] or date.min) <= (a[1] or date.max)
