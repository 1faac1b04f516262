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
from truceline.reading.datelines import dateline_end
from truceline.reading.nouns import load_words
from truceline.resolving.cast import Cast
from truceline.resolving.choice import choose
from truceline.resolving.habits import bare, is_pair, read_habits
from truceline.resolving.makers import Asked, Sides, title_of
from truceline.resolving.names import plain
from truceline.resolving.parties import Parties, Resolution
from truceline.resolving.places import Gazetteer
from truceline.resolving.shapes import is_plural, shape_of, short_of

_MARKS = " \t\r\n\"“”‘’',;:()[]-–—"
_JOINT = re.compile(r",?\s+(?:and|as well as|along with|together with)\s+|\s*[,;]\s+|\s*/\s*")
_COMMA = re.compile(r"\s*,\s+")
_NAME = re.compile(r"(?:the )?[A-Z][\w.'’-]*(?:(?: (?:of|for|and|the))* [A-Z][\w.'’-]*)*")
_BODIES = frozenset(("state", "group", "organisation"))
_INCLUDING = re.compile(r",?\s+(?:including|such as|among them|namely)\s+")
_BEHIND = re.compile(r"(?:[Tt]he |[Aa]n? )?([A-Z][\w. ]*?)[-‑–—]([a-z]+)\b")
_OWN = re.compile(r"(?i)^(his|her|its|their|our|my|whose)\s+(?:own\s+)?(.*)$", re.DOTALL)
_SELVES = frozenset(("we", "us", "our", "ours", "ourselves"))
_LANDS = frozenset(
    ("country", "nation", "side", "state", "homeland", "people", "republic", "kingdom")
)
_BASED = re.compile(r"(?:[Tt]he |[Aa]n? )?[A-Z][\w.]*-based\s+")
_OF_THEM = re.compile(r"(?i)\w+ of (?=\w+$)")
_OF_NAME = re.compile(r" of (?:the )?[A-Z][\w-]+")
_GAP = re.compile(r"(?:[\s,]|\band\b|\bthe\b|\bof\b|\b[A-Z][\w.]*)*")
_FOR = re.compile(r"\b(?:for|of|to|by)\s+((?:[\w.]+\s+)*)$")
_LONGEST_LIST = 400
_NUMBERS = ("none", "one", "two", "three", "four", "five", "six", "seven")
_NUMBERED = re.compile(
    rf"(?:the |all )?({'|'.join(_NUMBERS[3:])}|[3-7]) (?:[\w-]+ ){{0,3}}"
    r"(?:groups|factions|movements|militias|organi[sz]ations)$"
)
_MOST = 8
_SUBJECT = 3
_NO_NAMES = frozenset(("", "the", "a", "an", "some", "one", "another", "other", "of"))
_NOBODY = Resolution("", None, "unknown", "nobody named before")
_BESIDE = 3
"""Characters between a name and the office before it."""
_REACH = 80
"""Mentions that are looked back over for the two sides of "both sides"."""
NOTHING = Asked()


class ActorResolver:
    """Turns role spans into actors, with the parties of the data and the article's own words."""

    def __init__(self, parties: Parties, places: Gazetteer | None = None) -> None:
        self._parties = parties
        self._places = places
        self._last: tuple[Chains, str | None, Cast] | None = None

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
        span = _behind(cast.text, span) if asked.role == "mediators" else span
        found: dict[tuple[str, str | None], Actor] = {}
        for part, rule, _ in parts_of(cast, span):
            for known in choose(cast, part, asked, rule):
                nobody = plain(known.name) in _NO_NAMES | read_habits().areas
                if not nobody and re.search(r"[^\W\d]", known.name):
                    actor = _named(known, part, cast)
                    found.setdefault((known.name, known.party), actor)
        return tuple(found.values())

    def cast(self, reading: Reading, chains: Chains, on: str | None) -> Cast:
        """Return the cast of an article; the last one is kept."""
        if self._last is None or self._last[0] is not chains or self._last[1] != on:
            cast = Cast(self._parties, reading, chains, on, self._places)
            _settle_persons(cast)
            self._last = (chains, on, cast)
        return self._last[2]


def _behind(text: str, span: Span) -> Span:
    """Return the name of a mediator that only a word of the talks gives: "Rhun-mediated talks"."""
    found = _BEHIND.match(span.of(text))
    if not found or found[2].lower() not in read_habits().backed:
        return span
    return Span(span.start + found.start(1), span.start + found.end(1))


