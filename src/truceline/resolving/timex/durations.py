"""Lengths of time in days, as the terms of a truce give them."""

from __future__ import annotations

import re
from functools import cache

from truceline.model import Range
from truceline.resolving.numbers import NumberRange, find_numbers, parse_range, tidy
from truceline.resolving.timex.lexicon import any_listed, compiled

_DAYS = {
    "second": 1 / 86400, "minute": 1 / 1440, "hour": 1 / 24, "day": 1, "night": 1, "week": 7,
    "fortnight": 14, "month": 30, "quarter": 91, "year": 365, "decade": 3650, "century": 36500,
}  # fmt: skip


@cache
def _length() -> re.Pattern[str]:
    """Return the pattern of a length: what counts it, and its unit."""
    between = any_listed("between")
    return compiled(
        rf"(?P<count>.*?)(?P<article>\b(?:an?|one|half an?|another))?(?P<half> and a half)?"
        rf"(?: {between}|-{between})*[ -]?(?P<unit>second|minute|hour|day|night|week|fortnight|month"
        r"|quarter|year|decade|century|centuries)(?P<plural>s?)(?P<after>[ -]and[ -]a[ -]half)?"
    )


def duration_days(words: str) -> Range | None:
    """Return the shortest and longest length in days that ``words`` name, ``None`` where they do not.

    A month is 30 days, a year 365, hours are parts of a day. "More than a month" has no upper and
    "up to two weeks" no lower bound; "several days" gives nothing.
    """
    match = _length().search(words)
    if match is None:
        return None
    days = _DAYS[match["unit"].lower().replace("centuries", "century")]
    head = words[match.start() : match.start("unit")]
    found = _count(head, plural=bool(match["plural"]))
    if found is None:
        return None
    extra = 0.5 if re.search(r"and[\s-]a[\s-]half", match[0], re.IGNORECASE) else 0.0
    low, high = ((None if end is None else tidy((end + extra) * days)) for end in found[:2])
    return (low, high)


def _count(head: str, *, plural: bool) -> NumberRange | None:
    """Return how many units ``head`` counts; an article is one, a bare unit before "-long" too."""
    plain = re.sub(r"[\s-]+$", "", head)
    if re.search(r"\bhalf\s+an?$", plain, re.IGNORECASE):
        return NumberRange(0.5, 0.5)
    counts = find_numbers(plain)
    if counts:
        return counts[-1][1]
    article = re.search(
        r"\b(?:an?|another|the (?:next|coming|first|last|past)|this|full|whole|single)$", plain, re.IGNORECASE
    )
    if plural or (plain and article is None):
        return None
    bound = parse_range(re.sub(r"\b(?:an?|another)$", "1", plain, flags=re.IGNORECASE))
    return bound or NumberRange(1, 1)
