"""What the tree says of roles: the subject of an act is its actor, what is hit is its target.

The network scores words by themselves and may take the subject of a neighbouring clause, or the
victim in "five soldiers were killed", for the one who acts. Where the anchor is a verb with a
subject of its own, the tree decides.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from truceline.coding.attackers import owns_to, settle_attackers
from truceline.coding.brokers import brokered
from truceline.coding.clauses import joint_of, own_or_shared, subject_of, subtree, tops
from truceline.coding.phrases import Phrases, first_word
from truceline.coding.roles import TOGETHER
from truceline.coding.statements import is_saying
from truceline.coding.wordlists import word_lists
from truceline.model import Anchor, Role, Sentence, Span, Word
from truceline.reading.nearby import touched

UNTOLD = frozenset(("action", "violation"))
"""Kinds whose passive subject may be either side: "troops were sent", "prisoners were freed"."""
REPORTED = frozenset(("attack", "violation"))
"""Kinds that are told of by somebody who need not have done them."""
ADDRESSED = frozenset(("proposal", "response"))
"""Kinds in which one acts towards another."""
OWNED = frozenset(("proposal", "response", "demand", "accusation"))
"""Kinds that are those of who owns their noun."""
_TOLD = frozenset(("obj", "ccomp", "obl", "nmod"))
_CHARGED = frozenset(("obl", "nmod", "advcl", "conj"))
_WHERE = frozenset(("in", "at", "for"))
"""Prepositions behind which somebody stands who need not do an act: "held at a camp"."""
_HOPS = 3
_SAYING = "saying.toml"


def settle(anchor: Anchor, phrases: Phrases) -> Anchor:
    """Return ``anchor`` with its actors and targets held against the subject of its verb."""
    sentence = phrases.sentence(anchor.span.start)
    if sentence is None:
        return anchor
    verb = first_word(anchor.span, sentence.words)
    if verb is None:
        return anchor
    anchor = settle_attackers(anchor, verb, sentence, phrases)
    anchor = _vouched(_between(anchor, verb, sentence, phrases), phrases)
    anchor = brokered(_placed(_against(anchor, verb, sentence), verb, sentence), verb, sentence)
    anchor = _named_before(_with_whom(anchor, verb, sentence), verb, sentence, phrases)
    anchor = _owned(anchor, verb, sentence)
    if anchor.kind in REPORTED and (blaming := _blaming(verb, sentence)) is not None:
        return _blamed(anchor, blaming, sentence, phrases)
    if not sentence.words[verb].tag.startswith("VB"):
        return _reported(anchor, verb, sentence) if anchor.kind in REPORTED else anchor
    passive = _done_to(verb, sentence)
    if passive is not None:
        done_to = _ahead_of(verb, subtree(passive, sentence), sentence)
        return _passive(_by_whom(anchor, verb, sentence), done_to)
    if _is_reduced(verb, sentence):
        return _by_whom(anchor, verb, sentence)
    if anchor.kind in TOGETHER:
        return anchor
    active = own_or_shared(verb, sentence)
    return anchor if active is None else _active(anchor, subtree(active, sentence))


def _vouched(anchor: Anchor, phrases: Phrases) -> Anchor:
    """Leave out a source that acts itself and says nothing: "fighters are accused of killing"."""
    if anchor.kind not in REPORTED:
        return anchor
    acting = [role.span for role in anchor.roles if role.name == "actors"]
    if not acting:
        return anchor
    roles = (
        role
        for role in anchor.roles
        if role.name != "source"
        or not any(role.span.overlaps(span) for span in acting)
        or _says(role.span, phrases)
    )
    return anchor._replace(roles=tuple(roles))


def _named_before(anchor: Anchor, at: int, sentence: Sentence, phrases: Phrases) -> Anchor:
    """Make an attacker of who stands before a noun for an attack: "Rhunish drone attacks".

    An adjective of a people does, the name of a body, that of a state that has no other ("U.S.
    strikes"), and a noun for the armed ("rebel attacks").
    """
    if anchor.kind != "attack" or any(r.name == "actors" for r in anchor.roles):
        return anchor
    words = sentence.words
    before = (
        word.span
        for noun in _assaults(at, words)
        for word in words[:noun]
        if word.head == noun and _strikes(word, phrases)
    )
    span = next(before, None)
    aimed = span is None or any(r.name == "targets" and r.span.overlaps(span) for r in anchor.roles)
    if span is None or aimed:
        return anchor
    return anchor._replace(roles=(*anchor.roles, Role("actors", span, 1.0)))


def _assaults(at: int, words: tuple[Word, ...]) -> Iterator[int]:
    """Yield the nouns for an attack that the word at ``at`` is, or by which its verb says how.

    "Six were killed in a Rhunish raid", "Rhunish missile strikes killed six".
    """
    listed = word_lists("people.toml")["assaults"]
    if words[at].lemma in listed:
        yield at
    elif words[at].tag.startswith("VB"):
        for i, word in enumerate(words):
            if word.head == at and word.relation in ("nsubj", "obl") and word.lemma in listed:
                yield i


def _owned(anchor: Anchor, at: int, sentence: Sentence) -> Anchor:
    """Make the actor of whose proposal, answer or demand it is: "Rhun's offers", "calls from Rhun".

    Of several who act, those behind "from" do it.
    """
    words = sentence.words
    if anchor.kind not in OWNED or not words[at].tag.startswith("NN"):
        return anchor
    senders = [words[i].span for i in _senders(at, words)]
    acting = [r.span for r in anchor.roles if r.name == "actors"]
    if acting:
        own = [span for span in acting if any(span.overlaps(s) for s in senders)]
        kept = (r for r in anchor.roles if r.name != "actors" or not own or r.span in own)
        return anchor._replace(roles=tuple(kept))
    owners = [w.span for w in words if w.head == at and w.relation == "nmod:poss"] or senders
    if not owners:
        return anchor
    roles = tuple(
        r.called("actors") if r.name == "targets" and r.span.overlaps(owners[0]) else r
        for r in anchor.roles
    )
    if not any(r.name == "actors" for r in roles):
        roles = (*roles, Role("actors", owners[0], 1.0))
    return anchor._replace(roles=roles)


def _senders(at: int, words: tuple[Word, ...]) -> Iterator[int]:
    """Yield the words behind "from" that hang on a noun, and those joined to them."""
    behind = {w.head for w in words if w.relation == "case" and w.text.lower() == "from"}
    first = {i for i in behind if i > at and words[i].head == at}
    for i, word in enumerate(words):
        if i in first or (word.head in first and word.relation == "conj"):
            yield i


def _strikes(word: Word, phrases: Phrases) -> bool:
    """Tell whether a word before a noun for an attack says whose it is."""
    if word.relation not in ("amod", "compound"):
        return False
    if word.lemma.lower() in word_lists("people.toml")["armed"]:
        return True
    if word.text in word_lists("people.toml")["short"]:
        return True
    types = ("organisation", "nationality") if word.relation == "compound" else ()
    return phrases.is_named(word.span, types)


def _against(anchor: Anchor, at: int, sentence: Sentence) -> Anchor:
    """Make a target of the one against whom an act is: "sanctions against Rhun" are not Rhun's."""
    if anchor.kind in TOGETHER:
        return anchor
    words = sentence.words
    hit = [
        words[w.head].span
        for w in words
        if w.relation == "case" and w.head >= 0 and w.text.lower() == "against"
        if _is_within(w.head, at, sentence)
    ]
    if not hit:
        return anchor
    roles = (
        r.called("targets") if r.name == "actors" and _covers_any(r.span, hit) else r
        for r in anchor.roles
    )
    return anchor._replace(roles=tuple(roles))


def _placed(anchor: Anchor, at: int, sentence: Sentence) -> Anchor:
    """Leave out of an act where or for whom it is done: "arrested in Keth" names nobody who did it.

    Of eleven annotated acts of none but who stands behind "in" two are theirs, eight nobody's. From
    whom a place is freed is whom that hits.
    """
    freed = sentence.words[at].lemma in word_lists("people.toml")["freeing"]
    if anchor.kind != "action" and not (anchor.kind == "attack" and freed):
        return anchor
    roles = []
    for role in anchor.roles:
        joint = joint_of(role.span, sentence) if role.name == "actors" else ""
        if anchor.kind == "attack" and freed and joint == "from":
            roles.append(role.called("targets"))
        elif anchor.kind != "action" or joint not in _WHERE:
            roles.append(role)
    return anchor._replace(roles=tuple(roles))


def _with_whom(anchor: Anchor, at: int, sentence: Sentence) -> Anchor:
    """Make a target of the one with whom something is proposed: "ready for a truce with Rhun"."""
    if anchor.kind not in ADDRESSED:
        return anchor
    words, company = sentence.words, word_lists("people.toml")["company"]
    beside = [
        words[w.head].span
        for i, w in enumerate(words)
        if i > at and w.relation == "case" and w.head >= 0 and w.text.lower() == "with"
        if words[i - 1].text.lower() not in company and _is_within(w.head, at, sentence)
    ]
    if not beside:
        return anchor
    roles = (
        r.called("targets") if r.name == "actors" and _covers_any(r.span, beside) else r
        for r in anchor.roles
    )
    return anchor._replace(roles=tuple(roles))


def _is_within(low: int, high: int, sentence: Sentence) -> bool:
    """Tell whether one word hangs on another by phrases of one clause."""
    for _ in range(_HOPS):
        word = sentence.words[low]
        if word.relation.split(":")[0] not in ("obl", "nmod", "obj") or word.head < 0:
            return False
        low = word.head
        if low == high:
            return True
    return False


def _covers_any(span: Span, others: list[Span]) -> bool:
    return any(span.covers(other) for other in others)


def _says(span: Span, phrases: Phrases) -> bool:
    """Tell whether a mention is the subject of a verb of saying, or "according to" is near."""
    sentence = phrases.sentence(span.start)
    words = sentence.words if sentence else ()
    heads = (words[i] for i in tops(touched(span, words), words))
    told = any(w.relation == "nsubj" and w.head >= 0 and is_saying(words[w.head]) for w in heads)
    return told or any(w.text.lower() == "according" for w in words)


def _between(anchor: Anchor, at: int, sentence: Sentence, phrases: Phrases) -> Anchor:
    """Make both actors in "talks between A and B" where one is, or where it hangs on the anchor."""
    if anchor.kind not in TOGETHER and anchor.kind != "attack":
        return anchor
    actors = [role.span for role in anchor.roles if role.name == "actors"]
    for head, both in _joined_by_between(sentence):
        spans = [phrases.mention(word) or word for word in both]
        idle = [span for span in spans if not any(span.overlaps(actor) for actor in actors)]
        own = sentence.words[head].head == at
        if len(idle) < len(spans) or own:
            added = (Role("actors", span, 1.0) for span in idle)
            kept = (
                r
                for r in anchor.roles
                if not own or r.name != "actors" or any(r.span.overlaps(s) for s in spans)
            )
            return anchor._replace(roles=(*kept, *added))
    return anchor


def _joined_by_between(sentence: Sentence) -> Iterator[tuple[int, list[Span]]]:
    """Yield the first of those whom "between" joins (a word's index) and the words of all."""
    words = sentence.words
    for head in (w.head for w in words if w.text.lower() == "between" and w.head >= 0):
        others = [
            w.span for i, w in enumerate(words) if _is_with(i, head, sentence) and _is_name(w)
        ]
        if others:
            yield head, [words[head].span, *others]


def _is_with(at: int, head: int, sentence: Sentence) -> bool:
    """Tell whether "and" joins a word to another, be it as one that hangs where that one hangs."""
    words = sentence.words
    if words[at].relation == "conj":
        return words[at].head == head
    beside = at > head >= 0 and words[at].relation == words[head].relation
    if not beside or words[at].head != words[head].head:
        return False
    return any(w.head == at and w.relation == "cc" for w in words[head:at])


def _is_name(word: Word) -> bool:
    return word.tag.startswith(("NN", "PRP"))


def _blaming(at: int, sentence: Sentence) -> int | None:
    """Return the verb of blaming that ``at`` hangs on, if it has both a subject and an object."""
    words = sentence.words
    for _ in range(_HOPS):
        if words[at].relation.split(":")[0] not in _CHARGED or words[at].head < 0:
            return None
        at = words[at].head
        if words[at].text.lower().startswith(_accusing()):
            whole = {subject_of(at, sentence, "nsubj"), subject_of(at, sentence, "obj")}
            return None if None in whole else at
    return None


def _blamed(anchor: Anchor, verb: int, sentence: Sentence, phrases: Phrases) -> Anchor:
    """Make who blames the source of an act, and who is blamed its actor."""
    blaming, blamed = (subject_of(verb, sentence, name) for name in ("nsubj", "obj"))
    if blaming is None or blamed is None:
        return anchor
    one, head = subtree(blaming, sentence), sentence.words[blamed].span
    two = phrases.mention(head) or head
    kept = (
        r.called("source") if r.name == "actors" and r.span.overlaps(one) else r
        for r in anchor.roles
        if r.name not in ("actors", "targets") or not r.span.overlaps(two)
    )
    return anchor._replace(roles=(*kept, Role("actors", two, 1.0)))


def _reported(anchor: Anchor, at: int, sentence: Sentence) -> Anchor:
    """Make who reports the act its source: "Velmara recorded 14 breaches", "X said Y had fired"."""
    teller = teller_of(at, sentence)
    if teller is None or _announces(at, sentence):
        return anchor
    said = subtree(teller, sentence)
    roles = tuple(
        r.called("source") if r.name == "actors" and _is(r, said, teller, sentence) else r
        for r in anchor.roles
    )
    return anchor._replace(roles=roles)


def teller_of(at: int, sentence: Sentence) -> int | None:
    """Return the subject of the verb of counting or saying that the word at ``at`` hangs on."""
    words = sentence.words
    for _ in range(_HOPS):
        if words[at].relation.split(":")[0] not in _TOLD or words[at].head < 0:
            return None
        at = words[at].head
        if words[at].text.lower().startswith(_accusing()) or owns_to(at, sentence):
            return None
        if is_saying(words[at]) or words[at].lemma in word_lists(_SAYING)["telling"]:
            return _named_subject(at, sentence)
    return None


def _announces(at: int, sentence: Sentence) -> bool:
    """Tell whether who tells of an act is who does it: "announced a raid", "said it had raided"."""
    words, verb, lists = sentence.words, at, word_lists(_SAYING)
    for _ in range(_HOPS):
        if words[verb].relation.split(":")[0] not in _TOLD or words[verb].head < 0:
            return False
        direct = verb == at and words[verb].relation in ("obj", "ccomp")
        verb = words[verb].head
        if direct and words[verb].lemma in lists["announcing"]:
            return True
        if is_saying(words[verb]) or words[verb].lemma in lists["telling"]:
            return False
        subject = subject_of(verb, sentence, "nsubj")
        if subject is not None:
            return words[subject].tag == "PRP"
    return False


def _named_subject(verb: int, sentence: Sentence) -> int | None:
    """Return the subject of a verb; of "X said it had counted" it is X."""
    words, subject = sentence.words, own_or_shared(verb, sentence)
    over = words[verb].head if words[verb].relation == "ccomp" else -1
    if subject is None or words[subject].tag != "PRP" or over < 0 or not is_saying(words[over]):
        return subject
    named = own_or_shared(over, sentence)
    return subject if named is None else named


def _is(role: Role, said: Span, teller: int, sentence: Sentence) -> bool:
    """Tell whether a role is the teller, there or where the sentence names it before."""
    if role.span.overlaps(said):
        return True
    named = [w.text for w in sentence.words if role.span.covers(w.span)]
    return named == [sentence.words[teller].text]


@cache
def _accusing() -> tuple[str, ...]:
    """Return how verbs of accusing begin."""
    return tuple(sorted(word_lists(_SAYING)["accusing"]))


def _done_to(verb: int, sentence: Sentence) -> int | None:
    """Return the subject of a verb in the passive, by its own relation or by its auxiliary."""
    subject = subject_of(verb, sentence, "nsubj:pass")
    if subject is None and subject_of(verb, sentence, "aux:pass") is not None:
        return subject_of(verb, sentence, "nsubj")
    return subject


def _ahead_of(verb: int, subject: Span, sentence: Sentence) -> Span:
    """Return what of a subject stands before its verb: who is named behind "by" is none of it."""
    start = sentence.words[verb].span.start
    return subject._replace(end=min(subject.end, start)) if subject.start < start else subject


def _active(anchor: Anchor, subject: Span) -> Anchor:
    """Keep the actors in the subject, where one is there."""
    if not any(r.name == "actors" and r.span.overlaps(subject) for r in anchor.roles):
        return anchor
    kept = (r for r in anchor.roles if r.name != "actors" or r.span.overlaps(subject))
    return anchor._replace(roles=tuple(kept))


def _is_reduced(verb: int, sentence: Sentence) -> bool:
    """Tell whether a verb is a participle beside a noun: "the raid blamed on Keth"."""
    word = sentence.words[verb]
    return word.tag == "VBN" and word.relation == "acl"


def _by_whom(anchor: Anchor, verb: int, sentence: Sentence) -> Anchor:
    """Leave out of a passive accusation who is not behind "by": "aid groups say Keth is accused".

    Who prosecutes accuses all the same: "prosecutors hold a man accused of".
    """
    if anchor.kind != "accusation":
        return anchor
    words, prosecuting = sentence.words, word_lists("people.toml")["prosecuting"]
    heads = {w.head for w in words if w.relation == "case" and w.text.lower() == "by"}
    accusing = [subtree(i, sentence) for i in heads if i >= 0 and words[i].head == verb]
    accusing += [w.span for w in words if w.lemma.lower() in prosecuting]
    kept = (r for r in anchor.roles if r.name != "actors" or _meets_any(r.span, accusing))
    return anchor._replace(roles=tuple(kept))


def _meets_any(span: Span, others: list[Span]) -> bool:
    return any(span.overlaps(other) for other in others)


def _passive(anchor: Anchor, subject: Span) -> Anchor:
    """Take what the act is done to out of the actors."""
    if anchor.kind in TOGETHER or anchor.kind in UNTOLD:
        return anchor
    roles: list[Role] = []
    aimed = any(r.name == "targets" and r.span.overlaps(subject) for r in anchor.roles)
    for role in anchor.roles:
        if role.name != "actors" or not role.span.overlaps(subject):
            roles.append(role)
        elif anchor.kind == "attack" and not aimed:
            roles.append(role.called("targets"))
            aimed = True
    return anchor._replace(roles=tuple(roles))
