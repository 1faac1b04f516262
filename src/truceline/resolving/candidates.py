"""Who a mention may mean: candidates from its words, the data and the article, with features.

Each way to make a candidate has a name ("words", "inside.state", "prior.1"); what made a candidate,
beside the form of the mention and the part it plays, is what the weights of ``choice.py`` know.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from truceline.model import Span
from truceline.reading.nouns import load_words
from truceline.resolving.cast import Cast
from truceline.resolving.habits import bare, is_but_adjectives, read_habits
from truceline.resolving.index import telling
from truceline.resolving.makers import Asked, Sides, called, made_for, named_person
from truceline.resolving.names import plain
from truceline.resolving.parties import NOT_ITSELF, Resolution
from truceline.resolving.pointed import NOTHING, Pointed, behind, key_of
from truceline.resolving.roster import read_roles
from truceline.resolving.shapes import is_plural, is_pronoun, shape_of, short_of, sort_of
from truceline.resolving.stately import cannot_have_one, is_bare, of_land

_POINTED = 0.15
"""How much must point at a side that nothing else makes a candidate."""


_GUESSED = frozenset(("state", "group", "both", "prior"))
"""Makers that go by whom the article speaks of, not by the words of a mention."""


_SURE = 0.5
"""How much more must point at a mention's own words than at a side for it to be none of its."""


_IN_DISGUISE = re.compile(
    r"\s(?:(?:disguised|posing) as|(?:wearing|dressed|disguised|in)\b.*\buniforms?)\b"
)
"""Who wears what is not his: "men in army uniforms"."""


class Candidate(NamedTuple):
    """Who may be meant, and each way by which that was found."""

    sides: Sides
    makers: tuple[str, ...]


Found = dict[tuple[str, ...], Candidate]
"""Who may be meant, by the keys of the sides."""


def candidates(
    cast: Cast, span: Span, asked: Asked, rule: Sides, seen: Pointed = NOTHING
) -> list[Candidate]:
    """Return who ``span`` may mean, each side once, with all that made it.

    Those whom only the network points at (``seen``) come last, and nothing made them.
    """
    words, asking = span.of(cast.text), ("made", span, asked.role == "targets", rule)
    made, strangers, outlaws, barred = cast.keep(asking, lambda: _made(cast, span, asked, rule))
    found = _without_guesses(dict(made), cast, span, asked, seen)
    alone = _is_of_several(words)
    for key, one in seen.sides.items():
        known = of_land(words, one)
        if asked.kind == "attack" and asked.role == "targets" and key in asked.others:
            continue
        if (alone and known.kind == "person") or key in strangers:
            continue
        if outlaws and known.kind == "state":
            continue
        if seen.share[key] >= _POINTED and key and not barred(known):
            found.setdefault((key,), Candidate((_told(known, words),), ()))
    return list(found.values())


class _Made(NamedTuple):
    """What is found for a mention whatever is told of it, and who is not meant."""

    found: Found
    strangers: set[str]
    outlaws: bool
    barred: Callable[[Resolution], bool]


def _made(cast: Cast, span: Span, asked: Asked, rule: Sides) -> _Made:
    found: dict[tuple[str, ...], tuple[Sides, dict[str, None]]] = {}
    strangers, outlaws = _strangers(cast, span, rule), _are_outlaws(cast, span)
    nobody, barred = behind(cast, span) | strangers, _barred(cast, span)
    keys: dict[Sides, tuple[str, ...]] = {}  # several makers find the same
    for maker, sides in made_for(cast, span, asked, rule):
        if outlaws and maker.startswith(("aside", "chain.aside")):
            continue
        known = keys.get(sides)
        if known is None:
            stately = outlaws and any(side.kind == "state" for side in sides)
            known = () if stately or any(map(barred, sides)) else _keys(sides, nobody)
            keys[sides] = known
        if known in found:
            found[known][1][maker] = None
        elif known:
            found[known] = sides, {maker: None}
    each = {key: Candidate(sides, tuple(makers)) for key, (sides, makers) in found.items()}
    return _Made(each, strangers, outlaws, barred)


