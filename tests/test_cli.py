import json
import os
import re
import signal
import subprocess
import sys
import sysconfig
import time
import types
from pathlib import Path
from typing import ClassVar

import pytest
from click.testing import CliRunner, Result

import sample
from truceline.cli.main import main
from truceline.coding import confidence
from truceline.errors import LedgerFullError
from truceline.ledger import Ledger
from truceline.model import Article, Attribution, Entity, Reading, Sentence, Span, Word, with_id


class FakePipeline:
    """Finds the sample's records again, whatever the article's id."""

    version = "fake-1"
    calls: ClassVar[list[str]] = []
    fails: ClassVar[set[str]] = set()
    """Reports on which a defect shows."""

    @classmethod
    def load(cls, extra_rules=(), extra_parties=(), min_confidence=None):
        return cls()

    def records(self, article: Article):
        self.fail(article)
        self.calls.append(article.doc)
        return tuple(with_id(r, article.id) for r in sample.RECORDS if r.doc == article.doc)

    def fail(self, article: Article) -> None:
        if article.doc in self.fails:
            raise OverflowError("date value out of range")

    def reading(self, article: Article) -> Reading:
        self.fail(article)
        word = Word(Span(0, 5), article.text[:5], "NN", "word", -1, "root")
        sentences = (Sentence(Span(0, 5), (word,)),)
        said = Attribution(None, Span(2, 3), (Span(3, 5),))
        return Reading(article, sentences, (Entity(Span(0, 5), "place"),), (), (said,), ())


@pytest.fixture(autouse=True)
def _pipeline(monkeypatch):
    module = types.ModuleType("truceline.pipeline")
    module.Pipeline = FakePipeline
    monkeypatch.setitem(sys.modules, "truceline.pipeline", module)
    monkeypatch.setattr(FakePipeline, "calls", [])


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    for article in sample.ARTICLES:
        (folder / f"{article.doc}.txt").write_text(article.text, "utf-8")
    return folder


@pytest.fixture
def manifest(tmp_path: Path) -> Path:
    path = tmp_path / "index.jsonl"
    lines = [
        json.dumps({"id": a.doc, "published": a.published, "publisher": a.publisher})
        for a in sample.ARTICLES
    ]
    path.write_text("\n".join(lines), "utf-8")
    return path


@pytest.fixture
def ledger(tmp_path: Path, reports: Path, manifest: Path) -> Path:
    path = tmp_path / "talks.truce"
    assert run("build", reports, "--manifest", manifest, "-o", path).exit_code == 0
    return path


def run(*args: object, **more) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args], **more)


def test_the_default_cut_is_told():
    result = run("extract", "--help")
    assert f"in place of {confidence.load().cut('attack')}" in " ".join(result.stdout.split())


def test_extract_prints_one_record_a_line_with_true_offsets(reports):
    result = run("extract", reports / "selm-talks.txt", "--format", "jsonl")
    assert result.exit_code == 0
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert len(rows) == sum(r.doc == "selm-talks" for r in sample.RECORDS)
    for row in rows:
        evidence = row["evidence"]
        assert sample.TALKS[evidence["start"] : evidence["end"]] == evidence["text"]
        assert row["doc"] == "selm-talks"
        assert row["id"]
        assert row["rule"]
    assert "reports: 1; 1 without a date" in result.stderr


def test_jsonl_on_standard_input_keeps_its_ids(tmp_path):
    line = json.dumps(
        {"id": "note:7", "text": "They met on 3 March 2031.", "published": "2031-03-04"}
    )
    result = run("read", "-", "--layer", "times", input=line + "\n")
    assert result.exit_code == 0, result.stderr
    row = json.loads(result.stdout)
    assert row["id"] == "note:7"
    assert row["timexes"] == [{"span": [12, 24], "type": "DATE", "value": "2031-03-03"}]


@pytest.mark.parametrize(
    ("layer", "expected"),
    [
        ("attributions", {"attributions": [{"source": None, "cue": [2, 3], "content": [[3, 5]]}]}),
        ("entities", {"entities": [{"span": [0, 5], "type": "place"}]}),
    ],
)
def test_layers_have_the_shape_that_measuring_relies_on(reports, layer, expected):
    result = run("read", reports / "karsk-toll.txt", "--layer", layer)
    assert json.loads(result.stdout) == {"id": "karsk-toll", **expected}


