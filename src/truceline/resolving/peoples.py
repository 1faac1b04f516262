"""Which side a people's name, or those whom nobody names, stand for.

"The Palestinians" who talk or answer are the side of that name; "the insurgents" of a report on one
land go by that land, so that those of two wars are not one party; "coalition troops" are of the
coalition that the report names, and of no state; who is out of office commits none.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from truceline.model import Span
from truceline.resolving.cast import Cast
from truceline.resolving.habits import bare, read_habits
from truceline.resolving.makers import UNARMED, Asked, Sides, state_of_people
from truceline.resolving.names import plain
from truceline.resolving.parties import Resolution
from truceline.resolving.roster import demonym_of, read_table


class Peoples(NamedTuple):
    """How reports speak of those without a name who go by a land or by a coalition."""

    of_land: re.Pattern[str]
    allied: re.Pattern[str]
    led: re.Pattern[str]
    shared: re.Pattern[str]
    """Behind a mention the troops that it names with those of another, or what they did."""
    coalitions: dict[str, str]
    politicians: frozenset[str]
    parted: frozenset[str]
    fighting: frozenset[str]


@cache
def read_peoples() -> Peoples:
    """Return how reports speak of peoples, lands and coalitions."""
    table = read_table("actors.toml")["peoples"]
    led, shared = "|".join(table["led"]), "|".join(table["shared"])
    return Peoples(
        of_land=re.compile(table["of_land"]),
        allied=re.compile(table["allied"]),
        led=re.compile(rf"([A-Z][\w.]*)[-‑– ]led (?:\w+ )?(?:{led})"),
        shared=re.compile(rf"(?: and [A-Z][\w.-]*(?: government)?)? (?:{shared})\b"),
        coalitions=table["coalitions"],
        politicians=frozenset(table["politicians"].split()),
        parted=frozenset(table["parted"]),
        fighting=frozenset(table["fighting"]),
    )


_MANY = ("s", "men", "y", "ia", "ion")
"""Ends of nouns for the armed that mean several: "rebels", "gunmen", "insurgency", "rebellion"."""
_BEHIND = 80
"""Characters behind a noun for an attack within which it says whom it hit."""
_IN_LAND = re.compile(r"(?:\w+ )?(\w+s|\w+men|opposition) in (?:the )?([A-Z][\w. ]*)")
_COALITION = re.compile(r"\b([A-Z][\w.]*)[-‑– ]led(?: [a-z]+)? coalition")
_LEADER = re.compile(r"([A-Z][\w.]*)[-‑–]led")
"""What is left where no troops are named: "a Velandic-led" invasion is Veland's."""


def as_side(cast: Cast, span: Span, asked: Asked, sides: Sides) -> Sides:
    """Return ``sides``, the one who is meant as the side that he, she or they stand for."""
    if len(sides) != 1:
        return sides
    known = _coalition(cast, span, _without_office(cast, asked, sides[0]))
    if known.party == UNARMED and _is_opposed(span.of(cast.text)):
        known = known._replace(party=None)
    if known.party is None:
        return (_of_land(cast, span, known),)
    return (_state_of_people(_several(known, span.of(cast.text)), span.of(cast.text), asked),)


def _is_opposed(words: str) -> bool:
    """Tell whether a mention is of an opposition: its youths are no bystanders."""
    found = read_peoples().of_land.fullmatch(plain(bare(words)))
    return found is not None and found[1] == "opposition"


def _without_office(cast: Cast, asked: Asked, known: Resolution) -> Resolution:
    """Return a person out of office without the party that he or she served.

    Who strikes at one strikes at that side.
    """
    served = cast.out_of_office.get(known.name) if known.kind == "person" else None
    if served is None or known.party is None or (asked.role, asked.kind) == ("targets", "attack"):
        return known
    left = known.party in served or cast.resolve(known.party).kind == "state"
    return known._replace(party=None) if left else known


def _several(known: Resolution, words: str) -> Resolution:
    """Return "Keth rebels" for the "Keth rebel" that stands before another noun."""
    party = known.party or ""
    first, _, noun = party.partition(" ")
    one = first[:1].isupper() and noun in read_habits().rebels and not noun.endswith(_MANY)
    if one and known.kind != "state" and party in (words, known.name):
        return known._replace(party=f"{party}s")
    return known


def _state_of_people(known: Resolution, words: str, asked: Asked) -> Resolution:
    """Return a people by its bare name as its state, unless it is struck."""
    state = state_of_people(known) if asked.kind != "attack" else None
    named = words.removeprefix("the ").removeprefix("The ") == known.party
    return known._replace(party=state, kind="state") if state and named else known


