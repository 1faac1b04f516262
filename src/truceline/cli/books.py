"""Commands around a ledger: build it, look at it, make a dossier of it, hand it on."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from truceline.cli.console import note
from truceline.cli.files import check_ledger, check_target, write_file
from truceline.cli.inputs import Intake, input_options, pipeline_options

if TYPE_CHECKING:
    from truceline.ledger import Clock

VIEWS = (
    "coverage", "timeline", "terms", "answers", "truces", "violations", "attacks", "meetings",
    "demands", "accusations", "actions", "parties", "mediators", "quotations", "sources",
    "articles",
)  # fmt: skip
LEDGER = click.argument("ledger", type=click.Path(dir_okay=False, path_type=Path))
FORCE = click.option("--force", is_flag=True, help="Write over a file that is not ours.")
QUIET = click.option("-q", "--quiet", is_flag=True, help="No notes on standard error.")


def _output(metavar: str, told: str | None = None) -> Callable[..., Any]:
    kind = click.Path(path_type=Path)
    return click.option("-o", "--output", required=True, type=kind, metavar=metavar, help=told)


def clock_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the choice of a day and of the clock it is read on."""

    @wraps(command)
    def with_clock(*, known: bool, happened: bool, as_of: str | None, **more: Any) -> Any:
        if known and happened:
            raise click.UsageError("--known and --happened are two clocks. Choose one of them")
        if as_of is None and (known or happened):
            named = "--known" if known else "--happened"
            raise click.UsageError(f"{named} goes with a day. Add --as-of YYYY-MM-DD")
        return command(as_of=as_of, clock="happened" if happened else "known", **more)

    for option in (
        click.option(
            "--happened",
            is_flag=True,
            help="With --as-of: what had happened by that day, by the date of the thing itself.",
        ),
        click.option(
            "--known",
            is_flag=True,
            help="With --as-of: what was known on that day, by date of publication (default).",
        ),
        click.option(
            "--as-of", metavar="DATE", callback=_day, help="Only up to this day (YYYY-MM-DD)."
        ),
    ):
        with_clock = option(with_clock)
    return with_clock


def _day(ctx: click.Context, option: click.Parameter, value: str | None) -> str | None:
    from datetime import date  # noqa: PLC0415

    del ctx
    if value is None:
        return None
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        reason = f"{value!r} is no day. Write it as YYYY-MM-DD"
        raise click.BadParameter(reason, param=option) from None


@click.command()
@input_options
@pipeline_options
@click.option(
    "--reset-options",
    is_flag=True,
    help="Forget the rules, names and cut that the ledger keeps; code with those given here.",
)
@_output("LEDGER")
def build(
    paths: tuple[str, ...],
    manifest: str | None,
    max_bytes: int,
    quiet: bool,
    rules: tuple[Path, ...],
    parties: tuple[Path, ...],
    min_confidence: float | None,
    reset_options: bool,
    output: Path,
) -> int:
    """Read reports into a ledger, creating or extending it.

    FILE... are files, folders, globs, or - for standard input. Files that the ledger knows are not
    read again; a build that was cut short is completed by running it again.

    The ledger keeps the rules, the names and the cut that it was coded with, contents and all. A
    later build goes on with those that it is not given anew. Where one of them changes, or a newer
    version of the program reads otherwise, all reports in the ledger are coded anew, and a note
    says so.
    """
    check_ledger(output, inputs=(*paths, manifest, *parties))
    from truceline.cli import recipe  # noqa: PLC0415
    from truceline.cli.building import Builder  # noqa: PLC0415

    kept = recipe.kept_in(output)
    start = recipe.Recipe() if kept is None or reset_options else kept
    pipeline, used = recipe.prepare(output, start, rules, parties, min_confidence)
    intake = Intake(paths, manifest, max_bytes)
    summary = Builder(output, pipeline, intake, kept=kept, recipe=used, quiet=quiet).run()
    if summary:
        note(summary, quiet=quiet)
    return intake.exit_code()


@click.command()
@click.argument("view", type=click.Choice(VIEWS), metavar="VIEW")
@LEDGER
@click.option("--name", help="With parties: only what this person or side is in.")
@clock_options
def show(view: str, ledger: Path, name: str | None, as_of: str | None, clock: Clock) -> None:
    """Print one view of a ledger: a table on a terminal, tab-separated in a pipe.

    VIEW is one of: coverage, timeline, terms, answers, truces, violations,
    attacks, meetings, demands, accusations, actions, parties, mediators,
    quotations, sources, articles.
    """
    if name is not None and view != "parties":
        raise click.UsageError("--name goes with the view parties")
    from truceline.cli.opening import clock_sentence, left_out, open_book  # noqa: PLC0415
    from truceline.cli.tables import print_table, table  # noqa: PLC0415

    shown = table(view, open_book(ledger, as_of, clock), name)
    missing = left_out(ledger, as_of, clock)
    print_table(shown, clock_sentence(as_of, clock))
    if missing:
        note(missing, quiet=False)
    if name is not None and not shown.rows:
        note(f"{name}: nobody of that name is in an entry; show parties has all", quiet=False)


@click.command()
@LEDGER
@_output("FILE.html", "The page; - is standard output.")
@click.option("--title", help="Title of the page.")
@clock_options
@FORCE
@QUIET
def dossier(
    ledger: Path,
    output: Path,
    title: str | None,
    as_of: str | None,
    clock: Clock,
    force: bool,
    quiet: bool,
) -> None:
    """Write a ledger as one self-contained HTML page that opens without a network."""
    check_target(output, inputs=[ledger], force=force, kind="dossier")
    from truceline.cli.opening import clock_sentence, left_out, open_book  # noqa: PLC0415
    from truceline.dossier import TITLE, render  # noqa: PLC0415

    book = open_book(ledger, as_of, clock)
    missing = left_out(ledger, as_of, clock)
    page = render(book, title=title or TITLE, clock=clock_sentence(as_of, clock, missing))
    write_file(output, [page.encode()])
    told = f"{len(book.told_once):,} entries from {len(book.articles):,} reports"
    note(f"{output}: {told}{f'. {missing}' if missing else ''}", quiet=quiet)


@click.command()
@LEDGER
@click.option("--format", "shape", type=click.Choice(["jsonl", "csv"]), required=True)
@_output("PATH", "The file; - is standard output.")
@clock_options
@FORCE
@QUIET
def export(
    ledger: Path,
    shape: str,
    output: Path,
    as_of: str | None,
    clock: Clock,
    force: bool,
    quiet: bool,
) -> None:
    """Write the records of a ledger for other programs."""
    kind = "records" if shape == "jsonl" else shape
    check_target(output, inputs=[ledger], force=force, kind=kind)
    from truceline.cli.opening import left_out, open_book  # noqa: PLC0415
    from truceline.export import render  # noqa: PLC0415

    book = open_book(ledger, as_of, clock)
    write_file(output, render(book.records, book.articles, shape))
    missing = left_out(ledger, as_of, clock)
    told = f"{len(book.records):,} records{f'. {missing}' if missing else ''}"
    note(f"{output}: {told}", quiet=quiet)
