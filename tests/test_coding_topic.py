"""Whether an article tells of a conflict, and what follows for its records."""

import pytest

from trees import anchor, reading
from truceline.coding import confidence, topic
from truceline.coding.findings import find_records
from truceline.coding.rulebook import RuleBook
from truceline.coding.topic import Topic, words_of

TRUCE = (
    "The/DT/det/2 rebels=rebel/NNS/nsubj/3 signed=sign/VBD/root/0 a/DT/det/5 truce/NN/obj/3 "
    "with/IN/case/8 the/DT/det/8 government/NN/obl/3 after/IN/case/10 fighting/NN/obl/3 "
    "between/IN/case/12 troops/NNS/nmod/10 and/CC/cc/14 militiamen=militiaman/NNS/conj/12"
)
MATCH = (
    "The/DT/det/2 striker/NN/nsubj/3 won=win/VBD/root/0 a/DT/det/5 truce/NN/obj/3 "
    "with/IN/case/8 the/DT/det/8 club/NN/obl/3 after/IN/case/10 season/NN/obl/3 "
    "between/IN/case/12 fans=fan/NNS/nmod/10 and/CC/cc/14 players=player/NNS/conj/12"
)


def odds(source):
    return topic.load().log_odds(reading(source).sentences)


def test_a_report_of_a_match_is_less_of_a_conflict_than_one_of_rebels():
    assert odds(TRUCE) > odds(MATCH)


def test_names_verbs_and_numbers_do_not_count():
    source = "Keth/NNP/nsubj/2 hit/VBD/root/0 41/CD/nummod/5 of/IN/case/5 planes=plane/NNS/obj/2"
    assert words_of(reading(source).sentences) == {"plane"}


def test_few_words_weigh_little():
    weighed = Topic({"match": -4.0, "goal": -4.0}, 1.0)
    one = reading("match/NN/root/0").sentences
    two = reading("match/NN/root/0 goal/NN/dep/1").sentences
    assert weighed.log_odds(()) == 1.0
    assert 1.0 > weighed.log_odds(one) > weighed.log_odds(two) > 0


@pytest.mark.parametrize(("article", "kept"), [(2.0, True), (0.7, True), (-4.0, False)])
def test_what_is_told_off_topic_is_less_likely(article, kept, monkeypatch):
    monkeypatch.setattr(topic, "load", lambda: Topic({}, article))
    text = reading(TRUCE).article.text
    read = reading(TRUCE, [anchor(text, "signed", "ceasefire", 0.6, actors="rebels")])
    found = find_records(read, RuleBook.load(), confidence.load())
    assert bool(found) is kept


def test_confidence_is_the_same_in_every_article_on_topic():
    calibration = confidence.load()
    clear = calibration.clear
    low, less, even, high = (
        calibration.confidence("attack", 0.5, x) for x in (-3.0, clear - 0.5, clear, clear + 2)
    )
    assert low < less < even == high


def test_a_text_of_no_telling_words_is_on_topic():
    assert confidence.load().is_clear(topic.load().log_odds(()))
    assert not confidence.load().is_clear(odds(MATCH))
