"""From findings to records: who acts and on whose word, and what each kind needs.

Who fills a role is told by ``fillers``, whom an act is aimed at by ``aims``, what fills the other
slots (dates, places, words, numbers, terms) by ``slots``.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Any

from msgspec import structs

from truceline.coding.clauses import names_no_doer
from truceline.model import (
    Actor,
    Anchor,
    Evidence,
    Finding,
    Record,
    Span,
    Terms,
    Timex,
    with_id,
)
from truceline.reading.nearby import touched
from truceline.resolving.aims import targets_of
from truceline.resolving.between import with_pair
from truceline.resolving.context import Context
from truceline.resolving.fillers import PARTIES, attributed, side, who_fills, without
from truceline.resolving.habits import is_pair
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
from truceline.resolving.visits import with_hosts
from truceline.resolving.when import time_of
from truceline.resolving.where import mention_words

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
MUTUAL = frozenset(("accusation", "violation"))
"""Kinds that two parties do to each other as two acts."""
_EACH_OTHER = re.compile(r"\b(?:each|one an)?other\b|\beach\b", re.IGNORECASE)
_ONE_ANOTHER = re.compile(r"\b(?:each other|one another|the other)\b", re.IGNORECASE)
_NEAR = 60
"""Characters between who accuse each other and the word for what they are accused of."""


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
    if record.kind in MUTUAL and len(both) == PARTIES and _is_mutual(finding, record, context):
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
    if record.kind == "violation" and (not record.actors or without(record.source, record.actors)):
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
    actors = who_fills(anchor, "actors", context) or _voicing(anchor, context)
    actors = actors or _own_step(anchor, context)
    if anchor.kind == "violation":
        actors = _accused(actors, who_fills(anchor, "source", context), context)
    fields = _KIND_FIELDS.get(anchor.kind, _no_fields)(finding, context)
    if fields is None:
        return None
    if "mediators" in fields:
        if _rather_hosts(anchor, actors, fields["mediators"]):
            actors = ()
        actors = with_pair(anchor, actors, context)
        actors, fields["mediators"] = _between_whom(actors, fields["mediators"])
        actors = with_hosts(anchor, actors, context)
    if anchor.kind == "ceasefire" and len({side(a) for a in actors}) > 1:
        fields["type"] = "agreed"
    targets = targets_of(anchor, context, actors)
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


def _voicing(anchor: Anchor, context: Context) -> tuple[Actor, ...]:
    """Return the speaker of a quotation that names nobody who does it: "they must leave"."""
    quotations = context.reading.quotations
    at = bisect_right(quotations, anchor.span.start, key=lambda q: q.inner.start) - 1
    if anchor.kind not in VOICED or at < 0 or not quotations[at].inner.covers(anchor.span):
        return ()
    return who_fills(anchor, "source", context) or attributed(anchor.span, anchor.kind, context)


def _own_step(anchor: Anchor, context: Context) -> tuple[Actor, ...]:
    """Return the side whose official tells of a step that names nobody who takes it.

    "Aid will be sent in spring, the minister said": it is a passive or a noun, and no outlet's.
    """
    if anchor.kind != "action" or value_of(anchor, "plover") not in OWN_STEPS:
        return ()
    told = who_fills(anchor, "source", context)
    bodies = {known.party for _, known in context.known if known.kind == "organisation"}
    if len(told) != 1 or told[0].party is None or told[0].party in bodies:
        return ()
    sentences = context.reading.sentences
    doerless = any(
        names_no_doer(anchor.span, sentences[n]) for n in touched(anchor.span, sentences)
    )
    return told if doerless else ()


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
    others = without(actors, mediators)
    if len({side(a) for a in others}) >= PARTIES:
        return others, mediators
    return actors, without(mediators, actors)


def _source(finding: Finding, actors: tuple[Actor, ...], context: Context) -> tuple[Actor, ...]:
    """Return who vouches for a record, by the words that the network gives as its source.

    That an act is spoken of in what somebody says is not enough: "he condemned the raid" tells of
    a raid that is known, and of 130 acts which the network gave no source its speaker was the
    source of 12.
    """
    anchor = finding.anchor
    named = tuple(a for a in who_fills(anchor, "source", context, actors) if not _is_channel(a))
    if anchor.kind == "violation":
        told = attributed(anchor.span, anchor.kind, context)
        return without(named, actors) or without(told, actors) or named
    return _but_own(named, actors) if anchor.kind in OWN_ACT else named


def _but_own(told: tuple[Actor, ...], actors: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """Return the sources without those who tell of what they do themselves.

    Who speaks for a side may tell of what others of it do ("the minister said that the army would
    leave"); what the side as a whole does is the speaker's own, unless others do it with it.
    """
    if len({side(a) for a in actors}) >= PARTIES:
        return told
    acting = {plain(a.name) for a in actors}
    sides = {a.party for a in actors if a.party == a.name}
    return tuple(a for a in told if plain(a.name) not in acting and a.party not in sides)


def _is_channel(actor: Actor) -> bool:
    """Tell whether a source is only where something was said ("Twitter", "a statement")."""
    last = actor.name.lower().split()[-1:] or [""]
    common = actor.party in (None, actor.name) or actor.name.islower()
    return common and last[0] in mention_words()["channels"]


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
    mediators = who_fills(finding.anchor, "mediators", context)
    return {"mode": value_of(finding.anchor, "mode") or "other", "mediators": mediators}


def _agreement(finding: Finding, context: Context) -> dict[str, Any] | None:
    mediators = who_fills(finding.anchor, "mediators", context)
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
        "mediators": who_fills(anchor, "mediators", context),
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
