"""The nouns of Truceline: frozen records that every room takes and gives.

All offsets are half-open ``[start, end)`` positions in Unicode characters (code points) of
``Article.text``, which never changes. All dates are EDTF strings (ISO 8601-2); unknown is ``None``.
The meaning of each record kind and field is fixed by the codebook (``codebook.toml``).

This module imports nothing of ours. Decoding is strict: a wrong or unknown field raises
``msgspec.ValidationError`` whose message names the field (``$.actors[0].name``).
"""

from __future__ import annotations

import hashlib
from typing import Literal, NamedTuple, Protocol

import msgspec

Modality = Literal["asserted", "planned", "hypothetical", "negated"]
Kind = Literal[
    "statement", "proposal", "response", "demand", "meeting", "agreement",
    "ceasefire", "violation", "attack", "accusation", "action",
]  # fmt: skip
Subject = Literal[
    "ceasefire", "talks", "peace_plan", "exchange", "humanitarian_access",
    "withdrawal", "monitoring", "other",
]  # fmt: skip
Verdict = Literal["accept", "reject", "conditional", "counter", "pending"]
Polarity = Literal["require", "refuse"]
MeetingMode = Literal["talks", "call", "visit", "summit", "other"]
CeasefireType = Literal["unilateral", "agreed"]
Phase = Literal["declared", "in_force", "extended", "ended", "collapsed"]
Means = Literal["drone", "missile", "artillery", "airstrike", "ground", "bombing", "other"]
Plover = Literal[
    "AID", "SANCTION", "THREATEN", "MOBILIZE", "RETREAT",
    "COERCE", "PROTEST", "SUPPORT", "COOPERATE", "CONCEDE",
]  # fmt: skip
Scope = Literal["full", "partial", "local"]
Purpose = Literal["humanitarian", "peace_process", "holiday", "election", "other"]
DateOrigin = Literal["manifest", "metadata", "markup", "dateline", "text"]
SkipReason = Literal["boilerplate", "link", "caption", "language"]
TimexType = Literal["DATE", "TIME", "DURATION", "SET"]

Number = int | float
Range = tuple[Number | None, Number | None]
"""Lower and upper bound, both included; ``None`` is an open end."""


class Span(NamedTuple):
    """A half-open stretch of an article's text, in characters."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the words this span covers in ``text``."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two spans share at least one character."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Tell whether ``other`` lies wholly within this span."""
        return self.start <= other.start and other.end <= self.end


class Noun(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of every record that is written as JSON."""


class Skip(Noun, frozen=True, kw_only=True):
    """A passage that is kept in the text but not read (link lines, captions, another language)."""

    start: int
    end: int
    reason: SkipReason


class Article(Noun, frozen=True, kw_only=True):
    """One news report. ``text`` is the file's own text (for HTML the extracted main text)."""

    id: str
    """Content hash of text, doc and publication data: the same input gives the same id."""
    doc: str
    """The name the user knows it by: manifest id, JSON Lines ``id`` or the file's stem."""
    text: str
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    published: str | None = None
    """Publication date, EDTF day; ``None`` when none was found."""
    published_from: DateOrigin | None = None
    """Which evidence answered for ``published``."""
    skips: tuple[Skip, ...] = ()
    origin: str | None = None
    """Id of the first article of the same text; copies and near copies share it."""
    file: str | None = None
    """The file as the user named it."""


class Actor(Noun, frozen=True, kw_only=True):
    """Who acts, is addressed or vouches: the fullest name, and the side committed."""

    name: str
    party: str | None = None
    """``None`` when the side could not be resolved; never guessed."""


class Evidence(Noun, frozen=True, kw_only=True):
    """The words a record rests on: ``text`` equals ``article.text[start:end]``."""

    text: str
    start: int
    end: int


class Loss(Noun, frozen=True, kw_only=True):
    """A claimed figure other than killed and injured (aircraft destroyed, dollars)."""

    what: str
    min: Number | None = None
    max: Number | None = None
    as_written: str | None = None


class Terms(Noun, frozen=True, kw_only=True, omit_defaults=True):
    """The terms of a proposal or a ceasefire, each only where the article gives it."""

    duration_days: Range | None = None
    scope: Scope | None = None
    unconditional: bool | None = None
    conditions: tuple[str, ...] = ()
    start: str | None = None
    end: str | None = None
    venue: str | None = None
    as_written: str | None = None
    """The duration in the article's words."""


class Record(Noun, frozen=True, kw_only=True, omit_defaults=True):
    """One thing that one party is reported to say, propose, answer, do or allege.

    Which of the optional fields a kind needs or may carry is listed in ``codebook.toml``.
    """

    id: str = ""
    doc: str
    kind: Kind
    actors: tuple[Actor, ...]
    targets: tuple[Actor, ...]
    source: tuple[Actor, ...]
    modality: Modality
    when: str | None
    where: str | None
    evidence: Evidence
    rule: tuple[str, ...]
    """Ids of the rules or network heads that made it, with their version."""
    confidence: float | None = None
    """Calibrated probability that a careful coder would write this record; null for plain rules."""
    quote: str | None = None
    subject: Subject | None = None
    terms: Terms | None = None
    verdict: Verdict | None = None
    demand: str | None = None
    polarity: Polarity | None = None
    mode: MeetingMode | None = None
    mediators: tuple[Actor, ...] = ()
    type: CeasefireType | None = None
    phase: Phase | None = None
    purpose: Purpose | None = None
    written: bool | None = None
    monitoring: str | None = None
    count: Range | None = None
    means: Means | None = None
    killed: Range | None = None
    injured: Range | None = None
    losses: tuple[Loss, ...] = ()
    content: str | None = None
    plover: Plover | None = None
    as_written: dict[str, str] = {}
    """Words as written behind a number or date: slot name to the article's words."""
    approx: tuple[str, ...] = ()
    """Slots whose number the article gives as about or nearly."""


class Decision(Noun, frozen=True, kw_only=True):
    """What a person decided about a record; a newer decision supersedes, none is erased."""

    record: str
    verdict: Literal["accept", "reject", "edit", "merge", "split"]
    author: str
    at: str
    """UTC time, ISO 8601 to the second."""
    note: str = ""
    change: dict[str, object] = {}


class Event(Noun, frozen=True, kw_only=True):
    """Records, of one or several articles, that tell of the same thing."""

    id: str
    kind: Kind
    records: tuple[str, ...]
    """Record ids, in order of publication."""
    origins: tuple[str, ...]
    """Distinct origins that report it; copies of one text count once."""
    answers: str | None = None
    """For a response: the id of the proposal event it answers, where that can be told."""


class Word(NamedTuple):
    """A word with its analysis; ``head`` indexes the words of its sentence, -1 for the root."""

    span: Span
    text: str
    tag: str = ""
    lemma: str = ""
    head: int = -1
    relation: str = ""


class Sentence(NamedTuple):
    """A sentence: its extent in the text and its words in order."""

    span: Span
    words: tuple[Word, ...]


class Entity(NamedTuple):
    """A named entity; ``type`` is person, organisation, place, nationality or other."""

    span: Span
    type: str


class Attribution(NamedTuple):
    """Who is said to say what: source and cue may be absent, content has one span per fragment."""

    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]


