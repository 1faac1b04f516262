"""An attack told on in a later sentence: what becomes part of it, and what stays another one."""

import pytest

from trees import anchor, report, where
from truceline.coding import confidence
from truceline.coding.findings import find_records
from truceline.coding.phrases import Phrases
from truceline.coding.retold import take_up
from truceline.coding.rulebook import RuleBook
from truceline.model import Role

FIRST = (
    "On/IN/case/2 Monday/NNP/obl/4 Keth/NNP/nsubj/4 attacked=attack/VBD/root/0 Ostrin/NNP/obj/4 "
    "in/IN/case/7 Rhun/NNP/obl/4 ././punct/4"
)
AGAIN = (
    "The/DT/det/3 Velmaran/JJ/amod/3 attacks=attack/NNS/nsubj/4 left=leave/VBD/root/0 "
    "seven/CD/nummod/6 guards/NNS/obj/4 dead/JJ/xcomp/4 near/IN/case/9 Maleth/NNP/obl/4 "
    "on/IN/case/11 Friday/NNP/obl/4 ././punct/4"
)
IDLE = "It/PRP/nsubj/2 rained=rain/VBD/root/0 ././punct/2"


def told(one=None, two=None, sources=(FIRST, AGAIN), verb="attacked"):
    """Take up the second of two attacks that have these roles; with the text."""
    read = report(*sources)
    text = read.article.text
    first = anchor(text, verb, "attack", **(one or {}))
    second = anchor(text, "left", "attack", **({"killed": "seven"} | (two or {})))
    return take_up([first, second], Phrases(read)), text


def words_of(found, text, name):
    return [r.span.of(text) for r in found.roles if r.name == name]


def test_the_toll_of_the_attacks_goes_to_the_attack_before():
    ((attack, more),), text = told({"targets": "Ostrin"})
    assert attack.span.of(text) == "attacked"
    assert words_of(attack, text, "targets") == ["Ostrin"]
    assert words_of(attack, text, "killed") == ["seven"]
    assert more.span.of(text) == "left"


@pytest.mark.parametrize(
    ("name", "one", "two"),
    [("time", "Monday", "Friday"), ("place", "Rhun", "Maleth"), ("targets", "Ostrin", "guards")],
)
def test_two_attacks_that_each_have_a_time_a_place_or_targets_are_two(name, one, two):
    assert len(told({name: one}, {name: two})[0]) == 2
    assert len(told({name: one})[0]) == len(told(two={name: two})[0]) == 1


@pytest.mark.parametrize(
    ("verb", "lead", "noun", "number"),
    [
        ("attacked=attack", "These/DT/det/3", "attacks=attack", 1),
        ("shelled=shell", "The/DT/det/3", "shelling", 1),
        ("attacked=attack", "More/JJR/amod/3", "attacks=attack", 2),
        ("attacked=attack", "The/DT/det/3", "raids=raid", 2),
        ("attacked=attack", "The/DT/det/3", "guards=guard", 2),
    ],
    ids=["pointed at", "noun of the verb", "not definite", "called otherwise", "no event"],
)
def test_an_attack_is_taken_up_by_its_own_noun_with_an_article(verb, lead, noun, number):
    first = FIRST.replace("attacked=attack", verb)
    again = AGAIN.replace("attacks=attack", noun).replace("The/DT/det/3", lead)
    found, _ = told(sources=(first, again), verb=verb.partition("=")[0])
    assert len(found) == number


@pytest.mark.parametrize(("between", "number"), [(0, 1), (1, 1), (2, 2)])
def test_an_attack_is_taken_up_over_one_sentence_at_most(between, number):
    assert len(told(sources=(FIRST, *[IDLE] * between, AGAIN))[0]) == number


@pytest.mark.parametrize(
    ("one", "two", "acting"),
    [(0.4, 0.9, [["Velmaran"]]), (0.7, 0.9, [["Keth"], ["Velmaran"]]), (0.0, 0.4, [["Velmaran"]])],
    ids=["surer", "hardly surer", "alone"],
)
def test_a_much_surer_actor_takes_the_place_of_a_doubtful_one(one, two, acting):
    read = report(FIRST, AGAIN)
    text = read.article.text
    first, second = (
        Role("actors", where(text, name), chance)
        for name, chance in (("Keth", one), ("Velmaran", two))
    )
    anchors = [
        anchor(text, "attacked", "attack")._replace(roles=(first,) if one else ()),
        anchor(text, "left", "attack")._replace(roles=(second,)),
    ]
    found = take_up(anchors, Phrases(read))
    assert [words_of(f.anchor, text, "actors") for f in found] == acting


def test_the_passage_of_an_attack_reaches_to_the_end_of_its_retelling():
    read = report(FIRST, AGAIN)
    text = read.article.text
    anchors = (
        anchor(text, "attacked", "attack", actors="Keth", targets="Ostrin"),
        anchor(text, "left", "attack", killed="seven"),
    )
    read = read._replace(anchors=anchors)
    (found,) = find_records(read, RuleBook.load(), confidence.load(), 0.1)
    assert found.anchor.span.of(text) == "attacked"
    assert "attacked Ostrin" in found.evidence.of(text)
    assert "left seven guards" in found.evidence.of(text)
