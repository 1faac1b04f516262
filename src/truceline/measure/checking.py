"""What is doubtful in a file of records: what would lower a score without a word.

A kind or value that the codebook does not have is never equal to one that it has, and evidence
that does not stand in the article overlaps with nothing. A person's slip of the pen must not pass
for a difference of opinion.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches

from truceline import codebook
from truceline.measure.coded import Coded, CodedEvidence, CodedTerms, Coding, Line, find_passage
from truceline.resolving import edtf

DATES = ("when",)
TERMS = ("start", "end")


def doubts(lines: Iterable[Line], texts: Mapping[str, str]) -> Iterator[str]:
    """Yield what is wrong on ``lines``, a sentence each with the number of the line."""
    missing: set[str] = set()
    for line in lines:
        doc, records = line.article.doc, line.article.records
        for place, record in enumerate(records, 1):
            where = f"line {line.number}" + (f", record {place}" if len(records) > 1 else "")
            for reason in (*_words_doubted(record), *_evidence_doubted(record, doc, texts)):
                yield f"{where}: {reason}"
        if doc not in texts and records and doc not in missing:
            missing.add(doc)
            yield f"line {line.number}: the folder of the texts holds no article {doc!r}"


def left_out(reference: Coding, predicted: Coding) -> str | None:
    """Return what to know of predicted articles that are not in the reference, if there are any."""
    beyond = [doc for doc in predicted if doc not in reference]
    if not beyond:
        return None
    named = ", ".join(beyond[:3]) + (", …" if len(beyond) > 3 else "")
    count = sum(len(predicted[doc]) for doc in beyond)
    return f"{count} records on articles that the reference does not have are left out: {named}"


def _words_doubted(record: Coded) -> Iterator[str]:
    book = codebook.load()
    if record.kind not in book.kinds:
        choice = _choice(record.kind, book.kinds)
        yield f"kind {record.kind!r} is none of the codebook's{choice}. The record is left out"
        return
    slots: list[tuple[str, codebook.Field, Coded | CodedTerms]]
    slots = [(name, field, record) for name, field in book.fields.items()]
    slots += [(name, field, record.terms) for name, field in book.terms.items() if record.terms]
    for name, field, holder in slots:
        value = getattr(holder, name, None)
        if isinstance(value, str) and field.values and value not in field.values:
            choice = _choice(value, field.values)
            yield f"{name} {value!r} is none of the codebook's{choice}. It equals no other"
    dated = [(name, getattr(record, name)) for name in DATES]
    dated += [(name, getattr(record.terms, name)) for name in TERMS if record.terms]
    for name, value in dated:
        if value and not edtf.valid(value):
            yield f"{name} {value!r} is no date in EDTF, as 2026-04-06. It equals no other"


def _choice(wrong: str, known: Iterable[str]) -> str:
    near = get_close_matches(wrong, known, n=1, cutoff=0.6)
    return f" (did you mean {near[0]!r}?)" if near else f" ({', '.join(known)})"


def _evidence_doubted(record: Coded, doc: str, texts: Mapping[str, str]) -> Iterator[str]:
    given = record.evidence
    evidence = CodedEvidence(text=given) if isinstance(given, str) else given
    text = texts.get(doc)
    if evidence is None or text is None:
        return
    start, end, words = evidence.start, evidence.end, evidence.text
    if start is None or end is None:
        if words and find_passage(words, text) is None:
            yield f"its evidence does not stand in {doc}: {_short(words)}"
    elif not 0 <= start < end <= len(text):
        yield f"its evidence, {start} to {end}, lies outside {doc} of {len(text)} characters"
    elif words and words.split() != text[start:end].split():
        yield f"at {start} to {end} {doc} has {_short(text[start:end])}, not {_short(words)}"


def _short(words: str) -> str:
    plain = " ".join(words.split())
    return repr(plain if len(plain) <= 60 else plain[:59] + "…")
