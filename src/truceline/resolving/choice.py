"""Which candidate a mention means: a log-linear ranking with weights from annotated articles.

The weights are data (``data/choice.tsv``: a feature and its weight a line), fitted by
``bench/fit_actors.py`` as a conditional log-linear model over the candidates of a mention (as in
mention ranking: Denis and Baldridge 2008). What the network points at weighs beside them; how much
is chosen on held-back articles, since in articles that it was trained on it points too surely.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from math import log

from truceline.coding.roles import TOGETHER
from truceline.model import Span
from truceline.resolving.by_rule import SPEAKERS
from truceline.resolving.candidates import (
    Candidate,
    Form,
    Standing,
    candidates,
    form_of,
    of_maker,
    of_side,
    standing_of,
)
from truceline.resolving.cast import Cast
from truceline.resolving.documents import ISSUER
from truceline.resolving.habits import bare, is_pair, read_habits
from truceline.resolving.locality import OF_PLACE
from truceline.resolving.makers import Asked, Sides, named_person
from truceline.resolving.names import plain
from truceline.resolving.naming import AS_NAMED
from truceline.resolving.parties import NOT_ITSELF, Resolution
from truceline.resolving.peoples import as_side, attackers
from truceline.resolving.pointed import Pointed, key_of, pointed
from truceline.resolving.posts import is_kin
from truceline.resolving.roster import read_data
from truceline.resolving.shapes import shape_of
from truceline.resolving.stately import is_bare
from truceline.resolving.titles import SEAT

_PAIR = 2
_DOERS = frozenset(("actors", "source"))
"""Parts that a relative plays for himself: who is hit may be hit for whose he is."""
_DEALINGS = frozenset(("agreement", "meeting", "proposal", "statement"))
"""Kinds that those who have just met do together; who fights is told of others, too."""
_HARDLY, _RATHER, _SURELY = 0.15, 0.5, 0.8
"""How much points at somebody."""
FLOOR = 0.05
"""Probability that is given to every candidate before the logarithm is taken."""


@cache
def weights() -> dict[str, float]:
    """Return the weight of each feature; a feature without one weighs nothing."""
    lines = (line for line in read_data("choice.tsv").splitlines() if not line.startswith("#"))
    return {name: float(value) for name, _, value in (line.partition("\t") for line in lines)}


def choose(cast: Cast, span: Span, asked: Asked, rule: Sides) -> Sides:
    """Return who ``span`` means: the candidate that weighs most, as the side that it stands for."""
    return as_side(cast, span, asked, _weighed(cast, span, asked, rule))


def _weighed(cast: Cast, span: Span, asked: Asked, rule: Sides) -> Sides:
    """Return the candidate for ``span`` that weighs most, the first of equals.

    "The two Koreas", "the other side", "four groups" and "the statement" are whom the rule finds:
    the words say so.
    """
    words = span.of(cast.text)
    if (armed := attackers(cast, span)) is not None:
        return (armed,)
    if asked.kind in _DEALINGS and is_pair(words) and (met := cast.fronts.met(span)):
        return tuple(known._replace(name=known.party or known.name) for known in met)
    person = named_person(cast, span) if rule and rule[0].kind == "person" else None
    if person is None and asked.role in _DOERS and is_kin(words):
        name = bare(words.partition(",")[0])
        return (Resolution(name, None, "unknown", "a relative of somebody"),)
    if person is not None and cast.is_out_of_office(person):
        return (cast.of_chain(person)._replace(kind="person"),)
    if person is not None and rule[0].reason == SEAT:
        return rule
    if len(rule) == 1 and rule[0].reason == SPEAKERS and _acts_alone(asked):
        return rule
    told = len(rule) == _PAIR and not is_pair(words)
    if told or len(rule) > _PAIR or (rule and rule[0].reason in (ISSUER, OF_PLACE)):
        return rule
    if rule and rule[0].party and plain(words) in read_habits().other:
        return rule
    if len(rule) == 1 and _is_community(rule[0]):
        return rule
    if len(rule) == 1 and _is_state_by_name(cast, rule[0], span):
        return rule
    seen = pointed(cast, span)
    found = candidates(cast, span, asked, rule, seen)
    if not found:
        return rule
    best = found[0].sides
    if len(found) > 1:
        best = max(found, key=_scale(cast, words, asked, seen)).sides
        if asked.role in _DOERS:
            best = _named(best, found, rule, seen, words)
        best = _rebels(best, found, rule, seen, words)
        best = _governing(best, found, seen, words)
    return rule if len(rule) == _PAIR and _is_wrong_pair(cast, best, rule) else best


def _named(
    best: Sides, found: Iterable[Candidate], rule: Sides, seen: Pointed, words: str
) -> Sides:
    """Return ``best``, or of a body's name that no data know itself or whose name it is a part of.

    "The Four" are not a group of which the report speaks, too, unless the network points there;
    and "the Tigers" are those of a longer name at which it surely points.
    """
    if len(rule) != 1 or rule[0].reason != AS_NAMED or not seen.known or len(best) != 1:
        return best
    own, one = key_of(rule[0]), best[0]
    if key_of(one) == own:
        whole = (c.sides for c in found if seen.share.get(key_of(c.sides[0]), 0.0) >= _SURELY)
        return next((s for s in whole if len(s) == 1 and _has_words(s[0], words)), best)
    body = any(
        maker.startswith("chain.name.body")
        for c in found
        if key_of(c.sides[0]) == own
        for maker in c.makers
    )
    weak = body and plain(bare(words)) == plain(rule[0].name)
    return rule if weak and seen.share.get(key_of(one), 0.0) < _HARDLY else best


def _rebels(
    best: Sides, found: Iterable[Candidate], rule: Sides, seen: Pointed, words: str
) -> Sides:
    """Return ``best``, or for a land's rebels without a name the group that is pointed at."""
    if len(rule) != 1 or rule[0].reason != NOT_ITSELF or best != rule:
        return best
    if read_habits().rebels.isdisjoint(plain(words).split()):
        return best
    groups = (c.sides for c in found if len(c.sides) == 1 and c.sides[0].kind == "group")
    return next((s for s in groups if seen.share.get(key_of(s[0]), 0.0) >= _RATHER), best)


