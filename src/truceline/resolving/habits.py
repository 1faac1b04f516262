"""How reports speak of those who act without naming them: the word lists of ``actors.toml``."""

from __future__ import annotations

import functools
import re
from typing import Any, NamedTuple

from truceline.reading.nouns import load_words
from truceline.resolving.names import plain
from truceline.resolving.roster import read_table


class Special(NamedTuple):
    """An office that reports name without its owner ("the special representative")."""

    words: frozenset[str]
    of: str
    under: re.Pattern[str]
    """The head of that body, who tells that it is one of its offices."""


class Habits(NamedTuple):
    """The word lists of ``data/actors.toml``."""

    pairs: frozenset[str]
    heads: frozenset[str]
    persons: frozenset[str]
    states: frozenset[str]
    other: frozenset[str]
    between: frozenset[str]
    counted: tuple[str, ...]
    of_state: frozenset[str]
    local: frozenset[str]
    homely: frozenset[str]
    joint: frozenset[str]
    stately: frozenset[str]
    statelike: frozenset[str]
    ruling: frozenset[str]
    ranks: frozenset[str]
    rebels: frozenset[str]
    vague: frozenset[str]
    nameless: re.Pattern[str]
    armed: frozenset[str]
    no_state: frozenset[str]
    called: frozenset[str]
    adjectives_only: frozenset[str]
    areas: frozenset[str]
    backed: frozenset[str]
    camps: frozenset[str]
    deeds: frozenset[str]
    members: frozenset[str]
    armed_men: frozenset[str]
    outlaws: frozenset[str]
    outlawed: frozenset[str]
    lawless: frozenset[str]
    bands: frozenset[str]
    estranged: frozenset[str]
    inward: frozenset[str]
    holders: frozenset[str]
    posts: frozenset[str]
    past: frozenset[str]
    homelands: frozenset[str]
    heard: frozenset[str]
    numerals: frozenset[str]
    special: Special
    sole: dict[str, str]
    blocs: dict[str, str]
    communities: dict[str, str]
    twins: dict[str, list[str]]
    issued: frozenset[str]
    papers: frozenset[str]
    things: frozenset[str]
    letters: frozenset[str]
    said: re.Pattern[str]
    said_of: re.Pattern[str]
    paper: re.Pattern[str]
    owns: re.Pattern[str]
    owned: re.Pattern[str]
    owns_envoys: re.Pattern[str]
    owned_envoys: re.Pattern[str]
    office_of: re.Pattern[str]
    field: re.Pattern[str]
    event: re.Pattern[str]
    dealt: re.Pattern[str]
    made_by: re.Pattern[str]
    sealing: frozenset[str]
    armed_after: re.Pattern[str]
    armed_before: re.Pattern[str]
    quantity: re.Pattern[str]
    parts: re.Pattern[str]
    between_two: re.Pattern[str]
    of_war: re.Pattern[str]
    relative: re.Pattern[str]
    returned: re.Pattern[str]
    announced: re.Pattern[str]
    unveiled: re.Pattern[str]
    truce_with: re.Pattern[str]
    compass: dict[str, str]
    adjectives: tuple[str, ...]
    names: tuple[str, ...]


_OF_THEM = r"(?:(?:of|from)\s+)?(?:the\s+)?"
_ON_LINE = r"[^\S\r\n]+"
"""Space within a line: a headline's last word owns nothing of the text below it."""

_PARTS = (
    "and|or|but|the|an?|its|his|her|their|which|that|who|whose|where|when|while|if|as|after|before|"
    "since|until|of|for|to|by|from|with|between|against|in|on|at|over|under|through|about|into"
)
"""What between a name and an office tells that it is another's: "Ostrin after the air force"."""


def _event(nouns: list[str]) -> re.Pattern[str]:
    return re.compile(rf"\s+(?:[a-z]+\s+)?(?:{'|'.join(nouns)})\b")


def _made_by(made: str, nouns: list[str]) -> re.Pattern[str]:
    who = r"(?:[Tt]he |[Aa]n? )?(?P<who>[A-Z][\w.]*(?: [A-Z][\w.]*)*)"
    thing = "|".join(nouns)
    return re.compile(rf"{who}[-‑–](?:{made})\s+(?:[\w-]+\s+){{0,2}}(?:{thing})\b")


def _between_two(nouns: list[str]) -> re.Pattern[str]:
    return re.compile(
        r"(?:[Tt]he |[Aa]n? )?(?:[a-z]+ )?([A-Z][\w.]+)[-‑–—]([A-Z]\w+)"
        rf"(?: (?:[a-z]+ )?(?:{'|'.join(nouns)}))?"
    )


def _special(data: dict[str, str]) -> Special:
    under = re.compile(rf"\b(?:{data['under']})\b", re.IGNORECASE)
    return Special(frozenset(data["words"].split()), data["of"], under)


