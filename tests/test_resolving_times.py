"""Times: every rule's own phrases, reports and stories, intervals, lengths, what always holds."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from truceline.resolving import edtf
from truceline.resolving.times import duration_days, edtf_of, find_times, interval_of
from truceline.resolving.timex import holidays
from truceline.resolving.timex.lexicon import data
from truceline.resolving.timex.lexicon import holidays as holiday_table

RULES = data()["rule"]
CATCHES = [
    pytest.param(row, id=f"{rule['id']}: {row[0]}") for rule in RULES for row in rule["catches"]
]
LEAVES = [
    pytest.param(phrase, id=f"{rule['id']}: {phrase}")
    for rule in RULES
    for phrase in rule["leaves"]
]


@pytest.mark.parametrize("row", CATCHES)
def test_rule_catches(row):
    sentence, words, kind, value = row
    found = [
        (one.span.of(sentence), one.type, one.value)
        for one in find_times(sentence, data()["reference"])
    ]
    assert (words, kind, value) in found


@pytest.mark.parametrize("phrase", LEAVES)
def test_rule_leaves(phrase):
    assert [one.span.of(phrase) for one in find_times(phrase, data()["reference"])] == []


def test_every_rule_has_its_own_id_and_examples():
    ids = [rule["id"] for rule in RULES]
    assert len(ids) == len(set(ids))
    assert all(rule["catches"] and rule["leaves"] for rule in RULES)


REPORTED = [
    # sentence in a report of Wednesday 4 June 2025; expression; EDTF
    ("Guns to fall silent in Keth from Sunday", "Sunday", "2025-06-08"),
    ("Return to talks Friday", "Friday", "2025-05-30"),
    ("Keth goes to war Sunday", "Sunday", "2025-06-01"),
    (
        "The envoy said talks, possible as early as Thursday, would be short.",
        "Thursday",
        "2025-06-05",
    ),
    ("Rebels who attacked on Friday withdrew.", "Friday", "2025-05-30"),
    ("Both sides will hold talks on Monday.", "Monday", "2025-06-09"),
    ("The minister said on Tuesday that a halt would begin on Saturday.", "Tuesday", "2025-06-03"),
    ("The minister said on Tuesday that a halt would begin on Saturday.", "Saturday", "2025-06-07"),
    ("By Friday they must leave.", "Friday", "2025-06-06"),
    ("It starts at 8 a.m. on Friday.", "8 a.m.", "2025-06-06"),
    ("Two days earlier, on 1 June 2025, a bus was hit.", "Two days earlier", "2025-06-01"),
    ("It was agreed in August last year.", "August last year", "2024-08"),
    ("A truce was reached on November 20.", "November 20", "2024-11-20"),
    ("Talks are set for November 20.", "November 20", "2025-11-20"),
    ("They agreed in December to meet again.", "December", "2024-12"),
    ("In the first quarter of 2024 it held.", "the first quarter of 2024", "2024-01/2024-03"),
    ("It was calm over the weekend.", "the weekend", "2025-05-31/2025-06-01"),
    ("Last week a convoy left.", "Last week", "2025-05-26/2025-06-01"),
    ("Spring 1943 was wet.", "Spring 1943", "1943-21"),
    ("In the 1990s they met often.", "the 1990s", "199X"),
    ("The road is now open.", "now", None),
    ("They will pause for Eid al-Adha.", "Eid al-Adha", "2025-06-07~"),
    ("They meet every week.", "every week", None),
    ("The city fell in 146 BC to a siege.", "146 BC", "-0145"),
    (
        "It fell in 2014. In March 2015 a truce came; two months later it failed.",
        "two months later",
        "2015-05",
    ),
]


SPOKEN = [
    # what looks ahead in a report of Wednesday 4 June 2025, and what does not; expression; EDTF
    ("The army will leave in ten days.", "ten days", "2025-06-14"),
    ("The army may leave Selm in two weeks.", "two weeks", "2025-06-16/2025-06-22"),
    ("It will be the first vote in ten days.", "ten days", None),
    ("The army left in ten days.", "ten days", None),
    ("They will pause for Eid.", "Eid", "2025-06-07~"),
    ("Velmara agreed to a halt on Friday.", "Friday", "2025-05-30"),
    ("Velmara agreed to meet envoys on Friday.", "Friday", "2025-06-06"),
    ("The march was called off due to the rain on Friday.", "Friday", "2025-05-30"),
    ("Velmara on Friday formally proposed talks.", "Friday", "2025-05-30"),
    ("Velmara on Friday agreed to open the locks.", "Friday", "2025-05-30"),
    ("Velmara proposed on Friday that both sides rest.", "Friday", "2025-05-30"),
    ("A plan of the Front on Friday to resume talks was heard.", "Friday", "2025-05-30"),
    ("Truce talks proposed by Keth for Friday would resume.", "Friday", "2025-06-06"),
    ("They agreed on Sunday to leave the locks by Tuesday noon.", "Tuesday noon", "2025-06-03"),
    ("They agreed on Sunday to leave the locks by Friday.", "Friday", "2025-06-06"),
    ("Keth said on Sunday it will leave the locks by Tuesday.", "Tuesday", "2025-06-10"),
    ("Plans for Friday's swap of prisoners were going well.", "Friday", "2025-06-06"),
    ("The halt was due to end late on Tuesday.", "late on Tuesday", "2025-06-03"),
    ("The halt was due to end late on Friday.", "late on Friday", "2025-06-06"),
    ("Orlo heads to Keth on Friday.", "Friday", "2025-06-06"),
    ("The front accepted a Keth-proposed halt on Friday.", "Friday", "2025-05-30"),
    ("The front will discuss a Keth-backed halt on Friday.", "Friday", "2025-06-06"),
    ("Envoys are expected in Keth on Friday for talks.", "Friday", "2025-06-06"),
    ("Envoys were expected in Keth on Friday.", "Friday", "2025-06-06"),
    ("Envoys were expected in Keth on Tuesday.", "Tuesday", "2025-06-03"),
]


@pytest.mark.parametrize(("sentence", "words", "expected"), [*REPORTED, *SPOKEN])
def test_a_report_counts_from_its_publication(sentence, words, expected):
    found = {one.span.of(sentence): one for one in find_times(sentence, "2025-06-04")}
    assert found[words].edtf == expected


STORY = """In 1811 the two valleys went to war. In April the river towns fell, and by late August
the pass was shut. On 9 December 1811 envoys met; two days later a truce was signed. In January
the fighting began again. That year the harvest failed. On 3 May 1813 peace was made."""


def test_a_story_follows_the_date_last_spoken_of():
    assert [(one.span.of(STORY), one.value) for one in find_times(STORY, "2009-12-19")] == [
        ("1811", "1811"),
        ("April", "1811-04"),
        ("late August", "1811-08"),
        ("9 December 1811", "1811-12-09"),
        ("two days later", "1811-12-11"),
        ("January", "1812-01"),
        ("That year", "1812"),
        ("3 May 1813", "1813-05-03"),
    ]


@pytest.mark.parametrize(
    ("sentence", "value", "expected"),
    [
        ("They met on Thursday.", "XXXX-WXX-4", None),
        ("They met last week.", "XXXX-WXX", None),
        ("They met yesterday.", "XXXX-XX-XX", None),
        ("They met last month.", "XXXX-XX", None),
        ("They met on May 8.", "XXXX-05-08", None),
        ("They met on May 8, 2025.", "2025-05-08", "2025-05-08"),
        ("The halt expires at midnight Sunday.", "XXXX-WXX-7T24:00", None),
    ],
)
def test_without_a_date_of_publication_nothing_relative_is_dated(sentence, value, expected):
    (found,) = find_times(sentence, None)
    assert (found.value, found.edtf) == (value, expected)


@pytest.mark.parametrize(
    ("sentence", "words", "expected"),
    [
        ("A halt held from May 8 to 10.", "May 8 to 10", "2025-05-08/2025-05-10"),
        ("A halt from 30 May to 2 June held.", "30 May to 2 June", "2025-05-30/2025-06-02"),
        ("They met between 3 and 5 March.", "3 and 5 March", "2025-03-03/2025-03-05"),
        ("The May 8-10 halt held.", "May 8-10", "2025-05-08/2025-05-10"),
        ("The war of 2014-2019 was long.", "2014-2019", "2014/2019"),
        ("They have fought since early April.", "early April", "2025-04/.."),
    ],
)
def test_intervals(sentence, words, expected):
    found = interval_of(find_times(sentence, "2025-06-04"), sentence)
    assert [(one.span.of(sentence), one.edtf) for one in found] == [(words, expected)]


def test_two_dates_joined_by_and_are_no_interval():
    sentence = "They met on 3 March and 5 March."
    assert interval_of(find_times(sentence, "2025-06-04"), sentence) == ()


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Shells fell over the past day.", "2025-06-03/2025-06-04"),
        ("Ten shells fell in the last 36 hours.", "2025-06-02/2025-06-04"),
        ("Many died in the last two months.", "2025-04/2025-06-04"),
        ("Two truces failed within the past two weeks.", "2025-05-21/2025-06-04"),
    ],
)
def test_a_length_up_to_now_is_an_interval(sentence, expected):
    (found,) = interval_of(find_times(sentence, "2025-06-04"), sentence, "2025-06-04")
    assert (found.type, found.edtf) == ("DURATION", expected)
    assert interval_of(find_times(sentence, None), sentence) == ()


@pytest.mark.parametrize(
    "sentence",
    ["It lasted for two weeks.", "The past day was calm.", "Over the past year it grew."],
)
def test_other_lengths_are_no_intervals(sentence):
    assert interval_of(find_times(sentence, "2025-06-04"), sentence, "2025-06-04") == ()


@pytest.mark.parametrize(
    "words", ["starting on", "starting", "beginning on", "commencing on", "effective from"]
)
def test_what_is_to_begin_on_a_day_lies_ahead(words):
    sentence = f"Velmara had offered a ten-day halt, {words} Sunday."
    found = find_times(sentence, "2025-06-04")
    assert [one.edtf for one in found if one.type == "DATE"] == ["2025-06-08"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("30 to 60 days", (30, 60)),
        ("three months", (90, 90)),
        ("48 hours", (2, 2)),
        ("a week", (7, 7)),
        ("more than a month", (30, None)),
        ("up to two weeks", (None, 14)),
        ("72-hour", (3, 3)),
        ("100-day", (100, 100)),
        ("two-week", (14, 14)),
        ("between three and five days", (3, 5)),
        ("a year and a half", (547.5, 547.5)),
        ("half a year", (182.5, 182.5)),
        ("week-long", (7, 7)),
        ("a single day", (1, 1)),
        ("two and a half months", (75, 75)),
        ("a week or more", (7, None)),
        ("the two sides agreed on a 30-day halt", (30, 30)),
        ("12 hours", (0.5, 0.5)),
        ("several days", None),
        ("days", None),
        ("a truce", None),
        ("at once", None),
    ],
)
def test_durations_in_days(words, expected):
    assert duration_days(words) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2025-05-08T22:00Z", "2025-05-08"),
        ("2025-05-08TNI", "2025-05-08"),
        ("2025-05-XX", "2025-05"),
        ("2025-W22-WE", "2025-05-31/2025-06-01"),
        ("2024-H2", "2024-07/2024-12"),
        ("20", "20XX"),
        ("2025-WXX", None),
        ("2025-W53", None),  # a year of 52 weeks
        ("9999-W52", None),  # ends in the year 10000
        ("9999-W52-WE", None),
        ("XXXX-05-08", None),
        ("PRESENT_REF", None),
        ("P3D", None),
        ("BC0490", "-0489"),
    ],
)
def test_values_as_edtf(value, expected):
    assert edtf_of(value) == expected
    assert expected is None or edtf.valid(expected)


@pytest.mark.parametrize(
    ("name", "year", "expected"),
    [
        ("Easter", 2024, date(2024, 3, 31)),
        ("Easter", 2025, date(2025, 4, 20)),
        ("Orthodox Easter", 2024, date(2024, 5, 5)),
        ("Orthodox Easter", 2025, date(2025, 4, 20)),
        ("Good Friday", 2023, date(2023, 4, 7)),
        ("Thanksgiving", 2024, date(2024, 11, 28)),
        ("Victory Day", 2025, date(2025, 5, 9)),
        ("Nowruz", 2025, date(2025, 3, 21)),
    ],
)
def test_feasts(name, year, expected):
    assert holidays.day_in(holiday_table()[name], year) == expected


@pytest.mark.parametrize(
    ("name", "year", "near"),
    [
        ("Eid al-Fitr", 2024, date(2024, 4, 10)),
        ("Eid al-Fitr", 2025, date(2025, 3, 30)),
        ("Eid al-Adha", 2025, date(2025, 6, 6)),
        ("Ramadan", 2023, date(2023, 3, 23)),
    ],
)
def test_islamic_feasts_are_within_a_day_of_what_was_kept(name, year, near):
    assert abs((holidays.day_in(holiday_table()[name], year) - near).days) <= 1


PIECES = st.lists(
    st.sampled_from([
        "On", "May", "8", "to", "10", ",", "2025", "the next day", "two weeks ago", "Friday",
        "said", "will", ".", "\n\n", "in", "late", "1990s", "every", "month", "from", "June", "31",
        "at 22:00", "GMT", "between 3 and 5 March", "-", "the", "summer", "480 BC", "last", "year",
        "’99", "a", "half",
    ]),
    max_size=25,
).map(" ".join)  # fmt: skip


@settings(deadline=None, max_examples=60)
@given(PIECES, st.sampled_from([None, "2025-06-04", "2009-12-19"]))
def test_what_holds_for_every_text(text, published):
    found = find_times(text, published)
    end = 0
    for one in found:
        assert end <= one.span.start < one.span.end <= len(text)
        assert one.value
        assert one.edtf is None or edtf.valid(one.edtf)
        end = one.span.end
    assert found == find_times(text, published)
    assert all(edtf.valid(one.edtf) for one in interval_of(found, text))


COUNTED = [
    "yesterday", "overnight", "on Sunday", "next Friday", "last Monday", "Saturday last week",
    "this week", "last week", "next week", "the weekend", "next weekend", "the following day",
    "the previous month", "next quarter", "last year", "next decade", "last century",
    "three days later", "a fortnight ago", "two months earlier", "5 years from now",
    "nine thousand years later", "1,000 decades from now", "9 June", "29 February last year",
    "1 March next year", "December", "last January", "the 30th", "winter", "last summer",
    "Christmas", "Nowruz", "Easter", "Orthodox Easter", "Thanksgiving", "Ramadan", "Eid al-Adha",
    "the first quarter of next year", "at midnight", "at dawn", "now", "’03",
]  # fmt: skip
NAMED = [
    "",
    "In 9998 they fought, in 9999, in 9999, in 9999, on 31 December 9999. ",
    "In 0002 they fought, in 0001, in 0001, on 1 January 0001. ",
    "In 0622 they fell out. ",
    "In 480 BC they fought. ",
]
PUBLISHED = st.one_of(
    st.none(),
    st.dates(),
    st.dates(max_value=date(3, 12, 31)),
    st.dates(min_value=date(9997, 1, 1)),
    st.sampled_from([date.min, date.max, date(622, 7, 19)]),
)


@settings(deadline=None, max_examples=150)
@given(
    PUBLISHED, st.sampled_from(NAMED), st.lists(st.sampled_from(COUNTED), min_size=1, max_size=6)
)
def test_the_ends_of_the_calendar_stop_nothing(published, named, words):
    text = named + " ".join(f"They met {one}. They will meet {one}." for one in words)
    found = find_times(text, published and published.isoformat())
    assert all(edtf.valid(one.edtf) for one in found if one.edtf)


@pytest.mark.parametrize("words", ["1,000 decades from now", "500 centuries from now"])
def test_a_year_of_five_digits_is_not_cut_to_another(words):
    assert [one.edtf for one in find_times(f"They will meet {words}.", "2025-06-04")] == []


@settings(deadline=None, max_examples=60)
@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)))
def test_a_full_date_means_itself(day):
    for written in (
        f"{day:%B} {day.day}, {day.year}",
        f"{day.day} {day:%B} {day.year}",
        day.isoformat(),
    ):
        (found,) = find_times(f"It was signed on {written}.", "2025-06-04")
        assert (found.span.of(f"It was signed on {written}."), found.edtf) == (
            written,
            day.isoformat(),
        )


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=200))
def test_any_text_can_be_read(text):
    find_times(text, "2025-06-04")


def test_is_fast_on_long_text():
    text = (
        "The minister said on Tuesday that both sides will meet again in two weeks, after the halt "
        "of May 8 to 10 had been broken many times along the river and in the hills to the north. "
    ) * 1000
    began = time.process_time()
    assert len(find_times(text, "2025-06-04")) == 4000
    assert time.process_time() - began < 3


HOSTILE = ["1", "May 8, ", "1999-2001-", "10:00 ", "8 and 9 May, ", "a week ", "\t\n", "half a "]


@pytest.mark.parametrize("piece", HOSTILE)
def test_time_grows_with_length_on_hostile_text(piece):
    text = piece * (20_000 // len(piece))
    began = time.process_time()
    find_times(text, "2025-06-04")
    assert time.process_time() - began < 4
