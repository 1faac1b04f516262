"""The same thing told twice in one article is one record, and the fuller telling stays.

Two tellings are one where they rest on the same words or agree in everything that both give
(codebook, rule 1).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from msgspec import structs

from truceline.model import Actor, Record, with_id
from truceline.resolving.fillers import side
from truceline.resolving.places import lies_in
from truceline.resolving.where import is_named

GIVEN = ("when", "where", "killed", "injured", "losses", "count", "terms")
"""What one telling may give and another leave out."""
SAID = frozenset(("demand", "accusation", "action"))
"""Kinds that are one where they rest on the same words."""
_FACTS = ("when", "where", "killed", "injured")
"""What tells two attacks apart where both give it."""
_ENDS = 2
"""A range of figures has two."""
_LONGER = re.compile(r"[^\W\d]{5,}")
_PERSON = re.compile(r"[^\W\d_a-z][\w.'’-]*(?: (?:[a-z]{2,3} )?[^\W\d_a-z][\w.'’-]*)+")
"""What a person's full name looks like."""
_LIKE = 0.3
"""Share of the longer words of one of two proposals that the other has where they are one."""
_BEFELL = re.compile(
    r"(?:that )?(?:(?P<known>[Tt]he(?:ir)?|[Bb]oth|[Hh]is|[Hh]er|[Oo]ur) |(?=[A-Z]))"
    r"(?:[\w.'’-]+ )*?(?P<last>[\w.'’-]+) (?:was|were|(?:had|has|have) been) "
    r"(?!also\b|again\b|later\b|then\b)\w+"
)
"""How a passage opens that tells what befell somebody known."""
_SOON = 200
"""Characters within which it tells on of an attack told before."""
_AND = re.compile(r",?\s*and\b")
"""What joins a further deed of the same attack to the first."""
_FURTHER = re.compile(r"(?:^|[\s,])and\s")
"""What joins a further act of a side to one told in the same words."""
IN_FORCE = "in_force"
_AHEAD = {"planned", "hypothetical"}
ONE_THING = frozenset(
    ("proposal", "response", "meeting", "agreement", "ceasefire", "violation", "attack")
)
"""Kinds whose second mention in an article is the same thing."""


def once(records: Sequence[Record], article_id: str) -> tuple[Record, ...]:
    """Return the records with the same thing told twice in one article kept once.

    Two records are one when kind, parties, modality and coded values agree and nothing that both
    give differs, or when they rest on the same words; the fuller one stays (codebook, rule 1).
    """
    kept: list[Record] = []
    of_kind: dict[str, list[int]] = {}
    for record in records:
        alike = of_kind.setdefault(record.kind, [])
        twin = next((i for i in alike if _is_twin(kept[i], record)), None)
        if twin is None:
            alike.append(len(kept))
            kept.append(record)
        elif _tells_on(kept[twin], record):
            kept[twin] = filled(kept[twin], record, article_id)
        elif _is_one_attack(kept[twin], record):
            kept[twin] = filled(*_named_first(kept[twin], record), article_id)
        elif _likelier(record, kept[twin]):
            kept[twin] = record
    return tuple(r for r in kept if not _is_told_of(r, kept) and not _is_breach(r, kept))


def _tells_on(one: Record, two: Record) -> bool:
    """Tell whether an attack tells on, soon and in the passive, what befell the victims of another.

    "Rebels killed a soldier. The soldier was shot on Sunday."
    """
    ahead = two.evidence.start - one.evidence.end
    bare = two.kind == "attack" and not two.actors and bool(one.actors)
    if not bare or one.modality != two.modality or not 0 <= ahead <= _SOON:
        return False
    known = sides(one.targets) == sides(two.targets) and _is_known(two)
    return known and agree(one, two, (*_FACTS, "means"))


def _is_known(record: Record) -> bool:
    """Tell whether a passage opens with one victim, named or known: "the soldier was hurt"."""
    befell = _BEFELL.match(record.evidence.text)
    if befell is None or len(record.targets) != 1:
        return False
    return bool(befell["known"]) or befell["last"] in record.targets[0].name.split()


def _named_first(one: Record, two: Record) -> tuple[Record, Record]:
    """Return two records of an attack with the one that names a party first."""
    return (two, one) if two.actors or two.targets else (one, two)


def lacking(one: Record, two: Record) -> list[str]:
    """Return the slots for a day, a place, figures and terms that ``two`` alone fills."""
    return [slot for slot in GIVEN if getattr(two, slot) and not getattr(one, slot)]


def filled(one: Record, two: Record, article_id: str) -> Record:
    """Return ``one`` with the day, place, figures and terms that another telling alone gives."""
    given = {slot: getattr(two, slot) for slot in lacking(one, two)}
    if not given:
        return one
    words = {s: two.as_written[s] for s in given if s in two.as_written}
    about = (*one.approx, *(s for s in two.approx if s in given))
    told = structs.replace(one, **given, as_written={**one.as_written, **words}, approx=about)
    return with_id(told, article_id)


