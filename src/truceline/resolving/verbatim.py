"""Records of a text that was read with other letters or marks, in the article's own again."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import msgspec

from truceline.model import Article, Record, with_id

_WORDS = frozenset(("quote", "demand", "content", "conditions", "monitoring", "what", "as_written"))
"""Fields that hold words of the article."""


def verbatim(record: Record, read: str, article: Article) -> Record:
    """Return a record of the text ``read`` with its words as they stand in ``article``.

    The two texts are as long as each other: cases of letters, spaces and marks may differ. The
    names of parties and places stay as read.
    """
    text, start, end = article.text, record.evidence.start, record.evidence.end
    raw = _within(msgspec.to_builtins(record), lambda words: own_words(words, read, text, start))
    raw["evidence"]["text"] = text[start:end]
    if "quote" in raw:
        raw["quote"] = " ".join(raw["quote"].split())
    return with_id(msgspec.convert(raw, Record), article.id)


def own_words(words: str, read: str, text: str, start: int) -> str:
    """Return words of ``read``, from ``start`` on or before it, as they stand in ``text``.

    Pieces that a record has put together are looked up word by word; what is no word of the text
    stays as it is.
    """
    at = read.find(words, start)
    at = read.find(words) if at < 0 else at
    if at >= 0:
        return text[at : at + len(words)]
    found, at = list[str](), start
    for piece in re.split(r"(\s+)", words):
        place = at if piece.isspace() else read.find(piece, at)
        if place < 0:
            return words
        found.append(piece if piece.isspace() else text[place : place + len(piece)])
        at = place if piece.isspace() else place + len(piece)
    return "".join(found)


def _within(raw: Any, own: Callable[[str], str], *, words: bool = False) -> Any:
    """Return the fields of a record with those changed that hold words of the article."""
    if isinstance(raw, dict):
        return {k: _within(v, own, words=words or k in _WORDS) for k, v in raw.items()}
    if isinstance(raw, list | tuple):
        return [_within(v, own, words=words) for v in raw]
    return own(raw) if words and isinstance(raw, str) else raw
