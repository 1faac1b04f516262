"""Anchors gathered: the words that may name one act are one anchor with all their probability.

Annotators put the anchor of an act on different words of its clause, so the network spreads its
probability over them. A doubtful anchor gives its own to the likeliest of its kind nearby, as if
either were enough (noisy or). A word names one act: of two kinds on one word the likelier stays.
"""

from __future__ import annotations

from bisect import bisect_right

from truceline.coding.phrases import first_word
from truceline.model import Anchor, Reading

REACH = 12
"""Words of one sentence within which anchors of a kind may name one act (held-back articles)."""
DOUBTFUL = 0.5
"""Probability from which an anchor stands by itself."""

Placed = tuple[int, Anchor]
"""An anchor with its word in its sentence."""


def gather(reading: Reading) -> Reading:
    """Return ``reading`` with its doubtful anchors gathered into likelier ones."""
    starts = [s.span.start for s in reading.sentences]
    inside: dict[int, list[Anchor]] = {}
    for anchor in reading.anchors:
        number = max(bisect_right(starts, anchor.span.start) - 1, 0)
        inside.setdefault(number, []).append(anchor)
    kept: list[Anchor] = []
    for number, anchors in inside.items():
        words = reading.sentences[number].words if reading.sentences else ()
        placed = [(first_word(a.span, words) or 0, a) for a in anchors]
        gathered = [a for one in placed if (a := _gathered(one, placed)) is not None]
        kept += (a for a in gathered if _is_first(a, gathered))
    return reading._replace(anchors=tuple(kept))


def _is_first(anchor: Anchor, others: list[Anchor]) -> bool:
    """Tell whether no likelier anchor of another kind stands on the same word."""
    if anchor.kind == "statement":
        return True
    same = (o for o in others if o.span == anchor.span and o.kind != "statement")
    return all(other.probability <= anchor.probability for other in same)


def _gathered(one: Placed, placed: list[Placed]) -> Anchor | None:
    """Return the anchor with the probability of those it takes in; ``None`` if it is taken in."""
    anchor = one[1]
    others = [p[1] for p in placed if p is not one and _is_near(one, p)]
    if any(_rank(other) > _rank(anchor) for other in others):
        return None
    rest = 1.0 - anchor.probability
    for other in others:
        rest *= 1.0 - other.probability
    return anchor._replace(probability=1.0 - rest) if others else anchor


def _is_near(one: Placed, two: Placed) -> bool:
    likely = min(one[1].probability, two[1].probability)
    near = abs(one[0] - two[0]) <= REACH
    verdicts = [p[1].values.get("verdict", ("",))[0] for p in (one, two)]
    return near and one[1].kind == two[1].kind and likely < DOUBTFUL and verdicts[0] == verdicts[1]


def _rank(anchor: Anchor) -> tuple[float, int]:
    return anchor.probability, -anchor.span.start
