"""Times: every rule's own phrases, reports and stories, intervals, lengths, and what always holds."""

from __future__ import annotations

import pytest

from truceline.resolving.times import find_times
from truceline.resolving.timex.lexicon import data

RULES = data()["rule"]
CATCHES = [
    pytest.param(row, id=f"{rule['id']}: {row[0]}") for rule in RULES for row in rule["catches"]
]
LEAVES = [
    pytest.param(phrase, id=f"{rule['id']}: {phrase}") for rule in RULES for phrase in rule["leaves"]
]


@pytest.mark.parametrize("row", CATCHES)
def test_rule_catches(row):
    sentence, words, kind, value = row
    found = [(one.span.of(sentence), one.type, one.value) for one in find_times(sentence, data()["reference"])]
    assert (words, kind, value) in found


@pytest.mark.parametrize("phrase", LEAVES)
def test_rule_leaves(phrase):
    assert [one.span.of(phrase) for one in find_times(phrase, data()["reference"])] == []


def test_every_rule_has_its_own_id_and_examples():
    ids = [rule["id"] for rule in RULES]
    assert len(ids) == len(set(ids))
    assert all(rule["catches"] and rule["leaves"] for rule in RULES)
