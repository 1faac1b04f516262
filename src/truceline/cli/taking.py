"""Taking one file in: its reports, the hash of the bytes that were read, what manifests say of it.

What a manifest once said of a file's report holds in later builds that say nothing of it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

import msgspec

from truceline.errors import InputError
from truceline.intake import InputFile as Found
from truceline.intake import Manifest, fingerprint
from truceline.intake.manifest import Entry
from truceline.intake.parts import InputDoubt, printable
from truceline.intake.paths import Fingerprint
from truceline.ledger import InputFile
from truceline.model import Article

Facts = Mapping[str, dict[str, str]]
Reading = Callable[[Found, Manifest], Iterable[Article | InputError]]
"""Reads a file, given what is known of its reports."""


class Taken(NamedTuple):
    """What a file gave."""

    items: tuple[Article | InputError, ...]
    source: InputFile | None
    """The file for the ledger; ``None`` for standard input and where there is no report."""
    whole: bool
    """Whether the bytes that were read are still those of the file."""
    kept: int
    """Reports of which only an earlier manifest said something."""


class Told(Manifest, frozen=True):
    """A manifest, and for one file what earlier ones said; notes what it was asked."""

    earlier: dict[str, Entry] = msgspec.field(default_factory=dict)
    used: dict[str, Entry] = msgspec.field(default_factory=dict)
    """What was said, by the name that the file gives the report."""
    kept: set[str] = msgspec.field(default_factory=set)
    """The names of those reports of which only earlier manifests say something."""

    def find(self, doc: str, file: str) -> Entry:
        """Return what is said of the report ``doc`` of ``file``."""
        found = Manifest.find(self, doc, file)
        if found == Entry() and doc in self.earlier:
            found = self.earlier[doc]
            self.kept.add(doc)
        if found != Entry():
            self.used[doc] = found
        return found


def key_of(file: Found) -> str | None:
    """Return the key of ``file`` in a ledger, where it lies; ``None`` for standard input."""
    return None if file.path is None else printable(os.path.realpath(file.path))


def take(file: Found, manifest: Manifest, manifest_hash: str, facts: Facts, read: Reading) -> Taken:
    """Return what ``file`` gives by ``read``.

    ``facts`` is what earlier manifests said of its reports.
    """
    told = Told(
        manifest.by_id, manifest.by_file, name=manifest.name,
        earlier={doc: msgspec.convert(said, Entry) for doc, said in facts.items()},
    )  # fmt: skip
    before = _mark(file)
    items = tuple(read(file, told))
    whole = before == _mark(file)
    if not whole:
        step = "What was read is kept; run the same command again to read it as it is now."
        items = (*items, InputDoubt(file.name, "changed while it was read", step))
    articles = sorted(item.id for item in items if isinstance(item, Article))
    key = key_of(file)
    if not articles or before is None or key is None:
        return Taken(items, None, whole, len(told.kept))
    source = InputFile(
        path=key, name=file.name, size=before.size, mtime_ns=before.mtime_ns, hash=before.digest,
        manifest=manifest_hash, articles=tuple(articles),
        facts={**facts, **{doc: _said(entry) for doc, entry in told.used.items()}},
    )  # fmt: skip
    return Taken(items, source, whole, len(told.kept))


def _mark(file: Found) -> Fingerprint | None:
    try:
        return fingerprint(file.path) if file.path else None
    except OSError:  # reading it says what is wrong
        return None


def _said(entry: Entry) -> dict[str, str]:
    fields = ("id", "file", "published", "publisher", "url", "title")
    said = {name: getattr(entry, name) for name in fields}
    return {name: value for name, value in said.items() if value}
