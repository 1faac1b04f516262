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
_GLUE = (  # marks that lie on the letter before them, and signs that are not seen
    "\u00ad\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u200b-\u200f\u202a-\u202e\u2060\ufe00-\ufe0f\ufeff"
)
_LETTER = f"(?:[^\\W\\d_ʼ]|[{_GLUE}])"
_INNER = f"(?:[^\\W_ʼ]|[{_GLUE}])"

_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
_BULLET = re.compile(r"\s*(?:[•‣▪●◦■►*–—-]\s|\d{1,3}[.)]\s|\d{1,2}[:.]\d{2}\b)")
_STOP = re.compile(
    rf"(?:\.(?:[ ]\.)+|[.!?…؟।۔。！？]+)(?:''|[{_CLOSE}])*(?:\s?\[\d{{1,3}}\])*"
    r"|\s(?=[•‣▪●◦■►]\s)"
)
_BEFORE = re.compile(r"[^\s\"'“”‘’«»()\[\]—–/-]+$")
_NEXT_WORD = re.compile(rf"[{_OPEN}\s]*([^\W_]+)")
_ENUMERATOR = re.compile(r"\W*(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,4})\Z")
_AGENCY = re.compile(r"\s/[A-Za-z]{2,12}/|\s\([^()\n]{2,40}\)\s*[–—-]")
_DATELINE = re.compile(
    r"[A-Z][^\Wa-z\d_]{2,}(?:[ '’-][^\Wa-z\d_]+){0,3}"
    r"(?:, [^.!?()]{3,30})?(?: \([^()]{2,40}\))?"
)
_PAGE_TITLE = re.compile(
    r".{8,200}? [-–—|] [A-Z][\w. ]{1,30}? [-–—|] \d{1,2}[./]\d{1,2}[./](?:19|20)\d\d(?=\s+\W?[A-Z])"
)
"""The title of a page, its outlet and its date, with the text right behind it."""
_TITLE_WORDS = 4
_MARGIN = 200
"""Characters of white space that may stand before a headline."""
_AGENCY_BEFORE = re.compile(r"/[A-Za-z]{2,12}/\Z")
_DOTTED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]\Z|[A-Z]\Z")
_GLUED = re.compile(rf"[{_OPEN}]?([A-Z](?:[a-z]+|(?=\s)))")


_ABBREVIATIONS = ("titles", "before_numbers", "calendar", "others")
_MARK = "['’ʼ]"
_CLITIC = rf"{_MARK}(?i:s|m|d|re|ve|ll)\b"

# Each alternative takes what one word may be at this place; the first that fits wins. Repetitions
# that might fail after a long run are bounded, so that no text makes the search slow. Most words
# are letters before a space or a comma: if these cannot be two ("cannot"), nothing else is tried.
_WORD = rf"""
  (?=\S)(?:
    [A-Za-z][a-z]*(?<![nN]t)(?<![nN]ot)(?<!nna)(?<!tta)(?=[ ,])
  | (?:https?://|ftp://|www\.)[^\s<>"“”]*[^\s<>"“”.,;:!?)\]'’]         # address
  | [\w.+-]{{1,64}}@[\w-]{{1,64}}(?:\.[\w-]{{1,64}}){{0,6}}            # e-mail
  | (?:[a-z]{{2,20}}\.){{2,6}}[a-z]{{2,20}}\b
  | (?:[\w-]{{1,64}}\.){{1,6}}(?i:ENDINGS)\b(?:/[^\s<>"“”]*[\w/])?     # domain, file
  | (?:[A-Za-z][a-z]?\.)(?:[A-Za-z]\.)+(?!\w{{2}}) | (?:[A-Z]\.)+[A-Z]\b            # U.S., Ph.D.
  | (?:[^\W\d_]\.){{2,}}
  | (?<!\S)[:;]-?[()DP](?!\S)
  | \d+(?:-\d+){{2,}}\b | \d{{3}}-\d{{4}}\b                            # telephone, ISO date
  | \d+(?:[.,:/]\d+)*(?=(?:am|pm|AM|PM|km|kg|mph|bn|mn|k|m|mm|cm)\b)   # 10am, 5km
  | \d+(?:[.,:/]\d+)*(?:[^\W_]|[{_GLUE}])*
  | (?i:can(?=not\b)|gon(?=na\b)|got(?=ta\b)|wan(?=na\b)|(?:NEGATED)(?=nt\b))
  | (?i:(?:PREFIXES)-)[^\W\d_]+
  | [A-Z]{{1,4}}&[A-Z]{{1,4}}\b
  | [A-Za-z]+?(?=n{_MARK}t\b|N{_MARK}T\b) | [nN]{_MARK}[tT]\b
  | {_CLITIC}
  | [A-Za-z]{{1,12}}\.(?P<dot>)                                        # perhaps an abbreviation
  | {_LETTER}{_INNER}*(?:(?:_+|(?!{_CLITIC}){_MARK}(?={_LETTER})){_INNER}+)*
  | [#@][^\W\d_]\w*
  | \.\.+ | [.!?]{{2,}} | (?P<run>[^\w\s"'()\[\]{{}}“”‘’«»‹›„‚])(?P=run)+ | _+ | `` | ''
  | \S(?:[{_GLUE}]|(?<=\u200d)\S)*
  )
"""


