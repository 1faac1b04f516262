"""Who meets whom: at each of two meetings those who stand behind it, at a body's summit the body.

"They held talks with Rhun before they met with Selm": Rhun is at the talks, Selm at the meeting.
"The League summit" is one of the League, whoever else is told to attend.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from truceline.coding.phrases import Phrases, first_word
from truceline.coding.wordlists import word_lists
from truceline.model import Anchor, Role, Sentence

_WHOSE = frozenset(("compound", "nmod:poss"))
_HELD = frozenset(("nsubj", "nsubj:pass", "obj"))
_TOGETHER = frozenset(("meeting", "agreement"))
LEAST = 0.3
"""Probability from which an anchor is a meeting of its own."""
_CLAUSE = frozenset(("mark", "cc", "punct"))
"""Relations of words that part two clauses: of two anchors without one between both tell of one."""


def part_company(anchors: Sequence[Anchor], phrases: Phrases) -> list[Anchor]:
    """Return the anchors without those who are met at another one of their kind."""
    return [_own(a, anchors, phrases) if a.kind in _TOGETHER else a for a in anchors]


def of_bodies(anchor: Anchor, phrases: Phrases) -> Anchor:
    """Return a meeting with the body whose summit or conference it is among those who meet."""
    sentence = phrases.sentence(anchor.span.start) if anchor.kind == "meeting" else None
    at = first_word(anchor.span, sentence.words) if sentence else None
    if sentence is None or at is None:
        return anchor
    words = sentence.words
    names = [
        word.span
        for gathering in _gatherings(at, sentence)
        for word in words[:gathering]
        if word.head == gathering and word.relation in _WHOSE
        if phrases.is_named(word.span, ("organisation",))
        if not phrases.is_named(words[gathering].span)
    ]
    held = [r.span for r in anchor.roles if r.name in ("actors", "mediators")]
    added = [span for span in names if not any(span.overlaps(other) for other in held)]
    return anchor._replace(roles=(*anchor.roles, *(Role("actors", s, 1.0) for s in added)))


def _gatherings(at: int, sentence: Sentence) -> Iterator[int]:
    """Yield the nouns for a gathering that the word at ``at`` is, or that is held or attended."""
    words, listed = sentence.words, word_lists("people.toml")["gatherings"]
    for i, word in enumerate(words):
        held = word.head == at and word.relation in _HELD and words[at].tag.startswith("VB")
        if (i == at or held) and word.lemma.lower() in listed:
            yield i


def _own(anchor: Anchor, anchors: Sequence[Anchor], phrases: Phrases) -> Anchor:
    sentence = phrases.sentence(anchor.span.start)
    if sentence is None:
        return anchor
    own = first_word(anchor.span, sentence.words) or 0
    others = [
        first_word(a.span, sentence.words) or 0
        for a in anchors
        if a.kind == anchor.kind and a.probability >= LEAST and sentence.span.covers(a.span)
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
