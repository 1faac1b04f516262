"""Statements: direct quotations of at least four words, with who speaks.

A quotation split by its attribution ("…," she said, "…") is one statement, and so are one that runs
over several paragraphs and what one speaker is quoted with in several places of a sentence. The
speaker is whom the network's attributions name for the words; failing that, the subject of a verb
of saying beside the quotation; failing that, the speaker of the quotation before it in the
paragraph, or whoever is said to speak right before a quotation that only a label introduces. Who
"quotes" somebody does not speak but passes on what is said: the source, as is "according to" whom
it was said. A quotation that nobody is shown to speak is none.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from truceline.coding.messengers import passed_on, subject_of
from truceline.coding.phrases import Phrases
from truceline.coding.wordlists import word_lists
from truceline.model import (
    Anchor,
    Attribution,
    Finding,
    Quotation,
    Reading,
    Role,
    Sentence,
    Span,
    Word,
)
from truceline.reading.nearby import Nearby, touched
from truceline.reading.quotations import continued

LEAST_WORDS = 4
FARTHEST = 160
"""Characters between two parts of one split quotation."""
_BEHIND = 2
"""Words behind a speaker among which the verb of saying stands, an adverb before it included."""
_WORD = re.compile(r"\w+(?:['’.\-]\w+)*")
_LABEL = re.compile(r"[A-Z][a-z]+(?: [a-z]+)?:\s*[\"“«]")
_LABEL_END = re.compile(r"(?:^|\n|[.!?] )[A-Z][a-z]+(?: [a-z]+){0,2}:\s*$")
_NEAR, _BACK = 40, 500
"""Characters in which a label is looked for, and in which a speaker before it."""
_SMALL = frozenset("a an and at by de del for from in la of on or the to with".split())  # noqa: SIM905
"""Words that names of bodies, laws and operations have in small letters."""
_INTERVIEW = re.compile(
    r"\binterviews?\s+(?:with|to|by|on|for)\s+(?:[Tt]he\s+)?(?:[\w'’-]+\s+){0,2}\Z"
)
"""What stands before the outlet that somebody spoke to."""
_BREAK = re.compile(r"\n\s*\n")


class _Saying(NamedTuple):
    """A quotation with all its parts, and its speaker's mention where one was found."""

    parts: tuple[Quotation, ...]
    speaker: Span | None
    made: str
    told_by: Span | None = None


def find_statements(reading: Reading) -> list[Finding]:
    """Return the statements of the article as findings whose roles are actors and quote."""
    phrases, around = Phrases(reading), _Around(reading)
    sayings = [
        _Saying(group, *_speaker(group, around.cut(_ahead_of(group)), phrases))
        for group in continued(around.text, reading.quotations)
        if any(_words(p.inner.of(around.text)) >= LEAST_WORDS for p in group)
        and not _is_name(group[0], around.text)
    ]
    return [
        _finding(_completed(saying, saying.speaker, phrases), around)
        for saying in _joined(sayings, around)
        if saying.speaker
    ]


class _Around:
    """Cuts a reading to what stands around a quotation, so that a long one is not gone through."""

    def __init__(self, reading: Reading) -> None:
        self.text = reading.article.text
        self._reading = reading
        told = ((*a.content, *filter(None, (a.source, a.cue))) for a in reading.attributions)
        self._told = Nearby(told)
        self._sentences = Nearby((s.span,) for s in reading.sentences)
        self._anchors = Nearby([r.span for r in a.roles] for a in reading.anchors)

    def cut(self, near: Span) -> Reading:
        """Return the reading with the sentences, attributions and anchors near a stretch of it."""
        reading = self._reading
        return reading._replace(
            sentences=tuple(reading.sentences[i] for i in self._sentences.to(near)),
            attributions=tuple(reading.attributions[i] for i in self._told.to(near)),
            anchors=tuple(reading.anchors[i] for i in self._anchors.to(near)),
        )


def _ahead_of(group: tuple[Quotation, ...]) -> Span:
    """Return a quotation with the text before it in which its speaker may be named."""
    return Span(max(0, group[0].outer.start - _BACK), group[-1].outer.end)