def test_words_as_conllu(reports):
    result = run("read", reports / "karsk-toll.txt", "--layer", "tokens", "--format", "conllu")
    rows = [line.split("\t") for line in result.stdout.splitlines() if line[:1].isdigit()]
    assert [len(row) for row in rows] == [10]
    assert rows[0][6:] == ["0", "root", "_", "start_char=0|end_char=5"]


def test_an_id_of_two_lines_stays_in_its_comment(tmp_path):
    given = tmp_path / "one.jsonl"
    given.write_text(r'{"id": "a\nb", "text": "The envoys met in Maleth."}' + "\n", "utf-8")
    result = run("read", given, "--layer", "tokens", "--format", "conllu")
    assert result.stdout.splitlines()[:2] == ["# newdoc id = a b", "# sent_id = 1"]


def test_conllu_is_refused_for_other_layers(reports):
    result = run("read", reports, "--layer", "times", "--format", "conllu")
    assert result.exit_code == 2
    assert "--format jsonl" in result.stderr


def test_bad_inputs_are_named_and_the_rest_is_done(reports):
    (reports / "broken.html").write_bytes(b"")
    result = run("extract", reports, reports / "absent.txt")
    assert result.exit_code == 1
    assert "broken.html" in result.stderr
    assert "absent.txt" in result.stderr
    assert len(result.stdout.splitlines()) == len(sample.RECORDS)


def test_nothing_readable_is_one_clear_line_and_leaves_no_ledger(tmp_path):
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")
    result = run("build", empty, "-o", tmp_path / "x.truce")
    assert result.exit_code == 1
    assert "nothing readable" in result.stderr
    assert list(tmp_path.glob("x.truce*")) == []


def test_second_build_reads_nothing_again(ledger, reports, manifest):
    FakePipeline.calls.clear()
    before = run("show", "timeline", ledger).stdout
    result = run("build", reports, "--manifest", manifest, "-o", ledger)
    assert result.exit_code == 0
    assert "(0 new" in result.stderr
    assert FakePipeline.calls == []
    assert run("show", "timeline", ledger).stdout == before


def test_a_newer_version_codes_known_articles_again(ledger, reports, manifest, monkeypatch):
    FakePipeline.calls.clear()
    monkeypatch.setattr(FakePipeline, "version", "fake-2")
    assert run("build", reports, "--manifest", manifest, "-o", ledger).exit_code == 0
    assert sorted(FakePipeline.calls) == sorted(a.doc for a in sample.ARTICLES)


@pytest.fixture
def recipes(monkeypatch, tmp_path):
    """A pipeline whose version tells its options; two lists of names."""

    def load(extra_rules=(), extra_parties=(), min_confidence=None):
        pipeline = FakePipeline()
        texts = [Path(path).read_text("utf-8") for path in extra_parties]
        files = [f.read_text("utf-8") for one in extra_rules for f in Path(one).glob("*.toml")]
        pipeline.version = str([files, texts, min_confidence])
        return pipeline

    monkeypatch.setattr(FakePipeline, "load", load)
    lists = [tmp_path / "names.csv", tmp_path / "more.csv"]
    for path in lists:
        path.write_text(
            f"name,aliases,party,kind,from,to,office\n{path.stem},,,group,,,\n", "utf-8"
        )
    return lists


