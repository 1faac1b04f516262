"""Time expressions of a text: TIMEX3 spans, types and values, and the same as EDTF.

A text is read in four steps:

1. words that can speak of time are looked up, and the rules of ``data/times.toml`` run around them;
2. guards drop matches that are no times ("May the truce hold"), and of overlapping ones the longest
   stays;
3. from left to right each match is read against its context: the day of publication, the date last
   spoken of, the tense of the clause. A text that mostly names years of the far past is a story,
   whose partial dates follow the date last spoken of; a report counts from its publication;
4. a value becomes EDTF where it is a day, month, year, season, week or a part of a year.

Nothing is guessed: without a date of publication "Thursday" has the value ``XXXX-WXX-4`` and no
EDTF. "From May 8 to 10" is two expressions; ``interval_of`` joins them.
"""

from __future__ import annotations

from collections.abc import Sequence

from truceline.model import Span, Timex
from truceline.resolving.timex.context import Context, Value
from truceline.resolving.timex.durations import duration_days
from truceline.resolving.timex.intervals import interval_of
from truceline.resolving.timex.scan import scan
from truceline.resolving.timex.values import day_of, edtf_of
from truceline.resolving.timex.walk import Walk, is_story, merge, rough_sentences

__all__ = ["duration_days", "edtf_of", "find_times", "interval_of"]


def find_times(
    text: str, published: str | None, sentences: Sequence[Span] = ()
) -> tuple[Timex, ...]:
    """Return the time expressions of ``text`` in reading order.

    ``published`` is the day of publication (EDTF); without it "last week" gets no EDTF.
    ``sentences`` bound the clauses whose tense decides between past and coming days.
    """
    found = scan(text)
    day = day_of(published)
    context = Context(text, day, is_story(found, day), list(sentences) or rough_sentences(text))
    values = merge(text, Walk(found, context).read())
    return tuple(Timex(span, value.type, value.value, _edtf(value)) for span, value in values)


def _edtf(value: Value) -> str | None:
    """Return the EDTF of a value that names a date, marked "~" where its day is computed."""
    found = edtf_of(value.value) if value.type in ("DATE", "TIME") else None
    return f"{found}~" if found and value.computed else found
