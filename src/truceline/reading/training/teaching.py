"""Learn from larger networks: their probabilities are targets beside the annotations.

A network that is too large to ship reads records better; what it thinks of each word says more than
a mark does (Hinton et al. 2015), and it tells of words that nobody has annotated.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor

from truceline.reading.schema import ANCHOR_KINDS, KIND_SLOTS, SLOTS, slot_slices
from truceline.reading.training.averaging import weights_of
from truceline.reading.training.corpora import IGNORE
from truceline.reading.training.encoder import Sizes
from truceline.reading.training.losses import labels_of, masked_arcs, meant_scores, role_scores
from truceline.reading.training.network import Network
from truceline.reading.training.vocabulary import Vocabulary
from truceline.reading.training.windows import Batch

FOUND = 0.3
"""From which mean probability on the roles of an anchor that is not annotated are taught."""
MOST = 1500
"""Anchors of a batch whose roles are taught."""

_soft = partial(torch.softmax, dim=-1)


@dataclass
class Told:
    """What teachers say of a batch: the means of their probabilities."""

    anchors: Tensor
    rows: Tensor
    """The annotated anchors and those that the teachers find, as in ``Batch.rows``."""
    roles: Tensor
    values: Tensor
    """For the same anchors as ``rows``, each slot's values summing to 1."""
    tags: Tensor
    scripts: Tensor
    entities: Tensor
    arcs: Tensor
    heads: Tensor
    """The likeliest head of each word, [window, word]."""
    labels: Tensor
    named: Tensor
    """For each mention, the words that name who is meant."""


@dataclass(frozen=True)
class Teachers:
    """Who tells of what: some networks of records, the same or others of the language."""

    records: tuple[Network, ...]
    language: tuple[Network, ...]
    """They tell of tags, lemmas, trees, names, and of who is meant."""

    @classmethod
    def load(
        cls, records: Sequence[Path], language: Sequence[Path], vocabulary: Vocabulary
    ) -> Teachers:
        """Return the networks of checkpoints, each loaded once; no ``language``: the same."""
        loaded = {p: load_teacher(p, vocabulary) for p in (*records, *language)}
        tell = [loaded[p] for p in records]
        return cls(tuple(tell), tuple(loaded[p] for p in language) or tuple(tell))

    def each(self) -> tuple[Network, ...]:
        """Return every network once."""
        return tuple(dict.fromkeys((*self.records, *self.language)))


def load_teacher(checkpoint: Path, vocabulary: Vocabulary) -> Network:
    """Return the network of a checkpoint, ready to be asked.

    Raises ``SystemExit`` where its labels are others than those of ``vocabulary``.
    """
    state = torch.load(checkpoint, map_location="cpu", weights_only=True)
    if state["vocabulary"] != vocabulary.tables():
        raise SystemExit(f"{checkpoint}: has other labels. Train the teacher on the same treebanks")
    network = Network(Sizes(**state["sizes"]))
    network.load_state_dict(weights_of(state))
    network.eval()
    for weight in network.parameters():
        weight.requires_grad_(False)
    return network


Outputs = dict[Network, dict[str, Tensor]]


def ask(teachers: Teachers, batch: Batch) -> Told:
    """Return what the teachers say of a batch; their weights stay as they are."""
    with torch.no_grad():
        outs = {
            t: t.read(batch.ids, batch.shapes, batch.first, batch.last, batch.mask)
            for t in teachers.each()
        }
        return _told(
            {t: outs[t] for t in teachers.records}, {t: outs[t] for t in teachers.language}, batch
        )


