"""Of which state an office is that a report names without its owner.

"President Orlo" is of whose heads and ministers the report calls by their bare offices, "Ambassador
Orlo" of the state whose ambassador the report names, "Rep. Orlo (D-Ohio)" of the United States.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import NamedTuple

from truceline.model import Span
from truceline.reading.coreference import Chain
from truceline.resolving.habits import read_habits
from truceline.resolving.names import plain
from truceline.resolving.parties import Resolution
from truceline.resolving.posts import lawmakers, lone_offices

SEAT = "sits in its congress"
"""Why a lawmaker is of a state that the report need not name."""
_AMBASSADOR = re.compile(r"(?:['’]s?)?[^\S\n]+(?:[a-z]+[^\S\n]+)?ambassador\b")
_BESIDE = 3
"""Characters between an office and the name behind it."""
_OWNERS = 2
"""States of an article that a bare office may be of."""
_AT = re.compile(r"\bat (?:the )?[A-Z]")
"""What says that an office is one of a firm, a college or a fund."""
_AHEAD = 40
"""Characters behind a name in which it may be told to be a lawmaker's."""


class Named(NamedTuple):
    """What an article names: its chains, the names that the data know, and how to ask for more."""

    text: str
    chains: Sequence[Chain]
    known: Sequence[tuple[Span, Resolution]]
    resolve: Callable[[str], Resolution]
    is_held: Callable[[str, str, str], bool]
    """Whether an office of a party is none for a person of that name: another one holds it."""


class Titles:
    """The bare offices of one article."""

    def __init__(self, named: Named) -> None:
        self._named = named
        self._beside: dict[Span, frozenset[str]] = {}

    def seat(self, chain: Chain, beside: Resolution, states: Iterable[str]) -> str | None:
        """Return the state of which a person is told to be a lawmaker without its name."""
        known = beside.party is not None and beside.kind != "unknown"
        phrases = [span.of(self._named.text) for span in chain.descriptions]
        for state, behind, called in lawmakers():
            ends = (self._named.text[span.end : span.end + _AHEAD] for span in chain.spans)
            if any(map(behind.match, ends)):
                return state
            if not known and state in states and any(map(called.search, phrases)):
                return state
        return None

    def owner(self, chain: Chain, main: str | None, others: Sequence[str] = ()) -> str | None:
        """Return the state of an office that the report names without its owner.

        It is whose heads and ministers the report calls by their bare offices, too, else ``main``,
        whom it is about; where another is known to hold that office, the next of ``others``. An
        ambassador is seldom of that land, but of whom the report has an ambassador.
        """
        owner = self._owner(chain, main)
        if owner is None or not self.is_anothers(chain, owner):
            return owner
        rest = (state for state in others[:_OWNERS] if state != owner)
        return next((state for state in rest if not self.is_anothers(chain, state)), None)

    def is_anothers(self, chain: Chain, party: str) -> bool:
        """Tell whether another is known to hold in ``party`` the office told beside a name."""
        first = chain.spans[0]
        if first not in self._beside:
            told = (d for d in chain.descriptions if any(_touch(d, span) for span in chain.spans))
            self._beside[first] = lone_offices(said.of(self._named.text) for said in told)
        return any(self._named.is_held(o, party, chain.name) for o in self._beside[first])

    def _owner(self, chain: Chain, main: str | None) -> str | None:
        words = {w for said in chain.descriptions for w in plain(said.of(self._named.text)).split()}
        if "ambassador" in words:
            return next(iter(self._envoys)) if len(self._envoys) == 1 else None
        if any(_AT.search(said.of(self._named.text)) for said in chain.descriptions):
            return None
        (first, most), (_, less) = [*self._at_home.most_common(2), ("", 0), ("", 0)][:2]
        return first if main and most > less and self._titles(chain) else main

    def _titles(self, chain: Chain) -> list[Span]:
        """Return the offices of a state that stand right before the name of a person."""
        starts, ranks = [span.start for span in chain.spans], read_habits().ranks
        return [
            said
            for said in chain.descriptions
            if any(0 <= start - said.end < _BESIDE for start in starts)
            and not ranks.isdisjoint(plain(said.of(self._named.text)).split())
        ]

    @cached_property
    def _envoys(self) -> frozenset[str]:
        """The states whose ambassadors the report speaks of as such."""
        sent = (
            known.party
            for place, known in self._named.known
            if known.kind == "state" and _AMBASSADOR.match(self._named.text, place.end)
        )
        return frozenset(party for party in sent if party)

    @cached_property
    def _at_home(self) -> Counter[str]:
        """How many persons of the data each state has whom the report calls by bare offices."""
        found: Counter[str] = Counter()
        for chain in self._named.chains:
            if not chain.named or chain.kind != "person":
                continue
            known, titles = self._named.resolve(chain.name), self._titles(chain)
            owned = any(k.kind != "person" for said in titles for k in self._known_in(said))
            if known.kind == "person" and known.party and titles and not owned:
                found[known.party] += 1
        return found

    def _known_in(self, span: Span) -> list[Resolution]:
        return [known for place, known in self._named.known if place.overlaps(span)]


def _touch(said: Span, name: Span) -> bool:
    """Tell whether a description stands right before a name, or behind it and a comma."""
    return 0 <= name.start - said.end < _BESIDE or 0 <= said.start - name.end < _BESIDE


def sole_party(phrases: Sequence[str]) -> str | None:
    """Return the party that alone has an office: "Assistant Secretary of State for Africa"."""
    offices = read_habits().sole
    told = (plain(phrase.partition(" for ")[0]) for phrase in phrases)
    return next((offices[office] for office in told if office in offices), None)
