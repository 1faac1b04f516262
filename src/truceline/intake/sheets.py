"""CSV: a report a row, under a head row that names the columns.

Columns are found by the names of the fields of JSON Lines or by other names that people give them,
in capitals or small letters; the others are passed over. Commas, semicolons or tabs part the
cells: what is taken is what makes a column of texts out of the head. A row that is wrong is named
with its number, as a spreadsheet counts; the others are read.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from itertools import count

from truceline.errors import InputError
from truceline.intake.bundles import Line, draft_of
from truceline.intake.encodings import decode
from truceline.intake.fields import ALSO, misnamed
from truceline.intake.parts import Draft, InputDoubt, stem

_PARTED_BY = (",", ";", "\t")
_FIELDS = Line.__struct_fields__
_HEAD = (
    "Name the column of the reports' texts 'text' in the first row, and where there are any the "
    "others id, title, url, published, publisher."
)
_QUOTE = "Put quotation marks around a cell that holds the sign that parts the cells."
_MEND = "Mend the quotation marks from there on: rows up to the next one may be missing."
_NAMES = frozenset({"name", "party"})
_RECORDS = frozenset({"kind", "modality", "evidence"})


def read_table(name: str, data: bytes) -> Iterator[Draft | InputError]:
    """Yield the report of each row; a row that is wrong gives an error with its number.

    Raises ``InputError`` where no column holds texts.
    """
    text = decode(name, data).lstrip("\r\n")
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))
    head, parted = _head(text)
    if head.keys() >= _NAMES and not _has_text(head):
        step = "Name it with --parties to have the names used."
        yield InputDoubt(name, "is a list of names, and is not read as reports", step)
        return
    columns = _columns(name, head)
    yield from misnamed(f"{name}, row 1", head, (*_FIELDS, *ALSO), set())
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=parted, strict=True)
    width = 0
    for number in count(1):
        where = f"{name}, row {number}"
        try:
            cells = next(rows, None)
        except csv.Error as error:
            yield InputError(where, f"is damaged ({error})", _MEND)
            continue
        if cells is None:
            return
        if number == 1:
            width = len(cells)
        elif len(cells) > width and any(cell.strip() for cell in cells[width:]):
            reason = f"has {len(cells)} cells, and the head has {width}"
            yield InputError(where, reason, _QUOTE)
        elif any(cells):
            yield _report(where, f"{stem(name)}:{number}", columns, cells)


def _head(text: str) -> tuple[dict[str, int], str]:
    """Return the place of each column by its name, and the sign that parts the cells."""
    first = re.split(r"[\r\n]", text, maxsplit=1)[0]
    heads = {}
    for sign in _PARTED_BY:
        cells = next(csv.reader([first], delimiter=sign), [])
        heads[sign] = {cell.strip().casefold(): at for at, cell in reversed([*enumerate(cells)])}
    sign = max(_PARTED_BY, key=lambda one: (_has_text(heads[one]), len(heads[one])))
    return heads[sign], sign


def _has_text(head: Mapping[str, int]) -> bool:
    return any(ALSO.get(column, column) in {"text", "html"} for column in head)


def _columns(name: str, head: Mapping[str, int]) -> dict[str, tuple[int, ...]]:
    """Return for each field the columns that may give it, that of its own name first."""
    if head.keys() >= _RECORDS:
        raise InputError(name, "is an export of records", "Name the reports it was made from.")
    names = {field: (field, *(n for n, of in ALSO.items() if of == field)) for field in _FIELDS}
    found = {
        field: tuple(head[column] for column in columns if column in head)
        for field, columns in names.items()
    }
    if not _has_text(head):
        raise InputError(name, "is a CSV file without a column of texts", _HEAD)
    return found


def _report(
    where: str, doc: str, columns: Mapping[str, tuple[int, ...]], cells: list[str]
) -> Draft | InputError:
    given = {
        field: next((cells[at] for at in places if at < len(cells) and cells[at].strip()), None)
        for field, places in columns.items()
    }
    line = Line(**given)
    try:
        return draft_of(where, where.rpartition(", ")[2], str(line.id or doc), line)
    except InputError as error:
        return error
