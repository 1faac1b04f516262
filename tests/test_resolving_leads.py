"""Whom a lead speaks of by an office alone: who is named at the head of the next sentence."""

import pytest
from msgspec import structs

import sample
from trees import report, where
from truceline.model import Actor, Entity, Evidence
from truceline.resolving.leads import introduced
from truceline.resolving.officers import NAMED_ELSEWHERE
from truceline.resolving.parties import Resolution

SPOKE = "{}/NN/nsubj/2 objected=object/VBD/root/0 ././punct/2"
TOLD = "Amrit/NNP/nsubj/3 Selo/NNP/flat/1 told=tell/VBD/root/0 reporters/NNS/obj/3 ././punct/3"
LEFT = "Amrit/NNP/nsubj/3 Selo/NNP/flat/1 left=leave/VBD/root/0 ././punct/3"
TITLED = (
    "Prime/NNP/compound/2 Minister/NNP/nmod:desc/3 Amrit/NNP/nsubj/5 Selo/NNP/flat/3 "
    "said=say/VBD/root/0 so/RB/advmod/5 ././punct/5"
)
SPEAKING = (
    "Speaking/VBG/advcl/6 in/IN/case/3 Oram/NNP/obl/1 Amrit/NNP/nsubj/6 Selo/NNP/flat/4 "
    "added=add/VBD/root/0 ././punct/6"
)
THEIRS = "Reporters/NNS/nsubj/2 heard=hear/VBD/root/0 Amrit/NNP/obj/2 Selo/NNP/flat/3 ././punct/2"
BEFORE = "Selo/NNP/nsubj/2 left=leave/VBD/root/0 ././punct/2"
OTHER = "Ordo/NNP/nsubj/2 left=leave/VBD/root/0 ././punct/2"


def meant(sources, name, known=None, others=()):
    """Return who acts in the record of the sentence before the last one."""
    read = report(*sources)
    text = read.article.text
    persons = [Entity(where(text, n), "person") for n in ("Amrit Selo", "Ordo") if n in text]
    if "Prime Minister Amrit Selo" in text:
        persons = [Entity(where(text, "Prime Minister Amrit Selo"), "person")]
    persons.sort(key=lambda e: e.span)
    lead = read.sentences[-2].span
    spoke = sample.record("selm-talks", "meeting", "Ferry", mode="talks")
    spoke = structs.replace(
        spoke,
        actors=(Actor(name=name, party="Keth"),),
        evidence=Evidence(text=lead.of(text), start=lead.start, end=lead.end),
    )
    data = (
        [(persons[-1].span, Resolution("Amrit Selo", known, "person", "people"))] if known else []
    )
    first, *_ = introduced([spoke, *others], read._replace(entities=tuple(persons)), data)
    assert (NAMED_ELSEWHERE in first.rule) == (first.actors[0].name != name)
    return first.actors[0].name


@pytest.mark.parametrize(
    ("before", "after", "name", "named"),
    [
        ((), TOLD, "Keth's minister", True),
        ((), TITLED, "Keth's minister", True),
        ((), TOLD, "Kethi official", True),
        ((), SPEAKING, "Keth's minister", True),
        ((OTHER,), TOLD, "Keth's minister", True),
        ((BEFORE,), TOLD, "Keth's minister", False),
        ((), LEFT, "Keth's minister", False),
        ((), THEIRS, "Keth's minister", False),
        ((), TOLD, "Kethi ministers", False),
        ((), TOLD, "his minister", False),
        ((), TOLD, "Kethi army", False),
    ],
    ids=["told", "titled", "an official", "speaking", "another before", "he before", "says nothing",
         "not at the head", "several", "somebody's", "no office"],
)  # fmt: skip
def test_an_office_is_whom_the_next_sentence_names(before, after, name, named):
    lead = SPOKE.format(name.rpartition(" ")[2])
    assert (meant((*before, lead, after), name) == "Amrit Selo") == named


def test_the_minister_may_be_one_of_whom_was_told_before():
    lead = "The/DT/det/2 minister/NN/nsubj/3 objected=object/VBD/root/0 ././punct/3"
    assert meant((lead, TOLD), "minister") == "Amrit Selo"
    assert meant((OTHER, lead, TOLD), "minister") == "minister"


@pytest.mark.parametrize(("known", "name"), [("Keth", "Amrit Selo"), ("Velmara", "minister")])
def test_who_is_of_another_side_is_not_meant(known, name):
    assert meant((SPOKE.format("minister"), TOLD), "minister", known) == name
    spoke = sample.record(
        "selm-talks",
        "meeting",
        "Ferry",
        mode="talks",
        actors=(Actor(name="Amrit Selo", party=known),),
    )
    assert meant((SPOKE.format("minister"), TOLD), "minister", others=(spoke,)) == name