def attackers(cast: Cast, span: Span) -> Resolution | None:
    """Return whom a noun for the armed means before another: insurgents for "insurgent attacks"."""
    noun = span.of(cast.text).lower()
    if noun not in read_habits().rebels or noun.endswith(_MANY):
        return None
    group = cast.rebels(noun, span.start)
    after = Span(span.end, min(len(cast.text), span.end + _BEHIND))
    hit = {k.party for place, k in cast.known_near(after) if place.start >= span.end}
    named = cast.text[after.start : after.end]
    if group is not None and (group.party in hit or group.name in named):
        group = None
    return group or Resolution(f"{noun}s", None, "unknown", "named by nobody")


def _coalition(cast: Cast, span: Span, known: Resolution) -> Resolution:
    """Return the coalition whose troops a mention without a name speaks of, and no state."""
    words = _with_troops(cast.text, span)
    if known.party and known.kind not in ("state", "unknown"):
        return known
    led = read_peoples().led.fullmatch(bare(words))
    leading = cast.resolve(f"{led[1]}-led coalition") if led else known
    if led and leading.kind == "organisation":
        return Resolution(bare(span.of(cast.text)), leading.party, "group", leading.reason)
    if led := _LEADER.fullmatch(known.party or ""):
        leading = cast.resolve(led[1])
        state = leading.party if leading.kind == "state" else None
        return leading._replace(name=state) if state else known
    if (known.kind != "state" and known.party) or not read_peoples().allied.search(words):
        return known
    named = _COALITION.search(cast.text)
    lands = (state for state, _ in cast.states_about(span.start).most_common())
    coalitions = read_peoples().coalitions
    known_as = next((coalitions[land] for land in lands if land in coalitions), "coalition")
    party = f"{named[1]}-led coalition" if named else known_as
    return Resolution(bare(span.of(cast.text)), party, "group", "troops of a coalition")


def _with_troops(text: str, span: Span) -> str:
    """Return the words of a mention with the troops that stand behind it.

    So "coalition" in "coalition and Velandic forces" is that of "coalition forces".
    """
    shared = read_peoples().shared.match(text, span.end)
    return f"{span.of(text)} forces" if shared else span.of(text)


def _of_land(cast: Cast, span: Span, known: Resolution) -> Resolution:
    """Return insurgents without a name as those of the land in which the report has them."""
    words = span.of(cast.text)
    told = _IN_LAND.fullmatch(bare(words))
    if told and told[1].lower() in read_habits().rebels | {"opposition"}:
        land = cast.resolve(told[2])
        itself = land.party if land.reason.startswith("states.csv") else None
        adjective = demonym_of(itself) if itself else None
        return known._replace(party=f"{adjective} {told[1].lower()}") if adjective else known
    if (party := _of_community(cast, span) or _of_fighters(cast, span)) is not None:
        return known._replace(party=party, kind="group")
    said = known.name if known.name == f"{words.lower()}s" else bare(words)
    found = read_peoples().of_land.fullmatch(plain(said))
    if not found or (plain(known.name) != found[0] and found[1] != "opposition"):
        return known
    at = span.start
    state = cast.main_state(at) if found[1] == "opposition" else cast.scene(at)
    adjective = demonym_of(state) if state else None
    if adjective is None or cast.fronts.is_host(state):
        return known
    if words[:4].lower() == "the " and found[1] != "opposition" and cast.groups(span.start):
        return known
    return known._replace(party=f"{adjective} {found[1]}", kind="group")


def _of_community(cast: Cast, span: Span) -> str | None:
    """Return the faith or people of the land that its leaders are of: "Iraqi Sunnis"."""
    habits = read_habits()
    first, _, rest = plain(bare(span.of(cast.text))).partition(" ")
    many, noun = habits.communities.get(first), rest.rpartition(" ")[2]
    if not many or noun not in read_peoples().politicians:
        return None
    about = (state for state, _ in cast.states_about(span.start).most_common())
    land = next((state for state in about if state in read_peoples().parted), None)
    return f"{demonym_of(land)} {many}" if land else None


def _of_fighters(cast: Cast, span: Span) -> str | None:
    """Return those by whose land militants go where no group of theirs is named."""
    words = plain(bare(span.of(cast.text)))
    if words not in ("militant", "militants") or cast.groups(span.start):
        return None
    about = [state for state, _ in cast.states_about(span.start).most_common(2)]
    land = next((state for state in about if state in read_peoples().fighting), None)
    return f"{demonym_of(land)} militants" if land else None
