import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.resolving.places import Gazetteer, lies_in
from truceline.resolving.roster import read_data, read_rows

PLACES = Gazetteer.load()


@pytest.mark.parametrize(
    ("name", "state", "kind"),
    [
        ("Kharkiv", "Ukraine", "city"),
        ("Kharkov", "Ukraine", "city"),
        ("the Kharkiv region", "Ukraine", "region"),
        ("northern Kharkiv region", "Ukraine", "region"),
        ("eastern Ukraine", "Ukraine", "state"),
        ("al-Fashir", "Sudan", "city"),
        ("Hodeidah", "Yemen", "city"),
        ("the Gaza Strip", "Palestine", "region"),
        ("Khan Younis", "Palestine", "city"),
        ("Sana'a", "Yemen", "capital"),
        ("the Red Sea", "", "sea"),
        ("Line of Control", "", "front"),
        ("Donbas", "Ukraine", "region"),
        ("Geneva", "Switzerland", "city"),
        ("the port city of Odesa", "Ukraine", "city"),
        ("the outskirts of Goma", "DR Congo", "city"),
        ("rebel-held suburbs of Goma", "DR Congo", "city"),
        ("Luhansk oblast", "Ukraine", "region"),
        ("Palawan", "Philippines", "region"),
        ("Nangarhar province", "Afghanistan", "region"),
        ("Lower Shabelle", "Somalia", "region"),
        ("Bulo-Marer", "Somalia", "city"),
        ("Anefis", "Mali", "city"),
        ("Zaporizhzhia region", "Ukraine", "region"),
    ],
)
def test_places(name, state, kind):
    place = PLACES.find(name)
    assert place is not None
    assert (place.state, place.kind) == (state, kind)
    assert place.row.startswith("places.csv: ")


@pytest.mark.parametrize(
    ("part", "whole", "inside"),
    [
        ("Istanbul", "Türkiye", True),
        ("Nyala", "Sudan", True),
        ("Darfur", "Sudan", True),
        ("Sudan", "Darfur", False),
        ("Nyala", "northern Sudan", False),
        ("Nyala", "South Sudan", False),
        ("Khartoum", "Nyala", False),
        ("Elbonia", "Sudan", False),
    ],
)
def test_a_town_lies_in_its_state(part, whole, inside):
    assert lies_in(part, whole) is inside


@pytest.mark.parametrize(
    "name", ["Springfield", "Tripoli", "Elbonia", "", "—", "Hyderabad", "Haris", "envoys of Goma"]
)
def test_open_or_unknown_names_stay_open(name):
    assert PLACES.find(name) is None


@pytest.mark.parametrize(
    ("name", "parties", "state"),
    [
        ("Tripoli", ["Lebanon", "Israel"], "Lebanon"),
        ("Tripoli", ["Libya"], "Libya"),
        ("Hyderabad", ["Pakistan"], "Pakistan"),
        ("Gaza", ["Mozambique"], "Mozambique"),
        ("Haris", ["Lebanon", "Israel"], "Lebanon"),
        ("Gaza", ["Israel", "Palestine"], "Palestine"),
    ],
)
def test_parties_of_the_article_decide(name, parties, state):
    place = PLACES.find(name, parties)
    assert place is not None
    assert place.state == state


def test_exact_names_only():
    assert PLACES.find("Kharkiv", exact=True) is not None
    assert PLACES.find("the West", exact=True) is None


@given(st.text(max_size=60))
def test_any_text_is_read_without_failing(text):
    PLACES.find(text)


def test_rows_are_sound():
    known = {row.cells["name"] for row in read_rows(read_data("states.csv"), "states.csv")} | {
        "",
        "Holy See",
    }
    capitals = set()
    for row in read_rows(read_data("places.csv"), "places.csv"):
        cells = row.cells
        assert cells["state"] in known, cells
        assert cells["kind"] in {"state", "capital", "city", "region", "front", "sea"}, cells
        assert -90 <= float(cells["lat"]) <= 90, cells
        assert -180 <= float(cells["lon"]) <= 180, cells
        assert "" not in cells["aliases"].split("|") or cells["aliases"] == "", cells
        if cells["kind"] == "capital":
            assert cells["state"] not in capitals, cells
            capitals.add(cells["state"])
    assert len(capitals) >= 195
