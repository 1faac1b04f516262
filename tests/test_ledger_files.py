"""What stands at the path: foreign, newer, older, locked, unwritable or half-built ledgers."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import textwrap
import time

import pytest

from truceline import errors
from truceline.ledger import Ledger, files, migrations
from truceline.model import Article, encode

needs_a_plain_user = pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")


def article(name="r1", text="Nothing moved on the Linn front."):
    return Article(id=name, doc=name, text=text)


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "talks.truce"
    with Ledger.open(path, create=True) as ledger:
        ledger.add(article(), [])
    return path


def test_a_missing_ledger_is_said_to_be_missing(tmp_path):
    with pytest.raises(errors.LedgerMissingError, match="truceline build"):
        Ledger.open(tmp_path / "none.truce")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"Dear editor,\n" * 99, b"SQLite format 3\0" + b"\7" * 999])
@pytest.mark.parametrize("mode", [{"create": True}, {"readonly": True}, {}])
def test_another_file_is_refused_and_left_alone(tmp_path, content, mode):
    path = tmp_path / "letter.txt"
    path.write_bytes(content)
    with pytest.raises(errors.NotALedgerError, match="not a Truceline ledger"):
        Ledger.open(path, **mode)
    assert path.read_bytes() == content


def test_another_database_is_refused_and_left_alone(tmp_path):
    path = tmp_path / "contacts.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE people (name TEXT)")
    other.close()
    before = path.read_bytes()
    with pytest.raises(errors.NotALedgerError):
        Ledger.open(path, create=True)
    assert path.read_bytes() == before


def test_a_folder_is_no_ledger(tmp_path):
    with pytest.raises(errors.NotALedgerError):
        Ledger.open(tmp_path, create=True)


def test_an_empty_file_becomes_a_ledger_only_when_building(tmp_path):
    path = tmp_path / "empty.truce"
    path.touch()
    with pytest.raises(errors.NotALedgerError):
        Ledger.open(path)
    with Ledger.open(path, create=True) as ledger:
        assert ledger.add(article(), [])


def test_a_ledger_of_a_newer_version_is_refused(path):
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(errors.NewerLedgerError, match=r"format 99.*newer Truceline"):
        Ledger.open(path)


LATER = migrations.Migration("a later step", ("CREATE TABLE later (x) STRICT",))
WORKS = migrations.Migration("a later step", ("CREATE TABLE later (x TEXT) STRICT",))


def test_an_older_ledger_is_migrated_after_a_backup(path, monkeypatch):
    now = len(migrations.MIGRATIONS)
    monkeypatch.setattr(migrations, "MIGRATIONS", (*migrations.MIGRATIONS, WORKS))
    with pytest.raises(errors.OlderLedgerError, match=f"older format {now}"):
        Ledger.open(path, readonly=True)
    for _ in range(2):
        with Ledger.open(path) as ledger:
            assert [a.id for a in ledger.articles()] == ["r1"]
            steps = ledger._connection.execute("SELECT version, name FROM migrations").fetchall()
            assert steps[0] == (1, "tables of the first format")
            assert steps[now:] == [(now + 1, "a later step")]
    backup = path.with_name(f"talks.truce.v{now}.bak")
    monkeypatch.undo()
    with Ledger.open(backup) as ledger:
        assert [a.id for a in ledger.articles()] == ["r1"]


def test_a_migration_that_fails_leaves_the_old_format(path, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(migrations, "MIGRATIONS", (*migrations.MIGRATIONS, LATER))
        with pytest.raises(errors.LedgerDamagedError):
            Ledger.open(path)
    with Ledger.open(path) as ledger:
        assert [a.id for a in ledger.articles()] == ["r1"]


def test_readers_are_not_held_up_by_a_writer_and_a_second_writer_is_told(path):
    with Ledger.open(path) as writer, Ledger.open(path, busy_seconds=0.05) as second:
        with writer._writing(), Ledger.open(path, readonly=True) as reader:
            assert len(list(reader.articles())) == 1
            with pytest.raises(errors.LedgerBusyError, match="Wait"):
                second.add(article("r2"), [])
        assert second.add(article("r2"), [])


def test_a_full_disk_is_named_and_nothing_is_lost(path):
    with Ledger.open(path) as ledger:
        pages = ledger._connection.execute("PRAGMA page_count").fetchone()[0]
        ledger._connection.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(errors.LedgerFullError, match="Free some space"):
            ledger.add(article("r2", "word " * 99_999), [])
        assert [a.id for a in ledger.articles()] == ["r1"]


def test_what_the_system_forbids_is_named(path):
    with pytest.raises(errors.LedgerUnwritableError, match="permissions"), files.explained(path):
        raise PermissionError
    with Ledger.open(path, readonly=True) as ledger, pytest.raises(errors.LedgerUnwritableError):
        ledger.add(article("r2"), [])
    with pytest.raises(errors.LedgerUnwritableError):
        Ledger.open(path.parent / "no such folder" / "x.truce", create=True)


def test_where_no_log_can_be_written_a_reader_does_without(path, monkeypatch):
    asked, reach = [], files._reach

    def refuse_logs(address, busy_seconds):
        asked.append(address.partition("?")[2])
        if "immutable" not in address:
            error = sqlite3.OperationalError("attempt to write a readonly database")
            error.sqlite_errorcode = sqlite3.SQLITE_READONLY
            raise error
        return reach(address, busy_seconds)

    monkeypatch.setattr(files, "_reach", refuse_logs)
    with Ledger.open(path, readonly=True) as ledger:
        assert len(list(ledger.articles())) == 1
    assert asked == ["mode=ro", "mode=ro&immutable=1"]
    with pytest.raises(errors.LedgerUnwritableError):
        Ledger.open(path)


@needs_a_plain_user
def test_a_folder_without_permission_can_be_read_not_written(path):
    path.parent.chmod(0o500)
    try:
        with Ledger.open(path, readonly=True) as ledger:
            assert len(list(ledger.articles())) == 1
        with pytest.raises(errors.LedgerUnwritableError):
            Ledger.open(path.parent / "new.truce", create=True)
    finally:
        path.parent.chmod(0o700)


def test_a_write_that_fails_in_the_middle_saves_nothing(path, monkeypatch):
    with Ledger.open(path) as ledger:
        monkeypatch.setattr(ledger, "_put_records", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            ledger.add(article("r2"), [])
        assert [a.id for a in ledger.articles()] == ["r1"]


BUILD = textwrap.dedent("""
    import sys
    from truceline.ledger import InputFile, Ledger
    from truceline.model import Actor, Article, Evidence, Record

    print("go", flush=True)
    with Ledger.open(sys.argv[1], create=True) as ledger:
        known = ledger.known_inputs()
        for n in range(int(sys.argv[2])):
            if (name := f"r{n:03}") in known:
                continue
            article = Article(id=name, doc=name, text=f"Velmar and Quill met. Round {n}." * 9)
            records = [
                Record(doc=name, kind="meeting", mode="talks", targets=(), source=(),
                       actors=(Actor(name="Velmar", party="Velmar"),), modality="asserted",
                       when=None, where=None, rule=("r",),
                       evidence=Evidence(text=article.text[s:s + 6], start=s, end=s + 6))
                for s in range(3)
            ]
            read = InputFile(path=name, size=n, mtime_ns=n, hash=name)
            ledger.add(article, records, read)
""")


def contents(path):
    with Ledger.open(path, readonly=True) as ledger:
        lines = [*ledger.articles(), *ledger.records(), *ledger.known_inputs().values()]
        return [encode(line) for line in lines]


def test_killed_at_any_moment_the_next_run_completes_it(tmp_path):
    articles, chance = 150, random.Random(1931)
    calm, hunted = tmp_path / "calm.truce", tmp_path / "hunted.truce"
    subprocess.run([sys.executable, "-c", BUILD, calm, str(articles)], check=True)
    for _ in range(5):
        command = [sys.executable, "-c", BUILD, hunted, str(articles)]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as child:
            child.stdout.readline()
            time.sleep(chance.uniform(0, 0.06))
            child.send_signal(signal.SIGKILL)
    subprocess.run([sys.executable, "-c", BUILD, hunted, str(articles)], check=True)
    assert contents(hunted) == contents(calm)
    assert len(contents(calm)) == articles * 5
