"""How far two coders of the same articles agree: first against second coding of the training news.

    python bench/agreement.py DATA [--network FILE] [--cut 0.4]

DATA is the folder that holds ``records/train.jsonl``. An anchor of one coding agrees with one of
the other if they are of the same kind and at most ``NEAR`` words apart, one to one, nearest first.
The words of a role are compared over the anchors that agree. For comparison the network, shipped or
given, is counted in the same way against the first coding of the articles that it never saw. Prints
one JSON object.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from reader import ends, read_words, word_at
from truceline.reading.reader import Reader
from truceline.reading.schema import ANCHOR_KINDS, ROLES, SLOTS
from truceline.reading.training import corpora
from truceline.reading.training.corpora import GoldAnchor

NEAR = 6
"""Words: coders may mark "launched" or "attacks" in "launched several attacks"."""


def pairs(
    one: Sequence[GoldAnchor], two: Sequence[GoldAnchor]
) -> list[tuple[GoldAnchor, GoldAnchor]]:
    """Return the anchors that agree."""
    near = sorted(
        (abs(a.word - b.word), i, j)
        for i, a in enumerate(one)
        for j, b in enumerate(two)
        if a.kind == b.kind and abs(a.word - b.word) <= NEAR
    )
    left: set[int] = set()
    right: set[int] = set()
    found = []
    for _, i, j in near:
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
            found.append((one[i], two[j]))
    return found


def count(one: corpora.Unit, two: corpora.Unit, tally: Counter[str]) -> None:
    """Add the anchors and roles of one article in two codings."""
    for name, unit in (("first", one), ("second", two)):
        tally.update(f"{ANCHOR_KINDS[a.kind]}.{name}" for a in unit.anchors or ())
    for a, b in pairs(one.anchors or [], two.anchors or []):
        tally[f"{ANCHOR_KINDS[a.kind]}.both"] += 1
        for role, name in enumerate(ROLES):
            mine, theirs = ({w for r, w in x.roles if r == role} for x in (a, b))
            tally[f"role {name}.first"] += len(mine)
            tally[f"role {name}.second"] += len(theirs)
            tally[f"role {name}.both"] += len(mine & theirs)
        tally["values"] += len(a.values.keys() & b.values.keys())
        tally["values.same"] += sum(a.values[s] == b.values.get(s) for s in a.values)


def network_unit(reader: Reader, unit: corpora.Unit, cut: float) -> corpora.Unit:
    """Return what the network finds in an article, in the form of a coding."""
    reading = read_words(reader, unit.words, unit.sentences)
    places = word_at(unit.words)
    anchors = []
    for anchor in reading.anchors:
        if anchor.probability >= cut:
            roles = [
                (ROLES.index(role.name), word)
                for role in anchor.roles
                for word in range(places[role.span.start], ends(unit.words, places, role.span))
            ]
            values = {s: SLOTS[s].index(v) for s, (v, _) in anchor.values.items()}
            kind = ANCHOR_KINDS.index(anchor.kind)
            anchors.append(GoldAnchor(places[anchor.span.start], kind, values, roles))
    return replace(unit, anchors=anchors)


def summary(tally: Counter[str]) -> dict[str, Any]:
    """Return the F1 of anchors by kind, of the words of roles, and the share of equal values."""
    kinds = [kind for kind in ANCHOR_KINDS if tally[f"{kind}.first"]]
    for part in ("first", "second", "both"):
        tally[f"all.{part}"] = sum(tally[f"{kind}.{part}"] for kind in kinds)
    return {
        "articles": tally["articles"],
        "records": {name: tally[f"all.{name}"] for name in ("first", "second", "both")},
        "anchors": {name: f1(tally, name) for name in ("all", *kinds)},
        "roles": {n: f1(tally, f"role {n}") for n in ROLES if tally[f"role {n}.first"]},
        "values": round(100 * tally["values.same"] / max(1, tally["values"]), 1),
    }


def f1(tally: Counter[str], name: str) -> float:
    """Return the F1 of what both have, in per cent."""
    return round(
        200 * tally[f"{name}.both"] / (tally[f"{name}.first"] + tally[f"{name}.second"]), 1
    )


def main() -> None:
    """Print how far the codings agree, and the network with the first."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--network", type=Path)
    parser.add_argument("--cut", type=float, default=0.4, help="least probability of an anchor")
    options = parser.parse_args()
    first = {u.doc: u for u in corpora.read_records(options.data / "records/train.jsonl")}
    second = corpora.read_second(Path(corpora.__file__).with_name("second.jsonl"), options.data)
    reader = Reader.load(options.network)
    coders: Counter[str] = Counter()
    network: Counter[str] = Counter()
    for unit in second:
        if unit.doc in first:
            coders["articles"] += 1
            count(first[unit.doc], unit, coders)
    for unit in first.values():
        if corpora.held_back(unit.doc):
            network["articles"] += 1
            count(unit, network_unit(reader, unit, options.cut), network)
    print(json.dumps({"two coders": summary(coders), "network": summary(network)}, indent=1))


if __name__ == "__main__":
    main()
