"""Fit the ranking of who is meant on annotated articles, and measure it by cross-validation.

    python bench/fit_actors.py DATA [--network FILE] [--cache FILE] [--write]

DATA is the folder that holds ``records/train.jsonl`` and ``records/written.jsonl``. Each annotated
mention is one case: its candidates, which of them are right, and their features. A conditional
log-linear model with a ridge is fitted by L-BFGS; the held-back tenth is only measured on. The
weights of what the network points at are fitted on that tenth, and measured there on other folds.
``--write`` rewrites ``src/truceline/resolving/data/choice.tsv``.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import pickle
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from truceline.coding.phrases import Phrases
from truceline.measure.names import common_name
from truceline.model import Article, Reading, Span
from truceline.reading.coreference import resolve_mentions
from truceline.reading.reader import Reader
from truceline.reading.training.corpora import held_back
from truceline.resolving.actors import ActorResolver, parts_of
from truceline.resolving.candidates import candidates, features
from truceline.resolving.choice import signs
from truceline.resolving.makers import Asked, Sides
from truceline.resolving.names import plain
from truceline.resolving.parties import Parties
from truceline.resolving.places import Gazetteer
from truceline.resolving.pointed import NOTHING, pointed

ROLES = ("actors", "targets", "source", "mediators")
RIDGE = 10.0
FEWEST = 5
"""Cases in which a feature must hold to get a weight."""
LEAST = 0.02
"""Weights nearer to zero are not written."""
SMALL_RIDGE = 2.0
"""For the few weights of what the network points at."""
FOLDS = 5
OUT = Path(__file__).parents[1] / "src/truceline/resolving/data/choice.tsv"
HEAD = """\
# How much each feature of a candidate speaks for it: features are made by candidates.py, weights by
# `python bench/fit_actors.py DATA --write` on annotated articles, without the held-back tenth; only
# the weights of what the network points at ("pointed") are fitted on that tenth.
"""


class Case(NamedTuple):
    """A mention: its article, role, candidates' features, who is right, and whether the rule is."""

    doc: str
    role: str
    features: list[list[str]]
    right: list[bool]
    rule: bool
    signs: list[dict[str, float]]
    """Per candidate how far the network points at it."""


def readings(data: Path, reader: Reader) -> Iterator[tuple[dict[str, Any], Reading]]:
    """Yield each annotated article with its reading."""
    for name in ("train", "written"):
        for line in (data / f"records/{name}.jsonl").read_text("utf-8").splitlines():
            row = json.loads(line)
            article = Article(
                id=row["id"], doc=row["id"], text=row["text"], published=row.get("published")
            )
            if row["records"]:
                yield row, reader.read(article)


def cases(row: dict[str, Any], reading: Reading, resolver: ActorResolver) -> Iterator[Case]:
    """Yield the cases of one article."""
    phrases = Phrases(reading)
    cast = resolver.cast(reading, resolve_mentions(reading), row.get("published"))
    for record in row["records"]:
        acting = frozenset(plain(_key(a)) for a in record.get("actors") or [])
        for role in ROLES:
            meant: dict[tuple[int, int], set[str]] = defaultdict(set)
            for actor in record.get(role) or []:
                if actor.get("span"):
                    meant[tuple(actor["span"])].add(common_name(_key(actor)))
            asked = Asked(role, record["kind"], acting if role != "actors" else frozenset())
            for place, gold in meant.items():
                span = phrases.mention(Span(*place)) or Span(*place)
                for part, rule, whole in parts_of(cast, span):
                    seen = pointed(cast, part) if held_back(row["id"]) else NOTHING
                    found = candidates(cast, part, asked, rule, seen)
                    named = [_names(c.sides) for c in found]
                    right = [n == gold if whole else n <= gold for n in named]
                    if not any(right):
                        right = [n <= gold for n in named]
                    told = [list(dict.fromkeys(features(c, cast, part, asked))) for c in found]
                    points = [signs(c, seen, part.of(row["text"])) for c in found]
                    yield Case(row["id"], role, told, right, _names(rule) <= gold, points)