@functools.cache
def _lists() -> dict[str, frozenset[str]]:
    path = resources.files("truceline.reading") / "data" / "sentences.toml"
    return {
        name: frozenset(words.split())
        for name, words in tomllib.loads(path.read_text("utf-8")).items()
    }


@functools.cache
def capital_abbreviations() -> frozenset[str]:
    """Return the abbreviations that are written with a capital: titles, days and months."""
    listed = _lists()["titles"] | _lists()["calendar"]
    return frozenset(word for word in listed if word[0].isupper() and "." not in word)


def split_sentences(text: str, skips: tuple[Skip, ...] = ()) -> list[Span]:
    """Return the sentences of ``text`` in order, trimmed of white space, outside ``skips``."""
    pieces = (piece for block in split_paragraphs(text, skips) for piece in _cut(text, block))
    spans = (_trim(text, piece) for piece in pieces)
    return [span for span in spans if span.start < span.end]


def split_paragraphs(text: str, skips: tuple[Skip, ...] = ()) -> list[Span]:
    """Return the stretches outside ``skips`` that no sentence leaves: paragraphs and headlines.

    A line end inside a paragraph that was wrapped by machine is no boundary.
    """
    return [block for part in _readable(len(text), skips) for block in _blocks(text, part)]


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
    gap = text[line.end : following.start]
    return max(gap.count("\n"), gap.count("\r")) <= 1 and "\u2029" not in gap


def _is_full(text: str, line: Span, following: Span, width: int) -> bool:
    """Tell whether the first word of the next line would not have fitted on this one."""
    head = text[following.start : following.start + 40].split(maxsplit=1)[0]
    return line.end - line.start + 1 + len(head) > width


def _wrap_width(text: str, lines: list[Span]) -> int:
    """Return the column at which the lines were wrapped by machine, 0 if they were not."""
    pairs = [
        (line, following)
        for line, following in itertools.pairwise(lines)
        if _adjacent(text, line, following) and not _BULLET.match(text, following.start)
    ]
    if len(pairs) < 2:
        return 0
    width = max(line.end - line.start for line, _ in pairs)
    if not 40 <= width <= 120:
        return 0
    full = [line for line, following in pairs if _is_full(text, line, following, width)]
    open_ended = sum(text[line.end - 1] not in '.!?"”' for line in full)
    return width if len(full) >= 0.75 * len(pairs) and open_ended * 2 > len(full) else 0


def _runs_on(text: str, line: Span, following: Span, width: int) -> bool:
    """Tell whether a sentence may run over the end of ``line`` into the next line."""
    if not _adjacent(text, line, following) or _BULLET.match(text, following.start):
        return False
    if text[following.start].islower() and text[line.end - 1] not in ".!?:;":
        return True
    return width > 0 and _is_full(text, line, following, width)


