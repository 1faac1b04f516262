"""Whom a government or an army without a name is of, and of whom it is not."""

from __future__ import annotations

import pytest

from test_reading_coreference import reading
from truceline.model import Anchor, Role, Span
from truceline.reading.coreference import resolve_mentions
from truceline.resolving.actors import ActorResolver
from truceline.resolving.makers import Asked
from truceline.resolving.parties import Parties
from truceline.resolving.places import Gazetteer
from truceline.resolving.stately import is_bare

TEXT = (
    "Veland's army and the Ostra Liberation Army met in Cairo under Egyptian mediation. "
    "Envoy Dana Orlo of the Lake Mission came. Ostra Liberation Army men left. {} agreed."
)
NAMES = [
    ("Veland", "place"),
    ("Ostra Liberation Army", "organisation"),
    ("Cairo", "place"),
    ("Egyptian", "nationality"),
    ("Dana Orlo", "person"),
    ("Lake Mission", "organisation"),
]


class Finger:
    """Points at one name for whatever is asked."""

    def __init__(self, span):
        self.span = span

    def meant(self, span):
        return ((self.span, 0.95),)


@pytest.fixture(scope="module")
def resolver():
    places = Gazetteer.load()
    return ActorResolver(Parties.load(gazetteer=places), places)


@pytest.mark.parametrize(
    ("words", "bare"),
    [
        ("the government", True),
        ("The army's", True),
        ("the ruling junta", True),
        ("government", True),
        ("the Federal Government", True),
        ("Veland's government", False),
        ("the rebel government", False),
        ("the shadow government", False),
        ("the government of Keth", False),
        ("the Velandic army", False),
        ("the army chief", False),
    ],
)
def test_a_bare_government_says_not_whose_it_is(words, bare):
    assert is_bare(words) == bare


def of(resolver, words, pointed):
    text = TEXT.format(words)
    at, mediator = text.index(pointed), text.index("Egyptian")
    host = Role("mediators", Span(mediator, mediator + 8), 0.9)
    met = Span(text.index("met"), text.index("met") + 3)
    read = reading(text, entities=NAMES)._replace(
        anchors=(Anchor(met, "meeting", 0.9, {}, (host,), "network"),),
        pointing=Finger(Span(at, at + len(pointed))),
    )
    start = text.rindex(words)
    span = Span(start, start + len(words))
    found = resolver.actors(read, resolve_mentions(read), span, None, Asked())
    return {a.party for a in found}


@pytest.mark.parametrize("words", ["The government", "The army", "The junta"])
@pytest.mark.parametrize(
    "pointed", ["Ostra Liberation Army", "Dana Orlo", "Lake Mission", "Egyptian"]
)
def test_a_bare_government_is_no_groups_persons_or_mediators(resolver, words, pointed):
    assert of(resolver, words, pointed) == {"Veland"}


def test_he_may_be_whom_the_network_points_at(resolver):
    assert of(resolver, "The envoy", "Dana Orlo") != {"Veland"}
