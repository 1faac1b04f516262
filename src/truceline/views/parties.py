"""What each party does over time, and who mediates: the timeline turned round, by who is in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from truceline.model import Actor, Record
from truceline.resolving.names import plain
from truceline.views.book import Book, Group
from truceline.views.compute import EVENT_KINDS, entry
from truceline.views.rows import Deed, Profile, Role

ROLES: dict[Role, str] = {
    "acts": "acts",
    "met": "addressed or hit",
    "mediates": "mediates",
    "accuses": "accuses",
    "accused": "is accused",
}
LEAST = 2
"""Entries that make a party of the list."""


def parties(book: Book) -> tuple[Profile, ...]:
    """Return the known parties, who has most entries first, each with its entries in order."""
    found: dict[str, list[Deed]] = {}
    for group in _in_order(book):
        for role, actors in _roles(group[0]):
            for party in dict.fromkeys(who.party for who in actors if who.party):
                _keep(found.setdefault(party, []), _deed(book, group, role))
    profiles = (Profile(party=name, deeds=tuple(deeds)) for name, deeds in found.items())
    kept = (profile for profile in profiles if len(profile.deeds) >= LEAST)
    return tuple(sorted(kept, key=lambda profile: (-len(profile.deeds), profile.party)))


def deeds(book: Book, name: str | None = None) -> tuple[tuple[str, Deed], ...]:
    """Return what each party does, with its name; with ``name`` only who bears it, person or side.

    A name is borne by whoever has all its words: "Ruhl" asks for Ana Ruhl, and for what she does.
    """
    if name is None:
        return tuple((one.party, deed) for one in parties(book) for deed in one.deeds)
    asked = frozenset(plain(name).split())
    found: list[Deed] = []
    for group in _in_order(book) if asked else ():
        for role, actors in _roles(group[0]):
            if any(_bears(who, asked) for who in actors):
                _keep(found, _deed(book, group, role))
    return tuple((name, deed) for deed in found)


def mediators(book: Book) -> tuple[Profile, ...]:
    """Return who is said to mediate or host, most often first, each with what it mediates."""
    found: dict[str, list[Deed]] = {}
    for group in _in_order(book):
        for who in group[0].mediators:
            _keep(found.setdefault(who.party or who.name, []), _deed(book, group, "mediates"))
    profiles = (Profile(party=name, deeds=tuple(rows)) for name, rows in found.items())
    return tuple(sorted(profiles, key=lambda profile: (-len(profile.deeds), profile.party)))


def _in_order(book: Book) -> Iterable[Group]:
    return sorted(book.groups(*EVENT_KINDS), key=book.place_reported)


def _roles(record: Record) -> Iterator[tuple[Role, tuple[Actor, ...]]]:
    """Give who is what in ``record``; whom it charges with something is accused, not acting."""
    if record.kind == "violation":
        yield from (("accuses", record.source), ("accused", record.actors))
    elif record.kind == "accusation":
        yield from (("accuses", record.actors), ("accused", record.targets))
    else:
        yield from (("acts", record.actors), ("met", record.targets))
    yield "mediates", record.mediators


def _keep(rows: list[Deed], deed: Deed) -> None:
    """Add an entry once; who acts in it and is addressed as well is told by the first."""
    if not rows or rows[-1].ref.record != deed.ref.record:
        rows.append(deed)


def _bears(who: Actor, asked: frozenset[str]) -> bool:
    return any(asked <= frozenset(plain(name).split()) for name in (who.name, who.party or ""))


def _deed(book: Book, group: Group, role: Role) -> Deed:
    shown = entry(book, group)
    fields = {name: getattr(shown, name) for name in shown.__struct_fields__}
    return Deed(**fields, role=role)
