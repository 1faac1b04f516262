"""Round-ups of many matters: each paragraph has its own states and groups."""

from __future__ import annotations

import pytest

from test_reading_coreference import reading
from truceline.model import Article, Span, digest
from truceline.pipeline import Pipeline
from truceline.reading.coreference import resolve_mentions
from truceline.resolving.digests import Digest, parted

ROUND_UP = """The week in brief, 6 May 2031

Sudan's army shelled a camp near El Fasher. The army said it had killed 14 fighters.

In Namibia the president met farmers who fled the north.

Kenya's government proposed a truce of ten days to the rebels in its north. The rebels refused.

The ELN freed four soldiers in Colombia. The army withdrew from two villages in return.

Norway closed its embassy in Veland after an attack.

Peru's police arrested nine men who are accused of firing at a patrol.

Thailand accused Cambodia of breaking the ceasefire twice. The army denied it."""


@pytest.fixture(scope="module")
def records():
    article = Article(id=digest(ROUND_UP), doc="week", text=ROUND_UP, published="2031-05-06")
    return Pipeline.load().records(article)


@pytest.mark.parametrize(
    ("words", "party"),
    [
        ("the president met", "Namibia"),
        ("The army withdrew", "Colombia"),
        ("The rebels refused", None),
        ("proposed a truce", "Kenya"),
    ],
)
def test_who_acts_is_of_the_paragraph(records, words, party):
    found = [r for r in records if words in r.evidence.text]
    assert [[actor.party for actor in r.actors][:1] for r in found] == [[party]]


def test_no_group_of_another_paragraph_is_meant(records):
    offer = next(r for r in records if r.kind == "proposal")
    assert [target.name for target in offer.targets] == ["rebels"]


def paragraphs(text):
    starts = [0, *(i + 2 for i in range(len(text)) if text.startswith("\n\n", i))]
    return [Span(a, b) for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]


def test_a_noun_is_parted_from_the_chain_of_another_paragraph():
    text = "Sudan's army left. The army rested.\n\nThe army met the press. The army spoke."
    chains = resolve_mentions(reading(text, entities=[("Sudan", "place")]))
    apart = parted(chains, paragraphs(text), text)
    of = {m.span.of(text) + str(i): m.chain for i, m in enumerate(apart.mentions)}
    armies = [number for words, number in of.items() if "army" in words.lower()]
    assert armies[0] == armies[1] != armies[2] == armies[3]
    assert [m.span for m in apart.mentions] == [m.span for m in chains.mentions]
    spans = sorted(span for chain in apart.chains for span in chain.spans)
    assert spans == sorted(span for chain in chains.chains for span in chain.spans)


def test_what_stands_in_one_paragraph_stays_as_it_is():
    text = "Sudan's army left. The army rested. It slept."
    chains = resolve_mentions(reading(text, entities=[("Sudan", "place")]))
    assert parted(chains, [Span(0, len(text))], text) == chains


@pytest.mark.parametrize(
    ("named", "is_one"),
    [
        ([], False),
        ([(i, f"state {i}") for i in range(6)], False),
        ([(i, f"state {i}") for i in range(7)], True),
        ([(i, f"state {i % 3}") for i in range(9)], False),
    ],
)
def test_a_digest_has_many_paragraphs_and_no_state_in_most(named, is_one):
    assert Digest([Span(i, i + 1) for i in range(9)], named).is_one == is_one
