"""Nouns, pronouns and titles by which reports speak of who acts: the lists of ``mentions.toml``."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterable
from importlib import resources
from typing import Literal, NamedTuple

Gender = Literal["male", "female", ""]


class Words(NamedTuple):
    """The word lists of ``data/mentions.toml``."""

    pronouns: dict[str, frozenset[str]]
    titles: dict[str, frozenset[str]]
    names: dict[str, frozenset[str]]
    persons: frozenset[str]
    kin: dict[str, frozenset[str]]
    male: frozenset[str]
    female: frozenset[str]
    bodies: frozenset[str]
    any: frozenset[str]
    state: frozenset[str]
    of_state: frozenset[str]
    many: frozenset[str]
    offices_many: frozenset[str]
    """Plurals of nouns for a person: what several may be called before their names."""
    left: frozenset[str]
    determiners: frozenset[str]
    definite: frozenset[str]
    calendar: frozenset[str]
    parts: frozenset[str]
    fields: frozenset[str]
    small: frozenset[str]
    over: frozenset[str]
    after_head: frozenset[str]
    offices: frozenset[str]
    compass: frozenset[str]
    halves: frozenset[str]
    leads: frozenset[str]
    all_pronouns: frozenset[str]
    all_titles: frozenset[str]


@functools.cache
def load_words() -> Words:
    """Return the word lists of the package."""
    path = resources.files("truceline.reading") / "data" / "mentions.toml"
    data = tomllib.loads(path.read_text("utf-8"))
    sets = {
        part: {key: frozenset(value.split()) for key, value in data[part].items() if key != "kin"}
        for part in data
    }
    kin: dict[str, frozenset[str]] = {}
    for line in data["persons"]["kin"]:
        first, *_ = line.split()
        kin[first] = kin.get(first, frozenset()) | frozenset(line.split())
    persons = sets["persons"]["alone"].union(*kin.values())
    heads = persons | sets["groups"]["body"]
    return Words(
        sets["pronouns"], sets["titles"], sets["names"], persons, kin,
        sets["persons"]["male"], sets["persons"]["female"], sets["groups"]["body"],
        sets["groups"]["any"], sets["groups"]["state"], sets["groups"]["of_state"],
        sets["many"]["people"] | {_plural(head) for head in heads},
        frozenset(map(_plural, persons)), sets["stops"]["left"],
        sets["stops"]["determiners"], sets["stops"]["definite"],
        sets["stops"]["calendar"], sets["stops"]["parts"], sets["stops"]["fields"],
        sets["stops"]["small"], sets["stops"]["over"], sets["stops"]["after_head"],
        sets["offices"]["of_state"], sets["offices"]["compass"], sets["offices"]["halves"],
        sets["offices"]["leads"],
        frozenset().union(*sets["pronouns"].values()), frozenset().union(*sets["titles"].values()),
    )  # fmt: skip


def _plural(noun: str) -> str:
    if noun.endswith(("man", "woman")):
        return noun[:-2] + "en"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "ch", "sh", "x")) else "s")


def gender_of(first: list[str]) -> Gender:
    """Return the gender that titles and first names (in lower case) tell."""
    words = load_words()
    for word in first:
        key = word.rstrip(".")
        if key in words.titles["male"] or key in words.names["male"]:
            return "male"
        if key in words.titles["female"] or key in words.names["female"]:
            return "female"
    return ""


def gender_of_nouns(texts: Iterable[str]) -> Gender:
    """Return the gender that nouns (in lower case) tell: "she is a former actress"."""
    words = load_words()
    for text in texts:
        if text in words.female:
            return "female"
        if text in words.male:
            return "male"
    return ""


def is_person_noun(word: str) -> bool:
    """Tell whether a word (in lower case) is a noun or a title for a person."""
    words = load_words()
    return word in words.persons or word.rstrip(".") in words.all_titles
