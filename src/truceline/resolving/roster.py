"""The rows behind names: states, organisations, groups and office holders, read from CSV files.

A file begins with comment lines (``#``) that give its sources. Several values in one cell are
separated by ``|``. Dates are EDTF years, months or days.
"""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib import resources
from pathlib import Path
from typing import Any, Literal, NamedTuple

from truceline.errors import InputError

PartyKind = Literal["state", "organisation", "group", "person", "office", "unknown"]
Use = Literal["name", "demonym", "capital", "seat", "force"]

_DATE = re.compile(r"-?\d{4}(-\d{2}(-\d{2})?)?")
_EXTRA = ("name", "aliases", "party", "kind", "from", "to", "office")
_HEAD_STEP = f"The head line is: {','.join(_EXTRA)}."
_KINDS: dict[str, PartyKind] = {
    "state": "state",
    "organisation": "organisation",
    "group": "group",
    "person": "person",
}


class Entry(NamedTuple):
    """One row in one of its uses: whose name it is, which side it commits, and when."""

    row: str
    """File and row, to be shown as the reason of a resolution."""
    name: str
    party: str | None
    kind: PartyKind
    use: Use = "name"
    start: str = ""
    end: str = ""
    offices: tuple[str, ...] = ()
    region: str = ""
    extra: bool = False
    abroad: bool = False
    """Set for officials of international bodies, who come from elsewhere before they serve."""

    def holds(self, on: str | None) -> bool:
        """Tell whether the row is in force on day ``on`` (EDTF); a row always is on no day."""
        if on is None:
            return True
        begins, ends = self.start or "0000", self.end or "9999"
        return on[: len(begins)] >= begins[: len(on)] and on[: len(ends)] <= ends[: len(on)]


class Row(NamedTuple):
    """A CSV row with the line it stands on."""

    line: int
    cells: dict[str, str]

    def many(self, column: str) -> list[str]:
        """Return the values of a cell that are separated by ``|``."""
        return [value.strip() for value in self.cells.get(column, "").split("|") if value.strip()]


def read_rows(text: str, name: str) -> Iterator[Row]:
    """Yield the rows of a CSV with a head line; ``InputError`` names the line of a wrong row."""
    rows = _lines_of(text, name)
    _, head = next(rows, (0, []))
    if twice := sorted({column for column in head if head.count(column) > 1}):
        raise InputError(name, f"has two columns {twice[0]!r}", "Leave one of them out.")
    for number, cells in rows:
        if len(cells) != len(head):
            reason = f"line {number} has {len(cells)} columns where the head has {len(head)}"
            raise InputError(name, reason, "Give every row as many commas as the head line.")
        yield Row(number, dict(zip(head, cells, strict=True)))