def test_a_ledger_goes_on_with_the_options_it_was_coded_with(recipes, tmp_path, reports):
    path, rules = tmp_path / "x.truce", tmp_path / "rules"
    rules.mkdir()
    (rules / "own.toml").write_text("# rules", "utf-8")
    options = ["--parties", recipes[0], "--rules", rules, "--min-confidence", "0.5"]
    assert run("build", reports, "-o", path, *options).exit_code == 0
    recipes[0].unlink()  # the ledger keeps what it held
    (rules / "own.toml").unlink()
    (reports / "new.txt").write_text("They met in Karsa.", "utf-8")
    FakePipeline.calls.clear()
    result = run("build", reports, "-o", path)
    assert result.exit_code == 0
    assert FakePipeline.calls == ["new"]
    assert "coded, as before, with --rules" in result.stderr
    assert "names.csv --min-confidence 0.5" in result.stderr


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--parties", "MORE"], ["other names (--parties", "more.csv)"]),
        (["--min-confidence", "0.6"], ["another cut (--min-confidence 0.6 in place of --min-con"]),
        (["--reset-options"], ["other names (no --parties) and another cut (the default cut in"]),
    ],
)
def test_other_options_code_all_anew_and_say_why(recipes, tmp_path, reports, options, words):
    path = tmp_path / "x.truce"
    first = ["--parties", recipes[0], "--min-confidence", "0.5"]
    assert run("build", reports, "-o", path, *first).exit_code == 0
    FakePipeline.calls.clear()
    result = run("build", reports, "-o", path, *[recipes[1] if o == "MORE" else o for o in options])
    assert sorted(FakePipeline.calls) == sorted(a.doc for a in sample.ARTICLES)
    assert f"{len(sample.ARTICLES)} reports are coded anew, for this build has" in result.stderr
    assert all(word in result.stderr for word in words)
    FakePipeline.calls.clear()
    assert "anew" not in run("build", reports, "-o", path).stderr  # they are kept now
    assert FakePipeline.calls == []


def test_a_ledger_that_keeps_no_options_says_so_before_it_is_coded_anew(recipes, tmp_path, reports):
    path = tmp_path / "x.truce"
    assert run("build", reports, "-o", path).exit_code == 0
    with Ledger.open(path) as ledger:
        ledger._connection.execute("DELETE FROM meta WHERE key = 'recipe'")
    FakePipeline.calls.clear()
    assert "anew" not in run("build", reports, "-o", path).stderr  # the same version made it
    with Ledger.open(path) as ledger:
        ledger._connection.execute("DELETE FROM meta WHERE key = 'recipe'")
    result = run("build", reports, "-o", path, "--parties", recipes[0])
    assert "it does not say with which options they were coded" in result.stderr
    assert "names.csv" in result.stderr


@pytest.mark.parametrize("kind", ["rules", "parties"])
@pytest.mark.parametrize("name", ["../x", "/x", "..", "", "a\\x", "sub/x", "x\0"])
def test_what_a_ledger_keeps_names_no_place_to_write_to(tmp_path, reports, kind, name):
    path = tmp_path / "x.truce"
    name = str(tmp_path / "x") if name == "/x" else name
    source = {"name": "own", "files": {name: "written"}}
    with Ledger.open(path, create=True) as ledger:
        ledger.set_meta("recipe", json.dumps({kind: [source]}))
    result = run("build", reports, "-o", path)
    assert result.exit_code == 2
    assert "x.truce: it keeps a file" in result.stderr
    assert "no plain name. Give them again" in result.stderr
    assert not (tmp_path / "x").exists()
    assert run("build", reports, "-o", path, "--reset-options").exit_code == 0


def test_a_ledger_whose_options_are_no_options_is_named(tmp_path, reports):
    path = tmp_path / "x.truce"
    with Ledger.open(path, create=True) as ledger:
        ledger.set_meta("recipe", '{"parties": 5}')
    result = run("build", reports, "-o", path)
    assert result.exit_code == 2
    assert "the options that it keeps cannot be read" in result.stderr


def test_kept_files_are_named_as_the_user_calls_them(tmp_path, reports):
    names, path = tmp_path / "names.csv", tmp_path / "x.truce"
    rows = ["Keth,the hills|Kethi,,state,,,", "Keth Army,Kethi,,group,,,"]
    names.write_text("\n".join(["name,aliases,party,kind,from,to,office", *rows]), "utf-8")
    assert run("build", reports, "-o", path, "--parties", names).exit_code == 0
    assert "names.csv: line 3: 'Kethi'" in run("build", reports, "-o", path).stderr


