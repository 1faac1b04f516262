"""The recipe of a ledger: the options it was coded with, contents and all, kept in it.

A ledger never mixes recipes. A build without options goes on with the recipe that the ledger
keeps, whatever has become of the files; one with other options codes every article anew and says
so first. An option that is not given stays as it was kept.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from truceline.cli.inputs import load_pipeline
from truceline.errors import TrucelineError, UsageError
from truceline.ledger import Ledger
from truceline.model import Noun, encode

if TYPE_CHECKING:
    from truceline.pipeline import Pipeline

KEPT = "recipe"
"""Ledger note: the recipe as JSON; ledgers of the first builds have none."""


class Source(Noun, frozen=True, kw_only=True):
    """A folder of rules or a list of names: what the user called it, and its files' texts."""

    name: str
    files: dict[str, str]


class Recipe(Noun, frozen=True, kw_only=True):
    """The options that decide what is coded."""

    rules: tuple[Source, ...] = ()
    parties: tuple[Source, ...] = ()
    min_confidence: float | None = None

    def differences(self, other: Recipe) -> Iterator[str]:
        """Yield in what ``other`` codes otherwise."""
        if _texts(self.rules) != _texts(other.rules):
            yield f"other rules ({_named('--rules', other.rules)})"
        if _texts(self.parties) != _texts(other.parties):
            yield f"other names ({_named('--parties', other.parties)})"
        if self.min_confidence != other.min_confidence:
            yield f"another cut ({_cut(other)} in place of {_cut(self)})"

    def __str__(self) -> str:
        """Return the options as written on the command line; empty where there are none."""
        given = [_named("--rules", self.rules)] if self.rules else []
        given += [_named("--parties", self.parties)] if self.parties else []
        given += [_cut(self)] if self.min_confidence is not None else []
        return " ".join(given)


def kept_in(path: Path) -> Recipe | None:
    """Return the recipe that the ledger at ``path`` keeps; ``None`` where it keeps none."""
    if not path.exists() or not path.stat().st_size:
        return None
    with Ledger.open(path) as ledger:
        kept = ledger.meta(KEPT)
    return msgspec.json.decode(kept, type=Recipe) if kept else None


def keep(ledger: Ledger, recipe: Recipe) -> None:
    """Note ``recipe`` in the ledger."""
    if ledger.meta(KEPT) != encode(recipe):
        ledger.set_meta(KEPT, encode(recipe))


def prepare(
    path: Path,
    kept: Recipe,
    rules: Sequence[Path],
    parties: Sequence[Path],
    min_confidence: float | None,
) -> tuple[Pipeline, Recipe]:
    """Return the pipeline for the options given, for the others for those ``kept``, and its recipe.

    ``path`` is the ledger, for messages.
    """
    with tempfile.TemporaryDirectory(prefix="truceline-") as folder:
        room = Path(folder)
        own_rules = list(rules) or _laid_out(kept.rules, room / "rules")
        own_names = list(parties) or [
            file for part in _laid_out(kept.parties, room / "names") for file in part.iterdir()
        ]
        least = kept.min_confidence if min_confidence is None else min_confidence
        try:
            pipeline = load_pipeline(own_rules, own_names, least)
        except TrucelineError as error:
            if folder not in str(error):
                raise
            step = "Give them again with --rules and --parties, or use --reset-options"
            told = str(error).replace(folder, "")
            raise UsageError(f"{path}: what it keeps is no longer sound: {told} {step}") from error
    recipe = Recipe(
        rules=tuple(_source(one, sorted(one.glob("*.toml"))) for one in rules) or kept.rules,
        parties=tuple(_source(one, [one]) for one in parties) or kept.parties,
        min_confidence=least,
    )
    return pipeline, recipe


def _laid_out(sources: Iterable[Source], room: Path) -> list[Path]:
    """Write the files of each source into a folder of its own, and return the folders."""
    folders = []
    for number, source in enumerate(sources):
        folder = room / str(number)
        folder.mkdir(parents=True)
        for name, text in source.files.items():
            (folder / name).write_bytes(text.encode())
        folders.append(folder)
    return folders


def _source(path: Path, files: Iterable[Path]) -> Source:
    return Source(name=str(path), files={f.name: f.read_text("utf-8-sig") for f in files})


def _texts(sources: Iterable[Source]) -> list[list[str]]:
    return [list(source.files.values()) for source in sources]


def _named(option: str, sources: Sequence[Source]) -> str:
    return " ".join(f"{option} {source.name}" for source in sources) or f"no {option}"


def _cut(recipe: Recipe) -> str:
    cut = recipe.min_confidence
    return "the default cut" if cut is None else f"--min-confidence {cut:g}"
