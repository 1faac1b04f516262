"""From text to records with the shipped network: properties that always hold."""

from functools import cache

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import truceline
from truceline import codebook
from truceline.errors import InputError, UsageError
from truceline.model import Article, Record, encode
from truceline.pipeline import Pipeline

REPORT = """Velmara turns down truce offered by Sarvik rebels

OSTRIN, June 3 (Harbour Wire) -- The government of Velmara on Tuesday rejected a 30-day truce
offered by the Sarvik Liberation Front. "We will not sign a paper that they tear up at night,"
Foreign Minister Maro Selkin told reporters in Ostrin.

At least seven people were killed and 20 wounded when rockets hit a market in Maleth on Monday,
according to the Defence Ministry, which blamed the Front.
"""


@cache
def pipeline():
    return Pipeline.load()


def coded(text, published=None):
    return pipeline().records(Article(id="x", doc="x", text=text, published=published))


def test_a_plain_report_gives_its_records():
    records = coded(REPORT, "2031-06-03")
    kinds = {r.kind for r in records}
    assert {"statement", "response", "attack"} <= kinds
    (said,) = (r for r in records if r.kind == "statement")
    assert said.quote == "We will not sign a paper that they tear up at night,"
    assert said.actors[0].name == "Maro Selkin"


def test_every_record_fits_the_codebook_and_stands_in_the_text():
    for record in coded(REPORT, "2031-06-03"):
        assert codebook.load().check(record) == ()
        evidence = record.evidence
        assert REPORT[evidence.start : evidence.end] == evidence.text
        assert msgspec.json.decode(encode(record), type=Record) == record


def test_a_truce_tells_who_brokered_it_and_nothing_told_is_unfit(monkeypatch):
    checked, check = [], codebook.Codebook.check
    monkeypatch.setattr(
        codebook.Codebook, "check", lambda book, r: checked.extend(check(book, r)) or ()
    )
    text = "Velmara and the Sarvik Front have agreed a six-week truce brokered by Norway."
    (truce,) = coded(text)
    assert (truce.kind, [a.name for a in truce.mediators]) == ("ceasefire", ["Norway"])
    assert [a.name for a in truce.actors] == ["Velmara", "Sarvik Front"]
    assert checked == []


def test_who_is_accused_of_an_act_is_named_without_it():
    text = "Velmara on Friday accused the Sarvik Front of shelling U.N. convoys near Maleth."
    (accusation,) = (r for r in coded(text) if r.kind == "accusation")
    assert [a.name for a in accusation.targets] == ["Sarvik Front"]


def test_the_same_text_gives_the_same_records():
    first = coded(REPORT)
    coded("Another report was read between the two.")
    assert coded(REPORT) == first


def test_reading_from_python_takes_a_day_names_and_rules(tmp_path):
    names = tmp_path / "names.csv"
    head = "name,aliases,party,kind,from,to,office"
    names.write_text(f"{head}\nVelmara,Velmaran|Ostrin,Velmara,state,,,\n", "utf-8")
    first = truceline.read(REPORT, published="2031-06-03")
    assert [r.when for r in truceline.read(REPORT, published="3 June 2031")] == [
        r.when for r in first
    ]
    assert {r.when for r in first} & {"2031-06-02", "2031-06-03"}
    told = truceline.read(REPORT, published="2031-06-03", parties=names)
    assert "Velmara" in {who.party for r in told for who in (*r.actors, *r.targets)}
    assert len(truceline.read(REPORT, min_confidence=0.9)) < len(first)
    with pytest.raises(InputError, match="no folder of rules"):
        truceline.read(REPORT, rules=[names])


@pytest.mark.parametrize("published", ["June 2031", "soon", "", "03/06/2031", "1066-10-14"])
def test_a_day_of_publication_that_is_none_is_wrong_use(published):
    with pytest.raises(UsageError, match=f"published={published!r} is no day.*2025-06-05"):
        truceline.read(REPORT, published=published)


OWN = """
[[rule]]
id = "response.reject.wave-away"
kind = "response"
values = {{ {values} }}
patterns = ["[<wave away>/V] ..4 @offer|@subject"]
catches = ["Velmara waved away the offer.", "{catches}"]
leaves = ["{leaves}"]
"""


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({}, ""),
        ({"catches": "Velmara ignored the truce."}, "does not catch 'Velmara ignored the truce.'"),
        ({"leaves": "They waved away a truce."}, "does not leave alone 'They waved away a truce.'"),
    ],
)
def test_rules_of_ones_own_are_held_to_their_sentences(tmp_path, change, complaint):
    told = {
        "values": 'verdict = "reject"', "catches": "The rebels waved away the plan for a truce.",
        "leaves": "She waved away the smoke.",
    }  # fmt: skip
    (tmp_path / "own.toml").write_text(OWN.format(**told | change), "utf-8")
    found = [str(c) for c in Pipeline.load(extra_rules=(tmp_path,)).complaints()]
    assert len(found) == bool(complaint)
    assert all(c == f"{tmp_path}/own.toml: response.reject.wave-away: {complaint}" for c in found)


def test_a_rule_that_makes_no_record_of_what_it_catches_is_told(tmp_path):
    (tmp_path / "own.toml").write_text("""
[[rule]]
id = "demand.growl"
kind = "demand"
patterns = ["[<growl>] for (demand: *)"]
catches = ["Velmara growled for peace.", "Keth growls for peace."]
leaves = ["The dog growled."]
""", "utf-8")  # fmt: skip
    found = [str(c) for c in Pipeline.load(extra_rules=(tmp_path,)).complaints()]
    assert len(found) == 2
    assert all("makes no record of it" in complaint for complaint in found)


def test_a_higher_cut_keeps_a_part():
    strict = Pipeline.load(min_confidence=0.9)
    kept = strict.records(Article(id="x", doc="x", text=REPORT))
    assert all(r.confidence is None or r.confidence >= 0.9 for r in kept)
    assert len(kept) <= len(coded(REPORT))


def test_a_list_of_names_in_another_encoding_is_named(tmp_path):
    path = tmp_path / "names.csv"
    path.write_bytes("name\nSão\n".encode("latin-1"))
    with pytest.raises(InputError, match=r"names\.csv: cannot be read"):
        Pipeline.load(extra_parties=[path])


def test_the_version_follows_the_users_names(tmp_path):
    path = tmp_path / "names.csv"
    head = "name,aliases,party,kind,from,to,office\n"
    path.write_text(head, "utf-8")
    first = Pipeline.load(extra_parties=[path]).version
    assert Pipeline.load(extra_parties=[path]).version == first
    path.write_text(f"{head}Reed Front,,,group,,,\n", "utf-8")
    assert Pipeline.load(extra_parties=[path]).version != first


def test_python_users_get_a_list():
    assert [r.kind for r in truceline.read(REPORT)] == [r.kind for r in coded(REPORT)]


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text(max_size=200))
def test_any_text_is_read_without_a_fault(text):
    for record in coded(text):
        assert text[record.evidence.start : record.evidence.end] == record.evidence.text


def test_every_name_comes_from_the_text_or_the_data():
    parties = pipeline()._parties
    for record in coded(REPORT, "2031-06-03"):
        for actor in (*record.actors, *record.targets, *record.source):
            known = parties.resolve(actor.name).kind != "unknown"
            assert known or actor.name.split()[-1] in REPORT, actor
