"""Keys by which differently spelt names are held to be the same name."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_SPACED = '-–—‑/\\,;:()[]{}"“”«»!?*_&+|'
_DROPPED = ".'’‘`´ʼʿʾ"
_PUNCTUATION: dict[int, int | None] = {ord(c): ord(" ") for c in _SPACED}
_PUNCTUATION |= dict.fromkeys(map(ord, _DROPPED))
_PARTICLES = frozenset(["al", "el", "ul", "ash", "as", "ad", "an", "ar", "at", "az", "il"])
_LOOSE = tuple(
    (re.compile(pattern), new)
    for pattern, new in (
        (r"\bjong\b", "zzong"),  # in Korean names it is no other spelling of "yong"
        (r"\bm[ou]ha?mm?[ae]d\b", "muhamad"),
        (r"\babd[aeiou]l\b", "abd"),
        (r"[aeo]i|ay|ey", "ai"),
        (r"kh|gh", "h"),
        (r"ch|sh|sch", "s"),
        (r"dh|dj", "d"),
        (r"th", "t"),
        (r"ph", "f"),
        (r"[qgk]", "k"),
        (r"ou|oo|[ow]", "u"),
        (r"[eiyj]", "i"),
        (r"v", "u"),
        (r"(.)\1+", r"\1"),
    )
)


@lru_cache(maxsize=65536)
def plain(name: str) -> str:
    """Return ``name`` in lower case without accents and punctuation; hyphens become spaces."""
    if not name.isascii():
        name = unicodedata.normalize("NFKD", name)
        name = "".join(c for c in name if not unicodedata.combining(c))
    return " ".join(name.lower().translate(_PUNCTUATION).split())


@lru_cache(maxsize=65536)
def loose(key: str) -> str:
    """Return a key shared by transliterations of one name; ``key`` is a result of ``plain``."""
    key = " ".join(word for word in key.split() if word not in _PARTICLES) or key
    for pattern, new in _LOOSE:
        key = pattern.sub(new, key)
    return key.replace(" ", "")
