"""Who is meant, as training targets: for a mention, the words of its article that name them.

Annotated records give each mention a name and a party; words in capitals that stand for one party
elsewhere in the annotation ("Velandi", its leader's surname) name it, too. A treebank with
coreference gives chains, whose proper names are what their other mentions mean. One who has no name
in the article is meant by the noun: "gunmen".
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from truceline.model import Span
from truceline.reading.pointing import LONGEST
from truceline.reading.sentences import split_words

PARTS = ("actors", "targets", "source", "mediators")
SURE = 0.6
"""Share of a word's mentions that must be of one party for the word to name it."""
LONGEST_NAME = 8
_SMALL = frozenset(
    (
        "the", "of", "and", "for", "in", "a", "an", "to", "on", "at", "by", "from", "with",
        "some", "several", "many", "other", "two", "three", "'s", "’s", "least", "more", "than",
        "he", "she", "it", "they", "we", "i", "him", "her", "them", "us", "his", "its", "their",
        "our", "who", "which", "that", "this", "those", "these", "both", "each", "all", "one",
    )
)  # fmt: skip
_OF_NAMES = frozenset(("NNP", "NNPS", "POS", "DT", "IN", "CC", "CD"))
_NAMED = frozenset(("person", "organization", "place"))

Spans = list[tuple[int, int]]


@dataclass
class Meant:
    """A mention (its word indices in the unit) and the words that name who is meant."""

    mention: list[int]
    named: list[int]


def naming_words(rows: Iterable[Mapping[str, Any]]) -> dict[str, set[str]]:
    """Return the words in capitals that name each party in annotated articles."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        for actor in _actors(row):
            start, end = actor["span"]
            for word in {w for w in _content(row["text"][start:end]) if _is_capital(w)}:
                counts[word][_party(actor)] += 1
    found: dict[str, set[str]] = defaultdict(set)
    for word, parties in counts.items():
        party, count = parties.most_common(1)[0]
        if count >= SURE * parties.total():
            found[party].add(word)
    return found


def _actors(row: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for record in row["records"]:
        for part in PARTS:
            for actor in record.get(part) or ():
                if actor.get("span") and actor.get("name"):
                    yield actor


def _party(actor: Mapping[str, Any]) -> str:
    return str(actor.get("party") or actor["name"])


def _key(word: str) -> str:
    return word.rstrip(".") or word


def _words(text: str) -> list[str]:
    return [_key(span.of(text)) for span in split_words(text, Span(0, len(text)))]


def _content(text: str) -> list[str]:
    return [w for w in _words(text) if w[-1:].isalnum() and w.lower() not in _SMALL]


def _is_capital(word: str) -> bool:
    return word[:1].isupper()


def of_records(
    row: Mapping[str, Any], words: list[str], spans: Spans, naming: Mapping[str, set[str]]
) -> list[Meant]:
    """Return the mentions of an annotated article whose meaning has words there.

    Where the one meant has a name in the article, only words in capitals name them.
    """
    keys = [_key(word) for word in words]
    others = {word: party for party, found in naming.items() for word in found}
    found: dict[tuple[int, int], tuple[set[int], set[int]]] = {}
    for actor in _actors(row):
        name, party = str(actor["name"]), _party(actor)
        single = naming.get(party, set()) | {
            w for w in _content(name) if name != party and others.get(w, party) == party
        }
        named, noun = found.setdefault(tuple(actor["span"]), (set(), set()))
        named |= {i for i, key in enumerate(keys) if key in single and _is_capital(key)}
        named |= {i for i in _sequence(keys, party) if _is_capital(keys[i])}
        noun |= {i for i, key in enumerate(keys) if key in set(_content(name))}
    return _located([(s, sorted(named or noun)) for s, (named, noun) in found.items()], spans)


def _sequence(keys: list[str], name: str) -> set[int]:
    """Return the words of a text that are part of ``name`` in full."""
    parts = _words(name)
    starts = [i for i in range(len(keys)) if keys[i : i + len(parts)] == parts]
    whole = {j for i in starts for j in range(i, i + len(parts))}
    return {j for j in whole if keys[j].lower() not in _SMALL}


def of_names(
    rows: Iterable[Sequence[Any]], text: str, words: list[str], spans: Spans
) -> list[Meant]:
    """Return the mentions of a report of our own: start, end, and the names there that they mean.

    A noun without a name in the report means its own words; a pronoun without one is left out.
    """
    keys = [_key(word) for word in words]
    found = []
    for start, end, *names in rows:
        right = {i for name in names for i in _sequence(keys, name)}
        if not names:
            own = set(_content(text[start:end]))
            right = {i for i, key in enumerate(keys) if key in own}
        found.append(((start, end), sorted(right)))
    return _located(found, spans)


def _located(found: Iterable[tuple[tuple[int, int], list[int]]], spans: Spans) -> list[Meant]:
    out = []
    for (start, end), named in found:
        mention = [i for i, (s, e) in enumerate(spans) if s < end and start < e][:LONGEST]
        if mention and named:
            out.append(Meant(mention, named))
    return out


def of_chains(cells: list[str], tags: list[str]) -> list[Meant]:
    """Return the mentions of a treebank's chains that have a proper name, other than names.

    ``cells`` holds each word's ``Entity`` value (or ""): "(7-person-…" opens a mention of entity 7,
    "7)" ends it.
    """
    chains: dict[str, list[list[int]]] = defaultdict(list)
    opened: dict[str, list[int]] = defaultdict(list)
    for at, cell in enumerate(cells):
        for part in re.findall(r"\([^()]+\)?|\d+\)", cell):
            number, _, rest = part.strip("()").partition("-")
            if part[0] == "(" and rest.partition("-")[0] in _NAMED:
                opened[number].append(at)
            if part[-1] == ")" and opened[number]:
                chains[number].append(list(range(opened[number].pop(), at + 1)))
    out = []
    for mentions in chains.values():
        names = [m for m in mentions if _is_name([tags[i] for i in m])]
        named = sorted({i for m in names for i in m if tags[i].startswith("NNP")})
        out += [Meant(m[:LONGEST], named) for m in mentions if named and m not in names]
    return out


def _is_name(tags: list[str]) -> bool:
    """Tell whether a mention is a proper name by the tags of its words."""
    ends = tags[-1].startswith("NNP") or (tags[-1] == "POS" and tags[-2:][0].startswith("NNP"))
    return ends and len(tags) <= LONGEST_NAME and not set(tags) - _OF_NAMES
