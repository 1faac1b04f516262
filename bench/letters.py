"""Score the program on reports as they are, in capitals only, without any, and with one a word.

    python bench/letters.py REFERENCE TEXTS

REFERENCE has one line a document, TEXTS its texts as ``<doc>.txt``. Letters whose other case is
more than one letter stay. Prints found and exact F1 as JSON.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Callable
from pathlib import Path

import msgspec

from truceline.measure import decode_coding, read_coding, score
from truceline.model import Article
from truceline.pipeline import Pipeline

WRITTEN: dict[str, Callable[[str], str]] = {
    "as they are": str,
    "in capitals": str.upper,
    "in small letters": str.lower,
    "as headlines": lambda text: re.sub(r"\b[^\W\d_]", lambda first: first[0].upper(), text),
}


def letters(text: str, case: Callable[[str], str]) -> str:
    """Return a text in another case, as long as it was."""
    cased = case(text)
    if len(cased) == len(text):
        return cased
    return "".join(case(char) if len(case(char)) == 1 else char for char in text)


def main() -> None:
    """Read the reports in each way, compare and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("reference", type=Path)
    parser.add_argument("texts", type=Path)
    options = parser.parse_args()
    documents = [json.loads(line) for line in options.reference.read_text("utf-8").splitlines()]
    days = {row["doc"]: row.get("published") for row in documents}
    texts = {doc: (options.texts / f"{doc}.txt").read_bytes().decode("utf-8") for doc in days}
    pipeline, known = Pipeline.load(), read_coding(options.reference)
    for name, case in WRITTEN.items():
        lines = []
        for doc, day in days.items():
            article = Article(id=doc, doc=doc, text=letters(texts[doc], case), published=day)
            lines += [msgspec.json.encode(record).decode() for record in pipeline.records(article)]
        found = score(known, decode_coding(lines), texts)
        figures = {"found": round(found.found.f1, 3), "exact": round(found.exact.f1, 3)}
        print(json.dumps({"letters": name, **figures}), flush=True)


if __name__ == "__main__":
    main()
