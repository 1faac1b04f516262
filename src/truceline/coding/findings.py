"""From anchors to findings: which anchors are kept, and the passage that shows each.

The network's anchors and those of the rules are merged, the unlikely ones left out, the same thing
found on neighbouring words counted once; quotations make the statements.
"""

from __future__ import annotations

from collections.abc import Iterable

from truceline.coding.confidence import Calibration
from truceline.coding.matching import apply_rules
from truceline.coding.roles import Phrases, mend
from truceline.coding.rulebook import RuleBook
from truceline.coding.statements import find_statements
from truceline.model import Anchor, Finding, Reading, Sentence, Span

SHOWN = frozenset(
    (
        "actors", "targets", "mediators", "time", "place", "about", "demand", "content", "venue",
        "conditions", "count", "killed", "injured", "duration", "losses", "start", "end",
        "monitoring",
    )
)  # fmt: skip
"""Roles that belong to the passage which shows a record; who vouches for it need not."""

NEAR = 3
"""Anchors of one kind this many words apart, or fewer, are one if they share their roles."""


def find_records(
    reading: Reading,
    rulebook: RuleBook,
    calibration: Calibration,
    least: float | None = None,
) -> tuple[Finding, ...]:
    """Return what the article reports, in reading order, undated and unresolved.

    ``least`` replaces the default cut on confidence for every kind.
    """
    phrases = Phrases(reading)
    kept = []
    for found_anchor in apply_rules(rulebook, reading):
        anchor = mend(found_anchor, phrases)
        sentence = phrases.sentence(anchor.span.start)
        if anchor.kind == "statement" or sentence is None:
            continue
        confidence = _confidence(anchor, calibration)
        cut = calibration.cut(anchor.kind) if least is None else least
        if confidence is None or confidence >= cut:
            evidence = evidence_of(anchor, sentence)
            kept.append(Finding(anchor, sentence.span, evidence, confidence))
    found = [*_once(kept, phrases), *find_statements(reading)]
    return tuple(sorted(found, key=lambda f: (f.evidence, f.anchor.span, f.anchor.kind)))


def _confidence(anchor: Anchor, calibration: Calibration) -> float | None:
    if all(made.startswith("rule:") for made in anchor.rule.split()):
        return None
    return round(calibration.confidence(anchor.kind, anchor.probability), 3)


def evidence_of(anchor: Anchor, sentence: Sentence) -> Span:
    """Return the passage from the first to the last word that fills a role in the sentence."""
    spans = [r.span for r in anchor.roles if r.name in SHOWN and sentence.span.covers(r.span)]
    spans.append(anchor.span)
    start, end = min(s.start for s in spans), max(s.end for s in spans)
    inside = [w for w in sentence.words if start <= w.span.start and w.span.end <= end]
    if len(inside) < NEAR:
        return _clause(anchor, sentence)
    return Span(start, end)


def _clause(anchor: Anchor, sentence: Sentence) -> Span:
    """Return the anchor's own words in the tree: it and all that depends on it."""
    words = sentence.words
    at = next((i for i, w in enumerate(words) if w.span.overlaps(anchor.span)), None)
    if at is None:
        return sentence.span
    below = {at}
    for _ in words:
        more = {i for i, w in enumerate(words) if w.head in below} | below
        if more == below:
            break
        below = more
    kept = [words[i] for i in sorted(below) if words[i].relation != "punct" or i > min(below)]
    while len(kept) > 1 and kept[-1].tag in (".", ",", ":"):
        kept.pop()
    return Span(kept[0].span.start, kept[-1].span.end)


def _once(findings: Iterable[Finding], phrases: Phrases) -> list[Finding]:
    """Leave out the less likely of two neighbouring anchors that tell of one thing."""
    kept: list[Finding] = []
    for finding in findings:
        rival = next((k for k in kept if _is_same(k, finding, phrases)), None)
        if rival is None:
            kept.append(finding)
        elif (finding.confidence or 1.0) > (rival.confidence or 1.0):
            kept[kept.index(rival)] = finding
    return kept


def _is_same(one: Finding, two: Finding, phrases: Phrases) -> bool:
    if one.anchor.kind != two.anchor.kind or one.sentence != two.sentence:
        return False
    sentence = phrases.sentence(one.anchor.span.start)
    low, high = sorted((one.anchor.span.start, two.anchor.span.start))
    between = sum(low < w.span.start <= high for w in sentence.words) if sentence else NEAR + 1
    return between <= NEAR and _parties(one.anchor) == _parties(two.anchor)


def _parties(anchor: Anchor) -> set[tuple[str, Span]]:
    return {(r.name, r.span) for r in anchor.roles if r.name in ("actors", "targets")}