def _told(records: Outputs, language: Outputs, batch: Batch) -> Told:
    anchors = _mean(records, lambda _, out: out["anchors"].sigmoid())
    rows = torch.cat([batch.rows, found_rows(anchors, batch)])
    arcs = _mean(language, lambda _, out: _soft(masked_arcs(out["arcs"], batch)))
    heads = arcs.argmax(-1)
    return Told(
        anchors,
        rows,
        _mean(records, lambda t, out: role_scores(t, out, batch.sentence, rows).sigmoid()),
        _mean(records, lambda _, out: _values(out, rows)),
        _mean(language, lambda _, out: _soft(out["tags"])),
        _mean(language, lambda _, out: _soft(out["scripts"])),
        _mean(language, lambda _, out: _soft(out["entities"])),
        arcs,
        heads,
        _mean(language, lambda t, out: _soft(labels_of(t, out, heads))),
        _mean(language, lambda _, out: _soft(meant_scores(out, batch)[0])),
    )


def _mean(outs: Outputs, of: Callable[[Network, dict[str, Tensor]], Tensor]) -> Tensor:
    return torch.stack([of(teacher, out) for teacher, out in outs.items()]).mean(0)


def found_rows(anchors: Tensor, batch: Batch) -> Tensor:
    """Return the anchors that probabilities tell of beside the annotated ones."""
    likely = anchors.clone()
    likely[~(batch.word_mask & batch.taught[:, None])] = 0.0
    likely[batch.rows.unbind(1)] = 0.0
    rows = (likely > FOUND).nonzero()
    if len(rows) <= MOST:
        return rows
    order = likely[rows.unbind(1)].argsort(descending=True, stable=True)
    return rows[order[:MOST]]


def _values(out: dict[str, Tensor], rows: Tensor) -> Tensor:
    window, word, _ = rows.unbind(1)
    values = out["values"][window, word]
    return torch.cat([_soft(values[:, place]) for place in slot_slices().values()], 1)


def taught_losses(
    network: Network, out: dict[str, Tensor], batch: Batch, told: Told
) -> dict[str, Tensor]:
    """Return for each layer how far a batch that was read is from what teachers say of it."""
    text = batch.word_mask
    found = {
        name: _apart(out[name][text], getattr(told, name)[text])
        for name in ("tags", "scripts", "entities")
    }
    found["arcs"] = _apart(masked_arcs(out["arcs"], batch)[text], told.arcs[text])
    found["labels"] = _apart(labels_of(network, out, told.heads)[text], told.labels[text])
    if len(batch.mentions):
        found["meant"] = _apart(meant_scores(out, batch)[0], told.named)
    telling = text & batch.taught[:, None]
    if telling.any():
        found["anchors"] = F.binary_cross_entropy_with_logits(
            out["anchors"][telling], told.anchors[telling]
        )
    if len(told.rows):
        scores = role_scores(network, out, batch.sentence, told.rows)
        raw = F.binary_cross_entropy_with_logits(scores, told.roles, reduction="none")
        found["roles"] = raw[text[told.rows[:, 0]]].mean()
        found["values"] = _values_apart(out, batch, told)
    return found


def _values_apart(out: dict[str, Tensor], batch: Batch, told: Told) -> Tensor:
    """Return the mean over the slots of how far their values are from the teachers'."""
    window, word, kinds = told.rows.unbind(1)
    values = out["values"][window, word]
    of_found = _asked().to(kinds.device)[kinds[len(batch.rows) :]]
    asked = torch.cat([batch.slots != IGNORE, of_found])
    parts = []
    for place, known in zip(slot_slices().values(), asked.unbind(1), strict=True):
        if known.any():
            parts.append(_apart(values[known][:, place], told.values[known][:, place]))
    return torch.stack(parts).mean() if parts else values.sum() * 0.0


@cache
def _asked() -> Tensor:
    """Return which slots have a value for an anchor of each kind, [kind, slot]."""
    return torch.tensor([[s in KIND_SLOTS.get(kind, ()) for s in SLOTS] for kind in ANCHOR_KINDS])


def _apart(scores: Tensor, likely: Tensor) -> Tensor:
    """Return the mean cross entropy of rows of scores against rows of probabilities."""
    return -(likely * scores.log_softmax(-1)).sum(-1).mean()
