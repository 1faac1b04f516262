"""How sure the reader must be of a word that fills a role, by where the word stands.

The reader gives each role its likeliest word, however doubtful; ``floors.toml`` says from which
probability that was right often enough.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources

from truceline.coding.roles import Phrases
from truceline.model import Anchor, Role

_DOUBTFUL = 0.5
"""Probability below which a role has only the likeliest of words that are all unlikely."""
_TURNS = {"start": "end", "end": "start"}


@cache
def _floors() -> dict[str, dict[str, float]]:
    path = resources.files("truceline.coding") / "data" / "floors.toml"
    return tomllib.loads(path.read_text("utf-8"))


def sure_roles(anchor: Anchor, phrases: Phrases) -> Anchor:
    """Return ``anchor`` without the roles that are too doubtful to be filled."""
    kept = [role for role in anchor.roles if role.probability >= _least(role, anchor, phrases)]
    return anchor._replace(roles=tuple(r for r in kept if not _is_within_other(r, kept)))


def _least(role: Role, anchor: Anchor, phrases: Phrases) -> float:
    """Return the floor of a role: within the act's sentence, before it or behind it."""
    apart = phrases.between(anchor.span, role.span)
    floors = _floors()["before" if apart is None else "behind" if apart else "within"]
    return floors.get(role.name, floors.get("any", 0.0))


def _is_within_other(role: Role, roles: list[Role]) -> bool:
    """Tell whether a doubtful start stands in the words of a surer end, or the other way round."""
    other = _TURNS.get(role.name)
    return role.probability < _DOUBTFUL and any(
        r.name == other and r.probability > role.probability and r.span.overlaps(role.span)
        for r in roles
    )
