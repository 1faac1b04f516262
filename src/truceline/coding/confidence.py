"""Confidence: the calibrated probability that a careful coder would write a record.

The network's raw probability is turned into a frequency by Platt scaling (Platt 1999), with the
log-odds that the article tells of a conflict beside it; the numbers are data, fitted on held-back
articles.
"""

from __future__ import annotations

import math
import tomllib
from functools import cache
from importlib import resources
from typing import NamedTuple


class Calibration(NamedTuple):
    """Slope and offset of each kind, and the cuts below which a record is left out."""

    kinds: dict[str, tuple[float, float]]
    cuts: dict[str, float]
    trusted: frozenset[str] = frozenset()
    """Kinds for which the package's rules count beside the network, or without it."""
    toll: float = 1.0
    """Probability from which an attack is kept by default when its dead or injured are counted."""
    topic: float = 1.0
    """Weight of log-odds against a conflict: as evidence of its own, beside the network's."""
    clear: float = 0.0
    """Log-odds from which nothing speaks against an article's telling of a conflict."""

    def confidence(self, kind: str, probability: float, topic: float) -> float:
        """Return the confidence of a record of ``kind`` that the network gave ``probability``.

        ``topic`` is the log-odds that its article tells of a conflict.
        """
        slope, offset = self.kinds.get(kind, self.kinds["any"])
        p = min(max(probability, 1e-6), 1 - 1e-6)
        odds = slope * math.log(p / (1 - p)) + offset + self.topic * min(topic - self.clear, 0.0)
        return 1 / (1 + math.exp(-odds))

    def is_clear(self, topic: float) -> bool:
        """Tell whether nothing speaks against a conflict in an article of these log-odds."""
        return topic >= self.clear

    def cut(self, kind: str) -> float:
        """Return the least confidence of a record of ``kind`` that is kept by default."""
        return self.cuts.get(kind, self.cuts["default"])


@cache
def load() -> Calibration:
    """Return the calibration shipped with the package."""
    path = resources.files("truceline.coding") / "data" / "confidence.toml"
    raw = tomllib.loads(path.read_text("utf-8"))
    kinds = {name: (row["slope"], row["offset"]) for name, row in raw["kinds"].items()}
    trusted, toll = frozenset(raw["rules"]["trusted"]), raw["toll"]["least"]
    return Calibration(kinds, raw["cut"], trusted, toll, clear=raw["topic"]["clear"])
