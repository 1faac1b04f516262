"""The way from names to articles: every format, the manifest, and every bad input."""

import gzip
import io
import json
import os
import re
import subprocess
import sys
import tarfile
import time
import zipfile
from pathlib import Path

import pytest

from truceline.errors import DefectError, InputError, UsageError
from truceline.intake import (
    InputDoubt,
    InputFile,
    fingerprint,
    list_inputs,
    read_file,
    read_inputs,
)
from truceline.intake import formats as formats_module
from truceline.intake import paths as paths_module
from truceline.intake import read as read_module
from truceline.model import Article, digest

TEXT = (
    "Envoys from Ardane and Velmar met in Karsa. “No truce yet,” said Sana Orrel.\r\n"
    "The talks go on.\r"
)
PARAGRAPHS = [
    "Envoys from Ardane and Velmar ended two days of talks in Karsa on Thursday without a truce.",
    "Sana Orrel said her side had offered a pause of ten days so that grain could be brought in.",
    "Velmar’s delegation answered that it would study the offer and reply within a week at most.",
    "Monitors counted fourteen breaches of the last truce, most of them at night near the bridge.",
]
PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<title>Talks end without truce</title><meta property="og:site_name" content="Ostrel Daily">
<meta property="article:published_time" content="2031-04-03T09:00:00Z"></head>
<body><nav><a href="/">Home</a></nav><article><h1>Talks end without truce</h1>{}</article>
<footer>Ostrel Daily</footer></body></html>""".format("".join(f"<p>{p}</p>" for p in PARAGRAPHS))
RSS = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>
<title>Ostrel Daily</title>
<item><title>Talks &amp;amp; terms</title><link>https://ostrel.example/1</link>
<pubDate>Thu, 03 Apr 2031 23:30:00 -0500</pubDate>
<description>&lt;p&gt;Envoys met in Karsa.&lt;/p&gt;&lt;p&gt;“No truce yet.”&lt;/p&gt;</description>
</item>
<item><title>Empty</title></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>RNA</title>
<entry><title>Talks</title><id>urn:1</id>
<link href="https://rna.example/1"/><published>2031-04-03T08:00:00Z</published>
<content type="html">&lt;div&gt;Envoys met.&lt;br&gt;No truce.&lt;/div&gt;</content></entry>
</feed>"""


def write(folder, name, content):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return str(path)


def read(*paths, **options):
    found = list(read_inputs(paths, **options))
    articles = [item for item in found if isinstance(item, Article)]
    return articles, [item for item in found if isinstance(item, InputError)]


def one(path, **options):
    articles, errors = read(path, **options)
    assert not errors
    (article,) = articles
    return article


def refused(path, reason, **options):
    articles, errors = read(path, **options)
    assert not articles
    (error,) = errors
    assert reason in error.reason, error
    assert error.name.startswith(path)
    assert error.step.endswith(".")
    return error


def warc(*pages, kind="text/html"):
    out = b""
    for number, body in enumerate(pages):
        http = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n\r\n".encode() + body.encode()
        head = (
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Date: 2032-01-01T00:00:00Z\r\n"
            f"WARC-Record-ID: <urn:uuid:0000{number}>\r\n"
            f"WARC-Target-URI: https://ostrel.example/{number}\r\n"
            "Content-Type: application/http; msgtype=response\r\n"
            f"Content-Length: {len(http)}\r\n\r\n"
        )
        out += head.encode() + http + b"\r\n\r\n"
    return out


# Formats


def test_plain_text_is_the_file_character_for_character(tmp_path):
    article = one(write(tmp_path, "talks.day-1.txt", b"\xef\xbb\xbf" + TEXT.encode()))
    assert article.text == TEXT
    assert article.doc == "talks.day-1"
    assert article.published is article.title is article.publisher is article.origin is None
    assert article.id == digest(article.doc, TEXT, None, None, None, None)


def test_a_page_gives_text_title_publisher_and_date(tmp_path):
    article = one(write(tmp_path, "talks.html", PAGE))
    assert all(paragraph in article.text for paragraph in PARAGRAPHS)
    assert "Home" not in article.text
    assert (article.title, article.publisher) == ("Talks end without truce", "Ostrel Daily")
    assert (article.published, article.published_from) == ("2031-04-03", "metadata")


