"""From a stretch of text that fills a role to the actors meant: fullest name, side committed.

By rule, in order: two or more joined names are taken apart; "both sides" are the two that the
article is about; a pronoun is who it stands for; a person is named in full; a noun is who is named
beside it, then who it stands for, then, for an army or a government, the state that the article is
about. The rule's answer is one candidate of several; ``choice`` picks. What stays open keeps its
words and has no party.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from truceline.model import Actor, Reading, Span
from truceline.reading.coreference import Chains
from truceline.resolving.by_rule import is_person, one_by_rule
from truceline.resolving.candidates import is_personal
from truceline.resolving.cast import Cast
from truceline.resolving.choice import choose
from truceline.resolving.digests import parted
from truceline.resolving.documents import ISSUER
from truceline.resolving.habits import bare, is_pair, read_habits
from truceline.resolving.joined import listed_elsewhere, named_first, take_apart, trim
from truceline.resolving.letterheads import signatories
from truceline.resolving.makers import Asked, Sides, title_of
from truceline.resolving.names import plain
from truceline.resolving.pairs import both_of, counted_groups, other_of, twins_of
from truceline.resolving.parties import Parties, Resolution
from truceline.resolving.places import Gazetteer
from truceline.resolving.shapes import shape_of

_BEHIND = re.compile(r"(?:[Tt]he |[Aa]n? )?([A-Z][\w. ]*?)[-‑–—]([a-z]+)\b")
_OF_NAME = re.compile(r" of (?:the )?[A-Z][\w-]+")
_ANSWERS = frozenset(("proposal", "response", "demand", "accusation", "statement", "action"))
"""Kinds in which an offer stands for who makes it."""
_SOME_OF = re.compile(r"(?i)(?:one|two|some|several|many|most) of (?=\w)")
"""How some of many are told who are named by these alone: "one of the envoys"."""
_LETTER = re.compile(r"[^\W\d]")
_NO_NAMES = frozenset(("", "the", "a", "an", "some", "one", "another", "other", "of"))
_OF_SIDE = 25
"""Characters beside a noun for those who vouch within which their side is named."""
_LOOK_BACK = 5000
"""Characters before "the source" in which the article tells of whom."""
NOTHING = Asked()


class ActorResolver:
    """Turns role spans into actors, with the parties of the data and the article's own words."""

    def __init__(self, parties: Parties, places: Gazetteer | None = None) -> None:
        self._parties = parties
        self._places = places
        self._last: tuple[Chains, str | None, Cast] | None = None
        self._told: dict[tuple[Span, Asked], tuple[Actor, ...]] = {}
        self._parts: dict[Span, list[tuple[Span, Sides, bool]]] = {}

    def actors(
        self,
        reading: Reading,
        chains: Chains,
        span: Span,
        on: str | None = None,
        asked: Asked = NOTHING,
    ) -> tuple[Actor, ...]:
        """Return who ``span`` of the article means; ``on`` is the day (EDTF) it speaks of."""
        cast = self.cast(reading, chains, on)
        if (span, asked) not in self._told:
            self._told[span, asked] = self._meant(cast, span, asked)
        return self._told[span, asked]

    def _meant(self, cast: Cast, span: Span, asked: Asked) -> tuple[Actor, ...]:
        span = (_behind if asked.role == "mediators" else _maker)(cast.text, span, asked)
        found: dict[tuple[str, str | None], Actor] = {}
        habits = read_habits()
        if span not in self._parts:
            self._parts[span] = list(parts_of(cast, span))
        for part, rule, _ in self._parts[span]:
            vouching = asked.role == "source" or asked.kind == "statement"
            vouching = vouching and _is_nameless(cast, part)
            sides = rule if vouching else choose(cast, part, asked, rule)
            for meant in sides:
                known = _as_person(meant, part, rule, cast)
                key = plain(known.name)
                nobody = key in _NO_NAMES or key in habits.areas or key in habits.numerals
                if not nobody and _LETTER.search(known.name):
                    actor = _named(known, part, cast)
                    found.setdefault((known.name, known.party), actor)
        some = None if found else _SOME_OF.match(span.of(cast.text))
        if some:
            return self._meant(cast, Span(span.start + some.end(), span.end), asked)
        return tuple(found.values())

    def governs(self, reading: Reading, chains: Chains, party: str, on: str | None) -> bool:
        """Tell whether the article gives a party a government, an army or the like."""
        return party in self.cast(reading, chains, on).offices

    def cast(self, reading: Reading, chains: Chains, on: str | None) -> Cast:
        """Return the cast of an article; the last one is kept, with what was asked of it."""
        if self._last is None or self._last[0] is not chains or self._last[1] != on:
            cast = Cast(self._parties, reading, chains, on, self._places)
            if cast.is_digest:
                apart = parted(chains, cast.paragraphs, cast.text)
                cast = Cast(self._parties, reading, apart, on, self._places)
            _settle_persons(cast)
            self._last = (chains, on, cast)
            self._told.clear()
            self._parts.clear()
        return self._last[2]


