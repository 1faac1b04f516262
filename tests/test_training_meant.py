"""Who is meant, as training targets: our own articles and a few words of chains."""

import pytest

from truceline.model import Span
from truceline.reading.sentences import split_words
from truceline.reading.training.meant import (
    Meant,
    naming_words,
    of_chains,
    of_names,
    of_records,
)

TEXT = "Velandi troops left Ulm. They were told to by Sorn, and the islanders cheered."
WORDS = TEXT.replace(".", " .").replace(",", " ,").split()


def spans():
    found, at = [], 0
    for word in WORDS:
        at = TEXT.index(word, at)
        found.append((at, at + len(word)))
        at += len(word)
    return found


def actor(words, name, party):
    at = TEXT.index(words)
    return {"span": [at, at + len(words)], "name": name, "party": party}


ROW = {
    "text": TEXT,
    "records": [
        {
            "actors": [
                actor("Velandi troops", "Velandi troops", "Veland"),
                actor("They", "Velandi troops", "Veland"),
            ],
            "source": [actor("Sorn", "Tevik Sorn", "Veland")],
            "targets": [{"span": None, "name": "islanders", "party": None}],
        },
        {"actors": [actor("the islanders", "islanders", None)]},
    ],
}

OTHER = {
    "text": "They fled.",
    "records": [{"actors": [{"span": [0, 4], "name": "islanders", "party": "Tarn"}]}],
}


def test_words_in_capitals_name_the_party_that_most_are_annotated_with():
    assert naming_words([ROW, OTHER]) == {"Veland": {"Velandi", "Sorn"}}


def test_a_mention_means_the_words_that_name_its_party():
    found = of_records(ROW, WORDS, spans(), naming_words([ROW, OTHER]))
    told = {" ".join(WORDS[i] for i in m.mention): [WORDS[i] for i in m.named] for m in found}
    assert told == {
        "Velandi troops": ["Velandi", "Sorn"],
        "They": ["Velandi", "Sorn"],
        "Sorn": ["Velandi", "Sorn"],
        "the islanders": ["islanders"],
    }


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("U.S.", "U.S. troops left. They left the U.S.", ["U.S.", "U.S."]),
        ("al-Shabaab", "Fighters of al-Shabaab fled. They hid.", ["Shabaab"]),
        ("United Front", "The United Front and the United League met.", ["United", "Front"]),
        ("gunmen", "Unknown gunmen fired; the gunmen fled.", ["gunmen", "gunmen"]),
    ],
)
def test_names_are_found_as_the_splitter_has_their_words(name, text, expected):
    words = [s.of(text) for s in split_words(text, Span(0, len(text)))]
    places = [(s.start, s.end) for s in split_words(text, Span(0, len(text)))]
    row = {"text": text, "records": [{"actors": [{"span": [0, 1], "name": name, "party": name}]}]}
    (found,) = of_records(row, words, places, {})
    assert [words[i] for i in found.named] == expected


def test_mentions_of_a_chain_mean_its_proper_name():
    words = [
        "Ada",
        "Reed",
        "spoke",
        ".",
        "The",
        "premier",
        "of",
        "Veland",
        "said",
        "she",
        "would",
        "go",
        ".",
    ]
    cells = [
        "(1-person-new-coref", "1)", "", "", "(1-person-giv", "", "",
        "(2-place-new-sgl)1)", "", "(1-person-giv-ana)", "", "", "",
    ]  # fmt: skip
    tags = ["NNP", "NNP", "VBD", ".", "DT", "NN", "IN", "NNP", "VBD", "PRP", "MD", "VB", "."]
    assert len(words) == len(tags) == len(cells)
    named = [0, 1]
    premier, she = [4, 5, 6, 7], [9]
    assert of_chains(cells, tags) == [Meant(premier, named), Meant(she, named)]


def test_reports_of_our_own_give_the_names_that_a_mention_means():
    at = TEXT.index("the islanders")
    rows = [[TEXT.index("They"), TEXT.index("They") + 4, "Velandi", "Sorn"], [at, at + 13]]
    rows.append([TEXT.index("They"), TEXT.index("They") + 4])  # a pronoun for one without a name
    they, islanders = of_names(rows, TEXT, WORDS, spans())
    assert [WORDS[i] for i in they.named] == ["Velandi", "Sorn"]
    assert [WORDS[i] for i in islanders.named] == ["islanders"]
