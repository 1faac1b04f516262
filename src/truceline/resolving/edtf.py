"""EDTF (ISO 8601-2) dates: check them, bound them, join them, sort them.

Levels 0 and 1 are written and read: days, months, years, seasons, intervals (open ones too),
unspecified digits ("199X") and the qualifiers ``? ~ %``. Sets of Level 2 ("[1667,1668]") and its
quarters and halves are read, never written.
"""

from __future__ import annotations

import calendar
import re
from datetime import date

Bounds = tuple[date | None, date | None]
"""First and last day, both included; ``None`` is an open end or a day Python cannot hold."""

_DATE = re.compile(
    r"(?P<year>-?\d{4}|-?\d{3}X|-?\d{2}XX|-?\dXXX|-?XXXX)"
    r"(?:-(?P<month>\d{2}|XX)(?:-(?P<day>\d{2}|XX))?)?(?P<mark>[?~%])?"
)
_TIME = re.compile(r"T\d{2}:\d{2}:\d{2}(?:Z|[+-]\d{2}(?::\d{2})?)?$")
_LONG_YEAR = re.compile(r"Y-?[1-9]\d{4,}[?~%]?")
_SPANS = {  # sub-year groupings: first and last month, counted from January of the year
    21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 14),
    25: (3, 5), 26: (6, 8), 27: (9, 11), 28: (12, 14),
    29: (9, 11), 30: (12, 14), 31: (3, 5), 32: (6, 8),
    33: (1, 3), 34: (4, 6), 35: (7, 9), 36: (10, 12),
    37: (1, 4), 38: (5, 8), 39: (9, 12), 40: (1, 6), 41: (7, 12),
}  # fmt: skip
OPEN = ("", "..")
"""How an interval writes an end that is unknown or open."""


def _day(year: int, month: int, day: int) -> date | None:
    """Return the day, ``None`` outside the years 1 to 9999."""
    return date(year, month, day) if 1 <= year <= date.max.year else None


def _month_end(year: int, month: int) -> date | None:
    """Return the last day of a month counted from January of ``year`` (13 is next January)."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    if not 1 <= year <= date.max.year:
        return None
    return date(year, month, calendar.monthrange(year, month)[1])


def _length(year: int, month: int) -> int:
    """Return the days of a month, also before year 1 (proleptic Gregorian)."""
    return calendar.monthrange(year % 400 + 400, month)[1]


def _years(words: str) -> tuple[int, int]:
    """Return the first and last year that a year with unspecified digits can mean."""
    sign, digits = (-1, words[1:]) if words.startswith("-") else (1, words)
    first, last = int(digits.replace("X", "0")), int(digits.replace("X", "9"))
    return (first, last) if sign == 1 else (-last, -first)


def _date_bounds(words: str) -> Bounds | None:
    """Return the bounds of one date, ``None`` if it is not one."""
    match = _DATE.fullmatch(_TIME.sub("", words))
    if match is None:
        plain = _LONG_YEAR.fullmatch(words)
        return None if plain is None else ((None, date.min) if "-" in words else (date.max, None))
    first, last = _years(match["year"])
    month, day = match["month"], match["day"]
    if month in (None, "XX"):
        known = day in (None, "XX")
        return (_day(first, 1, 1), _day(last, 12, 31)) if known else None
    return _within(first, last, int(month), day)


def _within(first: int, last: int, month: int, day: str | None) -> Bounds | None:
    """Return the bounds of a month, season or day between two years."""
    if month in _SPANS:
        opens, closes = _SPANS[month]
        return (_day(first, opens, 1), _month_end(last, closes)) if day is None else None
    if not 1 <= month <= 12:
        return None
    if day in (None, "XX"):
        return _day(first, month, 1), _month_end(last, month)
    number = int(day)
    longest = _length(first, month) if first == last else _length(2000, month)
    if not 1 <= number <= longest:
        return None
    low, high = (min(number, _length(year, month)) for year in (first, last))
    return _day(first, month, low), _day(last, month, high)


def _set_bounds(words: str) -> Bounds | None:
    """Return the bounds of a Level 2 set, ``None`` if one of its members is no date."""
    low: list[date | None] = []
    high: list[date | None] = []
    for member in words[1:-1].split(","):
        first, dots, last = member.strip().partition("..")
        ends = [
            _date_bounds(end) if end else (None, None)
            for end in ((first, last) if dots else (first,))
        ]
        if not member.strip(" .") or None in ends:
            return None
        low.append((ends[0] or (None, None))[0])
        high.append((ends[-1] or (None, None))[1])
    return _least(low), _greatest(high)


def _least(days: list[date | None]) -> date | None:
    """Return the first of ``days``, ``None`` where one is open."""
    known = [day for day in days if day is not None]
    return min(known) if len(known) == len(days) else None


def _greatest(days: list[date | None]) -> date | None:
    """Return the last of ``days``, ``None`` where one is open."""
    known = [day for day in days if day is not None]
    return max(known) if len(known) == len(days) else None


def _interval_bounds(words: str) -> Bounds | None:
    """Return the bounds of an interval, ``None`` if it is not one or runs backwards."""
    start, _, end = words.partition("/")
    first = (None, None) if start in OPEN else _date_bounds(start)
    last = (None, None) if end in OPEN else _date_bounds(end)
    if first is None or last is None or (start in OPEN and end in OPEN):
        return None
    low, high = first[0], last[1]
    return None if low and high and low > high else (low, high)


def _read(words: str) -> Bounds | None:
    """Return the bounds of any EDTF string, ``None`` if it is none."""
    if words[:1] in ("[", "{") and words[-1:] == {"[": "]", "{": "}"}[words[0]]:
        return _set_bounds(words)
    return _interval_bounds(words) if "/" in words else _date_bounds(words)


def valid(words: str) -> bool:
    """Tell whether ``words`` is EDTF of Level 0 or 1, or a Level 2 set or grouping."""
    return _read(words) is not None


def bounds(words: str) -> Bounds:
    """Return first and last day of an EDTF string; ``ValueError`` names a string that is none.

    An open end, and a day outside the years 1 to 9999, is ``None``.
    """
    found = _read(words)
    if found is None:
        raise ValueError(f"not an EDTF date: {words!r}")
    return found


def join(start: str | None, end: str | None) -> str | None:
    """Return the interval from the start of ``start`` to the end of ``end``.

    ``None`` is an open end. Gives ``None`` where both are open or the end lies before the start.
    """
    first = start.split("/")[0] if start else ".."
    last = end.split("/")[-1] if end else ".."
    if first == last and first not in OPEN:
        return first
    joined = f"{first or '..'}/{last or '..'}"
    return joined if valid(joined) else None


def sort_key(words: str | None) -> tuple[date, date]:
    """Return a key that sorts by first day, then last day; unknown comes last.

    An open start sorts before, an open end after every day.
    """
    if words is None:
        return (date.max, date.max)
    low, high = bounds(words)
    return (low or date.min, high or date.max)


def week(year: int, number: int, first: int = 1) -> str | None:
    """Return an ISO week as the interval of its days, from Monday or another ``first`` to Sunday.

    ``None`` where the year has no such week, or the week does not end within the year 9999.
    """
    try:
        start, end = (date.fromisocalendar(year, number, day) for day in (first, 7))
    except (OverflowError, ValueError):
        return None
    return f"{start.isoformat()}/{end.isoformat()}"
