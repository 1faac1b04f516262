"""What leaves open at whom it is aimed, or is done by persons of no side, must be surer to stand.

How sure, by kind, says ``coding/data/floors.toml``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from truceline.coding.floors import least_left_open
from truceline.model import Record


def sure_enough(records: Iterable[Record], own: Collection[str] = frozenset()) -> list[Record]:
    """Return the records without those that are too doubtful for what they leave open.

    What the user's ``own`` rules found stays.
    """
    return [
        r
        for r in records
        if r.confidence is None or r.confidence >= _least(r) or any(name in own for name in r.rule)
    ]


def _least(record: Record) -> float:
    """Return the confidence from which a record stands, by what it leaves open."""
    left = [] if record.targets else ["targets"]
    if record.actors and not any(a.party for a in record.actors):
        left.append("side")
    return max((least_left_open(record.kind, what) for what in left), default=0.0)