def test_a_page_is_known_by_its_bytes_and_its_declared_encoding(tmp_path):
    page = PAGE.replace("utf-8", "windows-1251").replace("truce.", "truce (перемирие).", 1)
    article = one(write(tmp_path, "talks.txt", page.encode("cp1251")))
    assert "(перемирие)" in article.text


def test_json_lines_take_text_or_html_and_a_wrong_line_is_named(tmp_path):
    lines = [
        json.dumps({"id": f"a{n}", "text": TEXT, "published": "2031-04-03"}) for n in range(18)
    ]
    lines[16] = '{"id": "a16", "text": }'
    lines[17] = json.dumps({"html": PAGE, "publisher": "RNA", "extra": [1]})
    articles, errors = read(write(tmp_path, "day.jsonl", "\n".join(lines)))
    assert [article.doc for article in articles] == [f"a{n}" for n in range(16)] + ["day:18"]
    assert (articles[0].published, articles[0].published_from) == ("2031-04-03", "metadata")
    assert articles[0].text == TEXT
    assert (articles[-1].publisher, articles[-1].title) == ("RNA", "Talks end without truce")
    (error,) = errors
    assert error.name.endswith("day.jsonl, line 17")
    assert "wrong JSON" in error.reason


WRONG_LINES = [
    ('{"text": 5}', "$.text"),
    ('{"title": "x"}', "neither text nor html"),
    ("[1, 2]", "wrong field"),
    ('{"text": "a\\ud800b"}', "half a character"),
    ('{"text": "a\\u0000b"}', "NUL"),
    ('{"text": "cut off', "wrong JSON"),
    ('{"a":' * 100_000, "JSON"),
]


@pytest.mark.parametrize(("line", "reason"), WRONG_LINES, ids=[r for _, r in WRONG_LINES])
def test_wrong_lines(tmp_path, line, reason):
    articles, errors = read(write(tmp_path, "d.jsonl", line + '\n{"text": "Talks end."}'))
    assert [article.doc for article in articles] == ["d:2"]
    assert reason in errors[0].reason
    assert ", line 1" in errors[0].name


def test_a_line_that_is_not_utf8(tmp_path):
    articles, errors = read(write(tmp_path, "d.jsonl", b'{"text": "a\xff"}\n{"text": "Talks."}'))
    assert len(articles) == 1
    assert "not UTF-8" in errors[0].reason


def test_json_lists_and_objects(tmp_path):
    rows = json.dumps([{"text": "Talks end."}, {"text": "Talks go on."}], indent=1)
    articles, errors = read(write(tmp_path, "d.json", rows))
    assert [article.doc for article in articles] == ["d:1", "d:2"]
    assert not errors
    assert one(write(tmp_path, "e.json", '{\n"id": 7, "text": "Talks end."}')).doc == "7"


TABLE = '''\
ID,Date,Source,Text,URL,Headline,Notes
a1,2031-04-03,RNA,"Envoys met in Karsa, a town.
""No truce yet.""",https://rna.example/1,Talks,
,4 April 2031,,Talks go on.,,,x
'''


