"""Which names of an article are states, known to the data or not: those that own what states own.

"Veland's army" and "the president of Veland" make Veland one, and so does the dateline.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from truceline.model import Span
from truceline.reading.coreference import Chain
from truceline.resolving.draft import Draft
from truceline.resolving.habits import read_habits
from truceline.resolving.names import plain
from truceline.resolving.naming import REPUBLIC, Names
from truceline.resolving.roster import read_roles
from truceline.resolving.standing import LEAD

_BEFORE = 40
_DATELINE = re.compile(r"^[A-Z][A-Z '’-]+(?: \(|, )$")
_DATED = re.compile(r"\)|, [A-Z][a-z]+\.? \d")
"""What stands behind the land in a dateline: "OSTRIN, Veland, Sept. 4 -"."""
_LINKED = re.compile(r"\s(?:of|for|from)\s+(?:the\s+)?$", re.IGNORECASE)
"""Before a name the last of what is of it: "the army of" Veland."""
_SO_FAR = re.compile(r"[A-Z][\w'’-]*(?: [A-Z][\w'’-]*)?(?:,? and |, )(?:the )?$")
"""Before a name the one that it is joined to: "the presidents of Veland and" Keth."""


class Owners:
    """What tells the states of one article; ``outlet`` is who published it, in plain words."""

    def __init__(self, cast: Draft, names: Names, outlet: str) -> None:
        self._cast, self._names, self._outlet = cast, names, outlet

    def offices(self) -> Counter[str]:
        """Return how often each state is named as the owner of a government or an army."""
        found: Counter[str] = Counter()
        chains = self._cast.chains
        states = cache(lambda number: self._state(number, chains.chains[number]))
        for index, (span, number) in enumerate(chains.mentions):
            state = states(number) if chains.forms[index] == "name" else None
            if state and self._owns(chains.chains[number], span):
                found[state] += 2 if span.start < LEAD else 1
        return found

    def _owns(self, chain: Chain, span: Span) -> bool:
        """Tell whether the words around a name show that it is a state.

        "Former Velandic President" tells nothing of the state that the report is about.
        """
        text, habits = self._cast.text, read_habits()
        before = _SO_FAR.sub("", text[max(0, span.start - _BEFORE) : span.start])
        if REPUBLIC.fullmatch(chain.name):
            return True
        foreign = self._names.adjectives.base(chain.name)
        if before.split()[-1:] and plain(before.split()[-1]) in read_roles()["former"]:
            return False
        linked = _LINKED.search(before) is not None
        owned = linked and habits.owned.search(before)
        if owned or (foreign and not self._names.is_known_state(foreign)):
            return True
        if habits.owns.match(text, span.end) and self._names.located(chain) is None:
            return True
        envoys = linked and habits.owned_envoys.search(before)
        envoys = envoys or habits.owns_envoys.match(text, span.end)
        if envoys and self._is_strange(chain):
            return True
        dated = span.start < _BEFORE and _DATED.match(text, span.end)
        return bool(dated) and bool(_DATELINE.search(text[: span.start]))

    def _is_strange(self, chain: Chain) -> bool:
        """Tell whether a name is neither a party of the data nor a place in a state."""
        unknown = self._cast.resolve(chain.name).party is None
        return unknown and self._names.located(chain) is None

    def _state(self, number: int, chain: Chain) -> str | None:
        """Return the state that a chain names, whatever the network takes it for."""
        known = self._cast.of_chain(number)
        located = self._names.located(chain)
        if f"{self._outlet} ".startswith(f"{plain(chain.name)} ") and known.kind != "state":
            return None
        if known.kind == "state" and located is None:
            return known.party
        base = self._names.adjectives.base(chain.name)
        if base and self._names.is_known_state(base):
            return self._cast.resolve(base).party
        personal = chain.kind == "person" and (" " in chain.name or chain.descriptions)
        data = located is None and self._cast.resolve(chain.name).party is not None
        words, habits = set(plain(chain.name).split()), read_habits()
        if personal or data or chain.name.isupper() or words & habits.no_state:
            return None
        if words <= habits.adjectives_only or plain(chain.name) in habits.areas:
            return None
        if chain.kind == "people" and base is None:
            return None
        return base or chain.name
