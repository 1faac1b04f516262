"""Readers of times that count from another: today, the next day, two weeks ago, 8 a.m."""

from __future__ import annotations

import re
from datetime import date

from truceline.resolving.timex.context import (
    Context,
    Point,
    Value,
    day_value,
    in_calendar,
    in_time,
    point_of,
    said_on,
    shift_days,
    shift_months,
    tense,
    week_value,
)
from truceline.resolving.timex.lengths import counted, duration_value
from truceline.resolving.timex.lexicon import lowered, squeezed

_PARTS = ("morning", "afternoon", "evening", "night")
_BACK = ("ago", "earlier", "previously", "prior", "before", "beforehand")
_JUST_BEFORE = 2
"""Days before the report: what was due then has come."""
_VAGUE_UNIT = {"hour": "XXXX-XX-XXTXX", "minute": "XXXX-XX-XXTXX", "moment": "XXXX-XX-XXTXX"}


def named_day(match: re.Match[str], context: Context) -> Value:
    """Read today, yesterday, tomorrow and their neighbours, from the day of publication."""
    name = squeezed(match["name"])
    shift = {"yesterday": -1, "tomorrow": 1}.get(
        name, 2 if "after" in name else -2 if "before" in name else 0
    )
    part = lowered("part").get(squeezed(match["part"]))
    if context.narrative or context.published is None:
        return Value(
            "TIME" if part else "DATE", "PRESENT_REF" if not shift else "XXXX-XX-XX" + (part or "")
        )
    return day_value(shift_days(point_of(context.published), shift), part)


def tonight(match: re.Match[str], context: Context) -> Value:
    """Read tonight, overnight (into the day of publication) and last night."""
    if context.narrative or context.published is None:
        return day_value(None, "TNI")
    back = squeezed(match["name"]) == "last night"
    return day_value(shift_days(point_of(context.published), -1 if back else 0), "TNI")


def weekday(match: re.Match[str], context: Context) -> Value:
    """Read a weekday: by "last" and "next", by the tense of its clause, in a story the next one."""
    number = lowered("weekday")[match["weekday"].lower()]
    part = lowered("part").get(squeezed(match["part"]))
    base = context.today()
    day = None if base is None else base.as_date()
    if day is not None:
        meant = shift_days(point_of(day), _to_weekday(day, number, match, context))
        if meant is not None:
            return day_value(meant, part)
    return Value("TIME" if part else "DATE", f"XXXX-WXX-{number}" + (part or ""))


def _to_weekday(day: date, number: int, match: re.Match[str], context: Context) -> int:
    """Return how many days from ``day`` the weekday ``number`` lies that is meant."""
    within = number - day.isoweekday()
    if match["week"]:
        return within + 7 * {"last": -1, "next": 1}.get(squeezed(match["week"]), 0)
    back, on = -within % 7, within % 7
    lead = squeezed(match["relative"])
    if lead.endswith(("last", "past", "previous")):
        return -(back or 7)
    if lead == "next":
        return within + 7
    if lead.endswith(("coming", "following", "the next")):
        return on or 7
    if context.narrative:
        return on
    when = tense(context, match.start(), match.end())
    if lead == "this":
        return on
    if when == "future":
        return _from_saying(day, number, match, context) or on
    return on if when == "either" and back > _JUST_BEFORE else -back


def _from_saying(day: date, number: int, match: re.Match[str], context: Context) -> int:
    """Return how far the first such weekday after a day of speech lies, 0 without that day."""
    said = said_on(context, match.start())
    if said is None:
        return 0
    return (said - day).days + ((number - said.isoweekday()) % 7 or 7)


def weekday_set(match: re.Match[str], context: Context) -> Value:
    """Read "every Friday" and "Fridays"."""
    del context
    number = lowered("weekday")[(match["weekday"] or match["weekdays"]).lower()]
    return Value("SET", f"XXXX-WXX-{number}")