@pytest.mark.parametrize("sign", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_csv_is_read_row_by_row(tmp_path, sign, encoding):
    table = re.sub(",(?! a town)", sign, TABLE)
    articles, errors = read(write(tmp_path, "corpus.csv", table.encode(encoding)))
    assert not errors
    assert [article.doc for article in articles] == ["a1", "corpus:3"]
    first, second = articles
    assert first.text == 'Envoys met in Karsa, a town.\n"No truce yet."'
    assert (first.published, first.published_from) == ("2031-04-03", "metadata")
    assert (first.publisher, first.url, first.title) == ("RNA", "https://rna.example/1", "Talks")
    assert (second.text, second.published, second.publisher) == ("Talks go on.", "2031-04-04", None)


@pytest.mark.parametrize("column", ["text", "Body", "content", "ARTICLE"])
def test_a_csv_names_its_texts_in_several_ways(tmp_path, column):
    assert one(write(tmp_path, "a.csv", f"{column}\nTalks end.\n")).text == "Talks end."


WRONG_ROWS = [
    ("x,Talks, and terms", "has 3 cells, and the head has 2"),
    ("x,", "neither text nor html"),
    ('x,"Talks" end', "is damaged"),
]


@pytest.mark.parametrize(("row", "reason"), WRONG_ROWS, ids=[reason for _, reason in WRONG_ROWS])
def test_a_wrong_row_is_named_and_the_others_are_read(tmp_path, row, reason):
    path = write(tmp_path, "a.csv", f"id,text\r\n{row}\r\n\r\nb,Talks end.,\r\n")
    articles, (error,) = read(path)
    assert [article.doc for article in articles] == ["b"]
    assert error.name.endswith("a.csv, row 2")
    assert reason in error.reason


def test_a_csv_that_ends_within_a_quotation_is_damaged(tmp_path):
    articles, (error,) = read(write(tmp_path, "a.csv", 'text\nTalks end.\n"Talks go on.\nAh.\n'))
    assert [article.doc for article in articles] == ["a:2"]
    assert "row 3: is damaged" in str(error)


def test_tables_of_names_are_no_reports(tmp_path):
    articles, (doubt,) = read(write(tmp_path, "n.csv", "name,aliases,party\nKeth,,Keth\n"))
    assert not articles
    assert isinstance(doubt, InputDoubt)
    assert "--parties" in doubt.step


@pytest.mark.parametrize(
    ("name", "content", "field", "meant"),
    [
        ("a.jsonl", '{"text": "Talks.", "date": "2031-04-03"}\n' * 2, "date", "published"),
        ("a.jsonl", '{"body": "Talks.", "text": "Talks."}', None, None),
        ("a.jsonl", '{"text": "Talks.", "licence": "none", "rating": 5}', None, None),
        ("a.json", '[{"text": "Talks.", "Headline": "x"}]', "Headline", "title"),
        ("a.csv", "text,publishd\nTalks.,2031-04-03", "publishd", "published"),
    ],
)
def test_a_field_by_another_name_is_told_once(tmp_path, name, content, field, meant):
    _, doubts = read(write(tmp_path, name, content))
    assert [type(doubt) for doubt in doubts] == [InputDoubt] * bool(field)
    if field:
        assert f"has the field {field!r}, which is not read. Did you mean {meant!r}" in str(*doubts)


def test_one_id_of_several_reports_is_told(tmp_path):
    given = [{"id": i, "text": f"Talks {n}."} for n, i in enumerate("abcaab")]
    rows = "\n".join(map(json.dumps, given))
    articles, (doubt,) = read(write(tmp_path, "a.jsonl", rows))
    assert len(articles) == 6
    assert isinstance(doubt, InputDoubt)
    assert "one id, 'a' (line 1 and line 4), and 1 more likewise" in str(doubt)


def test_a_report_may_begin_like_a_mail(tmp_path):
    text = "From: our correspondent in Karsa\n\nThe envoys met: talks go on."
    assert one(write(tmp_path, "a.txt", text)).text == text
    for second in ("Subject: Talks", " of Karsa\r\nTo: you"):
        refused(write(tmp_path, "b.txt", f"From: Ina Morel\r\n{second}\r\n\r\nTalks."), "MIME")


def test_feeds(tmp_path):
    articles, errors = read(write(tmp_path, "feed.xml", RSS))
    (article,) = articles
    assert article.text == "Envoys met in Karsa.\n“No truce yet.”"
    assert (article.title, article.publisher) == ("Talks & terms", "Ostrel Daily")
    assert (article.published, article.published_from) == ("2031-04-03", "metadata")
    assert errors[0].name.endswith("entry 2")
    atom = one(write(tmp_path, "atom.xml", ATOM))
    assert (atom.text, atom.published, atom.url) == (
        "Envoys met.\nNo truce.", "2031-04-03", "https://rna.example/1",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("element", "outlet"),
    [
        ('<source url="https://rna.example/">RNA</source>', "RNA"),
        ("<dc:publisher>RNA</dc:publisher>", "RNA"),
        ("<dc:creator>Ina Morel</dc:creator>", "Ostrel Daily"),
    ],
)
def test_an_entry_of_a_feed_may_name_its_own_outlet(tmp_path, element, outlet):
    dc = 'version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    feed = RSS.replace('version="2.0"', dc).replace("<pubDate>", f"{element}<pubDate>")
    assert read(write(tmp_path, "feed.xml", feed))[0][0].publisher == outlet


@pytest.mark.parametrize("packed", [False, True])
def test_web_archives(tmp_path, packed):
    data = warc(PAGE, PAGE.replace("ten days", "six days"))
    path = write(tmp_path, "crawl.warc.gz", gzip.compress(data)) if packed else write(
        tmp_path, "crawl.warc", data
    )  # fmt: skip
    articles, errors = read(path)
    assert not errors
    assert [article.doc for article in articles] == ["crawl:1", "crawl:2"]
    assert articles[1].url == "https://ostrel.example/1"
    assert articles[0].published == "2031-04-03"  # not the day of the crawl


def test_gzip_of_text(tmp_path):
    article = one(write(tmp_path, "talks.txt.gz", gzip.compress(TEXT.encode())))
    assert (article.doc, article.text) == ("talks", TEXT)


def test_standard_input(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b'{"id": "x", "text": "Talks."}')))
    article = one("-")
    assert (article.doc, article.file) == ("x", "-")


