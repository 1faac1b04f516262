"""Swap states, leaders, days and numbers of a report for others, word by word.

The layers of the report stay as they are, so the network cannot learn who acts from the name.
Words that may stand for one another are in ``swaps.toml``.
"""

from __future__ import annotations

import random
import tomllib
from dataclasses import replace
from functools import cache
from pathlib import Path

from truceline.reading.subwords import MASK
from truceline.reading.training.corpora import Unit
from truceline.reading.training.windows import Window

Groups = list[list[list[str]]]


@cache
def groups() -> Groups:
    """Return the groups of rows of words that may stand for one another."""
    found: Groups = list(tomllib.loads(Path(__file__).with_name("swaps.toml").read_text()).values())
    return found


def swapped(unit: Unit, rng: random.Random) -> Unit:
    """Return ``unit`` with its states, leaders, days and numbers exchanged for others."""
    table: dict[str, str] = {}
    for rows in groups():
        for old, new in zip(rows, rng.sample(rows, len(rows)), strict=True):
            table |= {o: n for o, n in zip(old, new, strict=True) if o not in table}
    return replace(unit, words=[_other(w, table, rng) for w in unit.words])


def _other(word: str, table: dict[str, str], rng: random.Random) -> str:
    if word in table:
        return table[word]
    if word.lower() in table:
        return table[word.lower()].capitalize()
    if word[:1].isdigit() and len(word) < 9 and not _year(word):
        return "".join(_digit(c, i, rng) for i, c in enumerate(word))
    return word


def _year(word: str) -> bool:
    return len(word) == 4 and word.isdigit() and word[:2] in ("19", "20")


def _digit(char: str, place: int, rng: random.Random) -> str:
    return str(rng.randint(1 if place == 0 else 0, 9)) if char.isdigit() else char


def hide_words(item: Window, share: float, rng: random.Random) -> None:
    """Replace a share of a window's words by the encoder's mask, in place."""
    for first, last in zip(item.first, item.last, strict=True):
        if rng.random() < share:
            item.ids[first : last + 1] = [MASK] * (last + 1 - first)
