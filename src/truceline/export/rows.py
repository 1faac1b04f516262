"""A record as one flat row: every field of the codebook, and the codes that follow from it.

Lists are joined with ``|`` (a bar or backslash inside a value gets a backslash before it), ranges
take two columns, missing is an empty cell. A text that a spreadsheet would take for a formula,
because it begins with ``=``, ``+``, ``-`` or ``@`` or with a control character, gets an
apostrophe before it; numbers are left as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from truceline.codebook import Codebook, Codes
from truceline.model import Actor, Article, Loss, Number, Record, Terms

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
NO_TERMS = Terms()


class Source(NamedTuple):
    """What a row is made from."""

    record: Record
    article: Article | None
    copy_of: str | None
    """Name of the article of which this one is a copy."""
    file: str | None
    """File of the article where another one bears the same name."""
    codes: Codes
    standards: str

    @property
    def terms(self) -> Terms:
        """The terms, empty ones where the record has none."""
        return self.record.terms or NO_TERMS

    def article_field(self, name: str) -> str | None:
        """Return a field of the article, ``None`` where the article is not known."""
        return getattr(self.article, name) if self.article else None

    def ceasefire_code(self, column: str) -> int | None:
        """Return a column of the ceasefire data, ``None`` for other kinds."""
        return dict(self.codes.cf).get(column)


Column = Callable[[Source], object]


def columns(codebook: Codebook) -> dict[str, Column]:
    """Return the columns in their order: name to the value it takes from a record."""
    return {
        **_PLACE,
        **_actor_columns(),
        **_FIELDS,
        **_range_columns(),
        **_TERMS,
        **_PROVENANCE,
        **_CODES,
        **{f"cf_{c.column}": _ceasefire(c.column) for c in codebook.cf},
        "standards": lambda s: s.standards,
    }


def row(source: Source, taken: Iterable[Column]) -> list[str]:
    """Return the cells of one row."""
    return [cell(column(source)) for column in taken]


def cell(value: object) -> str:
    """Return a value as the text of one cell; only text can need the apostrophe."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return str(value)
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA) else text


def joined(values: Iterable[str]) -> str:
    """Return ``values`` joined with bars."""
    return "|".join(value.replace("\\", "\\\\").replace("|", "\\|") for value in values)


def loss(value: Loss) -> str:
    """Return a loss as ``what [min, max]``, an open end left out."""
    return f"{value.what} [{_end(value.min)}, {_end(value.max)}]"


def _end(number: Number | None) -> str:
    return "" if number is None else str(number)


def _ceasefire(column: str) -> Column:
    return lambda s: s.ceasefire_code(column)


_PLACE: dict[str, Column] = {
    "id": lambda s: s.record.id,
    "doc": lambda s: s.record.doc,
    "published": lambda s: s.article_field("published"),
    "publisher": lambda s: s.article_field("publisher"),
    "url": lambda s: s.article_field("url"),
    "copy_of": lambda s: s.copy_of,
    "file": lambda s: s.file,
    "kind": lambda s: s.record.kind,
    "modality": lambda s: s.record.modality,
    "when": lambda s: s.record.when,
    "where": lambda s: s.record.where,
}
_FIELDS: dict[str, Column] = {
    "subject": lambda s: s.record.subject,
    "verdict": lambda s: s.record.verdict,
    "demand": lambda s: s.record.demand,
    "polarity": lambda s: s.record.polarity,
    "mode": lambda s: s.record.mode,
    "type": lambda s: s.record.type,
    "phase": lambda s: s.record.phase,
    "purpose": lambda s: s.record.purpose,
    "written": lambda s: s.record.written,
    "monitoring": lambda s: s.record.monitoring,
    "means": lambda s: s.record.means,
    "quote": lambda s: s.record.quote,
    "content": lambda s: s.record.content,
    "plover": lambda s: s.record.plover,
    "losses": lambda s: joined(loss(each) for each in s.record.losses),
}
_TERMS: dict[str, Column] = {
    "scope": lambda s: s.terms.scope,
    "unconditional": lambda s: s.terms.unconditional,
    "conditions": lambda s: joined(s.terms.conditions),
    "start": lambda s: s.terms.start,
    "end": lambda s: s.terms.end,
    "venue": lambda s: s.terms.venue,
}
_PROVENANCE: dict[str, Column] = {
    "as_written": lambda s: joined(_written(s)),
    "approx": lambda s: joined(s.record.approx),
    "evidence": lambda s: s.record.evidence.text,
    "evidence_start": lambda s: s.record.evidence.start,
    "evidence_end": lambda s: s.record.evidence.end,
    "rule": lambda s: joined(s.record.rule),
    "confidence": lambda s: s.record.confidence,
}
_CODES: dict[str, Column] = {
    "plover_type": lambda s: s.codes.plover,
    "plover_mode": lambda s: s.codes.plover_mode,
    "cameo": lambda s: s.codes.cameo,
    "code_actor": lambda s: s.codes.by if s.codes.plover else None,
    "acled_event_type": lambda s: s.codes.acled_event,
    "acled_sub_event_type": lambda s: s.codes.acled_sub_event,
}


def _actor_columns() -> dict[str, Column]:
    """Two columns a role: the names, and the parties in the same order, unknown ones empty."""
    found: dict[str, Column] = {}
    for role in ("actors", "targets", "source", "mediators"):
        found[role] = _names(role)
        found[f"{role}_parties"] = _parties(role)
    return found


def _actors(source: Source, role: str) -> tuple[Actor, ...]:
    actors: tuple[Actor, ...] = getattr(source.record, role)
    return actors


def _names(role: str) -> Column:
    return lambda s: joined(actor.name for actor in _actors(s, role))


def _parties(role: str) -> Column:
    return lambda s: joined(actor.party or "" for actor in _actors(s, role))


def _range_columns() -> dict[str, Column]:
    """Two columns a range: the lower and the upper bound, both included."""
    found: dict[str, Column] = {}
    for name in ("count", "killed", "injured", "duration_days"):
        for end, bound in enumerate(("min", "max")):
            found[f"{name}_{bound}"] = _bound(name, end)
    return found


def _bound(name: str, end: int) -> Column:
    def value(source: Source) -> Number | None:
        holder = source.terms if name == "duration_days" else source.record
        bounds: tuple[Number | None, Number | None] | None = getattr(holder, name)
        return bounds[end] if bounds else None

    return value


def _written(source: Source) -> Iterator[str]:
    """Give the article's words behind numbers and dates as ``slot: words``."""
    for slot, words in sorted(source.record.as_written.items()):
        yield f"{slot}: {words}"
    if source.terms.as_written:
        yield f"duration_days: {source.terms.as_written}"
    for each in source.record.losses:
        if each.as_written:
            yield f"losses {each.what}: {each.as_written}"
