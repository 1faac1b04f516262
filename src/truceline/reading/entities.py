"""Names from the network's label scores: the best sequence, one name of one type in an article.

Labels are of the BIO kind. Taken word by word they break names ("Russian Empire" into two); the
best allowed sequence (Viterbi 1967) keeps them whole. A word that begins with a capital and stands
several times in an article is scored partly by the mean of all its places (label consistency, as in
Krishnan and Manning 2006).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from truceline.model import Entity, Span
from truceline.reading.network import Floats

NEXT_TO = 2.0
"""What it costs, in log-likelihood, to let a name begin where another ends."""
AGREEMENT = 0.5
"""Weight of a word's other places in the article."""
SURE = -0.01
"""Log-likelihood from which a word is surely no part of a name."""


def find_entities(
    scores: Floats, labels: tuple[str, ...], spans: Sequence[Span], words: Sequence[str]
) -> list[Entity]:
    """Return the names of an article; ``scores`` has a row a word and a column a label."""
    likely = _agreed(_log_softmax(scores), words)
    found: list[Entity] = []
    for first, last in _stretches(likely[:, labels.index("O")] < SURE):
        names = [labels[i] for i in _best_sequence(likely[first:last], _steps(labels))]
        names = _personal(names, words[first:last], spans[first:last])
        found += _entities(names, spans[first:last])
    return found


def _log_softmax(scores: Floats) -> Floats:
    shifted = scores - scores.max(1, keepdims=True)
    out: Floats = shifted - np.log(np.exp(shifted).sum(1, keepdims=True))
    return out


def _agreed(likely: Floats, words: Sequence[str]) -> Floats:
    places: dict[str, list[int]] = defaultdict(list)
    for i, word in enumerate(words):
        if word[:1].isupper() and len(word) > 1:
            places[word].append(i)
    out = likely.copy()
    for at in places.values():
        if len(at) > 1:
            out[at] = (1 - AGREEMENT) * likely[at] + AGREEMENT * likely[at].mean(0)
    return out


def _stretches(mask: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> list[tuple[int, int]]:
    """Return where each run of true values begins and ends (past the last)."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], mask, [False])).astype(np.int8)))
    return [(int(a), int(b)) for a, b in edges.reshape(-1, 2)]


@lru_cache(maxsize=4)
def _steps(labels: tuple[str, ...]) -> Floats:
    """Return what each step from one label to the next adds; the last row is for the first word."""
    out = np.zeros((len(labels) + 1, len(labels)), dtype=np.float32)
    for i, before in enumerate((*labels, "O")):
        for j, label in enumerate(labels):
            if label[0] == "I" and before[1:] != label[1:]:
                out[i, j] = -np.inf
            elif label[0] == "B" and before != "O":
                out[i, j] = -NEXT_TO
    return out


def _best_sequence(likely: Floats, steps: Floats) -> list[int]:
    total = likely[0] + steps[-1]
    back = []
    for row in likely[1:]:
        ways = total[:, None] + steps[:-1]
        back.append(ways.argmax(0))
        total = ways.max(0) + row
    path = [int(total.argmax())]
    for choice in reversed(back):
        path.append(int(choice[path[-1]]))
    return path[::-1]


def _personal(labels: list[str], words: Sequence[str], spans: Sequence[Span]) -> list[str]:
    """Return the labels without small words at the end of a person's name ("Sela Worth urged").

    What a hyphen joins to the name is a part of it: "Ran Jae-in".
    """
    kept = list(labels)
    for at in reversed(range(len(words))):
        ends = at + 1 == len(words) or kept[at + 1] != "I-person"
        glued = at > 0 and words[at - 1] == "-" and spans[at - 1].end == spans[at].start
        if kept[at] == "I-person" and ends and words[at].islower() and not glued:
            kept[at] = "O"
    return kept


def _entities(labels: Sequence[str], spans: Sequence[Span]) -> list[Entity]:
    found: list[Entity] = []
    for label, span in zip(labels, spans, strict=True):
        if label[0] == "I":
            found[-1] = found[-1]._replace(span=Span(found[-1].span.start, span.end))
        elif label[0] == "B":
            found.append(Entity(span, label[2:]))
    return found
