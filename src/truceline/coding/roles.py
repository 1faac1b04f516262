"""Mend the edges of roles: a mention is a whole noun phrase, a whole name, and no loose word.

The network scores words one by one; who is listed together, who sums up others and who only says
whose or where another is, is told by the phrases.
"""

from __future__ import annotations

from truceline.coding.clauses import tops
from truceline.coding.phrases import Phrases
from truceline.model import Anchor, Role, Span, Word

MENTIONS = frozenset(("actors", "targets", "source", "mediators", "place", "venue"))
"""Roles that are filled by mentions of somebody or of a place."""

PARTIES = frozenset(("actors", "targets", "source", "mediators"))

TIMES = frozenset(("time", "start", "end"))
"""Roles that are filled by a date; that of a dateline is the report's."""

ACTING = frozenset(("actors", "targets"))
DEEDS = frozenset(("attack", "action", "meeting"))
"""Kinds that nobody does by speaking."""
TOGETHER = frozenset(("meeting", "agreement", "ceasefire"))
"""Kinds that all parties do together."""
QUANTITIES = frozenset(("count", "killed", "injured", "duration", "losses"))
"""Roles that are filled by a number and what it counts."""

_FAR = 3
_LIKELY = 0.4
"""Probability from which a loose word that alone fills a role stands for its phrase."""
_SIDED = ("organisation", "nationality", "place")
"""Types of names that may be sides by themselves."""


def mend(anchor: Anchor, phrases: Phrases) -> Anchor:
    """Return ``anchor`` with each mention whole, once, and loose words for nobody left out."""
    mended: list[Role] = []
    for role in anchor.roles:
        if role.name in QUANTITIES:
            _add(mended, role.at(phrases.quantity(role.span)))
            continue
        if role.name not in MENTIONS:
            if role.name not in TIMES or not phrases.in_dateline(role.span):
                mended.append(role)
            continue
        whole = _mention(role, anchor, phrases)
        if whole is None or whole == anchor.span:
            continue
        if role.name in PARTIES and phrases.in_dateline(whole):
            continue
        if whole.start <= anchor.span.start and anchor.span.end <= role.span.start:
            whole = Span(role.span.start, whole.end)  # the act is no part of who does it
        if phrases.is_hyphened_to(role.span, anchor.span):
            whole = role.span  # "Keth-backed rebels": Keth backs
        whole = phrases.behind_dateline(whole)
        if role.name == "actors" and phrases.is_event(whole):
            if not phrases.is_whose(role.span, whole):
                continue
            whole = role.span
        if (
            role.name in ("actors", "targets")
            and anchor.kind != "attack"
            and phrases.is_thing(whole)
        ):
            continue
        _add(mended, role.at(whole))
    mended = _with_go_between(mended, phrases)
    mended = _with_conjuncts(anchor, mended, phrases)
    listed = _listed(mended if anchor.kind in TOGETHER else _one_part_each(mended), phrases)
    hit = anchor.kind == "attack"
    named = [r for r in listed if not _sums_up(r, listed, phrases, hit=hit)]
    return anchor._replace(roles=tuple(r for r in named if not _belongs(r, named, phrases)))


def _mention(role: Role, anchor: Anchor, phrases: Phrases) -> Span | None:
    """Return the whole phrase of which a role is a part.

    The network may be sure of the article alone, which counts where nobody else fills the role.
    """
    span = phrases.subject_within(role.span)
    whole = phrases.mention(span)
    if whole is not None or role.name not in ACTING or role.probability < _LIKELY:
        return whole
    others = (r.span for r in anchor.roles if r.name == role.name and r is not role)
    if any(phrases.mention(s) for s in others):
        return None
    done = role.name == "actors" and anchor.kind in DEEDS
    return phrases.opened(role.span, anchor.span if done else None)


def _with_conjuncts(anchor: Anchor, roles: list[Role], phrases: Phrases) -> list[Role]:
    """Return the roles with all names that one of them is listed with: "A, B and C agreed".

    Of two alone that are joined both do if both are states, peoples or bodies ("Keth and the
    League"); persons and other names only where an act takes both.
    """
    out = list(roles)
    for role in roles:
        if role.name not in ("actors", "targets"):
            continue
        listed = _names_listed(*phrases.inside(role.span))
        few = len(listed) < _FAR and anchor.kind not in TOGETHER
        if few and not all(phrases.is_named(word.span, _SIDED) for word in listed):
            continue
        for word in listed:
            whole = phrases.mention(word.span)
            if whole and not any(r.span.overlaps(whole) for r in out if r.name in PARTIES):
                out.append(Role(role.name, whole, role.probability))
    return out


