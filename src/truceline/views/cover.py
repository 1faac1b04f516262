"""What a ledger covers: articles, outlets, those who are cited, and copies set apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from typing import get_args

from truceline.model import Actor, Article, Kind, Record
from truceline.reconciling.homes import full_name
from truceline.resolving.names import plain
from truceline.resolving.roster import read_roles
from truceline.views.book import Book
from truceline.views.rows import ArticleRow, Coverage, Outlet, Voucher


def coverage(book: Book) -> Coverage:
    """Return how many articles, outlets, copies and records there are, and which days they span."""
    dates = sorted(a.published for a in book.articles if a.published)
    kinds = Counter(record.kind for record in book.told_once)
    return Coverage(
        articles=len(book.articles),
        copies=sum(1 for a in book.articles if is_copy(a)),
        undated=len(book.articles) - len(dates),
        first=dates[0] if dates else None,
        last=dates[-1] if dates else None,
        records=len(book.told_once),
        told_again=len(book.told_again),
        kinds=tuple((kind, kinds[kind]) for kind in get_args(Kind) if kinds[kind]),
        outlets=outlets(book),
    )


def is_copy(article: Article) -> bool:
    """Tell whether ``article`` was set apart as a copy of an earlier one."""
    return article.origin is not None and article.origin != article.id


def outlets(book: Book) -> tuple[Outlet, ...]:
    """Return the outlets by name, reports without a named outlet last."""
    shelves: dict[str | None, list[Article]] = {}
    for article in book.articles:
        shelves.setdefault(article.publisher, []).append(article)
    counts = _counts(book)
    names = sorted(shelves, key=lambda name: (name is None, (name or "").casefold(), name or ""))
    return tuple(_outlet(name, shelves[name], counts) for name in names)


def _outlet(name: str | None, articles: list[Article], counts: dict[str, int]) -> Outlet:
    dates = sorted(a.published for a in articles if a.published)
    return Outlet(
        publisher=name,
        articles=len(articles),
        copies=sum(1 for a in articles if is_copy(a)),
        records=sum(counts[a.id] for a in articles),
        first=dates[0] if dates else None,
        last=dates[-1] if dates else None,
    )


def _counts(book: Book) -> dict[str, int]:
    return {article.id: len(records) for article, records in book.readings}


def vouchers(book: Book) -> tuple[Voucher, ...]:
    """Return who is cited as a source, most often cited first; what copies tell again is not.

    One name is one line, whatever its capitals; a person's also with a title before it, and where
    reports give the person several sides.
    """
    cited = [(actor, record) for record in book.told_once for actor in record.source]
    people = {plain(actor.name) for actor, _ in cited if _is_person(actor)}
    found: dict[tuple[str, str], list[tuple[Actor, Record]]] = {}
    for actor, record in cited:
        found.setdefault(_called(actor, people), []).append((actor, record))
    rows = (_voucher(name, told) for (name, _), told in found.items())
    return tuple(
        sorted(rows, key=lambda row: (-row.records, row.name.casefold(), row.name, row.parties))
    )


def _voucher(key: str, told: list[tuple[Actor, Record]]) -> Voucher:
    names = Counter(actor.name for actor, _ in told)
    name = min(names, key=lambda n: (plain(n) != key, -names[n], n))
    return Voucher(
        name=name,
        parties=tuple(sorted({actor.party for actor, _ in told if actor.party})),
        also=tuple(sorted(other for other in names if plain(other) != key)),
        records=len({record.id for _, record in told}),
        docs=tuple(sorted({record.doc for _, record in told})),
    )


def _is_person(actor: Actor) -> bool:
    """Tell whether a name looks like a person's: capitals, two words or more, no institution."""
    words = actor.name.split()
    capitals = all(word[:1].isupper() for word in words)
    return len(words) > 1 and capitals and actor.name != actor.party and not (
        read_roles()["institutions"] & set(plain(actor.name).split())
    )  # fmt: skip


def _called(actor: Actor, people: Collection[str]) -> tuple[str, str]:
    """Return under which name and side one is listed; a person under the name without a title."""
    words, small = actor.name.split(), {"of", "and", *read_roles()["prepositions"]}
    for start in range(len(words) - 2, 0, -1):
        tail = plain(" ".join(words[start:]))
        if tail in people and plain(words[start - 1]) not in small:
            return tail, ""
    name = plain(actor.name)
    return name, "" if name in people else actor.party or ""


def articles(book: Book) -> tuple[ArticleRow, ...]:
    """Return the reports in order of publication, with what was read from each."""
    counts = _counts(book)
    names = {article.id: full_name(article, book.named_alike) for article in book.articles}
    return tuple(
        ArticleRow(
            doc=article.doc,
            file=article.file,
            title=article.title,
            publisher=article.publisher,
            published=article.published,
            published_from=article.published_from,
            url=article.url,
            copy_of=names.get(article.origin or "") if is_copy(article) else None,
            records=counts[article.id],
            characters=len(article.text),
            skipped=sum(skip.end - skip.start for skip in article.skips),
        )
        for article in book.articles
    )
