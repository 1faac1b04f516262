"""Read the training corpora into one form: words in sentences, each with the layers it has.

A layer that a corpus lacks is ``None`` (or -100 for single words), so that its loss is skipped.
"""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zlib import crc32

from truceline.model import Span
from truceline.reading.pointing import LONGEST
from truceline.reading.schema import ANCHOR_KINDS, ATTRIBUTION, ROLES, SLOTS
from truceline.reading.sentences import split_sentences, split_words
from truceline.reading.training.meant import (
    Meant,
    naming_words,
    of_chains,
    of_names,
    of_records,
)

IGNORE = -100
GMB_TYPES = {"per": "person", "org": "organisation", "geo": "place", "gpe": "nationality"}
WIKIGOLD_TYPES = {"PER": "person", "ORG": "organisation", "LOC": "place", "MISC": "?"}
RE3D_TYPES = {
    "Organisation": "organisation",
    "Location": "place",
    "Person": "person",
    "Nationality": "nationality",
}


@dataclass
class GoldAnchor:
    """An annotated anchor: its word, kind, values, and the words that fill each role."""

    word: int
    kind: int
    values: dict[str, int]
    roles: list[tuple[int, int]]
    """Pairs of role index and word index."""
    complete: bool = True


@dataclass
class Unit:
    """A run of sentences of one document, with word-level layers over the whole run."""

    doc: str
    words: list[str]
    sentences: list[tuple[int, int]]
    tags: list[str] | None = None
    lemmas: list[str] | None = None
    heads: list[int] | None = None
    """Index of the head word in the unit; the word itself for a root."""
    relations: list[str] | None = None
    entities: list[str] | None = None
    anchors: list[GoldAnchor] | None = None
    anchor_kinds: tuple[int, ...] = ()
    """Kinds whose anchors are annotated here."""
    anchor_ignored: list[tuple[int, int]] = field(default_factory=list)
    meant: list[Meant] = field(default_factory=list)
    untold: bool = False
    """Whether nobody has annotated it: teachers alone tell of it, of its records, too."""


def held_back(doc: str) -> bool:
    """Tell whether a document belongs to the fixed tenth that is kept for measuring."""
    return int(hashlib.sha256(doc.encode()).hexdigest(), 16) % 10 == 0


def read_conllu(path: Path) -> Iterator[Unit]:
    """Yield a unit per document of a CoNLL-U file: tags, lemmas, trees, and who is meant."""
    unit = Unit(path.stem, [], [], [], [], [], [])
    base, entities = 0, list[str]()
    for line in [*path.read_text("utf-8").splitlines(), ""]:
        if line.startswith("# newdoc"):
            if unit.words:
                unit.meant = of_chains(entities, unit.tags or [])
                yield unit
            unit = Unit(line.partition("=")[2].strip(), [], [], [], [], [], [])
            base, entities = 0, []
        elif not line:
            if len(unit.words) > base:
                unit.sentences.append((base, len(unit.words)))
                base = len(unit.words)
        elif line[0] != "#":
            _add_token(unit, line.split("\t"), base, entities)
    if unit.words:
        unit.meant = of_chains(entities, unit.tags or [])
        yield unit


def without_records(units: Iterator[Unit]) -> Iterator[Unit]:
    """Yield treebank documents, those that tell of no conflict marked as holding no records."""
    lines = (Path(__file__).parent / "telling.txt").read_text("utf-8").splitlines()
    telling = tuple(line for line in lines if not line.startswith("#"))
    for unit in units:
        if not unit.doc.startswith(telling):
            unit.anchors, unit.anchor_kinds = [], tuple(range(len(ANCHOR_KINDS) - 1))
        yield unit


