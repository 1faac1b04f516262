"""Dependency trees from arc scores: the maximum spanning arborescence with one root.

The arcs are those of Chu and Liu (1965) and Edmonds (1967). Roots are tried from the one that may
do best: a word's bound as the root is its score with the best head of every other word, and no root
whose bound lies below a tree found is looked at (as in Stanojević and Cohen 2021).
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]

_TRIED = 6
"""Roots that are tried one by one."""
_ALIKE = 1e-6
"""Totals that differ by less are equal."""


def decode(scores: Scores) -> list[int]:
    """Return each word's head for scores [child, head]; a root's head is the word itself.

    The diagonal holds the scores of being the root. Exactly one word is the root.
    """
    size = len(scores)
    if size == 1:
        return [0]
    greedy: list[int] = scores.argmax(1).tolist()
    if _is_tree(greedy):
        return greedy
    return _best_rooted(scores)


def _best_rooted(scores: Scores) -> list[int]:
    """Return the heads of the best tree with one root; the first root of equals."""
    inner = scores.astype(np.float64)
    as_root = inner.diagonal().copy()
    np.fill_diagonal(inner, -np.inf)
    heads, best = inner.argmax(1), inner.max(1)
    bounds = as_root - best + best.sum()
    found, most = heads, -np.inf
    for tried, root in enumerate(np.argsort(-bounds, kind="stable").tolist()):
        if bounds[root] <= most:
            break
        if tried == _TRIED:
            tree = _one_rooted(inner, as_root)
            found = tree if _total(inner, as_root, tree) > most + _ALIKE else found
            break
        tree = heads.copy()
        tree[root] = root
        if not _is_tree(tree.tolist()):
            tree = _rooted(inner, root)
        total = _total(inner, as_root, tree)
        if total > most:
            found, most = tree, total
    result: list[int] = found.tolist()
    return result


def _total(inner: NDArray[np.float64], as_root: NDArray[np.float64], tree: NDArray[Any]) -> float:
    others = tree != np.arange(len(tree))
    return float(as_root[~others].sum() + inner[others, tree[others]].sum())


def _one_rooted(inner: NDArray[np.float64], as_root: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return the heads of the best tree of all with one root."""
    size = len(inner)
    above = np.full((size + 1, size + 1), -np.inf)
    above[1:, 1:] = inner
    told = np.concatenate([as_root, inner[np.isfinite(inner)]])
    above[1:, 0] = as_root - (1 + size * (told.max() - told.min()))
    heads = _arborescence(above)[1:] - 1
    return np.where(heads < 0, np.arange(size), heads)


def _rooted(inner: NDArray[np.float64], root: int) -> NDArray[np.int64]:
    """Return the heads of the best tree with this root; ``inner`` has no scores of being it."""
    order = np.array([root, *(i for i in range(len(inner)) if i != root)])
    heads = np.empty(len(inner), dtype=np.int64)
    heads[order] = order[_arborescence(inner[np.ix_(order, order)])]
    return heads


def _is_tree(heads: list[int]) -> bool:
    if sum(h == i for i, h in enumerate(heads)) != 1:
        return False
    state = [0] * len(heads)
    for start in range(len(heads)):
        at = start
        while not state[at]:
            state[at] = start + 1
            if heads[at] == at:
                break
            at = heads[at]
        if state[at] == start + 1 and heads[at] != at:
            return False
    return True


def _cycle(heads: NDArray[np.int64]) -> list[int]:
    state = [0] * len(heads)
    state[0] = -1
    for start in range(1, len(heads)):
        at = start
        while not state[at]:
            state[at] = start
            at = int(heads[at])
        if state[at] == start and at:
            found, step = [at], int(heads[at])
            while step != at:
                found.append(step)
                step = int(heads[step])
            return found
        for i, mark in enumerate(state):
            if mark == start:
                state[i] = -1
    return []


def _arborescence(scores: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return heads of the best arborescence rooted at 0; ``scores`` is [child, head]."""
    heads: NDArray[np.int64] = scores.argmax(1)
    heads[0] = 0
    cycle = _cycle(heads)
    if not cycle:
        return heads
    inside = np.zeros(len(scores), dtype=bool)
    inside[cycle] = True
    outside = np.flatnonzero(~inside)
    ring = np.array(cycle)
    kept = scores[ring, heads[ring]]
    entering = scores[ring[:, None], outside] - kept[:, None]
    enter_at = entering.argmax(0)
    leaving = scores[outside[:, None], ring]
    leave_at = leaving.argmax(1)
    size = len(outside)
    small = np.full((size + 1, size + 1), -np.inf)
    small[:size, :size] = scores[outside[:, None], outside]
    small[size, :size] = entering.max(0)
    small[:size, size] = leaving.max(1)
    solved = _arborescence(small)
    for child in range(1, size):
        head = solved[child]
        heads[outside[child]] = ring[leave_at[child]] if head == size else outside[head]
    broken = ring[enter_at[solved[size]]]
    heads[broken] = outside[solved[size]]
    return heads
