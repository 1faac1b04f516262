"""Bytes to text: every character kept, every damage named."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.errors import InputError
from truceline.intake.encodings import decode, find_doubt

CURLY = "“No truce,” she said — ‘not yet’… 5 €"
RUSSIAN = (
    "Посланник Вельмара прибыл в Карсу для переговоров о перемирии.\r\n«Мы готовы», — сказал он."
)
WESTERN = "Le président d'Ardane a évoqué la trêve à Genève; señor Ibáñez était là."

GOOD = [
    ("utf-8", CURLY), ("utf-8-sig", CURLY), ("utf-16", CURLY), ("utf-16-le", "Talks in Karsa."),
    ("utf-16-be", "Talks in Karsa."), ("utf-32", CURLY), ("cp1252", CURLY), ("cp1251", RUSSIAN),
    ("cp1252", WESTERN), ("utf-8", RUSSIAN), ("utf-16", RUSSIAN),
]  # fmt: skip

BAD = [
    ("odd UTF-16", CURLY.encode("utf-16")[:-1], "odd number of bytes"),
    ("surrogate in UTF-16", b"\xff\xfe\x00\xd8a\x00", "half a character"),
    ("surrogate in UTF-8", b"Talks \xed\xa0\x80 end", "half a character"),
    ("damaged UTF-8", RUSSIAN.encode()[:41] + b" end", "damaged UTF-8 at byte 40 (line 1)"),
    ("cut UTF-8", RUSSIAN.encode()[:-1] + b"\xd0", "damaged UTF-8"),
    ("NUL", b"Talks\0 in Karsa " + b"end " * 200, "NUL character at character 5"),
    ("binary", bytes(range(256)) * 8, "binary"),
    ("binary without NUL", bytes(range(1, 32)) * 40, "binary"),
    ("no code page", "Genève".encode() + b"\x98\x81\x8d\x98\xff\xfe", "not recognised"),
]

DOUBTFUL = [
    CURLY.encode().decode("cp1252", "replace"),
    "Посланник".encode().decode("cp1251", "replace") + " х",
    "The prime minister�s offer",
    "â€œNo truceâ€\x9d",
    "GenÃ¨ve and IbÃ¡Ã±ez and trÃªve",
]


@pytest.mark.parametrize(("encoding", "text"), GOOD)
def test_every_character_is_kept(encoding, text):
    assert decode("f", text.encode(encoding)) == text


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1))
def test_utf8_is_never_taken_for_something_else(text):
    assert decode("f", b"\xef\xbb\xbf" + text.encode()) == text


@pytest.mark.parametrize(("case", "data", "reason"), BAD, ids=[case for case, *_ in BAD])
def test_damage_is_named(case, data, reason):
    with pytest.raises(InputError) as caught:
        decode("report.txt", data)
    assert reason in caught.value.reason
    assert caught.value.name == "report.txt"
    assert caught.value.step.endswith(".")


def test_a_declared_encoding_is_believed_where_utf8_does_not_fit():
    assert decode("f", "Příměří".encode("iso-8859-2"), "ISO-8859-2") == "Příměří"
    assert decode("f", "trêve".encode("latin-1"), "latin-1") == "trêve"
    assert decode("f", "trêve".encode(), "iso-8859-2") == "trêve"
    assert decode("f", "trêve".encode("latin-1"), "no-such-code") == "trêve"


@pytest.mark.parametrize("text", DOUBTFUL)
def test_mojibake_is_doubted_and_kept(text):
    doubt = find_doubt("f", text)
    assert doubt is not None
    assert doubt.exit_code == 0


@pytest.mark.parametrize(
    "text", [CURLY, RUSSIAN, WESTERN, "plain", "Ђорђе и Ћићевац", "naïve café"]
)
def test_good_text_is_not_doubted(text):
    assert find_doubt("f", text) is None
