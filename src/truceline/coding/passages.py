"""Where a passage may begin and end: at whole phrases, so that a reader can quote it.

A passage does not begin after a preposition or inside a name, and does not end on an article, an
adjective, a preposition, an owner, a subject or a verb whose object or complement is still to come.
"""

from __future__ import annotations

from truceline.model import Sentence, Span, Word
from truceline.reading.nearby import touched

_BEFORE = frozenset(
    ("det", "amod", "compound", "nummod", "case", "flat", "aux", "cop", "mark", "cc", "advmod")
)
"""Relations of words without which what they hang on is cut short."""
_LINKING = frozenset(("case", "mark", "cc", "aux", "cop", "punct"))
"""Relations of words that only link a phrase to what stands before it."""
_AFTER = frozenset(("obj", "iobj", "xcomp", "fixed", "flat", "acomp"))
"""Relations of words that complete a verb or a name before them."""
_FINITE = frozenset(("VBD", "VBZ", "VBP"))
_ROUNDS = 4
_REACH = 8
"""Words between a noun and what is said of it, within which a passage begins with the noun."""


def whole_phrases(span: Span, sentence: Sentence) -> Span:
    """Return ``span`` widened to whole phrases of its sentence."""
    words = sentence.words
    inside = touched(span, words)
    if not inside:
        return span
    first, last = inside[0], inside[-1]
    for _ in range(_ROUNDS):
        wider = _begin(first, words), _end(last, words)
        if wider == (first, last):
            break
        first, last = wider
    return Span(min(span.start, words[first].span.start), max(span.end, words[last].span.end))


def whole_words(span: Span, sentence: Sentence) -> Span:
    """Return ``span`` in whole phrases, but without what only links them to the words before.

    That is a preposition, a conjunction, or the particle of a verb ("rule out [giving up]").
    """
    whole = whole_phrases(span, sentence)
    ahead = [w for w in sentence.words if whole.start <= w.span.start < span.start]
    own = (w for w in ahead if _name(w) not in _LINKING and w.relation != "compound:prt")
    start = next((w.span.start for w in own), span.start)
    return Span(start, whole.end)


def before_predicate(span: Span, noun: Span, sentence: Sentence) -> Span:
    """Return ``span`` without what is said of the noun at ``noun``, if that is a subject.

    "A demand for the garrison to go was set aside" demands "for the garrison to go".
    """
    words = sentence.words
    at = next(iter(touched(noun, words)), None)
    if at is None or _name(words[at]) != "nsubj" or words[at].head < at:
        return span
    verb = words[at].head
    said = (w.span for i, w in enumerate(words) if at < i <= verb and _links(w, i, verb))
    start = next(said, span).start
    inside = [w.span.end for w in words if span.start <= w.span.start and w.span.end < start]
    return Span(span.start, inside[-1]) if start < span.end and inside else span


def _links(word: Word, at: int, verb: int) -> bool:
    """Tell whether a word is the verb of a predicate or one of its auxiliaries."""
    return at == verb or (word.head == verb and _name(word) in ("aux", "cop"))


def _name(word: Word) -> str:
    return word.relation.split(":")[0]


def _begin(first: int, words: tuple[Word, ...]) -> int:
    """Return the leftmost of the words right before that belong to the phrase of the first one."""
    if first > 1 and words[first - 1].tag == "HYPH":
        return first - 2
    noun = words[first].head if _name(words[first]) == "case" else first
    hung = 0 <= noun < len(words) and _name(words[noun]) in ("nmod", "obl")
    whole = words[noun].head if hung and (noun != first or _name(words[noun]) == "nmod") else first
    whole = _subject_of(first, words) if words[first].tag in _FINITE else whole
    if 0 <= whole < first and first - whole <= _REACH:
        return whole
    heads = {first, words[first].head}
    at = first - 1
    while at >= 0 and words[at].head in heads and _name(words[at]) in _BEFORE:
        heads.add(at)
        at -= 1
    return at + 1


def _subject_of(verb: int, words: tuple[Word, ...]) -> int:
    """Return the subject of a finite verb with which a passage begins."""
    subjects = (i for i, w in enumerate(words) if w.head == verb and _name(w) == "nsubj")
    return next(subjects, verb)


def _end(last: int, words: tuple[Word, ...]) -> int:
    """Return the end of what the last word stands before, or of what completes it."""
    word = words[last]
    if word.head > last and _name(word) in _BEFORE:
        return word.head
    top = _top(last, words)
    if words[top].head > last and _name(words[top]) == "nsubj":
        return words[top].head
    if word.head > last and word.relation == "nmod:poss":
        return word.head
    if last + 2 < len(words) and words[last + 1].tag == "HYPH":
        return last + 2
    after = words[last + 1] if last + 1 < len(words) else word
    if word.tag == "CD" and (after.head == last or word.head == last + 1):
        return last + 1
    there = last + 1 < len(words)
    if there and after.relation == "xcomp" and after.head < last and after.tag.startswith("JJ"):
        return last + 1
    after_it = range(last + 1, len(words))
    completing = [i for i in after_it if words[i].head == last and _completes(words[i])]
    return max(completing, default=last)


def _top(at: int, words: tuple[Word, ...]) -> int:
    """Return the noun to which a word belongs within a noun phrase: "two" of "two of his men"."""
    for _ in range(_ROUNDS):
        if _name(words[at]) not in ("nmod", "conj") or not 0 <= words[at].head < at:
            break
        at = words[at].head
    return at


def _completes(word: Word) -> bool:
    """Tell whether a word completes the verb or name before it: its object, who did it."""
    return _name(word) in _AFTER or word.relation == "obl:agent"
