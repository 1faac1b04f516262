"""EDTF: what is a date, its bounds, intervals and order."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from truceline.resolving import edtf

BOUNDS = [
    ("2025-06-02", "2025-06-02", "2025-06-02"),
    ("2025-06", "2025-06-01", "2025-06-30"),
    ("2024-02", "2024-02-01", "2024-02-29"),
    ("2025", "2025-01-01", "2025-12-31"),
    ("2025-05-08/2025-05-10", "2025-05-08", "2025-05-10"),
    ("2025-04/..", "2025-04-01", None),
    ("../2025-04", None, "2025-04-30"),
    ("2025-04/", "2025-04-01", None),
    ("199X", "1990-01-01", "1999-12-31"),
    ("19XX", "1900-01-01", "1999-12-31"),
    ("2025-XX", "2025-01-01", "2025-12-31"),
    ("2025-06-XX", "2025-06-01", "2025-06-30"),
    ("2025-21", "2025-03-01", "2025-05-31"),
    ("2025-24", "2025-12-01", "2026-02-28"),
    ("2025-34", "2025-04-01", "2025-06-30"),
    ("2025-41", "2025-07-01", "2025-12-31"),
    ("2025-06-07~", "2025-06-07", "2025-06-07"),
    ("2025?", "2025-01-01", "2025-12-31"),
    ("2025-05-08T10:00:00Z", "2025-05-08", "2025-05-08"),
    ("[1667,1668]", "1667-01-01", "1668-12-31"),
    ("{2025-05-08..2025-05-10}", "2025-05-08", "2025-05-10"),
    ("[..1984]", None, "1984-12-31"),
    ("-0489", None, None),
    ("Y17000000002", "9999-12-31", None),
    ("XXXX-02-29", None, "9999-02-28"),
]
NOT_DATES = [
    "", "/", "../..", "2025-13", "2025-02-29", "2025-6-2", "25-06-02", "2025-06-02/2025-05-01",
    "2025-W22", "June 2025", "2025-21-03", "[]", "[1667,x]", "2025-00", "2025-06-00", "2025/2024",
    "{2025-05-08]", "2025-XX-01",
]  # fmt: skip


@pytest.mark.parametrize(("words", "low", "high"), BOUNDS)
def test_bounds(words, low, high):
    expected = tuple(end and date.fromisoformat(end) for end in (low, high))
    assert edtf.valid(words)
    assert edtf.bounds(words) == expected


@pytest.mark.parametrize("words", NOT_DATES)
def test_what_is_no_date_is_refused(words):
    assert not edtf.valid(words)
    with pytest.raises(ValueError, match="not an EDTF date"):
        edtf.bounds(words)


@pytest.mark.parametrize(
    ("start", "end", "joined"),
    [
        ("2025-05-08", "2025-05-10", "2025-05-08/2025-05-10"),
        ("2025-04", None, "2025-04/.."),
        (None, "2025-04", "../2025-04"),
        ("2025-05-08", "2025-05-08", "2025-05-08"),
        ("2025-05-10", "2025-05-08", None),
        (None, None, None),
        ("2025-05-26/2025-06-01", "2025-06-03", "2025-05-26/2025-06-03"),
    ],
)
def test_join(start, end, joined):
    assert edtf.join(start, end) == joined


def test_sorts_by_first_then_last_day_and_unknown_last():
    dates = [None, "2025-06", "2025-06-01", "2025", "../2024", "2025-06-01/.."]
    assert sorted(dates, key=edtf.sort_key) == [
        "../2024", "2025", "2025-06-01", "2025-06", "2025-06-01/..", None,
    ]  # fmt: skip


DAYS = st.dates(min_value=date(1000, 1, 1), max_value=date(2999, 12, 31))


@settings(deadline=None)
@given(DAYS, DAYS)
def test_an_interval_has_the_bounds_of_its_ends(first, second):
    low, high = sorted((first, second))
    joined = edtf.join(low.isoformat(), high.isoformat())
    assert joined is not None
    assert edtf.bounds(joined) == (low, high)


@settings(deadline=None)
@given(DAYS, st.sampled_from([4, 7, 10]))
def test_a_coarser_date_holds_the_finer_one(day, length):
    low, high = edtf.bounds(day.isoformat()[:length])
    assert low <= day <= high


@settings(deadline=None)
@given(DAYS)
def test_a_week_holds_its_day(day):
    year, week, _ = day.isocalendar()
    low, high = edtf.bounds(edtf.week(year, week))
    assert low <= day <= high
    assert (high - low).days == 6


@settings(deadline=None)
@given(st.text(alphabet="0123456789X-/.[]{},~?%YT:Z", max_size=24))
def test_any_text_is_a_date_or_is_refused(words):
    if edtf.valid(words):
        low, high = edtf.bounds(words)
        assert low is None or high is None or low <= high
    assert isinstance(edtf.valid(words), bool)
