"""From findings to records: roles become parties, dates, places, numbers and terms.

A role that cannot be resolved leaves its slot empty, or the words as written: nothing is filled in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, NamedTuple, Protocol

from msgspec import structs

from truceline.model import (
    Actor,
    Anchor,
    Evidence,
    Finding,
    Loss,
    Range,
    Reading,
    Record,
    Role,
    Span,
    Terms,
    Timex,
    with_id,
)
from truceline.resolving import edtf
from truceline.resolving.habits import is_pair, read_habits
from truceline.resolving.headcount import headcount
from truceline.resolving.makers import Asked
from truceline.resolving.names import plain
from truceline.resolving.numbers import find_numbers, parse_range
from truceline.resolving.parties import Resolution
from truceline.resolving.spellings import as_spelt, spellings
from truceline.resolving.times import find_times, interval_of
from truceline.resolving.timex.durations import duration_days, is_term
from truceline.resolving.where import EDGES, mention_words, place_named

INWARD = frozenset(("action", "attack"))
"""Kinds that a side may do to its own: a state arrests and tries its citizens."""
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
SPOKEN = frozenset(("violation", "attack", "ceasefire", "agreement", "meeting", "action"))
"""Kinds that take the source of the words they stand in when the network gives none."""
MUTUAL = frozenset(("accusation", "violation"))
"""Kinds that two parties do to each other as two acts."""
_EACH_OTHER = re.compile(r"\b(?:each|one an)?other\b|\beach\b", re.IGNORECASE)
_OWN_WORDS = frozenset(("it",))
_NEAR = 40
"""Characters between two pieces of one role."""
_PARTING = re.compile(r"[,;:.!?\"“”—–]|\n")
_WHEN = re.compile(r",?\s+when\b")
_PRONOUN = re.compile(r"(?:it|that|this|there|here|they|them)", re.IGNORECASE)


class Resolver(Protocol):
    """Says who a mention means."""

    def actors(
        self, reading: Reading, chains: Any, span: Span, on: str | None, asked: Asked
    ) -> tuple[Actor, ...]:
        """Return the actors meant by the words at ``span``."""
        ...


class Context(NamedTuple):
    """What resolving one article's findings needs."""

    reading: Reading
    chains: Any
    times: tuple[Timex, ...]
    intervals: tuple[Timex, ...]
    resolver: Resolver
    known: tuple[tuple[Span, Resolution], ...]
    """Names in the text that the data know, with who they are."""
    spelt: dict[str, str]
    """Persons' names as the article spells them, by a loose key of the surname."""
    states: frozenset[str]
    """The words by which the article names states."""
    bodies: tuple[tuple[Span, Resolution], ...]
    """The groups and organisations among the names that the data know."""


def make_context(
    reading: Reading,
    chains: Any,
    resolver: Resolver,
    known: tuple[tuple[Span, Resolution], ...] = (),
) -> Context:
    """Return the context of one article: its time expressions are found once."""
    article = reading.article
    times = find_times(article.text, article.published, [s.span for s in reading.sentences])
    return Context(
        reading,
        chains,
        times,
        interval_of(times, article.text, article.published),
        resolver,
        known,
        spellings(reading),
        frozenset(place.of(article.text) for place, k in known if k.kind == "state"),
        tuple(
            (place, k)
            for place, k in known
            if k.kind in ("group", "organisation") and k.party is not None
        ),
    )


def make_records(finding: Finding, context: Context) -> tuple[Record, ...]:
    """Return the records of ``finding``: none where a slot that its kind needs has no words.

    "The two sides accused each other" is one finding and two records, one each way.
    """
    record = make_record(finding, context)
    if record is None:
        return ()
    if record.kind in MUTUAL and len(record.actors) == 2 and _is_mutual(finding, record, context):
        one, two = record.actors
        return (_turned(record, one, two, context), _turned(record, two, one, context))
    return (record,)


def _is_mutual(finding: Finding, record: Record, context: Context) -> bool:
    text = context.reading.article.text
    words = [r.span.of(text) for r in _roles(finding.anchor, "targets")]
    one_mention = len(_roles(finding.anchor, "actors")) == 1
    if record.kind == "violation" and _without(record.source, record.actors):
        return False
    both = one_mention and is_pair(plain(_roles(finding.anchor, "actors")[0].span.of(text)))
    return (not record.targets and both) or any(_EACH_OTHER.search(w) for w in words)


