"""Who is condemned is not who was hit: "she condemned the killing of a guard" accuses no guard."""

from __future__ import annotations

from collections.abc import Sequence

from truceline.coding.phrases import Phrases
from truceline.model import Anchor, Role


def spare_victims(anchors: Sequence[Anchor], phrases: Phrases) -> list[Anchor]:
    """Return the anchors with the victims of an attack told in it taken out of an accusation.

    Those who are said to have attacked are accused in their place.
    """
    attacks = [a for a in anchors if a.kind == "attack"]
    return [_spared(a, attacks, phrases) if a.kind == "accusation" else a for a in anchors]


def _spared(accusation: Anchor, attacks: list[Anchor], phrases: Phrases) -> Anchor:
    roles: list[Role] = []
    for role in accusation.roles:
        attack = _attack_on(role, accusation, attacks, phrases) if role.name == "targets" else None
        if attack is None:
            roles.append(role)
            continue
        own = [r.span for r in accusation.roles if r.name in ("actors", "targets")]
        acting = (r for r in attack.roles if r.name == "actors")
        roles += (r.called("targets") for r in acting if not any(r.span.overlaps(s) for s in own))
    return accusation._replace(roles=tuple(roles))


def _attack_on(
    role: Role, accusation: Anchor, attacks: list[Anchor], phrases: Phrases
) -> Anchor | None:
    """Return the attack of the sentence, told between accuser and victim, that hits the victim."""
    sentence = phrases.sentence(accusation.span.start)
    for attack in attacks:
        if sentence is None or not sentence.span.covers(attack.span):
            continue
        between = accusation.span.end <= attack.span.start and attack.span.end <= role.span.start
        hit = any(r.name == "targets" and r.span.overlaps(role.span) for r in attack.roles)
        if between and hit:
            return attack
    return None
