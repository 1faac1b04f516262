"""The ledger room: one SQLite file that holds articles, records, events and decisions."""

from truceline.ledger.ledger import Clock, InputFile, Ledger

__all__ = ["Clock", "InputFile", "Ledger"]
