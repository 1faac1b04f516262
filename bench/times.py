"""Print the time expressions of texts in the form that ``score_time.py`` compares.

    python bench/times.py GOLD.jsonl > FOUND.jsonl

GOLD.jsonl has a line per text: ``id``, ``text`` and ``dct``, the day it was written (EDTF). A line
printed has ``id`` and ``timexes``: ``span`` (offsets in characters), ``type`` and ``value``.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from truceline.reading.sentences import split_sentences
from truceline.resolving.times import find_times


def main() -> None:
    """Read, find, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", type=Path)
    for line in parser.parse_args().gold.read_text("utf-8").splitlines():
        row = json.loads(line)
        found = find_times(row["text"], row.get("dct"), split_sentences(row["text"]))
        told = [{"span": list(t.span), "type": t.type, "value": t.value} for t in found]
        print(json.dumps({"id": row["id"], "timexes": told}))


if __name__ == "__main__":
    main()