def _direction(lead: str) -> int:
    """Return -1, 0 or 1 for previous, same and next."""
    if lead.endswith(("last", "previous", "past", "preceding")):
        return -1
    return 1 if lead.endswith(("next", "following", "coming")) else 0


def relative_unit(match: re.Match[str], context: Context) -> Value | None:
    """Read "the next day", "last week", "that year", "this morning"."""
    lead, unit = squeezed(match["relative"]), squeezed(match["unit"])
    step = _direction(lead)
    deictic = lead in (
        "this",
        "last",
        "next",
        "this past",
        "this coming",
        "the coming",
        "the past",
        "the last",
    )
    if lead in ("the past", "the last", "the coming"):
        return _length_back(unit)
    base = context.today() if deictic else context.anchor()
    if unit in _PARTS:
        point = None if base is None or base.day is None else shift_days(base, step) or base
        return day_value(point, lowered("part")[unit])
    return unit_value(unit, base, step)


def _length_back(unit: str) -> Value | None:
    """Return "the past year" as the length it is."""
    code = lowered("unit").get(unit)
    return None if code is None else Value("DURATION", duration_value("1", code))


def unit_value(unit: str, base: Point | None, step: int) -> Value | None:
    """Return the day, week, month, year or decade ``step`` units from ``base``."""
    if unit == "day":
        if not step and (base is None or base.day is None):
            return day_value(None)
        return day_value(base and (shift_days(base, step) or Point(*base[:2])))
    if unit in ("week", "weekend", "fortnight"):
        return _week(unit, base, step)
    if base is None:
        return Value("DATE", {"month": "XXXX-XX", "year": "XXXX"}.get(unit, "XXXX"))
    if unit == "month":
        if base.month is None:
            return Value("DATE", f"{base.text()}-XX", base)
        point = shift_months(base, step) if step else Point(base.year, base.month)
        return Value("DATE", point.text(), point)
    if unit == "quarter":
        point = shift_months(base, 3 * step)
        return Value("DATE", f"{point.year:04d}-Q{((point.month or 1) + 2) // 3}", point)
    return _years(unit, base.year, step)


def _years(unit: str, year: int, step: int) -> Value | None:
    """Return a year, decade or century ``step`` units away."""
    if unit == "year":
        return Value("DATE", Point(year + step).text(), Point(year + step))
    size = 10 if unit == "decade" else 100
    if not in_calendar(year) or not in_calendar(year + step * size):
        return None
    return Value("DATE", f"{year // size + step:0{3 if size == 10 else 2}d}")


def _week(unit: str, base: Point | None, step: int) -> Value:
    """Return an ISO week or its weekend; without a day it is written XXXX-WXX."""
    suffix = "-WE" if unit == "weekend" else ""
    moved = None if base is None else shift_days(base, 7 * step)
    day = None if moved is None else moved.as_date()
    if day is None:
        return Value("DATE", "XXXX-WXX" + suffix)
    return Value("DATE", week_value(day) + suffix, moved)


def day_beside(match: re.Match[str], context: Context) -> Value:
    """Read "the day before" and "a day later", from the day last spoken of."""
    words = squeezed(match["beside"])
    step = -1 if words.endswith(("before", "earlier")) else 1
    part = (
        "TMO"
        if "morning" in words
        else "TEV"
        if "evening" in words
        else "TNI"
        if "night" in words
        else None
    )
    base = context.anchor()
    return day_value(base and (shift_days(base, step) or Point(*base[:2])), part)


def weekend(match: re.Match[str], context: Context) -> Value:
    """Read "the weekend": the last one, or the coming one where the clause looks ahead."""
    words = squeezed(match[0])
    day = context.today()
    if words != "the weekend" or day is None or day.as_date() is None:
        return Value("SET" if words == "weekends" else "DATE", "XXXX-WXX-WE")
    late = (day.as_date() or date.min).isoweekday() >= 6
    ahead = late or context.narrative or tense(context, match.start(), match.end()) == "future"
    return _week("weekend", day, 0 if ahead else -1)


