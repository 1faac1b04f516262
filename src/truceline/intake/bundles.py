"""Files of many reports: JSON Lines, a JSON list, RSS and Atom feeds.

One wrong line or entry is named with its number; the others are read.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from truceline.errors import InputError
from truceline.intake.encodings import checked, declared_encoding, decode
from truceline.intake.fields import misnamed
from truceline.intake.parts import Draft, InputDoubt, stem
from truceline.model import DateOrigin

_FIELDS = (
    "Each line is an object with text or html, and if known id, title, url, published, publisher."
)
_ENTITY = re.compile("<!ENTITY", re.IGNORECASE)
_AS_UTF8 = {"content-type": "application/xml; charset=utf-8"}
"""Goes before what the feed says of its encoding: what is parsed is what was looked through."""
_WIDE = (b"\xff\xfe", b"\xfe\xff")


class Line(msgspec.Struct):
    """The fields of a report; those that are not listed are passed over."""

    id: str | int | None = None
    text: str | None = None
    html: str | None = None
    title: str | None = None
    url: str | None = None
    published: str | None = None
    publisher: str | None = None


def read_lines(name: str, data: bytes) -> Iterator[Draft | InputError]:
    """Yield the report of each line; a line that is wrong gives an error with its number."""
    if data.startswith(_WIDE):
        data = decode(name, data).encode("utf-8")
    lines = data.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    if _is_manifest(lines):
        reason = "is a manifest, for no line has a text; it is not read as reports"
        yield InputDoubt(name, reason, "Name it with --manifest to have what it says used.")
        return
    told: set[str] = set()
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield from _report(name, f"line {number}", str(number), line, told)


def _is_manifest(lines: Iterable[bytes]) -> bool:
    """Tell whether every line names a report by ``file`` or ``id`` and none has its text."""
    try:
        rows = (msgspec.json.decode(line) for line in lines if line.strip())
        keys = [row.keys() if isinstance(row, dict) else set() for row in rows]
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return False
    return bool(keys) and all(row & {"file", "id"} and not row & {"text", "html"} for row in keys)


def read_json(name: str, data: bytes) -> Iterator[Draft | InputError]:
    """Yield the reports of a JSON file: one object, a list of objects, or JSON Lines."""
    data = decode(name, data).encode("utf-8")
    try:
        rows = msgspec.json.decode(data)
    except (msgspec.DecodeError, RecursionError):
        yield from read_lines(name, data)
        return
    told: set[str] = set()
    for number, row in enumerate(rows if isinstance(rows, list) else [rows], 1):
        line = msgspec.json.encode(row)
        yield from _report(name, f"item {number}", str(number), line, told)


def read_feed(name: str, data: bytes) -> Iterator[Draft | InputError]:
    """Yield the report of each entry of an RSS or Atom feed, its markup turned into lines."""
    import feedparser  # noqa: PLC0415 - for feeds only

    text = decode(name, data, declared_encoding(data))
    if _ENTITY.search(text):
        step = "Save the feed without its document type, or as JSON Lines."
        raise InputError(name, "is a feed that defines entities of its own", step)
    feed = feedparser.parse(
        io.BytesIO(text.encode()),
        response_headers=_AS_UTF8,
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    if not feed.entries:
        reason = "is a damaged feed" if feed.bozo else "is a feed without entries"
        raise InputError(name, reason, "Fetch it again, or leave it out.")
    for number, entry in enumerate(feed.entries, 1):
        yield _entry(name, number, entry, feed.feed.get("title") or None)
    if feed.bozo and not isinstance(feed.bozo_exception, feedparser.CharacterEncodingOverride):
        reason = f"is a damaged feed ({feed.bozo_exception}); {len(feed.entries)} entries were read"
        yield InputError(name, reason, "Fetch it again to have the rest.")


def _report(
    name: str, place: str, number: str, line: bytes, told: set[str]
) -> Iterator[Draft | InputError]:
    """Yield the report of a line, or why there is none, and its misnamed fields unless ``told``."""
    where = f"{name}, {place}"
    try:
        row = msgspec.json.decode(line, type=Line)
        given = msgspec.json.decode(line, type=dict[str, msgspec.Raw])
        yield from misnamed(where, given, Line.__struct_fields__, told)
        doc = str(row.id) if row.id is not None else f"{stem(name)}:{number}"
        yield draft_of(where, place, doc, row)
    except InputError as error:
        yield error
    except msgspec.ValidationError as error:
        yield InputError(where, f"has a wrong field: {error}", _FIELDS)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        yield InputError(where, _why(line, error), "Mend that line; the others were read.")


def draft_of(where: str, place: str, doc: str, row: Line) -> Draft:
    """Return the report that ``row`` gives; ``InputError`` where it has no text.

    ``place`` says where in the file it stands, ``where`` names the file as well.
    """
    for value in (doc, row.text, row.title, row.url, row.publisher):
        checked(where, value or "")
    dates = _dates(row.published)
    if row.text:
        return Draft(doc, row.text, row.title, row.url, row.publisher, dates, place)
    if not row.html:
        raise InputError(where, "has neither text nor html", _FIELDS)
    from truceline.intake.pages import read_page  # noqa: PLC0415 - brings trafilatura

    page = read_page(where, doc, checked(where, row.html), row.url)
    return page._replace(
        title=row.title or page.title,
        publisher=row.publisher or page.publisher,
        dates=(*dates, *page.dates),
        place=place,
    )


def _dates(written: str | None) -> tuple[tuple[DateOrigin, str], ...]:
    return (("metadata", written),) if written else ()


def _why(line: bytes, error: Exception) -> str:
    """Return in words why ``line`` is no JSON; the standard library tells the column."""
    try:
        json.loads(line)
    except json.JSONDecodeError as reason:
        return f"is wrong JSON: {reason.msg} (column {reason.colno})"
    except UnicodeDecodeError as reason:
        return f"is not UTF-8 at byte {reason.start} of the line"
    except RecursionError:
        return "is JSON nested too deeply"
    if isinstance(error, RecursionError):
        return "is JSON nested too deeply"
    return "holds half a character (a lone surrogate)"


def _entry(name: str, number: int, entry: Any, publisher: str | None) -> Draft | InputError:
    from truceline.intake.pages import plain  # noqa: PLC0415 - brings lxml

    where = f"{name}, entry {number}"
    written = [part.get("value", "") for part in entry.get("content", [])]
    body = max([*written, entry.get("summary", "")], key=len)
    try:
        text = checked(where, plain(where, body))
        title = plain(where, entry.get("title", "")) or None
    except InputError as error:
        return error
    if not text:
        return InputError(where, "has no text", "Save the report itself and name that file.")
    # a creator is mostly a person, and no outlet
    own = entry.get("source", {}).get("title") or entry.get("publisher") or publisher
    return Draft(
        _named(entry) or f"{stem(name)}:{number}",
        text,
        title,
        entry.get("link") or None,
        own,
        _dates(entry.get("published")),
        f"entry {number}",
    )


def _named(entry: Any) -> str:
    """Return what an entry is called wherever it stands in its feed; empty where nothing says."""
    return " ".join((entry.get("id") or entry.get("link") or "").split())
