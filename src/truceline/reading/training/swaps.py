"""Say a report in other words: swap names and numbers, hide words, put like words for others.

Where states, leaders, days and numbers are swapped, the layers of the report stay as they are, so
the network cannot learn who acts from the name; words that may stand for one another are in
``swaps.toml``. Where any words may be others, nobody but a teacher can say what it tells.
"""

from __future__ import annotations

import random
import tomllib
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from torch import Tensor

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


BLURRED = 0.12
"""Share of the words in small letters that ``blur`` replaces."""


def blur(item: Window, like: Any, rng: random.Random) -> None:
    """Replace some words of a window by like ones, in place, and forget what is annotated.

    ``like`` has the sub-words that are like each one, [sub-word, choice].
    """
    for first, last in zip(item.first, item.last, strict=True):
        if first == last and item.shapes[first] == 0 and rng.random() < BLURRED:
            item.ids[first] = int(rng.choice(like[item.ids[first]]))
    item.unit = Unit(item.unit.doc, item.unit.words, item.unit.sentences)


def words_like(table: Tensor, names: dict[str, int], choices: int = 8) -> Any:
    """Return the sub-words most like each one in ``table`` (its vectors), itself where none is.

    ``names`` numbers the sub-words; only whole words of three letters and more are like others.
    The result is an array [sub-word, choice].
    """
    whole = [n for word, n in names.items() if len(word) > 2 and word.isalpha() and word.islower()]
    found = np.repeat(np.arange(len(table))[:, None], choices, axis=1)
    rows = np.array(sorted(whole))
    vectors = table[rows].float()
    vectors = vectors / vectors.norm(dim=1, keepdim=True)
    for start in range(0, len(rows), 2000):
        near = (vectors[start : start + 2000] @ vectors.T).topk(choices + 1).indices[:, 1:]
        found[rows[start : start + 2000]] = rows[near.cpu().numpy()]
    return found
