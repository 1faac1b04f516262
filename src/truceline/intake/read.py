"""The whole of intake on one screen: names → files → drafts → articles.

For each name the files (``paths``); for each file its bytes, bounded; its reports by format
(``formats``); for each report what the manifest knows, the day it was published and by which
evidence (``dates``), and the passages not to be read (``skips``). What cannot be read becomes an
error in its place, and the rest goes on.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import BinaryIO

from truceline.errors import DefectError, InputError
from truceline.intake.dates import find_day, parse_day
from truceline.intake.encodings import find_doubt
from truceline.intake.formats import read_drafts
from truceline.intake.manifest import Entry, Manifest
from truceline.intake.parts import MAX_BYTES, Draft, InputDoubt, InputFile, too_large
from truceline.intake.paths import list_inputs, os_error
from truceline.intake.skips import find_skips
from truceline.model import Article, DateOrigin, Skip, digest

_PIECE = 1 << 24
_SHOWN = 40
"""Characters of a date that is none which its message shows: it may be anything."""


_ANYWHERE = timedelta(days=1)
"""How far ahead of the reader's day that of an outlet elsewhere may be."""
_A_YEAR = timedelta(days=366)


def read_inputs(
    paths: Sequence[str],
    manifest: str | None = None,
    max_bytes: int = MAX_BYTES,
    today: str | None = None,
) -> Iterator[Article | InputError]:
    """Yield every article that ``paths`` hold, and an error for each that could not be read.

    An ``InputDoubt`` (an ``InputError`` with exit code 0) tells of what was read but looks wrong;
    with ``today`` also of dates that are still to come.
    Raises ``UsageError`` where the manifest itself cannot be read.
    """
    known = Manifest.load(manifest) if manifest else Manifest()
    yield from known.errors
    files: list[str] = []
    for found in list_inputs(paths, leave_out=(manifest,) if manifest else ()):
        if isinstance(found, InputError):
            yield found
        else:
            files.append(found.name)
            yield from read_file(found, known, max_bytes, today)
    yield from known.unused(files)


def read_file(
    file: InputFile,
    manifest: Manifest | None = None,
    max_bytes: int = MAX_BYTES,
    today: str | None = None,
) -> Iterator[Article | InputError]:
    """Yield the articles of one file, and an error for each that could not be read."""
    try:
        data = _bytes(file, max_bytes)
        for draft in read_drafts(file.name, data, max_bytes):
            if isinstance(draft, InputError):
                yield draft
            else:
                yield from _finish(file.name, draft, manifest or Manifest(), today)
    except InputError as error:
        yield error
    except OSError as error:
        yield os_error(file.name, error)
    except Exception as error:  # noqa: BLE001 - whatever it is, the other files are read
        yield DefectError(file.name, error)


def _bytes(file: InputFile, max_bytes: int) -> bytes:
    if file.size > max_bytes:
        raise too_large(file.name, max_bytes)
    if file.path is None:
        return _bounded(file.name, sys.stdin.buffer, max_bytes)
    with file.path.open("rb") as stream:
        return _bounded(file.name, stream, max_bytes)


def _bounded(name: str, stream: BinaryIO, max_bytes: int) -> bytes:
    """Return what ``stream`` holds, piece by piece: one read of a huge limit reserves all of it."""
    pieces, room = [], max_bytes + 1
    while room > 0 and (piece := stream.read(min(room, _PIECE))):
        pieces.append(piece)
        room -= len(piece)
    if room <= 0:
        raise too_large(name, max_bytes)
    return b"".join(pieces)


def _finish(
    name: str, draft: Draft, manifest: Manifest, today: str | None
) -> Iterator[Article | InputError]:
    where = f"{name}, {draft.place}" if draft.place else name
    if not draft.text.strip():
        yield InputError(where, "is empty", "Leave it out, or save it again.")
        return
    try:
        article = _article(name, draft, manifest.find(draft.doc, name))
        yield article
        yield from _doubts(where, draft, article)
        yield from _odd_date(where, article, today)
    except Exception as error:  # noqa: BLE001 - whatever it is, the file's other reports are read
        yield DefectError(where, error)


def _article(name: str, draft: Draft, entry: Entry) -> Article:
    published, origin = _published(draft, entry)
    doc = entry.id or draft.doc
    publisher = entry.publisher or draft.publisher
    url, title = entry.url or draft.url, entry.title or draft.title
    return Article(
        id=digest(doc, draft.text, published, publisher, url, title),
        doc=doc,
        text=draft.text,
        title=title,
        url=url,
        publisher=publisher,
        published=published,
        published_from=origin,
        skips=find_skips(draft.text),
        file=name,
    )


def _published(draft: Draft, entry: Entry) -> tuple[str | None, DateOrigin | None]:
    if entry.published and (day := parse_day(entry.published)):
        return day, "manifest"
    for origin, written in draft.dates:
        if day := parse_day(written):
            return day, origin
    return find_day(draft.text) or (None, None)


def _doubts(where: str, draft: Draft, article: Article) -> Iterator[InputDoubt]:
    if doubt := find_doubt(where, draft.text):
        yield doubt
    for _, written in draft.dates:
        if not parse_day(written):
            step = "Write it as YYYY-MM-DD, from 1600 to 2199; the article was read without it."
            shown = written if len(written) <= _SHOWN else f"{written[:_SHOWN]}…"
            yield InputDoubt(where, f"has a publication date that is none: {shown!r}", step)
    if _unread(article.skips) > len(article.text) / 2:
        reason = "is for the most part in another language than English, and is not read there"
        yield InputDoubt(where, reason, "Give an English version.")


def _odd_date(where: str, article: Article, today: str | None) -> Iterator[InputDoubt]:
    """Yield what speaks against the day of publication; it is kept all the same."""
    if article.published is None:
        return
    day, step = date.fromisoformat(article.published), "Check the date; it was kept as it is."
    if today and day > date.fromisoformat(today) + _ANYWHERE:
        yield InputDoubt(where, f"is dated {article.published}, a day still to come", step)
    if article.published_from in {"dateline", "text"}:
        return
    told = find_day(article.text, ("dateline",))
    if told and abs(day - date.fromisoformat(told[0])) > _A_YEAR:
        by = article.published_from
        reason = f"is dated {article.published} ({by}), and its dateline {told[0]}"
        yield InputDoubt(where, reason, step)


def _unread(skips: Sequence[Skip]) -> int:
    return sum(skip.end - skip.start for skip in skips if skip.reason == "language")
