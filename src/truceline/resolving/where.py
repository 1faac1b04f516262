"""Where: the most exact place that a stretch of text tells of, in the article's words."""

from __future__ import annotations

import re
from functools import cache

from truceline.model import Reading, Span
from truceline.reading.nearby import touched
from truceline.resolving.habits import dayless, read_habits
from truceline.resolving.names import plain
from truceline.resolving.roster import read_data, read_rows, read_table

EDGES = " \t\r\n,;:–—-\"“”'‘’«»"
_SMALL = re.compile(
    r"^(?:(?!(?:north|south|east|west|central|upper|lower|near|along)\w*\b)[a-z'’-]+ )+"
    r"(?=(?:\w+ern |central )?[A-Z])"
)
"""Words in small letters before a name, but for the points of the compass."""
_LEAD = re.compile(
    r"^(?:(?:in|at|near|on|from|to|around|outside|inside|across)\s+)?(?:the\s+|The\s+(?=[a-z]))?"
)
_LEADING = re.compile(r"^(?:in|at|near|on|from|to|around|outside|inside|across)\s+")
_APPOSED = re.compile(r"([A-Z][\w'’-]*(?: [A-Z][\w'’-]*)*), (?:an?|the) [a-z].*")
_HALF_OPEN, _HALF_SHUT = re.compile(r"\s*\([^)]*$"), re.compile(r"^([^(]*)\)$")
_SECOND = re.compile(r" and the [a-z].*")
_INNER = re.compile(
    r"([A-Z][\w'’-]*(?: (?:al|el|de|del|la)?-?[A-Z][\w'’-]*)*(?: [a-z]+)?)"
    r" (?:(in)|of) (?:the )?(?:\w+ern )?[A-Z]"
)
"""A place in a larger one: "Selm valley in Ostra", "Selm area of southern Ostra"."""
_OWNER = re.compile(r"([A-Z][\w -]*)['’]s ([A-Z][\w-]+)$")
"""A city with its state ("Kenya's Lamu"); a region keeps its state, as annotators write it."""
_OF_NAME = re.compile(r"\b([A-Z]\w+) of (?:the )?$")
_BACK = 40
_WITHIN = re.compile(r"([A-Z][\w'’-]*(?: [A-Z][\w'’-]*)*), (?:in )?(?:\w+ern )?[A-Z]\w+.*")


def place_named(span: Span, reading: Reading) -> str | None:
    """Return the place that ``span`` names; ``None`` where it names none.

    "The Liverpool summit" is in Liverpool, a summit on Libya is not there. What has no name is as
    the article calls it ("the airport"); "the streets" and "that country" say nothing.
    """
    text = reading.article.text
    if _topic_lead().search(text, max(0, span.start - _BACK), span.start):
        return None
    span = _whole_name(span, text)
    words = _exact(re.sub(r"\s+", " ", span.of(text)).strip(EDGES), reading)
    last = words.rpartition(" ")[2]
    lists = mention_words()
    if not is_named(words):
        return _described(span.of(text))
    if _is_people(span, words, reading):
        return None
    if last.lower() in lists["no_places"] or not (last[:1].isupper() or last in lists["places"]):
        return _named_in(span, reading)
    if last.islower() and words[0].isupper() and plain(words.partition(" ")[0]) in _peoples():
        return _described(span.of(text)) or words
    return words


def is_named(place: str) -> bool:
    """Tell whether words for a place hold a name: "the airport" is one of many."""
    return any(char.isupper() for char in place)


def _described(words: str) -> str | None:
    """Return a place that has no name, as the article calls it: "two Velmaran towns".

    Words for a whole country or a length ("across the country", "200 metres") and a single word
    say nothing that the record does not.
    """
    told = _LEADING.sub("", re.sub(r"\s+", " ", words).strip(EDGES))
    first, _, last = told.rpartition(" ")
    return told if first and last not in mention_words()["no_sites"] else None


