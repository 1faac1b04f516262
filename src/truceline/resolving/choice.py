"""Which candidate a mention means: a log-linear ranking with weights from annotated articles.

The weights are data (``data/choice.tsv``: a feature and its weight a line), fitted by
``bench/fit_actors.py`` as a conditional log-linear model over the candidates of a mention (as in
mention ranking: Denis and Baldridge 2008).
"""

from __future__ import annotations

from functools import cache

from truceline.model import Span
from truceline.resolving.candidates import Asked, Candidate, Sides, candidates, features
from truceline.resolving.cast import Cast
from truceline.resolving.roster import read_data


@cache
def weights() -> dict[str, float]:
    """Return the weight of each feature; a feature without one weighs nothing."""
    lines = (line for line in read_data("choice.tsv").splitlines() if not line.startswith("#"))
    return {name: float(value) for name, _, value in (line.partition("\t") for line in lines)}


def choose(cast: Cast, span: Span, asked: Asked, rule: Sides) -> Sides:
    """Return who ``span`` means: the candidate that weighs most, the first of equals."""
    found = candidates(cast, span, asked, rule)
    if not found:
        return rule
    return max(found, key=lambda c: _score(c, cast, span, asked)).sides


def _score(candidate: Candidate, cast: Cast, span: Span, asked: Asked) -> float:
    table = weights()
    return sum(
        table.get(name, 0.0) for name in dict.fromkeys(features(candidate, cast, span, asked))
    )
