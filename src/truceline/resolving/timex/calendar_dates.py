"""Readers of calendar dates: days, months, years, seasons, decades, centuries and feasts."""

from __future__ import annotations

import re
from datetime import date

from truceline.resolving.timex import holidays
from truceline.resolving.timex.context import (
    Context,
    Point,
    Value,
    in_calendar,
    nearest,
    real,
    tense,
)
from truceline.resolving.timex.lexicon import holidays as holiday_table
from truceline.resolving.timex.lexicon import lowered

_SEASON_MONTH = {"SP": 4, "SU": 7, "FA": 10, "WI": 13}


def month_number(words: str) -> int:
    """Return the number of a month name or its short form."""
    name = words.rstrip(".").lower()
    number: int = {**lowered("monthshort"), **lowered("monthname")}[name]
    return number


def explicit_year(match: re.Match[str]) -> int | None:
    """Return the year a match names in full, negative before Christ."""
    groups = match.groupdict()
    if groups.get("bcyear"):
        before = (groups["era"] or "").upper().startswith("B")
        return -int(groups["bcyear"]) if before else int(groups["bcyear"])
    words = groups.get("year") or groups.get("bareyear")
    return int(words) if words else None


def referred_year(words: str, context: Context) -> int | None:
    """Return the year that "last year" or "the same year" means here."""
    lead = words.lower().split(" year")[0]
    spoken, today = context.anchor(), context.today()
    if lead in ("that", "the same", "the"):
        return spoken.year if spoken else None
    if lead in ("the following", "the previous"):
        return spoken.year + (1 if lead.endswith("following") else -1) if spoken else None
    return today.year + {"last": -1, "next": 1}.get(lead, 0) if today else None


def year_of_month(context: Context, month: int, start: int, end: int, day: int = 15) -> int | None:
    """Return the year of a month or day that is named without one, ``None`` if nothing tells it."""
    if context.ahead is not None:
        year, other = context.ahead.year, context.ahead.month
        return year if other is None or month <= other else year - 1
    spoken = context.reference
    if spoken is not None and (context.narrative or context.is_fresh(spoken)):
        return _narrated_year(spoken, month)
    if context.narrative or context.published is None:
        return None
    return _reported_year(context, month, day, start, end)


def _narrated_year(spoken: Point, month: int) -> int:
    """Return the year of a month in a story whose last date is ``spoken``.

    A story moves on: a month eight or more back in the year belongs to the next one.
    """
    moves_on = spoken.month is not None and month - spoken.month <= -8
    return spoken.year + moves_on


def _reported_year(context: Context, month: int, day: int, start: int, end: int) -> int:
    """Return the year of a month in a report: by the tense, else the nearest."""
    assert context.published is not None
    year = context.published.year
    if month == context.published.month and day == 15:
        return year
    years = [one for one in (year - 1, year, year + 1) if in_calendar(one)]
    days = [date(one, month, min(day, 28)) for one in years]
    return nearest(context, days, start, end).year


def calendar(match: re.Match[str], context: Context) -> Value | None:
    """Read a day, month or year, completing the year from the context where it is not named."""
    groups = match.groupdict()
    month = int(groups["monthnumber"]) if groups.get("monthnumber") else None
    if groups.get("month"):
        month = month_number(groups["month"])
    day = int(groups["day"]) if groups.get("day") else None
    if groups.get("dayword"):
        day = lowered("ordinal")[groups["dayword"].lower()]
    year = explicit_year(match)
    if year is None and groups.get("yearref"):
        year = referred_year(groups["yearref"], context)
    elif year is None and month is not None:
        year = year_of_month(context, month, match.start(), match.end(), day or 15)
    return dated(year, month, day)


def dated(year: int | None, month: int | None, day: int | None) -> Value | None:
    """Return the value of a date; an unknown year is written XXXX. ``None`` if no such day is."""
    if not real(Point(2000 if year is None else year, month, day)):
        return None
    if year is None:
        return Value("DATE", "XXXX" + Point(1, month, day).text()[4:])
    point = Point(year, month, day)
    return Value("DATE", point.text(), point)