# Manifest


def test_manifest_by_id_and_by_file(tmp_path):
    write(tmp_path, "in/one.txt", TEXT)
    write(tmp_path, "in/sub/two.txt", "April 3, 2031\nTalks end.")
    rows = [
        {"id": "one", "published": "2031-04-05", "publisher": "RNA", "licence": "none"},
        {"file": "sub/two.txt", "id": "second", "title": "Talks", "published": None},
        {"file": "other/two.txt", "title": "wrong"},
    ]
    manifest = write(tmp_path, "in/index.jsonl", "\n".join(map(json.dumps, rows)))
    articles, errors = read(str(tmp_path / "in"), manifest=manifest)
    assert [type(error) for error in errors] == [InputDoubt]
    assert "line 3: names 'other/two.txt', and no such file is read" in str(errors[0])
    assert [(a.doc, a.published, a.published_from, a.title) for a in articles] == [
        ("one", "2031-04-05", "manifest", None),
        ("second", "2031-04-03", "text", "Talks"),
    ]


def test_a_wrong_manifest_line_is_named_and_a_missing_manifest_is_wrong_use(tmp_path):
    path = write(tmp_path, "one.txt", TEXT)
    rows = '{"id": "one", "publisher": "RNA"}\n{"published": "2031-04-03"}\n'
    rows += '{"id": "b", "published": "soon"}\n{'
    articles, errors = read(path, manifest=write(tmp_path, "m.jsonl", rows))
    assert articles[0].publisher == "RNA"
    assert [error.name.rpartition(", ")[2] for error in errors] == ["line 2", "line 3", "line 4"]
    with pytest.raises(UsageError, match="--manifest"):
        read(path, manifest=str(tmp_path / "none.jsonl"))


@pytest.mark.parametrize(
    ("rows", "doubts"),
    [
        ([{"file": "one.txt", "licence": "none", "published": "2031-04-05"}], []),
        ([{"id": "one", "date": "2031-04-05"}], ["line 1: has the field 'date'.*'published'"]),
        ([{"id": "one", "date": "x", "published": "2031-04-05"}], []),
        ([{"file": "one.txt", "pubisher": "RNA"}] * 3, ["line 1: .*'pubisher'.*'publisher'"]),
        ([{"file": "onne.txt"}], ["line 1: names 'onne.txt', which.*Did you mean 'one.txt'"]),
        ([{"file": "a.txt"}, {"file": "b.txt"}], ["line 1: names 'a.txt' and 1 more, and no such"]),
        (
            [{"file": "one.txt", "published": f"2031-04-0{day}"} for day in (5, 6)],
            ["line 2: says of 'one.txt' that it is of 2031-04-06.*Line 1 counts"],
        ),
        (
            [{"id": "one", "published": f"2031-04-0{day}"} for day in (5, 5, 6)],
            ["line 3: says of 'one' that it is of 2031-04-06.*Line 1 counts"],
        ),
    ],
)
def test_slips_in_a_manifest_are_named(tmp_path, rows, doubts):
    manifest = write(tmp_path, "m.jsonl", "\n".join(map(json.dumps, rows)))
    articles, errors = read(write(tmp_path, "one.txt", TEXT), manifest=manifest)
    assert len(articles) == 1
    assert [type(error) for error in errors] == [InputDoubt] * len(doubts)
    assert all(re.search(d, str(e)) for d, e in zip(doubts, errors, strict=True))


def test_a_manifest_that_is_not_named_is_no_report(tmp_path):
    write(tmp_path, "in/one.txt", TEXT)
    rows = [{"file": "one.txt", "published": "2031-04-05"}, {"id": "two", "publisher": "RNA"}]
    write(tmp_path, "in/index.jsonl", "\n".join(map(json.dumps, rows)))
    articles, (doubt,) = read(str(tmp_path / "in"))
    assert [article.doc for article in articles] == ["one"]
    assert isinstance(doubt, InputDoubt)
    assert "index.jsonl: is a manifest" in str(doubt)
    assert "--manifest" in str(doubt)


