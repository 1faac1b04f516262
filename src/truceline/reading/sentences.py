"""Sentences and words by rules: where a text is cut, by offset, without changing a character.

Words follow the English Universal Dependencies treebanks: contractions, possessives, currency and
per-cent signs and hyphens stand by themselves; numbers, addresses and dotted abbreviations are one
word. Every step looks at a bounded stretch, so the time grows with the length of the text.
"""

from __future__ import annotations

import functools
import itertools
import re
import tomllib
from collections.abc import Iterator
from importlib import resources

from truceline.model import Skip, Span

_OPEN = "\"'“‘„‚«‹(\\[{`"
_CLOSE = "\"'”’»›)\\]}"
_GLUE = "\u00ad\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u200b-\u200f\u202a-\u202e\u2060\ufe00-\ufe0f\ufeff"
_LETTER = f"(?:[^\\W\\d_]|[{_GLUE}])"

_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
_BULLET = re.compile(r"\s*(?:[•‣▪●◦■►*–—-]\s|\d{1,3}[.)]\s|\d{1,2}[:.]\d{2}\b)")
_STOP = re.compile(rf"(?:[.!?…。！？]|(?<=\S)\. (?=\.))[.!?…。！？]*(?:''|[{_CLOSE}])*")
_BEFORE = re.compile(r"[^\s\"'“”‘’«»()\[\]—–/-]+$")
_NEXT_WORD = re.compile(rf"[{_OPEN}\s]*([^\W_]+)")
_ENUMERATOR = re.compile(r"\W*(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,4})\Z")
_AGENCY = re.compile(r"\s/[A-Za-z]{2,12}/")
_DOTTED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]\Z|[A-Z]\Z")
_GLUED = re.compile(rf"[{_OPEN}]?[A-Z](?:[a-z]|\s)")


@functools.cache
def _lists() -> dict[str, frozenset[str]]:
    path = resources.files("truceline.reading") / "data" / "sentences.toml"
    return {
        name: frozenset(words.split())
        for name, words in tomllib.loads(path.read_text("utf-8")).items()
    }


def split_sentences(text: str, skips: tuple[Skip, ...] = ()) -> list[Span]:
    """Return the sentences of ``text`` in order, trimmed of white space, outside ``skips``."""
    found = []
    for part in _readable(len(text), skips):
        for block in _blocks(text, part):
            for piece in _cut(text, block):
                span = _trim(text, piece)
                if span.start < span.end:
                    found.append(span)
    return found


def _readable(length: int, skips: tuple[Skip, ...]) -> Iterator[Span]:
    at = 0
    for skip in sorted(skips, key=lambda skip: skip.start):
        if skip.start > at:
            yield Span(at, min(skip.start, length))
        at = max(at, skip.end)
    if at < length:
        yield Span(at, length)


def _trim(text: str, span: Span) -> Span:
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _blocks(text: str, part: Span) -> Iterator[Span]:
    """Yield the stretches that no sentence leaves: paragraphs, headlines, list items."""
    lines = [
        _trim(text, Span(*match.span())) for match in _LINE.finditer(text, part.start, part.end)
    ]
    lines = [line for line in lines if line.start < line.end]
    if not lines:
        return
    width = _wrap_width(text, lines)
    start = lines[0].start
    for line, following in itertools.pairwise(lines):
        if not _runs_on(text, line, following, width):
            yield Span(start, line.end)
            start = following.start
    yield Span(start, lines[-1].end)


def _adjacent(text: str, line: Span, following: Span) -> bool:
    return text.count("\n", line.end, following.start) <= 1


def _is_full(text: str, line: Span, following: Span, width: int) -> bool:
    """Tell whether the first word of the next line would not have fitted on this one."""
    head = text[following.start : following.start + 40].split(maxsplit=1)[0]
    return line.end - line.start + 1 + len(head) > width


def _wrap_width(text: str, lines: list[Span]) -> int:
    """Return the column at which the lines were wrapped by machine, 0 if they were not."""
    pairs = [pair for pair in itertools.pairwise(lines) if _adjacent(text, *pair)]
    if len(pairs) < 2:
        return 0
    width = max(line.end - line.start for line, _ in pairs)
    if not 40 <= width <= 100:
        return 0
    full = sum(_is_full(text, line, following, width) for line, following in pairs)
    return width if full >= 0.75 * len(pairs) else 0


def _runs_on(text: str, line: Span, following: Span, width: int) -> bool:
    if not _adjacent(text, line, following):
        return False
    head = text[following.start : following.start + 40]
    if _BULLET.match(head):
        return False
    if head[0].islower() and text[line.end - 1] not in ".!?:;":
        return True
    return width > 0 and _is_full(text, line, following, width)


