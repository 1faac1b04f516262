"""Direct quotations: what their marks enclose, and which marks are none."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.model import Skip
from truceline.reading.quotations import continued, find_quotations

FOUND = [
    ('"We agree," she said. "Not yet, though."', ['"We agree,"', '"Not yet, though."']),
    ("He called it “a sham” and “a trick”.", ["“a sham”", "“a trick”"]),
    ("“It’s the rebels’ fault,” said Ms Oru.", ["“It’s the rebels’ fault,”"]),
    ("'It is the soldiers' duty,' he said.", ["'It is the soldiers' duty,'"]),
    ("'We go,' he said. 'We don't mind.'", ["'We go,'", "'We don't mind.'"]),
    ("‘No,’ said the envoy’s aide, ‘never.’", ["‘No,’", "‘never.’"]),
    ("The 'rebels' and the 'envoys' met.", ["'rebels'", "'envoys'"]),
    ("He wants 'talks' with the clans' leaders.", ["'talks'"]),
    ("«Oui», he wrote, »nein« and ‹si›.", ["«Oui»", "»nein«", "‹si›"]),
    ("„Gut“, „fine” and ”bra” were heard.", ["„Gut“", "„fine”", "”bra”"]),
    ("‚Ja‘, she wrote.", ["‚Ja‘"]),
    ("``Old style,'' he said.", ["``Old style,''"]),
    ("''Wire style,'' he said. ''So it is.''", ["''Wire style,''", "''So it is.''"]),
    ('"He told me "go" and left," she said.', ['"He told me "go" and left,"']),
    ("“He said ‘go’ and “stop” to us,” she said.", ["“He said ‘go’ and “stop” to us,”"]),
    ("'He said \"no\" to us,' she said.", ["'He said \"no\" to us,'"]),
    ('"It\'s \'fine\'," she said.', ['"It\'s \'fine\',"']),
    ('He said:"We go"and left.', ['"We go"']),
    ('" Spaced out " is one.', ['" Spaced out "']),
    ('"We will not—" he began.', ['"We will not—"']),
    ('"Who?" "Me!"', ['"Who?"', '"Me!"']),
    ('“Mixed" marks are read.', ['“Mixed"']),
    ('"Why now?” asked Dal. “Because we must."', ['"Why now?”', '“Because we must."']),
    ('“Why now?" asked Dal. "Because we must.”', ['“Why now?"', '"Because we must.”']),
    ('"He said “no” and “go” to us," he said.', ['"He said “no” and “go” to us,"']),
    ('The 12" guns "fell silent" at noon.', ['"fell silent"']),
    ('He named "Road 2", "Hill 9" and "Ford 7".', ['"Road 2"', '"Hill 9"', '"Ford 7"']),
    ('("Not now," he said.)', ['"Not now,"']),
    ('"We agree, he said. "But not now," he added.', ['"We agree, he said.', '"But not now,"']),
    ('"Nobody closed this.\n\nNew paragraph.', ['"Nobody closed this.']),
    ("He said: ‘It’s ours", ["‘It’s ours"]),
]  # fmt: skip

LEFT_ALONE = [
    "The rebels' camp and the envoys' cars.",
    "The '90s were worse, 'til the talks.",
    "It isn't Oru's, it's the clan's.",
    "It’s the rebels’ camp; ’twas theirs.",
    'A 5\'10" man with a 6" pipe.',
    "At 34°05'12\" north.",
    "The poet 'Umar met the clans.",
    'Nothing in "" here.',
    "A pipe of 6'' and a rod of 9''.",
    "O'Hara of Ma'ira went.",
    "",
    "“ ”",
]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_quotations_are_found(text, expected):
    assert [quotation.outer.of(text) for quotation in find_quotations(text)] == expected


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_apostrophes_and_measures_are_no_marks(text):
    assert find_quotations(text) == ()


def test_inner_leaves_the_marks_out():
    text = 'He said, "We agree."'
    (quotation,) = find_quotations(text)
    assert quotation.inner.of(text) == "We agree."


def test_fragments_of_one_quotation_are_grouped():
    text = "She said: “One.\n\n“Two.\n\n“Three.” Then “four”.\n\n“Five.”"
    groups = continued(text, find_quotations(text))
    words = [[quotation.inner.of(text) for quotation in group] for group in groups]
    assert words == [["One.", "Two.", "Three."], ["four"], ["Five."]]


def test_a_later_paragraph_closes_what_an_earlier_one_opened():
    text = 'She said: "One.\n\nTwo.\n\nThree," and left.\n\nFour.'
    quotations = find_quotations(text)
    assert [quotation.inner.of(text) for quotation in quotations] == ["One.", "Two.", "Three,"]
    assert continued(text, quotations) == (quotations,)


def test_what_nothing_closes_ends_with_its_paragraph():
    text = 'She said: "One.\n\nTwo.\n\nThen "three".'
    assert [q.inner.of(text) for q in find_quotations(text)] == ["One.", "three"]


def test_a_closed_quotation_is_not_continued():
    text = "“One.”\n\n“Two.”"
    assert [len(group) for group in continued(text, find_quotations(text))] == [1, 1]


def test_quotation_runs_over_the_lines_of_wrapped_text():
    text = (
        'The envoy of the northern clans told reporters on Monday, "We are ready\n'
        "to stop the fighting in the valley if the other side withdraws its guns\n"
        'from the hills above the river before the end of the month." He left the\n'
        "room at once."
    )
    (quotation,) = find_quotations(text)
    assert quotation.inner.of(text).startswith("We are ready")
    assert quotation.inner.of(text).endswith("of the month.")


def test_skipped_passages_are_not_read():
    text = '"One." "Two." "Three."'
    skip = Skip(start=7, end=13, reason="link")
    assert [q.inner.of(text) for q in find_quotations(text, (skip,))] == ["One.", "Three."]


@given(st.text(st.sampled_from("\"'“”„«»‘’‚`‹› \nabS9.,:é")) | st.text())
def test_quotations_are_ordered_and_apart(text):
    quotations = find_quotations(text)
    at = 0
    for outer, inner in quotations:
        assert at <= outer.start <= inner.start < inner.end <= outer.end <= len(text)
        assert inner.of(text) == inner.of(text).strip()
        at = outer.end
    assert sum(continued(text, quotations), ()) == quotations


@pytest.mark.parametrize(
    "piece", ["'a \" ", '“a" ', '« "a ', '"', "'", "’s ", '"a ', "'a", '6" "', "“", "‘A", '"\n\n']
)
def test_time_grows_with_length(piece):
    began = time.perf_counter()
    find_quotations(piece * (60_000 // len(piece)))
    assert time.perf_counter() - began < 5
