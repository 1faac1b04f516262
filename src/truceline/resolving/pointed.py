"""Whom the network points at for a mention: how much speaks for each side of the article.

The network tells which words name the one meant; here each such word is taken for the side that the
data or the article's chains know it by.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache
from typing import NamedTuple

from truceline.model import Span
from truceline.resolving.cast import Cast
from truceline.resolving.habits import is_but_adjectives, read_habits
from truceline.resolving.names import plain
from truceline.resolving.ownership import is_aside
from truceline.resolving.parties import Resolution

_JOINED = re.compile(r"[-‑–]([A-Za-z]+)")


class Pointed(NamedTuple):
    """How much points at each side (by its key), who they are, and at the mention's own words."""

    share: dict[str, float]
    sides: dict[str, Resolution]
    own: float
    known: bool
    """False where the network says nothing of the mention."""


NOTHING = Pointed({}, {}, 0.0, False)


def key_of(known: Resolution) -> str:
    """Return what tells sides apart: the party, or the words where there is none."""
    return _key(known.party or known.name)


@lru_cache(maxsize=16384)
def _key(words: str) -> str:
    return plain(words).removeprefix("the ")


def pointed(cast: Cast, span: Span) -> Pointed:
    """Return whom the network points at for ``span``."""
    return cast.keep(("pointed", span), lambda: _pointed(cast, span))


def _pointed(cast: Cast, span: Span) -> Pointed:
    found = cast.meant(span)
    share: dict[str, float] = defaultdict(float)
    named: dict[str, dict[str, float]] = {}
    known_by: dict[str, Resolution] = {}
    own = 0.0
    aside = asides(cast, span)
    for word, chance in found:
        inside = word.overlaps(span)
        placed = inside and is_aside(cast.text, span, word)
        there = [] if placed else _named_at(cast, word, asked=inside)
        there = [(key, known) for key, known in there if key not in aside]
        for key in {key for key, _ in there}:
            share[key] += chance
        for key, known in there:
            names = named.setdefault(key, defaultdict(float))
            names[known.name] += chance
            known_by.setdefault(known.name, known)
        if not there and inside:
            own += chance
    sides = {key: known_by[max(names, key=names.__getitem__)] for key, names in named.items()}
    return Pointed(dict(share), sides, own, bool(found))


def asides(cast: Cast, span: Span) -> set[str]:
    """Return the sides that a mention names without meaning them: "Keth-backed mediators"."""
    return {
        key_of(known) for place, known in _names(cast, span) if is_aside(cast.text, span, place)
    }


def behind(cast: Cast, span: Span) -> set[str]:
    """Return the sides that a mention names as those behind whom it means ("Keth-backed")."""
    return {key_of(known) for place, known in _names(cast, span) if _backs(cast.text, place.end)}


def _names(cast: Cast, span: Span) -> list[tuple[Span, Resolution]]:
    """Return the names within a mention, those of the data and those of the article."""
    return cast.keep(("names", span), lambda: _find_names(cast, span))


def _find_names(cast: Cast, span: Span) -> list[tuple[Span, Resolution]]:
    inside = [(place, known) for place, known in cast.known_near(span) if place.overlaps(span)]
    named = (i for i in cast.chains.within(span) if cast.chains.forms[i] == "name")
    mentions = (cast.chains.mentions[index] for index in named)
    return [*inside, *((mention.span, cast.of_chain(mention.chain)) for mention in mentions)]


def _backs(text: str, at: int) -> bool:
    """Tell whether a hyphen and a word of ``backed`` stand at ``at``."""
    word = _JOINED.match(text, at)
    return word is not None and word.group(1).lower() in read_habits().backed


def _named_at(cast: Cast, word: Span, *, asked: bool) -> list[tuple[str, Resolution]]:
    """Return those whom a word is part of the name of, or else of the noun for, with their keys.

    A word of the mention ``asked`` about names nobody by a noun.
    """

    def find() -> list[tuple[str, Resolution]]:
        found = dict.fromkeys(_find_named_at(cast, word, asked=asked))
        return [(key_of(known), known) for known in found]

    return cast.keep(("named", word, asked), find)


def _find_named_at(cast: Cast, word: Span, *, asked: bool) -> list[Resolution]:
    inside = cast.chains.within(word)
    for index in inside:
        mention = cast.chains.mentions[index].span
        longer = mention.end > word.end and mention.covers(word)
        if longer and plain(mention.of(cast.text)).rpartition(" ")[2] in read_habits().rebels:
            return [cast.of_chain(cast.chains.mentions[index].chain)]
    names = [i for i in inside if cast.chains.forms[i] == "name"]
    found = [known for place, known in cast.known_near(word) if place.overlaps(word)]
    found += [cast.of_chain(cast.chains.mentions[i].chain) for i in names]
    found = [known for known in found if known.party or known.kind != "unknown"]
    found = [known for known in found if not is_but_adjectives(key_of(known))]
    if not found and not asked:
        nouns = [i for i in inside if cast.chains.forms[i] == "noun"]
        found = [cast.of_chain(cast.chains.mentions[i].chain) for i in nouns]
    return found
