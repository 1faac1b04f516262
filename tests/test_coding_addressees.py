"""Towards whom a quotation is spoken: who is addressed, and whom it is only about."""

import pytest

from trees import reading, where
from truceline.coding.addressees import address
from truceline.coding.phrases import Phrases
from truceline.model import Anchor, Entity, Finding, Role

TOLD = (
    "Dal/NNP/nsubj/2 told=tell/VBD/root/0 {whom} :/:/punct/2 ``/``/punct/7 Leave/VB/ccomp/2 "
    "us/PRP/obj/7 alone/RB/advmod/7 today/NN/obl/7 ''/''/punct/7"
)
CALLED = (
    "Dal/NNP/nsubj/2 commended=commende/VBD/root/0 the/DT/det/4 government/NN/obj/2 of/IN/case/6 "
    "Keth/NNP/nmod/4 for/IN/case/11 its/PRP$/nmod:poss/11 ``/``/punct/11 firm/JJ/amod/11 "
    "will/NN/obl/2 to/TO/mark/13 talk/VB/acl/11 again/RB/advmod/13 ''/''/punct/11"
)
WROTE = (
    "Dal/NNP/nsubj/2 wrote=write/VBD/root/0 to/IN/case/4 Keth/NNP/obl/2 :/:/punct/2 ``/``/punct/7 "
    "Leave/VB/ccomp/2 us/PRP/obj/7 alone/RB/advmod/7 today/NN/obl/7 ''/''/punct/7"
)


def said(words):
    """A quotation of six words and who says it."""
    return f"``/``/punct/2 {words} ''/''/punct/2 said=say/VBD/root/0 Dal/NNP/nsubj/9"


MUST = said(
    "Keth/NNP/nsubj/4 must/MD/aux/4 leave/VB/ccomp/9 our/PRP$/nmod:poss/6 own/JJ/amod/7 "
    "land/NN/obj/4"
)
LEFT = said(
    "Keth/NNP/nsubj:pass/5 must/MD/aux/5 be/VB/aux:pass/5 stopped=stop/VBN/ccomp/9 "
    "right/RB/advmod/7 now/RB/advmod/5"
)
HAS = said(
    "Keth/NNP/nsubj/3 has=have/VBZ/ccomp/9 to/TO/mark/5 leave/VB/xcomp/3 our/PRP$/nmod:poss/7 "
    "land/NN/obj/5"
)
THANKS = said(
    "We/PRP/nsubj/3 thank/VBP/ccomp/9 Keth/NNP/obj/3 for/IN/case/7 its/PRP$/nmod:poss/7 "
    "help/NN/obl/3"
)
GRATEFUL = said(
    "I/PRP/nsubj/4 am=be/VBP/cop/4 grateful/JJ/ccomp/9 to/IN/case/6 Keth/NNP/obl/4 today/NN/obl/4"
)
EXPECT = said(
    "We/PRP/nsubj/3 expect/VBP/ccomp/9 Keth/NNP/obj/3 to/TO/mark/6 leave/VB/xcomp/3 today/NN/obl/6"
)
THEIRS = said(
    "They/PRP/nsubj/3 expect/VBP/ccomp/9 Keth/NNP/obj/3 to/TO/mark/6 leave/VB/xcomp/3 "
    "today/NN/obl/6"
)
CONDEMN = said(
    "We/PRP/nsubj/3 condemn/VBP/ccomp/9 Keth/NNP/obj/3 in/IN/case/7 strong/JJ/amod/7 "
    "words=word/NNS/obl/3"
)
ABOUT = said(
    "Talks=talk/NNS/nsubj/5 with/IN/case/4 Keth/NNP/nmod/2 went=go/VBD/ccomp/9 very/RB/advmod/7 "
    "well/RB/advmod/5"
)


def targets(source, name="targets"):
    """Towards whom the quotation of a sentence is spoken, or where."""
    read = reading(source)
    text = read.article.text
    first, last = text.index("``") + 2, text.rindex("''")
    names = [Entity(where(text, name), "place") for name in ("Keth",) if name in text]
    read = read._replace(entities=tuple(names))
    whole = read.sentences[0].span
    quote = Role("quote", where(text, text[first:last].strip()), 1.0)
    roles = (Role("actors", where(text, "Dal"), 1.0), quote)
    anchor = Anchor(quote.span, "statement", 1.0, {}, roles, "quotation.saying")
    found = address(Finding(anchor, quote.span, whole, None), Phrases(read))
    assert found.anchor.roles[:2] == roles
    return [r.span.of(text) for r in found.anchor.roles if r.name == name]


