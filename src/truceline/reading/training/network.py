"""The network in torch: a MiniLM encoder with one small head per layer of the reading.

Trees are scored by biaffine attention over words (Dozat and Manning 2017), a root by an arc from a
word to itself; the label of an arc, and the roles of an anchor, by small pairwise layers that run
outside the exported graph, on the few pairs that matter. Who a mention means is scored by a product
of what the mention asks for and what each word of the window names.

The last layers of the encoder may be doubled: one line of them serves the language (tags, lemmas,
trees, names), the other the records, which ask for something else of a word.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from truceline.reading.schema import ANCHOR_KINDS, DISTANCES, ROLES, SLOTS
from truceline.reading.training.encoder import Encoder, Sizes, WideEncoder


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


LANGUAGE = ("tags", "scripts", "entities", "arc_", "label_")
"""How the names of the heads begin that tell of the language."""


def hold(network: Network, tuned: str) -> None:
    """Let only the weights learn that serve the language alone, or records alone.

    ``tuned`` is "language" or "records"; "all" leaves everything as it is. What the others say
    stays the same to the last bit. Raises ``SystemExit`` where no layer is doubled.
    """
    sizes = network.sizes
    if tuned == "all":
        return
    if not sizes.doubled:
        raise SystemExit("No layer serves the language alone. Take --doubled 1, or --tune all")
    last = range(sizes.layers - sizes.doubled, sizes.layers)
    language = (*LANGUAGE, *(f"encoder.layers.{n}." for n in last))
    for name, weight in network.named_parameters():
        if tuned == "language":
            learns = name.startswith(language)
        else:
            learns = name.startswith("encoder.own.") or not name.startswith(("encoder.", *LANGUAGE))
        weight.requires_grad_(learns)


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
        self.encoder = (WideEncoder if sizes.wide else Encoder)(sizes, dropout)
        self.half = False
        """Whether the encoder computes in 16 bits (bfloat16): faster where a processor can."""
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
        with torch.autocast(ids.device.type, torch.bfloat16, enabled=self.half):
            language, records = self.encoder(ids, shapes, mask)
        if self.half:
            same = language is records
            language = language.float()
            records = language if same else records.float()
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
