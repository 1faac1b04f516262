"""Datelines: with a day or an agency anywhere, a place alone where the text opens."""

import pytest

from truceline.model import Article, Entity, Reading, Sentence, Span
from truceline.reading.datelines import dateline_end, opening_dateline

DATELINES = {
    "OSTRIN, Sept. 4 (Harbour Wire) -- The Front": "OSTRIN, Sept. 4 (Harbour Wire) -- ",
    "PORT LORRO, 9 Oct (Meridian) - Guns": "PORT LORRO, 9 Oct (Meridian) - ",
    "KARSK (OPA) — Talks": "KARSK (OPA) — ",
    "KARSK, Veland, May 5 – Talks": "KARSK, Veland, May 5 – ",
    "KARSK, Veland (OPA) _ Talks": "KARSK, Veland (OPA) _ ",
    "OSTRIN, May 5. /OPA/. Talks": "OSTRIN, May 5. /OPA/. ",
    "OSTRIN, April 25, 2031 – Talks": "OSTRIN, April 25, 2031 – ",
    "OSTRIN, May 24: The Front": "OSTRIN, May 24: ",
    "Nov 1, 2031 (OSTRIN) — The Front": "Nov 1, 2031 (OSTRIN) — ",
    "U.S. - led forces": "",
    "LTU — which signed nothing": "",
    "The Front (HLF) - once armed - talks": "",
    "Karsk, May 5 (OPA) - in small letters": "",
    "KARSK: Talks": "",
}


@pytest.mark.parametrize("text", DATELINES)
def test_a_dateline_ends_with_its_dash(text):
    assert text[: dateline_end(text)] == DATELINES[text]


def opened(text, place=None):
    """Return the dateline of lines that are one sentence each."""
    sentences, entities, at = [], [], 0
    for line in text.splitlines():
        sentences.append(Sentence(Span(at, at + len(line)), ()))
        at += len(line) + 1
    if place:
        start = text.index(place)
        entities.append(Entity(Span(start, start + len(place)), "place"))
    article = Article(id="a", doc="report", text=text)
    read = Reading(article, tuple(sentences), tuple(entities), (), (), ())
    return opening_dateline(read).of(text)


OPENINGS = {
    "OSTRIN — River states met.": "OSTRIN — ",
    "Front halts fire\nOstrin – A group said so.": "Ostrin – ",
    "Front halts fire\nNew Selm: Veland said so.": "New Selm: ",
    "OSTRIN, Veland: Fighters fled.": "OSTRIN, Veland: ",
    "Front halts fire\nMetro Selm (Harbour Wire, May 5) — They met.": (
        "Metro Selm (Harbour Wire, May 5) — "
    ),
    "New Selm: Veland said so\nThe Front fled.": "",
    "Talks open\nThe Front fled.\nOstrin: We never fled.": "",
    "The Front — Once armed, it talks.": "",
    "Hamlets — once burnt — were rebuilt.": "",
}


@pytest.mark.parametrize("text", OPENINGS)
def test_a_place_alone_is_a_dateline_where_the_text_opens(text):
    place = next((p for p in ("New Selm", "OSTRIN", "Ostrin") if p in text), None)
    assert opened(text, place) == OPENINGS[text]


def test_a_person_before_a_colon_speaks():
    assert opened("Ana Temel: We never fled.") == ""
