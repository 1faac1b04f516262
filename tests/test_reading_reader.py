"""What a reading promises of any text: true offsets, whole trees, the same result every time."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from truceline.errors import TrucelineError
from truceline.model import Article, Reading, Skip, Span, digest
from truceline.reading.network import Network, NetworkError
from truceline.reading.reader import Reader, cut
from truceline.reading.schema import (
    ANCHOR_KINDS,
    ATTRIBUTION,
    ENTITY_TYPES,
    KIND_SLOTS,
    LONG_ROLES,
    ROLES,
)

POSITIONS = 512

NEWS = (
    "PORT LINN, Nov. 26 (Opal) -- The Ostra Front on Monday offered a 30-day ceasefire, its"
    " spokeswoman Mira Halden said, hours after the government of Veland had ruled out talks."
    "\n\n“We will not be the first to fire,” she told reporters. According to the army, at least"
    " seven soldiers were killed near Karsk when drones struck a depot."
)
OTHER = (
    "Foreign ministers of the Lake Union met in Tessar on Friday and called on both sides to"
    " release prisoners. Veland did not answer."
)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader.load()


def article(text: str, skips: tuple[Skip, ...] = ()) -> Article:
    return Article(id="a", doc="a", text=text, skips=skips)


def spans_of(reading: Reading) -> list[Span]:
    """Every span that points into the text."""
    found = [e.span for e in reading.entities]
    for anchor in reading.anchors:
        found += [anchor.span, *(role.span for role in anchor.roles)]
    for attribution in reading.attributions:
        found += [s for s in (attribution.source, attribution.cue, *attribution.content) if s]
    return found


def check(reading: Reading) -> None:
    """Hold a reading against its text."""
    text, at = reading.article.text, 0
    for sentence in reading.sentences:
        assert sentence.words
        for word in sentence.words:
            assert at <= word.span.start < word.span.end <= len(text)
            assert word.span.of(text) == word.text
            assert sentence.span.covers(word.span)
            at = word.span.end
        check_tree([word.head for word in sentence.words])
        assert all((w.relation == "root") == (w.head == -1) for w in sentence.words)
    words = [word.span for sentence in reading.sentences for word in sentence.words]
    starts, ends = {w.start for w in words}, {w.end for w in words}
    for span in spans_of(reading):
        assert span.start < span.end
        assert span.start in starts
        assert span.end in ends
    check_labels(reading)


def check_tree(heads: list[int]) -> None:
    assert heads.count(-1) == 1
    for word in range(len(heads)):
        at, steps = word, 0
        while at != -1:
            at, steps = heads[at], steps + 1
            assert steps <= len(heads), "a cycle"


def check_labels(reading: Reading) -> None:
    assert {e.type for e in reading.entities} <= set(ENTITY_TYPES)
    for anchor in reading.anchors:
        assert anchor.kind in ANCHOR_KINDS
        assert anchor.kind != ATTRIBUTION
        assert 0 < anchor.probability <= 1
        assert set(anchor.values) == set(KIND_SLOTS[anchor.kind])
        assert {role.name for role in anchor.roles} <= set(ROLES)


TEXTS = {
    "news": NEWS,
    "a headline without a stop": "Ostra Front offers truce as Veland rules out talks",
    "no spaces": "thefrontofferedatruce" * 40,
    "glued words": "TheFrontOfferedATruce." * 40,
    "digits": "31415926 " * 300,
    "one long number": "9" * 4000,
    "right to left": "عرضت الجبهة هدنة لمدة ثلاثين يوما. החזית הציעה הפסקת אש לשלושים יום.",
    "emoji": "Truce 🕊️🕊️ signed 👩‍👩‍👧‍👦🏳️‍🌈 in Karsk 🎉! Both sides 👍🏽.",
    "scripts": "停火三十天。前线提出停火。 Фронт предложил перемирие. ⵥⴰⵥⴰ 𝔗𝔯𝔲𝔠𝔢 ᚠᚢᚦ",
    "marks only": "... --- !!! ??? \"\" '' ()[]{} §§ ¶ †",
    "controls": "The truce\x00 held\x07.\u200b\u2028Both\ufeff agreed.\x1b[0m",
    "half a surrogate pair": "The truce \ud800 held.",
    "combining marks": "T\u0301\u0302\u0303r\u0301u\u0308c\u0327e\u0301 " * 30,
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_a_reading_is_true_to_its_text(reader, text):
    reading = reader.read(article(text))
    check(reading)
    assert reading.sentences


@pytest.mark.parametrize("text", ["", " ", "\n\n \t\n", "\u200b\u2028"])
def test_nothing_is_read_from_nothing(reader, text):
    reading = reader.read(article(text))
    assert spans_of(reading) == []
    check(reading)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.text(max_size=120))
def test_any_text_is_read_true_to_its_offsets(reader, text):
    check(reader.read(article(text)))


def test_what_is_offered_begins_with_a_whole_word(reader):
    text = (
        "Veland demanded a 40-minute call with the Ostra Front and a two-stage pull-back. The "
        "Front ruled out a half-hearted, two-day cease-fire and offered a five-week truce."
    )
    roles = [r for a in reader.read(article(text)).anchors for r in a.roles]
    long = [r.span for r in roles if r.name in LONG_ROLES]
    assert long
    for span in long:
        assert text[span.start] != "-"
        assert text[span.start - 1] != "-"
        assert text[span.end - 1] != "-"
        assert text[span.end : span.end + 1] != "-"


def test_skips_are_left_out(reader):
    start = NEWS.index("According to the army")
    skips = (Skip(start=start, end=len(NEWS), reason="boilerplate"),)
    reading = reader.read(article(NEWS, skips))
    check(reading)
    assert all(s.span.end <= start for s in reading.sentences)
    assert all(span.end <= start for span in spans_of(reading))


def test_the_same_text_is_read_the_same_alone_and_after_others(reader):
    alone = Reader.load().read(article(NEWS))
    for text in (OTHER, OTHER * 3, NEWS + OTHER):
        reader.read(article(text))
    assert reader.read(article(NEWS)) == alone
    assert reader.read(article(NEWS)) == alone


ELSEWHERE = """
import sys
from truceline.model import Article, digest
from truceline.reading.reader import Reader
text = sys.stdin.buffer.read().decode("utf-8")
print(digest(repr(Reader.load().read(Article(id="a", doc="a", text=text)))))
"""


def test_the_same_text_is_read_the_same_in_another_process(reader):
    command = [sys.executable, "-c", ELSEWHERE]
    done = subprocess.run(command, input=NEWS.encode(), capture_output=True, check=True)
    assert done.stdout.decode().strip() == digest(repr(reader.read(article(NEWS))))


def test_words_given_are_words_read(reader):
    given_words = [Span(0, 3), Span(4, 9), Span(9, 13)]
    reading = reader.read_cut(article("The truce held"), [(Span(0, 14), given_words)])
    assert [w.span for s in reading.sentences for w in s.words] == given_words


@pytest.mark.parametrize("word", ["and", "98765432109876543210", "qxzvkwjq"])
def test_no_window_is_longer_than_the_encoder(reader, word):
    text = f"{word} " * 50_000
    sizes = [len(window.ids) for window in reader.windows(article(text))]
    assert max(sizes) <= POSITIONS
    assert sum(sizes) >= 50_000


def test_a_very_long_sentence_is_read_in_pieces(reader):
    text = "the envoys " * 600 + "met"
    reading = reader.read(article(text))
    check(reading)
    assert sum(len(s.words) for s in reading.sentences) == 1201
    assert len(list(cut(reading.article))) < len(reading.sentences)


def test_a_missing_network_says_so(tmp_path):
    with pytest.raises(
        NetworkError, match=r"none\.onnx: the network's file is missing\. Reinstall"
    ):
        Reader.load(tmp_path / "none.onnx")


def test_a_damaged_network_says_so(tmp_path):
    path = tmp_path / "torn.onnx"
    path.write_bytes(b"\x08\x08 torn in two")
    with pytest.raises(NetworkError, match=r"torn\.onnx: the file cannot be run\. Reinstall"):
        Network.load(path)
    path.write_bytes(b"")
    with pytest.raises(TrucelineError, match="Reinstall truceline"):
        Network.load(path)


def test_the_shipped_network_is_held_to_its_hash(monkeypatch):
    monkeypatch.setattr("truceline.reading.network.tomllib.loads", lambda _: WRONG_CARD)
    with pytest.raises(NetworkError, match="its hash is not the model card's"):
        Network.load()


WRONG_CARD = {"file": "reader.onnx", "sha256": "0" * 64}


def test_a_name_does_not_end_in_a_finite_verb(reader):
    texts = (NEWS, "At talks in Karsk, where Veland proposed a truce, the Ostra Front said no.")
    for text in texts:
        reading = reader.read(article(text))
        tags = {w.span.end: w for s in reading.sentences for w in s.words}
        for entity in reading.entities:
            last = tags[entity.span.end]
            finite = last.tag in ("VBD", "VBZ", "VBP", "MD") and last.text.islower()
            assert not finite or last.span == entity.span