def _cut(text: str, block: Span) -> Iterator[Span]:
    start = block.start
    titled = _title_end(text, block)
    if titled:
        yield Span(start, titled)
        start = titled
    for match in _STOP.finditer(text, start, block.end):
        end = match.end()
        if end < block.end and start < match.start() and not _is_dateline(text, block, match):
            end = _end_of(text, Span(start, block.end), match)
            if end > 0:
                yield Span(start, end)
                start = end
    yield Span(start, block.end)


def _title_end(text: str, block: Span) -> int:
    """Return where a headline ends that the text follows without a stop; 0 if there is none.

    The title of a page, or small words of a first sentence before a word that opens a report:
    "Envoys of Rhun and Selm agree on a truce The envoys of ...".
    """
    titled = _PAGE_TITLE.match(text, block.start, block.end)
    if titled:
        return titled.end()
    if text[max(0, block.start - _MARGIN) : block.start].strip() or block.start > _MARGIN:
        return 0
    found = _headline().match(text, block.start, block.end)
    words = found.group().split() if found else []
    rest = [word for word in words[1:] if word[0].isalpha()]
    small = sum(word[0].islower() for word in rest)
    if found is None or len(words) < _TITLE_WORDS or small * 2 < len(rest):
        return 0
    return 0 if words[-1].lower() in _lists()["unfinished"] else found.end()


@functools.cache
def _headline() -> re.Pattern[str]:
    opens = rf"(?:{_alternatives('leads')})"
    return re.compile(
        rf"[^.!?…\n\r]{{15,200}}?[^\W_](?=[ \u00a0](?:{opens} [a-z]|The [A-Z]{{2,}}\b))"
    )


def _end_of(text: str, span: Span, match: re.Match[str]) -> int:
    """Return where the sentence begun at ``span.start`` ends by this stop, 0 if it does not."""
    stop, end = match.group(), match.end()
    if stop.isspace():
        return end
    after = text[end : min(end + 80, span.end)]
    before = text[max(span.start, match.start() - 40) : match.start()]
    if after[0].isspace():
        return end if _ends(span, match, before, after) else 0
    if stop[-1] == '"' and text.count('"', max(span.start, end - 2000), end) % 2 == 1:
        stop, after, end = stop[:-1], f'"{after}', end - 1
    return end if _ends_glued(before, stop, after) else 0


def _is_dateline(text: str, block: Span, match: re.Match[str]) -> bool:
    """Tell whether only place, date and agency precede the stop ("KARSK, May 5. /OPA/. ...")."""
    if match.group() != "." or match.start() - block.start > 70:
        return False
    head = text[block.start : match.start()]
    ends = _DATELINE.fullmatch(head) or _AGENCY_BEFORE.search(head)
    return ends is not None or _AGENCY.match(text, match.end(), block.end) is not None


def _ends_glued(before: str, stop: str, after: str) -> bool:
    """Tell whether a stop without a space behind it ends a sentence ("the war.The talks")."""
    if stop[0] in "。！？।۔":
        return True
    word, following = _BEFORE.search(before), _GLUED.match(after)
    if word is None or following is None or "@" in word.group():
        return False
    last, head = word.group(), following.group(1)
    if head in _lists()["openers"]:
        return _word_ends(last, head)
    if len(last) < 2 or not last.isalnum() or head.lower() in _lists()["endings"]:
        return False
    closed = last[-1].islower() or last[-1].isdigit() or stop[-1] in _CLOSE
    return closed and _word_ends(last, head)


