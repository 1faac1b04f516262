"""Who is visited: "the envoy went to Keth" is a meeting of his side with the state of Keth."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from truceline.model import Actor, Anchor, Span
from truceline.resolving.context import Context
from truceline.resolving.names import plain
from truceline.resolving.roster import read_data, read_rows
from truceline.resolving.slots import best_of, value_of

_ELSEWHERE = re.compile(r"\b(?:from|\w+ern)\s+(?:the\s+)?$", re.IGNORECASE)
"""What stands before a state where somebody comes from, or before a part of one that he visits."""
_JOINING = re.compile(r"[\s,]|\b(?:and|the|both|to|in)\b", re.IGNORECASE)
_BACK = 20


def with_hosts(anchor: Anchor, actors: Sequence[Actor], context: Context) -> tuple[Actor, ...]:
    """Return who takes part in a visit: a side that goes to a state is received by that state.

    A town, a region ("northern Keth") and a base are but where it goes; where two sides are named,
    they meet each other.
    """
    sides = {actor.party for actor in actors}
    alone = len(sides) == 1 and None not in sides
    if anchor.kind != "meeting" or value_of(anchor, "mode") != "visit" or not alone:
        return tuple(actors)
    place = best_of(anchor, "place")
    hosts = _states_in(place.span, context) if place else []
    return (*actors, *(Actor(name=host, party=host) for host in hosts if host not in sides))


def _states_in(span: Span, context: Context) -> list[str]:
    """Return the states that the words at ``span`` name, if they name nothing else."""
    text = context.reading.article.text
    if _ELSEWHERE.search(text, max(0, span.start - _BACK), span.start):
        return []
    found, rest = [], span.of(text)
    for place, known in context.known:
        name, state = place.of(text), known.party if known.kind == "state" else None
        if state and span.covers(place) and plain(name) not in _seats():
            found.append(state)
            rest = rest.replace(name, "", 1)
    return [] if _JOINING.sub("", rest) else found


@cache
def _seats() -> frozenset[str]:
    """Return the names of seats, but for those that are their state's, too ("Singapore")."""
    rows = list(read_rows(read_data("states.csv"), "states.csv"))
    seats = {plain(seat) for row in rows for seat in row.many("metonyms")}
    seats |= {plain(row.cells["capital"].rstrip("=")) for row in rows}
    return frozenset(seats - {plain(row.cells["name"]) for row in rows})
