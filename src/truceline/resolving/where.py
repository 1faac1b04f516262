"""Where: the most exact place that a stretch of text names, in the article's words."""

from __future__ import annotations

import re
import tomllib
from functools import cache

from truceline.model import Reading, Span
from truceline.resolving.habits import dayless
from truceline.resolving.roster import read_data

EDGES = " \t\r\n,;:–—-\"“”'‘’«»"
_SMALL = re.compile(
    r"^(?:(?!(?:north|south|east|west|central|upper|lower|near|along)\w*\b)[a-z'’-]+ )+"
    r"(?=(?:\w+ern |central )?[A-Z])"
)
"""Words in small letters before a name, but for the points of the compass."""
_LEAD = re.compile(
    r"^(?:(?:in|at|near|on|from|to|around|outside|inside|across)\s+)?(?:the\s+|The\s+(?=[a-z]))?"
)
_APPOSED = re.compile(r"([A-Z][\w'’-]*(?: [A-Z][\w'’-]*)*), (?:an?|the) [a-z].*")
_WITHIN = re.compile(r"([A-Z][\w'’-]*(?: [A-Z][\w'’-]*)*), (?:in )?(?:\w+ern )?[A-Z]\w+.*")


def place_named(span: Span, reading: Reading) -> str | None:
    """Return the place that ``span`` names; ``None`` where it names none.

    "The streets" name no place; "the Liverpool summit" is in Liverpool.
    """
    words = re.sub(r"\s+", " ", span.of(reading.article.text)).strip(EDGES)
    words = _LEAD.sub("", words)
    exact = _APPOSED.match(words) or _settlement().search(words) or _WITHIN.match(words)
    if exact:
        words = exact[1].strip(EDGES)
    words = _SMALL.sub("", words)
    words = dayless(words, place=True)
    last = words.rpartition(" ")[2]
    lists = mention_words()
    if not re.search(r"\b[A-Z]", words) or _is_people(span, words, reading):
        return None
    if last.lower() in lists["no_places"] or not (last[:1].isupper() or last in lists["places"]):
        return _named_in(span, reading)
    return words


def _is_people(span: Span, words: str, reading: Reading) -> bool:
    """Tell whether words are those of a people alone ("Velmaran")."""
    named = (e for e in reading.entities if e.span.overlaps(span))
    return any(e.type == "nationality" and e.span.of(reading.article.text) == words for e in named)


def _named_in(span: Span, reading: Reading) -> str | None:
    """Return the last place that the network sees named within ``span``."""
    named = [e.span for e in reading.entities if e.type == "place" and span.covers(e.span)]
    return named[-1].of(reading.article.text) if named else None


@cache
def mention_words() -> dict[str, frozenset[str]]:
    """Return the lists of ``mentions.toml`` by name."""
    raw = tomllib.loads(read_data("mentions.toml"))
    return {name: frozenset(words.split()) for name, words in raw.items()}


@cache
def _settlement() -> re.Pattern[str]:
    listed = "|".join(sorted(mention_words()["settlements"]))
    return re.compile(rf"\b(?:{listed})(?: of|,) ((?:al-)?[A-Z].*)")
