"""A state does not attack itself: who of the two that are told as one state does not serve it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from truceline.model import Actor, Span
from truceline.resolving.habits import read_habits
from truceline.resolving.names import plain
from truceline.resolving.parties import Resolution
from truceline.resolving.roster import read_roles

Known = Sequence[tuple[Span, Resolution]]


def part_selves(
    actors: tuple[Actor, ...], targets: tuple[Actor, ...], known: Known
) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
    """Return who attacks and who is attacked, of whom no one is the state that the other is.

    Who plots against the head of his own state does not act for it, and whom its forces fight at
    home are not of it. Where both serve it ("the army overthrew the government"), it stays both.
    ``known`` are the names of the article that the data know.
    """
    groups = {k.party for _, k in known if k.kind in ("group", "organisation")}
    for party in _parties(actors) & _parties(targets) - groups:
        told = _but(actors, party, lambda a: not _serves(a, known))
        if told == actors:
            targets = _but(targets, party, lambda a: _is_other(a, known))
        actors = told
    return actors, targets


def _parties(actors: tuple[Actor, ...]) -> frozenset[str]:
    return frozenset(a.party for a in actors if a.party is not None)


def _but(
    actors: tuple[Actor, ...], party: str, is_other: Callable[[Actor], bool]
) -> tuple[Actor, ...]:
    """Return the actors, of ``party`` those who are others without it."""
    return tuple(
        Actor(name=a.name, party=None) if a.party == party and is_other(a) else a for a in actors
    )


def _is_other(actor: Actor, known: Known) -> bool:
    """Tell whether whom a state attacks is told by a noun, and by none of its servants."""
    return actor.name.islower() and not _serves(actor, known)


def _serves(actor: Actor, known: Known) -> bool:
    """Tell whether a party is named itself, by a body or servant of a state, or by an officer."""
    words = plain(actor.name.partition(" of ")[0]).split()
    bodies = read_habits().of_state | read_roles()["serving"]
    if actor.name == actor.party or not bodies.isdisjoint(words):
        return True
    return any(k.kind == "person" and plain(k.name).split()[-1:] == words[-1:] for _, k in known)
