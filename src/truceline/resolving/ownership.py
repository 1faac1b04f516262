"""Which side a phrase names by whose it is: "Veland's army chief", "leader of the Ostra Front"."""

from __future__ import annotations

import re
from functools import lru_cache

from truceline.model import Span
from truceline.reading.coreference import Chain
from truceline.reading.nouns import load_words
from truceline.resolving.draft import Draft
from truceline.resolving.habits import bare, read_habits
from truceline.resolving.lands import PLACED
from truceline.resolving.names import plain
from truceline.resolving.parties import Resolution
from truceline.resolving.posts import is_private
from truceline.resolving.roster import read_roles

MATTER = re.compile(r"\s(?:on|against|about|over)\s")
"""Before what an office is about: "the government spokesman on the insurgency"."""
_ABOUT = re.compile(r"\s(?:on|against|about|over)\s+(?:the\s+)?$")
_LEADING = re.compile(r"^(?:of|from|for|to|in|at|by|with|through)\s+")
_LED_BY = re.compile(r"^(?:[\w-]+ ){1,3}of (?:the )?(?=[A-Z])")
"""Before rebels what is of them: "the leader of" Veland's rebels."""
_OWNED_BY = re.compile(r"\s+(?:of|for)\s+(?:the\s+)?(?=\S)")
_OF = re.compile(r"\b(?:of|for|from)\s+(?:the\s+)?$")
_MEMBERS = frozenset(("members", "the members"))
"""Who of a body act for it: "the members of the Lake Council"."""
_MOST_OWNERS = 4
"""Owners of owners of an office: "the head of the army of the Republic of Veland"."""
_BEFORE = 40
_ORDER = {"name": 0, "noun": 1, "pronoun": 2}


