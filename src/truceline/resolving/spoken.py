"""Where an article names its persons: who comes only later, and who only in what another says."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property

from truceline.model import Quotation, Sentence, Span
from truceline.reading.nearby import touched
from truceline.resolving.draft import Draft

SENTENCE_ENDS = re.compile(r"[.!?][\"”’)]*\s|\n")


class Spoken:
    """The persons of one article by where they are named."""

    def __init__(
        self, cast: Draft, sentences: Sequence[Sentence], quotations: Sequence[Quotation]
    ) -> None:
        self._cast, self._sentences, self._quotations = cast, sentences, quotations

    def is_named_after(self, name: str, span: Span) -> bool:
        """Tell whether a person is named for the first time in a sentence behind ``span``."""
        first = self._first_named.get(name, 0)
        return first > span.end and bool(SENTENCE_ENDS.search(self._cast.text, span.end, first))

    @cached_property
    def _first_named(self) -> dict[str, int]:
        """Where each person of the article is first named."""
        found: dict[str, int] = {}
        for number, chain in enumerate(self._cast.chains.chains):
            if chain.named and chain.kind == "person":
                name = self._cast.of_chain(number).name
                start = min(span.start for span in (*chain.spans, *chain.descriptions))
                found[name] = min(start, found.get(name, start))
        return found

    def beside(self, span: Span) -> frozenset[str]:
        """Return the persons named only in the quotations beside which ``span`` stands.

        Who speaks says "I", so that "he said" is none of them. None beside one within a quotation.
        """
        inside: set[str] = set()
        outside: set[str] = set()
        for beside in (self._sentences[n].span for n in touched(span, self._sentences)):
            quoted = self._quoted(beside)
            if any(each.covers(span) for each in quoted):
                return frozenset()
            inside.update(name for each in quoted for _, name in self._persons_in(each))
            outside.update(
                name
                for place, name in self._persons_in(beside)
                if not any(each.covers(place) for each in quoted)
            )
        return frozenset(inside - outside)

    def _quoted(self, span: Span) -> list[Span]:
        """Return the quotations that overlap a stretch of the text."""
        first = bisect_right(self._quotations, span.start, key=lambda q: q.outer.end)
        last = bisect_left(self._quotations, span.end, key=lambda q: q.outer.start)
        return [quotation.outer for quotation in self._quotations[first:last]]

    def _persons_in(self, span: Span) -> Iterator[tuple[Span, str]]:
        """Yield the persons named within a stretch of the text, and where."""
        chains = self._cast.chains
        for index in chains.within(span):
            mention = chains.mentions[index]
            if chains.chains[mention.chain].kind == "person" and chains.forms[index] == "name":
                yield mention.span, self._cast.of_chain(mention.chain).name
