"""The progress bar, drawn by rich on standard error."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn
from rich.progress import TimeElapsedColumn as Elapsed
from rich.progress import TimeRemainingColumn as Remaining
from rich.text import Text

from truceline.cli.console import plain


class Bar:
    """A task on the progress bar."""

    def __init__(self, progress: Progress, task: TaskID) -> None:
        self.progress, self.task = progress, task

    def step(self, name: str = "") -> None:
        """Count one more and show its name."""
        self.progress.update(self.task, advance=1, name=plain(name)[:40])


class NameColumn(TextColumn):
    """The name of what was just finished, never read as markup."""

    def render(self, task: object) -> Text:
        """Return the name as plain text."""
        return Text(str(getattr(task, "fields", {}).get("name", "")), style="dim")


@contextmanager
def bar(task: str, total: int | None) -> Iterator[Bar]:
    """Show a bar for ``task``; without a total it only counts."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    times = (Elapsed(), Remaining()) if total else (Elapsed(),)
    console = Console(stderr=True)
    with Progress(*columns, *times, NameColumn(""), console=console, transient=True) as progress:
        yield Bar(progress, progress.add_task(task, total=total, name=""))
