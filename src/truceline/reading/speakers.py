"""Who speaks the words of quotations and of turns of a transcript: whom "I" in them means."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from truceline.model import Reading, Span
from truceline.reading.mentions import Found
from truceline.reading.turns import find_turns


def speakers_of(reading: Reading, found: Sequence[Found]) -> dict[int, int]:
    """Return for each quotation the mention that speaks: by attribution, else by place."""
    starts = [f.span.start for f in found]
    sources = _attributed(reading, found, starts)
    for number, quotation in enumerate(reading.quotations):
        if number not in sources:
            near = _nearest(reading.article.text, found, starts, quotation.outer)
            if near is not None:
                sources[number] = near
    return sources


def _attributed(reading: Reading, found: Sequence[Found], starts: list[int]) -> dict[int, int]:
    """Return for each quotation the mention to which the network attributes a part of it."""
    openings = [q.inner.start for q in reading.quotations]
    sources: dict[int, int] = {}
    for attribution in reading.attributions:
        source = attribution.source
        if source is None:
            continue
        at = bisect_left(starts, source.start)
        while at < len(found) and found[at].span.start < source.end:
            if found[at].span.end == source.end or at + 1 == len(found):
                break
            at += 1
        if at == len(found) or not found[at].span.overlaps(source):
            continue
        for part in attribution.content:
            number = bisect_right(openings, part.end) - 1
            if number >= 0 and reading.quotations[number].outer.overlaps(part):
                sources.setdefault(number, at)
    return sources


def _nearest(text: str, found: Sequence[Found], starts: list[int], quotation: Span) -> int | None:
    """Return the subject right after a quotation (", Halden said"), else the one before it."""
    at = bisect_left(starts, quotation.end)
    after = [
        i for i in range(at, min(at + 3, len(found)))
        if found[i].span.start - quotation.end < 60 and found[i].quote < 0
        and "\n" not in text[quotation.end : found[i].span.start]
    ]  # fmt: skip
    tail = text[quotation.end - 2 : quotation.end + 1]
    if after and "." not in tail:
        return next((i for i in after if found[i].weight >= 3), after[0])
    before = [
        i for i in range(max(0, at - 12), at)
        if found[i].quote < 0 and found[i].span.end <= quotation.start
        and quotation.start - found[i].span.end < 160
    ]  # fmt: skip
    subjects = [i for i in before if found[i].weight >= 3]
    return subjects[-1] if subjects else before[-1] if before else None


def turns_of(text: str, found: Sequence[Found]) -> list[tuple[Span, int]]:
    """Return the words of each turn of a transcript with the mention that speaks them."""
    starts = [f.span.start for f in found]
    told = []
    for turn in find_turns(text):
        at = bisect_left(starts, turn.speaker.end) - 1
        if at >= 0 and turn.speaker.covers(found[at].span) and not turn.asks(text):
            told.append((turn.words, at))
    return told