def _completed(saying: _Saying, speaker: Span, phrases: Phrases) -> _Saying:
    """Return a saying with its speaker's whole mention and who passes it on."""
    whole = phrases.mention(speaker) or speaker
    told_by = _told_by(saying, whole, phrases)
    return saying._replace(speaker=whole, told_by=told_by and (phrases.mention(told_by) or told_by))


def _told_by(saying: _Saying, speaker: Span, phrases: Phrases) -> Span | None:
    """Return who is said to quote the speaker, or according to whom the words were spoken."""
    sentence = phrases.sentence(speaker.start)
    if sentence is None or not any(sentence.span.overlaps(p.outer) for p in saying.parts):
        return None
    passing = [told_by for told_by, quoted in passed_on(sentence) if quoted.overlaps(speaker)]
    according = (w for w in sentence.words if w.text.lower() == "according" and w.head >= 0)
    found = [*passing, *(sentence.words[w.head].span for w in according)]
    return next(
        (s for s in found if not s.overlaps(speaker) and not _quoted(s, saying.parts)), None
    )


def _words(text: str) -> int:
    return len(_WORD.findall(text))


def _is_name(quotation: Quotation, text: str) -> bool:
    """Tell whether a name stands between the marks: 'the "Army of the Wells"' says nothing."""
    start = quotation.outer.start
    told = _WORD.findall(quotation.inner.of(text))
    titled = all(word[0].isupper() or word in _SMALL for word in told)
    return titled and bool(_named().search(text[max(0, start - _NEAR) : start]))


@cache
def _named() -> re.Pattern[str]:
    """Return the pattern of what stands before a name in quotation marks."""
    naming = "|".join(sorted(word_lists("saying.toml")["naming"]))
    return re.compile(rf"\b(?:the|an?|its|their|his|her|{naming}|known as)\s+$", re.IGNORECASE)


def _speaker(
    group: tuple[Quotation, ...], reading: Reading, phrases: Phrases
) -> tuple[Span | None, str]:
    """Return the speaker's mention and which evidence answered."""
    for name, search in (
        ("attribution", _by_attribution),
        ("network", _by_anchor),
        ("saying", _by_verb),
    ):
        found = search(group, reading)
        if found is not None and _names_somebody(found, reading, phrases):
            return _behind_agency(phrases.subject_within(found), phrases), name
    before = _told_before(group, reading, phrases)
    return before, "before" if before else "none"


def _names_somebody(span: Span, reading: Reading, phrases: Phrases) -> bool:
    """Tell whether a mention has a noun or pronoun, and is no label before a colon, no dateline."""
    whole = phrases.mention(span) or span
    sentence = phrases.sentence(whole.start)
    words = sentence.words if sentence else ()
    inside = [words[i] for i in touched(whole, words)]
    named = not inside or any(w.tag.startswith(("NN", "PRP", "WP", "CD")) for w in inside)
    return named and not _is_label(span, words, reading) and not phrases.in_dateline(whole)


def _is_label(span: Span, words: Sequence[Word], reading: Reading) -> bool:
    """Tell whether a mention opens a label, as in 'Correction: "…"'; 'Obar said: "…"' is none."""
    label = _LABEL.match(reading.article.text, span.start)
    inside = touched(Span(*label.span()), words) if label else ()
    return label is not None and not any(words[i].tag.startswith("VB") for i in inside)


def _behind_agency(span: Span, phrases: Phrases) -> Span:
    """Return whom the agency at ``span`` quotes, if it does ("the agency quoted her as saying")."""
    sentence = phrases.sentence(span.start)
    passed = passed_on(sentence) if sentence else ()
    return next((quoted for told_by, quoted in passed if told_by.overlaps(span)), span)


def _told_before(group: tuple[Quotation, ...], reading: Reading, phrases: Phrases) -> Span | None:
    """Return who speaks right before a quotation that a label and a colon introduce."""
    start = group[0].outer.start
    label = _LABEL_END.search(reading.article.text[max(0, start - _NEAR) : start])
    if label is None:
        return None
    told = [a.source for a in reading.attributions if a.source and a.content]
    near = [s for s in told if 0 <= start - s.end <= _BACK]
    named = (s for s in near if _names_somebody(s, reading, phrases))
    return max(named, key=lambda s: s.end, default=None)


