"""Turn a shipped file into a checkpoint: ``python -m truceline.reading.training.recover CKPT``.

What the file holds in 8 bits comes back rounded, a step that training makes good within a few
hundred batches. So whoever has annotated reports of their own can train on from the shipped network
(``train … --start CKPT``), and two networks can be averaged (``export … --mix``).
"""

from __future__ import annotations

import argparse
import base64
import json
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from truceline.reading.training.encoder import Sizes
from truceline.reading.training.network import Network

ARRAYS = {
    "label_weight": "label_out.weight",
    "label_bias": "label_out.bias",
    "role_weight": "pairs.out.weight",
    "role_bias": "pairs.out.bias",
    "kinds": "pairs.kinds.weight",
    "distances": "pairs.distances.weight",
    "sentences": "pairs.sentences.weight",
}
"""Layers outside the graph: their names in the file's metadata and in the network."""

PREFIX = "network."


def recover(file: Path) -> dict[str, Any]:
    """Return sizes, vocabulary and weights (32 bits) of the network in an exported ``file``."""
    import onnx  # noqa: PLC0415  # an extra

    model = onnx.load(str(file))
    metadata = {p.key: p.value for p in model.metadata_props}
    labels = json.loads(metadata["labels"])
    tables = [labels[name] for name in ("tags", "relations", "scripts")]
    weights = _in_graph(model.graph) | _outside(json.loads(metadata["arrays"]))
    sizes = Sizes(
        len(labels["tags"]),
        len(labels["scripts"]),
        len(labels["relations"]),
        len(labels["entities"]),
        layers=_layers(weights, "encoder.layers."),
        doubled=_layers(weights, "encoder.own."),
    )
    network = Network(sizes)
    network.load_state_dict(weights)
    return {
        "sizes": sizes.as_dict(),
        "vocabulary": [{label: i for i, label in enumerate(table)} for table in tables],
        "network": network.state_dict(),
    }


def _layers(weights: dict[str, Tensor], where: str) -> int:
    return sum(n.startswith(where) and n.endswith("query_key_value.bias") for n in weights)


def _outside(arrays: dict[str, Any]) -> dict[str, Tensor]:
    found = {}
    for name, ours in ARRAYS.items():
        flat = np.frombuffer(base64.b64decode(arrays[name]["data"]), dtype="<f4")
        found[ours] = torch.from_numpy(flat.reshape(arrays[name]["shape"]).copy())
    return found


def _in_graph(graph: Any) -> dict[str, Tensor]:
    """Return the graph's weights by the names of the network's parameters.

    A bias keeps its name; the matrix is the one of the product to which the bias is added.
    """
    from onnx import numpy_helper  # noqa: PLC0415  # an extra

    held = {i.name: torch.from_numpy(numpy_helper.to_array(i).copy()) for i in graph.initializer}
    made_by = {out: node for node in graph.node for out in node.output}
    found = {
        name.removeprefix(PREFIX): value
        for name, value in held.items()
        if name.startswith(PREFIX) and name.endswith((".weight", ".bias"))
    }
    for node in graph.node:
        bias = next((i for i in node.input if i in held and i.endswith(".bias")), None)
        if node.op_type == "Add" and bias is not None:
            matrix = _matrix(next(i for i in node.input if i != bias), made_by, held)
            found[bias.removeprefix(PREFIX).removesuffix("bias") + "weight"] = matrix.T.contiguous()
    found["arc_weight"] = _matrix_named(f"{PREFIX}arc_weight", held)
    if f"{PREFIX}encoder.words.rows" in held:
        rows, scale = (held[f"{PREFIX}encoder.words.{part}"] for part in ("rows", "scale"))
        found["encoder.words.weight"] = rows.float() * scale
    return found


def _matrix(made: str, made_by: dict[str, Any], held: dict[str, Tensor]) -> Tensor:
    """Return the matrix of the product that leads to the value ``made``."""
    while (node := made_by[made]).op_type not in ("MatMul", "MatMulInteger"):
        made = next(i for i in node.input if i in made_by)
    return _matrix_named(node.input[1].removesuffix("_quantized"), held)


def _matrix_named(name: str, held: dict[str, Tensor]) -> Tensor:
    if name in held:
        return held[name]
    steps = held[f"{name}_quantized"].float() - held[f"{name}_zero_point"].float()
    return steps * held[f"{name}_scale"]


def main() -> None:
    """Read the command line and write the checkpoint."""
    shipped = Path(__file__).parents[1] / "data/reader.onnx"
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument(
        "--network", type=Path, default=shipped, help="another file than the shipped one"
    )
    options = parser.parse_args()
    torch.save(recover(options.network), options.checkpoint)


if __name__ == "__main__":
    main()