def _key(actor: dict[str, Any]) -> str:
    return str(actor.get("party") or actor.get("name") or "")


def _names(sides: Sides) -> set[str]:
    return {common_name(s.party or s.name) for s in sides}


class Problem:
    """Cases as a sparse matrix: a row a candidate, a column a feature."""

    def __init__(self, given: list[Case], columns: dict[str, int]) -> None:
        rows, cols, self.case, self.right = [], [], [], []
        for number, case in enumerate(given):
            for names, right in zip(case.features, case.right, strict=True):
                known = [columns[n] for n in names if n in columns]
                rows += [len(self.case)] * len(known)
                cols += known
                self.case.append(number)
                self.right.append(right)
        shape = (len(self.case), len(columns))
        self.matrix = csr_matrix((np.ones(len(rows)), (rows, cols)), shape=shape)
        self.cases = len(given)

    def loss(self, w: np.ndarray) -> tuple[float, np.ndarray]:
        """Return the negative log-likelihood of the right candidates with the ridge, and slope."""
        case, right = np.array(self.case), np.array(self.right)
        z = self.matrix @ w
        top = np.full(self.cases, -np.inf)
        np.maximum.at(top, case, z)
        raised = np.exp(z - top[case])
        p = raised / np.bincount(case, raised, self.cases)[case]
        sure = np.bincount(case, p * right, self.cases)
        q = np.where(right, p / sure[case], 0.0)
        slope = self.matrix.T @ (p - q) + RIDGE * w
        return float(-np.log(sure).sum() + RIDGE / 2 * (w @ w)), slope


def fit(given: list[Case]) -> dict[str, float]:
    """Return the weights of the features fitted to ``given``."""
    given = [c for c in given if any(c.right)]
    counts = Counter(n for c in given for names in c.features for n in names)
    columns = {n: i for i, n in enumerate(sorted(n for n, c in counts.items() if c >= FEWEST))}
    problem = Problem(given, columns)
    found = minimize(
        problem.loss, np.zeros(len(columns)), jac=True, method="L-BFGS-B", options={"maxiter": 150}
    )
    return {n: float(found.x[i]) for n, i in columns.items()}


def _unpointed(case: Case) -> Case:
    """Return a case as it is without the network's pointing."""
    kept = [i for i, signs in enumerate(case.signs) if "pointed alone" not in signs]
    told = [case.features[i] for i in kept], [case.right[i] for i in kept]
    return case._replace(features=told[0], right=told[1], signs=[{}] * len(kept))


def marks(case: Case, table: dict[str, float]) -> list[float]:
    """Return how much each candidate weighs."""
    return [
        sum(table.get(n, 0.0) for n in names) + sum(table.get(n, 0.0) * v for n, v in signs.items())
        for names, signs in zip(case.features, case.signs, strict=True)
    ]


def hits(given: list[Case], table: dict[str, float]) -> list[bool]:
    """Return for each case whether the candidate that weighs most is right."""
    found = []
    for case in given:
        told = marks(case, table)
        found.append(bool(told) and case.right[max(range(len(told)), key=told.__getitem__)])
    return found


def with_pointing(given: list[Case], table: dict[str, float]) -> dict[str, float]:
    """Return ``table`` scaled, with weights of what the network points at, fitted to ``given``."""
    given = [c for c in given if any(c.right)]
    names = sorted({n for c in given for signs in c.signs for n in signs})
    rows = []
    for case in given:
        told = zip(marks(case, table), case.signs, strict=True)
        rows.append(np.array([[m, *(s.get(n, 0.0) for n in names)] for m, s in told]))
    right = [np.array(c.right) for c in given]
    start = np.eye(1, len(names) + 1)[0]

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        total, slope = SMALL_RIDGE / 2 * ((w - start) ** 2).sum(), SMALL_RIDGE * (w - start)
        for row, good in zip(rows, right, strict=True):
            raised = np.exp(row @ w - (row @ w).max())
            p = raised / raised.sum()
            sure = p[good].sum()
            total -= np.log(sure)
            slope = slope + row.T @ (p - np.where(good, p / sure, 0.0))
        return total, slope

    scale, *found = minimize(loss, start, jac=True, method="L-BFGS-B").x
    scaled = {n: w * scale for n, w in table.items()}
    return scaled | {n: float(w) for n, w in zip(names, found, strict=True)}


