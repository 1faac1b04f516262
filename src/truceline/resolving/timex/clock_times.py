"""Readers of clock times and parts of the day."""

from __future__ import annotations

import re

from truceline.resolving.timex.context import Context, Value, day_value
from truceline.resolving.timex.lexicon import lowered, squeezed

_ZONES = {"GMT": "Z", "UTC": "Z", "Z": "Z", "EST": "-05", "EDT": "-04"}


def clock(match: re.Match[str], context: Context) -> Value | None:
    """Read a time of the clock on the day it is said for, last spoken of, or of publication."""
    groups = match.groupdict()
    hour, minute = _clock_numbers(groups)
    half = squeezed(groups["half"] or groups["half24"] or groups["daypart"])
    if half.startswith(("p", "afternoon", "evening")) and hour < 12:
        hour += 12
    elif half.startswith("a") and half != "afternoon" and hour == 12:
        hour = 0
    if hour > 24 or minute > 59:
        return None
    zone = _ZONES.get(groups["zone"] or "", "")
    return _at(f"T{hour:02d}:{minute:02d}{zone}", context)


def _clock_numbers(groups: dict[str, str | None]) -> tuple[int, int]:
    """Return hour and minute as written."""
    if groups["military"]:
        return int(groups["military"][:2]), int(groups["military"][2:])
    hour, minute = (
        groups["hour"] or groups["hour24"] or "0",
        groups["minute"] or groups["minute24"] or "0",
    )
    return int(hour), int(minute)


def _at(time: str, context: Context) -> Value:
    """Return a time of day on the day named right after, last spoken of, or of publication."""
    point = context.ahead or context.anchor()
    if point is None or point.day is None:
        return Value("TIME", f"XXXX-XX-XX{time}", None)
    return Value("TIME", point.text() + time, point)


def clock_word(match: re.Match[str], context: Context) -> Value:
    """Read noon and midnight (the end of the day it is said for)."""
    return _at("T24:00" if squeezed(match["name"]) == "midnight" else "T12:00", context)


def part_of(match: re.Match[str], context: Context) -> Value:
    """Read "the night of 8 May", "one night"."""
    return _at(lowered("part")[match["part"].lower()], context)


def any_part(match: re.Match[str], context: Context) -> Value:
    """Read "at night": any night, or that of the day named right after."""
    part = lowered("part")[squeezed(match["part"] or match["plain"])]
    return day_value(context.ahead if context.ahead and context.ahead.day else None, part)
