"""The fields of a report in JSON Lines, tables and manifests, and other names people give them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from functools import lru_cache

from truceline.intake.parts import InputDoubt

ALSO = {
    "date": "published", "day": "published", "pubdate": "published", "time": "published",
    "publication_date": "published", "published_at": "published", "outlet": "publisher",
    "source": "publisher", "publication": "publisher", "link": "url", "address": "url",
    "headline": "title", "filename": "file", "path": "file", "doc": "id", "body": "text",
    "content": "text", "article": "text",
}  # fmt: skip
"""Other names that people give to the fields."""


def misnamed(
    where: str, given: Iterable[str], known: tuple[str, ...], told: set[str]
) -> Iterator[InputDoubt]:
    """Yield a doubt for each field ``given`` that seems to be one of the ``known`` misnamed.

    Each is named once: ``told`` keeps those that were.
    """
    fields = set(given)
    for field in sorted(fields - set(known) - told):
        meant = _meant(field.casefold(), known)
        if meant is not None and meant not in fields:
            told.add(field)
            step = f"Did you mean {meant!r}? It is passed over here and further down."
            yield InputDoubt(where, f"has the field {field!r}, which is not read", step)


@lru_cache(1024)
def _meant(field: str, known: tuple[str, ...]) -> str | None:
    near = get_close_matches(field, known, 1, 0.8)
    meant = ALSO.get(field, near[0] if near else None)
    return meant if meant in known else None
