"""Whether the offices that a report gives a person are former ones, or whether one is held today.

How reports say so is data: ``[posts]`` of ``data/actors.toml``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from truceline.resolving.habits import read_habits
from truceline.resolving.names import plain
from truceline.resolving.roster import read_data


class Patterns(NamedTuple):
    """How reports speak of offices."""

    out: re.Pattern[str]
    serves: re.Pattern[str]
    parts: re.Pattern[str]


@cache
def _patterns() -> Patterns:
    table: dict[str, list[str]] = tomllib.loads(read_data("actors.toml"))["posts"]
    out, serves, parts = ("|".join(table[name]) for name in Patterns._fields)
    return Patterns(
        re.compile(rf"\b(?:{out})\b", re.IGNORECASE),
        re.compile(rf",?\s+(?:(?:who|is|now|currently)\s+)*(?:{serves})\b"),
        re.compile(rf"[,;]|\b(?:{parts})\b"),
    )


def is_former(descriptions: Iterable[str]) -> bool:
    """Tell whether every office that the descriptions of a person name is a former one.

    To lead the opposition is no office of the state either.
    """
    patterns, posts = _patterns(), read_habits().ranks | read_habits().posts
    parts = (part for said in descriptions for part in patterns.parts.split(said))
    offices = [p for p in parts if patterns.out.search(p) or posts & set(plain(p).split())]
    return bool(offices) and all(map(patterns.out.search, offices))


def serves(text: str, end: int) -> bool:
    """Tell whether the words behind a name that ends at ``end`` say whom it serves today."""
    return _patterns().serves.match(text, end) is not None
