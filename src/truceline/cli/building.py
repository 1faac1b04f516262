"""Building a ledger: known files are skipped, articles saved whole, the end always equal.

The hash noted for a file covers its bytes and the manifest, so that either change has it read
again. What is computed over all articles (copies, events) is noted as done in the ledger and is
done again whenever the articles or their records have changed. Where the recipe has changed, all
articles are coded again: the note on it comes first.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from truceline import edition
from truceline.cli.attempts import attempt
from truceline.cli.console import Meter, complain, meter, note, undated
from truceline.cli.inputs import Intake
from truceline.cli.opening import current_articles
from truceline.cli.recipe import Recipe, keep
from truceline.errors import InputError, RecordError
from truceline.intake import InputFile as Found
from truceline.intake import Manifest, fingerprint, group_copies, list_inputs, read_file
from truceline.ledger import InputFile, Ledger
from truceline.model import Article, Record, digest
from truceline.pipeline import Pipeline
from truceline.reconciling import reconcile

JOINED = "joined"
"""Ledger note: the articles and versions for which copies and events are up to date."""


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
        self.known: dict[str, InputFile] = {}
        self.coded: set[str] = set()
        self.added = 0

    def run(self) -> str | None:
        """Build and return one line on the ledger; ``None`` when nothing could be read."""
        fresh = not self.path.exists()
        with Ledger.open(self.path, create=True) as ledger:
            summary = self._build(ledger)
        if fresh and summary is None:
            _take_back(self.path)
        return summary

    def _build(self, ledger: Ledger) -> str | None:
        self._remember(ledger)
        for fault in self.manifest.errors:
            self.intake.accept(fault)
        files = list(self._files())
        stale = ledger.stale(self.pipeline.version)
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

    def _remember(self, ledger: Ledger) -> None:
        self.known = ledger.known_inputs()
        stale = set(ledger.stale(self.pipeline.version))
        self.coded = {article.id for article in ledger.articles()} - stale

    def _files(self) -> Iterator[Found]:
        """Yield the files that the ledger does not know as they are now."""
        leave_out = (self.intake.manifest,) if self.intake.manifest else ()
        files: list[str] = []
        for found in list_inputs(self.intake.paths, leave_out=leave_out):
            if isinstance(found, InputError):
                self.intake.accept(found)
                continue
            files.append(found.name)
            if self._is_known(found):
                self.intake.read += 1
            else:
                yield found
        for doubt in self.manifest.unused(files):
            self.intake.accept(doubt)

    def _is_known(self, file: Found) -> bool:
        known = self.known.get(file.name)
        return (
            known is not None
            and (known.size, known.mtime_ns) == (file.size, file.mtime_ns)
            and known.hash.endswith(self.manifest_hash)
        )

    def _read(self, ledger: Ledger, file: Found) -> None:
        """Add the articles of ``file``; it counts as known only if all of them were added."""
        given = self.intake
        items = list(read_file(file, self.manifest, given.max_bytes, given.today))
        failed = self.intake.failed
        articles = [item for item in items if self.intake.accept(item)]
        source = self._source(file) if articles else None
        for number, article in enumerate(articles, 1):
            whole = self.intake.failed == failed
            self._add(ledger, article, source, complete=whole and number == len(articles))

    def _source(self, file: Found) -> InputFile | None:
        if file.path is None:
            return None
        mark = fingerprint(file.path)
        return InputFile(
            path=file.name,
            size=mark.size,
            mtime_ns=mark.mtime_ns,
            hash=f"{mark.digest}{self.manifest_hash}",
        )

    def _add(
        self, ledger: Ledger, article: Article, source: InputFile | None, *, complete: bool
    ) -> None:
        try:
            records = () if article.id in self.coded else self._records(article)
            if records is None:
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
        articles = current_articles(ledger)
        made_by = (self.pipeline.version, edition.of(edition.JOINING))
        state = digest(*made_by, sorted(article.id for article in articles))
        if ledger.meta(JOINED) == state:
            return
        grouped = group_copies(articles)
        ledger.set_origins({article.id: article.origin for article in grouped})
        records = [r for article in grouped for r in ledger.records(article=article.id)]
        ledger.set_events(reconcile(records, grouped))
        if not ledger.stale(self.pipeline.version):  # else it is not yet at this version
            ledger.set_meta(JOINED, state)

    def _summary(self, ledger: Ledger) -> str:
        articles = current_articles(ledger)
        copies = sum(1 for a in articles if a.origin and a.origin != a.id)
        records = sum(1 for a in articles for _ in ledger.records(article=a.id))
        return (
            f"{self.path}: {len(articles):,} reports ({self.added:,} new, "
            f"{copies:,} copies set apart), {records:,} records"
            f"{undated(sum(a.published is None for a in articles))}"
        )


def _hash_of(manifest: str | None) -> str:
    """Return what a manifest adds to the hash of a file; nothing where there is none."""
    if manifest is None:
        return ":"
    return ":" + hashlib.sha256(Path(manifest).read_bytes()).hexdigest()


def _take_back(path: Path) -> None:
    """Remove the empty ledger that this run has just made."""
    for ending in ("", "-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
