"""Spaces, hyphens and apostrophes as most texts have them, for those that have others."""

from __future__ import annotations

import re

_USUAL = str.maketrans(
    dict.fromkeys("\u00a0\u2007\u2009\u200a\u202f\u2002\u2003\u2005\u2006\u2008\u205f\u3000", " ")
    | {"\u2010": "-", "\u2011": "-"}
)
"""Spaces that break no line or have a width of their own; hyphens that are not on a keyboard."""
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])[´`‛′](?=(?:s|t|d|m|re|ve|ll)\b)")


def with_usual_marks(text: str) -> str:
    """Return a text of the same length with the usual space, hyphen and apostrophe."""
    text = text.translate(_USUAL)
    return _APOSTROPHE.sub("’", text) if not text.isascii() or "`" in text else text
