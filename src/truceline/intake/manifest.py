"""The manifest: a JSON Lines file that supplies what bare text files lack.

A line per article: ``id`` or ``file``, and of ``published``, ``publisher``, ``url`` and ``title``
what is known; other fields are passed over. ``id`` names an article by its JSON Lines id or its
file's stem, ``file`` by its path or the end of its path. The manifest's values go before the
file's own. What looks like a slip (a field by another name, a file named twice with two dates, a
file that is not read) is a doubt: it is named, and the line is used as it stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from pathlib import Path, PurePath

import msgspec

from truceline.errors import InputError, UsageError
from truceline.intake.dates import parse_day
from truceline.intake.fields import misnamed
from truceline.intake.parts import InputDoubt

_STEP = "Mend that line of the manifest; the other lines are used."
_NAMED = 3
"""Lines of one fault that are named each; of more the first is."""


class Row(msgspec.Struct, frozen=True):
    """A line of the manifest as written."""

    id: str | None = None
    file: str | None = None
    published: str | None = None
    publisher: str | None = None
    url: str | None = None
    title: str | None = None


class Entry(Row, frozen=True):
    """A line of the manifest with its number."""

    line: int = 0


class Manifest(msgspec.Struct, frozen=True):
    """The manifest's entries by article id and by file name, and what was wrong with its lines."""

    by_id: dict[str, Entry] = {}
    by_file: dict[str, tuple[Entry, ...]] = {}
    errors: tuple[InputError, ...] = ()
    """Doubts among them."""
    name: str = ""

    @classmethod
    def load(cls, path: str | Path) -> Manifest:
        """Return the manifest at ``path``; ``UsageError`` where the file cannot be read."""
        try:
            data = Path(path).read_bytes()
        except OSError as error:
            step = "Check the name given with --manifest."
            raise UsageError(
                f"{path}: the manifest cannot be read ({error.strerror}). {step}"
            ) from None
        return _collect(str(path), data)

    def find(self, doc: str, file: str) -> Entry:
        """Return the entry for the article ``doc`` of ``file``; an empty one where none fits."""
        fitting = (entry for entry in self.by_file.get(PurePath(file).name, ()))
        found = next((entry for entry in fitting if _names(entry, file)), None)
        return found or self.by_id.get(doc, Entry())

    def unused(self, files: Iterable[str]) -> Iterator[InputDoubt]:
        """Yield what to know of entries whose ``file`` is none of ``files``."""
        names = set(files)
        entries = [entry for listed in self.by_file.values() for entry in listed]
        idle = [entry for entry in entries if not any(_names(entry, name) for name in names)]
        bare = {PurePath(n).name for n in names if not any(_names(entry, n) for entry in entries)}
        idle.sort(key=lambda entry: entry.line)
        near = {e.line: get_close_matches(PurePath(e.file or "").name, bare, 1, 0.8) for e in idle}
        slips = [entry for entry in idle if near[entry.line]]
        for entry in slips[:_NAMED]:
            step = f"Did you mean {near[entry.line][0]!r}? The line is not used."
            reason = f"names {entry.file!r}, which is not read"
            yield InputDoubt(f"{self.name}, line {entry.line}", reason, step)
        if rest := [*slips[_NAMED:], *(entry for entry in idle if entry not in slips)]:
            first, more = rest[0], f" and {len(rest) - 1:,} more" if len(rest) > 1 else ""
            reason = f"names {first.file!r}{more}, and no such file is read"
            step = "Check the names, or leave it so if the manifest is of more files."
            yield InputDoubt(f"{self.name}, line {first.line}", reason, step)


def _names(entry: Entry, file: str) -> bool:
    """Tell whether the entry's ``file`` is ``file`` or the end of its path."""
    wanted = PurePath(entry.file or "").parts
    return PurePath(file).parts[-len(wanted) :] == wanted


def _collect(name: str, data: bytes) -> Manifest:
    by_id: dict[str, Entry] = {}
    by_file: dict[str, tuple[Entry, ...]] = {}
    errors: list[InputError] = []
    for entry in _lines(name, data):
        if isinstance(entry, InputError):
            errors.append(entry)
            continue
        key = PurePath(entry.file or "").name
        earlier = [e for e in by_file.get(key, ()) if e.file == entry.file]
        if not entry.file and entry.id in by_id:
            earlier = [by_id[entry.id]]
        if earlier and earlier[0].published != entry.published:
            errors.append(_twice(name, earlier[0], entry))
        if entry.file:
            by_file[key] = (*by_file.get(key, ()), entry)
        if entry.id:
            by_id.setdefault(entry.id, entry)
    return Manifest(by_id, by_file, tuple(errors), name)


def _twice(name: str, first: Entry, second: Entry) -> InputDoubt:
    what = second.file or second.id
    reason = f"says of {what!r} that it is of {second.published}, line {first.line} otherwise"
    step = f"Line {first.line} counts ({first.published}). Take one of them out."
    return InputDoubt(f"{name}, line {second.line}", reason, step)


def _lines(name: str, data: bytes) -> Iterator[Entry | InputError]:
    told: set[str] = set()
    for number, line in enumerate(data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
        if line.strip():
            where = f"{name}, line {number}"
            try:
                given = msgspec.json.decode(line, type=dict[str, msgspec.Raw])
                yield from misnamed(where, given, Row.__struct_fields__, told)
                yield _entry(msgspec.json.decode(line, type=Row), number)
            except (msgspec.MsgspecError, ValueError, RecursionError) as error:
                yield InputError(where, f"is wrong: {error}", _STEP)


def _entry(row: Row, number: int) -> Entry:
    """Return the entry of ``row``; ``ValueError`` says what it lacks."""
    if not row.id and not row.file:
        raise ValueError("it has neither id nor file")
    if row.published and not parse_day(row.published):
        raise ValueError(f"published is no date from 1600 to 2199: {row.published!r}")
    return Entry(row.id, row.file, row.published, row.publisher, row.url, row.title, number)
