"""From findings to records: who acts, towards whom and on whose word, and what each kind needs.

What fills the other slots (dates, places, words, numbers, terms) is told by ``slots``.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import Any

from msgspec import structs

from truceline.coding.clauses import is_addressed, names_no_doer
from truceline.model import (
    Actor,
    Anchor,
    Evidence,
    Finding,
    Record,
    Role,
    Span,
    Terms,
    Timex,
    with_id,
)
from truceline.reading.nearby import touched
from truceline.resolving.context import Context
from truceline.resolving.habits import is_pair, read_habits
from truceline.resolving.makers import Asked
from truceline.resolving.names import plain
from truceline.resolving.selves import part_selves
from truceline.resolving.slots import (
    ends_of,
    losses_of,
    place_of,
    range_of,
    roles_of,
    terms_of,
    value_of,
    words_of,
)
from truceline.resolving.spellings import as_spelt
from truceline.resolving.visits import with_hosts
from truceline.resolving.when import time_of
from truceline.resolving.where import mention_words

INWARD = frozenset(("action", "attack"))
"""Kinds that a side may do to its own: a state arrests and tries its citizens."""
TOLD = frozenset(("accusation", "demand", "proposal", "response"))
"""Kinds that one of a side may do to others of it by words to them: a minister urges soldiers."""
SURE = 0.6
"""Probability from which one of the actor's own party is taken for whom the act is aimed at."""
OWN_ACT = frozenset(
    (
        "statement",
        "proposal",
        "response",
        "demand",
        "meeting",
        "agreement",
        "ceasefire",
        "accusation",
        "action",
    )
)
"""Kinds whose actor, saying so itself, is no source of its own act."""
VOICED = frozenset(("demand", "accusation", "proposal"))
"""Kinds that a speaker does by the words of a quotation."""
OWN_STEPS = frozenset(("AID", "MOBILIZE", "COOPERATE", "RETREAT", "CONCEDE"))
"""Acts that an official tells of as those of the own side."""
ONE_AIM = frozenset(("attack", "action", "accusation", "demand", "response"))
"""Kinds that have one aim, be it a list; an offer is made to two who are named apart."""
MUTUAL = frozenset(("accusation", "violation"))
"""Kinds that two parties do to each other as two acts."""
_SOMEWHERE = frozenset(("proposal", "response", "demand", "action"))
"""Kinds whose aim is taken for one where it is but where they are, or are to be, done."""
_WHERE = frozenset(("place", "venue"))
_EACH_OTHER = re.compile(r"\b(?:each|one an)?other\b|\beach\b", re.IGNORECASE)
_ONE_ANOTHER = re.compile(r"\b(?:each other|one another|the other)\b", re.IGNORECASE)
_NEAR = 60
"""Characters between who accuse each other and the word for what they are accused of."""
_OWN_WORDS = frozenset(("it",))
_HEARD = frozenset(("told", "tells", "informed"))
"""Verbs whose object hears of what others did."""
_AS_WELL = re.compile(r",?\s+(?:as well as|along with|together with)\s+", re.IGNORECASE)
_PARTIES = 2
"""Parties without whom there is nobody to go between."""


def make_records(finding: Finding, context: Context) -> tuple[Record, ...]:
    """Return the records of ``finding``: none where a slot that its kind needs has no words.

    "The two sides accused each other" is one finding and two records, one each way; an answer that
    offers something else and says for how long is an offer, too (codebook).
    """
    record = make_record(finding, context)
    if record is None:
        return ()
    both = record.actors
    if record.kind == "violation" and not both:
        both = record.source
    if record.kind in MUTUAL and len(both) == _PARTIES and _is_mutual(finding, record, context):
        one, two = both
        return (_turned(record, one, two, context), _turned(record, two, one, context))
    if record.verdict == "counter" and _names_length(finding, context):
        offered = finding._replace(anchor=finding.anchor._replace(kind="proposal"))
        offer = make_record(offered, context)
        return (record, offer) if offer else (record,)
    return (record,)


def _names_length(finding: Finding, context: Context) -> bool:
    """Tell whether an answer says behind its word how long something is to last: "for a week"."""
    after = Span(finding.anchor.span.start, finding.evidence.end)
    near = (context.times[n] for n in context.near_times.to(after))
    return any(time.type == "DURATION" and after.covers(time.span) for time in near)


