"""Which sides and places stand out in an article: the most spoken of first."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from functools import cached_property

from truceline.model import Span
from truceline.reading.coreference import Chains
from truceline.resolving.habits import bare, read_habits
from truceline.resolving.names import plain
from truceline.resolving.parties import Resolution

LEAD = 400
"""Characters at the start of a report whose names weigh more."""
SUBJECT = 3
"""Weight from which a mention is a subject."""
_FAR = 9999
_MOST = 2


class Standing:
    """The sides of one article by how much it speaks of them.

    ``of_chain`` tells who is who, ``names_event`` whether a name but belongs to that of an accord.
    """

    def __init__(
        self,
        chains: Chains,
        of_chain: Callable[[int], Resolution],
        names_event: Callable[[Span], bool],
    ) -> None:
        self._chains, self._of_chain, self._names_event = chains, of_chain, names_event
        self._fuller: dict[str, list[Resolution]] = {}

    @cached_property
    def sides(self) -> list[Resolution]:
        """The states, bodies and groups of the article, the most spoken of first."""
        weights: Counter[str] = Counter()
        known_by: dict[str, Resolution] = {}
        for party, known, weight in self._weighed():
            weights[party] += weight
            kind = "state" if known.kind == "person" else known.kind
            known_by.setdefault(party, Resolution(party, party, kind, known.reason))
        ranked = sorted(weights, key=lambda p: (-weights[p], p))
        return [known_by[party] for party in ranked]

    def _weighed(self) -> Iterator[tuple[str, Resolution, int]]:
        """Yield each chain's side and how much its mentions weigh: more as subjects, more early."""
        subjects = {
            mention.span
            for mention, weight in zip(self._chains.mentions, self._chains.weights, strict=True)
            if weight >= SUBJECT
        }
        for number, chain in enumerate(self._chains.chains):
            known = self._of_chain(number)
            if known.party is None or not (chain.named or known.kind == "group"):
                continue
            if known.kind == "unknown" and chain.kind in ("person", "people"):
                continue
            spans = [span for span in chain.spans if not self._names_event(span)]
            acting = sum(span in subjects for span in spans)
            early = sum(span.start < LEAD for span in spans)
            yield known.party, known, len(spans) + 2 * early + acting

    @cached_property
    def regions(self) -> list[str]:
        """The places within states that the article names most, two at most."""
        counts: Counter[str] = Counter()
        for number, chain in enumerate(self._chains.chains):
            if chain.named and chain.kind == "place" and "places" in self._of_chain(number).reason:
                counts[chain.name] += len(chain.spans)
        return sorted(counts, key=lambda name: (-counts[name], name))[:_MOST]

    def gap_to(self, party: str, span: Span) -> int:
        """Return the characters between ``span`` and the nearest name of a side."""
        starts = self._starts_of.get(party, [])
        at = bisect_left(starts, span.start)
        near = starts[max(0, at - 1) : at + 1]
        return min((abs(start - span.start) for start in near), default=_FAR)

    @cached_property
    def _starts_of(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        for index, mention in enumerate(self._chains.mentions):
            known = self._of_chain(mention.chain)
            if self._chains.forms[index] == "name" and known.kind != "person" and known.party:
                found[known.party].append(mention.span.start)
        return found

    def fuller(self, words: str) -> list[Resolution]:
        """Return whose longer names in the article hold all of these words, the first two.

        "The Front" may be the "Front for the Liberation of Ostra", "Front leaders" too.
        """
        asked = plain(words).removeprefix("the ").split()
        while len(asked) > 1 and asked[-1] in read_habits().members:
            asked = asked[:-1]
        key = " ".join(asked)
        if key not in self._fuller:
            self._fuller[key] = list(self._longer(frozenset(asked)))[:_MOST]
        return self._fuller[key]

    @cached_property
    def _named(self) -> list[tuple[int, int, frozenset[str]]]:
        """The chains (numbers) with a name that is no person's: how many words, and which."""
        named = (c for c in enumerate(self._chains.chains) if c[1].named and c[1].kind != "person")
        cut = ((number, plain(chain.name).replace("-", " ").split()) for number, chain in named)
        return [(number, len(words), frozenset(words)) for number, words in cut]

    def _longer(self, asked: frozenset[str]) -> Iterator[Resolution]:
        seen: set[str | None] = set()
        for number, size, words in self._named:
            if size > len(asked) and asked <= words:
                known = self._of_chain(number)
                if known.party not in seen:
                    seen.add(known.party)
                    yield known._replace(name=bare(known.name))
