"""A truce "which expires on 10 April" is in force, and what breaks it need not be of that day."""

from __future__ import annotations

from truceline.coding.clauses import tops
from truceline.coding.phrases import Phrases
from truceline.coding.wordlists import word_lists
from truceline.model import Anchor, Role, Sentence
from truceline.reading.nearby import touched

_PHRASAL = frozenset(("obl", "nmod", "compound", "nummod", "case", "flat", "amod", "advmod"))
"""Relations by which a date, or a part of it, hangs on its verb."""
_CLIMB = 4
_TIMES = frozenset(("time", "start"))
_PAST = ("VBD", "VBN")


def spare_expiry(anchor: Anchor, phrases: Phrases) -> Anchor:
    """Return ``anchor`` with the day on which a truce will expire as nothing but its end.

    The expiry told as such, as a thing that is planned, keeps its day.
    """
    sentence = phrases.sentence(anchor.span.start)
    planned = anchor.values.get("modality", ("",))[0] == "planned"
    expiring = {r for r in anchor.roles if sentence and _is_expiry(r, sentence)}
    if not expiring:
        return anchor
    kept = [r for r in anchor.roles if r not in expiring or (planned and r.name == "time")]
    if anchor.kind != "ceasefire" or planned:
        return anchor._replace(roles=tuple(kept))
    ended = anchor.values.get("phase", ("", 0.0))
    values = anchor.values | ({"phase": ("in_force", ended[1])} if ended[0] == "ended" else {})
    likeliest = max(expiring, key=lambda r: (r.probability, r.name))
    kept = [r for r in kept if r.name != "end" or r.probability > likeliest.probability]
    return anchor._replace(roles=(*kept, likeliest.called("end")), values=values)


def _is_expiry(role: Role, sentence: Sentence) -> bool:
    """Tell whether a date hangs on a verb by which a truce comes to its end, not in the past."""
    words = sentence.words
    inside = touched(role.span, words) if role.name in _TIMES else ()
    if not inside:
        return False
    at = tops(inside, words)[0]
    for _ in range(_CLIMB):
        if words[at].relation.split(":")[0] not in _PHRASAL or words[at].head < 0:
            return False
        at = words[at].head
        if words[at].tag.startswith("V"):
            return _expires(at, sentence)
    return False


def _expires(at: int, sentence: Sentence) -> bool:
    lists, words = word_lists("expiry.toml"), sentence.words
    lemma, form = words[at].lemma, words[at].text.lower()
    if words[at].tag.startswith(_PAST) or form not in (lemma, f"{lemma}s"):
        return False
    parted = any(w.head == at and w.lemma in lists["particles"] for w in words)
    return lemma in lists["verbs"] or (lemma in lists["parted"] and parted)
