"""Who brokers a truce, a deal or talks is no party to them but goes between the parties.

"A truce brokered by Keth", "Rhun helped broker a pause", "Keth has brokered talks": the reader
often takes these for who acts. The verbs are ``between`` of ``data/people.toml``.
"""

from __future__ import annotations

from truceline.coding.clauses import own_or_shared, subtree
from truceline.coding.roles import TOGETHER
from truceline.coding.wordlists import word_lists
from truceline.model import Anchor, Sentence, Span
from truceline.reading.nearby import touched

_PAIRS = frozenset(("sides", "parties"))
"""Who may broker a deal of their own."""


def brokered(anchor: Anchor, at: int, sentence: Sentence) -> Anchor:
    """Make mediators of those by whom what others do together is "brokered", or who broker it."""
    if anchor.kind not in TOGETHER:
        return anchor
    words, between = sentence.words, word_lists("people.toml")["between"]
    agents = [
        Span(w.span.end, _end_of_agents(i, w.head, sentence))
        for i, w in enumerate(words)
        if i and w.relation == "case" and w.head > i and w.text.lower() == "by"
        if between & {words[i - 1].lemma, words[words[w.head].head].lemma}
    ]
    agents += _brokers(at, sentence)
    if not agents:
        return anchor
    roles = (
        r.called("mediators")
        if r.name in ("actors", "targets")
        and any(span.overlaps(r.span) and r.span.start >= span.start for span in agents)
        else r
        for r in anchor.roles
    )
    return anchor._replace(roles=tuple(roles))


def _brokers(at: int, sentence: Sentence) -> list[Span]:
    """Return who brokers what the word at ``at`` tells of: "Rhun helped broker a pause"."""
    words, between = sentence.words, word_lists("people.toml")["between"]
    verb = at if words[at].tag.startswith("VB") else words[at].head
    made = verb == at or words[at].relation == "obj"
    if verb < 0 or not made or words[verb].lemma not in between:
        return []
    subject = own_or_shared(verb, sentence)
    return [] if subject is None else [subtree(subject, sentence)]


def _end_of_agents(by: int, head: int, sentence: Sentence) -> int:
    """Return where those end who are named behind "by": before "between Keth and Rhun"."""
    words = sentence.words
    end = max(subtree(head, sentence).end, words[head].span.end)
    last = (w.span.start for w in words[by + 1 :] if w.tag in ("IN", "VBN", "VBD"))
    return min(end, next(last, end))


def spare_brokers(anchor: Anchor, sentence: Sentence | None) -> Anchor:
    """Return ``anchor`` with those who broker what it tells of as mediators and not as actors."""
    if anchor.kind not in TOGETHER or sentence is None:
        return anchor
    brokers = [who for verb in _brokering(anchor, sentence) if (who := _broker(verb, sentence))]
    moved = (
        role.called("mediators")
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
    brokering = word_lists("people.toml")["between"]
    verbs = {i for i in inside if words[i].lemma in brokering}
    verbs |= {words[i].head for i in inside if words[i].relation == "obj"}
    verbs |= {i for i, w in enumerate(words) if w.relation == "acl:relcl" and w.head in inside}
    return sorted(v for v in verbs if v >= 0 and words[v].lemma in brokering)


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
