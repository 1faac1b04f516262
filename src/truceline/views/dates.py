"""Bounds of EDTF dates as days, for sorting and for drawing.

Covers what the codebook writes: a day, a month, a year, a season, unspecified digits
(``2026-02-XX``), qualifiers (``?``, ``~``, ``%``) and intervals with an open (``..``) or unknown end. What cannot be
read as a date has no bounds; nothing is guessed.
"""

from __future__ import annotations

import calendar
import re
from datetime import date

Bounds = tuple[date | None, date | None]
"""First and last day, both included; ``None`` is an open or unknown end."""

_SIMPLE = re.compile(r"(\d{4})(?:-(\d{2}|XX))?(?:-(\d{2}|XX))?")
_SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 12)}


def bounds(edtf: str | None) -> Bounds:
    """Return the first and last day that ``edtf`` can mean; ``(None, None)`` when it has none."""
    if not edtf:
        return (None, None)
    if "/" in edtf:
        start, _, end = edtf.partition("/")
        return (_single(start)[0], _single(end)[1])
    return _single(edtf)


def _single(edtf: str) -> Bounds:
    bare = re.sub(r"[?~%]", "", edtf).split("T")[0]
    match = _SIMPLE.fullmatch(bare)
    if not match:
        return (None, None)
    year, month, day = match.groups()
    try:
        return _days(int(year), _digits(month), _digits(day))
    except ValueError:
        return (None, None)


def _digits(part: str | None) -> int | None:
    return int(part) if part and part.isdigit() else None


def _days(year: int, month: int | None, day: int | None) -> Bounds:
    first, last = _SEASONS.get(month or 0, (month or 1, month or 12))
    if day is not None:
        return (date(year, first, day), date(year, first, day))
    return (date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1]))


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
