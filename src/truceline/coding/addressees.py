"""Towards whom words are spoken, and where: who is told or accused, beside the marks or inside.

"She told the Keth envoy: …" and "He accused Velmara of …" say so outside the quotation, "We thank
Rhun" and "Velmara must leave" inside it. Whom the words are only about is not addressed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from truceline.coding.clauses import own_or_shared
from truceline.coding.phrases import Phrases
from truceline.coding.statements import is_one, is_saying
from truceline.coding.wordlists import word_lists
from truceline.model import Finding, Role, Sentence, Span, Word

_BEHIND = frozenset(("obj", "iobj", "obl", "nmod"))
_TOLD = 4
"""Words behind a verb of saying among which those stand whom it tells."""
_TOLD_BY = ("NN", "DT", "JJ", "PRP$", "CD")
"""Tags of the words for whom somebody tells."""
_SELF = frozenset(("i", "we"))


def address(statement: Finding, phrases: Phrases) -> Finding:
    """Return a statement with those as targets towards whom its words are spoken, and its place."""
    anchor, found, places = statement.anchor, list[Span](), list[Span]()
    for sentence in phrases.sentences(statement.evidence):
        places += (s for s in _said_in(statement, sentence) if phrases.is_named(s, ("place",)))
        for head in _addressed(statement, sentence):
            whole = phrases.mention(sentence.words[head].span)
            if whole and _is_somebody(head, whole, sentence, phrases):
                found.append(whole)
    kept = (s for i, s in enumerate(found) if not any(s.overlaps(o) for o in found[:i]))
    roles = [Role("targets", span, 1.0) for span in kept]
    roles += (Role("place", phrases.mention(span) or span, 1.0) for span in places[:1])
    return statement._replace(anchor=anchor._replace(roles=(*anchor.roles, *roles)))


def _parts(statement: Finding) -> tuple[list[Span], list[Span]]:
    """Return the spans of the speakers and of the quoted words."""
    roles = statement.anchor.roles
    named = ([r.span for r in roles if r.name == name] for name in ("actors", "quote"))
    speakers, quoted = named
    return speakers, quoted


def _addressed(statement: Finding, sentence: Sentence) -> Iterator[int]:
    """Yield the words of a sentence that name those to whom the speaker speaks."""
    speakers, quoted = _parts(statement)
    for at, word in enumerate(sentence.words):
        if any(span.covers(word.span) for span in quoted):
            yield from _asked(at, sentence)
        elif (whom := _told(at, sentence)) and _speaks(at, sentence, speakers):
            yield from whom


def _said_in(statement: Finding, sentence: Sentence) -> Iterator[Span]:
    """Yield the words behind "in" or "at" that hang on the verb by which the speaker speaks.

    They may hang on whom it tells ("told reporters in Keth"), on "speaking", or on what is held
    there ("said at a meeting in Keth").
    """
    words, (speakers, quoted) = sentence.words, _parts(statement)
    for at, word in enumerate(words):
        if not is_saying(word) or any(span.covers(word.span) for span in quoted):
            continue
        if not _speaks(at, sentence, speakers):
            continue
        near = range(at + 1, min(at + 1 + _TOLD, len(words)))
        told = [i for i in near if words[i].head == at and _listens(words[i])]
        places = [i for head in (at, *told, *_speaking(at, sentence)) for i in _at(head, sentence)]
        for place in (*places, *_behind(at, sentence)):
            yield words[place].span
            for held in (place, *_held(place, sentence)):
                yield from (words[i].span for i in _at(held, sentence))


def _at(head: int, sentence: Sentence) -> Iterator[int]:
    """Yield the nouns that hang on a word by "in" or "at"; with "the city of Keth" Keth, too."""
    for case in ("in", "at"):
        for noun in _hanging(head, sentence, case):
            yield noun
            yield from _hanging(noun, sentence, "of")


def _behind(verb: int, sentence: Sentence) -> Iterator[int]:
    """Yield the noun of the "in" right behind a verb or whom it tells, hang it where it may."""
    words, passed = sentence.words, list[Word]()
    for i in range(verb + 1, len(words)):
        if words[i].text.lower() in ("in", "at"):
            if words[i].head > i and (not passed or any(_listens(word) for word in passed)):
                yield words[i].head
                yield from _hanging(words[i].head, sentence, "of")
            return
        if not words[i].tag.startswith(_TOLD_BY) and words[i].text.lower() != "of":
            return
        passed.append(words[i])


def _speaking(verb: int, sentence: Sentence) -> list[int]:
    """Return where "speaking" hangs on a verb or on its subject."""
    heads = (verb, own_or_shared(verb, sentence))
    words = enumerate(sentence.words)
    return [i for i, w in words if w.text.lower() == "speaking" and w.head in heads]


def _held(event: int, sentence: Sentence) -> list[int]:
    """Return where "held" hangs on what is held."""
    words = enumerate(sentence.words)
    return [i for i, w in words if w.text.lower() == "held" and w.head == event]


def _listens(word: Word) -> bool:
    """Tell whether a word is of those whom somebody speaks to at a place."""
    audiences = _list("media") | _list("audiences") | word_lists("people.toml")["people"]
    return not audiences.isdisjoint((word.lemma, word.text.lower()))


def _is_somebody(head: int, whole: Span, sentence: Sentence, phrases: Phrases) -> bool:
    """Tell whether a phrase names a side or who acts for one: no thing, no outlet."""
    if phrases.is_event(whole) or phrases.is_thing(whole):
        return False
    words = [w.text.lower() for w in sentence.words if whole.covers(w.span)]
    if not _list("media").isdisjoint(words) or words[-1] in word_lists("saying.toml")["outlets"]:
        return False
    word = sentence.words[head]
    acting = word.lemma in word_lists("people.toml")["people"] or word.tag == "PRP"
    return acting or phrases.is_named(word.span)


def _speaks(at: int, sentence: Sentence, speakers: Sequence[Span]) -> bool:
    """Tell whether the subject of a word is who speaks."""
    subject = own_or_shared(at, sentence)
    return subject is not None and any(s.covers(sentence.words[subject].span) for s in speakers)


def _told(at: int, sentence: Sentence) -> list[int]:
    """Return whom a verb of the speaker addresses: "told X", "accused X", "wrote to X"."""
    word, found = sentence.words[at], list[int]()
    if is_one(word, _list("told")):
        found += _hanging(at, sentence, "")
    if is_one(word, _list("to")):
        found += _hanging(at, sentence, "to")
    return found


def _asked(at: int, sentence: Sentence) -> Iterator[int]:
    """Yield whom a quoted word addresses: "X must", "thank X", "we want X to"."""
    word = sentence.words[at]
    if word.tag == "MD" and word.lemma in _list("musts") and word.head >= 0:
        yield from _acting(word.head, sentence)
    elif word.lemma in _list("needs") and _infinitive(at, sentence):
        yield from _acting(at, sentence)
    elif word.lemma in _list("thanks"):
        yield from _hanging(at, sentence, "to")
        if word.tag.startswith("VB"):
            yield from _hanging(at, sentence, "")
    elif (word.lemma in _list("wants") or word.lemma in _list("blames")) and _is_own(at, sentence):
        if word.lemma in _list("wants") and _infinitive(at, sentence):
            yield from _hanging(at, sentence, "")
            yield from _hanging(at, sentence, "on")
        elif word.lemma in _list("blames"):
            yield from _hanging(at, sentence, "")


def _list(name: str) -> frozenset[str]:
    return word_lists("addressing.toml")[name]


def _is_own(verb: int, sentence: Sentence) -> bool:
    subject = own_or_shared(verb, sentence)
    return subject is not None and sentence.words[subject].text.lower() in _SELF


def _acting(verb: int, sentence: Sentence) -> Iterator[int]:
    """Yield the subject of a verb in the active."""
    for i, word in enumerate(sentence.words):
        if word.head == verb and word.relation == "nsubj":
            yield i


def _infinitive(verb: int, sentence: Sentence) -> bool:
    """Tell whether "to do" hangs on a verb."""
    words = sentence.words
    return any(
        w.text.lower() == "to" and w.tag == "TO" and words[w.head].head == verb
        for w in words[verb + 1 :]
        if w.head >= 0
    )


def _hanging(verb: int, sentence: Sentence, case: str) -> Iterator[int]:
    """Yield the nouns behind ``verb`` that hang on it by ``case``, as its object if it is empty."""
    words = sentence.words
    for i in range(verb + 1, len(words)):
        word = words[i]
        if word.head != verb or word.relation.split(":")[0] not in _BEHIND:
            continue
        cases = [
            w.text.lower() for w in words[verb + 1 : i] if w.head == i and w.relation == "case"
        ]
        if cases[:1] == [case] if case else not cases and word.relation in ("obj", "iobj"):
            yield i
