"""Patterns that run over article text answer at once, whatever is repeated in it."""

import time
import tomllib
from collections.abc import Callable, Iterator
from importlib.resources import files

import pytest

from truceline.intake.dates import find_day, parse_day
from truceline.intake.skips import find_skips, rule_for
from truceline.reading.quotations import find_quotations
from truceline.resolving.times import find_times

UNITS = ("x  ", "a", "A ", "A.", ", ", "1 ", "- ", "  ", "\n", "\t ", "“", "' ", "(", "of ", "1:00")
LENGTH = 400
LIMIT = 0.25


def data(room: str, name: str) -> dict:
    text = files(f"truceline.{room}").joinpath("data", name).read_text("utf-8")
    return tomllib.loads(text)


def openings(texts: list[str]) -> Iterator[str]:
    """Nothing, and the beginnings of lines that a pattern knows, cut after each word."""
    yield ""
    for line in (line for text in texts for line in text.splitlines()):
        words = line.split(" ")
        yield from (" ".join(words[:n]) + " " for n in range(1, len(words) + 1))


def seconds(read: Callable[[str], object], text: str) -> float:
    before = time.thread_time()
    read(text)
    return time.thread_time() - before


def slow(read: Callable[[str], object], texts: list[str]) -> Iterator[tuple[str, str]]:
    for start in sorted(set(openings(texts))):
        for unit in UNITS:
            text = (start + unit * LENGTH)[: LENGTH - 1] + "!"
            # twice, for the first call may load data
            if seconds(read, text) > LIMIT and seconds(read, text) > LIMIT:
                yield start, unit


SKIPS, DATES = data("intake", "skips.toml"), data("intake", "datelines.toml")
CASES = [
    *((rule["id"], rule_for, rule["catches"]) for rule in SKIPS["rule"]),
    ("label", find_skips, SKIPS["label"]["catches"]),
    *((row["id"], find_day, [text for text, _ in row["catches"]]) for row in DATES["pattern"]),
    ("a date as written", parse_day, ["Thu, 03 April 2031 23:30:00 -0500", "Sept. 9, 2030"]),
    ("quotations", find_quotations, ["“No truce,” she said.", "'No,' he's said"]),
    ("times", lambda text: find_times(text, "2031-04-03"), ["from early April to the"]),
]


@pytest.mark.parametrize(("case", "read", "texts"), CASES, ids=[case for case, *_ in CASES])
def test_repeated_text_is_answered_at_once(case, read, texts):
    assert not next(slow(read, texts), None), case
