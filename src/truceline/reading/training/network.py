"""The network in torch: a MiniLM encoder with one small head per layer of the reading.

The encoder has the shape of BERT (Devlin et al. 2019) and takes the weights of all-MiniLM-L6-v2;
trees are scored by biaffine attention over words (Dozat and Manning 2017), a root by an arc from a
word to itself; the label of an arc, and the roles of an anchor, by small pairwise layers that run
outside the exported graph, on the few pairs that matter. Who a mention means is scored by a product
of what the mention asks for and what each word of the window names.

The last layers of the encoder may be doubled: one line of them serves the language (tags, lemmas,
trees, names), the other the records, which ask for something else of a word.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from truceline.reading.schema import ANCHOR_KINDS, DISTANCES, ROLES, SHAPES, SLOTS


@dataclass(frozen=True)
class Sizes:
    """Sizes of the encoder (fixed by its pre-training) and of the heads."""

    tags: int
    scripts: int
    relations: int
    entities: int
    layers: int = 6
    hidden: int = 384
    inner: int = 1536
    attention: int = 12
    vocabulary: int = 30522
    positions: int = 512
    arc: int = 256
    label: int = 128
    pair: int = 192
    rank: int = 16
    meant: int = 96
    doubled: int = 0
    """Last layers of the encoder that records have for themselves."""

    def as_dict(self) -> dict[str, int]:
        """Return the sizes as plain data for a checkpoint."""
        return asdict(self)


def attend(query: Tensor, key: Tensor, value: Tensor, heads: int, mask: Tensor | None) -> Tensor:
    """Return what each sub-word takes in from the others, all [batch, sub-words, hidden]."""
    query, key, value = (x.unflatten(-1, (heads, -1)).transpose(1, 2) for x in (query, key, value))
    mixed: Tensor = F.scaled_dot_product_attention(query, key, value, attn_mask=mask)
    return mixed.transpose(1, 2).flatten(2)


class Layer(nn.Module):
    """One transformer layer with the normalisation after each part, as in BERT."""

    def __init__(self, sizes: Sizes, dropout: float) -> None:
        super().__init__()
        hidden = sizes.hidden
        self.heads = sizes.attention
        self.attend = attend
        self.query_key_value = nn.Linear(hidden, 3 * hidden)
        self.output = nn.Linear(hidden, hidden)
        self.norm = nn.LayerNorm(hidden, 1e-12)
        self.inner = nn.Linear(hidden, sizes.inner)
        self.outer = nn.Linear(sizes.inner, hidden)
        self.last_norm = nn.LayerNorm(hidden, 1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """Return the next hidden states, [batch, sub-words, hidden]."""
        query, key, value = self.query_key_value(x).chunk(3, -1)
        mixed = self.attend(query, key, value, self.heads, mask)
        x = self.norm(x + self.dropout(self.output(mixed)))
        return self.last_norm(x + self.dropout(self.outer(F.gelu(self.inner(x)))))


class Encoder(nn.Module):
    """Sub-words and the letter case of their words in, hidden states out."""

    def __init__(self, sizes: Sizes, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(sizes.vocabulary, sizes.hidden)
        self.positions = nn.Embedding(sizes.positions, sizes.hidden)
        self.shapes = nn.Embedding(len(SHAPES), sizes.hidden)
        self.norm = nn.LayerNorm(sizes.hidden, 1e-12)
        self.layers = nn.ModuleList(Layer(sizes, dropout) for _ in range(sizes.layers))
        self.own = nn.ModuleList(Layer(sizes, dropout) for _ in range(sizes.doubled))
        self.dropout = nn.Dropout(dropout)
        nn.init.normal_(self.shapes.weight, std=0.01)

    def forward(
        self, ids: Tensor, shapes: Tensor, mask: Tensor | None = None
    ) -> tuple[Tensor, Tensor]:
        """Return hidden states for language and for records, both [batch, sub-words, hidden].

        ``mask`` is true where there is text. The two are one where no layer is doubled.
        """
        place = torch.arange(ids.shape[1], device=ids.device)[None]
        x = self.words(ids) + self.positions(place) + self.shapes(shapes)
        x = self.dropout(self.norm(x))
        wide = mask[:, None, None, :] if mask is not None else None
        shared = len(self.layers) - len(self.own)
        for layer in self.layers[:shared]:
            x = layer(x, wide)
        records = x
        for layer in self.layers[shared:]:
            x = layer(x, wide)
        for layer in self.own:
            records = layer(records, wide)
        return x, records if self.own else x

    def load_minilm(self, path: Path) -> None:
        """Take the pre-trained weights from a ``model.safetensors`` of a BERT-shaped encoder."""
        from safetensors.torch import load_file  # noqa: PLC0415  # an extra

        old = load_file(str(path))
        base = "embeddings."
        with torch.no_grad():
            kind = old[base + "token_type_embeddings.weight"][0]
            self.words.weight.copy_(old[base + "word_embeddings.weight"])
            self.positions.weight.copy_(old[base + "position_embeddings.weight"] + kind)
            self.norm.weight.copy_(old[base + "LayerNorm.weight"])
            self.norm.bias.copy_(old[base + "LayerNorm.bias"])
            for i, layer in enumerate(self.layers):
                _load_layer(layer, old, f"encoder.layer.{i}.")
            for i, layer in enumerate(self.own, len(self.layers) - len(self.own)):
                _load_layer(layer, old, f"encoder.layer.{i}.")


def doubled(weights: dict[str, Tensor], sizes: Sizes) -> dict[str, Tensor]:
    """Return weights in which the layers that records have for themselves start as the others."""
    found = dict(weights)
    for number in range(sizes.doubled):
        ours, theirs = (
            f"encoder.own.{number}.",
            f"encoder.layers.{sizes.layers - sizes.doubled + number}.",
        )
        if not any(name.startswith(ours) for name in weights):
            found |= {
                n.replace(theirs, ours): w for n, w in weights.items() if n.startswith(theirs)
            }
    return found


def _load_layer(layer: Any, old: dict[str, Tensor], base: str) -> None:
    names = [f"{base}attention.self.{n}." for n in ("query", "key", "value")]
    for part in ("weight", "bias"):
        joined = torch.cat([old[n + part] for n in names])
        getattr(layer.query_key_value, part).copy_(joined)
        for ours, theirs in (
            (layer.output, "attention.output.dense."),
            (layer.norm, "attention.output.LayerNorm."),
            (layer.inner, "intermediate.dense."),
            (layer.outer, "output.dense."),
            (layer.last_norm, "output.LayerNorm."),
        ):
            getattr(ours, part).copy_(old[base + theirs + part])


class PairScorer(nn.Module):
    """Scores the roles of words for an anchor from projections of both, kind and distance."""

    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        self.kinds = nn.Embedding(len(ANCHOR_KINDS), sizes.pair)
        self.distances = nn.Embedding(len(DISTANCES) + 1, sizes.pair)
        self.sentences = nn.Embedding(4, sizes.pair)
        self.out = nn.Linear(sizes.pair, len(ROLES))
        for table in (self.kinds, self.distances, self.sentences):
            nn.init.normal_(table.weight, std=0.02)

    def forward(self, pairs: Tensor, bilinear: Tensor) -> Tensor:
        """Return role scores for summed projections ``pairs`` [n, words, pair]."""
        return self.out(F.relu(pairs)) + bilinear


class Network(nn.Module):
    """Encoder and heads; ``forward`` gives the word-level outputs that are exported."""

    def __init__(self, sizes: Sizes, dropout: float = 0.1) -> None:
        super().__init__()
        self.sizes = sizes
        hidden = sizes.hidden
        values = sum(len(v) for v in SLOTS.values())
        self.encoder = Encoder(sizes, dropout)
        self.tags = nn.Linear(hidden, sizes.tags)
        self.scripts = nn.Linear(hidden, sizes.scripts)
        self.entities = nn.Linear(hidden, sizes.entities)
        self.anchors = nn.Linear(hidden, len(ANCHOR_KINDS))
        self.values = nn.Linear(hidden, values)
        self.arc_child = nn.Linear(hidden, sizes.arc)
        self.arc_head = nn.Linear(hidden, sizes.arc)
        self.arc_weight = nn.Parameter(torch.zeros(sizes.arc + 1, sizes.arc))
        self.label_child = nn.Linear(hidden, sizes.label)
        self.label_head = nn.Linear(hidden, sizes.label)
        self.label_out = nn.Linear(sizes.label, sizes.relations)
        self.pair_anchor = nn.Linear(hidden, sizes.pair)
        self.pair_word = nn.Linear(hidden, sizes.pair)
        self.rank_anchor = nn.Linear(hidden, sizes.rank * len(ROLES))
        self.rank_word = nn.Linear(hidden, sizes.rank * len(ROLES))
        self.pairs = PairScorer(sizes)
        self.meant_asks = nn.Linear(hidden, sizes.meant)
        self.meant_names = nn.Linear(hidden, sizes.meant)
        self.dropout = nn.Dropout(0.2)
        nn.init.xavier_uniform_(self.arc_weight, gain=0.5)
        nn.init.constant_(self.anchors.bias, -4.0)
        nn.init.constant_(self.pairs.out.bias, -3.0)

    def read(
        self, ids: Tensor, shapes: Tensor, first: Tensor, last: Tensor, mask: Tensor | None = None
    ) -> dict[str, Tensor]:
        """Return every word-level output; ``mask`` is true where there is text."""
        language, records = self.encoder(ids, shapes, mask)
        acts = self.words(records, first, last)
        return self.outputs(
            acts if language is records else self.words(language, first, last), acts
        )

    def words(self, hidden: Tensor, first: Tensor, last: Tensor) -> Tensor:
        """Return word vectors: the mean of a word's first and last sub-word, [batch, words, h]."""
        width = hidden.shape[-1]
        index = lambda at: at[..., None].expand(-1, -1, width)  # noqa: E731
        return (hidden.gather(1, index(first)) + hidden.gather(1, index(last))) * 0.5

    def arcs(self, words: Tensor) -> Tensor:
        """Return arc scores [batch, child, head]."""
        child = self.dropout(F.relu(self.arc_child(words)))
        head = self.dropout(F.relu(self.arc_head(words)))
        child = F.pad(child, (0, 1), value=1.0)
        return child @ self.arc_weight @ head.transpose(1, 2) * (self.sizes.arc**-0.5)

    def labels(self, child: Tensor, head: Tensor) -> Tensor:
        """Return label scores for projected children and the projections of their heads."""
        return self.label_out(self.dropout(F.relu(child + head)))

    def forward(
        self, ids: Tensor, shapes: Tensor, first: Tensor, last: Tensor
    ) -> dict[str, Tensor]:
        """Return every word-level output for one window without padding."""
        return self.read(ids, shapes, first, last)

    def outputs(self, words: Tensor, acts: Tensor) -> dict[str, Tensor]:
        """Return the heads' outputs by name, for word vectors of the language and of records."""
        wet = self.dropout(words)
        wet_acts = wet if acts is words else self.dropout(acts)
        return {
            "tags": self.tags(wet),
            "scripts": self.scripts(wet),
            "entities": self.entities(wet),
            "anchors": self.anchors(wet_acts),
            "values": self.values(wet_acts),
            "arcs": self.arcs(words),
            "label_child": self.label_child(words),
            "label_head": self.label_head(words),
            "pair_anchor": self.pair_anchor(wet_acts),
            "pair_word": self.pair_word(wet_acts),
            "rank_anchor": self.rank_anchor(acts),
            "rank_word": self.rank_word(acts),
            "meant_asks": self.meant_asks(wet_acts),
            "meant_names": self.meant_names(wet_acts),
        }