def _exact(words: str, reading: Reading) -> str:
    """Return the most exact name in the words of a place, without what describes it."""
    words = _LEAD.sub("", words)
    if beside := _beside().match(words):
        return dayless(beside[1], place=True)
    exact = _APPOSED.match(words) or _settlement().search(words) or _WITHIN.match(words)
    words = _SMALL.sub("", exact[1].strip(EDGES) if exact else words)
    words = _SECOND.sub("", _HALF_SHUT.sub(r"\1", _HALF_OPEN.sub("", words)))
    inner = _INNER.match(words)
    if inner and _is_name(inner[1], reading, behind_of=not inner[2]):
        words = inner[1]
    owner = _OWNER.match(words)
    words = owner[2] if owner and owner[1] in _state_names() else words
    return dayless(words, place=True)


def _is_name(words: str, reading: Reading, *, behind_of: bool) -> bool:
    """Tell whether words name a place within another: no people's quarter, no "Gulf of"."""
    first, last = words.partition(" ")[0], words.rpartition(" ")[2]
    known = last in mention_words()["places"]
    text, people = reading.article.text, (e for e in reading.entities if e.type == "nationality")
    ours = plain(first) in _peoples() or any(e.span.of(text) == first for e in people)
    return not ours and (known or (last[:1].isupper() and not behind_of))


def _whole_name(span: Span, text: str) -> Span:
    """Return a part of a name with the whole of it: "Control" of "Line of Control"."""
    ahead = _OF_NAME.search(text, max(0, span.start - _BACK), span.start)
    if ahead is None or ahead[1].lower() not in mention_words()["places"]:
        return span
    return Span(ahead.start(), span.end) if text[span.start].isupper() else span


def _is_people(span: Span, words: str, reading: Reading) -> bool:
    """Tell whether words are those of a people or a group alone ("Velmaran")."""
    named = (reading.entities[n] for n in touched(span, reading.entities))
    people = (e for e in named if e.type == "nationality")
    text = reading.article.text
    return plain(words) in _peoples() or any(words in e.span.of(text) for e in people)


@cache
def _peoples() -> frozenset[str]:
    """Return the words for peoples, faiths and armed groups that name no place by themselves."""
    states = read_rows(read_data("states.csv"), "states.csv")
    groups = read_rows(read_data("groups.csv"), "groups.csv")
    found = {plain(word) for row in states for word in row.cells["demonyms"].split("|")}
    found |= {plain(word) for row in groups for word in row.cells["aliases"].split("|")}
    return frozenset(found) | read_habits().adjectives_only


def _named_in(span: Span, reading: Reading) -> str | None:
    """Return the last place that the network sees named within ``span``."""
    near = (reading.entities[n] for n in touched(span, reading.entities))
    places = (e.span for e in near if e.type == "place" and span.covers(e.span))
    seen = (place.of(reading.article.text) for place in places)
    named = [words for words in seen if not words.islower() and plain(words) not in _peoples()]
    return named[-1] if named else None


@cache
def mention_words() -> dict[str, frozenset[str]]:
    """Return the lists of ``mentions.toml`` by name."""
    return {name: frozenset(words.split()) for name, words in read_table("mentions.toml").items()}


@cache
def _beside() -> re.Pattern[str]:
    """Return the pattern of a place that is not in the land it names: "the border with Veland"."""
    borders, seas = ("|".join(sorted(mention_words()[name])) for name in ("borders", "seas"))
    return re.compile(
        rf"^[a-z'’ -]*?\b((?:(?:(?:north|south|east|west)\w* )?(?:{borders}) with"
        rf"|(?:{seas}) off) (?:the )?[A-Z].*)"
    )


@cache
def _settlement() -> re.Pattern[str]:
    listed = "|".join(sorted(mention_words()["settlements"]))
    return re.compile(rf"\b(?:{listed})(?: of|,)? ((?:al-)?[A-Z].*)")


@cache
def _topic_lead() -> re.Pattern[str]:
    """Return the pattern of what is held on a topic, right before it: "a summit on"."""
    listed = "|".join(sorted(mention_words()["on_topics"]))
    return re.compile(rf"\b(?:{listed}) (?:on|about|over) (?:the )?$")


@cache
def _state_names() -> frozenset[str]:
    """Return the names of states, whose possessive before a place is no part of its name."""
    return frozenset(row.cells["name"] for row in read_rows(read_data("states.csv"), "states.csv"))