def _is_told_of(record: Record, records: Sequence[Record]) -> bool:
    """Tell whether a truce in force is but the one truce told before, spoken of again."""
    if record.kind != "ceasefire" or record.phase != IN_FORCE or record.when or record.terms:
        return False
    told = [
        r
        for r in records
        if r.kind == "ceasefire" and r.modality == record.modality and (r.when or r.terms)
    ]
    before = [r for r in told if r.evidence.end <= record.evidence.start]
    return len(told) == 1 and bool(before) and share_a_side(record, told[0])


def _is_breach(record: Record, records: Sequence[Record]) -> bool:
    """Tell whether an accusation is of the breach that a violation in the same words tells of."""
    if record.kind != "accusation":
        return False
    accused = sides(record.targets)
    return any(
        r.kind == "violation" and _overlap(r, record) and accused <= sides(r.actors)
        for r in records
    )


def share_a_side(one: Record, two: Record) -> bool:
    """Tell whether ``one`` names nobody who acts or somebody who acts in ``two``, too."""
    return not one.actors or not sides(one.actors).isdisjoint(sides(two.actors))


def _is_twin(one: Record, two: Record) -> bool:
    if one.kind != two.kind or one.kind not in ONE_THING:
        return one.kind == two.kind and one.kind in SAID and _is_said_within(one, two)
    shared = one.modality == two.modality and _overlap(one, two)
    if shared and (one.kind == "ceasefire" or _is_one_attack(one, two)):
        return True
    if one.kind == "ceasefire" and _is_one_truce(one, two):
        return True
    if _tells_on(one, two) or (shared and _is_one_toll(one, two)):
        return True
    if not one.actors or not _same_parties(one, two) or _of_others(one, two):
        return False
    if shared and agree(one, two, ("when", "where", "subject", "phase")) and _is_one_deed(one, two):
        return True
    if one.kind == "proposal" and one.subject == "other" and not _alike(one, two):
        return False
    values = ("subject", "verdict", "mode", "phase")
    if any(getattr(one, s) != getattr(two, s) for s in values) or not _same_modality(one, two):
        return False
    if one.kind == "attack" and not _share(one, two, ("when", "where", "killed", "injured")):
        return False
    return agree(one, two, ("when", "where", "killed", "injured", "count", "means", "terms"))


def _alike(one: Record, two: Record) -> bool:
    """Tell whether two proposals of something else say so in like words, the names aside.

    Nothing but the words tells "urged them to free the crew" from "urged them to open the road".
    """
    people = (*one.actors, *one.targets, *two.actors, *two.targets)
    names = _words(" ".join(f"{a.name} {a.party or ''}" for a in people))
    a, b = (_words(r.evidence.text) - names for r in (one, two))
    return _overlap(one, two) or len(a & b) >= _LIKE * max(1, min(len(a), len(b)))


def _words(text: str) -> set[str]:
    return set(_LONGER.findall(text.lower()))


def _share(one: Record, two: Record, slots: tuple[str, ...]) -> bool:
    """Tell whether both records fill some slot alike."""
    return any(getattr(one, s) and getattr(one, s) == getattr(two, s) for s in slots)


def agree(one: Record, two: Record, slots: tuple[str, ...]) -> bool:
    """Tell whether no slot that both records fill differs."""
    return all(_meet(getattr(one, s), getattr(two, s)) for s in slots)


def _meet(one: Any, two: Any) -> bool:
    """Tell whether two values may be the same: figures that meet, a day of the month named."""
    if not one or not two or one == two:
        return True
    if isinstance(one, str) and isinstance(two, str):
        return _is_part(one, two) or _is_part(two, one)
    if isinstance(one, tuple) and isinstance(two, tuple) and len(one) == len(two) == _ENDS:
        (low, high), (least, most) = one, two
        return _below(low, most) and _below(least, high)
    return False


def _is_part(one: str, two: str) -> bool:
    """Tell whether a day lies in a month or a year, or a place is a part of another ("northern").

    A town is one of its state, South Sudan is none of Sudan; "the airport" may be any town's.
    """
    if two[:1].isdigit():
        return one.startswith(f"{two}-") and "/" not in one
    if not is_named(one):
        return is_named(two)
    part, _, whole = one.partition(" ")
    return (part.islower() and whole == two) or lies_in(one, two)


def _below(low: float | None, high: float | None) -> bool:
    return low is None or high is None or low <= high


def _is_said_within(one: Record, two: Record) -> bool:
    """Tell whether a demand, an accusation or an act of a side rests on words of another one."""
    values = ("modality", "polarity", "plover")
    if not _overlap(one, two) or any(getattr(one, s) != getattr(two, s) for s in values):
        return False
    said = [words.lower() for r in (one, two) if (words := r.demand or r.content)]
    within = len(said) < 2 or said[0] in said[1] or said[1] in said[0]
    same = bool(one.actors) and _same_parties(one, two)
    return within and same and agree(one, two, ("when", "where")) and not _goes_on(one, two)


