import csv
import re
from collections import defaultdict
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.errors import InputError
from truceline.resolving.index import Asked, choose
from truceline.resolving.names import loose, plain
from truceline.resolving.parties import Parties
from truceline.resolving.places import Gazetteer
from truceline.resolving.roster import bodies, holders, states

HEAD = "name,aliases,party,kind,from,to,office"
PARTIES = Parties.load()


def table(file):
    text = (resources.files("truceline.resolving") / "data" / file).read_text(encoding="utf-8")
    return list(csv.DictReader(line for line in text.splitlines() if not line.startswith("#")))


@pytest.mark.parametrize(
    ("name", "party", "kind"),
    [
        ("Russia", "Russia", "state"),
        ("the United States of America", "United States", "state"),
        ("U.S.", "United States", "state"),
        ("US", "United States", "state"),
        ("us", None, "unknown"),
        ("Kyiv", "Ukraine", "state"),
        ("Kiev", "Ukraine", "state"),
        ("the Kremlin", "Russia", "state"),
        ("Foggy Bottom", "United States", "state"),
        ("the Obama White House", "United States", "state"),
        ("the Putin White House", None, "unknown"),
        ("Côte d'Ivoire", "Ivory Coast", "state"),
        ("Türkiye", "Turkey", "state"),
        ("DRC", "DR Congo", "state"),
        ("Burma", "Myanmar", "state"),
        ("SBU", "Ukraine", "state"),
        ("WHO", "World Health Organization", "organisation"),
        ("who", None, "unknown"),
        ("IDF", "Israel", "state"),
        ("PVA", "China", "state"),
        ("the ROKA", "South Korea", "state"),
        ("three Marines", "United States", "state"),
        ("Royal Marines", "United Kingdom", "state"),
        ("Colombian Marines", "Colombia", "state"),
        ("Russian forces", "Russia", "state"),
        ("the Sudanese army", "Sudan", "state"),
        ("two senior Israeli officials", "Israel", "state"),
        ("Iranian state television", "Iran", "state"),
        ("Government of Sudan", "Sudan", "state"),
        ("Syrian rebels", "Syrian rebels", "unknown"),
        ("Lebanese opposition leaders", "Lebanese opposition", "unknown"),
        ("pro-Syrian militias", "pro-Syrian militias", "unknown"),
        # who stands apart from a state, beside it or within it
        ("Lebanon's opposition", "Lebanese opposition", "unknown"),
        ("Cuban exiles", "Cuban exiles", "unknown"),
        ("Sudan's neighbours", "Sudan's neighbours", "unknown"),
        ("Kenya's allies", "Kenya's allies", "unknown"),
        ("critics of Peru", "critics of Peru", "unknown"),
        ("Kyiv's Western partners", "Western countries", "unknown"),
        ("Iraqi Shi'ite leaders", "Iraqi Shi'ites", "unknown"),
        ("Iraq's Shi'ite-led government", "Iraq", "state"),
        ("Rwandan Hutu rebels", "Rwandan Hutu rebels", "unknown"),
        ("Kenya and its allies", "Kenya", "state"),
        ("Peruvian officials and journalists", "Peru", "state"),
        ("U.S. ally Georgia", "Georgia", "state"),
        ("Regional rival Peru", "Peru", "state"),
        ("the former Soviet republic of Georgia", "Georgia", "state"),
        ("the president of the Republic of Cyprus", "Cyprus", "state"),
        ("Peru's ally the United States", "United States", "state"),
        ("Peru's allies Kenya", "Kenya", "state"),
        ("Peru's critics in Congress", "Peru's critics", "unknown"),
        ("Syria's ally Hezbollah", "Hezbollah", "group"),
        ("the Hague war crimes tribunal", "United Nations", "organisation"),
        ("UAF", "Ukraine", "state"),
        ("the Persian Gulf", None, "unknown"),
        ("pro-Russia rebels", "pro-Russian separatists", "group"),
        ("Tigrayan rebels", "Tigray People's Liberation Front", "group"),
        ("Venezuela's opposition", "Venezuelan opposition", "group"),
        ("HCUA", "High Council for the Unity of Azawad", "group"),
        ("contra rebels", "Contras", "group"),
        ("Contra commander", "Contras", "group"),
        ("Sandinista government", "Nicaragua", "state"),
        ("the Zionist army", "Israel", "state"),
        ("Supreme National Security Council", "Iran", "state"),
        ("al-Masirah TV", "Al-Masirah", "organisation"),
        ("U.S. and Iraqi forces", None, "unknown"),
        ("rebels", None, "unknown"),
        ("both sides", None, "unknown"),
        ("gunmen", None, "unknown"),
        ("U.N. Security Council", "United Nations", "organisation"),
        ("AU", "African Union", "organisation"),
        ("the Vatican", "Holy See", "organisation"),
        ("Taliban militants", "Taliban", "group"),
        ("Yemeni Houthis", "Houthis", "group"),
        ("Iran-backed Houthi rebels", "Houthis", "group"),
        ("Colombia's ELN guerrillas", "National Liberation Army", "group"),
        ("Lebanese Hezbollah leader Hassan Nasrallah", "Hezbollah", "person"),
        ("Houthi-backed Yemen", "Houthi-backed Yemen", "unknown"),
        ("Kenya's Ministry of Foreign Affairs", "Kenya", "state"),
        ("the Department of Foreign Affairs of Peru", "Peru", "state"),
        ("Ministry of Foreign Affairs", None, "unknown"),
        ("King of Kings Ennis Var", None, "person"),
        ("anti-Houthi forces", "anti-Houthi forces", "unknown"),
        ("LTTE", "Liberation Tigers of Tamil Eelam", "group"),
        ("Hizbollah", "Hezbollah", "group"),
        ("Hamas's leadership", "Hamas", "group"),
        ("Palestinian man", "Palestinians", "group"),
        ("Palestinian officials", "Palestine", "state"),
        ("Zelenskiy", "Ukraine", "person"),
        ("Prime Minister Ariel Sharon", "Israel", "person"),
        ("Prime Minister Ariel K. Sharon", "Israel", "person"),
        ("Moammar Gadhafi", "Libya", "person"),
        ("Sudanese army chief Abdel Fattah al-Burhan", "Sudan", "person"),
        ("Sudanese envoy Adil Testname", "Sudan", "person"),
        ("Putin's spokesperson", "Russia", "office"),
        ("Ukraine's foreign minister", "Ukraine", "office"),
        ("Republic of Elbonia", None, "unknown"),
    ],
)
def test_names_of_parties(name, party, kind):
    found = PARTIES.resolve(name)
    assert (found.party, found.kind) == (party, kind)
    assert found.reason