@pytest.mark.parametrize(
    ("rows", "doubt"),
    [
        (["Keth,the hills|Kethi,,state,,,", "Keth Army,Kethi,,group,,,"], "'Kethi' is 'Keth Army'"),
        (["Ina Morel,Morel,Keth,person,2019,2024,envoy", "Od Morel,Morel,Keth,person,2025,,"], ""),
        (["Ina Morel,Morel,Keth,person,2019,2024,envoy", "Od Morel,Morel,Keth,person,2024-05,,"],
         "'Morel' is 'Od Morel' here and 'Ina Morel' in names.csv: line 2"),
        (["Ina Morel,Morel,Keth,person,,2024,envoy", "Ina Morel,Morel,Velmara,person,2024,,"], ""),
    ],
)  # fmt: skip
def test_a_name_that_two_rows_claim_is_told(tmp_path, reports, rows, doubt):
    names = tmp_path / "names.csv"
    names.write_text("\n".join(["name,aliases,party,kind,from,to,office", *rows]), "utf-8")
    result = run("extract", reports, "--parties", names)
    assert result.exit_code == 0
    told = [line for line in result.stderr.splitlines() if "names.csv: line 3: " in line]
    assert len(told) == bool(doubt)
    assert all(doubt in line for line in told)


def test_a_changed_manifest_replaces_what_it_dated(ledger, reports, manifest):
    manifest.write_text(manifest.read_text("utf-8").replace("2031-03-07", "2031-03-08"), "utf-8")
    assert run("build", reports, "--manifest", manifest, "-o", ledger).exit_code == 0
    rows = [line.split("\t") for line in run("show", "articles", ledger).stdout.splitlines()]
    assert [row[1] for row in rows if row[0] == "karsk-toll"] == ["2031-03-08"]


def test_a_corrected_file_replaces_its_earlier_text_and_one_elsewhere_stands_beside_it(
    ledger, reports, manifest, tmp_path
):
    path = reports / "karsk-toll.txt"
    corrected = sample.DISPUTE + "\nCorrected on Friday."
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / path.name).write_text(corrected, "utf-8")

    def shown() -> list[str]:
        rows = [line.split("\t") for line in run("show", "articles", ledger).stdout.splitlines()]
        return [row[-1] for row in rows if row[0] == "karsk-toll"]

    run("build", tmp_path / "new", "--manifest", manifest, "-o", ledger)
    assert sorted(shown()) == sorted([str(path), str(tmp_path / "new" / path.name)])
    path.write_text(corrected + " Twice.", "utf-8")
    run("build", reports, "--manifest", manifest, "-o", ledger)
    assert len(shown()) == 2


def test_a_build_cut_short_is_completed(tmp_path, reports, manifest, ledger, monkeypatch):
    path = tmp_path / "cut.truce"
    fine = FakePipeline.records

    def cut(self, article):
        if len(self.calls) == 2:
            raise KeyboardInterrupt
        return fine(self, article)

    FakePipeline.calls.clear()
    monkeypatch.setattr(FakePipeline, "records", cut)
    result = run("build", reports, "--manifest", manifest, "-o", path)
    assert result.exit_code == 130
    assert "run the same command again" in result.stderr
    monkeypatch.setattr(FakePipeline, "records", fine)
    assert run("build", reports, "--manifest", manifest, "-o", path).exit_code == 0
    for view in ("timeline", "articles", "quotations"):
        assert run("show", view, path).stdout == run("show", view, ledger).stdout


def names(ledger: Path) -> list[str]:
    """The reports in a ledger, in order."""
    rows = run("show", "articles", ledger).stdout.splitlines()[1:]
    return [row.split("\t")[0] for row in rows]


def test_a_defect_in_one_report_is_named_and_the_rest_is_done(tmp_path, reports, monkeypatch):
    monkeypatch.setattr(FakePipeline, "fails", {"karsk-toll"})
    path = tmp_path / "x.truce"
    told, built = run("extract", reports), run("build", reports, "-o", path)
    for result in (told, built):
        assert result.exit_code == 1
        assert "karsk-toll.txt, karsk-toll: the program failed on it (Over" in result.stderr
        assert "report this line" in result.stderr
        assert "1 input could not be read" in result.stderr
    left = [record for record in sample.RECORDS if record.doc != "karsk-toll"]
    assert len(told.stdout.splitlines()) == len(left)
    assert sorted(names(path)) == sorted({a.doc for a in sample.ARTICLES} - {"karsk-toll"})


