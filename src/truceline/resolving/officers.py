"""Who holds an office that a report speaks of and fills by name elsewhere.

"Keth's defence minister said …. Defence Minister Amir Selo told reporters …" is of one man: words
for an office of a side are the person of that side whom the records of an article name, if the
article gives that person alone the office and not both take part in the same thing. "A spokesman"
may be another one where several persons of the side are named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import structs

from truceline.model import Actor, Reading, Record
from truceline.resolving.answers import noted
from truceline.resolving.names import plain
from truceline.resolving.shapes import shape_of
from truceline.resolving.where import mention_words

NAMED_ELSEWHERE = "context.office"
_SLOTS = ("actors", "targets", "source", "mediators")
_BEFORE, _BEHIND = 50, 70
"""Characters before and behind a name in which its office may stand."""
_WORD = re.compile(r"\w+")
_OWNERS = frozenset(("his", "her", "their", "its"))


def by_name(records: Sequence[Record], reading: Reading) -> tuple[Record, ...]:
    """Return the records with the person's name for an office, where only one can be meant."""
    persons = _persons(records, reading)
    return tuple(_named(record, persons, reading) for record in records) if persons else (*records,)


def everybody(record: Record) -> Iterator[Actor]:
    """Return all whom a record names."""
    return (actor for slot in _SLOTS for actor in getattr(record, slot))


def _persons(records: Sequence[Record], reading: Reading) -> dict[str, list[str]]:
    """Return by side the full names of the persons of it whom records name."""
    text = reading.article.text
    surnames = {surname(e.span.of(text)) for e in reading.entities if e.type == "person"}
    found: dict[str, dict[str, str]] = {}
    for actor in (a for record in records for a in everybody(record)):
        last = surname(actor.name)
        whole = " " in actor.name and not _offices(actor.name)
        if whole and last in surnames and actor.party not in (None, actor.name):
            found.setdefault(actor.party or "", {})[last] = actor.name
    return {side: list(known.values()) for side, known in found.items()}


def _named(record: Record, persons: dict[str, list[str]], reading: Reading) -> Record:
    """Return a record whose offices of a side are who holds them, if that one is not in it."""
    present = {surname(actor.name) for actor in everybody(record)}
    slots = {}
    for slot in _SLOTS:
        told = tuple(_known(a, persons, present, record, reading) for a in getattr(record, slot))
        if told != getattr(record, slot):
            slots[slot] = told
    return noted(record, reading.article, NAMED_ELSEWHERE, **slots) if slots else record


def _known(
    actor: Actor,
    persons: dict[str, list[str]],
    present: set[str],
    record: Record,
    reading: Reading,
) -> Actor:
    named = persons.get(actor.party or "", []) if _is_office(actor.name) else []
    others = set(plain(actor.name).split())
    fitting = [n for n in named if not _holds(others, n) and _fits(actor.name, n, reading)]
    if len(fitting) != 1 or surname(fitting[0]) in present:
        return actor
    if len(named) > 1 and _is_any(actor.name, record, reading.article.text):
        return actor
    return structs.replace(actor, name=fitting[0])


def _is_any(words: str, record: Record, text: str) -> bool:
    """Tell whether a record speaks of one of several of that office: "a spokesman"."""
    passage = text[max(0, record.evidence.start - _BEHIND) : record.evidence.end + _BEHIND]
    return bool(re.search(rf"\b(?:[Aa]n?|[Aa]nother|[Oo]ne)\s+{re.escape(words)}", passage))


def _fits(words: str, name: str, reading: Reading) -> bool:
    """Tell whether the text gives a person the office of the words; a leader holds a high one."""
    lists, offices = mention_words(), _offices(words)
    held = _held(name, reading.article.text)
    return not offices.isdisjoint(held) or (not offices and not held.isdisjoint(lists["leading"]))


def _is_office(words: str) -> bool:
    """Tell whether words are of an office, one person's, and hold no "his"."""
    listed = mention_words()["offices"] | mention_words()["any_office"]
    return shape_of(words)[1] in listed and not is_somebodys(words)


def _holds(words: set[str], name: str) -> bool:
    """Tell whether words hold a person's surname, be it in a longer word."""
    return any(word.startswith(surname(name)) for word in words)


def is_somebodys(words: str) -> bool:
    """Tell whether words say whose somebody is by "his" or the like, not of which side."""
    return not _OWNERS.isdisjoint(plain(words).split())


def _held(name: str, text: str) -> frozenset[str]:
    """Return the offices that stand beside a person's name in the text."""
    found: set[str] = set()
    for place in re.finditer(rf"\b{re.escape(name.rsplit(maxsplit=1)[-1])}\b", text):
        ahead = text[max(0, place.start() - _BEFORE) : place.start()]
        behind = text[place.end() : place.end() + _BEHIND]
        found |= _offices(re.split(r"[.;\n]", ahead)[-1])
        if behind.startswith(", "):
            found |= _offices(re.split(r"[.;\n,]", behind[2:])[0])
    return frozenset(found)


def _offices(words: str) -> frozenset[str]:
    """Return the offices in words: a prime minister is another one than a foreign minister."""
    lists, told = mention_words(), _WORD.findall(words.lower())
    return frozenset(
        f"{sort}-{office}" if sort in lists["sorts"] else office
        for sort, office in pairwise(("", *told))
        if office in lists["offices"]
    )


def surname(name: str) -> str:
    """Return the last word of a name, as it is compared."""
    return plain(name).rpartition(" ")[2]
