"""What overlaps a stretch of the text, found without asking everything."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from operator import attrgetter

from truceline.model import Entity, Sentence, Span, Word

_START, _END = attrgetter("span.start"), attrgetter("span.end")

_PART = 1024
"""Characters of a part of the text."""


def touched(span: Span, words: Sequence[Word] | Sequence[Entity] | Sequence[Sentence]) -> range:
    """Return the indices of those of ``words``, in reading order, that overlap ``span``."""
    first = bisect_right(words, span.start, key=_END)
    return range(first, max(first, bisect_left(words, span.end, key=_START)))


class Nearby:
    """Finds those of many things, each with its spans, that may overlap a stretch of the text."""

    def __init__(self, spans: Iterable[Sequence[Span]]) -> None:
        self._parts: dict[int, list[int]] = {}
        for number, group in enumerate(spans):
            for part in {part for span in group for part in _parts(span)}:
                self._parts.setdefault(part, []).append(number)

    def to(self, span: Span) -> list[int]:
        """Return the numbers, in order, of the things with a span in the parts that hold ``span``.

        Whatever overlaps ``span`` is among them.
        """
        return sorted({number for part in _parts(span) for number in self._parts.get(part, ())})


def _parts(span: Span) -> range:
    return range(span.start // _PART, span.end // _PART + 1)
