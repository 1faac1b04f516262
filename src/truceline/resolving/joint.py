"""What the records of one article say of each other: the other side, and the days of the truce.

An article that tells of two parties to a conflict leaves out to whom a refusal or a demand goes,
and who meets in "the talks"; where exactly two sides stand out, they are meant.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence

from msgspec import structs

from truceline.model import Actor, Article, Record, with_id
from truceline.resolving.answers import answered, noted, start_of, to_proposers, touch
from truceline.resolving.habits import read_habits
from truceline.resolving.once import share_a_side, sides
from truceline.resolving.shapes import shape_of

SIDES_FROM = frozenset(
    ("proposal", "response", "demand", "ceasefire", "violation", "attack", "accusation")
)
"""Kinds whose parties are counted to see who the two sides are."""
SUFFERED = frozenset(("attack", "demand", "accusation"))
"""Kinds at whose other end a side at war stands: an answer may be to a mediator."""
ANSWERING = frozenset(("response", "demand", "accusation", "proposal", "violation"))
"""Kinds that are addressed to the other side where the article names nobody."""
TOGETHER = frozenset(("meeting", "agreement"))
"""Kinds that take two: where the article names one of its two sides or none, both are meant."""
ANONYMOUS = frozenset(("attack", "violation", "ceasefire"))
"""Kinds that are told without anybody who does them or to whom they are done."""
SETTLING = frozenset(("ceasefire", "meeting", "agreement", "proposal", "response"))
"""Kinds by which two sides deal with each other."""
STANDS = frozenset(("demand", "response"))
"""Kinds that say where somebody stands: who, belongs to it."""
TOWARDS = frozenset(("AID", "SUPPORT", "COOPERATE", "SANCTION", "THREATEN"))
"""Acts that say how somebody stands towards another: they are nobody's where nobody is named."""
_UNSETTLING = frozenset((None, "other", "peace_plan"))
"""Subjects of proposals that need not be to the two sides: peace as such is asked of all."""
CROWDS = frozenset(("PROTEST",))
"""Acts of people whom reports seldom name: "protests took place at two other places"."""
TWO_SIDES = "context.two-sides"
"""The rule id noted on a record whose target or second party was inferred so."""
BY_WORDS = frozenset(("accusation", "demand", "proposal", "response"))
"""Kinds that are done by speaking, towards whom they are aimed at."""
IN_WORDS = "context.in-words"
"""The rule id noted on a statement whose target is that of what its words do besides."""
RETURNED = "context.returned-fire"
"""The rule id noted on an attack that answers the one told before it, whose side it hits."""
_NEAR = 600
"""Characters between an attack and the fire that is returned."""
_DAYS = re.compile(r"[\d-]+/[\d-]+")
IN_TRUCE = "context.in-truce"
"""The rule id noted on a violation that has its days from the truce."""


def address(
    records: Sequence[Record], article: Article, bodies: frozenset[str] = frozenset()
) -> tuple[Record, ...]:
    """Return the records with the other of two sides as target where an answer names none.

    The two must have to do with each other somewhere: who only condemns addresses neither side.
    A breach wrongs the side that complains of it: one that observers count wrongs the truce alone.
    Likewise with the second party to a meeting or an agreement that names but one; of ``bodies``
    (organisations) the members meet among themselves. Bodies and mediators are no sides at war,
    nor is who but proposes and is answered where two others are. What a third party proposes to
    two sides that deal with each other is to both.
    """
    told = answered(records, article)
    between = {m.party for r in records for m in r.mediators if m.party}
    acts = [r for r in told if r.kind in SIDES_FROM]
    beside = between | _only_proposing(acts)
    at_war = _top(acts, bodies | beside)
    rivals = at_war or _top(acts, bodies | between)
    named = _top([r for r in told if r.kind != "statement"], beside if at_war else frozenset())
    divided = bool(rivals) and _meet(told, rivals)
    if divided:  # proposals first: an answer is rather to who proposed than to the other side
        told = [_addressed(r, rivals, article) if r.kind == "proposal" else r for r in told]
        if _meet([r for r in told if r.kind in SETTLING], rivals):
            standing = _at_war(told)
            told = [_to_both(r, rivals, standing, article) for r in told]
    told = to_proposers(told, article)
    if divided:
        told = [_addressed(r, rivals, article) for r in told]
    told = [_between(r, rivals, article) for r in told]
    if divided:
        fighting = _fighting(told)
        told = [_without_third(r, rivals, fighting, article) for r in told]
    return tuple(_joined(r, named, article, bodies) for r in told) if named else tuple(told)


