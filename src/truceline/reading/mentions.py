"""Mentions: the stretches of text that speak of a person, a state, an armed group or a body.

A mention is a name (an entity of the network, or a run of capitalised words that it left out), a
phrase whose head noun is in ``data/mentions.toml`` ("the rebel leader"), or a pronoun. Tags and
trees help where there are any; none is needed.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from truceline.model import Entity, Quotation, Reading, Sentence, Span
from truceline.reading.datelines import datelines
from truceline.reading.nouns import load_words

Form = Literal["name", "noun", "pronoun"]
Kind = Literal["person", "body", "place", "people", "many", "unknown"]
Gender = Literal["male", "female", ""]

_OF = frozenset(("of", "for", "to", "with", "by", "from", "under", "than", "and", "'s", "’s"))
"""Words right before a person who is not who is described, but whose friend or envoy that is."""
_LONGEST_PHRASE = 8
_LONGEST_OFFICE = 11
_LONGER, _SEVERAL = 4, 3
_STOPS = frozenset(".!?…")
_ROLES = {"nsubj": 3, "nsubj:pass": 3, "csubj": 3, "obj": 2, "iobj": 2}
_KINDS: dict[str, Kind] = {
    "person": "person", "organisation": "body", "place": "place", "nationality": "people",
}  # fmt: skip
_OPENERS = frozenset("\"“'‘«:–—-*•")
_JOINTS = (["and"], [","], [",", "and"])
_LINKS = frozenset({"of", "the", "for"})


class Found(NamedTuple):
    """A mention: where it is, what its words tell, and how it stands in its sentence."""

    span: Span
    form: Form
    kind: Kind
    head: str
    """The head noun, pronoun or name, as written."""
    words: tuple[str, ...]
    """All words of the mention, in lower case."""
    sentence: int
    weight: int
    """4 for the subject of a main clause, 3 for another subject, 2 for an object, 1 for others."""
    plural: bool = False
    gender: Gender = ""
    quote: int = -1
    """The quotation it stands in, -1 for none."""
    definite: bool = True
    beside: tuple[Span, ...] = ()
    """Phrases that describe a name: "army chief" before it, "a former judge" after it."""


class _Line(NamedTuple):
    """A sentence with what its words need to be looked at again and again."""

    number: int
    sentence: Sentence
    lower: list[str]
    quotes: list[int]
    titled: bool
    """Whether all its longer words have capitals, as in a headline."""
    dateline: int
    """Offset at which the dateline ends with which it begins; its own start without one."""


def find_mentions(reading: Reading) -> list[Found]:
    """Return the mentions of ``reading`` in reading order; where two overlap, names go first."""
    entities = iter([*reading.entities, None])
    current = next(entities)
    known = _capitalised_inside(reading)
    quoted, dateline = _Quoted(reading.quotations), datelines(reading)
    found: list[Found] = []
    for number, sentence in enumerate(reading.sentences):
        inside: list[Entity] = []
        while current and current.span.start < sentence.span.end:
            if current.span.start >= sentence.span.start:
                inside.append(current)
            current = next(entities)
        lower = [_lower(w.text) for w in sentence.words]
        quotes = [quoted.at(w.span.start) for w in sentence.words]
        titled = _is_titled(sentence)
        line = _Line(number, sentence, lower, quotes, titled, dateline(sentence))
        found += _in_sentence(line, inside, known)
    return found


def _lower(word: str) -> str:
    """Return a word in lower case; the United States are no "us"."""
    return "u.s." if word == "US" else word.lower()


class _Quoted:
    """Tells which quotation a place stands in; places must be asked in reading order."""

    def __init__(self, quotations: tuple[Quotation, ...]) -> None:
        self._quotations = quotations
        self._next = 0

    def at(self, place: int) -> int:
        quotations = self._quotations
        while self._next < len(quotations) and quotations[self._next].inner.end <= place:
            self._next += 1
        inside = self._next < len(quotations) and quotations[self._next].inner.start <= place
        return self._next if inside else -1


def _is_titled(sentence: Sentence) -> bool:
    """Tell whether all longer words of a line without a stop have capitals, as in a headline."""
    longer = [w.text for w in sentence.words if len(w.text) >= _LONGER and w.text.isalpha()]
    if len(longer) < _SEVERAL or sentence.words[-1].text in _STOPS:
        return False
    return all(word[0].isupper() for word in longer)


def _capitalised_inside(reading: Reading) -> frozenset[str]:
    """Return the words that are capitalised somewhere else than at the start of a sentence."""
    return frozenset(
        word.text
        for sentence in reading.sentences
        if not _is_titled(sentence)
        for before, word in itertools.pairwise(sentence.words)
        if word.text[:1].isupper() and before.text[0].isalnum()
    )


def _in_sentence(line: _Line, entities: list[Entity], known: frozenset[str]) -> Iterator[Found]:
    names = _names(line, entities, known)
    taken = {i for first, end, _ in names for i in range(first, end)}
    named = [_name(line, first, end, kind) for first, end, kind in names]
    found = _sharing_titles(line, _each_with_its_own(line, named))
    words = load_words()
    for i, word in enumerate(line.lower):
        if i in taken:
            continue
        if word in words.all_pronouns:
            found.append(_pronoun(line, i))
        elif word in words.many or word in words.bodies or word in words.persons:
            phrase = _noun(line, i, taken)
            if phrase:
                found.append(phrase)
    return iter(sorted(found, key=lambda f: f.span))


def _each_with_its_own(line: _Line, names: list[Found]) -> list[Found]:
    """Return the names without what names the next of a list: "Minister X, the envoy Y and Z"."""
    persons = [name for name in names if name.kind == "person"]
    found = []
    for name in names:
        others = persons if name.kind == "person" else []
        own = [
            span
            for span in name.beside
            if span.start < name.span.end or not any(_heads(line, o, span) for o in others)
        ]
        found.append(name._replace(beside=tuple(own)))
    return found


def _heads(line: _Line, person: Found, span: Span) -> bool:
    """Tell whether a phrase is of a person whom it names, and not of whom that person is."""
    if not span.covers(person.span) or span.start == person.span.start:
        return False
    ahead = [
        lower
        for lower, word in zip(line.lower, line.sentence.words, strict=True)
        if span.start <= word.span.start and word.span.end <= person.span.start
    ]
    while ahead and ahead[-1].rstrip(".") in load_words().all_titles:
        ahead.pop()
    return not ahead or ahead[-1] not in _OF


def _sharing_titles(line: _Line, names: list[Found]) -> list[Found]:
    """Return the names with the title that several persons have: "Velandic envoys X and Y"."""
    words, found = line.sentence.words, list[Found]()
    for name in names:
        before, beside = found[-1] if found else name, name.beside
        if name.kind == before.kind == "person" and before.beside and not beside:
            title, gap = before.beside[0], Span(before.span.end, name.span.start)
            inside = [i for i, w in enumerate(words) if title.covers(w.span)]
            between = [w.text for w in words if gap.covers(w.span)]
            shared = inside and _is_title_of_several(line, inside[0], inside[-1] + 1)
            beside = (title,) if shared and between in _JOINTS else ()
        found.append(name._replace(beside=beside))
    return found


def _is_title_of_several(line: _Line, start: int, end: int) -> bool:
    """Tell whether words are a title of several persons that names whose they are."""
    named = any(w.text[:1].isupper() for w in line.sentence.words[start : end - 1])
    return named and line.lower[end - 1] in load_words().offices_many


def _names(
    line: _Line, entities: list[Entity], known: frozenset[str]
) -> list[tuple[int, int, Kind]]:
    """Return the names (first word, end, kind): the entities, then capitalised runs left over."""
    starts = {w.span.start: i for i, w in enumerate(line.sentence.words)}
    ends = {w.span.end: i + 1 for i, w in enumerate(line.sentence.words)}
    names: list[tuple[int, int, Kind]] = []
    for entity in entities:
        first, end = starts.get(entity.span.start), ends.get(entity.span.end)
        if first is None or end is None or entity.type not in _KINDS:
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
        if first < end and not _is_plain(line, first, end) and _is_a_name(line, first, end):
            names.append((first, end, _KINDS[entity.type]))
    taken = {i for first, end, _ in names for i in range(first, end)}
    return _with_bodies(line, _merged(line, sorted([*names, *_runs(line, taken, known)])))


def _with_bodies(line: _Line, names: list[tuple[int, int, Kind]]) -> list[tuple[int, int, Kind]]:
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


def _without_title_case(line: _Line, first: int, end: int, known: frozenset[str]) -> int:
    """Return where a name in a headline ends: before words that have capitals only there."""
    names = [j for j in range(first, end) if line.sentence.words[j].text in known]
    return names[-1] + 1 if line.titled and names else end


def _merged(line: _Line, names: list[tuple[int, int, Kind]]) -> list[tuple[int, int, Kind]]:
    """Put together pieces of one name that stand side by side or around a hyphen.

    A piece between a body and a person is the person's ("head of the Ostra Front Ana Temel").
    """
    merged: list[tuple[int, int, Kind]] = []
    for (first, end, kind), after in itertools.zip_longest(names, names[1:]):
        persons = kind == "unknown" and after is not None and after[2] == "person"
        own = persons and after is not None and _touch(line, end, after[0]) and end == after[0]
        close = merged and _touch(line, merged[-1][1], first)
        if close and _is_one(line, merged[-1], end, "person" if own else kind):
            start, _, before = merged.pop()
            whole = before if before not in ("unknown", "people") else kind
            merged.append((start, end, "body" if kind == "body" else whole))
        else:
            merged.append((first, end, kind))
    return merged


def _is_one(line: _Line, before: tuple[int, int, Kind], end: int, kind: Kind) -> bool:
    """Tell whether two names side by side are one: no people or body before a person's name."""
    words = load_words()
    if kind == "person" and (before[2] in ("body", "place") or _is_field(line, before)):
        return False
    group = line.lower[end - 1] in words.bodies or line.lower[end - 1] in words.many
    return kind != "people" and (before[2] != "people" or group)