def test_a_defect_in_one_layer_is_named_and_the_rest_is_done(reports, monkeypatch):
    monkeypatch.setattr(FakePipeline, "fails", {"karsk-toll"})
    result = run("read", reports, "--layer", "entities")
    assert result.exit_code == 1
    assert "karsk-toll: the program failed on it" in result.stderr
    assert len(result.stdout.splitlines()) == len(sample.ARTICLES) - 1


def test_a_file_with_a_defect_is_read_again(tmp_path, monkeypatch):
    path, file = tmp_path / "x.truce", tmp_path / "in.jsonl"
    rows = [{"id": name, "text": f"{name}: They met in Karsa."} for name in ("a", "b", "c")]
    file.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    monkeypatch.setattr(FakePipeline, "fails", {"b"})
    for _ in range(2):
        assert run("build", file, "-o", path).exit_code == 1
        assert sorted(names(path)) == ["a", "c"]
    monkeypatch.setattr(FakePipeline, "fails", set())
    assert run("build", file, "-o", path).exit_code == 0
    assert sorted(names(path)) == ["a", "b", "c"]


def test_a_defect_of_a_newer_version_keeps_the_older_records(
    ledger, reports, manifest, monkeypatch
):
    before = run("show", "timeline", ledger).stdout
    monkeypatch.setattr(FakePipeline, "version", "fake-2")
    monkeypatch.setattr(FakePipeline, "fails", {"karsk-toll"})
    assert run("build", reports, "--manifest", manifest, "-o", ledger).exit_code == 1
    assert run("show", "timeline", ledger).stdout == before
    monkeypatch.setattr(FakePipeline, "fails", set())
    FakePipeline.calls.clear()
    assert run("build", reports, "--manifest", manifest, "-o", ledger).exit_code == 0
    assert FakePipeline.calls == ["karsk-toll"]
    assert run("show", "timeline", ledger).stdout == before


def test_a_full_disk_ends_a_build_and_is_named_once(tmp_path, reports, monkeypatch):
    def full(ledger, *_, **__):
        raise LedgerFullError(ledger)

    path = tmp_path / "x.truce"
    monkeypatch.setattr(Ledger, "add", full)
    result = run("build", reports, "-o", path)
    assert result.exit_code == 1
    assert result.stderr.count("the disk is full") == 1
    assert "could not be read" not in result.stderr


def test_a_file_that_is_no_ledger_is_refused(tmp_path, reports):
    path = tmp_path / "notes.txt"
    path.write_text("not a ledger")
    result = run("build", reports, "-o", path)
    assert result.exit_code == 2
    assert "notes.txt: is no ledger" in result.stderr
    assert path.read_text() == "not a ledger"
    assert run("build", reports, "-o", "-").exit_code == 2


def test_show_is_tab_separated_in_a_pipe(ledger):
    lines = run("show", "truces", ledger).stdout.splitlines()
    assert lines[0].split("\t")[:4] == ["truce", "when", "who", "type"]
    assert len(lines) == 2
    assert "Veland: at least 60; Ostra Front: 9" in lines[1]
    assert "\x1b" not in "".join(lines)


def test_no_cell_that_is_shown_in_a_pipe_is_a_formula(reports, tmp_path):
    manifest, path = tmp_path / "m.jsonl", tmp_path / "x.truce"
    row = {"id": sample.ARTICLES[0].doc, "publisher": "=1+1", "title": "@SUM(A1)"}
    manifest.write_text(json.dumps(row), "utf-8")
    assert run("build", reports, "--manifest", manifest, "-o", path).exit_code == 0
    shown = run("show", "articles", path).stdout
    assert "\t'=1+1\t'@SUM(A1)\t" in shown


@pytest.mark.parametrize("columns", [60, 80, 100, 200])
@pytest.mark.parametrize("view", ["timeline", "truces", "attacks", "articles"])
def test_no_word_is_broken_on_a_terminal(monkeypatch, capsys, columns, view):
    import sample
    from truceline.cli.tables import LONGEST_WORD, print_table, table

    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    shown = table(view, sample.book())
    print_table(shown)
    drawn = re.sub(r"\x1b\[[\d;]*m", "", capsys.readouterr().out)
    assert max(map(len, drawn.splitlines())) <= columns
    seen = set(drawn.split())
    hidden = {n for n, name in enumerate(shown.headings) if name in ("start", "end", "record")}
    for row in shown.rows:
        words = {word for n, cell in enumerate(row) if n not in hidden for word in cell.split()}
        assert {word for word in words if len(word) <= LONGEST_WORD} <= seen


