"""The views: pure functions from a book to sorted, frozen rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from truceline.model import Kind, Record, Terms
from truceline.views.book import Book, Group, fullness
from truceline.views.headlines import headline
from truceline.views.incidents import has_toll, incidents
from truceline.views.rows import (
    Act,
    Answer,
    Attack,
    Claim,
    Demand,
    Entry,
    Meeting,
    Offer,
    Quote,
    Speaker,
)

EVENT_KINDS: tuple[Kind, ...] = (
    "proposal",
    "response",
    "demand",
    "meeting",
    "agreement",
    "ceasefire",
    "violation",
    "attack",
    "accusation",
    "action",
)


def common(book: Book, group: Group) -> dict[str, Any]:
    """Return the fields that every row shares, taken from the first record of ``group``."""
    lead = group[0]
    return {
        "kind": lead.kind,
        "ref": book.ref(lead),
        "also": tuple(book.ref(record) for record in group[1:]),
        "actors": lead.actors,
        "targets": lead.targets,
        "source": lead.source,
        "modality": lead.modality,
        "when": lead.when,
        "where": lead.where,
    }


def timeline(book: Book) -> tuple[Entry, ...]:
    """Return everything but bare quotations in order of date.

    An undated entry stands on the day its report was published, after what is dated so, and says
    so; with no such day either it comes last.
    """
    groups = sorted(book.groups(*EVENT_KINDS), key=book.place_reported)
    return tuple(entry(book, group) for group in groups)


def entry(book: Book, group: Group) -> Entry:
    """Return ``group`` as a line of the timeline."""
    lead = group[0]
    reported = None if lead.when else book.published(lead)
    return Entry(**common(book, group), headline=headline(lead), reported=reported)


def answers(book: Book) -> tuple[Answer, ...]:
    """Return every answer to a proposal, linked to it where an event could tell which."""
    return tuple(_answer(book, group) for group in book.groups("response"))


def _answer(book: Book, group: Group) -> Answer:
    lead = group[0]
    event = book.event_of.get(lead.id)
    return Answer(
        **common(book, group),
        verdict=lead.verdict,
        subject=lead.subject,
        conditions=lead.terms.conditions if lead.terms else (),
        proposal=_proposal(book, event.answers if event else None),
    )


def _proposal(book: Book, event_id: str | None) -> str | None:
    """Return the first proposal record of the event answered."""
    event = book.event_by_id.get(event_id or "")
    return next((r for r in event.records if r in book.article_of), None) if event else None


def terms_on_table(book: Book) -> tuple[Offer, ...]:
    """Return one row a proposal, with its terms and the answers linked to it."""
    replies: dict[str, list[Answer]] = {}
    for answer in answers(book):
        if answer.proposal:
            replies.setdefault(answer.proposal, []).append(answer)
    return tuple(_offer(book, group, replies) for group in book.groups("proposal"))


def _offer(book: Book, group: Group, replies: dict[str, list[Answer]]) -> Offer:
    lead, terms = group[0], group[0].terms or Terms()
    return Offer(
        **common(book, group),
        subject=lead.subject,
        duration_days=terms.duration_days,
        duration_as_written=terms.as_written,
        scope=terms.scope,
        unconditional=terms.unconditional,
        conditions=terms.conditions,
        start=terms.start,
        end=terms.end,
        venue=terms.venue,
        answers=tuple(a for record in group for a in replies.get(record.id, ())),
    )


def attacks(book: Book) -> tuple[Attack, ...]:
    """Return one row an attack; the figures that each source gives stay side by side.

    What a copy tells again gives no figure of its own.
    """
    return tuple(_attack(book, groups) for groups in incidents(book))


def _attack(book: Book, groups: Sequence[Group]) -> Attack:
    lead = max(groups, key=lambda group: (bool(group[0].actors), fullness(group[0])))
    group = (*lead, *(record for other in groups if other is not lead for record in other))
    told_once = [record for record in group if record.id not in book.told_again]
    accounts = tuple(entry(book, group) for group in groups)
    return Attack(
        **common(book, group),
        means=next((r.means for r in group if r.means), None),
        claims=tuple(_claim(book, r) for r in told_once if has_toll(r)),
        accounts=accounts if len(accounts) > 1 else (),
    )


def _claim(book: Book, record: Record) -> Claim:
    return Claim(
        ref=book.ref(record),
        source=record.source,
        killed=record.killed,
        injured=record.injured,
        losses=record.losses,
        approx=record.approx,
        as_written=record.as_written,
    )


def quotations(book: Book) -> tuple[Speaker, ...]:
    """Return the direct quotations by speaker, speakers by name, the unnamed last."""
    by_speaker: dict[tuple[str, str], list[Quote]] = {}
    for group in book.groups("statement"):
        row = Quote(**common(book, group), quote=group[0].quote or group[0].evidence.text)
        for actor in row.actors[:1] or (None,):
            key = (actor.name, actor.party or "") if actor else ("", "")
            by_speaker.setdefault(key, []).append(row)
    speakers = sorted(by_speaker, key=lambda key: (not key[0], key[0].casefold(), key))
    return tuple(
        Speaker(name=name or None, party=party or None, quotes=tuple(by_speaker[name, party]))
        for name, party in speakers
    )


def meetings(book: Book) -> tuple[Meeting, ...]:
    """Return meetings, calls, visits and accords reached, in order of date."""
    return tuple(
        Meeting(
            **common(book, group),
            mode=group[0].mode,
            mediators=group[0].mediators,
            subject=group[0].subject,
        )
        for group in book.groups("meeting", "agreement")
    )


def demands(book: Book) -> tuple[Demand, ...]:
    """Return conditions, red lines and positions of principle, in order of date."""
    return tuple(
        Demand(**common(book, group), demand=group[0].demand, polarity=group[0].polarity)
        for group in book.groups("demand")
    )


def accusations(book: Book) -> tuple[Act, ...]:
    """Return who blames whom for anything but a broken truce, in order of date."""
    return _acts(book, "accusation")


def actions(book: Book) -> tuple[Act, ...]:
    """Return other acts that bear on the conflict, in order of date."""
    return _acts(book, "action")


def _acts(book: Book, kind: Kind) -> tuple[Act, ...]:
    return tuple(
        Act(**common(book, group), content=group[0].content, plover=group[0].plover)
        for group in book.groups(kind)
    )
