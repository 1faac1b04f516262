"""Commands that measure or check, and the one that prints shell completion."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from truceline.cli.console import complain, note, plain

if TYPE_CHECKING:
    from truceline.measure import Agreement, Coded, Coding, Score
    from truceline.measure.scoring import Rate

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
MOST_DOUBTS = 20
"""Doubts named of one file; a reference to other texts would give hundreds."""


@click.command()
@click.argument("reference", type=FILE)
@click.argument("predicted", type=FILE)
@click.option(
    "--texts",
    required=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="Folder with the articles' files.",
)
@click.option("--json", "as_json", is_flag=True, help="Print everything as one JSON object.")
@click.option("--agreement", "agree", is_flag=True, help="Compare two coders, neither a reference.")
@click.option("--errors", type=click.IntRange(min=0), default=0, help="Print so many errors too.")
def evaluate(
    reference: Path, predicted: Path, texts: Path, as_json: bool, agree: bool, errors: int
) -> None:
    """Score records against a reference file, or compare two coders.

    REFERENCE and PREDICTED are JSON Lines: a record a line with "doc", or a line per article with
    "doc" and "records". Predicted records on articles that REFERENCE does not have are left out.
    What cannot be right in either file (a kind or value that the codebook does not have, evidence
    that the article does not have) is named with its line on standard error.
    """
    from truceline import measure  # noqa: PLC0415
    from truceline.model import encode  # noqa: PLC0415

    read = _read_texts(texts)
    one, other = _read_coding(reference, read), _read_coding(predicted, read)
    for missing in (measure.left_out(one, other), agree and measure.left_out(other, one)):
        if missing:
            note(f"truceline: {missing}", quiet=False)
    result: Score | Agreement
    if agree:
        result = measure.agreement(one, other, read)
        lines = _agreement_lines(result)
    else:
        result = measure.score(one, other, read)
        lines = _score_lines(result, errors)
    for line in [encode(result)] if as_json else lines:
        click.echo(line)


def _read_coding(path: Path, texts: dict[str, str]) -> Coding:
    """Return the records in ``path``; what is doubtful in them is named on standard error."""
    from truceline import measure  # noqa: PLC0415

    lines = measure.read_lines(path)
    doubts = list(measure.doubts(lines, texts))
    for doubt in doubts[:MOST_DOUBTS]:
        complain(f"{path}, {doubt}")
    if len(doubts) > MOST_DOUBTS:
        complain(f"{path}: {len(doubts) - MOST_DOUBTS:,} more of the kind. Mend these first")
    return measure.gather(lines)


def _read_texts(folder: Path) -> dict[str, str]:
    """Return the articles of ``folder`` by name, as intake reads them."""
    from truceline.cli.inputs import Intake  # noqa: PLC0415
    from truceline.errors import UsageError  # noqa: PLC0415

    texts = {a.doc: a.text for a in Intake([str(folder)], None, 20_000_000).articles()}
    if not texts:
        raise UsageError(f"{folder}: holds no readable article. Name the folder of the texts")
    return texts


def _rate(name: str, rate: Rate) -> str:
    return (
        f"{name}\t{rate.f1:.3f}\t{rate.precision:.3f}\t{rate.recall:.3f}"
        f"\t{rate.reference}\t{rate.predicted}"
    )


def _score_lines(result: Score, errors: int) -> list[str]:
    lines = ["what\tF1\tprecision\trecall\treference\tpredicted"]
    lines += [_rate("found", result.found), _rate("exact", result.exact)]
    for kind, score in result.kinds.items():
        lines += [_rate(f"found {kind}", score.found), _rate(f"exact {kind}", score.exact)]
    lines += ["", "slot\tsame\tpairs"]
    lines += [f"{slot}\t{score.same:.3f}\t{score.pairs}" for slot, score in result.slots.items()]
    for miss in result.misses[:errors]:
        lines.append(f"{miss.why}\t{miss.doc}\t{miss.record.kind}\t{_words(miss.record)}")
    return lines


def _words(record: Coded) -> str:
    evidence = record.evidence
    words = evidence if isinstance(evidence, str) or evidence is None else evidence.text
    return plain(words or "")


def _agreement_lines(result: Agreement) -> list[str]:
    lines = [
        "what\tagreement",
        f"found F1\t{result.found_f1:.3f}",
        f"exact F1\t{result.exact_f1:.3f}",
    ]
    lines += [f"found F1 {kind}\t{value:.3f}" for kind, value in result.kinds.items()]
    lines += [f"same {slot}\t{score.same:.3f}" for slot, score in result.slots.items()]
    return lines + [f"kappa {slot}\t{value:.3f}" for slot, value in result.kappa.items()]


@click.command()
@click.argument(
    "folders",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="FOLDER...",
)
def rules(folders: tuple[Path, ...]) -> int:
    """Check rules of your own against the sentences that they name.

    FOLDER... are folders of .toml files, as for --rules. The sentences under catches and leaves
    are read as reports are. What does not hold is printed, a line each, and the exit code is 1.
    """
    from truceline.cli.inputs import load_pipeline  # noqa: PLC0415

    complaints = list(load_pipeline(folders, (), None).complaints())
    for complaint in complaints:
        click.echo(plain(str(complaint)))
    if not complaints:
        note("the rules hold: each catches and leaves what it says", quiet=False)
    return int(bool(complaints))


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Print the completion script for a shell.

    For bash: truceline completion bash > ~/.local/share/bash-completion/completions/truceline
    """
    from click.shell_completion import get_completion_class  # noqa: PLC0415

    root = ctx.find_root()
    name = "truceline"
    found = get_completion_class(shell)
    if found is None:  # pragma: no cover - click knows the three shells
        raise click.UsageError(f"{shell}: no completion for this shell")
    click.echo(found(root.command, {}, name, "_TRUCELINE_COMPLETE").source())
