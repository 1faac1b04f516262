"""Who a mention may mean: candidates from its words, the data and the article, with features.

Each way to make a candidate has a name ("words", "inside.state", "prior.1"); what made a candidate,
beside the form of the mention and the part it plays, is what the weights of ``choice.py`` know.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from truceline.model import Span
from truceline.reading.nouns import load_words
from truceline.resolving.cast import Cast
from truceline.resolving.habits import bare, is_pair, read_habits
from truceline.resolving.names import plain
from truceline.resolving.parties import Resolution
from truceline.resolving.pointed import NOTHING, Pointed, key_of
from truceline.resolving.roster import demonym_of

Sides = tuple[Resolution, ...]
"""One who is meant, or two at once."""

UNARMED = "civilians"
"""The side of victims who belong to none: what coders of the field call them."""

_POINTED = 0.15
"""How much must point at a side that nothing else makes a candidate."""
_PRIORS = 6
_STATES = 3
_REACH = 40
_OBJECTS = re.compile(
    r"\s+(?:of|in|from|with|for|on|at|near|by|to|who|that|which|including|against|as|outside|inside|during|after|before)\b.*$",
    re.DOTALL,
)
_NOUN = re.compile(r"[\w'’-]+")
_DETERMINERS = frozenset(
    [
        "the",
        "a",
        "an",
        "this",
        "that",
        "these",
        "those",
        "both",
        "some",
        "several",
        "many",
        "two",
        "three",
    ]
)
_DEFINITE = frozenset(("the", "this", "that", "these", "those"))


class Asked(NamedTuple):
    """What is known beside the words of a mention: the part it plays, and who else plays one."""

    role: str = "actors"
    kind: str = ""
    others: frozenset[str] = frozenset()
    """Sides (keys) that already act in the record: they are seldom its targets too."""


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
    for maker, sides in _made(cast, span, asked, rule):
        keys = tuple(sorted({key_of(s) for s in sides}))
        if any(keys) and len(keys) == len(sides):
            found.setdefault(keys, (sides, []))[1].append(maker)
    for key, known in seen.sides.items():
        if seen.share[key] >= _POINTED and key:
            found.setdefault((key,), ((_told(known, span.of(cast.text)),), []))
    return [Candidate(sides, tuple(dict.fromkeys(made))) for sides, made in found.values()]


def _told(known: Resolution, words: str) -> Resolution:
    """Return one who is pointed at: a person by name, a side by the mention's words."""
    if known.kind == "person" or is_pronoun(words):
        return _named(known)
    return known._replace(name=bare(short_of(words)) or known.name)


def _made(cast: Cast, span: Span, asked: Asked, rule: Sides) -> Iterator[tuple[str, Sides]]:
    words = span.of(cast.text)
    if rule:
        yield f"rule.{rule[0].kind}.{'party' if rule[0].party else 'none'}", rule
        if len(rule) > 1:
            return
    for known in _inside(cast, span):
        yield f"inside.{known.kind}", (known,)
    whole = bare(words)
    yield "words", (Resolution(whole, None, "unknown", "as written"),)
    short = bare(short_of(words))
    if short and short != whole:
        yield "short", (Resolution(short, None, "unknown", "as written"),)
    for index in cast.chains.within(span)[:4]:
        form = cast.chains.forms[index]
        yield f"chain.{form}", (_named(cast.of_chain(cast.chains.mentions[index].chain)),)
    beside = cast.of_phrase(span)
    if beside.party is not None:
        yield "beside", (beside._replace(name=bare(beside.name)),)
    if asked.role == "targets":
        yield "unarmed", (Resolution(short or whole, UNARMED, "unknown", "victims of no side"),)
    if not _is_personal(cast, span):
        yield from _of_article(cast, short or whole)
    form, _, first = shape_of(words)
    if form == "pronoun" or (form == "noun" and first in _DEFINITE):
        yield from _before(cast, span)


def _is_personal(cast: Cast, span: Span) -> bool:
    """Tell whether a mention is a person's name: nobody is of a state merely for being named."""
    inside = cast.chains.within(span)
    ends = [i for i in inside if cast.chains.mentions[i].span.end == span.end]
    return any(
        cast.chains.forms[i] == "name" and cast.chains.chain(i).kind == "person" for i in ends
    )


def _named(known: Resolution) -> Resolution:
    return known._replace(name=bare(known.name))


def _inside(cast: Cast, span: Span) -> Iterator[Resolution]:
    """Yield those whom the data know by a name within the span."""
    words = bare(span.of(cast.text))
    for place, known in cast.known_near(span):
        if place.overlaps(span) and known.party is not None:
            yield known if known.kind == "person" else known._replace(name=words)
            if known.kind == "person":
                yield Resolution(known.name, None, "person", "speaks for nobody")


