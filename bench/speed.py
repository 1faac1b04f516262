"""Measure the reader and the whole way to records: ``python bench/speed.py [FOLDER]``.

Prints one JSON line a measurement, in processor time on one thread, the best of several rounds.
``network``: sub-words a second through the network alone, on the windows that reading makes.
``reading``: words a second, and its share of the network's own speed. ``pipeline``: articles of
500 words a second from text to records, and its share. ``memory``: the process's peak, after
reading and at the end. FOLDER holds reports in any format; without it the examples serve.
``--long`` adds a text that is one sentence of 50,000 words.
"""

from __future__ import annotations

import argparse
import itertools
import json
import re
import resource
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from truceline.cli.inputs import spare_collector
from truceline.intake import read_inputs
from truceline.model import Article, digest
from truceline.pipeline import Pipeline
from truceline.reading.network import Network
from truceline.reading.reader import Reader

REPORTS = Path(__file__).parent.parent / "examples" / "reports"
WORDS = 500


def articles_from(folder: Path, count: int) -> Iterator[Article]:
    """Yield articles of 500 words: paragraphs of the texts in ``folder``, in turn, the last cut.

    A paragraph that is cut goes on in the next article.
    """
    texts = [found.text for found in read_inputs([str(folder)]) if isinstance(found, Article)]
    paragraphs = itertools.cycle([p for text in texts for p in text.split("\n\n") if p.strip()])
    rest = ""
    for _ in range(count):
        taken, missing = [], WORDS
        while missing:
            here, rest = cut(rest or next(paragraphs), missing)
            taken.append(here)
            missing -= len(here.split())
        text = "\n\n".join(taken)
        yield Article(id=digest(text), doc="report", text=text, published="2031-05-12")


def cut(text: str, words: int) -> tuple[str, str]:
    """Return the first ``words`` words of ``text`` as they stand there, and what follows them."""
    ends = [found.end() for found in itertools.islice(re.finditer(r"\S+", text), words)]
    return text[: ends[-1]].strip(), text[ends[-1] :].strip()


def best(work: Callable[[], object], rounds: int) -> float:
    """Return the processor seconds of the fastest round, after one that warms up."""
    work()
    times = []
    for _ in range(rounds):
        began = time.process_time()
        work()
        times.append(time.process_time() - began)
    return min(times)


def peak() -> int:
    """Return the peak memory of this process in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def report(name: str, **figures: float) -> None:
    print(json.dumps({"measure": name, **figures}), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, nargs="?", default=REPORTS)
    parser.add_argument("--network", type=Path, help="another network than the shipped one")
    parser.add_argument("--articles", type=int, default=12)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--long", action="store_true", help="a sentence of 50,000 words too")
    options = parser.parse_args()
    articles = list(articles_from(options.folder, options.articles))
    raw, memory = reading(articles, options.network, options.rounds)
    pipeline = Pipeline.load(network=options.network)
    spare_collector()  # as the commands do once they have loaded it
    seconds = best(lambda: [pipeline.records(a) for a in articles], options.rounds)
    report(
        "pipeline",
        articles_per_second=round(len(articles) / seconds, 2),
        ratio=round(raw / seconds, 3),
    )
    report("memory", reading_mb=memory, peak_mb=peak())
    if options.long:
        long_sentence(Reader.load(options.network))


def long_sentence(reader: Reader) -> None:
    """Report seconds and peak memory for one sentence of 50,000 words."""
    text = "the envoys of both sides met near the old bridge and " * 4546
    article = Article(id="long", doc="long", text=text)
    began = time.process_time()
    words = sum(len(sentence.words) for sentence in reader.read(article).sentences)
    seconds = time.process_time() - began
    report("long_sentence", words=words, seconds=round(seconds, 1), peak_mb=peak())


def reading(articles: list[Article], path: Path | None, rounds: int) -> tuple[float, int]:
    """Report the network's and the reader's speed; return the network's seconds and the peak."""
    network = Network.load(path)
    reader = Reader(network)
    windows = [window for article in articles for window in reader.windows(article)]
    raw = best(lambda: [network.run(window) for window in windows], rounds)
    whole = best(lambda: [reader.read(article) for article in articles], rounds)
    subwords, words = sum(len(w.ids) for w in windows), sum(len(w.first) for w in windows)
    report(
        "network",
        subwords_per_second=round(subwords / raw),
        words_per_second=round(words / raw),
        windows=len(windows),
    )
    report("reading", words_per_second=round(words / whole), ratio=round(raw / whole, 3))
    return raw, peak()


if __name__ == "__main__":
    main()
