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
        ("the air force", True),
        ("The Armed Forces", True),
        ("the army chief", False),
    ],
)
def test_a_bare_government_says_not_whose_it_is(words, bare):
    assert is_bare(words) == bare


def of(resolver, words, pointed, told=TEXT):
    text = told.format(words)
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


def test_a_government_told_by_its_seat_may_be_the_hosts(resolver):
    assert of(resolver, "The government", "Egyptian", TEXT.replace("{}", "{} in Cairo")) == {
        "Egypt"
    }


def test_he_may_be_whom_the_network_points_at(resolver):
    assert of(resolver, "The envoy", "Dana Orlo") != {"Veland"}


def test_a_government_is_of_whom_the_person_pointed_at_serves(resolver):
    told = TEXT.replace("Envoy Dana Orlo of the Lake Mission", "Veland's envoy Dana Orlo")
    assert of(resolver, "The air force", "Dana Orlo", told) == {"Veland"}


OFFICERS = (
    "The sides met under Egyptian mediation in Cairo, where Egypt and Egyptian envoys waited. "
    "Tarsia rejected the plan. {} said no."
)


@pytest.mark.parametrize("acts", [True, False])
def test_a_land_that_answers_is_whose_the_president_is_and_not_the_host(resolver, acts):
    text = OFFICERS.format("President Dana Orlo")
    names = [("Egyptian", "nationality"), ("Cairo", "place"), ("Egypt", "place")]
    names += [("Tarsia", "place"), ("Dana Orlo", "person")]

    def role(name, words):
        return Role(name, Span(text.index(words), text.index(words) + len(words)), 0.9)

    def anchor(kind, words, *roles):
        return Anchor(role("", words).span, kind, 0.9, {}, roles, "network")

    said = [anchor("meeting", "met", role("mediators", "Egyptian"))]
    if acts:
        said.append(anchor("response", "rejected", role("actors", "Tarsia")))
    read = reading(text, entities=names)._replace(anchors=tuple(said))
    chains, span = resolve_mentions(read), role("", "President Dana Orlo").span
    assert ("Tarsia" in resolver.cast(read, chains, None).states) == acts
    assert {a.party for a in resolver.actors(read, chains, span, None, Asked())} == {"Tarsia"}
