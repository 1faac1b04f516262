"""The codebook says which records are whole and which codes follow; its linter finds its faults."""

from __future__ import annotations

import re

import msgspec
import pytest

from truceline import codebook
from truceline.model import Actor, Evidence, Loss, Record, Terms

BOOK = codebook.load()
ASKS = (Actor(name="Velmar", party="Velmar"),)
ASKED = (Actor(name="Ostrava Front", party="Ostrava Front"),)


def record(kind, targets=(), **more):
    fields = {"actors": ASKS, "source": (), "modality": "asserted", "when": None, "where": None}
    evidence = Evidence(text="x", start=0, end=1)
    return Record(
        doc="r1", kind=kind, targets=targets, evidence=evidence, rule=("r",), **(fields | more)
    )


def test_the_codebook_has_no_faults():
    assert codebook.lint(BOOK) == ()
    assert codebook.load() is BOOK


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("statement", {"quote": "not one step more"}),
        ("proposal", {"subject": "ceasefire", "terms": Terms(duration_days=(30, 60))}),
        ("response", {"verdict": "conditional", "subject": "talks", "terms": Terms()}),
        ("demand", {"demand": "the release of all", "polarity": "require"}),
        ("meeting", {"mode": "talks", "mediators": ASKED}),
        ("agreement", {"subject": "exchange", "mediators": ASKED}),
        ("ceasefire", {"type": "agreed", "phase": "in_force", "mediators": ASKED}),
        ("ceasefire", {"type": "agreed", "phase": "declared", "written": False}),
        ("violation", {"count": (100, None)}),
        ("attack", {"means": "drone", "killed": (0, 0), "losses": (Loss(what="bridge", min=1),)}),
        ("accusation", {"content": "stalling"}),
        ("action", {"plover": "AID", "confidence": 0.5, "approx": ("count",)}),
    ],
)
def test_whole_records_pass_and_bare_ones_do_not(kind, fields):
    assert BOOK.check(record(kind, **fields)) == ()
    missing = [fault.partition(":")[0] for fault in BOOK.check(record(kind))]
    assert missing == [name for name in BOOK.fields if name in BOOK.kinds[kind].needs]


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        (record("attack", quote="we did it"), "quote: an? attack has no such field"),
        (record("violation", written=False), "written: .* no such field"),
        (record("meeting", mode="picnic"), "mode: 'picnic' is not one of talks, call"),
        (record("meeting", mode="talks", modality="maybe"), "modality: 'maybe'"),
        (record("proposal", subject="talks", terms=Terms(scope="wide")), r"terms\.scope: 'wide'"),
        (record("riot"), "kind: 'riot' is no kind"),
    ],
)
def test_faults_name_the_field(given, fault):
    (found,) = BOOK.check(given)
    assert re.match(fault, found)


@pytest.mark.parametrize(
    ("given", "plover", "mode", "cameo"),
    [
        (record("statement", quote="a b c d"), None, None, None),
        (record("proposal", subject="talks"), "AGREE", None, "036"),
        (record("proposal", ASKED, subject="talks"), "REQUEST", "meet", "106"),
        (record("proposal", ASKED, subject="peace_plan"), "REQUEST", "meet", "107"),
        (record("proposal", subject="ceasefire"), "AGREE", None, "0356"),
        (record("proposal", ASKED, subject="ceasefire"), "REQUEST", "yield", "1056"),
        (record("proposal", ASKED, subject="exchange"), "REQUEST", "yield", "1053"),
        (record("proposal", subject="talks", modality="negated"), None, None, None),
        (record("response", verdict="accept", subject="ceasefire"), "AGREE", None, "0356"),
        (record("response", verdict="reject", subject="talks"), "REJECT", "meet", "125"),
        (record("response", verdict="reject", subject="peace_plan"), "REJECT", "meet", "127"),
        (record("response", verdict="reject", subject="ceasefire"), "REJECT", "yield", "1246"),
        (record("response", verdict="reject"), "REJECT", None, "120"),
        (record("response", verdict="counter", subject="ceasefire"), None, None, None),
        (record("demand", demand="x", polarity="refuse"), "REJECT", None, "120"),
        (record("meeting", mode="call"), "CONSULT", "phone", "041"),
        (record("meeting", mode="visit"), "CONSULT", "visit", "042"),
        (record("meeting", mode="talks"), "CONSULT", None, "046"),
        (record("meeting", mode="talks", modality="planned"), "AGREE", None, "036"),
        (record("agreement", subject="exchange"), "SUPPORT", None, "057"),
        (record("ceasefire", phase="declared"), "RETREAT", "ceasefire", "0871"),
        (record("ceasefire", phase="extended"), None, None, None),
        (record("violation"), "ASSAULT", None, "196"),
        (record("violation", source=ASKED), "ACCUSE", "allege", "1123"),
        (record("attack", means="artillery"), "ASSAULT", "heavy-weapons", "194"),
        (record("attack", means="drone"), "ASSAULT", "heavy-weapons", "195"),
        (record("attack"), "ASSAULT", None, "190"),
        (record("accusation", content="x"), "ACCUSE", "disapprove", "112"),
        (record("action", plover="RETREAT"), "RETREAT", None, None),
        (record("action", plover="COERCE"), "COERCE", None, "170"),
    ],
)
def test_codes_follow_from_the_record(given, plover, mode, cameo):
    codes = BOOK.codes(given)
    assert (codes.plover, codes.plover_mode, codes.cameo) == (plover, mode, cameo)


