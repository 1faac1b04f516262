"""The phrase around any stretch of a text: whole noun phrases, whole names, whole numbers.

The tree and the entities say where a phrase begins and ends, and what its head is.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence

from truceline.coding.clauses import tops
from truceline.coding.wordlists import word_lists
from truceline.model import Entity, Reading, Sentence, Span, Word
from truceline.reading.datelines import datelines
from truceline.reading.nearby import touched

_JOINED = re.compile(r"\s?[-‑–]\s?(\w+)")
_PART = re.compile(r"[\s‑–-]")
_SUMMED = re.compile(r"^[^.;:]*\b(?:including|like|such as|namely)\s+(?:the\s+)?$")
_LISTING = 40
"""Characters between a summing word and the first of those whom it sums up."""
_FAR = 3
_TWO = 2
_AHEAD = 6
"""Words from a loose one to the noun of the phrase that it opens."""
_NOUNS = ("NN", "PRP", "WP", "CD", "EX")
_COUNTED = frozenset(("CD", "DT", "PDT"))
_VERBS = frozenset(("VBD", "VBZ", "VBP", "MD"))
_LOOSE = frozenset(("IN", "TO", "CC", ",", ".", ":", "DT", "PRP$", "POS", "``", "''", "HYPH", "RB"))
_LEFT = frozenset(("compound", "amod", "nummod", "nmod:poss", "flat", "det", "case", "punct"))
_OPENING = frozenset(("CD", "DT", "PRP$", "PDT"))
_BESIDE = frozenset(("obl", "nmod"))
"""Relations of what stands before a subject and is none: "in Ostrin", "to the agency ORP"."""
_NAME = frozenset(("flat", "compound"))


def first_word(span: Span, words: Sequence[Word]) -> int | None:
    """Return the index of the first of ``words`` that ``span`` touches."""
    inside = touched(span, words)
    return inside[0] if inside else None


class Phrases:
    """Looks up, for one reading, the phrase around any stretch of its text."""

    def __init__(self, reading: Reading) -> None:
        self._text = reading.article.text
        self._sentences = reading.sentences
        self._starts = [s.span.start for s in reading.sentences]
        self._entities = reading.entities
        self._entity_starts = [e.span.start for e in reading.entities]
        self._datelines = datelines(reading)
        self._dateline_ends: dict[int, int] = {}
        self._mentions: dict[Span, Span | None] = {}
        self._inside: dict[Span, tuple[tuple[Word, ...], range]] = {}

    def sentence(self, offset: int) -> Sentence | None:
        """Return the sentence that holds ``offset``."""
        number = bisect_right(self._starts, offset) - 1
        if number < 0 or offset >= self._sentences[number].span.end:
            return None
        return self._sentences[number]

    def inside(self, span: Span) -> tuple[tuple[Word, ...], range]:
        """Return the words of the sentence in which ``span`` begins, and which of them it touches.

        The same few stretches are asked for again and again, so what was found is kept.
        """
        found = self._inside.get(span)
        if found is None:
            sentence = self.sentence(span.start)
            words = sentence.words if sentence else ()
            found = self._inside[span] = words, touched(span, words)
        return found

    def sentences(self, span: Span) -> Sequence[Sentence]:
        """Return the sentences that overlap ``span``."""
        first = max(0, bisect_right(self._starts, span.start) - 1)
        last = bisect_left(self._starts, span.end)
        return [s for s in self._sentences[first:last] if s.span.overlaps(span)]

    def between(self, one: Span, two: Span) -> int | None:
        """Return how many sentences ``two`` stands behind ``one``; ``None`` if it stands before."""
        first, second = (bisect_right(self._starts, span.start) for span in (one, two))
        return second - first if second >= first else None

    def _near(self, span: Span) -> Sequence[Entity]:
        start, end = span
        at = bisect_right(self._entity_starts, end)
        near = self._entities[max(0, at - 12) : at + 1]
        return [e for e in near if e.span.start < end and start < e.span.end]

    def mention(self, span: Span) -> Span | None:
        """Return the whole phrase of which ``span`` is a part; ``None`` if it names nobody."""
        if span not in self._mentions:
            self._mentions[span] = self._mention(span)
        return self._mentions[span]

    def _mention(self, span: Span) -> Span | None:
        words, inside = self.inside(span)
        if not words:
            return span
        entities = self._near(span)
        if not inside or not (entities or any(_is_noun(words[i]) for i in inside)):
            return None
        first, last = _nominal(words, inside[0], inside[-1])
        first, last = _whole_names(words, first, last)
        first, last = _whole_names(words, first, _onwards(words, first, last))
        first, last = _hyphened(words, first, last)
        first = _leftwards(words, first, last)
        last = _with_whose(words, last)
        while first < last and _is_ahead_of_phrase(words, first):
            first += 1
        whole = Span(words[first].span.start, words[last].span.end)
        for name in (entity.span for entity in entities):
            if name.overlaps(whole):
                whole = Span(min(whole.start, name.start), max(whole.end, name.end))
        return whole

    def opened(self, span: Span, deed: Span | None = None) -> Span | None:
        """Return the mention that loose words open: "the coastal brigades" of "the".

        What happens is nobody: neither an attack nor talks act or are acted upon. Nor is it who
        tells of a ``deed`` to others: "they were sent back, the league said".
        """
        words, inside = self.inside(span)
        noun = _noun_ahead(words, inside[-1]) if inside else None
        if noun is None or any(_is_noun(words[i]) for i in inside):
            return None
        if deed is not None and any(_tells(words, noun, i) for i in touched(deed, words)):
            return None
        whole = self.mention(Span(span.start, words[noun].span.end))
        return None if whole is None or self.is_event(whole) else whole

    def is_named(self, span: Span, types: Collection[str] = ()) -> bool:
        """Tell whether a stretch is part of a name: of a people, a place, a body or a person.

        ``types`` asks for names of these types alone.
        """
        found = (entity.type for entity in self._near(span))
        return any(type_ in types if types else type_ != "other" for type_ in found)

    def is_thing(self, span: Span) -> bool:
        """Tell whether a mention is of materiel, which is no party to anything."""
        return self._last_lemma(span) in word_lists("people.toml")["things"]

    def in_dateline(self, span: Span) -> bool:
        """Tell whether a mention stands before the dash of "OSTRIN, Sept. 4 (Harbour Wire) --"."""
        return span.end <= self._dateline_end(span.start)

    def behind_dateline(self, span: Span) -> Span:
        """Return what of ``span`` stands behind a dateline."""
        end = self._dateline_end(span.start)
        return Span(end, span.end) if span.start < end < span.end else span

    def _dateline_end(self, offset: int) -> int:
        """Return where the dateline ends with which the sentence at ``offset`` begins."""
        sentence = self.sentence(offset)
        if sentence is None:
            return 0
        start = sentence.span.start
        if start not in self._dateline_ends:
            self._dateline_ends[start] = self._datelines(sentence)
        return self._dateline_ends[start]

    def is_hyphened_to(self, span: Span, deed: Span) -> bool:
        """Tell whether a hyphen alone stands between a mention and the word of what is done."""
        return span.end < deed.start and self._text[span.end : deed.start] in ("-", "‑", "–")

    def is_event(self, span: Span) -> bool:
        """Tell whether a mention ends in a noun for what happens: talks and attacks do not act."""
        events = word_lists("people.toml")["events"]
        return self._last_lemma(span) in events or self._head_lemma(span) in events

    def is_whose(self, span: Span, whole: Span) -> bool:
        """Tell whether ``span`` says whose the event is in which ``whole`` ends: "a Keth raid".

        A people, a body or armed men do; "a suicide attack" and "the Ostrin clashes" are nobody's
        by that, and a "Keth-backed raid" is not Keth's.
        """
        if span.end >= whole.end or self.is_event(span):
            return False
        lists = word_lists("people.toml")
        joined = _JOINED.match(self._text, span.end)
        if joined and joined[1].lower() not in lists["doing"]:
            return False
        armed = self._last_lemma(span) in lists["people"] | lists["armed"]
        short = not lists["short"].isdisjoint(_PART.split(span.of(self._text)))
        return armed or short or self.is_named(span, ("organisation", "nationality"))

    def _head_lemma(self, span: Span) -> str:
        """Return the lemma of the word of ``span`` on which its others hang, if it is a noun."""
        words, inside = self.inside(span)
        heads = [words[i] for i in tops(inside, words)]
        return heads[0].lemma if len(heads) == 1 and heads[0].tag.startswith("NN") else ""

    def _last_lemma(self, span: Span) -> str:
        words, inside = self.inside(span)
        return words[inside[-1]].lemma if inside else ""

    def is_list(self, gap: Span) -> bool:
        """Tell whether what stands in ``gap`` joins two members of a list."""
        sentence = self.sentence(gap.start)
        if sentence is None or not sentence.span.covers(gap):
            return False
        words = [sentence.words[i] for i in touched(gap, sentence.words)]
        if words and all(w.tag.startswith("NN") for w in words):
            return True
        joint = any(w.tag in (",", "CC") for w in words)
        return joint and all(
            w.tag in (",", "CC", "DT", "JJ", "POS")
            or w.tag.startswith("NN")
            or w.lemma == "include"
            for w in words
        )

    def begins_clause(self, before: Span, span: Span) -> bool:
        """Tell whether a mention is a subject behind what its clause opens with.

        "In a meeting with Dana Orlo, Ivo Brandt spoke" lists nobody.
        """
        words, _ = self.inside(span)
        ahead, own = (
            {words[i].relation for i in tops(touched(each, words), words)}
            for each in (before, span)
        )
        return ahead <= _BESIDE and "nsubj" in own

    def subject_within(self, span: Span) -> Span:
        """Return the subject that a stretch holds behind what its clause opens with.

        "In Ostrin the ministry said" is of the ministry, "to the agency ORP, he said" of him.
        """
        words, inside = self.inside(span)
        heads = [i for i in tops(inside, words) if words[i].tag != ","]
        relations = [words[i].relation for i in heads]
        if len(heads) != _TWO or relations[0] not in _BESIDE or relations[1] != "nsubj":
            return span
        if words[heads[1]].tag.startswith("W"):  # "the prosecutor, who said", is one
            return span
        first = next((i for i in inside if i > heads[0] and words[i].head == heads[1]), heads[1])
        return Span(words[first].span.start, span.end)

    def is_summed(self, gap: Span) -> bool:
        """Tell whether what stands in ``gap`` begins the list of those summed up before it."""
        return gap.end - gap.start <= _LISTING and bool(_SUMMED.search(gap.of(self._text)))

    def quantity(self, span: Span) -> Span:
        """Return ``span`` with the whole of the number that it ends."""
        words, inside = self.inside(span)
        if not inside:
            return span
        first, last = inside[0], inside[-1]
        lists = word_lists("quantity.toml")
        while first > 0 and _counts(words[first - 1], lists["before"]):
            first -= 1
        while first < inside[0] and words[first].text.lower() in lists["joints"]:
            first += 1
        while last + 1 < len(words) and words[last].tag == "CD" and _goes_on(words[last + 1]):
            last += 1
        if last + 2 < len(words) and words[last + 1].tag == "HYPH":
            last += 2
        elif words[last].tag == "HYPH" and last + 1 < len(words):
            last += 1
        return Span(words[first].span.start, max(span.end, words[last].span.end))


def _noun_ahead(words: tuple[Word, ...], at: int) -> int | None:
    """Return the noun on which an article or an adjective before it hangs."""
    head = words[at].head
    opens = words[at].relation in _LEFT and at < head <= at + _AHEAD
    return head if opens and _is_noun(words[head]) else None


def _tells(words: tuple[Word, ...], noun: int, deed: int) -> bool:
    """Tell whether a noun is the subject of a verb that tells what is done to others."""
    teller = words[noun].head if words[noun].relation == "nsubj" else -1
    path = [deed]
    while words[path[-1]].head >= 0 and len(path) <= len(words):
        path.append(words[path[-1]].head)
    told = path[: path.index(teller)] if teller in path else []
    suffers = any(word.relation == "nsubj:pass" and word.head in told for word in words)
    return suffers and words[told[-1]].relation in ("ccomp", "parataxis")


def _goes_on(word: Word) -> bool:
    return word.tag == "CD" or word.tag.startswith("NN")


def _counts(word: Word, before: frozenset[str]) -> bool:
    return word.tag in ("CD", "HYPH", "$") or word.text.lower() in before


def _nominal(words: tuple[Word, ...], first: int, last: int) -> tuple[int, int]:
    """Cut a mention before the first verb that follows its noun, and loose words at its end."""
    seen = False
    for i in range(first, last + 1):
        gerund = words[i].tag == "VBG" and words[i - 1].tag in ("IN", ",")
        gerund = gerund and words[i].lemma != "include"
        if seen and (words[i].tag in _VERBS or gerund or _has_subject(words, first, i)):
            last = i - 1
            break
        seen = seen or _is_noun(words[i])
    while last > first and (words[last].tag in _LOOSE or words[last].tag.startswith("W")):
        last -= 1
    return first, last


def _has_subject(words: tuple[Word, ...], first: int, i: int) -> bool:
    """Tell whether a word is a verb whose subject a mention has: "Keth sending advisers"."""
    return words[i].tag.startswith("VB") and any(
        w.head == i and w.relation.startswith("nsubj") for w in words[first:i]
    )


def _is_noun(word: Word) -> bool:
    return word.tag.startswith(_NOUNS)


def _whole_names(words: tuple[Word, ...], first: int, last: int) -> tuple[int, int]:
    """Stretch over the parts of a name that the tree joins to the words at the edges."""
    while last + 1 < len(words) and words[last + 1].relation in _NAME and _joined(words, last):
        last += 1
    while last + 1 < len(words) and words[last].relation == "compound":
        if words[last].head != last + 1:
            break
        last += 1
    while first > 0 and words[first].relation == "flat" and words[first].head < first:
        first = max(words[first].head, 0)
    return first, last


def _joined(words: tuple[Word, ...], last: int) -> bool:
    after = words[last + 1]
    return after.head in (last, words[last].head) and _is_noun(after)


def _hyphened(words: tuple[Word, ...], first: int, last: int) -> tuple[int, int]:
    """Stretch over what hyphens join to the words at the edges ("second-largest group")."""
    while last + 2 < len(words) and words[last + 1].tag == "HYPH":
        last += 2
        while last + 1 < len(words) and _is_noun(words[last + 1]):
            last += 1
    while first > 1 and words[first - 1].tag == "HYPH":
        first -= 2
    return first, last


def _onwards(words: tuple[Word, ...], first: int, last: int) -> int:
    """Take in the noun that an adjective alone stands for: "Corvane" of "Corvane soldiers"."""
    head = words[last].head
    if words[last].tag in _COUNTED and last < head <= last + _FAR and _is_noun(words[head]):
        return head
    alone = not any(w.tag.startswith("NNS") or w.tag == "NN" for w in words[first : last + 1])
    near = last < head and sum(w.tag != "HYPH" for w in words[last:head]) <= _FAR
    if not alone or not near or words[last].relation not in ("amod", "compound"):
        return last
    named = all(w.tag.startswith("NNP") for w in words[last + 1 : head + 1])
    return (
        head if named or words[head].lemma.lower() in word_lists("people.toml")["people"] else last
    )


def _with_whose(words: tuple[Word, ...], last: int) -> int:
    """Take in whose a body is, and the land of rebels: "government of Rhun", "rebels in Keth"."""
    lists = word_lists("people.toml")
    if last + 2 >= len(words) or words[last + 1].relation != "case":
        return last
    joint, head = words[last + 1].text.lower(), words[last + 1].head
    owned = joint == "of" and words[last].lemma in lists["people"]
    placed = joint == "in" and words[last].lemma in lists["armed"]
    named = words[head].tag.startswith("NNP") and words[head].head == last < head
    if not named or not (owned or placed):
        return last
    while (
        head + 1 < len(words) and words[head + 1].relation in _NAME and words[head + 1].head == head
    ):
        head += 1
    return head


def _is_ahead_of_phrase(words: tuple[Word, ...], first: int) -> bool:
    """Tell whether a word only stands before a noun phrase: "detained" of "detained nine men"."""
    verb = words[first].tag.startswith("VB") and words[first + 1].tag in _OPENING
    return verb or words[first].relation in ("case", "cc", "punct")


def _leftwards(words: tuple[Word, ...], first: int, last: int) -> int:
    """Take in what stands before the noun and belongs to it: "rebel" of "rebel groups"."""
    while first > 0:
        before = words[first - 1]
        if before.tag == "HYPH" and first > 1:
            first -= 2
            continue
        inner = first - 1 < before.head <= last
        if before.relation not in _LEFT or not inner or before.tag in (",", ":", "IN", "``", "''"):
            break
        first -= 1
    return first
