"""Where an article's headline ends: words have capitals there that are no names elsewhere."""

from __future__ import annotations

from truceline.model import Reading

_LINES = 3
"""Sentences at the head of an article among which headline and deck are looked for."""
_LONGEST = 220
"""Characters that a headline has at most."""
_STOPS = ".!?…”\"'’:;)]»"


def headline_end(reading: Reading) -> int:
    """Return the offset at which headline and deck end; 0 where the article begins with its text.

    They end with the last line without a stop before the text, whose lines hold several sentences.
    """
    text, end = reading.article.text, 0
    for sentence in reading.sentences[:_LINES]:
        words = sentence.span.of(text)
        stopped = words[-1:] in _STOPS
        if len(words) > _LONGEST or (stopped and text[sentence.span.end :][:1] not in "\r\n"):
            break
        end = end if stopped else sentence.span.end
    return end
