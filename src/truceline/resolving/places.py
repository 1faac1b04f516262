"""Places: a gazetteer of capitals, cities, regions, fronts and seas, and who is meant by a name.

A name that several places bear is decided by the parties of the article, else by size where one
place is far the largest; otherwise it stays open. The name as written is the caller's to keep.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Collection
from functools import cache, cached_property
from typing import NamedTuple, Self

from truceline.resolving.names import loose, plain
from truceline.resolving.roster import read_data, read_roles

_DOMINANT = 10
"""How many times larger a place must be to be meant without other evidence."""
_KNOWN_BY_ALL = 300_000
_SHORTEST_LOOSE = 5
_KINDS = {"state": 0, "capital": 1, "city": 2, "front": 3, "sea": 4, "region": 5}


class Place(NamedTuple):
    """A place of the gazetteer; ``lat`` and ``lon`` in degrees, ``state`` empty for shared ones."""

    name: str
    state: str
    kind: str
    lat: float
    lon: float
    population: int

    @property
    def row(self) -> str:
        """Return the data row, to be shown as a reason."""
        return f"places.csv: {self.name} ({self.kind}, {self.state or 'no state'})"


class Gazetteer:
    """All known places by their names."""

    def __init__(self, rows: Collection[tuple[Place, tuple[str, ...]]]) -> None:
        self._names: dict[str, list[Place]] = {}
        self._spelt: dict[str, list[Place]] = {}
        for place, aliases in rows:
            self._names.setdefault(plain(place.name), []).append(place)
            for alias in aliases:
                self._spelt.setdefault(plain(alias), []).append(place)

    @classmethod
    def load(cls) -> Self:
        """Return the gazetteer of the package."""
        lines = (line for line in read_data("places.csv").splitlines() if line[:1] != "#")
        table = csv.reader(lines)
        next(table)
        return cls([(_place(row), tuple(row[1].split("|")) if row[1] else ()) for row in table])

    def find(
        self, name: str, parties: Collection[str] = (), *, exact: bool = False
    ) -> Place | None:
        """Return the place called ``name`` in an article on ``parties``; ``None`` if open.

        With ``exact``, only spellings of the data count, and no names that are common words.
        """
        if exact and not self._is_plainly_a_place(plain(name)):
            return None
        for words in dict.fromkeys((_tidy(name), _leading().sub("", _tidy(name)))):
            place = self._find(words, frozenset(parties))
            if place:
                return place
        return None

    def _is_plainly_a_place(self, key: str) -> bool:
        return (key in self._names or key in self._spelt) and key not in read_roles()["no_place"]

    def _find(self, words: str, parties: frozenset[str]) -> Place | None:
        key = plain(words)
        base, _, area = key.rpartition(" ")
        if area in read_roles()["areas"] and (regions := self._regions(base)):
            return _choose(regions, parties)
        named, spelt = self._names.get(key, []), self._spelt.get(key, [])
        if named or spelt:
            return _choose([*named, *spelt], parties)
        if len(key) <= _SHORTEST_LOOSE:
            return None
        return _choose(self._respelt.get(loose(key), []), parties)

    def _regions(self, key: str) -> list[Place]:
        places = self._names.get(key, []) + self._spelt.get(key, [])
        return [place for place in places if place.kind == "region"]

    @cached_property
    def _respelt(self) -> dict[str, list[Place]]:
        found: dict[str, list[Place]] = {}
        for key, places in self._names.items():
            if len(key) > _SHORTEST_LOOSE:
                found.setdefault(loose(key), []).extend(places)
        return found


@cache
def gazetteer() -> Gazetteer:
    """Return the gazetteer of the package, read once a process."""
    return Gazetteer.load()


def lies_in(part: str, whole: str) -> bool:
    """Tell whether a place of the gazetteer lies in the state that another names.

    A part of a state ("northern Keth") is not the whole of it.
    """
    state = gazetteer().find(whole)
    if state is None or state.kind != "state" or whole[:1].islower():
        return False
    place = gazetteer().find(part, (state.state,))
    return place is not None and place.kind != "state" and place.state == state.state


def _place(row: list[str]) -> Place:
    return Place(row[0], row[2], row[3], float(row[4]), float(row[5]), int(row[6] or 0))


@cache
def _leading() -> re.Pattern[str]:
    """Return the pattern of the words before the name of a place that are no part of it."""
    roles = read_roles()
    edges, kinds, parts = ("|".join(sorted(roles[name])) for name in ("edges", "kinds", "parts"))
    return re.compile(
        rf"^(?:the |in |near |outside |around |(?:{edges}) of |\w+ city of |(?:{kinds}) of "
        r"|(?:north|south|east|west|central)(?:ern|east|west|eastern|western)* "
        rf"|(?:{parts}) )+",
        re.IGNORECASE,
    )


def _tidy(name: str) -> str:
    return re.sub(r"['’]s$", "", " ".join(name.split()).strip(' "“”,;:()'))


def _choose(places: list[Place], parties: frozenset[str]) -> Place | None:
    """Return the one place meant: in a state of the article, or far the largest."""
    near = [place for place in places if place.state in parties]
    for some in (near, places if not near else []):
        states = {place.state for place in some}
        if len(states) == 1:
            return min(some, key=lambda place: (_KINDS[place.kind], -place.population))
        if large := _dominant(some):
            return large
    return None


def _dominant(places: list[Place]) -> Place | None:
    """Return the place that all readers think of first, if there is one."""
    heads = [place for place in places if place.kind in ("state", "sea")]
    if len(heads) == 1:
        return heads[0]
    ranked = sorted(places, key=lambda place: -place.population)
    if len(ranked) < 2 or ranked[0].population < _KNOWN_BY_ALL:
        return None
    rival = next((p.population for p in ranked if p.state != ranked[0].state), 0)
    return ranked[0] if ranked[0].population >= _DOMINANT * rival else None
