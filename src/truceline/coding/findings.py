"""From anchors to findings: which anchors are kept, and the passage that shows each.

The network's anchors are gathered and merged with those of the rules, the unlikely ones left out,
the same thing found on neighbouring words counted once; quotations make the statements.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from truceline.coding import company, counterclaims, topic, twofold
from truceline.coding.addressees import address
from truceline.coding.apart import in_own_clause
from truceline.coding.awaited import spare_answering, spare_waiting
from truceline.coding.brokers import spare_brokers
from truceline.coding.company import of_bodies, part_company
from truceline.coding.confidence import Calibration
from truceline.coding.counterclaims import answer_violations
from truceline.coding.expiry import spare_expiry
from truceline.coding.floors import least_between, least_confidence, sure_roles
from truceline.coding.gathering import gather
from truceline.coding.matching import apply_rules
from truceline.coding.messengers import spare_messengers
from truceline.coding.passages import before_predicate, whole_phrases, whole_words
from truceline.coding.phrases import Phrases, first_word
from truceline.coding.retold import take_up
from truceline.coding.roles import mend
from truceline.coding.rulebook import RuleBook
from truceline.coding.scenes import spare_scenes
from truceline.coding.statements import find_statements
from truceline.coding.subjects import settle
from truceline.coding.tolls import TOLLS, add_tolls, own_tolls, sort_tolls
from truceline.coding.twofold import each_thing, own_terms
from truceline.coding.victims import spare_victims
from truceline.model import Anchor, Finding, Reading, Role, Sentence, Span
from truceline.reading.nearby import Nearby, touched

SHOWN = frozenset(
    (
        "actors", "targets", "mediators", "time", "place", "about", "demand", "content", "venue",
        "conditions", "count", "killed", "injured", "duration", "losses", "start", "end",
        "monitoring",
    )
)  # fmt: skip
"""Roles that belong to the passage which shows a record; who vouches for it need not."""

WORDED = frozenset(("demand", "content", "about", "conditions"))
"""Roles that are quoted in a record as they stand in the article."""
COUNTS = (*TOLLS, "losses")
COUNTED = 0.3
"""Probability from which a number counts the dead, the injured or what was lost."""
HINTED = 0.8
"""Share of the cut at which an act in an article on topic lets its quotations count."""
_SURE = 0.5
"""Probability from which somebody named as the attacker tells two attacks apart."""
HEEDED = frozenset(("meeting", "agreement", "violation", "proposal", "response"))
"""Kinds that tell of others beside them: who meets whom, who is accused, what is offered."""
_HEEDED = min(company.LEAST, counterclaims.LEAST, twofold.LEAST)
"""Probability from which they do."""
NEAR = 3
"""Anchors of one kind this many words apart, or fewer, are one if their parties agree."""


PHRASAL = frozenset(("nsubj", "obj", "iobj", "obl", "nmod", "acl", "amod", "compound", "nummod"))
"""Relations within one clause, or from a noun to the clause that describes it."""


def find_records(
    reading: Reading,
    rulebook: RuleBook,
    calibration: Calibration,
    least: float | None = None,
) -> tuple[Finding, ...]:
    """Return what the article reports, in reading order, undated and unresolved.

    ``least`` replaces the default cut on confidence for every kind; without it some that lie below
    are returned, too, and marked so: they are records only between two known sides. Quotations are
    statements only where the article tells something else that passes that cut or the default one,
    or nearly so in words of a conflict: a report of a match or a novel quotes people, too.
    """
    phrases = Phrases(reading)
    own, odds = own_rules(rulebook), topic.load().log_odds(reading.sentences)
    on_topic = calibration.is_clear(odds)
    kept, of_conflict = [], False
    found = apply_rules(rulebook, gather(reading))
    matter = [a for a in found if _may_matter(a, calibration, odds, least)]
    for anchor, more in take_up(_settled(matter, phrases), phrases):
        sentence = phrases.sentence(anchor.span.start)
        if sentence is None:
            continue
        confidence = _confidence(anchor, calibration, odds)
        asked = not own.isdisjoint(anchor.rule.split())
        likely = partial(_is_likely, anchor, confidence, calibration, sentence, on_topic=on_topic)
        hinted = on_topic and (confidence or 0.0) >= calibration.cut(anchor.kind) * HINTED
        of_conflict = of_conflict or asked or hinted or likely(None) or likely(least)
        sound = least is not None or not _is_doubtful(anchor, confidence, sentence)
        stands = asked or (likely(least) and sound)
        below = not stands and least is None and on_topic and _may_stand(anchor, confidence)
        if stands or below:
            sure = spare_scenes(spare_brokers(sure_roles(anchor, phrases), sentence))
            evidence = phrases.behind_dateline(evidence_of(sure, sentence))
            if more is not None and (last := phrases.sentence(more.span.start)) is not None:
                evidence = evidence._replace(end=evidence_of(more, last).end)
            kept.append(Finding(sure, sentence.span, evidence, confidence, below))
    told = [one for finding in _once(kept, phrases) for one in _apart(finding, rulebook, phrases)]
    said = _heard(find_statements(reading), reading) if of_conflict else ()
    all_found = [*told, *(address(s, phrases) for s in said)]
    return tuple(sorted(all_found, key=lambda f: (f.evidence, f.anchor.span, f.anchor.kind)))


def _heard(statements: Iterable[Finding], reading: Reading) -> Iterator[Finding]:
    """Yield the statements in whose words the network hears anybody, however doubtfully.

    It hears nobody in titles, slogans and words that stand between unpaired marks: of 80 such
    quotations in annotated articles five were statements.
    """
    anchors = (a for a in reading.anchors if a.kind == "statement")
    heard = [(a.span, *(r.span for r in a.roles if r.name == "quote")) for a in anchors]
    near = Nearby(heard)
    for said in statements:
        told = (span for i in near.to(said.evidence) for span in heard[i])
        if any(span.overlaps(said.evidence) for span in told):
            yield said


def _apart(finding: Finding, rulebook: RuleBook, phrases: Phrases) -> tuple[Finding, ...]:
    """Return what an offer or an answer tells of each thing that it is about."""
    sentence = phrases.sentence(finding.anchor.span.start)
    subjects = rulebook.vocabulary.named("subject")
    return each_thing(finding, sentence, subjects) if sentence else (finding,)


def _may_matter(anchor: Anchor, calibration: Calibration, odds: float, least: float | None) -> bool:
    """Tell whether an anchor may be kept, let quotations count, or tell of one beside it.

    One of rules may. Statements are made of quotations: their anchors have done their part.
    """
    kind, told = anchor.kind, anchor.probability >= _HEEDED
    if kind == "statement":
        return False
    if kind == "attack" or "rule:" in anchor.rule or (kind in HEEDED and told):
        return True
    confidence, cut = _confidence(anchor, calibration, odds), calibration.cut(kind) * HINTED
    least = least_between(anchor) if least is None else least
    return confidence is None or confidence >= min(cut, least)


def _settled(found: Iterable[Anchor], phrases: Phrases) -> list[Anchor]:
    """Return the anchors of network and rules with their roles mended."""
    settled = [settle(_worded(mend(a, phrases), phrases), phrases) for a in found]
    settled = [in_own_clause(spare_messengers(a, phrases), phrases) for a in settled]
    settled = [spare_answering(spare_waiting(a, phrases), phrases) for a in settled]
    settled = part_company([of_bodies(a, phrases) for a in settled], phrases)
    mended = own_terms(spare_victims(answer_violations(settled, phrases), phrases), phrases)
    mended = [spare_expiry(a, phrases) for a in mended]
    counted = [add_tolls(sort_tolls(a, phrases), phrases) for a in mended]
    return own_tolls(counted, phrases)


def _is_likely(
    anchor: Anchor,
    confidence: float | None,
    calibration: Calibration,
    sentence: Sentence,
    least: float | None,
    *,
    on_topic: bool,
) -> bool:
    """Tell whether an anchor passes the cut; one of rules alone does if its kind is trusted.

    Trust and tolls count only in an article that is clearly ``on_topic``.
    """
    if confidence is None:
        return on_topic and anchor.kind in calibration.trusted
    if least is not None:
        return confidence >= least
    likely = confidence >= calibration.cut(anchor.kind)
    return likely or (on_topic and _tells_toll(anchor, calibration.toll, sentence))


def _is_doubtful(anchor: Anchor, confidence: float | None, sentence: Sentence) -> bool:
    """Tell whether what an anchor tells of is less sure than it must be to stand by itself.

    It may still be what an article with quotations is about.
    """
    if confidence is None:
        return False
    at = first_word(anchor.span, sentence.words)
    word = "" if at is None else sentence.words[at].lemma.lower()
    return confidence < least_confidence(anchor, word)


def _may_stand(anchor: Anchor, confidence: float | None) -> bool:
    """Tell whether what an anchor tells of is sure enough to be kept if it is between two sides."""
    return confidence is not None and confidence >= least_between(anchor)


def _tells_toll(anchor: Anchor, least: float, sentence: Sentence) -> bool:
    """Tell whether a possible attack counts its dead, injured or losses in its own sentence."""
    counted = any(
        r.name in COUNTS and r.probability >= COUNTED and sentence.span.covers(r.span)
        for r in anchor.roles
    )
    return anchor.kind == "attack" and counted and anchor.probability >= least


def own_rules(rulebook: RuleBook) -> set[str]:
    """Return the names of the user's rules, which make records of any kind by themselves.

    The package's do so for trusted kinds only: of what they alone found in the others, about a
    tenth was right on held-back articles.
    """
    package = RuleBook.load()
    if rulebook is package:
        return set()
    return {rule.name for rule in rulebook.rules} - {rule.name for rule in package.rules}


def _confidence(anchor: Anchor, calibration: Calibration, odds: float) -> float | None:
    if all(made.startswith("rule:") for made in anchor.rule.split()):
        return None
    return round(calibration.confidence(anchor.kind, anchor.probability, odds), 3)


def evidence_of(anchor: Anchor, sentence: Sentence) -> Span:
    """Return the passage from the first to the last word that fills a role in the sentence."""
    spans = [r.span for r in anchor.roles if r.name in SHOWN and sentence.span.covers(r.span)]
    spans.append(anchor.span)
    start, end = min(s.start for s in spans), max(s.end for s in spans)
    inside = [w for w in sentence.words if start <= w.span.start and w.span.end <= end]
    if len(inside) < NEAR:
        return _clause(anchor, sentence)
    return whole_phrases(Span(start, end), sentence)


def _worded(anchor: Anchor, phrases: Phrases) -> Anchor:
    """Return ``anchor`` with what is demanded, said or set as a condition in whole phrases."""
    if not any(role.name in WORDED for role in anchor.roles):
        return anchor
    return anchor._replace(roles=tuple(_in_whole_words(r, anchor, phrases) for r in anchor.roles))


def _in_whole_words(role: Role, anchor: Anchor, phrases: Phrases) -> Role:
    sentence = phrases.sentence(role.span.start) if role.name in WORDED else None
    if sentence is None or not sentence.span.covers(role.span):
        return role
    return role.at(whole_words(before_predicate(role.span, anchor.span, sentence), sentence))


def _clause(anchor: Anchor, sentence: Sentence) -> Span:
    """Return the anchor's own words in the tree: it and all that depends on it."""
    words = sentence.words
    at = first_word(anchor.span, words)
    if at is None:
        return sentence.span
    below = {at}
    for _ in words:
        more = {i for i, w in enumerate(words) if w.head in below} | below
        if more == below:
            break
        below = more
    kept = [words[i] for i in sorted(below) if words[i].relation != "punct" or i > min(below)]
    if not kept:
        return anchor.span
    while len(kept) > 1 and kept[-1].tag in (".", ",", ":"):
        kept.pop()
    return Span(kept[0].span.start, kept[-1].span.end)


