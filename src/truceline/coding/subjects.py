"""What the tree says of roles: the subject of an act is its actor, what is hit is its target.

The network scores words by themselves and may take the subject of a neighbouring clause, or the
victim in "five soldiers were killed", for the one who acts. Where the anchor is a verb with a
subject of its own, the tree decides.
"""

from __future__ import annotations

from collections.abc import Iterator

from truceline.coding.roles import TOGETHER, Phrases, first_word, word_lists
from truceline.coding.statements import is_saying
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
_COMPANY = frozenset(("together", "along", "jointly"))
"""Words before "with" by which the one named behind it acts, too."""
_TOLD = frozenset(("obj", "ccomp", "obl", "nmod"))
_CHARGED = frozenset(("obl", "nmod", "advcl", "conj"))
_SHARED = frozenset(("conj", "xcomp", "advcl"))
_WHERE = frozenset(("in", "at", "for"))
"""Prepositions behind which somebody stands who need not do an act: "held at a camp"."""
_ACTING = frozenset(("nsubj", "obj", "appos", "conj", "root"))
_BY = frozenset(("by", "between", "of", "'s", "’s"))
_DOUBTFUL = 0.5
"""Probability below which nobody acts in an attack only because he is named beside it."""
_HOPS = 3
_CLAIMED = 0.8
"""Probability of an attacker who owns to the attack."""
_POSSIBLE = 0.4
"""Probability from which who owns to an attack told before may be its attacker."""
_REACH, _SOON = 600, 2
"""Characters and sentences behind an attack within which somebody owns to it by its noun."""
_KNOWN = frozenset(("the", "that", "this", "those", "these", "both", "it", "them"))
"""Words by which one speaks of an attack told before."""
_NOBODY = frozenset(("no", "nobody", "none", "not", "n't", "n’t", "never"))
_SAYING = "saying.toml"


def settle(anchor: Anchor, phrases: Phrases) -> Anchor:
    """Return ``anchor`` with its actors and targets held against the subject of its verb."""
    sentence = phrases.sentence(anchor.span.start)
    if sentence is None:
        return anchor
    verb = first_word(anchor.span, sentence.words)
    if verb is None:
        return anchor
    anchor = _sure(_here(anchor, sentence, phrases), sentence)
    anchor = _claimed(anchor, verb, sentence, phrases)
    anchor = _vouched(_between(anchor, verb, sentence, phrases), phrases)
    anchor = _brokered(_placed(_against(anchor, verb, sentence), verb, sentence), sentence)
    anchor = _named_before(_with_whom(anchor, verb, sentence), verb, sentence, phrases)
    anchor = _owned(anchor, verb, sentence)
    if anchor.kind in REPORTED and (blaming := _blaming(verb, sentence)) is not None:
        return _blamed(anchor, blaming, sentence, phrases)
    if not sentence.words[verb].tag.startswith("VB"):
        return _reported(anchor, verb, sentence) if anchor.kind in REPORTED else anchor
    passive = _done_to(verb, sentence)
    if passive is not None:
        done_to = _ahead_of(verb, _subtree(passive, sentence), sentence)
        return _passive(_by_whom(anchor, verb, sentence), done_to)
    if _is_reduced(verb, sentence):
        return _by_whom(anchor, verb, sentence)
    if anchor.kind in TOGETHER:
        return anchor
    active = own_or_shared(verb, sentence)
    return anchor if active is None else _active(anchor, _subtree(active, sentence))


def _here(anchor: Anchor, sentence: Sentence, phrases: Phrases) -> Anchor:
    """Leave out the attackers that only another sentence names: "37 people were killed".

    Of 88 attacks with nobody else in the annotated articles 22 are of those, 64 of nobody named.
    Who owns to the attack in the next sentence stays, and surely.
    """
    if anchor.kind != "attack":
        return anchor
    roles, named = [], False
    for role in anchor.roles:
        if role.name != "actors" or sentence.span.covers(role.span):
            roles.append(role)
            named = named or role.name == "actors"
    if not named:
        claiming = (r for r in anchor.roles if r.name == "actors" and _claims(r, anchor, phrases))
        roles += (r._replace(probability=max(r.probability, _CLAIMED)) for r in claiming)
    return anchor._replace(roles=tuple(roles))


