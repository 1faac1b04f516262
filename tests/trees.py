"""Sentences with their analysis, written by hand: ``form/TAG/relation/head`` a word.

``head`` counts words from 1, 0 is the root; a lemma other than the form stands behind "=".
"""

from truceline.model import Anchor, Article, Reading, Role, Sentence, Span, Word


def sentence(source, start=0):
    """Return the sentence and its text; words stand one space apart from ``start`` on."""
    words, at = [], start
    for part in source.split():
        form, tag, relation, head = part.rsplit("/", 3)
        form, _, lemma = form.partition("=")
        span = Span(at, at + len(form))
        words.append(Word(span, form, tag, lemma or form.lower(), int(head) - 1, relation))
        at = span.end + 1
    return Sentence(Span(start, at - 1), tuple(words)), " ".join(w.text for w in words)


def reading(source, anchors=(), entities=(), **layers):
    """Return the reading of one sentence."""
    one, text = sentence(source)
    article = Article(id="a", doc="report", text=text)
    fields = {"quotations": (), "attributions": ()} | layers
    return Reading(
        article,
        (one,),
        tuple(entities),
        fields["quotations"],
        fields["attributions"],
        tuple(anchors),
    )


def report(*sources):
    """Return the reading of several sentences, one space apart, without anything else."""
    told, text = [], ""
    for source in sources:
        one, words = sentence(source, len(text) + 1 if text else 0)
        told.append(one)
        text = f"{text} {words}".strip()
    return Reading(Article(id="a", doc="report", text=text), tuple(told), (), (), (), ())


def where(text, words):
    """Return the span of ``words`` in ``text``."""
    at = text.index(words)
    return Span(at, at + len(words))


def anchor(text, word, kind, probability=0.9, values=None, **roles):
    """Return an anchor whose roles are given as words of ``text``."""
    filled = tuple(
        Role(name, where(text, words), 0.9)
        for name, given in roles.items()
        for words in ([given] if isinstance(given, str) else given)
    )
    return Anchor(where(text, word), kind, probability, values or {}, filled, "network-test")