@pytest.mark.parametrize(
    ("name", "on", "holder", "party"),
    [
        ("the Russian president", "2006-03-01", "Vladimir Putin", "Russia"),
        ("the US attorney general", "2017-03-01", "Jeff Sessions", "United States"),
        ("the Russian president", "2010-03-01", "Dmitry Medvedev", "Russia"),
        ("the Russian leader", "2025-05-01", "Vladimir Putin", "Russia"),
        ("president of Russia", "1995", "Boris Yeltsin", "Russia"),
        ("Ukraine's foreign minister", "2023-06-01", "Dmytro Kuleba", "Ukraine"),
        ("U.N. Secretary-General", "2005-01-01", "Kofi Annan", "United Nations"),
        ("UN chief", "2023-01-01", "Antonio Guterres", "United Nations"),
        ("NATO chief", "2022-05-01", "Jens Stoltenberg", "NATO"),
        ("the pontiff", "2025-06-01", "Leo XIV", "Holy See"),
        ("Turkish prime minister", "2006-01-01", "Recep Tayyip Erdogan", "Turkey"),
        ("Kremlin spokesman", "2022-01-01", "Dmitry Peskov", "Russia"),
        ("UN envoy Martin Griffiths", "2019-01-01", "Martin Griffiths", "United Nations"),
        ("Annan", "2005-01-01", "Kofi Annan", "United Nations"),
        ("Ban Ki-moon", "2005-01-01", "Ban Ki-moon", "South Korea"),
        ("Ban Ki-moon", "2010-01-01", "Ban Ki-moon", "United Nations"),
        ("Bill Clinton", "2009-08-01", "Bill Clinton", None),
        ("Iran's supreme leader", "2026-05-01", "Mojtaba Khamenei", "Iran"),
        ("Ali Abdallah Saleh", "2010-01-01", "Ali Abdullah Saleh", "Yemen"),
        ("Aslan Maskhadov", "1998-05-01", "Aslan Maskhadov", "Chechnya"),
        ("Aslan Maskhadov", "2001-05-01", "Aslan Maskhadov", "Chechen rebels"),
        ("Alu Alkhanov", "2005-05-01", "Alu Alkhanov", "Russia"),
        ("Bert Koenders", "2014-01-01", "Bert Koenders", "United Nations"),
        ("Colombia's chief negotiator", "2018-03-01", "Gustavo Bell", "Colombia"),
        ("former US president Jimmy Carter", "2006-01-01", "Jimmy Carter", None),
    ],
)
def test_office_on_a_day(name, on, holder, party):
    found = PARTIES.resolve(name, on)
    assert (found.name, found.party, found.kind) == (holder, party, "person")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a Russian president", "office"),
        ("a senior Hamas leader", "office"),
        ("another Russian president", "office"),
        ("a Vladimir Putin", "person"),
        ("the Russian president", "person"),
    ],
)
def test_one_of_several_is_not_the_one_in_office(name, kind):
    found = PARTIES.resolve(name, "2020-01-01")
    assert found.kind == kind
    assert found.party in ("Russia", "Hamas")
    assert kind == "person" or found.name in name


