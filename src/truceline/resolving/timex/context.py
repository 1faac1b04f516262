"""What a time expression is read against: publication, the date last spoken of, and the tense."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from typing import Literal, NamedTuple

from truceline.model import Span, TimexType
from truceline.resolving.timex.lexicon import any_listed

Tense = Literal["past", "future", "either"] | None


class Point(NamedTuple):
    """A day, month or year; a year before Christ is negative (``-490`` is 490 BC)."""

    year: int
    month: int | None = None
    day: int | None = None

    def text(self) -> str:
        """Return the point as a TIMEX3 value."""
        year = f"BC{-self.year:04d}" if self.year < 0 else f"{self.year:04d}"
        month = "" if self.month is None else f"-{self.month:02d}"
        return year + month + ("" if self.day is None else f"-{self.day:02d}")

    def as_date(self) -> date | None:
        """Return the day as a date, ``None`` for a month, a year or a day outside the calendar."""
        if self.month is None or self.day is None or not in_calendar(self.year):
            return None
        return date(self.year, self.month, self.day)


class Value(NamedTuple):
    """What a match means: TIMEX3 type and value, and the point it makes the text speak of.

    ``computed`` days (of the tabular Islamic calendar) may be off by one: EDTF marks them "~".
    """

    type: TimexType
    value: str
    point: Point | None = None
    computed: bool = False


@dataclass(slots=True)
class Context:
    """The state of one reading of one text, from left to right.

    ``narrative`` texts speak of the far past: their partial dates follow the date last spoken of.
    ``reference`` is that date, ``published`` the day of publication.
    """

    text: str
    published: date | None
    narrative: bool
    sentences: list[Span] = field(default_factory=list)
    reference: Point | None = None
    ahead: Point | None = None
    """An explicit date that follows in the same list ("in April and June 2025")."""
    sentence: Span = field(default=Span(0, 0))
    spoken: Span = field(default=Span(0, 0))
    """Where the reference was spoken of."""

    def is_fresh(self, spoken: Point) -> bool:
        """Tell whether this very sentence spoke of another year than that of publication."""
        elsewhere = self.published is None or spoken.year != self.published.year
        return elsewhere and self.spoken.start >= self.sentence.start

    def today(self) -> Point | None:
        """Return the day that "today" and "last week" count from."""
        if self.narrative or self.published is None:
            return self.reference if self.narrative else None
        return point_of(self.published)

    def anchor(self) -> Point | None:
        """Return the day that "the next day" counts from: last spoken of, else publication."""
        if self.reference is not None:
            return self.reference
        return None if self.published is None else point_of(self.published)


def in_calendar(year: int) -> bool:
    """Tell whether days can be counted in ``year``: the calendar has the years 1 to 9999."""
    return date.min.year <= year <= date.max.year


def point_of(day: date) -> Point:
    """Return a date as a point."""
    return Point(day.year, day.month, day.day)


def real(point: Point) -> bool:
    """Tell whether the calendar has this point."""
    if point.month is None:
        return True
    if not 1 <= point.month <= 12:
        return False
    length = calendar.monthrange(max(point.year, 1) if point.year > 0 else 2000, point.month)[1]
    return point.day is None or 1 <= point.day <= length


def shift_months(point: Point, months: int) -> Point:
    """Return the month that lies ``months`` from the month of ``point``."""
    index = point.year * 12 + (point.month or 1) - 1 + months
    return Point(index // 12, index % 12 + 1)


def shift_days(point: Point, days: int) -> Point | None:
    """Return the day that lies ``days`` from ``point``, ``None`` if it names no day."""
    day = point.as_date()
    try:
        return None if day is None else point_of(day + timedelta(days=days))
    except OverflowError:
        return None


def day_value(point: Point | None, part: str | None = None) -> Value:
    """Return the value of a day, with a part of the day; an unknown day is written XXXX-XX-XX."""
    base = "XXXX-XX-XX" if point is None else point.text() + "-XX" * _missing(point)
    return Value("TIME" if part else "DATE", base + (part or ""), point)


def _missing(point: Point) -> int:
    """Return how many of month and day a point leaves open."""
    return (point.month is None) + (point.day is None)


def week_value(day: date) -> str:
    """Return the ISO week of ``day`` as a TIMEX3 value."""
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


@cache
def _verbs() -> re.Pattern[str]:
    """Return the pattern of verb groups; the group ``ahead`` looks into the future.

    "Agreed to meet" looks ahead, "agreed to a halt" and "due to the rain" do not. What a hyphen
    joins to a name is no verb ("a Keth-proposed halt").
    """
    following = r"(?:\s+(?:not|be|been|also|then|again|have|to|[a-z]+ed|held|met|[a-z]+))?"
    to_noun = rf"(?!(?:(?<=\bto)|(?<=\bdue)\s+to)\s+{any_listed('determiners')}\b)"
    return re.compile(
        rf"(?<![\w-])(?:(?P<have>(?:has|have|had)\s+[a-z]+ed)"
        rf"|(?P<ahead>{any_listed('ahead')})\b{to_noun}{following}{following}"
        rf"|(?P<past>{any_listed('past')}|[a-z]{{2,}}ed)\b)"
    )


@cache
def _leads_ahead() -> re.Pattern[str]:
    """Return the pattern of words that end right before a coming day ("by Friday")."""
    return re.compile(rf"\b{any_listed('leads_ahead')}\s+$", re.IGNORECASE)


@cache
def _is_to_come() -> re.Pattern[str]:
    """Return the pattern of a headline that tells what is to come: "Guns to fall silent"."""
    noun = rf"(?:{any_listed('determiners')}|{any_listed('come_to')}|[a-z]+s)\b"
    return re.compile(rf"\W*(?:[\w'’-]+\s+){{1,6}}to\s+(?!{noun})[a-z]{{2,}}\b")


@cache
def _listed(name: str) -> re.Pattern[str]:
    """Return the pattern of the entries of one of the plain ``lists``."""
    return re.compile(rf"\b{any_listed(name)}(?!\w)")


_FINITE_BEHIND = re.compile(r"\s+(?:[a-z]+ly\s+)?([a-z]+ed)\b(?!\s+by\b)")
_SINCE = re.compile(r"\bsince\b")
_BESIDE = re.compile(r"\s+(?:(?:on|late|early)\s+){0,2}$")
_IN = re.compile(r"\bin\s+$", re.IGNORECASE)
_INFINITIVE = re.compile(r"\bto\s+$")


def tense(context: Context, start: int, end: int) -> Tense:
    """Return the tense of the clause around a time expression, ``None`` if it cannot be told.

    The nearest verb group before the expression in its sentence decides, else the first after it.
    What "was due" on a day may have come or not: ``either``. Without any, as in a headline, what
    somebody is "to" do is to come.
    """
    sentence = context.sentence
    before = context.text[max(sentence.start, start - 120) : start]
    if _leads_ahead().search(before):
        return "future"
    found = None
    for match in _verbs().finditer(before):
        found = match
    if found is None or _cut_off(before[found.end() :]):
        after = context.text[end : min(sentence.end, end + 100)]
        if _FINITE_BEHIND.match(after):
            return "past"
        found = _finite(after) or found
    elif found["ahead"] and (_has_just_said(before, found) or _SINCE.search(before, found.end())):
        return "past"
    if found is None:
        headed = start - sentence.start <= len(before) and _is_to_come().match(before)
        return "future" if headed else None
    if not found["ahead"]:
        return "past"
    return "either" if _listed("was_due").fullmatch(found["ahead"]) else "future"


def in_time(context: Context, start: int) -> bool:
    """Tell whether a length at ``start`` is how far ahead a thing lies: "will leave in ten days".

    "It will be the first in ten days" and "they will meet two times in ten days" say another thing.
    """
    before = context.text[max(context.sentence.start, start - 120) : start]
    if context.today() is None or context.narrative or not _IN.search(before):
        return False
    found = None
    for match in _verbs().finditer(before):
        found = match
    if found is None or not found["ahead"] or _cut_off(before[found.end() :]):
        return False
    return not _listed("tallied").search(before, found.end("ahead"))


def _has_just_said(before: str, verb: re.Match[str]) -> bool:
    """Tell whether a verb that looks ahead is itself what was done then: "proposed on Monday"."""
    beside = _BESIDE.fullmatch(before, verb.end("ahead"))
    return beside is not None and verb["ahead"].endswith("ed")


def _finite(after: str) -> re.Match[str] | None:
    """Return the first verb group of ``after`` that is no infinitive ("on Sunday to resume")."""
    groups = _verbs().finditer(after)
    return next((one for one in groups if not _INFINITIVE.search(after[: one.start()])), None)


def said_on(context: Context, start: int) -> date | None:
    """Return the day of the week before publication from which "by Saturday" counts here.

    "Agreed on Friday to leave by Saturday" means the day after that Friday, in Sunday's report,
    too. What "will" be counts from the report, and so does what is not led ahead by such words.
    """
    if not _leads_ahead().search(context.text, context.sentence.start, start):
        return None
    spoken, published = context.reference, context.published
    day = spoken.as_date() if spoken else None
    if day is None or published is None or context.spoken.start < context.sentence.start:
        return None
    if _listed("from_today").search(context.text, context.sentence.start, start):
        return None
    return day if 0 < (published - day).days < 7 else None


def _cut_off(between: str) -> bool:
    """Tell whether a clause ends between a verb and the time expression."""
    return bool(re.search(r"[;:“\"]|,\s*(?:but|and|while|which|who)\b|\bthat\s+on\s+$", between))


def nearest(context: Context, candidates: list[date], start: int, end: int) -> date:
    """Return which of ``candidates`` (in order) a report means, by the tense of the clause."""
    assert context.published is not None
    published = context.published
    earlier = [day for day in candidates if day <= published]
    later = [day for day in candidates if day >= published]
    closest = min(candidates, key=lambda day: (abs((day - published).days), day))
    when = tense(context, start, end)
    chosen = closest
    if when == "past" and earlier:
        chosen = earlier[-1]
    elif when == "future" and later:
        chosen = later[0]
    far = abs((chosen - published).days) > 300 and abs((closest - published).days) < 60
    return closest if far else chosen
