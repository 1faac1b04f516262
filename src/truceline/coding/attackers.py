"""Who attacked: who stands where those who act do, or soon owns to the attack.

Of an attack told of in a sentence without its attacker, whoever is named elsewhere seldom did it.
"""

from __future__ import annotations

from collections.abc import Iterator

from truceline.coding.clauses import joint_of, subject_of, subtree, tops
from truceline.coding.phrases import Phrases
from truceline.coding.wordlists import word_lists
from truceline.model import Anchor, Role, Sentence, Span
from truceline.reading.nearby import touched

_ACTING = frozenset(("nsubj", "obj", "appos", "conj", "root"))
_BY = frozenset(("by", "between", "of", "'s", "’s"))
_DOUBTFUL = 0.5
"""Probability below which nobody acts in an attack only because he is named beside it."""
_CLAIMED = 0.8
"""Probability of an attacker who owns to the attack."""
_POSSIBLE = 0.4
"""Probability from which who owns to an attack told before may be its attacker."""
_REACH, _SOON = 600, 2
"""Characters and sentences behind an attack within which somebody owns to it by its noun."""
_KNOWN = frozenset(("the", "that", "this", "those", "these", "both", "it", "them"))
"""Words by which one speaks of an attack told before."""
_NOBODY = frozenset(("no", "nobody", "none", "not", "n't", "n’t", "never"))


def settle_attackers(anchor: Anchor, at: int, sentence: Sentence, phrases: Phrases) -> Anchor:
    """Return an attack with those alone of its attackers who acted, or own to it behind.

    ``at`` is the number of its word in ``sentence``; acts of other kinds stay as they are.
    """
    if anchor.kind != "attack":
        return anchor
    return _claimed(_sure(_here(anchor, sentence, phrases), sentence), at, sentence, phrases)


def _here(anchor: Anchor, sentence: Sentence, phrases: Phrases) -> Anchor:
    """Leave out the attackers that only another sentence names: "37 people were killed".

    Of 88 attacks with nobody else in the annotated articles 22 are of those, 64 of nobody named.
    Who owns to the attack in the next sentence stays, and surely.
    """
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
    heads = tops(touched(span, words), words)
    acts = any(words[i].relation.split(":")[0] in _ACTING for i in heads)
    return acts or joint_of(span, sentence) in _BY


def _claims(role: Role, anchor: Anchor, phrases: Phrases) -> bool:
    """Tell whether who may have attacked owns to it next: "They claimed that attack"."""
    sentence = phrases.sentence(role.span.start)
    near = phrases.between(anchor.span, role.span) == 1
    if sentence is None or not near or role.probability < _POSSIBLE:
        return False
    return any(claimant.overlaps(role.span) for claimant, _ in _claimants(sentence))


def _claimed(anchor: Anchor, at: int, sentence: Sentence, phrases: Phrases) -> Anchor:
    """Make the attacker of who soon owns to an attack that the same noun names."""
    if any(r.name == "actors" for r in anchor.roles):
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
        subject = subject_of(verb, sentence, "nsubj") if owns_to(verb, sentence) else None
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
            yield subtree(subject, sentence), owned


def owns_to(verb: int, sentence: Sentence) -> bool:
    """Tell whether the verb is one of owning to an act: "claimed responsibility for the raid"."""
    lists = word_lists("saying.toml")
    owned = (w for w in sentence.words if w.head == verb and w.relation == "obj")
    return sentence.words[verb].lemma in lists["owning"] and any(
        w.lemma in lists["owned"] for w in owned
    )
