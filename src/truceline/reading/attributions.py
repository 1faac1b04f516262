"""Make the content of attributions whole: what stands between quotation marks is said as a whole.

The network marks content word by word and loses hold in long quotations, above all in their second
half after "he said". A quotation goes to the attribution that has most of it, and a quotation that
goes on behind the attribution, or right after, goes with it. "I think" within a quotation is no
attribution of its own: it is the speaker who speaks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from truceline.model import Attribution, Quotation, Span
from truceline.reading.nearby import Nearby

LEAST = 0.1
"""Share of a quotation's characters that an attribution needs to take it whole."""
LONG = 20
"""Characters of a quotation that may go on behind its attribution: shorter ones are but words."""
FARTHEST = 250
"""Characters between two parts of what is said, with the attribution between them."""
SCRAP = 0.12
"""Pieces shorter than this share of the longest are noise, if they are not quoted."""

_FIRST_PERSON = frozenset(("i", "we", "me", "us", "my", "our"))
_SENTENCE_END = re.compile(r"[.!?…]\s")
_LINE_END = re.compile(r"[\n\r\x0b\x0c\x85\u2028\u2029]")
_POINTS = " ,.;:\t\xa0"


def made_whole(
    text: str, attributions: Sequence[Attribution], quotations: Sequence[Quotation]
) -> tuple[Attribution, ...]:
    """Return ``attributions`` with the quotations of ``text`` that each has in part, in full."""
    attributions = [a for a in attributions if not _is_own_stance(text, a, quotations)]
    taken = _takers(text, attributions, quotations)
    lost = _lost(text, attributions, quotations, taken)
    attributions = [_without(a, lost.get(i, ())) for i, a in enumerate(attributions)]
    own: dict[int, list[int]] = {}
    for quotation, taker in taken.items():
        own.setdefault(taker, []).append(quotation)
    found = []
    for number, attribution in enumerate(attributions):
        going_on = _going_on(text, attribution, own.get(number, ()), quotations, taken)
        spoken = [quotations[q].inner for q in going_on]
        if spoken or attribution.content:
            found.append(attribution._replace(content=_joined(attribution.content, spoken)))
    return tuple(found)


def _is_own_stance(text: str, attribution: Attribution, quotations: Sequence[Quotation]) -> bool:
    source = attribution.source
    return (
        source is not None
        and source.of(text).lower() in _FIRST_PERSON
        and any(q.outer.covers(source) for q in quotations)
    )


def _takers(
    text: str, attributions: Sequence[Attribution], quotations: Sequence[Quotation]
) -> dict[int, int]:
    """Return by quotation the attribution, made outside of it, that has most of it.

    One whose cue stands in the quotation's own sentence goes before those of other sentences.
    """
    found = {}
    nearby = Nearby(a.content for a in attributions)
    for number, quotation in enumerate(quotations):
        outside = [
            (_is_told_by(text, a, quotation), _share(a, quotation), -i)
            for i in nearby.to(quotation.inner)
            if (a := attributions[i]).cue is None or not quotation.outer.covers(a.cue)
            if _share(a, quotation) >= LEAST
        ]
        if outside:
            found[number] = -max(outside)[2]
    return found


def _is_told_by(text: str, attribution: Attribution, quotation: Quotation) -> bool:
    """Tell whether the cue stands beside a quotation, in its own sentence and line."""
    cue, inner, outer = attribution.cue, quotation.inner, quotation.outer
    if cue is None or outer.overlaps(cue):
        return False
    behind = cue.start >= outer.end
    if behind and text[inner.end - 1] == ".":
        return False
    between = text[outer.end : cue.start] if behind else text[cue.end : outer.start]
    near = len(between) < FARTHEST and not _LINE_END.search(between)
    return near and not _SENTENCE_END.search(between)


def _lost(
    text: str,
    attributions: Sequence[Attribution],
    quotations: Sequence[Quotation],
    taken: dict[int, int],
) -> dict[int, list[Span]]:
    """Return by attribution the quotations that it has a part of and a nearer cue took."""
    found: dict[int, list[Span]] = {}
    nearby = Nearby(a.content for a in attributions)
    for number, taker in taken.items():
        quotation = quotations[number]
        if not _is_told_by(text, attributions[taker], quotation):
            continue
        for other in nearby.to(quotation.inner):
            cue = attributions[other].cue
            within = cue is not None and quotation.outer.covers(cue)
            if other == taker or within or _is_told_by(text, attributions[other], quotation):
                continue
            found.setdefault(other, []).append(quotation.inner)
    return found


def _without(attribution: Attribution, lost: Sequence[Span]) -> Attribution:
    kept = (c for c in attribution.content if not any(span.covers(c) for span in lost))
    return attribution._replace(content=tuple(kept))


def _share(attribution: Attribution, quotation: Quotation) -> float:
    inner = quotation.inner
    shared = sum(
        max(0, min(c.end, inner.end) - max(c.start, inner.start)) for c in attribution.content
    )
    return shared / (inner.end - inner.start)


def _going_on(
    text: str,
    attribution: Attribution,
    own: Iterable[int],
    quotations: Sequence[Quotation],
    taken: dict[int, int],
) -> set[int]:
    """Return the quotations ``own`` and those, of nobody else, in which they go on."""
    found = set()
    for first in own:
        last = first
        found.add(first)
        while (
            last + 1 < len(quotations)
            and last + 1 not in taken
            and _goes_on(text, attribution, quotations[last], quotations[last + 1])
        ):
            last += 1
            found.add(last)
    return found


def _goes_on(text: str, attribution: Attribution, one: Quotation, two: Quotation) -> bool:
    gap = Span(one.outer.end, two.outer.start)
    between = gap.of(text)
    if _LINE_END.search(between):
        return False
    if not between.strip(_POINTS):
        return True
    return (
        attribution.cue is not None
        and gap.covers(attribution.cue)
        and len(between) < FARTHEST
        and one.inner.end - one.inner.start > LONG
        and len(_SENTENCE_END.findall(between)) <= 1
    )


def _joined(content: Sequence[Span], spoken: Sequence[Span]) -> tuple[Span, ...]:
    """Return the pieces of ``content`` with what is ``spoken`` whole, and without scraps."""
    wide = [c for c in content if not any(s.covers(c) for s in spoken)]
    pieces = wide + [s for s in spoken if not any(c.covers(s) for c in wide)]
    longest = max(p.end - p.start for p in pieces)
    kept = [p for p in pieces if p in spoken or p.end - p.start >= SCRAP * longest]
    return tuple(sorted(kept))
