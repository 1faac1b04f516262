"""Figures of one toll: their edges, which of them are part of another, and which make up a sum."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from truceline.coding.phrases import Phrases
from truceline.coding.wordlists import word_lists
from truceline.model import Role, Sentence, Span, Word
from truceline.reading.nearby import touched

_LISTED = 0.5
"""Probability from which two figures of a list are counted together."""
_OPENING = frozenset(("CC", ",", ".", ":"))
_CLOSING = frozenset((*_OPENING, "IN", "TO", "HYPH"))
"""Tags of words that join a figure to what stands before it or behind it."""
_SAYING = ("CD", "DT", "PDT", "PRP", "PRP$")
"""Tags of words that say how many they are of whom they stand before, or who is meant."""
_HOW_MANY = ("nummod", "det", "nmod:poss")
"""Relations of such words to the one whom they stand before."""
_NAMING = ("NN", "JJ", "HYPH", "POS")
"""Tags of words that say whom a figure counts."""
_COUNTING = ("CD", "NN", "PRP", "DT", "PDT", "JJ", "FW")
"""Tags of words that may say how many or who: an adverb or a verb alone does not."""


def whole_figure(span: Span, phrases: Phrases) -> Span | None:
    """Return the words of a figure without those that join it to others; ``None`` if none count."""
    sentence = phrases.sentence(span.start)
    words = _onwards(_within(span, sentence), sentence)
    if not words:
        return span
    while words and words[0].tag in _OPENING:
        words.pop(0)
    while words and words[-1].tag in _CLOSING:
        words.pop()
    if not any(word.tag.startswith(_COUNTING) for word in words):
        return None
    words = _with_how_many(words, sentence)
    return Span(words[0].span.start, words[-1].span.end)


def sum_figures(figures: Sequence[Role], phrases: Phrases) -> list[Role]:
    """Return the figures of one toll without parts of others, and those of one list made one.

    "Four women were among nine killed" counts nine; "ten guards and two cooks" are twelve.
    """
    kept: list[Role] = []
    for role in sorted(figures, key=lambda r: r.span):
        between = _between(kept[-1].span, role.span, phrases) if kept else None
        if between is None:
            kept.append(role)
        elif _leads(between, "among"):
            kept[-1] = role
        elif not _leads(between, "including"):
            one, two = kept[-1], role
            kept[-1:] = [_both(one, two)] if _is_list(one, two, between) else [one, two]
    return kept


def _within(span: Span, sentence: Sentence | None) -> list[Word]:
    words = sentence.words if sentence else ()
    return [words[i] for i in touched(span, words)]


def _with_how_many(words: list[Word], sentence: Sentence | None) -> list[Word]:
    """Return the words of a figure without a number with what counts them: "[a] local guard"."""
    if sentence is None or any(word.tag in _SAYING for word in words):
        return words
    inside = touched(Span(words[0].span.start, words[-1].span.end), sentence.words)
    own = [
        i
        for i, word in enumerate(sentence.words[: inside[0]])
        if word.head in inside and word.relation in _HOW_MANY
    ]
    return list(sentence.words[own[0] : inside[-1] + 1]) if own else words


def _onwards(words: list[Word], sentence: Sentence | None) -> list[Word]:
    """Return the words with the number behind them where they only lead to one: "nearly"."""
    before = word_lists("quantity.toml")["before"]
    if sentence is None or not words or any(w.text.lower() not in before for w in words):
        return words
    behind = (w for w in sentence.words if w.span.start >= words[-1].span.end)
    return [*words, *takewhile(lambda w: w.tag == "CD", behind)]


def _between(one: Span, two: Span, phrases: Phrases) -> list[Word] | None:
    """Return the words between two figures; ``None`` if they are of two sentences."""
    sentence = phrases.sentence(one.start)
    if sentence is None or not sentence.span.covers(two):
        return None
    return _within(Span(one.end, two.start), sentence) if one.end < two.start else []


def _leads(between: Sequence[Word], to: str) -> bool:
    """Tell whether words of the list ``to`` and light ones alone stand between two figures."""
    lists = word_lists("quantity.toml")
    weighty = [w for w in between if w.lemma not in lists["light"] and w.tag not in _OPENING]
    return bool(weighty) and all(w.text.lower() in lists[to] for w in weighty)


def _is_list(one: Role, two: Role, between: Sequence[Word]) -> bool:
    """Tell whether two figures are of one list, be it torn: "four [local] guards and two"."""
    sure = min(one.probability, two.probability) >= _LISTED
    return sure and all(w.text.lower() == "and" or w.tag.startswith(_NAMING) for w in between)


def _both(one: Role, two: Role) -> Role:
    chance = max(one.probability, two.probability)
    return Role(one.name, Span(one.span.start, two.span.end), chance)
