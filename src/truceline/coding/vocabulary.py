"""Word sets that the rules share, read from ``rules/vocabulary.toml``, and simple inflection.

A set lists words or phrases and says how they bend: ``noun`` (plural), ``verb`` (-s, -ed, -ing and
the irregular forms listed in the file) or ``none``. A union gives each of its sets the value of a
codebook slot, so that ``@subject`` both matches "peace talks" and says that they are talks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Literal, NamedTuple

import msgspec

from truceline.model import Span
from truceline.reading.sentences import split_words

Bend = Literal["noun", "verb", "none"]
Phrase = tuple[str, ...]

_VOWELS = "aeiou"
_DOUBLES = re.compile(r"[^aeiou][aeiou][bdgmnprt]$")


class WordSet(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words or phrases of one meaning and how they bend."""

    words: tuple[str, ...]
    bend: Bend = "none"


class Union(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Word sets whose match gives the codebook ``slot`` the value they stand under."""

    slot: str
    sets: dict[str, tuple[str, ...]]


class VocabularyFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The shape of a vocabulary file; ``irregular`` maps a lemma to its forms, space-separated."""

    set: dict[str, WordSet] = {}
    union: dict[str, Union] = {}
    irregular: dict[str, str] = {}


class Lexicon(NamedTuple):
    """What a name or a list of words matches: each phrase of lower-case forms with its value."""

    phrases: dict[Phrase, str]
    slot: str = ""


class Vocabulary(NamedTuple):
    """What each set and union matches, and the irregular forms behind it."""

    sets: Mapping[str, Lexicon]
    unions: Mapping[str, Lexicon]
    parts: Mapping[str, frozenset[str]]
    """The sets that each union is made of."""
    irregular: Mapping[str, tuple[str, ...]]

    def named(self, name: str) -> Lexicon:
        """Return what ``@name`` matches; ``KeyError`` when no set or union has that name."""
        return self.unions[name] if name in self.unions else self.sets[name]

    def expand(self, words: Iterable[str], bend: Bend) -> dict[Phrase, str]:
        """Return every form of ``words`` as phrases of lower-case word forms, without values."""
        return expand(words, bend, self.irregular)


def expand(
    words: Iterable[str], bend: Bend, irregular: Mapping[str, tuple[str, ...]]
) -> dict[Phrase, str]:
    """Return every form of ``words`` as phrases of lower-case word forms, without values."""
    return {form: "" for word in words for form in _forms(word, bend, irregular)}


def _forms(word: str, bend: Bend, irregular: Mapping[str, tuple[str, ...]]) -> list[Phrase]:
    parts = _parts(word.lower())
    if bend == "none" or not parts:
        return [parts]
    at = len(parts) - 1 if bend == "noun" else 0
    forms = dict.fromkeys((parts[at], *bent(parts[at], bend, irregular.get(parts[at], ()))))
    return [(*parts[:at], form, *parts[at + 1 :]) for form in forms]


def bent(lemma: str, bend: Bend, listed: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Return the inflected forms of one lower-case ``lemma``; ``listed`` are its irregular ones."""
    if bend == "noun":
        return (*listed, plural(lemma))
    if listed:
        return (*listed, plural(lemma), _joined(lemma, "ing"))
    return (plural(lemma), _joined(lemma, "ed"), _joined(lemma, "ing"))


def _parts(phrase: str) -> Phrase:
    if phrase.isalpha() and phrase != "cannot":
        return (phrase,)
    return tuple(span.of(phrase) for span in split_words(phrase, Span(0, len(phrase))))


def plural(lemma: str) -> str:
    """Return the regular plural, or third person, of ``lemma``."""
    if lemma.endswith("y") and lemma[-2:-1] not in _VOWELS:
        return lemma[:-1] + "ies"
    return lemma + ("es" if lemma.endswith(("s", "x", "z", "ch", "sh", "o")) else "s")


def _joined(lemma: str, ending: str) -> str:
    """Return the regular ``-ed`` or ``-ing`` form of a verb."""
    if lemma.endswith("ie") and ending == "ing":
        return lemma[:-2] + "ying"
    if lemma.endswith("e") and not (lemma.endswith("ee") and ending == "ing"):
        return lemma[:-1] + ending
    if lemma.endswith("y") and lemma[-2:-1] not in _VOWELS and ending == "ed":
        return lemma[:-1] + "ied"
    if _DOUBLES.search(lemma) and (len(lemma) <= 4 or lemma.endswith(_STRESSED)):
        return lemma + lemma[-1] + ending
    return lemma + ending


_STRESSED = ("mit", "fer", "gin", "bel", "get", "cut", "but", "rap", "ban", "plan", "shun", "spur")


def build_vocabulary(files: Iterable[VocabularyFile]) -> Vocabulary:
    """Return the vocabulary of ``files``; a later file adds words to a set of the same name.

    Raises ``KeyError`` with the name of a set that a union asks for and no file has.
    """
    sets: dict[str, WordSet] = {}
    unions: dict[str, Union] = {}
    irregular: dict[str, tuple[str, ...]] = {}
    for file in files:
        for name, entry in file.set.items():
            sets[name] = _joint(sets.get(name), entry)
        unions.update(file.union)
        irregular.update({lemma: tuple(forms.split()) for lemma, forms in file.irregular.items()})
    lexicons = {
        name: Lexicon(expand(entry.words, entry.bend, irregular)) for name, entry in sets.items()
    }
    return Vocabulary(
        lexicons,
        {name: _united(union, lexicons) for name, union in unions.items()},
        {name: frozenset(chain(*union.sets.values())) for name, union in unions.items()},
        irregular,
    )


def _joint(known: WordSet | None, entry: WordSet) -> WordSet:
    return entry if known is None else WordSet((*known.words, *entry.words), known.bend)


def _united(union: Union, lexicons: Mapping[str, Lexicon]) -> Lexicon:
    phrases = {
        phrase: value
        for value, names in union.sets.items()
        for name in names
        for phrase in lexicons[name].phrases
    }
    return Lexicon(phrases, union.slot)