def _shared(one: Span, two: Span) -> int:
    return max(0, min(one.end, two.end) - max(one.start, two.start))


def _by_attribution(group: tuple[Quotation, ...], reading: Reading) -> Span | None:
    """Return whom most of the words are attributed to, before an outlet that tells of that."""
    told = [
        (sum(_shared(c, p.inner) for c in a.content for p in group), a)
        for a in reading.attributions
        if a.source is not None and not _quoted(a.source, group)
    ]
    told = [(shared, a) for shared, a in told if shared]
    near = [one for one in told if not _passes_on(one[1], told, reading.article.text)]
    best = max(near, key=lambda one: one[0], default=None)
    return (_leading_subject(best[1], reading) or best[1].source) if best else None


def _leading_subject(one: Attribution, reading: Reading) -> Span | None:
    """Return the subject that a participle shares with the clause before it, where it has one.

    "Beside the envoy Dana Orlo, Brandt voiced hope, stating" is of Brandt, not of her. Nor is what
    somebody "said in an interview with the daily" the daily's.
    """
    if one.cue is None or one.source is None:
        return None
    text = reading.article.text
    asked = _INTERVIEW.search(text, max(0, one.source.start - 2 * _NEAR), one.source.start)
    for sentence in (reading.sentences[n] for n in touched(one.cue, reading.sentences)):
        if not sentence.span.covers(one.cue):
            continue
        words = sentence.words
        if asked and asked.start() > sentence.span.start:
            said = (i for i in touched(one.cue, words) if words[i].tag.startswith("VB"))
            return next((who for i in said if (who := subject_of(i, sentence))), None)
        cue = next((i for i in touched(one.cue, words) if words[i].tag == "VBG"), None)
        named = {words[i].relation for i in touched(one.source, words)}
        if cue is None or words[cue].relation != "advcl" or named & _SPEAKING:
            return None
        return subject_of(words[cue].head, sentence)
    return None


_SPEAKING = frozenset(("nsubj", "nsubj:pass", "obl:agent"))
"""Relations of who may speak in a participle: "it was welcomed by Dal, saying" is Dal's."""


def _passes_on(one: Attribution, told: list[tuple[int, Attribution]], text: str) -> bool:
    """Tell whether an attribution is to an outlet that tells whom another one names."""
    last = one.source.of(text).lower().split()[-1:] if one.source else []
    inside = (a.source for _, a in told if a is not one)
    return not word_lists("saying.toml")["outlets"].isdisjoint(last) and any(
        c.start <= source.start < c.end for source in inside if source for c in one.content
    )


def _quoted(span: Span, group: tuple[Quotation, ...]) -> bool:
    return any(p.outer.covers(span) for p in group)


def _by_anchor(group: tuple[Quotation, ...], reading: Reading) -> Span | None:
    best, most = None, 0.0
    for anchor in reading.anchors:
        if anchor.kind != "statement":
            continue
        quotes = [r.span for r in anchor.roles if r.name == "quote"]
        shared = sum(_shared(q, p.inner) for q in quotes for p in group)
        actors = [r for r in anchor.roles if r.name == "actors" and not _quoted(r.span, group)]
        if shared and actors and shared * anchor.probability > most:
            best, most = max(actors, key=lambda r: r.probability).span, shared * anchor.probability
    return best


@cache
def saying_verbs() -> frozenset[str]:
    """Return the lemmas of verbs that introduce speech."""
    return word_lists("saying.toml")["verbs"]


def is_saying(word: Word) -> bool:
    """Tell whether a word introduces speech, by its lemma or, if that is odd, by its form."""
    return is_one(word, saying_verbs())


def is_one(word: Word, verbs: Collection[str]) -> bool:
    """Tell whether a word is one of ``verbs`` by its lemma or, if that is odd, by its form."""
    form = word.text.lower()
    if word.lemma in verbs or form in verbs:
        return True
    ends = form.endswith(("s", "d"))
    return ends and any(form.removesuffix(end) in verbs for end in ("s", "d", "ed"))


