"""The engine of the rules: which patterns match a sentence, and what that does to the anchors.

A sentence without tags, lemmas or trees is matched by its word forms alone, so a rule can be tried
on a plain sentence without the network. With them, tags sharpen the tests and clauses the merging.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple, TypeVar

from truceline.coding import confidence
from truceline.coding.patterns import Element, Group, Pattern, WordTest
from truceline.coding.rulebook import Effect, Reach, Rule, RuleBook
from truceline.model import Anchor, Entity, Kind, Reading, Role, Sentence, Span, Word
from truceline.reading.nearby import touched

_CLAUSE_ENDS = frozenset('.;:!?()[]"“”–—') | {"--", "...", "``", "''"}
_ENDS = _CLAUSE_ENDS | {","}
_OPENING = {'"': ('"',), "“": ("”",), "``": ("''",)}
_BRACKETS, _QUOTED = 3, 4
"""Words of an acronym in brackets, and most words that are but quoted words."""
_OF_ONE_THING = frozenset(("scope", "unconditional"))
"""Values that belong to the thing offered in which a rule's words stand (for roles: twofold)."""
_BOTH: tuple[set[Kind], ...] = ({"attack", "violation"}, {"proposal", "response"})
"""Kinds that one word may name at once: the codebook asks for both records."""
_RULE = "rule:"
_SILENT = ("none", "no")
"""Values by which the network says that the text gives none: words that do give one outweigh it."""
_Placed = TypeVar("_Placed", Anchor, Entity)
_CLAUSE_RELATIONS = ("root", "ccomp", "advcl", "acl", "parataxis", "csubj")


class RuleHit(NamedTuple):
    """A place where a rule matched: what it does there, to which kinds, and what it says.

    ``becomes`` is the kind that a recasting makes of them.
    """

    rule: str
    effect: Effect
    kinds: tuple[Kind, ...]
    anchor: Span
    values: dict[str, str]
    roles: dict[str, Span]
    probability: float
    reach: Reach
    becomes: Kind | None = None

    @property
    def kind(self) -> Kind | None:
        """The kind it adds; for a veto or a setting the only kind it goes for, if there is one."""
        return self.kinds[0] if len(self.kinds) == 1 else None


class _View(NamedTuple):
    """A sentence's words laid out for matching."""

    sentence: Sentence
    lower: tuple[str, ...]
    words: frozenset[str]
    types: tuple[str, ...]
    numbers: frozenset[str]
    typed: bool
    asides: dict[int, int]
    """Where what a gap passes over begins, with the word behind it."""


class _Clauses:
    """The clauses of a sentence, looked for when one is asked for."""

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence

    def of(self, span: Span) -> int:
        """Return the number of the clause in which ``span`` begins, -1 outside the sentence."""
        return next((self._numbers[i] for i in touched(span, self.sentence.words)), -1)

    @cached_property
    def _numbers(self) -> tuple[int, ...]:
        """For each word the number of its clause: by the tree, else by the punctuation."""
        words = self.sentence.words
        if any(word.relation for word in words):
            above = [at if _opens_clause(word) else word.head for at, word in enumerate(words)]
            return tuple(_topmost(above, at) for at in range(len(words)))
        clause, found = 0, []
        for word in words:
            clause += word.text in _ENDS
            found.append(clause)
        return tuple(found)


_Stops = tuple[tuple[int, int, str], ...]
"""For each element matched: its first word, the word after its last, and the value it gives."""


def match_rules(
    rulebook: RuleBook, sentence: Sentence, text: str, entities: Sequence[Entity] = ()
) -> tuple[RuleHit, ...]:
    """Return where the rules match ``sentence``, by rule and place; ``text`` is the article's."""
    view = _view(rulebook, sentence, text, entities)
    return _hits(_candidates(rulebook, view), view)


def _hits(candidates: Iterable[tuple[Rule, Pattern]], view: _View) -> tuple[RuleHit, ...]:
    """Return where these patterns of rules match, by rule and place."""
    found: dict[tuple[str, Span], RuleHit] = {}
    for rule, pattern in candidates:
        for stops in _matches(pattern, view):
            hit = _hit(rule, pattern, stops, view)
            known = found.get((hit.rule, hit.anchor))
            if known is None and _excused(rule, view):
                break
            if known is None or len(known.roles) < len(hit.roles):
                found[hit.rule, hit.anchor] = hit
    return tuple(found.values())


