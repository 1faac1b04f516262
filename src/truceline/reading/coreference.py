"""Who "he" is: an article's mentions in chains, one for each person, state or body meant.

Names go together by their words, short forms and acronyms join the full name, nouns join what was
described by the same noun, and pronouns take the most prominent fitting mention before them. Each
step looks back over a bounded number of mentions, so the time grows with the length of the text.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from truceline.model import Mention, Reading, Span
from truceline.reading.extents import Kind
from truceline.reading.initials import spelt_out
from truceline.reading.mentions import Found, find_mentions
from truceline.reading.nouns import Gender, load_words
from truceline.reading.speakers import speakers_of, turns_of

REACH = 40
"""Mentions that are looked back over for a pronoun or a noun."""
_LONGEST = 200
"""Characters before a stretch of text from which a mention may reach into it."""
_FAR = 3
"""Sentences that may lie between a pronoun and who is meant."""
_MOST_DESCRIPTIONS = 12
_OWNS = 2.0
"""Points that a name loses where it only says whose something is ("Temel's speech")."""
_TWOFOLD = re.compile(r"\b(?!(?:Al|El|Ul|As|Abu|Bin|Ibn)-)[A-Z][a-z]+-[A-Z]\w+$")
"""A surname of two: "Lund-Sarin"."""
_OF_NAME = re.compile(r"(?:\s+(?:of|for|in|on)(?:\s+the)?(?:\s+[A-Z][\w’'-]*)+)*\s*\(")
"""What of a body's name may stand between a mention of it and the bracket behind the name."""
_TO_PLACE = re.compile(r"\s+(?:of|for|in|on|to|at)(?:\s+the)?(?:\s+[A-Z][\w’'-]*)+\s*\(")
"""What stands between the name of a body that a place ends and the bracket behind it."""
_NEAR = 30
"""Characters between a name and its acronym in brackets."""
_MOST_BEFORE = 5
_BRACKETED = re.compile(r"\s*(?:\(|, (?:also |better )?known as (?:the )?[\"“]?|, or )$")


class Chain(NamedTuple):
    """One person, state, group or body: its fullest name and what the article says beside it."""

    name: str
    """The fullest name as written; for a chain of nouns alone the first, fullest phrase."""
    named: bool
    kind: Kind
    plural: bool
    gender: Gender
    descriptions: tuple[Span, ...]
    """Phrases that stand beside the name or for it ("Veland's army chief"), in reading order."""
    spans: tuple[Span, ...]
    """Its mentions, in reading order."""


@dataclass(frozen=True)
class Chains:
    """The chains of an article and their mentions in reading order."""

    chains: tuple[Chain, ...]
    mentions: tuple[Mention, ...]
    forms: tuple[str, ...]
    """For each mention: name, noun or pronoun."""
    weights: tuple[int, ...]
    """For each mention: 4 for a main subject, 3 for another, 2 for an object, 1 for others."""

    def within(self, span: Span) -> list[int]:
        """Return the indices of the mentions that lie in ``span`` or overlap it.

        The same few stretches are asked for again and again, so what was found is kept.
        """
        found = self._within.get(span)
        if found is None:
            start, end = span
            long = bisect.bisect_left(self._starts, start - _LONGEST)
            first = max(long, bisect.bisect_right(self._reach, start))
            near = range(first, bisect.bisect_left(self._starts, end))
            found = [at for at in near if self.mentions[at].span.end > start]
            self._within[span] = found
        return found

    def before(self, place: int, reach: int = REACH) -> Iterator[int]:
        """Yield the indices of the mentions that end before ``place``, the nearest first."""
        at = bisect.bisect_left(self._starts, place) - 1
        for index in range(at, max(-1, at - reach), -1):
            if self.mentions[index].span.end <= place:
                yield index

    @cached_property
    def _within(self) -> dict[Span, list[int]]:
        return {}

    @cached_property
    def _starts(self) -> list[int]:
        return [mention.span.start for mention in self.mentions]

    @cached_property
    def _reach(self) -> list[int]:
        """How far each mention and all before it reach."""
        return list(accumulate((mention.span.end for mention in self.mentions), max))

    def chain(self, index: int) -> Chain:
        """Return the chain of the mention with this index."""
        return self.chains[self.mentions[index].chain]


