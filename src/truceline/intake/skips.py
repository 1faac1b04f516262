"""Passages that are kept but not read: link lines, captions, furniture, other languages.

The text is never changed; a passage to leave out becomes a ``Skip`` with its place and reason. What
gives a line away is data (``data/skips.toml``). Whether a line is English is decided by its script
and its common words, and only where these do not tell by the library py3langid, with thresholds
that leave short English lines, headlines and lists of names alone.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from truceline.model import Skip, SkipReason, Span

MIN_WORDS = 5
"""A line with fewer words in small letters is never judged to be in another language."""
MIN_PROBABILITY = 0.9
"""How sure the library must be that a line is in another language."""
_LONGEST = 400
"""Lines of more characters are read: no caption or link line is that long."""
_LIST_LINE = 160
_SAMPLE = 500
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_LATIN = re.compile(r"[A-Za-zÀ-ɏḀ-ỿ]")
_LINE = re.compile(r"[^\r\n]+")
_SENTENCE_END = re.compile(r"[.!?][\"'”’»)\]]*$")


class _Rule(NamedTuple):
    id: str
    reason: SkipReason
    reach: str
    needs: tuple[str, ...]
    regex: re.Pattern[str]


def find_skips(text: str) -> tuple[Skip, ...]:
    """Return the passages of ``text`` not to be read, in order, none overlapping another."""
    lines = _lines(text)
    skips: list[Skip] = []
    rest: SkipReason | None = None
    listing = False
    for line in lines:
        words = line.of(text)
        rule = _rule_for(words)
        listing = listing and len(words) <= _LIST_LINE and not _SENTENCE_END.search(words)
        if rest or listing or rule:
            reason = rest or (rule.reason if rule else "link")
            skips.append(Skip(start=line.start, end=line.end, reason=reason))
            listing = listing or (rule is not None and rule.reach == "list")
            if rule and rule.reach == "rest" and line.end > len(text) / 2:
                rest = rule.reason
        elif is_foreign(words):
            skips.append(Skip(start=line.start, end=line.end, reason="language"))
        else:
            skips.extend(_labels(text, line))
    return tuple(skips)


def is_foreign(line: str) -> bool:
    """Tell whether ``line``, by its first 500 characters, is surely not in English."""
    line = line[:_SAMPLE]
    if not line.isascii():
        letters = sum(map(str.isalpha, line))
        if letters - len(_LATIN.findall(line)) > letters / 2:
            return letters >= 2 * MIN_WORDS
    words = _WORD.findall(line)
    small = [word for word in words if word.islower()]
    if len(small) < MIN_WORDS or len(small) < len(words) / 2 or _reads_english(words):
        return False
    language, probability = _identifier().classify(line)
    return language != "en" and float(probability) >= MIN_PROBABILITY


def rule_for(line: str) -> str | None:
    """Return the id of the rule that takes the whole of ``line`` out, if one does."""
    rule = _rule_for(line.strip())
    return rule.id if rule else None


def _lines(text: str) -> list[Span]:
    """Return the extent of each line that is not blank, without the blanks around it."""
    found = []
    for line in _LINE.finditer(text):
        words = line.group()
        start = line.start() + len(words) - len(words.lstrip())
        if stripped := words.strip():
            found.append(Span(start, start + len(stripped)))
    return found


def _rule_for(line: str) -> _Rule | None:
    if len(line) > _LONGEST:
        return None
    lowered = line.lower()
    for rule in _rules():
        if any(letters in lowered for letters in rule.needs) and rule.regex.fullmatch(line):
            return rule
    return None


def _labels(text: str, line: Span) -> Iterator[Skip]:
    """Yield the labels of links inside a line, where the link's own end cannot be told."""
    for label in _label().finditer(text, line.start, line.end):
        before = text[max(line.start, label.start() - 4) : label.start()]
        if not before or (before.endswith(" ") and _SENTENCE_END.search(before.rstrip())):
            yield Skip(start=label.start(), end=label.end(), reason="link")


def _reads_english(words: list[str]) -> bool:
    """Tell whether common English words make up enough of ``words``: one in twelve."""
    common = _common()
    return 12 * sum(word.lower() in common for word in words) >= len(words)


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files("truceline.intake").joinpath("data/skips.toml").read_text("utf-8"))


@cache
def _rules() -> tuple[_Rule, ...]:
    return tuple(
        _Rule(
            row["id"],
            row["reason"],
            row["reach"],
            tuple(row.get("needs", ("",))),
            re.compile(row["pattern"], re.IGNORECASE),
        )
        for row in _data()["rule"]
    )


@cache
def _label() -> re.Pattern[str]:
    return re.compile(_data()["label"]["pattern"])


@cache
def _common() -> frozenset[str]:
    return frozenset(_data()["english"]["words"].split())


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 - rarely needed

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(_data()["languages"]["codes"].split())
    return identifier
