"""The examples: write what the program reads from them, show what changed, score it.

    python examples/check.py regenerate   write examples/read/NAME.jsonl anew
    python examples/check.py diff         compare a fresh run with examples/read and with expected
    python examples/check.py locate       find the evidence of examples/expected in the reports

``diff`` exits 1 where a fresh run differs from ``examples/read``.
"""

# ruff: noqa: INP001 - a script, not a package

from __future__ import annotations

import argparse
import difflib
import json
import os
import re
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import msgspec

from truceline import measure
from truceline.errors import InputError
from truceline.intake import read_inputs
from truceline.model import Article, Record, encode
from truceline.pipeline import Pipeline

HERE = Path(__file__).resolve().parent
REPORTS, EXPECTED, READ = HERE / "reports", HERE / "expected", HERE / "read"
MANIFEST, REFERENCE = REPORTS / "index.jsonl", EXPECTED / "records.jsonl"
PARTIES = HERE / "parties.csv"
Line = dict[str, Any]


def load_articles() -> tuple[dict[str, Article], list[InputError]]:
    """Return the example articles by name, in order, and the inputs that cannot be read."""
    items = list(read_inputs([os.path.relpath(REPORTS)], manifest=os.path.relpath(MANIFEST)))
    articles = {item.doc: item for item in items if isinstance(item, Article)}
    return articles, [item for item in items if isinstance(item, InputError)]


def file_of(folder: Path, doc: str) -> Path:
    """Return the file of an article's records; a colon in its name becomes a hyphen."""
    return folder / f"{doc.replace(':', '-')}.jsonl"


def load_lines(path: Path) -> list[Line]:
    """Return the objects of a JSON Lines file, none where there is no file."""
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def find_passage(text: str, passage: str) -> tuple[int, int]:
    """Return where ``passage`` stands in ``text``, white space aside; ``ValueError`` if nowhere."""
    pattern = r"\s+".join(re.escape(word) for word in passage.split())
    found = re.search(pattern, text)
    if found is None:
        raise ValueError(f"not in the report: {passage[:70]!r}")
    return found.span()


def located(record: Line, text: str) -> Line:
    """Return ``record`` with its evidence as it stands in ``text``, offsets included."""
    evidence = record["evidence"]
    words = evidence["text"] if isinstance(evidence, dict) else evidence
    start, end = find_passage(text, words)
    return {**record, "evidence": {"text": text[start:end], "start": start, "end": end}}


def reference_line(article: Article, records: Sequence[Line]) -> Line:
    """Return an article's expected records as one line of the reference file."""
    bare = [
        {**{key: value for key, value in record.items() if key != "doc"},
         "evidence": record["evidence"]["text"]}
        for record in records
    ]  # fmt: skip
    return {"doc": article.doc, "published": article.published, "records": bare}


def write_lines(path: Path, lines: Iterable[str]) -> None:
    """Write ``lines`` to ``path``, each with a line end."""
    path.parent.mkdir(exist_ok=True)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def dump(line: Line) -> str:
    """Return ``line`` as JSON, letters as they are."""
    return json.dumps(line, ensure_ascii=False)


def locate() -> int:
    """Fill in the offsets of the expected records and write the reference file anew."""
    reference: list[str] = []
    for doc, article in load_articles()[0].items():
        path = file_of(EXPECTED, doc)
        records = [located(record, article.text) for record in load_lines(path)]
        write_lines(path, map(dump, records))
        reference.append(dump(reference_line(article, records)))
    write_lines(REFERENCE, reference)
    print(f"{len(reference)} reports located")
    return 0


def steady(record: Record) -> str:
    """Return ``record`` as a line without its probability, which varies a little by machine."""
    return encode(msgspec.structs.replace(record, confidence=None))


def read_all() -> tuple[dict[str, list[str]], dict[str, Article]]:
    """Return what the program reads now, as lines by article, and the articles."""
    articles, faults = load_articles()
    for fault in faults:
        print(f"left out: {fault}", file=sys.stderr)
    pipeline = Pipeline.load(extra_parties=(PARTIES,))
    read = {doc: [steady(r) for r in pipeline.records(a)] for doc, a in articles.items()}
    return read, articles


def regenerate() -> int:
    """Write what the program reads now to ``examples/read``."""
    read, _ = read_all()
    for doc, lines in read.items():
        write_lines(file_of(READ, doc), lines)
    print(f"{sum(map(len, read.values()))} records of {len(read)} reports in {READ.name}/")
    return 0


def changes(doc: str, lines: Sequence[str]) -> list[str]:
    """Return the difference between the kept lines of ``doc`` and a fresh run's."""
    path = file_of(READ, doc)
    kept = path.read_text("utf-8").splitlines() if path.exists() else []
    name = f"{READ.name}/{path.name}"
    return list(difflib.unified_diff(kept, list(lines), name, "fresh run", n=0, lineterm=""))


def scores(read: dict[str, list[str]], articles: dict[str, Article]) -> list[str]:
    """Return found and exact of a fresh run against the expected records, a line each."""
    predicted = measure.decode_coding(line for lines in read.values() for line in lines)
    texts = {doc: article.text for doc, article in articles.items()}
    result = measure.score(measure.read_coding(REFERENCE), predicted, texts)
    return [
        f"{name}: F1 {rate.f1:.3f}, precision {rate.precision:.3f}, recall {rate.recall:.3f}"
        f" ({rate.reference} expected, {rate.predicted} read)"
        for name, rate in (("found", result.found), ("exact", result.exact))
    ]


def diff() -> int:
    """Print how a fresh run differs from ``examples/read``, and its scores."""
    read, articles = read_all()
    changed = [line for doc, lines in read.items() for line in changes(doc, lines)]
    print("\n".join(changed) if changed else f"{READ.name}/ is what a fresh run gives")
    print("\n".join(scores(read, articles)))
    return int(bool(changed))


COMMANDS = {"regenerate": regenerate, "diff": diff, "locate": locate}


def main() -> int:
    """Run the command named on the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("command", choices=COMMANDS, help="what to do")
    return COMMANDS[parser.parse_args().command]()


if __name__ == "__main__":
    sys.exit(main())
