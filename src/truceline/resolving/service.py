"""Of which side a person is: whom he or she serves by what the article and the data tell.

What stands beside the name says it first, then the data, then who was spoken of before a bare name,
and at last whose an office is that is told without its owner.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from truceline.model import Span
from truceline.reading.coreference import Chain
from truceline.resolving.draft import Draft
from truceline.resolving.habits import read_habits
from truceline.resolving.names import plain
from truceline.resolving.ownership import MATTER, Ownership
from truceline.resolving.parties import Parties, Resolution
from truceline.resolving.posts import is_former, serves
from truceline.resolving.roster import read_roles
from truceline.resolving.spoken import SENTENCE_ENDS
from truceline.resolving.standing import SUBJECT
from truceline.resolving.titles import SEAT, Named, Titles, sole_party

_OTHERS = "is not "
"""How the reason begins for those who are called by a state and are not it."""
_INTRODUCED = 400
"""Characters before the bare name of a person within which a phrase may speak of him or her."""
_MISTER = re.compile(r"\b(?:Mr|Mrs|Ms|Dr)\.?$")
_SPEAKERS = frozenset(("I", "We", "we"))


class Service:
    """The persons of one article and whom they serve.

    ``of_special`` says whether the article is about the body whose special representatives are
    spoken of without it.
    """

    def __init__(
        self, cast: Draft, parties: Parties, ownership: Ownership, *, of_special: bool
    ) -> None:
        self._cast, self._parties, self._ownership = cast, parties, ownership
        self._of_special = of_special
        chains = cast.chains.chains
        named = Named(cast.text, chains, cast.known, cast.resolve, self._is_held)
        self._titles = Titles(named)

    def person(self, chain: Chain, depth: int) -> Resolution:
        """Return who a chain that the network takes for a person's is, and of which side."""
        known = self._cast.resolve(chain.name)
        name = known.name if known.kind == "person" else chain.name
        beside = self._ownership.of_descriptions(chain, depth)
        seat = self._titles.seat(chain, beside, self._cast.states)
        if seat is not None:
            return Resolution(name, seat, "person", SEAT)
        if beside.party is not None and not beside.reason.startswith(_OTHERS):
            return Resolution(name, beside.party, "person", beside.reason)
        if known.kind == "person" and (served := self._parties.served(name)):
            return Resolution(name, self._still_of(chain, served), "person", known.reason)
        told = (said.of(self._cast.text) for said in chain.descriptions)
        party = self._introduced(chain) if all(map(_MISTER.search, told)) else self._served(chain)
        return Resolution(name, party, "person", "by office alone")

    def _introduced(self, chain: Chain) -> str | None:
        """Return whom a person serves who was spoken of before the name, without it.

        "A Rhunish envoy came to Selm. Dana Orlo said …": the subject of the sentence before is whom
        the bare name, itself a subject, then names. Not so where no office is told: "an Algerian".
        """
        text, chains, first = self._cast.text, self._cast.chains, chain.spans[0]
        own = (i for i in chains.within(first) if chains.mentions[i].span == first)
        if not any(chains.weights[i] >= SUBJECT for i in own):
            return None
        for index in chains.before(first.start):
            span, number = chains.mentions[index]
            other = chains.chains[number]
            if first.start - span.start > _INTRODUCED:
                return None
            spoken = span.of(text) in _SPEAKERS
            if other.kind != "person" or chains.weights[index] < SUBJECT or spoken:
                continue
            if other.named or other.plural:
                return None
            ended = SENTENCE_ENDS.search(text, span.end, first.start)
            office = set(plain(other.name).split()) & (read_habits().ranks | read_habits().posts)
            return self._cast.of_chain(number).party if ended and office else None
        return None

    def _still_of(self, chain: Chain, served: frozenset[str]) -> str | None:
        """Return whom a person out of office is spoken of as serving: "then President X"."""
        told = (span.of(self._cast.text) for span in chain.descriptions)
        said = {word for phrase in told for word in plain(phrase).split()}
        titled = said & read_habits().ranks and not said & read_roles()["former"] - {"then"}
        return min(served) if titled and len(served) == 1 else None

    def _served(self, chain: Chain) -> str | None:
        """Return the state or group that a person serves whose office names no owner."""
        habits, first = read_habits(), chain.spans[0].start
        phrases = [span.of(self._cast.text) for span in chain.descriptions]
        said = {word for p in phrases for word in plain(MATTER.split(p)[0]).split()}
        if said & habits.rebels:
            group = self._cast.group(first)
            return group.party if group else None
        under = self._of_special or any(map(habits.special.under.search, phrases))
        if under and said >= habits.special.words:
            return habits.special.of
        if any(habits.field.search(phrase) for phrase in phrases):
            return None
        if not said & habits.past and (sole := sole_party(phrases)):
            return sole
        if said & habits.ranks and not said & habits.past and not self.is_of_strangers(chain):
            others = self._cast.ranked_states(first) if self._cast.on else ()
            return self._titles.owner(chain, self._cast.main_state(first), others)
        return None

    def is_anothers(self, chain: Chain, party: str) -> bool:
        """Tell whether another is known to hold in ``party`` the bare office that a person has.

        "Foreign Minister Orlo" is none of a state whose foreign minister the data know.
        """
        if not self._titles.is_anothers(chain, party) or self._parties.served(chain.name):
            return False
        return self._ownership.of_descriptions(chain, 0).party is None

    def _is_held(self, office: str, party: str, name: str) -> bool:
        """Tell whether a party has no such office, or another than ``name`` is known to hold it."""
        known = self._parties.is_held(office, party, self._cast.on, name)
        return known or self._parties.lacks(office, party)

    def is_of_strangers(self, chain: Chain) -> bool:
        """Tell whether a people that nobody knows is named beside a person: "the Kethian envoy"."""
        chains = self._cast.chains
        near = (i for said in chain.descriptions for i in chains.within(said))
        peoples = (i for i in near if chains.chain(i).kind == "people")
        return any(
            chains.forms[i] == "name"
            and self._cast.of_chain(chains.mentions[i].chain).kind == "unknown"
            for i in peoples
        )

    def is_out_of_office(self, number: int) -> bool:
        """Tell whether every office that the article gives a person (a chain) is a former one.

        To lead the opposition is none either.
        """
        text, chain = self._cast.text, self._cast.chains.chains[number]
        told = (said.of(text) for said in chain.descriptions)
        return is_former(told) and not any(serves(text, span.end) for span in chain.spans)

    @cached_property
    def out_of_office(self) -> dict[str, frozenset[str]]:
        """Those whom the article knows without an office of today, and whom it says they served."""
        found: dict[str, frozenset[str]] = {}
        for number, chain in enumerate(self._cast.chains.chains):
            if chain.kind == "person" and chain.named and self.is_out_of_office(number):
                parties = (party for said in chain.descriptions for party in self._named_in(said))
                found[self._cast.of_chain(number).name] = frozenset(parties)
        return found

    def _named_in(self, span: Span) -> Iterator[str]:
        for place, known in self._cast.known_near(span):
            if known.party and place.overlaps(span):
                yield known.party

    def served_by(self, number: int) -> frozenset[str]:
        """Return the parties that the data know a chain's person to have served."""
        return self._parties.served(self._cast.of_chain(number).name)
