"""Who stands against whom in an article, by the parts they play in what it tells.

Those who fight, breach, answer, demand and accuse are its sides; who only proposes, hosts or is
spoken of stands beside them, and so does whoever acts upon "both".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from truceline.coding.clauses import own_or_shared
from truceline.model import Anchor, Sentence, Span
from truceline.reading.coreference import Chains
from truceline.reading.nearby import touched
from truceline.resolving.parties import Resolution

_AGAINST = frozenset(
    ("attack", "violation", "ceasefire", "response", "demand", "accusation", "agreement")
)
"""Kinds whose parties stand against each other."""
_LIKELY = 0.3
"""Probability from which an anchor and a role count."""
_OBJECTS = frozenset(("obj", "iobj", "obl"))


def fronts_of(
    anchors: Iterable[Anchor], chains: Chains, of_chain: Callable[[int], Resolution]
) -> Counter[str]:
    """Return in how many acts of those that parties to a conflict do each side has a part."""
    found: Counter[str] = Counter()
    for anchor in anchors:
        if anchor.kind not in _AGAINST or anchor.probability < _LIKELY:
            continue
        parts = _parts(anchor)
        spans = [r.span for r in anchor.roles if r.name in parts and r.probability >= _LIKELY]
        inside = {chains.mentions[i].chain for span in spans for i in chains.within(span)}
        found.update({party for number in inside if (party := of_chain(number).party)})
    return found


def _parts(anchor: Anchor) -> tuple[str, ...]:
    """Return the roles of those who stand against each other: an answer is to a mediator, too."""
    return ("actors",) if anchor.kind == "response" else ("actors", "targets")


def acting_upon(span: Span, sentences: Sequence[Sentence]) -> Span | None:
    """Return the subject of the clause in which a mention is an object.

    "The envoy met both sides", "Rhun urged the two to talk".
    """
    sentence = next((sentences[n] for n in touched(span, sentences)), None)
    if sentence is None:
        return None
    words = sentence.words
    inside = touched(span, words)
    tops = [i for i in inside if words[i].head not in inside]
    if not tops or words[tops[-1]].relation.partition(":")[0] not in _OBJECTS:
        return None
    verb = words[tops[-1]].head
    subject = own_or_shared(verb, sentence) if verb >= 0 else None
    before = subject is not None and subject < inside[0]
    return words[subject].span if subject is not None and before else None
