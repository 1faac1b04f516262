"""Whose answer is awaited, and whose offer is answered."""

import pytest

from trees import anchor, reading
from truceline.coding.awaited import spare_answering, spare_waiting
from truceline.coding.roles import Phrases
from truceline.model import Entity, Span

AWAITED = (
    "Envoys=envoy/NNS/nsubj/2 await/VBP/root/0 Keth/NNP/nmod:poss/5 's/POS/case/3 reply/NN/obj/2 "
    "to/TO/case/8 their/PRP$/nmod:poss/8 offer/NN/nmod/5"
)
FOR = (
    "Envoys=envoy/NNS/nsubj/2 wait/VBP/root/0 for/IN/case/6 Keth/NNP/nmod:poss/6 's/POS/case/4 "
    "reply/NN/obl/2 to/TO/case/9 their/PRP$/nmod:poss/9 offer/NN/nmod/6"
)
FROM = (
    "Envoys=envoy/NNS/nsubj/2 received=receive/VBD/root/0 a/DT/det/4 reply/NN/obj/2 "
    "from/IN/case/6 Keth/NNP/{}/{} to/TO/case/9 their/PRP$/nmod:poss/9 offer/NN/nmod/4"
)
PEOPLE = (
    "Envoys=envoy/NNS/nsubj/2 expect/VBP/root/0 the/DT/det/5 Keth/NNP/amod/5 reply/NN/obj/2 "
    "to/TO/case/8 their/PRP$/nmod:poss/8 offer/NN/nmod/5"
)
BROUGHT = AWAITED.replace("await/VBP", "conveyed=convey/VBD")
WEIGHED = AWAITED.replace("await/VBP", "study/VBP")
UNOWNED = AWAITED.replace("Keth/NNP/nmod:poss", "Keth/NNP/dep")


def made(source, told, kind, mend, **given):
    read = reading(source)
    text = read.article.text
    at = text.index("Keth")
    read = read._replace(entities=(Entity(Span(at, at + 4), "place"),))
    found = mend(anchor(text, told, kind, **given), Phrases(read))
    names = ("actors", "targets")
    return [sorted(r.span.of(text) for r in found.roles if r.name == name) for name in names]


@pytest.mark.parametrize(
    ("source", "verb"),
    [
        (AWAITED, "await"),
        (FOR, "wait"),
        (FROM.format("nmod", 4), "received"),
        (FROM.format("obl", 2), "received"),
        (PEOPLE, "expect"),
    ],
)
def test_who_waits_for_an_answer_is_answered(source, verb):
    for told in (verb, "reply"):
        for given in ({"targets": "Keth"}, {}):
            found = made(source, told, "response", spare_waiting, actors="Envoys", **given)
            assert found == [["Keth"], ["Envoys"]]


def test_who_brings_an_answer_does_not_answer():
    found = made(BROUGHT, "conveyed", "response", spare_waiting, actors="Envoys")
    assert found == [["Keth"], []]


@pytest.mark.parametrize(
    ("source", "told", "kind"),
    [
        (WEIGHED, "study", "response"),
        (UNOWNED, "await", "response"),
        (AWAITED, "await", "demand"),
        (AWAITED, "offer", "response"),
    ],
)
def test_who_does_something_else_stays(source, told, kind):
    assert made(source, told, kind, spare_waiting, actors="Envoys") == [["Envoys"], []]


@pytest.mark.parametrize("source", [AWAITED, FOR, FROM.format("nmod", 4), WEIGHED])
@pytest.mark.parametrize("actors", ["Keth", "their", "Envoys"])
def test_who_awaits_an_answer_made_the_offer_that_is_its_own(source, actors):
    found = made(source, "offer", "proposal", spare_answering, actors=actors)
    assert found == [["Envoys"], ["Keth"]]


def test_an_offer_of_somebody_named_stays_his():
    source = AWAITED.replace("their/PRP$", "Dal/NNP")
    assert made(source, "offer", "proposal", spare_answering, actors="Dal") == [["Dal"], []]


def test_who_answers_an_offer_of_nobody_named_did_not_make_it():
    source = AWAITED.replace("their/PRP$/nmod:poss", "the/DT/det")
    assert made(source, "offer", "proposal", spare_answering, actors="Keth") == [[], ["Keth"]]
