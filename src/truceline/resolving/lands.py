"""Which states an article is about, and to which of them a bare "the army" belongs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import cache, cached_property
from typing import NamedTuple

from truceline.model import Span
from truceline.reading.coreference import Chain, Chains
from truceline.resolving.digests import Digest
from truceline.resolving.habits import read_habits
from truceline.resolving.names import plain
from truceline.resolving.parties import Resolution
from truceline.resolving.standing import LEAD, SUBJECT
from truceline.resolving.where import mention_words

PLACED = re.compile(
    r"\b(?:[Ii]n|[Aa]t|[Nn]ear|[Aa]round|[Aa]cross|[Oo]utside)\s+(?:the\s+)?"
    r"(?:(?:north|south|east|west)\w*\s+|central\s+)?$"
)
"""What stands before a name that says where something is."""
_COMPASS = re.compile(r"\b(?:northern|southern|eastern|western|central)\s+$")
ENDS = re.compile(r"[.!?][\"”'’]?\s|\n")
"""Where a sentence may end."""
_CLEAR = 1.5
"""How many times more than of another an article must speak of the state it is about."""
_TWO = 2
_PASSAGE = 250
"""Characters within which the state spoken of last is the one meant."""
_BEFORE = 40


class Told(NamedTuple):
    """What an article's lands are read from.

    ``of_chain`` tells who is who, ``names_event`` whether a name but belongs to that of an accord;
    ``paragraphs`` come in reading order.
    """

    text: str
    paragraphs: tuple[Span, ...]
    chains: Chains
    of_chain: Callable[[int], Resolution]
    names_event: Callable[[Span], bool]
    actors: frozenset[Span]
    """The mentions that alone do what a party to a conflict does."""


class Lands:
    """The states of one article by how much it speaks of them.

    ``offices`` says how often each name owns what states own.
    """

    def __init__(self, told: Told, offices: Mapping[str, int]) -> None:
        self._told, self._chains, self._offices = told, told.chains, offices
        pairs = zip(told.chains.mentions, told.chains.weights, strict=True)
        self._weights = {mention.span: weight for mention, weight in pairs}
        self.states = self._about()
        self._placed = tuple(self._places_of())
        self._scenes = Counter(state for _, state in self._placed)
        self._strangers = self._most_strange()
        self._digest = Digest(told.paragraphs, self._named(persons=False))
        if self._digest.is_one:  # whom persons serve is costly to find out
            self._digest = Digest(told.paragraphs, self._named(persons=True))
        self.is_digest = self._digest.is_one and not self._one_stands_out()

    def _one_stands_out(self) -> bool:
        """Tell whether one state weighs clearly more, unless three or more own what states own."""
        ranked, owners = self.states.most_common(2), self._offices
        most = max(owners.values(), default=0)
        if len(owners) > _TWO and most * _TWO <= sum(owners.values()):
            return False
        return len(ranked) < _TWO or ranked[0][1] >= _CLEAR * ranked[1][1]

    def paragraph(self, place: int) -> Span | None:
        """Return the paragraph at ``place``, if each has its own matter: in a digest."""
        inside = (p for p in self._told.paragraphs if p.start <= place < p.end)
        return next(inside, None) if self.is_digest else None

    def of(self, place: int) -> Counter[str]:
        """Return how much the article is about each state, in a digest most about those beside."""
        beside = self._digest.states_at(place) if self.is_digest else None
        if not beside:
            return self.states
        most = max(self.states.values(), default=0)
        return self.states + Counter({state: most * times for state, times in beside.items()})

    def ranked(self, place: int) -> list[str]:
        """Return the states that the article is about at ``place``, the most spoken of first."""
        if not self.is_digest:
            return self._ranked
        return [state for state, _ in self.of(place).most_common()]

    @cached_property
    def _ranked(self) -> list[str]:
        return [state for state, _ in self.states.most_common()]

    def main(
        self, place: int, *, local: bool = False, without: frozenset[str] = frozenset()
    ) -> str | None:
        """Return the state that a bare "the army" at ``place`` belongs to, if one stands out.

        ``local`` asks for the state where things happen, whose police it is. Those who merely stand
        by (``without``) have no part in what is told.
        """
        if self.is_digest and self._digest.states_at(place):
            return self._of_paragraph(place)
        states = Counter({s: n for s, n in self.states.items() if s not in without or local})
        owners = Counter({s: n for s, n in states.items() if s in self._offices})
        ranked = (owners or states).most_common(2)
        if local and self._scenes:
            ranked = self._scenes.most_common(2)
        if not ranked or (not owners and ranked[0][1] < self._strangers):
            return None
        if len(ranked) > 1 and ranked[0][1] < _CLEAR * ranked[1][1]:
            near = self._nearest({state for state, _ in ranked}, place)
            return near or (ranked[0][0] if ranked[0][1] > ranked[1][1] else None)
        return ranked[0][0]

    def _of_paragraph(self, place: int) -> str | None:
        """Return the state that the paragraph names most, of two equals the one named before."""
        ranked = self._digest.states_at(place).most_common(2)
        if ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1]):
            return ranked[0][0]
        return self._nearest({state for state, _ in ranked}, place)

    def _nearest(self, states: set[str], place: int) -> str | None:
        """Return which of ``states`` is spoken of last in the passage before ``place``."""
        for index in self._chains.before(place):
            span, number = self._chains.mentions[index]
            if place - span.start > _PASSAGE:
                return None
            known = self._told.of_chain(number)
            if known.party in states and self._chains.forms[index] == "name":
                return known.party
        return None

    def _about(self) -> Counter[str]:
        """Return how much the article is about each state."""
        weights: Counter[str] = Counter()
        for number, chain in enumerate(self._chains.chains):
            if chain.named and chain.kind != "person":
                known = self._told.of_chain(number)
                if known.party and self._is_state(known):
                    spans = [s for s in chain.spans if not self._told.names_event(s)]
                    weights[known.party] += sum(3 if s.start < LEAD else 1 for s in spans)
                elif known.party and self._acts_as_state(chain, known):
                    weights[known.party] += len(chain.spans)
        for party, times in self._offices.items():
            weights[party] += 3 * times
        return weights

    def _is_state(self, known: Resolution) -> bool:
        return known.kind == "state" or known.party in self._offices

    def _acts_as_state(self, chain: Chain, known: Resolution) -> bool:
        """Tell whether a name that the data do not know acts and owns as states do."""
        words = set(plain(chain.name).split())
        plain_name = known.kind == "unknown" and chain.kind != "body" and not chain.name.isupper()
        if not plain_name or words & read_habits().no_state:
            return False
        subject = sum(self._weights[span] >= SUBJECT for span in chain.spans)
        if subject and chain.kind == "place" and not self._told.actors.isdisjoint(chain.spans):
            return True
        return subject > 1 or (subject > 0 and any(map(self._has, chain.spans)))

    def _has(self, span: Span) -> bool:
        return self._told.text[span.end : span.end + 2] in ("'s", "’s")

    def _named(self, *, persons: bool) -> Iterator[tuple[int, str]]:
        """Yield where the article names each state that it is about, or one who serves it."""
        for index, (span, number) in enumerate(self._chains.mentions):
            asked = persons or self._chains.chains[number].kind != "person"
            named = asked and self._chains.forms[index] == "name"
            known = self._told.of_chain(number) if named else None
            if known and known.party and known.party in self.states:
                yield span.start, known.party

    def _most_strange(self) -> int:
        """Return how much the article speaks of the place, unknown to the data, it names most."""
        of_chain = self._told.of_chain
        weights = [
            sum(3 if s.start < LEAD else 1 for s in chain.spans)
            for number, chain in enumerate(self._chains.chains)
            if chain.named and chain.kind == "place" and of_chain(number).kind == "unknown"
        ]
        return max(weights, default=0)

    def scene(self, place: int) -> str | None:
        """Return the state where the sentence at ``place``, or else most of the report, is set."""
        ends = (m.start() for m in ENDS.finditer(self._told.text, place))
        end = next(ends, len(self._told.text))
        start = max((m.end() for m in ENDS.finditer(self._told.text, 0, place)), default=0)
        here = {state for at, state in self._placed if start <= at < end}
        if here:
            return here.pop() if len(here) == 1 else None
        ranked = self._scenes.most_common(2)
        clear = len(ranked) == 1 or (len(ranked) > 1 and ranked[0][1] >= _CLEAR * ranked[1][1])
        return ranked[0][0] if clear else None

    def _places_of(self) -> Iterator[tuple[int, str]]:
        """Yield where something is said to be in a state, and that state."""
        for index, (span, number) in enumerate(self._chains.mentions):
            if self._chains.forms[index] != "name":
                continue
            before = self._told.text[max(0, span.start - _BEFORE) : span.start]
            known = self._told.of_chain(number)
            if known.party and self._is_state(known):
                placed = PLACED.search(before) or _COMPASS.search(before)
                if placed and not _held().match(self._told.text, span.end):
                    yield span.start, known.party


@cache
def _held() -> re.Pattern[str]:
    """Return the pattern of what behind a state's name is no place: "in U.S. custody"."""
    listed = "|".join(sorted(mention_words()["held"]))
    return re.compile(rf"[\s-]+(?:[a-z]+[\s-]+)?(?:{listed})\b")
