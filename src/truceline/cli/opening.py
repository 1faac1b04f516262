"""From a ledger file to a book, as of a day on one of the two clocks."""

from __future__ import annotations

from pathlib import Path

from truceline.ledger import Clock, Ledger
from truceline.model import Article, Record
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


def clock_sentence(as_of: str | None, clock: Clock) -> str | None:
    """Return the sentence that says which day and clock are shown; ``None`` when all is."""
    if as_of is None:
        return None
    if clock == "known":
        return f"Shown is what was known on {day(as_of)}: reports published by that day."
    return f"Shown is what had happened by {day(as_of)}: entries whose own date lies by that day."
