"""The word lists of this room: what the words of a sentence are told by, beside its tree."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources


@cache
def word_lists(file: str) -> dict[str, frozenset[str]]:
    """Return the word lists of a file of ``coding/data`` by name."""
    path = resources.files("truceline.coding") / "data" / file
    raw = tomllib.loads(path.read_text("utf-8"))
    return {name: frozenset(words.split()) for name, words in raw.items()}