def _sure(anchor: Anchor, sentence: Sentence) -> Anchor:
    """Leave out a doubtful attacker who is no subject, object or owner, nor behind "by".

    Of ten attacks of nobody else in the annotated articles one is theirs, nine nobody's.
    """
    if anchor.kind != "attack":
        return anchor
    kept = (
        role
        for role in anchor.roles
        if role.name != "actors"
        or role.probability >= _DOUBTFUL
        or not sentence.span.covers(role.span)
        or _may_act(role.span, sentence)
    )
    return anchor._replace(roles=tuple(kept))


def _may_act(span: Span, sentence: Sentence) -> bool:
    """Tell whether a mention stands where those who act or are blamed do, or behind "by"."""
    words = sentence.words
    inside = touched(span, words)
    tops = [words[i] for i in inside if words[i].head not in inside]
    acts = any(word.relation.split(":")[0] in _ACTING for word in tops)
    return acts or _joint_of(span, sentence) in _BY


def _claims(role: Role, anchor: Anchor, phrases: Phrases) -> bool:
    """Tell whether who may have attacked owns to it next: "They claimed that attack"."""
    sentence = phrases.sentence(role.span.start)
    near = phrases.between(anchor.span, role.span) == 1
    if sentence is None or not near or role.probability < _POSSIBLE:
        return False
    return any(claimant.overlaps(role.span) for claimant, _ in _claimants(sentence))


def _claimed(anchor: Anchor, at: int, sentence: Sentence, phrases: Phrases) -> Anchor:
    """Make the attacker of who soon owns to an attack that the same noun names."""
    if anchor.kind != "attack" or any(r.name == "actors" for r in anchor.roles):
        return anchor
    end, noun = sentence.span.end, sentence.words[at].lemma
    for later in list(phrases.sentences(Span(end, end + _REACH)))[:_SOON]:
        for claimant, owned in _claimants(later):
            if owned == noun and (whole := phrases.mention(claimant)):
                return anchor._replace(roles=(*anchor.roles, Role("actors", whole, _CLAIMED)))
    return anchor


def _claimants(sentence: Sentence) -> Iterator[tuple[Span, str]]:
    """Yield who owns to a deed told before, and the noun that names it, if one does.

    Who owns to "several of the attacks", or to something told there, need not have done this one;
    nobody does it where "no group" does, or some group "has not".
    """
    words = sentence.words
    for verb in range(len(words)):
        subject = _subject(verb, sentence, "nsubj") if _owns(verb, sentence) else None
        if subject is None or not words[subject].tag.startswith("NN"):
            continue
        own = (
            w.text.lower() for i, w in enumerate(words) if w.head in (subject, verb) or i == subject
        )
        if not _NOBODY.isdisjoint(own):
            continue
        behind = [i for i, w in enumerate(words) if i > verb and w.text.lower() == "for"]
        known = [i for i in behind if i + 1 < len(words) and words[i + 1].text.lower() in _KNOWN]
        if known or not behind:
            owned = words[words[known[0]].head].lemma if known else ""
            yield _subtree(subject, sentence), owned


def _vouched(anchor: Anchor, phrases: Phrases) -> Anchor:
    """Leave out a source that acts itself and says nothing: "fighters are accused of killing"."""
    if anchor.kind not in REPORTED:
        return anchor
    acting = [role.span for role in anchor.roles if role.name == "actors"]
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
        r._replace(name="actors") if r.name == "targets" and r.span.overlaps(owners[0]) else r
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
        if w.text.lower() == "against" and w.relation == "case" and w.head >= 0
        if _is_within(w.head, at, sentence)
    ]
    roles = (
        r._replace(name="targets") if r.name == "actors" and _covers_any(r.span, hit) else r
        for r in anchor.roles
    )
    return anchor._replace(roles=tuple(roles))


