"""Who a mention may mean: candidates from its words, the data and the article, with features.

Each way to make a candidate has a name ("words", "inside.state", "prior.1"); what made a candidate,
beside the form of the mention and the part it plays, is what the weights of ``choice.py`` know.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from truceline.model import Span
from truceline.resolving.cast import Cast
from truceline.resolving.habits import bare, read_habits
from truceline.resolving.makers import Asked, Sides, called, made_for
from truceline.resolving.names import plain
from truceline.resolving.parties import Resolution
from truceline.resolving.pointed import NOTHING, Pointed, behind, key_of
from truceline.resolving.shapes import is_plural, is_pronoun, shape_of, short_of, sort_of

_POINTED = 0.15
"""How much must point at a side that nothing else makes a candidate."""


class Candidate(NamedTuple):
    """Who may be meant, and each way by which that was found."""

    sides: Sides
    makers: tuple[str, ...]


def candidates(
    cast: Cast, span: Span, asked: Asked, rule: Sides, seen: Pointed = NOTHING
) -> list[Candidate]:
    """Return who ``span`` may mean, each side once, with all that made it.

    Those whom only the network points at (``seen``) come last, and nothing made them.
    """
    found: dict[tuple[str, ...], tuple[Sides, list[str]]] = {}
    nobody = read_habits().adjectives_only | behind(cast, span)
    for maker, sides in made_for(cast, span, asked, rule):
        keys = tuple(sorted({key_of(s) for s in sides}))
        if not nobody.isdisjoint(keys):
            continue
        if any(keys) and len(keys) == len(sides):
            found.setdefault(keys, (sides, []))[1].append(maker)
    for key, known in seen.sides.items():
        if seen.share[key] >= _POINTED and key:
            found.setdefault((key,), ((_told(known, span.of(cast.text)),), []))
    return [Candidate(sides, tuple(dict.fromkeys(made))) for sides, made in found.values()]


def _told(known: Resolution, words: str) -> Resolution:
    """Return one who is pointed at: a person by name, a side by the mention's words."""
    if known.kind == "person" or is_pronoun(words):
        return called(known)
    return known._replace(name=bare(short_of(words)) or known.name)


def features(candidate: Candidate, cast: Cast, span: Span, asked: Asked) -> Iterator[str]:
    """Yield the names of what holds of a candidate for ``span``."""
    words = span.of(cast.text)
    form, noun, first = shape_of(words)
    part = f"{asked.role}.{asked.kind}"
    side = candidate.sides[0]
    armed = not read_habits().rebels.isdisjoint(plain(words).split())
    sort, many = "rebels" if armed else sort_of(noun), "many" if is_plural(noun) else "one"
    for maker in candidate.makers:
        yield maker
        yield f"{maker}|{form}"
        yield f"{maker}|{asked.role}|{form}"
        yield f"{maker}|{part}"
        if form != "name":
            yield f"{maker}|{noun}"
            yield f"{maker}|{sort}|{asked.role}"
            yield f"{maker}|{first}|{form}"
    yield f"{side.kind}|{part}"
    yield f"{side.kind}|{form}|{bool(side.party)}"
    yield f"{side.kind}|{noun}" if form == "pronoun" else f"{side.kind}|{sort}|{form}"
    yield f"{side.kind}|{len(candidate.sides)}|{many}|{form}"
    yield f"{'own' if key_of(side) == plain(words) else side.kind}|{sort}|{many}"
    yield f"{len(candidate.sides)}|{noun if form == 'pronoun' else form}"
    keys = {key_of(s) for s in candidate.sides}
    if asked.others & keys:
        yield f"same|{asked.role}"
        yield f"same|{part}"
    times = cast.count_of(side.party or side.name)
    yield f"times.{min(times.bit_length(), 4)}|{form}"
    yield f"times.{min(times.bit_length(), 4)}|{side.kind}"
