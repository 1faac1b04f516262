"""Opening the ledger file: what it is, what format it has, and what can go wrong with it."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from truceline import errors
from truceline.ledger import migrations

BUSY_SECONDS = 10.0
"""How long a writer waits for another before it gives up."""
_UNWRITABLE = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM}


def connect(path: Path, *, create: bool, readonly: bool, busy_seconds: float) -> sqlite3.Connection:
    """Return a connection to the ledger at ``path``, brought to the format of this version.

    Nothing is written to a file that is not a ledger. Every failure is a ``LedgerError``.
    """
    if not path.exists() and not create:
        raise errors.LedgerMissingError(path)
    if path.is_dir():
        raise errors.NotALedgerError(path)
    with explained(path):
        connection = _connect(path, readonly=readonly, busy_seconds=busy_seconds)
        try:
            _settle(connection, path, create=create, readonly=readonly)
        except BaseException:
            connection.close()
            raise
    return connection


@contextlib.contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what SQLite or the system says within into a ``LedgerError`` with its next step."""
    try:
        yield
    except sqlite3.Error as error:
        raise _explain(path, error) from error
    except PermissionError as error:
        raise errors.LedgerUnwritableError(path) from error


def _connect(path: Path, *, readonly: bool, busy_seconds: float) -> sqlite3.Connection:
    address = path.absolute().as_uri() + ("?mode=ro" if readonly else "?mode=rwc")
    try:
        return _reach(address, busy_seconds)
    except sqlite3.OperationalError as error:
        # Even a reader writes log files beside the ledger; where nobody can, none are needed.
        if not readonly or _has_log(path) or _primary(error) not in _UNWRITABLE:
            raise
        return _reach(address + "&immutable=1", busy_seconds)


def _reach(address: str, busy_seconds: float) -> sqlite3.Connection:
    """Connect and read the header: SQLite itself opens the file at the first statement only."""
    connection = sqlite3.connect(
        address, uri=True, timeout=busy_seconds, isolation_level=None, check_same_thread=False
    )
    try:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA application_id").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


def _has_log(path: Path) -> bool:
    log = path.with_name(path.name + "-wal")
    return log.exists() and log.stat().st_size > 0


def _settle(connection: sqlite3.Connection, path: Path, *, create: bool, readonly: bool) -> None:
    """Refuse what is no ledger or too new; bring an older one up to date after a backup copy."""
    found, known = migrations.format_of(connection), len(migrations.MIGRATIONS)
    if found is None or (found == 0 and (readonly or not create)):
        raise errors.NotALedgerError(path)
    if found > known:
        raise errors.NewerLedgerError(path, found, known)
    if readonly:
        if found < known:
            raise errors.OlderLedgerError(path, found, known)
        return
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    if found < known:
        if found:
            _back_up(connection, path.with_name(f"{path.name}.v{found}.bak"))
        migrations.migrate(connection, migrations.MIGRATIONS)


def _back_up(connection: sqlite3.Connection, target: Path) -> None:
    """Copy the ledger to ``target``; a half-made copy never bears that name."""
    unfinished = target.with_name(target.name + ".part")
    unfinished.unlink(missing_ok=True)
    copy = sqlite3.connect(unfinished)
    try:
        connection.backup(copy)
    finally:
        copy.close()
    unfinished.replace(target)


def _primary(error: sqlite3.Error) -> int:
    """Return the primary result code; extended codes carry it in their lowest byte."""
    return int(getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)) & 0xFF


def _explain(path: Path, error: sqlite3.Error) -> errors.LedgerError:
    code = _primary(error)
    if code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        return errors.LedgerBusyError(path)
    if code in _UNWRITABLE:
        return errors.LedgerUnwritableError(path)
    if code == sqlite3.SQLITE_FULL:
        return errors.LedgerFullError(path)
    if code in {sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT}:
        return errors.NotALedgerError(path)
    return errors.LedgerDamagedError(path, str(error))
