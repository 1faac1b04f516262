"""Mentions: the stretches of text that speak of a person, a state, an armed group or a body.

A mention is a name (an entity of the network, or a run of capitalised words that it left out), a
phrase whose head noun is in ``data/mentions.toml`` ("the rebel leader"), or a pronoun. Tags and
trees help where there are any; none is needed.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterator
from typing import Literal, NamedTuple

from truceline.model import Entity, Quotation, Reading, Sentence, Span, Word
from truceline.reading.datelines import datelines
from truceline.reading.extents import TO_BE, Kind, Line, find_names
from truceline.reading.nouns import (
    Gender,
    gender_of,
    gender_of_nouns,
    is_person_noun,
    load_words,
)

Form = Literal["name", "noun", "pronoun"]

_OF = frozenset(("of", "for", "to", "with", "by", "from", "under", "than", "and", "'s", "’s"))
"""Words right before a person who is not who is described, but whose friend or envoy that is."""
_LONGEST_PHRASE = 8
_LONGEST_OFFICE = 11
_TELLING = ("nmod:desc", "appos")
_APART = ("acl:relcl", "advcl:relcl", "parataxis", "list", "conj", "cc", "case")
"""How words hang on the name that they describe, and on a phrase that they are no part of."""
_DEEPEST = 6
"""Words on the way from the head of a phrase to its last one."""
_LONGER, _SEVERAL = 4, 3
_Pair = tuple[int, int] | None
"""First word and end of a phrase, where there is one."""
_STOPS = frozenset(".!?…")
_ROLES = {"nsubj": 3, "nsubj:pass": 3, "csubj": 3, "obj": 2, "iobj": 2}
_JOINTS = (["and"], [","], [",", "and"])


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


def find_mentions(reading: Reading) -> list[Found]:
    """Return the mentions of ``reading`` in reading order; where two overlap, names go first."""
    entities = iter([*reading.entities, None])
    current = next(entities)
    titled = [_is_titled(sentence) for sentence in reading.sentences]
    known, alone = _capitalised_inside(reading, titled), _names_alone(reading)
    quoted, dateline = _Quoted(reading.quotations), datelines(reading)
    found: list[Found] = []
    for number, sentence in enumerate(reading.sentences):
        inside: list[Entity] = []
        while current and current.span.start < sentence.span.end:
            if current.span.start >= sentence.span.start:
                inside.append(current)
            current = next(entities)
        lower = [_lower(w.text) for w in sentence.words]
        quotes = quoted.of(sentence)
        line = Line(number, sentence, lower, quotes, titled[number], dateline(sentence))
        found += _in_sentence(line, inside, known, alone)
    return found


def _lower(word: str) -> str:
    """Return a word in lower case; the United States are no "us"."""
    return "u.s." if word == "US" else word.lower()


class _Quoted:
    """Tells which quotations words stand in; sentences must be asked in reading order."""

    def __init__(self, quotations: tuple[Quotation, ...]) -> None:
        self._quotations = quotations
        self._next = 0

    def of(self, sentence: Sentence) -> list[int]:
        """Return for each word of a sentence the quotation in which it stands, -1 for none."""
        ahead = self._quotations[self._next : self._next + 1]
        if not ahead or sentence.span.end <= ahead[0].inner.start:
            return [-1] * len(sentence.words)
        return [self._at(word.span.start) for word in sentence.words]

    def _at(self, place: int) -> int:
        quotations = self._quotations
        while self._next < len(quotations) and quotations[self._next].inner.end <= place:
            self._next += 1
        inside = self._next < len(quotations) and quotations[self._next].inner.start <= place
        return self._next if inside else -1


_SMALL_TAGS = frozenset(("IN", "TO", "RB", "RP", "CC", "DT"))


def _is_titled(sentence: Sentence) -> bool:
    """Tell whether all longer words of a line without a stop have capitals, as in a headline.

    Prepositions and adverbs may have none: "Envoys Meet after Raid".
    """
    longer = [
        w.text
        for w in sentence.words
        if len(w.text) >= _LONGER
        and w.text.isalpha()
        and (w.tag not in _SMALL_TAGS or w.text[0].isupper())
    ]
    if len(longer) < _SEVERAL or sentence.words[-1].text in _STOPS:
        return False
    return all(word[0].isupper() for word in longer)


def _capitalised_inside(reading: Reading, titled: list[bool]) -> frozenset[str]:
    """Return the words that are capitalised somewhere else than at the start of a sentence.

    Headlines (``titled``) do not count.
    """
    return frozenset(
        word.text
        for sentence, headline in zip(reading.sentences, titled, strict=True)
        if not headline
        for before, word in itertools.pairwise(sentence.words)
        if word.text[:1].isupper() and before.text[0].isalnum()
    )


def _names_alone(reading: Reading) -> frozenset[str]:
    """Return the words beside which a hyphen parts names: those of names that stand without one.

    They are the last of a person's name, and the first and the last of a body's or a place's.
    """
    text, alone = reading.article.text, set[str]()
    for span, kind in reading.entities:
        beside = text[max(0, span.start - 1) : span.start] + text[span.end : span.end + 1]
        words = [] if "-" in beside else span.of(text).split()
        alone.update(words[-1:] if kind in ("person", "organisation", "place") else ())
        alone.update(words[:1] if kind in ("organisation", "place") else ())
    return frozenset(alone)


def _in_sentence(
    line: Line, entities: list[Entity], known: frozenset[str], alone: frozenset[str]
) -> Iterator[Found]:
    names = find_names(line, entities, known, alone)
    taken = {i for first, end, _ in names for i in range(first, end)}
    named = [_name(line, first, end, kind, taken) for first, end, kind in names]
    found = _sharing_titles(line, _each_with_its_own(line, named))
    pronouns, nouns = load_words().all_pronouns, _nouns()
    for i, word in enumerate(line.lower):
        if i in taken:
            continue
        if word in pronouns:
            found.append(_pronoun(line, i))
        elif word in nouns:
            phrase = _noun(line, i, taken)
            if phrase:
                found.append(phrase)
    return iter(sorted(found, key=lambda f: f.span))


@functools.cache
def _nouns() -> frozenset[str]:
    """Return the nouns for those who act."""
    words = load_words()
    return frozenset(words.many | words.bodies | words.persons)


def _each_with_its_own(line: Line, names: list[Found]) -> list[Found]:
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
        all_own = len(own) == len(name.beside)
        found.append(name if all_own else name._replace(beside=tuple(own)))
    return found


def _heads(line: Line, person: Found, span: Span) -> bool:
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


def _sharing_titles(line: Line, names: list[Found]) -> list[Found]:
    """Return the names with the title that several persons have: "Velandic envoys X and Y"."""
    words, found = line.sentence.words, list[Found]()
    for name in names:
        before = found[-1] if found else name
        if name.kind == before.kind == "person" and before.beside and not name.beside:
            title, gap = before.beside[0], Span(before.span.end, name.span.start)
            inside = [i for i, w in enumerate(words) if title.covers(w.span)]
            between = [w.text for w in words if gap.covers(w.span)]
            shared = inside and _is_title_of_several(line, inside[0], inside[-1] + 1)
            if shared and between in _JOINTS:
                name = name._replace(beside=(title,))  # noqa: PLW2901
        found.append(name)
    return found


def _is_title_of_several(line: Line, start: int, end: int) -> bool:
    """Tell whether words are a title of several persons that names whose they are."""
    named = any(w.text[:1].isupper() for w in line.sentence.words[start : end - 1])
    return named and line.lower[end - 1] in load_words().offices_many


def _base(line: Line, first: int, end: int) -> tuple[Span, int, int]:
    words = line.sentence.words
    weight = _weight(line, end - 1)
    return Span(words[first].span.start, words[end - 1].span.end), weight, line.quotes[end - 1]


def _weight(line: Line, i: int) -> int:
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


def _name(line: Line, first: int, end: int, kind: Kind, taken: set[int]) -> Found:
    words, sentence = load_words(), line.sentence.words
    span, weight, quote = _base(line, first, end)
    before = _before(line, first, end, kind)
    filed = span.end <= line.dateline
    after = None if filed else _described_after(line, end)
    if kind == "person" and not filed and not (before and after):
        ahead, behind = _by_tree(line, first, end, taken)
        before, after = before or ahead, after or behind
    if filed and span.start == line.sentence.span.start:
        kind, weight = "place", 1
    title = line.lower[first - 1].rstrip(".") if first else ""
    gender = gender_of([title, *line.lower[first : first + 1]])
    texts = [line.lower[j] for pair in (before, after) if pair for j in range(*pair)]
    appositive = after is not None and line.lower[end] == "," and before is None
    described = title in words.all_titles or _ends_in_person(line, before)
    long = end - first > 1 and not words.bodies & set(line.lower[first:end])
    if (kind == "unknown" and (described or appositive)) or (
        kind != "people" and described and long
    ):
        kind = "person"
    gender = gender or gender_of_nouns(texts)
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


def _ends_in_person(line: Line, pair: tuple[int, int] | None) -> bool:
    word = line.lower[pair[1] - 1].rstrip(".") if pair is not None else ""
    return word in load_words().persons or word in load_words().all_titles


def _before(line: Line, first: int, end: int, kind: Kind) -> tuple[int, int] | None:
    """Return the words before a name that describe it, if any do."""
    titled = _described_before(line, first, end)
    if titled is None and kind in ("person", "unknown"):
        return _served_before(line, first, end, kind)
    return titled


def _described_before(line: Line, first: int, stop: int) -> tuple[int, int] | None:
    """Return the words before a name that describe it: "Veland's deputy foreign minister[,]"."""
    if first and line.lower[first - 1] in ("'s", "’s"):
        start = _left(line, first - 1, _LONGEST_PHRASE)
        return (start, first - 1) if start < first - 1 else None
    end = first
    owner = any(mark in line.lower[first + 1 : first + 4] for mark in ("'s", "’s"))
    comma = end > 0 and line.lower[end - 1] == "," and not owner
    end -= comma
    if line.lower[max(0, end - 2) : end] in TO_BE:
        end -= 2
    start = _left(
        line, end, _LONGEST_PHRASE, over="of for to on at in from with" if comma else "of for to"
    )
    heads = [j for j in range(start, end) if is_person_noun(line.lower[j])]
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


def _with_other_office(line: Line, start: int) -> int:
    """Return where the offices of one person begin: "Keth President and League chairman X"."""
    ahead = start - 1
    if ahead < 2 or line.lower[ahead] != "and" or not is_person_noun(line.lower[ahead - 1]):
        return start
    first = _left(line, ahead, _LONGEST_PHRASE)
    several = line.lower[first] in load_words().determiners
    return start if several or not line.sentence.words[first].text[:1].isupper() else first


def _served_before(line: Line, first: int, end: int, kind: Kind) -> tuple[int, int] | None:
    """Return the office before a name with whom it serves: "a spokesman for the rebels, X[,]".

    Without a comma before it only a person's name is described so ("president of Veland X").
    """
    comma = first > 0 and line.lower[first - 1] == ","
    closed = end == len(line.lower) or not line.lower[end][0].isalnum()
    if not closed if comma else kind != "person":
        return None
    start = _left(line, first - comma, _LONGEST_OFFICE, over="of for in to", across=True)
    for head in range(start, first - comma - 2):
        if is_person_noun(line.lower[head]) and line.lower[head + 1] in ("of", "for"):
            return _left(line, head, _LONGEST_PHRASE), first - comma
    return None


def _described_after(line: Line, end: int) -> tuple[int, int] | None:
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
    heads = [j for j in range(end + 1, stop) if is_person_noun(lower[j])]
    return (end + 1, stop) if heads else None


def _by_tree(line: Line, first: int, end: int, taken: set[int]) -> tuple[_Pair, _Pair]:
    """Return the phrases before and behind a person's name that by the tree say who it is.

    So is found what no list of nouns knows ("the chair of a house committee"), and what a name
    within it parts from the person ("the Velandic ambassador to Keth Ana Temel").
    """
    words = line.sentence.words
    before = after = None
    for i, word in enumerate(words):
        if word.relation not in _TELLING or (i in taken and word.tag != "NN"):
            continue
        if i < first and word.relation == "nmod:desc" and first <= word.head < end:
            before = _phrase(line, i, 0, first)
        if i >= end and word.relation == "appos" and first <= word.head < end and after is None:
            after = _phrase(line, i, end, len(words))
    head = words[first].head
    apposed = words[first].relation == "appos" and 0 <= head < first
    if before is None and apposed and (head not in taken or words[head].tag == "NN"):
        before = _phrase(line, head, 0, first)
    return before, after


def _is_apart(word: Word, head: int) -> bool:
    """Tell whether a word is no part of the phrase of ``head``: "with" before it, a clause."""
    return word.head == head and word.relation in _APART


def _phrase(line: Line, head: int, start: int, end: int) -> _Pair:
    """Return where the noun phrase with this head begins and ends between two words."""
    words, held = line.sentence.words, {head}
    if not words[head].text[0].isalpha() or not words[head].tag.startswith("NN"):
        return None
    for _ in range(_DEEPEST):
        more = {
            i
            for i in range(max(start, head - _LONGEST_OFFICE), min(end, head + _LONGEST_OFFICE))
            if i not in held and words[i].head in held and not _is_apart(words[i], head)
        }
        if not more:
            break
        held |= more
    low, high = head, head + 1
    while low - 1 in held:
        low -= 1
    while high in held:
        high += 1
    while high > head + 1 and not line.lower[high - 1][0].isalnum():
        high -= 1
    while low < head and not line.lower[low][0].isalnum():
        low += 1
    return low, high


def _binds(line: Line, i: int) -> bool:
    """Tell whether a mark holds a phrase together: a possessive ending, a hyphen without spaces."""
    if line.lower[i] in ("'s", "’s", "'", "’", "&"):
        return True
    words = line.sentence.words
    inner = 0 < i < len(words) - 1 and line.lower[i] == "-"
    return inner and words[i - 1].span.end + 1 == words[i + 1].span.start


def _right(line: Line, start: int, most: int) -> int:
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


def _left(line: Line, end: int, most: int, over: str = "", *, across: bool = False) -> int:
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
        if tag == "VBG" and line.lower[max(0, j - 2)] == "of":
            break  # "accused the Front of shelling a convoy": it does so, and is no part of it
        if line.titled and line.sentence.words[j - 1].relation == "root" and j < end:
            break  # where all words have capitals the verb may be tagged as a name
        j -= 1
        ends = word in words.determiners and word not in ("his", "her", "its", "their")
        if ends and not (across and j and line.lower[j - 1] in passed):
            break
    return j


def _pronoun(line: Line, i: int) -> Found:
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


def _noun(line: Line, i: int, taken: set[int]) -> Found | None:
    """Return the phrase whose head is word ``i``; none where that word only describes another."""
    words, lower = load_words(), line.lower
    nxt = lower[i + 1] if i + 1 < len(lower) else ""
    if i + 1 in taken and nxt != "of" and is_person_noun(lower[i]):
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
    gender = gender_of_nouns([head]) if kind == "person" else ""
    return Found(
        span, "noun", kind, head, tuple(lower[first : i + 1]), line.number, weight, plural,
        gender, quote, definite,
    )  # fmt: skip