def read_coded(path: Path, data: Path) -> Iterator[Unit]:
    """Yield a unit per treebank document that was coded: records as numbers of its words.

    A line has the document's ``id`` and its ``records`` in the form of ``records/train.jsonl``,
    with the first word and the one behind the last in place of characters. Tags and trees stay
    with the treebanks' own units.
    """
    parts = [read_conllu(data / f"treebank/{name}.train.conllu") for name in ("ewt", "gum")]
    documents = {unit.doc: unit for units in parts for unit in units}
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        whole = documents[row["id"]]
        unit = Unit(whole.doc, whole.words, whole.sentences)
        _add_numbered(unit, row["records"])
        yield unit


LINKED = "linked/texts.jsonl"
"""Where whoever trains puts the free texts that the files of ``linked`` code (``id``, ``text``)."""


NEWS = "news-"
"""How the names of those begin that are articles of newspapers and agencies."""


def read_linked(folder: Path, data: Path) -> Iterator[Unit]:
    """Yield a unit per report that lies elsewhere and whose text is in ``data``.

    ``folder`` has a file a source. A line has a report's ``id`` and ``url``, a checksum of its
    words, its ``records`` as in ``read_coded``, and for each mention its first word, the one behind
    its last, and the words that name who is meant. Raises ``ValueError`` where the words are others
    than were coded.
    """
    file = data / LINKED
    lines = file.read_text("utf-8").splitlines() if file.exists() else []
    texts = {row["id"]: row["text"] for row in map(json.loads, lines)}
    coded = (path.read_text("utf-8").splitlines() for path in sorted(folder.glob("*.jsonl")))
    for row in (json.loads(line) for lines in coded for line in lines):
        if row["id"] not in texts:
            continue
        text = texts[row["id"]]
        unit, _ = _from_text(row["id"], text, split_sentences(text))
        if check_of(unit.words) != row["check"]:
            raise ValueError(f"{file}: the text of {row['id']} is not the one that was coded")
        _add_numbered(unit, row["records"])
        unit.meant = [Meant(list(range(*m[:2]))[:LONGEST], m[2:]) for m in row["meant"]]
        yield unit


UNTOLD = "untold/texts.jsonl"
"""Where whoever trains puts texts that nobody has annotated (``id``, ``text``)."""


def read_untold(file: Path) -> Iterator[Unit]:
    """Yield a unit per text that teachers alone tell of; none where there is no ``file``."""
    for line in file.read_text("utf-8").splitlines() if file.exists() else ():
        row = json.loads(line)
        unit, _ = _from_text(row["id"], row["text"], split_sentences(row["text"]))
        unit.untold = True
        yield unit


def check_of(words: list[str]) -> str:
    """Return the checksum of a text's words: 8 hexadecimal digits."""
    return f"{crc32(chr(10).join(words).encode()):08x}"


def _add_numbered(unit: Unit, records: list[dict[str, Any]]) -> None:
    """Add records whose spans are numbers of words."""
    unit.anchors, unit.anchor_kinds = [], tuple(range(len(ANCHOR_KINDS) - 1))
    spans = [(number, number + 1) for number in range(len(unit.words))]
    for record in records:
        _add_record(unit, spans, record)


def _add_token(unit: Unit, cells: list[str], base: int, entities: list[str]) -> None:
    if not cells[0].isdigit():
        return
    entity = re.search(r"Entity=([^|]*)", cells[9])
    entities.append(entity[1] if entity else "")
    here = int(cells[0]) - 1 + base
    unit.words.append(cells[1])
    unit.tags.append(cells[4])  # type: ignore[union-attr]
    unit.lemmas.append(cells[2])  # type: ignore[union-attr]
    unit.heads.append(here if cells[6] == "0" else int(cells[6]) - 1 + base)  # type: ignore[union-attr]
    unit.relations.append(cells[7])  # type: ignore[union-attr]


def read_gmb(path: Path, per_unit: int = 8) -> Iterator[Unit]:
    """Yield units of consecutive sentences of the Groningen Meaning Bank with entities."""
    unit = Unit("gmb", [], [], entities=[])
    for sentence in path.read_text("utf-8").split("\n\n"):
        rows = [r.split("\t") for r in sentence.splitlines() if r and not r.startswith("# ")]
        _add_tagged(unit, [(r[0], _entity(r[2], GMB_TYPES)) for r in rows if len(r) == 3])
        if len(unit.sentences) == per_unit:
            yield unit
            unit = Unit("gmb", [], [], entities=[])
    if unit.words:
        yield unit


