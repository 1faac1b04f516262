"""Who one mention is by rule: a person in full, who "he" stands for, the name beside a noun."""

from __future__ import annotations

import re

from truceline.model import Span
from truceline.reading.nouns import load_words
from truceline.resolving.cast import Cast
from truceline.resolving.documents import issuer_of
from truceline.resolving.habits import bare, read_habits
from truceline.resolving.letterheads import holder_of
from truceline.resolving.locality import services_of
from truceline.resolving.names import plain
from truceline.resolving.parties import Resolution
from truceline.resolving.shapes import short_of

_OWN = re.compile(r"(?i)^(his|her|its|their|our|my|whose)\s+(?:own\s+)?(.*)$", re.DOTALL)
SPEAKERS = "the side of the speaker"
"""Why "we" is a side: somebody whose side is known says it."""
_SELVES = frozenset(("we", "us", "our", "ours", "ourselves"))
_OF_THEM = re.compile(r"(?i)\w+ of (?=\w+$)")
_FOR = re.compile(r"\b(?:for|of|to|by)\s+((?:[\w.]+\s+)*)$")
_BESIDE = 3
"""Characters between a name and the office before it."""


def one_by_rule(cast: Cast, span: Span) -> Resolution:
    """Return who a mention that names one is; its own words where nothing tells."""
    words = span.of(cast.text)
    inside = cast.chains.within(span)
    person = _person(cast, span, inside)
    if person is not None:
        return cast.of_chain(cast.chains.mentions[person].chain)
    own = _OWN.match(words)
    if own:
        return _owned(cast, span, own)
    issuer = issuer_of(cast, span) or holder_of(cast, span)
    if issuer is not None:
        return issuer
    local = services_of(cast, span)
    if local is not None:
        return local
    head = _head(cast, inside)
    if head is not None and _is_pronoun(cast, head, span):
        return _pronoun(cast, head, words)
    called = _called(cast, span, inside)
    if called is not None:
        return cast.of_chain(cast.chains.mentions[called].chain)
    exact = _exact(cast, span, inside)
    named = _by_data(cast, span, inside, exact)
    if named is not None:
        return named
    if exact is not None and cast.chains.forms[exact] == "name":
        return cast.of_chain(cast.chains.mentions[exact].chain)
    beside = cast.of_phrase(span)
    if beside.party is not None:
        return beside._replace(name=bare(beside.name))
    return _meant(cast, span, head, words)


def _by_data(cast: Cast, span: Span, inside: list[int], exact: int | None) -> Resolution | None:
    """Return who the data know by the words of a mention, or by a body's whole name in it.

    ``exact`` is the mention that ``span`` is: a person is of the side that the article gives him.
    """
    words = span.of(cast.text)
    known = cast.resolve(words)
    if known.kind == "person" and exact is not None and is_person(cast, _chain_of(cast, exact)):
        return cast.of_chain(_chain_of(cast, exact))
    if known.kind in ("person", "office") and (whole := cast.with_owner(span)) != span:
        known = cast.resolve(whole.of(cast.text))._replace(name=words)
    if known.party is None and short_of(words) != words:
        named = cast.resolve(short_of(words))
        known = named if named.kind in ("group", "organisation") else known
    if known.kind == "unknown" and known.party is not None:
        within = _body_within(cast, span, inside)
        if within is not None:
            return within
    return known._replace(name=bare(known.name)) if known.party is not None else None


def _chain_of(cast: Cast, index: int) -> int:
    return cast.chains.mentions[index].chain


def _exact(cast: Cast, span: Span, inside: list[int]) -> int | None:
    """Return the mention that ``span`` is, but for an article before it."""
    for index in inside:
        mention = cast.chains.mentions[index].span
        lead = cast.text[span.start : mention.start].strip().lower()
        if mention.end == span.end and lead in ("", "the", "a", "an"):
            return index
    return None


def _body_within(cast: Cast, span: Span, inside: list[int]) -> Resolution | None:
    """Return the group or body that a phrase names in full ("Veland's Ostra Front")."""
    for index in reversed(inside):
        mention = cast.chains.mentions[index]
        chain = cast.chains.chains[mention.chain]
        if cast.chains.forms[index] != "name" or not span.covers(mention.span):
            continue
        known = cast.of_chain(mention.chain)
        whole = chain.kind == "body" and " " in chain.name and mention.span.end == span.end
        after = cast.text[mention.span.end : mention.span.end + 1]
        if (known.kind == "group" and after != "-") or (whole and known.kind != "state"):
            return known
    return None