def _named(known: Resolution, part: Span, cast: Cast) -> Actor:
    """Return the one whom a mention means by name.

    Of supporters these, not the person or the state served; of what a side does, the side.
    """
    words = part.of(cast.text)
    noun = shape_of(words)[1]
    if known.kind == "person" and noun in read_habits().camps:
        persons = (cast.chains.mentions[i].chain for i in cast.chains.within(part))
        name = next((cast.of_chain(n).name for n in persons if _is_person(cast, n)), known.name)
        whom = re.sub(rf"(?i)\s+{noun}$", "", name)
        return Actor(name=bare(words), party=f"{noun} of {whom}")
    if known.kind != "person" and known.party and noun in read_habits().deeds:
        return Actor(name=known.party, party=known.party)
    return Actor(name=known.name, party=known.party)


def _is_person(cast: Cast, number: int) -> bool:
    chain = cast.chains.chains[number]
    return chain.kind == "person" and chain.named


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


def _trim(text: str, span: Span) -> Span:
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
    return Span(start, end)


def parts_of(cast: Cast, span: Span) -> Iterator[tuple[Span, Sides, bool]]:
    """Yield each mention in ``span`` with who it is by rule, and whether it is the whole."""
    span = _whole(cast, _whose_words(cast.text, _trim(cast.text, span)))
    words = plain(span.of(cast.text))
    if is_pair(span.of(cast.text)):
        yield span, tuple(_pair(cast, span, words)), True
        return
    counted = _counted(cast, span)
    if counted:
        yield span, counted, True
        return
    if words in read_habits().other:
        known = _other(cast, span)
        known = known if known.party else known._replace(name=bare(span.of(cast.text)))
        yield span, (known,), True
        return
    parts = _parts(cast, _listed_elsewhere(cast, span) or span)
    noun = _shared_noun(cast, parts)
    for part in parts:
        if is_pair(part.of(cast.text)):
            yield part, tuple(_pair(cast, part, plain(part.of(cast.text)))), False
            continue
        known = _one(cast, part)
        people = known.kind == "state" and known.name != known.party
        whole = noun and people and known.name == part.of(cast.text).split()[0]
        known = known._replace(name=f"{known.name} {noun}") if whole else known
        yield part, (known,), len(parts) == 1


def _counted(cast: Cast, span: Span) -> Sides:
    """Return the groups that "four militant groups" are, where the article names just as many."""
    found = _NUMBERED.match(span.of(cast.text).lower())
    groups = cast.groups()
    number = found and (_NUMBERS.index(found[1]) if found[1] in _NUMBERS else int(found[1]))
    return tuple(_side(group) for group in groups) if number == len(groups) > 2 else ()


def _whose_words(text: str, span: Span) -> Span:
    """Return whose words "his words" and "the statement of the ministry" are."""
    words = span.of(text)
    found = read_habits().said.match(words) or read_habits().said_of.match(words)
    if not found:
        return span
    return _trim(text, Span(span.start + found.start("owner"), span.start + found.end("owner")))


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


def _parts(cast: Cast, span: Span) -> list[Span]:
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
    if " and " not in words and " as well as " not in words and not listed and not terse:
        return _comma_listed(cast, span) or [span]
    cuts = [m for m in _JOINT.finditer(words) if not _inside_name(cast, span, m)]
    starts = [span.start, *(span.start + m.end() for m in cuts)]
    ends = [*(span.start + m.start() for m in cuts), span.end]
    parts = [_trim(cast.text, Span(a, b)) for a, b in zip(starts, ends, strict=True)]
    parts = [p for p in parts if p.start < p.end]
    named = [p for p in parts if re.search(r"[A-Z]", p.of(cast.text))]
    return parts[:_MOST] if len(named) > 1 or _are_bodies(cast, parts) else [span]


def _comma_listed(cast: Cast, span: Span) -> list[Span]:
    """Return the parties that stand one behind the other without an "and", if all are known.

    "The League, the Ostra Front" are two; "the Ostra Front, armed wing of the League" is one.
    """
    commas = list(_COMMA.finditer(span.of(cast.text)))
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


def _listed_elsewhere(cast: Cast, span: Span) -> Span | None:
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
    """Tell whether each part ends in a noun for one who acts ("rebels and the government")."""
    habits = read_habits()
    lists = load_words()
    nouns = habits.of_state | habits.rebels | habits.heads | lists.persons | lists.bodies
    return len(parts) > 1 and all(
        plain(part.of(cast.text)).rpartition(" ")[2] in nouns
        or part.of(cast.text)[-1:].isupper()
        or re.search(r"[A-Z]", part.of(cast.text))
        for part in parts
    )


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


