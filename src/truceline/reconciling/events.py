"""The same thing told twice is one event; an answer points at the proposal it answers.

Two records of different articles tell of the same thing when kind, parties and the fields that
the codebook lists under ``same`` are equal and their dates can be the same day. A record without
a date joins only what was reported within a week of it. Where a record fits several events, it
joins the one that rests on the same words, as copies do, or else none: better one event too many
than one that never was.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from truceline import codebook
from truceline.model import Article, Event, Record, digest
from truceline.reconciling import answers
from truceline.reconciling.dates import compatible
from truceline.reconciling.homes import find_articles, origin_of, reading_order, sides_of
from truceline.resolving import edtf

UNDATED_DAYS = 7
"""How far apart two reports may be published for an undated record to mean the same."""
MUTUAL = ("meeting", "agreement", "ceasefire")
"""Kinds that parties do together, so that it does not matter who is named as actor."""

Key = tuple[object, ...]


class Told(NamedTuple):
    """A record with the article that tells it."""

    record: Record
    article: Article


def reconcile(records: Iterable[Record], articles: Iterable[Article]) -> tuple[Event, ...]:
    """Return the events that ``records`` tell of, by their first report, answers linked.

    Every record is in exactly one event. The result does not depend on the order of either
    argument. Records must have their ids; one whose article is not given is left out.
    """
    kept = {record.id: record for record in records}
    homes = find_articles(kept.values(), articles)
    told = [Told(record, homes[key]) for key, record in kept.items() if key in homes]
    groups = [group for bucket in _buckets(told).values() for group in _cluster(bucket)]
    groups = sorted((sorted(group, key=_order) for group in groups), key=lambda g: _order(g[0]))
    answered = answers.link([(t.record, t.article) for group in groups for t in group])
    event_of = {t.record.id: _event_id(group) for group in groups for t in group}
    return tuple(_event(group, answered, event_of) for group in groups)


def _buckets(told: Iterable[Told]) -> dict[Key, list[Told]]:
    """Gather what agrees in everything but the date."""
    buckets: dict[Key, list[Told]] = {}
    for one in told:
        buckets.setdefault(_identity(one.record), []).append(one)
    return buckets


def _identity(record: Record) -> Key:
    """Return what two records of one thing have in common besides the date."""
    actors, targets = sides_of(record.actors), sides_of(record.targets)
    sides = (actors | targets,) if record.kind in MUTUAL else (actors, targets)
    own = codebook.load().kinds[record.kind].same
    return (record.kind, sides, *(_comparable(getattr(record, slot)) for slot in own))


def _comparable(value: object) -> object:
    """Return text by its words alone: outlets differ in marks and capitals."""
    return tuple(re.findall(r"\w+", value.casefold())) if isinstance(value, str) else value


def _cluster(bucket: list[Told]) -> list[list[Told]]:
    """Join what can be the same; the best dated come first, so that the vague join the exact."""
    groups: list[list[Told]] = []
    for one in sorted(bucket, key=lambda t: (_vagueness(t.record.when), _order(t))):
        fitting = [group for group in groups if all(_same(one, other) for other in group)]
        if len(fitting) > 1:
            fitting = [group for group in fitting if any(_same_words(one, t) for t in group)]
        if len(fitting) == 1:
            fitting[0].append(one)
        else:
            groups.append([one])
    return groups


def _vagueness(when: str | None) -> int:
    """Return the days that a date leaves open; no date, and an open one, is vaguest."""
    low, high = edtf.bounds(when) if when and edtf.valid(when) else (None, None)
    return (high - low).days if low and high else date.max.toordinal()


def _same(one: Told, other: Told) -> bool:
    """Tell whether two records that agree in the rest can tell of the same thing."""
    if one.article.id == other.article.id:
        return False  # an article tells of one thing once
    a, b = one.record, other.record
    if a.when is not None and b.when is not None:
        return compatible(a.when, b.when)
    if origin_of(one.article) == origin_of(other.article):
        return a.when == b.when and a.modality == b.modality
    return a.modality == b.modality and _days_apart(one, other) <= UNDATED_DAYS


def _same_words(one: Told, other: Told) -> bool:
    return one.record.evidence.text == other.record.evidence.text


def _days_apart(one: Told, other: Told) -> float:
    """Return the days between two publications; infinite where one is unknown."""
    days = [edtf.bounds(t.article.published)[0] for t in (one, other) if t.article.published]
    known = [day for day in days if day is not None]
    return abs((known[0] - known[1]).days) if len(known) == 2 else float("inf")


def _order(told: Told) -> tuple[str, str, int, str, str]:
    return reading_order(*told)


def _event_id(group: list[Told]) -> str:
    return digest("event", [told.record.id for told in group])


def _event(group: list[Told], answered: dict[str, str], event_of: dict[str, str]) -> Event:
    origins = dict.fromkeys(origin_of(told.article) for told in group)
    proposals = (answered[t.record.id] for t in group if t.record.id in answered)
    return Event(
        id=_event_id(group),
        kind=group[0].record.kind,
        records=tuple(told.record.id for told in group),
        origins=tuple(origins),
        answers=next((event_of[proposal] for proposal in proposals), None),
    )
