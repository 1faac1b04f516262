"""Dependency trees from arc scores: the maximum spanning arborescence with one root.

The arcs are those of Chu and Liu (1965) and Edmonds (1967). Roots are tried from the one that may
do best: a word's bound as the root is its score with the best head of every other word, and no root
whose bound lies below a tree found is looked at (as in Stanojević and Cohen 2021).
"""

from __future__ import annotations

from operator import eq
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
    if sum(map(eq, heads, range(len(heads)))) != 1:
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


def _arborescence(scores: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return heads of the best arborescence rooted at 0; ``scores`` is [child, head].

    A cycle becomes one node whose row holds, for each head outside it, the best of what its members
    gain by leaving the cycle for that head (Tarjan 1977, for dense graphs).
    """
    size = len(scores)
    rows, heads = list(scores), [0, *scores[1:].argmax(1).tolist()]
    held = [[word] for word in range(size)]
    node_of = list(range(size))
    rings: list[tuple[list[int], list[int]]] = []
    done = {0}
    for start in range(1, size):
        path, at = list[int](), node_of[start]
        while at not in done:
            if at not in path:
                path.append(at)
                at = node_of[heads[at]]
                continue
            ring = path[path.index(at) :]
            del path[-len(ring) :]
            at = len(rows)
            gains = np.array([rows[node] - rows[node][heads[node]] for node in ring])
            held.append([word for node in ring for word in held[node]])
            for word in held[at]:
                node_of[word] = at
            row = gains.max(0)
            row[held[at]] = -np.inf
            rows.append(row)
            heads.append(int(row.argmax()))
            rings.append((ring, gains.argmax(0).tolist()))
        done.update(path)
    for node in reversed(range(size, len(rows))):
        ring, leaves_at = rings[node - size]
        heads[ring[leaves_at[heads[node]]]] = heads[node]
    return np.array(heads[:size])
