"""How well records fit a reference set, and how well two coders agree.

*found*: the two are one finding (see ``matching``). *exact*: found, and acting parties, target
parties and modality are the same. Each record counts once; F1 is over all records together.
*slots*: of the found pairs in which either side fills a slot, the share in which both agree.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

from truceline import codebook
from truceline.measure.coded import Coded, Coding
from truceline.measure.matching import SLOTS, Sides, is_exact, look_up, pair, slot_value
from truceline.model import Noun

CLOSED = ("modality", "subject", "verdict", "polarity", "mode", "phase", "type", "means", "plover")
"""Slots with a closed list of values, for which chance agreement can be told."""


class Rate(Noun, frozen=True, kw_only=True):
    """Precision, recall and their harmonic mean, with the numbers behind them."""

    precision: float
    recall: float
    f1: float
    reference: int
    predicted: int


class KindScore(Noun, frozen=True, kw_only=True):
    """Found and exact records of one kind."""

    found: Rate
    exact: Rate


class SlotScore(Noun, frozen=True, kw_only=True):
    """Share of pairs that agree on a slot, of those in which either fills it."""

    same: float
    pairs: int


class Miss(Noun, frozen=True, kw_only=True):
    """A record that only one side has."""

    why: Literal["missed", "spurious"]
    doc: str
    record: Coded


class Score(Noun, frozen=True, kw_only=True):
    """The whole comparison of predicted with reference records."""

    articles: int
    found: Rate
    exact: Rate
    kinds: dict[str, KindScore]
    slots: dict[str, SlotScore]
    misses: tuple[Miss, ...]
    """Missed records, then spurious ones, article by article."""


class Agreement(Noun, frozen=True, kw_only=True):
    """How two coders agree: F1 has no reference side, so it is the same both ways."""

    articles: int
    found_f1: float
    exact_f1: float
    kinds: dict[str, float]
    """Found F1 by kind."""
    slots: dict[str, SlotScore]
    kappa: dict[str, float]
    """Cohen's kappa over the found pairs in which both fill the slot, closed slots only."""


class Compared(NamedTuple):
    """One article compared: both sides' records and the pairs among them."""

    doc: str
    reference: list[Sides]
    predicted: list[Sides]
    pairs: list[tuple[int, int]]

    def matched(self) -> list[tuple[Sides, Sides]]:
        """Return the found pairs as records."""
        return [(self.reference[i], self.predicted[j]) for i, j in self.pairs]


def score(reference: Coding, predicted: Coding, texts: Mapping[str, str]) -> Score:
    """Compare ``predicted`` with ``reference`` over the articles of the reference.

    ``texts`` holds the articles by name; it is asked only for evidence without offsets.
    """
    compared = _compare(reference, predicted, texts)
    counts = _counts(compared)
    kinds = {kind: _kind_score(c) for kind in codebook.load().kinds if (c := counts.get(kind))}
    total: Counter[str] = sum(counts.values(), Counter())
    whole = _kind_score(total)
    return Score(
        articles=len(compared), found=whole.found, exact=whole.exact, kinds=kinds,
        slots=_slot_scores([pair for c in compared for pair in c.matched()]),
        misses=tuple(miss for c in compared for miss in _misses(c)),
    )  # fmt: skip


def agreement(a: Coding, b: Coding, texts: Mapping[str, str]) -> Agreement:
    """Compare two coders over the articles that both have coded."""
    common = {doc: records for doc, records in a.items() if doc in b}
    both = score(common, b, texts)
    pairs = [pair for c in _compare(common, b, texts) for pair in c.matched()]
    return Agreement(
        articles=both.articles, found_f1=both.found.f1, exact_f1=both.exact.f1,
        kinds={kind: result.found.f1 for kind, result in both.kinds.items()},
        slots=both.slots,
        kappa={slot: k for slot in CLOSED if (k := _kappa(_values(pairs, slot))) is not None},
    )  # fmt: skip


def cohens_kappa(pairs: Sequence[tuple[object, object]]) -> float | None:
    """Return Cohen's kappa of paired values; ``None`` where chance alone would agree on all."""
    if not pairs:
        return None
    observed = sum(a == b for a, b in pairs) / len(pairs)
    ones, others = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    expected = sum(n * others[value] for value, n in ones.items()) / len(pairs) ** 2
    return None if expected == 1 else (observed - expected) / (1 - expected)


def _compare(reference: Coding, predicted: Coding, texts: Mapping[str, str]) -> list[Compared]:
    compared = []
    for doc, records in reference.items():
        ones = look_up(_known(records), texts, doc)
        others = look_up(_known(predicted.get(doc, ())), texts, doc)
        compared.append(Compared(doc, ones, others, pair(ones, others)))
    return compared


def _known(records: Iterable[Coded]) -> list[Coded]:
    """Leave out records of a kind that the codebook does not have."""
    return [record for record in records if record.kind in codebook.load().kinds]


def _counts(compared: Iterable[Compared]) -> dict[str, Counter[str]]:
    """Count by kind what there is on either side, what is found and what is exact."""
    counts: dict[str, Counter[str]] = {}

    def count(sides: Sides, what: str) -> None:
        counts.setdefault(sides.record.kind, Counter())[what] += 1

    for article in compared:
        for sides in article.reference:
            count(sides, "reference")
        for sides in article.predicted:
            count(sides, "predicted")
        for one, other in article.matched():
            count(one, "found")
            if is_exact(one, other):
                count(one, "exact")
    return counts


def _kind_score(counts: Counter[str]) -> KindScore:
    sizes = counts["reference"], counts["predicted"]
    return KindScore(found=_rate(counts["found"], *sizes), exact=_rate(counts["exact"], *sizes))


def _rate(right: int, reference: int, predicted: int) -> Rate:
    precision = right / predicted if predicted else 0.0
    recall = right / reference if reference else 0.0
    f1 = 2 * precision * recall / (precision + recall) if right else 0.0
    return Rate(
        precision=round(precision, 4), recall=round(recall, 4), f1=round(f1, 4),
        reference=reference, predicted=predicted,
    )  # fmt: skip


def _values(pairs: Iterable[tuple[Sides, Sides]], slot: str) -> list[tuple[object, object]]:
    return [(slot_value(a.record, slot), slot_value(b.record, slot)) for a, b in pairs]


def _slot_scores(pairs: Sequence[tuple[Sides, Sides]]) -> dict[str, SlotScore]:
    scores = {}
    for slot in SLOTS:
        filled = [(a, b) for a, b in _values(pairs, slot) if a is not None or b is not None]
        if filled:
            same = sum(a == b for a, b in filled) / len(filled)
            scores[slot] = SlotScore(same=round(same, 3), pairs=len(filled))
    return scores


def _kappa(values: Iterable[tuple[object, object]]) -> float | None:
    kappa = cohens_kappa([(a, b) for a, b in values if a is not None and b is not None])
    return None if kappa is None else round(kappa, 4)


def _misses(article: Compared) -> Iterable[Miss]:
    found, used = {i for i, _ in article.pairs}, {j for _, j in article.pairs}
    for i, sides in enumerate(article.reference):
        if i not in found:
            yield Miss(why="missed", doc=article.doc, record=sides.record)
    for j, sides in enumerate(article.predicted):
        if j not in used:
            yield Miss(why="spurious", doc=article.doc, record=sides.record)
