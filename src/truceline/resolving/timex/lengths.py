"""Readers of lengths, of what comes again, and of times that nothing fixes."""

from __future__ import annotations

import re

from truceline.resolving.numbers import parse_range
from truceline.resolving.timex.context import Context, Value
from truceline.resolving.timex.lexicon import lowered, squeezed


def amount(words: str | None) -> float | None:
    """Return a count as written, in digits or words."""
    found = parse_range(words) if words else None
    return None if found is None or found.min is None else float(found.min)


def duration_value(count: str, code: str) -> str:
    """Return a TIMEX3 duration for a count ("X" where vague) and a unit code of the vocabulary."""
    if code == "2W":
        return f"P{int(float(count)) * 2}W" if count != "X" else "PXW"
    if code == "Q":
        return f"P{int(float(count)) * 3}M" if count != "X" else "PXM"
    return f"P{'T' if code in 'SMH' else ''}{count}{code.upper()}"


def counted(match: re.Match[str]) -> str:
    """Return the count of a match as a duration writes it: digits, or X where it is vague."""
    groups = match.groupdict()
    if groups.get("vague"):
        return "X"
    number = amount(groups.get("number"))
    if number is None:
        number = 0.5 if squeezed(groups.get("one")).startswith("half") else 1.0
    if groups.get("andhalf") or groups.get("half"):
        number += 0.5
    return f"{number:g}" if number < 1e6 else str(int(number))


def framed(match: re.Match[str], context: Context) -> Value:
    """Read "the coming days" and "the past year"."""
    del context
    code = lowered("unit")[match["unit"].lower()]
    return Value("DURATION", duration_value("X" if match["plural"] else "1", code))


def unit_long(match: re.Match[str], context: Context) -> Value:
    """Read "week-long"."""
    del context
    count = "X" if match["plural"] else "1.5" if match["half"] else "1"
    return Value("DURATION", duration_value(count, lowered("unit")[match["unit"].lower()]))


def plural(match: re.Match[str], context: Context) -> Value:
    """Read "for weeks": a length nobody counted."""
    del context
    name = match["unit"].lower()
    code = lowered("unit").get(name) or lowered("unit")[name.removesuffix("s")]
    return Value("DURATION", duration_value("X", code))


def per(match: re.Match[str], context: Context) -> Value:
    """Read "per day"."""
    del context
    return Value("DURATION", duration_value("1", lowered("unit")[match["unit"].lower()]))


def every(match: re.Match[str], context: Context) -> Value:
    """Read "every week": what comes again."""
    del context
    unit = match["unit"].lower()
    if match["number"]:
        return Value(
            "SET",
            duration_value(f"{amount(match['number']) or 1:g}", lowered("unit").get(unit, "D")),
        )
    parts, seasons = lowered("part"), lowered("season")
    if unit in parts:
        return Value("SET", f"XXXX-XX-XX{parts[unit]}")
    again = {"day": "XXXX-XX-XX", "week": "XXXX-WXX", "month": "XXXX-XX", "year": "XXXX"}
    return Value(
        "SET", f"XXXX-{seasons[unit]}" if unit in seasons else again.get(unit, "XXXX-XX-XXTXX")
    )


def often(match: re.Match[str], context: Context) -> Value:
    """Read "daily" and "annual"."""
    del context
    return Value("SET", lowered("often")[squeezed(match["often"])])


def vague_now(match: re.Match[str], context: Context) -> Value:
    """Read "now", "former", "the future"."""
    del context
    return Value("DATE", lowered("now")[squeezed(match["now"])])


def vague_period(match: re.Match[str], context: Context) -> Value:
    """Read "this time" and "that period": a time that the text leaves open."""
    del context
    return Value("DATE", "PRESENT_REF" if "this time" in squeezed(match["period"]) else "PAST_REF")