def _nameless(nouns: str, vouching: dict[str, list[str]]) -> re.Pattern[str]:
    """Return what those are called who vouch without a name, and people who know of a matter."""
    people, aware = "|".join(vouching["people"]), "|".join(vouching["aware"])
    who = rf"(?:{nouns}|(?:{people})\s+(?:{aware}))"
    return re.compile(rf"(?!the\s)(?:[a-z][a-z-]*\s+){{0,3}}{who}(?:\s+[a-z-]+){{0,6}}")


def _said_of(said: str, issued: str) -> re.Pattern[str]:
    few, by = r"(?:[\w-]+\s+){0,2}", rf"(?:\s+(?:{issued}))?\s+(?:of|by|from)"
    return re.compile(rf"^{few}(?:{said}){by}\s+(?P<owner>.+)$")


def _parts(quantity: dict[str, list[str]]) -> re.Pattern[str]:
    parts = "|".join(quantity["parts"])
    many = "|".join(word.capitalize() for word in quantity["many"])
    few = r"(?:(?:[Tt]he|[Aa]n?|[a-z\d][\w,.-]*)\s+){0,3}?"
    return re.compile(rf"^(?:{few}(?:{parts})|(?:{many}))\s+of\s+(?=\S)")


def _owns(gap: str, offices: str, rebels: str, wars: str) -> re.Pattern[str]:
    """Return what stands behind a land: what it has, and those who fight it or its war."""
    fights = rf"['’]s\s+(?:[a-z-]+\s+)?(?:{rebels}|{wars})\b"
    return re.compile(rf"{gap}(?:{offices})\b|{fights}", re.IGNORECASE)


def _owned(offices: str) -> re.Pattern[str]:
    """Return what stands before a land: "the army of", "President Dana Orlo of"."""
    holder = rf"(?:{_ON_LINE}[A-Z][\w'’-]+){{0,3}}"
    return re.compile(rf"\b(?i:{offices}){holder}\s+of\s+(?:the\s+)?$")


def _sent_by(envoys: str, sent: str) -> re.Pattern[str]:
    of = rf"(?:{envoys})\s+(?:of|for)|(?:{sent})\s+from"
    return re.compile(rf"\b(?:{of})\s+(?:the\s+)?$", re.IGNORECASE)


def _relative(bearing: str) -> re.Pattern[str]:
    """Return what behind a name tells of somebody, opens a bracket or but stresses the name."""
    return re.compile(
        rf",\s+(?:whose|whom?|which|where)\b.*$|\s+(?:{bearing})\b.*$"
        r"|\s+armed(?: with\b.*)?$|\s+\([^()]*$|(?<=\w)\s+(?:itself|himself|herself|themselves)$",
        re.DOTALL,
    )


def _of_war(matters: str) -> re.Pattern[str]:
    of = r"\s+(?:of|in|to)\s+(?:the\s+)?(?:[\w-]+\s+){0,2}"
    return re.compile(rf"{of}(?:{matters})$")


_LISTS = (
    "of_state", "local", "homely", "joint", "ranks", "rebels", "vague", "armed", "called", "backed",
    "camps", "issued", "papers", "things", "letters", "members", "armed_men", "outlaws", "outlawed",
    "lawless", "bands", "estranged", "inward", "holders", "posts", "stately", "statelike", "ruling",
    "past", "homelands", "sealing",
)  # fmt: skip
"""Word lists that stand in the data as they are used."""


@functools.lru_cache(maxsize=1)
def read_habits() -> Habits:
    """Return the word lists of ``actors.toml``."""
    data = read_table("actors.toml")
    return Habits(**_words(data), **_patterns(data))


