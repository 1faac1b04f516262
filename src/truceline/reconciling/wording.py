"""How alike two passages are in their words."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter


def word_overlap(one: str | None, other: str | None) -> float:
    """Return the F1 of the words of two passages, repeated words counted."""
    words, others = words_of(one), words_of(other)
    shared = (words & others).total()
    return 2 * shared / max(1, words.total() + others.total())


def words_of(passage: str | None) -> Counter[str]:
    """Return the words of a passage without regard to letter case."""
    return Counter(re.findall(r"\w+", unicodedata.normalize("NFKC", passage or "").lower()))
