"""The armed groups that one article names, and who "the rebels" are.

In a round-up of many lands only those that the paragraph names are meant in it.
"""

from __future__ import annotations

import re

from truceline.reading.coreference import Chain
from truceline.reading.nouns import load_words
from truceline.resolving.draft import Draft
from truceline.resolving.habits import bare, read_habits
from truceline.resolving.lands import PLACED
from truceline.resolving.names import plain
from truceline.resolving.parties import Resolution

_BEFORE = 40


class Groups:
    """The armed groups of one article, by party; ``headline`` is where its headline ends."""

    def __init__(self, cast: Draft, headline: int) -> None:
        self._cast, self._headline = cast, headline
        self._called_so: dict[str, Resolution | None] = {}
        self._named = self._of_article()

    def has(self, party: str) -> bool:
        """Tell whether a party is one of them."""
        return party in self._named

    def at(self, place: int) -> list[Resolution]:
        """Return those that the article, of a digest the paragraph at ``place``, names."""
        cast, found = self._cast, list(self._named.values())
        near = cast.paragraph(place)
        if near is None:
            return found
        named = {known.party for span, known in cast.known_near(near) if span.overlaps(near)}
        chains = {cast.chains.mentions[i].chain for i in cast.chains.within(near)}
        named |= {cast.of_chain(number).party for number in chains}
        return [group for group in found if group.party in named]

    def only(self, place: int) -> Resolution | None:
        """Return the one of them that is named there, if exactly one is."""
        groups = self.at(place)
        return groups[0] if len(groups) == 1 else None

    def rebels(self, noun: str, place: int) -> Resolution | None:
        """Return who "the rebels" are: those called so by a name, else the one group named.

        ``noun`` is the head of the mention at ``place``, in lower case.
        """
        if noun not in self._called_so:
            self._called_so[noun] = self._called(noun)
        called = self._called_so[noun]
        if called and self._cast.paragraph(place) and called not in self.at(place):
            called = None
        return called or self.only(place)

    def _called(self, noun: str) -> Resolution | None:
        """Return those who are called by a name before ``noun``, the first in the text.

        In a headline any word may have a capital: it is no name where the text has none.
        """
        text, single = self._cast.text, re.escape(noun.removesuffix("s"))
        names = re.compile(rf"(?:[A-Z][\w'’-]+\s+){{1,3}}{single}s?\b")
        for called in names.finditer(text, self._headline):
            phrase = bare(called[0])
            first = plain(phrase).partition(" ")[0]
            if PLACED.search(text[max(0, called.start() - _BEFORE) : called.start()]):
                continue
            if phrase[:1].isupper() and " " in phrase and first not in load_words().left:
                known = self._cast.resolve(phrase)
                return known._replace(name=phrase, party=known.party or phrase)
        return None

    def _of_article(self) -> dict[str, Resolution]:
        """Return the armed groups named in the article by their party."""
        found: dict[str, Resolution] = {}
        for number, chain in enumerate(self._cast.chains.chains):
            if not chain.named or chain.kind == "people":
                continue
            known = self._cast.of_chain(number)
            if chain.kind == "person" and known.kind != "group":
                continue
            armed = known.kind == "group"
            if not armed and all(span.end <= self._headline for span in chain.spans):
                continue
            if (armed or self._is_armed(chain, known)) and known.party:
                found.setdefault(known.party, known)
        return found

    def _is_armed(self, chain: Chain, known: Resolution) -> bool:
        """Tell whether a name that the data do not know is one of an armed group."""
        habits, text = read_habits(), self._cast.text
        name = " " in chain.name or chain.name.isupper() or chain.kind == "body"
        if known.kind != "unknown" or not name or known.party in self._cast.offices:
            return False
        return bool(set(plain(chain.name).split()) & habits.armed) or any(
            habits.armed_after.match(text, s.end)
            or habits.armed_before.search(text[max(0, s.start - _BEFORE) : s.start])
            for s in chain.spans
        )
