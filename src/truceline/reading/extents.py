"""Where the names in a sentence begin and end: entities of the network, and runs it left out.

The network breaks names off, takes titles into them and overlooks some; a name proper stands behind
its titles, goes on over "of the" and a hyphen, and has capitals not only because a headline has.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Literal, NamedTuple

from truceline.model import Entity, Sentence, Span
from truceline.reading.nearby import touched
from truceline.reading.nouns import gender_of, is_person_noun, load_words

Kind = Literal["person", "body", "place", "people", "many", "unknown"]

_KINDS: dict[str, Kind] = {
    "person": "person", "organisation": "body", "place": "place", "nationality": "people",
}  # fmt: skip
_OPENERS = frozenset("\"“'‘«:–—-*•")
_LINKS = frozenset({"of", "the", "for"})
_FINITE = frozenset(("VBZ", "VBP", "VBD", "MD"))
"""Tags of verbs that have capitals in a headline alone: "Officials Tell Lake Council"."""
TO_BE = (["-", "elect"], ["-", "designate"])
"""What stands behind an office that somebody will hold: "President-elect Ana Temel"."""
_FOR = frozenset({"for", "of", "to", "on", "in"})
"""What stands behind an office before what it is for: "the ambassador to" Keth."""
_LANDS = frozenset({"nationality", "place"})
_POSSESSIVE = frozenset(("'s", "’s"))


class Line(NamedTuple):
    """A sentence with what its words need to be looked at again and again."""

    number: int
    sentence: Sentence
    lower: list[str]
    quotes: list[int]
    titled: bool
    """Whether all its longer words have capitals, as in a headline."""
    dateline: int
    """Offset at which the dateline ends with which it begins; its own start without one."""


def find_names(
    line: Line,
    entities: list[Entity],
    known: frozenset[str],
    alone: frozenset[str] = frozenset(),
) -> list[tuple[int, int, Kind]]:
    """Return the names (first word, end, kind): the entities, then capitalised runs left over.

    Two that are each in ``alone`` are two on both sides of a hyphen ("an Orlo-Brandt meeting"), but
    for a body of both ("the Keth-Rhun Council").
    """
    words, names = line.sentence.words, list[tuple[int, int, Kind]]()
    for entity in entities:
        inside = touched(entity.span, words)
        if not inside or entity.type not in _KINDS:
            continue
        first, end = inside[0], inside[-1] + 1
        if Span(words[first].span.start, words[end - 1].span.end) != entity.span:
            continue
        if names and end <= names[-1][1]:
            continue  # the rest of a name that breaks off after "of" ahead
        end = _over_link(line, first, end)
        end = _without_title_case(line, first, end, known)
        first = _after_titles(line, first, end, personal=entity.type == "person")
        served = _after_office(line, first, end) if entity.type == "person" else first
        if served > first:
            names.append((_extended_back(line, first), served, "place"))
        first = served if served > first else _extended_back(line, first)
        if entity.type in _LANDS and _is_half(line, first):
            first -= 1
            names = names[:-1] if names and names[-1][0] == first else names
        if first < end and not _is_plain(line, first, end) and _is_a_name(line, first, end):
            names.append((first, end, _KINDS[entity.type]))
    taken = {i for first, end, _ in names for i in range(first, end)}
    runs = _runs(line, taken, known)
    return _with_bodies(line, _merged(line, sorted([*names, *runs]), alone))


def _with_bodies(line: Line, names: list[tuple[int, int, Kind]]) -> list[tuple[int, int, Kind]]:
    """Return the names with the noun of a body that a people has ("Ostra People's Front")."""
    words, whole = load_words(), list[tuple[int, int, Kind]]()
    for first, end, kind in names:
        if whole and first < whole[-1][1]:
            continue
        stop = end + 1
        owner = line.lower[end - 1] in words.many and line.lower[end:stop] in (["'s"], ["’s"])
        while owner and line.sentence.words[stop : stop + 1]:
            if not line.sentence.words[stop].text[:1].isupper():
                break
            stop += 1
        body = owner and line.lower[stop - 1] in words.bodies
        whole.append((first, stop, "body") if body else (first, end, kind))
    return whole


def _without_title_case(line: Line, first: int, end: int, known: frozenset[str]) -> int:
    """Return where a name in a headline ends: before words that have capitals only there."""
    names = [j for j in range(first, end) if line.sentence.words[j].text in known]
    return names[-1] + 1 if line.titled and names else end


def _merged(
    line: Line, names: list[tuple[int, int, Kind]], alone: frozenset[str]
) -> list[tuple[int, int, Kind]]:
    """Put together pieces of one name that stand side by side or around a hyphen.

    A piece between a body and a person is the person's ("head of the Ostra Front Ana Temel").
    """
    merged: list[tuple[int, int, Kind]] = []
    for (start, end, kind), after in itertools.zip_longest(names, names[1:]):
        persons = kind == "unknown" and after is not None and after[2] == "person"
        own = persons and after is not None and _touch(line, end, after[0]) and end == after[0]
        first = _after_titles(line, start, after[1], personal=True) if own and after else start
        if first >= end:
            continue  # no name but the office of the person ("Director" Ana Temel)
        close = merged and _touch(line, merged[-1][1], first)
        if close and merged[-1][1] < first:
            words = {line.sentence.words[i].text for i in (merged[-1][1] - 1, first)}
            council = line.lower[end - 1] in load_words().bodies
            close = len(words) == 1 or not words <= alone or council
        if close and _is_one(line, merged[-1], end, "person" if own else kind):
            begun, _, before = merged.pop()
            whole = before if before not in ("unknown", "people") else kind
            merged.append((begun, end, "body" if kind == "body" else whole))
        else:
            merged.append((first, end, kind))
    return merged


def _is_one(line: Line, before: tuple[int, int, Kind], end: int, kind: Kind) -> bool:
    """Tell whether two names side by side are one: no people or body before a person's name."""
    words = load_words()
    if kind == "person" and (before[2] in ("body", "place") or _is_field(line, before)):
        return False
    group = line.lower[end - 1] in words.bodies or line.lower[end - 1] in words.many
    return kind != "people" and (before[2] != "people" or group)