def returned(records: Sequence[Record], article: Article) -> tuple[Record, ...]:
    """Return the records with those as targets at whom fire is returned: who had attacked before.

    "Rebels attacked a post. Soldiers returned fire."
    """
    attacks = [r for r in records if r.kind == "attack" and r.actors]
    return tuple(_answering(r, attacks, article) for r in records)


def _answering(record: Record, attacks: Sequence[Record], article: Article) -> Record:
    start = record.evidence.start
    if record.kind != "attack" or record.targets:
        return record
    if not read_habits().returned.search(record.evidence.text):
        return record
    before = [r for r in attacks if start - _NEAR <= r.evidence.start < start]
    first = max(before, key=start_of, default=None)
    if first is None or not record.actors or share_a_side(first, record):
        return record
    return noted(record, article, RETURNED, targets=first.actors)


def spoken_to(records: Sequence[Record], article: Article) -> tuple[Record, ...]:
    """Return the records with those as targets of a statement at whom what it does is aimed.

    Whose words accuse, ask or answer somebody speaks towards them (codebook); an inferred side is
    nobody's addressee, nor is the speaker's own.
    """
    done = [r for r in records if r.kind in BY_WORDS and r.targets and TWO_SIDES not in r.rule]
    return tuple(_spoken(r, done, article) for r in records)


def _spoken(record: Record, done: Sequence[Record], article: Article) -> Record:
    if record.kind != "statement" or record.targets:
        return record
    own = [r for r in done if touch(r, record) and sides(r.actors) == sides(record.actors)]
    others = (a for r in own for a in r.targets if sides((a,)).isdisjoint(sides(record.actors)))
    aimed = {a.party: a for a in others if a.party}
    if not aimed:
        return record
    return noted(record, article, IN_WORDS, targets=tuple(aimed.values()))


def of_somebody(records: Sequence[Record]) -> list[Record]:
    """Return the records without those that nobody is said to do to anybody (codebook).

    A demand or an answer is none without the one whose it is: "he has been under pressure to quit";
    nor is support, aid or a threat: of 21 such acts by nobody three were in the annotation. Of
    eleven protests of an unnamed crowd seven were.
    """
    return [
        r
        for r in records
        if r.kind in ANONYMOUS
        or r.plover in CROWDS
        or r.actors
        or (r.targets and not _is_somebodys(r))
    ]


def _is_somebodys(record: Record) -> bool:
    """Tell whether what a record tells of is nothing without the one whose it is."""
    return record.kind in STANDS or record.plover in TOWARDS


def _top(records: Sequence[Record], apart: Collection[str | None] = frozenset()) -> list[str]:
    """Return the two parties that most records name, if each stands in two or more.

    Those ``apart`` are none of the two; nor does who is visited stand out by that.
    """
    counts: Counter[str] = Counter()
    for record in records:
        acting = record.actors[:1] if record.mode == "visit" else record.actors
        named = {a.party for a in (*acting, *record.targets) if a.party}
        counts.update(named.difference(apart))
    top = sorted(counts, key=lambda party: (-counts[party], party))[:2]
    return top if len(top) == 2 and counts[top[1]] > 1 else []


def _at_war(records: Sequence[Record]) -> set[str | None]:
    """Return the parties that do or suffer what sides at war do: who but proposes is none."""
    doing = (r for r in records if r.kind in SIDES_FROM - {"proposal"})
    suffering = (r for r in records if r.kind in SUFFERED)
    return {a.party for r in doing for a in r.actors} | {
        a.party for r in suffering for a in r.targets
    }


def _only_proposing(acts: Sequence[Record]) -> set[str | None]:
    """Return the parties that propose and are answered, and do nothing that sides at war do."""
    return {a.party for r in acts for a in (*r.actors, *r.targets)} - _at_war(acts)


def _meet(records: Sequence[Record], rivals: list[str]) -> bool:
    """Tell whether some record has one of two sides act towards the other, or both act together."""
    both = set(rivals)
    return any(both <= {a.party for a in (*r.actors, *r.targets)} for r in records)


def _addressed(record: Record, rivals: list[str], article: Article) -> Record:
    own = {actor.party for actor in record.actors}
    if record.kind not in ANSWERING or record.targets or len(own) != 1 or not own <= set(rivals):
        return record
    other = next(party for party in rivals if party not in own)
    if record.kind == "violation" and other not in {actor.party for actor in record.source}:
        return record
    return noted(record, article, TWO_SIDES, targets=(Actor(name=other, party=other),))


def _to_both(
    record: Record, rivals: list[str], standing: set[str | None], article: Article
) -> Record:
    """Return what a third party proposes as addressed to both sides at war.

    So where the article names none of them to whom it is, or but one elsewhere.
    """
    own = {actor.party for actor in record.actors}
    settles = record.kind == "proposal" and record.subject not in _UNSETTLING
    if not settles or not own or not own.isdisjoint({*rivals, *standing, None}):
        return record
    to = {actor.party for actor in record.targets}
    if not to < set(rivals) or any(a.name in record.evidence.text for a in record.targets):
        return record
    both = tuple(Actor(name=party, party=party) for party in rivals)
    return noted(record, article, TWO_SIDES, targets=both)


