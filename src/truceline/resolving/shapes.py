"""The form of a mention: name, noun, pronoun or pair, what sort of noun, one or many."""

from __future__ import annotations

import re
from functools import lru_cache

from truceline.reading.nouns import load_words
from truceline.resolving.habits import is_pair, read_habits
from truceline.resolving.names import plain

_OBJECTS = re.compile(
    r"\s+(?:of|in|from|with|for|on|at|near|by|to|who|that|which|including|against|as|outside|inside|during|after|before)\b.*$",
    re.DOTALL,
)
_NOUN = re.compile(r"[\w'’-]+")
_DETERMINERS = frozenset(
    [
        "the",
        "a",
        "an",
        "this",
        "that",
        "these",
        "those",
        "both",
        "some",
        "several",
        "many",
        "two",
        "three",
    ]
)


@lru_cache(maxsize=4096)
def short_of(words: str) -> str:
    """Return a mention without what is said of it after its noun: "rebels" of "rebels in Keth".

    Of a part ("a group of rebels") it is of whom that is.
    """
    return _OBJECTS.sub("", read_habits().parts.sub("", words))


def is_pronoun(words: str) -> bool:
    """Tell whether a mention is a pronoun."""
    return shape_of(words)[0] == "pronoun"


def sort_of(noun: str) -> str:
    """Return what sort of noun heads a mention: of a state, of rebels, of an office, another."""
    habits = read_habits()
    for name in ("rebels", "local", "ranks", "of_state", "persons", "heads"):
        if noun in getattr(habits, name):
            return name
    lists = load_words()
    return "person" if noun in lists.persons else "body" if noun in lists.bodies else "other"


def is_plural(noun: str) -> bool:
    """Tell whether a noun or a pronoun (in lower case) is of several."""
    many = noun in load_words().many or noun in ("they", "them", "their", "we", "us", "our")
    return (
        many or (noun.endswith("s") and not noun.endswith(("ss", "us", "is"))) or noun[-3:] == "men"
    )


def is_thing(noun: str) -> bool:
    """Tell whether a noun (in lower case) is one of what is hit and nobody: "refineries"."""
    one = noun.removesuffix("s")
    single = (noun, one, one.removesuffix("e"), f"{noun.removesuffix('ies')}y")
    return not read_habits().things.isdisjoint(single)


@lru_cache(maxsize=4096)
def shape_of(words: str) -> tuple[str, str, str]:
    """Return the form of a mention (name, named, noun, pronoun), its noun and its first word."""
    short = short_of(words) or words
    found = _NOUN.findall(short) or [""]
    last, first = found[-1], (_NOUN.findall(words) or [""])[0].lower()
    key = plain(last.removesuffix("'s").removesuffix("’s"))
    if is_pair(words):
        return "pair", key, "none"
    if len(found) == 1 and (key in load_words().all_pronouns):
        return "pronoun", key, "none"
    lead = first if first in _DETERMINERS else ("number" if found[0].isdigit() else "none")
    if last[:1].isupper():
        return "name", key, lead
    named = any(word[:1].isupper() for word in found[1:] or []) or (
        found[0][:1].isupper() and lead == "none" and len(found) > 1
    )
    return ("named" if named else "noun"), key, lead
