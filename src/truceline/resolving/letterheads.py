"""Who speaks in a document that a party gives out itself: a read-out, a joint statement.

"The President" of a read-out is the one of the office under whose name it is given out, and "we"
in a joint statement are those who introduce themselves ("We, the ministers of Veland and Keth") or
whom its title names ("Statement by the Government of Veland").
"""

from __future__ import annotations

import re

from truceline.model import Span
from truceline.resolving.cast import Cast
from truceline.resolving.documents import ISSUER
from truceline.resolving.names import plain
from truceline.resolving.parties import Resolution

_HEAD = 1200
"""Characters in which the head of a document stands."""
_LINES = 12
_LONGEST = 60
"""Characters of a line of a letterhead; its text is longer."""
_OFFICE = re.compile(
    r"(?i)\b(?:white house|presidency|palace|kremlin|offices?|ministry|ministries|department"
    r"|embassy|government|chancellery|press service)\b"
)
_HOLDER = re.compile(
    r"[Tt]he ((?:Vice |Deputy |Prime |Foreign |Defen[cs]e )?"
    r"(?:President|Secretary(?: of State)?|Minister|Chancellor|King|Emir))"
)
"""An office with capitals, as only the office itself writes it: reports say "the president"."""
_SELVES = frozenset(("we", "us", "ourselves"))
_LISTED = (
    r"(?:[A-Z][\w.’'-]*|the|of|and|for|on|from|as|well|heads?|leaders?|members?|governments?|states?"
    r"|ministers?|foreign|deputy|presidents?|representatives?|countries|parties|undersigned"
    r"|following|participants?|envoys?|co-chairs?)"
)
_INTRODUCED = re.compile(
    rf"(?m)^[ \t]*We,\s+(?P<who>{_LISTED}(?:,?\s+(?:[–—-]\s*)?(?:\(?{_LISTED}\)?)(?![\w-]))*)"
)
"""How those begin who give a document out; in quotation marks it is a report that tells of it."""
_TITLE = re.compile(
    r"(?i)^\W*(?:[\w’'-]+\s+){0,4}?(?:statement|communiqu[eé]|declaration)\s+(?:issued\s+)?"
    r"(?:by|of|from)\s+(?P<who>[^\n]+?)(?=\s+(?:on|following|after|regarding|concerning|about)\s|\n|$)"
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
    own = _INTRODUCED.search(cast.text)
    told = own or _TITLE.search(cast.text, 0, _HEAD)
    if told is None or (not own and told["who"].endswith((".", "!", "?"))):
        return None, ()
    place = Span(*told.span("who"))
    found = [known for name, known in cast.known_near(place) if place.covers(name) and known.party]
    states = [known for known in found if known.kind == "state"] or found
    givers = tuple(dict.fromkeys(known.party for known in states if known.party))
    return Span(*own.span()) if own and givers else None, givers


def holder_of(cast: Cast, span: Span) -> Resolution | None:
    """Return who "the President" of a read-out is: of the state whose office gives it out."""
    told = _HOLDER.fullmatch(span.of(cast.text))
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
        if len(words) > _LONGEST or words.endswith((".", "!", "?")) or not _OFFICE.search(words):
            continue
        known = cast.resolve(words)
        if known.kind == "state" and known.party:
            return known.party
        place = Span(cast.text.find(line), cast.text.find(line) + len(line))
        for name, one in cast.known_near(place):
            if place.covers(name) and one.kind == "state" and one.party:
                return one.party
    return None
