"""Whither troops go is a place, not at whom they are aimed: "peacekeepers were sent to Keth".

The reader often gives the same words as the place and, with less trust, as the target. A land that
is attacked is both.
"""

from __future__ import annotations

from truceline.model import Anchor

MOVES = frozenset(("MOBILIZE", "RETREAT"))
"""Actions by which forces come to a place or leave it."""


def spare_scenes(anchor: Anchor) -> Anchor:
    """Return ``anchor`` without targets that are rather the place to or from which forces move."""
    action, _ = anchor.values.get("plover", ("", 0.0))
    if anchor.kind != "action" or action not in MOVES:
        return anchor
    places = {r.span: r.probability for r in anchor.roles if r.name == "place"}
    scenes = {
        r for r in anchor.roles if r.name == "targets" and r.probability < places.get(r.span, 0.0)
    }
    return anchor._replace(roles=tuple(r for r in anchor.roles if r not in scenes))
