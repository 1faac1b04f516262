"""Lemmas as edit scripts: how to get from a word's form to its lemma.

A script is ``case|cut|suffix`` with an optional fixed lemma: cut that many characters from the end
of the form and append the suffix; ``case`` says whether to lower the form first. Irregular lemmas
that share no stem are ``=lemma``. The scheme follows the edit-script lemmatisation of UDPipe 2
(Straka 2018), simplified to suffixes.
"""

from __future__ import annotations

from functools import lru_cache


def script_of(form: str, lemma: str) -> str:
    """Return the script that turns ``form`` into ``lemma``."""
    case = "l" if lemma == lemma.lower() and form != form.lower() else "k"
    base = form.lower() if case == "l" else form
    shared = 0
    while shared < min(len(base), len(lemma)) and base[shared] == lemma[shared]:
        shared += 1
    if shared == 0:
        return f"={lemma}"
    return f"{case}|{len(base) - shared}|{lemma[shared:]}"


@lru_cache(maxsize=65536)
def apply_script(form: str, script: str) -> str:
    """Return the lemma of ``form`` by ``script``; the form itself where the script cannot apply."""
    if script.startswith("="):
        return script[1:]
    case, cut, suffix = script.split("|", 2)
    base = form.lower() if case == "l" else form
    keep = len(base) - int(cut)
    return base[:keep] + suffix if keep >= 0 and (keep or suffix) else base
