"""What the words around a match must be like for it to be a time expression at all."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from truceline.resolving.timex.lexicon import any_listed, compiled

Guard = Callable[[str, "re.Match[str]"], bool]

_BEFORE = 48
"""How many characters before a match a guard looks at."""
_MONTH_LEADS = re.compile(
    r"\b(?:in|since|until|till|during|early|late|mid|last|next|this|by|through|throughout|before"
    r"|after|of|from|between|previous|following|same|around|for|on|and|to|or)[\s-]+(?:the\s+)?$",
    re.IGNORECASE,
)
_YEAR_LEADS = re.compile(
    r"\b(?:in|of|by|since|from|until|till|to|and|before|after|the)\s+$", re.IGNORECASE
)


def _before(text: str, match: re.Match[str]) -> str:
    """Return the words just before a match."""
    return text[max(0, match.start() - _BEFORE) : match.start()]


def _month(text: str, match: re.Match[str]) -> bool:
    """Tell whether a bare month name is a month and no verb, name or march."""
    month = match["month"]
    led = match.start("month") > match.start() or bool(_MONTH_LEADS.search(_before(text, match)))
    after = text[match.end() : match.end() + 24]
    if month in ("May", "March"):
        return led and not re.match(r"\s+(?:have|not|be|well|for|on|to)\b|\s+[A-Z]", after)
    if month in ("April", "June", "August"):
        return led or not re.match(r"\s+[A-Z][a-z]", after)
    return led or not _body_behind().match(after)


@cache
def _body_behind() -> re.Pattern[str]:
    """Return the pattern of what behind a month is a body named after it: "July Dawn Movement"."""
    return re.compile(rf"\s+[A-Z][a-z]+\s+{any_listed('dated_bodies')}")


@cache
def _of_season() -> re.Pattern[str]:
    """Return the pattern of what behind a season is but named by it: "winter coat"."""
    return re.compile(rf"\s+{any_listed('of_season')}\b", re.IGNORECASE)


@cache
def _named_before() -> re.Pattern[str]:
    """Return the pattern of a word before a number that makes it a name or an amount."""
    return re.compile(rf"(?<![\w]){any_listed('named')}\s+$")


def _calendar(text: str, match: re.Match[str]) -> bool:
    """Tell whether a bare year is a year: no name, amount or number without a preposition."""
    groups = match.groupdict()
    if not groups.get("bareyear"):
        return True
    start = match.start("bareyear")
    before = text[max(0, start - 24) : start]
    named = _named_before().search(before)
    if named and named[0].strip().lower() in ("to", "over", "about", "only"):
        return bool(re.search(r"\b\d{4}\s+to\s+$|\b(?:early|late)\s+to\s+$", before)) or (
            named[0].strip().lower() == "about" and int(groups["bareyear"] or 0) > 1700
        )
    if named:
        return False
    after = text[match.end() : match.end() + 8]
    if 1900 <= int(groups["bareyear"] or 0) < 2100 or _YEAR_LEADS.search(before):
        return True
    return (
        before[-1:] in ("", "(", "-", "–") or re.match(r"[-–)]|\.\s|\s+[A-Z]|$", after) is not None
    )


@cache
def _dated_before() -> re.Pattern[str]:
    """Return the pattern of a date whose list of days a further day can continue."""
    day = r"[0-3]?\d(?:st|nd|rd|th)?"
    link = r"(?:,? (?:and|to|or|until|through|till) (?:the )?|-|–|—|/| - | – |, )"
    month = r"(?:<monthname>|<monthshort>\.?)"
    pattern = compiled(rf"{month} {day}(?:{link}{day}){{0,3}}{link}").pattern
    return re.compile(pattern.removesuffix(r"(?!\w)") + "$", re.IGNORECASE)


def _following_day(text: str, match: re.Match[str]) -> bool:
    """Tell whether a bare number goes on a list of days ("May 8 to 10")."""
    return int(match["day"]) > 0 and bool(_dated_before().search(_before(text, match)))


def _short_year(text: str, match: re.Match[str]) -> bool:
    """Tell whether two digits after a dash end a span of years ("1995-96")."""
    before = re.search(r"(?<![\d-])(1[5-9]\d\d|20\d\d)[-–/]$", _before(text, match))
    return bool(before) and int(match["short"]) > int(before[1][2:]) if before else False


def _season(text: str, match: re.Match[str]) -> bool:
    """Tell whether "fall" and "spring" are seasons and no verbs."""
    season = match["season"].lower()
    if match["year"] or match.groupdict().get("yearref") or match.groupdict().get("relative"):
        return True
    before, after = _before(text, match), text[match.end() : match.end() + 16]
    name = match["season"][0].isupper() and re.search(r"[A-Z][a-z]+\s+$", before)
    if name and not re.match(r"\s+[A-Z]", after):
        return False
    led = bool(re.search(r"\b(?:in|by|during|since|until|of|that|through)\s+$", before))
    if season == "fall":
        return (
            led and bool(match["lead"]) and not re.match(r"\s+(?:of|in|from|to|on|under)\b", after)
        )
    if season == "spring":
        return led and not re.match(r"\s+(?:of|to|from|water|up)\b", after)
    return not _of_season().match(after)


def _unit_is_second(text: str, match: re.Match[str]) -> bool:
    """Tell whether "second" counts time: "five seconds", never "one second truce"."""
    groups = match.groupdict()
    if match["unit"].lower() == "second":
        return bool(groups.get("plural")) or text[match.start("unit") - 1] == "-"
    return True


def _duration(text: str, match: re.Match[str]) -> bool:
    """Tell whether a counted unit is a length of time, and not a rank or the start of another."""
    if not _unit_is_second(text, match):
        return False
    after = text[match.end() : match.end() + 12]
    if match["one"] and (
        re.match(r"[- ]to[- ]", after) or re.search(r"[- ]long$", match[0], re.IGNORECASE)
    ):
        return False
    one = (match["one"] or "").lower()
    return match["unit"].lower() != "quarter" or one == "one"


def _part_of(text: str, match: re.Match[str]) -> bool:
    """Tell whether a part of the day stands for one: "the night of", "one night"."""
    lead = match["lead"].strip().lower()
    before = _before(text, match)
    if lead in ("", "early", "late"):
        return bool(re.search(r"\b(?:on|by|until|since|from)\s+$", before)) and bool(
            re.match(r"\s+(?:of|on)\s", text[match.end() : match.end() + 5])
        )
    return True


GUARDS: dict[str, Guard] = {
    "month_alone": _month,
    "calendar": _calendar,
    "following_day": _following_day,
    "short_year": _short_year,
    "season": _season,
    "duration": _duration,
    "offset": _unit_is_second,
    "part_of": _part_of,
}
"""The guard of each reader that has one."""
