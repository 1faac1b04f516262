"""Former offices and those of today."""

import pytest

from truceline.resolving.posts import is_former, serves


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