def _is_nameless(cast: Cast, span: Span) -> bool:
    """Tell whether a mention is of somebody who vouches and of whom no word names a side.

    "The source" is one of whom the article told before, naming no side beside the noun.
    """
    words = span.of(cast.text)
    told = re.sub(r"^the\s+", "", words, count=1, flags=re.IGNORECASE)
    if not read_habits().nameless.fullmatch(told[:1].lower() + told[1:]):
        return False
    if told == words:
        return True
    noun = re.escape(shape_of(told)[1].removesuffix("s"))
    named = re.compile(rf"(?i)(?<!\bthe )\b{noun}s?\b")
    earlier = list(named.finditer(cast.text, max(0, span.start - _LOOK_BACK), span.start))
    if not earlier:
        return False
    start, end = earlier[-1].span()
    beside = Span(max(0, start - _OF_SIDE), end + _OF_SIDE)
    sided = any(p.overlaps(beside) and known.party for p, known in cast.known_near(beside))
    ahead = cast.text[beside.start : start].split()[-1:]
    return not sided and not any(map(cast.adjective_of, ahead))


def _maker(text: str, span: Span, asked: Asked) -> Span:
    """Return the name of who is behind an offer, deal or talks that somebody answers or accepts.

    "A Rhun-brokered peace deal" is Rhun's; but who meets at Rhun's talks is not Rhun.
    """
    told = read_habits().made_by.match(span.of(text)) if asked.kind in _ANSWERS else None
    return Span(span.start + told.start("who"), span.start + told.end("who")) if told else span


def _behind(text: str, span: Span, asked: Asked) -> Span:
    """Return the name of a mediator that only a word of the talks gives: "Rhun-mediated talks"."""
    del asked
    found = _BEHIND.match(span.of(text))
    if not found or found[2].lower() not in read_habits().backed:
        return span
    return Span(span.start + found.start(1), span.start + found.end(1))


def _as_person(known: Resolution, part: Span, rule: Sides, cast: Cast) -> Resolution:
    """Return the side that "he" is found to be as that of the person for whom he stands."""
    who = rule[0] if len(rule) == 1 else None
    if who is None or who.kind != "person" or who.party or " " not in who.name:
        return known
    if known.kind == "person" or known.name != known.party or not is_personal(part.of(cast.text)):
        return known
    return who._replace(party=known.party)


def _named(known: Resolution, part: Span, cast: Cast) -> Actor:
    """Return the one whom a mention means by name.

    Of supporters these, not the person or the state served; of what a side does, the side.
    """
    words = part.of(cast.text)
    noun = shape_of(words)[1]
    if known.kind == "person" and noun in read_habits().camps:
        persons = (cast.chains.mentions[i].chain for i in cast.chains.within(part))
        name = next((cast.of_chain(n).name for n in persons if is_person(cast, n)), known.name)
        whom = re.sub(rf"(?i)\s+{noun}$", "", name)
        return Actor(name=bare(words), party=f"{noun} of {whom}")
    if known.party and is_pair(known.name):
        return Actor(name=known.party, party=known.party)
    deed = noun in read_habits().deeds and words.rstrip(".").endswith(noun)
    if deed and known.kind != "person" and known.party and known.reason != ISSUER:
        whose = cast.resolve(bare(words).rpartition(" ")[0])
        own = whose.party == known.party and whose.kind in ("group", "organisation")
        return Actor(name=whose.name if own else known.party, party=known.party)
    if known.kind in ("group", "organisation") and _is_part_of(known.name, known.party):
        return Actor(name=known.party or known.name, party=known.party)
    return Actor(name=known.name, party=known.party)


