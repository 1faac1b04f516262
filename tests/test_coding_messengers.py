"""Who passes on words, and who spoke them."""

import pytest

from trees import reading, where
from truceline.coding.messengers import passed_on, spare_messengers
from truceline.coding.phrases import Phrases
from truceline.model import Anchor, Role

ACTIVE = (
    "Velpress/NNP/nsubj/2 quoted=quote/VBD/root/0 Dal/NNP/obj/2 as/IN/mark/5 "
    "saying=say/VBG/advcl/2 Keth/NNP/nsubj/8 must/MD/aux/8 leave/VB/ccomp/5"
)
PASSIVE = (
    "Dal/NNP/nsubj:pass/3 was=be/VBD/aux:pass/3 quoted=quote/VBN/root/0 by/IN/case/5 "
    "Velpress/NNP/obl/3 as/IN/mark/7 saying=say/VBG/advcl/3 Keth/NNP/nsubj/10 must/MD/aux/10 "
    "leave/VB/ccomp/7"
)
BEHIND = (
    "Dal/NNP/nsubj:pass/3 was=be/VBD/aux:pass/3 quoted=quote/VBN/root/0 as/IN/mark/5 "
    "saying=say/VBG/advcl/3 by/IN/case/7 Velpress/NNP/obl/5 that/IN/mark/11 Keth/NNP/nsubj/11 "
    "must/MD/aux/11 leave/VB/ccomp/5"
)
PARTICIPLE = (
    "Dal/NNP/nsubj/6 ,/,/punct/3 quoted=quote/VBN/acl/1 by/IN/case/5 Velpress/NNP/obl/3 "
    "said=say/VBD/root/0 Keth/NNP/nsubj/9 must/MD/aux/9 leave/VB/ccomp/6"
)
CITED = (
    "Velpress/NNP/nsubj/2 cited=cite/VBD/root/0 Dal/NNP/obj/2 as/IN/mark/5 "
    "saying=say/VBG/advcl/2 Keth/NNP/nsubj/8 must/MD/aux/8 leave/VB/ccomp/5"
)
REMARKS = (
    "Dal/NNP/nsubj/2 said=say/VBD/root/0 in/IN/case/4 remarks=remark/NNS/obl/2 "
    "quoted=quote/VBN/acl/4 by/IN/case/7 Velpress/NNP/obl/5 that/IN/mark/10 Keth/NNP/nsubj/10 "
    "left/VBD/ccomp/2"
)
SAID = (
    "Velpress/NNP/nsubj/2 told=tell/VBD/root/0 Dal/NNP/obj/2 Keth/NNP/nsubj/6 must/MD/aux/6 "
    "leave/VB/ccomp/2"
)


@pytest.mark.parametrize(
    ("source", "told"),
    [
        (ACTIVE, [("Velpress", "Dal")]),
        (PASSIVE, [("Velpress", "Dal")]),
        (BEHIND, [("Velpress", "Dal")]),
        (PARTICIPLE, [("Velpress", "Dal")]),
        (CITED, [("Velpress", "Dal")]),
        (REMARKS, [("Velpress", "Dal")]),
        (REMARKS.replace("remarks=remark/NNS/obl/2", "remarks=remark/NNS/root/0"), []),
        (SAID, []),
    ],
)
def test_who_passes_on_whose_words(source, told):
    made = reading(source)
    found = [
        (a.of(made.article.text), b.of(made.article.text)) for a, b in passed_on(*made.sentences)
    ]
    assert found == told


@pytest.mark.parametrize(
    ("source", "acting", "actors", "by"),
    [
        (ACTIVE, ["Velpress"], ["Dal"], ["Velpress"]),
        (PASSIVE, ["Dal", "Velpress"], ["Dal"], ["Velpress"]),
        (PASSIVE, ["Dal"], ["Dal"], []),
        (CITED, ["Velpress"], ["Velpress"], []),
        (SAID, ["Velpress"], ["Velpress"], []),
    ],
)
def test_an_agency_that_quotes_somebody_demands_nothing(source, acting, actors, by):
    made = reading(source)
    text = made.article.text
    roles = tuple(Role("actors", where(text, name), 0.9) for name in acting)
    demand = Anchor(where(text, "must"), "demand", 0.9, {}, roles, "test")
    told = spare_messengers(demand, Phrases(made))
    for role, names in (("actors", actors), ("source", by)):
        assert [r.span.of(text) for r in told.roles if r.name == role] == names
