"""The index of known names: by exact key, by transliteration, by surname and by office."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from typing import NamedTuple

from truceline.resolving.names import loose, plain
from truceline.resolving.roster import Entry, Named, read_offices, read_roles

LONGEST = 9
"""Most words that a known name has."""
_SHORTEST_LOOSE = 5
_GIVEN_LAST = re.compile(r" [A-Z]\w+-[a-z]+$")


class Asked(NamedTuple):
    """What is known of the article: its day, and the names and parties found in it."""

    on: str | None = None
    context: frozenset[str] = frozenset()


class Index:
    """Known names and the rows they may stand for; nothing is decided here but by date."""

    def __init__(self, named: Iterable[Named]) -> None:
        self.names: dict[str, list[Entry]] = {}
        self.cased: dict[str, str] = {}
        for name, entry in named:
            key = plain(name)
            self.names.setdefault(key, []).append(entry)
            self.cased.setdefault(key, name)

    @cached_property
    def respelt(self) -> dict[str, list[Entry]]:
        """Rows by the transliteration key of their names; states have names in English.

        "Palawan" is no other spelling of "Palauan".
        """
        found: dict[str, list[Entry]] = {}
        for key, entries in self.names.items():
            if len(key) > _SHORTEST_LOOSE and not self.cased[key].isupper():
                others = [entry for entry in entries if entry.kind != "state"]
                found.setdefault(loose(key), []).extend(others)
        return found

    @cached_property
    def surnames(self) -> dict[str, list[Entry]]:
        """Office holders by the transliteration key of their surname.

        That is the last word, but the first of those who serve states where surnames go first, and
        where the last is a given name of two syllables that a hyphen joins ("Ran Jae-in").
        """
        found: dict[str, list[Entry]] = {}
        ahead = read_roles()["surname_first"]
        for key, entries in self.names.items():
            for entry in entries if key else ():
                if entry.kind == "person":
                    served = plain(entry.party or "")
                    first = served in ahead or _GIVEN_LAST.search(entry.name)
                    at = 0 if first else -1
                    found.setdefault(loose(key.split()[at]), []).append(entry)
        return found

    @cached_property
    def offices(self) -> dict[tuple[str, str], list[Entry]]:
        """Office holders by the name of the office and the party served."""
        found: dict[tuple[str, str], list[Entry]] = {}
        seen = {id(e): e for entries in self.names.values() for e in entries if e.offices}
        for entry in seen.values():
            for office in entry.offices:
                found.setdefault((plain(office), entry.party or ""), []).append(entry)
        return found

    @cached_property
    def starts(self) -> dict[str, tuple[int, ...]]:
        """The first words of known names, with how many words these have, the most first."""
        found: dict[str, set[int]] = {}
        for key in self.names:
            words = key.split()
            if words:
                found.setdefault(words[0], set()).add(len(words))
        return {word: tuple(sorted(sizes, reverse=True)) for word, sizes in found.items()}

    def holder(self, phrase: str, party: str, on: str) -> Entry | None:
        """Return who held the office called ``phrase`` in ``party`` on that day, if one did."""
        for office in (phrase, *sorted(read_offices().get(phrase, ()))):
            rows = self.offices.get((plain(office), party), [])
            held = [row for row in rows if row.holds(on)]
            if len({row.name for row in held}) == 1:
                return held[0]
        return None

    def holders(self, phrase: str, party: str, on: str | None) -> list[Entry]:
        """Return who held an office of ``party`` on that day, without a day who ever did."""
        offices = {plain(office) for office in (phrase, *read_offices().get(phrase, ()))}
        rows = (row for office in sorted(offices) for row in self.offices.get((office, party), []))
        return [row for row in rows if on is None or row.holds(on)]

    def sole_office(self, phrase: str) -> str | None:
        """Return the party of an office that only one party has (the pope)."""
        offices = read_offices().get(phrase, frozenset()) | {phrase}
        parties = {party for office in offices for party in self._parties_of.get(office, ())}
        return parties.pop() if len(parties) == 1 else None

    def lacks(self, office: str, party: str) -> bool:
        """Tell whether others have an office and ``party``, whose head the data name, has none."""
        heads = telling().get(office)
        if heads is None:
            return False
        having = self._parties_of.get(office, ())
        headed = any(party in self._parties_of.get(head, ()) for head in heads)
        return headed and party not in having

    @cached_property
    def _parties_of(self) -> dict[str, set[str]]:
        """The parties that have an office of each name."""
        found: dict[str, set[str]] = {}
        for office, party in self.offices:
            found.setdefault(office, set()).add(party)
        return found


@cache
def telling() -> dict[str, frozenset[str]]:
    """Return the offices that a state has or has not, with those that tell who heads it.

    Where but a prime minister is known there may be a king.
    """
    roles, heads = read_roles(), read_roles()["heads_of_state"]
    both = heads | roles["heads_of_government"]
    return dict.fromkeys(both | roles["telling"], both) | dict.fromkeys(roles["thrones"], heads)


def choose(entries: list[Entry], asked: Asked) -> Entry | None:
    """Return the entry meant, by the user's own rows, date and context; ``None`` if still open.

    A person out of every office of the data after its end comes back without a party.
    """
    if not entries:
        return None
    entries = [e for e in entries if e.extra] or entries
    for keep in _ways(entries, asked):
        if len({e.name for e in keep}) == 1 and (one := _at(keep, asked.on)):
            return one
    return None


def _ways(entries: list[Entry], asked: Asked) -> Iterator[list[Entry]]:
    """Yield the entries, those in force on the day, and those that the article speaks of."""
    yield entries
    yield _in_force(entries, asked.on)
    yield [e for e in entries if asked.context & {e.name, e.party, e.region}]


def _in_force(entries: list[Entry], on: str | None) -> list[Entry]:
    if on is None:
        return [e for e in entries if not e.end and e.kind != "person"]
    return [e for e in entries if e.holds(on)]


def _at(entries: list[Entry], on: str | None) -> Entry | None:
    """Return the row of one name that answers for day ``on``."""
    held = [e for e in entries if e.holds(on)]
    if entries[0].kind != "person":  # an army may be a movement's first and a state's later
        return held[0] if on and held else entries[0]
    later = [e for e in entries if on and e.start > on and not e.abroad]
    rows = held or later[:1]
    if rows and len({e.party for e in rows}) == 1:
        return rows[0]
    return None if rows else entries[-1]._replace(party=None)