def _by_verb(group: tuple[Quotation, ...], reading: Reading) -> Span | None:
    """Return the subject of a verb of saying outside the marks in a sentence of the quotation."""
    for sentence in reading.sentences:
        if not any(sentence.span.overlaps(p.outer) for p in group):
            continue
        for i, word in enumerate(sentence.words):
            if is_saying(word) and not _quoted(word.span, group):
                subject = subject_of(i, sentence)
                if subject is not None and not _quoted(subject, group):
                    return subject
    return None


def _joined(sayings: Sequence[_Saying], around: _Around) -> Iterator[_Saying]:
    """Join what one speaker says in two parts around the attribution, and pass on the speaker."""
    text, held = around.text, None
    for saying in sayings:
        if held is None:
            held = saying
        elif _is_next_part(held, saying, around):
            held = _Saying(held.parts + saying.parts, held.speaker or saying.speaker, held.made)
        else:
            yield held
            heir = saying.speaker is None and not _BREAK.search(text[_end(held) : _start(saying)])
            held = saying._replace(speaker=held.speaker, made="before") if heir else saying
    if held is not None:
        yield held


def _start(saying: _Saying) -> int:
    return saying.parts[0].outer.start


def _end(saying: _Saying) -> int:
    return saying.parts[-1].outer.end


def _is_next_part(one: _Saying, two: _Saying, around: _Around) -> bool:
    text, between = around.text, Span(_end(one), _start(two))
    if between.end - between.start > FARTHEST or _BREAK.search(between.of(text)):
        return False
    if two.speaker and two.speaker.start >= _end(two) and two.speaker != one.speaker:
        return False
    reading = around.cut(Span(between.start, between.end + 1))
    if not _is_in_one_sentence(one, two, reading) and (
        not _has_saying(between, reading) or not _goes_on(one, two, reading)
    ):
        return False
    mentions = {s.of(text).lower() for s in (one.speaker, two.speaker) if s}
    same = len(mentions) < 2 or one.speaker == two.speaker
    pronoun = bool(mentions & {"he", "she", "they", "it"})
    return same or pronoun


def _is_in_one_sentence(one: _Saying, two: _Saying, reading: Reading) -> bool:
    """Tell whether both parts stand in one sentence."""
    return any(s.span.covers(Span(_start(one), _end(two))) for s in reading.sentences)


def _goes_on(one: _Saying, two: _Saying, reading: Reading) -> bool:
    """Tell whether the second part stands in the first one's sentence, or opens the next.

    Where a whole sentence stands between, somebody else may speak: "X said. Y was blunt. …"
    """
    for sentence in reading.sentences:
        if _end(one) <= sentence.span.start and sentence.span.end <= _start(two):
            return False
        if sentence.span.covers(Span(_start(two), _start(two) + 1)):
            return sentence.span.start <= _end(one) or sentence.span.start >= _start(two)
    return False


def _has_saying(between: Span, reading: Reading) -> bool:
    for sentence in reading.sentences:
        if sentence.span.overlaps(between):
            for word in sentence.words:
                if between.covers(word.span) and is_saying(word):
                    return True
    return any(a.cue is not None and between.covers(a.cue) for a in reading.attributions)


def _with_verb(speaker: Span, sentence: Sentence) -> Span:
    """Return the speaker with the verb of saying right behind: "she said", "he later added"."""
    behind = [w for w in sentence.words if w.span.start >= speaker.end][:_BEHIND]
    verb = next((w for w in behind if is_saying(w) and w.tag.startswith("VB")), None)
    return Span(speaker.start, verb.span.end) if verb else speaker


def _finding(saying: _Saying, around: _Around) -> Finding:
    outer = Span(_start(saying), _end(saying))
    assert saying.speaker is not None
    quotes = tuple(Role("quote", p.inner, 1.0) for p in saying.parts)
    roles = (Role("actors", saying.speaker, 1.0), *quotes)
    if saying.told_by:
        roles = (*roles, Role("source", saying.told_by, 1.0))
    anchor = Anchor(outer, "statement", 1.0, {}, roles, f"quotation.{saying.made}")
    evidence = outer
    for sentence in around.cut(outer).sentences:
        if sentence.span.covers(saying.speaker) and sentence.span.overlaps(outer):
            said = _with_verb(saying.speaker, sentence)
            evidence = Span(min(outer.start, said.start), max(outer.end, said.end))
    return Finding(anchor, outer, evidence, None)