def _keys(sides: Sides, nobody: set[str]) -> tuple[str, ...]:
    """Return the keys of those who may be meant together, in order; none where one is nobody."""
    if len(sides) == 1:
        key = key_of(sides[0])
        return () if key in nobody or is_but_adjectives(key) or not key else (key,)
    keys = sorted({key_of(side) for side in sides})
    shut = not nobody.isdisjoint(keys) or any(map(is_but_adjectives, keys))
    return tuple(keys) if any(keys) and len(keys) == len(sides) and not shut else ()


def _strangers(cast: Cast, span: Span, rule: Sides) -> set[str]:
    """Return the states that a mention names and does not mean: "Velandic exiles" are no Veland."""
    if not rule or rule[0].reason != NOT_ITSELF:
        return set()
    nouns = {plain(rule[0].party or "").rpartition(" ")[2], shape_of(span.of(cast.text))[1]}
    if all(nouns.isdisjoint(read_roles()[name]) for name in ("apart", "beside")):
        return set()
    return {key_of(known) for known in _before_noun(cast, span) if known.kind == "state"}


def _are_outlaws(cast: Cast, span: Span) -> bool:
    """Tell whether a mention is of kidnappers, gunmen or their like and names no state.

    So is one of an opposition: its leaders and parties are no state's, but its lawmakers are. Who
    wears a state's uniform does not serve it by that.
    """
    words = bare(span.of(cast.text))
    form, noun, _ = shape_of(words)
    told = set(plain(short_of(words)).split())
    opposed = form == "noun" and "opposition" in told and noun not in read_roles()["seated"]
    if not opposed and not _is_lawless(noun, told) and not _IN_DISGUISE.search(span.of(cast.text)):
        return False
    return not list(_before_noun(cast, span))


def _is_lawless(noun: str, told: set[str]) -> bool:
    """Tell whether a noun, with the words of its mention, is for those who serve no state."""
    habits = read_habits()
    armed = noun in habits.outlawed and not told.isdisjoint(habits.lawless)
    strange = noun in habits.bands and not told.isdisjoint(habits.estranged)
    return noun in habits.outlaws or armed or strange


def _before_noun(cast: Cast, span: Span) -> Iterator[Resolution]:
    """Yield whom a mention names before its noun: whose "captors of a Keth man" are, nobody."""
    words = span.of(cast.text)
    noun = shape_of(bare(words))[1]
    end = span.start + max(words.lower().find(noun), 0) if noun else span.end
    known = cast.known_near(span)
    yield from (k for place, k in known if place.overlaps(span) and place.start < end)


def _without_guesses(found: Found, cast: Cast, span: Span, asked: Asked, seen: Pointed) -> Found:
    """Return the candidates without those who are guessed to be hit.

    What or who is hit without a name is not of the attacker, nor of who mediates, merely because
    the report speaks of them, nor of a side where far more points at the words themselves.
    """
    form, *_ = shape_of(span.of(cast.text))
    if (asked.role, asked.kind, form) != ("targets", "attack", "noun"):
        return found
    kept = {}
    for keys, candidate in found.items():
        guessed = all(maker.partition(".")[0] in _GUESSED for maker in candidate.makers)
        share = sum(seen.share.get(key, 0.0) for key in keys)
        wrong = (
            not asked.others.isdisjoint(keys)
            or cast.fronts.is_host(candidate.sides[0].party)
            or share < seen.own - _SURE
        )
        if not guessed or not wrong:
            kept[keys] = candidate
    return kept


def _barred(cast: Cast, span: Span) -> Callable[[Resolution], bool]:
    """Return what tells whom a mention cannot mean, whatever speaks for them.

    A person's name means no other person; "he" is no body, no place and nobody named only later or
    in the words beside which "he said" stands; "it" is no person; "the chancellor" serves no state
    without one.
    """
    words, number = span.of(cast.text), named_person(cast, span)
    name = None if number is None else cast.of_chain(number).name
    personal = is_personal(words)
    office = plain(bare(words))
    thing = words.lower() in load_words().pronouns["thing"]
    spoken_of = cast.spoken_of(span) if personal else frozenset()

    bodily, tells = is_bare(words), office in telling()

    def barred(known: Resolution) -> bool:
        if number is not None and known.party and cast.is_anothers(number, known.party):
            return True
        if known.kind == "person" and (thing or name is not None):
            return thing or known.name != name
        if bodily and cannot_have_one(cast, span, known):
            return True
        stately = tells and known.kind in ("state", "person")
        if stately and cast.lacks(office, known.party or ""):
            return True
        later = known.kind == "person" and cast.is_named_after(known.name, span)
        told = known.kind == "person" and known.name in spoken_of
        return personal and (later or told or _is_body(known))

    return barred


