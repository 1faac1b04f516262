"""The cast of an article: whom each of its chains stands for, and which sides it is about.

Data come first; what they do not know is taken from the article: the words beside a name, the
state that owns an office, an adjective that shares the stem of a name, a capital called so.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from functools import cached_property
from typing import Any, TypeVar

from truceline.model import Reading, Span
from truceline.reading.coreference import Chain, Chains
from truceline.reading.headline import headline_end
from truceline.reading.sentences import split_paragraphs
from truceline.resolving.fronts import Fronts, actors_of
from truceline.resolving.groups import Groups
from truceline.resolving.habits import bare, read_habits
from truceline.resolving.lands import Lands, Told
from truceline.resolving.names import plain
from truceline.resolving.naming import Names
from truceline.resolving.owners import Owners
from truceline.resolving.ownership import Ownership
from truceline.resolving.parties import Parties, Resolution
from truceline.resolving.places import Gazetteer
from truceline.resolving.service import Service
from truceline.resolving.spoken import Spoken
from truceline.resolving.standing import Standing

_Found = TypeVar("_Found")
_DEEPEST = 4
"""How many chains may be asked, one for the other, for whom the first stands."""
_MOST_CONTEXT = 150
"""Names of an article, the most frequent first, that decide between others."""
_INITIALS = re.compile(r"(?:[Tt]he\s+|[Aa]n?\s+)?([A-Z]{2,8})(?![A-Za-z])")
_LISTING = re.compile(r",?\s+(?:including|such as|namely)\s+")
"""What stands between a summing word and the names that it sums up."""


class Cast:
    """Who is meant in one article; made once, asked for every span."""

    def __init__(
        self,
        parties: Parties,
        reading: Reading,
        chains: Chains,
        on: str | None,
        places: Gazetteer | None = None,
    ) -> None:
        self._parties, self._places = parties, places
        self.text = reading.article.text
        self._pointing = reading.pointing
        self._headline = headline_end(reading)
        self.chains, self.on = chains, on
        self.offices: Counter[str] = Counter()
        self._memo: dict[int, Resolution] = {}
        self._meant: dict[Span, tuple[tuple[Span, float], ...]] = {}
        self._kept: dict[Hashable, Any] = {}
        self._resolved: dict[str, Resolution] = {}
        self._groups: Groups | None = None
        self._lands: Lands | None = None
        self._bystanders: frozenset[str] = frozenset()
        self._times: Counter[str] = Counter()
        self.known = parties.find(self.text, on)
        self._known_starts = [place.start for place, _ in self.known]
        self._other_initials = parties.others(self.text, on)
        # where "including" and the like stand: a summing word before, names behind
        self.listings = [m.span() for m in _LISTING.finditer(self.text)]
        self._context = self._names_of_article()
        self._names = Names(self, parties, places, self._context)
        self._ownership = Ownership(self)
        self._spoken = Spoken(self, reading.sentences, reading.quotations)
        outlet = reading.article.publisher or ""
        special = read_habits().special.of in (self.resolve(outlet).party, *self._context)
        self._service = Service(self, parties, self._ownership, of_special=special)
        self.offices.update(Owners(self, self._names, plain(outlet)).offices())
        self._forget()
        self.paragraphs = tuple(split_paragraphs(self.text, reading.article.skips))
        self._take_sides(reading)

    def _take_sides(self, reading: Reading) -> None:
        """Find which states and groups the article is about, and who of them act and stand out."""
        paragraphs, acting = self.paragraphs, actors_of(reading.anchors)
        told = Told(self.text, paragraphs, self.chains, self.of_chain, self.names_event, acting)
        self._lands = Lands(told, self.offices)
        self._groups = Groups(self, self._headline)
        self._weigh(reading)
        self._bystanders = self.fronts.bystanders
        if self._bystanders:  # what was taken for theirs is another's
            self._weigh(reading)

    def _weigh(self, reading: Reading) -> None:
        """Find anew which sides stand out and who of them act against each other."""
        self._forget()
        self.standing = Standing(self.chains, self.of_chain, self.names_event)
        self.fronts = Fronts(reading, self.chains, self.of_chain)

    def in_headline(self, span: Span) -> bool:
        """Tell whether a span lies in the headline of the article or the deck under it."""
        return span.end <= self._headline

    def meant(self, span: Span) -> tuple[tuple[Span, float], ...]:
        """Return the words that the network points at for ``span``, with probabilities.

        In a digest they are those of the same paragraph.
        """
        if span not in self._meant:
            told = self._pointing.meant(span) if self._pointing else ()
            near = self.paragraph(span.start)
            self._meant[span] = tuple(m for m in told if near.covers(m[0])) if near else told
        return self._meant[span]

    def lacks(self, office: str, party: str) -> bool:
        """Tell whether a party is known to have no office of this name ("the chancellor")."""
        return self._parties.lacks(office, party)

    @property
    def is_digest(self) -> bool:
        """Whether each paragraph of the article has its own matter."""
        return self._lands is not None and self._lands.is_digest

    def resolve(self, words: str) -> Resolution:
        """Return who ``words`` are by the data, given the other names in the article."""
        if words not in self._resolved:
            first = _INITIALS.match(words)
            if first and first[1] in self._other_initials:
                self._resolved[words] = Resolution(words, None, "unknown", "another of the article")
            else:
                self._resolved[words] = self._parties.resolve(words, self.on, self._context)
        return self._resolved[words]

    def _names_of_article(self) -> frozenset[str]:
        named = [c for c in self.chains.chains if c.named]
        named.sort(key=lambda c: -len(c.spans))
        found = {c.name for c in named[:_MOST_CONTEXT]}
        for _, known in self.known:
            if known.party:
                found.update((known.party, known.name))
        return frozenset(found)

    def names_event(self, span: Span) -> bool:
        """Tell whether a place gives but its name to something ("the Geneva accord")."""
        if not read_habits().event.match(self.text, span.end):
            return False
        place = self._places.find(span.of(self.text), exact=True) if self._places else None
        return place is not None and place.kind != "state"

    def of_chain(self, number: int, depth: int = 0) -> Resolution:
        """Return whom a chain stands for."""
        if number not in self._memo:
            chain = self.chains.chains[number]
            nobody = Resolution(bare(chain.name), None, "unknown", "told nowhere")
            if depth > _DEEPEST:
                return nobody
            self._memo[number] = nobody
            self._memo[number] = self._find(chain, depth)
        return self._memo[number]

    def settle(self, number: int, known: Resolution) -> None:
        """Set whom a chain stands for."""
        self._memo[number] = known
        self._kept.clear()

    def _forget(self) -> None:
        """Forget whom chains stand for, and what was found by that."""
        self._memo.clear()
        self._kept.clear()

    def keep(self, what: Hashable, find: Callable[[], _Found]) -> _Found:
        """Return what ``find`` finds, found once until a chain is settled; ``what`` names it."""
        if what not in self._kept:
            self._kept[what] = find()
        found: _Found = self._kept[what]
        return found

    def _find(self, chain: Chain, depth: int) -> Resolution:
        if not chain.named:
            return self._ownership.of_descriptions(chain, depth)
        known = self._names.own_state(chain.name) or self._names.by_data(chain)
        if known is not None:
            return known
        if chain.kind == "person":
            return self._service.person(chain, depth)
        return self._names.by_article(chain)

    def adjective_of(self, word: str) -> str | None:
        """Return the name in the article that ``word`` is the adjective of ("Velandic")."""
        return self._names.adjectives.base(word)

    def of_phrase(self, span: Span) -> Resolution:
        """Return the side that a phrase names ("Veland's army chief", "of the Ostra Front")."""
        return self.keep(("phrase", span), lambda: self._ownership.side(span, 0))

    def with_owner(self, span: Span) -> Span:
        """Return an office or "members" with whom it is of behind it ("the leader of Veland")."""
        return self._ownership.with_owner(span)

    def spoken_of(self, span: Span) -> frozenset[str]:
        """Return the persons named only in the quotations beside which ``span`` stands."""
        return self._spoken.beside(span)

    def is_named_after(self, name: str, span: Span) -> bool:
        """Tell whether a person is named for the first time in a sentence behind ``span``."""
        return self._spoken.is_named_after(name, span)

    def is_anothers(self, number: int, party: str) -> bool:
        """Tell whether another is known to hold in ``party`` the bare office of a chain."""
        chain, kept = self.chains.chains[number], ("another's", number, party)
        return self.keep(kept, lambda: self._service.is_anothers(chain, party))

    def is_of_strangers(self, chain: Chain) -> bool:
        """Tell whether a people that nobody knows is named beside a person: "the Kethian envoy"."""
        return self._service.is_of_strangers(chain)

    def served_by(self, number: int) -> frozenset[str]:
        """Return the parties that the data know a chain's person to have served."""
        return self._service.served_by(number)

    def is_out_of_office(self, number: int) -> bool:
        """Tell whether every office that the article gives a person (a chain) is a former one."""
        return self._service.is_out_of_office(number)

    @property
    def out_of_office(self) -> dict[str, frozenset[str]]:
        """Those whom the article knows without an office of today, and whom it says they served."""
        return self._service.out_of_office

    def known_near(self, span: Span) -> Sequence[tuple[Span, Resolution]]:
        """Return the names that the data know among which are all those that overlap ``span``."""
        first = bisect_right(self._known_starts, span.start) - 1
        return self.known[max(0, first) : bisect_left(self._known_starts, span.end)]

    @property
    def states(self) -> Counter[str]:
        """How much the article is about each state."""
        return self._lands.states if self._lands else Counter()

    def states_about(self, place: int) -> Counter[str]:
        """Return the states that the article is about at ``place`` (offset in characters)."""
        return self._lands.of(place) if self._lands else Counter()

    def ranked_states(self, place: int) -> list[str]:
        """Return the states that the article is about at ``place``, the most spoken of first."""
        return self._lands.ranked(place) if self._lands else []

    def main_state(self, place: int, *, local: bool = False) -> str | None:
        """Return the state of a bare "the army" at ``place``; none while the cast is being made."""
        if self._lands is None:
            return None
        return self._lands.main(place, local=local, without=self._bystanders)

    def scene(self, place: int) -> str | None:
        """Return the state in which what is told at ``place`` is set, if the report says so."""
        return self._lands.scene(place) if self._lands else None

    def group(self, place: int) -> Resolution | None:
        """Return the armed group that "the rebels" at ``place`` are, if exactly one is named."""
        return self._groups.only(place) if self._groups else None

    def groups(self, place: int) -> list[Resolution]:
        """Return the armed groups that the article, of a digest the paragraph, names."""
        return self._groups.at(place) if self._groups else []

    def rebels(self, noun: str, place: int) -> Resolution | None:
        """Return who "the rebels" at ``place`` are; ``noun`` is the head, in lower case."""
        return self._groups.rebels(noun, place) if self._groups else None

    def is_group(self, party: str) -> bool:
        """Tell whether a party is an armed group of the article."""
        return self._groups is not None and self._groups.has(party)

    def is_body(self, party: str | None) -> bool:
        """Tell whether a party is an organisation, whose envoys are no side by being persons."""
        body = self.resolve(party or "")
        return body.kind == "organisation" and body.party == party

    def at_odds(self, sides: list[Resolution]) -> list[Resolution]:
        """Return those of ``sides`` of whom "both" may be two, as long as two remain.

        An organisation is not that does no more than once what sides at war do: a court may have
        charged the rebels, and an outlet tells of both.
        """
        found, acts = self.fronts.contenders(sides), self.fronts.acts
        left = [s for s in found if acts[s.party or ""] > 1 or not self.is_body(s.party)]
        return left if len(left) > 1 else found

    def paragraph(self, place: int) -> Span | None:
        """Return the paragraph at ``place`` in a digest."""
        return self._lands.paragraph(place) if self._lands else None

    def kinds_of(self, party: str) -> frozenset[str]:
        """Return what the article's names for a party are taken for: places, bodies, peoples."""
        return self._kinds.get(party, frozenset())

    @cached_property
    def _kinds(self) -> dict[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for number, chain in enumerate(self.chains.chains):
            party = self.of_chain(number).party if chain.named else None
            if party is not None and chain.kind != "person":
                found.setdefault(party, set()).add(chain.kind)
        return {party: frozenset(kinds) for party, kinds in found.items()}

    def count_of(self, party: str) -> int:
        """Return how often the article speaks of a side."""
        if not self._times:
            for number, chain in enumerate(self.chains.chains):
                known = self.of_chain(number)
                self._times[known.party or known.name] += len(chain.spans)
        return self._times[party]
