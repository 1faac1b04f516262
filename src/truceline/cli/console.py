"""What goes to standard error: complaints, notes, and a progress bar where there is a terminal."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

import click


def plain(words: str) -> str:
    """Return ``words`` on one line, without characters that could steer a terminal."""
    if words.isprintable():
        return words
    return "".join(
        " " if char in "\n\r\t" else char
        for char in words
        if char in "\n\r\t" or unicodedata.category(char) not in {"Cc", "Cf", "Cs"}
    )


def complain(words: str, code: int = 1) -> int:
    """Print one line on standard error and return ``code``."""
    click.echo(f"truceline: {plain(words)}", err=True)
    return code


def note(words: str, *, quiet: bool) -> None:
    """Print one line on standard error unless the user asked for quiet."""
    if not quiet:
        click.echo(plain(words), err=True)


def undated(count: int) -> str:
    """Return what to know of reports without a day of publication; nothing if all have one."""
    told = "dates that need the day of publication stay open; a --manifest supplies it"
    return f"; {count:,} without a date ({told})" if count else ""


class Meter(Protocol):
    """Counts the work done; ``step`` names what was just finished."""

    def step(self, name: str = "") -> None:
        """Count one more."""


class SilentMeter:
    """A meter for pipes and quiet runs: it shows nothing."""

    def step(self, name: str = "") -> None:
        """Count one more, unseen."""


@contextmanager
def meter(task: str, total: int | None, *, quiet: bool) -> Iterator[Meter]:
    """Show a progress bar on standard error while the block runs, only on a terminal."""
    if quiet or not sys.stderr.isatty():
        yield SilentMeter()
        return
    from truceline.cli.bar import bar  # noqa: PLC0415  a slow import, only needed here

    with bar(task, total) as shown:
        yield shown