def _pair(cast: Cast, span: Span, words: str) -> Iterator[Resolution]:
    """Yield the two sides that "both" means: the weightiest spoken of before ``span``."""
    nouns = set(words.split())
    persons = bool(nouns & read_habits().persons)
    sides = _sides(cast, span.start, persons=persons, states=bool(nouns & read_habits().states))
    sides = cast.contenders(sides)
    if len(sides) < 2:
        yield Resolution(bare(span.of(cast.text)), None, "unknown", "nobody named before")
        return
    for known in sides[:2]:
        yield known if persons else _side(known)


def _side(known: Resolution) -> Resolution:
    return Resolution(known.party or known.name, known.party, known.kind, known.reason)


def _other(cast: Cast, span: Span) -> Resolution:
    """Return the side against the one that acts right before "the other side"."""
    sides = _sides(cast, span.start)
    for index in cast.chains.before(span.start, 6):
        acting = cast.of_chain(cast.chains.mentions[index].chain).party
        if acting and cast.chains.weights[index] >= _SUBJECT:
            return next((_side(s) for s in sides if s.party != acting), _NOBODY)
    return _NOBODY


def _sides(
    cast: Cast, place: int, *, persons: bool = False, states: bool = False
) -> list[Resolution]:
    """Return the sides spoken of before ``place``, the weightiest first."""
    weights: dict[str, float] = {}
    known_by: dict[str, Resolution] = {}
    for step, index in enumerate(cast.chains.before(place, _REACH)):
        mention = cast.chains.mentions[index]
        known = cast.of_chain(mention.chain)
        weight = _weight(cast, known, persons=persons, states=states) * 0.96**step
        weight *= not cast.names_event(mention.span)
        if known.party and weight:
            weight *= cast.chains.weights[index]
            weights[known.party] = weights.get(known.party, 0.0) + weight
            known_by.setdefault(known.party, known)
    return [known_by[p] for p in sorted(weights, key=lambda p: (-weights[p], p))]


def _weight(cast: Cast, known: Resolution, *, persons: bool, states: bool) -> float:
    """Return how likely a side is one of two that stand against each other."""
    if known.party is None or (persons and known.kind != "person"):
        return 0.0
    if known.party in cast.offices:
        return 2.0
    if cast.is_group(known.party):
        return 0.5 if states else 2.0
    if known.kind in ("state", "person", "unknown"):
        return 1.0 if known.kind != "unknown" or states else 0.6
    return 0.1 if states else 0.4


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
    if head is not None and _is_pronoun(cast, head, span):
        return _pronoun(cast, head, words)
    called = _called(cast, span, inside)
    if called is not None:
        return cast.of_chain(cast.chains.mentions[called].chain)
    exact = _exact(cast, span, inside)
    known = cast.resolve(words)
    if known.kind == "person" and exact is not None and _is_person(cast, _chain_of(cast, exact)):
        return cast.of_chain(_chain_of(cast, exact))
    if known.kind in ("person", "office") and (whole := cast.with_owner(span)) != span:
        known = cast.resolve(whole.of(cast.text))._replace(name=words)
    if known.party is None and short_of(words) != words:
        named = cast.resolve(short_of(words))
        known = named if named.kind in ("group", "organisation") else known
    if known.kind == "unknown" and known.party is not None:
        within = _body_within(cast, span, inside)
        if within is not None:
            return within
    if known.party is not None:
        return known._replace(name=bare(known.name))
    if exact is not None and cast.chains.forms[exact] == "name":
        return cast.of_chain(cast.chains.mentions[exact].chain)
    beside = cast.of_phrase(span)
    if beside.party is not None:
        return beside._replace(name=bare(beside.name))
    return _meant(cast, span, head, words)


def _chain_of(cast: Cast, index: int) -> int:
    return cast.chains.mentions[index].chain


def _exact(cast: Cast, span: Span, inside: list[int]) -> int | None:
    """Return the mention that ``span`` is, but for an article before it."""
    for index in inside:
        mention = cast.chains.mentions[index].span
        lead = cast.text[span.start : mention.start].strip().lower()
        if mention.end == span.end and lead in ("", "the", "a", "an"):
            return index
    return None


def _body_within(cast: Cast, span: Span, inside: list[int]) -> Resolution | None:
    """Return the group or body that a phrase names in full ("Veland's Ostra Front")."""
    for index in reversed(inside):
        mention = cast.chains.mentions[index]
        chain = cast.chains.chains[mention.chain]
        if cast.chains.forms[index] != "name" or not span.covers(mention.span):
            continue
        known = cast.of_chain(mention.chain)
        whole = chain.kind == "body" and " " in chain.name and mention.span.end == span.end
        after = cast.text[mention.span.end : mention.span.end + 1]
        if (known.kind == "group" and after != "-") or (whole and known.kind != "state"):
            return known
    return None


