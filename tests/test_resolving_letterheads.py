"""Who speaks in read-outs and joint statements that parties give out themselves."""

import pytest

from test_reading_coreference import reading
from truceline.model import Span
from truceline.reading.coreference import resolve_mentions
from truceline.resolving.actors import NOTHING, ActorResolver
from truceline.resolving.letterheads import signatories
from truceline.resolving.parties import Parties
from truceline.resolving.places import Gazetteer

STATES = ("Norway", "Kenya", "Peru", "Sudan", "Ostra Front")


@pytest.fixture(scope="module")
def resolver():
    return ActorResolver(Parties.load(), Gazetteer.load())


def told(text, words, nth):
    kinds = [(name, "organisation" if name == "Ostra Front" else "place") for name in STATES]
    read = reading(text, entities=kinds)
    at = [i for i in range(len(text)) if text.startswith(words, i)][nth]
    return read, resolve_mentions(read), Span(at, at + len(words))


def parties(resolver, text, words, nth=0):
    read, chains, span = told(text, words, nth)
    found = resolver.actors(read, chains, span, "2026-05-01", NOTHING)
    return [actor.party for actor in found]


@pytest.mark.parametrize(
    ("text", "words", "nth", "who"),
    [
        ("We, the ministers of Norway and Kenya, met.\n\nWe urge Peru to wait.", "We", 1,
         ["Norway", "Kenya"]),
        ("We, the Foreign Ministers of Norway, Kenya – and Peru – call on Sudan to wait.", "We", 0,
         ["Norway", "Kenya", "Peru"]),
        ("Joint Statement by Norway and Kenya on Peru\n\nAll is calm. We urge Peru to wait.", "We",
         0, ["Norway", "Kenya"]),
        ("STATEMENT BY THE GOVERNMENT OF NORWAY ON PERU\n\nIt is late. We urge Peru to wait.",
         "We", 0, ["Norway"]),
    ],
)  # fmt: skip
def test_we_are_those_who_give_a_document_out(resolver, text, words, nth, who):
    assert parties(resolver, text, words, nth) == who


@pytest.mark.parametrize(
    ("text", "words", "nth"),
    [
        ("Envoys met.\n\n“We, the ministers of Norway and Kenya, are late,” they wrote. We ate.",
         "We", 1),
        ("We, too, were late. Later we left.", "we", 0),
        ("A statement of Norway was read in Kenya.\n\nIt was long, we heard.", "we", 0),
    ],
)  # fmt: skip
def test_we_of_a_report_are_nobody(resolver, text, words, nth):
    read, chains, span = told(text, words, nth)
    assert signatories(resolver.cast(read, chains, "2026-05-01"), span) == ()


def test_the_president_of_a_read_out_is_of_whose_office_gives_it_out(resolver):
    text = "{}\n\nPresident Orlo of Peru called today. The President thanked Peru for its efforts."
    head = "Office of the President of Kenya"
    assert parties(resolver, text.format(head), "The President") == ["Kenya"]
    assert parties(resolver, text.format("All is calm in Kenya."), "The President") != ["Kenya"]