def test_every_view_can_be_shown(ledger):
    from truceline.cli.books import VIEWS
    from truceline.cli.tables import VIEWS as COLUMNS

    assert set(VIEWS) == set(COLUMNS)
    for view in VIEWS:
        result = run("show", view, ledger)
        assert result.exit_code == 0, result.output
        width = {len(line.split("\t")) for line in result.stdout.splitlines()}
        assert len(width) == 1


def test_as_of_follows_the_clock(ledger):
    known = run("show", "timeline", ledger, "--as-of", "2031-03-07", "--known").stdout
    happened = run("show", "timeline", ledger, "--as-of", "2031-03-04", "--happened").stdout
    assert "unilateral truce" not in known
    assert "drone attack" in known
    assert "drone attack" in happened
    assert "breaking off" not in happened


def test_what_has_no_day_and_is_left_out_is_counted(ledger, tmp_path):
    page = tmp_path / "page.html"
    result = run("dossier", ledger, "-o", page, "--as-of", "2031-03-07")
    assert "1 report without a date is left out" in result.stderr
    assert "1 report without a date is left out." in page.read_text("utf-8")
    shown = run("show", "timeline", ledger, "--as-of", "2031-03-07", "--happened")
    assert "entries without a day are left out" in shown.stderr
    assert "left out" not in run("show", "timeline", ledger).stderr


def test_a_name_asks_for_what_it_is_in(ledger):
    lines = run("show", "parties", ledger, "--name", "Halden").stdout.splitlines()
    assert len(lines) == 2
    assert "rejection" in lines[1]
    nobody = run("show", "parties", ledger, "--name", "Nobody")
    assert "nobody of that name" in nobody.stderr
    assert run("show", "truces", ledger, "--name", "Halden").exit_code == 2


@pytest.mark.parametrize(
    ("clocks", "words"),
    [
        (["--known"], "--known goes with a day. Add --as-of"),
        (["--happened"], "--happened goes with a day. Add --as-of"),
        (["--as-of", "2031-03-07", "--known", "--happened"], "Choose one of them"),
    ],
)
def test_a_clock_without_a_day_and_two_clocks_are_wrong_use(ledger, tmp_path, clocks, words):
    path = tmp_path / "x"
    for command in (["show", "timeline", ledger], ["dossier", ledger, "-o", path]):
        result = run(*command, *clocks)
        assert result.exit_code == 2
        assert words in " ".join(result.stderr.split())


@pytest.mark.parametrize("day", ["yesterday", "", " ", "2031-02-30"])
def test_a_day_that_is_none_is_wrong_use(ledger, day):
    result = run("show", "timeline", ledger, "--as-of", day)
    assert result.exit_code == 2
    assert f"{day!r} is no day. Write it as YYYY-MM-DD" in result.stderr


@pytest.mark.parametrize("value", ["nan", "-NaN", "inf", "-inf", "1.01", "", "half"])
def test_a_confidence_that_is_no_probability_is_wrong_use(reports, tmp_path, value):
    for command in (["extract"], ["build", "-o", tmp_path / "x.truce"]):
        result = run(*command, reports, "--min-confidence", value)
        assert result.exit_code == 2
        assert "Invalid value for '--min-confidence'" in result.stderr
    assert not (tmp_path / "x.truce").exists()


def test_dossier_is_written_whole_and_twice_the_same(ledger, tmp_path):
    page = tmp_path / "talks.html"
    assert run("dossier", ledger, "-o", page).exit_code == 0
    first = page.read_bytes()
    assert run("dossier", ledger, "-o", page).exit_code == 0
    assert page.read_bytes() == first
    assert list(tmp_path.glob(".talks*")) == []


