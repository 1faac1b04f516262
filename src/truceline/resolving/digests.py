"""Reports of many matters, each paragraph with its own states: digests and round-ups.

There nothing is carried over: "the army" and "they" are those of their own paragraph.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from truceline.model import Mention, Span
from truceline.reading.coreference import Chain, Chains

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


def parted(chains: Chains, paragraphs: Iterable[Span], text: str) -> Chains:
    """Return the chains of a digest with no noun or pronoun carried over from another paragraph.

    "The army" of one item is not that of the item before; where the paragraph itself names who is
    meant, or the chain begins there, nothing changes. Mentions and chains keep their order.
    """
    starts = [paragraph.start for paragraph in paragraphs]
    at = [bisect_right(starts, mention.span.start) for mention in chains.mentions]
    told: dict[int, set[int]] = {}
    for place, mention, form in zip(at, chains.mentions, chains.forms, strict=True):
        known = told.setdefault(mention.chain, set())
        if form == "name" or not known:
            known.add(place)
    new: dict[tuple[int, int], int] = {}
    mentions = []
    for place, mention in zip(at, chains.mentions, strict=True):
        number = mention.chain
        if place not in told[number]:
            number = new.setdefault((number, place), len(chains.chains) + len(new))
        mentions.append(Mention(mention.span, number))
    spans: dict[int, list[Span]] = {}
    for mention in mentions:
        spans.setdefault(mention.chain, []).append(mention.span)
    olds = [chain._replace(spans=tuple(spans.get(n, ()))) for n, chain in enumerate(chains.chains)]
    made = [_of(chains.chains[old], tuple(spans[n]), text) for (old, _), n in new.items()]
    return replace(chains, chains=(*olds, *made), mentions=tuple(mentions))


def _of(chain: Chain, spans: tuple[Span, ...], text: str) -> Chain:
    """Return the chain of nouns alone that some mentions of another one make."""
    beside = tuple(d for d in chain.descriptions if any(d.overlaps(span) for span in spans))
    name = spans[0].of(text)
    return chain._replace(name=name, named=False, descriptions=beside, spans=spans)