def test_reason_names_the_row():
    assert PARTIES.resolve("the Russian president", "2006").reason == (
        "offices.csv: president of Russia 1999-2008"
    )


def test_context_decides_what_the_date_leaves_open():
    assert PARTIES.resolve("King Abdullah", "2010-01-01").party is None
    assert PARTIES.resolve("King Abdullah", "2010-01-01", ["Jordan"]).party == "Jordan"
    assert PARTIES.resolve("Javier Solana", None, ["EU"]).party == "European Union"


@pytest.mark.parametrize("spellings", [
    ("Zelensky", "Zelenskyy", "Zelenskiy"),
    ("Gaddafi", "Qaddafi", "Gadhafi", "Kadhafi"),
    ("Mohammed", "Muhammad", "Mohamed"),
    ("Hezbollah", "Hizbullah"),
    ("al-Qaida", "el-Qaeda"),
    ("Hussein", "Hussain"),
])  # fmt: skip
def test_spellings_share_a_key(spellings):
    assert len({loose(plain(name)) for name in spellings}) == 1


def test_other_given_names_are_no_other_spelling():
    assert loose("kim jong nam") != loose("kim yong nam")


@pytest.mark.parametrize(("on", "party"), [
    ("2005-01-01", "Sudan People's Liberation Movement"), ("2014-01-01", "South Sudan"),
])  # fmt: skip
def test_an_army_may_be_a_movements_first_and_a_states_later(on, party):
    assert PARTIES.resolve("SPLA", on).party == party


@pytest.mark.parametrize("name", ["Palawan", "Cameron"])
def test_states_are_not_respelt(name):
    assert PARTIES.resolve(name).kind != "state"


@pytest.mark.parametrize(
    "office",
    ["energy minister", "opposition leader", "sultan", "police chief", "prosecutor", "speaker"],
)
def test_an_office_that_many_have_is_of_nobody_by_itself(office):
    assert PARTIES.resolve(office, "2025-01-01").party is None


def test_an_office_that_many_have_may_be_of_the_one_that_is_spoken_of():
    court = "International Criminal Court"
    assert PARTIES.resolve("prosecutor", "2025-01-01", (court,)).party == court


@pytest.mark.parametrize("words", ["Sen.", "PACE", "-Sen."])
def test_titles_and_acronyms_are_no_surnames(words):
    assert PARTIES.resolve(words, "2006-01-01").party is None


@pytest.mark.parametrize(
    ("surname", "on", "party"),
    [
        ("Moon", "2018-08-13", "South Korea"),
        ("Moon", "2010-05-01", "South Korea"),
        ("Wang", "2014-05-01", "China"),
        ("Hui", "2018-08-13", None),
    ],
)
def test_a_surname_that_goes_first_is_the_first_word(surname, on, party):
    found = PARTIES.resolve(surname, on)
    assert found.party == party
    assert found.name != "Ban Ki-moon"