def _goes_on(one: Record, two: Record) -> bool:
    """Tell whether the longer of two passages adds an act: "they held a man and seized a boat"."""
    a, b = sorted((one.evidence, two.evidence), key=lambda e: e.end)
    behind = b.text[max(0, a.end - b.start) :]
    return one.kind == "action" and bool(_FURTHER.search(behind))


def _is_one_attack(one: Record, two: Record) -> bool:
    """Tell whether two records of an attack name nobody that the other contradicts."""
    bare = not (one.actors or one.targets) or not (two.actors or two.targets)
    return one.kind == "attack" and bare and agree(one, two, ("when", "killed", "injured"))


def _is_one_toll(one: Record, two: Record) -> bool:
    """Tell whether two attacks by nobody in the same words hit the same people."""
    nobody = one.kind == "attack" and not (one.actors or two.actors)
    hit = sides(one.targets) == sides(two.targets)
    return nobody and hit and agree(one, two, _FACTS)


def _is_one_deed(one: Record, two: Record) -> bool:
    """Tell whether two attacks in one passage are one: "they shelled the camp and took it".

    What else the longer passage tells of is another one: "they took it after an assault".
    """
    if one.kind != "attack":
        return True
    a, b = sorted((one.evidence, two.evidence), key=lambda e: (e.end, -e.start))
    behind = b.text[max(0, a.end - b.start) :]
    ahead = b.text[: a.start - b.start] if a.end == b.end else ""
    return not (behind or ahead) or bool(_AND.match(behind))


def _is_one_truce(one: Record, two: Record) -> bool:
    """Tell whether a truce of which nothing is given is another one of the same phase and side."""
    mentioned = not (_given(one) and _given(two)) and one.phase == two.phase
    shared = share_a_side(one, two) or not two.actors
    return mentioned and shared and one.modality == two.modality


def _of_others(one: Record, two: Record) -> bool:
    """Tell whether other persons of some side meet: its minister in one, its premier in another."""
    if one.kind != "meeting":
        return False
    first, second = _persons(one), _persons(two)
    if min(len(first), len(second)) == 0 and max(len(first), len(second)) >= 2:
        return not _overlap(one, two)
    return any(first[party].isdisjoint(second[party]) for party in first.keys() & second.keys())


def _persons(record: Record) -> dict[str, set[str]]:
    """Return the names of persons who act in a record by the side that they act for."""
    found: dict[str, set[str]] = {}
    for actor in record.actors:
        if actor.party and actor.party != actor.name and _PERSON.fullmatch(actor.name):
            found.setdefault(actor.party, set()).add(actor.name)
    return found


def _given(record: Record) -> list[str]:
    return [slot for slot in GIVEN if getattr(record, slot)]


def _same_modality(one: Record, two: Record) -> bool:
    """Tell whether two records are as real: what is planned in one may be hoped for in another."""
    return one.modality == two.modality or {one.modality, two.modality} <= _AHEAD


def _same_parties(one: Record, two: Record) -> bool:
    """Tell whether the same act, and nobody else is named as the one acted upon."""
    aimed = not (one.targets and two.targets) or sides(one.targets) == sides(two.targets)
    return aimed and sides(one.actors) == sides(two.actors)


def _likelier(one: Record, two: Record) -> bool:
    """Tell whether ``one`` stays: that a truce begins or ends says more than that it is.

    Of two verdicts in the same words the likelier stays.
    """
    if one.verdict != two.verdict:
        return (one.confidence or 0.0) > (two.confidence or 0.0)
    if one.phase == two.phase:
        if one.kind == "ceasefire" and bool(_given(one)) != bool(_given(two)):
            return bool(_given(one))
        return _fullness(one) > _fullness(two)
    if IN_FORCE in (one.phase, two.phase):
        return two.phase == IN_FORCE
    return (one.confidence or 0.0) > (two.confidence or 0.0)


def _overlap(one: Record, two: Record) -> bool:
    """Tell whether two records rest on the same words: most of the shorter passage."""
    a, b = one.evidence, two.evidence
    shared = min(a.end, b.end) - max(a.start, b.start)
    return 2 * shared > min(a.end - a.start, b.end - b.start)


def sides(actors: Sequence[Actor]) -> frozenset[str]:
    """Return what tells apart those whom a part of a record names."""
    return frozenset(side(a) for a in actors)


def _fullness(record: Record) -> tuple[bool, bool]:
    """Return how much a telling gives beyond its words: figures first, then a date or terms."""
    figures = bool(record.count or record.killed or record.injured)
    return figures, bool(record.when or record.terms)
