"""The shipped network at run time: one 8-bit ONNX file, checked by its hash, run on one thread.

A window of whole sentences goes in by itself, never padded beside others: 8-bit arithmetic scales
its numbers by what it sees, so this is what makes the same text give the same result in any batch.
"""

from __future__ import annotations

import base64
import hashlib
import json
import tomllib
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from truceline.errors import TrucelineError
from truceline.reading.schema import DISTANCES, shape_of
from truceline.reading.subwords import SEPARATOR, START, SubWords

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]


AT_ONCE = 16
"""Anchors whose roles are scored at once: bounds the memory."""

SLOW = ["SkipLayerNormFusion"]
"""What onnxruntime fuses into an operator that takes longer than its parts."""

_NEAR = np.array([3, 1, 0, 2, 3])
"""How a sentence lies to the anchor's: 0 the same, 1 before, 2 after, 3 farther; by offset + 2."""


class NetworkError(TrucelineError):
    """The network's file is missing or damaged."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path.name}: {reason}. Reinstall truceline to get the file again.")


class Window(NamedTuple):
    """Whole sentences as the encoder takes them; ``sentence`` numbers each word's sentence."""

    ids: list[int]
    shapes: list[int]
    first: list[int]
    last: list[int]
    sentence: list[int]


class Outputs(NamedTuple):
    """What the network says of each word of a window."""

    tags: Ints
    scripts: Ints
    entities: Floats
    anchors: Floats
    values: Floats
    arcs: Floats
    label_child: Floats
    label_head: Floats
    pair_anchor: Floats
    pair_word: Floats
    rank_anchor: Floats
    rank_word: Floats
    meant_asks: Floats
    meant_names: Floats


class Labels(NamedTuple):
    """The label sets, by number."""

    tags: list[str]
    relations: list[str]
    scripts: list[str]
    entities: list[str]
    anchors: list[str]
    roles: list[str]
    rank: int


def make_window(sentences: list[list[str]], subwords: SubWords) -> Window:
    """Return the window of ``sentences``, each a list of words."""
    window = Window([START], [0], [], [], [])
    for number, words in enumerate(sentences):
        for word in words:
            ids = subwords.of(word)
            window.first.append(len(window.ids))
            window.last.append(len(window.ids) + len(ids) - 1)
            window.ids.extend(ids)
            window.shapes.extend([shape_of(word)] * len(ids))
            window.sentence.append(number)
        window.ids.append(SEPARATOR)
        window.shapes.append(0)
    return window


