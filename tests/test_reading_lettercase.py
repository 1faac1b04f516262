"""Texts in capitals only, or without any: the same letters, and names written as names are."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from truceline.model import Article, Span
from truceline.pipeline import Pipeline
from truceline.reading.lettercase import as_sentences, in_capitals, lacks_case
from truceline.resolving.verbatim import own_words

REPORT = (
    "The Sarvik Liberation Front on Wednesday offered the government of Velmara a truce of 45 days."
    " “We want an answer by Friday, not another envoy,” its spokeswoman, Gen. Dana Orlo, told NATO"
    " officials in Kestria. President Ilan Marrek rejected the offer and accused the Front of"
    " shelling U.N. convoys."
)


@cache
def pipeline() -> Pipeline:
    return Pipeline.load()


def report(text: str) -> Article:
    return Article(id="a", doc="a", text=text, published="2031-06-06")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (REPORT, False),
        (REPORT.upper(), True),
        (REPORT.lower(), True),
        (f"KESTRIA (Harbour Wire) -- {REPORT}", False),
        ("Velmara Turns Down Truce Offer, Sarvik Front Vows To Fight On", True),
        ("Velmara Turns Down Offer", False),
        ("TRUCE OFFER", False),  # too short to tell
        ("م" * 200, False),  # a script without capitals
        ("", False),
    ],
)
def test_a_text_lacks_case_where_all_its_letters_are_of_one(text, expected):
    assert lacks_case(text) is expected


@pytest.mark.parametrize("written", [str.upper, str.lower])
def test_names_and_sentences_get_their_capitals(written):
    reading = pipeline().reading(report(written(REPORT)))
    assert reading.article.text.lower() == REPORT.lower()
    words = reading.article.text.split()
    for name in ("Sarvik", "Liberation", "Velmara", "Wednesday", "NATO", "Kestria.", "U.N.", "“We"):
        assert name in words, reading.article.text
    for small in ("offered", "truce", "envoy,”", "accused", "convoys."):
        assert small in words, reading.article.text


@pytest.mark.parametrize("written", [str.upper, str.lower])
def test_records_are_those_of_the_usual_letters_in_the_words_of_the_text(written):
    text = written(REPORT)
    usual, found = pipeline().records(report(REPORT)), pipeline().records(report(text))
    told = [[(r.kind, [(a.name, a.party) for a in r.actors]) for r in rs] for rs in (usual, found)]
    assert told[0] == told[1]
    for record in found:
        assert Span(record.evidence.start, record.evidence.end).of(text) == record.evidence.text
        assert record.quote is None or record.quote in text
        assert record.terms is None or (record.terms.as_written or "") in text
        assert all(words in text for words in record.as_written.values())


def test_two_who_are_joined_in_a_headline_are_two():
    text = "Sarvik Front And Lake League Trade Blame Over Broken Truce In Maleth"
    (truce,) = (r for r in pipeline().records(report(text)) if r.kind == "ceasefire")
    assert [a.name for a in truce.actors] == ["Sarvik Front", "Lake League"]


@given(st.text())
def test_no_letter_moves(text):
    for other in (as_sentences(text), in_capitals(text)):
        assert len(other) == len(text)
        assert [a.casefold() for a in other] == [b.casefold() for b in text]


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text(st.sampled_from("ABE MÀİŉǅΣ.,\"“”'’\n-7"), min_size=60, max_size=160))
def test_any_capitals_are_read_without_a_fault(text):
    reading = pipeline().reading(report(text))
    assert len(reading.article.text) == len(text)
    for record in pipeline().records(report(text)):
        assert text[record.evidence.start : record.evidence.end] == record.evidence.text


@pytest.mark.parametrize(
    ("words", "start", "expected"),
    [
        ("a truce", 0, "A TRUCE"),
        ("a truce", 9, "A truce"),  # from the record's passage on
        ("a talks", 0, "A TALKS"),  # pieces put together
        ("no such words", 0, "no such words"),
    ],
)
def test_words_are_found_again_in_the_text(words, start, expected):
    text = "A TRUCE. A truce. TALKS"
    assert own_words(words, text.lower(), text, start) == expected
