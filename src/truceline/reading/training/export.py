"""Write a checkpoint as the shipped file: ``python -m truceline.reading.training.export CKPT OUT``.

The word-level graph is exported to ONNX and quantised to 8 bits; the label sets, the tokenizer and
the small pairwise layers that run outside the graph travel in the file's metadata.

Every column of a weight matrix and every row of the word table has a scale of its own: with one
scale a matrix one arc in ten was another than with 32 bits, with these one in fifty, at one speed.
Seven of the eight bits are used, since processors without VNNI overflow on the eighth.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import torch
from torch import Tensor, nn

from truceline.reading.schema import ANCHOR_KINDS, ENTITY_LABELS, ROLES
from truceline.reading.training.averaging import weights_of
from truceline.reading.training.encoder import Sizes, attend
from truceline.reading.training.network import Network, doubled
from truceline.reading.training.train import encoder_folder

INPUTS = ("ids", "shapes", "first", "last")
LIKELY = 3
"""Lemma scripts a word that leave the graph, the likeliest first."""


class Exported(nn.Module):
    """The network with its outputs as a tuple: chosen tags, likely scripts, scores of the rest."""

    names = (
        "tags", "scripts", "entities", "anchors", "values", "arcs", "label_child", "label_head",
        "pair_anchor", "pair_word", "rank_anchor", "rank_word", "meant_asks", "meant_names",
    )  # fmt: skip

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(
        self, ids: Tensor, shapes: Tensor, first: Tensor, last: Tensor
    ) -> tuple[Tensor, ...]:
        """Return the outputs in the order of ``names`` for one window."""
        out = self.network(ids, shapes, first, last)
        out["tags"] = out["tags"].argmax(-1)
        out["scripts"] = out["scripts"].topk(LIKELY, -1).indices
        return tuple(out[name][0] for name in self.names)


class RowWise(nn.Module):
    """An embedding in 8 bits with a scale for each row."""

    def __init__(self, table: nn.Embedding) -> None:
        super().__init__()
        weight = table.weight.detach()
        scale = weight.abs().amax(1, keepdim=True).clamp(min=1e-8) / 127
        self.register_buffer("rows", torch.round(weight / scale).to(torch.int8))
        self.register_buffer("scale", scale)

    def forward(self, ids: Tensor) -> Tensor:
        """Return the rows of ``ids``, [batch, sub-words, hidden]."""
        return self.rows[ids].float() * self.scale[ids]


class Fused(torch.autograd.Function):
    """Attention that leaves torch as the one operator that onnxruntime has for it.

    Written out as products and softmax it takes longer (``bench/speed.py --network``).
    """

    @staticmethod
    def forward(ctx: Any, query: Tensor, key: Tensor, value: Tensor, heads: int) -> Tensor:
        """Return the same as ``attend``."""
        del ctx
        return attend(query, key, value, heads, None)

    @staticmethod
    def symbolic(graph: Any, query: Any, key: Any, value: Any, heads: int) -> Any:
        """Return the operator of the graph."""
        name = "com.microsoft::MultiHeadAttention"
        return graph.op(name, query, key, value, num_heads_i=heads).setType(query.type())


def fused(query: Tensor, key: Tensor, value: Tensor, heads: int, mask: Tensor | None) -> Tensor:
    """Return the same as ``attend`` for one window without padding."""
    assert mask is None
    mixed: Tensor = Fused.apply(query, key, value, heads)
    return mixed


class Mix(NamedTuple):
    """Another checkpoint of the same vocabulary, and its share in the mean of the weights."""

    checkpoint: Path
    share: float


def load(path: Path, mixes: Sequence[Mix] = ()) -> tuple[Network, list[dict[str, int]]]:
    """Return the network of a checkpoint, or of the mean with others, with its label tables."""
    state = torch.load(path, map_location="cpu", weights_only=True)
    sizes = Sizes(**state["sizes"])
    rest = 1 - sum(mix.share for mix in mixes)
    weights = {name: weight * rest for name, weight in weights_of(state).items()}
    for mix in mixes:
        other = torch.load(mix.checkpoint, map_location="cpu", weights_only=True)
        if other["vocabulary"] != state["vocabulary"]:
            raise SystemExit(f"{mix.checkpoint}: has other labels than {path}")
        theirs = doubled(weights_of(other), sizes)
        if {n: w.shape for n, w in theirs.items()} != {n: w.shape for n, w in weights.items()}:
            raise SystemExit(f"{mix.checkpoint}: has other sizes than {path}")
        weights = {name: weight + theirs[name] * mix.share for name, weight in weights.items()}
    network = Network(sizes, dropout=0.0)
    network.load_state_dict(weights)
    return network.eval(), state["vocabulary"]


def _array(tensor: Tensor) -> dict[str, Any]:
    data = tensor.detach().numpy().astype("<f4")
    return {"shape": list(data.shape), "data": base64.b64encode(data.tobytes()).decode("ascii")}


def metadata(network: Network, tables: list[dict[str, int]]) -> dict[str, str]:
    """Return what the run time needs beside the graph, as strings for the file's metadata."""
    tags, relations, scripts = (list(t) for t in tables)
    pairs = network.pairs
    arrays = {
        "label_weight": network.label_out.weight,
        "label_bias": network.label_out.bias,
        "role_weight": pairs.out.weight,
        "role_bias": pairs.out.bias,
        "kinds": pairs.kinds.weight,
        "distances": pairs.distances.weight,
        "sentences": pairs.sentences.weight,
    }
    return {
        "labels": json.dumps(
            {
                "tags": tags,
                "relations": relations,
                "scripts": scripts,
                "entities": list(ENTITY_LABELS),
                "anchors": list(ANCHOR_KINDS),
                "roles": list(ROLES),
                "rank": network.sizes.rank,
            }
        ),
        "arrays": json.dumps({k: _array(v) for k, v in arrays.items()}),
        "tokenizer": (encoder_folder() / "tokenizer.json").read_text("utf-8"),
    }