def _governing(best: Sides, found: Iterable[Candidate], seen: Pointed, words: str) -> Sides:
    """Return ``best``, or for a government without a name the state at which the network points."""
    if len(best) != 1 or not is_bare(words) or seen.share.get(key_of(best[0]), 0.0) >= _HARDLY:
        return best
    states = (c.sides for c in found if len(c.sides) == 1 and c.sides[0].kind == "state")
    return next((s for s in states if seen.share.get(key_of(s[0]), 0.0) >= _RATHER), best)


def _has_words(known: Resolution, words: str) -> bool:
    """Tell whether the words of a mention are all part of the name of a side."""
    return set(plain(bare(words)).split()) <= set(plain(known.party or "").split())


def _is_wrong_pair(cast: Cast, best: Sides, rule: Sides) -> bool:
    """Tell whether "both" are rather the two whom the rule finds than those who weigh most.

    So where one alone of the two weighs most, and where those of the rule fight, answer or demand
    in what is told and another does not.
    """
    if len(best) == 1 and key_of(best[0]) in {key_of(s) for s in rule}:
        return True
    return _act(cast, rule) and not _act(cast, best)


def _act(cast: Cast, sides: Sides) -> bool:
    return all(cast.fronts.acts[side.party or ""] for side in sides)


def _acts_alone(asked: Asked) -> bool:
    """Tell whether "we" act and are one side: at a meeting both sides may be."""
    return asked.role == "actors" and asked.kind not in TOGETHER


def _is_community(known: Resolution) -> bool:
    """Tell whether leaders of a faith or a people within a state are meant."""
    many = plain(known.party or "").rpartition(" ")[2]
    return known.reason == NOT_ITSELF and many in {
        plain(m) for m in read_habits().communities.values()
    }


def _is_state_by_name(cast: Cast, known: Resolution, span: Span) -> bool:
    """Tell whether a mention is a state's own name: the network, which reads "US" as "us", errs."""
    words = bare(span.of(cast.text))
    if known.kind != "state" or known.name != known.party or not words[:1].isupper():
        return False
    named = cast.resolve(words)
    return (named.kind, named.name, named.party) == ("state", known.party, known.party)


def _scale(cast: Cast, words: str, asked: Asked, seen: Pointed) -> Callable[[Candidate], float]:
    """Return what tells how much a candidate for the mention ``words`` weighs."""
    form = form_of(words, asked)
    table, (of_maker, of_standing) = weights(), _reckoner(_without_rare_noun(form))
    name, by_noun = plain(words), _by_noun().get(form.noun if _has_rare_noun(form) else "")

    def weight(candidate: Candidate) -> float:
        told = sum(map(of_maker, candidate.makers))
        if by_noun:
            told += sum([by_noun.get(maker, 0.0) for maker in candidate.makers])
        told += of_standing(standing_of(candidate, cast, name, asked))
        marks = signs(candidate, seen, words)
        return told + sum([table.get(mark, 0.0) * value for mark, value in marks.items()])

    return weight


def _has_rare_noun(form: Form) -> bool:
    """Tell whether a mention's noun is one of thousands, weighed with each maker alone."""
    return form.form not in ("name", "pronoun")


def _without_rare_noun(form: Form) -> Form:
    return form if form.form == "pronoun" else form._replace(noun="")


@cache
def _by_noun() -> dict[str, dict[str, float]]:
    """Return how much each maker weighs for mentions with a noun, by the noun."""
    found: dict[str, dict[str, float]] = {}
    for name, weight in weights().items():
        maker, _, noun = name.partition("|")
        found.setdefault(noun, {})[maker] = weight
    return {noun: by for noun, by in found.items() if noun not in ("", "noun", "named", "pair")}


_Reckoner = tuple[Callable[[str], float], Callable[[Standing], float]]


@lru_cache(maxsize=1024)
def _reckoner(form: Form) -> _Reckoner:
    """Return what tells how much a maker and a side weigh for mentions of one form.

    The same few come up again and again, so each is reckoned once.
    """
    return cache(lambda maker: _sum(of_maker(maker, form))), cache(lambda s: _sum(of_side(s, form)))


def _sum(names: Iterable[str]) -> float:
    return sum(weights().get(name, 0.0) for name in dict.fromkeys(names))


def signs(candidate: Candidate, seen: Pointed, words: str) -> dict[str, float]:
    """Return how far the network points at a candidate for the mention ``words``, by name.

    What points at the mention's own words speaks for one who has no party but these words.
    """
    if not seen.known:
        return {}
    share = sum([seen.share.get(key_of(side), 0.0) for side in candidate.sides])
    found = {"pointed": log(share + FLOOR)}
    found[f"pointed|{shape_of(words)[0]}"] = found["pointed"]
    if not [side for side in candidate.sides if side.party is not None]:
        found["pointed own"] = log(seen.own + FLOOR)
    if not candidate.makers:
        found["pointed alone"] = 1.0
    return found
