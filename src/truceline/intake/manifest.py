"""The manifest: a JSON Lines file that supplies what bare text files lack.

A line per article: ``id`` or ``file``, and of ``published``, ``publisher``, ``url`` and ``title``
what is known; other fields are ignored. ``id`` names an article by its JSON Lines id or its file's
stem, ``file`` by its path or the end of its path. The manifest's values go before the file's own.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePath

import msgspec

from truceline.errors import InputError, UsageError
from truceline.intake.dates import parse_day

_STEP = "Mend that line of the manifest; the other lines are used."


class Entry(msgspec.Struct, frozen=True):
    """A line of the manifest."""

    id: str | None = None
    file: str | None = None
    published: str | None = None
    publisher: str | None = None
    url: str | None = None
    title: str | None = None


class Manifest(msgspec.Struct, frozen=True):
    """The manifest's entries by article id and by file name, and what was wrong with its lines."""

    by_id: dict[str, Entry] = {}
    by_file: dict[str, tuple[Entry, ...]] = {}
    errors: tuple[InputError, ...] = ()

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
        path = PurePath(file)
        for entry in self.by_file.get(path.name, ()):
            wanted = PurePath(entry.file or "").parts
            if path.parts[-len(wanted) :] == wanted:
                return entry
        return self.by_id.get(doc, Entry())


def _collect(name: str, data: bytes) -> Manifest:
    by_id: dict[str, Entry] = {}
    by_file: dict[str, tuple[Entry, ...]] = {}
    errors: list[InputError] = []
    for entry in _lines(name, data):
        if isinstance(entry, InputError):
            errors.append(entry)
        elif entry.file:
            key = PurePath(entry.file).name
            by_file[key] = (*by_file.get(key, ()), entry)
        if isinstance(entry, Entry) and entry.id:
            by_id.setdefault(entry.id, entry)
    return Manifest(by_id, by_file, tuple(errors))


def _lines(name: str, data: bytes) -> Iterator[Entry | InputError]:
    for number, line in enumerate(data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
        if line.strip():
            try:
                yield _entry(msgspec.json.decode(line, type=Entry))
            except (msgspec.MsgspecError, ValueError, RecursionError) as error:
                yield InputError(f"{name}, line {number}", f"is wrong: {error}", _STEP)


def _entry(entry: Entry) -> Entry:
    """Return ``entry``; ``ValueError`` says what it lacks."""
    if not entry.id and not entry.file:
        raise ValueError("it has neither id nor file")
    if entry.published and not parse_day(entry.published):
        raise ValueError(f"published is no date from 1600 to 2199: {entry.published!r}")
    return entry
