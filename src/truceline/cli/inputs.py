"""The way in for every command that reads reports: options, articles, and bad inputs named."""

from __future__ import annotations

import gc
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeGuard

import click

from truceline.cli.console import complain
from truceline.errors import InputError

if TYPE_CHECKING:
    from truceline.model import Article
    from truceline.pipeline import Pipeline
    from truceline.resolving.roster import Entry

GARBAGE = 50_000
"""New objects after which the collector looks for garbage: an article leaves little of it."""


class _Probability(click.FloatRange):
    """A number from 0 to 1; ``nan`` lies in every range and is none."""

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """Return the number that ``value`` says."""
        number = float(super().convert(value, param, ctx))
        if math.isnan(number):
            self.fail(f"{value} is no number from 0 to 1. Write it as 0.5", param, ctx)
        return number


def input_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the arguments of every command that reads reports."""
    for option in (
        click.option("-q", "--quiet", is_flag=True, help="No progress bar and no notes."),
        click.option(
            "--max-bytes",
            type=click.IntRange(min=1),
            default=20_000_000,
            show_default=True,
            help="Largest file to read, also once unpacked.",
        ),
        click.option(
            "--manifest",
            type=click.Path(dir_okay=False, exists=True),
            help="JSON Lines with id or file, published, publisher, url and title of each report.",
        ),
        click.argument("paths", nargs=-1, required=True, metavar="FILE..."),
    ):
        command = option(command)
    return command


def pipeline_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options of every command that codes records."""
    for option in (
        click.option(
            "--min-confidence",
            type=_Probability(0, 1),
            help=(
                "Leave out records that are less probable than this, in place of 0.35. Below the "
                "default, not below a number given here, stay attacks whose dead, injured or "
                "losses are counted."
            ),
        ),
        click.option(
            "--parties",
            multiple=True,
            type=click.Path(dir_okay=False, exists=True, path_type=Path),
            help="A CSV of your own names and parties.",
        ),
        click.option(
            "--rules",
            multiple=True,
            type=click.Path(exists=True, file_okay=False, path_type=Path),
            help="A folder with rules of your own, TOML.",
        ),
    ):
        command = option(command)
    return command


@dataclass
class Intake:
    """Reads the inputs of one command and remembers what went wrong."""

    paths: Sequence[str]
    manifest: str | None
    max_bytes: int
    read: int = 0
    failed: int = 0
    today: str = field(default_factory=lambda: datetime.now(UTC).date().isoformat())
    """The day on which the command runs, for doubts about dates alone."""

    def articles(self) -> Iterator[Article]:
        """Yield the readable articles; name every other input on standard error at once."""
        from truceline.intake import read_inputs  # noqa: PLC0415

        for item in read_inputs(self.paths, self.manifest, self.max_bytes, self.today):
            if self.accept(item):
                yield item

    def accept(self, item: Article | InputError) -> TypeGuard[Article]:
        """Tell whether ``item`` is an article; name anything else on standard error.

        A mere doubt about an input that was read (exit code 0) is named but not counted.
        """
        if isinstance(item, InputError):
            self.failed += item.exit_code != 0
            complain(str(item))
            return False
        self.read += 1
        return True

    def exit_code(self) -> int:
        """Return 0 when all was read, else 1, with a line that says how much was."""
        if not self.read:
            given = ", ".join(self.paths[:3]) + (", …" if len(self.paths) > 3 else "")
            return complain(
                f"nothing readable in {given}. Name text, HTML, JSON Lines, CSV, feed or WARC files"
            )
        if self.failed:
            inputs = "input" if self.failed == 1 else "inputs"
            return complain(
                f"{self.failed} {inputs} could not be read, named above; the rest is done"
            )
        return 0


def spare_collector() -> None:
    """Keep Python's collector from going through what is loaded and stays, again and again.

    For programs that code many articles, once they have loaded a pipeline.
    """
    gc.freeze()
    gc.set_threshold(GARBAGE)


def load_pipeline(
    rules: Sequence[Path],
    parties: Sequence[Path],
    min_confidence: float | None,
    tell: Callable[[str], object] = complain,
) -> Pipeline:
    """Return the pipeline with the user's own rules and names; ``tell`` names doubtful names."""
    from truceline.pipeline import Pipeline  # noqa: PLC0415

    pipeline = Pipeline.load(
        extra_rules=tuple(rules), extra_parties=tuple(parties), min_confidence=min_confidence
    )
    spare_collector()
    for doubt in shared_names(parties):
        tell(doubt)
    return pipeline


def shared_names(lists: Sequence[Path]) -> Iterator[str]:
    """Yield a sentence for each name that two rows of the user's lists claim at the same time."""
    if not lists:
        return
    from truceline.resolving.names import plain  # noqa: PLC0415
    from truceline.resolving.roster import extras  # noqa: PLC0415

    claims: dict[str, list[Entry]] = {}
    for name, entry in (named for path in lists for named in extras(path)):
        rows = claims.setdefault(plain(name), [])
        other = next((row for row in rows if row.name != entry.name and _meet(row, entry)), None)
        rows.append(entry)
        if other is not None:
            yield (
                f"{entry.row}: {name!r} is {entry.name!r} here and {other.name!r} in {other.row}. "
                "Where nothing else in a report tells which is meant, it has no party; "
                "take it out of one of the rows, or give them dates"
            )


def _meet(one: Entry, other: Entry) -> bool:
    """Tell whether two rows may hold on one day; of years and days the shorter is compared."""
    return not (_before(one.end, other.start) or _before(other.end, one.start))


def _before(end: str, start: str) -> bool:
    length = min(len(end), len(start))
    return bool(length) and end[:length] < start[:length]
