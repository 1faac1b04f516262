"""Who a name is, if it is no person's: by the data, or by what the article tells of it.

A name that the data do not know is the state whose government the article speaks of, the place of
a state, the one whose adjective it is, the state whose capital it is called; or just itself.
"""

from __future__ import annotations

import re

from truceline.model import Span
from truceline.reading.coreference import Chain
from truceline.reading.initials import may_be_of, told_behind
from truceline.resolving.adjectives import Adjectives
from truceline.resolving.draft import Draft
from truceline.resolving.habits import read_habits
from truceline.resolving.names import plain
from truceline.resolving.parties import Parties, Resolution
from truceline.resolving.places import Gazetteer
from truceline.resolving.where import mention_words

REPUBLIC = re.compile(r"(?:[A-Z]\w+ ){0,2}(?:Republic|Kingdom) of (?:the )?([A-Z][\w'’ -]*)")
"""The long name of a state, with the short one in it."""
AS_NAMED = "as named in the article"
"""Why a name that no data know is taken for itself."""
_BEFORE = 40
_BESIDE = 3
"""Mentions of a name beside which it may be called a capital."""
_ITS_CAPITAL = re.compile(r"([A-Z][\w-]+)['’]s capital,? $")
_CAPITAL_OF = re.compile(r", (?:the )?capital (?:city )?of ([A-Z][\w-]+)")


