"""An article's text cut into paragraphs and segments, so that evidence can be highlighted exactly.

Segments never overlap; a segment knows all the records whose evidence covers it, so nested and
overlapping evidence needs no nested markup. Joined, the segments give back every line of the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from truceline.model import Record, Skip, Span

LINE = re.compile(r"[^\r\n\u2028\u2029]+")


@dataclass
class Segment:
    """A stretch of one line: its words, who rests on it, who begins and ends in it."""

    span: Span
    words: str
    records: list[Record] = field(default_factory=list)
    begins: list[Record] = field(default_factory=list)
    ends: list[Record] = field(default_factory=list)
    skipped: str | None = None

    @property
    def depth(self) -> int:
        """How many records rest on these words."""
        return len(self.records)


Paragraph = tuple[Segment, ...]


def paragraphs(text: str, records: Sequence[Record], skips: Sequence[Skip]) -> list[Paragraph]:
    """Return the lines of ``text`` that are not blank, cut where evidence or skips begin or end."""
    cuts = sorted(_edges(records, skips))
    lines = [Span(*match.span()) for match in LINE.finditer(text)]
    rows = [_cut(line, text, cuts) for line in lines if line.of(text).strip()]
    segments = [segment for row in rows for segment in row]
    if segments:
        _mark(segments, records, skips)
    return [tuple(row) for row in rows]


def _edges(records: Iterable[Record], skips: Iterable[Skip]) -> set[int]:
    edges = {edge for r in records for edge in (r.evidence.start, r.evidence.end)}
    return edges | {edge for skip in skips for edge in (skip.start, skip.end)}


def _cut(line: Span, text: str, cuts: Sequence[int]) -> list[Segment]:
    inner = cuts[bisect_right(cuts, line.start) : bisect_left(cuts, line.end)]
    edges = [line.start, *inner, line.end]
    spans = [Span(a, b) for a, b in pairwise(edges)]
    return [Segment(span, span.of(text)) for span in spans]


def _mark(segments: list[Segment], records: Iterable[Record], skips: Iterable[Skip]) -> None:
    starts = [segment.span.start for segment in segments]
    ends = [segment.span.end for segment in segments]
    for record in sorted(records, key=lambda r: (r.evidence.start, -r.evidence.end, r.id)):
        here = _reach(starts, ends, record.evidence.start, record.evidence.end)
        for segment in segments[here]:
            segment.records.append(record)
        segments[here.start].begins.append(record)
        segments[here.stop - 1].ends.append(record)
    for skip in skips:
        for segment in segments[_reach(starts, ends, skip.start, skip.end)]:
            segment.skipped = skip.reason


def _reach(starts: Sequence[int], ends: Sequence[int], start: int, end: int) -> slice:
    """Return the segments between two offsets; at least one, so that every link has its target."""
    first = min(bisect_right(ends, start), len(starts) - 1)
    last = max(bisect_left(starts, end), first + 1)
    return slice(first, last)
