"""Transcripts: who speaks which words, and no transcript where a colon only opens a line."""

from __future__ import annotations

import pytest

from truceline.model import Article, Span, digest
from truceline.pipeline import Pipeline
from truceline.reading.turns import Turn, attributed, find_turns

TRANSCRIPT = """Veland's foreign minister, Lena Harrow, spoke to Radio Karsk on Monday about the war between the government of Veland and the Northern Front.

QUESTION: Minister, will your side come to Ostrin next week?

MINISTER HARROW: We will. We propose a truce of thirty days along the Selm river.

The Front has broken the ceasefire four times since Monday.

QUESTION: And the prisoners?

MINISTER HARROW: All of them must be freed at once.
"""  # noqa: E501


def test_each_turn_has_its_speaker_and_runs_to_the_next():
    turns = find_turns(TRANSCRIPT)
    speakers = [turn.speaker.of(TRANSCRIPT) for turn in turns]
    assert speakers == ["QUESTION", "MINISTER HARROW", "QUESTION", "MINISTER HARROW"]
    assert turns[1].words.of(TRANSCRIPT).startswith("We will.")
    assert turns[1].words.of(TRANSCRIPT).endswith("since Monday.")


@pytest.mark.parametrize(
    ("label", "asks"),
    [
        ("Q", True),
        ("Q2", True),
        ("MODERATOR", True),
        ("Second reporter", True),
        ("MINISTER HARROW", False),
        ("Halden", False),
        ("Reporter Dana Halden", False),
    ],
)
def test_labels_of_those_who_but_ask(label, asks):
    turn = Turn(Span(0, len(label)), Span(len(label), len(label)))
    assert turn.asks(label) is asks


def test_who_asks_vouches_for_nothing():
    told = attributed(TRANSCRIPT)
    assert {said.source.of(TRANSCRIPT) for said in told if said.source} == {"MINISTER HARROW"}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Ostrin: Talks went on.\n",
        "Background: The war began in May.\nNext steps: Talks.\nContact: the office.\n",
        "Halden said: no.\nHalden said: no talks.\nthe rest: nothing.\n",
        "Photo: AP\nThe army left.\nPhoto: AFP\nVideo: AP\n",
        "Monday: Talks.\nTuesday: Talks.\nMonday: The army left.\n",
        "Sudan: Talks fail.\nMali: The army left.\nSudan: A camp was shelled.\n",
        'Update: "We left," he said.\nUpdate: "We stay."\nNote: "I go."\n',
        "10:30 The army left.\n11:00 The army came back.\n11:30 It left.\n",
    ],
)
def test_lines_with_a_colon_are_no_transcript(text):
    assert find_turns(text) == ()


def test_the_last_turn_ends_with_its_paragraph():
    text = "Harrow: We want peace.\nRell: So do we.\nHarrow: Good.\n\nThe army attacked Ostrin.\n"
    assert find_turns(text)[-1].words.of(text) == "Good."


@pytest.mark.parametrize(
    "speaker", ["Mr. Rell (Veland)", "Élise al-Sharaa", "Q&A Host", "DANA ORLO"]
)
def test_labels_of_speakers(speaker):
    text = f"{speaker}: We left.\nNews Host: Did you?\n{speaker}: We did.\n"
    assert [turn.speaker.of(text) for turn in find_turns(text)] == [speaker, "News Host", speaker]


def test_i_and_we_are_who_speaks_and_the_speaker_vouches():
    article = Article(id=digest(TRANSCRIPT), doc="radio", text=TRANSCRIPT, published="2031-05-06")
    records = Pipeline.load().records(article)
    offer = next(r for r in records if r.kind == "proposal")
    breach = next(r for r in records if r.kind == "violation")
    assert [actor.party for actor in offer.actors] == ["Veland"]
    assert [source.name for source in breach.source] == ["Lena Harrow"]
