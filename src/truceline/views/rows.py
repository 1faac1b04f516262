"""The frozen rows that views hand to the doors; templates and tables compute nothing."""

from __future__ import annotations

from typing import Literal

from truceline.model import (
    Actor,
    Evidence,
    Kind,
    Loss,
    MeetingMode,
    Modality,
    Noun,
    Phase,
    Plover,
    Polarity,
    Purpose,
    Range,
    Scope,
    Subject,
    Verdict,
)
from truceline.model import CeasefireType as Type
from truceline.model import Means as MeansOf


class Ref(Noun, frozen=True, kw_only=True):
    """Where a row comes from: one record, its article and its words."""

    record: str
    doc: str
    evidence: Evidence
    source: tuple[Actor, ...]
    """Who vouches for it in this telling; empty when the outlet does itself."""
    publisher: str | None
    published: str | None
    """Publication date of the article, EDTF day; ``None`` when unknown."""
    confidence: float | None
    rule: tuple[str, ...]


class Row(Noun, frozen=True, kw_only=True):
    """What every row tells: who, to whom, when, where, who vouches, and the words behind it."""

    kind: Kind
    ref: Ref
    """The fullest telling; its fields are the row's."""
    also: tuple[Ref, ...]
    """Other tellings of the same: copies of the text, or reports of the same event."""
    actors: tuple[Actor, ...]
    targets: tuple[Actor, ...]
    source: tuple[Actor, ...]
    modality: Modality
    when: str | None
    where: str | None


class Entry(Row, frozen=True, kw_only=True):
    """A row of the timeline; ``headline`` says it in one plain line."""

    headline: str
    reported: str | None
    """For an undated entry the day its report was published; never the day of the thing itself."""


Role = Literal["acts", "met", "mediates", "accuses", "accused"]
"""What a party is in an entry: it acts, is addressed or hit, mediates, accuses or is accused."""


class Deed(Entry, frozen=True, kw_only=True):
    """A line of the timeline as one of a party."""

    role: Role


class Profile(Noun, frozen=True, kw_only=True):
    """A party and the entries it is in, in order of day."""

    party: str
    deeds: tuple[Deed, ...]


class Answer(Row, frozen=True, kw_only=True):
    """An answer to a proposal."""

    verdict: Verdict | None
    subject: Subject | None
    conditions: tuple[str, ...]
    proposal: str | None
    """Record id of the proposal it answers, where that could be told."""


class Offer(Row, frozen=True, kw_only=True):
    """A proposal on the table with its terms and the answers it met."""

    subject: Subject | None
    duration_days: Range | None
    duration_as_written: str | None
    scope: Scope | None
    unconditional: bool | None
    conditions: tuple[str, ...]
    start: str | None
    end: str | None
    venue: str | None
    answers: tuple[Answer, ...]


class Violation(Row, frozen=True, kw_only=True):
    """An alleged breach of a truce; ``source`` is the accuser, ``actors`` the accused."""

    count: Range | None
    approximate: bool
    as_written: str | None
    linked_by: str | None
    """Why it stands under its truce: ``date``, ``report``; ``None`` when under none."""


class Stage(Row, frozen=True, kw_only=True):
    """What one row of records tells of a truce: that it is declared, holds, goes on or is over."""

    type: Type | None
    phase: Phase | None
    purpose: Purpose | None
    written: bool | None
    monitoring: str | None
    duration_days: Range | None
    duration_as_written: str | None
    scope: Scope | None
    unconditional: bool | None
    conditions: tuple[str, ...]
    start: str | None
    end: str | None


class Stated(Noun, frozen=True, kw_only=True):
    """What some tellings say of one thing, in plain words, and which tellings they are."""

    words: str
    quoted: bool
    """Whether the words are the report's own."""
    refs: tuple[Ref, ...]


