"""The loss of each layer on a batch, over what is annotated there."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

from truceline.reading.schema import DISTANCES, ROLES, slot_slices
from truceline.reading.training.corpora import IGNORE
from truceline.reading.training.encoder import row_of
from truceline.reading.training.network import Network
from truceline.reading.training.windows import Batch

WEIGHTS = {
    "tags": 0.5,
    "scripts": 0.3,
    "arcs": 1.0,
    "labels": 0.5,
    "entities": 0.7,
    "anchors": 12.0,
    "values": 0.5,
    "roles": 12.0,
    "meant": 0.5,
}


def losses(network: Network, out: dict[str, Tensor], batch: Batch) -> dict[str, Tensor]:
    """Return the loss of every layer that a batch which was read has targets for."""
    found: dict[str, Tensor] = {}
    for name in ("tags", "scripts", "entities"):
        target = getattr(batch, name)
        if (target != IGNORE).any():
            found[name] = F.cross_entropy(out[name].flatten(0, 1), target.flatten())
    if (batch.heads != IGNORE).any():
        found["arcs"], found["labels"] = _tree_losses(network, out, batch)
    if (batch.anchors != IGNORE).any():
        found |= _record_losses(network, out, batch)
    if len(batch.mentions):
        found["meant"] = _meant_loss(out, batch)
    return found


def meant_scores(out: dict[str, Tensor], batch: Batch) -> tuple[Tensor, Tensor]:
    """Return how each word of the window scores as the name of a mention, and which are right.

    Both are [mention, word]; a mention asks for the mean of what its words ask for.
    """
    window = batch.mentions
    share = out["meant_asks"].new_zeros(len(window), batch.word_mask.shape[1])
    right = torch.zeros_like(share, dtype=torch.bool)
    share[batch.mention_words[:, 0], batch.mention_words[:, 1]] = 1.0
    right[batch.named[:, 0], batch.named[:, 1]] = True
    share = share / share.sum(1, keepdim=True)
    asks = torch.einsum("mw,mwd->md", share, out["meant_asks"][window])
    scores = torch.einsum("md,mwd->mw", asks, out["meant_names"][window])
    scores = scores * out["meant_names"].shape[-1] ** -0.5
    return scores.masked_fill(~batch.word_mask[window], -1e4), right


def _meant_loss(out: dict[str, Tensor], batch: Batch) -> Tensor:
    scores, right = meant_scores(out, batch)
    return (scores.logsumexp(-1) - scores.masked_fill(~right, -1e4).logsumexp(-1)).mean()


def masked_arcs(arcs: Tensor, batch: Batch) -> Tensor:
    """Return arc scores with heads outside the child's own sentence ruled out."""
    same = batch.sentence[:, :, None] == batch.sentence[:, None, :]
    return arcs.masked_fill(~same, -1e4)


def labels_of(network: Network, out: dict[str, Tensor], heads: Tensor) -> Tensor:
    """Return the scores of relations to ``heads`` [window, word], [window, word, relation]."""
    index = heads[..., None].expand(-1, -1, out["label_head"].shape[-1])
    return network.labels(out["label_child"], out["label_head"].gather(1, index))


def _tree_losses(network: Network, out: dict[str, Tensor], batch: Batch) -> tuple[Tensor, Tensor]:
    heads = batch.heads
    arcs = F.cross_entropy(masked_arcs(out["arcs"], batch).flatten(0, 1), heads.flatten())
    known = heads != IGNORE
    labels = labels_of(network, out, heads.clamp(min=0))[known]
    return arcs, F.cross_entropy(labels, batch.relations[known])


def _record_losses(network: Network, out: dict[str, Tensor], batch: Batch) -> dict[str, Tensor]:
    known = batch.anchors != IGNORE
    raw = F.binary_cross_entropy_with_logits(
        out["anchors"], batch.anchors.clamp(min=0), reduction="none"
    )
    found = {"anchors": raw[known].mean()}
    if not len(batch.rows):
        return found
    window, word, _ = batch.rows.unbind(1)
    values = out["values"][window, word]
    parts = [
        F.cross_entropy(values[:, place], target)
        for place, target in zip(slot_slices().values(), batch.slots.unbind(1), strict=True)
        if (target != IGNORE).any()
    ]
    if parts:
        found["values"] = torch.stack(parts).mean()
    scores = role_scores(network, out, batch.sentence, batch.rows)
    raw = F.binary_cross_entropy_with_logits(scores, role_targets(batch, scores), reduction="none")
    found["roles"] = raw[batch.word_mask[window]].mean()
    return found


def role_scores(network: Network, out: dict[str, Tensor], sentence: Tensor, rows: Tensor) -> Tensor:
    """Return role scores [anchor, word, role] for ``rows`` of window, word and kind."""
    window, word, kinds = rows.unbind(1)
    width = out["pair_word"].shape[1]
    offset = torch.arange(width, device=rows.device)[None] - word[:, None]
    distance = torch.bucketize(offset, torch.tensor(DISTANCES, device=rows.device))
    near = sentence_relation(sentence[window] - sentence[window, word][:, None])
    pairs = (
        out["pair_anchor"][window, word][:, None]
        + out["pair_word"].index_select(0, window)
        + network.pairs.kinds(kinds)[:, None]
        + row_of(network.pairs.distances, distance)
        + row_of(network.pairs.sentences, near)
    )
    rank = network.sizes.rank
    left = out["rank_anchor"][window, word].view(-1, len(ROLES), rank)
    right = out["rank_word"].index_select(0, window).view(len(window), width, len(ROLES), rank)
    bilinear = torch.einsum("ark,awrk->awr", left, right) * rank**-0.5
    scores: Tensor = network.pairs(pairs, bilinear)
    return scores


def sentence_relation(offset: Tensor) -> Tensor:
    """Return 0 for the anchor's own sentence, 1 for the one before, 2 after, 3 farther off."""
    out = torch.full_like(offset, 3)
    out[offset == 0] = 0
    out[offset == -1] = 1
    out[offset == 1] = 2
    return out


def role_targets(batch: Batch, like: Tensor) -> Tensor:
    """Return 1 where a word fills a role of an anchor, else 0, [anchor, word, role]."""
    target = torch.zeros_like(like)
    target[batch.fills.unbind(1)] = 1.0
    return target
