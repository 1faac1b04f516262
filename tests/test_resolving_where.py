"""Where something was: a name of a place, and nothing where none is named."""

import pytest

from test_reading_coreference import reading
from truceline.model import Span
from truceline.resolving.where import place_named

TEXT = (
    "Talks in the northern town of Selm, near Port Karsk, followed the Karsk summit. Shells fell "
    "on the streets, in troubled Ostra province and in southern Veland. A Velandi convoy left "
    "that country. They met in Selm, a suburb of Karsk, and in Karsk Sunday."
)
ENTITIES = [
    ("Selm", "place"),
    ("Port Karsk", "place"),
    ("Ostra", "place"),
    ("Veland", "place"),
    ("Velandi", "nationality"),
    ("Karsk", "place"),
]


@pytest.mark.parametrize(
    ("words", "where"),
    [
        ("in the northern town of Selm", "Selm"),
        ("near Port Karsk", "Port Karsk"),
        ("in Selm, a suburb of Karsk", "Selm"),
        ("in Karsk Sunday", "Karsk"),
        ("the Karsk summit", "Karsk"),
        ("on the streets", None),
        ("in troubled Ostra province", "Ostra province"),
        ("in southern Veland", "southern Veland"),
        ("Velandi", None),
        ("that country", None),
    ],
)
def test_a_place_is_named(words, where):
    at = TEXT.index(words)
    found = place_named(Span(at, at + len(words)), reading(TEXT, entities=ENTITIES))
    assert found == where


BESIDE = (
    "Shells fell in tribal areas near the border with Veland, along its southern border with "
    "Ostra, in the waters off Selm and in the Teren valley near the border with Veland; the coast "
    "off Karsk and the frontier with Veland were calm, talks with Veland were not."
)


@pytest.mark.parametrize(
    ("words", "where"),
    [
        ("tribal areas near the border with Veland", "border with Veland"),
        ("its southern border with Ostra", "southern border with Ostra"),
        ("the waters off Selm", "waters off Selm"),
        ("the coast off Karsk", "coast off Karsk"),
        ("the frontier with Veland", "frontier with Veland"),
        ("talks with Veland", "Veland"),
        (
            "the Teren valley near the border with Veland",
            "Teren valley near the border with Veland",
        ),
    ],
)
def test_what_lies_at_a_land_is_not_in_it(words, where):
    at = BESIDE.rindex(words)
    found = place_named(Span(at, at + len(words)), reading(BESIDE, entities=ENTITIES))
    assert found == where


MORE = (
    "Guards left the eastern cities of Selm and Dorna, the oil hub of Tarn, the Velandi capital "
    "Karsk and the market town of Orlo and the smaller settlement of Ness. Shells hit the Ravna "
    "area (Upper Farms), a town (Obrin) and the Teren valley in Ostra province. Talks were held "
    "in Kenya's Lamu, at a summit on Somalia, along the Line of Contact, in Ostrin and elsewhere, "
    "and on the Kenyan border of a Shi'ite quarter in Ostrin."
)


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("the eastern cities of Selm and Dorna", "Selm and Dorna"),
        ("the oil hub of Tarn", "Tarn"),
        ("the Velandi capital Karsk", "Karsk"),
        ("the market town of Orlo and the smaller settlement of Ness", "Orlo"),
        ("the Ravna area (Upper Farms", "Ravna area"),
        ("Obrin)", "Obrin"),
        ("the Teren valley in Ostra province", "Teren valley"),
        ("Kenya's Lamu", "Lamu"),
        ("Somalia", None),
        ("Contact", "Line of Contact"),
        ("Ostrin and elsewhere", "Ostrin"),
        ("Kenyan", None),
        ("Shi'ite quarter in Ostrin", "Shi'ite quarter in Ostrin"),
    ],
)
def test_what_describes_a_place_is_no_part_of_its_name(words, place):
    at = MORE.index(words)
    named = [("Ostrin", "place"), ("elsewhere", "place"), ("Kenyan", "place")]
    found = place_named(Span(at, at + len(words)), reading(MORE, entities=named))
    assert found == place


PLAIN = (
    "Shots were fired near the airport, along their disputed border, in the country's northwest "
    "and at sea. Troops crossed the country, fell back 200 metres, searched three southern "
    "provinces and two Kenyan towns and held the Selm gorge."
)


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("near the airport", "the airport"),
        ("their disputed border", "their disputed border"),
        ("in the country's northwest", "the country's northwest"),
        ("three southern provinces", "three southern provinces"),
        ("two Kenyan towns", "two Kenyan towns"),
        ("the Selm gorge", "Selm gorge"),
        ("at sea", None),
        ("the country", None),
        ("200 metres", None),
    ],
)
def test_a_place_that_has_no_name_of_its_own_is_as_the_article_calls_it(words, place):
    at = PLAIN.index(f"{words},") if words == "the country" else PLAIN.index(words)
    assert place_named(Span(at, at + len(words)), reading(PLAIN)) == place
