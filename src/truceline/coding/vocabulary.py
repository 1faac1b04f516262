"""Word sets that the rules share, read from ``rules/vocabulary.toml``, and simple inflection.

A set lists words or phrases and says how they bend: ``noun`` (plural), ``verb`` (-s, -ed, -ing and
the irregular forms listed in the file) or ``none``. A union gives each of its sets the value of a
codebook slot, so that ``@subject`` both matches "peace talks" and says that they are talks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
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
    """The sets, unions and irregular forms of all vocabulary files read."""

    sets: Mapping[str, WordSet]
    unions: Mapping[str, Union]
    irregular: Mapping[str, tuple[str, ...]]

    def expand(self, words: Iterable[str], bend: Bend) -> dict[Phrase, str]:
        """Return every form of ``words`` as phrases of lower-case word forms, without values."""
        return {form: "" for word in words for form in self._forms(word, bend)}

    def named(self, name: str) -> Lexicon:
        """Return what ``@name`` matches; ``KeyError`` when no set or union has that name."""
        if name in self.unions:
            union = self.unions[name]
            phrases = {
                phrase: value
                for value, names in union.sets.items()
                for part in names
                for phrase in self._set(part)
            }
            return Lexicon(phrases, union.slot)
        return Lexicon(self._set(name))

    def _set(self, name: str) -> dict[Phrase, str]:
        entry = self.sets[name]
        return self.expand(entry.words, entry.bend)

    def _forms(self, word: str, bend: Bend) -> set[Phrase]:
        parts = _parts(word.lower())
        if bend == "none" or not parts:
            return {parts}
        at = len(parts) - 1 if bend == "noun" else 0
        bent = {parts[at], *self.bent(parts[at], bend)}
        return {(*parts[:at], form, *parts[at + 1 :]) for form in bent}

    def bent(self, lemma: str, bend: Bend) -> tuple[str, ...]:
        """Return the inflected forms of one lower-case ``lemma``."""
        listed = self.irregular.get(lemma, ())
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
    if lemma.endswith("y") and lemma[-2] not in _VOWELS and ending == "ed":
        return lemma[:-1] + "ied"
    if _DOUBLES.search(lemma) and (len(lemma) <= 4 or lemma.endswith(_STRESSED)):
        return lemma + lemma[-1] + ending
    return lemma + ending


_STRESSED = ("mit", "fer", "gin", "bel", "get", "cut", "but", "rap", "ban", "plan", "shun", "spur")


def build_vocabulary(files: Iterable[VocabularyFile]) -> Vocabulary:
    """Return the vocabulary of ``files``; a later file adds words to a set of the same name."""
    sets: dict[str, WordSet] = {}
    unions: dict[str, Union] = {}
    irregular: dict[str, tuple[str, ...]] = {}
    for file in files:
        for name, entry in file.set.items():
            known = sets.get(name)
            words = entry.words if known is None else (*known.words, *entry.words)
            sets[name] = WordSet(words, entry.bend if known is None else known.bend)
        unions.update(file.union)
        irregular.update({lemma: tuple(forms.split()) for lemma, forms in file.irregular.items()})
    return Vocabulary(sets, unions, irregular)