def _between(record: Record, rivals: list[str], article: Article) -> Record:
    """Return a truce that nobody is named for as one of the two sides at war.

    So is one that was agreed and names but one of them: of 53 such in the annotated articles 46
    have two parties.
    """
    own = {actor.party for actor in record.actors}
    lone = len(own) == 1 and record.type == "agreed" and own <= set(rivals)
    if record.kind != "ceasefire" or not rivals or (own and not lone):
        return record
    others = tuple(Actor(name=party, party=party) for party in rivals if party not in own)
    agreed = structs.replace(record, type="agreed")
    return noted(agreed, article, TWO_SIDES, actors=(*record.actors, *others))


def _fighting(records: Sequence[Record]) -> set[str | None]:
    """Return the parties that use force or suffer it, or are said to break a truce."""
    acts = [r for r in records if r.kind in ("attack", "violation")]
    return {a.party for r in acts for a in (*r.actors, *r.targets)}


def _is_named(actor: Actor, record: Record) -> bool:
    """Tell whether the passage of a record gives a name of one who acts, and no mere noun."""
    last = actor.name.split()[-1:] or [""]
    return last[0][:1].isupper() and actor.name in record.evidence.text


def _without_third(
    record: Record, rivals: list[str], fighting: set[str | None], article: Article
) -> Record:
    """Return a truce of two without who does not fight in an article in which two others do.

    Who announces, brokers or tells of the truce of others is no party to it, but who declares one
    for itself is, and so is who is named in the passage, and may each of three and more be.
    """
    own = {actor.party for actor in record.actors}
    told = read_habits().announced.search(record.evidence.text)
    third = {a.party for a in record.actors if told or not _is_named(a, record)}
    third -= {*rivals, *fighting, None}
    whose = bool(told) if record.type == "unilateral" else len(own) <= 2 or bool(told)
    if record.kind != "ceasefire" or not third or None in own or not whose:
        return record
    if read_habits().truce_with.search(record.evidence.text):
        return record
    kept = tuple(a for a in record.actors if a.party not in third)
    others = tuple(Actor(name=p, party=p) for p in rivals if p not in {a.party for a in kept})
    tellers = tuple(a for a in record.actors if a.party in third)
    tellers = tellers if told and read_habits().unveiled.search(told[0]) else ()
    agreed = structs.replace(record, type="agreed", source=record.source or tellers)
    actors = kept if len({a.party for a in kept}) > 1 else (*kept, *others)
    return noted(agreed, article, TWO_SIDES, actors=actors)


def _joined(record: Record, rivals: list[str], article: Article, bodies: frozenset[str]) -> Record:
    own = {actor.party for actor in record.actors}
    lone = record.kind in TOGETHER and len(record.actors) <= 1
    if not lone or not own <= set(rivals) - bodies:
        return record
    if record.mode == "visit":
        return record  # who tours a third country, or a front, need not meet the other side
    if any(shape_of(a.name)[1] in read_habits().inward for a in record.actors):
        return record  # a council meets among its own
    others = tuple(Actor(name=p, party=p) for p in rivals if p not in own)
    return noted(record, article, TWO_SIDES, actors=(*record.actors, *others))


def in_truce(records: Sequence[Record], article: Article) -> tuple[Record, ...]:
    """Return the records with the days of the truce for violations that have no date.

    A truce that is said to be broken was broken while it held: where the article tells of one truce
    alone and gives its first and its last day, those are the days.
    """
    truces = [r for r in records if r.kind == "ceasefire" and r.modality == "asserted"]
    days = {r.when for r in truces}
    closed = len(days) == 1 and all(d and _DAYS.fullmatch(d) for d in days)
    if not closed:
        return tuple(records)
    return tuple(_within(record, truces[0], article) for record in records)


def _within(record: Record, truce: Record, article: Article) -> Record:
    broken = record.kind == "violation" and record.modality == "asserted"
    named = (*record.actors, *record.targets, *record.source)
    own = not truce.actors or not sides(truce.actors).isdisjoint(sides(named))
    if not broken or not own or record.when or "when" in record.as_written:
        return record
    words = {"when": truce.as_written["when"]} if "when" in truce.as_written else {}
    told = structs.replace(
        record,
        when=truce.when,
        as_written={**record.as_written, **words},
        rule=(*record.rule, IN_TRUCE),
    )
    return with_id(told, article.id)
