"""Numbers: every case of the vocabulary, and what always holds."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from truceline.resolving.numbers import NumberRange, find_numbers, parse_range, vocabulary

CASES = [
    pytest.param(row, id=f"{case['id']}: {row[0]}")
    for case in vocabulary()["cases"]
    for row in case["catches"]
]
LEAVES = [words for case in vocabulary()["cases"] for words in case["leaves"]]


@pytest.mark.parametrize("row", CASES)
def test_reads(row):
    words, low, high, approx = row
    expected = NumberRange(None if low == "" else low, None if high == "" else high, approx)
    assert parse_range(words) == expected


@pytest.mark.parametrize("words", LEAVES)
def test_leaves(words):
    assert parse_range(words) is None


def test_case_ids_are_unique():
    ids = [case["id"] for case in vocabulary()["cases"]]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("words", "expected"),
    [("a soldier", (1, 1)), ("an officer", (1, 1)), ("a few men", None), ("the men", None)],
)
def test_the_article_counts_where_asked(words, expected):
    found = parse_range(words, article_is_one=True)
    assert (found and found[:2]) == expected


def test_finds_every_number_with_its_words():
    text = "At least seven people died and about 50 were hurt; 1,200 shells fell, dozens at night."
    found = [(span.of(text), *numbers) for span, numbers in find_numbers(text)]
    assert found == [
        ("At least seven", 7, None, False),
        ("about 50", 50, 50, True),
        ("1,200", 1200, 1200, False),
        ("dozens", 24, None, False),
    ]


def test_two_numbers_joined_by_and_stay_two():
    text = "They freed two and wounded three."
    assert [numbers.min for _, numbers in find_numbers(text)] == [2, 3]
    assert [span.of("of 3 and 5") for span, _ in find_numbers("of 3 and 5")] == ["3", "5"]


@settings(deadline=None)
@given(st.integers(0, 10**12))
def test_reads_what_python_prints(number):
    assert parse_range(f"{number:,} people") == (number, number, False)
    assert parse_range(f"more than {number:,}") == (number, None, False)


@settings(deadline=None)
@given(st.text(alphabet="0123456789,. -–$andthousrewbig\n", max_size=60))
def test_spans_are_ordered_and_ranges_are_ranges(text):
    end = 0
    for span, numbers in find_numbers(text):
        assert end <= span.start < span.end <= len(text)
        assert numbers.min is None or numbers.max is None or numbers.min <= numbers.max
        end = span.end


def test_is_fast_on_long_text():
    text = "At least 1,200 shells fell on the two towns, and dozens of people fled north. " * 3000
    began = time.perf_counter()
    assert len(find_numbers(text)) == 9000
    assert time.perf_counter() - began < 3


@pytest.mark.parametrize("words", ["1" * 400, "1," * 400 + "1", "123 " * 400, "9" * 15])
def test_numbers_beyond_reason_do_no_harm(words):
    assert all(numbers.min is not None for _, numbers in find_numbers(words))
