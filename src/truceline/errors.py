"""Every failure a user can meet, each with its own sentence: what, where, and what to do next."""

from __future__ import annotations


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


class UsageError(TrucelineError):
    """The command was called in a way that cannot work."""

    exit_code = 2
