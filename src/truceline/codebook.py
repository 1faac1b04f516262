"""The codebook as data: what a record of each kind must and may hold, and the codes that follow.

The vocabulary stands in ``codebook.toml``; nothing here names a kind or a value. ``lint`` compares
the file with the nouns of ``model.py`` and with the code lists of PLOVER, CAMEO and ACLED.
"""

from __future__ import annotations

import types
from collections.abc import ItemsView, Iterator
from functools import cache
from importlib import resources
from typing import Literal, NamedTuple, Union, get_args, get_origin, get_type_hints

import msgspec

from truceline.model import Kind, Record, Terms

Table = dict[str, tuple[str, ...]]


class Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of every table of ``codebook.toml``; an unknown key is an error."""


class Field(Entry, frozen=True, kw_only=True):
    """A field of a record: what it means and, where the vocabulary is closed, its values."""

    meaning: str
    common: bool = False
    """True for a field that every kind has."""
    values: dict[str, str] = {}
    """Value to its meaning, in one sentence each."""


class KindEntry(Entry, frozen=True, kw_only=True):
    """A kind of record and the fields of its own."""

    meaning: str
    needs: tuple[str, ...]
    may: tuple[str, ...]
    same: tuple[str, ...]
    """Fields that tell two things of this kind apart, besides the parties and the date."""


class Crossing(Entry, frozen=True, kw_only=True):
    """One line of the crosswalk: which records fit, and the codes they get."""

    kind: Kind
    when: Table = {}
    given: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    plover: str | None = None
    mode: str | None = None
    cameo: str | None = None
    acled: tuple[str, str] | None = None
    by: Literal["actors", "source"] = "actors"


class CeasefireColumn(Entry, frozen=True, kw_only=True):
    """A column of the ETH/PRIO ceasefire data and how a ceasefire record fills it."""

    column: str
    field: str
    codes: dict[str, int] = {}
    given: int | None = None
    missing: int


class CodeLists(Entry, frozen=True, kw_only=True):
    """The codes that exist in the standards, for the linter."""

    cameo: tuple[str, ...]
    plover: Table
    acled: Table


class Codes(NamedTuple):
    """The codes of other codebooks that follow from one record; ``None`` is missing."""

    plover: str | None = None
    plover_mode: str | None = None
    cameo: str | None = None
    acled_event: str | None = None
    acled_sub_event: str | None = None
    by: Literal["actors", "source"] = "actors"
    """Which field of the record holds the acting side of the PLOVER and CAMEO code."""
    cf: tuple[tuple[str, int], ...] = ()
    """Columns of the ETH/PRIO ceasefire data, for ceasefires only."""


class Codebook(Entry, frozen=True, kw_only=True):
    """The whole vocabulary, as ``codebook.toml`` has it."""

    version: str
    standards: dict[str, str]
    fields: dict[str, Field]
    terms: dict[str, Field]
    kinds: dict[str, KindEntry]
    uncoded: dict[str, str]
    """Kinds that have no code anywhere, with the reason."""
    crosswalk: tuple[Crossing, ...]
    cf: tuple[CeasefireColumn, ...]
    codes_known: CodeLists = msgspec.field(name="codes")

    def check(self, record: Record) -> tuple[str, ...]:
        """Return what is wrong with ``record`` for its kind, one sentence a fault."""
        return tuple(self._faults(record))

    def codes(self, record: Record) -> Codes:
        """Return the codes that follow from ``record``; the first fitting crossing decides."""
        cf = tuple(self._ceasefire_columns(record)) if record.kind == "ceasefire" else ()
        found = next((c for c in self.crosswalk if _fits(c, record)), None)
        if found is None:
            return Codes(cf=cf)
        event, sub_event = found.acled or (None, None)
        return Codes(found.plover, found.mode, found.cameo, event, sub_event, found.by, cf)

    def _faults(self, record: Record) -> Iterator[str]:
        kind = self.kinds.get(record.kind)
        if kind is None:
            yield f"kind: {record.kind!r} is no kind of the codebook"
            return
        for name, field in self.fields.items():
            value = getattr(record, name)
            if not is_given(value):
                if name in kind.needs:
                    yield f"{name}: a {record.kind} needs it"
            elif not (field.common or name in kind.needs or name in kind.may):
                yield f"{name}: a {record.kind} has no such field"
            elif field.values:
                yield from _value_faults(name, field, value)
        if record.terms is not None:
            for name, field in self.terms.items():
                yield from _value_faults(f"terms.{name}", field, getattr(record.terms, name))

    def _ceasefire_columns(self, record: Record) -> Iterator[tuple[str, int]]:
        for column in self.cf:
            value = _reach(record, column.field)
            code = column.codes.get(_plain(value), column.given) if is_given(value) else None
            yield column.column, column.missing if code is None else code


@cache
def load() -> Codebook:
    """Return the codebook that the package carries; read once a process."""
    data = resources.files("truceline").joinpath("codebook.toml").read_bytes()
    return msgspec.toml.decode(data, type=Codebook)


def lint(codebook: Codebook) -> tuple[str, ...]:
    """Return every fault of ``codebook`` against the nouns and the code lists; none is good."""
    return (
        *_lint_fields("fields", codebook.fields, Record),
        *_lint_fields("terms", codebook.terms, Terms),
        *_lint_kinds(codebook),
        *_lint_crosswalk(codebook),
        *_lint_shadows(codebook),
        *_lint_columns(codebook),
    )


def is_given(value: object) -> bool:
    """Tell whether a slot is filled; ``False`` and zero are values, an empty list is not."""
    return value is not None and value != () and value != "" and value != {}  # noqa: PLR1714 - faster


def _fits(crossing: Crossing, record: Record) -> bool:
    """Tell whether ``record`` meets every condition of ``crossing``."""
    return (
        crossing.kind == record.kind
        and all(_plain(getattr(record, f)) in values for f, values in _conditions(crossing))
        and all(is_given(getattr(record, field)) for field in crossing.given)
        and not any(is_given(getattr(record, field)) for field in crossing.absent)
    )


def _conditions(crossing: Crossing) -> ItemsView[str, tuple[str, ...]]:
    """Return the values asked for; where modality is not named, only what is asserted fits."""
    return {"modality": ("asserted",), **crossing.when}.items()


def _reach(record: Record, path: str) -> object:
    """Return the value at a dotted ``path`` of ``record``, ``None`` where the way ends."""
    value: object = record
    for name in path.split("."):
        value = getattr(value, name, None)
    return value


def _plain(value: object) -> str:
    """Return ``value`` as ``codebook.toml`` writes it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _value_faults(name: str, field: Field, value: object) -> Iterator[str]:
    if field.values and value is not None and value not in field.values:
        yield f"{name}: {value!r} is not one of {', '.join(field.values)}"


