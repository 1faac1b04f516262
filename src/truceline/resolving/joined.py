"""Mentions that name several, taken apart at "and", commas, slashes and hyphens."""

from __future__ import annotations

import re
from functools import cache

from truceline.model import Span
from truceline.reading.datelines import dateline_end
from truceline.reading.nouns import load_words
from truceline.resolving.cast import Cast
from truceline.resolving.habits import bare, read_habits
from truceline.resolving.names import plain
from truceline.resolving.shapes import is_plural, shape_of, short_of

_MARKS = " \t\r\n\"“”‘’',;:()[]-–—"
_AND = r"(?:and|nor|as well as|along with|together with)"
_LINKING = (" and ", " nor ", " as well as ")
_JOINT = re.compile(rf",?\s+{_AND}\s+|\s*[,;]\s+|\s*/\s*")
_COMMA = re.compile(r"\s*,\s+")
_NAME = re.compile(r"(?:the )?[A-Z][\w.'’-]*(?:(?: (?:of|for|and|the))* [A-Z][\w.'’-]*)*")
_BODIES = frozenset(("state", "group", "organisation"))
_INCLUDING = re.compile(r",?\s+(?:including|such as|among them|namely)\s+")
_BASED = re.compile(r"(?:[Tt]he |[Aa]n? )?[A-Z][\w.]*-based\s+")
_OTHERS = re.compile(r"(?<=\w),?\s+(?:and|or)\s+others$")
_PRONOUN = re.compile(r"(?:[Ww]e|I|[Tt]hey|[Hh]e|[Ss]he|[Ii]t)(?= (?!and\b|or\b)[a-z])")
"""A pronoun with words that go on ("We propose"), which the network took for a name."""
_APPOSED = re.compile(r",\s+(?!and\b|or\b)(?:an?|the|who|whose|[a-z][\w-]*)\s")
_JOINT_WORD = re.compile(rf"\b{_AND}\b")
_GAP = re.compile(r"(?:[\s,]|\band\b|\bthe\b|\bof\b|\b[A-Z][\w.]*)*")
_CAPITAL = re.compile(r"[A-Z]")
_FIELD = 60
"""Characters before a name in which an office and its field are looked for."""
_LONGEST_LIST = 400
_MOST = 8


def trim(text: str, span: Span) -> Span:
    """Return a mention without marks, a dateline or a headline before it, and its 's."""
    start, end = max(0, span.start), min(len(text), span.end)
    seat = _BASED.match(text[start:end])
    start += seat.end() if seat else 0
    start += dateline_end(text[start:end])
    title = text.find(" - ", start, end)
    end = title if title > start else end
    while start < end and text[start] in _MARKS:
        start += 1
    while start < end and text[end - 1] in _MARKS:
        end -= 1
    if text[start:end].endswith(("'s", "’s")):
        end -= 2
    alone = _PRONOUN.match(text, start, end)
    end = alone.end() if alone else end
    others = _OTHERS.search(text[start:end]) if text.endswith("others", start, end) else None
    return Span(start, start + others.start() if others else end)


def named_first(cast: Cast, span: Span) -> Span:
    """Return the person with whose name a mention begins, without what it goes on to say of them.

    "Ana Temel, a member of the Ostra Front," is she; of two persons none goes.
    """
    inside = [
        cast.chains.mentions[i].span
        for i in cast.chains.within(span)
        if cast.chains.forms[i] == "name" and cast.chains.chain(i).kind == "person"
    ]
    if len(inside) != 1 or not span.covers(inside[0]):
        return span
    ahead, rest = Span(span.start, inside[0].start), Span(inside[0].end, span.end)
    listed = "," in ahead.of(cast.text) or _JOINT_WORD.search(rest.of(cast.text))
    apposed = _APPOSED.match(cast.text, rest.start, rest.end)
    start = inside[0].start if _is_field_of(cast, ahead) else span.start
    return Span(start, rest.start if apposed and not listed else span.end)


def _is_field_of(cast: Cast, ahead: Span) -> bool:
    """Tell whether a land before a name is where an envoy works ("envoy for Sudan Ana Temel")."""
    words = ahead.of(cast.text).strip()
    before = cast.text[max(0, ahead.start - _FIELD) : ahead.start]
    behind = any(m.end() == len(before) for m in read_habits().field.finditer(before))
    one = bool(words) and not _JOINT_WORD.search(words)
    return one and behind and cast.resolve(words).party is not None


def take_apart(cast: Cast, span: Span) -> list[Span]:
    """Return the joined names in ``span``, or ``span`` itself where it names one."""
    words = span.of(cast.text)
    listed = _INCLUDING.search(words)
    if listed:
        span = Span(span.start + listed.end(), span.end)
        words = span.of(cast.text)
    hyphened = _hyphened(cast, span)
    if hyphened:
        return hyphened
    terse = ", " in words and cast.in_headline(span)  # headlines do without "and"
    if not any(word in words for word in _LINKING) and not listed and not terse:
        return _comma_listed(cast, span) or [span]
    cuts = [m for m in _JOINT.finditer(words) if not _inside_name(cast, span, m)]
    starts = [span.start, *(span.start + m.end() for m in cuts)]
    ends = [*(span.start + m.start() for m in cuts), span.end]
    found = [trim(cast.text, Span(a, b)) for a, b in zip(starts, ends, strict=True)]
    found = [p for p in found if p.start < p.end]
    named = [p for p in found if _CAPITAL.search(p.of(cast.text))]
    return found[:_MOST] if len(named) > 1 or _are_bodies(cast, found) else [span]