def _view(rulebook: RuleBook, sentence: Sentence, text: str, entities: Sequence[Entity]) -> _View:
    lower = tuple(word.span.of(text).lower().replace("’", "'") for word in sentence.words)
    types = [""] * len(lower)
    for entity in reversed(entities):  # of two on a word the first counts
        for i in touched(entity.span, sentence.words):
            types[i] = entity.type
    numbers, asides = rulebook.numbers, _asides(sentence, lower)
    return _View(sentence, lower, frozenset(lower), tuple(types), numbers, bool(entities), asides)


def _asides(sentence: Sentence, lower: tuple[str, ...]) -> dict[int, int]:
    """Return where an acronym stands in brackets, and the marks around few quoted words.

    Neither ends a clause: 'the Ostra Front (OF) would agree', 'agreed to an "immediate" truce'.
    """
    found = {}
    for at, word in enumerate(lower):
        if word == "(" and lower[at + 2 : at + 3] == (")",):
            letters = sentence.words[at + 1].text
            found.update({at: at + _BRACKETS} if letters.isupper() and len(letters) > 1 else {})
        elif word in _OPENING and at not in found:
            marks = (i for i in range(at + 2, at + _QUOTED + 2) if lower[i : i + 1] != ())
            closing = next((i for i in marks if lower[i] in _OPENING[word]), None)
            found.update({at: at + 1, closing: closing + 1} if closing is not None else {})
    return found


def _candidates(rulebook: RuleBook, view: _View) -> list[tuple[Rule, Pattern]]:
    """Return the patterns whose needs the sentence has, in the order of the rules."""
    found: dict[tuple[int, str], Pattern] = {}
    for word in view.words & rulebook.triggers.keys():
        for number, pattern, others in rulebook.triggers[word]:
            if not any(map(view.words.isdisjoint, others)):
                found[number, pattern.source] = pattern
    return [(rulebook.rules[key[0]], found[key]) for key in sorted(found)]


def _excused(rule: Rule, view: _View) -> bool:
    missing = view.words.isdisjoint
    needed = (pattern for pattern in rule.unless if not any(map(missing, pattern.needs)))
    return any(True for pattern in needed for _ in _matches(pattern, view))


def _matches(pattern: Pattern, view: _View) -> Iterator[_Stops]:
    """Yield the first way to match from each word of the sentence."""
    failed: set[tuple[int, int]] = set()
    opens = pattern.opens
    for start, word in enumerate(view.lower):
        if opens and word not in opens:
            continue
        stops = _walk(pattern.elements, 0, start, view, failed)
        if stops is not None:
            yield stops


def _walk(
    elements: tuple[Element, ...], at: int, word: int, view: _View, failed: set[tuple[int, int]]
) -> _Stops | None:
    """Return how the elements from ``at`` match from ``word``; ``failed`` has where they do not."""
    if at == len(elements):
        return ()
    if (at, word) in failed:
        return None
    element = elements[at]
    for stop, value in _stops(element, view, word, head=at == 0):
        rest = _walk(elements, at + 1, stop, view, failed)
        if rest is not None:
            return ((word, stop, value), *rest)
    failed.add((at, word))
    return None


def _stops(element: Element, view: _View, word: int, *, head: bool) -> Iterable[tuple[int, str]]:
    """Return where ``element`` may end when it begins at ``word``, in order of preference."""
    if element.test is None:
        stops, then, lower = _gap(element, view, word), element.then, view.lower
        if then:
            return [(stop, "") for stop in stops if stop < len(lower) and lower[stop] in then]
        return [(stop, "") for stop in stops]
    if element.unlike:
        met = _reach(element.test, view, word - 1 if head else word)
        return () if met else ((word, ""),)
    reached = _reach(element.test, view, word)
    return [*reached, (word, "")] if element.optional else reached


def _gap(element: Element, view: _View, word: int) -> Iterable[int]:
    ends = _ENDS if element.way == ".." else _CLAUSE_ENDS
    if view.asides:
        return _over_asides(element, view, word, ends)
    last = word
    while last < len(view.lower) and last - word < element.gap and view.lower[last] not in ends:
        last += 1
    ways = range(word, last + 1)
    return reversed(ways) if element.way == "++" else ways


