"""The timeline as a drawing: lanes by kind, a date axis, marks that never overlap.

Pure geometry in the units of the SVG's own box; the template writes it down. Entries outside the
drawn window and undated entries are not drawn, they are listed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from truceline.model import Kind
from truceline.views.dates import bounds
from truceline.views.phrases import sides
from truceline.views.rows import Entry

WIDTH = 1080
LEFT, RIGHT, TOP, BOTTOM = 154, 14, 34, 10
ROW, SIZE, GAP, LABEL = 15, 11, 3, 52
MOST_ROWS = 8
LETTER, FEWEST = 5.9, 9
"""The width of a letter beside a mark, and how many are worth writing."""
AROUND = timedelta(days=92)
"""How far before the first and after the last report the drawing reaches."""

LANES: tuple[tuple[str, tuple[Kind, ...]], ...] = (
    ("Proposals", ("proposal",)),
    ("Answers", ("response",)),
    ("Meetings, accords", ("meeting", "agreement")),
    ("Truces", ("ceasefire",)),
    ("Violations alleged", ("violation",)),
    ("Attacks", ("attack",)),
    ("Demands", ("demand",)),
    ("Accusations", ("accusation",)),
    ("Other acts", ("action",)),
)


class Mark(NamedTuple):
    """One entry in the drawing."""

    x: float
    y: float
    width: float
    entry: Entry
    who: str = ""
    """Who is in it, as far as there is room beside the mark."""


class More(NamedTuple):
    """A sign that further entries of these days found no room."""

    x: float
    y: float
    left_out: int
    entry: Entry


class Tick(NamedTuple):
    """A line of the date axis with its label."""

    x: float
    label: str


@dataclass(frozen=True)
class Lane:
    """A lane of the drawing."""

    label: str
    kind: Kind
    y: float
    height: float
    count: int
    marks: tuple[Mark, ...]
    more: tuple[More, ...]


@dataclass(frozen=True)
class Drawing:
    """The whole timeline, ready to be written as SVG."""

    width: int
    height: float
    first: date
    last: date
    lanes: tuple[Lane, ...]
    ticks: tuple[Tick, ...]
    left: int = LEFT
    top: int = TOP
    size: int = SIZE


class Window(NamedTuple):
    """The days that are drawn, both included."""

    first: date
    last: date

    def x(self, day: date) -> float:
        """Return where ``day`` begins on the axis."""
        days = (self.last - self.first).days + 1
        return LEFT + (day - self.first).days * (WIDTH - LEFT - RIGHT) / days

    def holds(self, entry: Entry) -> bool:
        """Tell whether an entry lies in the window; open intervals are held by their known end."""
        first, last = bounds(entry.when)
        known = first or last
        return known is not None and self.first <= known and (last or known) <= self.last


def window(entries: Sequence[Entry]) -> Window | None:
    """Return the days worth drawing: near the reports' own dates, trimmed to what is there."""
    dated = [entry for entry in entries if any(bounds(entry.when))]
    if not dated:
        return None
    reach = _reach(entries)
    days = [d for e in dated for d in bounds(e.when) if d and (not reach or reach.holds(e))]
    if not days:
        return None
    first, last = min(days), max(days)
    margin = timedelta(days=max(1, (last - first).days // 60))
    return Window(_shift(first, -margin), _shift(last, margin))


def _reach(entries: Sequence[Entry]) -> Window | None:
    published = [d for e in entries for d in bounds(e.ref.published) if d]
    if not published:
        return None
    return Window(_shift(min(published), -AROUND), _shift(max(published), AROUND))


def _shift(day: date, by: timedelta) -> date:
    """Return ``day`` moved, or as it is where the calendar ends before."""
    try:
        return day + by
    except OverflowError:
        return day


def draw(entries: Sequence[Entry]) -> Drawing | None:
    """Return the drawing of the dated entries, or ``None`` when there is nothing to draw."""
    span = window(entries)
    if span is None:
        return None
    drawn = [entry for entry in entries if span.holds(entry)]
    lanes: list[Lane] = []
    y = float(TOP)
    for label, kinds in LANES:
        inside = [entry for entry in drawn if entry.kind in kinds]
        if inside:
            lanes.append(_lane(label, kinds[0], y, inside, span))
            y += lanes[-1].height
    return Drawing(WIDTH, y + BOTTOM, span.first, span.last, tuple(lanes), tuple(ticks(span)))


def _lane(label: str, kind: Kind, y: float, entries: Sequence[Entry], span: Window) -> Lane:
    free: list[float] = []
    marks: list[Mark] = []
    spill: dict[int, list[Entry]] = {}
    for entry in entries:
        x, width = _extent(entry, span)
        row = next((n for n, end in enumerate(free) if end + GAP <= x), len(free))
        if row >= MOST_ROWS:
            spill.setdefault(int(x // 40), []).append(entry)
            continue
        free[row : row + 1] = [x + width]
        marks.append(Mark(round(x, 1), y + 7 + row * ROW, round(width, 1), entry))
    rows = len(free) + (1 if spill else 0)
    below = y + 7 + len(free) * ROW
    more = tuple(More(slot * 40.0, below, len(e), e[0]) for slot, e in sorted(spill.items()))
    height = max(rows * ROW + 11, 30)
    return Lane(label, kind, y, height, len(entries), tuple(_named(marks)), more)


def _named(marks: Sequence[Mark]) -> Iterator[Mark]:
    """Yield the marks with the parties in them, cut to the room before the next in the row."""
    following: dict[float, float] = {}
    ends: list[float] = []
    for mark in reversed(marks):
        ends.append(following.get(mark.y, WIDTH - RIGHT))
        following[mark.y] = mark.x
    for mark, end in zip(marks, reversed(ends), strict=True):
        room = int((end - mark.x - mark.width - 2 * GAP) / LETTER)
        yield mark._replace(who=_cut(", ".join(sides(mark.entry.actors)), room))


def _cut(words: str, room: int) -> str:
    """Return ``words`` in at most ``room`` letters; nothing where too few would be left."""
    if len(words) <= room:
        return words
    return f"{words[: room - 1].rstrip(' ,')}…" if room >= FEWEST else ""


def _extent(entry: Entry, span: Window) -> tuple[float, float]:
    first, last = bounds(entry.when)
    start = first or last or span.first
    end = last or start
    x = min(span.x(start), WIDTH - RIGHT - SIZE)
    return x, max(span.x(_shift(end, timedelta(days=1))) - x - GAP, SIZE)


def ticks(span: Window) -> Iterator[Tick]:
    """Yield the lines of the axis: days, months or years, so that labels keep their distance."""
    days = (span.last - span.first).days + 1
    room = (WIDTH - LEFT - RIGHT) // 74
    if days <= room * 7:
        yield from _day_ticks(span, max(1, -(-days // room)))
    else:
        yield from _month_ticks(span, room)


def _day_ticks(span: Window, step: int) -> Iterator[Tick]:
    for number in range(0, (span.last - span.first).days + 1, step):
        day = span.first + timedelta(days=number)
        if span.x(day) <= WIDTH - LABEL:
            label = f"{day.day} {day:%b} {day:%Y}" if day == span.first else f"{day.day} {day:%b}"
            yield Tick(round(span.x(day), 1), label)


def _month_ticks(span: Window, room: int) -> Iterator[Tick]:
    months = (span.last.year - span.first.year) * 12 + span.last.month - span.first.month + 1
    step = next((n for n in (1, 2, 3, 6, 12, 24, 60, 120) if months / n <= room), 240)
    for number in range(span.first.year * 12, span.last.year * 12 + 12, step):
        day = date(number // 12, number % 12 + 1, 1)
        if span.first <= day <= span.last and span.x(day) <= WIDTH - LABEL:
            yield Tick(round(span.x(day), 1), f"{day:%Y}" if step >= 12 else f"{day:%b %Y}")
