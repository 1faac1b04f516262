"""Datelines: the place, day and agency before a report's first words, which tell nothing of it.

With a day or an agency after a place in capitals a dateline is known wherever it stands. A place
alone ("Ostrin: ...") is one only where the text of an article begins: elsewhere a name before a
mark says who speaks.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from truceline.model import Reading, Sentence, Span
from truceline.reading.headline import headline_end

_DAY = r"(?:\d{1,2} )?[A-Z][\w.]+(?: \d{1,2}\b)?(?:,? \d{4})?"
_AGENCY = r"\([^()\n]{2,40}\)|/[A-Za-z][\w. -]{1,20}/"
_ENDS = r"(?:--|[-–—_])\s*"
_LEAD_IN = re.compile(
    r"[A-Z]{2}[A-Z '’.-]*"
    rf"(?:(?:, {_DAY})+\s*(?:(?:{_AGENCY})\s*)?|\s*(?:{_AGENCY})\s*){_ENDS}"
    rf"|[A-Z]{{2}}[A-Z '’-]*(?:, {_DAY})+\.? /[A-Za-z][\w. -]{{1,20}}/\.?\s*(?:{_ENDS})?"
    r"|[A-Z]{2}[A-Z '’-]*, [A-Z][a-z]+\.? \d{1,2}: "
    rf"|[A-Z][a-z]{{2,8}}\.? \d{{1,2}}, \d{{4}} \([^()\n]{{2,40}}\)\s*{_ENDS}"
)
"""With a day or an agency; a colon only right behind a day."""
_WORD = r"[A-Z][\w.]*(?:['’-]\w+)*"
_OPENING = re.compile(
    rf"(?!The |An? ){_WORD}(?: (?:(?:de|del|al|la|el) )?{_WORD}){{0,2}}"
    rf"(?: ?/ ?{_WORD}| and {_WORD})?(?:, {_DAY}){{0,3}}\s*(?:(?:{_AGENCY})\s*)?"
    r"(?:(?:--|[–—_])\s*|(?:-|(?P<colon>:))\s+)(?=[\"“‘'(]?[A-Z0-9])"
)
"""A few words with capitals before a mark and a new beginning."""
_LONGEST = 80
_LINES = 4
"""Sentences at the head of an article among which the one that opens the text is looked for."""


def dateline_end(text: str) -> int:
    """Return how many characters of a dateline ``text`` begins with, its dash included; 0 if none.

    Such as "OSTRIN, Sept. 4 (Harbour Wire) -- "; a date or an agency must follow the place.
    """
    found = _LEAD_IN.match(text)
    return found.end() if found else 0


def datelines(reading: Reading) -> Callable[[Sentence], int]:
    """Return what tells where the dateline ends with which a sentence of ``reading`` begins.

    That is the sentence's own start where it begins with none.
    """
    text, opening = reading.article.text, opening_dateline(reading)

    def ends(sentence: Sentence) -> int:
        start = sentence.span.start
        end = start + dateline_end(text[start : min(start + _LONGEST, sentence.span.end)])
        return max(end, opening.end) if start == opening.start else end

    return ends


def opening_dateline(reading: Reading) -> Span:
    """Return the dateline with which the text of an article opens, empty where it has none.

    A name before a colon must be that of a place, and none may be a person's.
    """
    text, headline = reading.article.text, headline_end(reading)
    opening = (s.span for s in reading.sentences[:_LINES] if s.span.start >= headline)
    start, end = next(opening, Span(0, 0))
    found = _OPENING.match(text, start, min(end, start + _LONGEST))
    if found is None:
        return Span(start, start)
    named = next((e.type for e in reading.entities if e.span.start == start), "")
    speaks = named != "place" if found["colon"] else named == "person"
    return Span(start, start if speaks else found.end())
