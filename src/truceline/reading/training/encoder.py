"""The encoders in torch: MiniLM, which ships, and the larger MPNet, which teaches it.

Both have the shape of BERT (Devlin et al. 2019). MPNet (Song et al. 2020) adds to attention a bias
for each head by how far two sub-words stand apart, in the buckets of T5 (Raffel et al. 2020).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, NamedTuple

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from truceline.reading.schema import SHAPES


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
    wide: bool = False
    """Whether the encoder has the shape of MPNet."""

    def as_dict(self) -> dict[str, int]:
        """Return the sizes as plain data for a checkpoint."""
        return asdict(self)


def attend(query: Tensor, key: Tensor, value: Tensor, heads: int, mask: Tensor | None) -> Tensor:
    """Return what each sub-word takes in from the others, all [batch, sub-words, hidden]."""
    query, key, value = (x.unflatten(-1, (heads, -1)).transpose(1, 2) for x in (query, key, value))
    if mask is not None and mask.is_floating_point():
        mask = mask.to(query.dtype)
    mixed: Tensor = F.scaled_dot_product_attention(query, key, value, attn_mask=mask)
    return mixed.transpose(1, 2).flatten(2)


def row_of(table: nn.Embedding, rows: Tensor) -> Tensor:
    """Return the same as ``table(rows)``, by a product: faster to learn where rows are few."""
    return F.one_hot(rows, table.num_embeddings).to(table.weight.dtype) @ table.weight


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
        return self.through(x, mask[:, None, None, :] if mask is not None else None)

    def through(self, x: Tensor, mask: Tensor | None) -> tuple[Tensor, Tensor]:
        """Return the hidden states behind the layers; ``mask`` is what attention is given."""
        x = self.dropout(self.norm(x))
        shared = len(self.layers) - len(self.own)
        for layer in self.layers[:shared]:
            x = layer(x, mask)
        records = x
        for layer in self.layers[shared:]:
            x = layer(x, mask)
        for layer in self.own:
            records = layer(records, mask)
        return x, records if self.own else x

    def load_minilm(self, path: Path) -> None:
        """Take the pre-trained weights from a ``model.safetensors`` of a BERT-shaped encoder."""
        from safetensors.torch import load_file  # noqa: PLC0415  # an extra

        old = load_file(str(path))
        old[POSITIONS] += old["embeddings.token_type_embeddings.weight"][0]
        with torch.no_grad():
            self.take(old, MINILM)

    def take(self, old: Mapping[str, Tensor], names: LayerNames) -> None:
        """Take pre-trained weights, given by the names that Hugging Face's files have."""
        self.words.weight.copy_(old["embeddings.word_embeddings.weight"])
        self.positions.weight.copy_(old[POSITIONS])
        self.norm.weight.copy_(old["embeddings.LayerNorm.weight"])
        self.norm.bias.copy_(old["embeddings.LayerNorm.bias"])
        own = enumerate(self.own, len(self.layers) - len(self.own))
        for i, layer in [*enumerate(self.layers), *own]:
            _take_layer(layer, old, f"encoder.layer.{i}.", names)


class LayerNames(NamedTuple):
    """What the parts of a layer are called in a file of weights."""

    attention: tuple[str, str, str]
    output: str
    norm: str


POSITIONS = "embeddings.position_embeddings.weight"
MINILM = LayerNames(
    ("attention.self.query.", "attention.self.key.", "attention.self.value."),
    "attention.output.dense.",
    "attention.output.LayerNorm.",
)
MPNET = LayerNames(
    ("attention.attn.q.", "attention.attn.k.", "attention.attn.v."),
    "attention.attn.o.",
    "attention.LayerNorm.",
)


def _take_layer(layer: Any, old: Mapping[str, Tensor], base: str, names: LayerNames) -> None:
    for part in ("weight", "bias"):
        joined = torch.cat([old[base + n + part] for n in names.attention])
        getattr(layer.query_key_value, part).copy_(joined)
        for ours, theirs in (
            (layer.output, names.output),
            (layer.norm, names.norm),
            (layer.inner, "intermediate.dense."),
            (layer.outer, "output.dense."),
            (layer.last_norm, "output.LayerNorm."),
        ):
            getattr(ours, part).copy_(old[base + theirs + part])


WIDE = {"hidden": 768, "inner": 3072, "layers": 12, "vocabulary": 30527, "positions": 514}
"""Sizes of all-mpnet-base-v2."""
BUCKETS, FARTHEST = 32, 128
"""How many distances attention tells apart, and from which one on they are one."""
OTHERS = {"[CLS]": "<s>", "[SEP]": "</s>", "[PAD]": "<pad>", "[MASK]": "<mask>"}
"""The marks of BERT's vocabulary and what MPNet calls them; its other sub-words are the same."""


def distance_buckets(count: int, device: torch.device) -> Tensor:
    """Return the bucket of each pair of ``count`` sub-words, [from, to]."""
    place = torch.arange(count, device=device)
    offset = place[:, None] - place[None]
    half, exact = BUCKETS // 2, BUCKETS // 4
    far = offset.abs().clamp(min=1).float()
    span = torch.log(torch.tensor(FARTHEST / exact, device=device))
    large = exact + (torch.log(far / exact) / span * (half - exact)).long()
    near = torch.where(offset.abs() < exact, offset.abs(), large.clamp(max=half - 1))
    return near + (offset < 0).long() * half


class WideEncoder(Encoder):
    """MPNet, given the same sub-words as MiniLM: numbers of BERT's vocabulary."""

    ids: Tensor

    def __init__(self, sizes: Sizes, dropout: float = 0.1) -> None:
        super().__init__(sizes, dropout)
        self.bias = nn.Embedding(BUCKETS, sizes.attention)
        self.register_buffer("ids", torch.zeros(Sizes.vocabulary, dtype=torch.long))
        for part in self.modules():
            if isinstance(part, nn.LayerNorm):
                part.eps = 1e-5

    def forward(
        self, ids: Tensor, shapes: Tensor, mask: Tensor | None = None
    ) -> tuple[Tensor, Tensor]:
        """Return the same as the small encoder's ``forward``."""
        place = torch.arange(ids.shape[1], device=ids.device)[None] + 2
        x = self.words(self.ids[ids]) + self.positions(place) + row_of(self.shapes, shapes)
        buckets = distance_buckets(ids.shape[1], ids.device)
        bias = row_of(self.bias, buckets).permute(2, 0, 1)[None]
        if mask is not None:
            bias = bias.masked_fill(~mask[:, None, None, :], -1e4)
        return self.through(x, bias)

    def load_mpnet(self, folder: Path, vocabulary: Mapping[str, int]) -> None:
        """Take the weights of ``folder``; ``vocabulary`` numbers BERT's sub-words."""
        from safetensors.torch import load_file  # noqa: PLC0415  # an extra

        lines = (folder / "vocab.txt").read_text("utf-8").split("\n")
        theirs = {word: number for number, word in enumerate(lines)}
        old = load_file(str(folder / "model.safetensors"))
        with torch.no_grad():
            for word, number in vocabulary.items():
                self.ids[number] = theirs.get(OTHERS.get(word, word), theirs["[UNK]"])
            self.take(old, MPNET)
            self.bias.weight.copy_(old["encoder.relative_attention_bias.weight"])
