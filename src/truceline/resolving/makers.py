"""The ways by which a candidate for a mention is found, each by a name.

From the mention's own words, the names within it, its chain, longer names of the article, those
whom the article is about, and those spoken of before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from truceline.model import Span
from truceline.reading.coreference import Chain
from truceline.reading.nouns import is_person_noun
from truceline.resolving.cast import Cast
from truceline.resolving.habits import bare, is_pair, read_habits
from truceline.resolving.names import plain
from truceline.resolving.ownership import is_aside
from truceline.resolving.parties import Resolution
from truceline.resolving.pointed import asides, key_of
from truceline.resolving.posts import is_private
from truceline.resolving.roster import demonym_of, state_of_demonym
from truceline.resolving.shapes import is_plural, is_pronoun, is_thing, shape_of, short_of

Sides = tuple[Resolution, ...]
"""One who is meant, or all of several: "both sides", "four groups"."""

UNARMED = "civilians"
"""The side of victims who belong to none: what coders of the field call them."""

_PRIORS = 6
_STATES = 3
_SIDES = 4
_REACH = 40
_INSIDE = 4
_LANDS = 2
_TOLD = 4
"""Descriptions of a person that are looked through for an office."""
_BESIDE = 320
"""Characters from a state's name beyond which nobody described without an office serves it."""
_DEFINITE = frozenset(("the", "this", "that", "these", "those"))


class Asked(NamedTuple):
    """What is known beside the words of a mention: the part it plays, and who else plays one."""

    role: str = "actors"
    kind: str = ""
    others: frozenset[str] = frozenset()
    """Sides (keys) that already act in the record: they are seldom its targets too."""


def made_for(cast: Cast, span: Span, asked: Asked, rule: Sides) -> Iterator[tuple[str, Sides]]:
    """Yield each way to a candidate for ``span`` (by name) with who is meant that way."""
    words = span.of(cast.text)
    if rule:
        yield f"rule.{rule[0].kind}.{'party' if rule[0].party else 'none'}", rule
    if is_pair(words):
        yield from _pairs(cast, span)
        return
    yield from _of_words(cast, span, asked)
    short = bare(short_of(words)) or bare(words)
    form, _, first = shape_of(words)
    person = named_person(cast, span)
    if person is not None:
        yield from _of_person(cast, person, span)
    else:
        yield from _of_article(cast, short, span.start, armed=_may_be_group(words))
        yield from _rebels(cast, short, span.start)
    if form == "pronoun" or (form == "noun" and first in _DEFINITE):
        yield from _before(cast, span)


def _of_words(cast: Cast, span: Span, asked: Asked) -> Iterator[tuple[str, Sides]]:
    """Yield those who are meant by a mention's own words and the names within it."""
    words = span.of(cast.text)
    for known, where in _inside(cast, span):
        yield f"{where}.{known.kind}", (known,)
        state = state_of_people(known)
        if state in cast.states:
            yield "people", (Resolution(bare(words), state, "state", "a people's state"),)
    whole, short = bare(words), bare(short_of(words)) or bare(words)
    yield "words", (Resolution(whole, None, "unknown", "as written"),)
    if short != whole:
        yield "short", (Resolution(short, None, "unknown", "as written"),)
    for index in cast.chains.within(span)[:_INSIDE]:
        mention, form = cast.chains.mentions[index], cast.chains.forms[index]
        chain = (called(cast.of_chain(mention.chain)),)
        if is_aside(cast.text, span, mention.span):
            yield f"chain.aside.{form}", chain
            continue
        yield f"chain.{form}", chain
        kind = cast.chains.chain(index).kind
        yield f"chain.{form}.{kind}.{_place_of(mention.span, span)}", chain
    beside = cast.of_phrase(span)
    if beside.party is not None:
        yield "beside", (called(beside),)
    if asked.role == "targets" and not is_thing(shape_of(words)[1]):
        yield "unarmed", (Resolution(short, UNARMED, "unknown", "victims of no side"),)
    for number, fuller in enumerate(cast.standing.fuller(short)):
        yield f"fuller.{number}.{fuller.kind}", (fuller,)
    said = words.lower().split() if read_habits().rebels.isdisjoint(plain(words).split()) else ()
    blocs = (read_habits().blocs.get(word) for word in said)
    for bloc in dict.fromkeys(bloc for bloc in blocs if bloc):
        yield "bloc", (Resolution(short, bloc, "group", "a part of the world"),)


