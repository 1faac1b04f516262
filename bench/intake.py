"""Measure intake: ``python bench/intake.py [--copies 20]``.

Reads the example reports over and over from a folder of copies and prints one JSON line: articles
and megabytes a second by processor time, the seconds that reading the bare bytes of the same files
takes, and the ratio of the two. Formats differ in cost, so the line of each is printed too.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from truceline.intake import read_inputs
from truceline.model import Article

REPORTS = Path(__file__).resolve().parent.parent / "examples" / "reports"
DAMAGED = "drovin-telegraph.txt"
FORMATS = ("*", "*.txt", "*.html", "*.jsonl", "*.xml")


def copied(copies: int, folder: Path) -> None:
    """Put ``copies`` of every readable example report into ``folder``."""
    for path in sorted(REPORTS.iterdir()):
        if path.name not in {DAMAGED, "index.jsonl"}:
            for number in range(copies):
                shutil.copy(path, folder / f"{path.stem}-{number}{path.suffix}")


def seconds(work: Callable[[], object]) -> float:
    """Return the processor seconds that ``work`` takes."""
    start = time.process_time()
    work()
    return time.process_time() - start


def measure(folder: Path, pattern: str) -> dict[str, object]:
    """Return the figures for the files of ``folder`` that fit ``pattern``."""
    files = sorted(folder.glob(pattern))
    size = sum(path.stat().st_size for path in files)
    found: list[Article] = []

    def articles() -> Iterator[Article]:
        items = read_inputs([str(path) for path in files])
        return (item for item in items if isinstance(item, Article))

    plain = seconds(lambda: [path.read_bytes() for path in files])
    whole = seconds(lambda: found.extend(articles()))
    return {
        "files": pattern,
        "articles": len(found),
        "articles_per_second": round(len(found) / whole, 1),
        "megabytes_per_second": round(size / whole / 1e6, 3),
        "plain_read_seconds": round(plain, 4),
        "ratio_to_plain_read": round(whole / plain, 1) if plain else None,
    }


def main() -> None:
    """Run the measurements named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--copies", type=int, default=20, help="copies of each report")
    copies = parser.parse_args().copies
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        copied(copies, folder)
        measure(folder, "*")  # libraries are loaded once, before anything counts
        for pattern in FORMATS:
            print(json.dumps(measure(folder, pattern)))


if __name__ == "__main__":
    main()