class _Draft:
    """A chain while it grows."""

    def __init__(self, found: Found) -> None:
        self.members: list[int] = []
        self.name: Found | None = None
        self.first = found
        self.kind: Kind = found.kind
        self.gender: Gender = ""
        self.plural = found.plural
        self.descriptions: list[Span] = []
        self.nouns: set[str] = set()

    def add(self, index: int, found: Found, text: str) -> None:
        """Take a mention in and learn from it."""
        self.members.append(index)
        if found.form == "name" and (self.name is None or len(found.words) > len(self.name.words)):
            self.name = found
        if found.kind != "unknown" and (self.kind in {"unknown", "many"}):
            self.kind = found.kind
        self.gender = self.gender or found.gender
        for span in found.beside:
            self._describe(span, text)
        if found.form == "noun":
            self._describe(found.span, text)

    def _describe(self, span: Span, text: str) -> None:
        if len(self.descriptions) < _MOST_DESCRIPTIONS:
            self.descriptions.append(span)
            self.nouns.update(w.rstrip(".") for w in re.split(r"[\s-]+", span.of(text).lower()))


class _Linker:
    """Goes through the mentions once, in reading order, and puts each into a chain."""

    def __init__(self, reading: Reading, found: Sequence[Found]) -> None:
        self.text = reading.article.text
        self.found = found
        self.drafts: list[_Draft] = []
        self.of: list[int] = []
        self.by_name: dict[str, int] = {}
        self.by_last: dict[str, int] = {}
        self.by_initials: dict[str, int] = {}
        self.beside: tuple[Span, int] | None = None
        self.by_first: dict[str, int] = {}
        self.only_first = _sole_first_words(found)
        self.by_part: dict[str, int] = {}
        self.by_head: dict[str, int] = {}
        self.by_noun: dict[str, int] = {}
        self.inner = _inner(found)
        self.speakers = speakers_of(reading, found)
        self.turns = turns_of(reading.article.text, found)

    def run(self) -> None:
        """Link every mention."""
        waiting: list[int] = []
        for index, found in enumerate(self.found):
            number = self._link(index, found)
            if number is None:
                self.drafts.append(_Draft(found))
                number = len(self.drafts) - 1
            self.of.append(number)
            self.drafts[number].add(index, found, self.text)
            if found.form == "name":
                self._join_noun(index, number, found)
            self._remember(number, found)
            if found.head in _SPEAKING:
                waiting.append(index)
        self._join_short_forms()
        for index in waiting:
            found = self.found[index]
            speaker = self.speakers.get(found.quote) if found.quote >= 0 else self._turn(found)
            if speaker is not None:
                self.of[index] = self.of[speaker]

    def _turn(self, found: Found) -> int | None:
        """Return the mention of whose turn of a transcript a mention stands in."""
        at = bisect.bisect_right(self.turns, found.span.start, key=lambda t: t[0].start) - 1
        inside = at >= 0 and self.turns[at][0].covers(found.span)
        return self.turns[at][1] if inside else None

    def _join_short_forms(self) -> None:
        """Give "the Front" to the chain of the body that is named in full only later."""
        for draft in self.drafts:
            written = draft.first.span.of(self.text).split()[-1:]
            number = self.by_head.get(draft.first.head)
            if draft.name is None and number is not None and written[0][:1].isupper():
                self.drafts[number].members += draft.members
                for index in draft.members:
                    self.of[index] = number
                draft.members = []

    def _link(self, index: int, found: Found) -> int | None:
        if found.form == "name":
            return self._link_name(index, found)
        if found.form == "noun":
            return self._link_noun(index, found)
        return self._link_pronoun(index, found)

    def _join_noun(self, index: int, number: int, found: Found) -> None:
        """Give the noun that stands beside a name ("the army chief, X") to the name's chain."""
        self.beside = (found.beside[-1], number) if found.beside else None
        if not found.beside:
            return
        for back in range(max(0, index - 4), index):
            other, draft = self.found[back], self.drafts[self.of[back]]
            within = any(span.covers(other.span) for span in found.beside)
            alone = other.form == "noun" and other.kind == "person" and draft.name is None
            if within and alone and len(draft.members) == 1:
                self.of[back] = number
                self.drafts[number].members.append(back)

    def _remember(self, number: int, found: Found) -> None:
        if found.form == "name":
            self.by_name[" ".join(found.words)] = number
            if found.kind not in {"place", "people"}:
                if not _TWOFOLD.search(found.span.of(self.text)):
                    self.by_last[found.words[-1]] = number
                else:  # "Sarin" is Oren Sarin before it is his wife Dana Lund-Sarin
                    self.by_last.setdefault(found.words[-1], number)
                self.by_initials[_initials(found, self.text)] = number
            if found.kind == "person" and len(found.words) > 1:
                self.by_first[found.words[0]] = number
            if found.kind == "body" and len(found.words) > 1:
                self.by_part.update(dict.fromkeys(found.words[:-1], number))
                self.by_head.update(dict.fromkeys(found.words, number))
        elif found.form == "noun":
            self.by_noun[found.head] = number

    def _link_name(self, index: int, found: Found) -> int | None:
        whole = self.by_name.get(" ".join(found.words))
        if whole is not None:
            return whole
        if found.kind in ("place", "people"):
            return self._surname_taken_for_place(found)
        written = found.span.of(self.text).replace(".", "")
        if written.isupper() and len(found.words) == 1 and len(written) > 1:
            bracketed = self._bracketed(index, found)
            spelt = self.by_initials.get(written) if bracketed is None else bracketed
            if spelt is not None or found.kind != "person":  # else a surname in capitals
                return spelt
        short = self._short(found)
        if short is None and found.kind == "body":
            short = self._spelt_later(index, found)
        if short is None and len(found.words) > 1:
            short = self._surname_first(found)
        alone = found.kind == "person" and len(found.words) == 1
        if short is None and alone and (found.beside or found.words[0] in self.only_first):
            short = self.by_first.get(found.words[0])
        return self._part(found) if short is None else short

    def _surname_first(self, found: Found) -> int | None:
        """Return the chain of the person who was named by the first word of a whole name alone."""
        if found.kind != "person" or found.words[0] not in self.only_first:
            return None
        number = self.by_name.get(found.words[0])
        known = self.drafts[number].name if number is not None else None
        return number if known is not None and known.kind == "person" else None

    def _surname_taken_for_place(self, found: Found) -> int | None:
        """Return the person named in full before whose surname the network takes for a place."""
        one = " " not in found.span.of(self.text)
        number = self.by_last.get(found.words[-1]) if one else None
        name = self.drafts[number].name if number is not None else None
        ahead = self.text[: found.span.start].split()[-1:] if name else []
        if name is None or name.kind != "person" or len(name.words) == len(found.words):
            return None
        if name.words[-len(found.words) :] != found.words:
            return None
        placed = ahead and ahead[0].lower() in _PLACING
        owns = self.text[found.span.end : found.span.end + 2] in ("'s", "’s")
        told = found.weight >= 3 or owns
        return number if found.kind == "place" and told and not placed else None

    def _bracketed(self, index: int, found: Found) -> int | None:
        """Return the chain that an acronym in brackets belongs to: the name right before it.

        That is where the words begin whose initials it has: "the Rights Council of Keth (RCK)".
        """
        if not index:
            return None
        before = self.found[index - 1]
        between = self.text[before.span.end : found.span.start]
        if len(between) >= _NEAR or not _BRACKETED.search(between):
            return None
        words = spelt_out(self.text, found.span.of(self.text), found.span.start)
        for back in range(index - 1, max(-1, index - _MOST_BEFORE), -1):
            name = self.found[back]
            if words and name.kind == "body" and name.span.covers(words[0]):
                rest = self.text[name.span.end : found.span.start]
                if _OF_NAME.fullmatch(rest):
                    return self.of[back]
                break
        placed = self._whose_place(index, found)
        if placed is not None:
            return self.of[placed]
        return self.of[index - 1] if _BRACKETED.match(between) else None

    def _whose_place(self, index: int, found: Found) -> int | None:
        """Return the body whose name a place ends: "the Watch Mission to Keth (WM)" is no Keth.

        Unless the letters are those that the place begins with.
        """
        place, body = self.found[index - 1], self.found[index - 2] if index > 1 else None
        if body is None or (place.kind, body.kind, body.form) != ("place", "body", "name"):
            return None
        letters = found.span.of(self.text)
        if (
            _initials(place, self.text).startswith(letters[:2])
            or place.head[:1] == letters[:1].lower()
        ):
            return None
        rest = self.text[body.span.end : found.span.start]
        return index - 2 if _TO_PLACE.fullmatch(rest) else None

    def _spelt_later(self, index: int, found: Found) -> int | None:
        """Return the chain of an acronym, of a headline say, that this name gives in brackets."""
        after = self.found[index + 1] if index + 1 < len(self.found) else None
        if after is None or after.kind == "person" or len(after.words) > 1:
            return None
        between = self.text[found.span.end : after.span.start]
        letters = after.span.of(self.text)
        number = self.by_name.get(after.words[0])
        known = self.drafts[number].name if number is not None else None
        bracketed = between == " (" and letters.isupper() and len(letters) > 1
        return number if bracketed and known is not None and len(known.words) == 1 else None

    def _short(self, found: Found) -> int | None:
        """Return the chain of a longer name that this one shortens, or that shortens this one."""
        number = self.by_last.get(found.words[-1])
        if number is None:
            return None
        known = self.drafts[number].name
        alone = len(found.words) == 1 and self.drafts[number].kind == "person"
        surname = found.kind == "person" or (found.kind == "body" and alone)
        titled = surname and len(known.words) > 1 if known else False
        if known is None or not (titled or _may_be(self.drafts[number], found)):
            return None
        mine, theirs = set(found.words), set(known.words)
        fits = mine <= theirs or theirs <= mine
        if "body" in (found.kind, self.drafts[number].kind):
            short, long = sorted((" ".join(found.words), " ".join(known.words)), key=len)
            fits = short in long
        return number if fits else None

    def _part(self, found: Found) -> int | None:
        """Return the body that one word of its name stands for ("the Saraya")."""
        before = self.text[max(0, found.span.start - 4) : found.span.start].lower()
        alone = len(found.words) == 1 and before == "the "
        return self.by_part.get(found.words[0]) if alone else None

    def _link_noun(self, index: int, found: Found) -> int | None:
        words = load_words()
        own = _meaning(found)
        if self.beside and self.beside[0].covers(found.span) and found.kind == "person":
            return self.beside[1]
        named = self.by_head.get(found.head)
        if not found.definite and found.head != "police":
            return None
        if named is not None and not own and found.head not in words.of_state:
            return named
        for back in self._back(index):
            other, draft = self.found[back], self.drafts[self.of[back]]
            if found.span.covers(other.span):
                continue
            if found.kind == "person":
                linked = _may_be(draft, found) and self._is_described(draft, found, own)
            else:
                linked = self._is_same_body(found, other, draft, own)
            if linked:
                return self.of[back]
        return self._same_noun(found, own)

    def _is_same_body(self, found: Found, other: Found, draft: _Draft, own: frozenset[str]) -> bool:
        """Tell whether a noun for a body means an earlier mention."""
        if draft.kind == "person":
            return False
        if other.form == "name" and found.head in other.words:
            return own <= set(other.words)
        if other.form == "noun" and other.head == found.head:
            return own <= _meaning(other)
        return found.head in load_words().any and not own and _is_body(draft)

    def _same_noun(self, found: Found, own: frozenset[str]) -> int | None:
        """Return the last chain with this noun, however far back."""
        if found.kind == "person":
            return None
        number = self.by_noun.get(found.head)
        return number if number is not None and own <= self.drafts[number].nouns else None

    def _is_described(self, draft: _Draft, found: Found, own: frozenset[str]) -> bool:
        """Tell whether what was said beside a person's name fits the noun and its adjectives."""
        if found.head in ("man", "woman"):
            return (not own and draft.name is None) or found.head in draft.nouns
        fits = any(
            found.head == noun or found.head in load_words().kin.get(noun, ())
            for noun in draft.nouns
        )
        return fits and all(word in draft.nouns for word in own)

    def _back(self, index: int) -> Iterator[int]:
        return iter(range(index - 1, max(-1, index - 1 - REACH), -1))

    def _link_pronoun(self, index: int, found: Found) -> int | None:
        words = load_words()
        if found.head in words.pronouns["speaker"] | words.pronouns["speakers"]:
            return None
        if found.head in words.pronouns["relative"]:
            return self._antecedent(index, found)
        best, score = None, 0.0
        for back in self._back(index):
            far = found.sentence - self.found[back].sentence
            if far > _FAR:
                break
            points = self._points(found, back, far)
            if points > score:
                best, score = self.of[back], points
        return best

    def _antecedent(self, index: int, found: Found) -> int | None:
        if not index:
            return None
        before = self.found[index - 1]
        near = before.sentence == found.sentence and found.span.start - before.span.end < 25
        return self.of[index - 1] if near else None

    def _points(self, found: Found, back: int, far: int) -> float:
        """Return how well an earlier mention answers for a pronoun; 0 where it cannot."""
        other, number = self.found[back], self.of[back]
        draft = self.drafts[number]
        if not _fits(draft, found) or found.span.overlaps(other.span):
            return 0.0
        if other.quote != found.quote and (other.quote >= 0 or self._speaks(number, found)):
            return 0.0
        points = 10.0 - 3 * far + other.weight * 1.5 + min(len(draft.members), 4) * 0.5
        points += 1.0 if other.form != "noun" else 0.0
        points -= 4.0 if found.kind == "person" and draft.kind == "unknown" else 0.0
        points -= (found.span.start - other.span.end) / 400
        points -= 4.0 if back in self.inner else 0.0
        owns = self.text[other.span.end : other.span.end + 2] in ("'s", "’s")
        points -= _OWNS if owns and other.form == "name" else 0.0
        object_pronoun = found.head in ("him", "her", "them") and found.weight < 3
        if object_pronoun and other.weight >= 3 and not far:
            points -= 4
        return max(points, 0.01)

    def _speaks(self, number: int, found: Found) -> bool:
        """Tell whether the chain is the speaker of the quotation that ``found`` stands in."""
        speaker = self.speakers.get(found.quote)
        return speaker is not None and speaker < len(self.of) and self.of[speaker] == number