def _lines_of(text: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the cells of each row, the head line's too, with the line that it begins on."""
    lines = [(n, line) for n, line in enumerate(text.splitlines(), 1) if not _is_comment(line)]
    reader = csv.reader([f"{line}\n" for _, line in lines], strict=True)
    while reader.line_num < len(lines):
        number, _ = lines[reader.line_num]
        try:
            yield number, [cell.replace("\n", " ") for cell in next(reader)]
        except csv.Error as error:
            step = "Check the quotation marks and commas of that line."
            raise InputError(name, f"line {number} is no row of a CSV ({error})", step) from error


def _is_comment(line: str) -> bool:
    return not line.strip() or line.startswith("#")


def read_data(file: str) -> str:
    """Return the text of a data file of this room."""
    return (resources.files("truceline.resolving") / "data" / file).read_text(encoding="utf-8")


@cache
def read_table(file: str) -> dict[str, Any]:
    """Return what a TOML file of this room holds."""
    return tomllib.loads(read_data(file))


@lru_cache(maxsize=1)
def read_roles() -> dict[str, frozenset[str]]:
    """Return the word lists of ``roles.toml`` by their name, without the offices."""
    table = read_table("roles.toml")
    return {key: frozenset(words) for key, words in table.items() if isinstance(words, list)}


@lru_cache(maxsize=1)
def read_offices() -> dict[str, frozenset[str]]:
    """Return how the news calls an office, mapped to the names of offices it may mean."""
    table: dict[str, list[str]] = read_table("roles.toml")["offices"]
    found: dict[str, set[str]] = {}
    for office, phrases in table.items():
        for phrase in phrases:
            found.setdefault(phrase, set()).add(office)
    return {phrase: frozenset(offices) for phrase, offices in found.items()}


Named = tuple[str, Entry]
"""A name as a row gives it, with the entry it stands for."""


def states() -> Iterator[Named]:
    """Yield the names of states, their peoples, capitals, seats and forces."""
    uses: tuple[tuple[str, Use], ...] = (
        ("official", "name"), ("aliases", "name"), ("demonyms", "demonym"),
        ("metonyms", "seat"), ("forces", "force"),
    )  # fmt: skip
    for row in read_rows(read_data("states.csv"), "states.csv"):
        name, start, end = row.cells["name"], row.cells["from"], row.cells["to"]
        entry = Entry(f"states.csv: {name}", name, name, "state", "name", start, end)
        yield name, entry
        for column, use in uses:
            for alias in row.many(column):
                yield alias, entry._replace(use=use)
        if row.cells["capital"] and not end and not row.cells["capital"].endswith("="):
            yield row.cells["capital"], entry._replace(use="capital")


@lru_cache(maxsize=1)
def _demonyms() -> dict[str, str]:
    rows = read_rows(read_data("states.csv"), "states.csv")
    return {row.cells["name"]: row.many("demonyms")[0] for row in rows if row.many("demonyms")}


def demonym_of(state: str) -> str | None:
    """Return the adjective of a state ("Iraqi"), if the data give one."""
    return _demonyms().get(state)


@lru_cache(maxsize=1)
def _peoples() -> dict[str, str]:
    return {f"{adjective}s": state for state, adjective in _demonyms().items()}


def state_of_demonym(people: str) -> str | None:
    """Return the state whose adjective in the plural ``people`` is ("Palestinians")."""
    return _peoples().get(people)


def bodies(file: str, kind: PartyKind) -> Iterator[Named]:
    """Yield the names of organisations or groups with the party that they commit."""
    for row in read_rows(read_data(file), file):
        name = row.cells["name"]
        entry = Entry(
            f"{file}: {name}", name, row.cells["party"] or name, kind,
            start=row.cells.get("from", ""), end=row.cells.get("to", ""),
            region=row.cells.get("region", ""),
        )  # fmt: skip
        for alias in (name, *row.many("aliases")):
            yield alias, entry


def holders() -> Iterator[Named]:
    """Yield the names of office holders with their party and the dates of their office."""
    for row in read_rows(read_data("offices.csv"), "offices.csv"):
        entry = _holder(row, "offices.csv")
        for alias in (entry.name, *row.many("aliases")):
            yield alias, entry


@lru_cache(maxsize=1)
def _bodies_abroad() -> frozenset[str]:
    return frozenset(e.party or "" for _, e in bodies("organisations.csv", "organisation"))


def _holder(row: Row, file: str) -> Entry:
    offices, cells = tuple(row.many("office")), row.cells
    years = f"{cells['from'][:4]}-{cells['to'][:4]}"
    label = f"{offices[0] if offices else cells['name']} of {cells['party']} {years}"
    return Entry(
        f"{file}: {label}", cells["name"], cells["party"] or None, "person",
        start=cells["from"], end=cells["to"], offices=offices,
        abroad=cells["party"] in _bodies_abroad(),
    )  # fmt: skip


def read_own(path: Path) -> str:
    """Return the text of a user's CSV; ``InputError`` says why it cannot be read."""
    step = "Give a CSV in UTF-8."
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(str(path), f"cannot be read ({error})", step) from error
    if "\0" in text:
        raise InputError(str(path), "holds NUL bytes, as no text does", step)
    return text


def extras(path: Path) -> Iterator[Named]:
    """Yield the names of a user's CSV; ``InputError`` names the file, the line and the reason."""
    return own_names(read_own(path), path)


def own_names(text: str, path: Path) -> Iterator[Named]:
    """Yield the names in the ``text`` of the user's CSV at ``path``; raises ``InputError``."""
    _, head = next(_lines_of(text, str(path)), (0, []))
    missing = [column for column in _EXTRA if column not in head]
    if missing:
        raise InputError(str(path), f"its head has no column {', '.join(missing)}", _HEAD_STEP)
    for row in read_rows(text, str(path)):
        _check_extra(row, path)
        entry = _extra_entry(row, path)
        for alias in (entry.name, *row.many("aliases")):
            yield alias, entry


def _check_extra(row: Row, path: Path) -> None:
    reason, cells = "", row.cells
    if not cells["name"].strip():
        reason = "has no name"
    elif cells["kind"] not in _KINDS:
        reason = f"has the kind {cells['kind']!r}, known are {', '.join(_KINDS)}"
    elif any(cells[end] and not _DATE.fullmatch(cells[end]) for end in ("from", "to")):
        reason = "has a date that is no year, month or day (2024, 2024-05, 2024-05-31)"
    elif cells["from"] and cells["to"] and cells["from"] > cells["to"]:
        reason = "ends before it begins"
    if reason:
        raise InputError(str(path), f"line {row.line} {reason}", _HEAD_STEP)


def _extra_entry(row: Row, path: Path) -> Entry:
    cells, kind = row.cells, _KINDS[row.cells["kind"]]
    party = cells["party"].strip() or (None if kind == "person" else cells["name"])
    return Entry(
        f"{path.name}: line {row.line}", cells["name"].strip(), party, kind,
        start=cells["from"], end=cells["to"], offices=tuple(row.many("office")), extra=True,
    )  # fmt: skip
