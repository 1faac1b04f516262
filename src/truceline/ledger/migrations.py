"""The format of the ledger file, as numbered steps, each applied once in one transaction.

A step is never changed after a release: a new format is a new step at the end. The transaction
that applies a step also records it, so that a process killed in between leaves the old format
or the new one and nothing else.
"""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

APPLICATION_ID = 0x54525543
"""``TRUC`` in the file's header: what tells a ledger from any other SQLite file."""


class Migration(NamedTuple):
    """One step from a format to the next: its name and its SQL statements in order."""

    name: str
    statements: tuple[str, ...]


_TABLES = Migration(
    "tables of the first format",
    (
        """CREATE TABLE migrations (
             version INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT""",
        """CREATE TABLE meta (
             key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID""",
        # data holds the article as JSON, without its text and its origin.
        """CREATE TABLE articles (
             id TEXT PRIMARY KEY, doc TEXT NOT NULL, published TEXT, origin TEXT,
             version TEXT NOT NULL, text TEXT NOT NULL, data TEXT NOT NULL) STRICT""",
        "CREATE INDEX articles_in_order ON articles (published, doc, id)",
        """CREATE TABLE inputs (
             path TEXT PRIMARY KEY, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL,
             hash TEXT NOT NULL, complete INTEGER NOT NULL) STRICT, WITHOUT ROWID""",
        """CREATE TABLE input_articles (
             path TEXT NOT NULL REFERENCES inputs (path) ON DELETE CASCADE,
             article TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
             PRIMARY KEY (path, article)) STRICT, WITHOUT ROWID""",
        "CREATE INDEX input_articles_by_article ON input_articles (article)",
        # begun is the day by which the thing had certainly begun. Rows and their index entries lie
        # beside those of the same article, so that saving one touches few pages of the file.
        """CREATE TABLE records (
             number INTEGER PRIMARY KEY,
             article TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
             id TEXT NOT NULL, start INTEGER NOT NULL, kind TEXT NOT NULL, begun TEXT,
             data TEXT NOT NULL, UNIQUE (article, id)) STRICT""",
        "CREATE INDEX records_by_kind ON records (kind)",
        "CREATE INDEX records_by_begun ON records (begun)",
        """CREATE TABLE record_parties (
             party TEXT NOT NULL,
             record INTEGER NOT NULL REFERENCES records (number) ON DELETE CASCADE,
             PRIMARY KEY (party, record)) STRICT, WITHOUT ROWID""",
        "CREATE INDEX record_parties_by_record ON record_parties (record)",
        """CREATE TABLE events (
             id TEXT PRIMARY KEY, position INTEGER NOT NULL UNIQUE, data TEXT NOT NULL) STRICT""",
        # A decision outlives the record it is about, so that it can come back after a rebuild.
        """CREATE TABLE decisions (
             number INTEGER PRIMARY KEY AUTOINCREMENT, record TEXT NOT NULL,
             data TEXT NOT NULL) STRICT""",
        "CREATE INDEX decisions_by_record ON decisions (record)",
        """CREATE TRIGGER decisions_stay BEFORE UPDATE ON decisions
             BEGIN SELECT RAISE(ABORT, 'a decision is never changed'); END""",
        """CREATE TRIGGER decisions_last BEFORE DELETE ON decisions
             BEGIN SELECT RAISE(ABORT, 'a decision is never erased'); END""",
    ),
)

_HOLDINGS = Migration(
    "files by their place, reports by their entry",
    (
        # Until now a file's key was its name as typed. It stays the key until a build finds the
        # file under that name; its hash was followed by a colon and the hash of its manifest.
        "ALTER TABLE inputs ADD COLUMN name TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE inputs ADD COLUMN manifest TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE inputs ADD COLUMN facts TEXT NOT NULL DEFAULT '{}'",
        """UPDATE inputs SET name = path,
             manifest = substr(hash, instr(hash || ':', ':') + 1),
             hash = substr(hash, 1, instr(hash || ':', ':') - 1)""",
        # facts has what manifests said of the file's reports; of old ones the dates are known.
        """UPDATE inputs SET facts = (
             SELECT json_group_object(doc, json_object('published', published))
             FROM input_articles JOIN articles ON articles.id = article
             WHERE input_articles.path = inputs.path
               AND json_extract(data, '$.published_from') = 'manifest')""",
        # hash is that of the file when it last gave the article; state is 'held', 'dropped' (the
        # file has no such entry now) or 'replaced' (it has another text in its place).
        """CREATE TABLE holdings (
             path TEXT NOT NULL REFERENCES inputs (path) ON UPDATE CASCADE ON DELETE CASCADE,
             entry TEXT NOT NULL,
             article TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
             hash TEXT NOT NULL, state TEXT NOT NULL,
             PRIMARY KEY (path, entry, article)) STRICT, WITHOUT ROWID""",
        "CREATE INDEX holdings_by_article ON holdings (article)",
        """INSERT INTO holdings SELECT path, doc, article, hash, 'held'
             FROM input_articles JOIN articles ON articles.id = article JOIN inputs USING (path)""",
        # What an earlier text of the same file gave was not kept: it is told by name and file.
        """INSERT OR IGNORE INTO holdings SELECT now.path, now.entry, old.id, '', 'replaced'
             FROM articles AS old JOIN holdings AS now
               ON now.entry = old.doc AND now.path = json_extract(old.data, '$.file')
             WHERE old.id NOT IN (SELECT article FROM input_articles)""",
        "DROP TABLE input_articles",
    ),
)

MIGRATIONS: tuple[Migration, ...] = (_TABLES, _HOLDINGS)


def format_of(connection: sqlite3.Connection) -> int | None:
    """Return the format of the open file: 0 when it is empty, ``None`` when it is no ledger."""
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    if application == APPLICATION_ID:
        return version
    empty = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0] == 0
    return 0 if application == 0 and version == 0 and empty else None


def migrate(connection: sqlite3.Connection, migrations: tuple[Migration, ...]) -> None:
    """Apply the steps that the open ledger lacks, all or none of each.

    Two processes may try at once: the step is looked up again once the write lock is held.
    """
    for version, migration in enumerate(migrations, 1):
        connection.execute("BEGIN IMMEDIATE")
        try:
            if (format_of(connection) or 0) < version:
                _apply(connection, version, migration)
            connection.execute("COMMIT")
        except BaseException:
            connection.execute("ROLLBACK")
            raise


def _apply(connection: sqlite3.Connection, version: int, migration: Migration) -> None:
    for statement in migration.statements:
        connection.execute(statement)
    connection.execute("INSERT INTO migrations VALUES (?, ?)", (version, migration.name))
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {version:d}")
