"""What is offered or answered of two things at once."""

import pytest

from trees import anchor, reading
from truceline.coding.rulebook import RuleBook
from truceline.coding.twofold import each_thing
from truceline.model import Finding

SUBJECTS = RuleBook.load().vocabulary.named("subject")
BOTH = (
    "Keth/NNP/nsubj/2 rejected=reject/VBD/root/0 a/DT/det/6 40/CD/compound/6 day/NN/compound/6 "
    "truce/NN/obj/2 or/CC/cc/10 a/DT/det/10 peace/NN/compound/10 summit/NN/conj/6 ././punct/2"
)
THREE = (
    "Keth/NNP/nsubj/2 offered=offer/VBD/root/0 talks/NNS/obj/2 ,/,/punct/6 a/DT/det/6 "
    "truce/NN/conj/3 and/CC/cc/10 a/DT/det/10 prisoner/NN/compound/10 swap/NN/conj/3 ././punct/2"
)
SAME = BOTH.replace("summit", "ceasefire").replace("peace/NN", "local/NN")
APART = BOTH.replace("or/CC", "after/IN").replace("conj/6", "obl/2")


def told(source, kind, about, **roles):
    """What each thing of an offer or an answer has: its subject, words and duration."""
    read = reading(source)
    text, (sentence,) = read.article.text, read.sentences
    verb = "rejected" if "rejected" in text else "offered"
    found = anchor(text, verb, kind, actors="Keth", about=about, **roles)
    whole = Finding(found, sentence.span, sentence.span, 0.9)
    out = []
    for one in each_thing(whole, sentence, SUBJECTS):
        words = {r.name: r.span.of(text) for r in one.anchor.roles}
        assert words["actors"] == "Keth"
        subject = one.anchor.values.get("subject", ("", 0.0))[0]
        out.append((subject, words["about"], words.get("duration")))
    return out


def test_each_thing_has_its_words_and_its_terms():
    about = "a 40 day truce or a peace summit"
    assert told(BOTH, "response", about, duration="40 day") == [
        ("ceasefire", "a 40 day truce", "40 day"),
        ("talks", "peace summit", None),
    ]


def test_the_day_of_an_offer_goes_for_all_that_is_offered():
    read = reading(BOTH)
    text, (sentence,) = read.article.text, read.sentences
    about = "a 40 day truce or a peace summit"
    found = anchor(text, "rejected", "response", actors="Keth", about=about, time="summit")
    made = each_thing(Finding(found, sentence.span, sentence.span, 0.9), sentence, SUBJECTS)
    assert [any(r.name == "time" for r in one.anchor.roles) for one in made] == [True, True]


def test_a_list_of_three_is_three_offers():
    assert [row[:2] for row in told(THREE, "proposal", "talks , a truce and a prisoner swap")] == [
        ("talks", "talks"),
        ("ceasefire", "truce"),
        ("exchange", "prisoner swap"),
    ]


def test_a_list_is_known_without_its_tree():
    about = "a 40 day truce or a peace summit"
    assert len(told(BOTH.replace("conj/6", "obl/2"), "response", about)) == 2


@pytest.mark.parametrize(
    ("source", "kind", "about"),
    [
        (BOTH, "meeting", "a 40 day truce or a peace summit"),
        (BOTH, "response", "a 40 day truce"),
        (SAME, "response", "a 40 day truce or a local ceasefire"),
        (APART, "response", "a 40 day truce after a peace summit"),
    ],
)
def test_one_thing_is_one_record(source, kind, about):
    assert len(told(source, kind, about)) == 1
