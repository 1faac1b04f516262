"""Where a text may speak of time: the rules run around their signs, the longest match stays."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from truceline.model import Span
from truceline.resolving.timex.guards import GUARDS
from truceline.resolving.timex.lexicon import Rule, rules, signs

_BEFORE, _AFTER = 56, 64
"""How many characters around a sign of time the rules look at."""
_TOKEN = re.compile(
    r"[A-Za-z]+|(?<!\d)(?:(?P<decade>\d{4}(?=[’']?s\b))|(?P<year>\d{4}(?!\d)))"
    r"|(?P<clock>\d(?=:\d)|\d(?= ?[AaPp]\.?[Mm]\b))"
    r"|(?P<ordinal>\d(?=st\b|nd\b|rd\b|th\b))|(?P<era>\d(?= ?[BA]\.[CD]))"
    r"|(?P<apostrophe>[’'](?=\d\d(?!\d)))|(?<!\d)(?P<hundreds>\d{3})(?!\d)"
)
_WORD = re.compile(r"\w*")


class Found(NamedTuple):
    """A match of a rule that its guard let through."""

    match: re.Match[str]
    rule: Rule
    span: Span


def _windows(text: str) -> dict[str, list[Span]]:
    """Return for each sign of time the stretches of ``text`` around it."""
    words = signs()
    windows: dict[str, list[Span]] = {}
    for token in _TOKEN.finditer(text):
        names = (token.lastgroup,) if token.lastgroup else words.get(token[0].lower(), ())
        for name in names:
            _widen(windows.setdefault(name, []), token.span(), text)
    return windows


def _widen(windows: list[Span], token: tuple[int, int], text: str) -> None:
    """Add the stretch around a token to ``windows``, joined to the last one if they touch."""
    start, end = max(0, token[0] - _BEFORE), min(len(text), token[1] + _AFTER)
    rest = _WORD.match(text, end, end + _AFTER)
    end = rest.end() if rest else end
    if windows and start <= windows[-1].end:
        start = windows.pop().start
    windows.append(Span(start, end))


def _matches(text: str) -> Iterable[Found]:
    """Yield every match of every rule that its guard lets through."""
    windows = _windows(text)
    for rule in rules():
        guard = GUARDS.get(rule.make)
        for window in windows.get(rule.needs, ()):
            if rule.beside and not rule.beside.search(text, window.start, window.end):
                continue
            for match in rule.pattern.finditer(text, window.start, window.end):
                if guard is None or guard(text, match):
                    yield Found(match, rule, Span(*match.span()))


def _longest(found: Iterable[Found]) -> list[Found]:
    """Return matches that do not overlap, the longest first chosen, in reading order."""
    taken: list[Found] = []
    group: list[Found] = []
    for one in sorted(found, key=lambda item: item.span.start):
        if group and one.span.start >= max(item.span.end for item in group):
            taken += _settle(group)
            group = []
        group.append(one)
    return taken + _settle(group)


def _settle(group: list[Found]) -> list[Found]:
    """Return the longest matches of a group of overlapping ones, in reading order."""
    kept: list[Found] = []
    for one in sorted(group, key=lambda item: item.span.start - item.span.end):
        if not any(one.span.overlaps(other.span) for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda item: item.span.start)


def scan(text: str) -> list[Found]:
    """Return the matches of all rules in ``text`` that stay, in reading order."""
    return _longest(_matches(text))
