"""Every failure a user can meet, each with its own sentence: what, where, and what to do next."""

from __future__ import annotations

import traceback
from pathlib import Path


class TrucelineError(Exception):
    """Base of all errors that Truceline raises on purpose."""

    exit_code = 1


class InputError(TrucelineError):
    """One input could not be read; the rest of the job goes on.

    ``name`` is the input as the user named it, ``reason`` what is wrong with it and ``step`` what
    to do next.
    """

    def __init__(self, name: str, reason: str, step: str) -> None:
        super().__init__(f"{name}: {reason}. {step}")
        self.name, self.reason, self.step = name, reason, step


class DefectError(InputError):
    """The program itself failed on one input; that is a defect of ours. The rest goes on."""

    def __init__(self, name: str, error: Exception) -> None:
        words = " ".join(str(error).split())[:200]
        told = f"{type(error).__name__}{_place(error)}: {words}".rstrip(": ")
        step = "This is a defect of Truceline: please report this line, if you can with the report."
        super().__init__(name, f"the program failed on it ({told})", step)


class UsageError(TrucelineError):
    """The command was called in a way that cannot work."""

    exit_code = 2


class RecordError(TrucelineError):
    """A record cannot enter the ledger; ``faults`` says why, one sentence a fault."""

    def __init__(self, doc: str, kind: str, faults: tuple[str, ...]) -> None:
        super().__init__(
            f"{doc}: a {kind} record was refused: {'; '.join(faults)}. "
            "Mend the rule that made it; `truceline extract` on this report shows the record."
        )
        self.doc, self.kind, self.faults = doc, kind, faults


class EvidenceError(RecordError):
    """The evidence of a record is not, character for character, in its article."""


class LedgerError(TrucelineError):
    """A ledger file could not be opened, read or written.

    ``path`` is the file, ``reason`` what is wrong with it and ``step`` what to do next.
    """

    def __init__(self, path: object, reason: str, step: str) -> None:
        super().__init__(f"{path}: {reason}. {step}")
        self.path, self.reason, self.step = path, reason, step


class LedgerMissingError(LedgerError):
    """There is no ledger at the path."""

    def __init__(self, path: object) -> None:
        super().__init__(
            path, "there is no ledger here", "Make one with `truceline build REPORTS -o LEDGER`."
        )


class NotALedgerError(LedgerError):
    """The file is something else than a ledger, or damaged beyond reading."""

    def __init__(self, path: object) -> None:
        super().__init__(
            path,
            "this file is not a Truceline ledger, or it is damaged",
            "Name a file that `truceline build` made, or build a new one under another name.",
        )


class NewerLedgerError(LedgerError):
    """The ledger was written by a newer version of Truceline."""

    def __init__(self, path: object, found: int, known: int) -> None:
        super().__init__(
            path,
            f"this ledger has format {found}, and this Truceline knows formats up to {known}",
            "Install a newer Truceline, or build a new ledger under another name.",
        )


class OlderLedgerError(LedgerError):
    """The ledger is of an older format and was opened for reading only."""

    def __init__(self, path: object, found: int, known: int) -> None:
        super().__init__(
            path,
            f"this ledger has the older format {found}, and reading needs format {known}",
            "Run `truceline build` on it once: it keeps a backup copy and brings it up to date.",
        )


class LedgerBusyError(LedgerError):
    """Another program is writing to the ledger."""

    def __init__(self, path: object) -> None:
        super().__init__(
            path,
            "another program is writing to this ledger",
            "Wait until it has finished, then run the command again; nothing was lost.",
        )


class LedgerUnwritableError(LedgerError):
    """The ledger, or the folder it lies in, cannot be written."""

    def __init__(self, path: object) -> None:
        super().__init__(
            path,
            "this ledger or its folder cannot be written",
            "Check the permissions of both, or name a ledger in another folder with -o.",
        )


class LedgerFullError(LedgerError):
    """The disk is full; the ledger holds all that was saved before."""

    def __init__(self, path: object) -> None:
        super().__init__(
            path,
            "the disk is full",
            "Free some space and run the command again; it goes on where it stopped.",
        )


class LedgerDamagedError(LedgerError):
    """Reading or writing the ledger failed below the level of SQL."""

    def __init__(self, path: object, detail: str) -> None:
        super().__init__(
            path,
            f"the ledger could not be read or written ({detail})",
            "Check the disk; if it is sound, restore the file from a copy or build it anew.",
        )


class OutputError(TrucelineError):
    """A file could not be written; what stood there before is unchanged."""

    def __init__(self, path: object, reason: str) -> None:
        super().__init__(
            f"{path}: could not be written ({reason}). "
            "Check the folder, its permissions and the space left, or name another file."
        )
        self.path, self.reason = path, reason


def _place(error: Exception) -> str:
    """Return where in this package ``error`` came up, nothing where it did elsewhere."""
    home = Path(__file__).parent
    inside = [
        f" in {Path(frame.filename).relative_to(home).as_posix()}, line {frame.lineno}"
        for frame in traceback.extract_tb(error.__traceback__)
        if Path(frame.filename).is_relative_to(home)
    ]
    return inside[-1] if inside else ""
