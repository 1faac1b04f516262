"""Count what the program reads into 64 texts of ``bench/off_topic`` that tell of no conflict.

    python bench/strays.py [--network FILE] [--min-confidence P] [--list]

Matches, stories, takeovers, burglaries, viruses, films, old battles and rows about hedges, eight of
each, full of attacks, truces and ultimatums: the right answer is no record. The texts are our own.
No weight was fitted on them; which words judge the topic was decided with them in view.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path

from truceline.model import Article
from truceline.pipeline import Pipeline

TEXTS = Path(__file__).parent / "off_topic"


def main() -> None:
    """Print records, and texts with any, by topic and by kind, as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--network", type=Path)
    parser.add_argument("--min-confidence", type=float)
    parser.add_argument("--list", action="store_true", help="print each record, too")
    given = parser.parse_args()
    pipeline = Pipeline.load(network=given.network, min_confidence=given.min_confidence)
    topics: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    texts = strayed = 0
    for path in sorted(TEXTS.glob("*.txt")):
        topic = path.stem.partition("-")[2]
        article = Article(id=path.stem, doc=path.stem, text=path.read_text("utf-8"))
        records = pipeline.records(article)
        texts, strayed = texts + 1, strayed + bool(records)
        topics[topic] += len(records)
        kinds.update(record.kind for record in records)
        for record in records if given.list else ():
            print(path.stem, record.kind, record.confidence, "|", record.evidence.text[:90])
    counts = {"topics": dict(topics), "kinds": dict(kinds.most_common())}
    whole = {"texts": texts, "with_records": strayed, "records": sum(topics.values())}
    print(json.dumps(whole | counts, indent=2))


if __name__ == "__main__":
    main()
