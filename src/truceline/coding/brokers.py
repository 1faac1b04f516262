"""Who brokers a truce, a deal or talks is no party to them: "Keth has brokered talks".

The reader often takes the subject of such a verb for one who acts.
"""

from __future__ import annotations

from truceline.coding.clauses import own_or_shared, subtree
from truceline.model import Anchor, Sentence, Span
from truceline.reading.nearby import touched

BETWEEN = frozenset(("meeting", "agreement", "ceasefire"))
"""Kinds that somebody may go between."""
_BROKERS = frozenset(("broker", "mediate", "facilitate"))
_PAIRS = frozenset(("sides", "parties"))
"""Who may broker a deal of their own."""


def spare_brokers(anchor: Anchor, sentence: Sentence | None) -> Anchor:
    """Return ``anchor`` with those who broker what it tells of as mediators and not as actors."""
    if anchor.kind not in BETWEEN or sentence is None:
        return anchor
    brokers = [who for verb in _brokering(anchor, sentence) if (who := _broker(verb, sentence))]
    moved = (
        role._replace(name="mediators")
        if role.name == "actors" and any(role.span.overlaps(who) for who in brokers)
        else role
        for role in anchor.roles
    )
    return anchor._replace(roles=tuple(dict.fromkeys(moved))) if brokers else anchor


def _brokering(anchor: Anchor, sentence: Sentence) -> list[int]:
    """Return the verbs by which somebody brokers what the words of an anchor name.

    They are the anchor, it is their object, or they tell of it ("the truce that Keth brokered").
    """
    words, inside = sentence.words, touched(anchor.span, sentence.words)
    verbs = {i for i in inside if words[i].lemma in _BROKERS}
    verbs |= {words[i].head for i in inside if words[i].relation == "obj"}
    verbs |= {i for i, w in enumerate(words) if w.relation == "acl:relcl" and w.head in inside}
    return sorted(v for v in verbs if v >= 0 and words[v].lemma in _BROKERS)


def _broker(verb: int, sentence: Sentence) -> Span | None:
    """Return who brokers: the subject of the verb, or of "played a role in" brokering."""
    words = sentence.words
    passive = any(w.head == verb and w.relation == "aux:pass" for w in words)
    bare = words[verb].tag == "VBN" and not any(
        w.head == verb and w.relation == "aux" for w in words
    )
    if passive or bare:
        return None
    noun = words[verb].head if words[verb].relation == "acl" else -1
    part = noun >= 0 and words[verb].tag == "VBG" and words[noun].relation == "obj"
    subject = own_or_shared(words[noun].head if part else verb, sentence)
    if subject is None or words[subject].text.lower() in _PAIRS:
        return None
    return subtree(subject, sentence)
