"""When a thing had begun for certain, and whether two dates can mean the same day."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from truceline.resolving import edtf


@lru_cache(maxsize=4096)
def begun_by(when: str | None) -> date | None:
    """Return the day by which the thing had certainly begun; ``None`` where nobody can tell.

    A month may begin on its last day. Of an interval the last possible day of its first date
    counts; where that is open or unknown, the last day of all.
    """
    if when is None or not edtf.valid(when):
        return None
    first = when.partition("/")[0]
    return edtf.bounds(when if first in edtf.OPEN else first)[1]


@lru_cache(maxsize=65536)
def compatible(one: str | None, other: str | None) -> bool:
    """Tell whether the two dates share a day; an unknown date agrees with every date."""
    if one is None or other is None or not (edtf.valid(one) and edtf.valid(other)):
        return True
    (low, high), (other_low, other_high) = edtf.bounds(one), edtf.bounds(other)
    return (low or date.min) <= (other_high or date.max) and (
        (other_low or date.min) <= (high or date.max)
    )