@pytest.mark.parametrize(
    ("source", "whom"),
    [
        (TOLD.format(whom="the/DT/det/4 envoy/NN/obj/2"), "the envoy"),
        (TOLD.format(whom="the/DT/det/4 Keth/NNP/obj/2"), "the Keth"),
        (CALLED, "the government of Keth"),
        (WROTE, "Keth"),
        (MUST, "Keth"),
        (HAS, "Keth"),
        (THANKS, "Keth"),
        (GRATEFUL, "Keth"),
        (EXPECT, "Keth"),
        (CONDEMN, "Keth"),
    ],
)
def test_who_is_addressed_is_the_target(source, whom):
    assert targets(source) == [whom]


@pytest.mark.parametrize(
    "source",
    [
        TOLD.format(whom="the/DT/det/4 reporters/NNS/obj/2"),
        TOLD.format(whom="a/DT/det/4 newspaper/NN/obj/2"),
        TOLD.format(whom="the/DT/det/4 talks=talk/NNS/obj/2"),
        TOLD.format(whom="the/DT/det/4 crowd/NN/obj/2"),
        TOLD.replace("Dal/NNP/nsubj/2", "She/PRP/nsubj/2").format(
            whom="Dal/NNP/flat/2 envoy/NN/obj/2"
        ),
        LEFT,
        THEIRS,
        ABOUT,
    ],
)
def test_outlets_things_and_who_is_spoken_about_are_none(source):
    assert targets(source) == []


@pytest.mark.parametrize(
    ("told", "places"),
    [
        ("reporters=reporter/NNS/obj/2 in/IN/case/5 Keth/NNP/nmod/3", ["Keth"]),
        ("reporters=reporter/NNS/obj/2 in/IN/case/5 Keth/NNP/obl/2", ["Keth"]),
        ("reporters=reporter/NNS/obj/2 in/IN/case/5 anger/NN/obl/2", []),
        ("tales=tale/NNS/obj/2 in/IN/case/5 Keth/NNP/nmod/3", []),
    ],
)
def test_words_are_spoken_where_the_speaker_speaks(told, places):
    source = (
        f"Dal/NNP/nsubj/2 told=tell/VBD/root/0 {told} :/:/punct/2 ``/``/punct/8 Leave/VB/ccomp/2 "
        "us/PRP/obj/8 alone/RB/advmod/8 today/NN/obl/8 ''/''/punct/8"
    )
    assert targets(source, "place") == places


@pytest.mark.parametrize(
    ("verb", "behind", "places"),
    [
        ("said=say", "in/IN/case/12 Keth/NNP/obl/3", ["Keth"]),
        ("told=tell", "a/DT/det/12 crowd/NN/iobj/10 in/IN/case/14 Keth/NNP/nmod/9", ["Keth"]),
        ("called=call", "the/DT/det/12 ruin/NN/obj/10 in/IN/case/14 Keth/NNP/nmod/12", []),
        ("said=say", "at/IN/case/12 talks/NNS/obl/10 in/IN/case/14 Keth/NNP/nmod/12", ["Keth"]),
        (
            "said=say",
            "at/IN/case/12 talks/NNS/obl/10 held/VBN/acl/12 in/IN/case/15 Keth/NNP/obl/13",
            ["Keth"],
        ),
        (
            "said=say",
            "while/IN/mark/12 speaking/VBG/advcl/10 in/IN/case/14 Keth/NNP/obl/12",
            ["Keth"],
        ),
        (
            "said=say",
            "in/IN/case/13 the/DT/det/13 city/NN/obl/10 of/IN/case/15 Keth/NNP/nmod/13",
            ["Keth"],
        ),
    ],
    ids=["next", "to whom", "what is called", "at talks", "held", "speaking", "the city of"],
)  # fmt: skip
def test_words_are_spoken_where_it_says_behind_the_verb(verb, behind, places):
    source = (
        "``/``/punct/3 We/PRP/nsubj/3 leave/VBP/ccomp/10 this/DT/det/5 land/NN/obj/3 "
        f"right/RB/advmod/7 now/RB/advmod/3 ''/''/punct/3 Dal/NNP/nsubj/10 {verb}/VBD/root/0 "
        f"{behind}"
    )
    assert targets(source, "place") == places
