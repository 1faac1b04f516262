"""What passes between the steps of intake: a file found, and a report before it is an article."""

from __future__ import annotations

from pathlib import Path, PurePath
from typing import NamedTuple

from truceline.errors import InputError
from truceline.model import DateOrigin

MAX_BYTES = 20_000_000
"""The largest input that is read unless the caller raises it, in bytes, also once unpacked."""


class InputDoubt(InputError):  # noqa: N818 - a doubt is no error
    """The input was read, but something in it looks wrong; the article stands beside the doubt."""

    exit_code = 0


class InputFile(NamedTuple):
    """A file to read: ``name`` as the user knows it, ``path`` on disk (``None``: standard input).

    ``size`` (bytes) and ``mtime_ns`` (nanoseconds) tell whether a known file may have changed.
    """

    name: str
    path: Path | None
    size: int = 0
    mtime_ns: int = 0


class Draft(NamedTuple):
    """A report as its format gives it, before manifest, dates and skips.

    ``dates`` holds publication dates as written, the most trustworthy first. ``place`` says where
    in the file it stands ("line 17"), for messages.
    """

    doc: str
    text: str
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    dates: tuple[tuple[DateOrigin, str], ...] = ()
    place: str = ""


def too_large(name: str, max_bytes: int, *, unpacked: bool = False) -> InputError:
    """Return the error for an input above ``max_bytes``, as it is or once ``unpacked``."""
    how = "unpacks to more than" if unpacked else "is larger than"
    return InputError(
        name,
        f"{how} the limit of {max_bytes:,} bytes",
        "Split it into smaller files, or raise the limit with --max-bytes.",
    )


def cut_off(name: str) -> InputError:
    """Return the error for a file that ends before its format does."""
    return InputError(
        name,
        "is cut off: its end is missing or damaged",
        "Fetch the file again; what came before was read.",
    )


def printable(name: str) -> str:
    """Return a file name that can be shown and stored: undecodable bytes become escapes."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def stem(name: str) -> str:
    """Return the name that a report in the file ``name`` goes by: no folder, no ending."""
    if name == "-":
        return "stdin"
    return unzipped(name).stem


def unzipped(name: str) -> PurePath:
    """Return the file's name without ``.gz``."""
    path = PurePath(name)
    return path.with_suffix("") if path.suffix.lower() == ".gz" else path
