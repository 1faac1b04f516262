"""Whom a mention means: which words of its window name the one meant, as the network has it.

The network gives every word what it asks for and what it names; a mention asks for the mean of what
its words ask for. The products, as probabilities over the words of the window, are what the
resolving room weighs beside what the data and the article say.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from truceline.model import Span
from truceline.reading.network import Floats, softmax

LONGEST = 12
"""Words of a mention that are looked at, as in training."""
LEAST = 0.01
"""Probability from which a word is told."""
MOST_WORDS = 100_000
"""Words of an article that can be asked about: what they ask and name takes 400 bytes a word."""

Halves = NDArray[np.float16]


class _Window(NamedTuple):
    start: int
    spans: list[Span]
    asks: Halves
    names: Halves


class Pointing:
    """Answers whom the mentions of one article mean."""

    def __init__(self) -> None:
        self._windows: list[_Window] = []
        self._starts: list[int] = []
        self._words = 0
        self._last: tuple[int, Floats] | None = None

    def add(self, spans: list[Span], asks: Floats, names: Floats) -> None:
        """Take the words of the next window with what they ask for and name, [word, size]."""
        self._words += len(spans)
        if spans and self._words <= MOST_WORDS:
            halves = asks.astype(np.float16), names.astype(np.float16)
            self._windows.append(_Window(spans[0].start, spans, *halves))
            self._starts.append(spans[0].start)

    def meant(self, span: Span) -> tuple[tuple[Span, float], ...]:
        """Return words that name whom ``span`` means, with probabilities, in reading order."""
        at = bisect_right(self._starts, span.start) - 1
        if at < 0:
            return ()
        window = self._windows[at]
        first = max(bisect_right(window.spans, span) - 1, 0)
        near = enumerate(window.spans[first : first + LONGEST + 2], first)
        asking = [i for i, word in near if word.overlaps(span)][:LONGEST]
        if not asking:
            return ()
        names = self._names_of(at)
        asks = window.asks[asking[0] : asking[-1] + 1].astype(np.float32)
        ask = np.add.reduce(asks) / np.float32(len(asking))
        chances = softmax(names @ ask * np.float32(names.shape[1] ** -0.5))
        likely = (chances >= LEAST).nonzero()[0]
        words = map(window.spans.__getitem__, likely.tolist())
        return tuple(zip(words, chances[likely].tolist(), strict=True))

    def _names_of(self, at: int) -> Floats:
        """Return what the words of a window name, in the numbers that are reckoned with."""
        if self._last is None or self._last[0] != at:
            self._last = at, self._windows[at].names.astype(np.float32)
        return self._last[1]

    def __eq__(self, other: object) -> bool:
        """Tell whether two articles' words ask for and name the same."""
        if not isinstance(other, Pointing) or self._starts != other._starts:
            return False
        pairs = zip(self._windows, other._windows, strict=True)
        return all(
            a.spans == b.spans
            and np.array_equal(a.asks, b.asks)
            and np.array_equal(a.names, b.names)
            for a, b in pairs
        )

    def __repr__(self) -> str:
        """Return how many words can be asked about, with a checksum of what they ask and name."""
        check = 0
        for window in self._windows:
            check = crc32(window.names.tobytes(), crc32(window.asks.tobytes(), check))
        return f"Pointing(words={sum(len(w.spans) for w in self._windows)}, check={check:08x})"

    __hash__ = None  # type: ignore[assignment]  # grows while an article is read
