"""Measure who is meant: roles marked in reports against the actors resolved, as JSON.

    python bench/actors.py DATA [--network FILE] [--held-back] [--every N] [--cache FILE]

DATA is a folder with ``train.jsonl`` and ``written.jsonl`` (reports with their records marked by
offset). Shares are over all role spans; reports are parted by the hash of their id, and the tenth
that is held back is read only when asked for.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import pickle
import re
from collections import Counter, defaultdict
from pathlib import Path

from truceline.measure.names import common_name
from truceline.model import Article, Entity, Reading, Sentence, Span, Word
from truceline.reading.coreference import resolve_mentions
from truceline.reading.quotations import find_quotations
from truceline.reading.reader import Reader
from truceline.reading.sentences import split_sentences, split_words
from truceline.resolving.actors import ActorResolver
from truceline.resolving.parties import Parties
from truceline.resolving.places import Gazetteer

ROLES = ("actors", "targets", "source", "mediators")
PRONOUNS = frozenset(
    [
        "he",
        "she",
        "it",
        "they",
        "we",
        "i",
        "him",
        "her",
        "them",
        "us",
        "his",
        "its",
        "their",
        "who",
        "which",
        "both",
        "each",
        "neither",
    ]
)
ENTITY = {
    "state": "place",
    "organisation": "organisation",
    "group": "organisation",
    "person": "person",
}


def held_back(name: str) -> bool:
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % 10 == 0


def plain_reading(article: Article, parties: Parties) -> Reading:
    """A reading without a network: no tags, no trees, entities from the data alone."""
    text = article.text
    sentences = tuple(
        Sentence(s, tuple(Word(w, w.of(text)) for w in split_words(text, s)))
        for s in split_sentences(text, ())
    )
    known = parties.find(text, article.published)
    entities = tuple(Entity(s, ENTITY[r.kind]) for s, r in known if r.kind in ENTITY)
    return Reading(article, sentences, entities, find_quotations(text, ()), (), ())


def readings(path: Path, options, parties) -> list[tuple[dict, Reading]]:
    reader = Reader.load(options.network) if options.network else None
    found = []
    for number, line in enumerate(path.read_text("utf-8").splitlines()):
        given = json.loads(line)
        if held_back(given["id"]) != options.held_back or number % options.every:
            continue
        article = Article(
            id=given["id"], doc=given["id"], text=given["text"], published=given.get("published")
        )
        read = reader.read(article) if reader else plain_reading(article, parties)
        found.append((given, read))
    return found


def groups(given: dict) -> dict[tuple[str, int, int], list[dict]]:
    """Role spans of a report with all the actors that each one means in one record."""
    found: dict[tuple[str, int, int], list[dict]] = {}
    for number, record in enumerate(given["records"]):
        for role in ROLES:
            for actor in record.get(role) or []:
                if actor.get("span"):
                    key = (f"{number} {record['kind']} {role}", *actor["span"])
                    found.setdefault(key, []).append(actor)
    return found


def form_of(words: str) -> str:
    if words.lower() in PRONOUNS:
        return "pronoun"
    last = re.findall(r"[\w'’-]+", words) or [""]
    return (
        "name"
        if last[-1][:1].isupper()
        or (last[0][:1].isupper() and last[0] not in ("The", "A", "An", "Both"))
        else "nominal"
    )


def party_of(actor) -> str:
    name = actor["name"] if isinstance(actor, dict) else actor.name
    party = actor.get("party") if isinstance(actor, dict) else actor.party
    return common_name(party or name or "")


def score(pairs, resolver) -> tuple[dict, list]:
    counts: dict[str, Counter] = defaultdict(Counter)
    errors = []
    for given, reading in pairs:
        chains = resolve_mentions(reading)
        for (label, *span), actors in groups(given).items():
            found = resolver.actors(reading, chains, Span(*span), given.get("published"))
            words = Span(*span).of(given["text"])
            got = {party_of(a) for a in found}
            last = {a.name.lower().split()[-1] for a in found if a.name.split()}
            role = f"role {label.split()[-1]}"
            tally = [counts[form_of(words)], counts["all"], counts[role]]
            for actor in actors:
                right = party_of(actor) in got
                named = actor["name"].lower().split()[-1] in last if actor["name"] else False
                for count in tally:
                    count.update(spans=1, party=right, name=named)
                if not right:
                    errors.append(
                        (
                            given["id"],
                            label,
                            words,
                            actor["name"],
                            actor.get("party"),
                            [(a.name, a.party) for a in found],
                        )
                    )
            same = got == {party_of(a) for a in actors}
            for count in tally:
                count.update(sets=1, same=same)
    table = {
        form: {
            "spans": c["spans"],
            "party": round(c["party"] / c["spans"], 4),
            "name": round(c["name"] / c["spans"], 4),
            "sets_equal": round(c["same"] / c["sets"], 4),
        }
        for form, c in sorted(counts.items())
    }
    return table, errors


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--network", type=Path)
    parser.add_argument("--held-back", action="store_true")
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--errors", type=int, default=0)
    options = parser.parse_args()
    places = Gazetteer.load()
    parties = Parties.load(gazetteer=places)
    resolver = ActorResolver(parties, places)
    result = {}
    for name in ("train", "written"):
        cache = options.cache and options.cache.with_suffix(f".{name}.pickle")
        if cache and cache.exists():
            pairs = pickle.loads(cache.read_bytes())
        else:
            pairs = readings(options.data / f"{name}.jsonl", options, parties)
            if cache:
                cache.write_bytes(pickle.dumps(pairs))
        result[name], errors = score(pairs, resolver)
        for error in errors[:: max(1, len(errors) // options.errors)] if options.errors else ():
            print(*error, sep=" | ")
    print(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
