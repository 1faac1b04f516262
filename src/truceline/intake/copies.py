"""Copies and near copies of one text get one origin, so that one agency report counts once.

Texts are compared by their shingles: every five words in a row, in small letters, without the
passages that are not read. Two articles are copies where, by exact count of distinct shingles,

- they share at least ``SAME`` (0.6) of all shingles of the two (Jaccard): one text with a changed
  headline, another ending or some edits; or
- at least ``WITHIN`` (0.85) of the shorter one's shingles stand in the longer one, the shorter has
  ``MIN_SHINGLES`` (30) or more, and they share ``PART`` (0.25) of all: one text, shortened.

A text of which nothing is read is nobody's copy. Two reports written apart of one event share names
and quotations, by far not that much. Pairs worth counting are found by MinHash and
locality-sensitive hashing (datasketch): with 64 bands of two rows a pair that shares 0.25 is found
with probability 0.98, one that shares 0.6 all but surely (1 - 10⁻¹²). The hashing has a fixed seed;
the order of the articles does not matter.

So that a story printed a thousand times costs no million comparisons, a text is compared with one
of those that have an origin in common, and one that shares ``NEAR`` (0.9) with an earlier text is
not compared with later ones: that one stands for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from truceline.model import Article

SAME = 0.6
WITHIN = 0.85
PART = 0.25
NEAR = 0.9
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
    origins = _Origins(texts)
    _join_near(_join_equal(texts, origins), origins)
    return [msgspec.structs.replace(article, origin=origins.of(article.id)) for article in given]


def shingles(article: Article) -> frozenset[str]:
    """Return the distinct runs of five words of what is read; of a shorter text its only run."""
    words = _WORD.findall(_read(article).lower())
    runs = range(max(min(1, len(words)), len(words) - _WORDS + 1))
    return frozenset(" ".join(words[at : at + _WORDS]) for at in runs)


def are_copies(one: frozenset[str], other: frozenset[str]) -> bool:
    """Tell by exact count whether two texts' shingles make them copies or near copies."""
    shared, jaccard = len(one & other), _jaccard(one, other)
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


def _jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / max(1, len(one | other))


class _Origins:
    """Which of the texts joined with each comes first, by the order in which all are given."""

    def __init__(self, ranked: Iterable[str]) -> None:
        self._above = {key: key for key in ranked}
        self.place = {key: number for number, key in enumerate(self._above)}

    def of(self, key: str) -> str:
        """Return the first text that ``key`` is joined with."""
        above = self._above
        while above[key] != key:
            above[key] = above[above[key]]
            key = above[key]
        return key

    def join(self, one: str, other: str) -> None:
        """Give the two, and all joined with them, one origin."""
        first, second = sorted((self.of(one), self.of(other)), key=self.place.__getitem__)
        self._above[second] = first


def _join_equal(
    texts: Mapping[str, frozenset[str]], origins: _Origins
) -> dict[str, frozenset[str]]:
    """Join the texts of the same shingles; return one of each, in order, empty ones left out."""
    by_text: dict[frozenset[str], str] = {}
    for key, text in texts.items():
        if text:
            origins.join(by_text.setdefault(text, key), key)
    return {key: text for text, key in by_text.items()}


def _join_near(texts: Mapping[str, frozenset[str]], origins: _Origins) -> None:
    """Join the texts that are copies, all of them different."""
    if len(texts) < 2:
        return
    from datasketch import MinHash, MinHashLSH  # noqa: PLC0415 - a second, only for several texts

    index: Any = MinHashLSH(params=(_BANDS, _ROWS), num_perm=_BANDS * _ROWS)
    for key, text in texts.items():
        sketch: Any = MinHash(num_perm=_BANDS * _ROWS, seed=1)
        sketch.update_batch([run.encode("utf-8") for run in sorted(text)])
        near = False
        for other in sorted(index.query(sketch), key=origins.place.__getitem__):
            if origins.of(other) != origins.of(key) and are_copies(text, texts[other]):
                origins.join(other, key)
                near = near or _jaccard(text, texts[other]) >= NEAR
        if not near:
            index.insert(key, sketch, check_duplication=False)
