"""The cast of an article: whom each of its chains stands for, and which sides it is about.

Data come first; what they do not know is taken from the article: the words beside a name, the
state that owns an office, an adjective that shares the stem of a name, a capital called so.
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
from truceline.resolving.places import Gazetteer
from truceline.resolving.roster import read_data

_DEEPEST = 4
_LEAD = 400
"""Characters at the start of a report whose names weigh more."""
_BEFORE = 40
_LEADING = re.compile(r"^(?:of|from|for|to|in|at|by|with|through)\s+")
_PLACED = re.compile(r"\b(?:in|at|near|around|across|outside|on|for)\s+(?:the\s+)?$")
_DATELINE = re.compile(r"^[A-Z][A-Z '’-]+ \($")
_OF = re.compile(r"\b(?:of|for|from)\s+(?:the\s+)?$")


class Habits(NamedTuple):
    """The word lists of ``data/actors.toml``."""

    pairs: frozenset[str]
    persons: frozenset[str]
    states: frozenset[str]
    other: frozenset[str]
    of_state: frozenset[str]
    ranks: frozenset[str]
    rebels: frozenset[str]
    vague: frozenset[str]
    armed: frozenset[str]
    no_state: frozenset[str]
    called: frozenset[str]
    owns: re.Pattern[str]
    owned: re.Pattern[str]
    armed_after: re.Pattern[str]
    armed_before: re.Pattern[str]
    quantity: re.Pattern[str]
    adjectives: tuple[str, ...]
    names: tuple[str, ...]


@functools.lru_cache(maxsize=1)
def read_habits() -> Habits:
    """Return the word lists of ``actors.toml``."""
    data = tomllib.loads(read_data("actors.toml"))
    pairs, nouns = data["pairs"], {k: v.split() for k, v in data["nouns"].items()}
    offices, rebels = "|".join(data["offices"]["of_state"]), "|".join(nouns["rebels"])
    gap = r"(?:['’]s?)?(?:-[a-z]+)?\s+(?:(?!and\b|or\b)[\w.-]+\s+){0,2}?"
    return Habits(
        frozenset(pairs["phrases"]), frozenset(pairs["persons"]), frozenset(pairs["states"]),
        frozenset(pairs["other"]), frozenset(nouns["of_state"]), frozenset(nouns["ranks"]),
        frozenset(nouns["rebels"]), frozenset(nouns["vague"]), frozenset(nouns["armed"]), frozenset(nouns["armed"] + nouns["no_state"]),
        frozenset(nouns["called"]),
        re.compile(rf"{gap}(?:{offices})\b", re.IGNORECASE),
        re.compile(rf"\b(?:{offices}|republic)\s+of\s+(?:the\s+)?$", re.IGNORECASE),
        re.compile(rf"(?:['’]s?)?\s+(?:{rebels})\b", re.IGNORECASE),
        re.compile(rf"\b(?:{rebels})\s+(?:[a-z]+\s+)?(?:(?:of|from)\s+)?(?:the\s+)?$", re.IGNORECASE),
        re.compile(data["quantity"]["pattern"], re.IGNORECASE),
        tuple(data["kin"]["adjective"]), tuple(data["kin"]["name"]),
    )  # fmt: skip


def bare(words: str) -> str:
    """Return a phrase without marks around it, articles and quantities before it."""
    words = " ".join(words.split()).strip(" \"“”‘’',;:()[]-–—")
    return read_habits().quantity.sub("", words) or words


class Side(NamedTuple):
    """A side that the article is about, with how much it is."""

    known: Resolution
    weight: float


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
        self.chains, self.on = chains, on
        self.offices: Counter[str] = Counter()
        self._memo: dict[int, Resolution] = {}
        self._resolved: dict[str, Resolution] = {}
        self._groups: dict[str, Resolution] = {}
        self.states: Counter[str] = Counter()
        self._context = self._names_of_article()
        self._stems = self._stems_of_article()
        self.offices.update(self._offices_of_article())
        self._memo.clear()
        self.states = self._states_of_article()
        self._groups = self._groups_of_article()

    def resolve(self, words: str) -> Resolution:
        """Return who ``words`` are by the data, given the other names in the article."""
        if words not in self._resolved:
            self._resolved[words] = self._parties.resolve(words, self.on, self._context)
        return self._resolved[words]

    def _names_of_article(self) -> frozenset[str]:
        found = {c.name for c in self.chains.chains if c.named}
        for _, known in self._parties.find(self.text, self.on):
            if known.party:
                found.update((known.party, known.name))
        return frozenset(found)

    def _stems_of_article(self) -> dict[str, str]:
        """Return the stems of names that may be those of states, mapped to the names."""
        stems: dict[str, str] = {}
        for chain in self.chains.chains:
            personal = chain.kind == "person" and " " in chain.name
            if chain.named and chain.kind != "people" and not personal:
                for form in _stems(chain.name, read_habits().names):
                    stems.setdefault(form, chain.name)
        return stems

    def _offices_of_article(self) -> Counter[str]:
        """Return how often each state is named as the owner of a government, an army or police."""
        found: Counter[str] = Counter()
        habits = read_habits()
        for index, (span, number) in enumerate(self.chains.mentions):
            if self.chains.forms[index] != "name":
                continue
            before = self.text[max(0, span.start - _BEFORE) : span.start]
            owns = habits.owns.match(self.text, span.end) or habits.owned.search(before)
            if owns or self.adjective_of(self.chains.chains[number].name):
                name = self._state_name(number, self.chains.chains[number])
                if name:
                    found[name] += 2 if span.start < _LEAD else 1
            elif _DATELINE.search(self.text[: span.start]) and span.start < _BEFORE:
                name = self._state_name(number, self.chains.chains[number])
                if name:
                    found[name] += 1
        return found

    def _state_name(self, number: int, chain: Chain) -> str | None:
        """Return the state that a chain names, whatever the network takes it for."""
        known = self.of_chain(number)
        if known.kind == "state":
            return known.party
        personal = chain.kind == "person" and (" " in chain.name or chain.descriptions)
        data = self.resolve(chain.name).party is not None
        if personal or data or set(plain(chain.name).split()) & read_habits().no_state:
            return None
        base = self.adjective_of(chain.name) or chain.name
        return self.resolve(base).party or base

    def _states_of_article(self) -> Counter[str]:
        """Return how much the article is about each state."""
        weights: Counter[str] = Counter()
        for number, chain in enumerate(self.chains.chains):
            if chain.named and chain.kind != "person":
                known = self.of_chain(number)
                if known.party and (known.kind == "state" or known.party in self.offices):
                    weights[known.party] += sum(3 if s.start < _LEAD else 1 for s in chain.spans)
        for party, times in self.offices.items():
            weights[party] += 3 * times
        return weights

    def _groups_of_article(self) -> dict[str, Resolution]:
        """Return the armed groups named in the article by their party."""
        habits = read_habits()
        found: dict[str, Resolution] = {}
        for number, chain in enumerate(self.chains.chains):
            if not chain.named or chain.kind in ("person", "people"):
                continue
            known = self.of_chain(number)
            armed = known.kind == "group"
            if known.kind == "unknown" and known.party and known.party not in self.offices:
                armed = bool(set(plain(chain.name).split()) & habits.armed) or any(
                    habits.armed_after.match(self.text, s.end)
                    or habits.armed_before.search(self.text[max(0, s.start - _BEFORE) : s.start])
                    for s in chain.spans
                )
            if armed and known.party:
                found.setdefault(known.party, known)
        return found

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

    def _find(self, chain: Chain, depth: int) -> Resolution:
        if not chain.named:
            return self._described(chain, depth)
        state = self._own_state(chain.name)
        if state is not None:
            return state
        known = self.resolve(chain.name)
        if known.party is not None and (known.kind == "person") >= (chain.kind == "person"):
            return known
        if chain.kind == "person":
            return self._person(known, chain, depth)
        return self._located(chain) or self._unknown_name(chain)

    def _own_state(self, name: str) -> Resolution | None:
        """Return the state of the article, unknown to the data, that ``name`` names."""
        base = name if name in self.offices else self.adjective_of(name)
        if base in self.offices and self.resolve(base).party is None:
            return Resolution(base, base, "state", "has a government or forces in the article")
        return None

    def _person(self, known: Resolution, chain: Chain, depth: int) -> Resolution:
        name = known.name if known.kind == "person" else chain.name
        beside = self._described(chain, depth)
        if beside.party is not None:
            return Resolution(name, beside.party, "person", beside.reason)
        return Resolution(name, self._served(chain), "person", "by office alone")

    def _served(self, chain: Chain) -> str | None:
        """Return the state or group that a person serves whose office names no owner."""
        habits = read_habits()
        said = {word for span in chain.descriptions for word in plain(span.of(self.text)).split()}
        if said & habits.rebels:
            group = self.group()
            return group.party if group else None
        if said & habits.ranks and not said & {"former", "ex", "retired"}:
            return self.main_state()
        return None

    def _located(self, chain: Chain) -> Resolution | None:
        if self._places is None or chain.name in self.offices:
            return None
        place = self._places.find(chain.name, self._context, exact=True)
        if place is None or not place.state:
            return None
        return Resolution(chain.name, place.state, "state", place.row)

    def _unknown_name(self, chain: Chain) -> Resolution:
        """Return a name that the data do not know: the one it is an adjective of, or itself."""
        own = self.adjective_of(chain.name)
        if own:
            known = self.resolve(own)
            return known if known.party else Resolution(own, own, "unknown", "adjective of a name")
        capital = self._capital_of(chain)
        if capital:
            return Resolution(capital, capital, "state", "called its capital")
        return Resolution(chain.name, chain.name, "unknown", "as named in the article")

    def _capital_of(self, chain: Chain) -> str | None:
        """Return the state whose capital the article calls this name."""
        for span in chain.spans[:3]:
            before = self.text[max(0, span.start - _BEFORE) : span.start]
            after = self.text[span.end : span.end + _BEFORE]
            owner = re.search(r"([A-Z][\w-]+)['’]s capital,? $", before)
            owner = owner or re.match(r", (?:the )?capital (?:city )?of ([A-Z][\w-]+)", after)
            if owner:
                return owner[1]
        return None

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
        return Resolution(bare(chain.name), None, "unknown", "told nowhere")

    def of_phrase(self, span: Span, depth: int = 0) -> Resolution:
        """Return the side that a phrase names ("Veland's army chief", "of the Ostra Front")."""
        words = _LEADING.sub("", span.of(self.text))
        known = self.resolve(words)
        if known.party is not None:
            return known
        owners = [i for i in self.chains.within(span) if self._is_owner(i, span)]
        owners.sort(key=lambda i: self.chains.forms[i] == "noun")
        for index in owners:
            chain = self.chains.chains[self.chains.mentions[index].chain]
            owner = self.of_chain(self.chains.mentions[index].chain, depth + 1)
            if owner.party is None and chain.kind == "body" and self._is_possessive(index):
                owner = owner._replace(party=owner.name)
            if owner.party is not None and self._may_own(owner, index):
                return self._owned_by(owner, words)
        return Resolution(bare(words), None, "unknown", "nobody beside it")

    def _is_owner(self, index: int, span: Span) -> bool:
        """Tell whether a mention in a phrase can say whose it is: not itself, not where it is."""
        mention, form = self.chains.mentions[index].span, self.chains.forms[index]
        if not span.covers(mention) or (form == "noun" and mention == span):
            return False
        return not _PLACED.search(self.text[span.start : mention.start])

    def _is_possessive(self, index: int) -> bool:
        span = self.chains.mentions[index].span
        before = self.text[max(0, span.start - 8) : span.start]
        return self.text[span.end : span.end + 2] in ("'s", "’s") or bool(_OF.search(before))

    def _may_own(self, owner: Resolution, index: int) -> bool:
        """Tell whether a name makes a phrase its own: no mere adjective that names no side."""
        mention = self.chains.mentions[index]
        if owner.kind != "unknown" or self.chains.forms[index] != "name":
            return True
        chain = self.chains.chains[mention.chain]
        if set(plain(chain.name).split()) & read_habits().no_state - read_habits().armed:
            return False
        plainly = owner.party in self.offices or chain.kind in ("body", "person")
        return plainly or self._is_possessive(index)

    def _owned_by(self, owner: Resolution, words: str) -> Resolution:
        """Return what a side has: its own, unless it is somebody who fights on its land."""
        if owner.kind in ("state", "unknown") and owner.party not in self._groups:
            tail = plain(words).split()[-3:]
            if set(tail) & read_habits().rebels:
                return self.group() or Resolution(
                    bare(words), bare(words), "unknown", "rebels of a land"
                )
        return Resolution(bare(words), owner.party, owner.kind, owner.reason)

    def main_state(self) -> str | None:
        """Return the state that a bare "the army" belongs to, if one stands out."""
        owners = Counter({s: n for s, n in self.states.items() if s in self.offices})
        ranked = (owners or self.states).most_common(2)
        if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
            return None
        return ranked[0][0]

    def group(self) -> Resolution | None:
        """Return the armed group that "the rebels" are, if the article names exactly one."""
        return next(iter(self._groups.values())) if len(self._groups) == 1 else None

    def is_group(self, party: str) -> bool:
        """Tell whether a party is an armed group of the article."""
        return party in self._groups


def _stems(name: str, endings: tuple[str, ...], *, ends: bool = False) -> list[str]:
    """Return the stems of a name without its ending; with ``ends`` only those."""
    word = plain(name)
    if not word or word.count(" ") > 2:
        return []
    if ends and word.endswith("s"):
        word = word[:-1]
    cut = [word[: -len(e)] for e in endings if word.endswith(e) and len(word) - len(e) > 3]
    return cut if ends else [word, *cut]