def _of_article(cast: Cast, words: str) -> Iterator[tuple[str, Sides]]:
    """Yield the states and groups that the article is about, and its rebels by their land."""
    states = [s for s, _ in cast.states.most_common(_STATES)]
    for number, state in enumerate(states):
        name = state if is_pronoun(words) else words
        yield f"state.{number}", (Resolution(name, state, "state", "the article's state"),)
    groups = cast.groups()[:_STATES]
    for number, group in enumerate(groups):
        yield f"group.{number}.{min(len(groups), _STATES)}", (_named(group),)
    noun = words.rpartition(" ")[2].lower()
    for number, state in enumerate(states[:2]):
        adjective = demonym_of(state)
        if adjective and noun and noun.isalpha() and adjective.lower() not in words.lower():
            name = f"{adjective} {noun}"
            yield f"people.{number}", (Resolution(name, name, "group", "people of a land"),)
    sides = [*(Resolution(s, s, "state", "") for s in states[:2]), *groups[:1]]
    for one, two in ((0, 1), (0, 2)):
        if two < len(sides) and key_of(sides[one]) != key_of(sides[two]):
            yield f"both.{sides[two].kind}.{len(states) > 1}", (sides[one], sides[two])


def _before(cast: Cast, span: Span) -> Iterator[tuple[str, Sides]]:
    """Yield who was spoken of last, the nearest first."""
    seen: set[int] = set()
    many = _is_plural(shape_of(span.of(cast.text))[1])
    for index in cast.chains.before(span.start, _REACH):
        number = cast.chains.mentions[index].chain
        if number in seen:
            continue
        seen.add(number)
        chain = cast.chains.chains[number]
        if many and chain.kind == "person":
            continue
        known = _named(cast.of_chain(number))
        strong = "s" if cast.chains.weights[index] >= _STATES else "o"
        shape = f"{known.kind}.{'p' if chain.plural else '1'}.{strong}"
        yield f"prior.{len(seen)}", (known,)
        yield f"prior.{shape}.{'near' if len(seen) <= _STATES else 'far'}", (known,)
        if len(seen) == _PRIORS:
            return


def features(candidate: Candidate, cast: Cast, span: Span, asked: Asked) -> Iterator[str]:
    """Yield the names of what holds of a candidate for ``span``."""
    words = span.of(cast.text)
    form, noun, first = shape_of(words)
    part = f"{asked.role}.{asked.kind}"
    side = candidate.sides[0]
    sort, many = sort_of(noun), "many" if _is_plural(noun) else "one"
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


def short_of(words: str) -> str:
    """Return a mention without what is said of it after its noun: "rebels" of "rebels in Keth"."""
    return _OBJECTS.sub("", words)


def is_pronoun(words: str) -> bool:
    """Tell whether a mention is a pronoun."""
    return shape_of(words)[0] == "pronoun"


def sort_of(noun: str) -> str:
    """Return what sort of noun heads a mention: of a state, of rebels, of an office, another."""
    habits = read_habits()
    for name in ("rebels", "local", "ranks", "of_state", "persons", "heads"):
        if noun in getattr(habits, name):
            return name
    lists = load_words()
    return "person" if noun in lists.persons else "body" if noun in lists.bodies else "other"


def _is_plural(noun: str) -> bool:
    many = noun in load_words().many or noun in ("they", "them", "their", "we", "us", "our")
    return (
        many or (noun.endswith("s") and not noun.endswith(("ss", "us", "is"))) or noun[-3:] == "men"
    )


@lru_cache(maxsize=4096)
def shape_of(words: str) -> tuple[str, str, str]:
    """Return the form of a mention (name, named, noun, pronoun), its noun and its first word."""
    short = short_of(words) or words
    found = _NOUN.findall(short) or [""]
    last, first = found[-1], found[0].lower()
    key = plain(last.removesuffix("'s").removesuffix("’s"))
    if is_pair(plain(words)):
        return "pair", key, "none"
    if len(found) == 1 and (key in load_words().all_pronouns):
        return "pronoun", key, "none"
    lead = first if first in _DETERMINERS else ("number" if found[0].isdigit() else "none")
    if last[:1].isupper():
        return "name", key, lead
    named = any(word[:1].isupper() for word in found[1:] or []) or (
        found[0][:1].isupper() and lead == "none" and len(found) > 1
    )
    return ("named" if named else "noun"), key, lead
