"""What the parts of an article's cast ask of it while it is made, and after."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Protocol

from truceline.model import Span
from truceline.reading.coreference import Chains
from truceline.resolving.parties import Resolution


class Draft(Protocol):
    """A cast as far as it is made: what is not yet found out is nobody and nothing."""

    text: str
    chains: Chains
    on: str | None
    offices: Counter[str]
    """How often each state is named as the owner of a government or an army."""

    @property
    def known(self) -> Sequence[tuple[Span, Resolution]]:
        """The names that the data know, in reading order, with who they are."""
        ...

    @property
    def states(self) -> Counter[str]:
        """How much the article is about each state."""
        ...

    def of_chain(self, number: int, depth: int = 0) -> Resolution:
        """Return whom a chain stands for; ``depth`` says how many others asked for one before."""
        ...

    def resolve(self, words: str) -> Resolution:
        """Return who ``words`` are by the data, given the other names in the article."""
        ...

    def known_near(self, span: Span) -> Sequence[tuple[Span, Resolution]]:
        """Return the names that the data know among which are all those that overlap ``span``."""
        ...

    def paragraph(self, place: int) -> Span | None:
        """Return the paragraph at ``place`` in a digest."""
        ...

    def group(self, place: int) -> Resolution | None:
        """Return the armed group that "the rebels" at ``place`` are, if exactly one is named."""
        ...

    def is_group(self, party: str) -> bool:
        """Tell whether a party is an armed group of the article."""
        ...

    def main_state(self, place: int) -> str | None:
        """Return the state of a bare "the army" at ``place``."""
        ...

    def ranked_states(self, place: int) -> list[str]:
        """Return the states that the article is about at ``place``, the most spoken of first."""
        ...
