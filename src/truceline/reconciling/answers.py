"""Which proposal a response answers.

The proposer must be among those the response is addressed to, the subject the same, and the
proposal not later than the answer. Of several the nearest counts: one of the same article before
one of an earlier article, and then the last before the answer. A response that names nobody is
linked only where its own article holds exactly one proposal on the subject by somebody else.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from truceline.model import Article, Record
from truceline.reconciling.homes import sides_of
from truceline.resolving import edtf

Sourced = tuple[Record, Article]


class Nearness(NamedTuple):
    """How near a proposal is to an answer, for choosing the greatest."""

    same_article: bool
    before: bool
    published: str
    start: int
    id: str


def link(told: Sequence[Sourced]) -> dict[str, str]:
    """Return the id of the proposal answered, by the id of the response that answers it."""
    proposals: dict[str | None, list[Sourced]] = {}
    for one in told:
        if one[0].kind == "proposal":
            proposals.setdefault(one[0].subject, []).append(one)
    found = {}
    for answer in told:
        if answer[0].kind == "response":
            proposal = _answered(answer, proposals.get(answer[0].subject, []))
            if proposal is not None:
                found[answer[0].id] = proposal
    return found


def _answered(answer: Sourced, proposals: list[Sourced]) -> str | None:
    """Return the id of the proposal on the same subject that ``answer`` is about."""
    asked = sides_of(answer[0].targets)
    fitting = [p for p in proposals if _possible(answer, p)]
    if asked:
        named = [p for p in fitting if sides_of(p[0].actors) & asked]
        return max((_nearness(answer, p) for p in named), default=_NOBODY).id or None
    own = [p for p in fitting if p[1].id == answer[1].id]
    return own[0][0].id if len(own) == 1 else None


_NOBODY = Nearness(same_article=False, before=False, published="", start=0, id="")


def _possible(answer: Sourced, proposal: Sourced) -> bool:
    """Tell whether the proposal is somebody else's and not later than the answer."""
    if sides_of(proposal[0].actors) & sides_of(answer[0].actors):
        return False
    if _later(proposal[0].when, answer[0].when):
        return False
    if proposal[1].id == answer[1].id:
        return True
    published, answered = proposal[1].published, answer[1].published
    return published is not None and answered is not None and published <= answered


def _later(one: str | None, other: str | None) -> bool:
    """Tell whether ``one`` certainly lies after ``other``."""
    if not (one and other and edtf.valid(one) and edtf.valid(other)):
        return False
    first, last = edtf.bounds(one)[0], edtf.bounds(other)[1]
    return first is not None and last is not None and first > last


def _nearness(answer: Sourced, proposal: Sourced) -> Nearness:
    same = proposal[1].id == answer[1].id
    start = proposal[0].evidence.start
    before = not same or start <= answer[0].evidence.start
    return Nearness(same, before, proposal[1].published or "", start, proposal[0].id)