class Fact(Noun, frozen=True, kw_only=True):
    """One thing that is stated of a truce; several values stand side by side."""

    name: str
    values: tuple[Stated, ...]
    differ: bool
    """Whether accounts differ."""


class Truce(Row, frozen=True, kw_only=True):
    """A suspension of hostilities with its stages and the breaches alleged of it.

    Parties, day and place are of the telling that names two sides and that most reports share.
    """

    type: Type | None
    stages: tuple[Stage, ...]
    """Every telling that was put together, in order of day, then of publication."""
    facts: tuple[Fact, ...]
    unstated: tuple[str, ...]
    """The names of what no telling states."""
    violations: tuple[Violation, ...]
    placed: bool
    """Whether a telling of it, or a report of one, has a day."""
    unbroken: bool
    """Whether no breach in the whole book can be one of this truce."""


class Claim(Noun, frozen=True, kw_only=True):
    """Figures that one source gives for an attack; ``source`` empty means the outlet itself."""

    ref: Ref
    source: tuple[Actor, ...]
    killed: Range | None
    injured: Range | None
    losses: tuple[Loss, ...]
    approx: tuple[str, ...]
    as_written: dict[str, str]


class Attack(Row, frozen=True, kw_only=True):
    """A use of force, with the figures claimed for it, each by its source."""

    means: MeansOf | None
    claims: tuple[Claim, ...]
    accounts: tuple[Entry, ...]
    """The tellings put together because day and place agree; empty where it is but one."""


class Quote(Row, frozen=True, kw_only=True):
    """A direct quotation."""

    quote: str


class Speaker(Noun, frozen=True, kw_only=True):
    """A speaker and what is quoted of them; no name when the report names nobody."""

    name: str | None
    party: str | None
    quotes: tuple[Quote, ...]


class Meeting(Row, frozen=True, kw_only=True):
    """A meeting, call, visit or round of talks, or an accord reached (kind ``agreement``)."""

    mode: MeetingMode | None
    mediators: tuple[Actor, ...]
    subject: Subject | None


class Demand(Row, frozen=True, kw_only=True):
    """A condition or red line, in the article's words."""

    demand: str | None
    polarity: Polarity | None


class Act(Row, frozen=True, kw_only=True):
    """An accusation (``content``) or another act that bears on the conflict (``plover``)."""

    content: str | None
    plover: Plover | None


class Outlet(Noun, frozen=True, kw_only=True):
    """An outlet: how many of its reports are read, how many are copies, first and last day."""

    publisher: str | None
    articles: int
    copies: int
    records: int
    first: str | None
    last: str | None


class Voucher(Noun, frozen=True, kw_only=True):
    """Somebody the reports cite: how many records rest on their word, in how many reports."""

    name: str
    parties: tuple[str, ...]
    """The sides under which the reports cite them; several where these differ."""
    also: tuple[str, ...]
    """Longer or otherwise written forms of the name."""
    records: int
    docs: tuple[str, ...]


class Coverage(Noun, frozen=True, kw_only=True):
    """What a ledger covers."""

    articles: int
    copies: int
    """Reports set apart as copies or near copies of an earlier one."""
    undated: int
    first: str | None
    last: str | None
    records: int
    """Without those that copies tell again."""
    told_again: int
    """Records of copies that tell of what the first text tells."""
    kinds: tuple[tuple[Kind, int], ...]
    """Records of each kind, in the codebook's order; kinds without a record are left out."""
    outlets: tuple[Outlet, ...]


class ArticleRow(Noun, frozen=True, kw_only=True):
    """A report in the list of sources."""

    doc: str
    file: str | None
    """The file as the user named it."""
    title: str | None
    publisher: str | None
    published: str | None
    published_from: str | None
    url: str | None
    copy_of: str | None
    """Doc of the first report of the same text, when this one is a copy of it; with the file
    where several reports bear one name."""
    records: int
    characters: int
    skipped: int
    """Characters marked as not read."""