def _is_mutual(finding: Finding, record: Record, context: Context) -> bool:
    """Tell whether two do to each other what a record tells of both."""
    text, anchor = context.reading.article.text, finding.anchor
    if _is_each_other(anchor, text):
        return True
    if record.kind == "violation" and (not record.actors or _without(record.source, record.actors)):
        return False
    acting = roles_of(anchor, "actors")
    both = len(acting) == 1 and is_pair(acting[0].span.of(text))
    return not record.targets and both


def _is_each_other(anchor: Anchor, text: str) -> bool:
    """Tell whether "each other" is the target, or stands between who accuses and of what."""
    if any(_EACH_OTHER.search(r.span.of(text)) for r in roles_of(anchor, "targets")):
        return True
    accusers = [*roles_of(anchor, "actors"), *roles_of(anchor, "source")]
    last = max((r.span.end for r in accusers if r.span.end <= anchor.span.start), default=None)
    said = "" if last is None else text[last : anchor.span.start]
    return len(said) <= _NEAR and bool(_ONE_ANOTHER.search(said))


def _turned(record: Record, actor: Actor, target: Actor, context: Context) -> Record:
    turned = structs.replace(record, actors=(actor,), targets=(target,))
    if record.kind == "violation":
        turned = structs.replace(turned, source=(target,))
    return with_id(turned, context.reading.article.id)


def make_record(finding: Finding, context: Context) -> Record | None:
    """Return the record of ``finding``; ``None`` where a slot that its kind needs has no words."""
    anchor, article = finding.anchor, context.reading.article
    actors = _actors(anchor, "actors", context) or _voicing(anchor, context)
    actors = actors or _own_step(anchor, context)
    if anchor.kind == "violation":
        actors = _accused(actors, _actors(anchor, "source", context), context)
    fields = _KIND_FIELDS.get(anchor.kind, _no_fields)(finding, context)
    if fields is None:
        return None
    if "mediators" in fields:
        if _rather_hosts(anchor, actors, fields["mediators"]):
            actors = ()
        actors, fields["mediators"] = _between_whom(actors, fields["mediators"])
        actors = with_hosts(anchor, actors, context)
    if anchor.kind == "ceasefire" and len({side(a) for a in actors}) > 1:
        fields["type"] = "agreed"
    targets = _targets(anchor, context, actors)
    if anchor.kind == "attack":
        actors, targets = part_selves(actors, targets, context.known)
    time = time_of(anchor, context)
    as_written = fields.pop("as_written", {})
    if time:
        as_written["when"] = time.span.of(article.text)
    record = Record(
        doc=article.doc,
        kind=anchor.kind,
        actors=actors,
        targets=targets,
        source=_source(finding, actors, context),
        modality=value_of(anchor, "modality") or "asserted",  # type: ignore[arg-type]
        when=time.edtf if time else None,
        where=place_of(anchor, "place", context),
        evidence=_evidence(_with_time(finding.evidence, time), article.text),
        rule=tuple(anchor.rule.split()),
        confidence=finding.confidence,
        as_written=as_written,
        **fields,
    )
    return with_id(record, article.id)


def _with_time(span: Span, time: Timex | None) -> Span:
    """Return a passage with the whole of the date that it holds a part of."""
    if time is None or not time.span.overlaps(span):
        return span
    return Span(min(span.start, time.span.start), max(span.end, time.span.end))


def _evidence(span: Span, text: str) -> Evidence:
    return Evidence(text=span.of(text), start=span.start, end=span.end)


