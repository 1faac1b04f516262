"""Names to files: files, folders, glob patterns and ``-`` for standard input.

A folder is walked in order of name, hidden files and the resource folders of saved web pages
(``NAME_files`` beside ``NAME.html``) left out. Links inside a folder are followed only where they
stay inside it. Each file is given once, however often it is named.
"""

from __future__ import annotations

import glob
import hashlib
import os
import re
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from truceline.errors import InputError
from truceline.intake.parts import InputFile, printable

_CHUNK = 1 << 20
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)
_SPECIAL = "is a pipe, a socket or a device, not a file"
_REASONS: tuple[tuple[type[OSError], str, str], ...] = (
    (FileNotFoundError, "does not exist", "Check the spelling, or give the folder's full path."),
    (PermissionError, "may not be read", "Give yourself permission to read it, or leave it out."),
)


class Fingerprint(NamedTuple):
    """What a ledger keeps to know a file again: size in bytes, time in nanoseconds, SHA-256."""

    size: int
    mtime_ns: int
    digest: str


def fingerprint(path: str | Path) -> Fingerprint:
    """Return size, time of change and SHA-256 of the file's bytes; reads it; raises ``OSError``."""
    with Path(path).open("rb") as file:
        about = os.fstat(file.fileno())
        sha = hashlib.sha256()
        while chunk := file.read(_CHUNK):
            sha.update(chunk)
    return Fingerprint(about.st_size, about.st_mtime_ns, sha.hexdigest())


def list_inputs(
    paths: Sequence[str], leave_out: Sequence[str | Path] = ()
) -> Iterator[InputFile | InputError]:
    """Yield every file that ``paths`` name, unread, and an error for each name that gives none.

    ``leave_out`` names files not to be taken from folders and patterns, such as the manifest.
    """
    seen = {os.path.realpath(path) for path in leave_out}
    for path in paths:
        for found in _expand(path):
            if isinstance(found, InputFile) and found.path is not None:
                real = os.path.realpath(found.path)
                if real in seen:
                    continue
                seen.add(real)
            yield found


def os_error(name: str, error: OSError) -> InputError:
    """Return what the operating system's ``error`` means for the input ``name``."""
    for kind, reason, step in _REASONS:
        if isinstance(error, kind):
            return InputError(name, reason, step)
    return InputError(
        name, f"could not be read ({error.strerror or error})", "Check the disk, or copy it first."
    )


def _expand(path: str) -> Iterator[InputFile | InputError]:
    if path == "-":
        yield InputFile("-", None)
    elif _ADDRESS.match(path):
        step = "Save the page as a file and give its name; nothing is fetched from the network."
        yield InputError(path, "is an address, not a file", step)
    elif not os.path.lexists(path) and glob.has_magic(path):
        yield from _pattern(path)
    else:
        yield from _named(path)


def _pattern(pattern: str) -> Iterator[InputFile | InputError]:
    names = sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207 - keeps the name as given
    if not names:
        yield InputError(pattern, "matches no file", "Check the pattern and the folder.")
    for name in names:
        if not (name.endswith(os.sep) or Path(name).is_dir()) or "**" not in pattern:
            yield from _named(name)


def _named(path: str) -> Iterator[InputFile | InputError]:
    """Yield the file, or the files of the folder, that the user named outright."""
    try:
        about = Path(path).stat()
    except (OSError, ValueError) as error:
        yield _missing(path, error)
        return
    if stat.S_ISDIR(about.st_mode):
        yield from _walk(path)
    else:
        yield _file(path, about)


def _missing(path: str, error: OSError | ValueError) -> InputError:
    name = printable(path)
    if isinstance(error, ValueError):
        return InputError(repr(path), "is no possible file name", "Check the spelling.")
    if Path(path).is_symlink():
        step = "Mend the link, or remove it."
        return InputError(name, "is a broken link: what it points at is not there", step)
    return os_error(name, error)


def _file(path: str, about: os.stat_result) -> InputFile | InputError:
    name = printable(path)
    if not stat.S_ISREG(about.st_mode):
        return InputError(name, _SPECIAL, "Send it to standard input and name '-'.")
    return InputFile(name, Path(path), about.st_size, about.st_mtime_ns)


def _walk(folder: str) -> Iterator[InputFile | InputError]:
    """Yield what the folder and the folders within hold, in order of name."""
    errors: list[OSError] = []
    root, empty = os.path.realpath(folder), True
    for where, folders, files in os.walk(folder, onerror=errors.append):
        links = [name for name in folders if (Path(where) / name).is_symlink()]
        folders[:] = sorted(set(folders) - set(links) - _unwanted(folders, files))
        for name in sorted([*files, *links]):
            if not name.startswith("."):
                for found in _inside(os.path.join(where, name), root):  # noqa: PTH118 - keeps "./"
                    empty = False
                    yield found
    for error in errors:
        empty = False
        yield os_error(printable(str(error.filename)), error)
    if empty:
        yield InputError(printable(folder), "is a folder without files", "Name another folder.")


def _unwanted(folders: list[str], files: list[str]) -> set[str]:
    """Return the folders that hold no reports: hidden ones, and the parts of saved web pages."""
    pages = {Path(name).stem for name in files if name.lower().endswith((".html", ".htm"))}
    return {
        name
        for name in folders
        if name.startswith(".") or (name.endswith("_files") and name[:-6] in pages)
    }


def _inside(path: str, root: str) -> Iterator[InputFile | InputError]:
    """Yield the file at ``path`` unless it is a link that leaves ``root``."""
    real = Path(os.path.realpath(path))
    leaves = Path(path).is_symlink() and not real.is_relative_to(root)
    if leaves and real.exists():
        step = "Name the file itself if it is wanted."
        yield InputError(printable(path), "is a link that leads out of the folder", step)
    elif leaves or not real.is_dir():
        yield from _named(path)
