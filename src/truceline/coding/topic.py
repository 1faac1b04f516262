"""Whether an article tells of a conflict at all, judged by its nouns and adjectives.

A report of a match, a takeover or an old siege speaks of attacks and truces, too. A linear model of
which of them occur, but for those that the rules know, weighs for or against: its log-odds go into
the confidence of every record. The weights are data (``data/topic.tsv``), fitted by
``bench/fit_topic.py``.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources
from typing import NamedTuple

from truceline.model import Sentence

SHRINK = 20
"""Added to the number of known words in the divisor: a text of few is judged little by them."""
_TAGS = frozenset(("NN", "NNS", "JJ", "JJR", "JJS"))
_SHORTEST = 3
"""Letters of the shortest words that count."""


class Topic(NamedTuple):
    """The weight of each lemma, and the log-odds of an article without words."""

    weights: Mapping[str, float]
    offset: float

    def log_odds(self, sentences: Iterable[Sentence]) -> float:
        """Return the log-odds that an article of these sentences tells of a conflict."""
        known = sorted(lemma for lemma in words_of(sentences) if lemma in self.weights)
        return self.offset + scale(len(known)) * sum(self.weights[lemma] for lemma in known)


def words_of(sentences: Iterable[Sentence]) -> set[str]:
    """Return the lemmas of nouns and adjectives, without names and the shortest."""
    words = (word for sentence in sentences for word in sentence.words)
    lemmas = {word.lemma.lower() for word in words if word.tag in _TAGS}
    return {lemma for lemma in lemmas if lemma.isalpha() and len(lemma) >= _SHORTEST}


def scale(known: int) -> float:
    """Return what the weights of ``known`` different words are multiplied by."""
    return math.sqrt(known) / (known + SHRINK)


@cache
def load() -> Topic:
    """Return the weights that come with the package."""
    text = (resources.files("truceline.coding") / "data/topic.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    weights = {lemma: float(weight) for lemma, weight in rows}
    return Topic(weights, weights.pop(""))
