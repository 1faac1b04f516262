"""When something was: the time expression that an act's time role names, and not another act's.

The network gives a date to more acts of a sentence than it belongs to. A date is not this act's
where it is the date of a truce, accord or war named in passing ("the 2003 accord"), where a word
parts the act from it and another act beside it claims it more surely ("signed on 3 May, which they
later broke"), and where the role holds but a scrap of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from truceline.model import Anchor, Role, Span, Timex
from truceline.resolving import edtf
from truceline.resolving.context import Context
from truceline.resolving.timex.lexicon import any_listed

_OVER = frozenset(("ended", "collapsed", "extended"))
"""Phases of a truce that have another date than the truce."""
_BROKEN_OFF = frozenset(("ended", "collapsed"))
"""Phases of a truce of which a date behind "until" may be the day."""
_UNTIL = re.compile(
    r"\b(?:until|till|through|up to)\s+"
    r"(?:(?:the\s+)?(?:end of|midnight|noon|dawn|dusk)\s+(?:on\s+|of\s+)?)?$",
    re.IGNORECASE,
)
_SURE, _CLAIMED, _SCRAP = 0.9, 0.8, 0.6
"""Least probability of a role that is surely the act's, of one that another act claims, and of a
scrap of a date that nobody claims."""
_FAR = 80
_WHEN = re.compile(r",?\s+when\b")
_OF, _GAP = re.compile(r"\s+of\s+"), re.compile(r"\s+")
_SINCE = re.compile(r"\s*since\b", re.IGNORECASE)


def time_of(anchor: Anchor, context: Context) -> Timex | None:
    """Return the interval, or else the date, that the anchor's time role names."""
    for role in sorted(_time_roles(anchor), key=lambda r: -r.probability):
        found = timex_in(_up_to_date(role.span, context), context)
        then = found is not None and _is_then(found, anchor, context)
        if found and then and "/" in (found.edtf or ""):
            found = timex_in(role.span, context._replace(intervals=()))
        if found and not _is_others(found, role, anchor, context):
            return found if then else _open(found, role, context)
    return None


def _time_roles(anchor: Anchor) -> list[Role]:
    return [r for r in anchor.roles if r.name == "time"]


def _up_to_date(span: Span, context: Context) -> Span:
    """Return a role that ends right before its date with it: "the holiday of" and Eid."""
    text = context.reading.article.text
    link = _GAP if span.of(text).endswith(" of") else _OF
    behind = link.match(text, span.end)
    return Span(span.start, behind.end() + 1) if behind else span


def timex_in(span: Span, context: Context) -> Timex | None:
    """Return the most exact interval, or else date, that shares words with ``span``."""
    intervals = context.near_intervals.to(span) if context.intervals else []
    near = (
        [context.intervals[n] for n in intervals],
        [context.times[n] for n in context.near_times.to(span)],
    )
    for known in near:
        inside = [t for t in known if t.edtf and t.span.overlaps(span)]
        if inside:
            return max(inside, key=lambda t: len(t.edtf or ""))
    return None


def _is_then(time: Timex, anchor: Anchor, context: Context) -> bool:
    """Tell whether the anchor tells what was at a date: "since April, when forces overran it"."""
    return bool(_WHEN.match(context.reading.article.text, time.span.end, anchor.span.start))


def _open(time: Timex, role: Role, context: Context) -> Timex:
    """Return "since the landing in May" with an open end, as "since May" has it."""
    text = context.reading.article.text
    if "/" in (time.edtf or "") or not _SINCE.match(text, role.span.start, role.span.end):
        return time
    return time._replace(edtf=edtf.join(time.edtf or "", None) or time.edtf)


def _is_others(time: Timex, role: Role, anchor: Anchor, context: Context) -> bool:
    """Tell whether a date belongs to something else than the act at ``anchor``."""
    text = context.reading.article.text
    return (
        _is_end_of_truce(time, anchor, text)
        or _is_named_in_passing(time, anchor, text)
        or _is_last_such_time(role, text)
        or _is_scrap(time, role, anchor, context)
        or _is_parted(time, role, anchor, context)
    )


def _is_end_of_truce(time: Timex, anchor: Anchor, text: str) -> bool:
    """Tell whether a date is but the last day of a truce, a term of it: "it runs until Sunday"."""
    phase, _ = anchor.values.get("phase", (None, 0.0))
    if anchor.kind != "ceasefire" or phase in _BROKEN_OFF:
        return False
    return bool(_UNTIL.search(text, max(0, time.span.start - _FAR), time.span.start))


