"""Direct quotations by their marks, one for each paragraph a quotation runs through.

Only the outermost marks count: what is quoted within a quotation stays inside it. Apostrophes,
possessives and the signs of inches, feet and minutes are no marks.
"""

from __future__ import annotations

import functools
import re
import tomllib
from importlib import resources
from typing import NamedTuple

from truceline.model import Quotation, Skip, Span
from truceline.reading.sentences import split_paragraphs

_GLYPH = re.compile(r"\"{1,3}|``|''|[“”„‟«»‹›‘’‚']")
_DASHES = "-–—―"
_BEFORE_OPEN = "([{¿¡/" + _DASHES
_AFTER_CLOSE = ")]}.,;:!?…/" + _DASHES
_ANY_MARK = "\"“”„‟«»‹›‘’‚'`"
_SINGLE = "single"
_LINE_END = re.compile(r"[\n\r\x0b\x0c\x85\u2028\u2029]")
_PATIENCE = 5
"""How many paragraphs may pass until a quotation left open is closed."""
_REACH = 60
"""How far, in characters, a doubtful single mark may be from the one that it would close."""


class _Mark(NamedTuple):
    """A mark: its group, and whether it looks as if it could open or close a quotation."""

    start: int
    end: int
    group: str
    opens: bool
    closes: bool
    doubtful: bool = False
    """It closes, unless it is the apostrophe of a possessive."""


class _Glyphs(NamedTuple):
    group: dict[str, str]
    opening: frozenset[str]
    closing: frozenset[str]
    elision: re.Pattern[str]


@functools.cache
def _glyphs() -> _Glyphs:
    path = resources.files("truceline.reading") / "data" / "quotations.toml"
    data = tomllib.loads(path.read_text("utf-8"))
    groups = data["groups"]
    return _Glyphs(
        {glyph: group["name"] for group in groups for glyph in group["open"] + group["close"]},
        frozenset(glyph for group in groups for glyph in group["open"]),
        frozenset(glyph for group in groups for glyph in group["close"]),
        re.compile(rf"(?:\d\ds?|{'|'.join(data['elisions']['words'].split())})\b", re.IGNORECASE),
    )


def find_quotations(text: str, skips: tuple[Skip, ...] = ()) -> tuple[Quotation, ...]:
    """Return the direct quotations of ``text`` outside ``skips``, in order and not overlapping.

    A quotation that is not closed ends with its paragraph; its ``outer`` then ends with ``inner``.
    Where a later paragraph closes it without having opened one, the paragraphs up to there are
    fragments too; their ``outer`` begins with ``inner``.
    """
    found: list[Quotation] = []
    waiting: list[Span] = []  # paragraphs since a quotation that was left open
    group = ""
    for paragraph in split_paragraphs(text, skips):
        marks = _marks(text, paragraph)
        at = 0
        if group:
            waiting.append(paragraph)
            at = _stray_end(marks, group)
            if at > 0:
                found.extend(_fragments(text, waiting, marks[at - 1]))
        quotations = _in_paragraph(text, paragraph, marks, at)
        found.extend(quotations)
        if quotations and quotations[-1].outer.end == quotations[-1].inner.end:
            group, waiting = _group_at(marks, quotations[-1].outer.start), []
        elif any(mark.group == group for mark in marks) or len(waiting) >= _PATIENCE:
            group, waiting = "", []
    return tuple(found)


def _group_at(marks: list[_Mark], start: int) -> str:
    return next(mark.group for mark in marks if mark.start == start)


def _stray_end(marks: list[_Mark], group: str) -> int:
    """Return the place after a mark that ends what an earlier paragraph opened, 0 if none does."""
    places = [place for place, mark in enumerate(marks) if mark.group == group]
    return places[0] + 1 if places and marks[places[0]].closes else 0


def _fragments(text: str, paragraphs: list[Span], close: _Mark) -> list[Quotation]:
    """Return the paragraphs of a quotation that only its last paragraph marks, with its end."""
    whole = [Quotation(span, span) for span in paragraphs[:-1]]
    inner = _trimmed(text, paragraphs[-1].start, close.start)
    last = Quotation(Span(inner.start, close.end), inner)
    return [*whole, last] if inner.start < inner.end else whole


