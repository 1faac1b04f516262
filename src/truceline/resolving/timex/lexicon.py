"""The vocabulary of time as data (``data/times.toml``), compiled once.

Rules are regular expressions in which a space is one gap in running text and ``<name>`` stands for
a word list or a macro of the data file.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from truceline.resolving.numbers import any_of, word_pattern

GAP = r"(?:[ \t\u00a0\u2009\u202f]{1,3}|[ \t]?\r?\n(?![ \t]*\r?\n))"
"""One gap between two words: spaces, or one line break that does not end a paragraph."""
_CASED = ("monthname", "monthshort", "weekday", "weekdayshort", "holiday")
_REFERENCE = re.compile(r"(?<!\?P)<([a-z]+(?::[a-z]+)?)>")


class Rule(NamedTuple):
    """One rule: its id, the reader (``make``) of its matches, the sign it needs and its pattern.

    ``beside`` matches another word that it needs, if there is one.
    """

    id: str
    make: str
    needs: str
    pattern: re.Pattern[str]
    beside: re.Pattern[str] | None


@cache
def data() -> dict[str, Any]:
    """Return the vocabulary of ``data/times.toml`` with its rules and their examples."""
    source = files("truceline.resolving").joinpath("data", "times.toml")
    return tomllib.loads(source.read_text("utf-8"))


def words(name: str) -> dict[str, Any]:
    """Return a word list with the value of each word."""
    found: dict[str, Any] = data()["words"][name]
    return found


@cache
def lowered(name: str) -> dict[str, Any]:
    """Return a word list with its words in lower case."""
    return {word.lower(): value for word, value in words(name).items()}


def squeezed(text: str | None) -> str:
    """Return words in lower case with single spaces."""
    return re.sub(r"\s+", " ", text or "").strip().lower()


def any_listed(name: str) -> str:
    """Return a pattern for any entry of one of the plain ``lists``."""
    return any_of(data()["lists"][name])


@cache
def holidays() -> dict[str, dict[str, Any]]:
    """Return the holidays by each of their names."""
    return {name: entry for entry in data()["holiday"] for name in entry["names"]}


def _list_pattern(name: str) -> str:
    """Return the pattern of a word list, keeping case for names."""
    entries = list(holidays()) if name == "holiday" else list(words(name))
    if name in _CASED:
        entries += [entry.upper() for entry in entries if len(entry) > 3]
        return f"(?-i:{any_of(entries)})"
    return any_of(entries)


def _expand(pattern: str) -> str:
    """Return ``pattern`` with macros and word lists filled in."""

    def fill(match: re.Match[str]) -> str:
        name = match[1]
        if name in data()["macros"]:
            return _expand(data()["macros"][name])
        if name == "number":
            return word_pattern().replace(" ", r"\x20")
        if name.startswith("list:"):
            return any_listed(name.removeprefix("list:"))
        return _list_pattern(name)

    return _REFERENCE.sub(fill, pattern)


_PIECES = re.compile(r"\\.|\[(?:\\.|[^\]\\])*\]|\(\?<[=!][^()]*\)|[ ]", re.DOTALL)


def _piece(match: re.Match[str]) -> str:
    """Return a piece of a pattern: a plain space as a gap, a look-behind with one width each."""
    words = match[0]
    if words == " ":
        return GAP
    if words.startswith("(?<=") and "|" in words:
        return "(?:" + "|".join(f"(?<={one})" for one in words[4:-1].split("|")) + ")"
    return words


def _spread(pattern: str) -> str:
    """Return ``pattern`` with each plain space turned into a gap; classes and look-behinds stay."""
    return _PIECES.sub(_piece, pattern)


def compiled(pattern: str) -> re.Pattern[str]:
    """Return a pattern of the data file as a compiled expression that matches whole words."""
    return re.compile(rf"(?<!\w)(?:{_spread(_expand(pattern))})(?!\w)", re.IGNORECASE)


@cache
def rules() -> tuple[Rule, ...]:
    """Return the rules in the order of the file."""
    return tuple(
        Rule(
            entry["id"],
            entry["make"],
            entry["needs"],
            compiled(entry["pattern"]),
            re.compile(entry["beside"], re.IGNORECASE) if "beside" in entry else None,
        )
        for entry in data()["rule"]
    )


def _sign_words(entry: str) -> list[str]:
    """Return the words of an entry of ``signs``: of a phrase of a word list its longest word."""
    if not entry.startswith("<"):
        return [entry]
    name = entry.strip("<>")
    phrases = list(holidays()) if name == "holiday" else list(words(name))
    plain = [max(re.findall(r"[a-z]+", phrase.lower()), key=len) for phrase in phrases]
    return plain + [word + "s" for word in plain if name == "weekday"]


@cache
def signs() -> dict[str, tuple[str, ...]]:
    """Return for each word, in lower case, the signs of time that it is."""
    found: dict[str, set[str]] = {}
    for sign, entries in data()["signs"].items():
        for entry in entries:
            for word in _sign_words(entry):
                found.setdefault(word, set()).add(sign)
    return {word: tuple(sorted(names)) for word, names in found.items()}
