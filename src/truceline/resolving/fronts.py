"""Who stands against whom in an article, by the parts they play in what it tells.

Those who fight, breach, answer, demand and accuse are its sides; who only proposes, hosts or is
spoken of stands beside them, and so does whoever acts upon "both".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property

from truceline.coding.clauses import own_or_shared, tops
from truceline.model import Anchor, Reading, Role, Sentence, Span
from truceline.reading.coreference import Chains
from truceline.reading.nearby import Nearby, touched
from truceline.resolving.parties import Resolution

_AGAINST = frozenset(
    ("attack", "violation", "ceasefire", "response", "demand", "accusation", "agreement")
)
"""Kinds whose parties stand against each other."""
_FIGHTS = frozenset(("attack", "violation"))
"""Of these, what those do who fight each other, and no mediator."""
_DONE = frozenset(("violation", "response", "demand", "accusation", "proposal", "attack"))
"""Kinds that one party does alone."""
_LIKELY = 0.3
"""Probability from which an anchor and a role count."""
_ONCE = 1
"""Acts of a party to a conflict that who hosts or mediates may be given by mistake."""
_TWO = 2
_SURE = 0.5
"""Probability from which who meets, and that they do, is taken as told."""
_MEET = frozenset(("actors", "targets"))
_SIDED = frozenset(("state", "group", "person"))
_SOON = 300
"""Characters behind the word for a meeting within which "both" are those who met."""
_OBJECTS = frozenset(("obj", "iobj", "obl"))


class Fronts:
    """The sides of one article by the parts they play; ``of_chain`` tells who is who."""

    def __init__(
        self, reading: Reading, chains: Chains, of_chain: Callable[[int], Resolution]
    ) -> None:
        self._anchors, self._sentences = reading.anchors, reading.sentences
        self._attributions = reading.attributions
        self._chains, self._of_chain = chains, of_chain
        self._near_told = Nearby(a.content for a in reading.attributions)

    @cached_property
    def acts(self) -> Counter[str]:
        """In how many acts of those that parties to a conflict do each side has a part."""
        return self._parts_played(_AGAINST, by_name=False)

    @cached_property
    def _fights(self) -> Counter[str]:
        """In how many acts of force and breaches a name of each side, and no "army", has a part."""
        return self._parts_played(_FIGHTS, by_name=True)

    def _parts_played(self, kinds: frozenset[str], *, by_name: bool) -> Counter[str]:
        found: Counter[str] = Counter()
        for anchor in self._anchors:
            if anchor.kind in kinds and anchor.probability >= _LIKELY:
                roles = (r for r in anchor.roles if r.name in _parts(anchor))
                found.update(self._named(roles, by_name=by_name))
        return found

    @cached_property
    def _hosts(self) -> set[str]:
        """The sides that the network takes for mediators of something told."""
        roles = (r for anchor in self._anchors for r in anchor.roles if r.name == "mediators")
        return self._named(roles)

    def _named(self, roles: Iterable[Role], *, by_name: bool = False) -> set[str]:
        """Return the parties of whom mentions in likely roles are."""
        spans = {role.span for role in roles if role.probability >= _LIKELY}
        return {party for span in spans for party in self._within(span, by_name=by_name)}

    def _within(self, span: Span, *, by_name: bool = False) -> Iterator[str]:
        found = self._chains.within(span)
        named = (i for i in found if not by_name or self._chains.forms[i] == "name")
        inside = {self._chains.mentions[i].chain for i in named}
        return (party for number in inside if (party := self._of_chain(number).party))

    def met(self, span: Span) -> tuple[Resolution, ...]:
        """Return the two whom the meeting told last, right before a mention, brings together.

        "Veland's president called the pope; both parties agreed to talk again": they are these two,
        whoever fights. Others than states, armed groups and their people are no two of a deal.
        """
        told = [a for a in self._anchors if a.kind == "meeting" and a.probability >= _SURE]
        before = [a for a in told if 0 < span.start - a.span.end <= _SOON]
        for anchor in sorted(before, key=lambda a: a.span, reverse=True):
            roles = [r.span for r in anchor.roles if r.name in _MEET and r.probability >= _SURE]
            if any(r.overlaps(span) for r in roles):
                continue
            found = {known.party: known for r in roles for known in self._known(r)}
            return tuple(found.values()) if len(found) == _TWO else ()
        return ()

    def _known(self, span: Span) -> Iterator[Resolution]:
        for index in self._chains.within(span):
            known = self._of_chain(self._chains.mentions[index].chain)
            if known.party and known.kind in _SIDED:
                yield known

    def is_host(self, party: str | None) -> bool:
        """Tell whether a side hosts or mediates in something that the article tells."""
        return party in self._hosts

    @cached_property
    def bystanders(self) -> frozenset[str]:
        """The sides that only host or mediate, and are not named as who fights."""
        return frozenset(filter(self.is_bystander, self._hosts))

    def is_bystander(self, party: str | None) -> bool:
        """Tell whether a side hosts or mediates and is not named as one who fights.

        This trusts no "army" that the side may have been given by mistake.
        """
        return self.is_host(party) and not self._fights[party or ""]

    def contenders(self, sides: list[Resolution]) -> list[Resolution]:
        """Return those of ``sides`` of whom "both" may be two.

        Those who host or mediate are not among them as long as two others remain; a town where
        talks are held may bear the name of a side, which then does more.
        """
        left = [s for s in sides if not self.is_host(s.party) or self.acts[s.party or ""] > _ONCE]
        return left if len(left) > 1 else sides

    def outside(self, span: Span) -> frozenset[str]:
        """Return the parties that "both" at ``span`` cannot be.

        That is who acts upon them, and who tells of them where two others fight or deal more.
        """
        subject = _acting_upon(span, self._sentences)
        upon = frozenset(self._within(subject)) if subject else frozenset()
        return upon | frozenset(party for party in self._telling(span) if self._is_third(party))

    def _telling(self, span: Span) -> Iterator[str]:
        """Yield the parties of those who are said to tell of what stands at ``span``."""
        for told in (self._attributions[n] for n in self._near_told.to(span)):
            if told.source is not None and any(c.covers(span) for c in told.content):
                yield from self._within(told.source)

    def _is_third(self, party: str) -> bool:
        """Tell whether two others do more of what parties to a conflict do, and not only once."""
        least = max(self.acts[party], _ONCE)
        return sum(n > least for p, n in self.acts.items() if p != party) >= _TWO


def actors_of(anchors: Iterable[Anchor]) -> frozenset[Span]:
    """Return the mentions that alone answer, offer, demand, accuse, attack or break a truce."""
    return frozenset(
        role.span
        for anchor in anchors
        if anchor.kind in _DONE and anchor.probability >= _LIKELY
        for role in anchor.roles
        if role.name == "actors" and role.probability >= _LIKELY
    )


def _parts(anchor: Anchor) -> tuple[str, ...]:
    """Return the roles of those who stand against each other: an answer is to a mediator, too."""
    return ("actors",) if anchor.kind == "response" else ("actors", "targets")


def _acting_upon(span: Span, sentences: Sequence[Sentence]) -> Span | None:
    """Return the subject of the clause in which a mention is an object.

    "The envoy met both sides", "Rhun urged the two to talk".
    """
    sentence = next((sentences[n] for n in touched(span, sentences)), None)
    if sentence is None:
        return None
    words = sentence.words
    inside = touched(span, words)
    heads = tops(inside, words)
    if not heads or words[heads[-1]].relation.partition(":")[0] not in _OBJECTS:
        return None
    verb = words[heads[-1]].head
    subject = own_or_shared(verb, sentence) if verb >= 0 else None
    before = subject is not None and subject < inside[0]
    return words[subject].span if subject is not None and before else None
