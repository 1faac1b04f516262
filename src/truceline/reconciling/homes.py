"""Which article a record comes from, and which of them tell the same text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable

from truceline.model import Actor, Article, Record, with_id


def find_articles(records: Iterable[Record], articles: Iterable[Article]) -> dict[str, Article]:
    """Return the article of each record by the record's id.

    Where several articles bear one name, the record's id tells which it is. A record whose
    article is not among ``articles`` is left out.
    """
    by_doc: dict[str, list[Article]] = {}
    for article in articles:
        by_doc.setdefault(article.doc, []).append(article)
    homes = {}
    for record in records:
        named = by_doc.get(record.doc, [])
        found = named if len(named) < 2 else [a for a in named if _made(record, a)]
        if found:
            homes[record.id] = found[0]
    return homes


def named_alike(articles: Iterable[Article]) -> frozenset[str]:
    """Return the names that several of ``articles`` bear, which only their files tell apart."""
    counts = Counter(article.doc for article in articles)
    return frozenset(doc for doc, count in counts.items() if count > 1)


def full_name(article: Article, alike: Container[str]) -> str:
    """Return the name of ``article``, with its file if the name is among those ``alike``."""
    told = article.file is not None and article.doc in alike
    return f"{article.doc} ({article.file})" if told else article.doc


def reading_order(record: Record, article: Article | None) -> tuple[str, str, int, str, str]:
    """Return the key of the fixed order of records: published, name, place, kind, id."""
    published = article.published if article else None
    return (published or "", record.doc, record.evidence.start, record.kind, record.id)


def origin_of(article: Article) -> str:
    """Return the id of the first article of the same text, its own where it is no copy."""
    return article.origin or article.id


def sides_of(actors: Iterable[Actor]) -> frozenset[str]:
    """Return the parties that ``actors`` commit; the name stands in where no party is known."""
    return frozenset(actor.party or actor.name for actor in actors)


def _made(record: Record, article: Article) -> bool:
    evidence = record.evidence
    stands = article.text.startswith(evidence.text, evidence.start)  # spares most of the hashing
    return stands and with_id(record, article.id).id == record.id