def read_wikigold(path: Path, per_unit: int = 12) -> Iterator[Unit]:
    """Yield units of consecutive sentences of wikigold; MISC is an unknown type."""
    count, unit = 0, Unit("wikigold-0", [], [], entities=[])
    for sentence in path.read_text("utf-8").split("\n\n"):
        rows = [r.rsplit(" ", 1) for r in sentence.splitlines() if " " in r]
        labels = _io_to_bio([r[1] for r in rows])
        _add_tagged(
            unit, [(r[0], _entity(x, WIKIGOLD_TYPES)) for r, x in zip(rows, labels, strict=True)]
        )
        if len(unit.sentences) == per_unit:
            yield unit
            count += 1
            unit = Unit(f"wikigold-{count}", [], [], entities=[])
    if unit.words:
        yield unit


def _io_to_bio(labels: list[str]) -> list[str]:
    out, before = [], "O"
    for label in labels:
        inside = label != "O" and before != "O" and label[2:] == before[2:] and label[0] == "I"
        out.append(label if label == "O" else ("I" if inside else "B") + label[1:])
        before = label
    return out


def _entity(label: str, types: dict[str, str]) -> str:
    if label == "O" or label[2:] == "tim":
        return "O"
    return f"{label[:2]}{types.get(label[2:], 'other')}"


def _add_tagged(unit: Unit, rows: list[tuple[str, str]]) -> None:
    if not rows or unit.entities is None:
        return
    start = len(unit.words)
    for word, label in rows:
        parts = [s.of(word) for s in split_words(word, Span(0, len(word)))] or [word]
        for i, part in enumerate(parts):
            unit.words.append(part)
            unit.entities.append("I" + label[1:] if i and label != "O" else label)
    unit.sentences.append((start, len(unit.words)))


def read_re3d(path: Path) -> Iterator[Unit]:
    """Yield a unit per report of re3d with entities by offset."""
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        unit, spans = _from_text(row["id"], row["text"], split_sentences(row["text"]))
        labels = ["O"] * len(spans)
        for entity in sorted(row["entities"], key=_entity_extent):
            _mark_entity(labels, spans, entity)
        unit.entities = labels
        yield unit


def _entity_extent(entity: Any) -> int:
    start, end, _ = _entity_fields(entity)
    return end - start


def _entity_fields(entity: list[Any]) -> tuple[int, int, str]:
    start, end, kind = entity
    return int(start), int(end), str(kind)


def _mark_entity(labels: list[str], spans: list[tuple[int, int]], entity: Any) -> None:
    start, end, kind = _entity_fields(entity)
    kind = RE3D_TYPES.get(kind, "")
    inside = words_in(spans, start, end)
    if kind and all(labels[i] == "O" for i in inside):
        for n, i in enumerate(inside):
            labels[i] = f"{'I' if n else 'B'}-{kind}"


def words_in(spans: list[tuple[int, int]], start: int, end: int) -> list[int]:
    """Return the indices of the words that share a character with ``[start, end)``."""
    return [i for i, (s, e) in enumerate(spans) if s < end and start < e]


def _from_text(doc: str, text: str, sentences: Any) -> tuple[Unit, list[tuple[int, int]]]:
    unit = Unit(doc, [], [])
    spans: list[tuple[int, int]] = []
    for start, end in sentences:
        first = len(spans)
        for span in split_words(text, Span(start, end)):
            spans.append((span.start, span.end))
            unit.words.append(span.of(text))
        if len(spans) > first:
            unit.sentences.append((first, len(spans)))
    return unit, spans


