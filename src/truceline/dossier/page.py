"""What the page shows: every field of the template, computed before the template runs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from truceline import views
from truceline.dossier.drawing import Drawing, draw, window
from truceline.dossier.passages import Paragraph, paragraphs
from truceline.model import Article, Record
from truceline.reconciling.homes import full_name
from truceline.views.cover import is_copy
from truceline.views.rows import (
    Act,
    Answer,
    Attack,
    Coverage,
    Demand,
    Entry,
    Meeting,
    Offer,
    Profile,
    Speaker,
    Truce,
    Violation,
    Voucher,
)


@dataclass(frozen=True)
class FullArticle:
    """A report in full, cut for highlighting."""

    number: int
    doc: str
    title: str | None
    publisher: str | None
    published: str | None
    url: str | None
    link: str | None
    """The address again, when it is safe to link (http or https)."""
    copy_of: str | None
    copy_of_number: int | None
    records: int
    skipped: bool
    paragraphs: list[Paragraph]


@dataclass(frozen=True)
class Day:
    """The entries of one date in the chronology, and what was reported on it without a day."""

    when: str | None
    entries: tuple[Entry, ...]
    reported: tuple[Entry, ...]


@dataclass(frozen=True)
class Page:
    """Everything the template may name; a test compares the two."""

    title: str
    version: str
    clock: str | None
    """The sentence that says which day and which clock the page shows; ``None`` for all."""
    coverage: Coverage
    drawing: Drawing | None
    days: tuple[Day, ...]
    undated: tuple[Entry, ...]
    outside: int
    """Dated entries that lie outside the drawn window."""
    offers: tuple[Offer, ...]
    answers: tuple[Answer, ...]
    truces: tuple[Truce, ...]
    loose_violations: tuple[Violation, ...]
    attacks: tuple[Attack, ...]
    meetings: tuple[Meeting, ...]
    demands: tuple[Demand, ...]
    accusations: tuple[Act, ...]
    actions: tuple[Act, ...]
    parties: tuple[Profile, ...]
    mediators: tuple[Profile, ...]
    speakers: tuple[Speaker, ...]
    vouchers: tuple[Voucher, ...]
    articles: tuple[FullArticle, ...]
    numbers: dict[str, int]
    """The number of each record on the page, by record id, in order of the articles."""
    sections: tuple[tuple[str, str, int], ...]
    """Anchor, heading and number of entries of each section that has any."""


def page(book: views.Book, *, title: str, version: str, clock: str | None) -> Page:
    """Return all that the page shows of ``book``."""
    entries = views.timeline(book)
    span = window(entries)
    dated = tuple(entry for entry in entries if entry.when)
    placed = tuple(entry for entry in entries if entry.when or entry.reported)
    rows = {name: view(book) for name, view in ROWS.items()}
    return Page(
        title=title,
        version=version,
        clock=clock,
        coverage=views.coverage(book),
        drawing=draw(entries),
        days=_days(placed),
        undated=tuple(entry for entry in entries if not (entry.when or entry.reported)),
        outside=sum(1 for entry in dated if not (span and span.holds(entry))),
        articles=_articles(book),
        numbers=_numbers(book),
        sections=tuple((k, h, len(rows[k])) for k, h in HEADINGS.items() if rows[k]),
        **rows,
    )


ROWS: dict[str, Callable[[views.Book], tuple[Any, ...]]] = {
    "offers": views.terms_on_table,
    "answers": views.answers,
    "truces": views.truces,
    "loose_violations": views.loose_violations,
    "attacks": views.attacks,
    "meetings": views.meetings,
    "demands": views.demands,
    "accusations": views.accusations,
    "actions": views.actions,
    "parties": views.parties,
    "mediators": views.mediators,
    "speakers": views.quotations,
    "vouchers": views.vouchers,
}
HEADINGS = {
    "offers": "Terms on the table",
    "answers": "Answers",
    "truces": "Truces and alleged violations",
    "loose_violations": "Violations alleged of no truce recorded here",
    "attacks": "Attacks and claimed figures",
    "meetings": "Meetings and accords",
    "demands": "Demands and red lines",
    "accusations": "Accusations",
    "actions": "Other acts",
    "parties": "Party by party",
    "mediators": "Who mediated",
    "speakers": "Quotations by speaker",
    "vouchers": "Who is cited",
}


def _days(entries: tuple[Entry, ...]) -> tuple[Day, ...]:
    by_date: dict[str | None, list[Entry]] = {}
    for entry in entries:
        by_date.setdefault(entry.when or entry.reported, []).append(entry)
    return tuple(
        Day(when, tuple(e for e in rows if e.when), tuple(e for e in rows if not e.when))
        for when, rows in by_date.items()
    )


def _numbers(book: views.Book) -> dict[str, int]:
    return {record.id: number for number, record in enumerate(book.records, 1)}


def _articles(book: views.Book) -> tuple[FullArticle, ...]:
    alike = book.named_alike
    places = {a.id: (full_name(a, alike), n) for n, a in enumerate(book.articles, 1)}
    return tuple(
        _article(article, number, records, places)
        for number, (article, records) in enumerate(book.readings, 1)
    )


def _article(
    article: Article, number: int, records: Sequence[Record], places: dict[str, tuple[str, int]]
) -> FullArticle:
    first = places.get(article.origin or "") if is_copy(article) else None
    return FullArticle(
        number=number,
        doc=places[article.id][0],
        title=article.title,
        publisher=article.publisher,
        published=article.published,
        url=article.url,
        link=safe_link(article.url),
        copy_of=first[0] if first else None,
        copy_of_number=first[1] if first else None,
        records=len(records),
        skipped=bool(article.skips),
        paragraphs=paragraphs(article.text, records, article.skips),
    )


def safe_link(url: str | None) -> str | None:
    """Return ``url`` if it is a plain web address that may be linked, else ``None``."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    plain = bool(url) and url == (url or "").strip() and (url or "").isprintable()
    return url if plain and parts.scheme in {"http", "https"} and parts.netloc else None
