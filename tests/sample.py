# ruff: noqa: E501 - lines of reports are as long as they are
"""A hand-written record of an invented conflict: the Marsh Republic of Veland and the Ostra Front.

No report, person, place or figure here is real. Evidence is found by its words, so offsets are true.
"""

from __future__ import annotations

from typing import Any

from truceline.model import (
    Actor,
    Article,
    Event,
    Evidence,
    Loss,
    Record,
    Skip,
    Terms,
    digest,
    with_id,
)
from truceline.views import Book

VELAND = Actor(name="Veland", party="Veland")
FRONT = Actor(name="Ostra Front", party="Ostra Front")
HALDEN = Actor(name="Mira Halden", party="Veland")
SORN = Actor(name="Tevik Sorn", party="Ostra Front")
ENVOY = Actor(name="Lena Abara", party="Lake Union")
MINISTRY = Actor(name="Veland defence ministry", party="Veland")
HOSPITAL = Actor(name="Karsk district hospital")

TALKS = """Ferry talks open with two offers on one table
PORT SELM, March 4 - Negotiators for Veland and the Ostra Front met on Tuesday in Port Selm under Lake Union mediation.
Veland proposed an unconditional truce of 20 to 30 days along the whole river. The Ostra Front offered only a pause of two days near the Karsk locks, so that the wounded could be moved.
"We will not sign a pause that is over before the ferries have crossed," President Mira Halden told reporters. Front commander Tevik Sorn said his side would answer “when the locks are open, not before”.
According to the Veland defence ministry, a drone strike on the Karsk depot on March 2 killed at least four people and wounded about 30.
A further round is planned for March 11.
More stories: Market prices in Selm"""

TRUCE = """Front declares river truce
The Ostra Front declared a three-day truce from March 8 to 10 for the spring fair.
Veland said the Front broke the truce more than 60 times, while the Front counted 9 violations by Veland.
Halden rejected the pause as a show. The Lake Union urged both sides to allow food convoys into Karsk."""

DISPUTE = """Karsk strike: hospital gives higher toll
Six people died and 31 were injured in the strike on the Karsk depot, the district hospital said. No side has claimed it.
The Front denied that it had shelled the Lantern bridge. Veland insists that “all pumps return to the river board” and expelled the Front's trade agent on March 6."""

HOSTILE = """<script>alert('x')</script> Report & \u202eodd\u202c note
Sorn said: "Nothing <b>bold</b> will come of this, not one day of it." """


def article(doc: str, text: str, **more: Any) -> Article:
    return Article(id=digest(doc, text), doc=doc, text=text, **more)


ARTICLES = (
    article(
        "selm-talks", TALKS, title="Ferry talks open with two offers on one table",
        publisher="Selm Courier", published="2031-03-05", published_from="manifest",
        url="https://example.org/selm/ferry-talks",
        skips=(Skip(start=TALKS.index("More stories"), end=len(TALKS), reason="link"),),
    ),
    article("river-truce", TRUCE, title="Front declares river truce", publisher="Lake Wire",
            published="2031-03-11", published_from="dateline"),
    article("karsk-toll", DISPUTE, publisher="The Karsk Lantern", published="2031-03-07"),
    article("odd-note", HOSTILE, title="Odd <note> & more", url="javascript:alert(1)"),
    article("river-truce-copy", TRUCE, publisher="Northern Mirror", published="2031-03-11",
            origin=digest("river-truce", TRUCE)),
)  # fmt: skip
BY_DOC = {a.doc: a for a in ARTICLES}


def record(doc: str, kind: str, words: str, **more: Any) -> Record:
    start = BY_DOC[doc].text.index(words)
    fields: dict[str, Any] = {
        "actors": (), "targets": (), "source": (), "modality": "asserted", "when": None,
        "where": None, "rule": ("sample",),
    }  # fmt: skip
    evidence = Evidence(text=words, start=start, end=start + len(words))
    return with_id(
        Record(doc=doc, kind=kind, evidence=evidence, **{**fields, **more}), BY_DOC[doc].id
    )


