"""Fit the confidence of records on the held-back articles, and choose the cut.

    python bench/calibrate.py DATA [--network FILE] [--write]

Every record down to a very low probability is made and held against the annotation: found or not.
Platt scaling is fitted to that, with the log-odds that the article tells of a conflict beside the
network's probability; one fit for all kinds, since fits of their own gained nothing. Only
real news serves: in reports on invented conflicts no name is in the data, so fewer are right.
The cut is chosen on the records that come out of all held-back articles, the written reports too:
the highest whose F1 is within 0.01 of the best, which is half the standard error of F1 there (by
bootstrap over articles), since a false record costs a reader more than one left out. Cuts by kind
gained nothing.
Prints F1 by cut and the reliability of the fitted confidence in ten bins. ``--write`` rewrites
``src/truceline/coding/data/confidence.toml``.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import numpy as np
from scipy.optimize import minimize

from held_back import reference, rows
from truceline.coding import confidence, topic
from truceline.coding.confidence import Calibration
from truceline.measure import decode_coding
from truceline.measure.matching import look_up, pair
from truceline.model import Article, Reading, Record
from truceline.pipeline import Pipeline

FLOOR = 0.1
SLACK = 0.01
DRAWS = 2000
"""Times that the articles are drawn again to see by how much F1 errs."""
CUTS = tuple(round(float(cut), 3) for cut in np.arange(0.2, 0.525, 0.025))
OUT = Path(__file__).parents[1] / "src/truceline/coding/data/confidence.toml"
HEAD = """\
# How the network's probability for an anchor becomes the confidence of a record, and where the cut
# lies by default. Written by `python bench/calibrate.py DATA --write`, on held-back articles that
# the network was not trained on: Platt scaling,
# confidence = 1 / (1 + exp(-(slope * logit(p) + offset + weight * min(topic, 0)))). A kind may
# have a cut of its own.
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
    """Return what is to be fitted of each record down to a low probability."""
    plain = confidence.load()._replace(kinds={"any": (1.0, 0.0)}, cuts={"default": FLOOR}, topic=0)
    pipeline = pipeline.with_calibration(plain)
    found: list[Sample] = []
    for row, reading in held:
        records = pipeline.coded(reading)
        hits, _ = _hits(row, records)
        odds = topic.load().log_odds(reading.sentences)
        kept = ((j, r.confidence) for j, r in enumerate(records) if r.confidence is not None)
        found += [(p, odds, j in hits) for j, p in kept]
    return found


def _hits(row: dict[str, Any], records: Iterable[Record]) -> tuple[set[int], int]:
    """Return which records the annotation of an article has, and how many it has in all."""
    doc, texts = row["id"], {row["id"]: row["text"]}
    one = list(decode_coding([json.dumps(reference(row))]).get(doc, ()))
    two = list(decode_coding([msgspec.json.encode(r).decode() for r in records]).get(doc, ()))
    return {j for _, j in pair(look_up(one, texts, doc), look_up(two, texts, doc))}, len(one)


def platt(told: list[Sample]) -> tuple[float, float, float]:
    """Return slope, offset and topic's weight of the least log loss, weakly pulled to (1, 0, 0)."""
    p = np.clip(np.array([x for x, _, _ in told]), 1e-6, 1 - 1e-6)
    odds = np.minimum(np.array([x for _, x, _ in told]), 0.0)
    terms = np.stack([np.log(p / (1 - p)), np.ones_like(p), odds])
    y = np.array([1.0 if found else -1.0 for _, _, found in told])
    plain = np.array([1.0, 0.0, 0.0])

    def loss(w: np.ndarray) -> float:
        return float(np.logaddexp(0, -y * (w @ terms)).sum() + ((w - plain) ** 2).sum())

    slope, offset, weight = minimize(loss, plain, method="L-BFGS-B").x
    return round(float(slope), 3), round(float(offset), 3), round(float(weight), 3)


def by_cut(held: list[Held], pipeline: Pipeline, fitted: Calibration) -> np.ndarray:
    """Return by cut and article how many records are found, come out, and are annotated."""
    counts = []
    for cut in CUTS:
        cutting = pipeline.with_calibration(fitted._replace(cuts={"default": cut}))
        told = [(row, cutting.coded(reading)) for row, reading in held]
        hits = [(*_hits(row, records), len(records)) for row, records in told]
        counts.append([(len(found), came, there) for found, there, came in hits])
    return np.array(counts)


def choose(counts: np.ndarray) -> tuple[float, dict[float, float], float]:
    """Return the highest cut that is hardly worse than the best, F1 by cut, and its error."""
    f1 = _f1(counts.sum(axis=1))
    best = counts[int(f1.argmax())]
    drawn = np.random.default_rng(1).integers(len(best), size=(DRAWS, len(best)))
    error = float(np.std([_f1(best[some].sum(axis=0)[None])[0] for some in drawn]))
    scores = {cut: round(float(x), 4) for cut, x in zip(CUTS, f1, strict=True)}
    return max(cut for cut, x in scores.items() if x >= f1.max() - SLACK), scores, round(error, 4)


def _f1(sums: np.ndarray) -> np.ndarray:
    return 2 * sums[:, 0] / (sums[:, 1] + sums[:, 2])


def main() -> None:
    """Fit, print, and write if asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--network", type=Path)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    pipeline = Pipeline.load(network=options.network)
    real, written = (read(options.data, pipeline, file) for file in ("train", "written"))
    pairs = samples(real, pipeline)
    fit = platt(pairs)
    fitted = confidence.load()._replace(kinds={"any": fit[:2]}, topic=fit[2])
    cut, scores, error = choose(by_cut([*real, *written], pipeline, fitted))
    scaled = [(fitted.confidence("any", p, odds), right) for p, odds, right in pairs]
    told = {"cut": cut, "f1 by cut": scores, "standard error": error, "fit": fit}
    told["reliability"] = reliability(scaled)
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


def _write(cut: float, fit: tuple[float, float, float]) -> None:
    kept = OUT.read_text("utf-8")
    rules = kept[kept.index("# Kinds for which") : kept.index("[kinds.any]")].strip()
    rules = re.sub(r"^weight = .*$", f"weight = {fit[2]}", rules, flags=re.MULTILINE)
    numbers = [f"slope = {fit[0]}", f"offset = {fit[1]}"]
    lines = [HEAD, "[cut]", f"default = {cut}", "", rules, "", "[kinds.any]", *numbers]
    OUT.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
