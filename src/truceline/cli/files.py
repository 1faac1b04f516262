"""Output files: written whole or not at all, and nobody else's file is overwritten."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from truceline.errors import UsageError

LEDGER_MARK = b"SQLite format 3\x00"
DOSSIER_MARK = b'<meta name="generator" content="Truceline'


def check_target(
    target: Path, *, inputs: Sequence[str] = (), force: bool = False, mark: bytes | None = None
) -> None:
    """Refuse to write over an input, a ledger, or a file that does not bear ``mark``.

    Raises ``UsageError`` that says which option to try.
    """
    if any(_same(target, Path(name)) for name in inputs):
        raise UsageError(f"{target}: is one of the inputs. Choose another name for the output")
    if target.is_dir():
        raise UsageError(f"{target}: is a folder. Name a file inside it")
    if not target.parent.is_dir():
        raise UsageError(f"{target.parent}: no such folder. Create it first")
    if force or not target.exists():
        return
    head = _head(target)
    if head.startswith(LEDGER_MARK):
        raise UsageError(f"{target}: is a ledger. Choose another name, or use --force")
    if mark is not None and head and mark not in head:
        raise UsageError(
            f"{target}: was not written by this command. Choose another name, or use --force"
        )


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False


def _head(path: Path) -> bytes:
    with path.open("rb") as handle:
        return handle.read(2048)


def write_file(target: Path, chunks: Iterable[bytes]) -> None:
    """Write ``chunks`` to ``target``, whole or not at all; raises ``OutputError``."""
    from truceline.export.atomic import write_whole  # noqa: PLC0415

    write_whole(target, chunks)


def write_lines(lines: Iterable[str], target: Path | None) -> None:
    """Write lines as UTF-8 to ``target``, or to standard output as they come."""
    encoded = (f"{line}\n".encode("utf-8", "replace") for line in lines)
    if target is not None:
        write_file(target, encoded)
        return
    for line in encoded:
        sys.stdout.buffer.write(line)
        sys.stdout.buffer.flush()
