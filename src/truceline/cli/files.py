"""Output files: written whole or not at all, and nobody else's file is overwritten."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from truceline.errors import OutputError, UsageError

LEDGER_MARK = b"SQLite format 3\x00"
STANDARD_OUTPUT = Path("-")


def _layer(key: str, first: str) -> re.Pattern[bytes]:
    """Return how a layer begins: the article's id, and a list that is empty or has ``first``."""
    line = rf'\A\{{"id":"(?:[^"\\]|\\.)*","{key}":\[(?:\]|\{{"{first}":)'
    return re.compile(line.encode())


MARKS = {
    "dossier": re.compile(rb'<meta name="generator" content="Truceline'),
    "records": re.compile(rb'\A\{"id":"[0-9a-f]{16}","doc":"'),
    "csv": re.compile(
        rb"\Aid,doc,published,publisher,url,(?:copy_of,)?(?:file,)?kind,modality,when,where,"
    ),
    "tokens": _layer("sentences", "span"),
    "entities": _layer("entities", "span"),
    "attributions": _layer("attributions", "source"),
    "times": _layer("timexes", "span"),
    # Treebanks begin alike, but have no offsets in their first row.
    "conllu": re.compile(
        rb"\A# newdoc id = .*\n(?:(?:#.*)?\n)*(?:\Z|1\t.*\tstart_char=\d+\|end_char=)"
    ),
}
"""What stands at the head of each kind of output, by which an earlier one is known again."""
_HEAD = 1 << 16
"""Bytes that are looked at: a first sentence with its words is shorter."""


def check_target(
    target: Path,
    *,
    inputs: Sequence[str | Path | None] = (),
    force: bool = False,
    kind: str | None = None,
) -> None:
    """Refuse to write over an input, a ledger, or a file that is no earlier output of ``kind``.

    ``kind`` is one of ``MARKS``. Raises ``UsageError`` that says which option to try.
    """
    if target == STANDARD_OUTPUT:
        return
    if any(_same(target, Path(name)) for name in inputs if name is not None):
        raise UsageError(f"{target}: is one of the inputs. Choose another name for the output")
    if target.is_dir():
        raise UsageError(f"{target}: is a folder. Name a file inside it")
    if not target.parent.is_dir():
        raise UsageError(f"{target.parent}: no such folder. Create it first")
    if not target.exists():
        return
    if not target.is_file():
        raise UsageError(f"{target}: is a pipe or a device, not a file. Choose another name")
    if force:
        return
    head = _head(target)
    if head.startswith(LEDGER_MARK):
        raise UsageError(f"{target}: is a ledger. Choose another name, or use --force")
    if kind is not None and head and not MARKS[kind].search(head):
        reason = "holds something else than what is to be written"
        raise UsageError(f"{target}: {reason}. Choose another name, or use --force")


def check_ledger(target: Path, inputs: Sequence[str | Path | None]) -> None:
    """Refuse to build into a file that holds something else than a ledger, or into an input."""
    if target == STANDARD_OUTPUT:
        raise UsageError("-: a ledger is a file, not a stream. Name it, for instance talks.truce")
    check_target(target, inputs=inputs, force=True)
    head = _head(target) if target.exists() else b""
    if head and not head.startswith(LEDGER_MARK):
        raise UsageError(f"{target}: is no ledger. Choose another name; it is left as it is")


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False


def _head(path: Path) -> bytes:
    with path.open("rb") as handle:
        return handle.read(_HEAD)


def write_file(target: Path, chunks: Iterable[bytes]) -> None:
    """Write ``chunks`` to ``target``, whole or not at all, or to standard output as they come.

    Raises ``OutputError``.
    """
    from truceline.export.atomic import write_whole  # noqa: PLC0415

    if target != STANDARD_OUTPUT:
        write_whole(target, chunks)
        return
    for chunk in chunks:
        with named_output():
            sys.stdout.buffer.write(chunk)
            sys.stdout.buffer.flush()


@contextmanager
def named_output() -> Iterator[None]:
    """Name standard output where the system refuses a write to it; a closed pipe passes."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError("standard output", error.strerror or str(error)) from error


def write_lines(lines: Iterable[str], target: Path) -> None:
    """Write lines as UTF-8 to ``target``, or to standard output as they come."""
    write_file(target, (f"{line}\n".encode("utf-8", "replace") for line in lines))