def _is_field(line: Line, name: tuple[int, int, Kind]) -> bool:
    """Tell whether an office is for a name ("Commissioner for Human Rights X")."""
    first = name[0]
    before = load_words().parts | {"the"}
    while first > 1 and line.lower[first - 1] in before:
        first -= 1
    office = first > 1 and line.lower[first - 1] in _FOR
    return name[2] == "unknown" and office and is_person_noun(line.lower[first - 2])


def _touch(line: Line, end: int, first: int) -> bool:
    """Tell whether nothing but a hyphen without spaces lies between two words."""
    if first == end:
        return True
    words = line.sentence.words
    glued = words[end - 1].span.end + 1 == words[first].span.start
    return first == end + 1 and glued and line.lower[end] == "-"


def _runs(line: Line, taken: set[int], known: frozenset[str]) -> Iterator[tuple[int, int, Kind]]:
    """Yield runs of capitalised words outside ``taken``, joined over hyphens and "of the"."""
    words, at, count = line.sentence.words, 0, len(line.lower)
    while at < count:
        if not words[at].text[:1].isupper():
            at += 1
            continue
        end = at
        while end < count and end not in taken and _is_name(line, end, known):
            end = _joined(line, end + 1, taken)
        if end == at:
            at += 1
            continue
        last = end
        while last > at and not words[last - 1].text[:1].isupper():
            last -= 1
        first = _after_titles(line, at, last)
        if first < last and (first - 1 in taken or not _is_plain(line, first, last)):
            yield first, last, _kind_of_run(line, first, last)
        at = end


def _joined(line: Line, end: int, taken: set[int]) -> int:
    """Return where a run goes on after small words or a hyphen; ``end`` where it does not."""
    lower, words = line.lower, load_words()
    head = lower[end - 1]
    stop = end
    while stop < len(lower) and stop - end < 3 and stop not in taken:
        small = lower[stop] in load_words().small
        army = head == "army" and lower[end : end + 2] == ["of", "the"]
        body = army or (head in words.bodies and head not in words.of_state)
        if not (lower[stop] == "-" if not small else body or lower[stop] not in _LINKS):
            break
        stop += 1
    upper = stop < len(lower) and line.sentence.words[stop].text[:1].isupper()
    return stop if stop > end and upper and stop not in taken else end


_WHOLE = 2
"""Words of a person's whole name."""
_FIELD_AFTER = frozenset(("of", "for", "and"))
"""Words behind an office before its field: "Secretary of Energy Dana Orlo" is no "Energy"."""


def _after_titles(line: Line, first: int, end: int, *, personal: bool = False) -> int:
    """Return where the name proper begins: after the last title that stands before it.

    After a first name a title is a name itself ("Khalid Sheikh Omar"), and so is one that owns what
    follows ("Lord's Front"). Before the name of a person any noun for one is a title
    ("Presidential Spokesperson").
    """
    words = load_words()
    while first < end and line.lower[first] in words.determiners:
        first += 1
    male, female = words.names["male"], words.names["female"]
    whole = end - 1 if personal else first
    titles = [
        j
        for j in range(first, end)
        if (line.lower[j].rstrip(".") in words.all_titles or (j < whole and _is_office(line, j)))
        and (j == first or (line.lower[j - 1] not in male and line.lower[j - 1] not in female))
        and not (j + 2 < end and line.lower[j + 1] in _POSSESSIVE)
    ]
    first = titles[-1] + 1 if titles else first
    if titles and line.lower[first : first + 2] in TO_BE:
        first = min(end, first + 2)
    while titles and first < end and line.lower[first] in _LINKS:
        first += 1
    while personal and 0 < first < end - _WHOLE and line.lower[first - 1] in _FIELD_AFTER:
        if line.lower[first] not in words.parts and line.lower[first] not in words.fields:
            break
        first += 1
    return first


