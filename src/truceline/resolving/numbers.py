"""Numbers as reports write them, read as the codebook fixes it.

A number is a range: ``min`` and ``max`` are both included and ``None`` is an open end. "More than
100" is ``(100, None)``, "about 50" is ``(50, 50)`` with ``approx``. Words on which the codebook is
silent ("several", "a few", "a couple") give no number; before a scale they make it a plural, so
"several hundred" is what "hundreds" is. The vocabulary is ``data/numbers.toml``.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from truceline.model import Number, Span


class NumberRange(NamedTuple):
    """Lower and upper bound, both included, ``None`` where open; ``approx`` for "about"."""

    min: Number | None
    max: Number | None
    approx: bool = False


@cache
def vocabulary() -> dict[str, Any]:
    """Return the number vocabulary (``data/numbers.toml``) with its cases."""
    source = files("truceline.resolving").joinpath("data", "numbers.toml")
    return tomllib.loads(source.read_text("utf-8"))


def any_of(words: list[str]) -> str:
    """Return a pattern for any of ``words``, longest first, with free white space inside."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in ordered) + ")"


DIGITS = (
    r"(?:\d{1,3}(?:,\d{3}){1,5}(?:\.\d{1,9})?|\d{1,2}(?:,\d{2}){1,5},\d{3}|\d{1,3}(?:\.\d{3}){2,5}"
    r"|\d{1,3}\.000|\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3}){1,4}|\d{1,15}[.,]\d{1,2}(?!\d)"
    r"|\d{1,15}\.\d{1,9}|\d{1,15})"
)
"""A number in digits, with commas, points or spaces between its groups."""


@cache
def _patterns() -> dict[str, str]:
    """Return the sub-patterns a number is built of."""
    data = vocabulary()
    tens, units = any_of(list(data["tens"])), any_of(list(data["words"]))
    small = rf"(?:{tens}(?:[-\s]{units})?|{units})\b"
    hundreds = rf"(?:(?:\b[Aa]|{small})[\s-]hundred\b(?:(?:\s+and)?\s+{small})?|{small})"
    scale = any_of([*(word for word in data["scales"] if word != "hundred"), *data["groups"]])
    halved = rf"(?:{small}|\d{{1,3}})\s+and\s+a\s+half"
    head = rf"(?:half\s+a|{halved}|\b[Aa]n?|{hundreds}|{DIGITS})"
    hundred = rf"{halved}\s+hundred\b"
    spelled = (
        rf"(?:{hundred}|{head}[\s-]{scale}\b(?:,?\s+{hundreds}[\s-]{scale}\b)*"
        rf"(?:,?(?:\s+and)?\s+{hundreds}(?!\s+{scale}))?|{hundreds})"
    )
    suffix = any_of(list(data["suffixes"]))
    return {"spelled": spelled, "digits": rf"{DIGITS}(?:\s?{suffix}\b)?", "scale": scale}


@cache
def _number() -> str:
    """Return the pattern of one number, in digits or words, with its currency sign."""
    parts = _patterns()
    return rf"(?:(?:US)?[$€£]\s?)?(?:{parts['spelled']}|{parts['digits']})"


@cache
def word_pattern() -> str:
    """Return the pattern of one plain number in digits or words (no currency, no suffix)."""
    parts = _patterns()
    return rf"(?:{parts['spelled']}|{DIGITS})"


@cache
def _expression() -> re.Pattern[str]:
    """Return the pattern of a whole number expression with its qualifiers."""
    data = vocabulary()
    before = {name: any_of(words) for name, words in data["qualifiers"].items()}
    qualifier = "|".join(rf"(?P<{name}>{pattern})" for name, pattern in before.items())
    one = _number()
    return re.compile(
        rf"(?<![\w.,/-])(?:\b(?:{qualifier})\s+)?"
        rf"(?:(?:{any_of(data['several'])}\s+(?P<plural>{any_of(list(data['plurals']))})"
        rf"|(?P<vague>{any_of(list(data['vague']))}))\b|(?P<whole>{any_of(list(data['whole']))})\b"
        rf"|(?:(?P<open>between|from)\s+)?(?P<low>{one})"
        rf"(?:(?P<link>\s+(?:to|or|and)\s+|\s?[-–—]\s?)(?P<high>{one}))?)(?![\d]|[-.,]\d|\w)"
        r"(?P<after>\+|\s+or\s+more\b|\s+or\s+so\b)?(?!\s+another\b)"
        rf"(?!\s?-\s?year\s?-\s?olds?\b|[\s-]+{any_of(data['fractions'])}\b)",
        re.IGNORECASE,
    )


def _digits_value(words: str) -> float:
    """Return the value of a number in digits: grouping signs out, decimal sign to a point."""
    if re.fullmatch(r"\d{1,3}(?:\.\d{3}){2,}|\d{1,3}\.000", words):
        return float(words.replace(".", ""))
    if re.fullmatch(r"\d+,\d{1,2}", words):
        return float(words.replace(",", "."))
    return float(re.sub(r"[,\s\u00a0\u2009\u202f]", "", words))


