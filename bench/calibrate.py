"""Fit the confidence of records on the held-back articles, and choose the cuts.

    python bench/calibrate.py DATA [--network FILE] [--write]

Every record down to a very low probability is made and held against the annotation: found or not.
Platt scaling is fitted to that, and the cut is where F1 over the held-back articles is best: one
fit and one cut for all kinds, since fits and cuts of their own gained nothing on these articles.
Only real news serves: in reports on invented conflicts no name is in the data, so fewer are right.
The rarer kinds that a peace process is made of have a cut of their own, chosen on the written
reports too, where they are frequent: the lowest that gives up no more, since what is missed cannot
be found again.
Prints the reliability of the fitted confidence in ten bins. ``--write`` rewrites
``src/truceline/coding/data/confidence.toml``.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from pathlib import Path

import msgspec
import numpy as np
from scipy.optimize import minimize

from held_back import reference, rows
from truceline.coding import confidence
from truceline.measure import decode_coding
from truceline.measure.matching import look_up, pair
from truceline.model import Article
from truceline.pipeline import Pipeline

FLOOR = 0.1
SLACK = 0.01
"""F1 given up for a higher cut: less than the measure errs by, and a reader wants precision."""
DIPLOMACY = ("proposal", "response", "demand", "agreement", "ceasefire")
OUT = Path(__file__).parents[1] / "src/truceline/coding/data/confidence.toml"
HEAD = """\
# How the network's probability for an anchor becomes the confidence of a record, and where the cut
# lies by default. Written by `python bench/calibrate.py DATA --write`, on held-back articles that
# the network was not trained on: Platt scaling,
# confidence = 1 / (1 + exp(-(slope * logit(p) + offset))). The rarer kinds that a peace process is
# made of have a cut of their own, the lowest at which F1 is as good, where it is another.
"""

Sample = tuple[float, bool]


def samples(
    data: Path, network: Path | None, files: tuple[str, ...]
) -> tuple[dict[str, list[Sample]], dict[str, int]]:
    """Return per kind each record's raw probability and whether it was found, and gold counts."""
    trusted = confidence.load().trusted
    confidence.load = lambda: confidence.Calibration({"any": (1.0, 0.0)}, {"default": 0.0}, trusted)  # type: ignore[assignment]
    pipeline = Pipeline.load(network=network, min_confidence=FLOOR)
    found: dict[str, list[Sample]] = defaultdict(list)
    gold: dict[str, int] = defaultdict(int)
    for row in rows(data, files):
        article = Article(
            id=row["id"], doc=row["id"], text=row["text"], published=row.get("published")
        )
        records = pipeline.records(article)
        texts = {article.doc: article.text}
        ours = decode_coding([msgspec.json.encode(r).decode() for r in records])
        theirs = decode_coding([json.dumps(reference(row))])
        one, two = (list(c.get(article.doc, ())) for c in (theirs, ours))
        hits = {
            j for _, j in pair(look_up(one, texts, article.doc), look_up(two, texts, article.doc))
        }
        for r in one:
            gold[r.kind] += 1
        for j, r in enumerate(records):
            if r.confidence is not None:
                found[r.kind].append((r.confidence, j in hits))
    return found, gold


def platt(pairs: list[Sample]) -> tuple[float, float]:
    """Return slope and offset that make the log loss least, with a weak pull to (1, 0)."""
    p = np.clip(np.array([x for x, _ in pairs]), 1e-6, 1 - 1e-6)
    x, y = np.log(p / (1 - p)), np.array([1.0 if found else -1.0 for _, found in pairs])
    plain = np.array([1.0, 0.0])

    def loss(w: np.ndarray) -> float:
        return float(np.logaddexp(0, -y * (w[0] * x + w[1])).sum() + ((w - plain) ** 2).sum())

    slope, offset = minimize(loss, plain, method="L-BFGS-B").x
    return round(float(slope), 3), round(float(offset), 3)


def scaled(p: float, fit: tuple[float, float]) -> float:
    """Return the confidence of raw probability ``p``."""
    p = min(max(p, 1e-6), 1 - 1e-6)
    return float(1 / (1 + np.exp(-(fit[0] * np.log(p / (1 - p)) + fit[1]))))


def best_cuts(pairs: list[Sample], gold: int) -> list[tuple[float, float]]:
    """Return the cuts whose F1 is within ``SLACK`` of the best, and their F1, the lowest first."""
    scored = []
    for cut in np.arange(0.15, 0.66, 0.025):
        kept = [t for c, t in pairs if c >= cut]
        f1 = 2 * sum(kept) / (len(kept) + gold) if kept else 0.0
        scored.append((round(float(cut), 3), f1))
    best = max(f1 for _, f1 in scored)
    return [row for row in scored if row[1] >= best - SLACK]


def main() -> None:
    """Fit, print, and write if asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--network", type=Path)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    found, gold = samples(options.data, options.network, ("train",))
    more, more_gold = samples(options.data, options.network, ("written",))
    fit = platt([s for pairs in found.values() for s in pairs])
    pairs = [(scaled(p, fit), right) for kind in found.values() for p, right in kind]
    cut, f1 = best_cuts(pairs, sum(gold.values()))[-1]
    both = [s for kind in DIPLOMACY for s in (*found[kind], *more[kind])]
    rarer = [(scaled(p, fit), right) for p, right in both]
    lower, lower_f1 = best_cuts(rarer, sum(gold[k] + more_gold[k] for k in DIPLOMACY))[0]
    print(
        json.dumps(
            {
                "cut": {"default": cut, "diplomacy": lower},
                "f1": {"default": round(f1, 4), "diplomacy": round(lower_f1, 4)},
                "fit": fit,
                "reliability": reliability(pairs),
            },
            indent=1,
        )
    )
    if options.write:
        _write(cut, lower, fit)


def reliability(pairs: list[Sample]) -> list[dict[str, float]]:
    """Return, for ten bins of confidence, its mean, the share found and the count."""
    rows_ = []
    for low in np.arange(0, 1, 0.1):
        inside = [(c, t) for c, t in pairs if low <= c < low + 0.1]
        if inside:
            mean, share = (round(float(np.mean([x[i] for x in inside])), 3) for i in (0, 1))
            rows_.append({"confidence": mean, "found": share, "records": len(inside)})
    return rows_


def _write(cut: float, lower: float, fit: tuple[float, float]) -> None:
    kept = OUT.read_text("utf-8")
    rules = kept[kept.index("# Kinds for which") : kept.index("[kinds.any]")].strip()
    numbers = [f"slope = {fit[0]}", f"offset = {fit[1]}"]
    cuts = [f"default = {cut}"]
    cuts += [f"{kind} = {lower}" for kind in DIPLOMACY if lower != cut]
    lines = [HEAD, "[cut]", *cuts, "", rules, "", "[kinds.any]", *numbers]
    OUT.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
