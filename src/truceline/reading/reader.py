"""The reader: an article in, its reading out.

The steps, in order: sentences and words by rules; windows of whole sentences; the network on each
window; per window the tree of each sentence, tags, lemmas, entities, and the anchors of records and
attributions with their roles.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from math import exp, log
from pathlib import Path
from typing import NamedTuple

import numpy as np

from truceline.model import (
    Anchor,
    Article,
    Attribution,
    Entity,
    Reading,
    Role,
    Sentence,
    Span,
    Word,
)
from truceline.reading.attributions import made_whole
from truceline.reading.contents import stretches
from truceline.reading.entities import find_entities
from truceline.reading.lemmas import agreed, lemma_of
from truceline.reading.network import (
    Floats,
    Network,
    Outputs,
    Window,
    make_window,
    sigmoid,
)
from truceline.reading.pointing import Pointing
from truceline.reading.quotations import find_quotations
from truceline.reading.schema import ATTRIBUTION, LONG_ROLES, SLOTS, slots_of
from truceline.reading.sentences import split_sentences, split_words, unglue
from truceline.reading.trees import decode
from truceline.reading.turns import attributed

BUDGET = 200
"""Sub-words of a window: sentences are put together up to this many."""
LONGEST = 160
"""Words of a piece: a longer sentence is read in pieces of this many."""
MOST_SUBWORDS = 480
"""Sub-words of a piece: the encoder knows 512 positions."""
AT_ONCE = 8
"""Windows that the network goes through before what it says of them is read.

In turns, each would find the processor's cache full of the other's; a megabyte a window waits.
"""
ANCHOR_FLOOR = 0.08
"""Anchors less likely than this are not kept; the coding room sets the cut."""
ATTRIBUTION_CUT = 0.6
ROLE_CUT = 0.5
ATTRIBUTION_ROLE_CUT = 0.6
"""Cue and content want a surer word than the roles of records (held-back articles)."""
SAYING = ("source", "cue", "content")
SOURCE_CUT = 0.4
"""A source is one name with its title: doubtful words between sure ones belong to it."""
ROLE_FLOOR = 0.2
"""A role without any word above the cut takes its best word above the floor."""
ROLE_FLOOR_ODDS = log(ROLE_FLOOR / (1 - ROLE_FLOOR))
NEAR_BEST = 0.9
"""Share of the best word's probability below the cut from which other words fill a role, too."""
LEAST_ODDS = ROLE_FLOOR_ODDS - 0.25
"""Log-odds below which no word fills a role: a little below that share of the floor."""
FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
MOST_LEMMAS = 50_000
"""Lemmas that are kept, so that a word met again is not worked out again."""


Cut = tuple[Span, list[Span]]
"""A sentence's extent and the spans of its words."""


class _Piece(NamedTuple):
    """A sentence, or a part of a very long one, with its words' spans and texts."""

    span: Span
    spans: list[Span]
    words: list[str]
    cost: int
    """Sub-words, with the mark that ends a sentence."""


class _Part(NamedTuple):
    """What was read from one window."""

    sentences: list[Sentence]
    entities: Floats
    """Scores of the labels of names, a row a word."""
    anchors: list[Anchor]
    attributions: list[Attribution]


