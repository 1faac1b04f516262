"""Spaces and marks of other shapes are read as the usual ones, and quoted as they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.model import Article
from truceline.pipeline import Pipeline
from truceline.reading.marks import with_usual_marks


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("45\u00a0days, Gen.\u202fOrlo", "45 days, Gen. Orlo"),
        ("a cease\u2011fire", "a cease-fire"),
        ("Velmara´s army hasn`t left", "Velmara’s army hasn’t left"),
        ("`We will go´ and ´s", "`We will go´ and ´s"),  # quotation marks
        ("usual words, 'his' and \"hers\"", "usual words, 'his' and \"hers\""),
        ("a\ttab\nand a line", "a\ttab\nand a line"),
    ],
)
def test_marks_are_the_usual_ones(text, expected):
    assert with_usual_marks(text) == expected


@given(st.text(st.sampled_from("a s´`’\u00a0\u2011-.tm")))
def test_as_long_as_before_and_twice_is_once(text):
    usual = with_usual_marks(text)
    assert len(usual) == len(text)
    assert with_usual_marks(usual) == usual


def test_records_are_the_same_and_quote_the_text_as_it_is():
    text = "Velmara’s army fired on the Sarvik Liberation Front near Maleth on Friday, killing six."
    other = text.replace(" ", "\u00a0").replace("’", "´")
    one, two = (
        Pipeline.load().records(Article(id="a", doc="a", text=t, published="2031-06-06"))
        for t in (text, other)
    )
    assert one
    assert [(r.kind, r.actors, r.targets, r.where, r.when) for r in one] == [
        (r.kind, r.actors, r.targets, r.where, r.when) for r in two
    ]
    assert all(other[r.evidence.start : r.evidence.end] == r.evidence.text for r in two)
