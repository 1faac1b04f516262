"""A headline tells what the text tells: its records stand only where nothing repeats them."""

from __future__ import annotations

from collections.abc import Sequence

from truceline.model import Record
from truceline.resolving.once import IN_FORCE, agree, filled, lacking, sides

_GIVEN = ("when", "where", "killed", "injured")
_SAME = ("modality", "polarity", "verdict", "plover", "subject")
"""Values without which two records do not tell one thing."""


def beyond_headline(records: Sequence[Record], end: int, article_id: str) -> list[Record]:
    """Return the records without those told before ``end`` that are told again behind it.

    What only the headline gives goes to its record of the text, if that is one alone and of the
    same parties; where several may be meant, a headline that gives more than each of them stays.
    """
    kept = [r for r in records if r.evidence.start >= end]
    titles = []
    for title in (r for r in records if r.evidence.start < end):
        again = [i for i, r in enumerate(kept) if _again(title, r)]
        if len(again) == 1:
            kept[again[0]] = _whole(kept[again[0]], title, article_id)
        elif all(lacking(kept[i], title) for i in again):
            titles.append(title)
    return [*titles, *kept]


def _whole(record: Record, title: Record, article_id: str) -> Record:
    """Return a record of the text with what its headline gives besides."""
    same = sides(record.actors) == sides(title.actors) and record.phase == title.phase
    return filled(record, title, article_id) if same else record


def _is_one_stage(title: Record, record: Record) -> bool:
    """Tell whether two truces may be one: what collapses is not what is extended."""
    phases = {title.phase, record.phase}
    return len(phases) == 1 or IN_FORCE in phases


def _again(title: Record, record: Record) -> bool:
    """Tell whether a record of the text is of the sort of one of the headline and shares a side."""
    if title.kind != record.kind or title.kind == "statement":
        return False
    if any(getattr(title, slot) != getattr(record, slot) for slot in _SAME):
        return False
    if not agree(title, record, _GIVEN) or not _is_one_stage(title, record):
        return False
    aimed = sides(title.targets), sides(record.targets)
    if all(aimed) and not aimed[0] & aimed[1]:
        return False
    if not title.actors:
        return bool(sides(title.targets) & sides(record.targets))
    return bool(sides(title.actors) & sides(record.actors))