class Ownership:
    """The phrases of one article that say whose somebody is."""

    def __init__(self, cast: Draft) -> None:
        self._cast, self._chains = cast, cast.chains

    def side(self, span: Span, depth: int) -> Resolution:
        """Return the side that a phrase names."""
        span = self.with_owner(span)
        words = _LEADING.sub("", span.of(self._cast.text))
        known = self._cast.resolve(words)
        if known.party is not None:
            return known
        owners = [i for i in self._chains.within(span) if self._is_owner(i, span)]
        owners.sort(key=lambda i: _ORDER[self._chains.forms[i]])
        for index in owners:
            owner = self._owner(index, span, depth)
            if owner.party is not None and self._may_own(owner, index):
                return self._owned_by(owner, words, span.start)
        return Resolution(bare(words), None, "unknown", "nobody beside it")

    def _owner(self, index: int, span: Span, depth: int) -> Resolution:
        """Return whom a mention in a phrase stands for; a body that nobody knows is itself."""
        number = self._chains.mentions[index].chain
        chain, owner = self._chains.chains[number], self._cast.of_chain(number, depth + 1)
        body = chain.named and chain.kind == "body" and self._is_possessive(index)
        if owner.party is None and body:
            of_state = set(plain(owner.name).split()) & read_habits().of_state
            party = self._cast.main_state(span.start) if of_state else owner.name
            owner = owner._replace(party=party)
        return owner

    def of_descriptions(self, chain: Chain, depth: int) -> Resolution:
        """Return the side that the phrases beside a name, or those for a noun, name."""
        person = chain.kind == "person" and chain.named
        for span in sorted(chain.descriptions, key=lambda s: s.start - s.end):
            found, said = self.side(span, depth + 1), span.of(self._cast.text)
            if person and _is_another(found, chain, said):
                continue
            lone = person and found.kind in ("state", "unknown")
            if found.party is not None and not (lone and is_private(said)):
                return found
        return Resolution(bare(chain.name), None, "unknown", "told nowhere")

    def with_owner(self, span: Span) -> Span:
        """Return an office or "members" with whom it is of behind it ("the leader of Veland")."""
        text = self._cast.text
        words = plain(span.of(text))
        if words.rpartition(" ")[2] not in load_words().persons and words not in _MEMBERS:
            return span
        for _ in range(_MOST_OWNERS):
            joint = _OWNED_BY.match(text, span.end)
            behind = self._chains.within(Span(joint.end(), joint.end() + 1)) if joint else []
            ends = [self._chains.mentions[i].span.end for i in behind]
            if joint is None or not ends or is_aside(text, span, Span(joint.end(), max(ends))):
                break
            span = Span(span.start, max(ends))
        return span

    def _is_owner(self, index: int, span: Span) -> bool:
        """Tell whether a mention in a phrase can say whose it is: not itself, not where it is."""
        mention, form = self._chains.mentions[index].span, self._chains.forms[index]
        if not span.covers(mention) or (form == "noun" and mention == span):
            return False
        return not is_aside(self._cast.text, span, mention)

    def _is_possessive(self, index: int) -> bool:
        span, text = self._chains.mentions[index].span, self._cast.text
        before = text[max(0, span.start - 8) : span.start]
        return text[span.end : span.end + 2] in ("'s", "’s") or bool(_OF.search(before))

    def _may_own(self, owner: Resolution, index: int) -> bool:
        """Tell whether a name makes a phrase its own: no mere adjective that names no side."""
        mention = self._chains.mentions[index]
        if owner.kind != "unknown" or self._chains.forms[index] != "name":
            return True
        chain = self._chains.chains[mention.chain]
        named = plain(chain.name).split()
        joined = named[-1:] and named[-1] in read_habits().called and self._is_possessive(index)
        if not joined and set(named) & read_habits().no_state - read_habits().armed:
            return False
        short = " " not in chain.name and not chain.name.isupper()
        body = chain.kind == "body" and not short
        plainly = owner.party in self._cast.offices or body or chain.kind == "person"
        before = self._cast.text[max(0, mention.span.start - _BEFORE) : mention.span.start]
        owned = self._is_possessive(index) and not read_habits().office_of.search(before)
        return plainly or owned

    def _owned_by(self, owner: Resolution, words: str, place: int) -> Resolution:
        """Return what a side has: its own, unless it is somebody who fights on its land."""
        if owner.kind in ("state", "unknown") and not self._cast.is_group(owner.party or ""):
            tail = plain(MATTER.split(words)[0]).split()[-3:]
            if set(tail) & read_habits().rebels:
                group = None if "places" in owner.reason else self._cast.group(place)
                those = _LED_BY.sub("", bare(words))
                joined = " and " in those
                party = None if joined else those
                return group or Resolution(bare(words), party, "unknown", "rebels of a land")
        return Resolution(bare(words), owner.party, owner.kind, owner.reason)


def _is_another(found: Resolution, chain: Chain, said: str) -> bool:
    """Tell whether an office that many have is taken for that of another, alone known one."""
    if plain(said) not in read_roles()["common"]:
        return False
    other = plain(found.name).rpartition(" ")[2] != plain(chain.name).rpartition(" ")[2]
    return found.kind == "person" and other


def is_aside(text: str, span: Span, name: Span) -> bool:
    """Tell whether a name within ``span`` only says where, or who stands behind.

    "Rebels in southern Keth" are not Keth, nor are "Keth-backed mediators", nor is the "special
    envoy for Keth", who works there.
    """
    hyphened = name.end < span.end and text[name.end] in "-‑–"
    if hyphened or name.start <= span.start:
        return hyphened
    return _sets_aside(text[span.start : name.start])


@lru_cache(maxsize=4096)
def _sets_aside(before: str) -> bool:
    """Tell whether the words of a mention before a name say that it is but where or what about."""
    works = any(found.end() == len(before) for found in read_habits().field.finditer(before))
    works = works or bool(_ABOUT.search(before))
    return works or bool(PLACED.search(before))
