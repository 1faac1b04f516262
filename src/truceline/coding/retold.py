"""An attack told on in the next sentence is one: "The attacks left seven dead" gives its toll.

What the second sentence says goes to the attack that its noun takes up, and the passage that shows
that attack reaches to its end.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from truceline.coding.phrases import Phrases, first_word
from truceline.coding.wordlists import word_lists
from truceline.model import Anchor, Sentence, Span
from truceline.reading.nearby import touched

_DEFINITE = frozenset(("the", "this", "that", "these", "those"))
_KNOWN = 0.5
"""Probability from which an attack may be taken up."""
_SURER = 0.3
"""By how much surer an actor of the second sentence must be to replace one of the first."""
_BETWEEN = 1
"""Sentences that may stand between the two."""
_OWN = ("time", "place")
"""Roles that, where both sentences fill them, tell of two attacks."""


class Told(NamedTuple):
    """An anchor, and the one that goes on telling of it in a sentence behind its own, if any."""

    anchor: Anchor
    more: Anchor | None = None


def take_up(anchors: Sequence[Anchor], phrases: Phrases) -> list[Told]:
    """Return the anchors with attacks that only take up one told before made part of it."""
    told: list[Told] = []
    for anchor in anchors:
        noun = _taken_up(anchor, phrases)
        at = None if noun is None else _before(anchor, noun, told, phrases)
        if at is None:
            told.append(Told(anchor))
        else:
            told[at] = Told(_with(told[at].anchor, anchor), anchor)
    return told


def _taken_up(anchor: Anchor, phrases: Phrases) -> str | None:
    """Return the noun (lemma) by which an attack is spoken of as known: "the attacks"."""
    sentence = phrases.sentence(anchor.span.start)
    if anchor.kind != "attack" or sentence is None:
        return None
    words = sentence.words
    own = first_word(anchor.span, words)
    for at, word in enumerate(words):
        about = at == own or (word.head == own and word.relation.startswith(("nsubj", "obl")))
        if about and word.lemma in word_lists("people.toml")["events"] and _is_known(at, sentence):
            return word.lemma
    return None


def _is_known(at: int, sentence: Sentence) -> bool:
    beside = (w for i, w in enumerate(sentence.words) if w.head == at or i == at - 1)
    return any(w.text.lower() in _DEFINITE for w in beside)


def _before(anchor: Anchor, noun: str, told: Sequence[Told], phrases: Phrases) -> int | None:
    """Return which anchor the noun takes up: the last attack called so, not far before."""
    for at in reversed(range(len(told))):
        one = told[at].anchor
        gap = phrases.between(one.span, anchor.span)
        if gap is None or gap > _BETWEEN + 1:
            return None
        named = one.kind == "attack" and one.probability >= _KNOWN and gap > 0
        if named and _stem(noun) == _called(one, phrases):
            return at if _agree(one, anchor) else None
    return None


def _called(anchor: Anchor, phrases: Phrases) -> str:
    """Return the stem of the word that names an act."""
    sentence = phrases.sentence(anchor.span.start)
    words = sentence.words if sentence else ()
    return next((_stem(words[i].lemma) for i in touched(anchor.span, words)), "")


def _stem(lemma: str) -> str:
    """Return what a verb and its noun have in common: "fight" and "fighting"."""
    return lemma.removesuffix("ing")


def _agree(one: Anchor, two: Anchor) -> bool:
    """Tell whether two anchors may tell of one attack: nothing that must differ is in both."""
    first, second = ({r.name for r in a.roles} for a in (one, two))
    if any(name in first and name in second for name in _OWN):
        return False
    acting = [r.span for r in two.roles if r.name == "actors"]
    aimed = [r for r in two.roles if r.name == "targets" and not _within(r.span, acting)]
    if aimed and "targets" in first:
        return False
    first_acting, acting_now = _sure(one, "actors"), _sure(two, "actors")
    return not (first_acting and acting_now) or acting_now > first_acting + _SURER


def _within(span: Span, others: list[Span]) -> bool:
    return any(span.overlaps(other) for other in others)


def _sure(anchor: Anchor, name: str) -> float:
    return max((r.probability for r in anchor.roles if r.name == name), default=0.0)


def _with(one: Anchor, two: Anchor) -> Anchor:
    """Return the first anchor with each role as the anchor that is surer of it fills it."""
    names = dict.fromkeys(r.name for r in (*one.roles, *two.roles))
    surer = {n: two if _sure(two, n) > _sure(one, n) else one for n in names if n != "targets"}
    surer["targets"] = one if _sure(one, "targets") else two
    return one._replace(
        roles=tuple(r for name in names for r in surer[name].roles if r.name == name)
    )
