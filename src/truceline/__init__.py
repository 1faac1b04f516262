"""Truceline reads news reports about a conflict's diplomacy and keeps a sourced record of them.

From Python: ``truceline.read(text, published="2025-06-05")`` gives the records of one report, and
``truceline.Ledger.open(path)`` opens a ledger. Everything else is in the rooms of the package.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from truceline.ledger import Ledger as Ledger
    from truceline.model import Record
    from truceline.pipeline import Pipeline

    Files = str | Path | Sequence[str | Path]


@lru_cache(maxsize=2)
def _pipeline(
    rules: tuple[Path, ...], parties: tuple[Path, ...], min_confidence: float | None
) -> Pipeline:
    from truceline.pipeline import Pipeline  # noqa: PLC0415  # slow to import

    return Pipeline.load(rules, parties, min_confidence)


def read(
    text: str,
    published: str | None = None,
    doc: str = "text",
    *,
    rules: Files = (),
    parties: Files = (),
    min_confidence: float | None = None,
) -> list[Record]:
    """Return the records of one report, in reading order.

    ``published`` is the day of publication, ``2025-06-05`` or ``5 June 2025``; without it "last
    week" stays undated, and what is no such day is a ``UsageError``. ``rules`` are folders with
    rules of your own, ``parties`` CSV files with your own names, ``min_confidence`` (0 to 1)
    replaces the cut; files are read once a process. Offsets in the evidence are characters of
    ``text``.
    """
    from truceline.model import Article, digest  # noqa: PLC0415  # keeps the import light

    day = _day(published)
    article = Article(id=digest(doc, text, day), doc=doc, text=text, published=day)
    pipeline = _pipeline(_paths(rules), _paths(parties), min_confidence)
    return list(pipeline.records(article))


def _day(published: str | None) -> str | None:
    from truceline.errors import UsageError  # noqa: PLC0415
    from truceline.intake.dates import parse_day  # noqa: PLC0415

    if published is None:
        return None
    if day := parse_day(published):
        return day
    step = "Write it as 2025-06-05, from 1600 to 2199, or leave it out"
    raise UsageError(f"published={published!r} is no day of publication. {step}")


def _paths(given: Files) -> tuple[Path, ...]:
    from pathlib import Path  # noqa: PLC0415

    return tuple(Path(one) for one in ([given] if isinstance(given, str | Path) else given))


def __getattr__(name: str) -> Any:
    if name == "Ledger":
        from truceline.ledger import Ledger  # noqa: PLC0415  # opened only when asked for

        return Ledger
    if name == "__version__":
        from importlib.metadata import version  # noqa: PLC0415  # slow to import

        return version("truceline")
    raise AttributeError(name)
