"""From a book to the bytes of one HTML page; the same book gives the same page."""

from __future__ import annotations

import re
from functools import cache
from importlib import metadata, resources
from typing import Any

import jinja2
from markupsafe import Markup

from truceline.dossier.page import page
from truceline.model import Kind, Range
from truceline.views import Book, phrases
from truceline.views.parties import ROLES

TITLE = "Record of a peace process"
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""Characters that HTML forbids or that UTF-8 cannot hold; shown as the replacement character."""

WORDS = {
    "MODALITIES": phrases.MODALITIES,
    "SUBJECTS": phrases.SUBJECTS,
    "VERDICTS": phrases.VERDICTS,
    "INFERRED": phrases.INFERRED,
    "PHASES": phrases.PHASES,
    "PURPOSES": phrases.PURPOSES,
    "SCOPES": phrases.SCOPES,
    "MODES": phrases.MODES,
    "ACTIONS": phrases.ACTIONS,
    "POLARITIES": phrases.POLARITIES,
    "ROLES": ROLES,
}


def render(book: Book, *, title: str = TITLE, clock: str | None = None) -> str:
    """Return the dossier of ``book`` as HTML; ``clock`` is the sentence on an as-of day, if any."""
    shown = page(book, title=title, version=metadata.version("truceline"), clock=clock)
    return environment().get_template("dossier.html.j2").render(page=shown, css=_style())


@cache
def environment() -> jinja2.Environment:
    """Return the template environment: everything escaped, nothing undefined let through."""
    env = jinja2.Environment(
        loader=jinja2.PackageLoader("truceline.dossier"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=printable,
    )
    env.globals.update(WORDS)
    env.filters.update(FILTERS)
    return env


def _style() -> Markup:
    """Return the style sheet of the package; it is ours, so it is not escaped."""
    sheet = resources.files("truceline.dossier") / "templates" / "dossier.css"
    return Markup(sheet.read_text(encoding="utf-8"))  # noqa: S704


def printable(value: Any) -> Any:
    """Return ``value`` fit for HTML: characters it may not hold become U+FFFD."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return UNPRINTABLE.sub("\ufffd", value)
    return value


def _count(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"


def _noun(number: int, kind: Kind) -> str:
    name = phrases.KIND_NAMES[kind]
    return name if number == 1 else f"{name}s"


def _quantity(values: Range | None, approximate: bool = False) -> str:
    return phrases.quantity(values, approximate=approximate)


def _is_day(edtf: str) -> bool:
    return re.fullmatch(r"\d{4}(-\d\d){1,2}", edtf) is not None


def _oneline(words: str) -> str:
    return " ".join(words.split())


FILTERS = {
    "count": _count,
    "day": phrases.day,
    "days": phrases.days,
    "is_day": _is_day,
    "kind": phrases.KIND_NAMES.__getitem__,
    "loss": phrases.loss,
    "noun": _noun,
    "oneline": _oneline,
    "quantity": _quantity,
}
