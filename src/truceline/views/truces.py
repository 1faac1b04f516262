"""Truces and the breaches alleged of them.

A truce of several sides is broken by these alone; for one that names a single side, it is enough
that the breach concerns it. Among such truces a breach stands under the one that has most of its
sides, then most of its days; among equals, under that of its own report, then the earlier one.
Undated, it stands under the only truce of its report that can be meant: one that had begun when
the report was published. Otherwise it stands alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from operator import itemgetter
from typing import NamedTuple

from truceline.model import Record, Terms
from truceline.reconciling.homes import sides_of
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
    """How well a breach fits a truce; the best fit is the least."""

    apart: int
    """The accused and the hit whom the truce does not name."""
    unshared: int
    """The shared days, negative."""
    place: int
    truce: Record

    @property
    def rank(self) -> tuple[int, int]:
        """Return what counts before place."""
        return self.apart, self.unshared


Truces = list[tuple[int, Record]]


@dataclass(frozen=True)
class Shelf:
    """The truces said or planned to hold, by report and by side; of equal sides and days one."""

    by_article: dict[str, Truces] = field(default_factory=dict)
    by_side: dict[str, dict[tuple[frozenset[str], Bounds], tuple[int, Record]]] = field(
        default_factory=dict
    )
    known: dict[tuple[Concern, Bounds], Fit | None] = field(default_factory=dict)
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
                sides = sides_of((*truce.actors, *truce.targets))
                for side in sides:
                    spans = shelf.by_side.setdefault(side, {})
                    spans.setdefault((sides, bounds(span_of(truce))), (place, truce))
        return shelf

    def truce_of(self, book: Book, violation: Record) -> tuple[Record | None, str | None]:
        """Return the truce that ``violation`` is alleged of, and why it is that one."""
        article = book.article_of[violation.id]
        here, concern = self.by_article.get(article.id, []), Concern.of(violation)
        if violation.when is None:
            meant = [t for _, t in here if concern.may_break(t) and _begun(t, article.published)]
            return (meant[0], "report") if len(meant) == 1 else (None, None)
        days = bounds(violation.when)
        own = _best(concern, days, here)
        best = self._best(concern, days)
        if own is not None and (best is None or own.rank <= best.rank):
            best = own
        return (best.truce, "date") if best is not None else (None, None)

    def _best(self, concern: Concern, days: Bounds) -> Fit | None:
        key = (concern, days)
        if key not in self.known:
            everybody = sorted(concern.involved | concern.accusers)
            shelved = (self.by_side.get(side, {}).values() for side in everybody)
            self.known[key] = _best(concern, days, (one for truces in shelved for one in truces))
        return self.known[key]


class Concern(NamedTuple):
    """Whom a breach concerns."""

    accused: frozenset[str]
    involved: frozenset[str]
    """The accused and those against whom they broke it."""
    accusers: frozenset[str]

    @classmethod
    def of(cls, violation: Record) -> Concern:
        """Return whom ``violation`` concerns."""
        accused = sides_of(violation.actors)
        involved = accused | sides_of(violation.targets)
        return cls(accused, involved, sides_of(violation.source))

    def may_break(self, truce: Record) -> bool:
        """Tell whether the sides allow that the breach is one of ``truce``."""
        sides = sides_of((*truce.actors, *truce.targets))
        everybody = self.involved | self.accusers
        if not sides or not everybody:
            return True
        bound = len(sides) < 2 or self.accused <= sides
        return bound and bool(sides & everybody)

    def apart(self, truce: Record) -> int:
        """Return how many of those involved ``truce`` does not name."""
        return len(self.involved - sides_of((*truce.actors, *truce.targets)))


def _best(concern: Concern, days: Bounds, truces: Iterable[tuple[int, Record]]) -> Fit | None:
    """Return the best of the truces that the breach may be of and that hold on one of its days."""
    fits = (
        Fit(concern.apart(truce), -shared(bounds(span_of(truce)), days), place, truce)
        for place, truce in truces
        if concern.may_break(truce)
    )
    return min((fit for fit in fits if fit.unshared), key=itemgetter(0, 1, 2), default=None)


def _begun(truce: Record, published: str | None) -> bool:
    """Tell whether ``truce`` can have begun when the report was published."""
    first, day = bounds(span_of(truce))[0], bounds(published)[1]
    return first is None or day is None or first <= day


def span_of(truce: Record) -> str | None:
    """Return the days a truce covers, EDTF: by its terms where they say, else by its date."""
    terms = truce.terms or Terms()
    start = terms.start or (truce.when or "").split("/")[0]
    end = terms.end or (truce.when or "").split("/")[-1]
    return f"{start}/{end}" if start and end and start != end else start or end or None


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
