"""The linter of the rules: their own examples and the use of their vocabulary, held to account."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from truceline.coding.matching import RuleHit, match_rules
from truceline.coding.rulebook import SINGLE, Example, Rule, RuleBook
from truceline.model import Entity, Sentence, Word
from truceline.reading.sentences import split_sentences, split_words

Read = Callable[[str], tuple[Sequence[Sentence], Sequence[Entity]]]
"""What gives the sentences of an example, and the names in it where the network has read it."""


class Complaint(NamedTuple):
    """What is wrong with a rule or a word set: file, id and reason."""

    file: str
    id: str
    reason: str

    def __str__(self) -> str:
        return f"{self.file}: {self.id}: {self.reason}"


def plain_sentences(text: str) -> tuple[Sentence, ...]:
    """Return the sentences of ``text`` with their words, without tags, lemmas or trees."""
    return tuple(
        Sentence(span, tuple(Word(word, word.of(text)) for word in split_words(text, span)))
        for span in split_sentences(text)
    )


def plainly(text: str) -> tuple[Sequence[Sentence], Sequence[Entity]]:
    """Read ``text`` without the network."""
    return plain_sentences(text), ()


def hits_in(rulebook: RuleBook, rule: Rule, text: str, read: Read = plainly) -> tuple[RuleHit, ...]:
    """Return where ``rule`` matches ``text``."""
    sentences, entities = read(text)
    return tuple(
        hit
        for sentence in sentences
        for hit in match_rules(
            rulebook, sentence, text, [e for e in entities if e.span.overlaps(sentence.span)]
        )
        if hit.rule == rule.name
    )


def missed(rulebook: RuleBook, rule: Rule, example: str | Example, read: Read = plainly) -> str:
    """Return why ``example`` is not caught by ``rule`` as it says; empty when it is."""
    wanted = Example(example) if isinstance(example, str) else example
    hits = hits_in(rulebook, rule, wanted.text, read)
    if not hits:
        return f"does not catch {wanted.text!r}"
    values = rule.entry.values | wanted.values
    found = [(hit.values, {k: s.of(wanted.text) for k, s in hit.roles.items()}) for hit in hits]
    if any(
        values.items() <= got.items() and wanted.roles.items() <= roles.items()
        for got, roles in found
    ):
        return ""
    return f"in {wanted.text!r} finds {found}, not {values} {wanted.roles}"


def lint(rulebook: RuleBook) -> tuple[Complaint, ...]:
    """Return every complaint about ``rulebook``, in the order of its files; empty when sound."""
    return (*lint_rules(rulebook, rulebook.rules), *_unused(rulebook))


def lint_rules(
    rulebook: RuleBook, rules: Iterable[Rule], read: Read = plainly
) -> Iterator[Complaint]:
    """Yield what is wrong with some of the rules of ``rulebook``, by their own examples."""
    for rule in rules:
        yield from _lint_rule(rulebook, rule, read)


def _lint_rule(rulebook: RuleBook, rule: Rule, read: Read) -> Iterator[Complaint]:
    entry = rule.entry
    if len(entry.catches) < 2 or not entry.leaves:
        yield Complaint(rule.file, entry.id, "needs two sentences it catches and one it leaves")
    for example in entry.catches:
        reason = missed(rulebook, rule, example, read)
        if reason:
            yield Complaint(rule.file, entry.id, reason)
    for text in entry.leaves:
        if hits_in(rulebook, rule, text, read):
            yield Complaint(rule.file, entry.id, f"does not leave alone {text!r}")


def _unused(rulebook: RuleBook) -> Iterator[Complaint]:
    """Complain of word sets that no rule or union names."""
    named = {
        name
        for rule in rulebook.rules
        for pattern in (*rule.patterns, *rule.unless)
        for name in pattern.sets
    }
    vocabulary = rulebook.vocabulary
    parts = {part for name in named & vocabulary.parts.keys() for part in vocabulary.parts[name]}
    known = vocabulary.sets.keys() | vocabulary.unions.keys()
    for name in sorted(known - named - parts - SINGLE):
        yield Complaint("vocabulary", name, "no rule uses it")