def _once(findings: Iterable[Finding], phrases: Phrases) -> list[Finding]:
    """Make one finding of anchors that tell of one thing in a sentence, the likelier leading.

    What lies below its cut adds nothing to what lies above.
    """
    kept: list[Finding] = []
    in_sentence: dict[tuple[str, Span], list[int]] = {}
    for finding in sorted(findings, key=lambda f: f.below):
        alike = in_sentence.setdefault((finding.anchor.kind, finding.sentence), [])
        twin = next((i for i in alike if _is_same(kept[i], finding, phrases)), None)
        if twin is None:
            alike.append(len(kept))
            kept.append(finding)
        elif finding.below == kept[twin].below:
            kept[twin] = _joined(kept[twin], finding)
    return kept


def _joined(one: Finding, two: Finding) -> Finding:
    """Return the likelier finding with the roles that only the other one fills."""
    if (two.confidence or 0.0) > (one.confidence or 0.0):
        one, two = two, one
    filled = {r.name for r in one.anchor.roles}
    more = tuple(r for r in two.anchor.roles if r.name not in filled)
    evidence = Span(
        min(one.evidence.start, two.evidence.start), max(one.evidence.end, two.evidence.end)
    )
    anchor = one.anchor._replace(roles=one.anchor.roles + more)
    return one._replace(anchor=anchor, evidence=evidence)


