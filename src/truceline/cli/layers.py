"""The layers of a reading as lines: JSON objects, or CoNLL-U for words."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from truceline.model import Article, Reading, Sentence, Span, Word
from truceline.reading.sentences import split_sentences
from truceline.resolving.times import find_times

Line = Callable[[Article], str]


def layer(name: str, shape: str) -> Line:
    """Return the function that prints one article's layer; the network is loaded only if needed."""
    if name == "times":
        return times
    from truceline.pipeline import Pipeline  # noqa: PLC0415

    pipeline = Pipeline.load()
    view = conllu if shape == "conllu" else _VIEWS[name]
    return lambda article: view(pipeline.reading(article))


def _json(fields: object) -> str:
    return msgspec.json.encode(fields).decode()


def times(article: Article) -> str:
    """Return the time expressions of ``article`` with TIMEX3 types and values."""
    skips = tuple(article.skips)
    sentences = split_sentences(article.text, skips)
    found = find_times(article.text, article.published, sentences)
    rows = [{"span": [*t.span], "type": t.type, "value": t.value} for t in found]
    return _json({"id": article.doc, "timexes": rows})


def tokens(reading: Reading) -> str:
    """Return sentences and their words with tag, lemma, head and relation."""
    rows = [
        {"span": [*s.span], "tokens": [_token(word) for word in s.words]} for s in reading.sentences
    ]
    return _json({"id": reading.article.doc, "sentences": rows})


def _token(word: Word) -> dict[str, object]:
    return {
        "span": [*word.span],
        "text": word.text,
        "tag": word.tag,
        "lemma": word.lemma,
        "head": word.head,
        "relation": word.relation,
    }


def entities(reading: Reading) -> str:
    """Return the named entities."""
    rows = [{"span": [*e.span], "type": e.type} for e in reading.entities]
    return _json({"id": reading.article.doc, "entities": rows})


def attributions(reading: Reading) -> str:
    """Return who is said to say what: source, cue and content."""
    rows = [
        {"source": _span(a.source), "cue": _span(a.cue), "content": [[*c] for c in a.content]}
        for a in reading.attributions
    ]
    return _json({"id": reading.article.doc, "attributions": rows})


def _span(span: Span | None) -> list[int] | None:
    return None if span is None else [*span]


def conllu(reading: Reading) -> str:
    """Return the words in CoNLL-U, with offsets in the last column."""
    doc = " ".join(reading.article.doc.split())  # an id of several lines would end the comment
    blocks = [f"# newdoc id = {doc}"]
    blocks += [_block(reading.article.text, n, s) for n, s in enumerate(reading.sentences, 1)]
    return "\n".join(blocks)


def _block(text: str, number: int, sentence: Sentence) -> str:
    words = " ".join(sentence.span.of(text).split())
    head = f"# sent_id = {number}\n# text = {words}\n"
    return head + "\n".join(_row(n, word) for n, word in enumerate(sentence.words, 1)) + "\n"


def _row(number: int, word: Word) -> str:
    offsets = f"start_char={word.span.start}|end_char={word.span.end}"
    cells = [word.text, word.lemma or "_", "_", word.tag or "_", "_", str(word.head + 1)]
    clean = ("_".join(cell.split()) or "_" for cell in cells)
    return "\t".join([str(number), *clean, word.relation or "_", "_", offsets])


_VIEWS = {"tokens": tokens, "entities": entities, "attributions": attributions}
