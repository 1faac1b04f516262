"""Whose talks, deal or truce it is by two names that a hyphen joins: "the Veland-Tarsia accord"."""

from __future__ import annotations

from itertools import pairwise

from truceline.coding.roles import TOGETHER
from truceline.model import Actor, Anchor, Span
from truceline.resolving.context import Context
from truceline.resolving.fillers import PARTIES, side
from truceline.resolving.habits import read_habits
from truceline.resolving.parties import Resolution

_HYPHENS = frozenset("-‑–—")
_SIDES = frozenset(("state", "group", "organisation"))
_NEAR = 30
"""Characters from a verb to the pair whose deal it seals ("signed a landmark Keth-Rhun pact")."""
_STOPS = frozenset('.;:,"“”')


def with_pair(anchor: Anchor, actors: tuple[Actor, ...], context: Context) -> tuple[Actor, ...]:
    """Return those who meet or deal with each other: the two whom a hyphen joins, if any are.

    Who acts for one of them stays ("the minister signed a Keth-Rhun pact"), others do not.
    """
    if anchor.kind not in TOGETHER:
        return actors
    for one, two in _pairs(anchor.span, context):
        named = {one.party, two.party}
        kept = tuple(a for a in actors if a.party in named)
        sides = {a.party for a in kept}
        if len({side(a) for a in actors}) >= PARTIES and not kept:
            continue
        missing = (p for p in (one.party, two.party) if p is not None and p not in sides)
        return (*kept, *(Actor(name=p, party=p) for p in missing))
    return actors


def _pairs(span: Span, context: Context) -> list[tuple[Resolution, Resolution]]:
    """Return the two of each hyphened pair before a noun at ``span``, or right behind a verb."""
    text, found = context.reading.article.text, []
    for (first, one), (second, two) in pairwise(context.known):
        if text[first.end : second.start] not in _HYPHENS or one.party == two.party:
            continue
        noun = read_habits().dealt.match(text, second.end)
        if noun is None or not {one.kind, two.kind} <= _SIDES:
            continue
        whole = Span(first.start, noun.end())
        between = text[span.end : first.start]
        sealed = 0 < len(between) <= _NEAR and _STOPS.isdisjoint(between)
        if whole.overlaps(span) or (sealed and span.of(text).lower() in read_habits().sealing):
            found.append((one, two))
    return found
