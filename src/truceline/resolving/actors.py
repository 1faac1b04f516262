"""From a stretch of text that fills a role to the actors meant: fullest name, side committed.

In order: two or more joined names are taken apart; "both sides" are the two last spoken of; a
pronoun is who it stands for; a person is named in full; a noun is who is named beside it, then who
it stands for, then, for an army or a government, the state that the article is about. What stays
open keeps its words and has no party.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from truceline.model import Actor, Reading, Span
from truceline.reading.coreference import Chains
from truceline.resolving.cast import Cast, read_habits
from truceline.resolving.names import plain
from truceline.resolving.parties import Parties, Resolution

_MARKS = " \t\r\n\"“”‘’',;:()[]-–—"
_ARTICLE = re.compile(r"(?i)^(?:the|a|an|this|that|these|those|some|any|several|all|both)\s+")
_JOINT = re.compile(r",?\s+(?:and|as well as|along with|together with)\s+|\s*[,;]\s+|\s*/\s*")
_INCLUDING = re.compile(r",?\s+(?:including|such as|among them|namely)\s+")
_OWN = re.compile(r"(?i)^(his|her|its|their|our|my|whose)\s+(?:own\s+)?(.*)$", re.DOTALL)
_MOST = 8


class ActorResolver:
    """Turns role spans into actors, with the parties of the data and the article's own words."""

    def __init__(self, parties: Parties) -> None:
        self._parties = parties
        self._last: tuple[Chains, str | None, Cast] | None = None

    def actors(
        self, reading: Reading, chains: Chains, span: Span, on: str | None = None
    ) -> tuple[Actor, ...]:
        """Return who ``span`` of the article means; ``on`` is the day (EDTF) it speaks of."""
        cast = self._cast(reading, chains, on)
        found: dict[tuple[str, str | None], Actor] = {}
        for known in _all(cast, _trim(cast.text, span)):
            if known.name:
                found.setdefault(
                    (known.name, known.party), Actor(name=known.name, party=known.party)
                )
        return tuple(found.values())

    def _cast(self, reading: Reading, chains: Chains, on: str | None) -> Cast:
        if self._last is None or self._last[0] is not chains or self._last[1] != on:
            self._last = (chains, on, Cast(self._parties, reading, chains, on))
        return self._last[2]


def _trim(text: str, span: Span) -> Span:
    start, end = max(0, span.start), min(len(text), span.end)
    while start < end and text[start] in _MARKS:
        start += 1
    while start < end and text[end - 1] in _MARKS:
        end -= 1
    return Span(start, end)


def _all(cast: Cast, span: Span) -> Iterator[Resolution]:
    words = span.of(cast.text)
    if plain(words) in {plain(p) for p in read_habits().pairs}:
        yield from _pair(cast, span, words)
        return
    parts = _parts(cast, span)
    for part in parts:
        yield _one(cast, part)


def _parts(cast: Cast, span: Span) -> list[Span]:
    """Return the joined names in ``span``, or ``span`` itself where it names one."""
    words = span.of(cast.text)
    listed = _INCLUDING.search(words)
    if listed:
        span = Span(span.start + listed.end(), span.end)
        words = span.of(cast.text)
    if " and " not in words and " as well as " not in words and not listed:
        return [span]
    if cast.resolve(words).kind not in ("unknown", "state"):
        return [span]
    cuts = [m for m in _JOINT.finditer(words) if not _inside_name(cast, span, m)]
    starts = [span.start, *(span.start + m.end() for m in cuts)]
    ends = [*(span.start + m.start() for m in cuts), span.end]
    parts = [_trim(cast.text, Span(a, b)) for a, b in zip(starts, ends, strict=True)]
    parts = [p for p in parts if p.start < p.end]
    named = [p for p in parts if re.search(r"[A-Z]", p.of(cast.text))]
    return parts[:_MOST] if len(named) > 1 else [span]