@pytest.mark.parametrize("written", ["0001-01-01", "9999-12-31T00:00:00Z"])
def test_a_placeholder_year_is_no_date_of_publication(tmp_path, written):
    manifest = write(tmp_path, "m.jsonl", json.dumps({"id": "one", "published": written}))
    articles, errors = read(write(tmp_path, "one.txt", TEXT), manifest=manifest)
    assert (articles[0].published, len(errors)) == (None, 1)
    assert f"published is no date from 1600 to 2199: '{written}'" in str(errors[0])
    line = json.dumps({"text": TEXT, "published": written})
    articles, errors = read(write(tmp_path, "two.jsonl", line))
    assert (articles[0].published, [type(error) for error in errors]) == (None, [InputDoubt])


# Defects


def test_a_defect_in_one_report_is_named_and_the_others_are_read(tmp_path, monkeypatch):
    def fail(text):
        if "second" in text:
            raise OverflowError("date value out of range")

    monkeypatch.setattr(read_module, "find_day", fail)
    rows = [json.dumps({"text": f"The {name} report."}) for name in ("first", "second", "third")]
    write(tmp_path, "in/a.jsonl", "\n".join(rows))
    write(tmp_path, "in/b.txt", "The fourth report.")
    articles, errors = read(str(tmp_path / "in"))
    assert [article.doc for article in articles] == ["a:1", "a:3", "b"]
    (error,) = errors
    assert isinstance(error, DefectError)
    assert error.name.endswith("a.jsonl, line 2")
    assert "OverflowError in intake/read.py, line " in str(error)


def test_a_defect_in_a_format_is_named_and_the_other_files_are_read(tmp_path, monkeypatch):
    monkeypatch.setattr(formats_module, "recognise", lambda name, _: {"a.txt": "text"}[name[-5:]])
    write(tmp_path, "in/a.txt", TEXT)
    write(tmp_path, "in/b.txt", TEXT)
    articles, errors = read(str(tmp_path / "in"))
    assert [article.doc for article in articles] == ["a"]
    assert [type(error) for error in errors] == [DefectError]


def test_a_page_that_the_libraries_fail_on_is_refused(tmp_path, monkeypatch):
    def fail(*_, **__):
        raise TypeError("odd markup")

    monkeypatch.setattr("trafilatura.bare_extraction", fail)
    refused(write(tmp_path, "p.html", PAGE), "no page that can be read (TypeError: odd markup)")


# Names


def test_folders_patterns_and_names_give_each_file_once_in_order(tmp_path):
    for name in ("b.txt", "a.txt", ".hidden.txt", ".git/x.txt", "sub/c.txt", "p_files/ad.txt"):
        write(tmp_path, name, TEXT)
    write(tmp_path, "p.html", PAGE)
    names = [
        Path(found.name).name
        for found in list_inputs([str(tmp_path / "b*.txt"), str(tmp_path), str(tmp_path / "a.txt")])
    ]
    assert names == ["b.txt", "a.txt", "p.html", "c.txt"]
    assert [Path(f.name).name for f in list_inputs([str(tmp_path / "**" / "*.txt")])] == [
        "a.txt", "b.txt", "ad.txt", "c.txt",
    ]  # fmt: skip


def test_names_that_give_nothing(tmp_path):
    refused(str(tmp_path / "none.txt"), "does not exist")
    refused(str(tmp_path / "*.html"), "matches no file")
    refused(str(tmp_path), "folder without files")
    refused("https://ostrel.example/1", "address")
    refused("a\0b".replace("\0", "") + "/", "does not exist")
    ((_, error),) = [("", item) for item in list_inputs(["a\0b"])]
    assert "no possible file name" in error.reason


def test_links_are_followed_only_inside_the_folder(tmp_path):
    outside = write(tmp_path, "outside.txt", TEXT)
    folder = tmp_path / "in"
    write(folder, "a.txt", TEXT)
    (folder / "leaves.txt").symlink_to(outside)
    (folder / "leaves-dir").symlink_to(tmp_path)
    (folder / "loop").symlink_to(folder)
    (folder / "stays.txt").symlink_to(folder / "a.txt")
    (folder / "broken.txt").symlink_to(folder / "none")
    articles, errors = read(str(folder))
    assert [article.doc for article in articles] == ["a"]
    assert [(Path(e.name).name, e.reason.split(":")[0]) for e in errors] == [
        ("broken.txt", "is a broken link"),
        ("leaves-dir", "is a link that leads out of the folder"),
        ("leaves.txt", "is a link that leads out of the folder"),
    ]
    assert one(str(folder / "leaves.txt")).text == TEXT  # named outright


