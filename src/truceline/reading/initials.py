"""Initials that a text explains: "the International Contact Group (ICG)"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from truceline.model import Span

_TOLD = re.compile(r"\(([A-Z]{2,8})\)")
_CAPITALISED = re.compile(r"(?<![\w’'])[A-Z][\w’']*")
_TOLD_BEHIND = re.compile(r"\s*\(([A-Z]{3,8})\)")
_WORDS = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*")
_SHORT, _FEWEST = 3, 3
"""Letters of words that initials may leave out, and letters by which initials tell a name."""
_REACH = 90
"""Characters before initials in which the name that they stand for begins."""


def capitalised(text: str) -> list[str]:
    """Return the words of ``text`` that begin with a capital, parts of hyphened ones, too."""
    return _CAPITALISED.findall(text)


def spelt_out(text: str, letters: str, at: int) -> list[Span]:
    """Return the last words with a capital before ``at`` if they begin with ``letters``."""
    words = [Span(*m.span()) for m in _CAPITALISED.finditer(text, max(0, at - _REACH), at)]
    words = words[-len(letters) :]
    return words if [text[word.start] for word in words] == list(letters) else []


def initials_told(text: str) -> Iterator[tuple[str, str, list[str]]]:
    """Yield initials in brackets, the name before them that they are of, and its capitals."""
    for told in _TOLD.finditer(text):
        words = spelt_out(text, told[1], told.start())
        if words:
            name = text[words[0].start : words[-1].end]
            yield told[1], name, [word.of(text) for word in words]


def told_behind(text: str, name: Span) -> str | None:
    """Return the initials in brackets right behind a name whose words they do not spell."""
    told = _TOLD_BEHIND.match(text, name.end)
    return told[1] if told and not spelt_out(text, told[1], told.start()) else None


def may_be_of(letters: str, name: str) -> bool:
    """Tell whether initials may be of a name in another language, order or spelling.

    All but one of the letters begin a word of the name, and all its long words begin with one.
    """
    words = [word for word in _WORDS.findall(name) if len(word) > 1]
    begun = Counter(word[0].upper() for word in words)
    long = {word[0].upper() for word in words if len(word) > _SHORT}
    missing = (Counter(letters) - begun).total()
    return len(letters) >= _FEWEST and missing <= 1 and long <= set(letters)