def _is_same(one: Finding, two: Finding, phrases: Phrases) -> bool:
    """Tell whether two findings of one kind in one sentence tell of one thing."""
    sentence = phrases.sentence(one.anchor.span.start)
    if sentence is None:
        return False
    first, second = (first_word(f.anchor.span, sentence.words) or 0 for f in (one, two))
    if abs(first - second) <= NEAR and _agree(one.anchor, two.anchor):
        return True
    if one.anchor.kind != "attack" or not _within(first, second, sentence):
        return False
    return not _is_of_others(one.anchor, two.anchor, sentence)


def _is_of_others(one: Anchor, two: Anchor, sentence: Sentence) -> bool:
    """Tell whether two attacks have different attackers: "they killed men who had fired at them".

    A pronoun may mean the other attacker.
    """
    first, second = _attackers(one, sentence), _attackers(two, sentence)
    known = bool(first) and bool(second)
    return known and not any(a.overlaps(b) for a in first for b in second)


def _attackers(anchor: Anchor, sentence: Sentence) -> list[Span]:
    """Return the stretches with a noun that surely name who attacks."""
    acting = (r.span for r in anchor.roles if r.name == "actors" and r.probability >= _SURE)
    words = sentence.words
    return [s for s in acting if not all(words[i].tag.startswith("PRP") for i in touched(s, words))]


def _agree(one: Anchor, two: Anchor) -> bool:
    """Tell whether the parties of one anchor are among those of the other."""
    first, second = _parties(one), _parties(two)
    return first <= second or second <= first


def _parties(anchor: Anchor) -> set[tuple[str, Span]]:
    return {(r.name, r.span) for r in anchor.roles if r.name in ("actors", "targets")}


def _within(one: int, two: int, sentence: Sentence) -> bool:
    """Tell whether one word hangs on the other by phrases alone: "killed in an attack"."""
    return _hangs(one, two, sentence) or _hangs(two, one, sentence)


def _hangs(low: int, high: int, sentence: Sentence) -> bool:
    for _ in range(6):
        word = sentence.words[low]
        if word.head < 0 or word.relation.split(":")[0] not in PHRASAL:
            return False
        low = word.head
        if low == high:
            return True
    return False