def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    refused(str(tmp_path / "pipe"), "pipe")


def test_a_name_that_is_not_utf8_can_be_stored(tmp_path):
    path = os.fsdecode(os.fsencode(tmp_path) + b"/talks-\xff.txt")
    Path(path).write_text("Talks end.", encoding="utf-8")
    assert one(path).doc == "talks-\\xff"


def test_fingerprint_tells_a_changed_file(tmp_path):
    path = write(tmp_path, "a.txt", TEXT)
    before = fingerprint(path)
    (listed,) = list_inputs([path])
    assert (listed.size, listed.mtime_ns) == before[:2]
    write(tmp_path, "a.txt", TEXT.replace("met", "sat"))
    assert fingerprint(path).digest != before.digest


# Bad input


def test_no_permission(tmp_path, monkeypatch):
    """The tests may run as root, whom no permission stops: the system's answer is played."""
    path = write(tmp_path, "in/a.txt", TEXT)

    def deny(*_):
        raise PermissionError(13, "Permission denied", str(tmp_path / "in"))

    monkeypatch.setattr(Path, "open", deny)
    refused(path, "may not be read")
    monkeypatch.setattr(paths_module.os, "scandir", deny)
    refused(str(tmp_path / "in"), "may not be read")


def test_a_file_that_goes_away_or_fails_while_it_is_read(tmp_path):
    gone = InputFile("gone.txt", tmp_path / "gone.txt", 10)
    (error,) = read_file(gone)
    assert "does not exist" in error.reason


def archive(kind):
    out = io.BytesIO()
    if kind == "zip":
        with zipfile.ZipFile(out, "w") as file:
            file.writestr("a.txt", TEXT)
    else:
        with tarfile.open(fileobj=out, mode="w") as file:
            file.addfile(tarfile.TarInfo("a.txt"), io.BytesIO())
    return out.getvalue()


ENTITIES = '<!DOCTYPE x [<!ENTITY a "b">]><rss><channel/></rss>'
HIDDEN = f"<?xml version='1.0' encoding='utf-7'?>{ENTITIES}"
ODD = b"WARC/1.0\r\nnot a header at all"
BAD = [
    ("CSV without texts", "a.csv", b"id,note\n1,Talks end.\n", "without a column of texts"),
    ("CSV without a head", "a.csv", b"1,Talks end.\n", "without a column of texts"),
    ("export", "a.csv", b"id,kind,modality,evidence,content\n1,a,b,c,d", "export of records"),
    ("cut CSV", "a.csv.gz", gzip.compress(b"text\nTalks end.\n" * 50)[:-9], "cut off"),
    ("empty", "a.txt", b"", "empty"),
    ("blank", "a.txt", b"\xef\xbb\xbf \r\n\t", "empty"),
    ("picture", "a.txt", b"\x89PNG\r\n\x1a\n" + bytes(99), "PNG"),
    ("pdf", "a.pdf", b"%PDF-1.7\n" + bytes(99), "PDF"),
    ("mail", "a.eml", b"MIME-Version: 1.0\r\nSubject: Talks\r\n\r\nx", "MIME"),
    ("binary", "a.dat", bytes(range(256)) * 20, "binary"),
    ("zip", "a.zip", archive("zip"), "ZIP"),
    ("tar", "a.tar", archive("tar"), "tar"),
    ("tar in gzip", "a.tar.gz", gzip.compress(archive("tar")), "tar archive inside a gzip"),
    ("zip in gzip", "a.gz", gzip.compress(archive("zip")), "inside a gzip"),
    ("gzip in gzip", "a.gz", gzip.compress(gzip.compress(TEXT.encode())), "inside a gzip"),
    ("cut gzip", "a.txt.gz", gzip.compress(TEXT.encode() * 50)[:-9], "cut off"),
    ("damaged gzip", "a.txt.gz", b"\x1f\x8b\x08\x00" + b"\xff" * 40, "gzip"),
    ("empty gzip", "a.txt.gz", gzip.compress(b""), "gzip"),
    ("UTF-16 odd", "a.txt", TEXT.encode("utf-16")[:-1], "odd number"),
    ("NUL", "a.txt", TEXT.encode() * 9 + b"\0", "NUL"),
    ("no WARC", "a.warc", b"Talks end in Karsa.", "damaged"),
    ("odd WARC", "a.warc", ODD, "cut off"),
    (
        "page without text",
        "a.html",
        b"<html><body><script>run()</script></body></html>",
        "without a main text",
    ),
    ("other XML", "a.xml", b"<?xml version='1.0'?><svg/>", "neither a feed nor a page"),
    ("feed without entries", "a.rss", b"<rss><channel></channel></rss>", "feed"),
    ("entities", "a.rss", ENTITIES.encode(), "entities"),
    ("entities in UTF-16", "a.rss", ENTITIES.encode("utf-16"), "entities"),
    ("entities in UTF-16 without mark", "a.rss", ENTITIES.encode("utf-16-be"), "entities"),
    ("entities in UTF-7", "a.rss", HIDDEN.encode().replace(b"<!", b"+ADwAIQ-"), "feed"),
]


