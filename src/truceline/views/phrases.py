"""Plain words for values: what a door prints for a range, a date, a name or a kind."""

from __future__ import annotations

from collections.abc import Iterable

from truceline.model import Actor, Kind, Loss, Number, Range, Terms
from truceline.views.dates import bounds

UNKNOWN = "not stated"

KIND_NAMES: dict[Kind, str] = {
    "statement": "quotation",
    "proposal": "proposal",
    "response": "answer",
    "demand": "demand",
    "meeting": "meeting",
    "agreement": "accord",
    "ceasefire": "truce",
    "violation": "alleged violation",
    "attack": "attack",
    "accusation": "accusation",
    "action": "action",
}

SUBJECTS = {
    "ceasefire": "ceasefire",
    "talks": "talks",
    "peace_plan": "peace plan",
    "exchange": "exchange of prisoners, hostages or bodies",
    "humanitarian_access": "humanitarian access",
    "withdrawal": "withdrawal",
    "monitoring": "monitoring",
    "other": "other step",
}

VERDICTS = {
    "accept": "acceptance",
    "reject": "rejection",
    "conditional": "acceptance on conditions",
    "counter": "counter-offer",
    "pending": "no commitment",
}

INFERRED = {
    "context.two-sides": "the other side inferred",
    "context.answered": "party inferred from proposal and answer",
    "context.returned-fire": "whom it hit inferred from the attack before",
    "context.in-words": "addressee inferred from what the words do",
    "context.in-truce": "days inferred from the truce",
    "context.office": "name taken from elsewhere in the report",
}
"""What the article does not say in so many words, by the rule id noted on the record."""

MODALITIES = {
    "planned": "planned",
    "hypothetical": "possible only",
    "negated": "denied or did not happen",
}

MODES = {
    "talks": "talks",
    "call": "call",
    "visit": "visit",
    "summit": "summit",
    "other": "other meeting",
}

PHASES = {
    "declared": "declared",
    "in_force": "in force",
    "extended": "extended",
    "ended": "ended",
    "collapsed": "collapsed",
}

PURPOSES = {
    "humanitarian": "humanitarian",
    "peace_process": "peace process",
    "holiday": "holiday",
    "election": "election",
    "other": "other",
}

ACTIONS = {
    "AID": "aid",
    "SANCTION": "breaking off relations, aid or talks",
    "THREATEN": "threat",
    "MOBILIZE": "mobilisation",
    "RETREAT": "withdrawal, release or easing",
    "COERCE": "sanctions, blockade or arrests",
    "PROTEST": "protest",
    "SUPPORT": "support",
    "COOPERATE": "cooperation",
    "CONCEDE": "political concession",
}

POLARITIES = {"require": "requirement", "refuse": "refusal"}

SCOPES = {
    "full": "full",
    "partial": "partial (some kinds of force or targets)",
    "local": "local (certain areas)",
}


def figure(number: Number | None) -> str:
    """Return ``number`` with thousands set apart (``14,000``)."""
    if number is None:
        return UNKNOWN
    whole = int(number)
    return f"{whole:,}" if whole == number else f"{number:,}"


def quantity(values: Range | None, *, approximate: bool = False) -> str:
    """Return a range in words: ``at least 7``, ``up to 40``, ``30 to 60``, ``about 50``."""
    low, high = values or (None, None)
    about = "about " if approximate else ""
    if low is None and high is None:
        return UNKNOWN
    if high is None:
        return f"at least {figure(low)}"
    if low is None:
        return f"up to {figure(high)}"
    if low == high:
        return about + figure(low)
    return f"{about}{figure(low)} to {figure(high)}"


def days(values: Range | None) -> str:
    """Return a duration in days (``30 to 60 days``)."""
    if not values or values == (None, None):
        return UNKNOWN
    unit = "day" if values[1] == 1 and values[0] in (1, None) else "days"
    return f"{quantity(values)} {unit}"


def loss(item: Loss) -> str:
    """Return a claimed figure with its unit (``41 aircraft``)."""
    return f"{quantity((item.min, item.max))} {item.what}"


def actor(who: Actor) -> str:
    """Return a name with its side, where that adds something (``Ana Ruhl (Estria)``)."""
    if who.party is None or who.party == who.name:
        return who.name
    return f"{who.name} ({who.party})"


def sides(actors: Iterable[Actor]) -> tuple[str, ...]:
    """Return the sides committed, each once, in order."""
    return tuple(dict.fromkeys(who.party or who.name for who in actors))


def listed(words: Iterable[str]) -> str:
    """Return ``words`` as an English list (``a, b and c``); nothing for none."""
    *most, last = list(words) or [""]
    return f"{', '.join(most)} and {last}" if most else last


def day(edtf: str | None) -> str:
    """Return an EDTF date for people: ``8 May 2025``, ``May 2025``, ``8–10 May 2025``."""
    if not edtf:
        return UNKNOWN
    if "/" not in edtf:
        return _one_day(edtf)
    start, _, end = edtf.partition("/")
    if start in ("", ".."):
        return f"until {_one_day(end)}"
    if end in ("", ".."):
        return f"from {_one_day(start)}"
    return _between(_one_day(start), _one_day(end))


def _between(start: str, end: str) -> str:
    if start == end:
        return start
    a, b = start.split(" "), end.split(" ")
    if len(a) == len(b) == 3 and a[1:] == b[1:]:
        return f"{a[0]}–{end}"
    if len(a) == len(b) == 3 and a[2] == b[2]:
        return f"{a[0]} {a[1]} – {end}"
    return f"{start} – {end}"


def _one_day(edtf: str) -> str:
    """Return one EDTF date in words; what is not a plain date is returned as it stands."""
    bare = edtf.rstrip("?~%")
    first, last = bounds(bare)
    if first is None or last is None or "X" in bare or "T" in bare:
        return edtf
    return _qualified(_plain(bare, first.day, f"{first:%B}", first.year), edtf[len(bare) :])


def _plain(bare: str, number: int, month: str, year: int) -> str:
    if len(bare) == 10:
        return f"{number} {month} {year}"
    if len(bare) == 7:
        return f"{_SEASON.get(bare[5:], month)} {year}"
    return str(year)


_SEASON = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}


def _qualified(words: str, mark: str) -> str:
    return {
        "?": f"{words} (uncertain)",
        "~": f"about {words}",
        "%": f"about {words} (uncertain)",
    }.get(mark, words)


def offer_terms(terms: Terms | None) -> str:
    """Return the terms in one short line (``30 to 60 days, local, unconditional``)."""
    if terms is None:
        return ""
    parts = [days(terms.duration_days)] if terms.duration_days else []
    parts += [terms.scope] if terms.scope else []
    parts += ["unconditional"] if terms.unconditional else []
    return ", ".join(parts)