def _words(data: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of the habits that are lists of words."""
    pairs, lists = data["pairs"], {k: frozenset(v.split()) for k, v in data["nouns"].items()}
    sets: dict[str, Any] = {name: lists[name] for name in _LISTS}
    return sets | {
        "pairs": frozenset(pairs["phrases"]),
        "heads": frozenset(pairs["heads"] + pairs["persons"] + pairs["states"]),
        "persons": frozenset(pairs["persons"]),
        "states": frozenset(pairs["states"]),
        "other": frozenset(pairs["other"]),
        "between": frozenset(pairs["between"]),
        "counted": tuple(pairs["counted"]),
        "no_state": lists["armed"] | lists["no_state"],
        "adjectives_only": frozenset(plain(word) for word in lists["adjectives"]),
        "areas": frozenset(plain(name) for name in data["areas"]["names"]),
        "deeds": lists["deeds"] | lists["said"],
        "heard": frozenset(data["acts"]["heard"]),
        "numerals": frozenset(data["quantity"]["numerals"]),
        "special": _special(data["special"]),
        "sole": {office: of for of, names in data["sole"].items() for office in names},
        "blocs": data["blocs"],
        "communities": data["communities"],
        "twins": data["twins"],
        "compass": data["compass"],
        "adjectives": tuple(data["kin"]["adjective"]),
        "names": tuple(data["kin"]["name"]),
    }


def _patterns(data: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of the habits that are patterns."""
    nouns = {name: words.split() for name, words in data["nouns"].items()}
    said, rebels = "|".join(nouns["said"]), "|".join(nouns["rebels"])
    held = {name: "|".join(words) for name, words in data["offices"].items()}
    acts = {name: "|".join(words) for name, words in data["acts"].items()}
    gap = rf"(?:['’]s?)?(?:-[a-z]+)?{_ON_LINE}(?:(?!(?:{_PARTS})\b)[\w-]+{_ON_LINE}){{0,2}}?"
    foreign, ignore = held["of_stranger"], re.IGNORECASE
    return {
        "nameless": _nameless("|".join(nouns["nameless"]), data["vouching"]),
        "said": re.compile(rf"^(?P<owner>his|her|its|their|.+['’]s?)\s+(?:[a-z-]+\s+)?(?:{said})$"),
        "said_of": _said_of(said, "|".join(nouns["issued"])),
        "paper": re.compile(
            rf"(?i)(?:the|this|that)\s+(?:(?:{'|'.join(nouns['drafts'])})\s+)*[\w-]+"
        ),
        "owns": _owns(gap, held["of_state"], rebels, held["wars"]),
        "owns_envoys": re.compile(rf"{gap}(?:{foreign})\b", ignore),
        "owned_envoys": _sent_by(foreign, held["sent"]),
        "owned": _owned(f"{held['of_state']}|{held['lands']}"),
        "office_of": re.compile(rf"\b(?:{held['of_matters']}) (?:of|for) (?:the )?$"),
        "field": re.compile(rf"\b(?:{held['field']})\s+(?:the\s+)?", ignore),
        "event": _event(nouns["event"]),
        "dealt": re.compile(rf"\s+(?:[a-z]+\s+){{0,2}}(?:{'|'.join(nouns['dealt'])})\b"),
        "made_by": _made_by("|".join(nouns["making"]), [*nouns["dealt"], *nouns["offers"]]),
        "armed_after": re.compile(rf"(?:['’]s?)?\s+(?:{rebels})\b", ignore),
        "armed_before": re.compile(rf"\b(?:{rebels})\s+(?:[a-z]+\s+)?{_OF_THEM}$", ignore),
        "quantity": re.compile(data["quantity"]["pattern"], ignore),
        "parts": _parts(data["quantity"]),
        "between_two": _between_two([*nouns["between"], *nouns["deeds"]]),
        "of_war": _of_war("|".join(data["pairs"]["matters"])),
        "relative": _relative("|".join(nouns["bearing"])),
        "returned": re.compile(rf"\b(?:{acts['returned']})\b", ignore),
        "announced": re.compile(acts["announced"]),
        "unveiled": re.compile(acts["unveiled"]),
        "truce_with": re.compile(acts["truce_with"]),
    }


@functools.lru_cache(maxsize=4096)
def is_but_adjectives(name: str) -> bool:
    """Tell whether a name in plain words is but adjectives that name nobody: "sunni muslim"."""
    known = read_habits().adjectives_only
    return name in known or (" " in name and known.issuperset(name.split()))


def dayless(words: str, *, place: bool = False) -> str:
    """Return a phrase without a weekday behind it: "statement Sunday", but not "Good Friday".

    With ``place`` a name of one word loses it, too ("Karsk Sunday").
    """
    ahead, _, last = words.rpartition(" ")
    is_day = last.endswith("day") and last.lower() in load_words().calendar
    is_name = " " not in ahead and ahead[:1].isupper()
    return ahead if ahead and is_day and (place or not is_name) else words


@functools.lru_cache(maxsize=65536)
def bare(words: str) -> str:
    """Return a phrase without marks around it, articles and quantities before it.

    What a clause tells of it ("the League, whose monitors counted …") is no part of it, nor is
    what a bracket begins to ("the League (LL") nor what only stresses it ("the League itself").
    """
    habits = read_habits()
    words = " ".join(habits.relative.sub("", words).split()).strip(" \"“”‘’',;:()[]-–—")
    words = dayless(words)
    while (whole := habits.parts.sub("", words)) != words:
        words = whole
    return habits.quantity.sub("", words) or words


_LEADS = re.compile(r"(?:both|(?:the )?two|each|either|neither)(?: of)?(?: (?:the|these|those))? ")
_MOST_NOUNS = 2


_WHOSE = re.compile(r"^[A-Z][\w.-]*['’]s\s+")


@functools.lru_cache(maxsize=16384)
def is_pair(phrase: str) -> bool:
    """Tell whether a phrase means the two parties the article is about.

    "The two men" are, "two men" may be anybody; "Veland's warring parties" are, and so are "both
    sides of the conflict", but "the two mediating states" stand between them.
    """
    habits, words = read_habits(), plain(_WHOSE.sub("", read_habits().of_war.sub("", phrase)))
    lead = _LEADS.match(words)
    noun = words[lead.end() :].split() if lead else []
    if not habits.between.isdisjoint(noun):
        return False
    if not noun or len(noun) > _MOST_NOUNS or (noun[-1] in habits.persons and words[:4] == "two "):
        return words in habits.pairs
    return words in habits.pairs or noun[-1] in habits.heads
