"""Whose office a report speaks of: the one person of a side whom it names."""

import pytest
from msgspec import structs

import sample
from test_reading_coreference import reading
from truceline.model import Actor, Evidence
from truceline.resolving.officers import NAMED_ELSEWHERE, by_name

SELO = Actor(name="Amrit Selo", party="Keth")
ORDO = Actor(name="Vanna Ordo", party="Keth")
TEXT = "Keth's foreign minister spoke. {}Amrit Selo said so. Vanna Ordo left."


def told(*actors):
    return sample.record("selm-talks", "meeting", "Ferry", mode="talks", actors=actors)


@pytest.mark.parametrize(
    ("words", "title", "others", "name"),
    [
        ("Keth's foreign minister", "", [SELO], "Keth's foreign minister"),
        ("Keth's foreign minister", "Foreign Minister ", [SELO], "Amrit Selo"),
        ("Keth's foreign minister", "Prime Minister ", [SELO], "Keth's foreign minister"),
        ("Kethi leader", "President ", [SELO], "Amrit Selo"),
        ("Kethi leader", "Ambassador ", [SELO], "Kethi leader"),
        ("Kethi leader", "", [SELO], "Kethi leader"),
        ("Kethi official", "President ", [SELO], "Kethi official"),
        ("Selo's spokesman", "", [SELO], "Selo's spokesman"),
        ("Kethi ministers", "", [SELO], "Kethi ministers"),
        ("Keth's foreign minister", "Foreign Minister ", [SELO, ORDO], "Amrit Selo"),
        ("Keth's foreign minister", "", [SELO, ORDO], "Keth's foreign minister"),
        ("Keth's foreign minister", "Foreign Minister ", [], "Keth's foreign minister"),
    ],
)
def test_an_office_is_of_the_one_person_of_its_side(words, title, others, name):
    entities = [("Amrit Selo", "person"), ("Vanna Ordo", "person")]
    read = reading(TEXT.format(title), entities=entities)
    spoke = told(Actor(name=words, party="Keth"))
    first, *_ = by_name([spoke, *map(told, others)], read)
    assert [a.name for a in first.actors] == [name]
    assert (NAMED_ELSEWHERE in first.rule) == (name != words)


@pytest.mark.parametrize(
    ("text", "others", "name"),
    [
        ("The envoy came. Envoy Amrit Selo and Envoy Vanna Ordo left.", [SELO, ORDO], "envoy"),
        ("The envoy came. Envoy Amrit Selo left. Vanna Ordo stayed.", [SELO, ORDO], "Amrit Selo"),
        ("An envoy came. Envoy Amrit Selo left. Vanna Ordo stayed.", [SELO, ORDO], "envoy"),
        ("An envoy came. Envoy Amrit Selo left.", [SELO], "Amrit Selo"),
    ],
    ids=["two hold it", "one holds it", "any of several", "the only one"],
)
def test_of_several_persons_who_alone_has_the_office_is_meant(text, others, name):
    read = reading(text, entities=[(a.name, "person") for a in others])
    came = sample.record(
        "selm-talks", "meeting", "Ferry", mode="talks", actors=(Actor(name="envoy", party="Keth"),)
    )
    came = structs.replace(came, evidence=Evidence(text=text[:15], start=0, end=15))
    first, *_ = by_name([came, *map(told, others)], read)
    assert [a.name for a in first.actors] == [name]


def test_who_meets_an_officer_of_the_same_side_is_another():
    read = reading(TEXT.format(""), entities=[("Amrit Selo", "person")])
    met = told(SELO, Actor(name="Keth's army chief", party="Keth"))
    assert by_name([met], read) == (met,)