@pytest.mark.parametrize(("case", "name", "data", "reason"), BAD, ids=[case for case, *_ in BAD])
def test_bad_input_is_named_and_the_rest_is_done(tmp_path, case, name, data, reason):
    path = write(tmp_path, f"in/{name}", data)
    refused(path, reason)
    write(tmp_path, "in/z.txt", TEXT)
    articles, errors = read(str(tmp_path / "in"))
    assert [article.doc for article in articles] == ["z"]
    assert len(errors) == 1


def test_a_cut_archive_gives_what_came_before(tmp_path):
    whole = warc(PAGE, PAGE)
    articles, errors = read(write(tmp_path, "c.warc", whole[:-900]))
    assert (len(articles), "cut off" in errors[0].reason) == (1, True)
    articles, errors = read(write(tmp_path, "d.warc.gz", (gzip.compress(warc(PAGE)) * 2)[:-40]))
    assert (len(articles), "cut off" in errors[0].reason, len(errors)) == (1, True, 1)


def test_cut_json_lines_give_what_came_before(tmp_path):
    lines = "".join(json.dumps({"text": f"{n} {TEXT}"}) + "\n" for n in range(200))
    articles, errors = read(write(tmp_path, "d.jsonl.gz", gzip.compress(lines.encode())[:-30]))
    assert articles
    assert "cut off" in errors[-1].reason


def test_the_limit_holds_before_and_after_unpacking_and_can_be_raised(tmp_path):
    path = write(tmp_path, "big.txt", b"Talks end. " * 200)
    refused(path, "larger than the limit of 2,000 bytes", max_bytes=2000)
    assert len(one(path, max_bytes=2200).text) == 2200
    bomb = write(tmp_path, "bomb.txt.gz", gzip.compress(b"0" * 50_000_000))
    error = refused(bomb, "unpacks to more than")
    assert "--max-bytes" in error.step


def packed_page(body):
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Encoding: gzip\r\n\r\n" + body
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://ostrel.example/1\r\n"
        "Content-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def test_the_limit_holds_for_all_pages_of_an_archive_together(tmp_path):
    path = write(tmp_path, "a.warc", packed_page(gzip.compress(b"Talks end. " * 100)) * 5)
    articles, (error,) = read(path, max_bytes=2500)
    assert [article.doc for article in articles] == ["a:1", "a:2"]
    assert "a.warc: unpacks to more than the limit of 2,500 bytes at record 3" in str(error)
    assert "--max-bytes" in error.step
    assert len(read(path, max_bytes=5500)[0]) == 5


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "cp1252"])
def test_a_feed_in_any_encoding(tmp_path, encoding):
    feed = RSS.replace('encoding="utf-8"', f'encoding="{encoding.removesuffix("-sig")}"')
    articles, _ = read(write(tmp_path, "feed.xml", feed.encode(encoding)))
    assert articles[0].text == "Envoys met in Karsa.\n“No truce yet.”"


@pytest.mark.parametrize("limit", [10**11, sys.maxsize, 10**30])
def test_a_limit_beyond_all_memory_costs_none(tmp_path, monkeypatch, limit):
    assert one(write(tmp_path, "a.txt", TEXT), max_bytes=limit).text == TEXT
    packed = write(tmp_path, "b.txt.gz", gzip.compress(TEXT.encode()))
    assert one(packed, max_bytes=limit).text == TEXT
    pages = write(tmp_path, "c.warc", warc(TEXT, kind="text/plain"))
    assert one(pages, max_bytes=limit).text == TEXT
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
    assert one("-", max_bytes=limit).text == TEXT


