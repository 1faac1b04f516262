"""Where sentences and words end: a table of cases, and properties for any text."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.model import Skip, Span
from truceline.reading.sentences import (
    split_paragraphs,
    split_sentences,
    split_words,
    unglue,
)

# Sentences are separated by a bar; the bar itself is not part of the text.
SENTENCES = [
    "The truce held.| Both sides met on Monday.",
    "Gen. Oru met Lt. Col. Ban of the U.S. Army.| He left.",
    "They met in the U.S.| The talks failed.",
    "The talks resume on Feb. 5 at 10 a.m. in St. Maro.| All agreed.",
    "Resolution No. 3 was read.| No one objected.",
    "Anna K. Oru and J. R. Ban signed.| It was late.",
    "Karsk Mines Inc. stopped work.| Others followed.",
    '"We agree," she said.| "Not yet, though."',
    '"We agree.| We will sign," she said.',
    "“We agree.”| He left the room.",
    "He called it “a sham.”| Others did too.",
    '"Why now?" the envoy asked.| Nobody knew.',
    '"Why now?" Oru asked.| Nobody knew.',
    '"Why now?"| The envoy had no answer.',
    "Is it over?| No!| Not at all.",
    "We waited ... and waited.| Then nothing...| The guns were still.",
    "The costs rose 3.5 per cent.| In 2025.| Talks went on.",
    "They ended the war.|The talks began.|He left.",
    "It ended in 2025.|The guns fell silent.",
    "See karsk-news.com for more.| Mr.Oru spoke.",
    "KARSK, Nov. 26 (Opal) -- The truce held.| It rained.",
    "KARSK, May 5. /OPA/. The truce held.| It rained.",
    "PORT KARSK, 3 May. (Opal) – The truce held.| It rained.",
    "KARSK (from our correspondent). The truce held.| It rained.",
    "PORT KARSK, Tuesday. – The truce held.| It rained.",
    "Truce holds in north\n|By Ana Ban\n|The truce held.| It rained.",
    "Terms:\n|- release of prisoners\n|- withdrawal of guns\n|1. No flights",
    "Oru meets Ban in Karsk - OPA - 14.02.2023| The two met on Monday.| It rained.",
    "The truce - agreed on 14.02.2023 - held in the north of Karsk.| It rained.",
    "10:32 Guns heard.\n|10:45 The envoy arrives.| He is smiling.",
    "Who fired?| NATO.| The council denied it.",
    "KARSK (Opal). The truce held.",
    "The guns (and the drones.) stopped.",
    "The first clause holds.[12]| The second does not.",
    "• Guns withdrawn |• Prisoners freed",
    "No full stop at the end",
]

HEADLINES = [
    "Envoys of Rhun and Selm agree on a truce| The envoys of both sides met on Monday.| It rained.",
    "Keth rebels fire on a market in Maleth| At least seven people were killed.| It rained.",
    "Keth rebels fire on a market in Maleth| The SLF denied it.| It rained.",
    "Selm opens its crossing after long talks|\u00a0The convoys came.| It rained.",
]
"""First sentences without a stop."""

UNCUT = [
    "The poets and writers at The Tide Club met in Selm.| It rained.",
    "Envoys sign the accord of Selm and The elders agree.| It rained.",
    "Velmara Offers Talks to Sarvik Liberation Front The envoys came.| It rained.",
    "Guns fall silent The envoys came.| It rained.",
    "Truce holds.| Envoys of Rhun and Selm agree on a truce The envoys met.",
    "Truce holds in Maleth\n|Envoys of Rhun and Selm agree on a truce The envoys met.",
]
"""A name, an unfinished line, capitals, three words, a later sentence, a later line."""

WORDS = [
    ("I don't think it's theirs.", "I do n't think it 's theirs ."),
    ("They can't and cannot; WON'T.", "They ca n't and can not ; WO N'T ."),
    ("Oru’s clan isn’t the Bans' clan.", "Oru ’s clan is n’t the Bans ' clan ."),
    ("A long-range drone", "A long - range drone"),
    ("non-aligned, pro-truce, e-mail", "non-aligned , pro-truce , e-mail"),
    ("$7 and €3.5bn, 30% of 14,000", "$ 7 and € 3.5 bn , 30 % of 14,000"),
    ("At 10:30, 10am and 5km off", "At 10:30 , 10 am and 5 km off"),
    ("The U.S. and Gen. Oru in No. 3.", "The U.S. and Gen. Oru in No. 3 ."),
    ("He said no.", "He said no ."),
    ("On 2025-05-01 call 555-0100", "On 2025-05-01 call 555-0100"),
    ("From 2019-2021", "From 2019 - 2021"),
    ("It -- or she — left...", "It -- or she — left ..."),
    ("“We,” ‘he’ said", "“ We , ” ‘ he ’ said"),
    ("See https://a.example/b?c=1, x@y.example.", "See https://a.example/b?c=1 , x@y.example ."),
    ("karsk.com and report.pdf", "karsk.com and report.pdf"),
    ("Ma'ira and O'Hara", "Ma'ira and O'Hara"),
    ("and/or @user #truce", "and / or @user #truce"),
    ("The 9th MH17 R&D J. Oru", "The 9th MH17 R&D J. Oru"),
    ("What?! No!!", "What ?! No !!"),
    ("шел тихий дождь", "шел тихий дождь"),
    ("a (b) [c]", "a ( b ) [ c ]"),
]  # fmt: skip

HOSTILE = [
    "1", "a", "1,", "a.", "ab.", "1-", "a'", "an't", ".", ". ", '."', "שלום ", "👩‍👩‍👧", "a@b.",
    "word ", "word of\n", "\n", "a. [1]", " ", "a_", "A. ", "A.", "war.The", "ab-", "A&", "://www.",
    "\u0301", "«", "http://", "x.com/", "No. ", "U.S. ", "? ", "…", "(a) ", "\r",
]  # fmt: skip


def words_of(text):
    spans = split_sentences(text)
    return [word.of(text) for span in spans for word in split_words(text, span)]


@pytest.mark.parametrize("case", SENTENCES)
def test_sentences_end_where_a_reader_ends_them(case):
    text = case.replace("|", "")
    assert [span.of(text) for span in split_sentences(text)] == [p.strip() for p in case.split("|")]


@pytest.mark.parametrize("case", HEADLINES)
def test_a_headline_without_a_stop_ends_where_the_report_opens(case):
    test_sentences_end_where_a_reader_ends_them(case)


@pytest.mark.parametrize("case", UNCUT)
def test_nothing_but_a_headline_is_cut_without_a_stop(case):
    test_sentences_end_where_a_reader_ends_them(case)


@pytest.mark.parametrize(("text", "expected"), WORDS)
def test_words_are_those_of_the_treebanks(text, expected):
    assert words_of(text) == expected.split()


def test_wrapped_lines_are_no_ends():
    text = (
        "The envoy of the northern clans told reporters on Monday that they were\n"
        "ready to stop the fighting in the valley if the other side withdrew. Its\n"
        "guns have stood on the hills above the river since the end of the last\n"
        "winter.\n\nA second paragraph"
    )
    assert len(split_sentences(text)) == 3
    assert len(split_paragraphs(text)) == 2


def test_headlines_of_like_length_stay_apart():
    text = (
        "Northern clans and the council agree to a ceasefire in the upper valley\n"
        "Envoy arrives for talks on the exchange of prisoners\n"
        "Guns heard near the river crossing despite the truce\n"
        "Council says the second round of talks is to begin on Monday"
    )
    assert len(split_sentences(text)) == 4


def test_skipped_passages_bound_sentences():
    text = "The truce READ MORE HERE held. It rained."
    skip = Skip(start=10, end=24, reason="link")
    assert [span.of(text) for span in split_sentences(text, (skip,))] == [
        "The truce",
        "held.",
        "It rained.",
    ]


@given(st.text() | st.text(st.sampled_from("abA.!?\"'’“” \n\r1-,:/@&_…[]()•\u200d\u0301")))
def test_sentences_and_words_cover_all_but_space(text):
    spans = split_sentences(text)
    words = [word for span in spans for word in split_words(text, span)]
    covered = "".join(word.of(text) for word in words)
    assert covered == "".join(text.split())
    assert all(a.end <= b.start for a, b in pairwise(words))
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(not any(map(str.isspace, word.of(text))) for word in words)


@given(st.text(max_size=40), st.integers(0, 40), st.integers(0, 40))
def test_nothing_skipped_is_read(text, start, length):
    skip = Skip(start=start, end=start + length, reason="caption")
    for span in split_sentences(text, (skip,)):
        assert not span.overlaps(Span(skip.start, skip.end)) or skip.start == skip.end


@pytest.mark.parametrize("piece", HOSTILE)
def test_time_grows_with_length(piece):
    text = piece * (60_000 // len(piece))
    began = time.perf_counter()
    words_of(text)
    assert time.perf_counter() - began < 5


def test_a_word_glued_to_a_name_is_cut_off_where_the_name_stands_by_itself():
    text = "President Maro Selkinhas spoke. Selkin left. Washas is a town."
    spans = split_words(text, Span(0, len(text)))
    words = [w.of(text) for w in unglue(text, spans, {w.of(text) for w in spans})]
    assert words[2:5] == ["Selkin", "has", "spoke"]
    assert "Washas" in words