def crossed_pointing(given: list[Case], table: dict[str, float]) -> list[bool]:
    """Return the hits of each fold with the weights of pointing fitted to the others."""
    found = [False] * len(given)
    for fold in range(FOLDS):
        chosen = with_pointing([c for c in given if _fold(c) != fold], table)
        own = [i for i, c in enumerate(given) if _fold(c) == fold]
        for i, hit in zip(own, hits([given[i] for i in own], chosen), strict=True):
            found[i] = hit
    return found


def _fold(case: Case) -> int:
    return int(hashlib.md5(case.doc.encode()).hexdigest(), 16) % FOLDS


def _share(right: list[bool]) -> float:
    return round(sum(right) / max(1, len(right)), 4)


def summary(given: list[Case], table: dict[str, float]) -> dict[str, Any]:
    """Return the shares right by rule, by the fitted ranking, and at best, per kind of article."""
    parts = {
        "held-back real": [c for c in given if held_back(c.doc) and c.doc[:4] != "gen-"],
        "held-back written": [c for c in given if held_back(c.doc) and c.doc[:4] == "gen-"],
    }
    out: dict[str, Any] = {
        name: {
            "mentions": len(part),
            "rule": _share([c.rule for c in part]),
            "ranking": _share(hits([_unpointed(c) for c in part], table)),
            "a candidate": _share([any(c.right) for c in part]),
        }
        for name, part in parts.items()
    }
    pointing = crossed_pointing([c for part in parts.values() for c in part], table)
    for name, part in parts.items():
        out[name]["with pointing, crossed"] = _share(pointing[: len(part)])
        pointing = pointing[len(part) :]
    train = [c for c in given if not held_back(c.doc)]
    crossed: list[bool] = []
    for fold in range(FOLDS):
        learnt = fit([c for c in train if _fold(c) != fold])
        crossed += hits([c for c in train if _fold(c) == fold and c.doc[:4] != "gen-"], learnt)
    out["cross-validated real"] = {"mentions": len(crossed), "ranking": _share(crossed)}
    return out


def main() -> None:
    """Read, fit, measure, and write if asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--network", type=Path)
    parser.add_argument("--cache", type=Path, help="file that keeps the readings")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    reader = Reader.load(options.network)
    if options.cache and options.cache.exists():
        version, read = pickle.loads(options.cache.read_bytes())
        if version != reader.version:
            raise SystemExit(f"{options.cache}: readings of {version}; delete it to read anew")
    else:
        read = list(readings(options.data, reader))
        if options.cache:
            options.cache.write_bytes(pickle.dumps((reader.version, read)))
    places = Gazetteer.load()
    resolver = ActorResolver(Parties.load(gazetteer=places), places)
    given = [case for row, reading in read for case in cases(row, reading, resolver)]
    table = fit([c for c in given if not held_back(c.doc)])
    told = summary(given, table)
    table = with_pointing([c for c in given if held_back(c.doc)], table)
    told["pointing"] = {n: round(w, 2) for n, w in table.items() if n.startswith("pointed")}
    if options.write:
        lines = (f"{n}\t{w:.3f}\n" for n, w in sorted(table.items()) if abs(w) >= LEAST)
        OUT.write_text(HEAD + "".join(lines), "utf-8")
    print(json.dumps(told, indent=1))


if __name__ == "__main__":
    main()
