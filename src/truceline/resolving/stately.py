"""Whom a government or an army without a name is not: nobody who is no state can have one.

"The government" of a report on a war within a state is never the rebels', the mediator's or the
agency's, however much more the report speaks of them.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from truceline.model import Span
from truceline.resolving.cast import Cast
from truceline.resolving.habits import read_habits
from truceline.resolving.names import plain
from truceline.resolving.parties import Resolution

_SEATED = re.compile(r"\s+in\s+[A-Z]")
"""What stands behind a government that is told by its seat: "the government in Ostrin"."""


@cache
def _bodies() -> re.Pattern[str]:
    habits = read_habits()
    nouns, before = ("|".join(sorted(words)) for words in (habits.stately, habits.statelike))
    pattern = rf"(?:(?:the|an?)\s+)?(?:(?:{before})\s+)?(?:{nouns.replace('-', ' ')})(?:['’]s?)?"
    return re.compile(pattern, re.IGNORECASE)


@lru_cache(maxsize=4096)
def is_bare(words: str) -> bool:
    """Tell whether a mention is of a state's government or army and does not say whose."""
    return _bodies().fullmatch(words) is not None


def cannot_have_one(cast: Cast, span: Span, known: Resolution) -> bool:
    """Tell whether what ``span`` names without an owner is not of ``known``.

    Persons, organisations, armed groups and other bodies have no government; a state that only
    hosts talks is not whose war they are about. "The Army" may be short for a group's name.
    """
    words, party = span.of(cast.text), known.party
    if not is_bare(words) or _SEATED.match(cast.text, span.end):
        return False
    if known.kind == "person":
        return True
    if party is None or _is_short(words, party):
        return False
    if known.kind == "state":
        return cast.fronts.is_bystander(party)
    if known.kind in ("group", "organisation") or cast.is_group(party):
        return True
    return _is_no_land(cast, party)


def of_land(words: str, known: Resolution) -> Resolution:
    """Return whom a person serves where a government or an army without a name is asked for."""
    if known.kind != "person" or not is_bare(words):
        return known
    return known._replace(
        name=known.party or known.name, kind="unknown" if known.party else "person"
    )


def _is_short(words: str, party: str) -> bool:
    """Tell whether words within a sentence are the last of a name ("the Army")."""
    return words.startswith("the ") and party.endswith(f" {words[4:]}")


def _is_no_land(cast: Cast, party: str) -> bool:
    """Tell whether the article knows a name as that of a body or a people that rules nothing."""
    words, habits = frozenset(plain(party).split()), read_habits()
    if not words.isdisjoint(habits.rebels):
        return True
    kinds = cast.kinds_of(party)
    return bool(kinds) and "place" not in kinds and words.isdisjoint(habits.ruling)
