"""The turns of a transcript: lines that begin with who speaks ("MINISTER HARROW: We will …").

A turn runs to the next one. A text is a transcript where several lines begin so and a speaker comes
back; a single "Reuters:" or "Background:" makes none.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from truceline.model import Attribution, Span

_LABEL = re.compile(
    r"^[ \t]*(?P<who>[A-Z][\w.'’-]*(?: (?:of|for|the|de|al|[A-Z][\w.'’-]*)){0,6})[ \t]*:[ \t]+"
    r"(?=\S)",
    re.MULTILINE,
)
"""Up to seven words, the first and nearly all others with capitals, and a colon."""
_FEWEST = 3
"""Turns that make a transcript."""
_ASKING = re.compile(
    r"(?:Q|Question|Moderator|Host|Reporter|Interviewer|Journalist|Correspondent|Anchor|Operator)",
    re.IGNORECASE,
)
"""Who asks and tells nothing by itself: the words say no more than that somebody spoke."""


class Turn(NamedTuple):
    """Who speaks, and the words spoken."""

    speaker: Span
    words: Span

    def asks(self, text: str) -> bool:
        """Tell whether nobody is named who could vouch for the words."""
        return bool(_ASKING.fullmatch(self.speaker.of(text)))


def find_turns(text: str) -> tuple[Turn, ...]:
    """Return the turns of ``text`` in order; none where it is no transcript."""
    found = list(_LABEL.finditer(text))
    speakers = Counter(label["who"] for label in found)
    if len(found) < _FEWEST or max(speakers.values()) < 2:
        return ()
    ends = [*(label.start() for label in found[1:]), len(text)]
    turns = []
    for label, end in zip(found, ends, strict=True):
        words = text[label.end() : end].rstrip()
        if words:
            spoken = Span(label.end(), label.end() + len(words))
            turns.append(Turn(Span(*label.span("who")), spoken))
    return tuple(turns)


def attributed(text: str) -> tuple[Attribution, ...]:
    """Return each turn of a named speaker as what he or she says, without a cue."""
    turns = (turn for turn in find_turns(text) if not turn.asks(text))
    return tuple(Attribution(turn.speaker, None, (turn.words,)) for turn in turns)
