"""Fit the words by which an article is judged to tell of a conflict or not.

    python bench/fit_topic.py DATA [--network FILE] [--write]

DATA holds ``records/train.jsonl`` and ``records/written.jsonl``, and may hold
``linked/texts.jsonl`` with the coded news (``bench/news_articles.py``). Articles with and without
records, our own reports and our own texts off topic are read for tags and lemmas; a logistic
regression with a ridge is fitted to which nouns and adjectives occur, from where texts start that
have none of them. Words of the rules'
vocabulary have no weight: they are what records are made of. The held-back tenth is only measured
on: printed is the chance that an article with records is put before one without, there and against
``bench/off_topic``. ``--write`` rewrites ``src/truceline/coding/data/topic.tsv``.
"""

from __future__ import annotations

import argparse
import json
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from truceline.coding import confidence
from truceline.coding.rulebook import RuleBook
from truceline.coding.topic import Topic, scale, words_of
from truceline.model import Article
from truceline.reading.reader import Reader
from truceline.reading.training.corpora import LINKED, held_back

ROOT = Path(__file__).parents[1]
CODED = ROOT / "src/truceline/reading/training/linked/news.jsonl"
OUT = ROOT / "src/truceline/coding/data/topic.tsv"
SENTENCES = ROOT / "src/truceline/reading/training/sentences"
RIDGE = 0.3
START = 1.25
"""Log-odds of a text without any of the words: just above what nothing is held against."""
RAREST = 4
"""Articles in which a lemma must occur to have a weight."""
HEAD = """\
# Weights of lemmas for an article that tells of a conflict; the row without a lemma is the offset.
# Written by `python bench/fit_topic.py DATA --write`.
"""


class Text(NamedTuple):
    """A text, whether there is anything to code in it, and what it serves for."""

    name: str
    text: str
    told: bool
    use: str


def texts(data: Path) -> Iterator[Text]:
    """Yield the annotated articles, our own reports, and the texts off topic."""
    for name in ("train", "written"):
        for line in (data / f"records/{name}.jsonl").read_text("utf-8").splitlines():
            row = json.loads(line)
            use = "held back" if held_back(row["id"]) else "fit"
            yield Text(row["id"], row["text"], bool(row["records"]), use)
    yield from _news(data / LINKED)
    for path in sorted(SENTENCES.glob("**/*.toml")):
        for report in tomllib.loads(path.read_text("utf-8"))["report"]:
            if "attributions" not in report:
                yield Text(report["id"], report["text"], bool(report.get("records")), "fit")
    for path in sorted((ROOT / "bench/off_topic").glob("*.txt")):
        yield Text(path.stem, path.read_text("utf-8"), told=False, use="off topic")


def _news(file: Path) -> Iterator[Text]:
    """Yield the coded news articles whose texts are in ``file``."""
    lines = file.read_text("utf-8").splitlines() if file.exists() else []
    found = {row["id"]: row["text"] for row in map(json.loads, lines)}
    for row in map(json.loads, CODED.read_text("utf-8").splitlines()):
        if row["id"] in found:
            use = "held back" if held_back(row["id"]) else "fit"
            yield Text(row["id"], found[row["id"]], bool(row["records"]), use)


def fit(sets: list[set[str]], told: list[bool]) -> Topic:
    """Return the weights that make the log loss with a ridge least."""
    ruled = {
        word
        for lexicon in RuleBook.load().vocabulary.sets.values()
        for phrase in lexicon.phrases
        for word in phrase
    }
    counts = Counter(lemma for lemmas in sets for lemma in lemmas - ruled)
    columns = {
        lemma: i for i, lemma in enumerate(sorted(k for k, n in counts.items() if n >= RAREST))
    }
    matrix, y = _matrix(sets, columns), np.array([1.0 if one else -1.0 for one in told])

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        margin = y * (matrix @ w + START)
        pull = -y / (1 + np.exp(margin))
        value = np.logaddexp(0, -margin).sum() + RIDGE * (w**2).sum() / 2
        return float(value), matrix.T @ pull + RIDGE * w

    start = np.zeros(len(columns))
    weights = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 500}).x
    found = {lemma: round(float(weights[i]), 3) for lemma, i in columns.items()}
    return Topic({k: v for k, v in found.items() if v}, START)


def _matrix(sets: list[set[str]], columns: dict[str, int]) -> csr_matrix:
    rows: list[int] = []
    cells: list[int] = []
    values: list[float] = []
    for number, lemmas in enumerate(sets):
        known = [columns[lemma] for lemma in lemmas if lemma in columns]
        rows += [number] * len(known)
        cells += known
        values += [scale(len(known))] * len(known)
    return csr_matrix((values, (rows, cells)), shape=(len(sets), len(columns)))


def before(high: list[float], low: list[float]) -> float:
    """Return the share of pairs in which one of ``high`` is the greater."""
    return sum((h > x) + (h == x) / 2 for h in high for x in low) / (len(high) * len(low))


def main() -> None:
    """Read, fit, measure, and write if asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--network", type=Path)
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    reader = Reader.load(given.network)
    read = []
    for one in texts(given.data):
        reading = reader.read(Article(id=one.name, doc=one.name, text=one.text))
        read.append((one, reading.sentences))
    known = [(words_of(sentences), one.told) for one, sentences in read if one.use == "fit"]
    topic = fit([lemmas for lemmas, _ in known], [told for _, told in known])
    odds = [(one, topic.log_odds(sentences)) for one, sentences in read if one.use != "fit"]
    told = [x for one, x in odds if one.told]
    aside = [x for one, x in odds if one.use == "held back" and not one.told]
    strays = [x for one, x in odds if one.use == "off topic"]
    clear = confidence.load().clear
    shown = {
        "texts": len(known), "lemmas": len(topic.weights),
        "before held-back ones without records": round(before(told, aside), 3),
        "before texts off topic": round(before(told, strays), 3),
        "with records under clear": sum(x < clear for x in told), "of": len(told),
        "off topic under clear": sum(x < clear for x in strays), "of them": len(strays),
    }  # fmt: skip
    print(json.dumps(shown, indent=1))
    if given.write:
        rows = [f"{lemma}\t{weight}" for lemma, weight in sorted(topic.weights.items())]
        OUT.write_text(HEAD + "\n".join([f"\t{topic.offset}", *rows]) + "\n", "utf-8")


if __name__ == "__main__":
    main()
