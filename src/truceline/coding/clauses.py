"""What the tree says of a clause: who its subject is, and how far a phrase reaches."""

from __future__ import annotations

from collections.abc import Sequence

from truceline.model import Sentence, Span, Word
from truceline.reading.nearby import touched

_HOPS = 3
_PASSIVE = frozenset(("nsubj:pass", "aux:pass"))
_BEHIND = frozenset(("obj", "iobj", "obl"))
_SHARED = frozenset(("conj", "xcomp", "advcl"))


def subject_of(verb: int, sentence: Sentence, relation: str) -> int | None:
    """Return the first word that hangs on the verb by ``relation``."""
    found = (i for i, w in enumerate(sentence.words) if w.head == verb and w.relation == relation)
    return next(found, None)


def tops(inside: Sequence[int], words: Sequence[Word]) -> list[int]:
    """Return those of the words at ``inside`` that hang on none of the others."""
    return [i for i in inside if words[i].head not in inside]


def own_or_shared(verb: int, sentence: Sentence) -> int | None:
    """Return the subject of the verb, or of the verb that it shares one with."""
    for _ in range(_HOPS):
        subject = subject_of(verb, sentence, "nsubj")
        word = sentence.words[verb]
        if subject is not None or word.relation not in _SHARED or word.head < 0:
            return subject
        verb = word.head
    return None


def subtree(top: int, sentence: Sentence) -> Span:
    """Return the extent of a word and all that hangs on it, clauses left out."""
    inside = {top}
    for _ in range(len(sentence.words)):
        more = {
            i
            for i, w in enumerate(sentence.words)
            if w.head in inside and w.relation not in ("acl:relcl", "parataxis", "advcl")
        }
        if more <= inside:
            break
        inside |= more
    return Span(sentence.words[min(inside)].span.start, sentence.words[max(inside)].span.end)


def joint_of(span: Span, sentence: Sentence) -> str:
    """Return the preposition by which a mention hangs on a verb or a noun, if it does by one."""
    words = sentence.words
    inside = touched(span, words)
    heads = tops(inside, words)
    if not heads or words[heads[-1]].relation.split(":")[0] not in ("obl", "nmod"):
        return ""
    cases = [w.text.lower() for w in words if w.head == heads[-1] and w.relation == "case"]
    return cases[0] if len(cases) == 1 else ""


def is_addressed(span: Span, verb: Span, sentence: Sentence) -> bool:
    """Tell whether the words of a verb are to whom a mention names, by the tree.

    So is its object ("urged X", "appealed to X"), who is to do what it asks for ("called on X to
    leave"), and whose offer it answers ("refused X's request").
    """
    words = sentence.words
    inside, acting = touched(span, words), touched(verb, words)
    top = next((words[i] for i in tops(inside, words)), None)
    if top is None or top.head < 0:
        return False
    if top.relation == "nmod:poss":
        return words[top.head].relation == "obj" and words[top.head].head in acting
    asked = words[top.head].relation == "xcomp" and words[top.head].head in acting
    behind = top.relation.split(":")[0] in _BEHIND
    return behind and (top.head in acting or (asked and inside[-1] < top.head))


def names_no_doer(span: Span, sentence: Sentence) -> bool:
    """Tell whether an act is told by a noun or in the passive."""
    words = sentence.words
    first = next(iter(touched(span, words)), None)
    if first is None:
        return False
    below = {word.relation for word in words if word.head == first}
    return words[first].tag.startswith("NN") or not below.isdisjoint(_PASSIVE)
