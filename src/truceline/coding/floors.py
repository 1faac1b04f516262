"""How sure the reader must be of a word that fills a role, by where the word stands.

The reader gives each role its likeliest word, however doubtful; ``floors.toml`` says from which
probability that was right often enough, and how sure an act must be that is seldom one.
"""

from __future__ import annotations

import math
import tomllib
from functools import cache
from importlib import resources
from typing import Any

from truceline.coding.phrases import Phrases
from truceline.coding.tolls import TOLLS
from truceline.model import Anchor, Role

_DOUBTFUL = 0.5
"""Probability below which a role has only the likeliest of words that are all unlikely."""
_TURNS = {"start": "end", "end": "start"}


@cache
def _file() -> dict[str, Any]:
    path = resources.files("truceline.coding") / "data" / "floors.toml"
    return tomllib.loads(path.read_text("utf-8"))


def _floors() -> dict[str, dict[str, float]]:
    return _file()


@cache
def _asking() -> frozenset[str]:
    """Return the lemmas of words by which something is asked for."""
    return frozenset(_file()["asking"]["words"])


def sure_roles(anchor: Anchor, phrases: Phrases) -> Anchor:
    """Return ``anchor`` without the roles and values that are too doubtful to be filled."""
    kept = [role for role in anchor.roles if role.probability >= _least(role, anchor, phrases)]
    kept += [r for r in anchor.roles if r not in kept and _goes_with_other(r, kept, phrases)]
    least = _floors()["values"]
    sure = {slot: told for slot, told in anchor.values.items() if told[1] >= least.get(slot, 0.0)}
    roles = tuple(r for r in kept if not _is_within_other(r, kept))
    return anchor._replace(roles=roles, values=sure)


def least_confidence(anchor: Anchor, word: str) -> float:
    """Return the confidence from which what an anchor tells of is kept.

    By its coded values, and by the lemma of the ``word`` that tells it.
    """
    floors = _floors()
    tables = ("told",) if word in _asking() else ("told", "unasked")
    names = [f"{anchor.kind}.{value}" for value, _ in anchor.values.values()]
    told = [floors[table].get(name, 0.0) for table in tables for name in names]
    return max(floors["word"].get(f"{anchor.kind}.{word}", 0.0), *told, 0.0)


def least_left_open(kind: str, what: str) -> float:
    """Return the confidence from which a record is kept that leaves open ``what``."""
    return _floors()["open"].get(f"{kind}.{what}", 0.0)


def least_between(anchor: Anchor) -> float:
    """Return the confidence from which an act is kept by default if it is between two known sides.

    Where a rule of its kind found it, too, less is enough.
    """
    plover = anchor.values["plover"][0] if "plover" in anchor.values else None
    name = anchor.kind if plover is None else f"{anchor.kind}.{plover}"
    vouched = any(rule.startswith(f"rule:{anchor.kind}.") for rule in anchor.rule.split())
    tables = ("between", "vouched") if vouched else ("between",)
    return min(_floors()[table].get(name, math.inf) for table in tables)


def _least(role: Role, anchor: Anchor, phrases: Phrases) -> float:
    """Return the floor of a role: within the act's sentence, before it or behind it."""
    apart = phrases.between(anchor.span, role.span)
    floors = _floors()["before" if apart is None else "behind" if apart else "within"]
    return floors.get(role.name, floors.get("any", 0.0))


def _goes_with_other(role: Role, kept: list[Role], phrases: Phrases) -> bool:
    """Tell whether a toll stands beside a surer one of its own sentence: they are of one attack."""
    likely = role.name in TOLLS and role.probability >= _floors()["within"][role.name]
    others = [r for r in kept if r.name in TOLLS and r.name != role.name]
    return likely and any(phrases.between(role.span, other.span) == 0 for other in others)


def _is_within_other(role: Role, roles: list[Role]) -> bool:
    """Tell whether a doubtful start stands in the words of a surer end, or the other way round."""
    other = _TURNS.get(role.name)
    return role.probability < _DOUBTFUL and any(
        r.name == other and r.probability > role.probability and r.span.overlaps(role.span)
        for r in roles
    )