class Network:
    """The network's session, label sets and pairwise layers."""

    def __init__(self, session: Any, metadata: dict[str, str], name: str) -> None:
        self._session = session
        self.name = name
        self.labels = Labels(**json.loads(metadata["labels"]))
        self.subwords = SubWords.from_json(metadata["tokenizer"])
        self._arrays = {k: _array(v) for k, v in json.loads(metadata["arrays"]).items()}
        places = self._arrays["sentences"][:, None] + self._arrays["distances"]
        self._places = places.reshape(-1, places.shape[-1])

    @classmethod
    def load(cls, path: Path | None = None) -> Network:
        """Load the shipped network, or the file at ``path``; raises ``NetworkError``."""
        folder = Path(str(resources.files("truceline.reading"))) / "data"
        card = tomllib.loads((folder / "card.toml").read_text("utf-8"))
        file = path or folder / card["file"]
        if not file.is_file():
            raise NetworkError(file, "the network's file is missing")
        data = file.read_bytes()
        found = hashlib.sha256(data).hexdigest()
        if path is None and found != card["sha256"]:
            raise NetworkError(file, "the file is damaged: its hash is not the model card's")
        try:
            return cls(*_open(file, data), f"network-{found[:8]}")
        except (KeyError, TypeError, ValueError) as error:
            raise NetworkError(file, "the file holds something else than our network") from error

    def run(self, window: Window) -> Outputs:
        """Return the network's outputs for one window."""
        feeds = {
            "ids": np.array([window.ids], np.int64),
            "shapes": np.array([window.shapes], np.int64),
            "first": np.array([window.first], np.int64),
            "last": np.array([window.last], np.int64),
        }
        return Outputs(*self._session.run(list(Outputs._fields), feeds))

    def relations(self, outputs: Outputs, heads: list[int]) -> Ints:
        """Return the number of each word's relation to its head; a root is its own head.

        Only a root may have the relation of that name.
        """
        hidden = outputs.label_child + outputs.label_head[heads]
        np.maximum(hidden, 0.0, out=hidden)
        scores = hidden @ self._arrays["label_weight"].T + self._arrays["label_bias"]
        below = np.array(heads) != np.arange(len(heads))
        scores[below, self.labels.relations.index("root")] = -np.inf
        best: Ints = scores.argmax(1)
        return best

    def roles(
        self, outputs: Outputs, sentence: list[int], anchors: list[tuple[int, int]]
    ) -> Iterator[tuple[list[tuple[int, int]], Floats]]:
        """Yield some anchors at a time (word and kind) with log-odds, [anchor, role, word]."""
        for first in range(0, len(anchors), AT_ONCE):
            some = anchors[first : first + AT_ONCE]
            yield some, self._role_scores(outputs, sentence, some)

    def _role_scores(
        self, outputs: Outputs, sentence: list[int], anchors: list[tuple[int, int]]
    ) -> Floats:
        arrays, rank = self._arrays, self.labels.rank
        size, number = len(sentence), len(self.labels.roles)
        words, kinds = (np.array(column) for column in zip(*anchors, strict=True))
        distance = np.searchsorted(DISTANCES, np.arange(size) - words[:, None])
        offset = np.array(sentence) - np.array(sentence)[words][:, None]
        places = _NEAR[np.clip(offset, -2, 2) + 2] * len(arrays["distances"]) + distance
        own = outputs.pair_anchor[words] + arrays["kinds"][kinds]
        scores = np.empty((len(anchors), number, size), np.float32)
        hidden = np.empty_like(outputs.pair_word)
        for at, told in enumerate(scores):  # one by one: what one takes stays in the cache
            self._places.take(places[at], 0, hidden, "clip")
            hidden += outputs.pair_word
            hidden += own[at]
            np.maximum(hidden, 0.0, out=hidden)
            told[:] = (hidden @ arrays["role_weight"].T).T
        left = outputs.rank_anchor[words].reshape(-1, number, rank).transpose(1, 0, 2)
        right = outputs.rank_word.reshape(size, number, rank).transpose(1, 2, 0)
        ranked = left @ right
        ranked *= np.float32(rank**-0.5)
        scores += ranked.transpose(1, 0, 2)
        scores += arrays["role_bias"][:, None]
        return scores


def sigmoid(scores: Floats) -> Floats:
    """Return the logistic function of ``scores``."""
    bounded = np.minimum(np.maximum(scores, -30.0), 30.0)
    chances: Floats = (1.0 / (1.0 + np.exp(-bounded))).astype(np.float32, copy=False)
    return chances


def softmax(scores: Floats) -> Floats:
    """Return the softmax of ``scores`` over the last axis."""
    raised = np.exp(scores - np.maximum.reduce(scores, -1, keepdims=True))
    shares = raised / np.add.reduce(raised, -1, keepdims=True)
    chances: Floats = shares.astype(np.float32, copy=False)
    return chances


def _array(stored: dict[str, Any]) -> Floats:
    flat = np.frombuffer(base64.b64decode(stored["data"]), dtype="<f4")
    return flat.reshape(stored["shape"]).astype(np.float32)


def _open(file: Path, data: bytes) -> tuple[Any, dict[str, str]]:
    import onnxruntime  # noqa: PLC0415  # slow to import

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        session = onnxruntime.InferenceSession(
            data, options, providers=["CPUExecutionProvider"], disabled_optimizers=SLOW
        )
    except Exception as error:
        raise NetworkError(file, "the file cannot be run") from error
    if not set(Outputs._fields) <= {output.name for output in session.get_outputs()}:
        raise NetworkError(file, "the file holds an older network")
    return session, session.get_modelmeta().custom_metadata_map
