"""Exports hold every field, in a fixed order, and nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
import json

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline import codebook, errors
from truceline.export import export
from truceline.export.atomic import write_whole
from truceline.export.rows import cell, columns, joined
from truceline.model import (
    Actor,
    Article,
    Evidence,
    Loss,
    Record,
    Terms,
    digest,
    with_id,
)  # fmt: skip

TEXT = "Velmar offered Orn a truce of 30 to 60 days. =Orn= said no | never."


def article(doc="r1", published="2031-05-04"):
    return Article(
        id=digest(doc, published),
        doc=doc,
        text=TEXT,
        published=published,
        publisher="The Linn Post",
    )


HOME = article()


def record(kind="proposal", home=HOME, start=0, **more):
    fields = {
        "actors": (Actor(name="Velmar", party="Velmar"), Actor(name="Ada Quill")),
        "targets": (Actor(name="Orn", party="Orn"),), "source": (), "modality": "asserted",
        "when": None, "where": None, "rule": ("offer.truce@1",),
        "evidence": Evidence(text=TEXT[start : start + 22], start=start, end=start + 22),
    }  # fmt: skip
    return with_id(Record(doc=home.doc, kind=kind, **(fields | more)), home.id)


OFFER = record(
    subject="ceasefire",
    terms=Terms(duration_days=(30, 60), conditions=("no flights", "a|b"), unconditional=False),
    as_written={"duration_days": "30 to 60 days"},
)
ATTACK = record("attack", start=5, killed=(7, None), losses=(Loss(what="bridge", min=1, max=1),))
TRUCE = record("ceasefire", start=9, phase="declared", type="unilateral", purpose="holiday")
ALL = [OFFER, ATTACK, TRUCE]


def rows(records, tmp_path, articles=(HOME,)):
    path = tmp_path / "out.csv"
    export(records, articles, "csv", path)
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode(), newline="")))


def test_json_lines_are_the_records(tmp_path):
    export(ALL, [HOME], "jsonl", tmp_path / "out.jsonl")
    lines = (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()
    assert [msgspec.json.decode(line, type=Record) for line in lines] == ALL
    first = json.loads(lines[0])
    assert first["evidence"] == {"text": "Velmar offered Orn a t", "start": 0, "end": 22}
    assert {"doc", "id", "rule", "kind", "actors", "targets", "source", "modality"} <= first.keys()


def test_a_row_holds_every_field(tmp_path):
    offer, attack, truce = rows(ALL, tmp_path)
    expected = {
        "doc": "r1", "published": "2031-05-04", "publisher": "The Linn Post", "kind": "proposal",
        "actors": "Velmar|Ada Quill", "actors_parties": "Velmar|", "targets": "Orn",
        "duration_days_min": "30", "duration_days_max": "60", "unconditional": "false",
        "conditions": r"no flights|a\|b", "as_written": "duration_days: 30 to 60 days",
        "when": "", "confidence": "", "plover_type": "REQUEST", "plover_mode": "yield",
        "cameo": "1056", "code_actor": "actors", "acled_event_type": "", "cf_written": "",
    }  # fmt: skip
    assert {name: offer[name] for name in expected} == expected
    assert (attack["killed_min"], attack["killed_max"]) == ("7", "")
    assert attack["losses"] == "bridge [1, 1]"
    assert (truce["cf_p_holiday"], truce["cf_written"], truce["cameo"]) == ("1", "-1", "0871")
    assert "PLOVER 2021-09-17" in truce["standards"]


def test_records_of_a_copy_name_the_article_that_it_copies(tmp_path):
    copy = msgspec.structs.replace(article("r2"), origin=HOME.id)
    first, again = rows([OFFER, record(home=copy)], tmp_path, [HOME, copy])
    assert (first["copy_of"], again["copy_of"]) == ("", "r1")
    export([OFFER, record(home=copy)], [HOME, copy], "jsonl", tmp_path / "out.jsonl")
    lines = (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line).get("copy_of") for line in lines] == [None, "r1"]


def test_articles_of_one_name_are_told_apart_by_their_files(tmp_path):
    homes = [
        msgspec.structs.replace(article(published=f"2031-05-0{n}"), file=f"{n}/r1.txt")
        for n in (4, 5)
    ]
    records = [record(home=home) for home in homes]
    assert [row["file"] for row in rows(records, tmp_path, homes)] == ["4/r1.txt", "5/r1.txt"]
    copy = msgspec.structs.replace(homes[1], origin=homes[0].id)
    copies = [row["copy_of"] for row in rows(records, tmp_path, [homes[0], copy])]
    assert copies == ["", "r1 (4/r1.txt)"]
    assert [row["file"] for row in rows(records[:1], tmp_path, homes[:1])] == [""]
    export(records, homes, "jsonl", tmp_path / "out.jsonl")
    lines = (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["file"] for line in lines] == ["4/r1.txt", "5/r1.txt"]


def test_no_field_of_the_record_is_left_out():
    names = columns(codebook.load())
    spread = {"terms", "killed", "injured", "count"}
    assert set(Record.__struct_fields__) - spread <= set(names)
    assert {"killed_min", "injured_max", "count_min"} <= set(names)
    terms = set(Terms.__struct_fields__) - {"duration_days"}
    assert terms <= set(names)


@pytest.mark.parametrize("name", ["csv", "jsonl"])
def test_order_and_repetition_do_not_change_a_byte(tmp_path, name):
    later, undated = article("a", "2031-06-01"), article("z", None)
    records = [*ALL, record(home=later), record(home=undated)]
    homes = [HOME, later, undated]
    export(records, homes, name, tmp_path / "one")
    export(reversed(records * 2), reversed(homes), name, tmp_path / "two")
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    docs = [r["doc"] for r in rows(records, tmp_path, homes)]
    assert docs == ["z", "r1", "r1", "r1", "a"]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("plain = text", "plain = text"),
        (-1, "-1"),
        (2.5, "2.5"),
        (True, "true"),
        (None, ""),
        ("", ""),
    ],
)
def test_no_cell_is_a_formula(value, text):
    assert cell(value) == text


@given(st.text(), st.lists(st.text()))
def test_any_text_survives(text, parts):
    written = cell(text)
    assert not written.startswith(("=", "+", "-", "@"))
    assert written in {text, f"'{text}"}
    unescaped = joined(parts).replace("\\\\", "").replace("\\|", "")
    assert unescaped.count("|") == max(0, len(parts) - 1)


def test_hostile_text_stays_in_its_cell(tmp_path):
    hostile = '=cmd|"x"\r\n,y'
    (made,) = rows([record("accusation", content=hostile)], tmp_path)
    assert made["content"] == f"'{hostile}"


def test_a_record_without_its_article_is_still_written(tmp_path):
    (made,) = rows([OFFER], tmp_path, articles=())
    assert (made["id"], made["published"]) == (OFFER.id, "")


def test_an_unknown_format_is_refused(tmp_path):
    with pytest.raises(errors.UsageError, match="Choose one of jsonl, csv"):
        export(ALL, [HOME], "xls", tmp_path / "out.xls")


def test_a_failed_write_leaves_the_old_file_and_no_rest(tmp_path):
    target = tmp_path / "out.csv"
    target.write_text("old")

    def chunks():
        yield b"new"
        raise OSError(28, "No space left on device")

    with pytest.raises(errors.OutputError, match=r"No space left on device.*Check the folder"):
        write_whole(target, chunks())
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("out.csv", "old")]
    with pytest.raises(errors.OutputError):
        write_whole(tmp_path / "none" / "out.csv", [b"x"])
