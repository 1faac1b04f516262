"""How many people a toll names: members of a list are added up, a single person is one."""

import pytest

from trees import reading, where
from truceline.resolving.headcount import headcount

HIT = "Shells/NNS/nsubj/2 killed=kill/VBD/root/0"


@pytest.mark.parametrize(
    ("source", "low", "high"),
    [
        ("the/DT/det/4 driver/NN/obj/2 and/CC/cc/7 three/CD/nummod/7 guards/NNS/conj/4", 4, 4),
        ("over/IN/nmod/4 two/CD/obj/2 and/CC/cc/7 a/DT/det/7 child/NN/conj/4", 3, None),
        ("his/PRP$/nmod:poss/4 aide/NN/obj/2", 1, 1),
        ("envoy/NN/compound/4 Sorn/NNP/obj/2", 1, 1),
        ("six/CD/nummod/4 guards/NNS/obj/2 and/CC/cc/6 sappers/NNS/conj/4", 6, 6),
        ("several/JJ/amod/4 guards/NNS/obj/2", 3, None),
        ("a/DT/det/4 cook/NN/obj/2 and/CC/cc/7 several/JJ/amod/7 guards/NNS/conj/4", 4, None),
        ("several/JJ/amod/4 hundred/CD/nummod/5 guards/NNS/obj/2", 200, None),
        ("between/IN/case/6 15/CD/obj/2 and/CC/cc/6 20/CD/conj/4", 15, 20),
        ("a/DT/det/6 9/CD/nummod/6 -/HYPH/punct/4 year/NN/obl/8 -/HYPH/punct/6 old/JJ/obj/2", 1, 1),
    ],
)  # fmt: skip
def test_people_are_counted(source, low, high):
    read = reading(f"{HIT} {source}")
    text = read.article.text
    found = headcount(where(text, text.split(" ", 2)[2]), read)
    assert found is not None
    assert found[:2] == (low, high)


@pytest.mark.parametrize(
    "source",
    ["guards/NNS/obj/2", "Ostra/NNP/amod/4 and/CC/cc/3"],
)
def test_what_does_not_say_how_many_is_no_count(source):
    read = reading(f"{HIT} {source}")
    text = read.article.text
    assert headcount(where(text, text.split(" ", 2)[2]), read) is None
