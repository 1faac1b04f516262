"""Which name of an article a word is the adjective of: "Velandic" of Veland.

The endings are data: ``[kin]`` of ``data/actors.toml``.
"""

from __future__ import annotations

from collections.abc import Iterable

from truceline.reading.coreference import Chain
from truceline.resolving.habits import read_habits
from truceline.resolving.names import plain

_MOST_SPACES = 2
"""Spaces in a name that has an adjective."""
_SHORTEST = 3
"""Letters that a stem has more than."""


class Adjectives:
    """The names of one article by the stems that their adjectives share with them."""

    def __init__(self, chains: Iterable[Chain]) -> None:
        self._names: dict[str, str] = {}
        self._bases: dict[str, str | None] = {}
        for chain in chains:
            personal = chain.kind == "person" and " " in chain.name
            if chain.named and not personal:
                for form in _stems(chain.name, read_habits().names):
                    if len(chain.name) < len(self._names.get(form, chain.name + " ")):
                        self._names[form] = chain.name

    def base(self, word: str) -> str | None:
        """Return the name in the article that ``word`` is the adjective of."""
        if word not in self._bases:
            self._bases[word] = self._base(word)
        return self._bases[word]

    def _base(self, word: str) -> str | None:
        for stem in _stems(word, read_habits().adjectives, ends=True):
            name = self._names.get(stem)
            if name and name != word:
                return name
        return None


def _stems(name: str, endings: tuple[str, ...], *, ends: bool = False) -> list[str]:
    """Return the stems of a name without its ending; with ``ends`` only those."""
    word = plain(name)
    if not word or word.count(" ") > _MOST_SPACES:
        return []
    if ends and word.endswith("s"):
        word = word[:-1]
    bent = word.endswith(endings)
    cut = [
        word[: -len(e)]
        for e in endings
        if bent and word.endswith(e) and len(word) - len(e) > _SHORTEST
    ]
    return cut if ends else [word, *cut]
