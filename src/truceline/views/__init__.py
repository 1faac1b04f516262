"""Views: frozen, sorted rows computed from articles, records and events."""

from __future__ import annotations

from truceline.views.book import Book
from truceline.views.compute import (
    accusations,
    actions,
    answers,
    attacks,
    demands,
    meetings,
    quotations,
    terms_on_table,
    timeline,
)
from truceline.views.cover import articles, coverage, outlets, vouchers
from truceline.views.parties import deeds, mediators, parties
from truceline.views.truces import loose_violations, truces, violations

__all__ = [
    "Book",
    "accusations",
    "actions",
    "answers",
    "articles",
    "attacks",
    "coverage",
    "deeds",
    "demands",
    "loose_violations",
    "mediators",
    "meetings",
    "outlets",
    "parties",
    "quotations",
    "terms_on_table",
    "timeline",
    "truces",
    "violations",
    "vouchers",
]
