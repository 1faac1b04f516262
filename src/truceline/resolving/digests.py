"""Reports of many matters, each paragraph with its own states: digests and live coverage."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable

from truceline.model import Span

_FEWEST = 7
"""Paragraphs that name a state from which a report may be a digest."""
_SHARE = 0.3
"""A report is one if no state is named in as great a part of them: a war is told of in more, with
its neighbours and those who react in one each."""


class Digest:
    """Which states each paragraph names, and whether the report is a digest at all."""

    def __init__(self, paragraphs: Iterable[Span], named: Iterable[tuple[int, str]]) -> None:
        """Take the paragraphs in order and where (offset in characters) each state is named."""
        self._starts = [paragraph.start for paragraph in paragraphs]
        self._named: dict[int, Counter[str]] = {}
        for place, state in named:
            self._named.setdefault(self._at(place), Counter())[state] += 1
        spread = Counter(state for states in self._named.values() for state in states)
        most = max(spread.values(), default=0)
        self.is_one = len(self._named) >= _FEWEST and most < _SHARE * len(self._named)

    def _at(self, place: int) -> int:
        return bisect_right(self._starts, place) - 1

    def states_at(self, place: int) -> Counter[str]:
        """Return how often the paragraph at ``place`` names each state."""
        return self._named.get(self._at(place), Counter())
