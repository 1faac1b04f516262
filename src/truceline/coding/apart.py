"""Who stands in another clause than what is told: no party to it, where its own clause names two.

"Dal's journey began a week after Keth had held talks with Rhun": Dal was not there.
"""

from __future__ import annotations

from truceline.coding.clauses import subject_of
from truceline.coding.phrases import Phrases, first_word
from truceline.coding.roles import TOGETHER
from truceline.model import Anchor, Sentence

_APART = TOGETHER | {"attack"}
"""Kinds that name all who take part in the clause that tells of them, where it names two."""
_FINITE = ("VBD", "VBP", "VBZ", "MD")
_PAIR = 2


def in_own_clause(anchor: Anchor, phrases: Phrases) -> Anchor:
    """Return ``anchor`` without actors before the subordinate clause that names its parties."""
    sentence = phrases.sentence(anchor.span.start) if anchor.kind in _APART else None
    at = first_word(anchor.span, sentence.words) if sentence else None
    if sentence is None or at is None:
        return anchor
    mark = _opening(at, sentence)
    if mark is None:
        return anchor
    start = sentence.words[mark].span.start
    acting = [r.span for r in anchor.roles if r.name == "actors"]
    if sum(span.start >= start for span in acting) < _PAIR:
        return anchor
    kept = (
        r
        for r in anchor.roles
        if r.name != "actors" or r.span.end > start or not sentence.span.covers(r.span)
    )
    return anchor._replace(roles=tuple(kept))


def _opening(at: int, sentence: Sentence) -> int | None:
    """Return the word that opens the subordinate clause with a subject in which ``at`` stands."""
    words = sentence.words
    for mark in range(at, -1, -1):
        verb = words[mark].head
        if words[mark].relation != "mark" or verb < mark or words[mark].text.lower() == "to":
            continue
        if words[verb].relation != "advcl" or not 0 <= words[verb].head < mark:
            continue
        if subject_of(verb, sentence, "nsubj") is not None and _is_in(at, verb, sentence):
            return mark
    return None


def _is_in(at: int, verb: int, sentence: Sentence) -> bool:
    """Tell whether a word hangs on the verb of a clause, or on its subject, or follows at once."""
    words, low = sentence.words, at
    for _ in words:
        if low in (verb, -1):
            break
        low = words[low].head
    between = words[verb + 1 : at]
    return low == verb or (
        at > verb and not any(w.text == "," or w.tag in _FINITE for w in between)
    )
