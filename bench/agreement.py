"""How far two coders of the same articles agree: first against second coding of the training news.

    python bench/agreement.py DATA

DATA is the folder that holds ``records/train.jsonl``. An anchor of one coding agrees with one of
the other if they are of the same kind and at most ``NEAR`` words apart, one to one, nearest first.
The words of a role are compared over the anchors that agree. Prints one JSON object.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from truceline.reading.schema import ANCHOR_KINDS, ROLES
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


def f1(tally: Counter[str], name: str) -> float:
    """Return the F1 of what both have, in per cent."""
    return round(
        200 * tally[f"{name}.both"] / (tally[f"{name}.first"] + tally[f"{name}.second"]), 1
    )


def main() -> None:
    """Print how far the codings agree."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    data = parser.parse_args().data
    first = {u.doc: u for u in corpora.read_records(data / "records/train.jsonl")}
    second = corpora.read_second(Path(corpora.__file__).with_name("second.jsonl"), data)
    tally: Counter[str] = Counter()
    for unit in second:
        if unit.doc in first:
            tally["articles"] += 1
            count(first[unit.doc], unit, tally)
    kinds = [kind for kind in ANCHOR_KINDS if tally[f"{kind}.first"]]
    for part in ("first", "second", "both"):
        tally[f"all.{part}"] = sum(tally[f"{kind}.{part}"] for kind in kinds)
    print(
        json.dumps(
            {
                "articles": tally["articles"],
                "records": {name: tally[f"all.{name}"] for name in ("first", "second", "both")},
                "anchors": {name: f1(tally, name) for name in ("all", *kinds)},
                "roles": {
                    name: f1(tally, f"role {name}") for name in ROLES if tally[f"role {name}.first"]
                },
                "values": round(100 * tally["values.same"] / max(1, tally["values"]), 1),
            },
            indent=1,
        )
    )


if __name__ == "__main__":
    main()
