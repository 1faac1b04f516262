"""Letters for a text that is all in capitals (a cable), has none (a transcript), or one a word.

Much of what comes after the network goes by capitals: which words are names, where one ends, where
a sentence begins. A text without them is read twice: first as a sentence is written, for what its
words are; then with a capital for each name. No letter moves, so every offset holds in the article.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from truceline.model import Reading, Sentence, Span
from truceline.reading.nouns import load_words
from truceline.reading.sentences import capital_abbreviations

_LETTERS = 40
"""Letters below which a text is too short to tell how it is written."""
_MOST = 0.9
"""Share of a text's letters that are capitals where it is written in these."""
_WORDS = 6
"""Long words below which a text is too short to tell whether each has a capital."""
_NEARLY = 0.95
"""Share of the long words that have a capital in a text of headlines."""
_LONG = re.compile(r"\b[^\W\d_]{4,}\b")
_SMALL = frozenset(("and", "in", "on", "to", "a", "an"))
"""Words beside those of ``mentions.toml`` that have no capital within a name."""
_BEGINNING = re.compile(r"(?:\A|[.!?…]['\"’”»)\]]*\s|\n\s*\n)[\s\"'“‘«(\[]*([^\W\d_])")
_QUOTED = re.compile(r"[,:]\s[\"“«]([^\W\d_])")
_SHORT = re.compile(r"(?<!\S)[\"“‘'(\[]?([^\W\d_]{1,5})\.")
_DOTTED = re.compile(r"(?:[^\W\d_]\.){2,}")
_ROMAN = re.compile(r"[ivx]{2,}|v")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


def lacks_case(text: str) -> bool:
    """Tell whether the letters of a text are all capitals, but for a tenth, or none is.

    Or whether nearly all words of four letters or more begin with one, as in a list of headlines.
    """
    capitals, small = sum(map(str.isupper, text)), sum(map(str.islower, text))
    letters = capitals + small
    if letters >= _LETTERS and (not capitals or capitals >= _MOST * letters):
        return True
    if capitals * _WORDS < small:
        return False
    begun = [found.group()[0].isupper() for found in _LONG.finditer(text)]
    return len(begun) >= _WORDS and sum(begun) >= _NEARLY * len(begun)


def as_sentences(text: str) -> str:
    """Return a text in small letters, with capitals where sentences may begin and for titles."""
    letters = [_small(char) for char in text]
    small = "".join(letters)
    short = (s for s in _SHORT.finditer(small) if s[1].capitalize() in capital_abbreviations())
    for found in chain(_BEGINNING.finditer(small), _QUOTED.finditer(small), short):
        letters[found.start(1)] = _capital(small[found.start(1)])
    return "".join(letters)


def in_capitals(text: str) -> str:
    """Return a text with a capital for every word, as names are looked for in."""
    return _WORD.sub(lambda found: _raised(found.group()), "".join(map(_small, text)))


def with_names(reading: Reading, known: Iterable[Span], spelt: Mapping[str, str]) -> str:
    """Return the text of a reading with capitals where sentences begin and for names.

    Names are what the network tags as names or sees as entities, and the ``known``. ``spelt`` has
    words that are not written with one capital, by their small letters ("nato": "NATO").
    """
    text = reading.article.text
    letters = [_small(char) for char in text]
    small = "".join(letters)
    named = _within_entities(reading) | {at for span in known for at in range(*span)}
    for sentence in reading.sentences:
        for span, written in _written(sentence, small, named, spelt):
            letters[span.start : span.end] = written
    for found in _QUOTED.finditer(small):
        letters[found.start(1)] = _capital(found[1])
    return "".join(letters)


def _written(
    sentence: Sentence, small: str, named: set[int], spelt: Mapping[str, str]
) -> Iterator[tuple[Span, str]]:
    """Yield the words of a sentence that have capitals, as they are written."""
    begun = name = False
    bodies = load_words().bodies - load_words().of_state
    for word in sentence.words:
        said = word.span.of(small)
        first = not begun and said[:1].isalpha()
        begun = begun or first
        name = (name and said in bodies) or word.tag.startswith("NNP") or word.span.start in named
        if name and len(spelt.get(said, "")) == len(said):
            yield word.span, spelt[said]
        elif said == "i" or _DOTTED.fullmatch(said) or (name and _ROMAN.fullmatch(said)):
            yield word.span, said.upper()
        elif name and said[:1].isalpha() and (first or not _is_small(said)):
            yield word.span, _title(said)
        elif first:
            yield word.span, _raised(said)


def _is_small(word: str) -> bool:
    return word in load_words().small or word in _SMALL


def _within_entities(reading: Reading) -> set[int]:
    """Return the offsets of the text that lie within persons, bodies, places and peoples."""
    kinds = ("person", "organisation", "place", "nationality")
    return {at for e in reading.entities if e.type in kinds for at in range(*e.span)}


def _title(word: str) -> str:
    """Return a name with a capital for each piece between hyphens but its small words."""

    def raised(found: re.Match[str]) -> str:
        piece = found.group()
        return piece if piece in load_words().small else _raised(piece)

    return _WORD.sub(raised, word)


def _raised(word: str) -> str:
    return _capital(word[0]) + word[1:]


def _small(char: str) -> str:
    """Return a letter as a small one, where that is one character, too."""
    return char.lower() if len(char.lower()) == 1 else char


def _capital(char: str) -> str:
    return char.upper() if len(char.upper()) == 1 else char