def _cut(text: str, block: Span) -> Iterator[Span]:
    start = block.start
    for match in _STOP.finditer(text, block.start, block.end):
        end = match.end()
        if end < block.end and start < match.start() and _ends(text, Span(start, block.end), match):
            yield Span(start, end)
            start = end
    yield Span(start, block.end)


def _ends(text: str, span: Span, match: re.Match[str]) -> bool:
    """Tell whether the stop ``match`` ends the sentence that began at ``span.start``."""
    end = match.end()
    after = text[end : min(end + 80, span.end)]
    before = text[max(span.start, match.start() - 40) : match.start()]
    if not after[0].isspace():
        return _ends_glued(before, match.group(), after)
    word = _NEXT_WORD.match(after)
    if word is None:
        return True
    following = word.group(1)
    if following[0].islower():
        return False
    if match.group().startswith(".") and not match.group().startswith(".."):
        return _full_stop_ends(text, span, match, following)
    return not _is_said(match.group(), after)


def _ends_glued(before: str, stop: str, after: str) -> bool:
    known = _BEFORE.search(before)
    if known is None or "." in known.group() or "@" in known.group():
        return False
    long_enough = len(known.group()) >= 2 and (known.group()[-1].islower() or stop[-1] in _CLOSE)
    return long_enough and _GLUED.match(after) is not None


def _is_said(stop: str, after: str) -> bool:
    """Tell whether a quoted question or cry goes on with who said it."""
    if stop[-1] not in _CLOSE:
        return False
    words = re.split(r"[,.;:]", after, maxsplit=1)[0].split()[:6]
    return any(word in _lists()["saying"] for word in words)


def _full_stop_ends(text: str, span: Span, match: re.Match[str], following: str) -> bool:
    if match.group() != ".":
        return True
    if _AGENCY.match(text, match.end()) and match.start() - span.start < 60:
        return False
    before = text[max(span.start, match.start() - 40) : match.start()]
    if len(before) < 8 and _ENUMERATOR.match(before) and match.start() - span.start < 8:
        return False
    if re.fullmatch(r".*/[A-Za-z]{2,12}/", before) and match.start() - span.start < 70:
        return False
    known = _BEFORE.search(before)
    return known is None or _word_ends(known.group(), following)


def _word_ends(word: str, following: str) -> bool:
    lists = _lists()
    if word in lists["titles"]:
        return False
    if word in lists["before_numbers"] or word in lists["calendar"]:
        return not following[0].isdigit()
    if word in lists["others"] or _DOTTED.match(word):
        return following in lists["openers"]
    return True


_WORD = re.compile(
    rf"""
    (?:https?://|ftp://|www\.)[^\s<>"“”]*[^\s<>"“”.,;:!?)\]'’]
  | [\w.+-]{{1,64}}@[\w-]{{1,64}}(?:\.[\w-]{{1,64}})+
  | (?:[A-Za-z]\.){{2,}}
  | (?:{_LETTER}\.)(?={_LETTER}\.)(?:{_LETTER}\.)+
  | \d+(?:[.,:/]\d+)*(?=(?:am|pm|km|kg|mph|bn|mn|k|m|mm|cm)\b)
  | \d+(?:[.,:/]\d+)*(?:[^\W_]|[{_GLUE}])*
  | (?i:can(?=not\b)|gon(?=na\b)|got(?=ta\b)|wan(?=na\b))
  | [A-Za-z]+?(?=n['’]t\b)
  | n['’]t\b
  | ['’](?:s|m|d|re|ve|ll|S|M|D|RE|VE|LL)\b
  | [A-Za-z]{{1,12}}\.(?=(?P<dot>))
  | (?:[^\W_]|[{_GLUE}])+
  | \.{{2,}} | -{{2,}} | \*+ | _+ | =+ | `` | ''
  | [!?]+
  | \S[{_GLUE}]*
    """,
    re.VERBOSE,
)


def split_words(text: str, span: Span) -> list[Span]:
    """Return the words of the sentence ``span`` in order; together they cover all but space."""
    found: list[Span] = []
    at = span.start
    while (match := _WORD.search(text, at, span.end)) is not None:
        start, end = match.span()
        if match.group("dot") is not None and not _keeps_stop(text, Span(start, end), span.end):
            end -= 1
        found.append(Span(start, end))
        at = end
    return found


@functools.cache
def _stopped() -> frozenset[str]:
    lists = _lists()
    return lists["titles"] | lists["calendar"] | lists["others"]


def _keeps_stop(text: str, word: Span, end: int) -> bool:
    """Tell whether the stop after a word is part of it: an abbreviation or an initial."""
    name = text[word.start : word.end - 1]
    after = text[word.end : word.end + 1]
    if name in _stopped():
        return True
    if len(name) == 1 and name.isupper():
        return word.end < end and (after.isspace() or after.isalpha())
    following = text[word.end : word.end + 3].strip()
    return name in _lists()["before_numbers"] and following[:1].isdigit()