def read_records(path: Path) -> Iterator[Unit]:
    """Yield a unit per article with anchors, values and roles of records."""
    kinds = tuple(range(len(ANCHOR_KINDS) - 1))
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    naming = naming_words(row for row in rows if not held_back(row["id"]))
    for row in rows:
        unit, spans = _from_text(row["id"], row["text"], row["sentences"])
        unit.anchors, unit.anchor_kinds = [], kinds
        unit.meant = of_records(row, unit.words, spans, naming)
        for record in row["records"]:
            _locate_words(record, row["text"])
            _add_record(unit, spans, record)
        yield unit


def _add_record(unit: Unit, spans: list[tuple[int, int]], record: dict[str, Any]) -> None:
    anchor = record["anchor"]
    inside = words_in(spans, *anchor) if anchor else []
    if not inside or unit.anchors is None:
        return
    kind = ANCHOR_KINDS.index(record["kind"])
    if record.get("repeat"):
        unit.anchor_ignored += [(i, kind) for i in inside]
        return
    unit.anchor_ignored += [(i, kind) for i in inside[1:]]
    values = {
        slot: options.index(value)
        for slot, options in SLOTS.items()
        if (value := _slot_value(record, slot)) in options
    }
    roles = []
    for r, role in enumerate(ROLES):
        for start, end in _role_spans(record.get(role)):
            roles += [(r, i) for i in words_in(spans, start, end)]
    unit.anchors.append(GoldAnchor(inside[0], kind, values, roles))


def _locate_words(record: dict[str, Any], text: str) -> None:
    """Turn roles that are given as words into the offsets of their mention nearest the anchor."""
    for role in ("start", "end", "monitoring"):
        words = record.get(role)
        if isinstance(words, str):
            starts = [m.start() for m in re.finditer(re.escape(words), text)]
            at = min(starts, key=lambda s: abs(s - record["anchor"][0]), default=None)
            record[role] = None if at is None else [at, at + len(words)]


def read_second(path: Path, data: Path) -> Iterator[Unit]:
    """Yield a unit per article of a second coding of ``data``: offsets alone, without the text.

    A line has the article's ``id`` and its ``records`` in the form of ``records/train.jsonl``.
    """
    texts = _texts(data)
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        unit, spans = _from_text(row["id"], *texts[row["id"]])
        unit.anchors, unit.anchor_kinds = [], tuple(range(len(ANCHOR_KINDS) - 1))
        for record in row["records"]:
            _add_record(unit, spans, record)
        yield unit


def read_decided(path: Path, second: Path, data: Path) -> Iterator[Unit]:
    """Yield a unit per article as a third coder decided between the first coding and the second.

    A line has the article's ``id`` and the numbers of the records that stand, of each coding.
    """
    rows = [json.loads(x) for x in (data / "records/train.jsonl").read_text("utf-8").splitlines()]
    naming = naming_words(row for row in rows if not held_back(row["id"]))
    by_id = {row["id"]: row for row in rows}
    others = {}
    for line in second.read_text("utf-8").splitlines():
        row = json.loads(line)
        others[row["id"]] = row["records"]
    for line in path.read_text("utf-8").splitlines():
        choice = json.loads(line)
        row = by_id[choice["id"]]
        unit, spans = _from_text(row["id"], row["text"], row["sentences"])
        unit.anchors, unit.anchor_kinds = [], tuple(range(len(ANCHOR_KINDS) - 1))
        unit.meant = of_records(row, unit.words, spans, naming)
        stand = [row["records"][n] for n in choice["first"]]
        for record in [*stand, *(others[row["id"]][n] for n in choice["second"])]:
            _locate_words(record, row["text"])
            _add_record(unit, spans, record)
        yield unit


def _texts(data: Path) -> dict[str, tuple[str, Any]]:
    """Return text and sentences of the articles that have a second coding, by id."""
    found: dict[str, tuple[str, Any]] = {}
    for name in ("records/train", "entities/re3d"):
        for line in (data / f"{name}.jsonl").read_text("utf-8").splitlines():
            row = json.loads(line)
            found[row["id"]] = (row["text"], row.get("sentences") or split_sentences(row["text"]))
    return found


