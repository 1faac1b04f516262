"""Fit the confidence of records on the held-back articles, and choose the cut.

    python bench/calibrate.py DATA [--network FILE] [--write]

Every record down to a very low probability is made and held against the annotation: found or not.
Platt scaling is fitted to that, one fit for all kinds, since fits of their own gained nothing. Only
real news serves: in reports on invented conflicts no name is in the data, so fewer are right.
The cut is chosen on the records that come out of all held-back articles, the written reports too:
the highest of those whose F1 is the best or equal to it. The cut of a kind stays as it is.
Prints F1 by cut and the reliability of the fitted confidence in ten bins. ``--write`` rewrites
``src/truceline/coding/data/confidence.toml``.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import numpy as np
from scipy.optimize import minimize

from held_back import reference, rows
from truceline.coding import confidence, topic
from truceline.coding.confidence import Calibration
from truceline.measure import decode_coding, score
from truceline.measure.coded import Coding
from truceline.measure.matching import look_up, pair
from truceline.model import Article, Reading, Record
from truceline.pipeline import Pipeline

FLOOR = 0.1
CUTS = tuple(round(float(cut), 3) for cut in np.arange(0.2, 0.525, 0.025))
SAME = 0.002
"""F1 values as near as this are equal: their standard error over articles is ten times that."""
OUT = Path(__file__).parents[1] / "src/truceline/coding/data/confidence.toml"
HEAD = """\
# How the network's probability for an anchor becomes the confidence of a record, and where the cut
# lies by default. Written by `python bench/calibrate.py DATA --write`, on held-back articles that
# the network was not trained on: Platt scaling,
# confidence = 1 / (1 + exp(-(slope * logit(p) + offset + min(topic - clear, 0)))), where topic
# is the log-odds that the article tells of a conflict (topic.tsv). A kind may have its own cut.
"""

Sample = tuple[float, float, bool]
"""A record's raw probability, the log-odds of its article's topic, and whether it was found."""


class Held(NamedTuple):
    """A held-back article: its annotation, and what was read from it."""

    row: dict[str, Any]
    reading: Reading


def read(data: Path, pipeline: Pipeline, file: str) -> list[Held]:
    """Return the held-back articles of a file of annotated ones."""
    found = []
    for row in rows(data, (file,)):
        article = Article(
            id=row["id"], doc=row["id"], text=row["text"], published=row.get("published")
        )
        found.append(Held(row, pipeline.reading(article)))
    return found


def samples(held: Iterable[Held], pipeline: Pipeline) -> list[Sample]:
    """Return what is to be fitted of each record down to a low probability.

    ``pipeline`` keeps them all, by a least confidence of its own.
    """
    plain = confidence.load()._replace(kinds={"any": (1.0, 0.0)}, cuts={"default": FLOOR}, topic=0)
    pipeline = pipeline.with_calibration(plain)
    found: list[Sample] = []
    for row, reading in held:
        records = pipeline.coded(reading)
        doc, texts = row["id"], {row["id"]: row["text"]}
        one = list(decode_coding([json.dumps(reference(row))]).get(doc, ()))
        two = list(_coding(records).get(doc, ()))
        hits = {j for _, j in pair(look_up(one, texts, doc), look_up(two, texts, doc))}
        odds = topic.load().log_odds(reading.sentences)
        kept = ((j, r.confidence) for j, r in enumerate(records) if r.confidence is not None)
        found += [(p, odds, j in hits) for j, p in kept]
    return found


def _coding(records: Iterable[Record]) -> Coding:
    return decode_coding([msgspec.json.encode(r).decode() for r in records])


def platt(pairs: list[Sample]) -> tuple[float, float]:
    """Return slope and offset that make the log loss least, with a weak pull to (1, 0)."""
    p = np.clip(np.array([x for x, _, _ in pairs]), 1e-6, 1 - 1e-6)
    x, y = np.log(p / (1 - p)), np.array([1.0 if found else -1.0 for *_, found in pairs])
    plain = np.array([1.0, 0.0])

    def loss(w: np.ndarray) -> float:
        return float(np.logaddexp(0, -y * (w[0] * x + w[1])).sum() + ((w - plain) ** 2).sum())

    slope, offset = minimize(loss, plain, method="L-BFGS-B").x
    return round(float(slope), 3), round(float(offset), 3)


def by_cut(held: list[Held], pipeline: Pipeline, fitted: Calibration) -> dict[float, float]:
    """Return F1 of the records that come out at each cut."""
    texts = {row["id"]: row["text"] for row, _ in held}
    theirs = decode_coding([json.dumps(reference(row)) for row, _ in held])
    found = {}
    for cut in CUTS:
        cutting = pipeline.with_calibration(fitted._replace(cuts=fitted.cuts | {"default": cut}))
        ours = _coding(r for _, reading in held for r in cutting.coded(reading))
        found[cut] = score(theirs, ours, texts).found.f1
    return found


def main() -> None:
    """Fit, print, and write if asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--network", type=Path)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    pipeline = Pipeline.load(network=options.network)
    real, written = (read(options.data, pipeline, file) for file in ("train", "written"))
    every = Pipeline.load(network=options.network, min_confidence=FLOOR)
    pairs = samples(real, every)
    fit = platt(pairs)
    fitted = confidence.load()._replace(kinds={"any": fit})
    scores = by_cut([*real, *written], pipeline, fitted)
    cut = max(cut for cut, f1 in scores.items() if f1 >= max(scores.values()) - SAME)
    scaled = [(fitted.confidence("any", p, odds), right) for p, odds, right in pairs]
    told = {"cut": cut, "f1 by cut": scores, "fit": fit, "reliability": reliability(scaled)}
    print(json.dumps(told, indent=1))
    if options.write:
        _write(cut, fit)


def reliability(pairs: list[tuple[float, bool]]) -> list[dict[str, float]]:
    """Return, for ten bins of confidence, its mean, the share found and the count."""
    rows_ = []
    for low in np.arange(0, 1, 0.1):
        inside = [(c, t) for c, t in pairs if low <= c < low + 0.1]
        if inside:
            mean, share = (round(float(np.mean([x[i] for x in inside])), 3) for i in (0, 1))
            rows_.append({"confidence": mean, "found": share, "records": len(inside)})
    return rows_


def _write(cut: float, fit: tuple[float, float]) -> None:
    kept = OUT.read_text("utf-8")
    by_kind = kept[kept.index("default = ") : kept.index("# Kinds for which")].partition("\n")[2]
    rules = kept[kept.index("# Kinds for which") : kept.index("[kinds.any]")].strip()
    cuts = ["[cut]", f"default = {cut}", by_kind.strip()]
    numbers = ["[kinds.any]", f"slope = {fit[0]}", f"offset = {fit[1]}"]
    lines = [HEAD, *cuts, "", rules, "", *numbers]
    OUT.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