def _literals(hint: object) -> tuple[str, ...]:
    """Return the values of a ``Literal``, also inside an optional; else nothing."""
    if get_origin(hint) is Literal:
        return get_args(hint)
    if get_origin(hint) in {Union, types.UnionType}:
        return tuple(value for part in get_args(hint) for value in _literals(part))
    return ()


def _lint_fields(table: str, fields: dict[str, Field], noun: type[msgspec.Struct]) -> Iterator[str]:
    """Compare the fields and their values with the noun that carries them."""
    hints = get_type_hints(noun)
    for name in sorted(fields.keys() ^ set(noun.__struct_fields__)):
        yield f"{table}.{name}: stands in only one of codebook.toml and model.{noun.__name__}"
    for name in sorted(fields.keys() & hints.keys() - {"kind"}):
        if tuple(fields[name].values) != _literals(hints[name]):
            yield f"{table}.{name}: values differ from model.{noun.__name__}.{name}"


def _lint_kinds(codebook: Codebook) -> Iterator[str]:
    """Kinds are those of the model, name fields that exist, and leave no field unused."""
    if tuple(codebook.kinds) != get_args(Kind):
        yield "kinds: differ from model.Kind"
    used: set[str] = set()
    for name, kind in codebook.kinds.items():
        own = (*kind.needs, *kind.may)
        used.update(own)
        for field in own:
            if field not in codebook.fields or codebook.fields[field].common:
                yield f"kinds.{name}: {field} is no field that a kind may list"
        for field in kind.same:
            if field not in own and not (
                field in codebook.fields and codebook.fields[field].common
            ):
                yield f"kinds.{name}: same lists {field}, which it does not have"
        if len(set(own)) < len(own):
            yield f"kinds.{name}: lists a field twice"
    for name, field_entry in codebook.fields.items():
        if not field_entry.common and name not in used:
            yield f"fields.{name}: no kind uses it"