def read_own(folder: Path) -> Iterator[Unit]:
    """Yield a unit per report of our own: TOML, with roles as words of the text.

    "word#2" is the second occurrence of a word. A report has its attributions or its records;
    one with neither is one to code nothing in. A ``repeat`` is a second mention: neither right nor
    wrong to find. Whom mentions mean is told in ``meant.jsonl``: a report's ``id`` and, for each
    mention, start, end, and names as they stand in the report.
    """
    told = folder / "meant.jsonl"
    lines = told.read_text("utf-8").splitlines() if told.exists() else []
    meant = {row["id"]: row["meant"] for row in map(json.loads, lines)}
    for path in sorted(folder.glob("*.toml")):
        for report in tomllib.loads(path.read_text("utf-8")).get("report", []):
            yield _own_unit(report, meant.get(report["id"], []))


def _own_unit(report: dict[str, Any], meant: list[Any]) -> Unit:
    text = report["text"]
    unit, spans = _from_text(report["id"], text, split_sentences(text))
    unit.meant = of_names(meant, text, unit.words, spans)
    attribution = ANCHOR_KINDS.index(ATTRIBUTION)
    unit.anchors, unit.anchor_kinds = [], tuple(range(attribution))
    if "attributions" in report:
        unit.anchor_kinds = (attribution,)
    for row in report.get("attributions", []):
        _add_attribution(unit, spans, _located(row, text), attribution)
    for record in report.get("records", []):
        _add_record(unit, spans, _located(record, text))
    return unit


def _located(record: dict[str, Any], text: str) -> dict[str, Any]:
    """Return a record of our own with offsets in place of words."""
    out = dict(record)
    for name in ("anchor", *ROLES):
        value = out.get(name)
        if isinstance(value, str):
            out[name] = _find(value, text)
        elif isinstance(value, list):
            out[name] = [_find(words, text) for words in value]
    return out


def _find(words: str, text: str) -> list[int]:
    """Return where ``words`` stand in ``text``; raises ``ValueError`` where they do not."""
    words, _, nth = words.partition("#")
    at = -1
    for _ in range(int(nth or 1)):
        at = text.index(words, at + 1)
    return [at, at + len(words)]


def _slot_value(record: dict[str, Any], slot: str) -> Any:
    value = record.get(slot)
    if record["kind"] not in ("proposal", "ceasefire") and slot in ("scope", "unconditional"):
        return None
    if slot == "unconditional":
        return "yes" if value else "no"
    if slot == "scope" or (slot == "purpose" and record["kind"] == "ceasefire"):
        return value or "none"
    return value


def _role_spans(value: Any) -> list[tuple[int, int]]:
    if not value:
        return []
    if isinstance(value, dict):
        return [tuple(value["span"])] if value.get("span") else []
    if isinstance(value[0], int):
        return [tuple(value)]
    return [span for item in value for span in _role_spans(item)]


def read_attributions(path: Path) -> Iterator[Unit]:
    """Yield a unit per article with attributions as anchors of their own kind."""
    kind = ANCHOR_KINDS.index(ATTRIBUTION)
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        unit, spans = _from_text(row["id"], row["text"], row["sentences"])
        unit.anchors, unit.anchor_kinds = [], (kind,)
        for attribution in row["attributions"]:
            _add_attribution(unit, spans, attribution, kind)
        yield unit


def _add_attribution(
    unit: Unit, spans: list[tuple[int, int]], attribution: dict[str, Any], kind: int
) -> None:
    cue, source = attribution.get("cue"), attribution.get("source")
    at = cue or source
    inside = words_in(spans, *at) if at else []
    if not inside or unit.anchors is None:
        return
    head = inside[0] if cue else inside[-1]
    unit.anchor_ignored += [(i, kind) for i in inside if i != head]
    roles = []
    for role in ("source", "cue", "content"):
        for start, end in _role_spans(attribution.get(role)):
            roles += [(ROLES.index(role), i) for i in words_in(spans, start, end)]
    unit.anchors.append(GoldAnchor(head, kind, {}, roles))


