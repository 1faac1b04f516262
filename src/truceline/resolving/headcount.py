"""How many people a toll names: "the driver and three guards" are four.

Each member of a list counts for its number, as one where it is a single person, or as three or more
where it is several; where a member is none of these, the first one that counts stands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from truceline.model import Number, Reading, Span, Word
from truceline.reading.nearby import touched
from truceline.resolving.numbers import NumberRange, find_numbers, parse_range

_JOINTS = frozenset((",", "CC"))
_ONE = NumberRange(1, 1)
_MORE_THAN_TWO = NumberRange(3, None)
"""How many "several" are: the codebook is silent, and the annotated tolls all say so."""
_SEVERAL = re.compile(r"\bseveral\b", re.IGNORECASE)
_ARTICLES = frozenset(("a", "an", "another"))
"""Words that, alone, are what the reader left of a single person."""
_OF_OTHERS = frozenset(("amod", "compound", "nmod:poss"))
"""Relations of a name to what it tells more of: "Ostra" of "Ostra fighters" is nobody."""
_ONESELF = frozenset(("himself", "herself"))
_YEARS = range(1900, 2100)


def headcount(span: Span, reading: Reading) -> NumberRange | None:
    """Return how many people the words at ``span`` name, ``None`` where they do not say."""
    text = reading.article.text
    at = (reading.sentences[n] for n in touched(span, reading.sentences))
    sentence = next((s.words for s in at if s.span.covers(span)), ())
    inside = touched(span, sentence)
    counts = [_count(part, sentence, text) for part in _parts(inside, sentence, text)]
    known = [count for count in counts if count is not None]
    joined = any(sentence[i].tag == "CC" for i in inside)
    if len(known) < 2 or len(known) < len(counts) or not joined:
        return known[0] if known else parse_range(span.of(text))
    low, high = _sum([count.min for count in known]), _sum([count.max for count in known])
    return NumberRange(low, high, any(count.approx for count in known))


def _sum(bounds: Sequence[Number | None]) -> Number | None:
    given = [bound for bound in bounds if bound is not None]
    return sum(given) if len(given) == len(bounds) else None


def _parts(inside: Sequence[int], words: Sequence[Word], text: str) -> list[list[int]]:
    """Return the members of a list; a joint within one number ("30 and 60") parts nothing."""
    if not inside:
        return []
    start = words[inside[0]].span.start
    whole = Span(start, words[inside[-1]].span.end).of(text)
    numbers = [Span(at.start + start, at.end + start) for at, _ in find_numbers(whole)]
    parts: list[list[int]] = [[]]
    for i in inside:
        joint = words[i].tag in _JOINTS and not any(n.covers(words[i].span) for n in numbers)
        parts = [*parts, []] if joint else [*parts[:-1], [*parts[-1], i]]
    return [part for part in parts if part and not _is_year(part, words)]


def _is_year(part: Sequence[int], words: Sequence[Word]) -> bool:
    text = words[part[0]].text
    return len(part) == 1 and text.isdecimal() and int(text) in _YEARS


def _count(part: Sequence[int], words: Sequence[Word], text: str) -> NumberRange | None:
    """Return the number of one member of a list: one for a single person."""
    said = Span(words[part[0]].span.start, words[part[-1]].span.end).of(text)
    given = parse_range(said, article_is_one=True)
    if given is None and _SEVERAL.search(said):
        return _MORE_THAN_TWO
    return given or (_ONE if said.lower() in _ARTICLES or _is_one(part, words) else None)


def _is_one(part: Sequence[int], words: Sequence[Word]) -> bool:
    """Tell whether a member is one person: a name, or a noun in the singular with its article."""
    head = words[next(i for i in part if words[i].head not in part)]
    determined = any(words[i].tag in ("DT", "PRP$", "POS") for i in part)
    named = head.tag == "NNP" and head.relation not in _OF_OTHERS
    return named or (head.tag == "NN" and determined) or head.text.lower() in _ONESELF