def _placed(anchor: Anchor, at: int, sentence: Sentence) -> Anchor:
    """Leave out of an act where or for whom it is done: "arrested in Keth" names nobody who did it.

    Of eleven annotated acts of none but who stands behind "in" two are theirs, eight nobody's. From
    whom a place is freed is whom that hits.
    """
    freed = sentence.words[at].lemma in word_lists("people.toml")["freeing"]
    roles = []
    for role in anchor.roles:
        joint = _joint_of(role.span, sentence) if role.name == "actors" else ""
        if anchor.kind == "attack" and freed and joint == "from":
            roles.append(role._replace(name="targets"))
        elif anchor.kind != "action" or joint not in _WHERE:
            roles.append(role)
    return anchor._replace(roles=tuple(roles))


def _joint_of(span: Span, sentence: Sentence) -> str:
    """Return the preposition by which a mention hangs on a verb or a noun, if it does by one."""
    words = sentence.words
    inside = touched(span, words)
    tops = [i for i in inside if words[i].head not in inside]
    if not tops or words[tops[-1]].relation.split(":")[0] not in ("obl", "nmod"):
        return ""
    cases = [w.text.lower() for w in words if w.head == tops[-1] and w.relation == "case"]
    return cases[0] if len(cases) == 1 else ""


def _brokered(anchor: Anchor, sentence: Sentence) -> Anchor:
    """Make mediators of those by whom what others do together is "brokered"."""
    if anchor.kind not in TOGETHER:
        return anchor
    words, between = sentence.words, word_lists("people.toml")["between"]
    agents = [
        Span(w.span.end, _end_of_agents(i, w.head, sentence))
        for i, w in enumerate(words)
        if i and w.text.lower() == "by" and w.relation == "case" and w.head > i
        if between & {words[i - 1].lemma, words[words[w.head].head].lemma}
    ]
    roles = (
        r._replace(name="mediators")
        if r.name in ("actors", "targets")
        and any(span.overlaps(r.span) and r.span.start >= span.start for span in agents)
        else r
        for r in anchor.roles
    )
    return anchor._replace(roles=tuple(roles))


def _end_of_agents(by: int, head: int, sentence: Sentence) -> int:
    """Return where those end who are named behind "by": before "between Keth and Rhun"."""
    words = sentence.words
    end = max(_subtree(head, sentence).end, words[head].span.end)
    last = (w.span.start for w in words[by + 1 :] if w.tag in ("IN", "VBN", "VBD"))
    return min(end, next(last, end))


