"""Intervals that neighbouring time expressions name together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from truceline.model import Span, Timex
from truceline.resolving import edtf

_BETWEEN = re.compile(
    r"\s*(?:-|–|—|,?\s*(?:to|until|till|through|and))\s*(?:the\s+|on\s+)?", re.IGNORECASE
)


def interval_of(timexes: Sequence[Timex], text: str) -> tuple[Timex, ...]:
    """Return the intervals that pairs of neighbouring expressions name, with EDTF intervals.

    "From May 8 to 10", "between 3 and 5 March", "8-10 May" span two expressions; "since early
    April" is an interval with an open end.
    """
    found = [_pair(first, second, text) for first, second in pairwise(timexes)]
    ends = {one.span.start for one in found if one}
    alone = [_since(one, text) for one in timexes if one.span.start not in ends]
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
