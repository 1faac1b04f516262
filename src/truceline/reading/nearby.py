"""Spans by the part of the text in which they stand, so that few are asked which overlap one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from truceline.model import Span

_PART = 1024
"""Characters of a part of the text."""


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
