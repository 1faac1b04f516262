"""A running mean of the weights over the steps of training, which does better than the last ones.

Each step takes the mean a little towards the new weights (Polyak and Juditsky 1992, with
exponential forgetting). A checkpoint holds both: the weights to train on from, and the mean.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from torch import Tensor

from truceline.reading.training.network import Network


def weights_of(checkpoint: dict[str, Any]) -> dict[str, Tensor]:
    """Return the weights to use of a checkpoint: the mean if it has one."""
    weights: dict[str, Tensor] = checkpoint.get("average") or checkpoint["network"]
    return weights


class Average:
    """The mean of a network's weights; ``keep`` (0 to 1) of it stays at a step, 0 keeps none."""

    def __init__(self, network: Network, keep: float) -> None:
        self._keep = keep
        self._mean = {n: w.detach().clone() for n, w in network.state_dict().items() if keep}
        self._steps = 0

    def take(self, network: Network) -> None:
        """Take in the weights after a step; the first steps count more, as in a plain mean."""
        self._steps += 1
        share = max(1.0 - self._keep, 1.0 / (self._steps + 1))
        for name, weight in network.named_parameters():
            if weight.requires_grad and name in self._mean:
                self._mean[name].lerp_(weight.detach(), share)

    @contextmanager
    def in_place(self, network: Network) -> Iterator[None]:
        """Give ``network`` the mean for a while, if one is kept."""
        if not self._mean:
            yield
            return
        own = {name: weight.clone() for name, weight in network.state_dict().items()}
        network.load_state_dict(self._mean)
        try:
            yield
        finally:
            network.load_state_dict(own)

    def state(self) -> dict[str, Any]:
        """Return what a checkpoint keeps of the mean."""
        return {"average": self._mean, "steps": self._steps} if self._mean else {}

    def resume(self, checkpoint: dict[str, Any]) -> None:
        """Go on from a checkpoint; nothing changes where it has no mean."""
        if self._mean and "average" in checkpoint:
            self._mean, self._steps = checkpoint["average"], checkpoint["steps"]
