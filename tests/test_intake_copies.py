"""Copies: what counts as one text, and that the order of articles does not matter."""

import random

import pytest

from truceline.intake import copies, group_copies
from truceline.intake.copies import MIN_SHINGLES, are_copies, shingles
from truceline.intake.skips import find_skips
from truceline.model import Article, digest

AGENCY = """\
Envoys from Ardane and Velmar ended two days of talks in Karsa on Thursday without a truce.
The chief envoy of Ardane, Sana Orrel, said that her side had offered a pause of ten days along the
river so that grain could be brought in. Velmar's delegation answered that it would study the offer
and reply within a week. Shelling was heard in Port Ardane while the delegations left the hall.
Monitors counted fourteen breaches of the last truce, most of them at night and near the bridge.
The mayor of Karsa asked both sides to spare the waterworks, which supply ninety thousand people.
A third round of talks was planned for the middle of the month, the host government said.
"""
RIVAL = """\
Talks in Karsa broke up on Thursday with no truce in sight. Sana Orrel, who speaks for Ardane, told
reporters that a ten-day pause on the river was on the table for the sake of grain convoys; the
men from Velmar promised an answer in a week. Guns were firing at Port Ardane as cars drove off.
Fourteen violations of the earlier truce were on the monitors' list. The waterworks must be left
alone, said the mayor of Karsa. The hosts expect everybody back in the middle of the month.
"""
OTHER = """\
Fishermen in the south of Velmar caught more herring this spring than in any year since the war
began, the ministry of agriculture said, and prices at the market in Ostrel fell by a third.
"""


def article(doc, text, published=None):
    return Article(
        id=digest(doc, text), doc=doc, text=text, published=published, skips=find_skips(text)
    )


def same(one, other):
    return are_copies(shingles(article("a", one)), shingles(article("b", other)))


LINES = AGENCY.splitlines(keepends=True)
CASES = [
    ("the same text", AGENCY, True),
    ("another headline", "Karsa talks end in silence\n\n" + AGENCY, True),
    ("furniture around it", "Share this article\n" + AGENCY + "More posts:\nBridge opens\n", True),
    ("capitals and marks", AGENCY.upper().replace(",", ""), True),
    ("the end cut", "".join(LINES[:4]), True),
    ("a line put in", AGENCY + "Reporting from Karsa was made difficult by power cuts.\n", True),
    ("another report of the event", RIVAL, False),
    ("another event", OTHER, False),
    ("one line quoted", OTHER + LINES[3] + OTHER.upper()[::-1], False),
    ("a short extract in a long text", OTHER * 1 + "".join(LINES[:1]), False),
]


@pytest.mark.parametrize(("case", "text", "expected"), CASES, ids=[case for case, *_ in CASES])
def test_copies(case, text, expected):
    assert same(AGENCY, text) is expected


def test_origin_is_the_first_published_and_undated_ones_come_last():
    given = [
        article("undated", AGENCY),
        article("late", AGENCY + "More soon.\n", "2031-04-05"),
        article("early", "Talks fail\n" + AGENCY, "2031-04-03"),
        article("apart", OTHER, "2031-04-01"),
    ]
    grouped = group_copies(given)
    first = given[2].id
    assert [item.origin for item in grouped] == [first, first, first, given[3].id]
    assert [item.doc for item in grouped] == [item.doc for item in given]


def test_order_does_not_matter():
    given = [
        article(f"{n}-{i}", text, f"2031-04-0{i + 1}")
        for n, text in enumerate([AGENCY, RIVAL, OTHER, "".join(LINES[:4])])
        for i in range(3)
    ]
    expected = {item.id: item.origin for item in group_copies(given)}
    for seed in range(5):
        shuffled = random.Random(seed).sample(given, len(given))
        assert {item.id: item.origin for item in group_copies(shuffled)} == expected
    assert len(set(expected.values())) == 3


def test_no_article_one_article_and_empty_words():
    assert group_copies([]) == []
    only = article("a", "...")
    assert group_copies([only, only])[1].origin == only.id


FOREIGN = [
    "Посланник Вельмара прибыл в Карсу для переговоров о перемирии.",
    "Солдаты Арданы охраняют мост через реку после ночного обстрела.",
]


def test_texts_of_which_nothing_is_read_are_no_copies():
    given = [article(text[:9], text) for text in (*FOREIGN, "...", "Share this article", "!")]
    assert [len(shingles(item)) for item in given] == [0] * 5
    assert [item.origin for item in group_copies(given)] == [item.id for item in given]


def test_a_story_printed_many_times_is_compared_few_times(monkeypatch):
    compared = []
    monkeypatch.setattr(copies, "are_copies", lambda *two: compared.append(1) or are_copies(*two))
    given = [
        article(f"{n}", AGENCY * 2 + f"Edition {n} of {outlet}.", f"2031-04-{n % 28 + 1:02}")
        for n, outlet in enumerate(["Ostrel Daily", "Karsa Post"] * 40)
    ]
    edited = [article("e", RIVAL + "".join(LINES[:6]), "2031-05-01")]
    assert len({item.origin for item in group_copies([*given, *edited])}) <= 2
    assert len(compared) < 3 * len(given)


def test_the_shortened_text_needs_some_length():
    assert len(shingles(article("a", LINES[0]))) < MIN_SHINGLES
