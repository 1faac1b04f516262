"""WARC files, the archive format of web crawls: the reports in their saved pages, by warcio.

Read are the answers of web servers that succeeded (``response``), ``resource`` and ``conversion``
records, of HTML or plain text. The archive's own dates say when a page was fetched, not when it
was published, and are not used. One limit holds for all pages of a file together, each unpacked:
what a page may grow to, many pages may as well.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from truceline.errors import InputError
from truceline.intake.encodings import declared_encoding, decode
from truceline.intake.pages import read_page
from truceline.intake.parts import Draft, cut_off, stem, too_large

_PIECE = 1 << 24
_READ = frozenset({"response", "resource", "conversion"})
_CHARSET = re.compile(r"charset=[\"']?([\w.:-]+)", re.IGNORECASE)
_HTML = frozenset({"text/html", "application/xhtml+xml"})


def read_archive(name: str, data: bytes, max_bytes: int) -> Iterator[Draft | InputError]:
    """Yield the report of each saved page in the unpacked WARC ``data``.

    A page that is wrong gives an error with its record's number; so does a file that is cut off.
    """
    from warcio.archiveiterator import WARCIterator  # noqa: PLC0415 - for archives only
    from warcio.exceptions import ArchiveLoadFailed  # noqa: PLC0415

    number = found = 0
    room = max_bytes
    try:
        for number, record in enumerate(WARCIterator(io.BytesIO(data)), 1):
            body = _body(record, room + 1) if _is_read(record) else None
            if _incomplete(record):
                yield cut_off(name)
                return
            if body is None:
                continue
            if len(body) > room:
                yield _too_large(name, number, max_bytes)
                return
            found, room = found + 1, room - len(body)
            yield _page(name, number, record, body)
    except (ArchiveLoadFailed, EOFError, ValueError, OSError) as error:
        place = f"after record {number}"
        yield InputError(name, f"is damaged {place} ({_short(error)})", "Fetch the file again.")
        return
    if not found:
        yield InputError(name, "holds no saved page with text", "Name another archive.")


def _is_read(record: Any) -> bool:
    return record.rec_type in _READ and _succeeded(record) and bool(_type(record)[0])


def _too_large(name: str, number: int, max_bytes: int) -> InputError:
    limit = too_large(name, max_bytes, unpacked=True)
    return InputError(name, f"{limit.reason} at record {number}; no more was read", limit.step)


def _page(name: str, number: int, record: Any, body: bytes) -> Draft | InputError:
    kind, charset = _type(record)
    where = f"{name}, record {number}"
    try:
        return _draft(where, f"{stem(name)}:{number}", body, kind, charset, _address(record))
    except InputError as error:
        return error


def _draft(
    where: str, doc: str, body: bytes, kind: str, charset: str | None, url: str | None
) -> Draft:
    place = where.rpartition(", ")[2]
    if not body.strip():
        raise InputError(where, "is an empty page", "Leave it out.")
    if kind in _HTML:
        text = decode(where, body, charset or declared_encoding(body))
        return read_page(where, doc, text, url)._replace(place=place)
    return Draft(doc, decode(where, body, charset), url=url, place=place)


def _body(record: Any, most: int) -> bytes:
    """Return the saved page, unpacked, at most ``most`` bytes of it."""
    stream, pieces = record.content_stream(), []
    while most > 0 and (piece := stream.read(min(most, _PIECE))):
        pieces.append(piece)
        most -= len(piece)
    return b"".join(pieces)


def _type(record: Any) -> tuple[str, str | None]:
    """Return the page's media type, "" if it is not read, and the encoding it names."""
    headers = record.http_headers or record.rec_headers
    written = headers.get_header("Content-Type") or ""
    kind = written.partition(";")[0].strip().lower()
    charset = _CHARSET.search(written)
    wanted = kind in _HTML or kind == "text/plain"
    return kind if wanted else "", charset.group(1) if charset else None


def _succeeded(record: Any) -> bool:
    return record.http_headers is None or record.http_headers.get_statuscode() == "200"


def _address(record: Any) -> str | None:
    address: str | None = record.rec_headers.get_header("WARC-Target-URI")
    return address.strip("<>") if address else None


def _incomplete(record: Any) -> bool:
    """Tell whether the file ended inside this record's head or body; reads it to its end."""
    if record.rec_headers.get_header("Content-Length") is None:
        return True
    while record.raw_stream.read(1 << 16):
        pass
    return bool(getattr(record.raw_stream, "limit", 0) > 0)


def _short(error: Exception) -> str:
    return str(error).strip().splitlines()[0][:120] if str(error).strip() else type(error).__name__
