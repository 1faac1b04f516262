"""Passages that are kept but not read: each rule with its sentences, and the limits of language."""

import tomllib
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.intake.skips import find_skips, is_foreign, rule_for

DATA = tomllib.loads(files("truceline.intake").joinpath("data/skips.toml").read_text("utf-8"))
RULES = DATA["rule"]
BODY = "The council of Ardane met envoys from Velmar. They spoke of the bridge and of grain.\n"

ENGLISH = [
    "Two killed near bridge",
    "Envoys meet in Karsa, truce talks resume",
    "no deal yet, officials in capital concede",
    "President Marko Ilven, Foreign Minister Sana Orrel, envoy Peter Tammel",
    "Grain deal nears collapse as monitors leave",
    "- 12 armoured vehicles; 40 trucks; three bridges;",
    "Ceasefire violations mount along river line, monitors say",
    "“Presidente” is what his guards call him, said one of the deputies.",
    "",
]
FOREIGN = [
    "El ministro de Velmar llegó el lunes a Karsa para hablar de la tregua",
    "Des soldats gardent le pont de Karsa après les combats",
    "Der Minister aus Velmar kam am Montag nach Karsa, um über die Waffenruhe zu sprechen",
    "O ministro de Velmar chegou na segunda-feira a Karsa para falar da trégua",
    "Minister Velmaru przybył w poniedziałek do Karsy, aby rozmawiać o rozejmie",
    "Velmar bakanı ateşkesi görüşmek için pazartesi günü Karsa'ya geldi",
    "Министр Вельмара прибыл в Карсу",
    "وصل وزير فيلمار إلى كارسا يوم الاثنين",
]


def words(text, reason=None):
    return [text[s.start : s.end] for s in find_skips(text) if reason in {None, s.reason}]


@pytest.mark.parametrize(
    ("rule", "line"), [(rule["id"], line) for rule in RULES for line in rule["catches"]]
)
def test_rule_catches(rule, line):
    assert rule_for(line) == rule
    assert words(BODY + line) == [line]


@pytest.mark.parametrize(
    ("rule", "line"), [(rule["id"], line) for rule in RULES for line in rule["leaves"]]
)
def test_rule_leaves(rule, line):
    assert rule_for(line) is None, rule


@pytest.mark.parametrize("line", DATA["label"]["catches"])
def test_a_label_inside_a_line_is_skipped_alone(line):
    (label,) = words(line, "link")
    assert label.endswith(":")


@pytest.mark.parametrize("line", DATA["label"]["leaves"])
def test_a_label_is_left_in_a_sentence(line):
    assert words(line) == []


def test_rule_ids_are_unique():
    ids = [rule["id"] for rule in RULES]
    assert len(ids) == len(set(ids))
    assert {rule["reach"] for rule in RULES} == {"line", "list", "rest"}


@pytest.mark.parametrize("line", ENGLISH)
def test_english_is_read(line):
    assert not is_foreign(line)


@pytest.mark.parametrize("line", FOREIGN)
def test_another_language_is_not(line):
    assert words(BODY + line + "\n" + BODY, "language") == [line]


def test_a_list_of_links_ends_at_a_sentence():
    text = BODY + "More posts:\nBridge reopens\nGrain prices fall\n" + BODY
    assert words(text, "link") == ["More posts:", "Bridge reopens", "Grain prices fall"]


def test_after_comments_nothing_is_read_but_a_menu_at_the_top_takes_nothing_with_it():
    assert words(BODY * 3 + "Comments\nI was there. It was not so.") == [
        "Comments",
        "I was there. It was not so.",
    ]
    assert words("Comments\n" + BODY * 3) == ["Comments"]


def test_lines_end_as_they_do_in_the_file():
    text = BODY.strip() + "\r\n  Advertisement \r\n" + BODY.strip() + "\rShare this article\r"
    assert words(text) == ["Advertisement", "Share this article"]


@given(st.text(max_size=300))
def test_skips_are_in_order_apart_and_inside(text):
    at = 0
    for skip in find_skips(text):
        assert at <= skip.start < skip.end <= len(text)
        at = skip.end
