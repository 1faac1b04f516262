"""Building a ledger: known files are skipped, articles saved whole, the end always equal.

A file is known by where it lies, and read again when it or the manifest has changed; without a
manifest what earlier ones said stays. What is computed over all articles (copies, events) is noted
as done in the ledger and is done again whenever the articles or their records have changed. Where
the recipe has changed, all articles are coded again: the note on it comes first.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Container, Iterator
from functools import partial
from pathlib import Path

from truceline import edition
from truceline.cli.attempts import attempt
from truceline.cli.console import Meter, complain, meter, note, undated
from truceline.cli.inputs import Intake
from truceline.cli.recipe import Recipe, keep
from truceline.cli.taking import Facts, Taken, key_of, take
from truceline.errors import InputError, RecordError
from truceline.intake import InputFile as Found
from truceline.intake import Manifest, group_copies, list_inputs, read_file
from truceline.ledger import InputFile, Ledger
from truceline.model import Article, Record, digest
from truceline.pipeline import Pipeline
from truceline.reconciling import reconcile

JOINED = "joined"
"""Ledger note: the articles and versions for which copies and events are up to date."""

_NAMED = 5
"""Articles put out of date that are named one by one."""


class Builder:
    """One run of ``build``."""

    def __init__(
        self,
        path: Path,
        pipeline: Pipeline,
        intake: Intake,
        *,
        kept: Recipe | None,
        recipe: Recipe,
        quiet: bool,
    ) -> None:
        self.path, self.pipeline, self.intake, self.quiet = path, pipeline, intake, quiet
        self.kept, self.recipe = kept, recipe
        self.manifest = Manifest.load(intake.manifest) if intake.manifest else Manifest()
        self.manifest_hash = _hash_of(intake.manifest)
        self.files: list[Found] = []
        self.known: dict[str, InputFile] = {}
        self.coded: set[str] = set()
        self.ahead: dict[str, Taken] = {}
        """Files that were read before there was a ledger, by name."""
        self.added = 0
        self.kept_facts = 0

    def run(self) -> str | None:
        """Build and return one line on the ledger; ``None`` when nothing could be read."""
        self.files = list(self._listed())
        if not self.path.exists() and not self._look_ahead():
            return None
        with Ledger.open(self.path, create=True) as ledger:
            return self._build(ledger)

    def _listed(self) -> Iterator[Found]:
        """Yield the files that are named; tell what is wrong with names and manifest."""
        for fault in self.manifest.errors:
            self.intake.accept(fault)
        names: list[str] = []
        leave_out = (self.intake.manifest,) if self.intake.manifest else ()
        for found in list_inputs(self.intake.paths, leave_out=leave_out):
            if isinstance(found, InputError):
                self.intake.accept(found)
            else:
                names.append(found.name)
                yield found
        for doubt in self.manifest.unused(names):
            self.intake.accept(doubt)

    def _look_ahead(self) -> bool:
        """Read as far as the first report: where there is none no ledger is made.

        An empty one could not be taken back, for another process may be writing to it.
        """
        for file in self.files:
            taken = self.ahead[file.name] = self._take(file)
            if any(isinstance(item, Article) for item in taken.items):
                return True
        for taken in self.ahead.values():
            for item in taken.items:
                self.intake.accept(item)
        return False

    def _build(self, ledger: Ledger) -> str | None:
        files = self._unknown(ledger)
        gone = ledger.replaced().keys()
        stale = ledger.stale(self.pipeline.version)
        self.coded = {article.id for article in ledger.articles()} - set(stale)
        self._tell_recipe(len(stale))
        keep(ledger, self.recipe)
        with meter("Reading", len(files) + len(stale), quiet=self.quiet) as shown:
            for file in files:
                self._read(ledger, file)
                shown.step(file.name)
            self._renew(ledger, shown)
        if not self.intake.read:
            return None
        self._join(ledger)
        self._tell_kept()
        self._tell_replaced(ledger, gone)
        return self._summary(ledger)

    def _tell_recipe(self, stale: int) -> None:
        """Say with what the ledger is coded, and why what is in it must be coded anew."""
        if not stale:
            if self.kept == self.recipe and str(self.recipe):
                note(f"{self.path}: coded, as before, with {self.recipe}", quiet=self.quiet)
            return
        count = f"{stale:,} report is" if stale == 1 else f"{stale:,} reports are"
        if self.kept is None:
            why = "it does not say with which options they were coded"
        elif reasons := list(self.kept.differences(self.recipe)):
            why = f"this build has {' and '.join(reasons)}"
        else:
            why = "another version of the program coded them, or a build was cut short"
        used = str(self.recipe) or "no --rules, --parties or --min-confidence"
        told = f"{self.path}: {count} coded anew, for {why}. Kept from now on: {used}"
        note(told, quiet=self.quiet)

    def _unknown(self, ledger: Ledger) -> list[Found]:
        """Return the files that the ledger does not know as they are now."""
        self.known = ledger.inputs()
        if moves := self._moves():
            ledger.move_inputs(moves)
            self.known = ledger.inputs()
        known = {file for file in self.files if self._is_known(file)}
        self.intake.read += len(known)
        if self.intake.manifest is None:
            self.kept_facts += sum(len(self._facts(file)) for file in known)
        return [file for file in self.files if file not in known]

    def _moves(self) -> dict[str, str]:
        """Return for files that an older ledger knows by their names as typed where they lie.

        A name means what it meant then if under any of them lies what lay there.
        """
        there = {key_of(file): file for file in self.files if file.path}
        typed = (key for key in self.known if not Path(key).is_absolute())
        found = {key: path for key in typed if (path := os.path.realpath(key)) in there}
        same = any(_same(self.known[key], there[path]) for key, path in found.items())
        return found if same else {}

    def _is_known(self, file: Found) -> bool:
        known = self.known.get(key_of(file) or "")
        if known is None or not (known.complete and _same(known, file)):
            return False
        return self.intake.manifest is None or known.manifest == self.manifest_hash

    def _facts(self, file: Found) -> Facts:
        known = self.known.get(key_of(file) or "")
        return known.facts if known else {}

    def _take(self, file: Found) -> Taken:
        given = self.intake
        read = partial(read_file, max_bytes=given.max_bytes, today=given.today)
        return take(file, self.manifest, self.manifest_hash, self._facts(file), read)

    def _read(self, ledger: Ledger, file: Found) -> None:
        """Add the articles of ``file``; it counts as known only if all of them were added."""
        taken = self.ahead.pop(file.name, None) or self._take(file)
        failed = self.intake.failed
        articles = [item for item in taken.items if self.intake.accept(item)]
        self.kept_facts += taken.kept
        for number, article in enumerate(articles, 1):
            whole = taken.whole and self.intake.failed == failed
            complete = whole and number == len(articles)
            self._add(ledger, article, taken.source, complete=complete)

    def _add(
        self, ledger: Ledger, article: Article, source: InputFile | None, *, complete: bool
    ) -> None:
        """Add ``article``; the records of one that is coded stay, whoever codes it meanwhile."""
        known = article.id in self.coded
        try:
            records = None if known else self._records(article)
            if records is None and not known:
                return
            new = ledger.add(
                article, records, source, complete=complete, version=self.pipeline.version
            )
        except RecordError as error:
            self._fail(error)
            return
        self.coded.add(article.id)
        self.added += new

    def _records(self, article: Article) -> tuple[Record, ...] | None:
        return attempt(self.pipeline.records, article, self.intake)

    def _fail(self, error: RecordError) -> None:
        self.intake.failed += 1
        complain(str(error))

    def _renew(self, ledger: Ledger, shown: Meter) -> None:
        """Code again the articles whose records another version made; else these records stay."""
        for name in ledger.stale(self.pipeline.version):
            article = ledger.article(name)
            try:
                records = self._records(article)
                if records is not None:
                    ledger.replace_records(name, records, version=self.pipeline.version)
            except RecordError as error:
                self._fail(error)
            shown.step(article.doc)

    def _join(self, ledger: Ledger) -> None:
        """Set apart the copies and link what tells of the same, unless that is up to date."""
        articles = ledger.current_articles()
        made_by = (self.pipeline.version, edition.of(edition.JOINING))
        state = digest(*made_by, sorted(article.id for article in articles))
        if ledger.meta(JOINED) == state:
            return
        grouped = group_copies(articles)
        ledger.set_origins({article.id: article.origin for article in grouped})
        told = [(r, article) for article in grouped for r in ledger.records(article=article.id)]
        homes = {record.id: article for record, article in told}
        ledger.set_events(reconcile([record for record, _ in told], grouped, homes))
        if not ledger.stale(self.pipeline.version):  # else it is not yet at this version
            ledger.set_meta(JOINED, state)

    def _summary(self, ledger: Ledger) -> str:
        articles = ledger.current_articles()
        copies = sum(1 for a in articles if a.origin and a.origin != a.id)
        records = sum(1 for a in articles for _ in ledger.records(article=a.id))
        return (
            f"{self.path}: {len(articles):,} reports ({self.added:,} new, "
            f"{copies:,} copies set apart), {records:,} records"
            f"{undated(sum(a.published is None for a in articles))}"
        )

    def _tell_kept(self) -> None:
        """Say that what manifests said before still holds."""
        if self.kept_facts:
            reports = "a report holds" if self.kept_facts == 1 else "reports holds"
            count = "" if self.kept_facts == 1 else f"{self.kept_facts:,} "
            told = f"{self.path}: what an earlier --manifest said of {count}{reports}"
            note(f"{told} until another one says otherwise", quiet=self.quiet)

    def _tell_replaced(self, ledger: Ledger, before: Container[str]) -> None:
        """Name the articles that this build put out of date, and the files that did it."""
        gone = [pair for pair in ledger.replaced().items() if pair[0] not in before]
        for article, path in gone[:_NAMED]:
            name = ledger.article(article).doc
            told = f"{self.path}: what {path} says now replaces the earlier text of {name}"
            note(f"{told}, which is kept and no longer shown", quiet=self.quiet)
        if len(gone) > _NAMED:
            more = f"{self.path}: so it is with {len(gone) - _NAMED:,} more"
            note(more, quiet=self.quiet)


def _hash_of(manifest: str | None) -> str:
    """Return the hash of the manifest; nothing where there is none."""
    return hashlib.sha256(Path(manifest).read_bytes()).hexdigest() if manifest else ""


def _same(known: InputFile, file: Found) -> bool:
    return (known.size, known.mtime_ns) == (file.size, file.mtime_ns)
