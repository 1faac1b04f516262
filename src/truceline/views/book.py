"""The opened book: articles, records and events together, indexed for the views.

A ``Book`` is what every view is computed from. Records that tell the same thing in the same way are
merged into one ``Group``: within the copies of one text always, across independent reports only
where an event says that they tell of the same thing.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import msgspec

from truceline.model import Article, Event, Kind, Record
from truceline.views.dates import sort_key
from truceline.views.rows import Ref

Group = tuple[Record, ...]
"""Records shown as one row; the first is the fullest and speaks for the others."""


@dataclass(frozen=True)
class Book:
    """Articles, their records and the events among them; everything else is computed."""

    articles: tuple[Article, ...]
    records: tuple[Record, ...]
    events: tuple[Event, ...] = field(default=())

    @classmethod
    def of(
        cls, articles: Iterable[Article], records: Iterable[Record], events: Iterable[Event] = ()
    ) -> Book:
        """Return a book whose content does not depend on the order of what it is given."""
        return cls(
            tuple(sorted(articles, key=lambda a: (a.published or "9999", a.doc, a.id))),
            tuple(sorted(records, key=lambda r: (r.doc, r.evidence.start, r.evidence.end, r.id))),
            tuple(sorted(events, key=lambda e: e.id)),
        )

    @cached_property
    def by_doc(self) -> dict[str, Article]:
        """Articles by the name the user knows them by."""
        return {article.doc: article for article in self.articles}

    @cached_property
    def by_id(self) -> dict[str, Record]:
        """Records by id."""
        return {record.id: record for record in self.records}

    @cached_property
    def event_of(self) -> dict[str, Event]:
        """The event that each record tells of, by record id."""
        return {record: event for event in self.events for record in event.records}

    def published(self, record: Record) -> str | None:
        """Return the day the record's article was published, or ``None`` when unknown."""
        article = self.by_doc.get(record.doc)
        return article.published if article else None

    def ref(self, record: Record) -> Ref:
        """Return the pointer from a row to the words of ``record``."""
        article = self.by_doc.get(record.doc)
        return Ref(
            record=record.id,
            doc=record.doc,
            evidence=record.evidence,
            publisher=article.publisher if article else None,
            published=article.published if article else None,
            confidence=record.confidence,
            rule=record.rule,
        )

    def groups(
        self, *kinds: Kind, by: Callable[[Record], Hashable] | None = None
    ) -> tuple[Group, ...]:
        """Return the records of ``kinds`` in order of date, those that tell the same together.

        ``by`` says what must be equal within one event for two records to share a row; without it
        every coded field must be.
        """
        same = by or told
        shelves: dict[Hashable, list[Record]] = {}
        for record in self.records:
            if record.kind in kinds:
                shelves.setdefault(self._shelf(record, same), []).append(record)
        return tuple(sorted((self._in_order(s) for s in shelves.values()), key=self.place))

    def _shelf(self, record: Record, same: Callable[[Record], Hashable]) -> Hashable:
        event = self.event_of.get(record.id)
        if event is not None:
            return ("event", event.id, same(record))
        article = self.by_doc.get(record.doc)
        origin = (article.origin or article.id) if article else record.doc
        alone = None if self._in_copies(origin) else record.id
        return ("text", origin, alone, told(record))

    @cached_property
    def _origin_sizes(self) -> dict[str, int]:
        sizes: dict[str, int] = {}
        for article in self.articles:
            origin = article.origin or article.id
            sizes[origin] = sizes.get(origin, 0) + 1
        return sizes

    def _in_copies(self, origin: str) -> bool:
        return self._origin_sizes.get(origin, 0) > 1

    def _in_order(self, records: Sequence[Record]) -> Group:
        first = min(records, key=lambda r: (-fullness(r), self.published(r) or "9999", r.doc, r.id))
        rest = sorted(
            (r for r in records if r is not first),
            key=lambda r: (self.published(r) or "9999", r.doc, r.evidence.start, r.id),
        )
        return (first, *rest)

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


def told(record: Record) -> str:
    """Return what ``record`` says, as a key: every coded field but where it stands and why."""
    fields = msgspec.to_builtins(record)
    for name in ("id", "doc", "evidence", "rule", "confidence", "as_written", "approx"):
        fields.pop(name, None)
    return msgspec.json.encode(fields, order="sorted").decode()


def fullness(record: Record) -> int:
    """Return how many of the optional fields ``record`` fills."""
    fields: dict[str, object] = msgspec.to_builtins(record)
    terms = fields.pop("terms", {})
    filled = sum(1 for value in fields.values() if value not in (None, [], {}, ""))
    return filled + (len(terms) if isinstance(terms, dict) else 0)
