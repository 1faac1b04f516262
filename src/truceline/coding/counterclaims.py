"""Counter-claims: who is said to have broken a truce counts the attacks of the other side.

"Velmara said Keth had broken the truce 40 times, while Keth counted 14 attacks" tells of two
alleged violations, one each way, though the second part speaks of attacks alone.
"""

from __future__ import annotations

from collections.abc import Sequence

from truceline.coding.phrases import Phrases, first_word
from truceline.coding.subjects import teller_of
from truceline.model import Anchor, Role, Sentence, Span, Word

COUNTER_CLAIM = "context.counter-claim"
"""The rule id noted on a violation that was found so."""
LEAST = 0.3
"""Probability of the violation beside it below which nothing follows from it."""
_NEAR = 4
"""Words from a number to the noun that it counts."""


def answer_violations(anchors: Sequence[Anchor], phrases: Phrases) -> list[Anchor]:
    """Return the anchors with counted attacks that answer an alleged violation turned into one."""
    alleged = [a for a in anchors if a.kind == "violation" and a.probability >= LEAST]
    return [_answer(a, alleged, phrases) for a in anchors] if alleged else list(anchors)


def _answer(anchor: Anchor, alleged: list[Anchor], phrases: Phrases) -> Anchor:
    sentence = phrases.sentence(anchor.span.start)
    if anchor.kind != "attack" or sentence is None:
        return anchor
    words = sentence.words
    noun = first_word(anchor.span, words)
    if noun is None or words[noun].tag.startswith(("VB", "MD")):
        return anchor
    number = _number_before(noun, words)
    teller = teller_of(noun, sentence)
    if number is None or teller is None:
        return anchor
    for other in alleged:
        accusers = [r for r in other.roles if r.name == "source"]
        if accusers and sentence.span.covers(other.span) and _accused(other, teller, sentence):
            count = phrases.quantity(Span(number.span.start, words[noun].span.end))
            return _violation(anchor, accusers, words[teller].span, count)
    return anchor


def _number_before(noun: int, words: Sequence[Word]) -> Word | None:
    """Return the number before a noun and what stands between ("40 drone attacks").

    Digits go before other words that are tagged as numbers.
    """
    counts = []
    for word in reversed(words[max(0, noun - _NEAR) : noun]):
        if not word.tag.startswith(("NN", "JJ", "HYPH", "CD")):
            break
        if word.tag == "CD":
            counts.append(word)
    digits = [word for word in counts if word.text[:1].isdigit()]
    return next(iter(digits or counts), None)


def _accused(anchor: Anchor, teller: int, sentence: Sentence) -> bool:
    """Tell whether who counts is who is said to have broken the truce."""
    name = sentence.words[teller].text
    spans = [r.span for r in anchor.roles if r.name == "actors"]
    return any(w.text == name for w in sentence.words for s in spans if s.covers(w.span))


def _violation(anchor: Anchor, accused: list[Role], teller: Span, count: Span) -> Anchor:
    kept = tuple(r for r in anchor.roles if r.name in ("time", "place"))
    roles = (
        *(r.called("actors") for r in accused),
        Role("source", teller, 1.0),
        Role("count", count, 1.0),
        *kept,
    )
    values = {k: v for k, v in anchor.values.items() if k == "modality"}
    rule = f"{anchor.rule} {COUNTER_CLAIM}"
    return anchor._replace(kind="violation", roles=roles, values=values, rule=rule)
