"""Cut units into windows of whole sentences and pad windows into batches of tensors."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import torch
from torch import Tensor

from truceline.reading.schema import ANCHOR_KINDS, ENTITY_LABELS, SLOTS, shape_of
from truceline.reading.subwords import SEPARATOR, START, SubWords
from truceline.reading.training.corpora import IGNORE, Unit
from truceline.reading.training.vocabulary import Vocabulary


@dataclass
class Window:
    """Sentences of one unit as numbers: sub-words, word positions and the layers' targets."""

    unit: Unit
    low: int
    high: int
    ids: list[int]
    shapes: list[int]
    first: list[int]
    last: list[int]
    sentence: list[int]
    taught: bool = False
    """Whether teachers may tell of its records: they are annotated, or nothing is."""


def cut(unit: Unit, subwords: SubWords, budget: int) -> list[tuple[int, int]]:
    """Return runs of sentences (first, past the last) that fit ``budget`` sub-words."""
    runs, start, used = [], 0, 0
    for i, (low, high) in enumerate(unit.sentences):
        cost = sum(len(subwords.of(w)) for w in unit.words[low:high]) + 1
        if used and used + cost > budget:
            runs.append((start, i))
            start, used = i, 0
        used += cost
    if start < len(unit.sentences):
        runs.append((start, len(unit.sentences)))
    return runs


def window(unit: Unit, run: tuple[int, int], subwords: SubWords, limit: int = 480) -> Window:
    """Return the sentences of ``run`` as a window, cut off at ``limit`` sub-words."""
    low, high = unit.sentences[run[0]][0], unit.sentences[run[1] - 1][1]
    out = Window(unit, low, low, [START], [0], [], [], [])
    out.taught = unit.untold or len(unit.anchor_kinds) > 1  # more than attributions
    for n, (start, end) in enumerate(unit.sentences[run[0] : run[1]]):
        for word in unit.words[start:end]:
            ids = subwords.of(word)
            if len(out.ids) + len(ids) + 1 > limit:
                return out
            out.first.append(len(out.ids))
            out.last.append(len(out.ids) + len(ids) - 1)
            out.ids += ids
            out.shapes += [shape_of(word)] * len(ids)
            out.sentence.append(n)
            out.high += 1
        out.ids.append(SEPARATOR)
        out.shapes.append(0)
    assert out.high <= high
    return out


def case_noise(item: Window, rng: random.Random) -> None:
    """Make a window look as if written in capitals, or without them, in place."""
    shape = 2 if rng.random() < 0.5 else 0
    item.shapes = [shape if s in (0, 1, 3) else s for s in item.shapes]


def batches(
    windows: list[Window], size: int, rng: random.Random | None = None
) -> Iterator[list[Window]]:
    """Yield batches of windows of like length, at most ``size`` padded sub-words each."""
    if rng:
        rng.shuffle(windows)
        chunk = 400
        ordered = [
            w
            for i in range(0, len(windows), chunk)
            for w in sorted(windows[i : i + chunk], key=lambda w: len(w.ids))
        ]
    else:
        ordered = sorted(windows, key=lambda w: len(w.ids))
    groups: list[list[Window]] = [[]]
    for item in ordered:
        longest = max([len(w.ids) for w in groups[-1]] + [len(item.ids)])
        if groups[-1] and longest * (len(groups[-1]) + 1) > size:
            groups.append([])
        groups[-1].append(item)
    if rng:
        rng.shuffle(groups)
    yield from (g for g in groups if g)


@dataclass
class Batch:
    """Padded tensors of a batch and its targets; -100 marks what is not annotated."""

    windows: list[Window]
    ids: Tensor
    shapes: Tensor
    mask: Tensor
    first: Tensor
    last: Tensor
    word_mask: Tensor
    sentence: Tensor
    tags: Tensor
    scripts: Tensor
    heads: Tensor
    relations: Tensor
    entities: Tensor
    anchors: Tensor
    rows: Tensor
    """The annotated anchors, [anchor, 3]: window in the batch, word in the window, kind."""
    slots: Tensor
    """The value of each slot of an anchor, [anchor, slot]."""
    fills: Tensor
    """Words that fill a role, [filled, 3]: anchor, word in the window, role."""
    mentions: Tensor
    """The window of each mention whose meaning is told, [mention]."""
    mention_words: Tensor
    """Words of the mentions, [words, 2]: mention, word in the window."""
    named: Tensor
    """Words that name who is meant, [words, 2]: mention, word in the window."""
    taught: Tensor
    """The windows of whose records teachers may tell, [window]."""

    def bare(self) -> Batch:
        """Return the tensors without the units they were made of."""
        return replace(self, windows=[])

    def to(self, device: torch.device) -> Batch:
        """Return the batch with its tensors on ``device``."""
        moved = {n: x.to(device) for n, x in vars(self).items() if isinstance(x, Tensor)}
        return replace(self, **moved)


