"""The measure room: records against a reference set, and one coder against another."""

from truceline.measure.coded import Coded, Coding, decode_coding, read_coding
from truceline.measure.scoring import Agreement, Score, agreement, score

__all__ = [
    "Agreement",
    "Coded",
    "Coding",
    "Score",
    "agreement",
    "decode_coding",
    "read_coding",
    "score",
]