def _over_asides(element: Element, view: _View, word: int, ends: frozenset[str]) -> Iterable[int]:
    """Return the words at which a gap may end that passes over what ends no clause."""
    last, ways = word, [word]
    while last < len(view.lower) and len(ways) <= element.gap:
        beyond = view.asides.get(last)
        if beyond is not None:
            last = ways[-1] = beyond
            continue
        if view.lower[last] in ends:
            break
        last += 1
        ways.append(last)
    return reversed(ways) if element.way == "++" else ways


def _reach(test: WordTest, view: _View, word: int) -> list[tuple[int, str]]:
    """Return the ends of the stretches from ``word`` on that pass ``test``, longest first."""
    lower, found = view.lower, list[tuple[int, str]]()
    if not 0 <= word < len(lower):
        return found
    listed = lower[word] in test.firsts
    if (listed or not test.is_listed) and _is_tagged(test.tag, view, word):
        for length in range(min(test.longest, len(lower) - word) if listed else 0, 0, -1):
            value = test.phrases.get(lower[word : word + length])
            if value is not None:
                found.append((word + length, value))
        if not test.is_listed and _is_shaped(test, view, word):
            found.append((word + 1, ""))
    return found


def _is_tagged(wanted: str, view: _View, word: int) -> bool:
    tag = view.sentence.words[word].tag
    return not wanted or not tag or tag.startswith(wanted)


def _is_shaped(test: WordTest, view: _View, word: int) -> bool:
    if test.entity and view.typed:
        return view.types[word] == test.entity
    if test.entity or test.shape == "cap":
        return _is_capital(view, word)
    if test.shape == "num":
        return view.lower[word][0].isdigit() or view.lower[word] in view.numbers
    return view.lower[word][0].isalnum()


def _is_capital(view: _View, word: int) -> bool:
    return view.sentence.words[word].text[:1].isupper()


def _hit(rule: Rule, pattern: Pattern, stops: _Stops, view: _View) -> RuleHit:
    spans = ((group.name, _extent(group, stops, view)) for group in pattern.groups)
    values = {
        element.test.slot: value
        for element, (_, _, value) in zip(pattern.elements, stops, strict=True)
        if value and element.test is not None and element.test.slot
    }
    anchor = _extent(pattern.anchor, stops, view)
    return RuleHit(
        rule=rule.name,
        effect=rule.entry.effect,
        kinds=rule.kinds,
        anchor=anchor or view.sentence.span,
        values=values | rule.entry.values,
        roles={name: span for name, span in spans if span is not None},
        probability=rule.entry.probability,
        reach=rule.entry.reach,
        becomes=rule.entry.kind if rule.entry.effect == "recast" else None,
    )


def _extent(group: Group, stops: _Stops, view: _View) -> Span | None:
    first, last = stops[group.first][0], stops[group.last - 1][1]
    if first == last:
        return None
    words = view.sentence.words
    return Span(words[first].span.start, words[last - 1].span.end)


def apply_rules(rulebook: RuleBook, reading: Reading) -> tuple[Anchor, ...]:
    """Return the anchors of ``reading`` after the rules have added, vetoed, recast and set.

    An anchor that both the network and rules found is one; its ``rule`` names all of them,
    separated by spaces. Veto beats add; a setting yields to a network that is surer of its value.
    """
    done: list[Anchor] = []
    spans = [sentence.span for sentence in reading.sentences]
    anchors = _by_sentence(reading.anchors, spans)
    entities = _by_sentence(reading.entities, spans)
    for i, sentence in enumerate(reading.sentences):
        view = _view(rulebook, sentence, reading.article.text, tuple(entities[i]))
        done.extend(_rule_on(view, anchors[i], _candidates(rulebook, view)))
    done.extend(anchors[-1])
    return tuple(sorted(done, key=lambda anchor: (anchor.span, anchor.kind)))


def _by_sentence(items: Sequence[_Placed], spans: Sequence[Span]) -> list[list[_Placed]]:
    """Return the items that each sentence covers and, last, those that none does."""
    found: list[list[_Placed]] = [[] for _ in range(len(spans) + 1)]
    starts = [span.start for span in spans]
    for item in items:
        place = bisect_right(starts, item.span.start) - 1
        inside = place >= 0 and spans[place].covers(item.span)
        found[place if inside else -1].append(item)
    return found