WIDTH = 8
"""Windows are padded to a multiple of so many sub-words: fast attention asks for it."""


def _pad(rows: list[list[int]], fill: int, multiple: int = 1) -> Tensor:
    width = -(-max(map(len, rows)) // multiple) * multiple
    out = np.full((len(rows), width), fill, dtype=np.int64)
    for i, row in enumerate(rows):
        out[i, : len(row)] = row
    return torch.from_numpy(out)


def _table(rows: list[tuple[int, ...]], width: int) -> Tensor:
    return torch.tensor(rows, dtype=torch.long).view(-1, width)


def collate(windows: list[Window], vocabulary: Vocabulary) -> Batch:
    """Return the padded batch of ``windows`` with targets as numbers."""
    ids = _pad([w.ids for w in windows], 0, WIDTH)
    first = _pad([w.first for w in windows], 0)
    lengths = torch.tensor([[len(w.first)] for w in windows])
    found = [
        (i, w, a)
        for i, w in enumerate(windows)
        for a in w.unit.anchors or ()
        if w.low <= a.word < w.high
    ]
    told = [(i, *row) for i, w in enumerate(windows) for row in _meant(w)]
    return Batch(
        windows,
        ids,
        _pad([w.shapes for w in windows], 0, WIDTH),
        torch.arange(ids.shape[1])[None] < torch.tensor([[len(w.ids)] for w in windows]),
        first,
        _pad([w.last for w in windows], 0),
        torch.arange(first.shape[1])[None] < lengths,
        _pad([w.sentence for w in windows], -1),
        _pad([_look_up(w, w.unit.tags, vocabulary.tags) for w in windows], IGNORE),
        _pad([_scripts(w, vocabulary) for w in windows], IGNORE),
        _pad([_heads(w) for w in windows], IGNORE),
        _pad([_look_up(w, w.unit.relations, vocabulary.relations) for w in windows], IGNORE),
        _pad([_entities(w) for w in windows], IGNORE),
        _anchors(windows, first.shape[1]),
        _table([(i, a.word - w.low, a.kind) for i, w, a in found], 3),
        _table([tuple(a.values.get(s, IGNORE) for s in SLOTS) for _, _, a in found], len(SLOTS)),
        _table(
            [
                (n, word - w.low, role)
                for n, (_, w, a) in enumerate(found)
                for role, word in a.roles
                if w.low <= word < w.high
            ],
            3,
        ),
        torch.tensor([i for i, _, _ in told], dtype=torch.long),
        _table([(n, word) for n, (_, mention, _) in enumerate(told) for word in mention], 2),
        _table([(n, word) for n, (_, _, named) in enumerate(told) for word in named], 2),
        torch.tensor([w.taught for w in windows]),
    )


def _meant(item: Window) -> Iterator[tuple[list[int], list[int]]]:
    for meant in item.unit.meant:
        whole = item.low <= meant.mention[0] and meant.mention[-1] < item.high
        named = [w - item.low for w in meant.named if item.low <= w < item.high]
        if whole and named:
            yield [w - item.low for w in meant.mention], named


def _look_up(item: Window, layer: list[str] | None, table: dict[str, int]) -> list[int]:
    if layer is None:
        return [IGNORE] * len(item.first)
    return [table.get(x, IGNORE) for x in layer[item.low : item.high]]


def _scripts(item: Window, vocabulary: Vocabulary) -> list[int]:
    unit = item.unit
    if unit.lemmas is None:
        return [IGNORE] * len(item.first)
    pairs = zip(unit.words[item.low : item.high], unit.lemmas[item.low : item.high], strict=True)
    return [vocabulary.script(form, lemma) for form, lemma in pairs]


def _heads(item: Window) -> list[int]:
    if item.unit.heads is None:
        return [IGNORE] * len(item.first)
    return [
        h - item.low if item.low <= h < item.high else IGNORE
        for h in item.unit.heads[item.low : item.high]
    ]


def _entities(item: Window) -> list[int]:
    labels = item.unit.entities
    if labels is None:
        return [IGNORE] * len(item.first)
    table = {label: i for i, label in enumerate(ENTITY_LABELS)}
    return [table.get(x, IGNORE) for x in labels[item.low : item.high]]


def _anchors(windows: list[Window], width: int) -> Tensor:
    out = torch.full((len(windows), width, len(ANCHOR_KINDS)), float(IGNORE))
    for i, item in enumerate(windows):
        unit = item.unit
        if unit.anchors is None:
            continue
        for kind in unit.anchor_kinds:
            out[i, : len(item.first), kind] = 0.0
        for word, kind in unit.anchor_ignored:
            if item.low <= word < item.high:
                out[i, word - item.low, kind] = IGNORE
        for anchor in unit.anchors:
            if item.low <= anchor.word < item.high:
                out[i, anchor.word - item.low, anchor.kind] = 1.0
    return out
