"""Lemmas as edit scripts: from form to lemma and back again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.reading.lemmas import agreed, apply_script, lemma_of, script_of

PAIRS = [
    ("talks", "talk"),
    ("agreed", "agree"),
    ("ceasefires", "ceasefire"),
    ("parties", "party"),
    ("said", "say"),
    ("were", "be"),
    ("went", "go"),
    ("better", "good"),
    ("Fighters", "fighter"),
    ("TRUCE", "truce"),
    ("Velmara", "Velmara"),
    ("n't", "not"),
    ("'s", "be"),
    ("its", "its"),
    (",", ","),
    ("45", "45"),
    ("İstanbul", "İstanbul"),
]


@pytest.mark.parametrize(("form", "lemma"), PAIRS)
def test_a_script_gives_its_lemma(form, lemma):
    assert apply_script(form, script_of(form, lemma)) == lemma


@pytest.mark.parametrize(
    ("form", "lemma", "other", "expected"),
    [
        ("talks", "talk", "envoys", "envoy"),
        ("parties", "party", "cities", "city"),
        ("agreed", "agree", "Freed", "Free"),
        ("Offered", "offer", "Rejected", "reject"),
        ("making", "make", "taking", "take"),
    ],
)
def test_a_script_serves_words_of_the_same_kind(form, lemma, other, expected):
    assert apply_script(other, script_of(form, lemma)) == expected


@pytest.mark.parametrize(
    ("form", "script"), [("a", "k|3|y"), ("he", "l|4|"), ("is", "k|2|"), ("", "k|1|x")]
)
def test_a_script_that_cannot_apply_leaves_the_form(form, script):
    assert apply_script(form, script) == form


WORDS = st.text(min_size=1, max_size=12)


@given(WORDS, WORDS)
def test_any_pair_goes_there_and_back(form, lemma):
    assert apply_script(form, script_of(form, lemma)) == lemma


KNOWN = frozenset(
    [
        "report",
        "party",
        "talk",
        "come",
        "hope",
        "witness",
        "loss",
        "carry",
        "free",
        "agree",
        "stop",
        "begin",
        "good",
        "study",
        "use",
    ]
)


@pytest.mark.parametrize(
    ("form", "tag", "scripts", "lemma"),
    [
        ("reported", "VBD", ["k|1|", "k|2|"], "report"),
        ("losses", "NNS", ["k|1|", "k|2|"], "loss"),
        ("witnesses", "NNS", ["k|1|"], "witness"),
        ("parties", "NNS", ["k|1|", "k|3|y"], "party"),
        ("coming", "VBG", ["k|3|", "k|3|e"], "come"),
        ("stopped", "VBN", ["k|2|", "k|3|"], "stop"),
        ("carried", "VBD", ["k|1|"], "carry"),
        ("withdrew", "VBD", ["k|1|"], "withdraw"),
        ("FREE", "JJ", ["k|0|"], "free"),
        ("better", "JJR", ["k|0|"], "good"),
        ("i", "PRP", ["k|0|"], "I"),
        # what has no ending is its own lemma
        ("Velmara", "NNP", ["k|1|", "k|0|"], "Velmara"),
        ("counterparty", "NN", ["k|1|"], "counterparty"),
        ("Study", "NN", ["k|0|"], "study"),
        ("Rhunish", "JJ", ["k|0|"], "Rhunish"),
        ("PM", "NN", ["l|1|"], "p.m."),
        # where no word is known, spelling tells
        ("parolled", "VBD", ["k|2|"], "paroll"),
        ("provoked", "VBD", ["k|2|"], "provoke"),
        ("regulated", "VBN", ["k|2|"], "regulate"),
        ("immersed", "VBN", ["k|2|"], "immerse"),
        ("exclaimed", "VBD", ["k|2|"], "exclaim"),
        ("flattened", "VBD", ["k|2|"], "flatten"),
        ("edited", "VBD", ["k|2|"], "edit"),
        ("pitied", "VBD", ["k|2|"], "pity"),
        ("regretting", "VBG", ["k|3|"], "regret"),
        ("parodies", "NNS", ["k|1|"], "parody"),
        ("drabbled", "VBD", ["k|1|", "k|2|"], "drabble"),
        ("14,000", "CD", ["k|0|"], "14,000"),
    ],
)
def test_a_lemma_is_a_known_word_where_one_fits(form, tag, scripts, lemma):
    assert lemma_of(form, tag, scripts, KNOWN) == lemma


@given(st.text(min_size=1, max_size=12), st.sampled_from(["NNS", "VBD", "VBG", "JJR", "NNP", "IN"]))
def test_a_lemma_never_fails(form, tag):
    assert isinstance(lemma_of(form, tag, ["k|1|", "l|0|"], KNOWN), str)


@pytest.mark.parametrize(
    ("form", "tag", "expected"),
    [
        ("says", "VBP", "VBZ"),
        ("denies", "VBP", "VBZ"),
        ("say", "VBP", "VBP"),
        ("focus", "VBP", "VBP"),
        ("discuss", "VBP", "VBP"),
        ("says", "NNS", "NNS"),
    ],
)
def test_a_verb_in_s_is_the_third_person(form, tag, expected):
    assert agreed(form, tag, {"say", "says", "deny", "focus", "discuss"}) == expected
