"""The day of publication: what counts as a date, and which evidence answers first."""

import tomllib
from datetime import date
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.intake.dates import find_day, page_dates, parse_day
from truceline.intake.pages import parse

PATTERNS = tomllib.loads(
    files("truceline.intake").joinpath("data/datelines.toml").read_text("utf-8")
)["pattern"]

DAYS = [
    ("2031-04-03", "2031-04-03"),
    ("2031-04-03T23:30:00-05:00", "2031-04-03"),  # the day as written there, not in UTC
    ("2031-04-03 10:00", "2031-04-03"),
    ("Thu, 03 Apr 2031 23:30:00 -0500", "2031-04-03"),
    ("3 April 2031", "2031-04-03"),
    ("April 3rd, 2031", "2031-04-03"),
    ("Sept. 9, 2030", "2030-09-09"),
    ("03.04.2031", "2031-04-03"),  # with stops the day comes first
    ("31/12/2030", "2030-12-31"),
    ("03/04/2031", None),  # March or April
    ("2031-04", None),
    ("2031-02-30", None),
    ("Smarch 3, 2031", None),
    ("April 3", None),
    ("yesterday", None),
    ("1600-01-01", "1600-01-01"),
    ("2199-12-31", "2199-12-31"),
    ("1599-12-31", None),
    ("2200-01-01", None),
    ("0001-01-01T00:00:00", None),  # what some systems write for no date
    ("31 December 9999", None),
    ("", None),
]


@pytest.mark.parametrize(("written", "day"), DAYS)
def test_parse_day(written, day):
    assert parse_day(written) == day


@given(st.dates(date(1600, 1, 1), date(2199, 12, 31)))
def test_every_iso_day_is_itself(day):
    assert parse_day(day.isoformat()) == day.isoformat()


@pytest.mark.parametrize(
    ("row", "text", "day"),
    [(row["id"], text, day) for row in PATTERNS for text, day in row["catches"]],
)
def test_dateline_catches(row, text, day):
    origin = next(pattern["origin"] for pattern in PATTERNS if pattern["id"] == row)
    assert find_day(text) == (day, origin)


@pytest.mark.parametrize("text", [text for row in PATTERNS for text in row["leaves"]])
def test_dateline_leaves(text):
    assert find_day(text) is None


def page(head="", body=""):
    story = "<p>The council met on 2029-01-01 and 5 May 2029.</p>"
    return parse(
        "p", f"<html><head>{head}</head><body><article>{body}{story}</article></body></html>"
    )


PAGES = [
    ('<meta property="article:published_time" content="2031-04-03T08:00:00Z">', "", "metadata"),
    ('<script type="application/ld+json">{"datePublished": "2031-04-03"}</script>', "", "metadata"),
    ("", '<time datetime="2031-04-03T08:00">Thursday</time>', "markup"),
    ("", '<span class="publish-date">April 3, 2031</span>', "markup"),
]


@pytest.mark.parametrize(("head", "body", "origin"), PAGES)
def test_a_page_says_which_evidence_answered(head, body, origin):
    assert page_dates(page(head, body)) == ((origin, "2031-04-03"),)


def test_head_goes_before_markup():
    head, body = PAGES[0][0], '<time datetime="2031-04-05">x</time>'
    assert page_dates(page(head, body))[0] == ("metadata", "2031-04-03")


def test_dates_in_the_story_and_later_changes_are_no_publication_date():
    head = '<meta property="article:modified_time" content="2031-04-03T08:00:00Z">'
    assert page_dates(page(head)) == ()


def test_the_address_may_give_the_day():
    assert page_dates(page(), "https://ostrel.example/2031/04/03/bridge") == (
        ("metadata", "2031-04-03"),
    )
