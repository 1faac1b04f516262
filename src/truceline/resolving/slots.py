"""What fills the slots of a record from its roles: dates, places, words, numbers and terms.

A role that cannot be resolved leaves its slot empty, or the words as written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from truceline.model import Anchor, Finding, Loss, Range, Role, Span, Terms, Timex
from truceline.resolving import edtf
from truceline.resolving.context import Context
from truceline.resolving.headcount import headcount
from truceline.resolving.numbers import find_numbers, is_vague, parse_range, vocabulary
from truceline.resolving.timex.durations import duration_days, is_term
from truceline.resolving.when import timex_in
from truceline.resolving.where import EDGES, place_named

_NEAR = 40
"""Characters between two pieces of one role."""
_PARTING = re.compile(r"[,;:.!?\"“”—–]|\n")


def roles_of(anchor: Anchor, name: str) -> list[Role]:
    """Return the roles of that name, as the finding has them."""
    return [r for r in anchor.roles if r.name == name]


def best_of(anchor: Anchor, name: str) -> Role | None:
    """Return the likeliest role of that name."""
    return max(roles_of(anchor, name), key=lambda r: r.probability, default=None)


def value_of(anchor: Anchor, slot: str) -> str | None:
    """Return the coded value of a slot, without its probability."""
    return anchor.values[slot][0] if slot in anchor.values else None


def place_of(anchor: Anchor, role: str, context: Context) -> str | None:
    """Return the place that a role names."""
    best = best_of(anchor, role)
    return place_named(best.span, context.reading) if best else None


def words_of(anchor: Anchor, role: str, context: Context) -> str | None:
    """Return the words of a role as they stand in the article, without marks at the edges.

    They are those of its likeliest piece and of the pieces that go on with it.
    """
    best = best_of(anchor, role)
    if best is None:
        return None
    text, whole = context.reading.article.text, best.span
    spans = sorted(r.span for r in roles_of(anchor, role))
    for span in (*spans, *reversed(spans)):
        one, two = sorted((whole, span))
        if _goes_on(text[one.end : two.start]):
            whole = Span(one.start, max(one.end, two.end))
    return _before_cue(whole, context).of(text).strip(" \t\r\n,;:") or None


def _before_cue(span: Span, context: Context) -> Span:
    """Return a stretch without the ", she said" at its end: that tells who said it."""
    text, attributions = context.reading.article.text, context.reading.attributions
    for number in context.near_contents.to(span):
        cue = attributions[number].cue
        if cue is None or not span.start < cue.start <= span.end <= cue.end + 1:
            continue
        comma = text.rfind(",", span.start, cue.start)
        if comma > span.start and cue.start - comma <= _NEAR:
            return Span(span.start, comma)
    return span


_UNIT = 9
"""Characters behind a role in which the unit of its figure ends."""


def _counts_nobody(text: str, span: Span) -> bool:
    """Tell whether the figure at ``span`` is a share or a time: "75% of the dead", "24 hours"."""
    words = text[span.start : span.end + _UNIT]
    first = next(iter(find_numbers(words)), None)
    return first is not None and _share_or_time().match(words, first[0].end) is not None


@cache
def _share_or_time() -> re.Pattern[str]:
    """Return the pattern of what behind a figure makes it a share or a time."""
    measures = vocabulary()["measures"]
    words = "|".join([*measures["shares"], *measures["times"]])
    return re.compile(rf"[\s-]?(?:%|(?:{words})\b)")


@cache
def _measured() -> re.Pattern[str]:
    """Return the pattern of what is measured, not lost: "some 70 miles from Karsk"."""
    measures = vocabulary()["measures"]
    words = "|".join(word for listed in measures.values() for word in listed)
    return re.compile(rf"(?i)(?:%|{words})\b")


def _goes_on(between: str) -> bool:
    """Tell whether two pieces of a role belong together: by few words and no other clause."""
    return len(between) <= _NEAR and not _PARTING.search(between)


def range_of(
    finding: Finding, slot: str, context: Context, noted: dict[str, Any], *, people: bool = False
) -> Range | None:
    """Return the range of the best role ``slot``, noting its words and whether it is about.

    Where that role says "several", another one's number is of something else; hours and shares
    ("75% of the dead") count nobody.
    """
    text = context.reading.article.text
    for role in sorted(roles_of(finding.anchor, slot), key=lambda r: -r.probability):
        words = role.span.of(text)
        if _counts_nobody(text, role.span):
            continue
        found = headcount(role.span, context.reading) if people else parse_range(words)
        if found is not None:
            noted.setdefault("as_written", {})[slot] = words
            if found.approx:
                noted["approx"] = (*noted.get("approx", ()), slot)
            return (found.min, found.max)
        if is_vague(words):
            return None
    return None


def terms_of(finding: Finding, context: Context) -> Terms | None:
    """Return the terms of an offer or a truce; durations in days, dates in EDTF."""
    anchor, text = finding.anchor, context.reading.article.text
    duration = best_of(anchor, "duration")
    days = _days(duration.span, text) if duration else None
    scope, unconditional = value_of(anchor, "scope"), value_of(anchor, "unconditional")
    said = (_before_cue(r.span, context) for r in roles_of(anchor, "conditions"))
    given = (span.of(text).strip(" \t\r\n,;:") for span in said)
    conditions = tuple(words for words in given if len(words.split()) > LEAST_CONDITION)
    start, end = _dates(anchor, context)
    terms = Terms(
        duration_days=days,
        scope=None if scope == "none" else scope,  # type: ignore[arg-type]
        unconditional=True if unconditional == "yes" else None,
        conditions=conditions,
        start=start,
        end=end,
        venue=place_of(anchor, "venue", context),
        as_written=duration.span.of(text) if duration and days else None,
    )
    return None if terms == Terms() else terms


LEAST_CONDITION = 3
"""Words: no condition is said in so few."""
SHORTEST = 1 / 24
"""Days: no truce is offered for less than an hour; what is shorter is the length of a call."""


def _days(span: Span, text: str) -> Range | None:
    days = duration_days(span.of(text)) if is_term(text, span) else None
    given = [d for d in days or () if d is not None]
    return days if given and max(given) >= SHORTEST else None


def _dates(anchor: Anchor, context: Context) -> tuple[str | None, str | None]:
    """Return the first and the last day that an anchor's roles give.

    One expression gives but one of them, that of which the reader is surer.
    """
    best = {role: best_of(anchor, role) for role in ("start", "end")}
    times = {role: _dated(one.span, context) for role, one in best.items() if one}
    start, end = times.get("start"), times.get("end")
    if start and end and start == end and best["start"] and best["end"]:
        surer = best["start"].probability >= best["end"].probability
        start, end = (start, None) if surer else (None, end)
    first, until = ends_of(start)
    return first, next((day for day in (*reversed(ends_of(end)), until) if day), None)


def _dated(span: Span, context: Context) -> Timex | None:
    found = timex_in(span, context)
    return None if found is None or found.type == "DURATION" else found


def ends_of(time: Timex | None) -> tuple[str | None, str | None]:
    """Return the date of a time expression, or both ends of its interval where they are given."""
    first, _, last = (time.edtf if time and time.edtf else "").partition("/")
    given = (None if day in edtf.OPEN else day for day in (first, last))
    return next(given), next(given)


def losses_of(finding: Finding, context: Context) -> Iterable[Loss]:
    """Yield the figures of what was lost, each with what it counts."""
    text = context.reading.article.text
    for role in roles_of(finding.anchor, "losses"):
        words = role.span.of(text)
        for place, found in find_numbers(words)[:1]:
            what = _unit(words, place)
            if what and not _measured().match(what):
                yield Loss(what=what, min=found.min, max=found.max, as_written=words)


_OF = re.compile(r"^(?:of\b\s*)?(?:(?:the|its|their|his|her)\s+)?")


def _unit(words: str, number: Span) -> str | None:
    """Return what the figure at ``number`` counts: the words behind it, or the currency."""
    currencies: dict[str, str] = vocabulary()["currencies"]
    for mark, name in currencies.items():
        if mark in words:
            return name
    rest = words[number.end :].strip(EDGES)
    return _OF.sub("", rest, count=1).strip(EDGES) or None
