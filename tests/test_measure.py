"""Scores and agreement, against figures worked out by hand on a small invented set."""

from __future__ import annotations

import json

import pytest

from truceline.errors import InputError
from truceline.measure import (
    agreement,
    decode_coding,
    doubts,
    left_out,
    read_coding,
    read_lines,
    score,
)
from truceline.measure.matching import span_overlap, word_overlap
from truceline.measure.names import common_name, load_aliases
from truceline.measure.scoring import cohens_kappa
from truceline.model import Span

TEXT = (
    "Velmar offered a truce on Monday. The Front said no. "
    '"We will fight on to the end," Oru Tal said.'
)
TEXTS = {"r1": TEXT}


def actor(name, party=None):
    return {"name": name, "party": party or name}


def coded(kind, evidence, actors, **more):
    return {"kind": kind, "actors": [actor(*a) for a in actors], "evidence": evidence, **more}


OFFER = coded(
    "proposal", "Velmar offered a truce", [("Velmar",)], subject="ceasefire", when="2031-05-05"
)
ANSWER = coded(
    "response", "The Front said no", [("Front", "Ostrava Front")],
    targets=[actor("Velmar")], verdict="reject", subject="ceasefire",
)  # fmt: skip
QUOTE = coded(
    "statement", '"We will fight on to the end," Oru Tal said', [("Oru Tal", "Ostrava Front")],
    quote="We will fight on to the end,",
)  # fmt: skip
REFERENCE = [OFFER, ANSWER, QUOTE]


def coding(*records, doc="r1"):
    return decode_coding([json.dumps({"doc": doc, "records": records})])


def test_the_reference_fits_itself():
    result = score(coding(*REFERENCE), coding(*REFERENCE), TEXTS)
    assert (result.found.f1, result.exact.f1, result.misses) == (1.0, 1.0, ())
    assert all(slot.same == 1.0 for slot in result.slots.values())


def test_figures_worked_out_by_hand():
    predicted = [
        OFFER | {"targets": [actor("Ostrava Front")], "when": None},  # found, targets differ
        QUOTE | {"actors": [actor("Tal", "the Ostrava Front")], "quote": "We will fight on to the"},
        coded("attack", "fight on", [("Ostrava Front",)]),  # nothing of the kind in the reference
    ]
    result = score(coding(*REFERENCE), coding(*predicted), TEXTS)
    # two of three found either way; one of three exact: the quotation, by the last name
    assert (result.found.precision, result.found.recall, result.found.f1) == (0.6667,) * 3
    assert (result.exact.f1, result.exact.reference, result.exact.predicted) == (0.3333, 3, 3)
    assert {kind: s.found.f1 for kind, s in result.kinds.items()} == {
        "statement": 1.0, "proposal": 1.0, "response": 0.0, "attack": 0.0,
    }  # fmt: skip
    assert result.kinds["proposal"].exact.f1 == 0.0
    slots = {slot: (s.same, s.pairs) for slot, s in result.slots.items()}
    assert slots == {
        "name": (1.0, 2), "actors": (1.0, 2), "targets": (0.0, 1), "when": (0.0, 1),
        "subject": (1.0, 1),
    }  # fmt: skip
    assert [(m.why, m.record.kind) for m in result.misses] == [
        ("missed", "response"), ("spurious", "attack"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "found", "exact"),
    [
        ({}, True, True),
        ({"kind": "demand"}, False, False),
        ({"actors": [actor("Quill Union")]}, False, False),
        ({"actors": [actor("Velmar"), actor("Quill Union")]}, True, False),
        ({"actors": []}, False, False),
        ({"modality": "asserted"}, True, True),
        ({"modality": "planned"}, True, False),
        ({"evidence": "The Front"}, True, True),  # elsewhere, but same targets and date
        ({"evidence": "The Front", "when": None}, False, False),
        (
            {"evidence": {"text": "truce on Monday", "start": 17, "end": 32}, "when": None},
            True,
            True,
        ),
        ({"evidence": "offered\n a truce", "when": None}, True, True),  # spaces may differ
        ({"evidence": None, "when": None}, False, False),
        ({"actors": [actor("the Velmar government")]}, True, True),
    ],
)
def test_what_counts_as_found_and_as_exact(change, found, exact):
    result = score(coding(OFFER), coding(OFFER | change), TEXTS)
    assert (result.found.f1 == 1.0, result.exact.f1 == 1.0) == (found, exact)