@pytest.mark.parametrize(
    ("office", "party", "lacking"),
    [
        ("chancellor", "Ukraine", True),
        ("chancellor", "Germany", False),
        ("president", "United Kingdom", True),
        ("prime minister", "United States", True),
        ("foreign secretary", "Afghanistan", True),
        ("king", "France", True),
        ("king", "Spain", False),
        ("president", "Velandia", False),
        ("general", "Germany", False),
        ("spokesman", "Germany", False),
    ],
)
def test_some_offices_a_state_has_or_has_not(office, party, lacking):
    assert PARTIES.lacks(office, party) == lacking


def test_find_names_in_running_text():
    text = (
        "KYIV — Ukraine's army and U.S. officials said Michael Jordan left Jordan for Chad. They "
        "told us that the U.N. and the Lord's Resistance Army met al-Shabab, and who was May."
    )
    found = [(span.of(text), who.party) for span, who in PARTIES.find(text)]
    assert found == [
        ("KYIV", "Ukraine"),
        ("Ukraine", "Ukraine"),
        ("U.S.", "United States"),
        ("Jordan", "Jordan"),
        ("Chad", "Chad"),
        ("U.N.", "United Nations"),
        ("Lord's Resistance Army", "Lord's Resistance Army"),
        ("al-Shabab", "al-Shabab"),
    ]
    assert text.index("left Jordan") < PARTIES.find(text)[3][0].start


@pytest.mark.parametrize("people", ["Latin American", "Central American", "Native American"])
def test_a_part_of_the_world_is_not_the_state_in_its_adjective(people):
    assert PARTIES.find(f"{people} leaders met American envoys.")[0][0].start > len(people)
    assert PARTIES.resolve(f"nine {people} leaders").party is None


def test_places_lend_their_state():
    parties = Parties.load(gazetteer=Gazetteer.load())
    assert parties.resolve("Kherson residents").party == "Ukraine"
    assert parties.resolve("the West").party is None
    assert PARTIES.resolve("Kherson residents").party is None


def test_a_users_rows_go_first(tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text(f"# ours\n{HEAD}\nReed Front,RF|Reeds,,group,2019,,\n")
    parties = Parties.load([path])
    assert parties.resolve("Reeds").party == "Reed Front"
    assert parties.resolve("Reed Front fighters").reason == "mine.csv: line 3"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("Reed Front,,,tribe,,,", "line 2 has the kind 'tribe'"),
        (",,,group,,,", "line 2 has no name"),
        ("Reed Front,,,group,last year,,", "line 2 has a date"),
        ("Reed Front,,,group,2020,2019,", "line 2 ends before it begins"),
        ("Reed Front,group", "line 2 has 2 columns"),
        (f"Reed Front,{'x' * 200_000},,group,,,", "line 2 is no row of a CSV (field larger"),
        ('"Reed Front,,,group,,,\nMarsh,,,group,,,', "line 2 is no row of a CSV"),
        ('Marsh,,,group,,,"leader\nReed Front,,,group,,,', "line 2 is no row of a CSV"),
        ('"Reed" Front,,,group,,,', "line 2 is no row of a CSV"),
        ('"Reed\n# x\nFront",,,group,,,\nMarsh,,,tribe,,,', "line 5 has the kind 'tribe'"),
    ],
)
def test_a_wrong_row_says_where(tmp_path, row, reason):
    path = tmp_path / "mine.csv"
    path.write_text(f"{HEAD}\n{row}\n")
    with pytest.raises(InputError, match=re.escape(reason)) as caught:
        Parties.load([path])
    assert "mine.csv" in str(caught.value)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (f"{HEAD}\nSão Front,,,group,,,\n".encode("latin-1"), "cannot be read ('utf-8' codec"),
        (HEAD.encode("utf-16"), "cannot be read ('utf-8' codec"),
        (HEAD.encode("utf-16-le"), "holds NUL bytes"),
        (b"", "its head has no column name, aliases"),
        (f"{HEAD},name\n".encode(), "has two columns 'name'"),
        (b"Reed Front,,,group,,,\n", "its head has no column name, aliases"),
        (HEAD.replace(",", ";").encode(), "its head has no column name, aliases"),
        (HEAD.replace("kind", "sort").encode(), "its head has no column kind. The head line is"),
        (b'"' + HEAD.encode(), "line 1 is no row of a CSV"),
    ],
)
def test_a_file_that_is_no_list_of_names_is_named(tmp_path, content, reason):
    path = tmp_path / "mine.csv"
    path.write_bytes(content)
    with pytest.raises(InputError, match=re.escape(f"{path}: {reason}")):
        Parties.load([path])