def continued(text: str, quotations: tuple[Quotation, ...]) -> tuple[tuple[Quotation, ...], ...]:
    """Group the fragments of each quotation that runs through several paragraphs of ``text``.

    By custom every paragraph of such a quotation opens with a mark and only the last is closed.
    """
    groups: list[list[Quotation]] = []
    for quotation in quotations:
        if groups and _goes_on(text, groups[-1][-1], quotation):
            groups[-1].append(quotation)
        else:
            groups.append([quotation])
    return tuple(tuple(group) for group in groups)


def _goes_on(text: str, before: Quotation, after: Quotation) -> bool:
    gap = text[before.outer.end : after.outer.start]
    return (
        before.outer.end == before.inner.end
        and (after.outer.start == after.inner.start or _same_mark(text, before, after))
        and gap.isspace()
        and _LINE_END.search(gap) is not None
    )


def _same_mark(text: str, before: Quotation, after: Quotation) -> bool:
    unmarked = before.outer.start == before.inner.start
    return unmarked or text[before.outer.start] == text[after.outer.start]


def _in_paragraph(text: str, paragraph: Span, marks: list[_Mark], at: int) -> list[Quotation]:
    """Return the quotations that begin in ``paragraph`` at or after the mark at ``at``."""
    found = []
    while at < len(marks):
        mark = marks[at]
        at += 1
        if not mark.opens:
            continue
        close = _closing(marks, at - 1)
        if close is None and not _may_stay_open(text, paragraph, mark):
            continue
        quotation, at = _quotation(text, paragraph, marks, at, close)
        if quotation is not None:
            found.append(quotation)
    return found


def _quotation(
    text: str, paragraph: Span, marks: list[_Mark], at: int, close: int | None
) -> tuple[Quotation | None, int]:
    """Return the quotation opened by the mark before ``at`` and the place of the next mark."""
    opening = marks[at - 1]
    if close is not None:
        inner = _trimmed(text, opening.end, marks[close].start)
        outer = Span(opening.start, marks[close].end)
        at = close + 1
    else:
        again = _next_opening(marks, at, opening.group)
        end = marks[again].start if again < len(marks) else paragraph.end
        inner = _trimmed(text, opening.end, end)
        outer = Span(opening.start, inner.end)
        at = again
    return (Quotation(outer, inner) if inner.start < inner.end else None), at


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _next_opening(marks: list[_Mark], at: int, group: str) -> int:
    while at < len(marks) and not (marks[at].group == group and marks[at].opens):
        at += 1
    return at


def _closing(marks: list[_Mark], at: int) -> int | None:
    """Return the index of the mark that closes the one at ``at``, ``None`` if there is none."""
    if marks[at].group == _SINGLE:
        return _closing_single(marks, at)
    stray, nested = None, 0
    other = {"straight": "curly", "curly": "straight"}.get(marks[at].group)
    place = at + 1
    while place < len(marks):
        mark = marks[place]
        if mark.group == marks[at].group:
            if mark.closes:
                return place
            if not _is_nested(marks, place):
                break
            place = _after_nested(marks, place)
            continue
        if mark.group == other and mark.opens != mark.closes:
            if mark.opens and stray is not None:
                return stray  # the other sort opens the next quotation
            if mark.closes and not nested and stray is None:
                stray = place
            nested = max(0, nested + (1 if mark.opens else -1))
        place += 1
    return stray


def _same_group(marks: list[_Mark], at: int, count: int) -> list[int]:
    """Return the next marks of the same group as the one at ``at``, within 20 marks."""
    near = range(at + 1, min(at + 21, len(marks)))
    return [place for place in near if marks[place].group == marks[at].group][:count]


def _is_nested(marks: list[_Mark], at: int) -> bool:
    """Tell whether a mark that opens within a quotation has its own end before the outer one."""
    places = _same_group(marks, at, 2)
    return len(places) == 2 and all(marks[place].closes for place in places)


def _after_nested(marks: list[_Mark], at: int) -> int:
    return _same_group(marks, at, 1)[0] + 1