def state_of_people(known: Resolution) -> str | None:
    """Return the state whose people a group is by name: Palestine for "Palestinians"."""
    return state_of_demonym(known.party or known.name) if known.kind == "group" else None


def _place_of(inner: Span, span: Span) -> str:
    """Return where in a mention another one stands."""
    if inner.covers(span):
        return "whole"
    return "start" if inner.start <= span.start else "end" if inner.end >= span.end else "mid"


def _pairs(cast: Cast, span: Span) -> Iterator[tuple[str, Sides]]:
    """Yield each two of the sides that the article speaks of most."""
    outside = cast.fronts.outside(span)
    found = [s for s in cast.fronts.contenders(cast.standing.sides) if s.party not in outside]
    sides, odds = found[:_SIDES], {s.party for s in cast.at_odds(found)}
    for one in range(len(sides)):
        for two in range(one + 1, len(sides)):
            if not {sides[one].party, sides[two].party} <= odds:
                continue
            kinds = "".join(sorted((sides[one].kind[0], sides[two].kind[0])))
            yield f"both.{one}{two}", (sides[one], sides[two])
            yield f"both.{kinds}", (sides[one], sides[two])


def _rebels(cast: Cast, said: str, at: int) -> Iterator[tuple[str, Sides]]:
    """Yield the armed whom a mention speaks of: "a militant hideout" is one of militants."""
    words = plain(said).split()
    for place, word in enumerate(words):
        if word not in read_habits().rebels:
            continue
        where = "last" if place == len(words) - 1 else "beside"
        many = word if is_plural(word) else f"{word}s"
        group = cast.rebels(word, at)
        if group is not None:
            yield f"rebels.{where}", (called(group),)
        if many != word or where != "last":
            yield f"several.{where}", (Resolution(many, None, "unknown", "as written"),)
        yield from _of_lands(cast, many, said, where, cast.paragraph(at))


def _of_lands(
    cast: Cast, many: str, said: str, where: str, near: Span | None
) -> Iterator[tuple[str, Sides]]:
    """Yield rebels by their land, where the mention names it, or by a region of the article.

    In a digest the region is one of the paragraph ``near``.
    The side is called so ("Keth rebels"), the actor as the article does.
    """
    words = plain(said)
    militants = "militants" if many in read_habits().armed_men else many
    for state, _ in cast.states.most_common(_LANDS):
        adjective = demonym_of(state)
        if adjective and plain(adjective) in words.split():
            party = f"{adjective} {militants}"
            yield f"of_land.{where}", (Resolution(said, party, "group", "of a land"),)
    told = near.of(cast.text) if near else cast.text
    for number, region in enumerate(r for r in cast.standing.regions if r in told):
        own = "own" if plain(region) in words else f"{number}"
        party = f"{region} {many}"
        yield f"of_region.{where}.{own}", (Resolution(said, party, "group", "of a region"),)


def _of_person(cast: Cast, number: int, span: Span) -> Iterator[tuple[str, Sides]]:
    """Yield a person (a chain) with each side of the article that he or she may serve."""
    title = title_of(cast, span, cast.chains.chains[number])
    yield from cast.keep(("serving", number, title), lambda: list(_serving(cast, number, title)))


def _serving(cast: Cast, number: int, title: str) -> Iterator[tuple[str, Sides]]:
    chain = cast.chains.chains[number]
    name = cast.of_chain(number).name
    if title == "none" or cast.is_of_strangers(chain):
        return
    fields = {key for said in chain.descriptions for key in asides(cast, said)}
    served = cast.served_by(number)
    for place, side in enumerate(cast.standing.sides[:_SIDES]):
        party = side.party or side.name
        if key_of(side) in fields or (served and party not in served):
            continue
        known = (Resolution(name, party, "person", "of a side of the article"),)
        gap = min(
            cast.standing.gap_to(party, s) for s in (*chain.spans[:2], *chain.descriptions[:2])
        )
        if title == "other" and side.kind == "state" and gap >= _BESIDE:
            continue
        yield f"serves.{place}", known
        yield f"serves.{side.kind}.{title}", known
        yield f"serves.{place}.{title}", known
        yield f"serves.near{(gap // 40).bit_length()}", known
        yield f"serves.office.{party in cast.offices}.{title}", known


