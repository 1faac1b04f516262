"""Truces and the breaches alleged of them.

A violation stands under the truce with which it shares most days and a side; among equals, under
that of its own report, then the earlier one. Undated, it stands under the only truce that its
report tells of. Otherwise it stands alone.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from operator import itemgetter
from typing import NamedTuple

from truceline.model import Record, Terms
from truceline.resolving.edtf import Bounds
from truceline.views.book import Book, Group
from truceline.views.compute import common
from truceline.views.dates import bounds, shared
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


class Fit(NamedTuple):
    """A truce and how many days it shares with a breach; the best fit is the least."""

    unshared: int
    """The shared days, negative."""
    place: int
    truce: Record | None


NO_FIT = Fit(0, -1, None)


@dataclass(frozen=True)
class Shelf:
    """The truces said or planned to hold, by report and by side; of equal days the first."""

    by_article: dict[str, list[tuple[int, Record]]] = field(default_factory=dict)
    by_side: dict[str, dict[Bounds, tuple[int, Record]]] = field(default_factory=dict)
    known: dict[tuple[frozenset[str], Bounds], Fit] = field(default_factory=dict)
    """The best fit in all reports, for the sides and days already asked for."""

    @classmethod
    def of(cls, book: Book) -> Shelf:
        """Return the truces of ``book``; a row of several tellings stands under each report."""
        shelf = cls()
        for place, group in enumerate(book.groups("ceasefire")):
            truce = group[0]
            if truce.modality in IN_EFFECT:
                for article in {book.article_of[record.id].id for record in group}:
                    shelf.by_article.setdefault(article, []).append((place, truce))
                for side in _sides(truce):
                    spans = shelf.by_side.setdefault(side, {})
                    spans.setdefault(bounds(span_of(truce)), (place, truce))
        return shelf

    def truce_of(self, book: Book, violation: Record) -> tuple[Record | None, str | None]:
        """Return the truce that ``violation`` is alleged of, and why it is that one."""
        here = self.by_article.get(book.article_of[violation.id].id, [])
        if violation.when is None:
            return (here[0][1], "report") if len(here) == 1 else (None, None)
        sides, days = _sides(violation), bounds(violation.when)
        fits = (_fit(truce, days, place) for place, truce in here if sides & _sides(truce))
        own = min(fits, key=itemgetter(0, 1), default=NO_FIT)
        best = self._best(sides, days)
        truce = own.truce if own.unshared <= best.unshared else best.truce
        return (truce, "date") if best.unshared else (None, None)

    def _best(self, sides: frozenset[str], days: Bounds) -> Fit:
        key = (sides, days)
        if key not in self.known:
            self.known[key] = min(
                (
                    Fit(-shared(span, days), place, truce)
                    for side in sorted(sides)
                    for span, (place, truce) in self.by_side.get(side, {}).items()
                ),
                key=itemgetter(0, 1),
                default=NO_FIT,
            )
        return self.known[key]


def _fit(truce: Record, days: Bounds, place: int) -> Fit:
    return Fit(-shared(bounds(span_of(truce)), days), place, truce)


def span_of(truce: Record) -> str | None:
    """Return the days a truce covers, EDTF: by its terms where they say, else by its date."""
    terms = truce.terms or Terms()
    start = terms.start or (truce.when or "").split("/")[0]
    end = terms.end or (truce.when or "").split("/")[-1]
    return f"{start}/{end}" if start and end and start != end else start or end or None


def _sides(record: Record) -> frozenset[str]:
    """Return the sides a truce binds, or those a breach concerns: the accuser is one of them."""
    accusers = record.source if record.kind == "violation" else ()
    everybody = (*record.actors, *record.targets, *accusers)
    return frozenset(who.party or who.name for who in everybody)


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
