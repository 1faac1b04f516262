"""Truces and the breaches alleged of them.

A violation stands under a truce when their dates share a day and one of the sides is party to the
truce, or, undated, when its report tells of exactly one truce. Otherwise it stands alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from operator import itemgetter
from typing import NamedTuple

from truceline.model import Actor, Record, Terms
from truceline.views.book import Book, Group
from truceline.views.compute import common
from truceline.views.dates import overlap
from truceline.views.rows import Truce, Violation

IN_EFFECT = ("asserted", "planned")


def truces(book: Book) -> tuple[Truce, ...]:
    """Return the truces in order of date, each with the violations alleged of it."""
    shelf = Shelf.of(book)
    under: dict[str, list[Violation]] = {}
    for group in book.groups("violation"):
        truce, reason = shelf.truce_of(book, group[0])
        if truce is not None:
            under.setdefault(truce.id, []).append(_violation(book, group, reason))
    groups = book.groups("ceasefire")
    return tuple(_truce(book, group, tuple(under.get(group[0].id, ()))) for group in groups)


def violations(book: Book) -> tuple[Violation, ...]:
    """Return every alleged breach, in order of date, with how it is linked to a truce."""
    shelf = Shelf.of(book)
    groups = book.groups("violation")
    return tuple(_violation(book, g, shelf.truce_of(book, g[0])[1]) for g in groups)


def loose_violations(book: Book) -> tuple[Violation, ...]:
    """Return the alleged breaches that stand under no truce of the book."""
    return tuple(row for row in violations(book) if row.linked_by is None)


class Shelf(NamedTuple):
    """The truces said or planned to hold, in order of date, by report and by side."""

    by_article: dict[str, list[Record]]
    by_side: dict[str, list[tuple[int, Record]]]

    @classmethod
    def of(cls, book: Book) -> Shelf:
        """Return the truces of ``book``; a row of several tellings stands under each report."""
        shelf = cls({}, {})
        for place, group in enumerate(book.groups("ceasefire")):
            if group[0].modality in IN_EFFECT:
                for article in {book.article_of[record.id].id for record in group}:
                    shelf.by_article.setdefault(article, []).append(group[0])
                for side in _sides((*group[0].actors, *group[0].targets)):
                    shelf.by_side.setdefault(side, []).append((place, group[0]))
        return shelf

    def truce_of(self, book: Book, violation: Record) -> tuple[Record | None, str | None]:
        """Return the truce that ``violation`` is alleged of and why, those of its report first."""
        here = self.by_article.get(book.article_of[violation.id].id, [])
        sides = _sides((*violation.actors, *violation.source, *violation.targets))
        for truce in here:
            sharing = sides & _sides((*truce.actors, *truce.targets))
            if sharing and overlap(span_of(truce), violation.when):
                return truce, "date"
        there = {place: truce for side in sides for place, truce in self.by_side.get(side, ())}
        for _, truce in sorted(there.items(), key=itemgetter(0)):
            if overlap(span_of(truce), violation.when):
                return truce, "date"
        if violation.when is None and len(here) == 1:
            return here[0], "report"
        return None, None


def span_of(truce: Record) -> str | None:
    """Return the days a truce covers, EDTF: its own start and end, else its date."""
    terms = truce.terms or Terms()
    if terms.start:
        return f"{terms.start}/{terms.end or terms.start}"
    return truce.when


def _sides(actors: Iterable[Actor]) -> set[str]:
    return {who.party or who.name for who in actors}


def _violation(book: Book, group: Group, reason: str | None) -> Violation:
    lead = group[0]
    return Violation(
        **common(book, group),
        count=lead.count,
        approximate="count" in lead.approx,
        as_written=lead.as_written.get("count"),
        linked_by=reason,
    )


def _truce(book: Book, group: Group, under: tuple[Violation, ...]) -> Truce:
    lead, terms = group[0], group[0].terms or Terms()
    return Truce(
        **common(book, group),
        type=lead.type,
        phase=lead.phase,
        purpose=lead.purpose,
        written=lead.written,
        monitoring=lead.monitoring,
        duration_days=terms.duration_days,
        duration_as_written=terms.as_written,
        scope=terms.scope,
        unconditional=terms.unconditional,
        conditions=terms.conditions,
        start=terms.start,
        end=terms.end,
        violations=under,
    )