OFFER = record(
    "selm-talks", "proposal",
    "Veland proposed an unconditional truce of 20 to 30 days along the whole river",
    actors=(VELAND,), targets=(FRONT,), when="2031-03-04", where="Port Selm", subject="ceasefire",
    terms=Terms(duration_days=(20, 30), scope="full", unconditional=True, venue="Port Selm",
                as_written="20 to 30 days"), confidence=0.93,
)  # fmt: skip
COUNTER = record(
    "selm-talks", "proposal",
    "The Ostra Front offered only a pause of two days near the Karsk locks, so that the wounded could be moved",
    actors=(FRONT,), targets=(VELAND,), when="2031-03-04", subject="ceasefire",
    terms=Terms(duration_days=(2, 2), scope="local", conditions=("so that the wounded could be moved",)),
)  # fmt: skip
REPLY = record(
    "selm-talks", "response", "The Ostra Front offered only a pause of two days",
    actors=(FRONT,), targets=(VELAND,), when="2031-03-04", verdict="counter", subject="ceasefire",
)  # fmt: skip
REFUSAL = record(
    "river-truce", "response", "Halden rejected the pause as a show",
    actors=(HALDEN,), targets=(FRONT,), verdict="reject", subject="ceasefire",
)  # fmt: skip
TRUCE_RECORD = record(
    "river-truce", "ceasefire",
    "The Ostra Front declared a three-day truce from March 8 to 10 for the spring fair",
    actors=(FRONT,), when="2031-03-08/2031-03-10", type="unilateral", phase="declared",
    purpose="holiday", terms=Terms(duration_days=(3, 3), start="2031-03-08", end="2031-03-10"),
)  # fmt: skip
BREACHES = (
    record("river-truce", "violation", "Veland said the Front broke the truce more than 60 times",
           actors=(FRONT,), targets=(VELAND,), source=(VELAND,), when="2031-03-08/2031-03-10",
           count=(60, None), as_written={"count": "more than 60 times"}),
    record("river-truce", "violation", "the Front counted 9 violations by Veland",
           actors=(VELAND,), targets=(FRONT,), source=(FRONT,), count=(9, 9)),
)  # fmt: skip
STRIKE = record(
    "selm-talks", "attack",
    "a drone strike on the Karsk depot on March 2 killed at least four people and wounded about 30",
    targets=(VELAND,), source=(MINISTRY,), when="2031-03-02", where="Karsk", means="drone",
    killed=(4, None), injured=(30, 30), approx=("injured",),
    losses=(Loss(what="dollars", min=7_000_000, max=7_000_000),),
)  # fmt: skip
STRIKE_AGAIN = record(
    "karsk-toll", "attack",
    "Six people died and 31 were injured in the strike on the Karsk depot",
    targets=(VELAND,), source=(HOSPITAL,), where="Karsk", killed=(6, 6), injured=(31, 31),
)  # fmt: skip
RECORDS = (
    OFFER, COUNTER, REPLY, REFUSAL, TRUCE_RECORD, *BREACHES, STRIKE, STRIKE_AGAIN,
    record("selm-talks", "meeting",
           "Negotiators for Veland and the Ostra Front met on Tuesday in Port Selm under Lake Union mediation",
           actors=(VELAND, FRONT), when="2031-03-04", where="Port Selm", mode="talks",
           mediators=(Actor(name="Lake Union", party="Lake Union"),)),
    record("selm-talks", "meeting", "A further round is planned for March 11",
           actors=(VELAND, FRONT), modality="planned", when="2031-03-11", mode="talks"),
    record("selm-talks", "statement",
           '"We will not sign a pause that is over before the ferries have crossed," President Mira Halden told reporters',
           actors=(HALDEN,), quote="We will not sign a pause that is over before the ferries have crossed,"),
    record("selm-talks", "statement", "“when the locks are open, not before”",
           actors=(SORN,), quote="when the locks are open, not before"),
    record("selm-talks", "demand", "his side would answer “when the locks are open, not before”",
           actors=(SORN,), targets=(VELAND,), demand="the locks are open", polarity="require",
           modality="hypothetical"),
    record("river-truce", "proposal",
           "The Lake Union urged both sides to allow food convoys into Karsk",
           actors=(Actor(name="Lake Union", party="Lake Union"),), targets=(VELAND, FRONT),
           subject="humanitarian_access"),
    record("karsk-toll", "attack", "The Front denied that it had shelled the Lantern bridge",
           actors=(FRONT,), source=(FRONT,), modality="negated", means="artillery",
           where="Lantern bridge"),
    record("karsk-toll", "demand", "Veland insists that “all pumps return to the river board”",
           actors=(VELAND,), targets=(FRONT,), demand="all pumps return to the river board",
           polarity="require"),
    record("karsk-toll", "action", "expelled the Front's trade agent on March 6",
           actors=(VELAND,), targets=(FRONT,), when="2031-03-06", plover="SANCTION"),
    record("odd-note", "statement",
           '"Nothing <b>bold</b> will come of this, not one day of it."',
           actors=(SORN,), quote="Nothing <b>bold</b> will come of this, not one day of it."),
    record("river-truce-copy", "ceasefire", TRUCE_RECORD.evidence.text,
           actors=(FRONT,), when="2031-03-08/2031-03-10", type="unilateral", phase="declared",
           purpose="holiday", terms=TRUCE_RECORD.terms),
)  # fmt: skip
EVENTS = (
    Event(id="e1", kind="proposal", records=(OFFER.id,), origins=(BY_DOC["selm-talks"].id,)),
    Event(id="e2", kind="response", records=(REPLY.id,), origins=(BY_DOC["selm-talks"].id,),
          answers="e1"),
    Event(id="e3", kind="attack", records=(STRIKE.id, STRIKE_AGAIN.id),
          origins=(BY_DOC["selm-talks"].id, BY_DOC["karsk-toll"].id)),
)  # fmt: skip


def book() -> Book:
    return Book.of([(a, [r for r in RECORDS if r.doc == a.doc]) for a in ARTICLES], EVENTS)
