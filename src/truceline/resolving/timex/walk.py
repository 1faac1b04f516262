"""One reading of a text's matches from left to right, each against what was spoken of before."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from itertools import pairwise

from truceline.model import Span
from truceline.resolving.timex import calendar_dates, clock_times, lengths, relative_times
from truceline.resolving.timex.context import Context, Point, Value
from truceline.resolving.timex.lexicon import rules
from truceline.resolving.timex.scan import Found

Reader = Callable[["re.Match[str]", Context], Value | None]

_SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’']?\s+(?=[\"“‘A-Z])|\n[ \t]*\n")
_DEICTIC = frozenset({"named_day", "tonight", "weekday", "weekend"})
_DAYS = frozenset(
    {"calendar", "listed_day", "weekday", "named_day", "holiday", "following_day", "day_alone"}
)
_CLOCKS = frozenset({"clock", "clock_word", "part_of", "any_part"})
_APPOSED = frozenset({"offset", "day_beside", "relative_unit"})
_PARTIAL = frozenset({"calendar", "listed_day", "month_alone"})
_ASIDE_YEARS = 10
_LISTED = re.compile(
    r"\s*(?:,|-|–|—|/|,?\s*(?:and|or|to|until|through|till)(?:\s+from)?)\s*(?:the\s+|on\s+|in\s+)?"
)
_DATED = re.compile(r",?\s+(?:\(?[A-Za-z]+ time,?\s+)?(?:(?:on|of)\s+)?(?:the\s+)?")
_APPOSITION = re.compile(r",\s+(?:on\s+)?(?:the\s+)?")
_JOINED = re.compile(r",?\s+(?:of\s+)?")


@cache
def _readers() -> dict[str, Reader]:
    """Return every reader by the name that rules call it."""
    modules = (calendar_dates, clock_times, lengths, relative_times)
    names = {rule.make for rule in rules()}
    return {name: getattr(module, name) for module in modules for name in names & set(vars(module))}


def is_story(found: Sequence[Found], published: date | None) -> bool:
    """Tell whether a text speaks of the far past: it names its years and hardly any weekday."""
    years = [year for one in found if (year := calendar_dates.explicit_year(one.match)) is not None]
    far = sum(published is None or year < published.year - 1 for year in years)
    return far >= 3 and len(years) >= 5 * sum(one.rule.make in _DEICTIC for one in found)


def rough_sentences(text: str) -> list[Span]:
    """Return rough sentences of ``text``, for callers that have none."""
    cuts = [0, *(match.end() for match in _SENTENCE_END.finditer(text)), len(text)]
    return [Span(start, end) for start, end in pairwise(cuts)]


class Walk:
    """One reading of the matches of a text from left to right."""

    def __init__(self, found: list[Found], context: Context) -> None:
        self.found, self.context, self.readers = found, context, _readers()
        self.at = 0

    def read(self) -> list[tuple[Span, Value]]:
        """Return span and value of every match that means something."""
        result: list[tuple[Span, Value]] = []
        for index, one in enumerate(self.found):
            self._enter_sentence(one.span.start)
            self.context.ahead = self._ahead(index)
            value = self._value(one)
            if value is None:
                continue
            if value.point is not None and not self._is_aside(one, value.point):
                self.context.reference, self.context.spoken = value.point, one.span
            result.append((one.span, value))
        return result

    def _is_aside(self, one: Found, point: Point) -> bool:
        """Tell whether a bare year is named in passing, far from the date last spoken of."""
        spoken = self.context.reference
        if spoken is None or not one.match.groupdict().get("bareyear"):
            return False
        return abs(point.year - spoken.year) > _ASIDE_YEARS

    def _value(self, one: Found) -> Value | None:
        """Return what one match means here; a date beside it tells "the next day, 5 May"."""
        ahead = self.context.ahead
        if one.rule.make in _APPOSED and ahead is not None and ahead.day is not None:
            return Value("DATE", ahead.text(), ahead)
        value = self.readers[one.rule.make](one.match, self.context)
        return None if value is None or _after_calendar(value) else value

    def _enter_sentence(self, position: int) -> None:
        """Move the context to the sentence of ``position``."""
        sentences = self.context.sentences
        while self.at < len(sentences) - 1 and sentences[self.at].end <= position:
            self.at += 1
        if sentences:
            self.context.sentence = sentences[self.at]

    def _ahead(self, index: int) -> Point | None:
        """Return the date that the next match gives to this one, if they belong together."""
        if index + 1 == len(self.found):
            return None
        one, following = self.found[index], self.found[index + 1]
        gap = self.context.text[one.span.end : following.span.start]
        link = (
            _DATED
            if one.rule.make in _CLOCKS
            else _APPOSITION
            if one.rule.make in _APPOSED
            else None
        )
        if link is not None and following.rule.make in _DAYS and link.fullmatch(gap):
            self.context.ahead = None
            value = self._value(following)
            return value.point if value else None
        if one.rule.make in _PARTIAL and _LISTED.fullmatch(gap):
            return self._year_ahead(following)
        return None

    def _year_ahead(self, following: Found) -> Point | None:
        """Return year and month of a full date, ``None`` of a partial one."""
        year = calendar_dates.explicit_year(following.match)
        month = following.match.groupdict().get("month")
        if year is None or month is None:
            return None
        return Point(year, calendar_dates.month_number(month))


def _after_calendar(value: Value) -> bool:
    """Tell whether a value lies after 9999, in years of five digits, which TIMEX3 has not."""
    return value.point is not None and value.point.year > date.max.year


def merge(text: str, read: list[tuple[Span, Value]]) -> list[tuple[Span, Value]]:
    """Return the values with a time and the day right beside it as one ("midnight Sunday")."""
    merged: list[tuple[Span, Value]] = []
    for span, value in read:
        if merged and _mergeable(text, merged[-1], (span, value)):
            first, earlier = merged.pop()
            time, day = (earlier, value) if earlier.type == "TIME" else (value, earlier)
            of_day = Value("TIME", day.value + "T" + time.value.partition("T")[2], day.point)
            merged.append((Span(first.start, span.end), of_day))
        else:
            merged.append((span, value))
    return merged


def _mergeable(text: str, first: tuple[Span, Value], second: tuple[Span, Value]) -> bool:
    """Tell whether a time and a day stand side by side and name the same day."""
    types = {first[1].type, second[1].type}
    same = first[1].point == second[1].point and "_REF" not in first[1].value + second[1].value
    dated = min(first, second, key=lambda one: one[1].type)[1].value
    named = re.search(r"-\d\d$|-W..-\d$", dated)
    return (
        types == {"DATE", "TIME"}
        and same
        and named is not None
        and bool(_JOINED.fullmatch(text[first[0].end : second[0].start]))
    )
