"""Which proposal a response answers.

The proposer must be among those the response is addressed to, the subject the same, and the
proposal not later than the answer. Of several the nearest counts: one of the same article before
one of an earlier article, and then the last before the answer. A response that names nobody is
linked only where its own article holds exactly one proposal on the subject by somebody else.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from truceline.model import Article, Record
from truceline.reconciling.homes import sides_of
from truceline.resolving import edtf

Sourced = tuple[Record, Article]


class Offer(NamedTuple):
    """A proposal, in order of publication and place in the text."""

    published: str
    start: int
    id: str
    article: str
    record: Record


class Offers:
    """The proposals by what an answer knows of them: the article, or subject and proposer."""

    def __init__(self, told: Iterable[Sourced]) -> None:
        self._by_article: dict[tuple[str, str | None], list[Offer]] = {}
        self._by_party: dict[tuple[str, str | None], list[Offer]] = {}
        for record, article in told:
            if record.kind != "proposal":
                continue
            start = record.evidence.start
            offer = Offer(article.published or "", start, record.id, article.id, record)
            self._by_article.setdefault((article.id, record.subject), []).append(offer)
            for party in sides_of(record.actors) if article.published else ():
                self._by_party.setdefault((party, record.subject), []).append(offer)
        for offers in self._by_party.values():
            offers.sort(key=lambda offer: offer[:3])

    def beside(self, answer: Sourced) -> list[Offer]:
        """Return the proposals on the same subject in the answer's own article."""
        return self._by_article.get((answer[1].id, answer[0].subject), [])

    def before(self, answer: Sourced, party: str) -> Iterator[Offer]:
        """Give the party's proposals of other articles published by then, the latest first."""
        offers = self._by_party.get((party, answer[0].subject), [])
        day = answer[1].published or ""
        end = bisect_right(offers, day, key=lambda offer: offer.published)
        latest_first = (offers[place] for place in range(end - 1, -1, -1))
        return (offer for offer in latest_first if offer.article != answer[1].id)


def link(told: Iterable[Sourced]) -> dict[str, str]:
    """Return the id of the proposal answered, by the id of the response that answers it."""
    told = list(told)
    offers = Offers(told)
    answers = (one for one in told if one[0].kind == "response")
    found = ((answer[0].id, _answered(answer, offers)) for answer in answers)
    return {answer: offer.id for answer, offer in found if offer is not None}


def _answered(answer: Sourced, offers: Offers) -> Offer | None:
    """Return the proposal that ``answer`` is about, ``None`` where it cannot be told."""
    record = answer[0]
    asked = sides_of(record.targets)
    own = [offer for offer in offers.beside(answer) if _possible(record, offer.record)]
    if not asked:
        return own[0] if len(own) == 1 else None
    named = [offer for offer in own if sides_of(offer.record.actors) & asked]
    if named:
        place = record.evidence.start
        return max(named, key=lambda offer: (offer.start <= place, offer.start, offer.id))
    latest = (_first_possible(record, offers.before(answer, party)) for party in asked)
    return max((o for o in latest if o is not None), key=lambda o: o[:3], default=None)


def _first_possible(answer: Record, offers: Iterable[Offer]) -> Offer | None:
    return next((offer for offer in offers if _possible(answer, offer.record)), None)


def _possible(answer: Record, proposal: Record) -> bool:
    """Tell whether the proposal is somebody else's and does not lie after the answer."""
    if sides_of(proposal.actors) & sides_of(answer.actors):
        return False
    return not _later(proposal.when, answer.when)


def _later(one: str | None, other: str | None) -> bool:
    """Tell whether ``one`` certainly lies after ``other``."""
    if not (one and other and edtf.valid(one) and edtf.valid(other)):
        return False
    first, last = edtf.bounds(one)[0], edtf.bounds(other)[1]
    return first is not None and last is not None and first > last