def _lint_crosswalk(codebook: Codebook) -> Iterator[str]:
    """Every kind crosses or says why not; every condition and every code exists."""
    crossed = {crossing.kind for crossing in codebook.crosswalk}
    for kind in sorted(codebook.kinds.keys() ^ (crossed | codebook.uncoded.keys())):
        yield f"crosswalk: {kind} has no code and no reason, or is no kind"
    for kind in sorted(crossed & codebook.uncoded.keys()):
        yield f"uncoded.{kind}: has a code after all"
    for number, crossing in enumerate(codebook.crosswalk, 1):
        for fault in (
            *_condition_faults(codebook, crossing),
            *_code_faults(codebook.codes_known, crossing),
        ):
            yield f"crosswalk entry {number} ({crossing.kind}): {fault}"


def _condition_faults(codebook: Codebook, crossing: Crossing) -> Iterator[str]:
    kind = codebook.kinds.get(crossing.kind)
    own = {*kind.needs, *kind.may} if kind else set()
    for name in (*crossing.when, *crossing.given, *crossing.absent):
        field = codebook.fields.get(name)
        if field is None or not (field.common or name in own):
            yield f"{name} is no field of this kind"
    for name, values in crossing.when.items():
        known = codebook.fields[name].values if name in codebook.fields else {}
        for value in values:
            if value not in known:
                yield f"{name} has no value {value}"


def _code_faults(known: CodeLists, crossing: Crossing) -> Iterator[str]:
    cameo = {code for line in known.cameo for code in line.split()}
    if crossing.cameo is not None and crossing.cameo not in cameo:
        yield f"CAMEO has no code {crossing.cameo}"
    if crossing.plover is not None and crossing.plover not in known.plover:
        yield f"PLOVER has no type {crossing.plover}"
    if crossing.mode is not None and crossing.mode not in known.plover.get(
        crossing.plover or "", ()
    ):
        yield f"PLOVER {crossing.plover} has no mode {crossing.mode}"
    if crossing.acled is not None:
        event, sub_event = crossing.acled
        if sub_event not in known.acled.get(event, ()):
            yield f"ACLED has no sub-event {event} / {sub_event}"


def _lint_shadows(codebook: Codebook) -> Iterator[str]:
    """Find the entries for which an earlier one always answers."""
    for later, crossing in enumerate(codebook.crosswalk):
        for earlier in codebook.crosswalk[:later]:
            if earlier.kind == crossing.kind and _covers(earlier, crossing):
                yield f"crosswalk entry {later + 1} ({crossing.kind}): never reached"


def _covers(earlier: Crossing, later: Crossing) -> bool:
    """Tell whether every record that fits ``later`` fits ``earlier`` too."""
    wide, narrow = dict(_conditions(earlier)), dict(_conditions(later))
    return (
        all(field in narrow and set(narrow[field]) <= set(wide[field]) for field in wide)
        and set(earlier.given) <= {*later.given, *later.when}
        and set(earlier.absent) <= set(later.absent)
    )


def _lint_columns(codebook: Codebook) -> Iterator[str]:
    """Columns of the ceasefire data rest on values that exist."""
    for column in codebook.cf:
        table = codebook.terms if column.field.startswith("terms.") else codebook.fields
        field = table.get(column.field.removeprefix("terms."))
        if field is None:
            yield f"cf.{column.column}: there is no field {column.field}"
        elif field.values and not column.codes.keys() <= field.values.keys():
            yield f"cf.{column.column}: a code for a value that {column.field} has not"
