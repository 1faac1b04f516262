"""The ledger: articles, what was read from them, what people decided, in one SQLite file.

An article, its records and the file it came from are saved in one transaction: a process killed
at any moment leaves whole articles only, and the next run adds what is missing. Machine records
are content-addressed, so adding twice is adding once. Decisions are only ever appended.

Everything is given back in a fixed order that does not depend on the order of adding.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self

import msgspec

from truceline import codebook, errors
from truceline.ledger import files, holdings
from truceline.ledger.holdings import InputFile
from truceline.model import Article, Decision, Event, Kind, Record, encode, with_id
from truceline.reconciling.dates import begun_by

Clock = Literal["known", "happened"]


class Ledger:
    """One ledger file, open. One writer at a time; readers are never held up."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self.path = path

    @classmethod
    def open(
        cls,
        path: str | Path,
        create: bool = False,
        readonly: bool = False,
        busy_seconds: float = files.BUSY_SECONDS,
    ) -> Self:
        """Open the ledger at ``path``; with ``create`` a missing one is made.

        An older format is brought up to date after a backup copy (``NAME.v1.bak``). Raises a
        ``LedgerError`` that says what is wrong and what to do next.
        """
        path = Path(path)
        connection = files.connect(
            path, create=create, readonly=readonly, busy_seconds=busy_seconds
        )
        return cls(connection, path)

    def close(self) -> None:
        """Close the file; what was added is already saved."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    # --- Writing -----------------------------------------------------------------------------

    def add(
        self,
        article: Article,
        records: Iterable[Record] | None,
        input: InputFile | None = None,  # noqa: A002 - the noun of the room
        *,
        complete: bool = True,
        version: str = "",
    ) -> bool:
        """Save an article with its records and, if given, the file it came from, all or nothing.

        Returns whether the article was new. ``complete`` is false while more articles of the same
        file are to come. ``version`` names the rules and network that made the records: those of
        a known article are replaced when it differs. Without ``records`` (``None``) those that the
        ledger has stay, whoever made them. Raises ``RecordError`` or ``EvidenceError``
        for a record that the codebook or the text does not bear out.
        """
        checked = None if records is None else _checked(article, records)
        with self._writing():
            known = self._version_of(article.id)
            self._put_article(article, (known or "") if checked is None else version)
            if checked is not None and known != version:
                self._put_records(article, checked)
            if input is not None:
                holdings.put(self._connection, input, article, complete)
        return known is None

    def replace_records(
        self, article: str, records: Iterable[Record], *, version: str = ""
    ) -> None:
        """Put ``records`` in place of those of the article with that id; decisions stay."""
        whole = self.article(article)
        checked = _checked(whole, records)
        with self._writing():
            self._connection.execute(
                "UPDATE articles SET version = ? WHERE id = ?", (version, article)
            )
            self._put_records(whole, checked)

    def move_inputs(self, moves: Mapping[str, str]) -> None:
        """Put for each key of a file, as older ledgers have them, the path that it lies at."""
        with self._writing():
            for key, path in sorted(moves.items()):
                holdings.move(self._connection, key, path)

    def set_origins(self, origins: Mapping[str, str | None]) -> None:
        """Set for each article id the id of the first article of the same text."""
        with self._writing():
            self._connection.executemany(
                "UPDATE articles SET origin = ? WHERE id = ? AND origin IS NOT ?",
                [(origin, article, origin) for article, origin in sorted(origins.items())],
            )

    def set_events(self, events: Iterable[Event]) -> None:
        """Put ``events``, in their order, in place of all earlier ones."""
        rows = [(event.id, place, encode(event)) for place, event in enumerate(events)]
        with self._writing():
            self._connection.execute("DELETE FROM events")
            self._connection.executemany("INSERT INTO events VALUES (?, ?, ?)", rows)

    def decide(self, decision: Decision) -> None:
        """Append a person's decision; it supersedes earlier ones about the same record."""
        with self._writing():
            self._connection.execute(
                "INSERT INTO decisions (record, data) VALUES (?, ?)",
                (decision.record, encode(decision)),
            )

    def set_meta(self, key: str, value: str) -> None:
        """Note a value about the ledger itself, such as the version of the rules."""
        with self._writing():
            self._connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    # --- Reading -----------------------------------------------------------------------------

    def articles(self) -> Iterator[Article]:
        """Give every article, by day of publication, name and id; undated ones first."""
        query = "SELECT data, text, origin FROM articles ORDER BY published, doc, id"
        for row in self._rows(query):
            yield _article(*row)

    def article(self, article: str) -> Article:
        """Return the article with that id; ``KeyError`` where there is none."""
        query = "SELECT data, text, origin FROM articles WHERE id = ?"
        for row in self._rows(query, article):
            return _article(*row)
        raise KeyError(article)

    def records(
        self,
        kind: Kind | None = None,
        as_of: str | None = None,
        clock: Clock = "known",
        article: str | None = None,
        party: str | None = None,
    ) -> Iterator[Record]:
        """Give records by publication, doc, place in the text, kind and id; undated ones first.

        ``as_of`` (a day) keeps what was ``known``, published on or before that day, or by the
        clock ``happened`` what had certainly begun by then; an unknown date is neither. ``party``
        keeps the records in which it acts or is acted upon, ``article`` those of one article.
        """
        dated = "published" if clock == "known" else "begun"
        asked = [
            ("kind = ?", kind),
            ("article = ?", article),
            ("number IN (SELECT record FROM record_parties WHERE party = ?)", party),
            (f"{dated} <= ?", as_of),
        ]
        where = " AND ".join(term for term, value in asked if value is not None) or "TRUE"
        query = f"""
            SELECT records.data FROM articles JOIN records ON records.article = articles.id
            WHERE {where} ORDER BY published, doc, start, kind, records.id"""  # noqa: S608 - only terms from above
        decoder = msgspec.json.Decoder(Record)
        for (data,) in self._rows(query, *(value for _, value in asked if value is not None)):
            yield decoder.decode(data)

    def decisions(self, record: str | None = None) -> tuple[Decision, ...]:
        """Return the decisions, all or about one record, oldest first; the last one counts."""
        query = "SELECT data FROM decisions WHERE ?1 IS NULL OR record = ?1 ORDER BY number"
        return tuple(
            msgspec.json.decode(data, type=Decision) for (data,) in self._rows(query, record)
        )

    def events(self) -> tuple[Event, ...]:
        """Return the events in the order in which they were set."""
        query = "SELECT data FROM events ORDER BY position"
        return tuple(msgspec.json.decode(data, type=Event) for (data,) in self._rows(query))

    def inputs(self) -> dict[str, InputFile]:
        """Return, by path, the files of which articles are in the ledger."""
        with files.explained(self.path):
            return {known.path: known for known in holdings.known(self._connection)}

    def known_inputs(self) -> dict[str, InputFile]:
        """Return, by path, the files of which every article is in the ledger."""
        return {path: known for path, known in self.inputs().items() if known.complete}

    def replaced(self) -> dict[str, str]:
        """Return the articles that are out of date: by id the file whose new text replaced each."""
        with files.explained(self.path):
            return holdings.replaced(self._connection)

    def current_articles(self) -> list[Article]:
        """Return the articles without those that a changed file or manifest put out of date.

        Where two agree in name and file, ``file`` is as much of the path as tells them apart.
        """
        gone = self.replaced()
        current = [article for article in self.articles() if article.id not in gone]
        with files.explained(self.path):
            return holdings.told_apart(self._connection, current)

    def stale(self, version: str) -> tuple[str, ...]:
        """Return the ids of articles whose records another version made, in order of id."""
        query = "SELECT id FROM articles WHERE version <> ? ORDER BY id"
        return tuple(article for (article,) in self._rows(query, version))

    def meta(self, key: str) -> str | None:
        """Return the value noted under ``key``, ``None`` where there is none."""
        for (value,) in self._rows("SELECT value FROM meta WHERE key = ?", key):
            return str(value)
        return None

    # --- One transaction ---------------------------------------------------------------------

    @contextlib.contextmanager
    def _writing(self) -> Iterator[None]:
        """Hold the write lock; what is done within is saved whole or not at all."""
        with files.explained(self.path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    def _rows(self, query: str, *values: object) -> Iterator[tuple[Any, ...]]:
        with files.explained(self.path):
            yield from self._connection.execute(query, values)

    def _version_of(self, article: str) -> str | None:
        query = "SELECT version FROM articles WHERE id = ?"
        row = self._connection.execute(query, (article,)).fetchone()
        return row[0] if row else None

    def _put_article(self, article: Article, version: str) -> None:
        """Of two files with the same article the first by name is kept, whichever came first."""
        bare = encode(msgspec.structs.replace(article, text="", origin=None))
        self._connection.execute(
            """INSERT INTO articles VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id)
               DO UPDATE SET data = min(data, excluded.data), version = excluded.version""",
            (
                article.id,
                article.doc,
                article.published,
                article.origin,
                version,
                article.text,
                bare,
            ),
        )

    def _put_records(self, article: Article, records: list[Record]) -> None:
        execute, executemany = self._connection.execute, self._connection.executemany
        execute("DELETE FROM records WHERE article = ?", (article.id,))
        (last,) = execute("SELECT coalesce(max(number), 0) FROM records").fetchone()
        rows = list(enumerate({record.id: record for record in records}.values(), last + 1))
        executemany(
            "INSERT INTO records VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                (number, article.id, r.id, r.evidence.start, r.kind, _begun(r), encode(r))
                for number, r in rows
            ],
        )
        executemany(
            "INSERT OR IGNORE INTO record_parties VALUES (?, ?)",
            [(who.party or who.name, n) for n, r in rows for who in (*r.actors, *r.targets)],
        )


def _article(data: str, text: str, origin: str | None) -> Article:
    return msgspec.structs.replace(
        msgspec.json.decode(data, type=Article), text=text, origin=origin
    )


def _begun(record: Record) -> str | None:
    day = begun_by(record.when)
    return day.isoformat() if day else None


def _checked(article: Article, records: Iterable[Record]) -> list[Record]:
    """Return the records with their ids, each borne out by the codebook and by the text."""
    book = codebook.load()
    for record in (checked := [with_id(record, article.id) for record in records]):
        evidence = record.evidence
        if not evidence.text or article.text[evidence.start : evidence.end] != evidence.text:
            place = f"characters {evidence.start} to {evidence.end}"
            fault = f"its evidence is not what stands at {place} of the text"
            raise errors.EvidenceError(article.doc, record.kind, (fault,))
        faults = book.check(record)
        if record.doc != article.doc:
            faults = (f"doc: {record.doc!r} is not the article's name", *faults)
        if faults:
            raise errors.RecordError(article.doc, record.kind, faults)
    return checked