def _with_whom(anchor: Anchor, at: int, sentence: Sentence) -> Anchor:
    """Make a target of the one with whom something is proposed: "ready for a truce with Rhun"."""
    if anchor.kind not in ADDRESSED:
        return anchor
    words = sentence.words
    beside = [
        words[w.head].span
        for i, w in enumerate(words)
        if i > at and w.text.lower() == "with" and w.relation == "case" and w.head >= 0
        if words[i - 1].text.lower() not in _COMPANY and _is_within(w.head, at, sentence)
    ]
    roles = (
        r._replace(name="targets") if r.name == "actors" and _covers_any(r.span, beside) else r
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
    inside = touched(span, words)
    tops = [words[i] for i in inside if words[i].head not in inside]
    told = any(w.relation == "nsubj" and w.head >= 0 and is_saying(words[w.head]) for w in tops)
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
        others = [w.span for w in words if w.relation == "conj" and w.head == head and _is_name(w)]
        if others:
            yield head, [words[head].span, *others]


def _is_name(word: Word) -> bool:
    return word.tag.startswith(("NN", "PRP"))


def _blaming(at: int, sentence: Sentence) -> int | None:
    """Return the verb of blaming that ``at`` hangs on, if it has both a subject and an object."""
    words = sentence.words
    for _ in range(_HOPS):
        if words[at].relation.split(":")[0] not in _CHARGED or words[at].head < 0:
            return None
        at = words[at].head
        if words[at].text.lower().startswith(_BLAMING):
            whole = {_subject(at, sentence, "nsubj"), _subject(at, sentence, "obj")}
            return None if None in whole else at
    return None


def _blamed(anchor: Anchor, verb: int, sentence: Sentence, phrases: Phrases) -> Anchor:
    """Make who blames the source of an act, and who is blamed its actor."""
    blaming, blamed = (_subject(verb, sentence, name) for name in ("nsubj", "obj"))
    if blaming is None or blamed is None:
        return anchor
    one, head = _subtree(blaming, sentence), sentence.words[blamed].span
    two = phrases.mention(head) or head
    kept = (
        r._replace(name="source") if r.name == "actors" and r.span.overlaps(one) else r
        for r in anchor.roles
        if r.name not in ("actors", "targets") or not r.span.overlaps(two)
    )
    return anchor._replace(roles=(*kept, Role("actors", two, 1.0)))


def _reported(anchor: Anchor, at: int, sentence: Sentence) -> Anchor:
    """Make who reports the act its source: "Velmara recorded 14 breaches", "X said Y had fired"."""
    teller = teller_of(at, sentence)
    if teller is None or _announces(at, sentence):
        return anchor
    said = _subtree(teller, sentence)
    roles = tuple(
        r._replace(name="source") if r.name == "actors" and _is(r, said, teller, sentence) else r
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
        if words[at].text.lower().startswith(_BLAMING) or _owns(at, sentence):
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
        subject = _subject(verb, sentence, "nsubj")
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


def _owns(verb: int, sentence: Sentence) -> bool:
    """Tell whether the verb is one of owning to an act: "claimed responsibility for the raid"."""
    lists = word_lists(_SAYING)
    owned = (w for w in sentence.words if w.head == verb and w.relation == "obj")
    return sentence.words[verb].lemma in lists["owning"] and any(
        w.lemma in lists["owned"] for w in owned
    )


def _is(role: Role, said: Span, teller: int, sentence: Sentence) -> bool:
    """Tell whether a role is the teller, there or where the sentence names it before."""
    if role.span.overlaps(said):
        return True
    named = [w.text for w in sentence.words if role.span.covers(w.span)]
    return named == [sentence.words[teller].text]


_BLAMING = ("accus", "blam")


def _subject(verb: int, sentence: Sentence, relation: str) -> int | None:
    """Return the first word that hangs on the verb by ``relation``."""
    found = (i for i, w in enumerate(sentence.words) if w.head == verb and w.relation == relation)
    return next(found, None)


def _done_to(verb: int, sentence: Sentence) -> int | None:
    """Return the subject of a verb in the passive, by its own relation or by its auxiliary."""
    subject = _subject(verb, sentence, "nsubj:pass")
    if subject is None and _subject(verb, sentence, "aux:pass") is not None:
        return _subject(verb, sentence, "nsubj")
    return subject


def _ahead_of(verb: int, subject: Span, sentence: Sentence) -> Span:
    """Return what of a subject stands before its verb: who is named behind "by" is none of it."""
    start = sentence.words[verb].span.start
    return subject._replace(end=min(subject.end, start)) if subject.start < start else subject


def own_or_shared(verb: int, sentence: Sentence) -> int | None:
    """Return the subject of the verb, or of the verb that it shares one with."""
    for _ in range(_HOPS):
        subject = _subject(verb, sentence, "nsubj")
        word = sentence.words[verb]
        if subject is not None or word.relation not in _SHARED or word.head < 0:
            return subject
        verb = word.head
    return None


def _subtree(top: int, sentence: Sentence) -> Span:
    """Return the extent of a word and all that hangs on it, clauses left out."""
    inside = {top}
    for _ in range(len(sentence.words)):
        more = {
            i
            for i, w in enumerate(sentence.words)
            if w.head in inside and w.relation not in ("acl:relcl", "parataxis", "advcl")
        }
        if more <= inside:
            break
        inside |= more
    return Span(sentence.words[min(inside)].span.start, sentence.words[max(inside)].span.end)


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
    accusing = [_subtree(i, sentence) for i in heads if i >= 0 and words[i].head == verb]
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
            roles.append(role._replace(name="targets"))
            aimed = True
    return anchor._replace(roles=tuple(roles))
