"""TIMEX3 values as EDTF."""

from __future__ import annotations

import re
from datetime import date

from truceline.resolving import edtf

_SEASONS = {"SP": "21", "SU": "22", "FA": "23", "WI": "24"}


def edtf_of(value: str) -> str | None:
    """Return a TIMEX3 value as EDTF of Level 0 or 1, ``None`` where it is no date.

    Weeks, weekends, quarters and halves become intervals, decades "199X", times their day.
    """
    value = re.sub(r"(?<=-\d\d)T.*$|(?<=-XX)T.*$", "", value)
    value = re.sub(r"(?:-XX)+$", "", value)
    if match := re.fullmatch(r"BC(\d{4})((?:-\d\d){0,2})", value):
        return f"-{int(match[1]) - 1:04d}{match[2]}" if int(match[1]) > 1 else f"0000{match[2]}"
    if match := re.fullmatch(r"(\d{4})-(SP|SU|FA|WI)", value):
        return f"{match[1]}-{_SEASONS[match[2]]}"
    if match := re.fullmatch(r"(\d{4})-W(\d\d)(-WE)?", value):
        return edtf.week(int(match[1]), int(match[2]), first=6 if match[3] else 1)
    if match := re.fullmatch(r"(\d{4})-([QH])(\d)", value):
        length = 3 if match[2] == "Q" else 6
        last = int(match[3]) * length
        return f"{match[1]}-{last - length + 1:02d}/{match[1]}-{last:02d}"
    if re.fullmatch(r"\d{2,3}", value):
        return value.ljust(4, "X")
    return value if re.fullmatch(r"\d{4}(?:-\d\d){0,2}", value) and edtf.valid(value) else None


def day_of(words: str | None) -> date | None:
    """Return the day of publication, ``None`` where it is unknown or no full day."""
    try:
        return date.fromisoformat(words[:10]) if words else None
    except ValueError:
        return None