def _actors(
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


def _voicing(anchor: Anchor, context: Context) -> tuple[Actor, ...]:
    """Return the speaker of a quotation that names nobody who does it: "they must leave"."""
    quotations = context.reading.quotations
    at = bisect_right(quotations, anchor.span.start, key=lambda q: q.inner.start) - 1
    if anchor.kind not in VOICED or at < 0 or not quotations[at].inner.covers(anchor.span):
        return ()
    return _actors(anchor, "source", context) or _attributed(anchor.span, anchor.kind, context)


def _own_step(anchor: Anchor, context: Context) -> tuple[Actor, ...]:
    """Return the side whose official tells of a step that names nobody who takes it.

    "Aid will be sent in spring, the minister said": it is a passive or a noun, and no outlet's.
    """
    if anchor.kind != "action" or value_of(anchor, "plover") not in OWN_STEPS:
        return ()
    told = _actors(anchor, "source", context)
    bodies = {known.party for _, known in context.known if known.kind == "organisation"}
    if len(told) != 1 or told[0].party is None or told[0].party in bodies:
        return ()
    sentences = context.reading.sentences
    doerless = any(
        names_no_doer(anchor.span, sentences[n]) for n in touched(anchor.span, sentences)
    )
    return told if doerless else ()


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


def _targets(anchor: Anchor, context: Context, actors: tuple[Actor, ...]) -> tuple[Actor, ...]:
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
    others = _without(_actors(anchor, "targets", context, actors), actors)
    if anchor.kind not in ONE_AIM or len({side(a) for a in others}) < _PARTIES:
        return others
    aims = _joined(roles_of(anchor, "targets"), context.reading.article.text)
    for aim in sorted(aims, key=_likeliest, reverse=True):
        meant = _actors(anchor._replace(roles=tuple(aim)), "targets", context, actors)
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
    meant = _actors(anchor._replace(roles=tuple(there)), "targets", context, actors)
    if anchor.kind == "action":
        meant = tuple(a for a in meant if _is_mere_place(a, context))
    return _without(others, meant)


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
    return tuple(a for a in _actors(others, "targets", context, actors) if a.name not in names)


def _is_told(span: Span, anchor: Anchor, context: Context) -> bool:
    """Tell whether an act is by words to who is named at ``span``: "urged the army to leave".

    Who is only told of it is not accused.
    """
    sentences = context.reading.sentences
    parts = [sentences[n] for n in touched(anchor.span, sentences)]
    if anchor.kind == "accusation" and anchor.span.of(context.reading.article.text) in _HEARD:
        return False
    return any(is_addressed(span, anchor.span, sentence) for sentence in parts)


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


def _without(actors: tuple[Actor, ...], others: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """Return the targets that are not themselves the actors."""
    sides = {side(a) for a in others}
    return tuple(a for a in actors if side(a) not in sides)


def _accused(
    actors: tuple[Actor, ...], accusers: tuple[Actor, ...], context: Context
) -> tuple[Actor, ...]:
    """Return who is said to break a truce: not the accuser, where somebody else is named too.

    Nor is it a body that watches over the truce and tells of breaches: a side may deny its own.
    """
    sides = {side(a) for a in accusers}
    others = tuple(a for a in actors if side(a) not in sides)
    bodies = {known.party for _, known in context.known if known.kind == "organisation"}
    return others or tuple(a for a in actors if a.party not in bodies)


def _rather_hosts(anchor: Anchor, actors: tuple[Actor, ...], mediators: tuple[Actor, ...]) -> bool:
    """Tell whether the only party is more surely who hosts or mediates: it is none by that."""
    if len(actors) != 1 or {side(a) for a in actors} != {side(a) for a in mediators}:
        return False
    acting, hosting = (
        max((r.probability for r in roles_of(anchor, name)), default=0.0)
        for name in ("actors", "mediators")
    )
    return hosting > acting


def _between_whom(
    actors: tuple[Actor, ...], mediators: tuple[Actor, ...]
) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
    """Return the parties and those who go between them: nobody is both.

    Where two others are named, who mediates is no party; else who is a party does not mediate.
    """
    others = _without(actors, mediators)
    if len({side(a) for a in others}) >= _PARTIES:
        return others, mediators
    return actors, _without(mediators, actors)


def _source(finding: Finding, actors: tuple[Actor, ...], context: Context) -> tuple[Actor, ...]:
    """Return who vouches for a record, by the words that the network gives as its source.

    That an act is spoken of in what somebody says is not enough: "he condemned the raid" tells of
    a raid that is known, and of 130 acts which the network gave no source its speaker was the
    source of 12.
    """
    anchor = finding.anchor
    named = tuple(a for a in _actors(anchor, "source", context, actors) if not _is_channel(a))
    if anchor.kind == "violation":
        told = _attributed(anchor.span, anchor.kind, context)
        return _without(named, actors) or _without(told, actors) or named
    return _but_own(named, actors) if anchor.kind in OWN_ACT else named


def _but_own(told: tuple[Actor, ...], actors: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """Return the sources without those who tell of what they do themselves.

    Who speaks for a side may tell of what others of it do ("the minister said that the army would
    leave"); what the side as a whole does is the speaker's own, unless others do it with it.
    """
    if len({side(a) for a in actors}) >= _PARTIES:
        return told
    acting = {plain(a.name) for a in actors}
    sides = {a.party for a in actors if a.party == a.name}
    return tuple(a for a in told if plain(a.name) not in acting and a.party not in sides)


def _is_channel(actor: Actor) -> bool:
    """Tell whether a source is only where something was said ("Twitter", "a statement")."""
    last = actor.name.lower().split()[-1:] or [""]
    common = actor.party in (None, actor.name) or actor.name.islower()
    return common and last[0] in mention_words()["channels"]


def _attributed(span: Span, kind: str, context: Context) -> tuple[Actor, ...]:
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


def _no_fields(finding: Finding, context: Context) -> dict[str, Any] | None:
    del finding, context
    return {}


def _statement(finding: Finding, context: Context) -> dict[str, Any] | None:
    text = context.reading.article.text
    parts = [
        re.sub(r"\s+", " ", r.span.of(text)).strip() for r in roles_of(finding.anchor, "quote")
    ]
    return {"quote": " ".join(p for p in parts if p)}


def _proposal(finding: Finding, context: Context) -> dict[str, Any] | None:
    return {
        "subject": value_of(finding.anchor, "subject") or "other",
        "terms": terms_of(finding, context),
    }


def _response(finding: Finding, context: Context) -> dict[str, Any] | None:
    del context
    verdict = value_of(finding.anchor, "verdict")
    if verdict is None:
        return None
    return {"subject": value_of(finding.anchor, "subject") or "other", "verdict": verdict}


def _demand(finding: Finding, context: Context) -> dict[str, Any] | None:
    words = words_of(finding.anchor, "demand", context) or words_of(
        finding.anchor, "about", context
    )
    polarity = value_of(finding.anchor, "polarity")
    return {"demand": words, "polarity": polarity} if words and polarity else None


def _meeting(finding: Finding, context: Context) -> dict[str, Any] | None:
    mediators = _actors(finding.anchor, "mediators", context)
    return {"mode": value_of(finding.anchor, "mode") or "other", "mediators": mediators}


def _agreement(finding: Finding, context: Context) -> dict[str, Any] | None:
    mediators = _actors(finding.anchor, "mediators", context)
    return {"subject": value_of(finding.anchor, "subject") or "other", "mediators": mediators}


def _ceasefire(finding: Finding, context: Context) -> dict[str, Any] | None:
    anchor = finding.anchor
    sort, phase, purpose = (value_of(anchor, slot) for slot in ("type", "phase", "purpose"))
    if sort is None or phase is None:
        return None
    terms = terms_of(finding, context)
    time = time_of(anchor, context)
    if time in context.intervals and (terms is None or not terms.start):
        start, end = ends_of(time)
        terms = terms or Terms()
        terms = structs.replace(terms, start=start, end=end or terms.end)
    return {
        "type": sort,
        "phase": phase,
        "purpose": None if purpose == "none" else purpose,
        "terms": terms,
        "monitoring": words_of(anchor, "monitoring", context),
        "mediators": _actors(anchor, "mediators", context),
    }


def _violation(finding: Finding, context: Context) -> dict[str, Any] | None:
    fields: dict[str, Any] = {}
    fields["count"] = range_of(finding, "count", context, fields)
    return fields


def _attack(finding: Finding, context: Context) -> dict[str, Any] | None:
    fields: dict[str, Any] = {"means": value_of(finding.anchor, "means")}
    for slot in ("killed", "injured"):
        fields[slot] = range_of(finding, slot, context, fields, people=True)
    fields["losses"] = tuple(losses_of(finding, context))
    return fields


def _accusation(finding: Finding, context: Context) -> dict[str, Any] | None:
    words = words_of(finding.anchor, "content", context) or words_of(
        finding.anchor, "about", context
    )
    return {"content": words} if words else None


def _action(finding: Finding, context: Context) -> dict[str, Any] | None:
    del context
    plover = value_of(finding.anchor, "plover")
    return {"plover": plover} if plover else None


_KIND_FIELDS = {
    "statement": _statement,
    "proposal": _proposal,
    "response": _response,
    "demand": _demand,
    "meeting": _meeting,
    "agreement": _agreement,
    "ceasefire": _ceasefire,
    "violation": _violation,
    "attack": _attack,
    "accusation": _accusation,
    "action": _action,
}