def slashed(match: re.Match[str], context: Context) -> Value | None:
    """Read a date in slashes where only one order of day and month makes sense."""
    del context
    first, second, year = int(match["first"]), int(match["second"]), int(match["year"])
    if first > 12 or first == second:
        return dated(year, second, first)
    return dated(year, first, second) if second > 12 else Value("DATE", f"{year:04d}-XX-XX")


def listed_day(match: re.Match[str], context: Context) -> Value | None:
    """Read the first day of "3 and 5 March"; a greater first day lies in the month before."""
    month, day = month_number(match["month"]), int(match["day"])
    year = int(match["year"]) if match["year"] else None
    if year is None:
        year = year_of_month(context, month, match.start(), match.end(), day)
    return dated(year, month, day)


def following_day(match: re.Match[str], context: Context) -> Value | None:
    """Read a further day of the month last spoken of ("May 8 to 10")."""
    spoken = context.reference
    year = int(match["year"]) if match["year"] else None
    if spoken is None or spoken.month is None:
        month = re.search(
            r"([A-Z][a-z]+)\.? \d[^A-Z]*$", context.text[max(0, match.start() - 48) : match.start()]
        )
        return dated(year, month_number(month[1]), int(match["day"])) if month else None
    return dated(year or spoken.year, spoken.month, int(match["day"]))


def day_alone(match: re.Match[str], context: Context) -> Value | None:
    """Read "the 10th": a day of the month last spoken of."""
    spoken = context.anchor()
    if spoken is None or spoken.month is None:
        return None
    return dated(spoken.year, spoken.month, int(match["day"]))


def month_alone(match: re.Match[str], context: Context) -> Value | None:
    """Read a month without a year; "last" and "next" count from today's month."""
    month = month_number(match["month"])
    relative = re.sub(r"\s+", " ", (match["relative"] or "").strip().lower())
    base = context.anchor() if relative.startswith("the ") else context.today()
    if not relative or base is None or (base.month is None and relative != "this"):
        return dated(year_of_month(context, month, match.start(), match.end()), month, None)
    return dated(_relative_year(relative, base, month), month, None)


def _relative_year(relative: str, base: Point, month: int) -> int:
    """Return the year of "last May" or "next May" seen from ``base``."""
    own = base.month or 1
    if relative.endswith(("last", "past", "previous")):
        return base.year - (month >= own)
    if relative.endswith(("next", "coming", "following")):
        return base.year + (month <= own)
    return base.year


def short_year(match: re.Match[str], context: Context) -> Value | None:
    """Read the last two digits of a span of years ("1995-96")."""
    century = context.text[match.start() - 5 : match.start() - 3]
    return dated(int(century + match["short"]), None, None)


def apostrophe_year(match: re.Match[str], context: Context) -> Value | None:
    """Read "'98": of the century spoken of, but never after the publication."""
    base = context.anchor()
    if base is None or base.year < 100:
        return None
    year = base.year // 100 * 100 + int(match["short"])
    late = context.published is not None and year > context.published.year
    return dated(year - 100 if late else year, None, None)


def ancient_year(match: re.Match[str], context: Context) -> Value | None:
    """Read three digits as a year before Christ where the text speaks of such years."""
    spoken = context.reference
    if spoken is None or spoken.year >= 0:
        return None
    return dated(-int(match["hundreds"]), None, None)


def year_part(match: re.Match[str], context: Context) -> Value | None:
    """Read a half or a quarter of a year."""
    year = explicit_year(match)
    if year is None:
        year = referred_year(match["yearref"], context)
    half = match["part"].lower() == "half"
    which = {"first": 1, "second": 2, "third": 3, "fourth": 4}.get(
        match["which"].lower(), 2 if half else 4
    )
    if year is None or (half and which > 2):
        return None
    return Value("DATE", f"{year:04d}-{'H' if half else 'Q'}{which}", Point(year))


def decade(match: re.Match[str], context: Context) -> Value:
    """Read a decade: its first three digits."""
    del context
    return Value("DATE", match["decade"][:3])


