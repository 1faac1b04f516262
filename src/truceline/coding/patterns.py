"""The pattern language of the rules: one line of tests over the words of a sentence.

====================  ==========================================================================
``truce|offer``       one of these words, as they stand (case does not matter)
``<turn|call for>``   one of these words or phrases in any inflection (``/N``: as a noun)
``@truce``            an entry of a word set or union of the vocabulary; several with ``|``
``{num}`` ``{cap}``   a number in digits or words; a word that begins with a capital
``{ent:place}``       a word within an entity of that type (without entities: a capital)
``*``                 any word that is no punctuation
``<strike>/N``        and its tag begins with N (``/V``, ``/JJ``, ``/VBN`` …); unknown tags pass
``the?``              may be absent
``!not``              the next word is not this; at the head of the pattern: the word before
``..4``               up to 4 words, as few as will do, within the clause's punctuation, over an
                      acronym in brackets and the marks around a few quoted words
``~4``                the same, but commas may lie between
``++9``               up to 9 words, as many as the clause has, commas included
``[…]``               the anchor; without brackets it is the first word test that must be present
``(role: …)``         a named group whose words fill that role of the network's schema
====================  ==========================================================================
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise
from typing import NamedTuple

from truceline.coding.vocabulary import Bend, Lexicon, Phrase, Vocabulary
from truceline.reading.schema import ENTITY_TYPES, ROLES

_CHOICE = r"(?:<[^<>]+>|@[a-z_]+|\{[^{}]+\}|[^\s<>@{}()\[\]*?!/|]+)"
_TOKEN = re.compile(
    r"\((?P<open>[a-z]+):|(?P<close>\))|(?P<left>\[)|(?P<right>\])"
    rf"|(?P<not>!)?(?P<atom>{_CHOICE}(?:\|{_CHOICE})*|\*)"
    r"(?:/(?P<tag>[A-Z]+))?(?P<optional>\?)?"
)
_PART = re.compile(_CHOICE)
_GAP = re.compile(r"(?P<way>\.\.|~|\+\+)(?P<most>\d{1,2})")
_BENDS: dict[str, Bend] = {"N": "noun", "NN": "noun", "NNS": "noun"}


class PatternError(ValueError):
    """A pattern that cannot be read; the message says what is wrong with it."""


class WordTest(NamedTuple):
    """What one word must be: a listed phrase begins there, or it has the shape or entity type."""

    phrases: Mapping[Phrase, str]
    firsts: frozenset[str] = frozenset()
    longest: int = 1
    slot: str = ""
    shape: str = ""
    entity: str = ""
    tag: str = ""

    @property
    def is_listed(self) -> bool:
        """Tell whether only the listed phrases pass."""
        return not (self.shape or self.entity)


class Element(NamedTuple):
    """A test or a gap: ``gap`` is the most words skipped, ``way`` how.

    ``then`` has the forms with which what follows a gap begins (empty: any word).
    """

    test: WordTest | None = None
    way: str = ""
    gap: int = 0
    optional: bool = False
    unlike: bool = False
    then: frozenset[str] = frozenset()

    @property
    def required(self) -> bool:
        """Tell whether a word must be present for it."""
        return self.test is not None and not self.optional and not self.unlike

    @property
    def needs(self) -> frozenset[str]:
        """The forms one of which the sentence must have for it; empty when it needs none."""
        if self.test is None or not self.required or not self.test.is_listed:
            return frozenset()
        return self.test.firsts


class Group(NamedTuple):
    """A named stretch of elements, ``[first, last)``."""

    name: str
    first: int
    last: int


class Pattern(NamedTuple):
    """A pattern ready to match.

    ``sets`` are the vocabulary entries it names; ``needs`` has for each listed word that must be
    present the forms it may begin with, ``opens`` those of its first element (empty: any word).
    """

    source: str
    elements: tuple[Element, ...]
    groups: tuple[Group, ...]
    anchor: Group
    sets: frozenset[str]
    needs: tuple[frozenset[str], ...]
    opens: frozenset[str]


def parse_pattern(source: str, vocabulary: Vocabulary) -> Pattern:
    """Return the pattern written in ``source``; ``PatternError`` says what is wrong with it."""
    elements: list[Element] = []
    groups: list[Group] = []
    opened: list[tuple[str, int]] = []
    names: set[str] = set()
    for token in _tokens(source):
        if token["open"] or token["left"]:
            opened.append((_group_name(token["open"]), len(elements)))
        elif token["close"] or token["right"]:
            groups.append(_closed(opened, len(elements), "anchor" if token["right"] else ""))
        else:
            elements.append(_element(token, vocabulary, names))
    if opened:
        raise PatternError(f"the group {opened[-1][0]!r} is not closed")
    anchor = next((group for group in groups if group.name == "anchor"), None)
    roles = tuple(group for group in groups if group.name != "anchor")
    chosen = anchor or _first_word(elements)
    needs = tuple(element.needs for element in elements if element.needs)
    for at, (gap, after) in enumerate(pairwise(elements)):
        if gap.test is None:
            elements[at] = gap._replace(then=after.needs)
    return Pattern(
        source, tuple(elements), roles, chosen, frozenset(names), needs, elements[0].needs
    )


def _tokens(source: str) -> list[dict[str, str | None]]:
    found, at = [], 0
    while at < len(source):
        if source[at].isspace():
            at += 1
            continue
        match = _TOKEN.match(source, at)
        if match is None:
            raise PatternError(f"cannot read {source[at : at + 12]!r}")
        found.append(match.groupdict())
        at = match.end()
    return found


def _group_name(name: str | None) -> str:
    if name is not None and name not in ROLES:
        raise PatternError(f"no role is called {name!r}; roles are {', '.join(sorted(ROLES))}")
    return name or "anchor"


def _closed(opened: list[tuple[str, int]], last: int, expected: str) -> Group:
    if not opened or (opened[-1][0] == "anchor") != (expected == "anchor"):
        raise PatternError("a bracket is closed that is not open")
    name, first = opened.pop()
    if first == last:
        raise PatternError(f"the group {name!r} is empty")
    return Group(name, first, last)


def _first_word(elements: list[Element]) -> Group:
    for at, element in enumerate(elements):
        if element.required:
            return Group("anchor", at, at + 1)
    raise PatternError("it has no word that must be present")


def _element(token: dict[str, str | None], vocabulary: Vocabulary, names: set[str]) -> Element:
    atom, tag = token["atom"] or "", token["tag"] or ""
    gap = _GAP.fullmatch(atom)
    if gap is not None:
        return Element(way=gap["way"], gap=int(gap["most"]))
    test = _test(atom, tag, vocabulary, names)
    return Element(test, optional=bool(token["optional"]), unlike=bool(token["not"]))


def _test(atom: str, tag: str, vocabulary: Vocabulary, names: set[str]) -> WordTest:
    if atom == "*":
        return WordTest({}, shape="any", tag=tag)
    return _choice(atom, tag, vocabulary, names)


def _choice(atom: str, tag: str, vocabulary: Vocabulary, names: set[str]) -> WordTest:
    """Return the test of words, ``<…>``, ``@…`` and ``{…}``; a union among them gives the slot."""
    phrases: dict[Phrase, str] = {}
    slot = shape = entity = ""
    for part in _PART.findall(atom):
        if part.startswith("{"):
            shape, entity = _shape(part[1:-1])
            continue
        lexicon = _lexicon(part, tag, vocabulary)
        if part.startswith("@"):
            names.add(part[1:])
        phrases = phrases | lexicon.phrases if lexicon.slot else lexicon.phrases | phrases
        slot = lexicon.slot or slot
    if not all(phrases):
        raise PatternError("one of its alternatives is empty")
    firsts = frozenset(phrase[0] for phrase in phrases)
    longest = max((len(phrase) for phrase in phrases), default=1)
    return WordTest(phrases, firsts, longest, slot, shape, entity, tag)


def _shape(name: str) -> tuple[str, str]:
    if name in {"num", "cap"}:
        return name, ""
    if name.startswith("ent:"):
        if name[4:] not in ENTITY_TYPES:
            known = ", ".join(ENTITY_TYPES)
            raise PatternError(f"{name[4:]!r} is no type of name; use one of {known}")
        return "", name[4:]
    raise PatternError(f"{{{name}}} is no test; use {{num}}, {{cap}} or {{ent:TYPE}}")


def _lexicon(part: str, tag: str, vocabulary: Vocabulary) -> Lexicon:
    if part.startswith("@"):
        return _named(part[1:], vocabulary)
    if part.startswith("<"):
        return Lexicon(vocabulary.expand(part[1:-1].split("|"), _BENDS.get(tag, "verb")))
    return Lexicon(vocabulary.expand((part,), "none"))


def _named(name: str, vocabulary: Vocabulary) -> Lexicon:
    try:
        return vocabulary.named(name)
    except KeyError as error:
        raise PatternError(f"the vocabulary has no set {error.args[0]!r}") from error
