"""Who speaks in a document: "the statement" is of those who are told to have issued one."""

from __future__ import annotations

import re
from functools import lru_cache

from truceline.model import Span
from truceline.resolving.cast import Cast
from truceline.resolving.habits import read_habits
from truceline.resolving.lands import ENDS
from truceline.resolving.parties import Resolution
from truceline.resolving.shapes import shape_of

ISSUER = "who issued it"
"""Why somebody is meant by a document."""
_BACK = 1500
"""Characters before a document in which its issuer is looked for."""
_MOST = 8
"""Mentions of documents that are looked at for one, the nearest first."""
_SUBJECT = 90
"""Characters before a verb of issuing in which its subject stands."""
_AHEAD = 40
"""Characters between a document and the comma before its issuer: "in a statement on Friday, X"."""
_ACTS = 3
"""The weight of a mention that is the subject of a verb."""
_PART = re.compile(r"\s+of\b")


@lru_cache(maxsize=64)
def _issuing(noun: str) -> re.Pattern[str]:
    """Return a pattern for whose a document with this noun is."""
    few, issued = r"(?:[\w-]+\s+){0,2}", "|".join(sorted(read_habits().issued))
    own = "by|from|of" if noun in read_habits().letters else "by"
    return re.compile(
        rf"(?P<by>\b(?:{issued}|said\s+in|saying\s+in)\s+(?:an?|the\s+following|the)\s+{few}{noun}\b"
        rf"(?!\s+(?:by|from)\b))"
        rf"|(?P<owner>['’]s?\s+{few}{noun}\b)"
        rf"|(?P<ahead>\b[Ii]n\s+an?\s+{few}{noun}\b[^.;:,\n]{{0,{_AHEAD}}},\s+(?:the\s+)?)"
        rf"|(?P<of>\b{noun}\s+(?:(?:{issued})\s+)?(?:{own})\s+(?:the\s+)?)"
    )


def issuer_of(cast: Cast, span: Span) -> Resolution | None:
    """Return who issued what ``span`` speaks of, where the article has told it before.

    "The police statement" says itself whose it is.
    """
    words = span.of(cast.text)
    noun = shape_of(words)[1]
    if noun not in read_habits().papers or not read_habits().paper.fullmatch(words):
        return None
    before = list(_issuing(noun).finditer(cast.text, max(0, span.start - _BACK), span.start))
    for told in before[: -_MOST - 1 : -1]:
        index = _told_by(cast, told)
        known = None if index is None else _whole(cast, index)
        if known is not None and (known.party or known.kind == "person"):
            return known._replace(reason=ISSUER)
    return None


def _whole(cast: Cast, index: int) -> Resolution | None:
    """Return who a mention is by the longer name that it is a part of; nobody by a mere part."""
    mention = cast.chains.mentions[index]
    longer = [known for place, known in cast.known_near(mention.span) if place.covers(mention.span)]
    if longer:
        return longer[0]
    known = cast.of_chain(mention.chain)
    start = mention.span.start
    ahead = cast.text[max(0, start - _SUBJECT) : start].split()[-1:]
    cut = ahead and ahead[0][:1].isupper()
    part = cut or _PART.match(cast.text, mention.span.end)
    return None if part and known.kind == "unknown" else known


def _told_by(cast: Cast, told: re.Match[str]) -> int | None:
    """Return the mention whose document it is: the verb's subject, before the 's, behind "by"."""
    mentions = cast.chains.mentions
    if told["of"] or told["ahead"]:
        after = cast.chains.within(Span(told.end(), told.end() + 1))
        return next((i for i in after if mentions[i].span.start == told.end()), None)
    reach = Span(max(0, told.start() - _SUBJECT), told.start())
    ahead = [i for i in cast.chains.within(reach) if mentions[i].span.end <= told.start()]
    if told["owner"]:
        return next((i for i in ahead if mentions[i].span.end == told.start()), None)
    near = [
        i
        for i in ahead
        if cast.chains.forms[i] != "noun"
        and not ENDS.search(cast.text, mentions[i].span.end, told.start())
    ]
    acting = [i for i in near if cast.chains.weights[i] >= _ACTS] or near
    two = [mentions[i].span for i in acting[-2:]]
    joint = len(two) > 1 and cast.text[two[0].end : two[1].start].strip() == "and"
    return acting[-1] if acting and not joint else None