def century(match: re.Match[str], context: Context) -> Value | None:
    """Read a century: its first two digits."""
    del context
    words = match["ordinal"].lower()
    number = lowered("ordinal").get(words) or int(re.sub(r"\D", "", words) or 0)
    if not 1 <= number <= 30:
        return None
    return Value("DATE", f"BC{number:02d}" if match["era"] else f"{number - 1:02d}")


def season(match: re.Match[str], context: Context) -> Value:
    """Read a season of a year named, referred to, or near the date last spoken of."""
    code = lowered("season")[match["season"].lower()]
    groups = match.groupdict()
    year = explicit_year(match)
    if year is None and groups.get("yearref"):
        year = referred_year(groups["yearref"], context)
    elif year is None:
        year = _season_year(code, (groups.get("relative") or "").strip().lower(), match, context)
    if year is None:
        return Value("DATE", f"XXXX-{code}")
    point = Point(year, _SEASON_MONTH[code]) if code != "WI" else Point(year)
    named = explicit_year(match) is not None or code != "WI"
    return Value("DATE", f"{Point(year).text()}-{code}", point if named else None)


def _season_year(code: str, relative: str, match: re.Match[str], context: Context) -> int | None:
    """Return the year of a season named without one."""
    month = _SEASON_MONTH[code]
    base = (
        context.today()
        if relative in ("this", "last", "next", "this past", "this coming")
        else context.anchor()
    )
    if base is None:
        return None
    own = base.month or (month if month < 13 else 1)
    if relative.endswith(("last", "past", "previous")):
        return base.year - (own <= min(month + 1, 12))
    if relative.endswith(("next", "coming", "following")):
        return base.year + (own >= month - 1)
    if code == "WI":
        return base.year + (own >= 7)
    if relative or context.narrative or context.published is None:
        return base.year
    ahead = tense(context, match.start(), match.end()) == "future"
    return (
        base.year + 1 if ahead and own > month + 1 else base.year - (not ahead and own < month - 1)
    )


def holiday(match: re.Match[str], context: Context) -> Value | None:
    """Read a feast in its year: named, of the date last spoken of, or nearest to publication."""
    table = holiday_table()
    words = re.sub(r"\s+", " ", match["holiday"])
    entry = table.get(words) or next(item for name, item in table.items() if name.upper() == words)
    if "either" in entry:
        return _near_feast([table[name] for name in entry["either"]], match, context)
    year = int(match["year"]) if match["year"] else _holiday_year(entry, match, context)
    point = None if year is None else holidays.point_in(entry, year)
    if point is None:
        return Value("DATE", f"XXXX-{entry['date']}" if "date" in entry else "XXXX-XX-XX")
    part = lowered("part").get((match["part"] or "").lower())
    return Value("TIME" if part else "DATE", point.text() + (part or ""), point, "hijri" in entry)


_NEAR_FEAST = 35
"""Days from the report within which a feast is meant by a name that two feasts bear."""


def _near_feast(
    entries: list[dict[str, object]], match: re.Match[str], context: Context
) -> Value | None:
    """Read the one of some feasts of the same name that lies near the publication."""
    today = context.published
    if context.narrative or today is None or re.match(r" [A-Z]", context.text[match.end() :][:2]):
        return None
    years = [one for one in (today.year - 1, today.year, today.year + 1) if in_calendar(one)]
    days = [day for entry in entries for one in years if (day := holidays.day_in(entry, one))]
    near = min(days, key=lambda day: abs((day - today).days), default=None)
    if near is None or abs((near - today).days) > _NEAR_FEAST:
        return None
    point = Point(near.year, near.month, near.day)
    return Value("DATE", point.text(), point, computed=True)


def _holiday_year(entry: dict[str, object], match: re.Match[str], context: Context) -> int | None:
    """Return the year of a feast that is named without one."""
    if context.narrative or context.published is None:
        return context.reference.year if context.reference else None
    year = context.published.year
    days = [holidays.day_in(entry, one) for one in (year - 1, year, year + 1)]
    known = [day for day in days if day is not None]
    return nearest(context, known, match.start(), match.end()).year if known else None