def named_person(cast: Cast, span: Span) -> int | None:
    """Return the chain of the person whom a mention names at its end, if it is a name."""
    if shape_of(span.of(cast.text))[0] != "name":
        return None
    for index in cast.chains.within(span):
        ends = cast.chains.mentions[index].span.end == span.end
        if (
            ends
            and cast.chains.forms[index] == "name"
            and cast.chains.chain(index).kind == "person"
        ):
            return cast.chains.mentions[index].chain
    return None


def title_of(cast: Cast, span: Span, chain: Chain) -> str:
    """Return what sort of office the article gives a person: "none" where it gives nothing."""
    told = [s.of(cast.text) for s in chain.descriptions[:_TOLD]]
    said = [span.of(cast.text), *(phrase for phrase in told if not is_private(phrase))]
    words = [w for phrase in said for w in plain(phrase).split()]
    for sort in ("rebels", "ranks", "of_state", "persons", "called", "armed"):
        if set(words) & getattr(read_habits(), sort):
            return sort
    persons = (
        is_person_noun(w) for phrase in said[1:] for w in re.split(r"[\s-]+", phrase.lower())
    )
    return "other" if len(said) > len(told) and any(persons) else "none"


def called(known: Resolution) -> Resolution:
    """Return one who is known without what stands around the name."""
    name = bare(known.name)
    return known if name == known.name else known._replace(name=name)


def _inside(cast: Cast, span: Span) -> Iterator[tuple[Resolution, str]]:
    """Yield those known by a name within the span: "inside", or "aside" where it says no more."""
    words = bare(span.of(cast.text))
    for place, known in cast.known_near(span):
        part = known.kind != "person" and _is_part_of_person(cast, place)
        if place.overlaps(span) and known.party is not None and not part:
            where = "aside" if is_aside(cast.text, span, place) else "inside"
            yield known if known.kind == "person" else known._replace(name=words), where
            if known.kind == "person":
                yield Resolution(known.name, None, "person", "speaks for nobody"), where


def _is_part_of_person(cast: Cast, place: Span) -> bool:
    """Tell whether a name of the data is but a part of a person's name in the article."""
    longer = (i for i in cast.chains.within(place) if cast.chains.mentions[i].span != place)
    return any(
        cast.chains.forms[i] == "name" and cast.chains.chain(i).kind == "person" for i in longer
    )


def _of_article(cast: Cast, words: str, place: int, *, armed: bool) -> Iterator[tuple[str, Sides]]:
    """Yield the states, and where ``armed`` men may be meant the groups, of the article."""
    states = cast.ranked_states(place)[:_STATES]
    for number, state in enumerate(states):
        name = state if is_pronoun(words) else words
        yield f"state.{number}", (Resolution(name, state, "state", "the article's state"),)
    groups = cast.groups(place)[:_STATES] if armed else []
    for number, group in enumerate(groups):
        yield f"group.{number}.{min(len(groups), _STATES)}", (called(group),)
    sides = [*(Resolution(s, s, "state", "") for s in states[:2]), *groups[:1]]
    for one, two in ((0, 1), (0, 2)):
        if two < len(sides) and key_of(sides[one]) != key_of(sides[two]):
            yield f"both.{sides[two].kind}.{len(states) > 1}", (sides[one], sides[two])


def _may_be_group(words: str) -> bool:
    """Tell whether words may mean an armed group of the article: "nine opposition parties" may not.

    "They", "the movement" and armed men of any kind may.
    """
    form, _, first = shape_of(words)
    told = form == "pronoun" or first in _DEFINITE
    return told or not _armed_or_serving().isdisjoint(plain(words).split())


@cache
def _armed_or_serving() -> frozenset[str]:
    habits = read_habits()
    return habits.rebels | habits.armed | habits.armed_men | habits.members | habits.of_state


def _before(cast: Cast, span: Span) -> Iterator[tuple[str, Sides]]:
    """Yield who was spoken of last, the nearest first."""
    seen: set[int] = set()
    many = is_plural(shape_of(span.of(cast.text))[1])
    for index in cast.chains.before(span.start, _REACH):
        number = cast.chains.mentions[index].chain
        if number in seen:
            continue
        seen.add(number)
        chain = cast.chains.chains[number]
        if many and chain.kind == "person":
            continue
        known = called(cast.of_chain(number))
        strong = "s" if cast.chains.weights[index] >= _STATES else "o"
        shape = f"{known.kind}.{'p' if chain.plural else '1'}.{strong}"
        yield f"prior.{len(seen)}", (known,)
        yield f"prior.{shape}.{'near' if len(seen) <= _STATES else 'far'}", (known,)
        if len(seen) == _PRIORS:
            return
