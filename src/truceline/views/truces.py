"""Truces and the breaches alleged of them.

A violation stands under a truce when their dates share a day and one of the sides is party to the
truce, or, undated, when its report tells of exactly one truce. Otherwise it stands alone.
"""

from __future__ import annotations

from truceline.model import Actor, Record, Terms
from truceline.views.book import Book, Group
from truceline.views.compute import common
from truceline.views.dates import overlap
from truceline.views.rows import Truce, Violation

IN_EFFECT = ("asserted", "planned")


def truces(book: Book) -> tuple[Truce, ...]:
    """Return the truces in order of date, each with the violations alleged of it."""
    groups = book.groups("ceasefire")
    under: dict[str, list[Violation]] = {}
    for group in book.groups("violation"):
        truce, reason = _truce_of(book, group[0], groups)
        if truce is not None:
            under.setdefault(truce.id, []).append(_violation(book, group, reason))
    return tuple(_truce(book, group, tuple(under.get(group[0].id, ()))) for group in groups)


def violations(book: Book) -> tuple[Violation, ...]:
    """Return every alleged breach, in order of date, with how it is linked to a truce."""
    groups = book.groups("ceasefire")
    return tuple(
        _violation(book, group, _truce_of(book, group[0], groups)[1])
        for group in book.groups("violation")
    )


def loose_violations(book: Book) -> tuple[Violation, ...]:
    """Return the alleged breaches that stand under no truce of the book."""
    return tuple(row for row in violations(book) if row.linked_by is None)


def _truce_of(
    book: Book, violation: Record, groups: tuple[Group, ...]
) -> tuple[Record | None, str | None]:
    report = book.article_of[violation.id]
    here = [g[0] for g in groups if any(book.article_of[r.id] is report for r in g)]
    here = [truce for truce in here if truce.modality in IN_EFFECT]
    there = [g[0] for g in groups if g[0].modality in IN_EFFECT]
    for truce in (*here, *there):
        if overlap(span_of(truce), violation.when) and _concerns(truce, violation):
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


def _concerns(truce: Record, violation: Record) -> bool:
    sides = {_side(actor) for actor in (*violation.actors, *violation.source, *violation.targets)}
    return bool(sides & {_side(actor) for actor in (*truce.actors, *truce.targets)})


def _side(actor: Actor) -> str:
    return actor.party or actor.name


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
