"""How sure a record must be by whom it names: surer where it leaves them open, less between sides.

What leaves open at whom it is aimed, or is done by persons of no side, must be surer to stand; what
happened between two known sides may lie below the cut of its kind. How sure, by kind, says
``coding/data/floors.toml``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from truceline.coding.floors import least_left_open
from truceline.model import Record
from truceline.resolving.once import once


def sure_enough(records: Iterable[Record], own: Collection[str] = frozenset()) -> list[Record]:
    """Return the records without those that are too doubtful for what they leave open.

    What the user's ``own`` rules found stays.
    """
    return [
        r
        for r in records
        if r.confidence is None or r.confidence >= _least(r) or any(name in own for name in r.rule)
    ]


def with_between(
    records: Sequence[Record], below: Iterable[Record], article_id: str
) -> tuple[Record, ...]:
    """Return the records, in order, with those ``below`` their cut that are between two sides.

    What is told already is not told again by them.
    """
    kept = list(records)
    for record in below:
        if between_sides(record) and len(once([*kept, record], article_id)) > len(kept):
            start = record.evidence.start
            behind = (i for i, r in enumerate(kept) if r.evidence.start > start)
            kept.insert(next(behind, len(kept)), record)
    return tuple(kept)


def between_sides(record: Record) -> bool:
    """Tell whether a record is of something that happened between two known sides."""
    acting = {a.party for a in record.actors if a.party}
    aimed = {a.party or a.name for a in record.targets}
    if record.modality != "asserted":
        return False
    if record.kind == "meeting":
        return len(acting) > 1
    return bool(acting) and bool(aimed) and acting.isdisjoint(aimed)


def _least(record: Record) -> float:
    """Return the confidence from which a record stands, by what it leaves open."""
    left = [] if record.targets else ["targets"]
    if record.actors and not any(a.party for a in record.actors):
        left.append("side")
        if record.targets and not any(a.party for a in record.targets):
            left.append("sides")
    return max((least_left_open(record.kind, what) for what in left), default=0.0)
