"""Which file holds which report: files by their place on the disk, reports by their entry in it.

A report is put out of date when the file that held it is read again and gives another text for
its entry, or gives other reports from the same bytes (another manifest, another day). One that a
file merely drops, as a feed does with its oldest entries, stays. The ledger forgets neither.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from pathlib import PurePath

import msgspec

from truceline.model import Article, Noun


class InputFile(Noun, frozen=True, kw_only=True):
    """A file as it was when it was read; the same size and time, or the same hash, is known."""

    path: str
    """Where it lies, links resolved: the key."""
    name: str = ""
    """As the user named it."""
    size: int
    """In bytes."""
    mtime_ns: int
    """Time of last change, in nanoseconds since 1970."""
    hash: str
    """Hash of the file's bytes."""
    manifest: str = ""
    """Hash of the manifest that it was read with; empty where there was none."""
    facts: dict[str, dict[str, str]] = msgspec.field(default_factory=dict)
    """What manifests have said of its reports, by the name that the file itself gives each."""
    articles: tuple[str, ...] = ()
    """Ids of the articles found in it, sorted."""
    complete: bool = True
    """Whether all of them are in the ledger."""


def put(connection: sqlite3.Connection, read: InputFile, article: Article, complete: bool) -> None:
    """Note that ``read`` holds ``article``; what a changed file held before is held no more.

    With the last report of a file (``complete``) goes what the same bytes gave otherwise before.
    """
    execute = connection.execute
    before = execute("SELECT hash, manifest FROM inputs WHERE path = ?", (read.path,)).fetchone()
    if before not in (None, (read.hash, read.manifest)):
        execute(
            "UPDATE holdings SET state = 'dropped' WHERE path = ? AND state = 'held'", (read.path,)
        )
        execute("UPDATE inputs SET complete = 0 WHERE path = ?", (read.path,))
    execute(
        """INSERT INTO inputs (path, name, size, mtime_ns, hash, manifest, facts, complete)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (path) DO UPDATE
           SET name = excluded.name, size = excluded.size, mtime_ns = excluded.mtime_ns,
               hash = excluded.hash, manifest = excluded.manifest, facts = excluded.facts,
               complete = max(complete, excluded.complete)""",
        (
            read.path, read.name, read.size, read.mtime_ns, read.hash, read.manifest,
            msgspec.json.encode(read.facts).decode(), int(complete),
        ),
    )  # fmt: skip
    execute(
        """INSERT INTO holdings (path, entry, article, hash, state) VALUES (?, ?, ?, ?, 'held')
           ON CONFLICT DO UPDATE SET state = 'held', hash = excluded.hash""",
        (read.path, article.doc, article.id, read.hash),
    )
    execute(
        """UPDATE holdings SET state = 'replaced'
           WHERE path = ? AND entry = ? AND state = 'dropped'""",
        (read.path, article.doc),
    )
    if complete and read.articles:
        execute(
            """UPDATE holdings SET state = iif(hash = ?2, 'replaced', 'dropped')
               WHERE path = ?1 AND state <> 'replaced'
                 AND article NOT IN (SELECT value FROM json_each(?3))""",
            (read.path, read.hash, msgspec.json.encode(read.articles).decode()),
        )


def known(connection: sqlite3.Connection) -> Iterator[InputFile]:
    """Yield, by path, the files of which articles are in the ledger."""
    articles: dict[str, list[str]] = {}
    for path, article in connection.execute(
        "SELECT path, article FROM holdings WHERE state = 'held'"
    ):
        articles.setdefault(path, []).append(article)
    query = """SELECT path, name, size, mtime_ns, hash, manifest, facts, complete
               FROM inputs ORDER BY path"""
    for path, name, size, mtime_ns, hashed, manifest, facts, complete in connection.execute(query):
        yield InputFile(
            path=path, name=name, size=size, mtime_ns=mtime_ns, hash=hashed, manifest=manifest,
            facts=msgspec.json.decode(facts), articles=tuple(sorted(articles.get(path, ()))),
            complete=bool(complete),
        )  # fmt: skip


def replaced(connection: sqlite3.Connection) -> dict[str, str]:
    """Return what is out of date: by the article's id the path of the file that replaced it."""
    query = """SELECT article, min(path) FROM holdings GROUP BY article
               HAVING sum(state <> 'replaced') = 0 ORDER BY article"""
    return dict(connection.execute(query).fetchall())


def move(connection: sqlite3.Connection, key: str, path: str) -> None:
    """Put ``path`` in place of a file's ``key``; one that is known held before what that did."""
    execute = connection.execute
    if execute("SELECT 1 FROM inputs WHERE path = ?", (path,)).fetchone() is None:
        execute("UPDATE inputs SET path = ? WHERE path = ?", (path, key))
        return
    execute(
        """INSERT OR IGNORE INTO holdings
           SELECT ?, entry, article, hash, 'dropped' FROM holdings WHERE path = ?""",
        (path, key),
    )
    execute("DELETE FROM inputs WHERE path = ?", (key,))


def told_apart(connection: sqlite3.Connection, articles: Iterable[Article]) -> list[Article]:
    """Return ``articles``; where two agree in name and file as typed, the file says where it lies.

    It is the end of the path, as much as tells the two apart.
    """
    articles = list(articles)
    counts = Counter((article.doc, article.file) for article in articles)
    alike = [a for a in articles if a.file and counts[a.doc, a.file] > 1]
    if not alike:
        return articles
    query = "SELECT article, min(path) FROM holdings GROUP BY article"
    paths: dict[str, str] = dict(connection.execute(query).fetchall())
    groups: dict[tuple[str, str | None], set[str]] = {}
    for article in alike:
        groups.setdefault((article.doc, article.file), set()).add(paths.get(article.id, ""))
    ends = {key: _ends(group - {""}) for key, group in groups.items() if len(group) > 1}
    files = {a.id: ends.get((a.doc, a.file), {}).get(paths.get(a.id, ""), a.file) for a in alike}
    return [
        msgspec.structs.replace(a, file=files[a.id]) if files.get(a.id, a.file) != a.file else a
        for a in articles
    ]


def _ends(paths: Collection[str]) -> dict[str, str]:
    """Return by path its shortest end that tells it from the others."""
    parts = {path: PurePath(path).parts for path in paths}
    longest = max((len(part) for part in parts.values()), default=1)
    for length in range(1, longest):
        ends = {path: str(PurePath(*part[-length:])) for path, part in parts.items()}
        if len(set(ends.values())) == len(paths):
            return ends
    return {path: path for path in paths}