def _is_field(line: _Line, name: tuple[int, int, Kind]) -> bool:
    """Tell whether an office is for a name ("Commissioner for Human Rights X")."""
    first = name[0]
    office = first > 1 and line.lower[first - 1] in ("for", "of")
    return name[2] == "unknown" and office and _is_person_noun(line.lower[first - 2])


def _touch(line: _Line, end: int, first: int) -> bool:
    """Tell whether nothing but a hyphen without spaces lies between two words."""
    if first == end:
        return True
    words = line.sentence.words
    glued = words[end - 1].span.end + 1 == words[first].span.start
    return first == end + 1 and glued and line.lower[end] == "-"


def _runs(line: _Line, taken: set[int], known: frozenset[str]) -> Iterator[tuple[int, int, Kind]]:
    """Yield runs of capitalised words outside ``taken``, joined over hyphens and "of the"."""
    at, count = 0, len(line.lower)
    while at < count:
        end = at
        while end < count and end not in taken and _is_name(line, end, known):
            end = _joined(line, end + 1, taken)
        last = end
        while last > at and not line.sentence.words[last - 1].text[:1].isupper():
            last -= 1
        first = _after_titles(line, at, last)
        if first < last and (first - 1 in taken or not _is_plain(line, first, last)):
            yield first, last, _kind_of_run(line, first, last)
        at = max(end, at + 1)