_PLACING = frozenset(("in", "at", "near", "from", "to", "of", "around", "outside", "across", "the"))


def _sole_first_words(found: Sequence[Found]) -> frozenset[str]:
    """Return the first words of whole names of persons that only one person's name has."""
    whole: dict[str, set[str]] = {}
    names = {f.words for f in found if f.form == "name" and len(f.words) > 1}
    for words in {f.words for f in found if f.kind == "person"} & names:
        whole.setdefault(words[0], set()).add(words[-1])
    last = {words[-1] for words in names}
    return frozenset(w for w, names in whole.items() if len(names) == 1 and w not in last)


_SPEAKING = frozenset(["i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves"])


def _inner(found: Sequence[Found]) -> frozenset[int]:
    """Return the mentions that stand within a noun phrase ("Veland" in "the Veland army")."""
    inner: set[int] = set()
    for index, whole in enumerate(found):
        if whole.form != "noun":
            continue
        for other in range(max(0, index - 3), min(index + 5, len(found))):
            if whole.span.covers(found[other].span) and whole.span != found[other].span:
                inner.add(other)
    return frozenset(inner)


def _meaning(found: Found) -> frozenset[str]:
    """Return the words of a noun phrase that narrow it down."""
    words = load_words()
    return frozenset(
        w for w in found.words[:-1]
        if w not in words.determiners and w.isalnum() and w not in ("former", "own", "same")
    )  # fmt: skip


