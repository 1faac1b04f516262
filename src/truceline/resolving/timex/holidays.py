"""Feasts by their rules: fixed days, Easter of both computations, Islamic months, nth weekdays."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import Any

from truceline.resolving.timex.context import Point, point_of

_HIJRI_EPOCH = date(622, 7, 19)
"""First day of the tabular Islamic calendar, in the proleptic Gregorian calendar."""


def easter(year: int) -> date:
    """Return Western Easter Sunday of a Gregorian year (the anonymous Gregorian computation)."""
    golden, century, rest = year % 19, year // 100, year % 100
    moon = (
        19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15
    ) % 30
    week = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    correction = (golden + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * correction + 114, 31)
    return date(year, month, day + 1)


def orthodox_easter(year: int) -> date:
    """Return Orthodox Easter Sunday as a Gregorian date (Meeus, Julian computation)."""
    moon = (19 * (year % 19) + 15) % 30
    week = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7
    month, day = divmod(moon + week + 114, 31)
    offset = year // 100 - year // 400 - 2
    return date(year, month, day + 1) + timedelta(days=offset)


def hijri(year: int, month: int, day: int) -> date:
    """Return a day of the tabular Islamic calendar as a Gregorian date."""
    days = (year - 1) * 354 + (3 + 11 * year) // 30 + 29 * (month - 1) + month // 2 + day - 1
    return _HIJRI_EPOCH + timedelta(days=days)


def _hijri_in(year: int, month: int, day: int) -> date:
    """Return the last time an Islamic day falls in a Gregorian year (some fall twice)."""
    guess = int((year - 622) * 1.0307) - 1
    falls = [hijri(one, month, day) for one in range(guess, guess + 5)]
    inside = [one for one in falls if one.year == year]
    return inside[-1] if inside else min(falls, key=lambda one: abs(one.year - year))


def _nth_weekday(year: int, month: int, weekday: int, which: int) -> date:
    """Return the ``which``-th ISO weekday of a month."""
    days = [week[weekday - 1] for week in calendar.monthcalendar(year, month) if week[weekday - 1]]
    return date(year, month, days[which - 1])


def day_in(entry: dict[str, Any], year: int) -> date | None:
    """Return the (first) day of a holiday of the vocabulary in a Gregorian year.

    ``None`` near and beyond the ends of the calendar, the years 1 and 9999.
    """
    try:
        return _computed(entry, year)
    except (OverflowError, ValueError):
        return None


def _computed(entry: dict[str, Any], year: int) -> date:
    """Return the day of a holiday by its rule."""
    if "date" in entry:
        return date.fromisoformat(f"{year:04d}-{entry['date']}")
    if "easter" in entry:
        return easter(year) + timedelta(days=entry["easter"])
    if "orthodox" in entry:
        return orthodox_easter(year) + timedelta(days=entry["orthodox"])
    if "hijri" in entry:
        month, day = entry["hijri"]
        return _hijri_in(year, month, day or 1)
    return _nth_weekday(year, *entry["nth"])


def whole_month(entry: dict[str, Any]) -> bool:
    """Tell whether a holiday is a month of the Islamic calendar rather than a day."""
    return "hijri" in entry and entry["hijri"][1] == 0


def point_in(entry: dict[str, Any], year: int) -> Point | None:
    """Return a holiday of ``year`` as a point: its day, or the month a holy month begins in."""
    day = day_in(entry, year)
    if day is None:
        return None
    return Point(day.year, day.month) if whole_month(entry) else point_of(day)
