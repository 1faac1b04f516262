"""What an epoch reads: units by the shares of their corpora, cut into windows, in batches.

Beside a fast processor one process cannot cut and pad windows fast enough; ``Feed`` has others do
it ahead. The same seed gives the same batches, however many processes make them.
"""

from __future__ import annotations

import pickle
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from torch.utils.data import DataLoader, Dataset

from truceline.reading.subwords import SubWords
from truceline.reading.training.corpora import Unit
from truceline.reading.training.swaps import blur, hide_words, swapped
from truceline.reading.training.vocabulary import Vocabulary
from truceline.reading.training.windows import (
    Batch,
    Window,
    batches,
    case_noise,
    collate,
    cut,
    window,
)

SHARES = {
    "ewt": 1.0,
    "gum": 1.0,
    "gmb": 0.3,
    "wikigold": 1.0,
    "re3d": 1.5,
    "records": 1.5,
    "long": 1.5,
    "written": 2.0,
    "attributions": 2.0,
    "own": 2.0,
    "off_topic": 1.0,
    "coded": 1.0,
    "second": 1.0,
    "decided": 1.5,
    "decided_long": 3.0,
    "talks": 0.0,
    "linked": 2.0,
    "news": 2.0,
    "untold": 0.0,
}
"""How often an epoch reads each corpus; a fraction reads a random part."""

SWAPPED = frozenset(SHARES) - {"ewt", "gum", "wikigold"}
"""Corpora whose names and numbers are swapped, and some words hidden: few reports, read often."""

BUDGETS = (50, 100, 160, 220, 350)
"""Sub-words of a window: short ones for variety, long ones to see what was said before."""

JOB = 400
"""Units that a process beside this one cuts at a time."""


@dataclass(frozen=True)
class Plan:
    """How epochs are read."""

    shares: dict[str, float]
    batch: int
    """Padded sub-words of a batch."""
    seed: int
    epochs: int
    blurred: float = 0.0
    """Share of the windows with some words replaced by like ones, which only teachers tell of."""
    like: Any = field(default=None, repr=False)
    """Like sub-words of each sub-word, [sub-word, choice] (``swaps.words_like``)."""


Pick = tuple[str, Unit]


def picks(
    corpora: dict[str, list[Unit]], shares: dict[str, float], rng: random.Random
) -> list[Pick]:
    """Return an epoch's units with the names of their corpora, in random order."""
    found: list[Pick] = []
    for name, units in sorted(corpora.items()):
        share = shares[name]
        chosen = units * int(share) + rng.sample(units, round(len(units) * (share % 1)))
        found += [(name, unit) for unit in chosen]
    rng.shuffle(found)
    return found


def windows_of(
    found: list[Pick], subwords: SubWords, rng: random.Random, plan: Plan
) -> list[Window]:
    """Return windows of the units, cut at random sizes, some of them under other names."""
    out = []
    for name, whole in found:
        unit = swapped(whole, rng) if name in SWAPPED and rng.random() < 0.5 else whole
        for run in cut(unit, subwords, rng.choice(BUDGETS)):
            item = window(unit, run, subwords, limit=400)
            if rng.random() < 0.05:
                case_noise(item, rng)
            if name in SWAPPED:
                hide_words(item, 0.04, rng)
            if rng.random() < plan.blurred:
                blur(item, plan.like, rng)
            if item.first:
                out.append(item)
    return out


class _Jobs(Dataset[bytes]):
    """The batches of every job of every epoch, in order."""

    def __init__(self, feed: Feed) -> None:
        self._feed = feed

    def __len__(self) -> int:
        return self._feed.jobs * self._feed.plan.epochs

    def __getitem__(self, number: int) -> bytes:
        groups = self._feed.job(*divmod(number, self._feed.jobs))
        return pickle.dumps([batch.bare() for batch in groups])


class Feed:
    """The batches of a training, an epoch after the other."""

    def __init__(
        self,
        corpora: dict[str, list[Unit]],
        subwords: SubWords,
        vocabulary: Vocabulary,
        plan: Plan,
    ) -> None:
        self.plan = plan
        self._corpora, self._subwords, self._vocabulary = corpora, subwords, vocabulary
        self._picks: tuple[int, list[Pick]] = (-1, [])
        self.jobs = -(-len(self._epoch(0)) // JOB)
        """Jobs of an epoch."""

    def _epoch(self, epoch: int) -> list[Pick]:
        if self._picks[0] != epoch:
            rng = random.Random(self.plan.seed * 1000 + epoch)
            self._picks = epoch, picks(self._corpora, self.plan.shares, rng)
        return self._picks[1]

    def job(self, epoch: int, number: int) -> list[Batch]:
        """Return the batches of a job of an epoch."""
        part = self._epoch(epoch)[number * JOB : (number + 1) * JOB]
        rng = random.Random((self.plan.seed * 1000 + epoch) * 100_000 + number)
        items = windows_of(part, self._subwords, rng, self.plan)
        return [collate(g, self._vocabulary) for g in batches(items, self.plan.batch, rng)]

    def read(self, first: int, workers: int) -> Iterator[tuple[int, float, Batch]]:
        """Yield from epoch ``first`` on: the epoch, the share of it that is read, and a batch.

        ``workers`` processes make batches ahead; 0 makes them here.
        """
        start, end = first * self.jobs, self.plan.epochs * self.jobs
        for number, groups in enumerate(self._groups(start, end, workers), start):
            epoch, job = divmod(number, self.jobs)
            for n, batch in enumerate(groups):
                yield epoch, (job + n / len(groups)) / self.jobs, batch

    def _groups(self, start: int, end: int, workers: int) -> Iterator[list[Batch]]:
        if not workers:
            yield from (self.job(*divmod(n, self.jobs)) for n in range(start, end))
            return
        loader = DataLoader(
            _Jobs(self),
            batch_size=None,
            sampler=range(start, end),
            num_workers=workers,
            prefetch_factor=2,
            collate_fn=_as_is,
            multiprocessing_context="fork",
        )
        yield from (pickle.loads(made) for made in loader)  # noqa: S301  # made here


def _as_is(made: bytes) -> bytes:
    return made
