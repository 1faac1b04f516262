"""One truce across reports: which tellings are stages of it, declared, in force, prolonged, over.

Tellings are put together if one names all the sides of the other or none, their types do not
contradict, no two places are given where a scope is local, and their days agree. A beginning
shares a day with the other beginnings; that a truce is in force may be dated up to ten days after
it began; a date that leaves several days open may name no further side. A prolongation or an end
lies after the beginning. A telling without a day joins a truce
of its own report, else the nearest that was reported or began within ten days of its publication,
but none that began later. Of several the nearest counts, then the one of most of its sides; where
that leaves two, or where a telling names no side and fits more than one, it stands alone. What is
only possible or is denied always stands alone.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple, Self

from truceline.model import Phase, Record, Terms
from truceline.reconciling.dates import begun_by
from truceline.resolving.where import is_named
from truceline.views.agreeing import agree, named_sides
from truceline.views.book import Book, Group
from truceline.views.dates import bounds

IN_EFFECT = ("asserted", "planned")
NEAR = 10
"""Days between a report of a truce and another that gives no day."""
VAGUE = 31
"""A date that leaves open more days than this does not tell which truce is meant."""
AFTER = 92
"""Days after the last that is known of a truce in which it may be prolonged or end."""
LATER: tuple[Phase, ...] = ("extended", "ended", "collapsed")
BLOCK = 31
SILENT, ANY = "", None
"""Where a truce without known sides is looked up, and where any is."""

Days = tuple[int, int]
"""First and last day as day numbers, both included."""


class Telling(NamedTuple):
    """A row of records of a truce, with what is compared."""

    group: Group
    sides: frozenset[str]
    day: Days | None
    """In which days it begins or the stage is reached; ``None`` without a date."""
    end: int | None
    """The last day by its terms."""
    reported: tuple[int, ...]
    articles: frozenset[str]
    events: frozenset[str]

    @classmethod
    def of(cls, book: Book, group: Group) -> Self:
        """Return the telling of ``group`` with its days looked up once."""
        articles = [book.article_of[record.id] for record in group]
        published = {bounds(article.published)[0] for article in articles}
        return cls(
            group=group,
            sides=named_sides((*group[0].actors, *group[0].targets)),
            day=_narrowest(days for record in group if (days := _days(record))),
            end=_end(group[0]),
            reported=tuple(sorted(day.toordinal() for day in published if day)),
            articles=frozenset(article.id for article in articles),
            events=frozenset(book.event_of[r.id].id for r in group if r.id in book.event_of),
        )

    @property
    def lead(self) -> Record:
        """The record that speaks for the row."""
        return self.group[0]

    @property
    def begins(self) -> bool:
        """Tell whether it is dated and tells that the truce begins or holds."""
        return self.day is not None and self.lead.phase not in LATER

    @property
    def rank(self) -> tuple[int, int, int]:
        """What is placed first: exact beginnings, later stages, the undated; then more sides."""
        kind = 2 if self.day is None else 0 if self.begins else 1
        return (kind, self.day[1] - self.day[0] if self.day else 0, -len(self.sides))


@dataclass
class Whole:
    """A truce as far as it is put together."""

    number: int
    tellings: list[Telling] = field(default_factory=list)
    sides: frozenset[str] = frozenset()
    """All its sides."""
    articles: set[str] = field(default_factory=set)
    events: set[str] = field(default_factory=set)
    types: set[str | None] = field(default_factory=set)
    places: set[str | None] = field(default_factory=set)
    scopes: set[str | None] = field(default_factory=set)
    blocks: set[int] = field(default_factory=set)
    known: set[int] = field(default_factory=set)
    """The days on which it was reported, and those of its exact dates."""
    last: int = 0
    """The last day that is known of it."""

    @property
    def began(self) -> int | None:
        """The first day on which it can have begun, by the telling that knows best."""
        narrowest = _narrowest(one.day for one in self.tellings if one.begins and one.day)
        return narrowest[0] if narrowest else None

    def take(self, one: Telling) -> None:
        """Make ``one`` a stage of it."""
        self.tellings.append(one)
        self.sides |= one.sides
        self.articles |= one.articles
        self.events |= one.events
        self.types.add(one.lead.type)
        self.places.add(one.lead.where)
        self.scopes.add(_scope(one.lead))
        self.blocks |= {day // BLOCK for day in (*one.reported, *(one.day or ()))}
        self.known |= set(_known(one))
        self.last = max(self.last, one.end or 0, *(one.day or (0,)))


def wholes(book: Book) -> tuple[tuple[Group, ...], ...]:
    """Return the truces in order of date, each with the rows of records that are its stages."""
    groups = book.groups("ceasefire")
    order = {group[0].id: place for place, group in enumerate(groups)}
    shelves = Shelves()
    tellings = [Telling.of(book, group) for group in groups]
    for one in sorted(tellings, key=lambda one: (one.rank, order[one.lead.id])):
        held = one.lead.modality in IN_EFFECT
        whole = (_meant(shelves.near(one), one) if held else None) or shelves.add()
        whole.take(one)
        if held:
            shelves.keep(whole, one)
    places = (sorted(order[t.lead.id] for t in whole.tellings) for whole in shelves.wholes)
    return tuple(tuple(groups[place] for place in whole) for whole in sorted(places))


class Shelves:
    """The truces by report, event and month, so that few are looked at."""

    def __init__(self) -> None:
        self.wholes: list[Whole] = []
        self._on: dict[Hashable, set[int]] = {}

    def add(self) -> Whole:
        """Return a new truce."""
        self.wholes.append(Whole(len(self.wholes)))
        return self.wholes[-1]

    def keep(self, whole: Whole, one: Telling) -> None:
        """Put ``whole``, which has taken ``one``, where its days, sides and reports belong."""
        sides = whole.sides or {SILENT}
        days = {(block, side) for block in whole.blocks for side in (*sides, ANY)}
        for key in (*one.articles, *one.events, *days):
            self._on.setdefault(key, set()).add(whole.number)

    def near(self, one: Telling) -> list[Whole]:
        """Return the truces that ``one`` might be a stage of, in the order of their making."""
        before = AFTER // BLOCK + 1 if one.lead.phase in LATER else 1
        days = one.day or one.reported
        blocks = {b for day in days for b in range(day // BLOCK - before, day // BLOCK + 2)}
        sides = (*one.sides, SILENT) if one.sides else (ANY,)
        keys: set[Hashable] = {(block, side) for block in blocks for side in sides}
        keys |= one.articles | one.events
        found = {number for key in keys for number in self._on.get(key, ())}
        return [self.wholes[number] for number in sorted(found)]


def _meant(near: Iterable[Whole], one: Telling) -> Whole | None:
    """Return the truce that ``one`` is a stage of; ``None`` where none is or it cannot be told."""
    fits = [(gap, whole) for whole in near if (gap := _gap(whole, one)) is not None]
    if len(fits) > 1 and not one.sides:
        fits = [(gap, whole) for gap, whole in fits if whole.articles & one.articles]
    ranked = sorted((gap, -len(whole.sides & one.sides)) for gap, whole in fits)
    if not ranked or ranked[1:2] == ranked[:1]:
        return None
    return next(w for gap, w in fits if (gap, -len(w.sides & one.sides)) == ranked[0])


def _gap(whole: Whole, one: Telling) -> int | None:
    """Return how many days ``one`` lies from a truce, ``None`` where it is no stage of it."""
    if not agree(one.sides, whole.sides):
        return None
    if one.events & whole.events:
        return -1
    if not _agree(whole, one.lead):
        return None
    if one.day is None:
        return _undated(whole, one)
    if one.day[1] - one.day[0] > VAGUE:
        return None
    return _beginning(whole, one.day, one) if one.begins else _later(whole, one.day, one)


def _agree(whole: Whole, record: Record) -> bool:
    """Tell whether ``record`` contradicts a truce in neither type nor place."""
    types = {*whole.types, record.type} - {None}
    places = [place for place in {*whole.places, record.where} if place and is_named(place)]
    local = "local" in {*whole.scopes, _scope(record)}
    return len(types) < 2 and not (local and len(places) > 1)


def _scope(record: Record) -> str | None:
    return record.terms.scope if record.terms else None


def _beginning(whole: Whole, day: Days, one: Telling) -> int | None:
    """Return the days between a dated beginning and those that are known."""
    gaps = [_between(other, day, one) for other in whole.tellings if other.begins]
    if not gaps or None in gaps or (day[0] < day[1] and not one.sides <= whole.sides):
        return None
    return max(gap for gap in gaps if gap is not None)


def _between(other: Telling, day: Days, one: Telling) -> int | None:
    theirs = other.day or day
    if day[0] <= theirs[1] and theirs[0] <= day[1]:
        return 0
    first, last = (other, one) if theirs < day else (one, other)
    gap = max(day[0], theirs[0]) - min(day[1], theirs[1])
    over = first.end is not None and first.end < max(day[0], theirs[0])
    return gap if last.lead.phase == "in_force" and gap <= NEAR and not over else None


def _later(whole: Whole, day: Days, one: Telling) -> int | None:
    """Return the days from the beginning to a stage that comes after it."""
    began = whole.began
    reach = AFTER if one.sides & whole.sides else NEAR
    if began is None or day[1] < began or day[0] - whole.last > reach:
        return None
    return day[1] - began


def _undated(whole: Whole, one: Telling) -> int | None:
    """Return the days between the reports of an undated telling and what is known of a truce."""
    asserted = one.lead.modality == "asserted"
    if one.reported and asserted and max(one.reported) < (whole.began or 0):
        return None
    if whole.articles & one.articles:
        return 0
    gaps = (abs(day - other) for day in one.reported for other in whole.known)
    gap = min(gaps, default=NEAR + 1)
    return gap if gap <= NEAR else None


def _known(one: Telling) -> Iterator[int]:
    yield from one.reported
    if one.day and one.day[1] - one.day[0] <= NEAR:
        yield from one.day


def _narrowest(spans: Iterable[Days]) -> Days | None:
    return min(spans, key=lambda days: (days[1] - days[0], days), default=None)


def _days(record: Record) -> Days | None:
    first, last = bounds(record.when)[0], begun_by(record.when)
    return (first.toordinal(), last.toordinal()) if first and last and first <= last else None


def _end(record: Record) -> int | None:
    last = bounds((record.terms or Terms()).end)[1]
    return last.toordinal() if last else None
