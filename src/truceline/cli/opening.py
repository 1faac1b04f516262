"""From a ledger file to a book, as of a day on one of the two clocks."""

from __future__ import annotations

from pathlib import Path

from truceline.ledger import Clock, Ledger
from truceline.model import Article, Record
from truceline.reconciling.dates import begun_by
from truceline.views import Book
from truceline.views.phrases import day


def open_book(path: Path, as_of: str | None = None, clock: Clock = "known") -> Book:
    """Return the book of the ledger at ``path``; a ``TrucelineError`` says what is wrong.

    By the clock ``known`` reports published later are left out, by ``happened`` entries only.
    """
    with Ledger.open(path, readonly=True) as ledger:
        return Book.of(
            [
                (article, _records(ledger, article, as_of, clock))
                for article in ledger.current_articles()
                if as_of is None or clock == "happened" or (article.published or "9999") <= as_of
            ],
            ledger.events(),
        )


def _records(ledger: Ledger, article: Article, as_of: str | None, clock: Clock) -> list[Record]:
    return list(ledger.records(as_of=as_of, clock=clock, article=article.id))


def left_out(path: Path, as_of: str | None, clock: Clock) -> str | None:
    """Return the sentence on what has no day and therefore stands on no clock; ``None`` if none."""
    if as_of is None:
        return None
    with Ledger.open(path, readonly=True) as ledger:
        articles = ledger.current_articles()
        if clock == "known":
            return _left_out(sum(1 for one in articles if one.published is None), "report", "date")
        ids = (one.id for one in articles)
        records = (record for one in ids for record in ledger.records(article=one))
        undated = sum(1 for record in records if begun_by(record.when) is None)
    return _left_out(undated, "entry", "day")


def _left_out(number: int, noun: str, day: str) -> str | None:
    if not number:
        return None
    many = {"report": "reports", "entry": "entries"}[noun]
    head = (
        f"1 {noun} without a {day} is" if number == 1 else f"{number:,} {many} without a {day} are"
    )
    return f"{head} left out"


def clock_sentence(as_of: str | None, clock: Clock, missing: str | None = None) -> str | None:
    """Return the sentence that says which day and clock are shown; ``None`` when all is.

    ``missing`` says what has no day and is left out.
    """
    if as_of is None:
        return None
    more = f" {missing}." if missing else ""
    if clock == "known":
        shown = f"Shown is what was known on {day(as_of)}: reports published by that day."
    else:
        shown = (
            f"Shown is what had happened by {day(as_of)}: entries whose own date lies by that day."
        )
    return shown + more
