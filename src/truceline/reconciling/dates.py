"""When a thing had begun for certain."""

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