def _joined(line: _Line, end: int, taken: set[int]) -> int:
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


def _after_titles(line: _Line, first: int, end: int, *, personal: bool = False) -> int:
    """Return where the name proper begins: after the last title that stands before it.

    After a first name a title is a name itself ("Khalid Sheikh Omar"). Before the name of a
    person any noun for one is a title ("Presidential Spokesperson").
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
    ]
    first = titles[-1] + 1 if titles else first
    while titles and first < end and line.lower[first] in _LINKS:
        first += 1
    while personal and 0 < first < end - _WHOLE and line.lower[first - 1] in _FIELD_AFTER:
        if line.lower[first] not in words.parts and line.lower[first] not in words.fields:
            break
        first += 1
    return first


def _is_office(line: _Line, i: int) -> bool:
    return line.lower[i] in load_words().persons


def _after_office(line: _Line, first: int, end: int) -> int:
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


def _is_plain(line: _Line, first: int, end: int) -> bool:
    """Tell whether a name is but a noun with a capital: "the Front", "the President"."""
    words, lower = load_words(), line.lower
    if end - first == 1:
        return any(lower[first] in nouns for nouns in (words.bodies, words.persons, words.many))
    return lower[end - 1] in words.of_state and all(
        w in words.parts for w in lower[first : end - 1]
    )


def _extended_back(line: _Line, first: int) -> int:
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


def _over_link(line: _Line, first: int, end: int) -> int:
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


def _is_a_name(line: _Line, first: int, end: int) -> bool:
    """Tell whether an entity of the network can be a name: no weekday, not "We hope"."""
    words, lower = load_words(), line.lower[first]
    if words.parts.issuperset(line.lower[first:end]):
        return False
    first += lower in words.all_pronouns and end - first > 1
    if end - first > 1 or not line.sentence.words[first].text[:1].isupper():
        return any(word.text[:1].isupper() for word in line.sentence.words[first:end])
    return lower not in words.calendar and lower not in words.left


def _kind_of_run(line: _Line, first: int, end: int) -> Kind:
    words = load_words()
    return "body" if words.bodies & set(line.lower[first:end]) else "unknown"


def _is_name(line: _Line, i: int, known: frozenset[str]) -> bool:
    word = line.sentence.words[i].text
    if not word[:1].isupper() or len(word) < 2:
        return False
    if line.titled and word not in known:
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
    return follows and (token.tag == "NNP" or (not token.tag and _gender([lower]) != ""))


def _base(line: _Line, first: int, end: int) -> tuple[Span, int, int]:
    words = line.sentence.words
    weight = _weight(line, end - 1)
    return Span(words[first].span.start, words[end - 1].span.end), weight, line.quotes[end - 1]


def _weight(line: _Line, i: int) -> int:
    """Return how prominent the word ``i`` stands: by its relation, else by its place."""
    words = line.sentence.words
    word = words[i]
    seen = 0
    while word.relation in ("flat", "compound", "appos", "conj") and word.head >= 0 and seen < 4:
        word = words[word.head]
        seen += 1
    if word.relation:
        main = word.head >= 0 and words[word.head].head < 0
        return _ROLES.get(word.relation, 1) + (main and word.relation.startswith("nsubj"))
    return 3 if i < len(words) // 3 else 1


def _name(line: _Line, first: int, end: int, kind: Kind) -> Found:
    words, sentence = load_words(), line.sentence.words
    span, weight, quote = _base(line, first, end)
    before = _before(line, first, end, kind)
    filed = span.end <= line.dateline
    after = None if filed else _described_after(line, end)
    if filed and span.start == line.sentence.span.start:
        kind, weight = "place", 1
    title = line.lower[first - 1].rstrip(".") if first else ""
    gender = _gender([title, *line.lower[first : first + 1]])
    texts = [line.lower[j] for pair in (before, after) if pair for j in range(*pair)]
    appositive = after is not None and line.lower[end] == "," and before is None
    described = title in words.all_titles or _ends_in_person(line, before)
    long = end - first > 1 and not words.bodies & set(line.lower[first:end])
    if (kind == "unknown" and (described or appositive)) or (
        kind != "people" and described and long
    ):
        kind = "person"
    gender = gender or _gender_of_nouns(texts)
    beside = tuple(
        Span(sentence[a].span.start, sentence[b - 1].span.end)
        for pair in (before, after)
        if pair
        for a, b in (pair,)
    )
    lower = tuple(line.lower[first:end])
    plural = kind == "people" and lower[-1].endswith("s")
    return Found(
        span, "name", kind, sentence[end - 1].text, lower, line.number, weight, plural,
        gender if kind in ("person", "unknown") else "", quote, True, beside,
    )  # fmt: skip


def _gender(first: list[str]) -> Gender:
    words = load_words()
    for word in first:
        key = word.rstrip(".")
        if key in words.titles["male"] or key in words.names["male"]:
            return "male"
        if key in words.titles["female"] or key in words.names["female"]:
            return "female"
    return ""


def _gender_of_nouns(texts: Iterable[str]) -> Gender:
    words = load_words()
    for text in texts:
        if text in words.female:
            return "female"
        if text in words.male:
            return "male"
    return ""


def _ends_in_person(line: _Line, pair: tuple[int, int] | None) -> bool:
    return pair is not None and line.lower[pair[1] - 1].rstrip(".") in (
        load_words().persons | load_words().all_titles
    )


def _is_person_noun(word: str) -> bool:
    words = load_words()
    return word in words.persons or word.rstrip(".") in words.all_titles


def _before(line: _Line, first: int, end: int, kind: Kind) -> tuple[int, int] | None:
    """Return the words before a name that describe it, if any do."""
    titled = _described_before(line, first, end)
    if titled is None and kind in ("person", "unknown"):
        return _served_before(line, first, end, kind)
    return titled


def _described_before(line: _Line, first: int, stop: int) -> tuple[int, int] | None:
    """Return the words before a name that describe it: "Veland's deputy foreign minister[,]"."""
    if first and line.lower[first - 1] in ("'s", "’s"):
        start = _left(line, first - 1, _LONGEST_PHRASE)
        return (start, first - 1) if start < first - 1 else None
    end = first
    owner = any(mark in line.lower[first + 1 : first + 4] for mark in ("'s", "’s"))
    comma = end > 0 and line.lower[end - 1] == "," and not owner
    end -= comma
    start = _left(
        line, end, _LONGEST_PHRASE, over="of for to on at in from with" if comma else "of for to"
    )
    heads = [j for j in range(start, end) if _is_person_noun(line.lower[j])]
    if not heads and not comma and _is_title_of_several(line, start, end):
        return start, end
    titles = load_words().all_titles
    if heads and start > 1 and line.lower[start - 1] == "," and not comma:
        titled = {word.rstrip(".") for word in line.lower[start:end]} <= titles
        farther = _before(line, start, stop, "person") if titled else None
        if farther is not None:
            return farther
    if not heads or (heads[-1] != end - 1 and not comma):
        return None
    if heads[-1] != end - 1 and line.lower[heads[-1] + 1] not in load_words().after_head:
        return None
    return _with_other_office(line, start) if end - start > 1 else start, end


def _with_other_office(line: _Line, start: int) -> int:
    """Return where the offices of one person begin: "Keth President and League chairman X"."""
    ahead = start - 1
    if ahead < 2 or line.lower[ahead] != "and" or not _is_person_noun(line.lower[ahead - 1]):
        return start
    first = _left(line, ahead, _LONGEST_PHRASE)
    several = line.lower[first] in load_words().determiners
    return start if several or not line.sentence.words[first].text[:1].isupper() else first


def _served_before(line: _Line, first: int, end: int, kind: Kind) -> tuple[int, int] | None:
    """Return the office before a name with whom it serves: "a spokesman for the rebels, X[,]".

    Without a comma before it only a person's name is described so ("president of Veland X").
    """
    comma = first > 0 and line.lower[first - 1] == ","
    closed = end == len(line.lower) or not line.lower[end][0].isalnum()
    if not closed if comma else kind != "person":
        return None
    start = _left(line, first - comma, _LONGEST_OFFICE, over="of for in to", across=True)
    for head in range(start, first - comma - 2):
        if _is_person_noun(line.lower[head]) and line.lower[head + 1] in ("of", "for"):
            return _left(line, head, _LONGEST_PHRASE), first - comma
    return None


def _described_after(line: _Line, end: int) -> tuple[int, int] | None:
    """Return the words after a name that describe it: ", a former judge[,]", " of the Front".

    Of ", who heads the mission" it is whom that is of: "the mission".
    """
    lower = line.lower
    if end + 1 >= len(lower):
        return None
    if lower[end] in ("of", "from") and line.sentence.words[-1].text:
        stop = _right(line, end + 1, 6)
        return (end, stop) if stop > end + 1 else None
    if lower[end] not in (",", "(", "-", "–", "—"):
        return None
    if lower[end + 1] == "who" and not load_words().leads.isdisjoint(lower[end + 2 : end + 3]):
        stop = _right(line, end + 3, 10)
        return (end + 3, stop) if stop > end + 3 else None
    stop = _right(line, end + 1, 10)
    heads = [j for j in range(end + 1, stop) if _is_person_noun(lower[j])]
    return (end + 1, stop) if heads else None


def _binds(line: _Line, i: int) -> bool:
    """Tell whether a mark holds a phrase together: a possessive ending, a hyphen without spaces."""
    if line.lower[i] in ("'s", "’s", "'", "’", "&"):
        return True
    words = line.sentence.words
    inner = 0 < i < len(words) - 1 and line.lower[i] == "-"
    return inner and words[i - 1].span.end + 1 == words[i + 1].span.start


def _right(line: _Line, start: int, most: int) -> int:
    """Return where the phrase that begins at ``start`` ends at the latest."""
    words, j = load_words(), start
    while j < min(start + most, len(line.lower)):
        word = line.lower[j]
        if not word[0].isalnum() and not _binds(line, j):
            break
        if word in words.left and word not in load_words().over:
            break
        j += 1
    return j


def _left(line: _Line, end: int, most: int, over: str = "", *, across: bool = False) -> int:
    """Return where the phrase that ends before ``end`` begins.

    The small words of ``over`` are passed; with ``across`` an article behind one of them, too.
    """
    words, j, passed = load_words(), end, over.split()
    while j > max(0, end - most):
        word, tag = line.lower[j - 1], line.sentence.words[j - 1].tag
        if not word[0].isalnum() and not _binds(line, j - 1):
            break
        if word in words.left and word not in passed:
            break
        if tag.startswith("VB") and tag not in ("VBN", "VBG"):
            break
        if line.titled and line.sentence.words[j - 1].relation == "root" and j < end:
            break  # where all words have capitals the verb may be tagged as a name
        j -= 1
        ends = word in words.determiners and word not in ("his", "her", "its", "their")
        if ends and not (across and j and line.lower[j - 1] in passed):
            break
    return j


def _pronoun(line: _Line, i: int) -> Found:
    words, lower = load_words(), line.lower[i]
    gender: Gender = ""
    kind: Kind = "unknown"
    if lower in words.pronouns["male"]:
        gender, kind = "male", "person"
    elif lower in words.pronouns["female"]:
        gender, kind = "female", "person"
    elif lower in words.pronouns["speaker"]:
        kind = "person"
    span, weight, quote = _base(line, i, i + 1)
    plural = lower in words.pronouns["plural"] or lower in words.pronouns["speakers"]
    return Found(span, "pronoun", kind, lower, (lower,), line.number, weight, plural, gender, quote)


def _noun(line: _Line, i: int, taken: set[int]) -> Found | None:
    """Return the phrase whose head is word ``i``; none where that word only describes another."""
    words, lower = load_words(), line.lower
    nxt = lower[i + 1] if i + 1 < len(lower) else ""
    if i + 1 in taken and nxt != "of" and _is_person_noun(lower[i]):
        return None
    inner = nxt in words.many or nxt in words.bodies or nxt in words.persons
    if (inner and lower[i] not in words.bodies) or line.sentence.words[i].tag.startswith("VB"):
        return None
    first = i if inner else _left(line, i, _LONGEST_PHRASE)
    head = lower[i]
    many = head in words.many and head not in words.bodies
    kind: Kind = "person" if head in words.persons else "many" if many else "body"
    span, weight, quote = _base(line, first, i + 1)
    start = lower[first]
    plural = many or head == "police"
    definite = inner or start in words.definite or any(t in ("'s", "’s") for t in lower[first:i])
    gender = _gender_of_nouns([head]) if kind == "person" else ""
    return Found(
        span, "noun", kind, head, tuple(lower[first : i + 1]), line.number, weight, plural,
        gender, quote, definite,
    )  # fmt: skip
