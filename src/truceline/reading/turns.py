"""The turns of a transcript: lines that begin with who speaks ("MINISTER HARROW: We will …").

A turn runs to the next one, the last to the end of its paragraph. A text is a transcript where
several lines begin so and a speaker comes back; "Photo: AP" and "Monday: talks" are no turns, since
nobody speaks there: who speaks says "I", "we" or "you".
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import NamedTuple

from truceline.model import Attribution, Span

_LABEL = re.compile(
    r"^[ \t\u200e\u200f]*(?P<who>[^\W\d_][^\n:]{0,59}?)[ \t]*:[ \t]+(?=\S)", re.MULTILINE
)
_BRACKETS = re.compile(r"\s*\([^()]*\)")
_SMALL = frozenset(
    ("of", "for", "the", "and", "de", "del", "di", "da", "al", "el", "bin", "van", "von")
)
_LONGEST = 7
"""Words in a label."""
_FEWEST = 3
"""Turns that make a transcript."""
_TALK = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|[Mm]e|us|[Yy]ou|[Yy]our)\b")
_QUOTED = re.compile(r"[\"“«][^\"“”«»]*[\"”»]")


class Turn(NamedTuple):
    """Who speaks, and the words spoken."""

    speaker: Span
    words: Span

    def asks(self, text: str) -> bool:
        """Tell whether nobody is named who could vouch for the words."""
        return bool(_asking().fullmatch(self.speaker.of(text)))


@cache
def _asking() -> re.Pattern[str]:
    """Return the pattern of labels that say no more than that somebody spoke."""
    path = resources.files("truceline.reading") / "data" / "quotations.toml"
    askers = "|".join(tomllib.loads(path.read_text("utf-8"))["askers"]["words"].split())
    return re.compile(rf"(?:Q\d*|(?:\w+ )?(?:{askers}))", re.IGNORECASE)


def find_turns(text: str) -> tuple[Turn, ...]:
    """Return the turns of ``text`` in order; none where it is no transcript."""
    found = tuple(_turns(text))
    speakers = Counter(turn.speaker.of(text) for turn in found)
    talking = {turn.speaker.of(text) for turn in found if _talks(turn.words.of(text))}
    kept = [t for t in found if t.asks(text) or t.speaker.of(text) in talking]
    if len(kept) < _FEWEST or not any(speakers[who] > 1 for who in talking):
        return ()
    return tuple(kept)


def _turns(text: str) -> Iterator[Turn]:
    """Yield every line's label with what follows it up to the next label."""
    labels = [label for label in _LABEL.finditer(text) if _may_be_name(label["who"])]
    for number, label in enumerate(labels):
        last = number + 1 == len(labels)
        end = text.find("\n\n", label.end()) if last else labels[number + 1].start()
        words = text[label.end() : end if end >= 0 else len(text)].rstrip()
        if words:
            spoken = Span(label.end(), label.end() + len(words))
            yield Turn(Span(*label.span("who")), spoken)


def _may_be_name(label: str) -> bool:
    """Tell whether nearly all words of a label have capitals, as those of a name and its title."""
    words = _BRACKETS.sub("", label).replace("-", " ").split()
    capital = [w[:1].isupper() or w.lower() in _SMALL for w in words]
    return 0 < len(words) <= _LONGEST and all(capital) and any(w[:1].isupper() for w in words)


def _talks(words: str) -> bool:
    return bool(_TALK.search(_QUOTED.sub("", words)))


def attributed(text: str) -> tuple[Attribution, ...]:
    """Return each turn of a named speaker as what he or she says, without a cue."""
    turns = (turn for turn in find_turns(text) if not turn.asks(text))
    return tuple(Attribution(turn.speaker, None, (turn.words,)) for turn in turns)
