"""Proposals and their answers: who proposed what is answered, and who answers what was proposed.

Reports name the two once: "Keth rejected the council's call" tells to whom the call was made, and
"It was accepted on Monday" leaves out whose it was.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import structs

from truceline.model import Actor, Article, Record, with_id
from truceline.resolving.once import share_a_side, sides

ANSWERED = "context.answered"
"""The rule id noted on a proposal or an answer of which the other tells a party."""
_WITHIN = 800
"""Characters between a proposal and its answer."""


def answered(records: Sequence[Record], article: Article) -> list[Record]:
    """Return the records with what an answer and a proposal told within it say of each other.

    "Keth rejected the council's call for a truce": the call was made to Keth, and the answer is to
    the council; who proposed is to whom the answer is.
    """
    answers = [r for r in records if r.kind == "response"]
    records = [_made_by(r, answers, article) for r in records]
    proposals = [r for r in records if r.kind == "proposal"]
    out = []
    for record in records:
        others = proposals if record.kind == "response" else answers
        if record.kind in ("proposal", "response") and not record.targets:
            two = [r for r in others if _within_one(r, record) and not share_a_side(r, record)]
            if two and two[0].actors and len({sides(r.actors) for r in two}) == 1:
                record = noted(record, article, ANSWERED, targets=two[0].actors)  # noqa: PLW2901
        out.append(record)
    return out


def _made_by(record: Record, answers: Sequence[Record], article: Article) -> Record:
    """Return a proposal that names nobody as that of whom an answer in its words is to.

    "Keth rejected an offer of talks": to whom the answer is, that one offered.
    """
    if record.kind != "proposal" or record.actors:
        return record
    first = next((r for r in answers if r.targets and touch(r, record)), None)
    if first is None:
        return record
    rest = tuple(a for a in record.targets if sides((a,)).isdisjoint(sides(first.targets)))
    return noted(record, article, ANSWERED, actors=first.targets, targets=rest)


def to_proposers(records: Sequence[Record], article: Article) -> list[Record]:
    """Return the records with who proposed last as whom an answer is to, where it names nobody.

    Likewise where the answer is towards the proposer and others, or towards somebody to whom the
    same was proposed: "Keth asked both for a truce. Velmara will observe it if the Front does."
    Where nobody is said to answer, they do to whom it was proposed: "Neither has replied."
    """
    proposals = [r for r in records if r.kind == "proposal" and r.actors]
    told = [_to_proposer(r, proposals, article) for r in records]
    return [_by_asked(r, proposals, article) for r in told]


def _by_asked(record: Record, proposals: Sequence[Record], article: Article) -> Record:
    if record.kind != "response" or record.actors or not record.targets:
        return record
    to = sides(record.targets)
    theirs = (p for p in proposals if p.targets and not to.isdisjoint(sides(p.actors)))
    last = max((p for p in theirs if _is_before(p, record)), key=start_of, default=None)
    if last is None:
        return record
    return noted(record, article, ANSWERED, actors=last.targets, targets=last.actors)


def _to_proposer(record: Record, proposals: Sequence[Record], article: Article) -> Record:
    if record.kind != "response" or not record.actors:
        return record
    others = (p for p in proposals if not share_a_side(p, record))
    last = max((p for p in others if _is_before(p, record)), key=start_of, default=None)
    if last is None:
        return record
    by, to = sides(last.actors), sides(last.targets)
    own, now = sides(record.actors), sides(record.targets)
    asked = by.isdisjoint(now) and (not now or own | now <= to)
    if by < now or (asked and not _holds(last, record)):
        return noted(record, article, ANSWERED, targets=last.actors)
    return record


def _is_before(proposal: Record, answer: Record) -> bool:
    """Tell whether an answer may be to a proposal: it is told shortly before, or in its words."""
    a, b = proposal.evidence, answer.evidence
    return a.start <= b.end and b.end - a.end < _WITHIN


def _within_one(one: Record, two: Record) -> bool:
    """Tell whether an answer's passage holds that of a proposal and more."""
    answer, proposal = (one, two) if one.kind == "response" else (two, one)
    a, b = answer.evidence, proposal.evidence
    wider = b.end - b.start < a.end - a.start
    return wider and a.start <= b.start and b.end <= a.end


def _holds(proposal: Record, answer: Record) -> bool:
    """Tell whether the words of an answer are all of a proposal's: it may be what is offered."""
    a, b = proposal.evidence, answer.evidence
    return a.start <= b.start and b.end <= a.end


def touch(one: Record, two: Record) -> bool:
    """Tell whether two records rest on some words in common."""
    a, b = one.evidence, two.evidence
    return a.start < b.end and b.start < a.end


def start_of(record: Record) -> int:
    """Return where the passage that shows a record begins."""
    return record.evidence.start


def noted(record: Record, article: Article, name: str, **fields: tuple[Actor, ...]) -> Record:
    """Return a record with parties that other records tell of, and the rule that says so."""
    rule = (*record.rule, name)
    return with_id(structs.replace(record, rule=rule, **fields), article.id)
