"""Who several are that are not named: "both sides", "the other side", "four groups"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from truceline.model import Span
from truceline.resolving.cast import Cast
from truceline.resolving.habits import bare, read_habits
from truceline.resolving.makers import Sides, state_of_people
from truceline.resolving.parties import Resolution

_NUMBERS = ("none", "one", "two", "three", "four", "five", "six", "seven")
_TWINS = re.compile(r"(?:[\w\s-]+\b(?:of|from) )?(?:[Tt]he |[Bb]oth )?(?:two )?([A-Z][a-z]+s)")
"""The plural of a state's name, but no ship and no film of that name."""
_SUBJECT = 3
_NEAR = 6
"""Mentions before "the other side" among which one acts."""
_OWNER = 16
"""Characters around a body's name within which its owner's stands."""
_BEHIND = 120
"""Characters behind it within which somebody does where nobody acts before."""
_NOBODY = Resolution("", None, "unknown", "nobody named before")
_TWO = 2
_STEPS, _SHORTLY = 16, 300
"""Mentions, and characters, before "both sides" within which two are joined by name."""
_AND = re.compile(r"(?:['’]s?)? and (?:the )?")
_LISTED = re.compile(r",\s*(?:the )?$")
_ENDS = re.compile(r"[.!?]['\"”’]?\s")
_GROUPS = frozenset(("groups", "movements", "militias"))
"""Nouns of two that are no states."""
_ASIDE = 0.1
"""How much a side weighs that does nothing which sides in a conflict do."""
_AT_PEACE = 0.5
"""How much it weighs where states are meant, who may deal with each other in peace."""
_REACH = 80
"""Mentions that are looked back over for the two sides of "both sides"."""


def counted_groups(cast: Cast, span: Span) -> Sides:
    """Return the groups that "four militant groups" are, where the article names just as many."""
    found = _numbered().match(span.of(cast.text).lower())
    if found is None:
        return ()
    groups = cast.groups(span.start)
    number = _NUMBERS.index(found[1]) if found[1] in _NUMBERS else int(found[1])
    return tuple(_side(group) for group in groups) if number == len(groups) > 2 else ()


@cache
def _numbered() -> re.Pattern[str]:
    counted, some = "|".join(read_habits().counted), "|".join(_NUMBERS[3:])
    return re.compile(rf"(?:the |all )?({some}|[3-7]) (?:[\w-]+ ){{0,3}}(?:{counted})$")


def twins_of(cast: Cast, span: Span) -> Sides:
    """Return the two states of one name that a plural means: "the two Koreas"."""
    words = span.of(cast.text)
    told = _TWINS.fullmatch(words) if words.endswith("s") else None
    states = read_habits().twins.get(told[1].lower(), ()) if told else ()
    return tuple(cast.resolve(state) for state in states)


def both_of(cast: Cast, span: Span, words: str) -> Iterator[Resolution]:
    """Yield the two sides that "both" means: those named together, or the weightiest, before it.

    "Both leaders" are two persons or, where fewer are named, those of the two sides; "both rebel
    groups" are two armed groups, if so many are named.
    """
    nouns = set(words.split())
    persons = bool(nouns & read_habits().persons)
    states = bool(nouns & read_habits().states)
    joined = [] if "them" in nouns else _joined_before(cast, span)
    sides = _contending(cast, span, persons=persons, states=states)
    if persons and len(sides) < _TWO:
        persons, sides = False, _contending(cast, span, states=states)
    if joined and {s.party for s in joined} != {s.party for s in sides[:_TWO]}:
        persons, sides = persons and all(s.kind == "person" for s in joined), joined
    groups = [s for s in sides if cast.is_group(s.party or "")] if nouns & _GROUPS else []
    sides = groups if len(groups) >= _TWO else sides
    if len(sides) < _TWO:
        yield Resolution(bare(span.of(cast.text)), None, "unknown", "nobody named before")
        return
    for known in sides[:_TWO]:
        yield known if persons else _side(known)