def test_a_file_of_somebody_else_is_not_overwritten(ledger, tmp_path):
    page = tmp_path / "mine.html"
    page.write_text("<html>mine</html>")
    result = run("dossier", ledger, "-o", page)
    assert result.exit_code == 2
    assert "--force" in result.stderr
    assert page.read_text() == "<html>mine</html>"
    assert run("dossier", ledger, "-o", page, "--force").exit_code == 0
    assert run("dossier", ledger, "-o", ledger).exit_code == 2
    assert run("extract", ledger, "-o", tmp_path / "none" / "x.jsonl").exit_code == 2


OUTPUTS = {
    "extract": ["extract", "REPORTS"],
    "export jsonl": ["export", "LEDGER", "--format", "jsonl"],
    "export csv": ["export", "LEDGER", "--format", "csv"],
    "dossier": ["dossier", "LEDGER"],
    "read tokens": ["read", "REPORTS", "--layer", "tokens"],
    "read entities": ["read", "REPORTS", "--layer", "entities"],
    "read attributions": ["read", "REPORTS", "--layer", "attributions"],
    "read times": ["read", "REPORTS", "--layer", "times"],
    "read conllu": ["read", "REPORTS", "--layer", "tokens", "--format", "conllu"],
}
FOREIGN = [
    "Notes of mine.\n",
    '{"id": "x", "text": "An article."}\n',
    '{"id":"x","sentences":["An article."],"entities":["x"]}\n',
    "id,name\n1,Ostra\n",
    "# newdoc id = weblog-1\n# sent_id = 1\n# text = No.\n1\tNo\tno\tINTJ\tUH\t_\t0\troot\t_\t_\n",
    "<html>mine</html>",
]


@pytest.fixture
def write(ledger, reports):
    """Run the command of a kind of output into a file."""

    def run_into(kind: str, path: Path, *more: str) -> Result:
        given = {"REPORTS": reports, "LEDGER": ledger}
        return run(*[given.get(word, word) for word in OUTPUTS[kind]], "-o", path, *more)

    return run_into


@pytest.mark.parametrize("kind", OUTPUTS)
def test_a_dash_is_standard_output(write, tmp_path, monkeypatch, kind):
    monkeypatch.chdir(tmp_path)
    result, path = write(kind, Path("-")), tmp_path / "ours"
    assert result.exit_code == 0
    assert write(kind, path).exit_code == 0
    assert result.stdout_bytes == path.read_bytes()
    assert not Path("-").exists()


@pytest.mark.parametrize("foreign", FOREIGN)
@pytest.mark.parametrize("kind", OUTPUTS)
def test_what_is_no_output_of_the_command_is_kept(write, tmp_path, kind, foreign):
    path = tmp_path / "mine"
    path.write_text(foreign, "utf-8")
    result = write(kind, path)
    assert result.exit_code == 2
    assert f"{path}: holds something else" in result.stderr
    assert "--force" in result.stderr
    assert path.read_text("utf-8") == foreign
    assert write(kind, path, "--force").exit_code == 0
    assert path.read_text("utf-8") != foreign


@pytest.mark.parametrize("kind", OUTPUTS)
def test_an_earlier_output_is_replaced_by_its_kind_alone(write, tmp_path, kind):
    path = tmp_path / "ours"
    path.touch()
    assert write(kind, path).exit_code == 0
    first = path.read_bytes()
    assert write(kind, path).exit_code == 0
    assert path.read_bytes() == first
    alike = {"extract", "export jsonl"} if kind in {"extract", "export jsonl"} else {kind}
    assert {other for other in OUTPUTS if write(other, path).exit_code == 0} == alike


def test_what_a_command_reads_and_devices_are_never_written(reports, manifest, tmp_path):
    before = manifest.read_bytes()
    for command in (["extract"], ["read", "--layer", "times"]):
        result = run(*command, reports, "--manifest", manifest, "-o", manifest, "--force")
        assert result.exit_code == 2
        assert "is one of the inputs" in result.stderr
    assert manifest.read_bytes() == before
    os.mkfifo(tmp_path / "pipe")
    result = run("extract", reports, "-o", tmp_path / "pipe", "--force")
    assert result.exit_code == 2
    assert "not a file" in result.stderr


def test_missing_ledger_says_what_to_do(tmp_path):
    result = run("show", "coverage", tmp_path / "none.truce")
    assert result.exit_code in {1, 2}
    assert "none.truce" in result.stderr