def _is_pronoun(cast: Cast, head: int, span: Span) -> bool:
    """Tell whether ``span`` is a pronoun or "one of them"."""
    mention = cast.chains.mentions[head].span
    alone = mention == span or bool(_OF_THEM.match(span.of(cast.text)))
    return cast.chains.forms[head] == "pronoun" and alone


def _called(cast: Cast, span: Span, inside: list[int]) -> int | None:
    """Return the name that ends a phrase and is what its noun is called ("the group X")."""
    for index in inside:
        mention = cast.chains.mentions[index].span
        before = cast.text[span.start : mention.start].rstrip()
        noun = before.rpartition(" ")[2]
        if mention.end == span.end and noun in read_habits().called:
            return index if cast.chains.forms[index] == "name" else None
    return None


def _pronoun(cast: Cast, head: int, words: str) -> Resolution:
    known = cast.of_chain(cast.chains.mentions[head].chain)
    if plain(words) in _SELVES and known.kind == "person" and known.party:
        return Resolution(known.party, known.party, "unknown", SPEAKERS)
    return known


def _person(cast: Cast, span: Span, inside: list[int]) -> int | None:
    """Return the person named in ``span``, unless something of theirs is meant."""
    for index in inside:
        mention = cast.chains.mentions[index]
        chain = cast.chains.chains[mention.chain]
        if cast.chains.forms[index] != "name" or chain.kind != "person":
            continue
        if not span.covers(mention.span):
            continue
        after = cast.text[mention.span.end : span.end].strip()
        before = cast.text[span.start : mention.span.start]
        gaps = (mention.span.start - said.end for said in chain.descriptions)
        titled = any(0 <= gap < _BESIDE for gap in gaps)
        if after.startswith(("'s ", "’s ")) or (_is_for(before) and not titled):
            continue
        if not after or after[0] in ",('’-–—" or after.startswith(("of ", "from ", "who ")):
            return index
    return None


def _is_for(before: str) -> bool:
    """Tell whether the words before a name make it whose something is ("the talks of Mr. X").

    Not where another name stands between: "the envoy for Rhun Ana Temel" is Ana Temel.
    """
    found = _FOR.search(before)
    between = found[1].split() if found else []
    return bool(found) and not any(
        word[:1].isupper() and plain(word) not in load_words().all_titles for word in between
    )


def _head(cast: Cast, inside: list[int]) -> int | None:
    """Return the mention that a span begins with, the longest first."""
    return min(
        inside,
        key=lambda i: (cast.chains.mentions[i].span.start, -cast.chains.mentions[i].span.end),
        default=None,
    )


def _owned(cast: Cast, span: Span, own: re.Match[str]) -> Resolution:
    """Resolve "his government" and "their abductors" by who owns it."""
    owner = Resolution("", None, "unknown", "")
    for index in cast.chains.within(Span(span.start, span.start + len(own[1]))):
        if cast.chains.forms[index] == "pronoun":
            owner = cast.of_chain(cast.chains.mentions[index].chain)
    if owner.party is None:
        return Resolution(bare(own[2]), None, "unknown", "owner is not known")
    name = owner.party if plain(own[2]) in read_habits().homelands else own[2]
    return Resolution(bare(name), owner.party, owner.kind, owner.reason)


def _meant(cast: Cast, span: Span, head: int | None, words: str) -> Resolution:
    """Resolve a noun by its chain, then by what the article is about."""
    habits = read_habits()
    if head is not None:
        known = cast.of_chain(cast.chains.mentions[head].chain)
        if known.party is not None:
            return known._replace(name=bare(known.name))
    nouns = set(plain(words).split())
    last = plain(words).rpartition(" ")[2]
    if words[:4].lower() in ("the ", "this", "that") and last in read_habits().homelands:
        state = cast.main_state(span.start)
        if state is not None:
            return Resolution(state, state, "state", "the state the article is about")
    if len(nouns) == 1 and nouns & habits.rebels and not last.endswith(("s", "men", "y", "ion")):
        words += "s"
    definite = words[:4].lower() == "the "
    called = re.search(r"\s[A-Z]|^[A-Z]\w+ ", words.removeprefix("The "))
    if nouns & habits.rebels and not called and (definite or not nouns & habits.vague):
        group = cast.rebels(last, span.start)
        if group is not None:
            return group
    elif nouns & habits.of_state and not nouns & habits.joint:
        state = cast.main_state(span.start, local=bool(nouns & habits.local))
        if state is not None:
            return Resolution(bare(words), state, "state", "the state the article is about")
    fullest = words
    return Resolution(bare(fullest), None, "unknown", "named by nobody")


def is_person(cast: Cast, number: int) -> bool:
    """Tell whether a chain is that of a person with a name."""
    chain = cast.chains.chains[number]
    return chain.kind == "person" and chain.named
