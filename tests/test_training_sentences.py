"""The reports that were written to train on: every marked word stands in its text."""

import json
import tomllib
from collections import Counter
from importlib import resources
from pathlib import Path

import pytest

from truceline.reading.schema import ANCHOR_KINDS, ROLES
from truceline.reading.training.corpora import (
    Unit,
    check_of,
    read_coded,
    read_conllu,
    read_linked,
    read_own,
    without_records,
)

FOLDER = Path(str(resources.files("truceline.reading.training")))


def test_every_report_of_our_own_can_be_read():
    units = list(read_own(FOLDER / "sentences"))
    assert len({u.doc for u in units}) == len(units) > 900
    kinds = Counter(ANCHOR_KINDS[a.kind] for u in units for a in u.anchors or ())
    assert set(kinds) == set(ANCHOR_KINDS)
    assert min(kinds.values()) > 150
    assert any(not u.anchors for u in units)
    for unit in units:
        for anchor in unit.anchors or ():
            assert 0 <= anchor.word < len(unit.words)
            assert all(0 <= word < len(unit.words) for _, word in anchor.roles)


def test_reports_off_topic_have_little_to_code():
    units = list(read_own(FOLDER / "sentences/off_topic"))
    assert len({u.doc for u in units}) == len(units) > 350
    told = [u for u in units if u.anchors]
    assert 0 < len(told) < len(units) / 8


LINKED = sorted(f"linked/{path.name}" for path in (FOLDER / "linked").glob("*.jsonl"))


@pytest.mark.parametrize("name", ["second.jsonl", "coded.jsonl", *LINKED])
def test_codings_of_others_texts_have_offsets_and_no_words(name):
    rows = [json.loads(line) for line in (FOLDER / name).read_text("utf-8").splitlines()]
    assert len({row["id"] for row in rows}) == len(rows)
    for row in rows:
        assert set(row) - {"url", "check", "characters", "meant"} == {"id", "records"}
        for record in row["records"]:
            assert record["kind"] in ANCHOR_KINDS
            start, end = record["anchor"]
            assert 0 <= start < end
            for role in ROLES:
                spans = record.get(role) or []
                spans = [spans] if spans and isinstance(spans[0], int) else spans
                assert all(0 <= s < e for s, e in spans)


def test_reports_that_lie_elsewhere_are_read_where_their_texts_are(tmp_path):
    text = "Keth offered talks. It waits."
    record = {"kind": "proposal", "subject": "talks", "anchor": [1, 2], "actors": [[0, 1]]}
    row = {"id": "one", "url": "https://example.org/one", "records": [record], "meant": [[4, 5, 0]]}
    row["check"] = check_of(["Keth", "offered", "talks", ".", "It", "waits", "."])
    coded = tmp_path / "coded"
    coded.mkdir()
    for name in ("one", "two"):
        (coded / f"{name}.jsonl").write_text(json.dumps(row | {"id": name}) + "\n", "utf-8")
    assert list(read_linked(coded, tmp_path)) == []
    (tmp_path / "linked").mkdir()
    texts = tmp_path / "linked/texts.jsonl"
    texts.write_text(json.dumps({"id": "one", "text": text}), "utf-8")
    (unit,) = read_linked(coded, tmp_path)
    (anchor,) = unit.anchors
    assert (unit.words[anchor.word], ANCHOR_KINDS[anchor.kind]) == ("offered", "proposal")
    assert [(m.mention, m.named) for m in unit.meant] == [([4], [0])]
    texts.write_text(json.dumps({"id": "one", "text": "Keth refused talks."}), "utf-8")
    with pytest.raises(ValueError, match="one is not the one that was coded"):
        list(read_linked(coded, tmp_path))


TREEBANK = """\
# newdoc id = {coded}
1\tThey\tthey\tPRON\tPRP\t_\t2\tnsubj\t_\t_
2\tmet\tmeet\tVERB\tVBD\t_\t0\troot\t_\t_

# newdoc id = recipe
1\tStir\tstir\tVERB\tVB\t_\t0\troot\t_\t_
"""


def test_treebank_documents_hold_records_nothing_or_what_was_coded(tmp_path):
    lines = (FOLDER / "coded.jsonl").read_text("utf-8").splitlines()
    coded = [json.loads(line)["id"] for line in lines]
    folder = tmp_path / "treebank"
    folder.mkdir()
    for name in ("ewt", "gum"):
        text = TREEBANK.format(coded=coded[0]) if name == "ewt" else ""
        (folder / f"{name}.train.conllu").write_text(text, "utf-8")
    told, aside = without_records(read_conllu(folder / "ewt.train.conllu"))
    assert (told.doc, told.anchors) == (coded[0], None)
    assert (aside.doc, aside.anchors) == ("recipe", [])
    own = tmp_path / "coded.jsonl"
    record = {"kind": "meeting", "mode": "talks", "anchor": [1, 2], "actors": [[0, 1]]}
    own.write_text(json.dumps({"id": coded[0], "records": [record]}), "utf-8")
    (unit,) = read_coded(own, tmp_path)
    (anchor,) = unit.anchors
    assert (unit.words[anchor.word], ANCHOR_KINDS[anchor.kind]) == ("met", "meeting")
    assert [(ROLES[role], unit.words[word]) for role, word in anchor.roles] == [("actors", "They")]
    every = [Unit(name, ["word"], [(0, 1)]) for name in coded]
    assert all(unit.anchors is None for unit in without_records(iter(every)))


def test_names_that_mentions_mean_stand_in_their_reports():
    rows = [
        json.loads(line)
        for line in (FOLDER / "sentences/meant.jsonl").read_text("utf-8").splitlines()
    ]
    texts = {
        report["id"]: report["text"]
        for path in sorted((FOLDER / "sentences").glob("*.toml"))
        for report in tomllib.loads(path.read_text("utf-8")).get("report", [])
    }
    assert len(rows) > 900
    for row in rows:
        text = texts[row["id"]]
        for start, end, *names in row["meant"]:
            assert 0 <= start < end <= len(text)
            assert all(name in text for name in names)


def test_the_third_coder_chose_between_records_of_both():
    second = {}
    for line in (FOLDER / "second.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        second[row["id"]] = len(row["records"])
    rows = [json.loads(line) for line in (FOLDER / "decided.jsonl").read_text("utf-8").splitlines()]
    assert len(rows) > 1000
    assert all(set(row) == {"id", "first", "second"} for row in rows)
    assert all(number < second[row["id"]] for row in rows for number in row["second"])
