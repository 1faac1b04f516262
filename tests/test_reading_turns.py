"""Transcripts: who speaks which words, and no transcript where a colon only opens a line."""

from __future__ import annotations

import pytest

from truceline.model import Article, digest
from truceline.pipeline import Pipeline
from truceline.reading.turns import attributed, find_turns

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
        "10:30 The army left.\n11:00 The army came back.\n11:30 It left.\n",
    ],
)
def test_lines_with_a_colon_are_no_transcript(text):
    assert find_turns(text) == ()


def test_i_and_we_are_who_speaks_and_the_speaker_vouches():
    article = Article(id=digest(TRANSCRIPT), doc="radio", text=TRANSCRIPT, published="2031-05-06")
    records = Pipeline.load().records(article)
    offer = next(r for r in records if r.kind == "proposal")
    breach = next(r for r in records if r.kind == "violation")
    assert [actor.party for actor in offer.actors] == ["Veland"]
    assert [source.name for source in breach.source] == ["Lena Harrow"]
