"""Lengths of time in days, as the terms of a truce give them."""

from __future__ import annotations

import re
from functools import cache

from truceline.model import Range, Span
from truceline.resolving.numbers import NumberRange, any_of, find_numbers, parse_range, tidy
from truceline.resolving.timex.lexicon import any_listed

_DAYS = {
    "second": 1 / 86400, "minute": 1 / 1440, "hour": 1 / 24, "day": 1, "night": 1, "week": 7,
    "fortnight": 14, "month": 30, "quarter": 91, "year": 365, "decade": 3650, "century": 36500,
}  # fmt: skip


_UNIT = re.compile(
    rf"(?<![A-Za-z])(?P<unit>{any_of([*_DAYS, 'centuries'])})(?P<plural>s?)(?![A-Za-z])"
    r"(?P<half>[\s-]and[\s-]a[\s-]half)?(?P<more>\s+or\s+(?:more|longer))?",
    re.IGNORECASE,
)
_BEFORE = 60
"""How many characters before the unit can hold its count."""


def duration_days(words: str) -> Range | None:
    """Return the shortest and longest length in days that ``words`` name, ``None`` for none.

    A month is 30 days, a year 365, hours are parts of a day. "More than a month" has no upper and
    "up to two weeks" no lower bound; "several days" gives nothing.
    """
    match = _UNIT.search(words)
    if match is None:
        return None
    days = _DAYS[match["unit"].lower().replace("centuries", "century")]
    head = words[max(0, match.start() - _BEFORE) : match.start()]
    found = _count(head, plural=bool(match["plural"]))
    if found is None:
        return None
    half = match["half"] or re.search(r"\band\s+a\s+half[\s-]*$", head, re.IGNORECASE)
    low, high = (None if end is None else tidy((end + bool(half) / 2) * days) for end in found[:2])
    return (low, None) if match["more"] else (low, high)


@cache
def _not_terms() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what stands before a length that is no term of a truce, and what stands behind it."""
    thing = any_listed("timed")
    before = rf"\b(?:{any_listed('deadline')}|{thing}\s+of)\s+(?:{any_listed('about')}\s+)?$"
    behind = rf"[\s-]+(?:of\s+(?:[\w-]+\s+)?)?{thing}\b"
    return re.compile(before, re.IGNORECASE), re.compile(behind, re.IGNORECASE)


def is_term(text: str, span: Span) -> bool:
    """Tell whether a length may be a term: no deadline ("within ten days"), no other's length."""
    before, behind = _not_terms()
    ahead = text[max(0, span.start - _BEFORE) : span.start]
    unit = _UNIT.search(text, span.start, span.end)
    return not (before.search(ahead) or behind.match(text, unit.end() if unit else span.end))


def _count(head: str, *, plural: bool) -> NumberRange | None:
    """Return how many units ``head`` counts; an article is one, a bare unit before "-long" too."""
    plain = re.sub(r"(?:[\s-]+and\s+a\s+half)?[\s-]+$", "", head, flags=re.IGNORECASE)
    if re.search(r"\bhalf\s+an?$", plain, re.IGNORECASE):
        return NumberRange(0.5, 0.5)
    counts = find_numbers(plain)
    if counts:
        return counts[-1][1]
    article = re.search(
        r"\b(?:an?|another|the (?:next|coming|first|last|past)|this|full|whole|single)$",
        plain,
        re.IGNORECASE,
    )
    if plural or (plain and article is None):
        return None
    bound = parse_range(re.sub(r"\b(?:an?|another)$", "1", plain, flags=re.IGNORECASE))
    return bound or NumberRange(1, 1)
