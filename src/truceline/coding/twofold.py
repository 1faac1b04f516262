"""An offer of two things is two, and so is the answer to it: "rejected a truce or a summit".

Things are told apart by the subject that the vocabulary gives them, and joined by the tree or by
standing side by side in a list.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from truceline.coding.phrases import Phrases
from truceline.coding.vocabulary import Lexicon
from truceline.model import Anchor, Finding, Role, Sentence, Span, Word

_KINDS = frozenset(("proposal", "response"))
"""Kinds of which the codebook has one record for each thing offered."""
_TERMS = frozenset(("duration", "conditions", "venue", "start", "end", "monitoring"))
"""Roles that belong to one thing alone; when and where it was offered go for all."""
LEAST = 0.3
"""Probability from which what an offer or an answer is about has terms of its own."""
_LINKS = frozenset(("cc", "punct", "case", "det"))
"""Relations of words before a thing that link it to the one before."""

_JOINTS = frozenset((",", "CC"))
_BEFORE = frozenset(("DT", "PRP$", "JJ", "CD", "NN", "HYPH"))


class _Thing(NamedTuple):
    """The index of the word that names a thing, and its subject."""

    at: int
    subject: str


def own_terms(anchors: Sequence[Anchor], phrases: Phrases) -> list[Anchor]:
    """Return the anchors without a duration in what another one of the sentence is about.

    "It rejected the call for a ten-day truce and suggested talks": ten days are of the truce. When
    it starts and where stands outside the words for it too often to be judged so.
    """
    within: dict[Span | None, list[Anchor]] = {}
    for anchor in anchors:
        sentence = phrases.sentence(anchor.span.start)
        within.setdefault(sentence.span if sentence else None, []).append(anchor)
    return [_own(anchor, among) for among in within.values() for anchor in among]


def _own(anchor: Anchor, among: Sequence[Anchor]) -> Anchor:
    if anchor.kind not in _KINDS:
        return anchor
    sure = (a for a in among if a is not anchor and a.kind in _KINDS and a.probability >= LEAST)
    others = [span for a in sure for span in _things(a)]
    kept = (r for r in anchor.roles if not _is_of_another(r, _things(anchor), others))
    return anchor._replace(roles=tuple(kept))


def _things(anchor: Anchor) -> list[Span]:
    return [role.span for role in anchor.roles if role.name == "about"]


def _is_of_another(role: Role, own: Sequence[Span], others: Sequence[Span]) -> bool:
    if role.name != "duration" or not own:
        return False
    return _covered(role.span, others) and not _covered(role.span, own)


def _covered(span: Span, by: Sequence[Span]) -> bool:
    return any(one.covers(span) for one in by)


def each_thing(finding: Finding, sentence: Sentence, subjects: Lexicon) -> tuple[Finding, ...]:
    """Return a finding for each of the things that an offer or an answer is about.

    ``subjects`` maps phrases to the subject they name. Each has the words and the terms of its own
    thing; where one thing alone is named, the finding is as it was.
    """
    anchor = finding.anchor
    about = [r for r in anchor.roles if r.name == "about" and sentence.span.covers(r.span)]
    if anchor.kind not in _KINDS or len(about) != 1:
        return (finding,)
    things = _joined(_named(about[0].span, sentence.words, subjects), sentence.words)
    if len(things) < 2:
        return (finding,)
    parts = _parts(about[0].span, things, sentence.words)
    return tuple(
        finding._replace(anchor=_only(anchor, thing, part, parts))
        for thing, part in zip(things, parts, strict=True)
    )


def _named(span: Span, words: Sequence[Word], subjects: Lexicon) -> list[_Thing]:
    """Return the things that the words of ``span`` name, longest phrases first."""
    inside = [i for i, w in enumerate(words) if span.covers(w.span)]
    lower = [words[i].text.lower() for i in inside]
    longest = max(map(len, subjects.phrases), default=0)
    found, at = [], 0
    while at < len(inside):
        for length in range(min(longest, len(inside) - at), 0, -1):
            subject = subjects.phrases.get(tuple(lower[at : at + length]))
            if subject is not None:
                found.append(_Thing(inside[at + length - 1], subject))
                at += length - 1
                break
        at += 1
    return found


def _joined(things: Sequence[_Thing], words: Sequence[Word]) -> list[_Thing]:
    """Return the first thing and those of other subjects that are joined to it."""
    kept = list(things[:1])
    for thing in things[1:]:
        word = words[thing.at]
        joined = word.relation == "conj" and any(word.head == other.at for other in kept)
        joined = joined or _is_list(words[kept[-1].at + 1 : thing.at])
        if joined and all(thing.subject != other.subject for other in kept):
            kept.append(thing)
    return kept


def _is_list(between: Sequence[Word]) -> bool:
    """Tell whether only a comma or an "and" stands there, and what describes the next thing."""
    tags = {word.tag for word in between}
    return bool(tags & _JOINTS) and tags <= _JOINTS | _BEFORE


def _parts(span: Span, things: Sequence[_Thing], words: Sequence[Word]) -> list[Span]:
    """Return the stretch of ``span`` that each thing has: up to what links the next one to it."""
    parts, start = [], span.start
    for one, two in pairwise(things):
        end = next(
            i for i in range(one.at, two.at) if words[i + 1].head == two.at or i + 1 == two.at
        )
        parts.append(Span(start, words[end].span.end))
        opening = end + 1
        while opening < two.at and words[opening].relation in _LINKS:
            opening += 1
        start = words[opening].span.start
    return [*parts, Span(start, span.end)]


def _only(anchor: Anchor, thing: _Thing, part: Span, parts: Sequence[Span]) -> Anchor:
    """Return ``anchor`` about one of its things, without the terms of the others."""
    others = [p for p in parts if p != part]
    roles = [
        role.at(part) if role.name == "about" else role
        for role in anchor.roles
        if not _is_of(role, others)
    ]
    values = anchor.values | {"subject": (thing.subject, 1.0)}
    return anchor._replace(roles=tuple(roles), values=values)


def _is_of(role: Role, parts: Sequence[Span]) -> bool:
    return role.name in _TERMS and any(part.covers(role.span) for part in parts)
