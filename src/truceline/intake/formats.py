"""Formats: what a file is, by its bytes first and its name second, and the reports in it.

Plain text is one report as it stands. The other formats have a module of their own: ``pages``
(HTML), ``bundles`` (JSON Lines and feeds), ``sheets`` (CSV) and ``webarchive`` (WARC). A gzip file
is unpacked once, never further.
"""

from __future__ import annotations

import re
import sys
import tomllib
import zlib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple

from truceline.errors import InputError
from truceline.intake.encodings import declared_encoding, decode
from truceline.intake.parts import Draft, InputDoubt, cut_off, stem, too_large, unzipped

Format = Literal["text", "html", "jsonl", "json", "feed", "xml", "warc", "csv"]

_GZIP = b"\x1f\x8b"
_BY_SUFFIX: dict[str, Format] = {
    ".html": "html", ".htm": "html", ".xhtml": "html", ".jsonl": "jsonl", ".ndjson": "jsonl",
    ".json": "json", ".rss": "feed", ".atom": "feed", ".warc": "warc", ".csv": "csv", ".tsv": "csv",
}  # fmt: skip
_HEAD = 4096
_PROLOGUE = r"\s*(?:<\?xml[^>]*>\s*|<!--(?:(?!-->).)*-->\s*|<!DOCTYPE(?! html)[^>\[]*>\s*)*"
_HTML = re.compile(_PROLOGUE + r"<(?:!DOCTYPE html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
_FEED = re.compile(_PROLOGUE + r"<(?:rss|feed|rdf:RDF)\b", re.DOTALL)
_XML = re.compile(r"\s*<\?xml\b")
_JSON_LINE = re.compile(r'\s*\{\s*"\w+"\s*:')
_MIME = re.compile(
    rb"(?:From: |MIME-Version: ).*\r?\n(?:[ \t].*\r?\n)*[A-Za-z][\w-]*:[ \t\r\n]", re.IGNORECASE
)
"""Two fields of a mail's head: one alone may begin a report."""


class Unpacked(NamedTuple):
    """The bytes of a gzip file, and whether they are all there."""

    data: bytes
    complete: bool


class _Signature(NamedTuple):
    bytes: bytes
    at: int
    what: str
    step: str


def read_drafts(name: str, data: bytes, max_bytes: int) -> Iterator[Draft | InputError]:
    """Yield the reports in ``data``, and an error for each that could not be read.

    Raises ``InputError`` where nothing in the file can be read. ``max_bytes`` bounds the bytes
    after unpacking.
    """
    complete = True
    if data.startswith(_GZIP):
        data, complete = unpack(name, data, max_bytes)
        _refuse(name, data, " inside a gzip file")
    else:
        _refuse(name, data)
    _refuse_empty(name, data)
    yield from _with_twins(name, _drafts(name, data, max_bytes, complete=complete))


def _drafts(
    name: str, data: bytes, max_bytes: int, *, complete: bool
) -> Iterator[Draft | InputError]:
    told = complete
    for draft in _dispatch(name, data, max_bytes, complete=complete):
        told = told or (isinstance(draft, InputError) and draft.name == name)
        yield draft
    if not told:
        yield cut_off(name)


def _with_twins(name: str, drafts: Iterable[Draft | InputError]) -> Iterator[Draft | InputError]:
    """Yield ``drafts``, and at their end what ids they give to several reports."""
    places: dict[str, str] = {}
    twice: dict[str, str] = {}
    for draft in drafts:
        yield draft
        if not isinstance(draft, InputError) and places.setdefault(draft.doc, draft.place) != (
            draft.place
        ):
            twice.setdefault(draft.doc, f"{places[draft.doc]} and {draft.place}")
    for doc, where in list(twice.items())[:1]:
        more = f", and {len(twice) - 1:,} more likewise" if len(twice) > 1 else ""
        reason = f"has reports of one id, {doc!r} ({where}){more}"
        yield InputDoubt(name, reason, "All are read; an id of its own tells each from the other.")


def recognise(name: str, data: bytes) -> Format:
    """Return the format of ``data``: what its first bytes say, else what its ending says."""
    if data.startswith(b"WARC/"):
        return "warc"
    head = data[:_HEAD].decode(
        "utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8", "replace"
    )
    head = head.removeprefix("\ufeff")
    if _FEED.match(head):
        return "feed"
    if _HTML.match(head):
        return "html"
    suffix = unzipped(name).suffix.lower()
    if suffix in _BY_SUFFIX:
        return _BY_SUFFIX[suffix]
    if _XML.match(head) or suffix == ".xml":
        return "xml"
    return "jsonl" if suffix != ".txt" and _JSON_LINE.match(head) else "text"


def unpack(name: str, data: bytes, max_bytes: int) -> Unpacked:
    """Return the bytes that gzip ``data`` holds, at most ``max_bytes``, over all its members.

    Raises ``InputError`` above the limit or where nothing can be unpacked.
    """
    out: list[bytes] = []
    room = max_bytes + 1
    complete = True
    while data.startswith(_GZIP) and room > 0:
        member = zlib.decompressobj(wbits=31)
        try:
            out.append(member.decompress(data, min(room, sys.maxsize)))
        except zlib.error:
            complete = False
            break
        room -= len(out[-1])
        complete, data = member.eof, member.unused_data.lstrip(b"\0")
    if room <= 0:
        raise too_large(name, max_bytes, unpacked=True)
    if not any(out):
        raise InputError(name, "is a damaged or empty gzip file", "Fetch it again.")
    return Unpacked(b"".join(out), complete and not data)


def _dispatch(
    name: str, data: bytes, max_bytes: int, *, complete: bool
) -> Iterator[Draft | InputError]:
    form = recognise(name, data)
    if form == "warc":
        from truceline.intake.webarchive import read_archive  # noqa: PLC0415 - brings warcio

        yield from read_archive(name, data, max_bytes)
    elif form in {"jsonl", "json", "feed"}:
        from truceline.intake import bundles  # noqa: PLC0415 - brings the HTML libraries

        reader = {"jsonl": bundles.read_lines, "json": bundles.read_json}
        yield from reader.get(form, bundles.read_feed)(name, data)
    elif form == "xml":
        step = "Convert it to HTML, text or JSON Lines."
        raise InputError(name, "is XML, but neither a feed nor a page", step)
    elif not complete:
        raise InputError(name, "is cut off: its gzip data end early", "Fetch the file again.")
    elif form == "csv":  # of a file that was cut the last text would pass for whole
        from truceline.intake.sheets import read_table  # noqa: PLC0415 - for tables only

        yield from read_table(name, data)
    elif form == "html":
        from truceline.intake.pages import read_page  # noqa: PLC0415 - brings trafilatura

        yield read_page(name, stem(name), decode(name, data, declared_encoding(data)))
    else:
        yield Draft(stem(name), decode(name, data))


def _refuse_empty(name: str, data: bytes) -> None:
    if not data.strip(b" \t\r\n\0\xef\xbb\xbf\xff\xfe"):
        raise InputError(name, "is empty", "Leave it out, or save it again.")


def _refuse(name: str, data: bytes, where: str = "") -> None:
    """Raise for an archive, a picture or another file that holds no text as it is."""
    for known in _signatures():
        if data.startswith(known.bytes, known.at):
            raise InputError(name, f"is {known.what}{where}", known.step)
    if _MIME.match(data):
        what = "is a mail or a page saved as one MIME file"
        raise InputError(name, what, "Save it as HTML or text.")


@cache
def _signatures() -> tuple[_Signature, ...]:
    data = files("truceline.intake").joinpath("data/signatures.toml").read_text("utf-8")
    return tuple(
        _Signature(bytes.fromhex(row["hex"]), row.get("at", 0), row["what"], row["step"])
        for row in tomllib.loads(data)["signature"]
    )
