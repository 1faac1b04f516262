"""HTML to a report: main text, title and publisher by trafilatura, dates by htmldate.

The page is parsed once, and refused where no news page looks like it (far too many elements or
characters), so that a page made to exhaust the reader costs bounded time. Scripts, styles and
over-long attribute values such as embedded pictures are dropped before anything reads them.
"""

from __future__ import annotations

import re
from typing import Any

from truceline.errors import InputError
from truceline.intake.dates import page_dates
from truceline.intake.parts import Draft

MAX_ELEMENTS = 50_000
"""A page with more elements is refused; a long live blog has some 20,000."""
MAX_CHARACTERS = 2_000_000
"""A page with more characters of text is refused; a long report has some 50,000."""
_MAX_ATTRIBUTE = 2_000
_MAX_DATA = 200_000
_MOST_METAS = 300
_SAVE_TEXT = "Save the article's own text as a text file and name that."
_BLOCKS = frozenset({
    "address", "article", "blockquote", "br", "dd", "div", "dl", "dt", "figcaption", "figure",
    "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p",
    "pre", "section", "table", "td", "th", "tr", "ul",
})  # fmt: skip
_UNREAD = ("script", "style", "template", "noscript", "svg", "iframe", "object")
_SPACES = re.compile(r"[ \t\r\n\f]+")


def read_page(name: str, doc: str, html: str, url: str | None = None) -> Draft:
    """Return the report in a page; ``InputError`` where it has no main text or is no page."""
    from trafilatura import bare_extraction  # noqa: PLC0415 - half a second, for pages only

    tree = parse(name, html)
    try:
        dates = page_dates(tree, url)
        found: Any = bare_extraction(
            tree,
            url=url,
            include_comments=False,
            with_metadata=True,
            date_extraction_params=_NO_DATE,
        )
    except Exception as error:  # noqa: BLE001 - other people's code on markup of any kind
        reason = f"holds no page that can be read ({type(error).__name__}: {error})"
        raise InputError(name, reason, _SAVE_TEXT) from None
    if found is None or not (found.text or "").strip():
        raise InputError(name, "is a page without a main text", _SAVE_TEXT)
    return Draft(doc, found.text, found.title, found.url or url, found.sitename, dates)


_NO_DATE = {"extensive_search": False, "max_date": "1900-01-02", "min_date": "1900-01-01"}
"""Keeps trafilatura from searching for a date again, with today's date as a limit."""


def parse(name: str, html: str) -> Any:
    """Return the page's tree, cleaned; ``InputError`` where it is far beyond a news page."""
    from lxml import etree  # noqa: PLC0415 - for pages only
    from lxml import html as parser  # noqa: PLC0415

    reader = parser.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = parser.document_fromstring(html.encode("utf-8"), parser=reader)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise InputError(name, f"is no page that can be parsed ({error})", _SAVE_TEXT) from None
    _refuse_bomb(name, tree)
    _lighten(tree)
    return tree


def plain(name: str, fragment: str) -> str:
    """Return the words of an HTML fragment such as a feed entry, a line for each block."""
    if "<" not in fragment and "&" not in fragment:
        return fragment.strip()
    if not fragment.strip():
        return ""
    pieces: list[str] = []
    tree = parse(name, f"<div>{fragment}</div>")
    for event, element in _walk(tree):
        if element.tag in _BLOCKS:
            pieces.append("\n")
        pieces.append(_SPACES.sub(" ", (element.text if event == "start" else element.tail) or ""))
    lines = (_SPACES.sub(" ", line).strip() for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line)


def _walk(tree: Any) -> Any:
    from lxml import etree  # noqa: PLC0415

    return etree.iterwalk(tree, events=("start", "end"))


def _refuse_bomb(name: str, tree: Any) -> None:
    characters = 0
    for elements, element in enumerate(tree.iter(), 1):
        if element.tag not in _UNREAD:
            characters += len(element.text or "")
        characters += len(element.tail or "")
        if elements > MAX_ELEMENTS or characters > MAX_CHARACTERS:
            limit = f"{MAX_ELEMENTS:,} elements or {MAX_CHARACTERS:,} characters"
            raise InputError(name, f"is a page of more than {limit}, no news report", _SAVE_TEXT)


def _lighten(tree: Any) -> None:
    """Drop what is not text: scripts but for structured data, styles, over-long attributes."""
    unread = [part for part in tree.iter(*_UNREAD) if not _is_data(part)]
    for element in [*unread, *list(tree.iter("meta", "link"))[_MOST_METAS:]]:
        if element.getparent() is not None:
            element.drop_tree()
    for element in tree.iter():
        for key in [key for key, value in element.attrib.items() if len(value) > _MAX_ATTRIBUTE]:
            del element.attrib[key]


def _is_data(script: Any) -> bool:
    """Tell whether a script is structured data of a length that a news page has."""
    return script.get("type") == "application/ld+json" and len(script.text or "") <= _MAX_DATA