def _rule_on(
    view: _View, anchors: list[Anchor], candidates: list[tuple[Rule, Pattern]]
) -> list[Anchor]:
    """Return the anchors of a sentence after the rules; one that nothing heeds is not matched."""
    if not candidates:
        return anchors
    clauses = _Clauses(view.sentence)

    def heeded(effect: Effect) -> tuple[RuleHit, ...]:
        kinds = {anchor.kind for anchor in anchors}
        some = (c for c in candidates if c[0].entry.effect == effect)
        if effect in ("veto", "set"):
            some = (c for c in some if kinds and (not c[0].kinds or kinds & set(c[0].kinds)))
        return _hits(some, view)

    for hit in heeded("add"):
        anchors = _added(anchors, _anchor(hit), clauses)
    if not anchors:
        return []
    for hit in heeded("veto"):
        vetoed = _hearers(hit, anchors, clauses)
        anchors = [anchor for anchor in anchors if anchor not in vetoed]
    for hit in heeded("recast"):
        if hit.becomes is not None:
            anchors = _recast(hit, hit.becomes, anchors, clauses)
    for hit in heeded("set"):
        hearers = _hearers(hit, anchors, clauses)
        anchors = [_settled(anchor, hit) if anchor in hearers else anchor for anchor in anchors]
    return anchors


def _recast(hit: RuleHit, kind: Kind, anchors: list[Anchor], clauses: _Clauses) -> list[Anchor]:
    """Return ``anchors`` with those that ``hit`` is about made anchors of ``kind``.

    One that is of that kind already takes them in, as if either were enough (noisy or). What is
    but the object of a word that the network reads as of that kind is something else: of "weighs
    an offer" the weighing is an answer, and the offer stays one.
    """
    hearers = _hearers(hit, anchors, clauses)
    read = (a for a in anchors if a.kind == kind and not a.rule.startswith(_RULE))
    there = any(a.span.overlaps(hit.anchor) for a in read)
    if there and not any(a.span.overlaps(hit.anchor) for a in hearers):
        return anchors
    done = [anchor for anchor in anchors if anchor not in hearers]
    for anchor in hearers:
        new = _merged(anchor._replace(kind=kind), _anchor(hit._replace(kinds=(kind,))))
        new = new._replace(probability=_as_likely(anchor, kind, hit.probability))
        same = next((a for a in done if _is_same(a, new, clauses)), None)
        if same is None:
            done.append(new)
            continue
        either = 1 - (1 - same.probability) * (1 - new.probability)
        done[done.index(same)] = _merged(same, new)._replace(probability=either)
    return done


def _as_likely(anchor: Anchor, kind: Kind, most: float) -> float:
    """Return how likely ``anchor`` is as one of ``kind``: likely enough if it was before.

    The network spreads less on kinds that it finds seldom, so their cuts are lower.
    """
    known = confidence.load()
    share = known.cut(kind) / known.cut(anchor.kind)
    return max(anchor.probability, min(most, anchor.probability * share))


def _anchor(hit: RuleHit) -> Anchor:
    return Anchor(
        hit.anchor,
        hit.kinds[0],
        hit.probability,
        {slot: (value, hit.probability) for slot, value in hit.values.items()},
        tuple(Role(name, span, hit.probability) for name, span in hit.roles.items()),
        hit.rule,
    )


def _added(anchors: list[Anchor], new: Anchor, clauses: _Clauses) -> list[Anchor]:
    """Return the anchors with ``new`` merged into the one it repeats, or put beside them.

    It stays out where the network is surer that the same word names an act of another kind.
    """
    for at, anchor in enumerate(anchors):
        if _is_same(anchor, new, clauses):
            return [*anchors[:at], _merged(anchor, new), *anchors[at + 1 :]]
    if any(_outweighs(anchor, new) for anchor in anchors):
        return anchors
    return [*anchors, new]


def _outweighs(anchor: Anchor, new: Anchor) -> bool:
    by_network = any(not part.startswith("rule:") for part in anchor.rule.split())
    return (
        by_network
        and anchor.span.overlaps(new.span)
        and anchor.probability >= new.probability
        and {anchor.kind, new.kind} not in _BOTH
    )


