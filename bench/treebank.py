"""Trees against a treebank, on its words and on raw text.

Words of raw text are aligned as in the CoNLL 2018 shared task (Zeman et al. 2018): by their
characters without white space, and inside a multi-word token by the longest common run of forms.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from truceline.model import Reading, Sentence


class Node(NamedTuple):
    """A word of a document; ``head`` is its head's number in the document, -1 for a root."""

    form: str
    start: int
    end: int
    """Characters of the document without white space."""
    tag: str
    lemma: str
    head: int
    relation: str
    joined: bool = False
    """Part of a multi-word token, whose characters it shares."""


class Document(NamedTuple):
    """A document of a treebank: its text as it stood, its words, and where its sentences end."""

    text: str
    nodes: list[Node]
    sentences: list[tuple[int, int]]


def read_documents(path: Path) -> Iterator[Document]:
    """Yield the documents of a CoNLL-U file, paragraphs parted by an empty line."""
    for block in path.read_text("utf-8").split("# newdoc")[1:]:
        document = Document("", [], [])
        for sentence in ("# newdoc" + block).strip().split("\n\n"):
            document = _with_sentence(document, sentence.splitlines())
        yield document


def _with_sentence(document: Document, lines: list[str]) -> Document:
    raw = next(line[9:].strip() for line in lines if line.startswith("# text = "))
    paragraph = any(line.startswith("# newpar") and "_block" not in line for line in lines)
    gap = "" if not document.text else "\n\n" if paragraph else " "
    base, at = len(document.nodes), document.nodes[-1].end if document.nodes else 0
    nodes = list(_nodes([line.split("\t") for line in lines if line[0] != "#"], base, at))
    return Document(
        document.text + gap + raw,
        document.nodes + nodes,
        [*document.sentences, (base, base + len(nodes))],
    )


def _nodes(rows: list[list[str]], base: int, at: int) -> Iterator[Node]:
    last, token = 0, (0, 0)
    for row in rows:
        if "-" in row[0]:
            last = int(row[0].split("-")[1])
            token = (at, at + _width(row[1]))
            at = token[1]
        elif row[0].isdigit():
            joined = int(row[0]) <= last
            start, end = token if joined else (at, at + _width(row[1]))
            at = end
            head = base + int(row[6]) - 1 if row[6] != "0" else -1
            yield Node(row[1], start, end, row[4], row[2], head, row[7], joined)


def _width(text: str) -> int:
    return sum(not c.isspace() for c in text)


def nodes_of(reading: Reading) -> list[Node]:
    """Return the words of a reading, numbered through the article."""
    text, found, at, seen = reading.article.text, [], 0, 0
    for sentence in reading.sentences:
        base = len(found)
        for word in sentence.words:
            at += _width(text[seen : word.span.start])
            end = at + _width(word.text)
            seen = word.span.end
            head = base + word.head if word.head >= 0 else -1
            found.append(Node(word.text, at, end, word.tag, word.lemma, head, word.relation))
            at = end
    return found


def align(gold: list[Node], found: list[Node]) -> dict[int, int]:
    """Return the number of the gold word for each found word that has one."""
    pairs: dict[int, int] = {}
    g = f = 0
    while g < len(gold) and f < len(found):
        one, other = gold[g], found[f]
        if one.joined and other.end > one.start:
            g_end, f_end = _region(gold, found, g, f)
            pairs |= _longest_common(gold, found, range(g, g_end), range(f, f_end))
            g, f = g_end, f_end
        elif (one.start, one.end) == (other.start, other.end):
            pairs[f] = g
            g, f = g + 1, f + 1
        elif one.start <= other.start and not one.joined:
            g += 1
        else:
            f += 1
    return pairs


def _region(gold: list[Node], found: list[Node], g: int, f: int) -> tuple[int, int]:
    """Return where the stretch around a multi-word token ends on both sides."""
    end = gold[g].end
    while True:
        before = g, f, end
        while g < len(gold) and gold[g].start < end:
            end = max(end, gold[g].end if gold[g].joined else end)
            g += 1
        while f < len(found) and found[f].start < end:
            f += 1
        if before == (g, f, end):
            return g, f


def _longest_common(
    gold: list[Node], found: list[Node], left: range, right: range
) -> dict[int, int]:
    best: dict[tuple[int, int], tuple[tuple[int, int], ...]] = {}
    for g in reversed(left):
        for f in reversed(right):
            options = [best.get((g + 1, f), ()), best.get((g, f + 1), ())]
            if gold[g].form.lower() == found[f].form.lower():
                options.append(((f, g), *best.get((g + 1, f + 1), ())))
            best[g, f] = max(options, key=len)
    return dict(best.get((left.start, right.start), ()))


def universal(relation: str) -> str:
    """Return the relation before the colon."""
    return relation.split(":", maxsplit=1)[0]


def count(gold: list[Node], found: list[Node], pairs: dict[int, int], tally: Counter[str]) -> None:
    """Add the words of one document, right by each measure, to ``tally``."""
    tally["gold"] += len(gold)
    tally["found"] += len(found)
    tally["words"] += len(pairs)
    for f, g in pairs.items():
        one, other = gold[g], found[f]
        head = pairs.get(other.head) if other.head >= 0 else -1
        tally["tags"] += one.tag == other.tag
        tally["lemmas"] += one.lemma == other.lemma
        tally["uas"] += head == one.head
        tally["las"] += head == one.head and one.relation == other.relation
        tally["las_universal"] += head == one.head and (
            universal(one.relation) == universal(other.relation)
        )


def sentence_ends(sentences: tuple[Sentence, ...]) -> list[tuple[int, int]]:
    """Return first and past-the-last word of every sentence."""
    found, at = [], 0
    for sentence in sentences:
        found.append((at, at + len(sentence.words)))
        at += len(sentence.words)
    return found


def count_sentences(document: Document, reading: Reading, tally: Counter[str]) -> None:
    """Add the sentences of raw text whose extent is the treebank's."""
    nodes = nodes_of(reading)
    gold = {(document.nodes[a].start, document.nodes[b - 1].end) for a, b in document.sentences}
    cut = sentence_ends(reading.sentences)
    found = {(nodes[a].start, nodes[b - 1].end) for a, b in cut if a < b}
    tally["sentences"] += len(gold & found)
    tally["sentences_gold"] += len(gold)
    tally["sentences_found"] += len(found)
