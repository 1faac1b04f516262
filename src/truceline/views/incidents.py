"""One attack told by several reports: the tellings put together so that their tolls stand together.

Two tellings with a toll are of one attack if they come from different texts, give the same single
day and the same place (or a place within it), and neither their sides nor their means contradict.
A telling that fits two attacks of a day is left alone.
"""

from __future__ import annotations

from collections.abc import Sequence

from truceline.model import Record
from truceline.reconciling.homes import origin_of
from truceline.views.agreeing import agree, named_sides, one_place
from truceline.views.book import Book, Group
from truceline.views.dates import bounds

Incident = tuple[Group, ...]


def has_toll(record: Record) -> bool:
    """Tell whether ``record`` gives a figure."""
    return bool(record.killed or record.injured or record.losses)


def incidents(book: Book) -> tuple[Incident, ...]:
    """Return the attacks in order of date, each with the rows of records that tell of it."""
    found: list[list[Group]] = []
    by_day: dict[str, list[list[Group]]] = {}
    for group in book.groups("attack"):
        day = _day(group[0])
        near = by_day.get(day, []) if day else []
        fitting = [incident for incident in near if _fits(book, group, incident)]
        if len(fitting) == 1:
            fitting[0].append(group)
            continue
        found.append([group])
        if day:
            by_day.setdefault(day, []).append(found[-1])
    return tuple(tuple(incident) for incident in found)


def _day(record: Record) -> str | None:
    """Return the single day of an attack that is said to have been made and has a toll."""
    first, last = bounds(record.when)
    told = record.modality == "asserted" and has_toll(record) and first == last
    return first.isoformat() if told and first else None


def _fits(book: Book, group: Group, incident: Sequence[Group]) -> bool:
    origins = _origins(book, group)
    return all(
        not origins & _origins(book, other) and _compatible(group[0], other[0])
        for other in incident
    )  # fmt: skip


def _origins(book: Book, group: Group) -> frozenset[str]:
    return frozenset(origin_of(book.article_of[record.id]) for record in group)


def _compatible(one: Record, other: Record) -> bool:
    means = {one.means, other.means} - {None, "other"}
    return (
        len(means) < 2
        and one_place(one.where, other.where)
        and agree(named_sides(one.actors), named_sides(other.actors))
        and agree(_hit(one), _hit(other))
    )


def _hit(record: Record) -> frozenset[str]:
    """Return the sides hit; a place that stands for a target is none."""
    places = {record.where} if record.where else set()
    return frozenset(
        side
        for side in named_sides(record.targets)
        if not any(one_place(side, place) for place in places)
    )
