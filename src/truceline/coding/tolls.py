"""Which toll a number gives: killed, injured, or neither, by the words beside it."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources

from truceline.coding.roles import Phrases
from truceline.model import Anchor, Role, Sentence

TOLLS = ("killed", "injured")
BEFORE, AFTER = 5, 4
"""How many words before and after a number are looked at."""


@cache
def toll_words() -> dict[str, frozenset[str]]:
    """Return the word lists of ``casualties.toml`` by name."""
    path = resources.files("truceline.coding") / "data" / "casualties.toml"
    raw = tomllib.loads(path.read_text("utf-8"))
    return {name: frozenset(words.split()) for name, words in raw.items()}


def sort_tolls(anchor: Anchor, phrases: Phrases) -> Anchor:
    """Return ``anchor`` with each toll under the name that the words beside it give it."""
    roles: list[Role] = []
    for role in anchor.roles:
        name = _toll(role, phrases) if role.name in (*TOLLS, "losses") else role.name
        if name is not None and not _is_known(roles, role, name):
            roles.append(role._replace(name=name))
    return anchor._replace(roles=tuple(roles))


def _is_known(roles: list[Role], role: Role, name: str) -> bool:
    return name in TOLLS and any(r.name in TOLLS and r.span.overlaps(role.span) for r in roles)


def _toll(role: Role, phrases: Phrases) -> str | None:
    """Return the name that the role should have; ``None`` where it is no toll at all."""
    sentence = phrases.sentence(role.span.start)
    inside = (
        [i for i, w in enumerate(sentence.words) if w.span.overlaps(role.span)] if sentence else []
    )
    if sentence is None or not inside:
        return role.name
    lists = toll_words()
    own = {sentence.words[i].text.lower() for i in inside}
    behind = _behind(sentence, inside[-1])
    if role.name in TOLLS and (own | set(behind[:1])) & lists["things"]:
        return None
    for word in (*own, *behind, *_ahead(sentence, inside[0])):
        for name in TOLLS:
            if word in lists[name]:
                return name
    return role.name


def _behind(sentence: Sentence, last: int) -> list[str]:
    """Return the words after the number, up to the next number or stop."""
    found = []
    for word in sentence.words[last + 1 : last + 1 + AFTER]:
        if word.tag in ("CD", "CC", ",", ".", ":"):
            break
        found.append(word.text.lower())
    return found


def _ahead(sentence: Sentence, first: int) -> list[str]:
    """Return the words before the number, the nearest first."""
    found = []
    for word in reversed(sentence.words[max(0, first - BEFORE) : first]):
        if word.tag in (".", ":"):
            break
        found.append(word.text.lower())
    return found