def _is_office(line: Line, i: int) -> bool:
    return line.lower[i] in load_words().persons


def _after_office(line: Line, first: int, end: int) -> int:
    """Return where a person's name begins that the network joined to the state of an office.

    "President of Veland Ana Temel": of an office that states have the first name is the state.
    """
    words, of = load_words(), first - 1
    if of > 0 and line.lower[of] == "the":
        of -= 1
    if of < 1 or line.lower[of] != "of":
        return first
    if words.offices.isdisjoint((line.lower[of - 1], "-".join(line.lower[max(0, of - 2) : of]))):
        return first
    return min(end, first + 1 + (line.lower[first] in words.compass))


def _is_plain(line: Line, first: int, end: int) -> bool:
    """Tell whether a name is but a noun with a capital: "the Front", "the President"."""
    words, lower = load_words(), line.lower
    if end - first == 1:
        return any(lower[first] in nouns for nouns in (words.bodies, words.persons, words.many))
    return lower[end - 1] in words.of_state and all(
        w in words.parts for w in lower[first : end - 1]
    )


def _extended_back(line: Line, first: int) -> int:
    """Return where a name begins of which the network saw the end ("Front of the Rivers")."""
    words, lower, at = load_words(), line.lower, first
    while at > 0 and first - at < len(_LINKS) and lower[at - 1] in _LINKS:
        at -= 1
    head = at - 1
    if at == first or head < 0 or not line.sentence.words[head].text[:1].isupper():
        return first
    army = lower[head] == "army" and lower[at : at + 2] == ["of", "the"]
    if lower[head] not in words.bodies or (lower[head] in words.of_state and not army):
        return first
    while head > 0 and line.sentence.words[head - 1].text[:1].isupper() and head > 1:
        if lower[head - 1] in words.determiners:
            break
        head -= 1
    return head


def _is_half(line: Line, first: int) -> bool:
    """Tell whether "South" stands before a land's or a people's name, which has it ("Korean")."""
    before = line.sentence.words[first - 1].text if first else ""
    return before[:1].isupper() and before.lower() in load_words().halves


def _over_link(line: Line, first: int, end: int) -> int:
    """Return where a name ends that the network breaks off after "of" ("Front of" the Rivers).

    What follows with capitals is its rest; without any it ends before the small word.
    """
    lower, words = line.lower, line.sentence.words
    if lower[end - 1] not in _LINKS:
        return end
    while end > first + 1 and lower[end - 1] in _LINKS:
        end -= 1
    stop = end
    while stop < len(words) and lower[stop] in _LINKS:
        stop += 1
    rest = stop
    while rest < len(words) and (words[rest].text[:1].isupper() or words[rest].text.isdigit()):
        rest += 1
    named = any(word.text[:1].isupper() for word in words[stop:rest])
    return rest if named else end


def _is_a_name(line: Line, first: int, end: int) -> bool:
    """Tell whether an entity of the network can be a name: no weekday, not "We hope"."""
    words, lower = load_words(), line.lower[first]
    if words.parts.issuperset(line.lower[first:end]):
        return False
    first += lower in words.all_pronouns and end - first > 1
    if end - first > 1 or not line.sentence.words[first].text[:1].isupper():
        return any(word.text[:1].isupper() for word in line.sentence.words[first:end])
    return lower not in words.calendar and lower not in words.left


def _kind_of_run(line: Line, first: int, end: int) -> Kind:
    words = load_words()
    return "body" if words.bodies & set(line.lower[first:end]) else "unknown"


def _is_name(line: Line, i: int, known: frozenset[str]) -> bool:
    word = line.sentence.words[i].text
    if not word[:1].isupper() or len(word) < 2:
        return False
    if word not in known and (line.titled or line.sentence.words[i].tag in _FINITE):
        return False
    lower, words = line.lower[i], load_words()
    if lower in words.calendar or lower.rstrip(".") in words.calendar or lower in words.parts:
        return False
    if lower in words.left or lower in words.determiners or lower in words.all_pronouns:
        return False
    if lower in words.fields and i and line.lower[i - 1] in _FIELD_AFTER:
        return False
    before = line.sentence.words[i - 1] if i else None
    glued = before is not None and before.span.end == line.sentence.words[i].span.start
    opens = before is None or (before.text in _OPENERS and not (glued and before.text == "-"))
    if not opens or word in known:
        return True
    token, after = line.sentence.words[i], line.lower[i + 1 : i + 2]
    if after in (["'s"], ["’s"]):
        return True
    follows = i + 1 < len(line.lower) and line.sentence.words[i + 1].text[:1].isupper()
    return follows and (token.tag == "NNP" or (not token.tag and gender_of([lower]) != ""))
