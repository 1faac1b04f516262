"""Measure sentence and word boundaries against treebanks: ``python bench/tokens.py FOLDER``.

Prints one JSON line per ``*.dev.conllu`` file with the F1 of words and sentences, spans matched
exactly. ``--errors N`` adds the commonest differences to standard error, by the words at fault.
"""

from __future__ import annotations

import argparse
import collections
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from truceline.model import Span
from truceline.reading.sentences import split_sentences, split_words


class Document(NamedTuple):
    """A document's raw text with the spans its treebank gives."""

    genre: str
    text: str
    sentences: list[Span]
    words: list[Span]


def read_documents(path: Path) -> Iterator[Document]:
    """Yield the documents of a CoNLL-U file; paragraphs are lines, sentences joined by a space."""
    for block in path.read_text("utf-8").split("# newdoc")[1:]:
        yield _document("# newdoc" + block)


def _document(block: str) -> Document:
    text, sentences, words = "", [], []
    genre = ""
    for chunk in block.strip().split("\n\n"):
        lines = chunk.splitlines()
        genre = next((line.split(" = ")[1] for line in lines if "meta::genre" in line), genre)
        raw = next(line[9:].strip() for line in lines if line.startswith("# text = "))
        paragraph = any(line.startswith("# newpar") and "_block" not in line for line in lines)
        text += ("" if not text else "\n" if paragraph else " ") + raw
        start = len(text) - len(raw)
        sentences.append(Span(start, len(text)))
        words.extend(_align(text, start, _forms(lines)))
    return Document(genre, text, sentences, words)


def _forms(lines: list[str]) -> Iterator[tuple[str, list[str]]]:
    """Yield each surface token with the words it stands for."""
    rows = [line.split("\t") for line in lines if line and line[0] != "#"]
    rows = [row for row in rows if "." not in row[0]]
    at = 0
    while at < len(rows):
        number, form = rows[at][:2]
        count = 1
        if "-" in number:
            first, last = map(int, number.split("-"))
            count = last - first + 1
            at += 1
        parts = [row[1] for row in rows[at : at + count]]
        yield form, parts if "".join(parts) == form else [form]
        at += count


def _align(text: str, at: int, tokens: Iterator[tuple[str, list[str]]]) -> Iterator[Span]:
    for _, parts in tokens:
        for part in parts:
            start = text.index(part, at)
            at = start + len(part)
            yield Span(start, at)


def _f1(gold: set[tuple[int, Span]], found: set[tuple[int, Span]]) -> float:
    return round(200 * len(gold & found) / (len(gold) + len(found)), 2)


def _show(documents: list[Document], level: str, count: int) -> None:
    seen: collections.Counter[str] = collections.Counter()
    for document in documents:
        gold = set(getattr(document, level))
        found = set(_read(document)[level])
        for mark, spans in (("-", gold - found), ("+", found - gold)):
            for span in spans:
                words = span.of(document.text)
                context = document.text[max(0, span.start - 15) : span.end + 15]
                line = words if level == "words" else f"{words[:60]} ... {words[-40:]}"
                seen[
                    f"{mark} {line!r}" + ("" if level == "words" else f"  <{context[-45:]!r}>")
                ] += 1
    for line, times in seen.most_common(count):
        print(times, line, file=sys.stderr)


def _read(document: Document) -> dict[str, list[Span]]:
    sentences = split_sentences(document.text)
    words = [word for span in sentences for word in split_words(document.text, span)]
    return {"sentences": sentences, "words": words}


def measure(documents: list[Document]) -> dict[str, float]:
    """Return the F1 of words and of sentences, in per cent, over all ``documents``."""
    began = time.perf_counter()
    read = [_read(document) for document in documents]
    seconds = time.perf_counter() - began
    figures: dict[str, float] = {"documents": len(documents)}
    for level in ("words", "sentences"):
        gold = {(at, span) for at, doc in enumerate(documents) for span in getattr(doc, level)}
        found = {(at, span) for at, layers in enumerate(read) for span in layers[level]}
        figures[level] = _f1(gold, found)
    return figures | {"seconds": round(seconds, 2)}


def main() -> None:
    """Print the figures of every development file in the folder, and of its news alone."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--part", default="dev")
    parser.add_argument("--errors", type=int, default=0)
    parser.add_argument("--level", choices=("words", "sentences"), default="words")
    options = parser.parse_args()
    for path in sorted(options.folder.glob(f"*.{options.part}.conllu")):
        documents = list(read_documents(path))
        groups = {"all": documents, "news": [doc for doc in documents if doc.genre == "news"]}
        for name, group in groups.items():
            if group:
                print(json.dumps({"file": path.name, "genre": name} | measure(group)))
        _show(documents, options.level, options.errors)


if __name__ == "__main__":
    main()
