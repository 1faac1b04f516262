"""Measure the ledger: ``python bench/ledger.py [--records 100000]``.

Prints one JSON line a measurement. ``save``: records a second into a ledger, one transaction an
article, and the same records as bare JSON into one plain SQLite table in the same transactions;
``ratio`` is the ledger's share of the plain speed. ``read``, ``reconcile``, ``export`` and
``show``: seconds, processor seconds and peak memory of a process of its own that opens that ledger
and does it, and for ``read`` the ratio to fetching the same rows from the plain table. On a busy
machine the processor seconds and the ratios are what to compare.
"""

from __future__ import annotations

import argparse
import json
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from truceline.ledger import Ledger
from truceline.model import Actor, Article, Evidence, Record, digest, encode, with_id

RECORDS_AN_ARTICLE = 20
PARTIES = ("Velmar", "Orn", "Quill Union", "Ostrava Front", "Linn", "Tessar", "Ada Compact")
PLACES = ("Port Linn", "Orn Bridge", "Tessar", None)
SENTENCE = "Envoys of the two sides met again on Monday and parted without a word to the press. "

CHILD = """
import json, resource, sys, time
from pathlib import Path
start = time.perf_counter()
{work}
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps({{"seconds": time.perf_counter() - start,
                  "cpu_seconds": time.process_time(), "memory_mb": peak / 1024}}))
"""
OPEN = """
from truceline.ledger import Ledger
with Ledger.open(sys.argv[1], readonly=True) as ledger:
    articles, records = list(ledger.articles()), list(ledger.records())
"""
RECONCILE = OPEN + "from truceline.reconciling import reconcile\nreconcile(records, articles)"
EXPORT = OPEN + (
    "from truceline.export import export\n"
    "export(records, articles, 'csv', Path(sys.argv[1]).with_suffix('.csv'))"
)
PLAIN = """
import sqlite3
rows = sqlite3.connect(sys.argv[1]).execute("SELECT id, data FROM records").fetchall()
"""
SHOW = """
import contextlib, os
from truceline.cli.main import main
with open(os.devnull, "w") as nowhere, contextlib.redirect_stdout(nowhere):
    with contextlib.suppress(SystemExit):
        main(["show", "timeline", sys.argv[1]])
"""

Batch = tuple[Article, list[Record]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=100_000)
    wanted = parser.parse_args().records
    batches = list(make_batches(wanted // RECORDS_AN_ARTICLE))
    with tempfile.TemporaryDirectory() as folder:
        ledger, plain = Path(folder, "bench.truce"), Path(folder, "plain.db")
        saved, bare = save(ledger, batches), save_plain(plain, batches)
        report(
            "save", records=wanted, per_second=round(saved), plain_per_second=round(bare),
            ratio=round(saved / bare, 3), megabytes=round(ledger.stat().st_size / 2**20, 1),
        )  # fmt: skip
        fetched = run(PLAIN, plain)
        read = run(OPEN, ledger)
        report("read", **read, ratio=round(read["cpu_seconds"] / fetched["cpu_seconds"], 2))
        for name, work in (("reconcile", RECONCILE), ("export", EXPORT), ("show", SHOW)):
            report(name, **run(work, ledger))


def report(name: str, **figures: float) -> None:
    print(json.dumps({"measure": name, **figures}), flush=True)


def run(work: str, path: Path) -> dict[str, float]:
    command = [sys.executable, "-c", CHILD.format(work=work), str(path)]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return {name: round(value, 2) for name, value in json.loads(output).items()}


def save(path: Path, batches: list[Batch]) -> float:
    """Return records a second into a new ledger."""
    start = time.perf_counter()
    with Ledger.open(path, create=True) as ledger:
        for article, records in batches:
            ledger.add(article, records)
    return sum(len(records) for _, records in batches) / (time.perf_counter() - start)


def save_plain(path: Path, batches: list[Batch]) -> float:
    """Return records a second into one plain table, with the ledger's way of writing to disk."""
    start = time.perf_counter()
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("CREATE TABLE records (id TEXT PRIMARY KEY, data TEXT NOT NULL)")
    for _, records in batches:
        connection.execute("BEGIN IMMEDIATE")
        rows = [(record.id, encode(record)) for record in records]
        connection.executemany("INSERT INTO records VALUES (?, ?)", rows)
        connection.execute("COMMIT")
    connection.close()
    return sum(len(records) for _, records in batches) / (time.perf_counter() - start)


def make_batches(articles: int) -> Iterator[Batch]:
    """Yield invented articles with records of several kinds, the same ones every time."""
    chance = random.Random(7)
    text = SENTENCE * 40
    for number in range(articles):
        day = f"2031-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        doc = f"report-{number:06}"
        article = Article(id=digest(doc), doc=doc, text=text, published=day)
        yield article, [make_record(article, day, chance, n) for n in range(RECORDS_AN_ARTICLE)]


def make_record(article: Article, day: str, chance: random.Random, number: int) -> Record:
    kind, own = chance.choice(
        [
            ("meeting", {"mode": "talks"}),
            ("attack", {"killed": (chance.randint(0, 40), None), "means": "drone"}),
            ("proposal", {"subject": "ceasefire"}),
            ("response", {"subject": "ceasefire", "verdict": "reject"}),
            ("statement", {"quote": f"we will not move by {number} steps"}),
        ]
    )
    one, other = (Actor(name=name, party=name) for name in chance.sample(PARTIES, 2))
    start = number * 90
    evidence = Evidence(text=article.text[start : start + 60], start=start, end=start + 60)
    record = Record(
        doc=article.doc, kind=kind, actors=(one,), targets=(other,), source=(),
        modality="asserted", when=chance.choice([day, None]), where=chance.choice(PLACES),
        evidence=evidence, rule=("bench@1",), **own,
    )  # fmt: skip
    return with_id(record, article.id)


if __name__ == "__main__":
    main()