def _inside_name(cast: Cast, span: Span, cut: re.Match[str]) -> bool:
    """Tell whether a joint lies within one name ("Justice and Equality Movement")."""
    at = span.start + cut.start()
    return any(
        cast.chains.forms[i] == "name"
        and cast.chains.mentions[i].span.start < at < cast.chains.mentions[i].span.end
        for i in cast.chains.within(span)
    )


def _pair(cast: Cast, span: Span, words: str) -> Iterator[Resolution]:
    """Yield the two parties last spoken of before ``span``, else the two the article is about."""
    persons = any(word in read_habits().persons for word in plain(words).split())
    found: dict[str, Resolution] = {}
    for index in cast.chains.before(span.start, 60):
        known = cast.of_chain(cast.chains.mentions[index].chain)
        if known.party is None or (persons and known.kind != "person"):
            continue
        found.setdefault(known.party, known)
        if len(found) == 2:
            break
    if len(found) < 2:
        yield Resolution(_bare(words), None, "unknown", "nobody named before")
        return
    yield from reversed(found.values())


def _bare(words: str) -> str:
    words = " ".join(words.split()).strip(_MARKS)
    return _ARTICLE.sub("", words)


def _one(cast: Cast, span: Span) -> Resolution:
    words = span.of(cast.text)
    inside = cast.chains.within(span)
    person = _person(cast, span, inside)
    if person is not None:
        return cast.of_chain(cast.chains.mentions[person].chain)
    own = _OWN.match(words)
    if own:
        return _owned(cast, span, own)
    head = _head(cast, inside)
    if head is not None and cast.chains.forms[head] == "pronoun":
        return cast.of_chain(cast.chains.mentions[head].chain)
    known = cast.resolve(words)
    if known.party is not None:
        return known._replace(name=_bare(known.name))
    beside = cast.of_phrase(span)
    if beside.party is not None:
        return beside._replace(name=_bare(beside.name))
    return _meant(cast, span, head, words)


def _person(cast: Cast, span: Span, inside: list[int]) -> int | None:
    """Return the person named in ``span``, unless something of theirs is meant."""
    for index in inside:
        mention = cast.chains.mentions[index]
        chain = cast.chains.chains[mention.chain]
        if cast.chains.forms[index] != "name" or chain.kind != "person":
            continue
        if mention.span.start < span.start or mention.span.end > span.end:
            continue
        after = cast.text[mention.span.end : mention.span.end + 3]
        owner = after.startswith(("'s", "’s")) and mention.span.end + 3 < span.end
        if not owner:
            return index
    return None


def _head(cast: Cast, inside: list[int]) -> int | None:
    """Return the mention that ``span`` begins with, the longest first."""
    return min(
        inside,
        key=lambda i: (cast.chains.mentions[i].span.start, -cast.chains.mentions[i].span.end),
        default=None,
    )


def _owned(cast: Cast, span: Span, own: re.Match[str]) -> Resolution:
    """Resolve "his government" and "their abductors" by who owns it."""
    owner = Resolution("", None, "unknown", "")
    for index in cast.chains.within(Span(span.start, span.start + len(own[1]))):
        owner = cast.of_chain(cast.chains.mentions[index].chain)
    if owner.party is None:
        return Resolution(_bare(own[2]), None, "unknown", "owner is not known")
    name = owner.party if plain(own[2]) in ("country", "nation", "side", "state") else own[2]
    return Resolution(_bare(name), owner.party, owner.kind, owner.reason)


def _meant(cast: Cast, span: Span, head: int | None, words: str) -> Resolution:
    """Resolve a noun by its chain, then by what the article is about."""
    habits = read_habits()
    if head is not None:
        known = cast.of_chain(cast.chains.mentions[head].chain)
        if known.party is not None:
            return known._replace(name=_bare(known.name))
    last = set(plain(words).split())
    if last & habits.rebels:
        group = cast.group()
        if group is not None:
            return group
    elif last & habits.of_state:
        state = cast.main_state(span.start)
        if state is not None:
            return Resolution(_bare(words), state, "state", "the state the article is about")
    return Resolution(_bare(words), None, "unknown", "named by nobody")