TALKS = ("proposal", "response", "demand", "meeting", "agreement", "ceasefire", "violation")
"""Kinds that tell of a peace process rather than of the war."""
MANY = 3
"""Records of those kinds from which an article tells of talks: one in seven of the news does."""
LONG = 250
"""Words from which an annotated article counts as long: such articles are few and dense."""


def load_all(data: Path) -> dict[str, list[Unit]]:
    """Return every training unit by corpus; held-back documents are left out."""
    news = list(read_records(data / "records/train.jsonl"))
    ours = Path(__file__).parent
    second = ours / "second.jsonl"
    decided = list(read_decided(ours / "decided.jsonl", second, data))
    linked = list(read_linked(ours / "linked", data))
    found = {
        "ewt": list(without_records(read_conllu(data / "treebank/ewt.train.conllu"))),
        "gum": list(without_records(read_conllu(data / "treebank/gum.train.conllu"))),
        "gmb": list(read_gmb(data / "entities/gmb.conll")),
        "wikigold": list(read_wikigold(data / "entities/wikigold.conll")),
        "re3d": list(read_re3d(data / "entities/re3d.jsonl")),
        "records": [unit for unit in news if len(unit.words) < LONG],
        "long": [unit for unit in news if len(unit.words) >= LONG],
        "written": list(read_records(data / "records/written.jsonl")),
        "attributions": list(read_attributions(data / "attributions/train.jsonl")),
        "own": list(read_own(ours / "sentences")),
        "off_topic": list(read_own(ours / "sentences/off_topic")),
        "coded": list(read_coded(ours / "coded.jsonl", data)),
        "second": list(read_second(second, data)),
        "decided": [unit for unit in decided if len(unit.words) < LONG],
        "decided_long": [unit for unit in decided if len(unit.words) >= LONG],
        "talks": [unit for unit in decided if tells_of_talks(unit)],
        "linked": [unit for unit in linked if not unit.doc.startswith(NEWS)],
        "news": [unit for unit in linked if unit.doc.startswith(NEWS)],
        "untold": list(read_untold(data / UNTOLD)),
    }
    free = {"ewt", "gum", "gmb", "own", "off_topic", "coded", "untold"}
    return {
        name: [u for u in units if name in free or not held_back(u.doc)]
        for name, units in found.items()
    }


def tells_of_talks(unit: Unit) -> bool:
    """Tell whether an annotated article is about the diplomacy of a conflict."""
    kinds = [ANCHOR_KINDS[anchor.kind] for anchor in unit.anchors or ()]
    return sum(kind in TALKS for kind in kinds) >= MANY


def a_part(units: list[Unit], share: float) -> list[Unit]:
    """Return a fixed share of the documents: a smaller share is a part of a larger one."""
    return [u for u in units if _draw(f"part {u.doc}") < share]


def _draw(key: str) -> float:
    """Return a number in [0, 1) that depends on ``key`` alone."""
    return int(hashlib.sha256(key.encode()).hexdigest()[:12], 16) / 16**12


def load_held_back(data: Path) -> dict[str, list[Unit]]:
    """Return the development treebanks and the held-back tenth of the other corpora."""
    tenth = {
        "wikigold": read_wikigold(data / "entities/wikigold.conll"),
        "re3d": read_re3d(data / "entities/re3d.jsonl"),
        "records": read_records(data / "records/train.jsonl"),
        "written": read_records(data / "records/written.jsonl"),
        "attributions": read_attributions(data / "attributions/train.jsonl"),
        "linked": read_linked(Path(__file__).parent / "linked", data),
    }
    return {
        "ewt": list(read_conllu(data / "treebank/ewt.dev.conllu")),
        "gum": list(read_conllu(data / "treebank/gum.dev.conllu")),
        **{name: [u for u in units if held_back(u.doc)] for name, units in tenth.items()},
    }
