"""Attributions against a reference: who is said to say what.

Spans are trimmed to their first and last letter or digit. A pair is an attribution with source and
content; at IoU 0.5 two pairs agree when their sources share a character and their contents share
at least half of the characters that either covers. Matching is one to one, the closest first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple, TypeVar

from truceline.model import Attribution, Span

Item = TypeVar("Item")
LAYERS = ("source", "cue", "content")


class Saying(NamedTuple):
    """An attribution with its spans trimmed."""

    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]


def from_row(text: str, row: dict[str, Any]) -> Saying:
    """Return an annotated attribution."""
    source, cue = (_trim(text, row.get(role)) for role in ("source", "cue"))
    return Saying(source, cue, _content(text, row.get("content") or []))


def from_reading(text: str, found: Attribution) -> Saying:
    """Return an attribution of a reading."""
    return Saying(_trim(text, found.source), _trim(text, found.cue), _content(text, found.content))


def _content(text: str, spans: Iterable[Sequence[int]]) -> tuple[Span, ...]:
    return tuple(sorted(s for span in spans if (s := _trim(text, span))))


def _trim(text: str, span: Sequence[int] | None) -> Span | None:
    if not span:
        return None
    start, end = max(0, span[0]), min(len(text), span[1])
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return Span(start, end) if start < end else None


def _shared(left: Iterable[Span], right: Sequence[Span]) -> int:
    return sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in left for b in right)


def _covered(spans: Iterable[Span]) -> int:
    return sum(s.end - s.start for s in spans)


def _likeness(gold: Saying, found: Saying) -> float:
    shared = _shared(gold.content, found.content)
    either = _covered(gold.content) + _covered(found.content) - shared
    return shared / either if either else 0.0


def _pair_at_half(gold: Saying, found: Saying) -> float:
    if not (gold.source and found.source and gold.source.overlaps(found.source)):
        return 0.0
    likeness = _likeness(gold, found)
    return likeness if likeness >= 0.5 else 0.0


def _matched(
    gold: Sequence[Item], found: Sequence[Item], likeness: Callable[[Item, Item], float]
) -> int:
    """Return how many items are matched one to one, the most alike first."""
    pairs = sorted(
        (-score, i, j)
        for i, one in enumerate(gold)
        for j, other in enumerate(found)
        if (score := likeness(one, other)) > 0
    )
    left: set[int] = set()
    right: set[int] = set()
    for _, i, j in pairs:
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
    return len(left)


def count(gold: list[Saying], found: list[Saying], tally: Counter[str]) -> None:
    """Add one document's agreement to ``tally``."""
    for layer in LAYERS:
        one, other = _spans(gold, layer), _spans(found, layer)
        _add(tally, f"{layer}_strict", len(set(one) & set(other)), one, other)
        overlap = _matched(one, other, lambda a, b: float(_shared((a,), (b,))))
        _add(tally, f"{layer}_overlap", overlap, one, other)
    one, other = ([s for s in side if s.source and s.content] for side in (gold, found))
    _add(tally, "pair_iou50", _matched(one, other, _pair_at_half), one, other)


def _spans(sayings: list[Saying], layer: str) -> list[Span]:
    if layer == "content":
        return sorted({span for s in sayings for span in s.content})
    return sorted({span for s in sayings if (span := getattr(s, layer))})


def _add(
    tally: Counter[str], name: str, right: int, gold: Sequence[Any], found: Sequence[Any]
) -> None:
    tally[f"{name}.right"] += right
    tally[f"{name}.gold"] += len(gold)
    tally[f"{name}.found"] += len(found)
