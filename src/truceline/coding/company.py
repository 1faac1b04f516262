"""Who meets whom where a sentence tells of two meetings: each has those who stand behind it.

"They held talks with Rhun before they met with Selm": Rhun is at the talks, Selm at the meeting.
"""

from __future__ import annotations

from collections.abc import Sequence

from truceline.coding.roles import Phrases, first_word
from truceline.model import Anchor, Role, Sentence

_TOGETHER = frozenset(("meeting", "agreement"))
_LEAST = 0.3
"""Probability from which an anchor is a meeting of its own."""
_CLAUSE = frozenset(("mark", "cc", "punct"))
"""Relations of words that part two clauses: of two anchors without one between both tell of one."""


def part_company(anchors: Sequence[Anchor], phrases: Phrases) -> list[Anchor]:
    """Return the anchors without those who are met at another one of their kind."""
    return [_own(a, anchors, phrases) if a.kind in _TOGETHER else a for a in anchors]


def _own(anchor: Anchor, anchors: Sequence[Anchor], phrases: Phrases) -> Anchor:
    sentence = phrases.sentence(anchor.span.start)
    if sentence is None:
        return anchor
    own = first_word(anchor.span, sentence.words) or 0
    others = [
        first_word(a.span, sentence.words) or 0
        for a in anchors
        if a.kind == anchor.kind and a.probability >= _LEAST and sentence.span.covers(a.span)
    ]
    apart = [at for at in others if _are_apart(own, at, sentence)]
    kept = (r for r in anchor.roles if not _is_met_elsewhere(r, own, apart, sentence))
    return anchor._replace(roles=tuple(kept)) if apart else anchor


def _are_apart(one: int, two: int, sentence: Sentence) -> bool:
    between = sentence.words[min(one, two) + 1 : max(one, two)]
    return any(word.relation in _CLAUSE for word in between)


def _is_met_elsewhere(role: Role, own: int, others: list[int], sentence: Sentence) -> bool:
    """Tell whether a mention behind "with" stands nearer behind another anchor."""
    if role.name != "actors" or not sentence.span.covers(role.span):
        return False
    before = [w for w in sentence.words if w.span.end <= role.span.start]
    if not before or before[-1].text.lower() != "with":
        return False
    ahead = [at for at in (own, *others) if at < len(before)]
    return bool(ahead) and max(ahead) != own