def test_an_allegation_is_the_accusers_act():
    assert BOOK.codes(record("violation", source=ASKED)).by == "source"
    assert BOOK.codes(record("violation")).by == "actors"


@pytest.mark.parametrize(
    ("given", "acled"),
    [
        (record("attack", means="missile"), "Shelling/artillery/missile attack"),
        (record("attack", means="airstrike"), "Air/drone strike"),
        (record("attack", means="ground"), None),
        (record("agreement", subject="other"), "Agreement"),
        (record("proposal", subject="ceasefire"), None),
    ],
)
def test_acled_only_where_it_follows(given, acled):
    assert BOOK.codes(given).acled_sub_event == acled


@pytest.mark.parametrize(
    ("fields", "columns"),
    [
        ({}, {"written": -1, "partial": -1, "implement": -1, "p_unclear": 1, "p_holiday": 0}),
        ({"purpose": "holiday"}, {"p_holiday": 1, "p_unclear": 0, "p_other": 0}),
        ({"written": False, "monitoring": "a joint commission"}, {"written": 0, "implement": 1}),
        ({"terms": Terms(scope="local")}, {"partial": 1}),
        ({"terms": Terms(scope="partial")}, {"partial": -1}),  # partial in kind, not in area
    ],
)
def test_columns_of_the_ceasefire_data(fields, columns):
    found = dict(BOOK.codes(record("ceasefire", phase="ended", **fields)).cf)
    assert {name: found[name] for name in columns} == columns
    assert BOOK.codes(record("attack")).cf == ()


def changed(**tables):
    return msgspec.structs.replace(BOOK, **tables)


def crossing(**more):
    return codebook.Crossing(**({"kind": "attack"} | more))


FIELDS, KINDS = BOOK.fields, BOOK.kinds
STATEMENT = codebook.KindEntry(meaning="x", needs=("quote",), may=(), same=())


@pytest.mark.parametrize(
    ("book", "fault"),
    [
        (
            changed(fields=FIELDS | {"mood": codebook.Field(meaning="x")}),
            "fields.mood: stands in only",
        ),
        (
            changed(fields={k: v for k, v in FIELDS.items() if k != "count"}),
            "fields.count: stands in",
        ),
        (
            changed(fields=FIELDS | {"polarity": codebook.Field(meaning="x", values={"a": "x"})}),
            "fields.polarity: values differ",
        ),
        (changed(kinds=KINDS | {"riot": STATEMENT}), "kinds: differ from model.Kind"),
        (
            changed(
                kinds=KINDS
                | {"violation": codebook.KindEntry(meaning="x", needs=(), may=(), same=())}
            ),
            "fields.count: no kind uses it",
        ),
        (
            changed(
                kinds=KINDS
                | {"statement": codebook.KindEntry(meaning="x", needs=("when",), may=(), same=())}
            ),
            "kinds.statement: when is no field",
        ),
        (
            changed(
                kinds=KINDS | {"statement": msgspec.structs.replace(STATEMENT, same=("mode",))}
            ),
            "kinds.statement: same lists mode",
        ),
        (changed(uncoded={}), "crosswalk: statement has no code and no reason"),
        (changed(uncoded=BOOK.uncoded | {"attack": "x"}), "uncoded.attack: has a code after all"),
        (changed(crosswalk=(crossing(cameo="1999"), *BOOK.crosswalk)), "CAMEO has no code 1999"),
        (
            changed(crosswalk=(crossing(plover="FIGHT"), *BOOK.crosswalk)),
            "PLOVER has no type FIGHT",
        ),
        (
            changed(crosswalk=(crossing(plover="AID", mode="meet"), *BOOK.crosswalk)),
            "PLOVER AID has no mode meet",
        ),
        (
            changed(crosswalk=(crossing(acled=("Battles", "Agreement")), *BOOK.crosswalk)),
            "ACLED has no sub-event Battles / Agreement",
        ),
        (
            changed(crosswalk=(crossing(when={"quote": ("x",)}), *BOOK.crosswalk)),
            "quote is no field of this kind",
        ),
        (
            changed(crosswalk=(crossing(when={"means": ("sword",)}), *BOOK.crosswalk)),
            "means has no value sword",
        ),
        (changed(crosswalk=(*BOOK.crosswalk, crossing(given=("means",)))), "never reached"),
        (
            changed(cf=(codebook.CeasefireColumn(column="x", field="terms.mood", missing=0),)),
            "cf.x: there is no field terms.mood",
        ),
        (
            changed(
                cf=(codebook.CeasefireColumn(column="x", field="phase", codes={"a": 1}, missing=0),)
            ),
            "cf.x: a code for a value that phase has not",
        ),
    ],
)
def test_the_linter_finds(book, fault):
    assert any(fault in found for found in codebook.lint(book)), codebook.lint(book)