class Quotation(NamedTuple):
    """A direct quotation: ``outer`` with its marks, ``inner`` the words between them."""

    outer: Span
    inner: Span


class Timex(NamedTuple):
    """A time expression: TIMEX3 ``type`` and ``value``, and the same as EDTF where it has one."""

    span: Span
    type: TimexType
    value: str
    edtf: str | None = None


class Role(NamedTuple):
    """A stretch of text that fills a role of an anchor (actor, target, source, time, demand …)."""

    name: str
    span: Span
    probability: float

    def at(self, span: Span) -> Role:
        """Return the same with another stretch."""
        return Role(self.name, span, self.probability)

    def called(self, name: str) -> Role:
        """Return the same stretch in another role."""
        return Role(name, self.span, self.probability)


class Anchor(NamedTuple):
    """The word that names an act, as the network found it, with its values and roles.

    ``values`` maps a slot of the codebook (subject, verdict, modality …) to the likeliest value and
    its probability. ``rule`` names the network head or the rule that made it.
    """

    span: Span
    kind: Kind
    probability: float
    values: dict[str, tuple[str, float]]
    roles: tuple[Role, ...]
    rule: str


class Pointing(Protocol):
    """Tells which words of an article name whom a mention means."""

    def meant(self, span: Span) -> tuple[tuple[Span, float], ...]:
        """Return words that name whom ``span`` means, with probabilities, in reading order."""


class Reading(NamedTuple):
    """All that was read from one article, in reading order; layers point at the text by offset."""

    article: Article
    sentences: tuple[Sentence, ...]
    entities: tuple[Entity, ...]
    quotations: tuple[Quotation, ...]
    attributions: tuple[Attribution, ...]
    anchors: tuple[Anchor, ...]
    pointing: Pointing | None = None


class Mention(NamedTuple):
    """A mention of a person, state, group or organisation; ``chain`` numbers who is meant."""

    span: Span
    chain: int


class Finding(NamedTuple):
    """A record to be: still in the article's words, undated and unresolved."""

    anchor: Anchor
    sentence: Span
    evidence: Span
    confidence: float | None
    """Calibrated probability; ``None`` where plain rules alone made it."""
    below: bool = False
    """Less sure than the cut of its kind: a record only if it is between two known sides."""


def digest(*parts: object) -> str:
    """Return a 16-character content hash of ``parts``, hashed as one JSON array."""
    payload = msgspec.json.encode(parts, order="sorted")
    return hashlib.sha256(payload).hexdigest()[:16]


def encode(noun: msgspec.Struct) -> str:
    """Return ``noun`` as one line of JSON with keys in the order of its fields."""
    return msgspec.json.encode(noun).decode("utf-8")


def with_id(record: Record, article_id: str) -> Record:
    """Return ``record`` with its content-addressed id.

    The id covers article, kind, span and every coded field, but neither rule nor confidence: the
    same finding keeps its id when a newer version makes it for another reason.
    """
    bare = msgspec.structs.replace(record, id="", rule=(), confidence=None)
    return msgspec.structs.replace(record, id=digest(article_id, bare))