def _is_of_several(words: str) -> bool:
    """Tell whether a mention is a plural without a name: nobody alone is meant by it."""
    form, noun, _ = shape_of(words)
    many = load_words().pronouns["plural"] if form == "pronoun" else load_words().many
    return noun in many or (form == "noun" and is_plural(noun))


def is_personal(words: str) -> bool:
    """Tell whether a mention is a pronoun for one person."""
    pronouns = load_words().pronouns
    return words.lower() in pronouns["male"] | pronouns["female"]


def _is_body(known: Resolution) -> bool:
    """Tell whether a state, a group, a body or a place is meant itself, and not who serves it."""
    if known.kind not in ("state", "group", "organisation"):
        return False
    if known.name == known.party or known.reason.startswith("places.csv"):
        return True
    return plain(known.name).rpartition(" ")[2] in load_words().bodies


def _told(known: Resolution, words: str) -> Resolution:
    """Return one who is pointed at: a person by name, a side by the mention's words."""
    if known.kind == "person" or is_pronoun(words):
        return called(known)
    return known._replace(name=bare(short_of(words)) or known.name)


class Form(NamedTuple):
    """What the features know of a mention: its form and nouns, and the part it plays."""

    form: str
    noun: str
    first: str
    sort: str
    many: str
    role: str
    part: str


class Standing(NamedTuple):
    """What the features know of who may be meant."""

    kind: str
    party: bool
    own: bool
    """Whether the mention's own words are the name."""
    sides: int
    same: bool
    """Whether the side already acts in the record."""
    times: int
    """Bits of how often the article speaks of it."""


def form_of(words: str, asked: Asked) -> Form:
    """Return what the features know of a mention with these words."""
    form, noun, first = shape_of(words)
    armed = not read_habits().rebels.isdisjoint(plain(words).split())
    sort = "rebels" if armed else sort_of(noun)
    many = "many" if is_plural(noun) else "one"
    return Form(form, noun, first, sort, many, asked.role, f"{asked.role}.{asked.kind}")


def standing_of(candidate: Candidate, cast: Cast, name: str, asked: Asked) -> Standing:
    """Return what the features know of a candidate for a mention, in plain words ``name``."""
    side = candidate.sides[0]
    times = min(cast.count_of(side.party or side.name).bit_length(), 4)
    own = key_of(side) == name
    same = bool(asked.others) and any(key_of(s) in asked.others for s in candidate.sides)
    return Standing(side.kind, bool(side.party), own, len(candidate.sides), same, times)


def features(candidate: Candidate, cast: Cast, span: Span, asked: Asked) -> Iterator[str]:
    """Yield the names of what holds of a candidate for ``span``."""
    form = form_of(span.of(cast.text), asked)
    for maker in candidate.makers:
        yield from of_maker(maker, form)
    name = plain(span.of(cast.text))
    yield from of_side(standing_of(candidate, cast, name, asked), form)


def of_maker(maker: str, told: Form) -> Iterator[str]:
    """Yield the features of one way to a candidate."""
    form, noun, first, sort, _, role, part = told
    yield maker
    yield f"{maker}|{form}"
    yield f"{maker}|{role}|{form}"
    yield f"{maker}|{part}"
    if form != "name":
        yield f"{maker}|{noun}"
        yield f"{maker}|{sort}|{role}"
        yield f"{maker}|{first}|{form}"


def of_side(side: Standing, told: Form) -> Iterator[str]:
    """Yield the features of who may be meant."""
    form, noun, _, sort, many, role, part = told
    yield f"{side.kind}|{part}"
    yield f"{side.kind}|{form}|{side.party}"
    yield f"{side.kind}|{noun}" if form == "pronoun" else f"{side.kind}|{sort}|{form}"
    yield f"{side.kind}|{side.sides}|{many}|{form}"
    yield f"{'own' if side.own else side.kind}|{sort}|{many}"
    yield f"{side.sides}|{noun if form == 'pronoun' else form}"
    if side.same:
        yield f"same|{role}"
        yield f"same|{part}"
    yield f"times.{side.times}|{form}"
    yield f"times.{side.times}|{side.kind}"
