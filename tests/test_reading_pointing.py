"""Which words name whom a mention means: products of what is asked for and what is named."""

import numpy as np
import pytest

from truceline.model import Span
from truceline.reading import pointing
from truceline.reading.pointing import Pointing

TEXT = "Sorrel fired . They shot again ."
SPANS = [Span(0, 6), Span(7, 12), Span(13, 14), Span(15, 19), Span(20, 24), Span(25, 30)]


def filled():
    """Every word names itself; "They" asks for "Sorrel"."""
    names = np.eye(6, dtype=np.float32) * 20
    asks = names.copy()
    asks[3] = names[0]
    found = Pointing()
    found.add(SPANS, asks, names)
    return found


def test_a_mention_points_at_what_it_asks_for():
    (word, chance), *rest = filled().meant(Span(15, 19))
    assert TEXT[word.start : word.end] == "Sorrel"
    assert chance > 0.9
    assert not rest


def test_a_mention_of_several_words_asks_for_their_mean():
    found = filled().meant(Span(0, 12))
    assert [chance for _, chance in found] == pytest.approx([0.5, 0.5], abs=0.01)


def test_a_mention_points_within_its_window():
    found = filled()
    later = [Span(s.start + 40, s.end + 40) for s in SPANS]
    asks = np.eye(6, dtype=np.float32) * 20
    found.add(later, asks, asks)
    assert [word for word, _ in found.meant(Span(55, 59))] == [Span(55, 59)]
    assert [word for word, _ in found.meant(Span(15, 19))] == [Span(0, 6)]
    assert [word for word, _ in found.meant(Span(25, 45))] == [Span(25, 30)]
    assert found.meant(Span(33, 36)) == ()


@pytest.mark.parametrize("span", [Span(14, 15), Span(200, 210)])
def test_what_is_no_word_of_the_article_points_at_nothing(span):
    assert filled().meant(span) == ()
    assert Pointing().meant(span) == ()


def test_very_long_articles_are_answered_as_far_as_memory_is_kept(monkeypatch):
    monkeypatch.setattr(pointing, "MOST_WORDS", 5)
    assert filled().meant(Span(15, 19)) == ()


def test_equal_articles_are_equal():
    assert filled() == filled()
    assert filled() != Pointing()