def _is_body(draft: _Draft) -> bool:
    return draft.name is not None and draft.kind in ("body", "unknown")


def _may_be(draft: _Draft, found: Found) -> bool:
    """Tell whether kind, number and gender allow a chain and a mention to be one."""
    kinds = {draft.kind, found.kind}
    if "person" in kinds and kinds - {"person", "unknown"}:
        return False
    if "place" in kinds and "body" in kinds and found.head not in load_words().state:
        return False
    return not (draft.gender and found.gender and draft.gender != found.gender)


def _fits(draft: _Draft, found: Found) -> bool:
    """Tell whether a chain can be meant by a pronoun."""
    if draft.gender and found.gender and draft.gender != found.gender:
        return False
    if found.kind == "person":
        return draft.kind == "person" or (draft.kind == "unknown" and draft.name is not None)
    if found.plural:
        return draft.kind in ("many", "body", "people", "unknown")
    return draft.kind in ("body", "place", "unknown") and not draft.plural


def _initials(found: Found, text: str) -> str:
    parts = re.split(r"[\s-]+", found.span.of(text))
    return "".join(p[0] for p in parts if p[:1].isupper())


def resolve_mentions(reading: Reading) -> Chains:
    """Return who is meant by each mention of ``reading``: persons, states, groups and bodies."""
    found = find_mentions(reading)
    linker = _Linker(reading, found)
    linker.run()
    text = reading.article.text
    chains = tuple(_finish(draft, found, text) for draft in linker.drafts)
    pairs = zip(found, linker.of, strict=True)
    mentions = tuple(Mention(f.span, number) for f, number in pairs)
    return Chains(chains, mentions, tuple(f.form for f in found), tuple(f.weight for f in found))


def _finish(draft: _Draft, found: Sequence[Found], text: str) -> Chain:
    named = draft.name or draft.first
    return Chain(
        named.span.of(text), draft.name is not None, draft.kind, draft.plural, draft.gender,
        tuple(draft.descriptions), tuple(found[i].span for i in sorted(draft.members)),
    )  # fmt: skip
