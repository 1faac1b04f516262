"""The ledger room: one SQLite file that holds articles, records, events and decisions."""

from truceline.ledger.holdings import InputFile
from truceline.ledger.ledger import Clock, Ledger

__all__ = ["Clock", "InputFile", "Ledger"]