def export(checkpoint: Path, out: Path, eight_bits: bool = True, mixes: Sequence[Mix] = ()) -> None:
    """Write ``out`` (ONNX) from ``checkpoint``; quantised unless told otherwise."""
    import onnx  # noqa: PLC0415  # an extra
    from onnxruntime.quantization import QuantType, quantize_dynamic  # noqa: PLC0415  # an extra

    network, tables = load(checkpoint, mixes)
    for layer in (*network.encoder.layers, *network.encoder.own):
        layer.attend = fused
    if eight_bits:
        network.encoder.words = RowWise(network.encoder.words)
    example = (
        torch.arange(1000, 1040)[None],
        torch.zeros(1, 40, dtype=torch.long),
        torch.arange(1, 31)[None],
        torch.arange(1, 31)[None],
    )
    axes = {"ids": {1: "t"}, "shapes": {1: "t"}, "first": {1: "w"}, "last": {1: "w"}}
    axes |= {name: {0: "w"} for name in Exported.names}
    axes["arcs"] = {0: "w", 1: "w"}
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        torch.onnx.export(
            Exported(network),
            example,
            str(plain),
            input_names=list(INPUTS),
            output_names=list(Exported.names),
            dynamic_axes=axes,
            opset_version=17,
            dynamo=False,
        )
        if eight_bits:
            quantize_dynamic(
                str(plain),
                str(out),
                op_types_to_quantize=["MatMul"],
                weight_type=QuantType.QInt8,
                per_channel=True,
                reduce_range=True,
            )
        else:
            out.write_bytes(plain.read_bytes())
    model = onnx.load(str(out))
    onnx.helper.set_model_props(model, metadata(network, tables))
    onnx.save(model, str(out))
    print(out, f"{out.stat().st_size / 1e6:.1f} MB", hashlib.sha256(out.read_bytes()).hexdigest())


def main() -> None:
    """Read the command line and export."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--plain", action="store_true", help="32-bit weights, for comparison")
    parser.add_argument(
        "--mix", type=Path, action="append", default=[], help="another checkpoint for the mean"
    )
    parser.add_argument(
        "--share", type=float, action="append", default=[], help="its share, one for each --mix"
    )
    options = parser.parse_args()
    mixes = [Mix(*pair) for pair in zip(options.mix, options.share, strict=True)]
    export(options.checkpoint, options.out, not options.plain, mixes)


if __name__ == "__main__":
    main()