def _closing_single(marks: list[_Mark], at: int) -> int | None:
    """Return the surest closing mark before the next opening one and outside other quotations."""
    doubtful = None
    inside = False
    for place in range(at + 1, len(marks)):
        mark = marks[place]
        if mark.group != _SINGLE:
            inside = not inside
        elif mark.closes and not inside:
            if not mark.doubtful:
                return place
            near = mark.start - marks[at].end <= _REACH
            doubtful = place if doubtful is None and near else doubtful
        elif mark.opens and not inside:
            break
    return doubtful


def _may_stay_open(text: str, paragraph: Span, mark: _Mark) -> bool:
    """Tell whether a mark that nothing closes begins a quotation: for single marks by its place."""
    if mark.group != _SINGLE:
        return True
    before = text[max(paragraph.start, mark.start - 3) : mark.start].strip()
    return before[-1:] in {"", ":", ","} and text[mark.end : mark.end + 1].isupper()


def _marks(text: str, paragraph: Span) -> list[_Mark]:
    marks: list[_Mark] = []
    for match in _GLYPH.finditer(text, paragraph.start, paragraph.end):
        mark = _mark(text, paragraph, match)
        if mark is not None:
            marks.append(mark)
    return _without_inches(text, marks)


def _mark(text: str, paragraph: Span, match: re.Match[str]) -> _Mark | None:
    start, end = match.span()
    left = text[start - 1] if start > paragraph.start else " "
    right = text[end] if end < paragraph.end else " "
    glyph = match.group()
    if glyph == '""' and left.isspace() and right.isspace():
        return None
    glyph = '"' if glyph[0] == '"' else glyph
    group = _glyphs().group[glyph]
    if group == _SINGLE:
        return _single(text, match, left, right)
    opens, closes = _by_glyph(glyph, *_by_space(left, right))
    return _Mark(start, end, group, opens, closes)


def _by_glyph(glyph: str, opens: bool, closes: bool) -> tuple[bool, bool]:
    """Settle by the form of a mark what the white space beside it leaves open."""
    usually_opens = glyph in {"“", "«", "‹"}
    if glyph == '"':
        return opens, closes
    if glyph in {"„", "‟", "``"}:
        return True, False
    if opens == closes:
        return usually_opens, not usually_opens
    return opens, closes


def _by_space(left: str, right: str) -> tuple[bool, bool]:
    """Tell whether a mark between these two characters may open, and whether it may close."""
    after_space = left.isspace() or left in _BEFORE_OPEN or left in _ANY_MARK
    before_space = right.isspace() or right in _AFTER_CLOSE or right in _ANY_MARK
    introduced = left in ":,;" and right.isalnum()
    if after_space == before_space and not introduced:
        return True, True
    return after_space or introduced, before_space and not introduced


def _single(text: str, match: re.Match[str], left: str, right: str) -> _Mark | None:
    """Return a single mark, ``None`` for an apostrophe, a foot or a minute."""
    start, end = match.span()
    glyph = match.group()
    if left.isalnum() and right.isalnum():
        return None
    if left.isspace() or left in _BEFORE_OPEN or left in _ANY_MARK:
        opens = glyph != "’" and not right.isspace() and right not in _AFTER_CLOSE
        if opens and _glyphs().elision.match(text, end):
            return None
        return _Mark(start, end, _SINGLE, opens=opens, closes=not opens)
    if glyph == "‚":
        return None
    possessive = (left in "sSxXzZ" or left.isdigit()) and right.isspace()
    return _Mark(start, end, _SINGLE, opens=False, closes=True, doubtful=possessive)


def _without_inches(text: str, marks: list[_Mark]) -> list[_Mark]:
    """Leave out straight marks after a digit that close nothing, or not the last to close."""
    kept: list[_Mark] = []
    pending = False
    for at, mark in enumerate(marks):
        if mark.group == "straight":
            if text[mark.start - 1 : mark.start].isdigit() and mark.closes:
                following = marks[at + 1] if at + 1 < len(marks) else None
                if not pending or _closes_later(following):
                    continue
            pending = not pending if mark.opens and mark.closes else mark.opens
        kept.append(mark)
    return kept


def _closes_later(mark: _Mark | None) -> bool:
    return mark is not None and mark.group == "straight" and mark.closes and not mark.opens
