"""Former offices and those of today."""

import pytest

from truceline.resolving.posts import is_former, is_private, serves


@pytest.mark.parametrize(
    ("descriptions", "former"),
    [
        (["former president"], True),
        (["ex-general", "the deposed premier"], True),
        (["opposition leader"], True),
        (["Opposition Forces leader"], False),
        (["former minister and envoy of the League"], False),
        (["former rebel leader", "now vice president"], False),
        (["president"], False),
        (["a farmer"], False),
        ([], False),
    ],
)
def test_offices_are_former_if_none_is_held(descriptions, former):
    assert is_former(descriptions) is former


@pytest.mark.parametrize(
    ("behind", "today"),
    [
        (", who leads a team of the League", True),
        (" as special envoy of the League", True),
        (", mediating between them", True),
        (" led the country until 2031", False),
        (", who died", False),
    ],
)
def test_what_stands_behind_a_name_says_whom_it_serves(behind, today):
    assert serves(f"Dana Orlo{behind}", len("Dana Orlo")) is today


@pytest.mark.parametrize(
    ("said", "private"),
    [
        ("a Kethian lawyer", True),
        ("an expert on Veland at a college", True),
        ("a 29-year-old street artist based in Karsk", True),
        ("the Kethian president's wife", True),
        ("the Front's lawyer", False),
        ("their lawyer", False),
        ("a national assembly member", False),
        ("the leader of the students", False),
        ("the army's chief scientist", False),
        ("", False),
    ],
)
def test_who_acts_for_himself_serves_no_land(said, private):
    assert is_private(said) is private
