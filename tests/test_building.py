"""What a ledger holds after several builds: each report once, none lost, none shown out of date."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import msgspec
import pytest

from truceline.cli import building, taking
from truceline.cli.building import Builder
from truceline.cli.inputs import Intake
from truceline.cli.recipe import Recipe
from truceline.ledger import InputFile, Ledger
from truceline.ledger.migrations import MIGRATIONS
from truceline.model import Actor, Article, Evidence, Record

MET = "The envoys met in Karsa on Monday."
REFUSED = "The Front refused the truce on Tuesday."
SIGNED = "Both sides signed in Karsa on Wednesday."


class Coder:
    """Finds a meeting in the first word of every report."""

    def __init__(self, version: str = "X") -> None:
        self.version = version
        self.read: list[str] = []

    def records(self, article: Article) -> tuple[Record, ...]:
        self.read.append(article.doc)
        return (
            Record(
                doc=article.doc, kind="meeting", mode="talks", modality="asserted",
                actors=(Actor(name="Velmara", party="Velmara"),), targets=(), source=(),
                when=None, where=None, rule=(self.version,),
                evidence=Evidence(text=article.text[:3], start=0, end=3),
            ),
        )  # fmt: skip


@pytest.fixture
def ledger(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path / "talks.truce"


def builder(ledger, *paths, version="X", manifest=None):
    intake = Intake([str(path) for path in paths], manifest and str(manifest), 10**7)
    return Builder(ledger, Coder(version), intake, kept=None, recipe=Recipe(), quiet=False)


def build(ledger, *paths, **more):
    """Build and return the names of the reports that were coded."""
    run = builder(ledger, *paths, **more)
    run.run()
    return run.pipeline.read


def put(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def shown(ledger) -> list[str]:
    with Ledger.open(ledger, readonly=True) as opened:
        return sorted(article.text for article in opened.current_articles())


def rows(path: Path, *reports: tuple[object, str]) -> Path:
    return put(path, "\n".join(json.dumps({"id": i, "text": text}) for i, text in reports))


def feed(path: Path, *entries: tuple[str, str]) -> Path:
    items = "".join(
        f"<item><guid>{guid}</guid><description>{text}</description></item>"
        for guid, text in entries
    )
    head = "<?xml version='1.0'?><rss version='2.0'><channel><title>RNA</title>"
    return put(path, f"{head}{items}</channel></rss>")


def test_one_name_in_two_folders_is_two_files(ledger, tmp_path, monkeypatch):
    for day, text in (("mon", MET), ("tue", REFUSED)):
        put(tmp_path / day / "report-1.txt", text)
        monkeypatch.chdir(tmp_path / day)
        build(ledger, "report-1.txt")
    assert shown(ledger) == [REFUSED, MET]
    with Ledger.open(ledger) as opened:
        files = {article.file for article in opened.current_articles()}
    assert files == {"mon/report-1.txt", "tue/report-1.txt"}


def test_two_names_of_a_file_are_one(ledger, tmp_path, capsys):
    path = put(tmp_path / "sp" / "a.txt", MET)
    assert build(ledger, "sp") == ["a"]
    assert build(ledger, "./sp/../sp/a.txt") == []
    put(path, SIGNED)
    capsys.readouterr()
    build(ledger, "./sp")
    assert shown(ledger) == [SIGNED]
    assert f"what {path} says now replaces the earlier text of a" in capsys.readouterr().err


def test_entries_of_two_files_do_not_hide_each_other(ledger, tmp_path):
    tmp_path = tmp_path / "in"
    rows(tmp_path / "one.jsonl", (7, MET), (8, "Nothing moved."))
    other = rows(tmp_path / "other.jsonl", (7, REFUSED))
    build(ledger, tmp_path)
    rows(tmp_path / "one.jsonl", (7, SIGNED), (8, "Nothing moved."))
    build(ledger, tmp_path)
    assert shown(ledger) == sorted([SIGNED, "Nothing moved.", REFUSED])
    other.unlink()
    rows(tmp_path / "one.jsonl", (8, "Nothing moved."))  # dropped, not replaced
    build(ledger, tmp_path)
    assert shown(ledger) == sorted([SIGNED, "Nothing moved.", REFUSED])


def test_a_rolling_feed_keeps_what_it_dropped(ledger, tmp_path):
    feed(tmp_path / "feed.xml", ("rna/1", MET))
    build(ledger, tmp_path / "feed.xml")
    feed(tmp_path / "feed.xml", ("rna/2", REFUSED), ("rna/1", MET))
    assert build(ledger, tmp_path / "feed.xml") == ["rna/2"]
    feed(tmp_path / "feed.xml", ("rna/3", SIGNED), ("rna/2", f"{REFUSED} It did not say why."))
    build(ledger, tmp_path / "feed.xml")
    assert shown(ledger) == sorted([SIGNED, f"{REFUSED} It did not say why.", MET])


def test_what_a_manifest_said_holds_without_it(ledger, tmp_path, capsys):
    report = put(tmp_path / "mf" / "a.txt", MET)
    other = put(tmp_path / "other" / "a.txt", REFUSED)
    manifest = tmp_path / "man.jsonl"
    put(manifest, json.dumps({"file": "a.txt", "published": "2031-05-05", "publisher": "RNA"}))
    build(ledger, "mf", manifest=manifest)
    assert build(ledger, "mf") == []
    assert "what an earlier --manifest said of a report holds" in capsys.readouterr().err
    put(report, f"{MET} They parted late.")
    build(ledger, "mf", other)  # the name alone says nothing of another file
    with Ledger.open(ledger) as opened:
        found = {a.text: (a.published, a.publisher) for a in opened.current_articles()}
    assert found == {f"{MET} They parted late.": ("2031-05-05", "RNA"), REFUSED: (None, None)}
    put(manifest, json.dumps({"file": "a.txt", "published": "2031-05-06"}))
    build(ledger, "mf", manifest=manifest)
    with Ledger.open(ledger) as opened:
        dates = [a.published for a in opened.current_articles() if a.text != REFUSED]
    assert dates == ["2031-05-06"]


def test_another_name_by_the_manifest_replaces_the_first(ledger, tmp_path):
    put(tmp_path / "a.txt", MET)
    build(ledger, "a.txt")
    manifest = put(tmp_path / "man.jsonl", json.dumps({"file": "a.txt", "id": "monday"}))
    build(ledger, "a.txt", manifest=manifest)
    with Ledger.open(ledger) as opened:
        assert [a.doc for a in opened.current_articles()] == ["monday"]


def test_two_builders_at_once_erase_nothing(ledger, tmp_path, monkeypatch):
    first = put(tmp_path / "r1.txt", MET)
    build(ledger, first)
    again = put(tmp_path / "d" / "r1.txt", MET)
    late, take = builder(ledger, again), building.take

    def meanwhile(*args):  # another version codes all, after the first has looked at the ledger
        monkeypatch.setattr(building, "take", take)
        build(ledger, first, version="Y")
        return take(*args)

    monkeypatch.setattr(building, "take", meanwhile)
    late.run()
    with Ledger.open(ledger) as opened:
        (record,) = opened.records()
        assert record.rule in {("X",), ("Y",)}
        assert opened.stale(record.rule[0]) == ()
        assert len(opened.known_inputs()) == 2


def test_a_file_that_changes_while_it_is_read_is_read_again(ledger, tmp_path, monkeypatch, capsys):
    path, read = put(tmp_path / "a.txt", MET), building.read_file

    def slow(*args, **given):
        yield from read(*args, **given)
        put(path, SIGNED)

    monkeypatch.setattr(building, "read_file", slow)
    build(ledger, path)
    assert "a.txt: changed while it was read" in capsys.readouterr().err
    monkeypatch.setattr(building, "read_file", read)
    build(ledger, path)
    assert shown(ledger) == [SIGNED]


def test_a_ledger_that_another_build_makes_meanwhile_stays(ledger, tmp_path, monkeypatch):
    empty, report = put(tmp_path / "empty.txt", ""), put(tmp_path / "a.txt", MET)
    take = building.take

    def meanwhile(*args):
        monkeypatch.setattr(building, "take", take)
        build(ledger, report)
        return take(*args)

    monkeypatch.setattr(building, "take", meanwhile)
    build(ledger, empty)
    assert shown(ledger) == [MET]


def test_nothing_readable_leaves_no_ledger_and_tells_each_fault_once(ledger, tmp_path, capsys):
    put(tmp_path / "empty.txt", "")
    assert builder(ledger, tmp_path / "empty.txt", tmp_path / "none.txt").run() is None
    assert not ledger.exists()
    told = capsys.readouterr().err
    assert told.count("empty.txt") == told.count("none.txt") == 1


def old_ledger(path, *files: tuple[str, Article], also: Article | None = None) -> None:
    """Write a ledger of the first format."""
    connection = sqlite3.connect(path)
    for statement in MIGRATIONS[0].statements:
        connection.execute(statement)
    connection.execute("INSERT INTO migrations VALUES (1, 'tables of the first format')")
    connection.execute("PRAGMA application_id = 0x54525543")
    connection.execute("PRAGMA user_version = 1")
    for article in [article for _, article in files] + ([also] if also else []):
        bare = msgspec.json.encode(msgspec.structs.replace(article, text="")).decode()
        connection.execute(
            "INSERT INTO articles VALUES (?, ?, ?, NULL, 'X', ?, ?)",
            (article.id, article.doc, article.published, article.text, bare),
        )
    for name, article in files:
        about = Path(name).stat()
        mark = taking.fingerprint(name).digest
        connection.execute(
            "INSERT INTO inputs VALUES (?, ?, ?, ?, 1)",
            (name, about.st_size, about.st_mtime_ns, f"{mark}:abc"),
        )
        connection.execute("INSERT INTO input_articles VALUES (?, ?)", (name, article.id))
    connection.commit()
    connection.close()


def made(name: str, text: str, **more) -> Article:
    return Article(id=f"{name} {len(text)}", doc=name, text=text, file=f"sp/{name}.txt", **more)


def test_an_older_ledger_goes_on_by_place(ledger, tmp_path):
    for name, text in (("a", MET), ("b", REFUSED)):
        put(tmp_path / "sp" / f"{name}.txt", text)
    dated = made("b", REFUSED, published="2031-05-06", published_from="manifest")
    files = [("sp/a.txt", made("a", MET)), ("sp/b.txt", dated)]
    old_ledger(ledger, *files, also=made("a", "An earlier text of the same file."))
    with Ledger.open(ledger) as opened:
        assert {a.text for a in opened.current_articles()} == {MET, REFUSED}
        assert opened.inputs()["sp/b.txt"].facts == {"b": {"published": "2031-05-06"}}
    put(tmp_path / "sp" / "b.txt", SIGNED)
    assert build(ledger, "./sp") == ["b"]
    assert shown(ledger) == [SIGNED, MET]
    with Ledger.open(ledger) as opened:
        assert sorted(opened.inputs()) == [str(tmp_path / "sp" / f"{n}.txt") for n in "ab"]
        assert [a.published for a in opened.current_articles() if a.doc == "b"] == ["2031-05-06"]


def test_an_older_ledger_does_not_take_another_folders_file_for_its_own(
    ledger, tmp_path, monkeypatch
):
    put(tmp_path / "sp" / "a.txt", MET)
    old_ledger(ledger, ("sp/a.txt", made("a", MET)))
    put(tmp_path / "elsewhere" / "sp" / "a.txt", REFUSED)
    monkeypatch.chdir(tmp_path / "elsewhere")
    build(ledger, "sp/a.txt")
    assert shown(ledger) == [REFUSED, MET]


def test_an_older_ledger_that_knows_a_file_by_two_names_keeps_one(ledger, tmp_path):
    put(tmp_path / "sp" / "a.txt", MET)
    old_ledger(ledger, ("sp/a.txt", made("a", MET)), ("sp/../sp/a.txt", made("a", SIGNED)))
    put(tmp_path / "sp" / "a.txt", REFUSED)
    put(tmp_path / "sp" / "b.txt", "Nothing moved.")
    build(ledger, "sp")
    assert REFUSED in shown(ledger)


def test_a_ledger_from_another_machine_opens_and_grows(ledger, tmp_path):
    article = Article(id="1", doc="a", text=MET, file="a.txt")
    with Ledger.open(ledger, create=True) as opened:
        opened.add(article, [], InputFile(path="/far/a.txt", size=1, mtime_ns=1, hash="x"))
    build(ledger, put(tmp_path / "a.txt", REFUSED))
    assert shown(ledger) == [REFUSED, MET]
