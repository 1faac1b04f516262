"""When two records share a row: what must be equal within one event, kind by kind.

An event says that its records tell of the same thing. Where they differ in what a row shows (the
terms of an offer, the number of breaches and who counted them) they keep rows of their own; for
attacks the figures of each source stand side by side within the row.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable

import msgspec

from truceline.model import Kind, Record, Terms


def told(record: Record) -> str:
    """Return what ``record`` says, as a key: every coded field but where it stands and why."""
    fields = msgspec.to_builtins(record)
    for name in ("id", "doc", "evidence", "rule", "confidence", "as_written", "approx"):
        fields.pop(name, None)
    return msgspec.json.encode(fields, order="sorted").decode()


def within_event(record: Record) -> Hashable:
    """Return what records of one event must share with ``record`` to stand in its row."""
    return (record.kind, record.modality == "negated", _KEYS.get(record.kind, told)(record))


def _terms(record: Record) -> Hashable:
    terms = record.terms or Terms()
    return (terms.duration_days, terms.scope, terms.unconditional, terms.start, terms.end)


def _offer(record: Record) -> Hashable:
    return (record.subject, record.modality, _terms(record))


def _truce(record: Record) -> Hashable:
    return (record.type, record.phase, record.modality, _terms(record))


def _breach(record: Record) -> Hashable:
    accusers = frozenset(who.party or who.name for who in record.source)
    return (record.count, record.modality, accusers)


def _modality(record: Record) -> Hashable:
    return (record.modality, record.verdict, record.polarity)


def _always(record: Record) -> Hashable:
    return record.kind


_KEYS: dict[Kind, Callable[[Record], Hashable]] = {
    "proposal": _offer,
    "ceasefire": _truce,
    "violation": _breach,
    "attack": _always,
    "response": _modality,
    "demand": _modality,
    "meeting": _modality,
    "agreement": _modality,
    "accusation": _modality,
    "action": _modality,
}