def _is_same(one: Anchor, two: Anchor, clauses: _Clauses) -> bool:
    if one.kind != two.kind:
        return False
    if one.span.overlaps(two.span):
        return True
    subjects = {anchor.values["subject"][0] for anchor in (one, two) if "subject" in anchor.values}
    return len(subjects) < 2 and clauses.of(one.span) == clauses.of(two.span)


def _merged(anchor: Anchor, new: Anchor) -> Anchor:
    values = dict(anchor.values)
    for slot, (value, probability) in new.values.items():
        if slot not in values or values[slot][0] in _SILENT or values[slot][1] < probability:
            values[slot] = (value, probability)
    names = {role.name for role in anchor.roles}
    roles = (*anchor.roles, *(role for role in new.roles if role.name not in names))
    return anchor._replace(
        probability=_likelihood(anchor, new),
        values=values,
        roles=roles,
        rule=f"{anchor.rule} {new.rule}",
    )


def _likelihood(anchor: Anchor, new: Anchor) -> float:
    """Return how likely the two together are.

    The network's word counts where it gave one, but for kinds in which rules are trusted: of the
    others, a rule beside the network's anchor did not make it likelier on held-back articles.
    """
    if not anchor.rule.startswith(_RULE) and anchor.kind not in confidence.load().trusted:
        return anchor.probability
    return max(anchor.probability, new.probability)


def _settled(anchor: Anchor, hit: RuleHit) -> Anchor:
    """Return ``anchor`` with what ``hit`` sets, where that says more or is surer."""
    merged = _merged(anchor, _anchor(hit._replace(kinds=(anchor.kind,))))
    if merged.values == anchor.values and merged.roles == anchor.roles:
        return anchor
    return merged._replace(probability=anchor.probability)


def _hearers(hit: RuleHit, anchors: list[Anchor], clauses: _Clauses) -> list[Anchor]:
    """Return the anchors that a veto or a setting is about."""
    fit = [anchor for anchor in anchors if not hit.kinds or anchor.kind in hit.kinds]
    if hit.reach == "sentence":
        return fit
    on_word = [anchor for anchor in fit if anchor.span.overlaps(hit.anchor)]
    if hit.reach == "word":
        return on_word or _governed(hit, fit, clauses.sentence)
    if on_word:
        return on_word
    clause = clauses.of(hit.anchor)
    near = [anchor for anchor in fit if clauses.of(anchor.span) == clause]
    return near if _OF_ONE_THING.isdisjoint(hit.values) else _owners(hit, near)


def _owners(hit: RuleHit, anchors: list[Anchor]) -> list[Anchor]:
    """Return the anchors without those that are about something else than what ``hit`` is part of.

    "It rejected the call for a partial truce and suggested talks": the truce is partial.
    """
    things = [[r.span for r in anchor.roles if r.name == "about"] for anchor in anchors]
    told = [any(span.covers(hit.anchor) for span in spans) for spans in things]
    if not any(told):
        return anchors
    return [a for a, own, spans in zip(anchors, told, things, strict=True) if own or not spans]


def _governed(hit: RuleHit, anchors: list[Anchor], sentence: Sentence) -> list[Anchor]:
    """Return the anchors that are object or passive subject of the verb matched ("hold talks")."""
    if hit.effect == "veto":
        return []
    verbs = {at for at, word in enumerate(sentence.words) if word.span.overlaps(hit.anchor)}
    objects = [
        word.span
        for word in sentence.words
        if word.head in verbs and word.relation in {"obj", "nsubj:pass", "xcomp"}
    ]
    return [anchor for anchor in anchors if any(anchor.span.overlaps(span) for span in objects)]


def _opens_clause(word: Word) -> bool:
    if word.head < 0 or word.relation.startswith(_CLAUSE_RELATIONS):
        return True
    return _is_conjunct(word.tag, word.relation)


def _topmost(above: Sequence[int], at: int) -> int:
    """Return what stands at the top over ``at``: what is its own in ``above``."""
    for _ in above:
        if above[at] == at:
            return at
        at = above[at]
    return at


def _is_conjunct(tag: str, relation: str) -> bool:
    return relation == "conj" and tag.startswith("V")
