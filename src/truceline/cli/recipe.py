"""The recipe of a ledger: the options it was coded with, contents and all, kept in it.

A ledger never mixes recipes. A build without options goes on with the recipe that the ledger
keeps, whatever has become of the files; one with other options codes every article anew and says
so first. An option that is not given stays as it was kept.

A ledger may come from somebody else. What it keeps is laid out under names of our own, and the
names in it are for messages alone.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from truceline.cli.console import complain
from truceline.cli.inputs import load_pipeline
from truceline.errors import TrucelineError, UsageError
from truceline.ledger import Ledger
from truceline.model import Noun, encode

if TYPE_CHECKING:
    from truceline.pipeline import Pipeline

KEPT = "recipe"
"""Ledger note: the recipe as JSON; ledgers of the first builds have none."""
_STEP = "Give them again with --rules and --parties, or use --reset-options"


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
    try:
        return msgspec.json.decode(kept, type=Recipe) if kept else None
    except msgspec.DecodeError as error:
        told = f"{path}: the options that it keeps cannot be read ({error})."
        raise UsageError(f"{told} Build a new ledger under another name") from error


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
    least = kept.min_confidence if min_confidence is None else min_confidence
    with tempfile.TemporaryDirectory(prefix="truceline-") as folder:
        room = _Room(path, Path(folder))
        try:
            pipeline = load_pipeline(
                list(rules) or [room.lay_out(one, ".toml") for one in kept.rules],
                list(parties) or [f for one in kept.parties for f in room.names_of(one)],
                least,
                tell=lambda doubt: complain(room.as_called(doubt)),
            )
        except TrucelineError as error:
            if folder not in str(error):
                raise
            told = f"what it keeps is no longer sound: {room.as_called(str(error))}"
            raise UsageError(f"{path}: {told} {_STEP}") from error
    recipe = Recipe(
        rules=tuple(_source(one, sorted(one.glob("*.toml"))) for one in rules) or kept.rules,
        parties=tuple(_source(one, [one]) for one in parties) or kept.parties,
        min_confidence=least,
    )
    return pipeline, recipe


class _Room:
    """A temporary folder for what a ledger keeps, and what the user calls each file in it."""

    def __init__(self, ledger: Path, folder: Path) -> None:
        self._ledger, self._folder = ledger, folder
        self._called: dict[str, str] = {}

    def lay_out(self, source: Source, ending: str) -> Path:
        """Write the files of ``source``, in their order, into a folder of their own; return it."""
        home = self._folder / f"part-{len(self._called):06}"
        home.mkdir()
        for name, text in source.files.items():
            if not _is_plain(name):
                told = f"it keeps a file {name!r} of {source.name}, which is no plain name"
                raise UsageError(f"{self._ledger}: {told}. {_STEP}")
            file = home / f"kept-{len(self._called):06}{ending}"
            file.write_bytes(text.encode())
            called = f"{source.name}/{name}" if ending == ".toml" else source.name
            self._called |= {str(file): called, file.name: name}
        self._called[str(home)] = source.name
        return home

    def names_of(self, source: Source) -> list[Path]:
        """Return the files of a list of names, laid out."""
        return sorted(self.lay_out(source, ".csv").iterdir())

    def as_called(self, words: str) -> str:
        """Return a message with the user's names in place of ours."""
        for ours, theirs in self._called.items():
            words = words.replace(ours, theirs)
        return words


def _is_plain(name: str) -> bool:
    return name not in {"", ".", ".."} and not set(name) & {"/", "\\", "\0"}


def _source(path: Path, files: Iterable[Path]) -> Source:
    return Source(name=str(path), files={f.name: f.read_text("utf-8-sig") for f in files})


def _texts(sources: Iterable[Source]) -> list[list[str]]:
    return [list(source.files.values()) for source in sources]


def _named(option: str, sources: Sequence[Source]) -> str:
    return " ".join(f"{option} {source.name}" for source in sources) or f"no {option}"


def _cut(recipe: Recipe) -> str:
    cut = recipe.min_confidence
    return "the default cut" if cut is None else f"--min-confidence {cut:g}"