def _turned(record: Record, actor: Actor, target: Actor, context: Context) -> Record:
    turned = structs.replace(record, actors=(actor,), targets=(target,))
    if record.kind == "violation":
        turned = structs.replace(turned, source=(target,))
    return with_id(turned, context.reading.article.id)


def make_record(finding: Finding, context: Context) -> Record | None:
    """Return the record of ``finding``; ``None`` where a slot that its kind needs has no words."""
    anchor, article = finding.anchor, context.reading.article
    actors = _actors(anchor, "actors", context)
    if anchor.kind == "violation":
        actors = _accused(actors, _actors(anchor, "source", context))
    fields = _KIND_FIELDS.get(anchor.kind, _no_fields)(finding, context)
    if fields is None:
        return None
    actors = _between_whom(actors, fields.get("mediators", ()))
    if anchor.kind == "ceasefire" and len({side(a) for a in actors}) > 1:
        fields["type"] = "agreed"
    time = _time(anchor, context)
    as_written = fields.pop("as_written", {})
    if time:
        as_written["when"] = time.span.of(article.text)
    record = Record(
        doc=article.doc,
        kind=anchor.kind,
        actors=actors,
        targets=_targets(anchor, context, actors),
        source=_source(finding, actors, context),
        modality=_value(anchor, "modality") or "asserted",  # type: ignore[arg-type]
        when=time.edtf if time else None,
        where=_place(anchor, "place", context),
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


def _roles(anchor: Anchor, name: str) -> list[Role]:
    return [r for r in anchor.roles if r.name == name]


def _best(anchor: Anchor, name: str) -> Role | None:
    return max(_roles(anchor, name), key=lambda r: r.probability, default=None)


def _value(anchor: Anchor, slot: str) -> str | None:
    return anchor.values[slot][0] if slot in anchor.values else None


def _actors(
    anchor: Anchor, role: str, context: Context, others: tuple[Actor, ...] = ()
) -> tuple[Actor, ...]:
    """Return who fills a role; ``others`` are those who act in the record."""
    found: list[Actor] = []
    on = context.reading.article.published
    asked = Asked(role, anchor.kind, frozenset(plain(a.party or a.name) for a in others))
    for each in _roles(anchor, role):
        span = _speaker_of(each.span, context)
        for named in context.resolver.actors(context.reading, context.chains, span, on, asked):
            actor = _whole_body(named, span, context)
            actor = as_spelt(actor, context.spelt, context.reading.article.text)
            outlet = anchor.kind != "statement" and _is_outlet(actor, context)
            if not outlet and not any(_is_same(actor, known) for known in found):
                found.append(actor)
    return tuple(found)


def _speaker_of(span: Span, context: Context) -> Span:
    """Return the source of what a pronoun opens: "the army said it had fired" is of the army."""
    text = context.reading.article.text
    if span.of(text).lower() not in _OWN_WORDS:
        return span
    for said in context.reading.attributions:
        if said.source is None or not said.content:
            continue
        ahead = text[said.content[0].start : span.start].strip(" \"“”‘’'").lower()
        if said.content[0].covers(span) and ahead in ("", "that", "how"):
            return span if said.source.of(text).lower() in _OWN_WORDS else said.source
    return span


def _targets(anchor: Anchor, context: Context, actors: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """Return whom an act is aimed at: a truce has parties alone, as 407 of 412 annotated do."""
    if anchor.kind == "ceasefire":
        return ()
    others = _without(_actors(anchor, "targets", context, actors), actors)
    if others or anchor.kind not in INWARD:
        return others
    return _of_own_side(anchor, context, actors)


def _of_own_side(anchor: Anchor, context: Context, actors: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """Return targets of the actor's own party who are told apart from the actor."""
    acting = [role.span for role in _roles(anchor, "actors")]
    sure = [
        role
        for role in _roles(anchor, "targets")
        if role.probability >= SURE and not any(role.span.overlaps(span) for span in acting)
    ]
    others = anchor._replace(roles=tuple(sure))
    names = {name for actor in actors for name in (actor.name, actor.party)}
    return tuple(a for a in _actors(others, "targets", context, actors) if a.name not in names)


def _is_outlet(actor: Actor, context: Context) -> bool:
    """Tell whether a name is that of the outlet itself, which reports and does not act."""
    publisher = plain(context.reading.article.publisher or "")
    name = plain(actor.name)
    named = bool(publisher and name) and f"{publisher} ".startswith(f"{name} ")
    return named and actor.party in (None, actor.name)


def _whole_body(actor: Actor, span: Span, context: Context) -> Actor:
    """Return the group or body that the data know, of whose name the mention is a part.

    A people's adjective alone ("Velmaran") is its state; a service ("SBU") keeps its name.
    """
    if actor.party not in (None, actor.name):
        adjective = not actor.name.endswith("s") and not actor.name.isupper()
        alone = adjective and actor.name in context.states and actor.party is not None
        return Actor(name=actor.party or actor.name, party=actor.party) if alone else actor
    for place, known in context.bodies:
        if place.overlaps(span) and actor.name in place.of(context.reading.article.text):
            return Actor(name=known.name, party=known.party)
    return actor


def _is_same(one: Actor, two: Actor) -> bool:
    if one.party and one.party == two.party:
        office = {a.name.rpartition(" ")[2] for a in (one, two)} & read_habits().holders
        return one.name == two.name or one.party in (one.name, two.name) or bool(office)
    return one.name.lower() == two.name.lower()


def side(actor: Actor) -> str:
    """Return what tells sides apart: the party, or the name where there is none."""
    return (actor.party or actor.name).lower()


def _without(actors: tuple[Actor, ...], others: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """Return the targets that are not themselves the actors."""
    sides = {side(a) for a in others}
    return tuple(a for a in actors if side(a) not in sides)


def _accused(actors: tuple[Actor, ...], accusers: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """Return who is said to break a truce: not the accuser, where somebody else is named too."""
    sides = {side(a) for a in accusers}
    return tuple(a for a in actors if side(a) not in sides) or actors


def _between_whom(actors: tuple[Actor, ...], mediators: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """Return the parties without those who go between them, where two others are named."""
    others = _without(actors, mediators)
    return others if len({side(a) for a in others}) >= _PARTIES else actors


def _source(finding: Finding, actors: tuple[Actor, ...], context: Context) -> tuple[Actor, ...]:
    anchor = finding.anchor
    named = tuple(a for a in _actors(anchor, "source", context, actors) if not _is_channel(a))
    if not named and anchor.kind in SPOKEN:
        named = _without(_attributed(anchor.span, anchor.kind, context), actors)
    if anchor.kind in OWN_ACT or anchor.kind == "statement":
        named = _without(named, actors)
    if anchor.kind == "violation":
        told = _attributed(anchor.span, anchor.kind, context)
        named = _without(named, actors) or _without(told, actors) or named
    return named


def _is_channel(actor: Actor) -> bool:
    """Tell whether a source is only where something was said ("Twitter", "a statement")."""
    last = actor.name.lower().split()[-1:] or [""]
    common = actor.party in (None, actor.name) or actor.name.islower()
    return common and last[0] in mention_words()["channels"]


def _attributed(span: Span, kind: str, context: Context) -> tuple[Actor, ...]:
    """Return the source of the closest attribution whose content holds ``span``."""
    holding = [
        (sum(c.end - c.start for c in a.content), a.source)
        for a in context.reading.attributions
        if a.source is not None and any(c.covers(span) for c in a.content)
    ]
    if not holding:
        return ()
    _, source = min(holding)
    on = context.reading.article.published
    asked = Asked("source", kind)
    return context.resolver.actors(context.reading, context.chains, source, on, asked)


def _time(anchor: Anchor, context: Context) -> Timex | None:
    """Return the interval, or else the date, that the anchor's time role names."""
    for role in sorted(_roles(anchor, "time"), key=lambda r: -r.probability):
        found = _timex_in(role.span, context)
        if found and "/" in (found.edtf or "") and _is_then(found, anchor, context):
            found = _timex_in(role.span, context._replace(intervals=()))
        if found:
            return found
    return None


def _is_then(time: Timex, anchor: Anchor, context: Context) -> bool:
    """Tell whether the anchor tells what was at a date: "since April, when forces overran it"."""
    return bool(_WHEN.match(context.reading.article.text, time.span.end, anchor.span.start))


def _timex_in(span: Span, context: Context) -> Timex | None:
    for known in (context.intervals, context.times):
        inside = [t for t in known if t.edtf and t.span.overlaps(span)]
        if inside:
            return max(inside, key=lambda t: _precision(t.edtf))
    return None


def _precision(edtf: str | None) -> int:
    return len(edtf or "")


def _place(anchor: Anchor, role: str, context: Context) -> str | None:
    best = _best(anchor, role)
    return place_named(best.span, context.reading) if best else None


def _words(anchor: Anchor, role: str, context: Context) -> str | None:
    """Return the words of a role as they stand in the article, without marks at the edges.

    They are those of its likeliest piece and of the pieces that go on with it.
    """
    best = _best(anchor, role)
    if best is None:
        return None
    text, whole = context.reading.article.text, best.span
    spans = sorted(r.span for r in _roles(anchor, role))
    for span in (*spans, *reversed(spans)):
        one, two = sorted((whole, span))
        if _goes_on(text[one.end : two.start]):
            whole = Span(one.start, max(one.end, two.end))
    return whole.of(text).strip(" \t\r\n,;:") or None


def _goes_on(between: str) -> bool:
    """Tell whether two pieces of a role belong together: by few words and no other clause."""
    return len(between) <= _NEAR and not _PARTING.search(between)


def _range(
    finding: Finding, slot: str, context: Context, noted: dict[str, Any], *, people: bool = False
) -> Range | None:
    """Return the range of the best role ``slot``, noting its words and whether it is about."""
    for role in sorted(_roles(finding.anchor, slot), key=lambda r: -r.probability):
        words = role.span.of(context.reading.article.text)
        found = headcount(role.span, context.reading) if people else parse_range(words)
        if found is not None:
            noted.setdefault("as_written", {})[slot] = words
            if found.approx:
                noted["approx"] = (*noted.get("approx", ()), slot)
            return (found.min, found.max)
    return None


def _no_fields(finding: Finding, context: Context) -> dict[str, Any] | None:
    del finding, context
    return {}


def _statement(finding: Finding, context: Context) -> dict[str, Any] | None:
    text = context.reading.article.text
    parts = [re.sub(r"\s+", " ", r.span.of(text)).strip() for r in _roles(finding.anchor, "quote")]
    return {"quote": " ".join(p for p in parts if p)}


def _terms(finding: Finding, context: Context) -> Terms | None:
    anchor, text = finding.anchor, context.reading.article.text
    duration = _best(anchor, "duration")
    days = _days(duration.span, text) if duration else None
    scope, unconditional = _value(anchor, "scope"), _value(anchor, "unconditional")
    given = (r.span.of(text).strip(" \t\r\n,;:") for r in _roles(anchor, "conditions"))
    conditions = tuple(words for words in given if len(words.split()) > LEAST_CONDITION)
    start, end = _dates(anchor, context)
    terms = Terms(
        duration_days=days,
        scope=None if scope == "none" else scope,  # type: ignore[arg-type]
        unconditional=True if unconditional == "yes" else None,
        conditions=conditions,
        start=start,
        end=end,
        venue=_place(anchor, "venue", context),
        as_written=duration.span.of(text) if duration and days else None,
    )
    return None if terms == Terms() else terms


_PARTIES = 2
LEAST_CONDITION = 3
"""Words: no condition is said in so few."""
SHORTEST = 1 / 24
"""Days: no truce is offered for less than an hour; what is shorter is the length of a call."""


def _days(span: Span, text: str) -> Range | None:
    days = duration_days(span.of(text)) if is_term(text, span) else None
    given = [d for d in days or () if d is not None]
    return days if given and max(given) >= SHORTEST else None


def _dates(anchor: Anchor, context: Context) -> tuple[str | None, str | None]:
    """Return the first and the last day that an anchor's roles give.

    One expression gives but one of them, that of which the reader is surer.
    """
    best = {role: _best(anchor, role) for role in ("start", "end")}
    times = {role: _dated(one.span, context) for role, one in best.items() if one}
    start, end = times.get("start"), times.get("end")
    if start and end and start == end and best["start"] and best["end"]:
        surer = best["start"].probability >= best["end"].probability
        start, end = (start, None) if surer else (None, end)
    first, until = _ends(start)
    return first, next((day for day in (*reversed(_ends(end)), until) if day), None)


def _dated(span: Span, context: Context) -> Timex | None:
    found = _timex_in(span, context)
    return None if found is None or found.type == "DURATION" else found


def _ends(time: Timex | None) -> tuple[str | None, str | None]:
    """Return the date of a time expression, or both ends of its interval where they are given."""
    first, _, last = (time.edtf if time and time.edtf else "").partition("/")
    given = (None if day in edtf.OPEN else day for day in (first, last))
    return next(given), next(given)


def _proposal(finding: Finding, context: Context) -> dict[str, Any] | None:
    return {
        "subject": _value(finding.anchor, "subject") or "other",
        "terms": _terms(finding, context),
    }


def _response(finding: Finding, context: Context) -> dict[str, Any] | None:
    del context
    verdict = _value(finding.anchor, "verdict")
    if verdict is None:
        return None
    return {"subject": _value(finding.anchor, "subject") or "other", "verdict": verdict}


def _demand(finding: Finding, context: Context) -> dict[str, Any] | None:
    words = _words(finding.anchor, "demand", context) or _words(finding.anchor, "about", context)
    polarity = _value(finding.anchor, "polarity")
    return {"demand": words, "polarity": polarity} if words and polarity else None


def _meeting(finding: Finding, context: Context) -> dict[str, Any] | None:
    mediators = _actors(finding.anchor, "mediators", context)
    return {"mode": _value(finding.anchor, "mode") or "other", "mediators": mediators}


def _agreement(finding: Finding, context: Context) -> dict[str, Any] | None:
    mediators = _actors(finding.anchor, "mediators", context)
    return {"subject": _value(finding.anchor, "subject") or "other", "mediators": mediators}


def _ceasefire(finding: Finding, context: Context) -> dict[str, Any] | None:
    anchor = finding.anchor
    sort, phase, purpose = (_value(anchor, slot) for slot in ("type", "phase", "purpose"))
    if sort is None or phase is None:
        return None
    terms = _terms(finding, context)
    time = _time(anchor, context)
    dated = time is not None and time.type != "DURATION" and "/" in (time.edtf or "")
    if dated and (terms is None or not terms.start):
        start, end = _ends(time)
        terms = terms or Terms()
        terms = structs.replace(terms, start=start, end=end or terms.end)
    return {
        "type": sort,
        "phase": phase,
        "purpose": None if purpose == "none" else purpose,
        "terms": terms,
        "monitoring": _words(anchor, "monitoring", context),
        "mediators": _actors(anchor, "mediators", context),
    }


def _violation(finding: Finding, context: Context) -> dict[str, Any] | None:
    fields: dict[str, Any] = {}
    fields["count"] = _range(finding, "count", context, fields)
    return fields


def _attack(finding: Finding, context: Context) -> dict[str, Any] | None:
    fields: dict[str, Any] = {"means": _value(finding.anchor, "means")}
    for slot in ("killed", "injured"):
        fields[slot] = _range(finding, slot, context, fields, people=True)
    fields["losses"] = tuple(_losses(finding, context))
    return fields


def _losses(finding: Finding, context: Context) -> Iterable[Loss]:
    text = context.reading.article.text
    for role in _roles(finding.anchor, "losses"):
        words = role.span.of(text)
        for place, found in find_numbers(words)[:1]:
            what = _unit(words, place)
            if what:
                yield Loss(what=what, min=found.min, max=found.max, as_written=words)


_CURRENCY = {"$": "dollars", "€": "euros", "£": "pounds"}
_OF = re.compile(r"^(?:of\b\s*)?(?:(?:the|its|their|his|her)\s+)?")


def _unit(words: str, number: Span) -> str | None:
    """Return what the figure at ``number`` counts: the words behind it, or the currency."""
    for mark, name in _CURRENCY.items():
        if mark in words:
            return name
    rest = words[number.end :].strip(EDGES)
    return _OF.sub("", rest, count=1).strip(EDGES) or None


def _accusation(finding: Finding, context: Context) -> dict[str, Any] | None:
    words = _words(finding.anchor, "content", context) or _words(finding.anchor, "about", context)
    return {"content": words} if words else None


def _action(finding: Finding, context: Context) -> dict[str, Any] | None:
    del context
    plover = _value(finding.anchor, "plover")
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
