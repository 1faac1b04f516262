"""Records as files for other programs: JSON Lines and CSV.

Same records, same bytes: rows stand in the order of publication, article, place in the text,
kind and id, whatever order they came in.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Literal, NamedTuple, get_args

import msgspec

from truceline import codebook
from truceline.errors import UsageError
from truceline.export.atomic import write_whole
from truceline.export.rows import Source, columns, row
from truceline.model import Article, Record, encode
from truceline.reconciling.homes import (
    find_articles,
    full_name,
    named_alike,
    origin_of,
    reading_order,
)

Format = Literal["jsonl", "csv"]


class Placed(NamedTuple):
    """A record, its article, and what tells that from others."""

    record: Record
    article: Article | None
    copy_of: str | None
    """Name of the article of which this one is a copy."""
    file: str | None
    """File of the article where another one bears the same name."""

    def marks(self) -> dict[str, str]:
        """Return the marks that there are, for a line of JSON."""
        marks = {"copy_of": self.copy_of, "file": self.file}
        return {name: mark for name, mark in marks.items() if mark is not None}


def export(records: Iterable[Record], articles: Iterable[Article], format: str, path: Path) -> None:  # noqa: A002 - the word users know
    """Write ``records`` to ``path`` in ``format``, whole or not at all.

    Raises ``UsageError`` for an unknown format and ``OutputError`` where the file cannot be
    written.
    """
    write_whole(Path(path), render(records, articles, format))


def render(
    records: Iterable[Record],
    articles: Iterable[Article],
    format: str,  # noqa: A002 - the word users know
) -> Iterator[bytes]:
    """Return the lines of a file of ``records`` in ``format``.

    ``articles`` give the day of publication, the outlet and the address. Raises ``UsageError``
    for an unknown format.
    """
    if format not in get_args(Format):
        known = ", ".join(get_args(Format))
        raise UsageError(f"{format}: no such export format. Choose one of {known}")
    placed = _placed(list(records), articles)
    lines = _json_lines(placed) if format == "jsonl" else _csv_lines(placed)
    return (line.encode("utf-8") for line in lines)


def _placed(records: Sequence[Record], articles: Iterable[Article]) -> list[Placed]:
    """Return each record with its article, in the fixed order; twice the same is once."""
    articles = list(articles)
    homes = find_articles(records, articles)
    alike = named_alike(articles)
    names = {article.id: full_name(article, alike) for article in articles}
    copies = {a.id: names.get(a.origin or "", a.origin) for a in articles if origin_of(a) != a.id}
    placed: list[Placed] = []
    for key, record in {record.id: record for record in records}.items():
        home = homes.get(key)
        file = home.file if home and home.doc in alike else None
        placed.append(Placed(record, home, copies.get(home.id) if home else None, file))
    return sorted(placed, key=lambda one: reading_order(one.record, one.article))


def _json_lines(placed: Iterable[Placed]) -> Iterator[str]:
    for one in placed:
        line, marks = encode(one.record), one.marks()
        if marks:  # fields of the article's, not of the record's
            line = f"{line[:-1]},{msgspec.json.encode(marks).decode()[1:]}"
        yield line + "\n"


def _csv_lines(placed: Iterable[Placed]) -> Iterator[str]:
    """Give the lines of a CSV file by RFC 4180: one header, commas, CRLF, quotes doubled."""
    book = codebook.load()
    taken = columns(book)
    standards = "; ".join(f"{name} {version}" for name, version in book.standards.items())
    yield _csv_line(taken)
    for one in placed:
        source = Source(
            one.record, one.article, one.copy_of, one.file, book.codes(one.record), standards
        )
        yield _csv_line(row(source, taken.values()))


def _csv_line(cells: Iterable[str]) -> str:
    line = io.StringIO(newline="")
    csv.writer(line).writerow(cells)
    return line.getvalue()
