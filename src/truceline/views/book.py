"""The opened book: articles, records and events together, indexed for the views.

A ``Book`` is what every view is computed from. Records that tell the same thing are merged into one
``Group``: what a copy tells again always, what independent reports tell only where an event says
that they tell of the same thing and they tell it in the same way.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import msgspec

from truceline.model import Article, Event, Kind, Record
from truceline.reconciling.homes import named_alike
from truceline.views.copies import told_again
from truceline.views.dates import open_days, sort_key
from truceline.views.rows import Ref
from truceline.views.same import within_event

Group = tuple[Record, ...]
"""Records shown as one row; the first, the best dated and fullest, speaks for the others."""


@dataclass(frozen=True)
class Book:
    """Articles, their records and the events among them; everything else is computed."""

    readings: tuple[tuple[Article, tuple[Record, ...]], ...]
    """Each article with its records, by day of publication; undated ones last."""
    events: tuple[Event, ...] = field(default=())

    @classmethod
    def of(
        cls, readings: Iterable[tuple[Article, Iterable[Record]]], events: Iterable[Event] = ()
    ) -> Book:
        """Return a book whose content does not depend on the order of what it is given."""
        pairs = [(article, tuple(sorted(records, key=_position))) for article, records in readings]
        pairs.sort(key=lambda pair: (pair[0].published or "9999", pair[0].doc, pair[0].id))
        return cls(tuple(pairs), tuple(sorted(events, key=lambda event: event.id)))

    @cached_property
    def articles(self) -> tuple[Article, ...]:
        """The articles, by day of publication."""
        return tuple(article for article, _ in self.readings)

    @cached_property
    def records(self) -> tuple[Record, ...]:
        """All records, article by article, in order of the text."""
        return tuple(record for _, records in self.readings for record in records)

    @cached_property
    def named_alike(self) -> frozenset[str]:
        """The names that several articles bear."""
        return named_alike(self.articles)

    @cached_property
    def article_of(self) -> dict[str, Article]:
        """The article that each record was read from, by record id."""
        return {record.id: article for article, records in self.readings for record in records}

    @cached_property
    def event_of(self) -> dict[str, Event]:
        """The event that each record tells of, by record id."""
        return {record: event for event in self.events for record in event.records}

    @cached_property
    def event_by_id(self) -> dict[str, Event]:
        """The events by id."""
        return {event.id: event for event in self.events}

    def published(self, record: Record) -> str | None:
        """Return the day the record's article was published, or ``None`` when unknown."""
        return self.article_of[record.id].published

    def ref(self, record: Record) -> Ref:
        """Return the pointer from a row to the words of ``record``."""
        article = self.article_of[record.id]
        return Ref(
            record=record.id,
            doc=record.doc,
            evidence=record.evidence,
            source=record.source,
            publisher=article.publisher,
            published=article.published,
            confidence=record.confidence,
            rule=record.rule,
        )

    def groups(self, *kinds: Kind) -> tuple[Group, ...]:
        """Return the records of ``kinds`` in order of date, those that tell the same together."""
        shelves: dict[Hashable, list[Record]] = {}
        for record in self.records:
            if record.kind in kinds:
                shelves.setdefault(self._shelf(record), []).append(record)
        return tuple(sorted((self._in_order(s) for s in shelves.values()), key=self.place))

    @cached_property
    def told_again(self) -> dict[str, str]:
        """By the id of a record that a copy tells again, the id of the first telling."""
        return told_again(self.readings)

    @cached_property
    def told_once(self) -> tuple[Record, ...]:
        """All records but those that a copy tells again."""
        return tuple(record for record in self.records if record.id not in self.told_again)

    @cached_property
    def _by_id(self) -> dict[str, Record]:
        return {record.id: record for record in self.records}

    def _shelf(self, record: Record) -> Hashable:
        first = self._by_id[self.told_again.get(record.id, record.id)]
        event = self.event_of.get(first.id)
        return first.id if event is None else ("event", event.id, within_event(first))

    def _in_order(self, records: Sequence[Record]) -> Group:
        first = min(records, key=self._worth)
        rest = sorted(
            (r for r in records if r is not first),
            key=lambda r: (self.published(r) or "9999", r.doc, r.evidence.start, r.id),
        )
        return (first, *rest)

    def _worth(self, record: Record) -> tuple[int, int, str, str, str]:
        published = self.published(record) or "9999"
        return (open_days(record.when), -fullness(record), published, record.doc, record.id)

    def place_reported(self, group: Group) -> tuple[tuple[str, ...], bool, tuple[str, ...]]:
        """Return the sort key that puts an undated group on the day it was reported, at its end."""
        lead = group[0]
        day = lead.when or self.published(lead)
        return sort_key(day), lead.when is None, self.place(group)

    def place(self, group: Group) -> tuple[str, ...]:
        """Return the sort key of a group: date of the thing, publication, article, position."""
        lead = group[0]
        position = f"{lead.evidence.start:012d}"
        return (
            *sort_key(lead.when),
            self.published(lead) or "9999",
            lead.doc,
            position,
            lead.id,
        )


def _position(record: Record) -> tuple[int, int, str, str]:
    return (record.evidence.start, record.evidence.end, record.kind, record.id)


def fullness(record: Record) -> int:
    """Return how many of the optional fields ``record`` fills."""
    fields: dict[str, object] = msgspec.to_builtins(record)
    terms = fields.pop("terms", {})
    filled = sum(1 for value in fields.values() if value not in (None, [], {}, ""))
    return filled + (len(terms) if isinstance(terms, dict) else 0)
