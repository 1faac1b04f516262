"""Time expressions of a text: TIMEX3 spans, types and values, and the same as EDTF.

A text is read in four steps:

1. words that can speak of time are looked up, and the rules of ``data/times.toml`` run around them;
2. guards drop matches that are no times ("May the truce hold"), and of overlapping ones the longest
   stays;
3. from left to right each match is read against its context: the day of publication, the date last
   spoken of, the tense of the clause. A text that mostly names years of the far past is a story,
   whose partial dates follow the date last spoken of; a report counts from its publication;
4. a value becomes EDTF where it is a day, month, year, season, week or a part of a year.

``read`` matches only name what they say: without a date of publication "Thursday" has the value
``XXXX-WXX-4`` and no EDTF. "From May 8 to 10" is two expressions; ``interval_of`` joins them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import NamedTuple

from truceline.model import Span, Timex
from truceline.resolving import edtf
from truceline.resolving.timex import calendar_dates, relative_times
from truceline.resolving.timex.context import Context, Point, Value
from truceline.resolving.timex.durations import duration_days
from truceline.resolving.timex.guards import GUARDS
from truceline.resolving.timex.lexicon import Rule, rules, signs

__all__ = ["duration_days", "edtf_of", "find_times", "interval_of", "when_edtf"]

Reader = Callable[["re.Match[str]", Context], Value | None]

_BEFORE, _AFTER = 56, 64
"""How many characters around a sign of time the rules look at."""
_TOKEN = re.compile(
    r"[A-Za-z]+|(?P<decade>\d{4}(?=[’']?s\b))|(?P<year>\d{4})|(?P<clock>\d(?=:\d)|\d(?= ?[AaPp]\.?[Mm]\b))"
    r"|(?P<ordinal>\d(?=st\b|nd\b|rd\b|th\b))|(?P<era>\d(?= ?[BA]\.[CD]))"
    r"|(?P<apostrophe>[’'](?=\d\d(?!\d)))|(?<!\d)(?P<hundreds>\d{3})(?!\d)"
)
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’']?\s+(?=[\"“‘A-Z])|\n[ \t]*\n")


class Found(NamedTuple):
    """A match of a rule that its guard let through."""

    match: re.Match[str]
    rule: Rule
    span: Span


def _readers() -> dict[str, Reader]:
    """Return every reader by the name that rules call it."""
    modules = (calendar_dates, relative_times)
    return {name: getattr(module, name) for module in modules for name in vars(module)}


def _windows(text: str) -> dict[str, list[Span]]:
    """Return for each sign of time the stretches of ``text`` around it."""
    words = signs()
    windows: dict[str, list[Span]] = {}
    for token in _TOKEN.finditer(text):
        names = (token.lastgroup,) if token.lastgroup else words.get(token[0].lower(), ())
        for name in names:
            _widen(windows.setdefault(name, []), token.span(), text)
    return windows


def _widen(windows: list[Span], token: tuple[int, int], text: str) -> None:
    """Add the stretch around a token to ``windows``, joined to the last one if they touch."""
    start, end = max(0, token[0] - _BEFORE), min(len(text), token[1] + _AFTER)
    while end < len(text) and text[end].isalnum():
        end += 1
    if windows and start <= windows[-1].end:
        start = windows.pop().start
    windows.append(Span(start, end))


def _matches(text: str) -> Iterable[Found]:
    """Yield every match of every rule that its guard lets through."""
    windows = _windows(text)
    for rule in rules():
        guard = GUARDS.get(rule.make)
        for window in windows.get(rule.needs, ()):
            for match in rule.pattern.finditer(text, window.start, window.end):
                if guard is None or guard(text, match):
                    yield Found(match, rule, Span(*match.span()))


def _longest(found: Iterable[Found]) -> list[Found]:
    """Return matches that do not overlap, the longest first chosen, in reading order."""
    taken: list[Found] = []
    group: list[Found] = []
    for one in sorted(found, key=lambda item: item.span.start):
        if group and one.span.start >= max(item.span.end for item in group):
            taken += _settle(group)
            group = []
        group.append(one)
    return taken + _settle(group)


def _settle(group: list[Found]) -> list[Found]:
    """Return the longest matches of a group of overlapping ones, in reading order."""
    kept: list[Found] = []
    for one in sorted(group, key=lambda item: item.span.start - item.span.end):
        if not any(one.span.overlaps(other.span) for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda item: item.span.start)


_DEICTIC = frozenset({"named_day", "tonight", "weekday", "weekend"})
_DAYS = frozenset({"calendar", "listed_day", "weekday", "named_day", "holiday", "following_day", "day_alone"})
_CLOCKS = frozenset({"clock", "clock_word", "part_of", "any_part"})
_APPOSED = frozenset({"offset", "day_beside", "relative_unit"})
_PARTIAL = frozenset({"calendar", "listed_day", "month_alone"})
_ASIDE_YEARS = 10
_LISTED = re.compile(r"\s*(?:,|-|–|—|/|,?\s*(?:and|or|to|until|through|till)(?:\s+from)?)\s*(?:the\s+|on\s+|in\s+)?")
_DATED = re.compile(r",?\s+(?:\(?[A-Za-z]+ time,?\s+)?(?:(?:on|of)\s+)?(?:the\s+)?")
_APPOSITION = re.compile(r",\s+(?:on\s+)?(?:the\s+)?")
_JOINED = re.compile(r",?\s+(?:of\s+)?")


def _is_story(found: Sequence[Found], published: date | None) -> bool:
    """Tell whether a text speaks of the far past: most years it names lie two years back or more."""
    years = [year for one in found if (year := calendar_dates.explicit_year(one.match)) is not None]
    far = sum(published is None or year < published.year - 1 for year in years)
    return far >= 3 and len(years) >= 5 * sum(one.rule.make in _DEICTIC for one in found)


def _sentences(text: str) -> list[Span]:
    """Return rough sentences of ``text``, for callers that have none."""
    cuts = [0, *(match.end() for match in _SENTENCE_END.finditer(text)), len(text)]
    return [Span(start, end) for start, end in zip(cuts, cuts[1:], strict=False)]


class _Walk:
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
        """Tell whether a bare year is named in passing: it lies far from the date last spoken of."""
        spoken = self.context.reference
        if spoken is None or not one.match.groupdict().get("bareyear"):
            return False
        return abs(point.year - spoken.year) > _ASIDE_YEARS

    def _value(self, one: Found) -> Value | None:
        """Return what one match means here; a date beside it tells "the next day, 5 May"."""
        ahead = self.context.ahead
        if one.rule.make in _APPOSED and ahead is not None and ahead.day is not None:
            return Value("DATE", ahead.text(), ahead)
        return self.readers[one.rule.make](one.match, self.context)

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
        link = _DATED if one.rule.make in _CLOCKS else _APPOSITION if one.rule.make in _APPOSED else None
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


def _merge(text: str, read: list[tuple[Span, Value]]) -> list[tuple[Span, Value]]:
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
    return types == {"DATE", "TIME"} and same and named is not None and bool(_JOINED.fullmatch(text[first[0].end : second[0].start]))


_SEASONS = {"SP": "21", "SU": "22", "FA": "23", "WI": "24"}


def edtf_of(value: str) -> str | None:
    """Return a TIMEX3 value as EDTF of Level 0 or 1, ``None`` where it is no date.

    Weeks, weekends, quarters and halves become intervals, decades "199X", times their day.
    """
    value = value.split("T")[0] if re.match(r"(?:BC)?\d{4}-\d\d-\d\dT", value) else value
    value = re.sub(r"(?:-XX)+$", "", value)
    if match := re.fullmatch(r"BC(\d{4})((?:-\d\d){0,2})", value):
        return f"-{int(match[1]) - 1:04d}{match[2]}" if int(match[1]) > 1 else f"0000{match[2]}"
    if match := re.fullmatch(r"(\d{4})-(SP|SU|FA|WI)", value):
        return f"{match[1]}-{_SEASONS[match[2]]}"
    if match := re.fullmatch(r"(\d{4})-W(\d\d)(-WE)?", value):
        return _week(int(match[1]), int(match[2]), weekend=bool(match[3]))
    if match := re.fullmatch(r"(\d{4})-([QH])(\d)", value):
        length = 3 if match[2] == "Q" else 6
        last = int(match[3]) * length
        return f"{match[1]}-{last - length + 1:02d}/{match[1]}-{last:02d}"
    if re.fullmatch(r"\d{2,3}", value):
        return value.ljust(4, "X")
    return value if re.fullmatch(r"\d{4}(?:-\d\d){0,2}", value) and edtf.valid(value) else None


def _week(year: int, number: int, *, weekend: bool) -> str:
    """Return an ISO week, or its Saturday and Sunday, as an interval."""
    days = edtf.week(year, number)
    if not weekend:
        return days
    return f"{date.fromisocalendar(year, number, 6).isoformat()}/{days.split('/')[1]}"


def when_edtf(timex: Timex, published: str | None) -> str | None:
    """Return the EDTF date of a time expression for a record's ``when``, ``None`` where it has none.

    "Today" in a text that speaks of the far past has no date of its own, and "now" never has.
    """
    del published
    return timex.edtf if timex.type in ("DATE", "TIME") else None


def _published(words: str | None) -> date | None:
    """Return the day of publication, ``None`` where it is unknown or no full day."""
    try:
        return date.fromisoformat(words[:10]) if words else None
    except ValueError:
        return None


def find_times(text: str, published: str | None, sentences: Sequence[Span] = ()) -> tuple[Timex, ...]:
    """Return the time expressions of ``text`` in reading order.

    ``published`` is the day of publication (EDTF); without it "last week" gets no EDTF.
    ``sentences`` bound the clauses whose tense decides between past and coming days.
    """
    found = _longest(_matches(text))
    day = _published(published)
    context = Context(text, day, _is_story(found, day), list(sentences) or _sentences(text))
    values = _merge(text, _Walk(found, context).read())
    return tuple(Timex(span, value.type, value.value, _edtf(value)) for span, value in values)


def _edtf(value: Value) -> str | None:
    """Return the EDTF of a value that names a date."""
    return edtf_of(value.value) if value.type in ("DATE", "TIME") else None


_BETWEEN = re.compile(r"\s*(?:-|–|—|,?\s*(?:to|until|till|through|and))\s*(?:the\s+|on\s+)?", re.IGNORECASE)


def interval_of(timexes: Sequence[Timex], text: str) -> tuple[Timex, ...]:
    """Return the intervals that pairs of neighbouring expressions name, with EDTF intervals.

    "From May 8 to 10", "between 3 and 5 March", "8-10 May" span two expressions; "since early
    April" is an interval with an open end.
    """
    found = [_pair(first, second, text) for first, second in zip(timexes, timexes[1:], strict=False)]
    ends = {one.span.start for one in found if one}
    alone = [_since(one, text) for one in timexes if one.span.start not in ends]
    return tuple(sorted(one for one in (*found, *alone) if one is not None))


def _pair(first: Timex, second: Timex, text: str) -> Timex | None:
    """Return the interval from one expression to the next, ``None`` if they make none."""
    gap = text[first.span.end : second.span.start]
    if first.edtf is None or second.edtf is None or not _BETWEEN.fullmatch(gap):
        return None
    lead = re.search(r"\b(?:from|between)\s+(?:the\s+)?$", text[max(0, first.span.start - 16) : first.span.start], re.I)
    if gap.strip().strip(",").strip().startswith("and") and (lead is None or lead[0].lower()[0] != "b"):
        return None
    joined = edtf.join(first.edtf, second.edtf)
    span = Span(first.span.start, second.span.end)
    return None if joined is None else Timex(span, "DATE", joined, joined)


def _since(one: Timex, text: str) -> Timex | None:
    """Return "since May 8" as an interval with an open end."""
    before = text[max(0, one.span.start - 8) : one.span.start]
    if one.edtf is None or one.type != "DATE" or not re.search(r"\bsince\s+$", before, re.IGNORECASE):
        return None
    joined = edtf.join(one.edtf, None)
    return None if joined is None else Timex(one.span, "DATE", joined, joined)
