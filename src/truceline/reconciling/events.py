"""The same thing told twice is one event; an answer points at the proposal it answers.

Two records of different articles tell of the same thing when kind, parties and the fields that
the codebook lists under ``same`` are equal and their dates can be the same day. A record without
a date joins only what was reported within a week of it; of an event with a date one such report is
enough, so that what is still told of a month later keeps nothing out. Where a record fits several
events, it joins the one that rests on the same words, as copies do, or else none: better one event
too many than one that never was.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple, Self

from truceline import codebook
from truceline.model import Article, Event, Record, digest
from truceline.reconciling import answers
from truceline.reconciling.homes import find_articles, origin_of, reading_order, sides_of
from truceline.resolving import edtf

UNDATED_DAYS = 7
"""How far apart two reports may be published for an undated record to mean the same."""
WIDE_DAYS = 366
"""Dates that leave open more than this are compared with all others."""
_WIDE: tuple[str, object] = ("wide", None)
MUTUAL = ("meeting", "agreement", "ceasefire")
"""Kinds that parties do together, so that it does not matter who is named as actor."""

Key = tuple[object, ...]


class Told(NamedTuple):
    """A record with the article that tells it, and its dates as day numbers for comparing."""

    record: Record
    article: Article
    dated: bool
    first: int
    """First day that the record's date can mean; an open or missing date starts at day 1."""
    last: int
    published: int | None

    @classmethod
    def of(cls, record: Record, article: Article) -> Self:
        """Return the record with its days looked up once."""
        when = record.when if record.when and edtf.valid(record.when) else None
        first, last = edtf.bounds(when) if when else (None, None)
        published = edtf.bounds(article.published)[0] if article.published else None
        return cls(
            record, article, when is not None, (first or date.min).toordinal(),
            (last or date.max).toordinal(), published.toordinal() if published else None,
        )  # fmt: skip

    @property
    def vagueness(self) -> int:
        """The days that the date leaves open; no date is vaguest."""
        return self.last - self.first


def reconcile(
    records: Iterable[Record],
    articles: Iterable[Article],
    homes: Mapping[str, Article] | None = None,
) -> tuple[Event, ...]:
    """Return the events that ``records`` tell of, by their first report, answers linked.

    Every record is in exactly one event. The result does not depend on the order of either
    argument. Records must have their ids; one whose article is not given is left out. ``homes``
    has each record's article by the record's id, where that is known.
    """
    kept = {record.id: record for record in records}
    if homes is None:
        homes = find_articles(kept.values(), articles)
    told = [Told.of(record, homes[key]) for key, record in kept.items() if key in homes]
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
    shelves = Shelves()
    for one in sorted(bucket, key=lambda t: (t.vagueness, _order(t))):
        fitting = [group for group in shelves.near(one) if group.fits(one)]
        if len(fitting) > 1:
            fitting = [group for group in fitting if one.record.evidence.text in group.words]
        if len(fitting) == 1:
            fitting[0].add(one)
        else:
            shelves.add(Group(one))
    return [group.told for group in shelves.groups]


class Group:
    """Records that tell of one thing, with what decides whether another does, kept at hand."""

    def __init__(self, first: Told) -> None:
        self.told: list[Told] = []
        self.words: set[str] = set()
        self._articles: set[str] = set()
        self._origins: dict[bool, set[str]] = {True: set(), False: set()}
        """Of the dated and of the undated."""
        self._modalities: dict[bool, set[str]] = {True: set(), False: set()}
        self._first, self._last = date.min.toordinal(), date.max.toordinal()
        self._published: set[int | None] = set()
        self.add(first)

    def add(self, one: Told) -> None:
        """Take ``one`` in."""
        self.told.append(one)
        self.words.add(one.record.evidence.text)
        self._articles.add(one.article.id)
        self._origins[one.dated].add(origin_of(one.article))
        self._modalities[one.dated].add(one.record.modality)
        self._published.add(one.published)
        if one.dated:
            self._first, self._last = max(self._first, one.first), min(self._last, one.last)

    def fits(self, one: Told) -> bool:
        """Tell whether ``one`` can tell of the same thing as the records of the group."""
        if one.article.id in self._articles:  # an article tells of one thing once
            return False
        if one.dated and not (one.first <= self._last and self._first <= one.last):
            return False
        vague = {True, False} if not one.dated else {False}
        modalities = set().union(*(self._modalities[dated] for dated in vague))
        if not modalities:  # all are dated
            return True
        if modalities != {one.record.modality}:
            return False
        if not one.dated and self._origins[True]:
            return any(_same(one, other) for other in self.told if other.dated)
        if origin_of(one.article) in self._origins[not one.dated]:
            return False
        return self._is_near(one) or all(_same(one, other) for other in self.told)

    def _is_near(self, one: Told) -> bool:
        """Tell whether ``one`` was published within days of all of them."""
        if one.published is None or None in self._published:
            return False
        days = [day for day in self._published if day is not None]
        return one.published - min(days) <= UNDATED_DAYS >= max(days) - one.published


class Shelves:
    """Groups by what their first record can be the same with, so that few are looked at.

    Dated records are added before undated ones: a dated one is looked up by its months, an
    undated one by week of publication and by origin.
    """

    def __init__(self) -> None:
        self.groups: list[Group] = []
        self._on: dict[tuple[str, object], list[int]] = {}

    def add(self, group: Group) -> None:
        """Put a new group where its first record belongs."""
        first, number = group.told[0], len(self.groups)
        self.groups.append(group)
        shelves = [*_months(first), ("origin", origin_of(first.article))]
        if first.published is not None:
            shelves.append(("week", first.published // UNDATED_DAYS))
        for shelf in shelves:
            self._on.setdefault(shelf, []).append(number)

    def near(self, one: Told) -> list[Group]:
        """Return, oldest first, the groups that ``one`` might belong to."""
        if one.dated and one.vagueness > WIDE_DAYS:
            return self.groups
        if one.dated:
            shelves = [*_months(one), _WIDE]
        else:
            week = (one.published or 0) // UNDATED_DAYS
            around = [("week", near) for near in (week - 1, week, week + 1)]
            shelves = [("origin", origin_of(one.article)), *around]
        numbers = {number for shelf in shelves for number in self._on.get(shelf, ())}
        return [self.groups[number] for number in sorted(numbers)]


def _months(told: Told) -> list[tuple[str, object]]:
    """Return the shelves of a date: thirty days each, or one for all that is wider than a year."""
    if not told.dated:
        return []
    if told.vagueness > WIDE_DAYS:
        return [_WIDE]
    return [("days", block) for block in range(told.first // 30, told.last // 30 + 1)]


def _same(one: Told, other: Told) -> bool:
    """Tell whether two records that agree in the rest can tell of the same thing."""
    if one.article.id == other.article.id:
        return False  # an article tells of one thing once
    if one.dated and other.dated:
        return one.first <= other.last and other.first <= one.last
    if one.record.modality != other.record.modality:
        return False
    if origin_of(one.article) == origin_of(other.article):
        return one.dated == other.dated
    if one.published is None or other.published is None:
        return False
    return abs(one.published - other.published) <= UNDATED_DAYS


def _order(told: Told) -> tuple[str, str, int, str, str]:
    return reading_order(told.record, told.article)


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
