"""Score the program on the held-back tenth of annotated articles: the network never saw it.

    python bench/held_back.py DATA [--network FILE] [--every N] [--min-confidence P] [--json]

DATA is the folder that holds ``records/train.jsonl`` and ``records/written.jsonl``. The annotation
in the text becomes reference records (a second mention of a thing is left out), the program reads
the same articles, and ``truceline.measure`` compares. A few settings were chosen on these articles:
the cuts, the calibration, and how much it weighs what the network points at.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import msgspec

from truceline.measure import decode_coding, score
from truceline.model import Article
from truceline.pipeline import Pipeline
from truceline.reading.training.corpora import held_back

VALUES = (
    "subject", "verdict", "polarity", "mode", "type", "phase", "means", "plover",
)  # fmt: skip


def rows(data: Path, files: tuple[str, ...] = ("train", "written")) -> list[dict[str, Any]]:
    """Return the held-back annotated articles."""
    found = []
    for name in files:
        for line in (data / f"records/{name}.jsonl").read_text("utf-8").splitlines():
            row = json.loads(line)
            if held_back(row["id"]):
                found.append(row)
    return found


def _spans(value: Any) -> list[tuple[int, int]]:
    if not value or isinstance(value, str):
        return []
    if isinstance(value, dict):
        return _spans(value.get("span"))
    if isinstance(value[0], int):
        return [(value[0], value[1])]
    return [s for item in value for s in _spans(item)]


def reference(row: dict[str, Any]) -> dict[str, Any]:
    """Return an annotated article as a reference document."""
    records = [_record(r, row) for r in row["records"] if not r.get("repeat")]
    return {"doc": row["id"], "published": row.get("published"), "records": records}


def _record(record: dict[str, Any], row: dict[str, Any]) -> dict[str, Any]:
    text, (start, end) = row["text"], record["anchor"]
    sentence = next((s for s in row["sentences"] if s[0] <= start < s[1]), (start, end))
    roles = (
        "actors",
        "targets",
        "time",
        "place",
        "about",
        "demand",
        "content",
        "count",
        "killed",
        "quote",
    )
    for low, high in (s for role in roles for s in _spans(record.get(role))):
        if (sentence[0] <= low and high <= sentence[1]) or record["kind"] == "statement":
            start, end = min(start, low), max(end, high)
    people = {
        f: [_named(a) for a in record.get(f, [])]
        for f in ("actors", "targets", "source", "mediators")
    }
    out = {
        "kind": record["kind"],
        "modality": record["modality"],
        "when": None,
        "where": None,
        **people,
    }
    out |= {f: record[f] for f in VALUES if f in record}
    out |= {f: text[slice(*record[f])] for f in ("demand", "content") if f in record}
    out |= {f: record[f]["value"] for f in ("count", "killed", "injured") if f in record}
    if "place" in record:
        out["where"] = text[slice(*record["place"])]
    if "duration" in record:
        out["terms"] = {"duration_days": record["duration"]["value"]}
    if "quote" in record:
        out["quote"] = " ".join(text[a:b] for a, b in record["quote"])
    out["evidence"] = {"text": text[start:end], "start": start, "end": end}
    return out


def _named(actor: dict[str, Any]) -> dict[str, Any]:
    return {"name": actor.get("name") or actor.get("party") or "?", "party": actor.get("party")}


def compare(
    annotated: list[dict[str, Any]], pipeline: Pipeline, out: Path | None = None
) -> dict[str, Any]:
    """Return how far the records that are read agree with the annotated ones.

    ``out`` is a folder for reference, texts and records, for reading the errors.
    """
    references, predicted, texts = [], [], {}
    for row in annotated:
        article = Article(
            id=row["id"], doc=row["id"], text=row["text"], published=row.get("published")
        )
        references.append(reference(row))
        texts[row["id"]] = row["text"]
        predicted += [msgspec.to_builtins(r) for r in pipeline.records(article)]
    if out:
        _write(out, references, predicted, texts)
    found = score(_coding(references), _coding(predicted), texts)
    return {k: v for k, v in msgspec.to_builtins(found).items() if k != "misses"}


def main() -> None:
    """Read, compare and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--network", type=Path)
    parser.add_argument("--real", action="store_true", help="leave out the written reports")
    parser.add_argument("--every", type=int, default=1, help="read every Nth article")
    parser.add_argument("--min-confidence", type=float)
    parser.add_argument("--out", type=Path, help="folder for reference, texts and records")
    options = parser.parse_args()
    pipeline = Pipeline.load(network=options.network, min_confidence=options.min_confidence)
    files = ("train",) if options.real else ("train", "written")
    chosen = rows(options.data, files)[:: options.every]
    print(json.dumps(compare(chosen, pipeline, options.out), indent=1))


def _coding(rows: list[Any]) -> Any:
    return decode_coding([json.dumps(row) for row in rows])


def _write(
    folder: Path, references: list[Any], predicted: list[Any], texts: dict[str, str]
) -> None:
    (folder / "texts").mkdir(parents=True, exist_ok=True)
    for name, lines in (("reference", references), ("predicted", predicted)):
        (folder / f"{name}.jsonl").write_text("".join(json.dumps(x) + "\n" for x in lines), "utf-8")
    for doc, text in texts.items():
        (folder / "texts" / f"{doc}.txt").write_bytes(text.encode("utf-8"))


if __name__ == "__main__":
    main()