def test_each_record_counts_once():
    result = score(coding(OFFER), coding(OFFER, OFFER), TEXTS)
    assert (result.found.precision, result.found.recall) == (0.5, 1.0)


def test_the_more_alike_are_paired():
    talks = OFFER | {"subject": "talks"}
    result = score(coding(OFFER, talks), coding(talks, OFFER), TEXTS)
    assert (result.slots["subject"].same, result.slots["subject"].pairs) == (1.0, 2)


@pytest.mark.parametrize(
    ("change", "doubt"),
    [
        ({}, ""),
        (
            {"kind": "propsal"},
            "kind 'propsal' is none of the codebook's (did you mean 'proposal'?)",
        ),
        ({"modality": "assertd"}, "modality 'assertd' is none of the codebook's"),
        ({"subject": "tariffs"}, "subject 'tariffs' is none of the codebook's (ceasefire, talks,"),
        ({"terms": {"scope": "whole"}}, "scope 'whole' is none"),
        ({"when": "5 May"}, "when '5 May' is no date in EDTF"),
        ({"terms": {"start": "Monday"}}, "start 'Monday' is no date in EDTF"),
        ({"evidence": "Velmar offered a pause"}, "its evidence does not stand in r1: 'Velmar off"),
        ({"evidence": "offered\n a truce"}, ""),
        ({"evidence": {"text": "a truce", "start": 15, "end": 22}}, ""),
        ({"evidence": {"text": "a truce", "start": 14, "end": 21}}, "at 14 to 21 r1 has 'a truc'"),
        ({"evidence": {"start": 14, "end": 2100}}, "its evidence, 14 to 2100, lies outside r1"),
    ],
)
def test_what_would_lower_a_score_without_a_word_is_named(tmp_path, change, doubt):
    path = tmp_path / "records.jsonl"
    rows = [ANSWER | {"doc": "r1"}, OFFER | {"doc": "r1"} | change]
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    found = list(doubts(read_lines(path), TEXTS))
    assert len(found) == bool(doubt)
    assert all(one.startswith(f"line 2: {doubt}") for one in found)


def test_a_record_of_an_article_is_named_by_its_place_and_an_absent_text_once(tmp_path):
    path = tmp_path / "records.jsonl"
    rows = [{"doc": "r1", "records": [OFFER, ANSWER | {"verdict": "no"}]}, {"doc": "r2", **OFFER}]
    path.write_text("\n".join(map(json.dumps, [*rows, rows[1]])), encoding="utf-8")
    first, second = doubts(read_lines(path), TEXTS)
    assert first.startswith("line 1, record 2: verdict 'no' is none of the codebook's (accept,")
    assert second == "line 2: the folder of the texts holds no article 'r2'"


def test_what_the_reference_does_not_have_is_told():
    predicted = coding(OFFER) | coding(OFFER, ANSWER, doc="r2")
    assert left_out(coding(OFFER), coding(ANSWER)) is None
    assert left_out(coding(OFFER), predicted) == (
        "2 records on articles that the reference does not have are left out: r2"
    )


def test_articles_outside_the_reference_are_passed_over():
    predicted = coding(OFFER) | coding(OFFER, doc="r2")
    assert score(coding(OFFER), predicted, TEXTS).found.predicted == 1


def test_nothing_against_nothing_is_zero_not_an_error():
    assert score(coding(), coding(), TEXTS).found.f1 == 0.0


@pytest.mark.parametrize(
    ("one", "other", "share"),
    [((0, 10), (5, 15), 0.5), ((0, 10), (2, 4), 1.0), ((0, 4), (4, 8), 0.0), (None, (0, 1), 0.0)],
)
def test_overlap_is_over_the_shorter_passage(one, other, share):
    assert span_overlap(one and Span(*one), other and Span(*other)) == share