def test_a_grown_stream_is_bounded(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"x" * 100)))
    refused("-", "larger than", max_bytes=99)


BOMBS = {
    "nested": "<div>" * 100_000 + "talks",
    "nested inline": "<b>" * 100_000 + "talks",
    "attribute": '<p title="' + "x" * 15_000_000 + '">Talks end.</p>',
    "many elements": "<p><i>a</i>" * 200_000,
    "one text": "<p>" + "talks " * 2_000_000,
    "entities": "<p>" + "&amp;" * 3_000_000,
    "open tags": "<" * 5_000_000,
    "many dates": '<meta name="date" content="x">' * 40_000 + "<p>Talks end.</p>",
    "large data": '<script type="application/ld+json">' + '{"a":' * 900_000 + "</script><p>Talks.",
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_html_bombs_cost_bounded_time(tmp_path, bomb):
    path = write(tmp_path, "bomb.html", "<html><body>" + BOMBS[bomb])
    started = time.process_time()
    articles, errors = read(path)
    assert len(articles) + len(errors) == 1
    assert time.process_time() - started < 20


def test_mojibake_is_told_beside_the_article(tmp_path):
    articles, errors = read(write(tmp_path, "m.txt", TEXT.encode().decode("cp1252", "ignore")))
    assert len(articles) == 1
    assert isinstance(errors[0], InputDoubt)
    assert "encoding once before, first at character 44." in str(errors[0])
    assert str(errors[0]).isascii()  # the words are not quoted


def test_a_report_in_another_language_is_told(tmp_path):
    text = "Посланник Вельмара прибыл в Карсу.\nПереговоры о перемирии продолжаются."
    articles, errors = read(write(tmp_path, "r.txt", text.encode("cp1251")))
    assert articles[0].text == text
    assert {skip.reason for skip in articles[0].skips} == {"language"}
    assert "another language" in errors[0].reason


def test_a_date_that_is_none_is_told_and_not_used(tmp_path):
    articles, errors = read(write(tmp_path, "d.jsonl", '{"text": "Talks.", "published": "soon"}'))
    assert articles[0].published is None
    assert "'soon'" in errors[0].reason


DATELINED = "KARSA, April 3, 2031 (RNA) -- Envoys met."


@pytest.mark.parametrize(
    ("text", "published", "today", "doubts"),
    [
        (TEXT, "2031-04-03", "2031-04-03", []),
        (TEXT, "2031-04-04", "2031-04-03", []),  # it is tomorrow elsewhere
        (TEXT, "2031-04-05", "2031-04-03", ["is dated 2031-04-05, a day still to come"]),
        (TEXT, "2031-04-05", None, []),
        (DATELINED, "2031-05-01", "2031-06-01", []),
        (DATELINED, "2033-04-03", "2034-01-01",
         ["is dated 2033-04-03 (metadata), and its dateline 2031-04-03"]),
        (DATELINED, None, "2020-01-01", ["is dated 2031-04-03, a day still to come"]),
    ],
)  # fmt: skip
def test_a_date_that_cannot_be_right_is_told_and_kept(tmp_path, text, published, today, doubts):
    row = {"text": text, "published": published} if published else {"text": text}
    articles, told = read(write(tmp_path, "d.jsonl", json.dumps(row)), today=today)
    assert articles[0].published == (published or "2031-04-03")
    assert [type(doubt) for doubt in told] == [InputDoubt] * len(doubts)
    assert [doubt.reason for doubt in told] == doubts


def test_no_message_quotes_a_long_date(tmp_path):
    line = json.dumps({"text": "Talks.", "published": "word " * 500})
    _, (doubt,) = read(write(tmp_path, "d.jsonl", line))
    assert len(doubt.reason) < 100


# Lightness


def test_plain_text_is_read_without_the_heavy_libraries(tmp_path):
    path = write(tmp_path, "a.txt", TEXT)
    code = (
        "import sys; from truceline.intake import read_inputs; list(read_inputs(sys.argv[1:]));"
        "print([m for m in ('trafilatura', 'lxml', 'feedparser', 'warcio', 'datasketch',"
        " 'py3langid', 'numpy', 'charset_normalizer') if m in sys.modules])"
    )
    run = [sys.executable, "-c", code, path]
    assert subprocess.run(run, capture_output=True, text=True, check=True).stdout == "[]\n"
