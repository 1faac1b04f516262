"""The rules beside the network: TOML entries that add, veto, recast or set, read and checked.

Each entry carries sentences that it must catch and sentences that it must leave alone; the linter
(``linting.lint``) and the tests hold it to them. A folder of the user's own, with the same two
kinds of file, extends what the package carries.
"""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Literal, NamedTuple, get_args

import msgspec

from truceline import codebook, model
from truceline.coding.patterns import Pattern, PatternError, parse_pattern
from truceline.coding.vocabulary import (
    Union,
    Vocabulary,
    VocabularyFile,
    WordSet,
    build_vocabulary,
    expand,
)
from truceline.errors import InputError
from truceline.model import Kind

Effect = Literal["add", "veto", "recast", "set"]
Reach = Literal["word", "clause", "sentence"]

SLOTS: Mapping[str, frozenset[str]] = {
    "modality": frozenset(get_args(model.Modality)),
    "subject": frozenset(get_args(model.Subject)),
    "verdict": frozenset(get_args(model.Verdict)),
    "polarity": frozenset(get_args(model.Polarity)),
    "mode": frozenset(get_args(model.MeetingMode)),
    "type": frozenset(get_args(model.CeasefireType)),
    "phase": frozenset(get_args(model.Phase)),
    "means": frozenset(get_args(model.Means)),
    "plover": frozenset(get_args(model.Plover)),
    "scope": frozenset(get_args(model.Scope)),
    "purpose": frozenset(get_args(model.Purpose)),
    "unconditional": frozenset({"yes"}),
    "written": frozenset({"yes", "no"}),
}
"""The slots a rule may set, and the values each may take."""

SINGLE = frozenset({"number", "common"})
"""The sets that the program itself looks single words up in."""
_STEP = "Correct that entry and run the command again"