def _joined_before(cast: Cast, span: Span) -> list[Resolution]:
    """Return the two whom "and" joins by name in what is told before "both sides".

    "Keth and Rhun met. Both sides said …": not who acts upon them, nor who only mediates.
    """
    outside = cast.fronts.outside(span)
    last: tuple[Span, Resolution] | None = None
    for index in cast.chains.before(span.start, _STEPS):
        place, number = cast.chains.mentions[index]
        if cast.chains.forms[index] != "name" or span.start - place.end > _SHORTLY:
            continue
        one, two = (cast.of_chain(number), place), last
        last = (place, one[0])
        if two is None or not _AND.fullmatch(cast.text, place.end, max(place.end, two[0].start)):
            continue
        listed = _LISTED.search(cast.text, max(0, place.start - _OWNER), place.start)
        if listed or not _ENDS.search(cast.text, two[0].end, span.start):
            continue
        pair = [one[0], two[1]]
        if outside.isdisjoint(side.party for side in pair) and _may_contend(cast, pair):
            return pair
    return []


def _may_contend(cast: Cast, pair: list[Resolution]) -> bool:
    """Tell whether two named together are two sides, neither of them a people or a mere host."""
    apart = len({side.party for side in pair} - {None}) == _TWO
    idle = (cast.fronts.is_bystander(side.party) or state_of_people(side) for side in pair)
    return apart and not any(idle)


def _contending(
    cast: Cast, span: Span, *, persons: bool = False, states: bool = False
) -> list[Resolution]:
    """Return the sides before ``span`` that may be two against each other, the weightiest first."""
    outside = cast.fronts.outside(span)
    sides = _sides(cast, span.start, persons=persons, states=states)
    return cast.at_odds([side for side in sides if side.party not in outside])


def _side(known: Resolution) -> Resolution:
    return Resolution(known.party or known.name, known.party, known.kind, known.reason)


def other_of(cast: Cast, span: Span) -> Resolution:
    """Return the side against the one that acts right before "the other side", or else behind it.

    Those spoken of before go first, then those of the whole report.
    """
    acting = _acting(cast, span)
    if acting is None:
        return _NOBODY
    sides = (*_sides(cast, span.start), *cast.fronts.contenders(cast.standing.sides))
    return next((_side(s) for s in sides if s.party not in acting), _NOBODY)


def _acting(cast: Cast, span: Span) -> set[str] | None:
    """Return the parties that the nearest subject before a mention, or the first behind it, names.

    "Veland's General Staff" is Veland, too.
    """
    before = list(cast.chains.before(span.start, _NEAR))
    near = Span(span.end, span.end + _BEHIND)
    for index in (*before, *cast.chains.within(near)):
        mention = cast.chains.mentions[index]
        acting = cast.of_chain(mention.chain).party
        if acting and cast.chains.weights[index] >= _SUBJECT:
            around = Span(max(0, mention.span.start - _OWNER), mention.span.end + _OWNER)
            beside = (
                cast.known_near(around) if cast.of_chain(mention.chain).kind == "unknown" else ()
            )
            return {acting} | {k.party for place, k in beside if place.overlaps(around) and k.party}
    return None


def _sides(
    cast: Cast, place: int, *, persons: bool = False, states: bool = False
) -> list[Resolution]:
    """Return the sides spoken of before ``place``, the weightiest first."""
    weights: dict[str, float] = {}
    known_by: dict[str, Resolution] = {}
    for step, index in enumerate(cast.chains.before(place, _REACH)):
        mention = cast.chains.mentions[index]
        known = cast.of_chain(mention.chain)
        weight = _weight(cast, known, persons=persons, states=states) * 0.96**step
        weight *= not cast.names_event(mention.span)
        if known.party and weight:
            weight *= cast.chains.weights[index] * _standing(cast, known.party, states=states)
            weights[known.party] = weights.get(known.party, 0.0) + weight
            known_by.setdefault(known.party, known)
    return [known_by[p] for p in sorted(weights, key=lambda p: (-weights[p], p))]


def _standing(cast: Cast, party: str, *, states: bool) -> float:
    """Return how much less a side weighs that does nothing which sides in a conflict do.

    "Both countries" may be two that are at peace.
    """
    return 1.0 if cast.fronts.acts[party] else _AT_PEACE if states else _ASIDE


def _weight(cast: Cast, known: Resolution, *, persons: bool, states: bool) -> float:
    """Return how likely a side is one of two that stand against each other."""
    if known.party is None or (persons and known.kind != "person"):
        return 0.0
    if known.kind == "person" and not persons and cast.is_body(known.party):
        return 0.1
    if known.party in cast.offices:
        return 2.0
    if cast.is_group(known.party):
        return 0.5 if states else 2.0
    if known.kind in ("state", "person", "unknown"):
        return 1.0 if known.kind != "unknown" or states else 0.6
    return 0.1
