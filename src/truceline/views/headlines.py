"""A record in one plain line: who, towards whom, what; nothing added, the kind left to the door."""

from __future__ import annotations

from truceline.model import Kind, Record
from truceline.views.phrases import (
    ACTIONS,
    MODES,
    PHASES,
    POLARITIES,
    SUBJECTS,
    UNKNOWN,
    VERDICTS,
    listed,
    offer_terms,
    quantity,
    sides,
)


def headline(record: Record) -> str:
    """Return ``record`` in one line: who, towards whom, and what in a few words."""
    nobody = "Attacker not stated" if record.kind == "attack" else "Nobody named"
    to = listed(sides(record.targets))
    who = listed(sides(record.actors)) or (f"{nobody}," if to else nobody)
    towards = f" {_LINKS[record.kind]} {to}" if to else ""
    return f"{who}{towards}: {_WHATS[record.kind](record)}"


_LINKS: dict[Kind, str] = {
    "statement": "towards",
    "proposal": "to",
    "response": "to",
    "demand": "to",
    "meeting": "and",
    "agreement": "and",
    "ceasefire": "towards",
    "violation": "against",
    "attack": "on",
    "accusation": "against",
    "action": "towards",
}


def _subject(record: Record) -> str:
    return SUBJECTS.get(record.subject or "", "")


def _with(head: str, detail: str) -> str:
    return f"{head} ({detail})" if detail else head


def _proposal(record: Record) -> str:
    return _with(_subject(record) or "a step", offer_terms(record.terms))


def _response(record: Record) -> str:
    return _with(VERDICTS.get(record.verdict or "", "answer"), _subject(record))


def _demand(record: Record) -> str:
    return f"{POLARITIES.get(record.polarity or '', 'demand')}, “{record.demand or UNKNOWN}”"


def _meeting(record: Record) -> str:
    mode = MODES.get(record.mode or "", "meeting")
    return f"{mode}, {record.where}" if record.where else mode


def _agreement(record: Record) -> str:
    subject = _subject(record)
    return f"accord on {subject}" if subject else "accord"


def _ceasefire(record: Record) -> str:
    words = [record.type or "", "truce", PHASES.get(record.phase or "", "")]
    return _with(" ".join(word for word in words if word), offer_terms(record.terms))


def _violation(record: Record) -> str:
    about = "count" in record.approx
    times = quantity(record.count, approximate=about) if record.count else ""
    return _with("said to break the truce", times)


def _attack(record: Record) -> str:
    means = f"{record.means} attack" if record.means not in {None, "other"} else "attack"
    toll = [
        f"{quantity(values, approximate=name in record.approx)} {name}"
        for name, values in (("killed", record.killed), ("injured", record.injured))
        if values
    ]
    place = f", {record.where}" if record.where else ""
    return _with(f"{means}{place}", ", ".join(toll))


def _accusation(record: Record) -> str:
    return f"“{record.content}”" if record.content else "accusation"


def _action(record: Record) -> str:
    return ACTIONS.get(record.plover or "", "act")


def _statement(record: Record) -> str:
    return f"“{record.quote or record.evidence.text}”"


_WHATS = {
    "statement": _statement,
    "proposal": _proposal,
    "response": _response,
    "demand": _demand,
    "meeting": _meeting,
    "agreement": _agreement,
    "ceasefire": _ceasefire,
    "violation": _violation,
    "attack": _attack,
    "accusation": _accusation,
    "action": _action,
}
