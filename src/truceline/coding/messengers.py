"""Who passes on words, and who spoke them: "the agency quoted her as saying", "was quoted by".

An agency that quotes somebody neither speaks nor demands: it is the source.
"""

from __future__ import annotations

from collections.abc import Iterator

from truceline.coding.phrases import Phrases
from truceline.coding.wordlists import word_lists
from truceline.model import Anchor, Role, Sentence, Span, Word

_SAYING = "saying.toml"


def passed_on(sentence: Sentence, verbs: str = "quoting") -> Iterator[tuple[Span, Span]]:
    """Yield who passes on words and who spoke them, for each verb of that list."""
    words, listed = sentence.words, word_lists(_SAYING)[verbs]
    for i, word in enumerate(words):
        if word.lemma not in listed:
            continue
        told_by, quoted = _agent(i, sentence), subject_of(i, sentence)
        if told_by is None:
            told_by, quoted = quoted, _object(i, sentence)
        elif quoted is None and word.relation.startswith("acl"):
            quoted = _whose_words(word.head, sentence)
        if told_by is not None and quoted is not None:
            yield told_by, quoted


def _whose_words(noun: int, sentence: Sentence) -> Span | None:
    """Return who is quoted by a participle behind a noun, or who spoke the words that it is for.

    "Dal, quoted by the agency, said", "Dal said in remarks quoted by the agency".
    """
    words = sentence.words
    if words[noun].lemma.lower() not in word_lists(_SAYING)["spoken"]:
        return _phrase(noun, words)
    return subject_of(words[noun].head, sentence) if words[noun].head >= 0 else None


def spare_messengers(anchor: Anchor, phrases: Phrases) -> Anchor:
    """Return ``anchor`` with those who are quoted as actors, and who quotes them as the source."""
    acting = [role for role in anchor.roles if role.name == "actors"]
    told = {role: quoted for role in acting if (quoted := _quoted_by(role.span, phrases))}
    if not told:
        return anchor
    roles: list[Role] = []
    for role in anchor.roles:
        if role not in told:
            roles.append(role)
            continue
        if len(told) == len(acting):
            roles.append(role.at(told[role]))
        roles.append(role.called("source"))
    return anchor._replace(roles=tuple(dict.fromkeys(roles)))


def _quoted_by(span: Span, phrases: Phrases) -> Span | None:
    """Return whom the one at ``span`` is said to quote."""
    sentence = phrases.sentence(span.start)
    for told_by, quoted in passed_on(sentence, "speaking") if sentence else ():
        if told_by.overlaps(span) and not quoted.overlaps(span):
            return quoted
    return None


def subject_of(verb: int, sentence: Sentence) -> Span | None:
    """Return the noun phrase that is the subject of the word at ``verb``."""
    words = sentence.words
    found = (i for i, w in enumerate(words) if w.head == verb and w.relation.startswith("nsubj"))
    first = next(found, None)
    return None if first is None else _phrase(first, words)


def _object(verb: int, sentence: Sentence) -> Span | None:
    """Return the first noun phrase that hangs on ``verb`` and follows it."""
    words = sentence.words
    after = range(verb + 1, len(words))
    nouns = (i for i in after if words[i].head == verb and words[i].tag.startswith(("NN", "PRP")))
    first = next(nouns, None)
    return None if first is None else _phrase(first, words)


def _agent(verb: int, sentence: Sentence) -> Span | None:
    """Return the noun phrase behind "by" that hangs on ``verb`` or on a word below it."""
    words = sentence.words
    by = (w.head for w in words if w.relation == "case" and w.head >= 0 and w.text.lower() == "by")
    first = next((i for i in by if verb in _above(i, words)), None)
    return None if first is None else _phrase(first, words)


def _above(at: int, words: tuple[Word, ...]) -> tuple[int, ...]:
    """Return the head of a word and that one's head."""
    head = words[at].head
    return (head, words[head].head) if head >= 0 else ()


def _phrase(head: int, words: tuple[Word, ...]) -> Span:
    phrase = [
        w
        for j, w in enumerate(words)
        if j == head
        or (w.head == head and j < head and w.relation not in ("punct", "case"))
        or (w.head == head and w.relation in ("flat", "compound"))
    ]
    return Span(phrase[0].span.start, phrase[-1].span.end)
