"""Whom an act is aimed at: who is not where it is, nor of the side that does it.

The actor's own side is aimed at where a state acts upon its own, or words are told to them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from truceline.coding.clauses import is_addressed
from truceline.model import Actor, Anchor, Role, Span
from truceline.reading.nearby import touched
from truceline.resolving.context import Context
from truceline.resolving.fillers import PARTIES, side, who_fills, without
from truceline.resolving.habits import read_habits
from truceline.resolving.slots import roles_of, value_of

INWARD = frozenset(("action", "attack"))
"""Kinds that a side may do to its own: a state arrests and tries its citizens."""
TOLD = frozenset(("accusation", "demand", "proposal", "response"))
"""Kinds that one of a side may do to others of it by words to them: a minister urges soldiers."""
SURE = 0.6
"""Probability from which one of the actor's own party is taken for whom the act is aimed at."""
ONE_AIM = frozenset(("attack", "action", "accusation", "demand", "response"))
"""Kinds that have one aim, be it a list; an offer is made to two who are named apart."""
_SOMEWHERE = frozenset(("proposal", "response", "demand", "action"))
"""Kinds whose aim is taken for one where it is but where they are, or are to be, done."""
_WHERE = frozenset(("place", "venue"))
_AS_WELL = re.compile(r",?\s+(?:as well as|along with|together with)\s+", re.IGNORECASE)


def targets_of(anchor: Anchor, context: Context, actors: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """Return whom an act is aimed at: a truce has parties alone, as 407 of 412 annotated do."""
    if anchor.kind == "ceasefire":
        return ()
    others = _aimed_at(anchor, context, actors)
    if anchor.kind == "statement":
        return tuple(a for a in others if a.party)
    if not others and anchor.kind in INWARD | TOLD:
        others = _of_own_side(anchor, context, actors)
    return _but_where(others, anchor, context, actors)


def _aimed_at(anchor: Anchor, context: Context, actors: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """Return the targets of other sides: of mentions that nothing joins, the likeliest's side."""
    others = without(who_fills(anchor, "targets", context, actors), actors)
    if anchor.kind not in ONE_AIM or len({side(a) for a in others}) < PARTIES:
        return others
    aims = _joined(roles_of(anchor, "targets"), context.reading.article.text)
    for aim in sorted(aims, key=_likeliest, reverse=True):
        meant = who_fills(anchor._replace(roles=tuple(aim)), "targets", context, actors)
        aimed = {side(a) for a in meant}
        if kept := tuple(a for a in others if side(a) in aimed):
            return kept
    return others


def _but_where(
    others: tuple[Actor, ...], anchor: Anchor, context: Context, actors: tuple[Actor, ...]
) -> tuple[Actor, ...]:
    """Return targets without those that are but where it is: flour is brought "into Tarsk".

    What is done to a state or to one of the article's parties may be done there, and to a town that
    is besieged; but an offer to send envoys "to the capital" is not made to it.
    """
    if value_of(anchor, "plover") == "COERCE":
        return others
    places = [r.span for r in anchor.roles if r.name in _WHERE]
    there = [r for r in roles_of(anchor, "targets") if any(map(r.span.overlaps, places))]
    if anchor.kind not in _SOMEWHERE or not there or not others:
        return others
    meant = who_fills(anchor._replace(roles=tuple(there)), "targets", context, actors)
    if anchor.kind == "action":
        meant = tuple(a for a in meant if _is_mere_place(a, context))
    return without(others, meant)


def _is_mere_place(actor: Actor, context: Context) -> bool:
    """Tell whether somebody meant is a place that no data know and that has no government."""
    if actor.party != actor.name or any(k.party == actor.party for _, k in context.known):
        return False
    reading = context.reading
    return not context.resolver.governs(
        reading, context.chains, actor.party, reading.article.published
    )


def _joined(roles: Sequence[Role], text: str) -> list[list[Role]]:
    """Return mentions by the lists that "as well as" and the like make of them."""
    lists: list[list[Role]] = []
    for role in sorted(roles, key=lambda r: r.span):
        if lists and _AS_WELL.fullmatch(text[lists[-1][-1].span.end : role.span.start]):
            lists[-1].append(role)
        else:
            lists.append([role])
    return lists


def _likeliest(roles: Sequence[Role]) -> float:
    return max(role.probability for role in roles)


def _of_own_side(anchor: Anchor, context: Context, actors: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """Return targets of the actor's own party who are told apart from the actor."""
    acting = [role.span for role in roles_of(anchor, "actors")]
    sure = [
        role
        for role in roles_of(anchor, "targets")
        if role.probability >= SURE and not any(role.span.overlaps(span) for span in acting)
        if anchor.kind in INWARD or _is_told(role.span, anchor, context)
    ]
    others = anchor._replace(roles=tuple(sure))
    names = {name for actor in actors for name in (actor.name, actor.party)}
    return tuple(a for a in who_fills(others, "targets", context, actors) if a.name not in names)


def _is_told(span: Span, anchor: Anchor, context: Context) -> bool:
    """Tell whether an act is by words to who is named at ``span``: "urged the army to leave".

    Who is only told of it is not accused.
    """
    sentences = context.reading.sentences
    parts = [sentences[n] for n in touched(anchor.span, sentences)]
    verb = anchor.span.of(context.reading.article.text)
    if anchor.kind == "accusation" and verb in read_habits().heard:
        return False
    return any(is_addressed(span, anchor.span, sentence) for sentence in parts)
