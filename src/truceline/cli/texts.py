"""Commands that read reports and print what they find, without a ledger."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from truceline.cli.attempts import attempt
from truceline.cli.files import check_target, write_lines
from truceline.cli.inputs import Intake, input_options, load_pipeline, pipeline_options

LAYERS = ("tokens", "entities", "attributions", "times")
OUTPUT = click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default="-",
    help="Write to this file instead of standard output.",
)
FORCE = click.option(
    "--force", is_flag=True, help="Write over a file that is not an output of ours."
)


@click.command()
@input_options
@pipeline_options
@click.option("--format", "shape", type=click.Choice(["jsonl"]), default="jsonl", show_default=True)
@OUTPUT
@FORCE
def extract(
    paths: tuple[str, ...],
    manifest: str | None,
    max_bytes: int,
    quiet: bool,
    rules: tuple[Path, ...],
    parties: tuple[Path, ...],
    min_confidence: float | None,
    shape: str,
    output: Path,
    force: bool,
) -> int:
    """Print the records of reports, one a line, with the words each rests on.

    FILE... are files, folders, globs, or - for standard input.
    """
    del shape
    given = (*paths, manifest, *parties)
    check_target(output, inputs=given, force=force, kind="records")
    intake = Intake(paths, manifest, max_bytes)
    pipeline = load_pipeline(rules, parties, min_confidence)

    def lines() -> Iterator[str]:
        from truceline.cli.console import meter, note, undated  # noqa: PLC0415
        from truceline.model import encode  # noqa: PLC0415

        reports = found = open_dates = 0
        with meter("Reading", None, quiet=quiet) as shown:
            for article in intake.articles():
                records = attempt(pipeline.records, article, intake)
                if records is None:
                    continue
                yield from (encode(record) for record in records)
                reports, found = reports + 1, found + len(records)
                open_dates += article.published is None
                shown.step(article.doc)
        if reports and (open_dates or not found):
            note(f"{found:,} records; reports: {reports:,}{undated(open_dates)}", quiet=quiet)

    write_lines(lines(), output)
    return intake.exit_code()


@click.command()
@input_options
@click.option("--layer", type=click.Choice(LAYERS), required=True, help="What to print.")
@click.option(
    "--format",
    "shape",
    type=click.Choice(["jsonl", "conllu"]),
    default="jsonl",
    show_default=True,
    help="conllu is for tokens only.",
)
@OUTPUT
@FORCE
def read(
    paths: tuple[str, ...],
    manifest: str | None,
    max_bytes: int,
    quiet: bool,
    layer: str,
    shape: str,
    output: Path,
    force: bool,
) -> int:
    """Print what the reader sees in reports: words, names, who says what, or times.

    One line an article: {"id", ...}; all offsets are characters of the article's text.
    """
    if shape == "conllu" and layer != "tokens":
        raise click.UsageError("--format conllu is for --layer tokens only. Use --format jsonl")
    kind = layer if shape == "jsonl" else shape
    check_target(output, inputs=(*paths, manifest), force=force, kind=kind)
    intake = Intake(paths, manifest, max_bytes)

    def lines() -> Iterator[str]:
        from truceline.cli import layers  # noqa: PLC0415
        from truceline.cli.console import meter  # noqa: PLC0415

        view = layers.layer(layer, shape)
        with meter("Reading", None, quiet=quiet) as shown:
            for article in intake.articles():
                line = attempt(view, article, intake)
                if line is not None:
                    yield line
                shown.step(article.doc)

    write_lines(lines(), output)
    return intake.exit_code()