@pytest.mark.parametrize(
    ("one", "other", "f1"),
    [("a b c", "A, b; c!", 1.0), ("a a b", "a b", 0.8), ("a", None, 0.0), (None, "", 0.0)],
)
def test_quotations_are_compared_by_words(one, other, f1):
    assert word_overlap(one, other) == pytest.approx(f1)


@pytest.mark.parametrize(
    ("name", "common"),
    [
        ("The U.S.", "united states"),
        ("Türkiye", "turkey"),
        ("the Government of Velmar", "government of velmar"),  # one word is cut, not two
        ("Velmar Armed Forces", "velmar"),
        ("Sudanese army", "sudan"),
        ("ICRC", "red cross"),
        ("", ""),
        (None, ""),
    ],
)
def test_names_of_one_party(name, common):
    assert common_name(name) == common


def test_aliases_are_written_as_they_are_compared():
    aliases = load_aliases()
    names = [*aliases.same, *(alias for group in aliases.same.values() for alias in group)]
    assert len(set(names)) == len(names)
    assert all(
        name == " ".join(name.split()) and name.isascii() and name.islower() for name in names
    )
    assert not any(common in aliases.common() for common in aliases.same)


def test_agreement_is_the_same_both_ways():
    a = coding(*REFERENCE, ANSWER | {"subject": "talks"})
    b = coding(ANSWER, OFFER | {"subject": "talks"})
    one, other = agreement(a, b, TEXTS), agreement(b, a, TEXTS)
    # b's two records are both among a's four: 2 * 1 * .5 / 1.5
    assert one.found_f1 == other.found_f1 == 0.6667
    assert one.kinds == other.kinds
    # of the two pairs, the verdicts agree and one subject of two does
    assert (one.slots["subject"].same, one.slots["verdict"].same) == (0.5, 1.0)
    assert one.kappa == {"subject": 0.0}


def test_agreement_is_over_articles_that_both_coded():
    a, b = coding(OFFER) | coding(OFFER, doc="r2"), coding(OFFER)
    assert agreement(a, b, TEXTS).articles == 1


@pytest.mark.parametrize(
    ("pairs", "kappa"),
    [
        # 20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no: observed .7, by chance .5
        ([("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15, 0.4),
        ([("y", "y"), ("n", "n")], 1.0),
        ([("y", "n"), ("n", "y")], -1.0),
        ([("y", "y")], None),
        ([], None),
    ],
)
def test_kappa(pairs, kappa):
    assert cohens_kappa(pairs) == (kappa if kappa is None else pytest.approx(kappa))


def test_both_forms_of_file_are_read(tmp_path):
    path = tmp_path / "records.jsonl"
    lines = [
        json.dumps(OFFER | {"doc": "r1", "rule": ["x"]}),
        "",
        json.dumps(ANSWER | {"doc": "r1"}),
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    assert read_coding(path) == coding(OFFER | {"doc": "r1"}, ANSWER | {"doc": "r1"})


def test_breaks_within_a_quotation_end_no_line_and_a_mark_before_the_file_is_no_fault(tmp_path):
    path = tmp_path / "records.jsonl"
    said = {"doc": "r1", "kind": "statement", "quote": "We met.\u2028We left.\x85"}
    path.write_text(json.dumps(said, ensure_ascii=False) + "\n", encoding="utf-8-sig")
    assert read_coding(path) == coding(said)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('{"doc": "r1", "records": [{"kind": 3}]}', r"line 2.*\$\.records\[0\]\.kind"),
        ('{"kind": "attack"}', "line 2.*doc"),
        ('{"kind": "attack"', "line 2"),
        ("[]", "line 2"),
        ('{"doc": "r1", "x": ' + "[" * 20_000 + "]" * 20_000 + "}", "line 2.*recursion"),
    ],
)
def test_a_bad_line_is_named(tmp_path, line, message):
    path = tmp_path / "records.jsonl"
    path.write_text(json.dumps({"doc": "r1", "records": []}) + "\n" + line, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        read_coding(path)


def test_what_is_missing_is_named(tmp_path):
    with pytest.raises(InputError, match="JSON Lines file"):
        read_coding(tmp_path / "none.jsonl")
    with pytest.raises(InputError, match="--texts"):
        score(coding(OFFER), coding(OFFER), {})
