"""Score the parts of the coding by themselves: rules only, network only, both.

    python bench/ablate.py DATA [--network FILE] [--reference FILE --texts DIR]

The held-back articles of DATA/records are read once; each variant codes the same readings. A
reference file with its texts (one line a document, texts as ``<doc>.txt``) is scored beside them.
Quotations make statements in every variant. Prints found and exact F1 as JSON.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import msgspec

from held_back import reference, rows
from truceline.coding.rulebook import RuleBook
from truceline.measure import decode_coding, score
from truceline.model import Article, Kind, Reading
from truceline.pipeline import Pipeline

Documents = list[tuple[dict[str, Any], Reading]]


def held_back(data: Path, pipeline: Pipeline, file: str) -> Documents:
    """Return reference and reading of each held-back article."""
    found = []
    for row in rows(data, (file,)):
        article = Article(
            id=row["id"], doc=row["id"], text=row["text"], published=row.get("published")
        )
        found.append((reference(row), pipeline.reading(article)))
    return found


def given(path: Path, texts: Path, pipeline: Pipeline) -> Documents:
    """Return reference and reading of each document of a reference file."""
    found = []
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        text = (texts / f"{row['doc']}.txt").read_bytes().decode("utf-8")
        article = Article(id=row["doc"], doc=row["doc"], text=text, published=row.get("published"))
        found.append((row, pipeline.reading(article)))
    return found


def measure(documents: Documents, pipeline: Pipeline, change: Callable[[Reading], Reading]) -> Any:
    """Return found and exact F1 of a pipeline on readings changed by ``change``."""
    ours = [
        msgspec.json.encode(record).decode()
        for _, reading in documents
        for record in pipeline.coded(change(reading))
    ]
    texts = {reading.article.doc: reading.article.text for _, reading in documents}
    theirs = decode_coding([json.dumps(row) for row, _ in documents])
    found = msgspec.to_builtins(score(theirs, decode_coding(ours), texts))
    return {"found": round(found["found"]["f1"], 3), "exact": round(found["exact"]["f1"], 3)}


def main() -> None:
    """Read, code in each way, compare and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--network", type=Path)
    parser.add_argument("--reference", type=Path)
    parser.add_argument("--texts", type=Path)
    options = parser.parse_args()
    both = Pipeline.load(network=options.network)
    full = RuleBook.load()
    alone = both.with_rules(full._replace(rules=(), triggers={}))
    everywhere = both.with_rules(full, trusted=frozenset(get_args(Kind)))
    sets = {
        "held-back real": held_back(options.data, both, "train"),
        "held-back written": held_back(options.data, both, "written"),
    }
    if options.reference:
        sets["reference"] = given(options.reference, options.texts, both)
    variants: dict[str, tuple[Pipeline, Callable[[Reading], Reading]]] = {
        "rules only": (everywhere, lambda reading: reading._replace(anchors=())),
        "network only": (alone, lambda reading: reading),
        "both": (both, lambda reading: reading),
    }
    table = {
        name: {part: measure(documents, *variant) for part, documents in sets.items()}
        for name, variant in variants.items()
    }
    print(json.dumps(table, indent=1))


if __name__ == "__main__":
    main()
