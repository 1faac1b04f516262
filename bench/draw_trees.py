"""Print a text's sentences as indented trees: ``python bench/draw_trees.py FILE [--count N]``.

A word stands under its head, further to the right, with its relation, tag and lemma; ``<`` marks a
word before its head and ``>`` one after it, and the number on the left is its place.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from truceline.model import Article, Sentence
from truceline.reading.reader import Reader


def draw(sentence: Sentence) -> Iterator[str]:
    """Yield a line a word: its number, then the tree below the root."""
    dependents: dict[int, list[int]] = {}
    for i, word in enumerate(sentence.words):
        dependents.setdefault(word.head, []).append(i)
    waiting = [(i, 0) for i in reversed(dependents.get(-1, []))]
    while waiting:
        i, depth = waiting.pop()
        word = sentence.words[i]
        side = "" if word.head < 0 else "< " if i < word.head else "> "
        labels = f"{word.relation}, {word.tag}, {word.lemma}"
        yield f"{i + 1:4}  {'    ' * depth}{side}{word.text}  ({labels})"
        waiting += [(j, depth + 1) for j in reversed(dependents.get(i, []))]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--count", type=int, help="sentences to draw")
    parser.add_argument("--network", type=Path, help="another network than the shipped one")
    options = parser.parse_args()
    text = options.file.read_text("utf-8")
    reading = Reader.load(options.network).read(Article(id="", doc=options.file.stem, text=text))
    for sentence in reading.sentences[: options.count]:
        print(" ".join(sentence.span.of(text).split()))
        print("\n".join(draw(sentence)), end="\n\n")


if __name__ == "__main__":
    main()
