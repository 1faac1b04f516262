"""The day a report was published, and which evidence said so.

Asked in this order: the manifest; the metadata of the format (a JSON Lines field, a feed, the head
of a page or its structured data); the page's markup (a marked date element); a dateline or a date
line in the text. Where none answers the day is unknown. The clock and the file's time never answer.
"""

from __future__ import annotations

import copy
import re
import tomllib
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from importlib.resources import files
from itertools import takewhile
from typing import Any, NamedTuple

from truceline.model import DateOrigin

_OPENING = 400
_MOST_LINES = 6
_HEADLINE = 160
_MOST_PARTS = 100
_YEARS = range(1600, 2200)
"""No report was printed before; 0001 or 9999 stand for no date."""
_BOUNDS = {"min_date": "1900-01-01", "max_date": "2199-12-31"}
_MONTH_FIRST = r"(?P<mon>[A-Za-z]{3,9})\.?\s+(?P<d1>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<y1>\d{4})"
_DAY_FIRST = r"(?P<d2>\d{1,2})(?:st|nd|rd|th)?\s+(?P<month>[A-Za-z]{3,9})\.?,?\s+(?P<y2>\d{4})"
_NUMBERS = (
    r"(?P<y3>\d{4})-(?P<m3>\d{2})-(?P<d3>\d{2})"
    r"|(?P<d4>\d{1,2})(?P<sep>[./])(?P<m4>\d{1,2})(?P=sep)(?P<y4>\d{4})"
)
_DATE = f"(?:{_MONTH_FIRST}|{_DAY_FIRST}|{_NUMBERS})"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?[.,]?\s+)?"
_CLOCK = r"\d{1,2}[:.]\d{2}(?::\d{2})?(?:\s*[ap]\.?m\.?)?(?:\s*[A-Z]{2,5}(?:[+-]\d+)?)?"
_TIME = rf"(?:\s*[,|–—-]?\s*(?:at\s+)?{_CLOCK}\s*[,|–—-]?\s*)?"
_CAPITALS = r"[A-Z][\w.'’-]*"
_PLACE = rf"(?-i:[A-Z][A-Z.'’ -]{{2,30}}(?:,\s{_CAPITALS}(?:\s{_CAPITALS}){{0,2}}\s?){{0,2}})"
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:$|[T ]\d{2})")
_DATED = ("datepublished", "pubdate", "published", "publish-date", "publication-date", "dateline")


class _Pattern(NamedTuple):
    origin: DateOrigin
    place: str
    last: bool
    regex: re.Pattern[str]


def parse_day(written: str) -> str | None:
    """Return the EDTF day that ``written`` gives in full, as written there, else ``None``.

    Understood are ISO 8601 days and times, mail and feed dates, and English dates with their year.
    The day is not moved to another time zone. Day and month in figures count only where their
    order is certain, and a year only from 1600 to 2199.
    """
    written = written.strip()
    if found := _ISO.match(written):
        return _day(*found.groups())
    found = _whole_date().match(written)
    return _day_of(found) if found else None


def find_day(
    text: str, origins: tuple[DateOrigin, ...] = ("dateline", "text")
) -> tuple[str, DateOrigin] | None:
    """Return the day that a dateline or a date line of ``text`` gives, and which of them."""
    first, last = _lines(text[: 20 * _OPENING]), _lines(text[-_OPENING:])[-3:]
    for pattern in (one for one in _patterns() if one.origin in origins):
        for place in _places(pattern, first, last):
            found = pattern.regex.search(place) if pattern.place == "stamp" else _at(pattern, place)
            if found and (day := _day_of(found)):
                return day, pattern.origin
    return None


def page_dates(tree: Any, url: str | None = None) -> tuple[tuple[DateOrigin, str], ...]:
    """Return the publication dates that a page's head and its markup give, by htmldate.

    Dates that stand anywhere else in the page's text do not count: they may be what is told.
    """
    found: list[tuple[DateOrigin, str]] = []
    if day := _ask(_head(tree), url):
        found.append(("metadata", day))
    for element in _marked(tree):
        if day := _ask([element], None):
            found.append(("markup", day))
            break
    return tuple(found)


def _at(pattern: _Pattern, place: str) -> re.Match[str] | None:
    return (
        pattern.regex.match(place) if pattern.place == "opening" else pattern.regex.fullmatch(place)
    )


