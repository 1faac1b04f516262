"""Score the reader on test sets it was not trained on: ``python bench/reader.py DATA``.

    python bench/reader.py DATA [--network FILE] [--plain FILE] [--corpora ewt,gum,…] [--limit N]

DATA is the folder with ``treebank/``, ``entities/``, ``records/`` and ``attributions/``; a folder
``devset/quotes`` beside it is measured too if it is there. Prints one JSON object: every figure in
per cent, per corpus. The treebanks are their test parts; of the other corpora the tenth of the
documents that training leaves out. ``las`` takes the whole relation, ``las_universal`` the part
before the colon, as the CoNLL 2018 shared task counts. With ``--plain``, a 32-bit export of the
same network, ``loss_by_quantisation`` says how much better each figure is with it.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import attributions
import treebank
from truceline.model import Article, Reading, Span
from truceline.reading.reader import Reader
from truceline.reading.schema import ANCHOR_KINDS, ROLES, SLOTS
from truceline.reading.training import corpora

MAIN_TYPES = ("person", "organisation", "place")
ANCHOR_CUTS = (0.2, 0.3, 0.4, 0.5)
KIND_CUT = 0.4

Figures = dict[str, Any]


def article_of(text: str) -> Article:
    return Article(id="", doc="", text=text)


def read_words(reader: Reader, words: list[str], sentences: Iterable[tuple[int, int]]) -> Reading:
    """Return the reading of given words, in a text that parts them by spaces."""
    spans, at = [], 0
    for word in words:
        spans.append(Span(at, at + len(word)))
        at += len(word) + 1
    cut = [(Span(spans[a].start, spans[b - 1].end), spans[a:b]) for a, b in sentences]
    return reader.read_cut(article_of(" ".join(words)), cut)


def per_cent(right: float, everything: float) -> float:
    return round(100 * right / everything, 2) if everything else 0.0


def f1(right: float, found: float, gold: float) -> float:
    return per_cent(2 * right, found + gold)


def trees(reader: Reader, path: Path, limit: int | None) -> Figures:
    """Return the figures of one treebank, on its own words and from raw text."""
    own: Counter[str] = Counter()
    raw: Counter[str] = Counter()
    for document in islice(treebank.read_documents(path), limit):
        words = [node.form for node in document.nodes]
        reading = read_words(reader, words, document.sentences)
        same = {i: i for i in range(len(words))}
        treebank.count(document.nodes, treebank.nodes_of(reading), same, own)
        reading = reader.read(article_of(document.text))
        found = treebank.nodes_of(reading)
        treebank.count(document.nodes, found, treebank.align(document.nodes, found), raw)
        treebank.count_sentences(document, reading, raw)
    names = ("tags", "lemmas", "uas", "las", "las_universal")
    return {
        "words": own["gold"],
        "gold_words": {name: f1(own[name], own["found"], own["gold"]) for name in names},
        "raw_text": {
            "sentences": f1(raw["sentences"], raw["sentences_found"], raw["sentences_gold"]),
            **{name: f1(raw[name], raw["found"], raw["gold"]) for name in ("words", *names)},
        },
    }


def entities(reader: Reader, units: Iterable[corpora.Unit]) -> Figures:
    """Return the F1 of names by exact extent and type; names of unknown type count nowhere."""
    tally: Counter[str] = Counter()
    for unit in units:
        reading = read_words(reader, unit.words, unit.sentences)
        places = word_at(unit.words)
        gold = list(named(unit.entities or []))
        unknown = {i for first, last, kind in gold if kind == "?" for i in range(first, last)}
        found = {
            (places[e.span.start], ends(unit.words, places, e.span), e.type)
            for e in reading.entities
        }
        for kind in MAIN_TYPES:
            right = {e for e in gold if e[2] == kind}
            ours = {e for e in found if e[2] == kind and e[0] not in unknown}
            tally[f"{kind}.gold"] += len(right)
            tally[f"{kind}.found"] += len(ours)
            tally[f"{kind}.right"] += len(right & ours)
    for part in ("gold", "found", "right"):
        tally[f"all.{part}"] = sum(tally[f"{kind}.{part}"] for kind in MAIN_TYPES)
    return {"names": tally["all.gold"]} | {
        name: f1(tally[f"{name}.right"], tally[f"{name}.found"], tally[f"{name}.gold"])
        for name in ("all", *MAIN_TYPES)
    }


def named(labels: list[str]) -> Iterator[tuple[int, int, str]]:
    """Yield first word, past the last, and type of the names of a BIO sequence."""
    first, kind = 0, ""
    for i, label in enumerate([*labels, "O"]):
        if kind and label != f"I-{kind}":
            yield first, i, kind
            kind = ""
        if label != "O" and not kind:
            first, kind = i, label[2:]


def word_at(words: list[str]) -> dict[int, int]:
    """Return the number of the word that starts at each offset of the spaced text."""
    places, at = {}, 0
    for i, word in enumerate(words):
        places[at] = i
        at += len(word) + 1
    return places


def ends(words: list[str], places: dict[int, int], span: Span) -> int:
    """Return the number past the last word of a span that ends with a word."""
    i, at = places[span.start], span.start
    while at < span.end:
        at += len(words[i]) + 1
        i += 1
    return i


def records(reader: Reader, units: Iterable[corpora.Unit]) -> Figures:
    """Return anchors, the roles and the values of the anchors found, by word."""
    tally: Counter[str] = Counter()
    for unit in units:
        reading = read_words(reader, unit.words, unit.sentences)
        count_anchors(unit, reading, tally)
        count_roles(unit, reading, tally)
    kinds = [kind for kind in ANCHOR_KINDS if tally[f"{kind}.gold"]]
    return {
        "anchors": {
            "gold": tally["gold"],
            **{f"at_{cut}": triple(tally, f"{cut}", "gold") for cut in ANCHOR_CUTS},
            f"kinds_at_{KIND_CUT}": {kind: triple(tally, kind, f"{kind}.gold") for kind in kinds},
        },
        "roles_of_anchors_found": {
            role: triple(tally, role, f"{role}.gold") for role in ROLES if tally[f"{role}.gold"]
        },
        "roles_all": triple(tally, "roles", "roles.gold"),
        "values_of_anchors_found": per_cent(tally["values.right"], tally["values"]),
    }


def triple(tally: Counter[str], name: str, gold: str) -> float:
    return f1(tally[f"{name}.right"], tally[f"{name}.found"], tally[gold])


def count_anchors(unit: corpora.Unit, reading: Reading, tally: Counter[str]) -> None:
    places = word_at(unit.words)
    gold = {(a.word, ANCHOR_KINDS[a.kind]) for a in unit.anchors or ()}
    ignored = {(word, ANCHOR_KINDS[kind]) for word, kind in unit.anchor_ignored} - gold
    chances = {(places[a.span.start], a.kind): a.probability for a in reading.anchors}
    tally["gold"] += len(gold)
    for cut in ANCHOR_CUTS:
        found = {key for key, chance in chances.items() if chance > cut} - ignored
        tally[f"{cut}.found"] += len(found)
        tally[f"{cut}.right"] += len(found & gold)
        if cut == KIND_CUT:
            tally.update(f"{kind}.found" for _, kind in found)
            tally.update(f"{kind}.right" for _, kind in found & gold)
    tally.update(f"{kind}.gold" for _, kind in gold)


def count_roles(unit: corpora.Unit, reading: Reading, tally: Counter[str]) -> None:
    places = word_at(unit.words)
    found = {(places[a.span.start], a.kind): a for a in reading.anchors}
    for gold in unit.anchors or ():
        anchor = found.get((gold.word, ANCHOR_KINDS[gold.kind]))
        if anchor is None:
            continue
        ours = {
            (role.name, i)
            for role in anchor.roles
            for i in range(places[role.span.start], ends(unit.words, places, role.span))
        }
        right = {(ROLES[role], word) for role, word in gold.roles}
        for name, some in (("gold", right), ("found", ours), ("right", right & ours)):
            tally[f"roles.{name}"] += len(some)
            tally.update(f"{role}.{name}" for role, _ in some)
        for slot, value in gold.values.items():
            if slot in anchor.values:
                tally["values"] += 1
                tally["values.right"] += anchor.values[slot][0] == SLOTS[slot][value]


def sayings(
    reader: Reader, path: Path, wanted: Callable[[str], bool], limit: int | None
) -> Figures:
    """Return the figures of attributions on raw text."""
    tally: Counter[str] = Counter()
    rows = (json.loads(line) for line in path.read_text("utf-8").splitlines())
    for row in islice((r for r in rows if wanted(r["id"])), limit):
        text = row["text"]
        gold = [attributions.from_row(text, a) for a in row["attributions"]]
        reading = reader.read(article_of(text))
        found = [attributions.from_reading(text, a) for a in reading.attributions]
        attributions.count(gold, found, tally)
    names = sorted({name.rpartition(".")[0] for name in tally})
    return {name: detail(tally, name) for name in names}


def detail(tally: Counter[str], name: str) -> Figures:
    right, found, gold = (tally[f"{name}.{part}"] for part in ("right", "found", "gold"))
    return {
        "f1": f1(right, found, gold),
        "precision": per_cent(right, found),
        "recall": per_cent(right, gold),
        "gold": gold,
    }


def tenth(units: Iterable[corpora.Unit], limit: int | None) -> Iterator[corpora.Unit]:
    return islice((unit for unit in units if corpora.held_back(unit.doc)), limit)


Measure = Callable[[Reader, Path, int | None], Figures]


def treebank_test(name: str) -> Measure:
    return lambda reader, data, limit: trees(reader, data / f"treebank/{name}.test.conllu", limit)


def record_tenth(name: str) -> Measure:
    return lambda reader, data, limit: records(
        reader, tenth(corpora.read_records(data / f"records/{name}.jsonl"), limit)
    )


MEASURES: dict[str, Measure] = {
    "ewt": treebank_test("ewt"),
    "gum": treebank_test("gum"),
    "re3d": lambda reader, data, limit: entities(
        reader, tenth(corpora.read_re3d(data / "entities/re3d.jsonl"), limit)
    ),
    "wikigold": lambda reader, data, limit: entities(
        reader, tenth(corpora.read_wikigold(data / "entities/wikigold.conll"), limit)
    ),
    "records": record_tenth("train"),
    "written": record_tenth("written"),
    "attributions": lambda reader, data, limit: sayings(
        reader, data / "attributions/train.jsonl", corpora.held_back, limit
    ),
    "polnear": lambda reader, data, limit: sayings(
        reader, data.parent / "devset/quotes/polnear.dev.jsonl", bool, limit
    ),
}


def measure(network: Path | None, names: list[str], options: argparse.Namespace) -> Figures:
    reader = Reader.load(network)
    found: Figures = {"network": reader.version}
    for name in names:
        began = time.perf_counter()
        try:
            found[name] = MEASURES[name](reader, options.data, options.limit)
        except FileNotFoundError as error:
            print(f"{name} is left out: {error.filename} is not there", file=sys.stderr)
            continue
        print(f"{name}: {time.perf_counter() - began:.0f} s", file=sys.stderr)
    return found


def difference(plain: Figures, small: Figures, name: str = "") -> dict[str, float]:
    """Return by how many points each figure is better in ``plain``, by its path of names."""
    found: dict[str, float] = {}
    for key, value in small.items():
        path = f"{name}.{key}" if name else key
        if isinstance(value, dict):
            found |= difference(plain[key], value, path)
        elif isinstance(value, float):
            found[path] = round(plain[key] - value, 2)
    return found


def main() -> None:
    """Print the figures of the corpora asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--network", type=Path, help="another network than the shipped one")
    parser.add_argument("--plain", type=Path, help="the same network with 32-bit weights")
    parser.add_argument("--corpora", default=",".join(MEASURES))
    parser.add_argument("--limit", type=int, help="documents of each corpus")
    options = parser.parse_args()
    names = options.corpora.split(",")
    if unknown := set(names) - set(MEASURES):
        parser.error(
            f"unknown corpora: {', '.join(sorted(unknown))}; there are {', '.join(MEASURES)}"
        )
    found = measure(options.network, names, options)
    if options.plain:
        plain = measure(options.plain, names, options)
        found["loss_by_quantisation"] = difference(plain, found)
    print(json.dumps(found, indent=1))


if __name__ == "__main__":
    main()