def _is_named_in_passing(time: Timex, anchor: Anchor, text: str) -> bool:
    """Tell whether a date is that of a truce, accord or war which the anchor does not name."""
    phase, _ = anchor.values.get("phase", (None, 0.0))
    if anchor.kind in ("ceasefire", "agreement") and phase not in _OVER:
        return False
    whole = _dated_thing(time, text)
    return whole is not None and not whole.overlaps(anchor.span)


def _dated_thing(time: Timex, text: str) -> Span | None:
    """Return the name of a truce, accord or war with the date that it bears, if it does."""
    start, end = time.span
    ahead = _attribute_lead().search(text, max(0, start - _FAR), start)
    behind = _attribute_of().match(text, end)
    if behind and (ahead or behind["owner"]):
        return Span(start, behind.end())
    made = _made().search(text, max(0, start - _FAR), start)
    return Span(made.start(), end) if made else None


@cache
def _attribute_lead() -> re.Pattern[str]:
    """Return the pattern of an article or a possessive right before a date."""
    return re.compile(rf"(?:\b{any_listed('determiners')}|['’]s)\s+$", re.IGNORECASE)


@cache
def _attribute_of() -> re.Pattern[str]:
    """Return the pattern of a thing right behind its date ("2003 cease-fire accord")."""
    thing = any_listed("dated_things")
    return re.compile(rf"(?P<owner>['’]s)?\s+(?:[\w-]+\s+){{0,2}}{thing}(?![\w-])")


@cache
def _made() -> re.Pattern[str]:
    """Return the pattern of a thing and how it was made, right before its date."""
    thing, made = any_listed("dated_things"), any_listed("made")
    place = r"(?:\s+(?:in|at|on|by|between|the|and|only|just|[A-Z][\w-]+))*"
    return re.compile(rf"\b{thing}\s+(?:(?:that|which)\s+(?:was\s+)?)?{made}{place}\s+$")


def _is_last_such_time(role: Role, text: str) -> bool:
    """Tell whether a date is but the last time before: "the worst raid since that of May"."""
    if not _SINCE.match(text, role.span.start, role.span.end):
        return False
    return bool(_ranked().search(text, max(0, role.span.start - _FAR), role.span.start))


@cache
def _ranked() -> re.Pattern[str]:
    return re.compile(rf"\b{any_listed('ranked')}\b[^.;:]*$")


def _is_scrap(time: Timex, role: Role, anchor: Anchor, context: Context) -> bool:
    """Tell whether a role holds but "last" or "this" of a date, and no other role the rest."""
    if role.span.covers(time.span) or len(_time_roles(anchor)) > 1:
        return False
    if not set(role.span.of(context.reading.article.text).lower().split()) <= _BARE:
        return False
    claimed = (r for _, r in _claims(time, context) if r.span.covers(time.span))
    return role.probability < _SCRAP or any(r.probability >= _SURE for r in claimed)


_BARE = frozenset(("last", "this", "next", "the", "early", "late", "later", "of", "earlier"))
"""Words of a date that tell no date alone."""


def _claims(time: Timex, context: Context) -> Iterator[tuple[Anchor, Role]]:
    """Yield every act with a time role that shares words with ``time``."""
    for other in context.reading.anchors:
        for role in _time_roles(other):
            if role.span.overlaps(time.span):
                yield other, role


def _is_parted(time: Timex, role: Role, anchor: Anchor, context: Context) -> bool:
    """Tell whether a word parts an act from a date that another act, not parted from it, claims."""
    text = context.reading.article.text
    if role.probability >= _SURE or not _parting(anchor.span, time.span, text):
        return False
    return any(
        claim.probability >= _CLAIMED
        and claim.probability > role.probability
        and not _parting(other.span, time.span, text)
        for other, claim in _claims(time, context)
    )


def _parting(one: Span, two: Span, text: str) -> bool:
    """Tell whether a word between two stretches begins what was at another time."""
    first, second = sorted((one, two))
    return bool(_parting_words().search(text, first.end, second.start))


@cache
def _parting_words() -> re.Pattern[str]:
    """Return the pattern of words that part, but for an aside: "the first since 2020"."""
    return re.compile(rf"\b{any_listed('parting')}\b(?!\s+\d)", re.IGNORECASE)
