"""Development scores of a network on held-back windows, on gold words."""

from __future__ import annotations

from collections import Counter
from typing import Any

import torch
from torch import Tensor

from truceline.reading.lemmas import apply_script
from truceline.reading.schema import ENTITY_LABELS, ROLES, slot_slices
from truceline.reading.subwords import SubWords
from truceline.reading.training.corpora import IGNORE, Unit
from truceline.reading.training.losses import (
    labels_of,
    masked_arcs,
    meant_scores,
    role_scores,
    role_targets,
)
from truceline.reading.training.network import Network
from truceline.reading.training.vocabulary import Vocabulary
from truceline.reading.training.windows import Batch, batches, collate, cut, window

BUDGET = 200


def scores(
    network: Network, held: dict[str, list[Unit]], vocabulary: Vocabulary, subwords: SubWords
) -> dict[str, dict[str, float]]:
    """Return per corpus the shares right (tags, lemmas, arcs, values, who is meant) and F1 values.

    ``meant_far`` counts the mentions none of whose own words names who is meant.
    """
    network.eval()
    device = network.arc_weight.device
    out = {}
    for name, units in held.items():
        tally: Counter[str] = Counter()
        items = [window(u, r, subwords) for u in units for r in cut(u, subwords, BUDGET)]
        with torch.no_grad():
            for group in batches(items, 3000):
                _count(network, collate(group, vocabulary).to(device), vocabulary, tally)
        out[name] = _summary(tally)
    network.train()
    return out


def _count(network: Network, batch: Batch, vocabulary: Vocabulary, tally: Counter[str]) -> None:
    out = network.read(batch.ids, batch.shapes, batch.first, batch.last, batch.mask)
    if (batch.heads != IGNORE).any():
        _count_trees(network, out, batch, vocabulary, tally)
    if (batch.entities != IGNORE).any():
        _count_entities(out["entities"].argmax(-1), batch, tally)
    if (batch.anchors != IGNORE).any():
        _count_records(network, out, batch, tally)
    if len(batch.mentions):
        likely, right = meant_scores(out, batch)
        hit = right.gather(1, likely.argmax(1, keepdim=True))[:, 0]
        own = torch.zeros_like(right)
        own[batch.mention_words.unbind(1)] = True
        far = ~(own & right).any(1)
        tally.update(meant=len(hit), meant_right=int(hit.sum()))
        tally.update(far=int(far.sum()), far_right=int((hit & far).sum()))


def _count_trees(
    network: Network,
    out: dict[str, Tensor],
    batch: Batch,
    vocabulary: Vocabulary,
    tally: Counter[str],
) -> None:
    known = batch.heads != IGNORE
    heads = masked_arcs(out["arcs"], batch).argmax(-1)
    labels = labels_of(network, out, heads).argmax(-1)
    right = (heads == batch.heads) & known
    tally["words"] += int(known.sum())
    tally["uas"] += int(right.sum())
    tally["las"] += int((right & (labels == batch.relations)).sum())
    tally["tags"] += int(((out["tags"].argmax(-1) == batch.tags) & known).sum())
    names = list(vocabulary.scripts)
    guess = out["scripts"].argmax(-1).tolist()
    for i, item in enumerate(batch.windows):
        lemmas = item.unit.lemmas or []
        pairs = zip(
            item.unit.words[item.low : item.high], lemmas[item.low : item.high], strict=True
        )
        for j, (form, lemma) in enumerate(pairs):
            tally["lemmas"] += apply_script(form, names[guess[i][j]]) == lemma


def spans_of(labels: list[str]) -> set[tuple[int, int, str]]:
    """Return the entities (first word, past the last, type) of a BIO sequence."""
    found, start, kind = set(), 0, ""
    for i, label in enumerate([*labels, "O"]):
        if kind and (label[0] != "I" or label[2:] != kind):
            found.add((start, i, kind))
            kind = ""
        if label != "O" and not kind:
            start, kind = i, label[2:]
    return found


def _count_entities(guess: Tensor, batch: Batch, tally: Counter[str]) -> None:
    main = ("person", "organisation", "place")
    for i, item in enumerate(batch.windows):
        gold_labels = item.unit.entities[item.low : item.high]  # type: ignore[index]
        labels = [ENTITY_LABELS[x] for x in guess[i, : len(gold_labels)].tolist()]
        unknown = {j for j, x in enumerate(gold_labels) if x[2:] == "?"}
        gold = {
            s for s in spans_of([x if x[2:] != "?" else "O" for x in gold_labels]) if s[2] in main
        }
        found = {s for s in spans_of(labels) if s[2] in main and s[0] not in unknown}
        tally["entity_gold"] += len(gold)
        tally["entity_found"] += len(found)
        tally["entity_right"] += len(gold & found)


def _count_records(
    network: Network, out: dict[str, Tensor], batch: Batch, tally: Counter[str]
) -> None:
    for cutoff in (20, 30, 40, 50):
        guess = (out["anchors"].sigmoid() > cutoff / 100) & (batch.anchors != IGNORE)
        tally[f"anchor_found_{cutoff}"] += int(guess.sum())
        tally[f"anchor_right_{cutoff}"] += int((guess & (batch.anchors == 1)).sum())
    tally["anchor_gold"] += int((batch.anchors == 1).sum())
    if not len(batch.rows):
        return
    at, word, _ = batch.rows.unbind(1)
    values = out["values"][at, word]
    for place, target in zip(slot_slices().values(), batch.slots.unbind(1), strict=True):
        known = target != IGNORE
        tally["value_all"] += int(known.sum())
        tally["value_right"] += int((values[:, place].argmax(-1)[known] == target[known]).sum())
    scored = role_scores(network, out, batch.sentence, batch.rows)
    target = role_targets(batch, scored) * batch.word_mask[at][..., None]
    found = (scored > 0) & batch.word_mask[at][..., None]
    for r, role in enumerate(ROLES):
        tally[f"role_gold_{role}"] += int(target[..., r].sum())
        tally[f"role_found_{role}"] += int(found[..., r].sum())
        tally[f"role_right_{role}"] += int((found[..., r] * target[..., r]).sum())


def f1(right: float, found: float, gold: float) -> float:
    """Return the harmonic mean of precision and recall in per cent."""
    return round(200 * right / (found + gold), 2) if found + gold else 0.0


def _summary(tally: Counter[str]) -> dict[str, Any]:
    out: dict[str, Any] = {
        name: round(100 * tally[name] / tally["words"], 2)
        for name in ("tags", "lemmas", "uas", "las")
        if tally["words"]
    }
    if tally["entity_gold"]:
        out["entities"] = f1(tally["entity_right"], tally["entity_found"], tally["entity_gold"])
    if tally["meant"]:
        out["meant"] = round(100 * tally["meant_right"] / tally["meant"], 2)
        out["meant_far"] = round(100 * tally["far_right"] / max(1, tally["far"]), 2)
    if tally["anchor_gold"]:
        out["anchors"] = {
            c: f1(tally[f"anchor_right_{c}"], tally[f"anchor_found_{c}"], tally["anchor_gold"])
            for c in (20, 30, 40, 50)
        }
        out["values"] = round(100 * tally["value_right"] / max(1, tally["value_all"]), 2)
        out["roles"] = {
            role: f1(
                tally[f"role_right_{role}"], tally[f"role_found_{role}"], tally[f"role_gold_{role}"]
            )
            for role in ROLES
            if tally[f"role_gold_{role}"] >= 20
        }
    return out
