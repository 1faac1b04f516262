"""Whose the services of a place are: "police in Veland" are Veland's, whoever is spoken of."""

from __future__ import annotations

import re
from functools import cache

from truceline.model import Span
from truceline.resolving.cast import Cast
from truceline.resolving.habits import bare, read_habits
from truceline.resolving.names import plain
from truceline.resolving.parties import Resolution
from truceline.resolving.shapes import short_of
from truceline.resolving.where import mention_words

OF_PLACE = "the services of the place named behind them"
"""Why police and authorities are a state's: they are said to be in it."""
_NEAR = 60
"""Characters behind such a noun within which the place is named."""


def services_of(cast: Cast, span: Span) -> Resolution | None:
    """Return the state whose "authorities in the Velandic town of Orm" or "police in Veland" are.

    Those whom a name before the noun says to be of somebody ("Keth officials in Veland") are not.
    """
    words, habits = span.of(cast.text), read_habits()
    before, _, noun = bare(short_of(words)).rpartition(" ")
    if plain(noun) not in habits.local or not habits.homely.issuperset(plain(before).split()):
        return None
    end = span.start + words.rfind(noun) + len(noun)
    inside = cast.chains.within(Span(end, end + _NEAR))
    mentions = [cast.chains.mentions[i] for i in inside if cast.chains.forms[i] == "name"]
    for mention in sorted(mentions, key=lambda m: m.span):
        if _gap().fullmatch(cast.text, end, mention.span.start):
            known = cast.of_chain(mention.chain)
            if known.kind == "state" and known.party:
                return Resolution(bare(words), known.party, "state", OF_PLACE)
            return None
    return None


@cache
def _gap() -> re.Pattern[str]:
    """Return the pattern of what stands between a service and the name of its place."""
    listed = "|".join(sorted(mention_words()["within"]))
    return re.compile(rf"\s+in\s+(?:the\s+)?(?:(?:\w+ern|{listed})\s+)*(?:of\s+)?(?:the\s+)?")