def _is_pronoun(cast: Cast, head: int, span: Span) -> bool:
    """Tell whether ``span`` is a pronoun or "one of them"."""
    mention = cast.chains.mentions[head].span
    alone = mention == span or bool(_OF_THEM.match(span.of(cast.text)))
    return cast.chains.forms[head] == "pronoun" and alone


def _called(cast: Cast, span: Span, inside: list[int]) -> int | None:
    """Return the name that ends a phrase and is what its noun is called ("the group X")."""
    for index in inside:
        mention = cast.chains.mentions[index].span
        before = cast.text[span.start : mention.start].rstrip()
        noun = before.rpartition(" ")[2]
        if mention.end == span.end and noun in read_habits().called:
            return index if cast.chains.forms[index] == "name" else None
    return None


def _pronoun(cast: Cast, head: int, words: str) -> Resolution:
    known = cast.of_chain(cast.chains.mentions[head].chain)
    if plain(words) in _SELVES and known.kind == "person" and known.party:
        return Resolution(known.party, known.party, "unknown", "the side of the speaker")
    return known


def _person(cast: Cast, span: Span, inside: list[int]) -> int | None:
    """Return the person named in ``span``, unless something of theirs is meant."""
    for index in inside:
        mention = cast.chains.mentions[index]
        chain = cast.chains.chains[mention.chain]
        if cast.chains.forms[index] != "name" or chain.kind != "person":
            continue
        if not span.covers(mention.span):
            continue
        after = cast.text[mention.span.end : span.end].strip()
        before = cast.text[span.start : mention.span.start]
        gaps = (mention.span.start - said.end for said in chain.descriptions)
        titled = any(0 <= gap < _BESIDE for gap in gaps)
        if after.startswith(("'s ", "’s ")) or (_is_for(before) and not titled):
            continue
        if not after or after[0] in ",('’-–—" or after.startswith(("of ", "from ", "who ")):
            return index
    return None


def _is_for(before: str) -> bool:
    """Tell whether the words before a name make it whose something is ("the talks of Mr. X").

    Not where another name stands between: "the envoy for Rhun Ana Temel" is Ana Temel.
    """
    found = _FOR.search(before)
    between = found[1].split() if found else []
    return bool(found) and not any(
        word[:1].isupper() and plain(word) not in load_words().all_titles for word in between
    )


def _head(cast: Cast, inside: list[int]) -> int | None:
    """Return the mention that a span begins with, the longest first."""
    return min(
        inside,
        key=lambda i: (cast.chains.mentions[i].span.start, -cast.chains.mentions[i].span.end),
        default=None,
    )


def _owned(cast: Cast, span: Span, own: re.Match[str]) -> Resolution:
    """Resolve "his government" and "their abductors" by who owns it."""
    owner = Resolution("", None, "unknown", "")
    for index in cast.chains.within(Span(span.start, span.start + len(own[1]))):
        if cast.chains.forms[index] == "pronoun":
            owner = cast.of_chain(cast.chains.mentions[index].chain)
    if owner.party is None:
        return Resolution(bare(own[2]), None, "unknown", "owner is not known")
    name = owner.party if plain(own[2]) in _LANDS else own[2]
    return Resolution(bare(name), owner.party, owner.kind, owner.reason)


def _meant(cast: Cast, span: Span, head: int | None, words: str) -> Resolution:
    """Resolve a noun by its chain, then by what the article is about."""
    habits = read_habits()
    if head is not None:
        known = cast.of_chain(cast.chains.mentions[head].chain)
        if known.party is not None:
            return known._replace(name=bare(known.name))
    nouns = set(plain(words).split())
    last = plain(words).rpartition(" ")[2]
    if words[:4].lower() in ("the ", "this", "that") and last in _LANDS:
        state = cast.main_state(span.start)
        if state is not None:
            return Resolution(state, state, "state", "the state the article is about")
    if len(nouns) == 1 and nouns & habits.rebels and not last.endswith(("s", "men", "y", "ion")):
        words += "s"
    definite = words[:4].lower() == "the "
    called = re.search(r"\s[A-Z]|^[A-Z]\w+ ", words.removeprefix("The "))
    if nouns & habits.rebels and not called and (definite or not nouns & habits.vague):
        group = cast.rebels(last)
        if group is not None:
            return group
    elif nouns & habits.of_state and not nouns & habits.joint:
        state = cast.main_state(span.start, local=bool(nouns & habits.local))
        if state is not None:
            return Resolution(bare(words), state, "state", "the state the article is about")
    fullest = words
    return Resolution(bare(fullest), None, "unknown", "named by nobody")
