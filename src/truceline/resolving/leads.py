"""Who a lead speaks of by an office alone, where the next sentence gives the name.

"Keth's foreign minister says the truce will hold. Amrit Selo told reporters …": he is the minister,
if nobody of that name was spoken of before and no record has him on another side.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from msgspec import structs

from truceline.coding.statements import is_saying
from truceline.model import Actor, Reading, Record, Sentence, Span
from truceline.reading.nearby import touched
from truceline.resolving.answers import noted
from truceline.resolving.habits import read_habits
from truceline.resolving.names import plain
from truceline.resolving.officers import NAMED_ELSEWHERE, everybody, is_somebodys, surname
from truceline.resolving.parties import Resolution
from truceline.resolving.shapes import shape_of
from truceline.resolving.where import mention_words

Known = Sequence[tuple[Span, Resolution]]
_WORD = re.compile(r"\S+")
_OWNED = re.compile(r"['’]s\b")


class Named(NamedTuple):
    """A person's name as the text gives it, and the side that the data know the name for."""

    name: str
    party: str | None


def introduced(
    records: Sequence[Record], reading: Reading, known: Known = ()
) -> tuple[Record, ...]:
    """Return the records with who acts by an office alone as whom the next sentence names.

    ``known`` are the names in the text that the data know.
    """
    names = _names(reading, known)
    if not names:
        return tuple(records)
    sides = _sides(records)
    return tuple(_introduced(record, names, sides, reading) for record in records)


def _names(reading: Reading, known: Known) -> dict[int, Named]:
    """Return by sentence the full name with which the next one opens, where it is a new one."""
    found: dict[int, Named] = {}
    openings = (_opening(after, reading) for _, after in pairwise(reading.sentences))
    names = [(number, name) for number, name in enumerate(openings) if name is not None]
    first = _first_told(reading.article.text[: names[-1][1].end]) if names else {}
    for number, name in names:
        if first.get(surname(name.of(reading.article.text)), name.start) >= name.start:
            party = next((who.party for place, who in known if place.overlaps(name)), None)
            found[number] = Named(name.of(reading.article.text), party)
    return found


def _opening(sentence: Sentence, reading: Reading) -> Span | None:
    """Return the full name of the person who says what a sentence tells, if it opens with it."""
    words = sentence.words
    subject = next((w for w in words if w.relation == "nsubj"), None)
    if subject is None or subject.head < 0 or not is_saying(words[subject.head]):
        return None
    near = (reading.entities[n] for n in touched(subject.span, reading.entities))
    named = next((e.span for e in near if e.type == "person"), None)
    name = _untitled(named, reading.article.text) if named else None
    if name is None or " " not in name.of(reading.article.text):
        return None
    ahead = [w for w in words if w.span.end <= name.start]
    speaking = words[0].text == "Speaking"
    return name if speaking or all(w.tag in ("NNP", "RB", ",") for w in ahead) else None


def _untitled(name: Span, text: str) -> Span:
    """Return a name without the titles before it: "Vice President Amrit Selo"."""
    lists, habits = mention_words(), read_habits()
    titles = lists["offices"] | lists["sorts"] | habits.ranks | habits.posts
    start = name.start
    for word in _WORD.finditer(name.of(text)):
        if plain(word[0]) not in titles:
            start = name.start + word.start()
            break
    return Span(start, name.end)


def _first_told(text: str) -> dict[str, int]:
    """Return where each word of a text, as names are compared, first stands."""
    found: dict[str, int] = {}
    for place in _WORD.finditer(text):
        for word in plain(place[0]).split():
            found.setdefault(word, place.start())
    return found


def _sides(records: Sequence[Record]) -> dict[str, set[str | None]]:
    """Return by surname the sides on which records have somebody of that name."""
    found: dict[str, set[str | None]] = {}
    for actor in (a for record in records for a in everybody(record)):
        found.setdefault(surname(actor.name), set()).add(actor.party)
    return found


def _introduced(
    record: Record, names: dict[int, Named], sides: dict[str, set[str | None]], reading: Reading
) -> Record:
    number = _sentence_at(record.evidence.start, reading)
    if number not in names or not record.actors:
        return record
    (name, party), first = names[number], record.actors[0]
    told = sides.get(surname(name), ())
    strange = any(side not in (first.party, None) for side in (party, *told))
    if strange or not _is_office(first) or _is_known(first, number, reading):
        return record
    actors = (structs.replace(first, name=name), *record.actors[1:])
    return noted(record, reading.article, NAMED_ELSEWHERE, actors=actors)


def _sentence_at(offset: int, reading: Reading) -> int:
    return bisect_right(reading.sentences, offset, key=lambda s: s.span.start) - 1


def _is_office(actor: Actor) -> bool:
    """Tell whether an actor is one holder of an office, or one official, without a name."""
    lists = mention_words()
    listed = lists["offices"] | lists["any_office"] | lists["officials"]
    return shape_of(actor.name)[1] in listed and not is_somebodys(actor.name)


def _is_known(actor: Actor, number: int, reading: Reading) -> bool:
    """Tell whether "the minister" may be a person of whom the article told before."""
    sentence, text = reading.sentences[number].span, reading.article.text
    said = re.search(rf"\b[Tt]he {re.escape(actor.name)}", sentence.of(text))
    if _OWNED.search(actor.name):
        return False
    before = (e.type == "person" and e.span.end <= sentence.start for e in reading.entities)
    return said is not None and any(before)
