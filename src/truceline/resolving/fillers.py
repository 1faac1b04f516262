"""Who fills a role of an act: parties and persons, each once.

Outlets are not among those who act, and who is told as "it" is who speaks.
"""

from __future__ import annotations

from truceline.model import Actor, Anchor, Span
from truceline.resolving.context import Context
from truceline.resolving.habits import read_habits
from truceline.resolving.makers import Asked
from truceline.resolving.names import plain
from truceline.resolving.slots import roles_of
from truceline.resolving.spellings import as_spelt

_OWN_WORDS = frozenset(("it",))
PARTIES = 2
"""Parties without whom there is nobody to go between."""


def who_fills(
    anchor: Anchor, role: str, context: Context, others: tuple[Actor, ...] = ()
) -> tuple[Actor, ...]:
    """Return who fills a role; ``others`` are those who act in the record."""
    found: list[Actor] = []
    on = context.reading.article.published
    asked = Asked(role, anchor.kind, frozenset(plain(a.party or a.name) for a in others))
    for each in roles_of(anchor, role):
        span = _speaker_of(each.span, context)
        for named in context.resolver.actors(context.reading, context.chains, span, on, asked):
            actor = _whole_body(named, span, context)
            actor = as_spelt(actor, context.spelt, context.reading.article.text)
            told = actor if anchor.kind == "statement" else _but_outlet(actor, context)
            if told is not None and not any(_is_same(told, known) for known in found):
                found.append(told)
    return tuple(found)


def attributed(span: Span, kind: str, context: Context) -> tuple[Actor, ...]:
    """Return the source of the closest attribution whose content holds ``span``."""
    told = (context.reading.attributions[n] for n in context.near_contents.to(span))
    holding = [
        (sum(c.end - c.start for c in a.content), a.source)
        for a in told
        if a.source is not None and any(c.covers(span) for c in a.content)
    ]
    if not holding:
        return ()
    _, source = min(holding)
    on = context.reading.article.published
    asked = Asked("source", kind)
    return context.resolver.actors(context.reading, context.chains, source, on, asked)


def _speaker_of(span: Span, context: Context) -> Span:
    """Return the source of what a pronoun opens: "the army said it had fired" is of the army."""
    text = context.reading.article.text
    if span.of(text).lower() not in _OWN_WORDS:
        return span
    for number in context.near_contents.to(span):
        said = context.reading.attributions[number]
        if said.source is None or not said.content or not said.content[0].covers(span):
            continue
        ahead = text[said.content[0].start : span.start].strip(" \"“”‘’'").lower()
        if ahead in ("", "that", "how"):
            return span if said.source.of(text).lower() in _OWN_WORDS else said.source
    return span


def _but_outlet(actor: Actor, context: Context) -> Actor | None:
    """Return who acts; nobody for the outlet itself, and no party for those whom it asked."""
    publisher, name = (
        plain(words or "") for words in (context.reading.article.publisher, actor.name)
    )
    if not publisher or not name:
        return actor
    if f"{publisher} ".startswith(f"{name} ") and actor.party in (None, actor.name):
        return None
    asked = plain(actor.party or "") == publisher and actor.party != actor.name
    return Actor(name=actor.name, party=None) if asked else actor


def _whole_body(actor: Actor, span: Span, context: Context) -> Actor:
    """Return the group or body that the data know, of whose name the mention is a part.

    A people's adjective alone ("Velmaran") is its state; a service ("SBU") keeps its name.
    """
    if actor.party not in (None, actor.name):
        adjective = not actor.name.endswith("s") and not actor.name.isupper()
        alone = adjective and actor.name in context.states and actor.party is not None
        return Actor(name=actor.party or actor.name, party=actor.party) if alone else actor
    for place, known in (context.bodies[n] for n in context.near_bodies.to(span)):
        if place.overlaps(span) and actor.name in place.of(context.reading.article.text):
            return Actor(name=known.name, party=known.party)
    return actor


def _is_same(one: Actor, two: Actor) -> bool:
    if one.party and one.party == two.party:
        office = {a.name.rpartition(" ")[2] for a in (one, two)} & read_habits().holders
        within = f" {one.name} " in f" {two.name} " or f" {two.name} " in f" {one.name} "
        return within or one.party in (one.name, two.name) or bool(office)
    return one.name.lower() == two.name.lower()


def side(actor: Actor) -> str:
    """Return what tells sides apart: the party, or the name where there is none."""
    return (actor.party or actor.name).lower()


def without(actors: tuple[Actor, ...], others: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """Return those whose side is none of the others'."""
    sides = {side(a) for a in others}
    return tuple(a for a in actors if side(a) not in sides)
