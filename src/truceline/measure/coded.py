"""Records as a coder hands them in: looser than the nouns, since people leave fields out.

A file has a line per article, ``{"doc": …, "records": […]}``, or a line per record with ``doc``.
Evidence may be a passage without offsets; it is then looked up in the article's text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import msgspec

from truceline.errors import InputError
from truceline.model import Actor, Number, Span

Bounds = tuple[Number | None, Number | None]


class CodedEvidence(msgspec.Struct, frozen=True, kw_only=True):
    """A passage, with its offsets in characters if the coder gave them."""

    text: str | None = None
    start: int | None = None
    end: int | None = None


class CodedTerms(msgspec.Struct, frozen=True, kw_only=True):
    """The terms that are compared."""

    duration_days: Bounds | None = None
    scope: str | None = None
    unconditional: bool | None = None
    start: str | None = None
    end: str | None = None
    venue: str | None = None


class Coded(msgspec.Struct, frozen=True, kw_only=True):
    """A record by a person or a program; fields that are not compared are passed over."""

    kind: str
    doc: str = ""
    actors: tuple[Actor, ...] | None = ()
    targets: tuple[Actor, ...] | None = ()
    source: tuple[Actor, ...] | None = ()
    modality: str | None = None
    when: str | None = None
    where: str | None = None
    evidence: str | CodedEvidence | None = None
    quote: str | None = None
    subject: str | None = None
    terms: CodedTerms | None = None
    verdict: str | None = None
    polarity: str | None = None
    mode: str | None = None
    type: str | None = None
    phase: str | None = None
    plover: str | None = None
    count: Bounds | None = None
    means: str | None = None
    killed: Bounds | None = None
    injured: Bounds | None = None


class CodedArticle(msgspec.Struct, frozen=True, kw_only=True):
    """All records that a coder made of one article."""

    doc: str
    records: tuple[Coded, ...]


class Line(NamedTuple):
    """What stands on one line of a file, by its number from 1."""

    number: int
    article: CodedArticle


Coding = dict[str, tuple[Coded, ...]]
"""What one coder made of a set of articles: records by the article's name."""


def read_coding(path: Path) -> Coding:
    """Return the records in a JSON Lines file of either form, by article in order of the file.

    Raises ``InputError`` that names the line at fault.
    """
    return gather(read_lines(path))


def decode_coding(lines: Iterable[str], name: str = "records") -> Coding:
    """Return the records in ``lines``; ``name`` is what an ``InputError`` calls them."""
    return gather(_decode_lines(lines, name))


def read_lines(path: Path) -> tuple[Line, ...]:
    """Return the lines of a JSON Lines file; raises ``InputError`` that names the line at fault."""
    try:
        # Not splitlines: a quotation may hold U+2028 and other breaks that end no line of JSON.
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        step = "Name a JSON Lines file in UTF-8 that can be read."
        raise InputError(str(path), str(error), step) from error
    return tuple(_decode_lines(lines, str(path)))


def gather(lines: Iterable[Line]) -> Coding:
    """Return the records on ``lines`` by article, in their order."""
    coding: dict[str, list[Coded]] = {}
    for line in lines:
        coding.setdefault(line.article.doc, []).extend(line.article.records)
    return {doc: tuple(records) for doc, records in coding.items()}


def span_of(record: Coded, texts: Mapping[str, str], doc: str) -> Span | None:
    """Return where the evidence stands in the article; ``None`` if it has none or is not there.

    Spaces and line breaks may differ. Raises ``InputError`` where the text itself is needed and
    is not among ``texts``.
    """
    evidence = record.evidence
    if isinstance(evidence, CodedEvidence):
        if evidence.start is not None and evidence.end is not None:
            return Span(evidence.start, evidence.end)
        evidence = evidence.text
    if not evidence:
        return None
    if doc not in texts:
        step = "Give the folder that holds the articles as DOC.txt with --texts."
        raise InputError(doc, "the evidence has no offsets and the text is not here", step)
    return find_passage(evidence, texts[doc])


def find_passage(passage: str, text: str) -> Span | None:
    """Return where ``passage`` stands in ``text``, whatever its spaces and line breaks."""
    start = text.find(passage)
    if start >= 0:
        return Span(start, start + len(passage))
    match = re.search(r"\s+".join(map(re.escape, passage.split())), text)
    return Span(*match.span()) if match else None


def _decode_lines(lines: Iterable[str], name: str) -> Iterator[Line]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            yield Line(number, _decode(line))
        except (msgspec.ValidationError, msgspec.DecodeError, RecursionError) as error:
            step = "Mend the line, or take it out."
            raise InputError(f"{name}, line {number}", str(error), step) from error


def _decode(line: str) -> CodedArticle:
    """Decode a line of either form; a line with ``records`` is an article."""
    if "records" in msgspec.json.decode(line, type=dict[str, msgspec.Raw]):
        return msgspec.json.decode(line, type=CodedArticle)
    record = msgspec.json.decode(line, type=Coded)
    if not record.doc:
        raise msgspec.ValidationError("Object missing required field `doc`")
    return CodedArticle(doc=record.doc, records=(record,))