_TOKEN = re.compile(rf"{DIGITS}|[a-z]+")


@cache
def _tables() -> tuple[dict[str, int], dict[str, int]]:
    """Return the words that add and the words that multiply."""
    data = vocabulary()
    return {**data["words"], **data["tens"]}, {
        **data["scales"],
        **data["groups"],
        **data["suffixes"],
    }


def _value(words: str) -> Number:
    """Return the number that ``words`` (one number, as matched) stands for."""
    adding, scaling = _tables()
    total, current = 0.0, 0.0
    for token in _TOKEN.findall(words.lower()):
        if token[0].isdigit():
            current = _digits_value(token)
        elif token in adding:
            current += adding[token]
        elif token in ("a", "an"):
            current = current or 1
        elif token == "half":  # noqa: S105
            current += 0.5
        elif token == "hundred":  # noqa: S105
            current *= 100
        elif token in scaling:
            total, current = total + current * scaling[token], 0.0
    return tidy(total + current)


def tidy(value: float) -> Number:
    """Return ``value`` as an int where it is whole."""
    rounded = round(value, 6)
    return int(rounded) if rounded == int(rounded) else rounded


def _shared_scale(low: str, high: str) -> str:
    """Return ``low`` with the scale of ``high`` where only that one names it ("2 to 3 million")."""
    scale = re.search(rf"\s(?:{_patterns()['scale']}|hundred)\b.*$", high, re.IGNORECASE)
    plain = re.fullmatch(rf"[$€£]?{DIGITS}|[a-z-]+", low, re.IGNORECASE)
    if scale and plain and not re.search(r"hundred|thousand|illion|dozen", low, re.IGNORECASE):
        return low + scale.group()
    return low


def _read(match: re.Match[str]) -> NumberRange:
    """Return the range a match of the expression means."""
    group = match.groupdict()
    after = re.sub(r"\s+", " ", group["after"] or "").strip()
    approx = bool(group["approx"]) or after == "or so"
    vague = group["vague"] or vocabulary()["plurals"].get((group["plural"] or "").lower())
    if vague:
        words = re.sub(r"\s+", " ", vague.lower())
        return NumberRange(vocabulary()["vague"][words], None, approx)
    if group["whole"]:
        count = vocabulary()["whole"][re.sub(r"\s+", " ", group["whole"].lower())]
        return NumberRange(count, count, approx)
    return _bounded(group, approx=approx, more=after in ("+", "or more"))


def _bounded(group: dict[str, str | None], *, approx: bool, more: bool) -> NumberRange:
    """Return the range of one or two plain numbers under their qualifier."""
    low_words, high_words = group["low"] or "", group["high"]
    if high_words:
        low, high = _value(_shared_scale(low_words, high_words)), _value(high_words)
        if low <= high:
            return NumberRange(low, high, approx)
    value = _value(low_words)
    if group["min"] or more:
        return NumberRange(value, None, approx)
    if group["max"]:
        return NumberRange(None, value, approx)
    return NumberRange(value, value, approx)


def _usable(match: re.Match[str]) -> bool:
    """Tell whether a match is one expression: "and" links two numbers only after "between"."""
    link = (match["link"] or "").strip().lower()
    return link != "and" or (match["open"] or "").lower() == "between"


def _matches(text: str) -> list[tuple[Span, NumberRange]]:
    """Return every number expression of ``text`` with the range it means."""
    found, position = [], 0
    pattern = _expression()
    while match := pattern.search(text, position):
        end = match.end()
        if not _usable(match):
            end = match.end("low")
            shorter = pattern.fullmatch(text, match.start(), end)
            if shorter is None:
                position = end
                continue
            match = shorter
        found.append((Span(match.start(), end), _read(match)))
        position = end
    return found


def find_numbers(text: str) -> tuple[tuple[Span, NumberRange], ...]:
    """Return every number expression of ``text`` with its span, in reading order.

    Days, years and clock times are numbers too: leave out the spans that a time expression covers.
    """
    return tuple(_matches(text))


def parse_range(words: str, *, article_is_one: bool = False) -> NumberRange | None:
    """Return the first number in ``words`` as the codebook reads it, ``None`` where it is silent.

    With ``article_is_one`` a phrase that begins with "a" or "an" and holds no number is one.
    """
    found = _matches(words)
    if found:
        return found[0][1]
    if article_is_one and re.match(
        r"\s*(?:an?|another)\s+(?!few\b|couple\b|number\b|lot\b)\w", words, re.IGNORECASE
    ):
        return NumberRange(1, 1)
    return None


@cache
def _several() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){any_of(vocabulary()['several'])}\b", re.IGNORECASE)


def is_vague(words: str) -> bool:
    """Tell whether ``words`` say "several" and no number: how many is said, and is not known."""
    return bool(_several().search(words)) and not _matches(words)
