"""Known names in running text: where each stands, and the row that it means there.

The longest name that begins with a word wins. Left alone are names without the capitals that they
are written with, surnames that are too short to tell, and words that are part of a longer name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from truceline.model import Span
from truceline.resolving.index import Asked, Index, choose
from truceline.resolving.names import plain
from truceline.resolving.pieces import bare, cased, endings, in_longer_name
from truceline.resolving.roster import Entry, read_roles

_AHEAD = 9
"""Characters before an adjective in which "Latin" and "African" stand."""
_WORD = re.compile(r"[^\W_]+(?:[.'’][^\W_]+)*\.?")


def spot(text: str, index: Index, asked: Asked) -> list[tuple[Span, Entry]]:
    """Return the known names in ``text``, in reading order, with the rows that they mean."""
    words = list(_WORD.finditer(text))
    keys = [plain(word.group()) for word in words]
    starts = index.starts
    found: list[tuple[Span, Entry]] = []
    at = 0
    for begin, key in enumerate(keys):
        if begin < at:
            continue
        name = bare(words[begin].group(), key)
        sizes = starts.get(key, ()) if name == key else _sizes(starts, key, name)
        if not sizes:
            continue
        end = begin + sizes[0]
        step, hit = _match(text, words[begin:end], keys[begin:end], sizes, index, asked)
        if hit:
            found.append(hit)
        at = begin + step
    return found


def _sizes(starts: dict[str, tuple[int, ...]], *first: str) -> list[int]:
    """Return how many words names have that begin with one of some words, the most first."""
    return sorted({size for word in first for size in starts.get(word, ())}, reverse=True)


def _match(
    text: str,
    words: list[re.Match[str]],
    keys: list[str],
    sizes: Sequence[int],
    index: Index,
    asked: Asked,
) -> tuple[int, tuple[Span, Entry] | None]:
    """Return how many words to go on, and the longest known name that begins ``words``.

    ``sizes`` are the numbers of words that such a name may have.
    """
    for size in sizes:
        if size > len(words):
            continue
        last = words[size - 1]
        for key, end in endings(keys[:size], last.group(), last):
            if key not in index.names:
                continue
            span = Span(words[0].start(), end)
            entry = _meant(key, text, span, index, asked)
            if entry:
                return size, (span, entry)
    return 1, None


def _meant(key: str, text: str, span: Span, index: Index, asked: Asked) -> Entry | None:
    rows = index.names.get(key)
    if not rows or not cased(span.of(text), index.cased[key]):
        return None
    if key in read_roles()["shy"] or _is_of_world(key, text, span):
        return None
    if key in read_roles()["ambiguous"] and in_longer_name(text, span):
        return None
    return choose(rows, asked)


def _is_of_world(key: str, text: str, span: Span) -> bool:
    """Tell whether an adjective in a text is that of a part of the world: "Latin American"."""
    ahead = text[max(0, span.start - _AHEAD) : span.start].split()[-1:]
    return any(f"{plain(word)} {key}" in read_roles()["of_world"] for word in ahead)