def test_a_mark_before_the_head_and_a_cell_of_two_lines_are_read(tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text(f'{HEAD}\n"Reed\nFront",,,group,,,\n', "utf-8-sig")
    parties = Parties.load([path])
    assert parties.resolve("Reed Front fighters").party == "Reed Front"
    assert parties.given == (path.read_text("utf-8-sig"),)


def test_a_missing_file_says_so(tmp_path):
    with pytest.raises(InputError, match="cannot be read"):
        Parties.load([tmp_path / "none.csv"])


@given(st.text(max_size=60))
def test_any_text_resolves_to_something(text):
    found = PARTIES.resolve(text)
    assert found.party is None or found.party
    for span, _ in PARTIES.find(text):
        assert 0 <= span.start < span.end <= len(text)


# The data's own linter.


def test_rows_are_unique():
    for file, key in (
        ("states.csv", ("name",)),
        ("organisations.csv", ("name",)),
        ("groups.csv", ("name", "party")),
        ("offices.csv", ("name", "party", "office", "from")),
    ):
        rows = [tuple(row[column] for column in key) for row in table(file)]
        assert len(rows) == len(set(rows)), file


def test_dates_are_in_order():
    for file in ("states.csv", "groups.csv", "offices.csv"):
        for row in table(file):
            start, end = row["from"], row["to"]
            assert all(re.fullmatch(r"(\d{4}(-\d{2}){0,2})?", day) for day in (start, end)), row
            assert not start or not end or start <= end, row


def test_every_party_is_known():
    known = {row["name"] for row in table("states.csv")}
    for file in ("organisations.csv", "groups.csv"):
        known |= {value for row in table(file) for value in (row["name"], row["party"]) if value}
    for file in ("organisations.csv", "groups.csv", "offices.csv"):
        assert {row["party"] for row in table(file) if row["party"]} <= known, file


def test_states_have_people_and_capital():
    no_own_demonym = {"Republic of the Congo", "Dominica", "Serbia and Montenegro"}
    for row in table("states.csv"):
        assert row["capital"], row["name"]
        assert row["demonyms"] or row["name"] in no_own_demonym, row["name"]
        assert re.fullmatch(r"([A-Z]{3})?", row["iso3"]), row["name"]


def test_no_alias_is_claimed_twice_without_dates_or_context():
    claims = defaultdict(list)
    packaged = (
        states(),
        bodies("organisations.csv", "organisation"),
        bodies("groups.csv", "group"),
        holders(),
    )
    for named in packaged:
        for name, entry in named:
            claims[plain(name)].append(entry)
    for key, entries in claims.items():
        for entry in entries:
            asked = Asked(entry.start or entry.end or None, frozenset({entry.party or entry.name}))
            assert choose(entries, asked), (key, entry.row)


def test_enough_is_known():
    counts = {"states.csv": 195, "organisations.csv": 150, "groups.csv": 300, "offices.csv": 600}
    for file, least in counts.items():
        assert len(table(file)) >= least


@pytest.mark.parametrize(
    ("on", "whole"),
    [
        ("1999-02-06", "Contact Group"),
        ("2020-07-22", "Trilateral Contact Group"),
        ("2023-02-14", "Ukraine Defense Contact Group"),
    ],
)
def test_one_name_of_three_bodies_goes_by_the_day(on, whole):
    assert PARTIES.resolve("Contact Group", on).party == whole


def test_a_town_is_no_surname_spelt_otherwise():
    found = Parties.load(gazetteer=Gazetteer.load()).resolve("El-Fasher", "2025")
    assert (found.party, found.kind) == ("Sudan", "state")


@pytest.mark.parametrize("name", ["Datuk Seri Anwar Ibrahim", "Dato' Seri Anwar Ibrahim"])
def test_honorifics_stand_before_a_name(name):
    assert PARTIES.resolve(name, "2025-07").name == "Anwar Ibrahim"
