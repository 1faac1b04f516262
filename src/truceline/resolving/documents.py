"""Who speaks in a document: "the statement" is of those who are told to have issued one."""

from __future__ import annotations

import re
from functools import lru_cache

from truceline.model import Span
from truceline.resolving.cast import Cast
from truceline.resolving.habits import read_habits
from truceline.resolving.parties import Resolution
from truceline.resolving.shapes import shape_of

ISSUER = "who issued it"
"""Why somebody is meant by a document."""
_BACK = 1500
"""Characters before a document in which its issuer is looked for."""
_SUBJECT = 90
"""Characters before a verb of issuing in which its subject stands."""
_STOP = re.compile(r"[.!?]['\"”’]?\s|\n")


@lru_cache(maxsize=64)
def _issuing(noun: str) -> re.Pattern[str]:
    """Return a pattern for whose a document with this noun is."""
    few, issued = r"(?:[\w-]+\s+){0,2}", "|".join(sorted(read_habits().issued))
    return re.compile(
        rf"(?P<by>\b(?:{issued}|said\s+in|saying\s+in)\s+(?:an?|the\s+following|the)\s+{few}{noun}\b)"
        rf"|(?P<owner>['’]s?\s+{few}{noun}\b)"
        rf"|(?P<of>\b{noun}\s+(?:(?:{issued})\s+)?(?:by|from|of)\s+(?:the\s+)?)"
    )


def issuer_of(cast: Cast, span: Span) -> Resolution | None:
    """Return who issued what ``span`` speaks of, where the article has told it before."""
    form, noun, first = shape_of(span.of(cast.text))
    if form != "noun" or first not in ("the", "this", "that") or noun not in read_habits().papers:
        return None
    before = _issuing(noun).finditer(cast.text, max(0, span.start - _BACK), span.start)
    for told in reversed(list(before)):
        index = _told_by(cast, told)
        known = None if index is None else cast.of_chain(cast.chains.mentions[index].chain)
        if known is not None and (known.party or known.kind == "person"):
            return known._replace(reason=ISSUER)
    return None


def _told_by(cast: Cast, told: re.Match[str]) -> int | None:
    """Return the mention whose document it is: before the verb or the 's, or behind "of"."""
    mentions = cast.chains.mentions
    if told["of"]:
        after = cast.chains.within(Span(told.end(), told.end() + 1))
        return next((i for i in after if mentions[i].span.start == told.end()), None)
    reach = Span(max(0, told.start() - _SUBJECT), told.start())
    ahead = [i for i in cast.chains.within(reach) if mentions[i].span.end <= told.start()]
    if told["owner"]:
        return next((i for i in ahead if mentions[i].span.end == told.start()), None)
    near = (i for i in ahead if not _STOP.search(cast.text, mentions[i].span.end, told.start()))
    return next((i for i in near if cast.chains.forms[i] != "noun"), None)