def _ends(span: Span, match: re.Match[str], before: str, after: str) -> bool:
    """Tell whether a stop with a space behind it ends the sentence that began at ``span.start``."""
    stop, word = match.group(), _NEXT_WORD.match(after)
    if word is None:
        known = _BEFORE.search(before)
        return stop != "." or known is None or _word_ends(known.group(), "-")
    following = word.group(1)
    if following[0].islower():
        return _ends_before_small(before, stop)
    if stop == ".":
        return _full_stop_ends(before, following, match.start() - span.start)
    if stop[0] in ".…" and before[-1:].isspace():
        return following in _lists()["openers"]
    return stop[0] == "." or not _is_said(stop, after, following)


def _ends_before_small(before: str, stop: str) -> bool:
    """Tell whether the stop ends a sentence although the next begins with a small letter."""
    if stop in {"?", "!"}:
        return True
    word = _BEFORE.search(before)
    if stop != "." or word is None or len(word.group()) < 4 or not word.group().isalpha():
        return False
    return not any(word.group() in _lists()[name] for name in _ABBREVIATIONS)


def _is_said(stop: str, after: str, following: str) -> bool:
    """Tell whether a quoted question or cry goes on with who said it."""
    if stop[-1] not in _CLOSE or following in _lists()["openers"]:
        return False
    words = re.split(r"[,.;:]", after, maxsplit=1)[0].split()[:6]
    return any(word in _lists()["saying"] for word in words)


def _full_stop_ends(before: str, following: str, length: int) -> bool:
    """Judge a bare full stop by the words around it, ``length`` characters into its sentence."""
    if length < 8 and _ENUMERATOR.match(before):
        return False
    word = _BEFORE.search(before)
    return word is None or _word_ends(word.group(), following)


def _word_ends(word: str, following: str) -> bool:
    """Tell whether a stop after ``word`` ends a sentence, given the word that follows."""
    lists = _lists()
    if word in lists["titles"]:
        return False
    if word in lists["before_numbers"] or word in lists["calendar"]:
        return not following[0].isdigit()
    if word in lists["others"] or _DOTTED.match(word):
        return following in lists["openers"]
    return True


def _alternatives(name: str) -> str:
    return "|".join(sorted(_lists()[name], key=lambda word: (-len(word), word)))


@functools.cache
def _word_pattern() -> re.Pattern[str]:
    return re.compile(
        _WORD.replace("PREFIXES", _alternatives("prefixes"))
        .replace("ENDINGS", _alternatives("endings"))
        .replace("NEGATED", _alternatives("bare_negations")),
        re.VERBOSE,
    )


def split_words(text: str, span: Span) -> list[Span]:
    """Return the words of the sentence ``span`` in order; together they cover all but space."""
    found: list[Span] = []
    pattern, at = _word_pattern(), span.start
    while (match := pattern.search(text, at, span.end)) is not None:
        start, at = match.span()
        if match.group("dot") is not None and not _keeps_stop(text, Span(start, at), span.end):
            at -= 1
        found.append(Span(start, at))
    return found


def unglue(text: str, words: list[Span], names: set[str]) -> list[Span]:
    """Return ``words`` with a word glued to one of ``names`` cut off: "Selkinhas"."""
    found: list[Span] = []
    glued = tuple(_lists()["glued"])
    for span in words:
        word = span.of(text)
        end = next((e for e in glued if word.endswith(e)), "") if word.endswith(glued) else ""
        if end and word[:1].isupper() and word[: -len(end)] in names:
            middle = span.end - len(end)
            found += [Span(span.start, middle), Span(middle, span.end)]
        else:
            found.append(span)
    return found


@functools.cache
def _stopped() -> frozenset[str]:
    lists = _lists()
    return lists["titles"] | lists["calendar"] | lists["others"]


def _keeps_stop(text: str, word: Span, end: int) -> bool:
    """Tell whether the stop after a word is part of it: an abbreviation or an initial."""
    name = text[word.start : word.end - 1]
    after = text[word.end : word.end + 3]
    if name in _stopped():
        return True
    if len(name) == 1 and name.isupper():
        return word.end < end and (after[:1].isspace() or after[:1].isalpha())
    return name in _lists()["before_numbers"] and after.strip()[:1].isdigit()
