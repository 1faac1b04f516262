"""The cast of an article: whom each of its chains stands for, and which states it is about.

Data come first; what they do not know is taken from the article: the words beside a name, the
state that owns an office, an adjective that shares the stem of a name.
"""

from __future__ import annotations

import functools
import re
import tomllib
from collections import Counter
from typing import NamedTuple

from truceline.model import Reading, Span
from truceline.reading.coreference import Chain, Chains
from truceline.resolving.names import plain
from truceline.resolving.parties import Parties, Resolution
from truceline.resolving.roster import read_data

_DEEPEST = 4
_LEAD = 400
"""Characters at the start of a report whose names weigh double."""
_NOBODY = Resolution("", None, "unknown", "")


class Habits(NamedTuple):
    """The word lists of ``data/actors.toml``."""

    pairs: frozenset[str]
    persons: frozenset[str]
    other: frozenset[str]
    owned: frozenset[str]
    of_state: frozenset[str]
    rebels: frozenset[str]
    adjectives: tuple[str, ...]
    names: tuple[str, ...]


@functools.lru_cache(maxsize=1)
def read_habits() -> Habits:
    """Return the word lists of ``actors.toml``."""
    data = tomllib.loads(read_data("actors.toml"))
    pairs, owned = data["pairs"], data["owned"]
    return Habits(
        frozenset(pairs["phrases"]), frozenset(pairs["persons"]), frozenset(pairs["other"]),
        frozenset(owned["heads"].split()), frozenset(owned["of_state"].split()),
        frozenset(owned["rebels"].split()),
        tuple(data["kin"]["adjective"]), tuple(data["kin"]["name"]),
    )  # fmt: skip


class Cast:
    """Who is meant in one article; made once, asked for every span."""

    def __init__(self, parties: Parties, reading: Reading, chains: Chains, on: str | None) -> None:
        self._parties = parties
        self.text = reading.article.text
        self.chains = chains
        self.on = on
        self._memo: dict[int, Resolution] = {}
        self._context = self._names_of_article()
        self._stems = self._stems_of_article()
        self.states, self.places = self._states_of_article()

    def _names_of_article(self) -> frozenset[str]:
        found = {c.name for c in self.chains.chains if c.named}
        for _, known in self._parties.find(self.text, self.on):
            if known.party:
                found.update((known.party, known.name))
        return frozenset(found)

    def _stems_of_article(self) -> dict[str, str]:
        """Return the stems of names that the data do not know, mapped to the names."""
        stems: dict[str, str] = {}
        for chain in self.chains.chains:
            if chain.named and chain.kind not in ("person", "people"):
                for form in _stems(chain.name, read_habits().names):
                    stems.setdefault(form, chain.name)
        return stems

    def _states_of_article(self) -> tuple[Counter[str], list[tuple[int, str]]]:
        """Return how much the article is about each state, and where each is named."""
        weights: Counter[str] = Counter()
        places: list[tuple[int, str]] = []
        for number, chain in enumerate(self.chains.chains):
            party = self._state(number, chain)
            if party is None:
                continue
            for span in chain.spans:
                weights[party] += 3 if span.start < _LEAD else 1
                places.append((span.start, party))
        return weights, sorted(places)

    def _state(self, number: int, chain: Chain) -> str | None:
        if not chain.named or chain.kind == "person":
            return None
        known = self.of_chain(number)
        return known.party if known.kind == "state" else None

    def resolve(self, words: str) -> Resolution:
        """Return who ``words`` are by the data, given the other names in the article."""
        return self._parties.resolve(words, self.on, self._context)

    def of_chain(self, number: int, depth: int = 0) -> Resolution:
        """Return whom a chain stands for."""
        if number not in self._memo:
            if depth > _DEEPEST:
                return _NOBODY._replace(name=self.chains.chains[number].name)
            self._memo[number] = _NOBODY._replace(name=self.chains.chains[number].name)
            self._memo[number] = self._find(self.chains.chains[number], depth)
        return self._memo[number]

    def _find(self, chain: Chain, depth: int) -> Resolution:
        if not chain.named:
            return self._described(chain, depth)
        known = self.resolve(chain.name)
        if known.party is not None and known.kind != "unknown":
            return known
        if chain.kind == "person" or (chain.descriptions and chain.kind == "unknown"):
            beside = self._described(chain, depth)
            if beside.party is not None:
                return Resolution(_full(known, chain), beside.party, "person", beside.reason)
            if chain.kind == "person":
                return Resolution(_full(known, chain), None, "person", "no side is told")
        return self._unknown_name(chain.name)

    def _unknown_name(self, name: str) -> Resolution:
        """Return a name that the data do not know: the one it is an adjective of, or itself."""
        own = self.adjective_of(name)
        if own:
            known = self.resolve(own)
            return known if known.party else Resolution(own, own, "state", "adjective of a name")
        return Resolution(name, name, "unknown", "as named in the article")

    def adjective_of(self, word: str) -> str | None:
        """Return the name in the article that ``word`` is the adjective of ("Velandic")."""
        for stem in _stems(word, read_habits().adjectives, ends=True):
            name = self._stems.get(stem)
            if name and name != word:
                return name
        return None

    def _described(self, chain: Chain, depth: int) -> Resolution:
        for span in sorted(chain.descriptions, key=lambda s: s.start - s.end):
            found = self.of_phrase(span, depth + 1)
            if found.party is not None:
                return found
        return _NOBODY._replace(name=chain.name)

    def of_phrase(self, span: Span, depth: int = 0) -> Resolution:
        """Return the side that a phrase names ("Veland's army chief", "of the Ostra Front")."""
        words = re.sub(r"^(?:of|from|for)\s+", "", span.of(self.text))
        known = self.resolve(words)
        if known.party is not None:
            return known
        for index in self.chains.within(span):
            mention, form = self.chains.mentions[index], self.chains.forms[index]
            if mention.span.start < span.start or mention.span.end > span.end:
                continue
            if form != "noun" or mention.span != span:
                owner = self.of_chain(mention.chain, depth + 1)
                if owner.party is not None:
                    return Resolution(words, owner.party, owner.kind, owner.reason)
        return _NOBODY._replace(name=words)

    def main_state(self, place: int) -> str | None:
        """Return the state that a bare "the army" at ``place`` belongs to, if one stands out."""
        if not self.states:
            return None
        (first, weight), *rest = self.states.most_common(2)
        if not rest or weight > rest[0][1]:
            return first
        before = [state for at, state in self.places if at < place]
        return before[-1] if before else first

    def group(self) -> Resolution | None:
        """Return the armed group that "the rebels" are, if there is exactly one."""
        found = {}
        for number, chain in enumerate(self.chains.chains):
            if chain.named and chain.kind != "person":
                known = self.of_chain(number)
                if known.kind == "group":
                    found[known.party] = known
        return next(iter(found.values())) if len(found) == 1 else None


def _full(known: Resolution, chain: Chain) -> str:
    return known.name if known.kind == "person" else chain.name


def _stems(name: str, endings: tuple[str, ...], ends: bool = False) -> list[str]:
    """Return the stems of a one-word name without its ending; with ``ends`` only those."""
    word = plain(name)
    if " " in word or not word:
        return []
    if ends and word.endswith("s"):
        word = word[:-1]
    cut = [word[: -len(e)] for e in endings if word.endswith(e) and len(word) - len(e) > 3]
    return cut if ends else [word, *cut]
