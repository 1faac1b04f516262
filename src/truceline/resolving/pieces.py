"""Phrases cut into words, and how a name may be written in running text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from truceline.model import Span
from truceline.resolving.index import LONGEST
from truceline.resolving.names import plain

_PIECE = re.compile(r"[^\s\-–—/,\"“”()]+")
_OPEN = re.compile(r"\s+\([^()]*$")
"""What begins in a bracket that is not closed."""
_OWNER = re.compile(r"['’]s?$")
_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
PARTICLES = frozenset(
    "al el bin ibn ben von van de del der den di da la le abu ul ud ur".split()  # noqa: SIM905
)
"""Small words within personal names."""


class Piece(NamedTuple):
    """A word of a phrase: where it stands, how it is written, and its key."""

    start: int
    end: int
    text: str
    key: str

    @property
    def upper(self) -> bool:
        """Tell whether the word begins with a capital."""
        return self.text[:1].isupper()


def tidy(name: str) -> str:
    """Return ``name`` without marks around it, article and a bare possessive ending."""
    words = " ".join(_OPEN.sub("", name).split()).strip(" \"“”'‘’,;:()-–—")
    words = _ARTICLE.sub("", words)
    return re.sub(r"['’]s$", "", words)


@lru_cache(maxsize=16384)
def cut(words: str, start: int = 0) -> tuple[Piece, ...]:
    """Return the words of a phrase from ``start`` on; hyphens and slashes cut too."""
    found = (
        Piece(m.start(), m.end(), m.group(), plain(m.group()))
        for m in _PIECE.finditer(words, start)
    )
    return tuple(piece for piece in found if piece.key)


def before_preposition(pieces: Sequence[Piece], stops: frozenset[str]) -> Sequence[Piece]:
    """Return the pieces up to the first preposition."""
    ends = (i for i, piece in enumerate(pieces) if piece.key in stops and not piece.upper)
    return pieces[: next(ends, len(pieces))]


def bare(word: str, key: str) -> str:
    """Return the key of a word without a possessive ending; ``key`` is its own."""
    return plain(_OWNER.sub("", word)) if "'" in word or "’" in word else key


def endings(keys: list[str], last: str, match: re.Match[str]) -> Iterator[tuple[str, int]]:
    """Yield the key of some words as they stand, and without a possessive ending."""
    end = match.end() - (last.endswith(".") and last.count(".") == 1)
    yield " ".join(keys), end
    owner = _OWNER.search(last) if "'" in last or "’" in last else None
    if owner:
        bare = plain(last[: owner.start()])
        yield " ".join([*keys[:-1], bare]), match.start() + owner.start()


def cased(written: str, stored: str) -> bool:
    """Tell whether the writing can be this name: no "us" for "US", no "who" for "WHO"."""
    short = stored.replace(".", "")
    if short.isupper() and len(short) <= LONGEST // 2 + 1:
        return written.replace(".", "").isupper()
    return any(c.isupper() for c in written) or stored.islower()


def in_longer_name(text: str, span: Span) -> bool:
    """Tell whether capitalised words right before or after make it part of another name."""
    before = re.search(
        r"(?:^|[^.!?\s]\s|[\w'’]\s)([A-Z][a-z]+) $", text[max(0, span.start - 40) : span.start]
    )
    after = re.match(r" [A-Z][a-z]+", text[span.end : span.end + 20])
    return bool(before or after)