class Names:
    """The names of one article; ``context`` are those that decide between others."""

    def __init__(
        self, cast: Draft, parties: Parties, places: Gazetteer | None, context: frozenset[str]
    ) -> None:
        self._cast, self._parties = cast, parties
        self._places, self._context = places, context
        self.adjectives = Adjectives(cast.chains.chains)

    def by_data(self, chain: Chain) -> Resolution | None:
        """Return who a name is by the data, where these outweigh what the network takes it for."""
        known = self._by_initials(chain) or self._cast.resolve(chain.name)
        if known.party is None or known.kind == "unknown":
            return None
        sort = (known.kind == "person") >= (chain.kind == "person")
        sure = sort or self._is_surely(known, chain) or self._parties.is_given(chain.name)
        return known if sure else None

    def _by_initials(self, chain: Chain) -> Resolution | None:
        """Return the group or body whose initials stand behind another form of its name.

        "Popular Front for the Liberation of Veland (VPLF)" has the initials of the data's
        "Veland People's Liberation Front"; a name that the data know needs none.
        """
        if chain.kind == "person" or " " not in chain.name:
            return None
        if self._cast.resolve(chain.name).kind not in ("unknown", "state"):
            return None
        for span in chain.spans:
            letters = told_behind(self._cast.text, span)
            told = letters and may_be_of(letters, chain.name)
            known = self._cast.resolve(letters) if letters and told else None
            if known is not None and known.kind in ("group", "organisation"):
                return known._replace(name=chain.name)
        return None

    def _is_surely(self, known: Resolution, chain: Chain) -> bool:
        """Tell whether the data outweigh that the network takes a name for a person's.

        So do they for a state or a capital that nothing describes, for a group of one word that
        stands for several ("Ostrans"), and for a body's whole name of several.
        """
        if " " not in chain.name:
            several = known.kind == "group" and chain.name.endswith("s")
            return several or (known.kind == "state" and not chain.descriptions)
        first = chain.spans[0]
        whole = any(place == first for place, _ in self._cast.known_near(first))
        named = known.kind == "state" and not chain.descriptions
        return whole and (named or known.kind in ("group", "organisation"))

    def by_article(self, chain: Chain) -> Resolution:
        """Return who a name is that the data do not settle."""
        found = self._longer(chain) or self._half(chain) or self.located(chain)
        return found or self._unknown(chain)

    def _longer(self, chain: Chain) -> Resolution | None:
        """Return the group or body that the data know by a longer name around the first mention."""
        first = chain.spans[0]
        for place, known in self._cast.known_near(first):
            named = known.kind in ("group", "organisation") and known.party is not None
            if named and place != first and place.covers(first):
                return known._replace(name=known.party or known.name)
        return None

    def own_state(self, name: str) -> Resolution | None:
        """Return the state of the article, unknown to the data, that ``name`` names."""
        offices = self._cast.offices
        base = name if name in offices else self.adjectives.base(name)
        if base and base in offices and (base != name or not self.is_known_state(base)):
            known = self._cast.resolve(base)
            if known.kind == "state" and self.is_known_state(base):
                return known
            return Resolution(base, base, "state", "has a government or forces in the article")
        return None

    def is_known_state(self, name: str) -> bool:
        """Tell whether the data know a party by this name, and no mere place."""
        known = self._cast.resolve(name)
        return known.party is not None and "places" not in known.reason

    def _half(self, chain: Chain) -> Resolution | None:
        """Return "North Korea" for "the North" where the article names a South of the same name."""
        against = read_habits().compass.get(chain.name.lower())
        for name in sorted(self._context) if against else ():
            head, _, tail = name.partition(" ")
            if tail and head.lower() in (against, chain.name.lower()):
                known = self._cast.resolve(f"{chain.name} {tail}")
                if known.kind == "state":
                    return known
        return None

    def located(self, chain: Chain) -> Resolution | None:
        """Return the state that a place lies in; a state's own name is no place in it."""
        if self._places is None or chain.name in self._cast.offices:
            return None
        place = self._places.find(chain.name, self._context, exact=True)
        if place is None or not place.state or place.kind == "state":
            return None
        return Resolution(chain.name, place.state, "state", place.row)

    def _unknown(self, chain: Chain) -> Resolution:
        """Return a name that the data do not know: the one it is an adjective of, or itself.

        The "Republic of Veland" is Veland.
        """
        republic = REPUBLIC.fullmatch(chain.name)
        if republic:
            known = self.own_state(republic[1]) or self._cast.resolve(republic[1])
            party = known.party or republic[1]
            return Resolution(party, party, "state", "a republic or a kingdom by name")
        if self._is_channel(chain):
            return Resolution(chain.name, None, "unknown", "where something was said")
        own = self.adjectives.base(chain.name)
        if own:
            known = self._cast.resolve(own)
            told = self.is_known_state(own)
            return known if told else Resolution(own, own, "unknown", "adjective of a name")
        first, _, rest = chain.name.partition(" ")
        owner = self.adjectives.base(first) or first
        owned = set(plain(rest).split()) & read_habits().of_state
        if owned and (owner != first or first in self._cast.offices):
            return Resolution(chain.name, owner, "unknown", f"of {owner}")
        if plain(first) in read_habits().of_state and (state := self._owner_beside(chain)):
            return Resolution(chain.name, state, "unknown", f"of {state}")
        capital = self._capital_of(chain)
        if capital:
            return Resolution(capital, capital, "state", "called its capital")
        return Resolution(chain.name, chain.name, "unknown", AS_NAMED)

    def _owner_beside(self, chain: Chain) -> str | None:
        """Return the state beside a body's name somewhere: "Keth's Ministry of Home Affairs"."""
        text = self._cast.text
        for start, end in chain.spans:
            for place, known in self._cast.known_near(Span(max(0, start - _BEFORE), end + _BEFORE)):
                ahead = text[place.end : start] if place.end <= start else None
                behind = text[end : place.start] if place.start >= end else None
                own = ahead in (" ", "'s ", "’s ") or behind in (" of ", " of the ")
                if own and known.kind == "state":
                    return known.party
        return None

    def _is_channel(self, chain: Chain) -> bool:
        """Tell whether a name only says where something was said: always "on Twitter"."""
        words, text = set(plain(chain.name).split()), self._cast.text
        return words <= mention_words()["channels"] and all(
            text[max(0, span.start - _BEFORE) : span.start].endswith((" on ", " via "))
            for span in chain.spans
        )

    def _capital_of(self, chain: Chain) -> str | None:
        """Return the state whose capital the article calls this name."""
        for span in chain.spans[:_BESIDE]:
            before = self._cast.text[max(0, span.start - _BEFORE) : span.start]
            after = self._cast.text[span.end : span.end + _BEFORE]
            owner = _ITS_CAPITAL.search(before) or _CAPITAL_OF.match(after)
            if owner:
                return owner[1]
        return None
