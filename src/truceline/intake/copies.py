"""Copies and near copies of one text get one origin, so that one agency report counts once.

Texts are compared by their shingles: every five words in a row, in small letters, without the
passages that are not read. Two articles are copies where, by exact count of distinct shingles,

- they share at least ``SAME`` (0.6) of all shingles of the two (Jaccard): one text with a changed
  headline, another ending or some edits; or
- at least ``WITHIN`` (0.85) of the shorter one's shingles stand in the longer one, the shorter has
  ``MIN_SHINGLES`` (30) or more, and they share ``PART`` (0.25) of all: one text, shortened.

Two reports written apart of one event share names and quotations, by far not that much. Pairs
worth counting are found by MinHash and locality-sensitive hashing (datasketch): with 64 bands of
two rows a pair that shares 0.25 is found with probability 0.98, one that shares 0.6 all but surely
(1 - 10⁻¹²). The hashing has a fixed seed; the order of the articles does not matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from truceline.model import Article

SAME = 0.6
WITHIN = 0.85
PART = 0.25
MIN_SHINGLES = 30
_WORDS = 5
_BANDS, _ROWS = 64, 2
_WORD = re.compile(r"[^\W_]+")


def group_copies(articles: Iterable[Article]) -> list[Article]:
    """Return ``articles`` in their order, each with the id of its text's first article as origin.

    First is the one published first, then by ``doc`` and id; undated ones come after dated ones.
    """
    given = list(articles)
    ranked = sorted({article.id: article for article in given}.values(), key=_rank)
    texts = {article.id: shingles(article) for article in ranked}
    first = _origins([article.id for article in ranked], _pairs(texts))
    return [msgspec.structs.replace(article, origin=first[article.id]) for article in given]


def shingles(article: Article) -> frozenset[str]:
    """Return the distinct runs of five words of what is read; of a shorter text its only run."""
    words = _WORD.findall(_read(article).lower())
    runs = range(max(1, len(words) - _WORDS + 1))
    return frozenset(" ".join(words[at : at + _WORDS]) for at in runs)


def are_copies(one: frozenset[str], other: frozenset[str]) -> bool:
    """Tell by exact count whether two texts' shingles make them copies or near copies."""
    shared = len(one & other)
    jaccard = shared / max(1, len(one | other))
    shorter = min(len(one), len(other))
    within = shorter >= MIN_SHINGLES and shared >= WITHIN * shorter
    return jaccard >= SAME or (within and jaccard >= PART)


def _rank(article: Article) -> tuple[bool, str, str, str]:
    return article.published is None, article.published or "", article.doc, article.id


def _read(article: Article) -> str:
    """Return the article's text without the passages that are not read."""
    pieces, at = [], 0
    for skip in article.skips:
        pieces.append(article.text[at : skip.start])
        at = skip.end
    return " ".join([*pieces, article.text[at:]])


def _origins(ranked: Sequence[str], pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return for each id the first id, in the order of ``ranked``, that it is joined with."""
    place = {key: number for number, key in enumerate(ranked)}
    above = {key: key for key in ranked}

    def top(key: str) -> str:
        while above[key] != key:
            above[key] = above[above[key]]
            key = above[key]
        return key

    for one, other in pairs:
        first, second = sorted((top(one), top(other)), key=place.__getitem__)
        above[second] = first
    return {key: top(key) for key in ranked}


def _pairs(texts: Mapping[str, frozenset[str]]) -> Iterator[tuple[str, str]]:
    """Yield every pair of ids whose texts are copies; equal texts are compared once."""
    by_text: dict[frozenset[str], str] = {}
    for key, text in texts.items():
        if (same := by_text.setdefault(text, key)) != key:
            yield same, key
    if len(by_text) > 1:
        for one, other in _candidates({key: text for text, key in by_text.items()}):
            if are_copies(texts[one], texts[other]):
                yield one, other


def _candidates(texts: Mapping[str, frozenset[str]]) -> Iterator[tuple[str, str]]:
    from datasketch import MinHash, MinHashLSH  # noqa: PLC0415 - a second, only for several texts

    index: Any = MinHashLSH(params=(_BANDS, _ROWS), num_perm=_BANDS * _ROWS)
    for key, text in texts.items():
        sketch: Any = MinHash(num_perm=_BANDS * _ROWS, seed=1)
        sketch.update_batch([run.encode("utf-8") for run in sorted(text)])
        for other in sorted(index.query(sketch)):
            yield other, key
        index.insert(key, sketch, check_duplication=False)