def _comma_listed(cast: Cast, span: Span) -> list[Span]:
    """Return the parties that stand one behind the other without an "and", if all are known.

    "The League, the Ostra Front" are two; "the Ostra Front, armed wing of the League" is one.
    """
    commas = list(_COMMA.finditer(span.of(cast.text)))
    if not commas:
        return []
    starts = [span.start, *(span.start + m.end() for m in commas)]
    ends = [*(span.start + m.start() for m in commas), span.end]
    parts = [Span(a, b) for a, b in zip(starts, ends, strict=True)]
    if not all(_NAME.fullmatch(part.of(cast.text)) for part in parts):
        return []
    known = [cast.resolve(part.of(cast.text)) for part in parts]
    parties = {k.party for k in known if k.kind in _BODIES}
    return parts[:_MOST] if len(parties) == len(parts) > 1 and None not in parties else []


def _hyphened(cast: Cast, span: Span) -> list[Span]:
    """Return the two whom "Rhunish-Selmese talks" are between, if both are known."""
    found = read_habits().between_two.fullmatch(span.of(cast.text))
    if not found:
        return []
    whole = cast.resolve(f"{found[1]}-{found[2]}").party or ""
    sides = [cast.resolve(found[1]), cast.resolve(found[2])]
    if not all(s.party and s.kind in ("state", "group") for s in sides):
        return []
    if whole and (whole not in {s.party for s in sides} or plain(whole) == plain(found[0])):
        return []
    at = span.start
    one, two = (
        Span(at + found.start(1), at + found.end(1)),
        Span(at + found.start(2), at + found.end(2)),
    )
    return [one, two] if sides[0].party != sides[1].party else []


def listed_elsewhere(cast: Cast, span: Span) -> Span | None:
    """Return where the article lists those whom a mention sums up ("the leaders, including …")."""
    words = bare(span.of(cast.text))
    if " " not in words or not is_plural(shape_of(words)[1]):
        return None
    for start, end in cast.listings:
        at = start - len(words)
        if not span.overlaps(Span(at, end)) and cast.text[at:start].lower() == words.lower():
            return Span(at, _end_of_list(cast, end))
    return None


def _end_of_list(cast: Cast, end: int) -> int:
    """Return where the names that follow ``end`` one after the other stop."""
    for index in cast.chains.within(Span(end, end + _LONGEST_LIST)):
        mention = cast.chains.mentions[index].span
        named = mention.start >= end and cast.chains.forms[index] == "name"
        if named and _GAP.fullmatch(cast.text[end : mention.start]):
            end = mention.end
    return end


def _are_bodies(cast: Cast, parts: list[Span]) -> bool:
    """Tell whether each part ends in a noun for one who acts ("rebels and the government").

    Beside a side any people are another one: "the League and aid workers", not "men and boys".
    """
    words = [part.of(cast.text) for part in parts]
    if len(parts) > 1 and all(_acts(said) or _CAPITAL.search(said) for said in words):
        return True
    sides = any(_is_side(said) for said in words)
    return len(parts) > 1 and sides and all(_acts(said) or _are_people(said) for said in words)


def _acts(words: str) -> bool:
    """Tell whether a mention ends in a noun for one who acts, or in a capital."""
    return plain(short_of(words)).rpartition(" ")[2] in _acting_nouns() or words[-1:].isupper()


def _is_side(words: str) -> bool:
    """Tell whether a mention is a name, an opposition's, or of what a state or rebels have."""
    form, noun, _ = shape_of(words)
    named = form == "name" and (" " in words or noun not in load_words().many)
    opposed = "opposition" in plain(words).split()
    return named or opposed or noun in read_habits().of_state | read_habits().rebels


def _are_people(words: str) -> bool:
    """Tell whether a mention is a name or several people or bodies; whose allies go with them."""
    form, noun, _ = shape_of(words)
    return form == "name" or (noun in load_words().many and noun != "allies")


@cache
def _acting_nouns() -> frozenset[str]:
    habits, lists = read_habits(), load_words()
    return habits.of_state | habits.rebels | habits.heads | lists.persons | lists.bodies


def _inside_name(cast: Cast, span: Span, cut: re.Match[str]) -> bool:
    """Tell whether a joint lies within one name ("Justice and Equality Movement").

    Or within the offices of one person ("Keth President and League chairman X").
    """
    at = span.start + cut.start()
    for i in cast.chains.within(span):
        name, chain = cast.chains.mentions[i].span, cast.chains.chain(i)
        offices = chain.descriptions if chain.kind == "person" else ()
        wholes = (name, *(d for d in offices if d.end <= name.start))
        named = cast.chains.forms[i] == "name"
        if named and any(whole.start < at < whole.end for whole in wholes):
            return True
    return False