class Reader:
    """Reads articles with the shipped network; one instance serves any number of articles."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._lemmas: dict[tuple[str, str, tuple[int, ...]], str] = {}
        self.version = network.name

    @classmethod
    def load(cls, path: Path | None = None) -> Reader:
        """Load the shipped network, or the one at ``path``; raises ``NetworkError``."""
        return cls(Network.load(path))

    def read(self, article: Article) -> Reading:
        """Return the reading of ``article``; its skips are left out."""
        return self.read_cut(article, cut(article))

    def read_cut(self, article: Article, sentences: Iterable[Cut]) -> Reading:
        """Return the reading of ``article`` with the sentences and words given.

        Measuring on a treebank's own words is what it is for.
        """
        pointing, parts = Pointing(), list[_Part]()
        windows = _windows(self._pieces(article.text, sentences))
        while some := list(itertools.islice(windows, AT_ONCE)):
            ready = [self._window(pieces) for pieces in some]
            outputs = [self._network.run(window) for window in ready]
            parts += map(self._read_window, some, ready, outputs, itertools.repeat(pointing))
        quotations = find_quotations(article.text, article.skips)
        attributions = [a for p in parts for a in p.attributions]
        return Reading(
            article,
            tuple(s for p in parts for s in p.sentences),
            self._entities(parts),
            quotations,
            (*made_whole(article.text, attributions, quotations), *attributed(article.text)),
            tuple(a for p in parts for a in p.anchors),
            pointing,
        )

    def windows(self, article: Article) -> list[Window]:
        """Return the windows of ``article`` as the network takes them (for measuring speed)."""
        pieces = self._pieces(article.text, cut(article))
        return [self._window(w) for w in _windows(pieces)]

    def _window(self, pieces: list[_Piece]) -> Window:
        return make_window([p.words for p in pieces], self._network.subwords)

    def _pieces(self, text: str, sentences: Iterable[Cut]) -> Iterator[_Piece]:
        for whole, spans in sentences:
            words = [span.of(text) for span in spans]
            costs = [len(self._network.subwords.of(word)) for word in words]
            ends = _ends(costs)
            for start, end in itertools.pairwise([0, *ends]):
                part = spans[start:end]
                extent = whole if len(ends) == 1 else Span(part[0].start, part[-1].end)
                yield _Piece(extent, part, words[start:end], sum(costs[start:end]) + 1)

    def _read_window(
        self, pieces: list[_Piece], window: Window, outputs: Outputs, pointing: Pointing
    ) -> _Part:
        spans = [s for p in pieces for s in p.spans]
        words = [w for p in pieces for w in p.words]
        anchors, attributions = self._anchors(outputs, window, spans, words)
        pointing.add(spans, outputs.meant_asks, outputs.meant_names)
        return _Part(
            self._sentences(outputs, pieces),
            outputs.entities,
            anchors,
            attributions,
        )

    def _entities(self, parts: list[_Part]) -> tuple[Entity, ...]:
        words = [w for p in parts for s in p.sentences for w in s.words]
        if not words:
            return ()
        scores = np.concatenate([p.entities for p in parts])
        labels = tuple(self._network.labels.entities)
        spans, texts = [w.span for w in words], [w.text for w in words]
        ends = {w.span.end: i for i, w in enumerate(words)}
        found = find_entities(scores, labels, spans, texts)
        return tuple(_without_verb(e, ends[e.span.end], words) for e in found)

    def _sentences(self, outputs: Outputs, pieces: list[_Piece]) -> list[Sentence]:
        heads, at = [], 0
        for piece in pieces:
            end = at + len(piece.words)
            heads += [h + at for h in decode(outputs.arcs[at:end, at:end])]
            at = end
        labels = self._network.labels
        relations = self._network.relations(outputs, heads).tolist()
        known = self._network.subwords.known
        forms = [form for piece in pieces for form in piece.words]
        likely = (labels.tags[tag] for tag in outputs.tags.tolist())
        tags = [agreed(form, tag, known) for form, tag in zip(forms, likely, strict=True)]
        scripts = outputs.scripts.reshape(len(tags), -1).tolist()
        lemmas = list(map(self._lemma, forms, tags, map(tuple, scripts)))
        named = [labels.relations[number] for number in relations]
        found, at = [], 0
        for piece in pieces:
            end = at + len(piece.words)
            above = [head - at for head in heads[at:end]]
            root = next(i for i, head in enumerate(above) if head == i)
            above[root], named[at + root] = -1, "root"
            told = (tags[at:end], lemmas[at:end], above, named[at:end])
            words = tuple(map(Word, piece.spans, piece.words, *told))
            found.append(Sentence(piece.span, words))
            at = end
        return found

    def _lemma(self, form: str, tag: str, likely: tuple[int, ...]) -> str:
        key = (form, tag, likely)
        if key not in self._lemmas:
            if len(self._lemmas) > MOST_LEMMAS:
                self._lemmas.clear()
            scripts = [self._network.labels.scripts[number] for number in likely]
            self._lemmas[key] = lemma_of(form, tag, scripts, self._network.subwords.known)
        return self._lemmas[key]

    def _anchors(
        self, outputs: Outputs, window: Window, spans: list[Span], words: list[str]
    ) -> tuple[list[Anchor], list[Attribution]]:
        anchors, attributions = [], []
        joined = _joined(spans, words)
        chances = sigmoid(outputs.anchors)
        names = self._network.labels.anchors
        least = [ATTRIBUTION_CUT if name == ATTRIBUTION else ANCHOR_FLOOR for name in names]
        places = [(word, kind) for word, kind in np.argwhere(chances > least).tolist()]
        saying = [self._network.labels.roles.index(role) for role in SAYING]
        for some, scores in self._network.roles(outputs, window.sentence, places):
            told = self._roles(scores, [names[kind] for _, kind in some], window, spans, joined)
            said_by = sigmoid(scores[:, saying])
            for (word, kind), grid, roles in zip(some, said_by, told, strict=True):
                if names[kind] == ATTRIBUTION:
                    columns = dict(zip(SAYING, grid, strict=True))
                    said = _attribution(columns, roles, word, window.sentence, spans, words)
                    attributions += said
                else:
                    chance = float(chances[word, kind])
                    values = _values(outputs.values[word].tolist(), names[kind])
                    anchors.append(
                        Anchor(spans[word], names[kind], chance, values, roles, self.version)  # type: ignore[arg-type]
                    )
        return anchors, attributions

    def _roles(
        self,
        scores: Floats,
        kinds: list[str],
        window: Window,
        spans: list[Span],
        joined: list[bool],
    ) -> list[tuple[Role, ...]]:
        """Return the roles about each of some anchors, from log-odds [anchor, role, word]."""
        cuts = [ATTRIBUTION_ROLE_CUT if kind == ATTRIBUTION else ROLE_CUT for kind in kinds]
        best = scores.max(2)
        at, number = np.nonzero(best > ROLE_FLOOR_ODDS)
        peaks = sigmoid(best[at, number])
        least = np.array(cuts, np.float32)[at]
        least = np.where(peaks > least, least, peaks * np.float32(NEAR_BEST))
        picked = scores[at, number]
        rows, words = np.nonzero(picked > LEAST_ODDS)
        chances = sigmoid(picked[rows, words])
        above = chances > least[rows]
        likely: list[dict[int, float]] = [{} for _ in at]
        some = (column[above].tolist() for column in (rows, words, chances))
        for row, word, chance in zip(*some, strict=True):
            likely[row][word] = chance
        found: list[list[Role]] = [[] for _ in kinds]
        for anchor, role, told in zip(at.tolist(), number.tolist(), likely, strict=True):
            name = self._network.labels.roles[role]
            gap = 2 if name in LONG_ROLES else 0
            for run in _runs(told, window.sentence, gap):
                chance, first, last = max(told[i] for i in run), run[0], run[-1]
                if gap:
                    first, last = _over_hyphens(first, last, joined)
                span = Span(spans[first].start, spans[last].end)
                found[anchor].append(Role(name, span, chance))
        return [tuple(roles) for roles in found]


def cut(article: Article) -> Iterator[Cut]:
    """Yield the sentences of ``article`` with their words, by our own rules."""
    text = article.text
    sentences = [(s, split_words(text, s)) for s in split_sentences(text, article.skips)]
    names = {w.of(text) for _, words in sentences for w in words if text[w.start].isupper()}
    for span, words in sentences:
        yield span, unglue(text, words, names)


def _ends(costs: list[int]) -> list[int]:
    """Return where each piece of a sentence ends, by the sub-words of its words."""
    ends, start, used = [], 0, 0
    for i, cost in enumerate(costs):
        if i - start == LONGEST or used + cost > MOST_SUBWORDS:
            ends.append(i)
            start, used = i, 0
        used += cost
    return [*ends, len(costs)] if costs else []


def _windows(pieces: Iterable[_Piece]) -> Iterator[list[_Piece]]:
    window: list[_Piece] = []
    used = 0
    for piece in pieces:
        if window and used + piece.cost > BUDGET:
            yield window
            window, used = [], 0
        window.append(piece)
        used += piece.cost
    if window:
        yield window


def _runs(words: Iterable[int], sentence: list[int], gap: int) -> list[list[int]]:
    """Return runs of some words, in order, each in one sentence and over gaps of ``gap`` words."""
    runs: list[list[int]] = []
    for i in words:
        if runs and i - runs[-1][-1] <= gap + 1 and sentence[i] == sentence[runs[-1][-1]]:
            runs[-1].append(i)
        else:
            runs.append([i])
    return runs


def _joined(spans: list[Span], words: list[str]) -> list[bool]:
    """Tell of each word whether a hyphen without spaces joins it to the word before."""
    out = [False] * len(words)
    for i in range(1, len(words) - 1):
        tight = spans[i - 1].end == spans[i].start and spans[i].end == spans[i + 1].start
        if words[i] == "-" and tight:
            out[i] = out[i + 1] = True
    return out


def _over_hyphens(first: int, last: int, joined: list[bool]) -> tuple[int, int]:
    """Stretch a run so that it begins and ends with whole words: "30-minute", not "-minute"."""
    while joined[first]:
        first -= 1
    while last + 1 < len(joined) and joined[last + 1]:
        last += 1
    return first, last


def _values(scores: list[float], kind: str) -> dict[str, tuple[str, float]]:
    """Return the likeliest value of each slot of a kind, with its probability."""
    found = {}
    for slot, first, last in slots_of(kind):
        inside = scores[first:last]
        most = max(inside)
        chance = 1 / sum(exp(score - most) for score in inside)
        found[slot] = (SLOTS[slot][inside.index(most)], chance)
    return found


def _without_verb(entity: Entity, last: int, words: list[Word]) -> Entity:
    """Cut a finite verb in small letters off the end of a name ("Velmara proposed")."""
    while words[last].span.start > entity.span.start and (
        words[last].tag in FINITE and words[last].text.islower()
    ):
        last -= 1
    return entity._replace(span=Span(entity.span.start, words[last].span.end))


def _attribution(
    columns: dict[str, Floats],
    roles: tuple[Role, ...],
    anchor: int,
    sentence: list[int],
    spans: list[Span],
    words: list[str],
) -> list[Attribution]:
    """Return the attribution at a word, from the probabilities of each role there."""
    cue = (columns["cue"] > ATTRIBUTION_ROLE_CUT).tolist()
    cue[anchor] = True
    runs = stretches(columns["content"], words, sentence, cue)
    content = tuple(Span(spans[first].start, spans[last].end) for first, last in runs)
    content = content or tuple(r.span for r in roles if r.name == "content")
    if not content or columns["content"].max() <= ROLE_FLOOR:
        return []
    cues = [r.span for r in roles if r.name == "cue" and r.span.overlaps(spans[anchor])]
    source = _source(columns["source"], spans, sentence)
    return [Attribution(source, cues[0] if cues else spans[anchor], content)]


def _source(chances: Floats, spans: list[Span], sentence: list[int]) -> Span | None:
    """Return the run of words that is likeliest as a whole to name the source."""
    peak = float(chances.max())
    if peak <= ROLE_FLOOR:
        return None
    likely = np.flatnonzero(chances > min(SOURCE_CUT, peak * 0.9)).tolist()
    run = max(_runs(likely, sentence, 1), key=lambda run: chances[run[0] : run[-1] + 1].sum())
    return Span(spans[run[0]].start, spans[run[-1]].end)
