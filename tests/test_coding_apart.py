"""Who stands in another clause than what is told of two others."""

import pytest

from trees import anchor, reading
from truceline.coding.apart import in_own_clause
from truceline.coding.roles import Phrases

CAME = (
    "Dal/NNP/nmod:poss/3 's/POS/case/1 visit/NN/nsubj/4 came=come/VBD/root/0 "
    "days=day/NNS/obl:unmarked/4 after/IN/mark/8 Keth/NNP/nsubj/8 held=hold/VBD/advcl/4 "
    "talks=talk/NNS/obj/8 with/IN/case/11 Rhun/NNP/nmod/9"
)
ASTRAY = CAME.replace("talks=talk/NNS/obj/8", "talks=talk/NNS/obl/4")
"""The tree hangs the talks on the wrong verb, but nothing stands between."""
COMMA = (
    "After/IN/mark/3 Keth/NNP/nsubj/3 left=leave/VBD/advcl/6 ,/,/punct/3 Dal/NNP/nsubj/6 "
    "held=hold/VBD/root/0 talks=talk/NNS/obj/6 with/IN/case/9 Rhun/NNP/nmod/7"
)
PURPOSE = (
    "Dal/NNP/nsubj/2 came=come/VBD/root/0 so/IN/mark/5 Keth/NNP/nsubj/5 held=hold/VBD/ccomp/2 "
    "talks=talk/NNS/obj/5 with/IN/case/8 Rhun/NNP/nmod/6"
)
ALL = ["Dal", "Keth", "Rhun"]


def acting(source, kind, actors):
    read = reading(source)
    text = read.article.text
    found = in_own_clause(anchor(text, "talks", kind, actors=actors), Phrases(read))
    return [r.span.of(text) for r in found.roles if r.name == "actors"]


@pytest.mark.parametrize("source", [CAME, ASTRAY])
@pytest.mark.parametrize("kind", ["meeting", "agreement", "ceasefire", "attack"])
def test_who_stands_before_the_clause_that_names_two_is_no_party(source, kind):
    assert acting(source, kind, ALL) == ["Keth", "Rhun"]


@pytest.mark.parametrize(
    ("source", "kind", "actors"),
    [
        (CAME, "proposal", ALL),
        (CAME, "meeting", ["Dal", "Rhun"]),
        (COMMA, "meeting", ALL),
        (PURPOSE, "meeting", ALL),
    ],
)
def test_others_stay_parties(source, kind, actors):
    assert acting(source, kind, actors) == actors