def _places(pattern: _Pattern, first: Sequence[str], last: Sequence[str]) -> Sequence[str]:
    """Return the stretches of a text, by its first and last lines, where ``pattern`` may stand."""
    if pattern.place == "opening":
        return _openings(first)
    if pattern.place == "stamp":
        return [line[:_OPENING] for line in first[:1]]
    lines = [*first[:_MOST_LINES], *last] if pattern.last else first[:_MOST_LINES]
    return [line for line in lines if len(line) <= _OPENING]


def _openings(lines: Sequence[str]) -> list[str]:
    """Return a text from its first line on, and from each under short ones such as a headline."""
    above = takewhile(lambda line: len(line) <= _HEADLINE, lines[: _MOST_LINES - 1])
    starts = range(len(list(above)) + 1)
    return ["\n".join(lines[at : at + _MOST_LINES])[:_OPENING] for at in starts if at < len(lines)]


def _lines(text: str) -> list[str]:
    """Return the lines that are not empty, runs of blanks as one: no pattern counts blanks."""
    lines = (" ".join(line.split()) for line in re.split(r"[\r\n]+", text))
    return [line for line in lines if line]


def _day_of(found: re.Match[str]) -> str | None:
    part = found.groupdict()
    if part["y3"]:
        return _day(part["y3"], part["m3"], part["d3"])
    if part["y4"]:
        certain = part["sep"] == "." or int(part["d4"]) > 12
        return _day(part["y4"], part["m4"], part["d4"]) if certain else None
    month = _month(part["mon"] or part["month"])
    return _day(part["y1"] or part["y2"], month, part["d1"] or part["d2"]) if month else None


def _month(word: str) -> int | None:
    """Return the number of a month named in full or by its first three or four letters."""
    for number, name in enumerate(_data()["months"]["names"], 1):
        if word.lower() in {name, name[:3], name[:4]}:
            return number
    return None


def _day(year: str, month: str | int, day: str) -> str | None:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found.isoformat() if found.year in _YEARS else None


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(
        files("truceline.intake").joinpath("data/datelines.toml").read_text("utf-8")
    )


@cache
def _patterns() -> tuple[_Pattern, ...]:
    return tuple(
        _Pattern(row["origin"], row["place"], row.get("last", False), _compile(row["pattern"]))
        for row in _data()["pattern"]
    )


@cache
def _whole_date() -> re.Pattern[str]:
    return _compile("{weekday}{date}(?=$|[\\s,T])")


def _compile(pattern: str) -> re.Pattern[str]:
    parts = {"{date}": _DATE, "{weekday}": _WEEKDAY, "{time}": _TIME, "{place}": _PLACE}
    for key, value in parts.items():
        pattern = pattern.replace(key, value)
    return re.compile(pattern, re.IGNORECASE)


def _ask(elements: Sequence[Any], url: str | None) -> str | None:
    """Return the date htmldate finds in a page made of ``elements`` alone."""
    from htmldate import find_date  # noqa: PLC0415 - for pages only
    from lxml import html  # noqa: PLC0415

    page = html.document_fromstring("<html><head></head><body></body></html>")
    for element in elements:
        part = copy.deepcopy(element)
        part.tail = None
        (page.body if element.tag not in {"meta", "link", "script"} else page.head).append(part)
    day: str | None = find_date(
        page, extensive_search=False, original_date=True, url=url, **_BOUNDS
    )
    return day


def _head(tree: Any) -> list[Any]:
    """Return the page's metadata about publication; what tells of later changes is left out."""
    metas = [meta for meta in tree.iter("meta") if _tells_publication(meta)][:_MOST_PARTS]
    data = [part for part in tree.iter("script") if part.get("type") == "application/ld+json"]
    return [*metas, *(tree.iterfind(".//link[@rel='canonical']")), *data[:_MOST_PARTS]]


def _tells_publication(meta: Any) -> bool:
    names = " ".join(meta.get(key) or "" for key in ("name", "property", "itemprop", "http-equiv"))
    return not re.search("modif|updat", names, re.IGNORECASE)


def _marked(tree: Any) -> Iterator[Any]:
    """Yield, likeliest first, up to eight elements that the page marks as its date."""
    region = tree.find(".//article")
    region = tree if region is None else region
    marked = [part for part in region.iter() if _names_date(part)]
    times = [part for part in region.iter("time") if part not in marked]
    yield from [*marked, *times][:8]


def _names_date(element: Any) -> bool:
    names = " ".join(element.get(key) or "" for key in ("itemprop", "class", "id")).lower()
    return any(name in names.replace("_", "-") for name in _DATED) or "pubdate" in element.attrib
