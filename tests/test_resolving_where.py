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
