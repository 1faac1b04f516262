"""The example reports and the records expected of them: whole, exact and by the codebook."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pytest

from truceline import codebook
from truceline.errors import InputError
from truceline.intake import group_copies, read_inputs
from truceline.model import Article, Record
from truceline.resolving.roster import extras

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
REPORTS, EXPECTED = EXAMPLES / "reports", EXAMPLES / "expected"


@cache
def articles() -> dict[str, Article]:
    return {item.doc: item for item in inputs() if isinstance(item, Article)}


@cache
def inputs() -> tuple[Article | InputError, ...]:
    return tuple(read_inputs([str(REPORTS)], manifest=str(REPORTS / "index.jsonl")))


def lines(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (EXPECTED / name).read_text("utf-8").splitlines()]


def expected(doc: str) -> list[Record]:
    rows = lines(f"{doc.replace(':', '-')}.jsonl")
    return [msgspec.convert({"rule": [], **row}, Record) for row in rows]


DOCS = [row["doc"] for row in lines("records.jsonl")]


def test_every_report_has_expected_records_and_the_reverse() -> None:
    assert sorted(articles()) == sorted(DOCS)
    files = {path.name for path in EXPECTED.glob("*.jsonl")} - {"records.jsonl"}
    assert files == {f"{doc.replace(':', '-')}.jsonl" for doc in DOCS}


def test_only_the_damaged_file_is_refused() -> None:
    refused = [item for item in inputs() if isinstance(item, InputError)]
    assert [Path(error.name).name for error in refused] == ["drovin-telegraph.txt"]


def test_manifest_names_files_that_exist() -> None:
    text = (REPORTS / "index.jsonl").read_text("utf-8")
    for entry in map(json.loads, text.splitlines()):
        assert (REPORTS / entry["file"]).is_file()


def test_every_report_has_date_and_publisher() -> None:
    for article in articles().values():
        assert article.published is not None, article.doc
        assert article.publisher, article.doc


def test_dates_come_from_every_sort_of_evidence() -> None:
    origins = {article.published_from for article in articles().values()}
    assert {"manifest", "metadata", "dateline", "text"} <= origins


@pytest.mark.parametrize("doc", DOCS)
def test_reports_are_short(doc: str) -> None:
    assert 120 <= len(articles()[doc].text.split()) <= 300


def test_copies_share_one_origin() -> None:
    origin = {article.doc: article.origin for article in group_copies(articles().values())}
    copies = {"harbour-wire-offer", "coast-post-offer", "meridian-offer"}
    assert len({origin[doc] for doc in copies}) == 1
    assert len(set(origin.values())) == len(origin) - 2


@pytest.mark.parametrize("doc", DOCS)
def test_expected_records_follow_the_codebook(doc: str) -> None:
    for record in expected(doc):
        assert record.doc == doc
        assert codebook.load().check(record) == ()


@pytest.mark.parametrize("doc", DOCS)
def test_expected_evidence_is_in_its_text(doc: str) -> None:
    text = articles()[doc].text
    for record in expected(doc):
        evidence = record.evidence
        assert text[evidence.start : evidence.end] == evidence.text


@pytest.mark.parametrize("doc", DOCS)
def test_expected_words_are_in_the_report(doc: str) -> None:
    text = articles()[doc].text
    for record in expected(doc):
        conditions = record.terms.conditions if record.terms else ()
        for words in (record.demand, record.content, record.monitoring, record.where, *conditions):
            assert words is None or words in text
        assert set(record.quote.split() if record.quote else ()) <= set(text_words(text))


def text_words(text: str) -> list[str]:
    """Return the words of ``text`` with quotation marks taken off."""
    return [word.strip('"“”') for word in text.split()]


@pytest.mark.parametrize("doc", DOCS)
def test_no_record_is_expected_twice(doc: str) -> None:
    seen = [msgspec.json.encode(record) for record in expected(doc)]
    assert len(set(seen)) == len(seen)


def test_reference_file_has_the_same_records() -> None:
    for row in lines("records.jsonl"):
        assert row["published"] == articles()[row["doc"]].published
        whole = lines(f"{row['doc'].replace(':', '-')}.jsonl")
        bare = [{**r, "evidence": r["evidence"]["text"]} for r in whole]
        assert [{"doc": row["doc"], **record} for record in row["records"]] == bare


def test_every_kind_is_expected_somewhere() -> None:
    kinds = {record.kind for doc in DOCS for record in expected(doc)}
    assert kinds == set(codebook.load().kinds)


def test_football_yields_nothing() -> None:
    assert expected("courier-derby") == []


def test_parties_of_the_example_cover_the_expected_ones() -> None:
    known = {entry.party for _, entry in extras(EXAMPLES / "parties.csv")}
    sides = {
        actor.party
        for doc in DOCS
        for record in expected(doc)
        for actor in (*record.actors, *record.mediators)
    }
    assert sides - known == {"Ana Torvel"}
