"""Lemmas: the network's edit scripts, held against English spelling and a list of known words.

A script is ``case|cut|suffix`` with an optional fixed lemma: cut that many characters from the end
of the form and append the suffix; ``case`` says whether to lower the form first. Irregular lemmas
that share no stem are ``=lemma``. The scheme follows the edit-script lemmatisation of UDPipe 2
(Straka 2018), simplified to suffixes. A script alone makes words that are none ("reporte"); so
irregular forms come from ``data/lemmas.toml``, and of the scripts the network thinks likely, and
the regular endings of the word's tag, the first that makes a known word is taken; where none does,
spelling tells ("invoked" is of "invoke"). A word without an ending is its own lemma.
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
_BARE = frozenset(("NN", "JJ", "RB", "UH", "FW"))
"""Tags of words that have no ending to be taken off."""
_VERBS = frozenset(("VBD", "VBN", "VBG", "VBZ", "VBP"))
_ACRONYM = 3
_SHORT = 5
"""Letters of the shortest forms whose spelling tells."""
_CLOSED = re.compile(r"[^aeiou]?[aeiou][^aeiouwxy]$")
_DOUBLED = re.compile(r"([b-df-hj-np-tv-z])\1$")
_LONG = re.compile(r"[aeiou]{2}[^aeiou]$")
"""Two vowels before the last letter: no "e" follows ("explain") but after those of ``_LONG_E``."""
_LONG_E = re.compile(r"(?:ui[dr]|ea[sv]|oi[cs]|ie[v]|ei[vz]|[ao]us)$")
_SILENT = re.compile(r"(?:[cvuz]|[^aeioulrsw]l|[rnld]g|[rnl]s|[aeiou][tksdgmnrpb])$")
"""Ends of a stem that a silent "e" mostly follows: "reduc", "settl", "invok"."""
_UNSTRESSED = re.compile(r"(?:[eo][nr]|ar|el|[eio]t|[oi]m|op)$")
"""Ends that it seldom does: "happen", "offer", "visit"."""


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
    if tag == "NNP":
        return form
    if not form[:1].isalpha() or tag == "NNPS":
        return told[0]
    if tag.startswith(LOWERED) or (form.isupper() and len(form) > _ACRONYM):
        told = [lemma.lower() for lemma in told]
    if tag in _ENDINGS:
        regular = list(_regular(form.lower(), _ENDINGS[tag], known))
        if told[0] in regular and regular[0] != told[0] + "e":
            return told[0]
        agreed = next((lemma for lemma in regular if lemma in told), (regular or [""])[0])
        return agreed or _spelt(form.lower(), _ENDINGS[tag], told[0])
    if tag in _BARE and "'" not in form and "’" not in form:
        return _bare(form, tag, told[0], known)
    return next((lemma for lemma in told if lemma.lower() in known), told[0])


def _bare(form: str, tag: str, told: str, known: Container[str]) -> str:
    """Return a word without an ending, in the letter case of what the network ``told``.

    A common noun that a heading capitalises has none.
    """
    heading = tag == "NN" and form.istitle() and len(form) > 1 and form.lower() in known
    return form.lower() if heading or not told[:1].isupper() else form


def _spelt(form: str, ending: str, told: str) -> str:
    """Return the stem that spelling gives a form with ``ending``, where no word is known."""
    stem = form[: -len(ending)]
    if not form.isalpha() or not form.endswith(ending) or len(form) < _SHORT:
        return told
    if ending == "s":
        broken = form.endswith("ies") and told.lower() in (form, stem, form[:-2], form[:-3])
        return form[:-3] + "y" if broken else told
    if ending not in ("ed", "ing") or (told == stem + "e" and not stem.endswith(("w", "x", "y"))):
        return told
    if ending == "ed" and stem.endswith("i"):
        return stem[:-1] + "y"
    if _DOUBLED.search(stem):
        return stem if stem.endswith(("ll", "ss", "ff", "zz")) else stem[:-1]
    return stem + "e" if _is_silent(stem) else stem


def _is_silent(stem: str) -> bool:
    """Tell whether an "e" that is not heard ends the word of a stem."""
    if _LONG.search(stem) and not _LONG_E.search(stem):
        return False
    return bool(_SILENT.search(stem)) and not _UNSTRESSED.search(stem)


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
        return
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
