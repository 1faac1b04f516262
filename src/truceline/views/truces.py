"""Truces and the breaches alleged of them.

A truce of several sides is broken by these alone; for one that names a single side, it is enough
that the breach concerns it. Among such truces a breach stands under the one that has most of its
sides, then most of its days; among equals, under that of its own report, then the earlier one.
Undated, it stands under the only truce of its report that can be meant: one that had begun when
the report was published. Otherwise it stands alone. What several reports tell of one truce is put
together first (``stages``), and a breach of any stage is one of the truce.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from operator import itemgetter
from typing import NamedTuple

from truceline.model import Record, Terms
from truceline.reconciling.homes import sides_of
from truceline.resolving.edtf import Bounds
from truceline.views.agreeing import named_sides
from truceline.views.book import Book, Group
from truceline.views.compute import common
from truceline.views.dates import bounds, shared
from truceline.views.rows import Stage, Truce, Violation
from truceline.views.stages import IN_EFFECT, wholes
from truceline.views.stated import facts, unstated


def truces(book: Book) -> tuple[Truce, ...]:
    """Return the truces in order of date, each with its stages and the violations alleged of it."""
    shelf = Shelf.of(book)
    under: dict[int, list[Violation]] = {}
    alleged = book.groups("violation")
    for group in alleged:
        truce, reason = shelf.truce_of(book, group[0])
        if truce is not None:
            under.setdefault(shelf.whole_of[truce.id], []).append(_violation(book, group, reason))
    concerns = frozenset((Concern.of(group[0]), bounds(group[0].when)) for group in alleged)
    return tuple(
        _truce(book, groups, tuple(under.get(number, ())), concerns)
        for number, groups in enumerate(shelf.wholes)
    )


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

    wholes: tuple[tuple[Group, ...], ...]
    whole_of: dict[str, int]
    """By the id of a row's first record, the number of the truce of which it is a stage."""
    by_article: dict[str, Truces] = field(default_factory=dict)
    by_side: dict[str, dict[tuple[frozenset[str], Bounds], tuple[int, Record]]] = field(
        default_factory=dict
    )
    known: dict[tuple[Concern, Bounds], Fit | None] = field(default_factory=dict)
    """The best fit in all reports, for the sides and days already asked for."""

    @classmethod
    def of(cls, book: Book) -> Shelf:
        """Return the truces of ``book``; a row of several tellings stands under each report."""
        found = wholes(book)
        numbers = {group[0].id: n for n, groups in enumerate(found) for group in groups}
        shelf = cls(found, numbers)
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
            one = len({self.whole_of[truce.id] for truce in meant}) == 1
            return (meant[0], "report") if one else (None, None)
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


def _truce(
    book: Book,
    groups: tuple[Group, ...],
    under: tuple[Violation, ...],
    concerns: frozenset[tuple[Concern, Bounds]],
) -> Truce:
    stages = tuple(_stage(book, group) for group in sorted(groups, key=book.place_reported))
    lead = max(groups, key=_telling)
    rest = [record for group in groups if group is not lead for record in group]
    return Truce(
        **common(book, (*lead, *rest)),
        type=next((stage.type for stage in stages if stage.type), None),
        stages=stages,
        facts=facts(stages),
        unstated=unstated(stages),
        violations=under,
        placed=any(stage.when or stage.ref.published for stage in stages),
        unbroken=not under and not any(_may_be_of(groups, *concern) for concern in concerns),
    )


def _telling(group: Group) -> tuple[int, int, bool, int]:
    """Return how well a row speaks for a truce: both sides, many reports, a date, known sides."""
    lead = group[0]
    named = min(len(lead.actors), 2)
    return named, len(group), lead.when is not None, len(named_sides(lead.actors))


def _may_be_of(groups: tuple[Group, ...], concern: Concern, days: Bounds) -> bool:
    """Tell whether a breach may be one of a truce: its sides allow it, and it had begun by then."""
    leads = [group[0] for group in groups]
    first = min((day for lead in leads if (day := bounds(span_of(lead))[0])), default=None)
    begun = first is None or days[1] is None or first <= days[1]
    return begun and any(concern.may_break(lead) for lead in leads)


def _stage(book: Book, group: Group) -> Stage:
    lead, terms = group[0], group[0].terms or Terms()
    return Stage(
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
    )
