"""Which toll a number gives: killed, injured, or neither, by the words beside it."""

from __future__ import annotations

from truceline.coding.roles import Phrases, word_lists
from truceline.model import Anchor, Role, Sentence, Span
from truceline.reading.nearby import touched

TOLLS = ("killed", "injured")
BEFORE, AFTER = 5, 4
"""How many words before and after a number are looked at."""


def sort_tolls(anchor: Anchor, phrases: Phrases) -> Anchor:
    """Return ``anchor`` with each toll under the name that the words beside it give it."""
    roles: list[Role] = []
    for role in anchor.roles:
        name = _toll(role, phrases) if role.name in (*TOLLS, "losses") else role.name
        if name is not None and not _is_known(roles, role, name):
            roles.append(role._replace(name=name))
    return anchor._replace(roles=tuple(roles))


def add_tolls(anchor: Anchor, phrases: Phrases) -> Anchor:
    """Return an attack with the tolls and losses that stand in its sentence and were overlooked."""
    sentence = phrases.sentence(anchor.span.start)
    if anchor.kind != "attack" or sentence is None:
        return anchor
    roles = list(anchor.roles)
    for number, word in enumerate(sentence.words):
        if word.tag != "CD" or (number and sentence.words[number - 1].tag == "CD"):
            continue
        name = _plain_toll(sentence, number)
        span = _counted(sentence, number, phrases)
        same = [r for r in roles if r.name == name]
        if name and not (same if name in TOLLS else [r for r in same if r.span.overlaps(span)]):
            roles.append(Role(name, span, 0.5))
    return anchor._replace(roles=tuple(roles))


def _plain_toll(sentence: Sentence, number: int) -> str | None:
    """Return which toll a number gives by the word right before it or behind it."""
    lists = word_lists("casualties.toml")
    behind = _behind(sentence, _last_digit(sentence, number))
    ahead = _ahead(sentence, number)
    ruined = any(w.lemma in lists["ruin"] for w in sentence.words[:number])
    if ruined and set(behind[:2]) & lists["material"]:
        return "losses"
    if {*behind[:1], _noun(sentence, _last_digit(sentence, number))} & lists["things"]:
        return None
    for words in (set(behind[:3]), set(_unqualified(ahead)[:1])):
        for name in TOLLS:
            if words & lists[name]:
                return name
    return None


def _last_digit(sentence: Sentence, number: int) -> int:
    while number + 1 < len(sentence.words) and sentence.words[number + 1].tag == "CD":
        number += 1
    return number


def _unqualified(ahead: list[str]) -> list[str]:
    return [w for w in ahead if w not in word_lists("quantity.toml")["before"]]


def _counted(sentence: Sentence, number: int, phrases: Phrases) -> Span:
    """Return the number with its qualifiers and the noun that it counts."""
    last = _last_digit(sentence, number)
    after = sentence.words[last + 1 : last + 2]
    end = (
        after[0].span.end
        if after and after[0].tag.startswith("NN")
        else sentence.words[last].span.end
    )
    return phrases.quantity(Span(sentence.words[number].span.start, end))


def _is_known(roles: list[Role], role: Role, name: str) -> bool:
    return name in TOLLS and any(r.name in TOLLS and r.span.overlaps(role.span) for r in roles)


def _toll(role: Role, phrases: Phrases) -> str | None:
    """Return the name that the role should have; ``None`` where it is no toll at all."""
    sentence = phrases.sentence(role.span.start)
    inside = touched(role.span, sentence.words if sentence else ())
    if sentence is None or not inside:
        return role.name
    lists = word_lists("casualties.toml")
    own = [sentence.words[i].text.lower() for i in inside]
    behind = _behind(sentence, inside[-1])
    if role.name in TOLLS and {*own, *behind[:1], _noun(sentence, inside[-1])} & lists["things"]:
        return None
    for word in (*own, *behind, *_ahead(sentence, inside[0])):
        for name in TOLLS:
            if word in lists[name]:
                return name
    beside = {*behind, *_unqualified(_ahead(sentence, inside[0]))[:1]}
    return None if role.name in TOLLS and lists["moved"] & beside else role.name


def _noun(sentence: Sentence, last: int) -> str:
    """Return the noun that a number counts: "buses" of "12 passenger buses"."""
    noun = ""
    for word in sentence.words[last : last + 1 + AFTER]:
        if not word.tag.startswith(("CD", "NN", "JJ")):
            break
        noun = word.text.lower()
    return noun


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
