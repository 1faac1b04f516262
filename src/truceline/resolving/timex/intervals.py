"""Intervals that neighbouring time expressions name together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

from truceline.model import Span, Timex
from truceline.resolving import edtf
from truceline.resolving.timex.context import point_of, shift_months
from truceline.resolving.timex.values import day_of

_BETWEEN = re.compile(
    r"\s*(?:-|–|—|,?\s*(?:to|until|till|through|and))\s*(?:the\s+|on\s+)?", re.IGNORECASE
)


_LATELY = re.compile(r"the\s+(?:past|last)\b", re.IGNORECASE)
_DURING = re.compile(r"\b(?:in|over|during|within|throughout)\s+$", re.IGNORECASE)
_LENGTH = re.compile(
    r"P(?:T(?P<hours>\d{1,3})H|(?P<days>\d{1,3})D|(?P<weeks>\d{1,2})W|(?P<months>\d{1,2})M)"
)


def interval_of(
    timexes: Sequence[Timex], text: str, published: str | None = None
) -> tuple[Timex, ...]:
    """Return the intervals that pairs of neighbouring expressions name, with EDTF intervals.

    "From May 8 to 10", "between 3 and 5 March", "8-10 May" span two expressions; "since early
    April" is an interval with an open end; "over the past day" ends on the day of publication,
    and stays a length.
    """
    found = [_pair(first, second, text) for first, second in pairwise(timexes)]
    ends = {one.span.start for one in found if one}
    alone = [
        _since(one, text) or _lately(one, text, day_of(published))
        for one in timexes
        if one.span.start not in ends
    ]
    return tuple(sorted(one for one in (*found, *alone) if one is not None))


def _pair(first: Timex, second: Timex, text: str) -> Timex | None:
    """Return the interval from one expression to the next, ``None`` if they make none."""
    gap = text[first.span.end : second.span.start]
    if first.edtf is None or second.edtf is None or not _BETWEEN.fullmatch(gap):
        return None
    lead = re.search(
        r"\b(?:from|between)\s+(?:the\s+)?$",
        text[max(0, first.span.start - 16) : first.span.start],
        re.IGNORECASE,
    )
    if gap.strip().strip(",").strip().startswith("and") and (
        lead is None or lead[0].lower()[0] != "b"
    ):
        return None
    joined = edtf.join(first.edtf, second.edtf)
    span = Span(first.span.start, second.span.end)
    return None if joined is None else Timex(span, "DATE", joined, joined)


def _since(one: Timex, text: str) -> Timex | None:
    """Return "since May 8" as an interval with an open end."""
    before = text[max(0, one.span.start - 8) : one.span.start]
    if (
        one.edtf is None
        or one.type != "DATE"
        or not re.search(r"\bsince\s+$", before, re.IGNORECASE)
    ):
        return None
    joined = edtf.join(one.edtf, None)
    return None if joined is None else Timex(one.span, "DATE", joined, joined)


def _lately(one: Timex, text: str, today: date | None) -> Timex | None:
    """Return "over the past two days" as the interval that ends today."""
    length = _LENGTH.fullmatch(one.value) if one.type == "DURATION" else None
    led = _DURING.search(text[max(0, one.span.start - 16) : one.span.start])
    if length is None or today is None or not led or not _LATELY.match(one.span.of(text)):
        return None
    hours, days, weeks, months = (
        int(length[name] or 0) for name in ("hours", "days", "weeks", "months")
    )
    back = timedelta(days=-(-hours // 24) + days + 7 * weeks)
    first = shift_months(point_of(today), -months).text() if months else (today - back).isoformat()
    joined = edtf.join(first, today.isoformat())
    return None if joined is None else one._replace(edtf=joined)
