"""Who of a state is not the state itself: its opposition, its partners, its faiths and peoples.

The words beside the state's name say so ("Velandic rebels", "Veland's Kurdish leaders").
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from truceline.resolving.habits import read_habits
from truceline.resolving.names import plain
from truceline.resolving.pieces import Piece
from truceline.resolving.roster import demonym_of, read_offices, read_roles

OWNER = re.compile(r"^(.+?)(?:['’]s|(?<=s)['’])\s+(.+)$")
"""An owner and what is his."""
_MOST = 5
"""Words behind a state's name that may tell of a faith or a people."""


def community(state: str, rest: Sequence[Piece]) -> str | None:
    """Return "Velandic Kurds" for "Velandic Kurdish leaders": whom a faith or a people leads.

    What the state has stays its own ("the Kurdish-led government"), and rebels are rebels.
    """
    adjective, communities = demonym_of(state), read_habits().communities
    for at, piece in enumerate(rest[:_MOST]):
        many, after = communities.get(piece.key), {p.key for p in rest[at + 1 :]}
        person = at + 2 < len(rest) and rest[-1].upper
        if many and adjective and not person:
            roles = read_roles()
            own = roles["links"] | roles["others"] | roles["official"] | read_habits().of_state
            return None if after & own else f"{adjective} {many}"
    return None


def name_of_others(state: str, words: str) -> str:
    """Return what the others of a state are called as a party.

    "Veland's opposition" is the Velandic opposition: one party, one name; "Veland's Western
    partners" are Western countries.
    """
    split, adjective = OWNER.match(words), demonym_of(state)
    before, _, noun = plain(words).rpartition(" ")
    blocs = [bloc for word in before.split() if (bloc := read_habits().blocs.get(word))]
    if blocs and noun in read_roles()["beside"]:
        return blocs[0]
    apart = split is not None and plain(split[2]) in read_roles()["apart"]
    return f"{adjective} {split[2]}" if split and apart and adjective else words


def other_noun(rest: Sequence[Piece]) -> Piece | None:
    """Return the noun that makes the phrase name somebody else than the state."""
    found: Piece | None = None
    roles = read_roles()
    for before, piece in zip([None, *rest], rest, strict=False):
        if before and before.key in roles["official"]:
            break
        if piece.key in roles["conjunctions"] and found is None:
            break
        if found and found.key in roles["desks"] and is_role(piece):
            found = None
        if piece.key in roles["others"]:
            found = piece
        elif found:
            break
    return found


def is_role(piece: Piece) -> bool:
    """Tell whether a word is a title or an office."""
    return piece.key in read_roles()["titles"] or piece.key in read_offices()
