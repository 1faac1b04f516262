"""Words to the encoder's sub-words."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final

START: Final = 101
SEPARATOR: Final = 102
UNKNOWN: Final = 100
MASK: Final = 103
MOST: Final = 8
"""Sub-words kept of one word: bounds the cost of text without spaces."""


class SubWords:
    """The WordPiece tokenizer of the encoder, one word at a time, with a cache."""

    def __init__(self, tokenizer: Any) -> None:
        self._tokenizer = tokenizer
        self.known = frozenset(w for w in tokenizer.get_vocab() if w.isalpha())
        """Words that are one piece to the encoder, in lower case: common ones."""
        self.of = lru_cache(maxsize=200_000)(self._of)

    @classmethod
    def from_file(cls, path: str) -> SubWords:
        """Load a ``tokenizer.json``."""
        with open(path, encoding="utf-8") as file:  # noqa: PTH123
            return cls.from_json(file.read())

    @classmethod
    def from_json(cls, text: str) -> SubWords:
        """Load the text of a ``tokenizer.json``."""
        from tokenizers import Tokenizer  # noqa: PLC0415  # slow to import

        tokenizer = Tokenizer.from_str(text)
        tokenizer.no_padding()
        tokenizer.no_truncation()
        return cls(tokenizer)

    def _of(self, word: str) -> tuple[int, ...]:
        whole = word[:100].encode("utf-8", "replace").decode("utf-8")  # no half characters
        ids = self._tokenizer.encode(whole, add_special_tokens=False).ids[:MOST]
        return tuple(ids) or (UNKNOWN,)