class Example(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence a rule must catch, with what it must then say beside the rule's own values."""

    text: str
    values: dict[str, str] = {}
    roles: dict[str, str] = {}


class RuleEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One ``[[rule]]`` as written in a file.

    ``kind`` is what an added anchor is of, and what recasting makes of anchors of ``kinds``; a veto
    or a setting goes for every kind in ``kinds`` (none: all). ``reach`` is how far from the matched
    words a veto, a recasting or a setting works.
    """

    id: str
    patterns: tuple[str, ...]
    catches: tuple[str | Example, ...]
    leaves: tuple[str, ...]
    effect: Effect = "add"
    kind: Kind | None = None
    kinds: tuple[Kind, ...] = ()
    values: dict[str, str] = {}
    unless: tuple[str, ...] = ()
    probability: float = 0.75
    reach: Reach = "word"


class Rule(NamedTuple):
    """A rule ready to match; ``version`` is a hash of what it matches and does."""

    entry: RuleEntry
    kinds: tuple[Kind, ...]
    patterns: tuple[Pattern, ...]
    unless: tuple[Pattern, ...]
    version: str
    file: str

    @property
    def name(self) -> str:
        """How records name it: ``rule:ID@VERSION``."""
        return f"rule:{self.entry.id}@{self.version}"


class Trigger(NamedTuple):
    """A pattern that a word may make match: of which rule it is, and what else it needs."""

    number: int
    pattern: Pattern
    others: tuple[frozenset[str], ...]


class RuleBook(NamedTuple):
    """All rules in order, the vocabulary behind them, and the index by their rarest words."""

    rules: tuple[Rule, ...]
    vocabulary: Vocabulary
    triggers: Mapping[str, tuple[Trigger, ...]]
    numbers: frozenset[str]

    @classmethod
    def load(cls, extra: Sequence[Path] = ()) -> RuleBook:
        """Return the package's rules and those in the folders ``extra``.

        Raises ``InputError`` that names the file, the rule and what is wrong with it.
        """
        return _load(tuple(extra)) if extra else _package()


class _File(NamedTuple):
    name: str
    content: dict[str, Any]


@functools.cache
def _package() -> RuleBook:
    return _load(())


def _load(extra: tuple[Path, ...]) -> RuleBook:
    shipped = list(_files(resources.files("truceline.coding") / "rules", "rules"))
    own = [file for folder in extra for file in _own_files(folder)]
    vocabulary = _vocabulary([*shipped, *own])
    reread = shipped if not extra or any(file.content.keys() - {"rule"} for file in own) else []
    kept = () if reread else _package().rules
    rules = [*kept, *(rule for file in (*reread, *own) for rule in _rules(file, vocabulary))]
    _refuse_twins(rules)
    numbers = _single_words(vocabulary, "number")
    return RuleBook(tuple(rules), vocabulary, _triggers(rules, vocabulary), numbers)


def _single_words(vocabulary: Vocabulary, name: str) -> frozenset[str]:
    return frozenset(phrase[0] for phrase in vocabulary.sets[name].phrases)


def _own_files(folder: Path) -> list[_File]:
    if not folder.is_dir():
        raise InputError(str(folder), "this is no folder of rules", "Name a folder of .toml files")
    files = list(_files(folder, str(folder)))
    if not files:
        raise InputError(str(folder), "holds no .toml file", "Name a folder of .toml files")
    return files


def _files(folder: Traversable, name: str) -> Iterator[_File]:
    for path in sorted(folder.iterdir(), key=lambda path: path.name):
        if not path.name.endswith(".toml"):
            continue
        label = f"{name}/{path.name}"
        try:
            yield _File(label, tomllib.loads(path.read_text("utf-8-sig")))
        except UnicodeDecodeError as error:
            raise InputError(label, f"not in UTF-8: {error}", "Save it in UTF-8") from error
        except RecursionError as error:
            raise InputError(label, "not readable as TOML: nested too deep", _STEP) from error
        except (ValueError, OSError) as error:
            raise InputError(label, f"not readable as TOML: {error}", _STEP) from error


def _vocabulary(files: list[_File]) -> Vocabulary:
    parts = [_vocabulary_file(file) for file in files]
    known = {name for part in parts for name in part.set}
    for file, part in zip(files, parts, strict=True):
        for name, union in part.union.items():
            absent = sorted({one for names in union.sets.values() for one in names} - known)
            if absent:
                raise InputError(file.name, f"union {name}: no set is called {absent[0]!r}", _STEP)
            try:
                for value in union.sets:
                    check_value(union.slot, value)
            except PatternError as error:
                raise InputError(file.name, f"union {name}: {error}", _STEP) from error
    return build_vocabulary(parts)


def _vocabulary_file(file: _File) -> VocabularyFile:
    part = {key: value for key, value in file.content.items() if key != "rule"}
    try:
        found = msgspec.convert(part, VocabularyFile)
    except msgspec.ValidationError as error:
        raise InputError(file.name, _vocabulary_fault(part) or str(error), _STEP) from error
    for name, entry in found.set.items():
        for words in entry.words:
            if reason := _word_fault(name, words):
                raise InputError(file.name, f"set {name}: {words!r} {reason}", _STEP)
    return found


def _vocabulary_fault(part: dict[str, Any]) -> str:
    """Return which entry is no set, union or list of forms, and why; empty when all are."""
    for table, shape in (("set", WordSet), ("union", Union), ("irregular", str)):
        entries = part.get(table)
        for name, entry in entries.items() if isinstance(entries, dict) else ():
            try:
                msgspec.convert(entry, shape)
            except msgspec.ValidationError as error:
                return f"{table} {name}: {error}"
    return ""


def _word_fault(name: str, words: str) -> str:
    """Return what is wrong with an entry of the set ``name``; empty when nothing is."""
    (phrase,) = expand((words,), "none", {})
    if not phrase:
        return "has no word"
    if len(phrase) > 1 and name in SINGLE:
        return "is more than one word, and this set is of single words"
    return ""


def _rules(file: _File, vocabulary: Vocabulary) -> Iterator[Rule]:
    entries = file.content.get("rule", [])
    if not isinstance(entries, list):
        raise InputError(file.name, "rule: is no list of rules", "Write [[rule]] above each rule")
    for number, raw in enumerate(entries, start=1):
        name = raw.get("id") if isinstance(raw, dict) else None
        name = name if isinstance(name, str) else f"number {number}"
        try:
            yield _rule(msgspec.convert(raw, RuleEntry), vocabulary, file.name)
        except (msgspec.ValidationError, PatternError) as error:
            raise InputError(file.name, f"rule {name}: {error}", _STEP) from error


def _rule(entry: RuleEntry, vocabulary: Vocabulary, file: str) -> Rule:
    _check(entry)
    patterns = tuple(_pattern(source, vocabulary) for source in entry.patterns)
    unless = tuple(_pattern(source, vocabulary) for source in entry.unless)
    for pattern in patterns:
        if not pattern.needs:
            raise PatternError(f"pattern {pattern.source!r} names no word that must be present")
    if entry.effect == "recast" and entry.kind is not None:
        _check_values(entry, entry.kind, patterns)
    one = entry.kind if entry.effect != "recast" else None
    kinds = (one,) if one is not None else entry.kinds
    return Rule(entry, kinds, patterns, unless, _version(entry, patterns, unless), file)


def _pattern(source: str, vocabulary: Vocabulary) -> Pattern:
    try:
        return parse_pattern(source, vocabulary)
    except PatternError as error:
        raise PatternError(f"pattern {source!r}: {error}") from error


def _check(entry: RuleEntry) -> None:
    """Refuse an entry whose fields do not fit together."""
    if entry.id.split() != [entry.id]:
        raise PatternError("`id` must be one word, without spaces: records name rules by it")
    if not entry.patterns:
        raise PatternError("it has no pattern")
    if entry.effect == "add" and (entry.kind is None or entry.kinds):
        raise PatternError("a rule that adds needs one `kind` and no `kinds`")
    if entry.effect == "recast" and (entry.kind is None or not entry.kinds):
        raise PatternError("a rule that recasts needs `kinds` and the `kind` that they become")
    if entry.effect in {"add", "recast"} and entry.kind == "statement":
        raise PatternError("no rule makes a statement: they are the quotations of an article")
    if entry.effect == "veto" and entry.values:
        raise PatternError("a veto sets no `values`")
    if not 0 < entry.probability <= 1:
        raise PatternError("`probability` must be above 0 and at most 1")
    for slot, value in entry.values.items():
        check_value(slot, value)


def values_needed(kind: Kind) -> tuple[str, ...]:
    """Return the slots without whose value there is no record of ``kind``.

    A slot that the codebook lets be ``other`` is that where nothing is said of it.
    """
    # The type may be missing in a coder's record, but the program makes no truce without one.
    needs = (*codebook.load().kinds[kind].needs, *(("type",) if kind == "ceasefire" else ()))
    return tuple(slot for slot in SLOTS if slot in needs and "other" not in SLOTS[slot])


def _check_values(entry: RuleEntry, kind: Kind, patterns: tuple[Pattern, ...]) -> None:
    """Refuse a recasting that leaves open what a record of the new ``kind`` needs.

    What is recast has the values of its old kind only, so that its records would be lost.
    """
    for slot in values_needed(kind):
        if slot not in entry.values and not all(_gives(pattern, slot) for pattern in patterns):
            choice = ", ".join(sorted(SLOTS[slot]))
            raise PatternError(f"to recast to {kind}, `values` must set {slot}: {choice}")


def _gives(pattern: Pattern, slot: str) -> bool:
    """Tell whether whatever ``pattern`` matches has a value of ``slot``, by a union in it."""
    tests = [element.test for element in pattern.elements if element.required]
    return any(t and t.slot == slot and t.is_listed and all(t.phrases.values()) for t in tests)


def check_value(slot: str, value: str) -> None:
    """Raise ``PatternError`` unless the codebook's ``slot`` may take ``value``."""
    if slot not in SLOTS:
        raise PatternError(f"no slot is called {slot!r}; slots are {', '.join(SLOTS)}")
    if value not in SLOTS[slot]:
        raise PatternError(f"{slot} cannot be {value!r}; use {', '.join(sorted(SLOTS[slot]))}")


def _version(entry: RuleEntry, patterns: tuple[Pattern, ...], unless: tuple[Pattern, ...]) -> str:
    """Hash what the rule does, its words included, its examples not."""
    bare = msgspec.structs.replace(entry, catches=(), leaves=())
    words = [
        sorted((*phrase, value) for phrase, value in element.test.phrases.items())
        for pattern in (*patterns, *unless)
        for element in pattern.elements
        if element.test is not None
    ]
    return model.digest(msgspec.to_builtins(bare), words)[:8]


def _refuse_twins(rules: list[Rule]) -> None:
    seen: dict[str, Rule] = {}
    for rule in rules:
        twin = seen.setdefault(rule.entry.id, rule)
        if twin is not rule:
            reason = f"rule {rule.entry.id}: {twin.file} has a rule of the same id"
            raise InputError(rule.file, reason, "Give one of them another id")


def _triggers(rules: list[Rule], vocabulary: Vocabulary) -> dict[str, tuple[Trigger, ...]]:
    """Map each word to the patterns that cannot match without it (or without its alternatives)."""
    common = _single_words(vocabulary, "common")
    index: dict[str, list[Trigger]] = {}
    for number, rule in enumerate(rules):
        for pattern in rule.patterns:
            rarest, *others = _rarest_first(pattern, common)
            for word in rarest:
                index.setdefault(word, []).append(Trigger(number, pattern, tuple(others)))
    return {word: tuple(entries) for word, entries in index.items()}


def _rarest_first(pattern: Pattern, common: frozenset[str]) -> list[frozenset[str]]:
    return sorted(pattern.needs, key=lambda words: (len(words & common), len(words), sorted(words)))
