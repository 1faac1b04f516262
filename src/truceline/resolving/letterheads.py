"""Who speaks in a document that a party gives out itself: a read-out, a joint statement.

"The President" of a read-out is the one of the office under whose name it is given out, and "we"
in a joint statement are those who introduce themselves ("We, the ministers of Veland and Keth") or
whom its title names ("Statement by the Government of Veland").
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from truceline.model import Span
from truceline.resolving.cast import Cast
from truceline.resolving.documents import ISSUER
from truceline.resolving.names import plain
from truceline.resolving.parties import Resolution
from truceline.resolving.roster import read_table

_HEAD = 1200
"""Characters in which the head of a document stands."""
_LINES = 12
_LONGEST = 60
"""Characters of a line of a letterhead; its text is longer."""
_SELVES = frozenset(("we", "us", "ourselves"))


class Letterheads(NamedTuple):
    """How documents that parties give out begin: ``[letterheads]`` of ``data/actors.toml``."""

    office: re.Pattern[str]
    holder: re.Pattern[str]
    introduced: re.Pattern[str]
    """How those begin who give it out; in quotation marks it is a report that tells of it."""
    title: re.Pattern[str]


@cache
def read_letterheads() -> Letterheads:
    """Return the patterns of letterheads."""
    lists: dict[str, list[str]] = read_table("actors.toml")["letterheads"]
    words = {name: "|".join(listed) for name, listed in lists.items()}
    listed = rf"(?:[A-Z][\w.’'-]*|the|of|and|for|on|from|as|well|{words['selves']})"
    return Letterheads(
        re.compile(rf"(?i)\b(?:{words['offices']})\b"),
        re.compile(rf"[Tt]he ((?:(?:{words['sorts']}) )?(?:{words['holders']}))"),
        re.compile(
            rf"(?m)^[ \t]*We,\s+(?P<who>{listed}(?:,?\s+(?:[–—-]\s*)?(?:\(?{listed}\)?)(?![\w-]))*)"
        ),
        re.compile(
            rf"(?i)^\W*(?:[\w’'-]+\s+){{0,4}}?(?:{words['papers']})\s+(?:issued\s+)?"
            r"(?:by|of|from)\s+(?P<who>[^\n]+?)"
            r"(?=\s+(?:on|following|after|regarding|concerning|about)\s|\n|$)"
        ),
    )


def signatories(cast: Cast, span: Span) -> tuple[Resolution, ...]:
    """Return who "we" are in a document whose givers have told who they are; nobody else is."""
    words = span.of(cast.text)
    told, givers = cast.keep(("issued",), lambda: _givers(cast))
    named = told is not None and told.covers(span)
    if not named and (plain(words) not in _SELVES or _is_spoken(cast, span)):
        return ()
    return tuple(Resolution(party, party, "state", ISSUER) for party in givers)


def _is_spoken(cast: Cast, span: Span) -> bool:
    """Tell whether somebody is quoted: the words are not those of the document."""
    chains = (cast.chains.mentions[i].chain for i in cast.chains.within(span))
    known = (cast.of_chain(number) for number in chains)
    return any(one.party is not None or one.kind == "person" for one in known)


def _givers(cast: Cast) -> tuple[Span | None, tuple[str, ...]]:
    """Return where "we" introduce themselves, and the sides that they or the title name."""
    own = read_letterheads().introduced.search(cast.text)
    told = own or read_letterheads().title.search(cast.text, 0, _HEAD)
    if told is None or (not own and told["who"].endswith((".", "!", "?"))):
        return None, ()
    place = Span(*told.span("who"))
    found = [known for name, known in cast.known_near(place) if place.covers(name) and known.party]
    states = [known for known in found if known.kind == "state"] or found
    givers = tuple(dict.fromkeys(known.party for known in states if known.party))
    return Span(*own.span()) if own and givers else None, givers


def holder_of(cast: Cast, span: Span) -> Resolution | None:
    """Return who "the President" of a read-out is: of the state whose office gives it out."""
    told = read_letterheads().holder.fullmatch(span.of(cast.text))
    state = cast.keep(("letterhead",), lambda: _letterhead(cast)) if told else None
    if told is None or state is None or cast.lacks(told[1], state):
        return None
    chains = (cast.chains.mentions[i].chain for i in cast.chains.within(span))
    if any(cast.of_chain(number).party == state for number in chains):
        return None
    known = cast.resolve(f"{told[1]} of {state}")
    if known.party != state:
        known = Resolution(told[1], state, "state", ISSUER)
    return known._replace(reason=ISSUER)


def _letterhead(cast: Cast) -> str | None:
    """Return the state whose office is named in a line of its own above a text."""
    lines = [line for line in cast.text[:_HEAD].splitlines() if line.strip()][:_LINES]
    for line in lines:
        words = line.strip()
        is_text = len(words) > _LONGEST or words.endswith((".", "!", "?"))
        if is_text or not read_letterheads().office.search(words):
            continue
        known = cast.resolve(words)
        if known.kind == "state" and known.party:
            return known.party
        place = Span(cast.text.find(line), cast.text.find(line) + len(line))
        for name, one in cast.known_near(place):
            if place.covers(name) and one.kind == "state" and one.party:
                return one.party
    return None