def unit_edge(match: re.Match[str], context: Context) -> Value | None:
    """Read "the end of the month", "later this year", "month's end": the unit they lie in."""
    unit = squeezed(match["unit"] or match["ends"])
    lead = squeezed(match["relative"]) or "the"
    deictic = lead in ("this", "last", "next")
    base = context.today() if deictic else context.anchor()
    if unit in lowered("season"):
        code = lowered("season")[unit]
        year = None if base is None else base.year + _direction(lead)
        return Value("DATE", f"XXXX-{code}" if year is None else f"{Point(year).text()}-{code}")
    return unit_value(unit, base, _direction(lead) if lead != "the" else 0)


def offset(match: re.Match[str], context: Context) -> Value:
    """Read "two days later" (from the day last spoken of) and "a week ago" (from today)."""
    direction, count = squeezed(match["direction"]), counted(match)
    step = -1 if direction in _BACK else 1
    if count == "X":
        return Value("DATE", "PAST_REF" if step < 0 else "FUTURE_REF")
    base = context.today() if direction in ("ago", "hence", "from now") else context.anchor()
    return offset_value(float(count) * step, match["unit"].lower(), base)


def duration(match: re.Match[str], context: Context) -> Value:
    """Read a length of time ("48-hour"), or the day that "will leave in two days" means."""
    unit, count = match["unit"].lower(), counted(match)
    code = lowered("unit")[unit]
    plain = match.start() in (match.start("number"), match.start("one")) and not match["upper"]
    if plain and code in ("D", "W", "m") and count.isdigit() and in_time(context, match.start()):
        return offset_value(float(count), unit, context.today())
    return Value("DURATION", duration_value(count, code))


def offset_value(steps: float, unit: str, base: Point | None) -> Value:
    """Return the time ``steps`` units from ``base``, as exact as the unit and the base allow."""
    code = lowered("unit")[unit]
    if base is None:
        return Value("DATE", {"D": "XXXX-XX-XX", "m": "XXXX-XX", "W": "XXXX-WXX"}.get(code, "XXXX"))
    if code == "Y" and steps != int(steps) and base.month is not None:
        code, steps = "m", round(steps * 12)
    if code in ("Y", "DE", "CE"):
        point = Point(base.year + int(steps * {"Y": 1, "DE": 10, "CE": 100}[code]))
        text = point.text()
        return Value(
            "DATE", text[:-1] if code == "DE" else text[:-2] if code == "CE" else text, point
        )
    if code in ("m", "Q"):
        return _months_off(base, int(steps * (3 if code == "Q" else 1)))
    return _days_off(base, steps, code)


def _months_off(base: Point, months: int) -> Value:
    """Return the month ``months`` from ``base``; of a bare year only the year is kept."""
    if base.month is None:
        return Value("DATE", f"{base.text()}-XX", base)
    point = shift_months(base, months)
    return Value("DATE", point.text(), point)


def _days_off(base: Point, steps: float, code: str) -> Value:
    """Return the day or week that lies some days, weeks or hours from ``base``."""
    if code in "SMH":
        return Value("TIME", day_value(base).value + "TXX", base)
    if code == "D":
        point = shift_days(base, int(steps))
        return (
            day_value(point)
            if point
            else Value("DATE", f"{Point(base.year).text()}-XX-XX", Point(base.year))
        )
    moved = shift_days(base, int(steps * 7 * (2 if code == "2W" else 1)))
    day = None if moved is None else moved.as_date()
    if day is None:
        return Value("DATE", f"{Point(base.year).text()}-WXX", Point(base.year))
    return Value("DATE", week_value(day), moved)


def bare_offset(match: re.Match[str], context: Context) -> Value:
    """Read "weeks later": a time that nothing fixes."""
    del context
    unit = match["unit"].lower().removesuffix("s")
    if unit in _VAGUE_UNIT:
        return Value("TIME", _VAGUE_UNIT[unit])
    return Value("DATE", "PAST_REF" if squeezed(match["direction"]) in _BACK else "FUTURE_REF")
