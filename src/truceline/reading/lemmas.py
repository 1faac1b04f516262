"""Lemmas: the network's edit scripts, held against English spelling and a list of known words.

A script is ``case|cut|suffix`` with an optional fixed lemma: cut that many characters from the end
of the form and append the suffix; ``case`` says whether to lower the form first. Irregular lemmas
that share no stem are ``=lemma``. The scheme follows the edit-script lemmatisation of UDPipe 2
(Straka 2018), simplified to suffixes. A script alone makes words that are none ("reporte"); so
irregular forms come from ``data/lemmas.toml``, and of the scripts the network thinks likely, and
the regular endings of the word's tag, the first that makes a known word is taken.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Container, Iterator, Sequence
from functools import lru_cache
from importlib import resources

LOWERED = ("IN", "DT", "CC", "TO", "MD", "VB", "RB", "WP", "WD", "WR", "PR", "EX", "PD", "RP")
"""Beginnings of the tags of words whose lemma has no capital."""
_ENDINGS = {
    "NNS": "s", "VBZ": "s", "VBD": "ed", "VBN": "ed", "VBG": "ing",
    "JJR": "er", "RBR": "er", "JJS": "est", "RBS": "est",
}  # fmt: skip
_VERBS = frozenset(("VBD", "VBN", "VBG", "VBZ", "VBP"))
_ACRONYM = 3
_CLOSED = re.compile(r"[^aeiou]?[aeiou][^aeiouwxy]$")
_DOUBLED = re.compile(r"([b-df-hj-np-tv-z])\1$")


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


def lemma_of(form: str, tag: str, scripts: Sequence[str], known: Container[str]) -> str:
    """Return the lemma of ``form`` with Penn ``tag``.

    ``scripts`` are the network's, the likeliest first; ``known`` holds words in lower case.
    """
    irregular = _irregular().get((form.lower(), tag))
    if irregular is not None:
        return irregular
    told = [apply_script(form, script) for script in scripts]
    if not form[:1].isalpha() or tag in ("NNP", "NNPS"):
        return told[0]
    if tag.startswith(LOWERED) or (form.isupper() and len(form) > _ACRONYM):
        told = [lemma.lower() for lemma in told]
    if tag in _ENDINGS:
        regular = list(_regular(form.lower(), _ENDINGS[tag], known))
        if told[0] in regular and regular[0] != told[0] + "e":
            return told[0]
        return next((lemma for lemma in regular if lemma in told), (regular or told)[0])
    return next((lemma for lemma in told if lemma.lower() in known), told[0])


def agreed(form: str, tag: str, known: Container[str]) -> str:
    """Return the Penn ``tag`` of a word, with a verb in -s as the third person that it is."""
    if tag != "VBP" or not form.endswith("s") or form.endswith("ss"):
        return tag
    return "VBZ" if any(stem in known for stem in _plural(form.lower())) else tag


def _regular(form: str, ending: str, known: Container[str]) -> Iterator[str]:
    """Yield the known words of which ``form`` is the regular form with ``ending``."""
    if form.endswith(ending) and len(form) > len(ending) + 1:
        stems = _plural(form) if ending == "s" else _stems(form[: -len(ending)], ending)
        yield from (stem for stem in stems if stem in known)


def _plural(form: str) -> Iterator[str]:
    if form.endswith("ies") and len(form) > len("dies"):
        yield form[:-3] + "y"
    if form.endswith(("ches", "shes", "sses", "xes", "zzes", "oes")):
        yield form[:-2]
    yield form[:-1]


def _stems(stem: str, ending: str) -> Iterator[str]:
    """Yield what may stand before "ed", "ing", "er" or "est", the likeliest spelling first."""
    if ending != "ing" and stem.endswith("i"):
        yield stem[:-1] + "y"
    if _DOUBLED.search(stem):
        if stem.endswith(("ll", "ss", "ff", "zz", "dd")):
            yield stem
        yield stem[:-1]
        return
    if _CLOSED.fullmatch(stem[-3:]) and len(re.findall(r"[aeiou]+", stem)) == 1:
        yield stem + "e"
    yield from (stem, stem + "e")


@lru_cache(maxsize=1)
def _irregular() -> dict[tuple[str, str], str]:
    """Return the lemma of each irregular form by word and tag."""
    path = resources.files("truceline.reading") / "data" / "lemmas.toml"
    raw = tomllib.loads(path.read_text("utf-8"))
    kinds = {
        "verbs": _VERBS,
        "nouns": frozenset(("NNS",)),
        "adjectives": frozenset(("JJR", "JJS")),
    }
    found: dict[tuple[str, str], str] = {}
    for kind, tags in kinds.items():
        for row in raw[kind]["forms"].split(";"):
            lemma, *forms = row.split()
            found |= {(form, tag): lemma for form in forms or [lemma] for tag in tags}
    for row in raw["others"]["forms"].split(";"):
        form, tag, lemma = row.split()
        found[(form, tag)] = lemma
    return found
