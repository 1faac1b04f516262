"""Persons' names as the article spells them: the data find who is meant, the article says how."""

from __future__ import annotations

from truceline.model import Actor, Reading
from truceline.resolving.names import loose, plain


def spellings(reading: Reading) -> dict[str, str]:
    """Return the fullest name of each person in the article, by a loose key of the surname."""
    found: dict[str, str] = {}
    for entity in reading.entities:
        if entity.type != "person":
            continue
        words = " ".join(entity.span.of(reading.article.text).split()).removesuffix("'s").split()
        key = _key(words[-1]) if words else ""
        if key and len(words) > len(found.get(key, "").split()):
            found[key] = " ".join(words)
    return found


def _key(surname: str) -> str:
    return loose(plain(surname))


def as_spelt(actor: Actor, known: dict[str, str], text: str) -> Actor:
    """Return ``actor`` with the name as the article spells it, where it is the same name.

    With only a surname in the article the given name stays that of the data.
    """
    parts = actor.name.split()
    if len(parts) < 2 or actor.name == actor.party:
        return actor
    if _stands_in(text, actor.name):
        return actor
    written = known.get(_key(parts[-1]), "").split()
    if not written:
        return actor
    if len(written) == 1:
        return _renamed(actor, [*parts[:-1], written[0]])
    given = _key(parts[0])[:3]
    first = next((i for i, w in enumerate(written[:-1]) if _key(w)[:3] == given), None)
    return actor if first is None else _renamed(actor, written[first:])


def _stands_in(text: str, name: str) -> bool:
    """Tell whether a text has a name as whole words."""
    at = text.find(name)
    while at >= 0 and not (_is_edge(text, at) and _is_edge(text, at + len(name))):
        at = text.find(name, at + 1)
    return at >= 0


def _is_edge(text: str, at: int) -> bool:
    """Tell whether a word begins or ends at ``at``."""
    before, after = (c.isalnum() or c == "_" for c in (text[at - 1 : at], text[at : at + 1]))
    return before != after


def _renamed(actor: Actor, words: list[str]) -> Actor:
    return Actor(name=" ".join(words), party=actor.party)
