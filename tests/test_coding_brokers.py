"""Who brokers a truce, a deal or talks is no party to them."""

import pytest

from trees import anchor, reading
from truceline.coding.brokers import spare_brokers

BROKERED = "Norrmark/NNP/nsubj/2 brokered=broker/VBD/root/0 a/DT/det/4 truce/NN/obj/2"
PLAYED = (
    "Norrmark/NNP/nsubj/2 played=play/VBD/root/0 a/DT/det/4 role/NN/obj/2 in/IN/mark/6 "
    "brokering=broker/VBG/acl/4 a/DT/det/8 truce/NN/obj/6"
)
HELPED = "Norrmark/NNP/nsubj/2 helped=help/VBD/root/0 mediate/VB/xcomp/2 a/DT/det/5 truce/NN/obj/3"
WHICH = (
    "the/DT/det/2 truce/NN/nsubj/7 that/WDT/obj/5 Norrmark/NNP/nsubj/5 "
    "brokered=broker/VBD/acl:relcl/2 "
    "has/VBZ/aux/7 held=hold/VBN/root/0"
)
SIGNED = (
    "Norrmark/NNP/nsubj/2 signed=sign/VBD/root/0 a/DT/det/4 truce/NN/obj/2 "
    "brokered=broker/VBN/acl/4 by/IN/case/7 Pelvik/NNP/obl/5"
)
TRAVELLED = (
    "Norrmark/NNP/nsubj/2 joined=join/VBD/root/0 a/DT/det/4 truce/NN/obj/2 to/TO/mark/6 "
    "facilitate/VB/advcl/2 votes/NNS/obj/6"
)


@pytest.mark.parametrize(
    ("told", "role"),
    [
        (BROKERED, "mediators"),
        (PLAYED, "mediators"),
        (HELPED, "mediators"),
        (WHICH, "mediators"),
        (SIGNED, "actors"),
        (TRAVELLED, "actors"),
        (BROKERED.replace("Norrmark/NNP", "sides/NNS"), "actors"),
    ],
)
def test_who_brokers_is_no_party(told, role):
    read = reading(told)
    text = read.article.text
    who = "sides" if "sides" in text else "Norrmark"
    spared = spare_brokers(anchor(text, "truce", "ceasefire", actors=who), read.sentences[0])
    assert [r.name for r in spared.roles] == [role]


def test_who_brokers_a_truce_may_well_attack():
    read = reading(BROKERED)
    told = anchor(read.article.text, "truce", "attack", actors="Norrmark")
    assert spare_brokers(told, read.sentences[0]) == told
    assert spare_brokers(told._replace(kind="ceasefire"), None) == told._replace(kind="ceasefire")
