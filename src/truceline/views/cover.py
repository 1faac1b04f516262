"""What a ledger covers: articles, outlets, those who are cited, and copies set apart."""

from __future__ import annotations

from collections import Counter
from typing import get_args

from truceline.model import Article, Kind
from truceline.reconciling.homes import full_name
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
    """Return who is cited as a source, most often cited first; what copies tell again is not."""
    docs: dict[tuple[str, str], list[str]] = {}
    for record in book.told_once:
        for actor in record.source:
            docs.setdefault((actor.name, actor.party or ""), []).append(record.doc)
    order = sorted(docs, key=lambda key: (-len(docs[key]), key[0].casefold(), key))
    return tuple(
        Voucher(
            name=name,
            party=party or None,
            records=len(docs[name, party]),
            docs=tuple(sorted(set(docs[name, party]))),
        )
        for name, party in order
    )


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