@pytest.mark.parametrize("args", [["show", "nonsense", "x"], ["extract"], ["--nonsense"]])
def test_wrong_use_is_exit_code_2(args):
    assert run(*args).exit_code == 2


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion(shell):
    result = run("completion", shell)
    assert result.exit_code == 0
    assert "_TRUCELINE_COMPLETE" in result.stdout


def test_version():
    assert run("--version").stdout.startswith("truceline ")


def test_evaluate_of_a_reference_against_itself_is_perfect(reports, tmp_path):
    records = tmp_path / "records.jsonl"
    assert run("extract", reports, "-o", records).exit_code == 0
    result = run("evaluate", records, records, "--texts", reports, "--json")
    assert json.loads(result.stdout)["exact"]["f1"] == 1.0
    assert (
        "found F1\t1.000"
        in run("evaluate", records, records, "--texts", reports, "--agreement").stdout
    )
    assert run("evaluate", records, records, "--texts", reports).exit_code == 0


@pytest.mark.parametrize(("found", "code"), [([], 0), (["own.toml: x: does not catch 'a'"], 1)])
def test_rules_are_checked(tmp_path, monkeypatch, found, code):
    monkeypatch.setattr(FakePipeline, "complaints", lambda _: iter(found), raising=False)
    result = run("rules", tmp_path)
    assert result.exit_code == code
    assert result.stdout.splitlines() == found
    assert ("the rules hold" in result.stderr) == (not found)


def test_evaluate_names_slips_and_what_it_leaves_out(reports, tmp_path):
    records, fewer = tmp_path / "records.jsonl", tmp_path / "fewer.jsonl"
    assert run("extract", reports, "-o", records).exit_code == 0
    lines = records.read_text("utf-8").splitlines()
    kept = [line for line in lines if '"doc":"selm-talks"' in line]
    fewer.write_text("\n".join(kept).replace('"asserted"', '"assertd"', 1), "utf-8")
    result = run("evaluate", fewer, records, "--texts", reports)
    assert result.exit_code == 0
    assert f"{fewer}, line 1: modality 'assertd' is none of the codebook's (did" in result.stderr
    assert f"{len(lines) - len(kept)} records on articles that the reference" in result.stderr
    same = run("evaluate", records, records, "--texts", reports)
    assert same.stderr == ""


def script() -> list[str]:
    return [str(Path(sysconfig.get_path("scripts")) / "truceline")]


def test_help_imports_nothing_heavy():
    code = (
        "import sys, truceline.cli.main\n"
        "heavy = {'msgspec', 'numpy', 'rich', 'jinja2', 'onnxruntime', 'trafilatura', 'sqlite3'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"


def test_a_reader_that_goes_away_is_met_in_silence(tmp_path):
    lines = [json.dumps({"id": f"n{n}", "text": "On 3 March 2031. " * 40}) for n in range(400)]
    path = tmp_path / "many.jsonl"
    path.write_text("\n".join(lines), "utf-8")
    command = [*script(), "read", str(path), "--layer", "times", "--quiet"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(60) == 141


@pytest.fixture
def interruptible():
    """Let processes be interrupted where the tests run in the background, which ignores it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize("command", [["export", "--format=csv", "-o-"], ["show", "articles"]])
def test_a_full_standard_output_is_named(ledger, command):
    with Path("/dev/full").open("wb") as full:
        call = [sys.executable, "-m", "truceline", *command, str(ledger)]
        ended = subprocess.run(call, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert ended.returncode == 1
    (line,) = ended.stderr.splitlines()
    assert line.startswith("truceline: standard output: could not be written (No space left")


@pytest.mark.usefixtures("interruptible")
def test_interrupt_is_one_clear_line():
    reader, writer = os.pipe()
    command = [*script(), "read", "-", "--layer", "times"]
    with subprocess.Popen(command, stdin=reader, stderr=subprocess.PIPE) as process:
        os.close(reader)
        time.sleep(3)
        process.send_signal(signal.SIGINT)
        assert process.stderr
        words = process.stderr.read().decode()
        os.close(writer)
        assert process.wait(60) == 130
    assert words.count("\n") <= 2
    assert "Traceback" not in words
