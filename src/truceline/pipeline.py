"""The whole way for one article: reading, coding, resolving.

1. The reader: sentences, words, trees, entities, quotations, attributions, anchors and roles.
2. Coding: anchors that rules add, veto, recast or set; the likely ones become findings; quotations
   become statements.
3. Resolving: who is meant, when, where, how many; the same thing told twice becomes one record.
4. Every record is held against the text and the codebook before it leaves.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import copy
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from truceline import codebook, edition
from truceline.coding import confidence
from truceline.coding.findings import find_records, own_rules
from truceline.coding.linting import Complaint, hits_in, lint_rules
from truceline.coding.rulebook import Rule, RuleBook
from truceline.model import Article, Entity, Reading, Record, Sentence, digest
from truceline.reading.coreference import resolve_mentions
from truceline.reading.headline import headline_end
from truceline.reading.lettercase import as_sentences, in_capitals, lacks_case, with_names
from truceline.reading.marks import with_usual_marks
from truceline.reading.reader import Reader
from truceline.resolving.actors import ActorResolver
from truceline.resolving.assembly import make_records
from truceline.resolving.context import make_context
from truceline.resolving.doubtful import sure_enough, with_between
from truceline.resolving.headlines import beyond_headline
from truceline.resolving.joint import address, in_truce, of_somebody, returned, spoken_to
from truceline.resolving.leads import introduced
from truceline.resolving.officers import by_name
from truceline.resolving.once import once
from truceline.resolving.parties import Parties
from truceline.resolving.places import Gazetteer, gazetteer
from truceline.resolving.verbatim import verbatim


class Pipeline:
    """Reads articles into records; holds the network, the rules and the names."""

    def __init__(
        self,
        reader: Reader,
        rulebook: RuleBook,
        parties: Parties,
        places: Gazetteer,
        least: float | None,
    ) -> None:
        self._reader = reader
        self._rulebook = rulebook
        self._parties = parties
        self._resolver = ActorResolver(parties, places)
        self._calibration = confidence.load()
        self._codebook = codebook.load()
        self._least = least
        rules = [rule.name for rule in rulebook.rules]
        coded = digest(edition.of(edition.CODING), rules, least, parties.given)
        self.version = f"{reader.version}-{coded[:8]}"

    @classmethod
    def load(
        cls,
        extra_rules: Sequence[Path] = (),
        extra_parties: Sequence[Path] = (),
        min_confidence: float | None = None,
        network: Path | None = None,
    ) -> Pipeline:
        """Load the shipped network, rules and names, and the user's own beside them.

        ``min_confidence`` (0 to 1) replaces the default cut of every kind.
        """
        places = gazetteer()
        return cls(
            Reader.load(network),
            RuleBook.load(extra_rules),
            Parties.load(extra_parties, gazetteer=places),
            places,
            min_confidence,
        )

    def with_rules(self, rulebook: RuleBook, trusted: frozenset[str] | None = None) -> Pipeline:
        """Return a pipeline with other rules, and with other kinds in which they count alone."""
        changed: dict[str, Any] = {"_rulebook": rulebook}
        if trusted is not None:
            changed["_calibration"] = self._calibration._replace(trusted=trusted)
        other = copy(self)
        vars(other).update(changed)
        return other

    def with_calibration(self, calibration: confidence.Calibration) -> Pipeline:
        """Return a pipeline with another calibration and other cuts."""
        other = copy(self)
        vars(other).update(_calibration=calibration)
        return other

    def complaints(self) -> Iterator[Complaint]:
        """Yield what is wrong with the user's own rules, by the sentences that they name.

        The sentences are read as articles are. A rule that adds must make a record of what it
        catches.
        """
        packaged = {rule.name for rule in RuleBook.load().rules}
        own = [rule for rule in self._rulebook.rules if rule.name not in packaged]
        yield from lint_rules(self._rulebook, own, self._read_example)
        for rule in own:
            for example in rule.entry.catches if rule.entry.effect == "add" else ():
                text = example if isinstance(example, str) else example.text
                made = {name for r in self.coded(self._example(text)) for name in r.rule}
                if self._catches(rule, text) and rule.name not in made:
                    reason = f"catches {text!r}, but makes no record of it: set what its kind needs"
                    yield Complaint(rule.file, rule.entry.id, reason)

    def _catches(self, rule: Rule, text: str) -> bool:
        return bool(hits_in(self._rulebook, rule, text, self._read_example))

    def _read_example(self, text: str) -> tuple[Sequence[Sentence], Sequence[Entity]]:
        reading = self._example(text)
        return reading.sentences, reading.entities

    def _example(self, text: str) -> Reading:
        return self.reading(Article(id=digest(text), doc="example", text=text))

    def reading(self, article: Article) -> Reading:
        """Return what was read from ``article``.

        Its text is read with the usual spaces and marks and, where its letters are all capitals or
        none is, with a capital for each name: as long as the article's, and only so far another.
        """
        text = with_usual_marks(article.text)
        usual = article if text == article.text else replace(article, text=text)
        if not lacks_case(text):
            return self._reader.read(usual)
        plain = self._reader.read(replace(article, text=as_sentences(text)))
        names = self._parties.find(in_capitals(text), article.published)
        long = [span for span, _ in names if " " in span.of(text)]
        return self._reader.read(
            replace(article, text=with_names(plain, long, self._parties.spelt))
        )

    def records(self, article: Article) -> tuple[Record, ...]:
        """Return the records of ``article`` in reading order, in the words that stand there."""
        reading = self.reading(article)
        records, read = self.coded(reading), reading.article.text
        if read == article.text:
            return records
        return tuple(verbatim(record, read, article) for record in records)

    def coded(self, reading: Reading) -> tuple[Record, ...]:
        """Return the records of a reading."""
        chains: Any = resolve_mentions(reading)
        known = self._parties.find(reading.article.text, reading.article.published)
        context = make_context(reading, chains, self._resolver, known)
        findings = find_records(reading, self._rulebook, self._calibration, self._least)
        made = [(f, r) for f in findings for r in make_records(f, context)]
        told = [r for f, r in made if not f.below]
        end = headline_end(reading)
        told = beyond_headline(told, end, reading.article.id)
        kept = once(told, reading.article.id)
        bodies = frozenset(k.party or k.name for _, k in known if k.kind == "organisation")
        kept = once(of_somebody(address(kept, reading.article, bodies)), reading.article.id)
        below = [r for f, r in made if f.below and r.evidence.start >= end]
        kept = with_between(kept, below, reading.article.id)
        if self._least is None:
            kept = tuple(sure_enough(kept, own_rules(self._rulebook)))
        kept = returned(in_truce(kept, reading.article), reading.article)
        kept = introduced(spoken_to(kept, reading.article), reading, known)
        kept = by_name(kept, reading)
        return tuple(record for record in kept if not self._codebook.check(record))
