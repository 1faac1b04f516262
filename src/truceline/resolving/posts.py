"""Whether the offices that a report gives a person are former ones, or whether one is held today.

How reports say so is data: ``[posts]`` of ``data/actors.toml``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Any, NamedTuple

from truceline.resolving.habits import read_habits
from truceline.resolving.names import plain
from truceline.resolving.roster import read_data


class Patterns(NamedTuple):
    """How reports speak of offices."""

    out: re.Pattern[str]
    serves: re.Pattern[str]
    parts: re.Pattern[str]


class Lawmakers(NamedTuple):
    """How reports speak of the lawmakers of one state without naming it."""

    state: str
    behind: re.Pattern[str]
    """What stands behind their names."""
    called: re.Pattern[str]


class Private(NamedTuple):
    """Nouns for those who act for themselves, and for who is but somebody's wife or son."""

    nouns: frozenset[str]
    kin: frozenset[str]


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(read_data("actors.toml"))


@cache
def lawmakers() -> tuple[Lawmakers, ...]:
    """Return how the lawmakers of some states are spoken of."""
    return tuple(
        Lawmakers(
            row["state"],
            re.compile(row["behind"]),
            re.compile(rf"\b(?:{'|'.join(row['called'])})"),
        )
        for row in _data()["lawmakers"]
    )


@cache
def _private() -> Private:
    table = _data()["private"]
    return Private(*(frozenset(table[name].split()) for name in Private._fields))


@cache
def _patterns() -> Patterns:
    table: dict[str, list[str]] = _data()["posts"]
    out, serves, parts = ("|".join(table[name]) for name in Patterns._fields)
    return Patterns(
        re.compile(rf"\b(?:{out})\b", re.IGNORECASE),
        re.compile(rf",?\s+(?:(?:who|is|now|currently)\s+)*(?:{serves})\b"),
        re.compile(rf"[,;]|\b(?:{parts})\b"),
    )


@cache
def _lone() -> tuple[re.Pattern[str], frozenset[str]]:
    """Return what finds such offices, with what before them makes them others, and first words."""
    table: dict[str, list[str]] = _data()["posts"]
    offices = sorted(table["lone"], key=len, reverse=True)
    pattern = re.compile(rf"(?:\b({'|'.join(table['beside'])}) )?\b({'|'.join(offices)})\b")
    return pattern, frozenset(office.partition(" ")[0] for office in offices)


def lone_offices(descriptions: Iterable[str]) -> frozenset[str]:
    """Return the offices that one person at a time holds by which a person is described."""
    pattern, heads = _lone()
    told = [said for said in map(plain, descriptions) if not heads.isdisjoint(said.split())]
    return frozenset(m[2] for said in told for m in pattern.finditer(said) if not m[1])


@cache
def _posts() -> frozenset[str]:
    return read_habits().ranks | read_habits().posts


@cache
def _offices() -> frozenset[str]:
    return (_posts() | read_habits().rebels) - _private().nouns


def is_former(descriptions: Iterable[str]) -> bool:
    """Tell whether every office that the descriptions of a person name is a former one.

    To lead the opposition is no office of the state either.
    """
    patterns, posts = _patterns(), _posts()
    parts = (part for said in descriptions for part in patterns.parts.split(said))
    offices = [p for p in parts if patterns.out.search(p) or posts & set(plain(p).split())]
    return bool(offices) and all(map(patterns.out.search, offices))


_SMALL = re.compile(r"\s(?:of|for|from|in|at|on|with|to|by|based|who|under)\s.*", re.DOTALL)
_OWNED = re.compile(r"(?i)(?:their|its)\s|.*['’]s?\s")


def is_private(said: str) -> bool:
    """Tell whether a description is of one who acts for himself: "an expert on Keth".

    Whose lawyer somebody is, for that one he speaks ("the Front's lawyer"), but a wife does not.
    """
    private, head = _private(), _SMALL.sub("", said)
    words = plain(head).split()
    if not words or not _offices().isdisjoint(words):
        return False
    owned = _OWNED.match(head) is not None
    return words[-1] in private.kin or (words[-1] in private.nouns and not owned)


@lru_cache(maxsize=4096)
def is_kin(words: str) -> bool:
    """Tell whether a mention is of somebody's relative: "the father of the minister"."""
    head = plain(_SMALL.sub("", words)).split()
    return bool(head) and head[-1] in _private().kin


def serves(text: str, end: int) -> bool:
    """Tell whether the words behind a name that ends at ``end`` say whom it serves today."""
    return _patterns().serves.match(text, end) is not None
