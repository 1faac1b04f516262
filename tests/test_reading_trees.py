"""Trees from arc scores: the best one of all, with one root and no cycle."""

from __future__ import annotations

import itertools
import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from truceline.reading import trees
from truceline.reading.trees import decode


def is_tree(heads: list[int]) -> bool:
    """One word is its own head, and every word's way up ends there."""
    if sum(head == i for i, head in enumerate(heads)) != 1:
        return False
    for at in range(len(heads)):
        word = at
        for _ in heads:
            word = heads[word]
        if heads[word] != word:
            return False
    return True


def weight(scores: np.ndarray, heads: list[int]) -> float:
    return float(scores[np.arange(len(heads)), heads].sum())


def best_weight(scores: np.ndarray) -> float:
    size = len(scores)
    choices = itertools.product(range(size), repeat=size)
    return max(weight(scores, list(heads)) for heads in choices if is_tree(list(heads)))


@pytest.mark.parametrize("size", [1, 2, 3, 4, 5])
@pytest.mark.parametrize("seed", range(6))
def test_the_best_of_all_trees(size, seed):
    scores = np.random.default_rng(seed).normal(size=(size, size)).astype(np.float32)
    heads = decode(scores)
    assert is_tree(heads)
    assert weight(scores, heads) == pytest.approx(best_weight(scores), abs=1e-4)


@pytest.mark.parametrize("seed", range(8))
def test_the_best_where_every_word_would_be_a_root(seed):
    scores = np.random.default_rng(seed).normal(size=(5, 5)).astype(np.float32)
    np.fill_diagonal(scores, 4 + scores.diagonal())
    heads = decode(scores)
    assert is_tree(heads)
    assert weight(scores, heads) == pytest.approx(best_weight(scores), abs=1e-4)


@pytest.mark.parametrize(
    ("scores", "heads"),
    [
        # "Envoys met": the verb is the root.
        ([[0, 9], [1, 5]], [1, 1]),
        # Each would be the other's head: the cycle breaks where it costs least.
        ([[1, 9], [8, 3]], [1, 1]),
        ([[6, 9], [8, 3]], [0, 0]),
        ([[9, 4], [3, 8]], [0, 0]),
        # A chain of three with the root at its end.
        ([[0, 9, 0], [0, 0, 9], [0, 0, 9]], [1, 2, 2]),
    ],
)
def test_small_trees_by_hand(scores, heads):
    assert decode(np.array(scores, dtype=np.float32)) == heads


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 40), st.integers(0, 10_000), st.sampled_from([0.0, 1e-3, 1.0, 1e4]))
def test_any_scores_make_a_tree(size, seed, scale):
    scores = np.random.default_rng(seed).normal(size=(size, size)).astype(np.float32) * scale
    assert is_tree(decode(scores))


def test_the_longest_piece_of_a_sentence_is_no_burden():
    scores = np.random.default_rng(3).normal(size=(160, 160)).astype(np.float32)
    scores += 5 * np.eye(160, dtype=np.float32)
    assert is_tree(decode(scores))


@pytest.mark.parametrize("size", [7, 8])
@pytest.mark.parametrize("seed", range(6))
def test_the_best_where_roots_are_many_and_alike(size, seed, monkeypatch):
    scores = np.random.default_rng(seed).integers(0, 3, size=(size, size)).astype(np.float32)
    np.fill_diagonal(scores, 5)
    monkeypatch.setattr(trees, "_TRIED", size)
    one_by_one = decode(scores)
    monkeypatch.setattr(trees, "_TRIED", 1)
    heads = decode(scores)
    assert is_tree(heads)
    assert weight(scores, heads) == weight(scores, one_by_one)


def test_words_that_point_at_each_other_are_soon_decided():
    scores = np.random.default_rng(2).normal(size=(160, 160)).astype(np.float32)
    scores += scores.T  # as in a line of marks, every second word is the best head of its own head
    np.fill_diagonal(scores, -9)
    start = time.process_time()
    assert is_tree(decode(scores))
    assert time.process_time() - start < 1  # 0.1 s where nothing else runs
