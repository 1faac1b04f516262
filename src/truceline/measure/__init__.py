"""The measure room: records against a reference set, and one coder against another."""

from truceline.measure.checking import doubts, left_out
from truceline.measure.coded import Coded, Coding, decode_coding, gather, read_coding, read_lines
from truceline.measure.scoring import Agreement, Score, agreement, score

__all__ = [
    "Agreement",
    "Coded",
    "Coding",
    "Score",
    "agreement",
    "decode_coding",
    "doubts",
    "gather",
    "left_out",
    "read_coding",
    "read_lines",
    "score",
]
