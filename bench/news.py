"""Score the program on coded news of 2016 and 2017 from which the network has not learnt.

    python bench/news.py DATA [--held-back] [--network FILE]

DATA holds ``linked/texts.jsonl``, which ``bench/news_articles.py`` makes. Read are the articles of
``training/linked/news.jsonl`` for which ``training/linked/sides.tsv`` says whom each mention means
(a second coder read the article for that), and those that code none, compared as
``bench/held_back.py`` does. Rules and data were mended by the errors of nine tenths of these
articles; ``--held-back`` reads the other tenth alone.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from held_back import compare
from truceline.pipeline import Pipeline
from truceline.reading.sentences import split_sentences, split_words
from truceline.reading.training.corpora import LINKED, held_back

FOLDER = Path(__file__).parents[1] / "src/truceline/reading/training/linked"
LEARNT = 395
"""Articles at the beginning of the file from which a network has learnt."""
SIDES = ("actors", "targets", "source", "mediators")
STRETCHES = ("anchor", "place", "demand", "content", "time", "about")
UNCOMPARED = ("count", "killed", "injured", "duration", "losses", "start", "end", "monitoring")
"""Numbers and dates, which are coded as words here."""

Span = tuple[int, int]
Sides = dict[Span, dict[str, str | None]]


def rows(data: Path) -> Iterator[dict[str, Any]]:
    """Yield the articles in the form of ``records/train.jsonl``."""
    lines = map(json.loads, (data / LINKED).read_text("utf-8").splitlines())
    texts = {row["id"]: row for row in lines}
    sides = _sides()
    for line in (FOLDER / "news.jsonl").read_text("utf-8").splitlines()[LEARNT:]:
        coded = json.loads(line)
        told = texts.get(coded["id"])
        if told is not None:
            yield _row(coded, told, sides[coded["id"]])


def _sides() -> dict[str, Sides]:
    found: dict[str, Sides] = defaultdict(dict)
    with (FOLDER / "sides.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            who = {"name": row["name"], "party": row["party"] or None}
            found[row["id"]][int(row["first"]), int(row["end"])] = who
    return found


def _row(coded: dict[str, Any], told: dict[str, Any], sides: Sides) -> dict[str, Any]:
    text = told["text"]
    sentences = list(split_sentences(text))
    spans = [(w.start, w.end) for sentence in sentences for w in split_words(text, sentence)]
    records = [_record(record, text, spans, sides) for record in coded["records"]]
    return {
        "id": coded["id"],
        "text": text,
        "published": told.get("published"),
        "records": records,
        "sentences": sentences,
    }


def _record(record: dict[str, Any], text: str, spans: list[Span], sides: Sides) -> dict[str, Any]:
    def stretch(words: Any) -> Span:
        first, end = words[0] if isinstance(words[0], list) else words
        return spans[first][0], spans[end - 1][1]

    out = {k: v for k, v in record.items() if k not in UNCOMPARED}
    for field in SIDES:
        for n, words in enumerate(record.get(field, [])):
            place = stretch(words)
            who = sides.get(tuple(words), {"name": text[slice(*place)], "party": None})
            out[field] = [*(out[field] if n else []), {**who, "span": list(place)}]
    out |= {k: list(stretch(record[k])) for k in STRETCHES if k in record}
    for field in ("quote", "conditions"):
        if words := record.get(field):
            several = words if isinstance(words[0], list) else [words]
            out[field] = [list(stretch(w)) for w in several]
    return out


def main() -> None:
    """Read, compare and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--held-back", action="store_true", help="read only that tenth")
    parser.add_argument("--network", type=Path)
    options = parser.parse_args()
    chosen = [r for r in rows(options.data) if not options.held_back or held_back(r["id"])]
    print(json.dumps(compare(chosen, Pipeline.load(network=options.network)), indent=1))


if __name__ == "__main__":
    main()
