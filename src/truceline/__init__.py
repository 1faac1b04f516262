"""Truceline reads news reports about a conflict's diplomacy and keeps a sourced record of them.

From Python: ``truceline.read(text, published="2025-06-05")`` gives the records of one report, and
``truceline.Ledger.open(path)`` opens a ledger. Everything else is in the rooms of the package.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from truceline.ledger import Ledger as Ledger
    from truceline.model import Record
    from truceline.pipeline import Pipeline


@cache
def _pipeline() -> Pipeline:
    from truceline.pipeline import Pipeline  # noqa: PLC0415  # slow to import

    return Pipeline.load()


def read(text: str, published: str | None = None, doc: str = "text") -> list[Record]:
    """Return the records of one report, in reading order.

    ``published`` is the day of publication (EDTF, ``2025-06-05``); without it "last week" stays
    undated. Offsets in the evidence are characters of ``text``.
    """
    from truceline.model import Article, digest  # noqa: PLC0415  # keeps the import light

    article = Article(id=digest(doc, text, published), doc=doc, text=text, published=published)
    return list(_pipeline().records(article))


def __getattr__(name: str) -> Any:
    if name == "Ledger":
        from truceline.ledger import Ledger  # noqa: PLC0415  # opened only when asked for

        return Ledger
    if name == "__version__":
        from importlib.metadata import version  # noqa: PLC0415  # slow to import

        return version("truceline")
    raise AttributeError(name)