def _names_listed(words: tuple[Word, ...], inside: range) -> list[Word]:
    """Return the names that the head of a mention is joined to, itself too; none if it is alone."""
    heads = tops(inside, words)
    if len(heads) != 1:
        return []
    first = words[heads[0]].head if words[heads[0]].relation == "conj" else heads[0]
    if not words[first].tag.startswith("NNP"):
        return []
    listed = [words[first], *(w for w in words if w.head == first and w.relation == "conj")]
    named = len(listed) > 1 and all(word.tag.startswith("NNP") for word in listed)
    return listed if named else []


def _with_go_between(roles: list[Role], phrases: Phrases) -> list[Role]:
    """Return the roles with all of one list as mediators: "brokered by Rhun and Selm"."""
    between = [r for r in roles if r.name == "mediators"]
    if not between:
        return roles

    def joined(role: Role) -> bool:
        return role.name in ("actors", "targets") and any(
            b.span.end <= role.span.start and phrases.is_list(Span(b.span.end, role.span.start))
            for b in between
        )

    return [r.called("mediators") if joined(r) else r for r in roles]


def _one_part_each(roles: list[Role]) -> list[Role]:
    """Return the roles with a mention that acts and is aimed at in the likelier part alone."""
    parts = ("actors", "targets")
    twins = {
        (r.name, r.span)
        for r in roles
        for o in roles
        if r.name in parts and o.name in parts and o.name != r.name and o.span == r.span
        if o.probability > r.probability
    }
    return [r for r in roles if (r.name, r.span) not in twins]


def _belongs(role: Role, roles: list[Role], phrases: Phrases) -> bool:
    """Tell whether a mention only says where, whose or what another one of its role is.

    Of "gunmen in the Gaza Strip" the gunmen act, not the strip; of "the Ostra Guard, an arm of the
    Front" the guard does.
    """
    if role.name not in PARTIES:
        return False
    others = [r.span for r in roles if r.name == role.name and r.span != role.span]
    words, inside = phrases.inside(role.span) if others else ((), range(0))
    at = next(iter(tops(inside, words)), None)
    for _ in range(_FAR):
        if at is None or words[at].relation.split(":")[0] not in ("nmod", "appos"):
            return False
        at = words[at].head
        if any(span.covers(words[at].span) for span in others):
            return True
    return False


def _sums_up(role: Role, roles: list[Role], phrases: Phrases, *, hit: bool) -> bool:
    """Tell whether a mention only sums up those behind it: "countries such as Keth and Rhun".

    Of those who are ``hit`` ("ten people, including a Kethian") it tells more than they do.
    """
    if role.name not in PARTIES or (hit and role.name == "targets"):
        return False
    named = (r.span for r in roles if r.name == role.name and r.span.start > role.span.end)
    return any(
        phrases.is_summed(Span(role.span.end, span.start))
        and phrases.is_named(span)
        and not phrases.is_named(role.span)
        for span in named
    )


def _listed(roles: list[Role], phrases: Phrases) -> list[Role]:
    """Join the members of one list: "the envoys of Rhun, Selm and the League" is one mention."""
    out: list[Role] = []
    for role in sorted(roles, key=lambda r: (r.name, r.span)):
        before = out[-1] if out else None
        if (
            before is not None
            and role.name in PARTIES
            and before.name == role.name
            and phrases.is_list(Span(before.span.end, role.span.start))
            and not phrases.begins_clause(before.span, role.span)
        ):
            chance = max(before.probability, role.probability)
            out[-1] = Role(role.name, Span(before.span.start, role.span.end), chance)
        else:
            out.append(role)
    return out


def _add(roles: list[Role], new: Role) -> None:
    """Add ``new`` unless one of its kind covers it; take the place of those that it covers."""
    for i, old in enumerate(roles):
        if old.name == new.name and old.span.overlaps(new.span):
            span = Span(min(old.span.start, new.span.start), max(old.span.end, new.span.end))
            roles[i] = Role(old.name, span, max(old.probability, new.probability))
            return
    roles.append(new)
