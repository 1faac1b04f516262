"""Bytes to text: UTF-8, UTF-16, and the Windows code pages 1251 and 1252.

The order of evidence: a byte order mark; the shape of UTF-16; bytes that are valid UTF-8; what the
format declares; and, of the two code pages, the one whose words make sense, by the library
charset-normalizer where that is close. Nothing is replaced or left out: bytes that fit none of
these make an error. A byte order mark is not part of the text.
"""

from __future__ import annotations

import codecs
import re
from itertools import islice

from truceline.errors import InputError
from truceline.intake.parts import InputDoubt

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SURROGATE_BYTES = re.compile(rb"\xed[\xa0-\xbf][\x80-\xbf]")
_CONTROL = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f]")
_ASCII = frozenset(range(0x80))
_NON_ASCII_RUN = re.compile(r"[^\x00-\x7f]{2,}")
_HIGH_WORD = re.compile(rb"(?<![A-Za-z\xc0-\xff])[\xa8\xb8\xc0-\xff]{2,}(?![A-Za-z\xc0-\xff])")
_MIXED_WORD = re.compile(rb"[A-Za-z][\xc0-\xff]|[\xc0-\xff][A-Za-z]")
_SAMPLE = 65_536
_RUNS = 5_000
_BINARY_SHARE = 0.01
"""A file with more control characters than this share of its bytes is no text."""
_HEAD = 4096
_CHARSET = re.compile(
    rb"""(?:charset|<\?xml[^>]+encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE
)
_SAVE_AS_TEXT = "Save it as UTF-8 text and read it again."


def decode(name: str, data: bytes, declared: str | None = None) -> str:
    """Return ``data`` as text, every character kept; ``declared`` is the format's own encoding.

    Raises ``InputError`` for binary, damaged or unknown bytes, NUL characters and lone surrogates.
    """
    encoding, start = _by_mark(data)
    if encoding is None:
        encoding = _by_shape(name, data, declared)
    if encoding.startswith("utf-16") and (len(data) - start) % 2:
        raise InputError(
            name, "is cut off: its UTF-16 text has an odd number of bytes", "Fetch the file again."
        )
    return checked(name, _strictly(name, data[start:], encoding))


def checked(name: str, text: str) -> str:
    """Return ``text`` unchanged, or raise ``InputError`` where it holds NUL or a lone surrogate."""
    if "\0" in text:
        at = text.index("\0")
        raise InputError(name, f"holds a NUL character at character {at:,}", _SAVE_AS_TEXT)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        reason = f"holds half a character (a lone surrogate) at character {error.start:,}"
        raise InputError(name, reason, _SAVE_AS_TEXT) from None
    return text


def declared_encoding(data: bytes) -> str | None:
    """Return the encoding that an HTML or XML file names in its head, if any."""
    found = _CHARSET.search(data[:_HEAD])
    return found.group(1).decode("ascii") if found else None


def find_doubt(name: str, text: str) -> InputDoubt | None:
    """Return what looks like a decoding mistake made before the file was saved, if anything does.

    The text is not repaired: offsets count in the characters that the file holds. The place is
    named and the words are not: messages do not quote articles.
    """
    if (mark := text.find("\ufffd")) >= 0:
        reason = f"holds replacement characters, first at character {mark:,}: letters are lost"
        return InputDoubt(name, reason, "It was read as it is; fetch the source again if you can.")
    if (at := _mojibake(text)) is not None:
        reason = f"looks decoded with the wrong encoding once before, first at character {at:,}"
        return InputDoubt(name, reason, "It was read as it is; save it again from the source.")
    return None


def _by_mark(data: bytes) -> tuple[str | None, int]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding, len(mark)
    return None, 0


def _by_shape(name: str, data: bytes, declared: str | None) -> str:
    if b"\0" in data:
        return _utf16_or_binary(name, data)
    _refuse_binary(name, data)
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        _refuse_damaged(name, data, error)
        return _legacy(name, data, declared)
    return "utf-8"


def _utf16_or_binary(name: str, data: bytes) -> str:
    """Return which UTF-16 the NUL bytes show: ASCII characters have theirs on one side only."""
    sample = data[:_SAMPLE]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    enough = len(sample) / 40
    if odd > enough and not even:
        return "utf-16-le"
    if even > enough and not odd:
        return "utf-16-be"
    _refuse_binary(name, data)
    if even + odd > len(sample) * _BINARY_SHARE:
        raise _binary(name)
    return "utf-8"


def _refuse_binary(name: str, data: bytes) -> None:
    sample = data[:_SAMPLE]
    if len(_CONTROL.findall(sample)) > max(2, len(sample) * _BINARY_SHARE):
        raise _binary(name)


def _binary(name: str) -> InputError:
    return InputError(name, "is a binary file, not text", "Leave it out, or save its text.")


def _refuse_damaged(name: str, data: bytes, error: UnicodeDecodeError) -> None:
    """Raise where the bytes are UTF-8 but for some damage; return where they are something else."""
    if found := _SURROGATE_BYTES.search(data):
        try:
            data.decode("utf-8", "surrogatepass")
        except UnicodeDecodeError:
            return
        reason = f"holds half a character (a lone surrogate) at byte {found.start():,}"
        raise InputError(name, reason, _SAVE_AS_TEXT) from None
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = len(text) - len(text.encode("ascii", "ignore")) - bad
    if good > bad:
        line = data.count(b"\n", 0, error.start) + 1
        reason = f"is damaged UTF-8 at byte {error.start:,} (line {line:,})"
        raise InputError(name, reason, "Fetch the file again, or mend that line.") from None


def _legacy(name: str, data: bytes, declared: str | None) -> str:
    if encoding := _known(declared):
        return encoding
    high = set(data) - _ASCII
    pages = [page for page in ("cp1252", "cp1251") if _fits(high, page)]
    if not pages:
        raise InputError(name, "is in an encoding that was not recognised", _SAVE_AS_TEXT)
    if len(pages) == 1 or bytes(high).decode("cp1252") == bytes(high).decode("cp1251"):
        return pages[0]
    return _likelier(data)


def _likelier(data: bytes) -> str:
    """Return the code page that the words show: those of cp1251 are wholly of high bytes."""
    sample = b"".join(line for line in data.splitlines(keepends=True) if not line.isascii())[
        :_SAMPLE
    ]
    whole, mixed = len(_HIGH_WORD.findall(sample)), len(_MIXED_WORD.findall(sample))
    if whole > 3 * mixed:
        return "cp1251"
    if mixed >= 3 * whole:
        return "cp1252"
    from charset_normalizer import from_bytes  # noqa: PLC0415 - slow, rarely needed

    best = from_bytes(sample, cp_isolation=["cp1252", "cp1251"]).best()
    return best.encoding if best is not None else "cp1252"


def _known(declared: str | None) -> str | None:
    """Return the declared encoding as Python knows it; browsers read Latin-1 as cp1252."""
    if not declared:
        return None
    try:
        encoding = codecs.lookup(declared).name
        "".encode(encoding)
    except LookupError:
        return None
    return {"iso8859-1": "cp1252", "ascii": "cp1252", "utf-8": None}.get(encoding, encoding)


def _fits(high: set[int], page: str) -> bool:
    try:
        bytes(high).decode(page)
    except UnicodeDecodeError:
        return False
    return True


def _strictly(name: str, data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        if "surrogate" in error.reason:
            reason = f"holds half a character (a lone surrogate) at byte {error.start:,}"
        else:
            reason = f"is damaged at byte {error.start:,}: not valid {encoding.upper()}"
        raise InputError(name, reason, _SAVE_AS_TEXT) from None


def _byte(char: str, page: str) -> bytes:
    """Return the byte that gave ``char``; what a page leaves undefined often passes as it is."""
    return bytes([ord(char)]) if "\x80" <= char <= "\x9f" else char.encode(page)


def _mojibake(text: str) -> int | None:
    """Return where UTF-8 was once read as a Windows code page, if anywhere it surely was."""
    found = []
    for run in islice(_NON_ASCII_RUN.finditer(text), _RUNS):
        if repaired := _repaired(run.group()):
            found.append(run.start())
            long = len(repaired) > 2 or len(run.group()) >= 3 * len(repaired)
            if long or len(found) > 1:
                return found[0]
    return None


def _repaired(run: str) -> str | None:
    for page in ("cp1252", "cp1251"):
        try:
            return b"".join(_byte(char, page) for char in run).decode("utf-8")
        except UnicodeError:
            continue
    return None
