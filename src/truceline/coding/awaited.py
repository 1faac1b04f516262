"""Whose answer is awaited or received: who waits for it, or gets it, does not answer.

"Mediators await Keth's reply", "Rhun has received the rebels' response".
"""

from __future__ import annotations

from collections.abc import Iterator

from truceline.coding.clauses import own_or_shared, subject_of, subtree
from truceline.coding.phrases import Phrases, first_word
from truceline.coding.wordlists import word_lists
from truceline.model import Anchor, Role, Sentence, Span
from truceline.reading.nearby import touched


def spare_waiting(anchor: Anchor, phrases: Phrases) -> Anchor:
    """Return an answer as that of whose it is; who waits for it or gets it may be answered."""
    sentence = phrases.sentence(anchor.span.start) if anchor.kind == "response" else None
    at = first_word(anchor.span, sentence.words) if sentence else None
    if sentence is None or at is None:
        return anchor
    noun, verb = _gotten(at, sentence)
    owner = _owner(noun, sentence, phrases) if noun is not None else None
    if noun is None or verb is None or owner is None:
        return anchor
    getting = _getting(verb, sentence)
    roles = list(_others(anchor, owner, getting))
    gets = sentence.words[verb].lemma.lower() in word_lists("people.toml")["getting"]
    if gets and getting is not None and not any(r.name == "targets" for r in roles):
        got = [r for r in anchor.roles if r.name == "actors" and r.span.overlaps(getting)]
        roles.extend(r._replace(name="targets") for r in got)
    return anchor._replace(roles=(*roles, Role("actors", owner, 1.0)))


def spare_answering(anchor: Anchor, phrases: Phrases) -> Anchor:
    """Return an offer without who answers it among those who make it: "Keth's reply to its offer".

    Who waits for the answer, gets it or weighs it made the offer, where that is its own.
    """
    sentence = phrases.sentence(anchor.span.start) if anchor.kind == "proposal" else None
    at = first_word(anchor.span, sentence.words) if sentence else None
    noun = _answered(at, sentence) if sentence and at is not None else None
    owner = _owner(noun, sentence, phrases) if sentence and noun is not None else None
    if sentence is None or noun is None or owner is None:
        return anchor
    words = sentence.words
    own = [w for w in words if w.head == at and w.relation == "nmod:poss"]
    if any(not w.tag.startswith("PRP") for w in own):
        return anchor
    made = [r for r in anchor.roles if r.name == "actors" and not r.span.overlaps(owner)]
    made = [r for r in made if not any(r.span.overlaps(w.span) for w in own)]
    getting = _getting(words[noun].head, sentence) if own and words[noun].head >= 0 else None
    if getting is not None and not getting.overlaps(owner):
        made = [r for r in made if r.span.overlaps(getting)] or [Role("actors", getting, 1.0)]
    acting = [r.span for r in made]
    kept = [r for r in anchor.roles if r.name != "actors" and not _is_aimed_at(r, acting)]
    if not any(r.name == "targets" and r.span.overlaps(owner) for r in kept):
        kept.append(Role("targets", owner, 1.0))
    return anchor._replace(roles=(*kept, *made))


def _is_aimed_at(role: Role, acting: list[Span]) -> bool:
    return role.name == "targets" and any(role.span.overlaps(span) for span in acting)


def _answered(at: int, sentence: Sentence) -> int | None:
    """Return the noun for the answer to the offer at ``at``: "a reply to the proposal"."""
    words = sentence.words
    head = words[at].head
    joint = {w.text.lower() for w in words if w.head == at and w.relation == "case"}
    if words[at].relation.split(":")[0] not in ("nmod", "obl") or head < 0 or "to" not in joint:
        return None
    listed = word_lists("people.toml")["answers"]
    if words[head].lemma.lower() in listed:
        return head
    below = (i for i, w in enumerate(words[:at]) if w.head == head and w.relation == "obj")
    return next((i for i in below if words[i].lemma.lower() in listed), None)


def _others(anchor: Anchor, owner: Span, getting: Span | None) -> Iterator[Role]:
    """Yield the roles without those who act, and without the owner and who waits elsewhere."""
    for role in anchor.roles:
        own = role.name in ("actors", "targets") and role.span.overlaps(owner)
        waits = role.name == "source" and getting is not None and role.span.overlaps(getting)
        if role.name != "actors" and not own and not waits:
            yield role


def _gotten(at: int, sentence: Sentence) -> tuple[int | None, int | None]:
    """Return the noun for an answer and the verb of getting it, where one stands at ``at``."""
    words, lists = sentence.words, word_lists("people.toml")
    for i, word in enumerate(words):
        if word.lemma.lower() not in lists["answers"] or word.head < 0:
            continue
        verb = word.head
        if (
            at not in (i, verb)
            or words[verb].lemma.lower() not in lists["getting"] | lists["bringing"]
        ):
            continue
        behind = {w.text.lower() for w in words if w.head == i and w.relation == "case"}
        if word.relation == "obj" or (word.relation == "obl" and behind & {"for", "on"}):
            return i, verb
        if word.relation == "nsubj:pass":
            return i, verb
    return None, None


def _owner(noun: int, sentence: Sentence, phrases: Phrases) -> Span | None:
    """Return whose answer it is: "Keth's reply", "the Kethish reply", "a reply from Keth"."""
    words = sentence.words
    verb = words[noun].head if words[noun].relation == "obj" else -1
    for i, word in enumerate(words):
        if word.head != noun and (word.head != verb or word.relation != "obl" or i < noun):
            continue
        joint = {w.text.lower() for w in words if w.head == i and w.relation == "case"}
        whose = word.relation == "nmod:poss" and not word.tag.startswith("PRP")
        people = word.relation in ("amod", "compound") and phrases.is_named(word.span)
        if whose or people or "from" in joint:
            return phrases.mention(word.span) or word.span
    return None


def _getting(verb: int, sentence: Sentence) -> Span | None:
    """Return who waits for an answer or gets it."""
    subject = own_or_shared(verb, sentence)
    if subject is None and sentence.words[verb].relation == "acl":
        subject = sentence.words[verb].head
    if subject is None or subject_of(verb, sentence, "nsubj:pass") is not None:
        return None
    whole = subtree(subject, sentence)
    inside = touched(whole, sentence.words)
    return whole if verb not in inside else sentence.words[subject].span