def _is_part_of(name: str, party: str | None) -> bool:
    """Tell whether a name is but a few words of that of its side: "the Front".

    "Insurgents" of "Keth insurgents" are no name.
    """
    if not party or not name[:1].isupper() or not party.rpartition(" ")[2][:1].isupper():
        return False
    return set(plain(name).split()) < set(plain(party).split())


def _settle_persons(cast: Cast) -> None:
    """Let each person be of the side that the ranking gives the fullest name, "he" included."""
    for number, chain in enumerate(cast.chains.chains):
        known = cast.of_chain(number)
        if chain.kind != "person" or not chain.named or known.party is not None:
            continue
        span = max(chain.spans, key=lambda s: (s.of(cast.text) == chain.name, -s.start))
        if span.of(cast.text) != chain.name or title_of(cast, span, chain) in ("none", "other"):
            continue
        (side, *_) = choose(cast, span, Asked("actors", "statement"), (known,))
        if side.kind == "person" and side.party:
            cast.settle(number, side)


def parts_of(cast: Cast, span: Span) -> Iterator[tuple[Span, Sides, bool]]:
    """Yield each mention in ``span`` with who it is by rule, and whether it is the whole."""
    span = _whole(cast, _whose_words(cast.text, trim(cast.text, span)))
    span = named_first(cast, span)
    words = plain(span.of(cast.text))
    if is_pair(span.of(cast.text)):
        yield span, tuple(both_of(cast, span, words)), True
        return
    issuing = signatories(cast, span)
    if issuing:
        yield span, issuing, True
        return
    counted = counted_groups(cast, span)
    if counted:
        yield span, counted, True
        return
    if words in read_habits().other:
        known = other_of(cast, span)
        known = known if known.party else known._replace(name=bare(span.of(cast.text)))
        yield span, (known,), True
        return
    parts = take_apart(cast, listed_elsewhere(cast, span) or span)
    noun = _shared_noun(cast, parts)
    for part in parts:
        several = twins_of(cast, part)
        if is_pair(part.of(cast.text)):
            several = tuple(both_of(cast, part, plain(part.of(cast.text))))
        if several:
            yield part, several, False
            continue
        known = one_by_rule(cast, part)
        people = known.kind == "state" and known.name != known.party
        whole = noun and people and known.name == part.of(cast.text).split()[0]
        known = known._replace(name=f"{known.name} {noun}") if whole else known
        yield part, (known,), len(parts) == 1


def _whose_words(text: str, span: Span) -> Span:
    """Return whose words "his words" and "the statement of the ministry" are."""
    words = span.of(text)
    found = read_habits().said.match(words) or read_habits().said_of.match(words)
    if not found:
        return span
    return trim(text, Span(span.start + found.start("owner"), span.start + found.end("owner")))


def _whole(cast: Cast, span: Span) -> Span:
    """Return ``span`` with the whole of each known name and body of which it holds a part."""
    for place, known in cast.known_near(span):
        cut = place.overlaps(span) and not span.covers(place)
        if cut and known.kind in ("group", "organisation"):
            span = Span(min(span.start, place.start), max(span.end, place.end))
    for index in cast.chains.within(span):
        mention = cast.chains.mentions[index].span
        body = cast.chains.forms[index] == "name" and cast.chains.chain(index).kind == "body"
        led = cast.text[span.start : mention.start].strip().lower() in ("", "the")
        if body and led and mention.overlaps(span) and mention.end > span.end:
            span = Span(span.start, mention.end)
    return _with_owner(cast, span)


def _with_owner(cast: Cast, span: Span) -> Span:
    """Return ``span`` with the name after it that tells whose it is ("Armed Forces of Veland")."""
    words, owner = span.of(cast.text), _OF_NAME.match(cast.text, span.end)
    if owner is None or not words.istitle() or cast.resolve(words).party is not None:
        return span
    whole = Span(span.start, owner.end())
    return whole if cast.resolve(whole.of(cast.text)).party else span


def _shared_noun(cast: Cast, parts: list[Span]) -> str:
    """Return the noun that "Velandi and Tarsian officials" have in common."""
    words = [part.of(cast.text).split() for part in parts]
    shared = len(parts) > 1 and len(words[0]) == 1 and len(words[-1]) > 1
    return words[-1][-1] if shared and words[-1][-1][:1].islower() else ""
