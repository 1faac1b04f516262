"""From names as the news writes them to the parties that the codebook speaks of.

A name is first looked up as it stands, then taken apart: owner and office ("Ukraine's foreign
minister"), office and owner ("president of Russia"), people and noun ("Israeli officials"), title
and person, surname, other spelling. What no row and no words of the name itself resolve stays as
written, without a party.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cache, cached_property
from itertools import chain, pairwise
from pathlib import Path
from typing import NamedTuple, Self

from truceline.model import Span
from truceline.reading.initials import capitalised, initials_told
from truceline.resolving.habits import read_habits
from truceline.resolving.index import LONGEST, Asked, Index, choose
from truceline.resolving.names import loose, plain
from truceline.resolving.others import OWNER, community, is_role, name_of_others, other_noun
from truceline.resolving.pieces import (
    PARTICLES,
    Piece,
    before_preposition,
    cased,
    cut,
    tidy,
)
from truceline.resolving.places import Gazetteer
from truceline.resolving.roster import (
    Entry,
    Named,
    PartyKind,
    bodies,
    holders,
    own_names,
    read_offices,
    read_own,
    read_roles,
    states,
)
from truceline.resolving.spotting import spot

_MOST_SKIPPED = 5
_SEAT = 2
"""Most words of a seat that is told with whose it is ("the Temel White House")."""
NOT_ITSELF = "is not the state itself"
"""Why those of a state who do not act for it ("a Velandic journalist") are no party of it."""


class Resolution(NamedTuple):
    """Who is meant: the fullest name, the party committed if known, and why."""

    name: str
    party: str | None
    kind: PartyKind
    reason: str


_MIDDLE = re.compile(r"(?<=\w)\s(?:[A-Z]\.\s?)+(?=[A-Z])|(?<=\w)\s[A-Z]\s(?=[A-Z]\w)")
"""Initials between a first name and a surname: "Dana K. Orlo"."""
_NOBODY = Resolution("", None, "unknown", "title before a name")


class _Known(NamedTuple):
    """What the data know of a text: its names, and initials that are somebody else's there."""

    names: tuple[tuple[Span, Resolution], ...]
    others: frozenset[str]


_LETTERS = 4
"""Most letters of an acronym, which is nobody's surname: "PACE"."""
_ALIKE = 4
"""First letters by which two spellings of a word are the same."""


class Parties:
    """All known names of states, organisations, groups and office holders."""

    def __init__(self, named: Iterator[Named], places: Gazetteer | None = None) -> None:
        self._index = Index(named)
        self._places = places
        self.given: tuple[str, ...] = ()
        """The texts of the user's own files, as they were read."""
        self._roles = read_roles()
        self._contexts: dict[frozenset[str], frozenset[str]] = {}
        self._last: tuple[str, str | None, _Known] | None = None

    @classmethod
    def load(cls, extra: Sequence[Path] = (), gazetteer: Gazetteer | None = None) -> Self:
        """Return the parties of the package and of the user's CSV files, which go before.

        With a ``gazetteer``, the people and services of a place are of the state it lies in.
        Raises ``InputError`` that names file, line and reason where a user's row is wrong.
        """
        texts = [read_own(path) for path in extra]
        own = chain.from_iterable(map(own_names, texts, extra))
        packaged = (
            states(),
            bodies("organisations.csv", "organisation"),
            bodies("groups.csv", "group"),
            holders(),
        )
        found = cls(chain(own, *packaged), gazetteer)
        found.given = tuple(texts)
        return found

    @cached_property
    def spelt(self) -> dict[str, str]:
        """Return known words that are not written with one capital: "nato" is "NATO"."""
        cased = self._index.cased.items()
        words = ((key, name) for key, name in cased if len(key) == len(name) and " " not in key)
        return {key: name for key, name in words if name != name.capitalize()}

    def is_given(self, name: str) -> bool:
        """Tell whether a row of the user's own files has just this name."""
        return any(row.extra for row in self._index.names.get(plain(tidy(name)), ()))

    def lacks(self, office: str, party: str) -> bool:
        """Tell whether a party, whose head the data name, has no office of this name as others."""
        return self._index.lacks(office, party)

    def is_held(self, office: str, party: str, on: str | None, name: str) -> bool:
        """Tell whether others than ``name`` are known to hold an office that one at a time holds.

        Without a day: whether others alone are known to have held it.
        """
        own = _parts(name)
        held = self._index.holders(office, party, on)
        return bool(held) and all(own.isdisjoint(_parts(row.name)) for row in held)

    def served(self, name: str) -> frozenset[str]:
        """Return the parties of which a person has held an office, on whatever day."""
        rows = self._index.names.get(plain(name), ())
        return frozenset(row.party for row in rows if row.kind == "person" and row.party)

    def resolve(
        self, name: str, on: str | None = None, context: Collection[str] = ()
    ) -> Resolution:
        """Return who ``name`` is on day ``on`` (EDTF), given other names in the article."""
        words = tidy(name)
        asked = Asked(on, self._spoken_of(frozenset(context)))
        if not words or self._is_anybody(words):
            return Resolution(words, None, "unknown", "names nobody by itself")
        known = self._resolve(words, asked)
        if known and known.kind == "person" and self._is_one_of_several(name, known):
            return known._replace(name=words, kind="office")
        return known or Resolution(words, None, "unknown", "in no data file")

    def _is_one_of_several(self, name: str, known: Resolution) -> bool:
        """Tell whether an office is meant that others may have: "a Velandic minister".

        Who is named in the words is meant for certain.
        """
        words = plain(name).split()
        indefinite = words[:1] and words[0] in self._roles["indefinite"]
        return bool(indefinite) and plain(known.name).rpartition(" ")[2] not in words

    def find(self, text: str, on: str | None = None) -> tuple[tuple[Span, Resolution], ...]:
        """Return the known names in ``text`` with who is meant; the longest name wins.

        The names of the text asked for last are kept.
        """
        return self._look_through(text, on).names

    def others(self, text: str, on: str | None) -> frozenset[str]:
        """Return the initials that stand for somebody else in ``text`` than in the data.

        "The International Contact Group (ICG)" says whom the letters mean there.
        """
        return self._look_through(text, on).others

    def _look_through(self, text: str, on: str | None) -> _Known:
        if self._last is None or self._last[:2] != (text, on):
            others = self._others(text, on)
            found = spot(text, self._index, Asked(on))
            told = ((span, row, span.of(text)) for span, row in found)
            names = ((span, _of(row, words)) for span, row, words in told if words not in others)
            self._last = (text, on, _Known(tuple(names), others))
        return self._last[2]

    def _others(self, text: str, on: str | None) -> frozenset[str]:
        others = set()
        for letters, name, words in initials_told(text):
            meant = self._known(letters, Asked(on))
            known = self._known(name, Asked(on)) or self._known(" ".join(words), Asked(on))
            if meant is None or (known is not None and known.party == meant.party):
                continue
            own, told = (
                [w[:_ALIKE].lower() for w in capitalised(n.replace("-", ""))]
                for n in (meant.party or meant.name, name)
            )
            if known is not None or (len(own) == len(told) and own != told):
                others.add(letters)
        return frozenset(others)

    def _spoken_of(self, context: frozenset[str]) -> frozenset[str]:
        """Return the names in an article together with the parties that they name."""
        if context not in self._contexts:
            parties: set[str] = set()
            for name in context:
                rows = self._index.names.get(plain(name), [])
                named = {row.party for row in rows if row.kind != "person" and row.party}
                parties |= named if len(named) == 1 else set()
            self._contexts.clear()
            self._contexts[context] = context | parties
        return self._contexts[context]

    def _resolve(self, words: str, asked: Asked) -> Resolution | None:
        steps = (
            self._known, self._within, self._qualified, self._owned, self._served, self._related,
            self._prefixed, self._titled, self._person, self._located,
        )  # fmt: skip
        return next((found for step in steps if (found := step(words, asked))), None)

    def _is_anybody(self, words: str) -> bool:
        return plain(words) in self._roles["anybody"] and not (words.isupper() and len(words) > 1)

    def _known(self, words: str, asked: Asked) -> Resolution | None:
        """Look the name up as it stands, then as a transliteration."""
        key = plain(words)
        rows = self._index.names.get(key, [])
        entry = choose(rows, asked)
        if rows and entry is None:
            return _several(words, rows)
        if entry is None and len(key) > LONGEST // 2 and not words.isupper():
            entry = choose(self._index.respelt.get(loose(key), []), asked)
        return _of(entry, words) if entry else self._sole(words, key, asked)

    def _sole(self, words: str, key: str, asked: Asked) -> Resolution | None:
        """Resolve an office that one party alone has ("the pontiff")."""
        party = self._index.sole_office(key)
        if party and key in self._roles["common"]:
            state = any(row.kind == "state" for row in self._index.names.get(plain(party), ()))
            party = None if state or party not in asked.context else party
        return self._office(words, key, party, asked) if party else None

    def _office(self, words: str, phrase: str, party: str, asked: Asked) -> Resolution | None:
        """Return the holder of an office, or the office where nobody is known for the day."""
        for said in (phrase, plain(words)):
            held = self._index.holder(said, party, asked.on) if asked.on else None
            if held:
                return Resolution(held.name, party, "person", held.row)
        if phrase in read_offices():
            return Resolution(words, party, "office", f"office {phrase!r} of {party}")
        return None

    def _owned(self, words: str, asked: Asked) -> Resolution | None:
        """Resolve "Ukraine's foreign minister" by its owner."""
        split = OWNER.match(words)
        if not split:
            return None
        owner = self._resolve(tidy(split[1]), asked)
        own = tidy(split[2])
        relation, _, named = own.replace(" the ", " ", 1).partition(" ")
        if relation in self._roles["relations"] and named[:1].isupper():
            return self._resolve(named, asked)
        member = self._known(own, asked)
        if member and member.kind == "group" and cased(own, self._index.cased.get(plain(own), own)):
            return member
        if self._leads_with_group(cut(own), asked):
            return self._resolve(own, asked)
        if owner is None or owner.party is None:
            return None
        return self._beside(owner, words, cut(words, split.start(2)), asked)

    def _served(self, words: str, asked: Asked) -> Resolution | None:
        """Resolve "president of Russia" and "Government of Sudan" by what follows "of"."""
        head, of, tail = words.rpartition(" of ")
        owner = self._known(tidy(tail), asked) if of else None
        if owner is None or owner.party is None or owner.kind == "person":
            return None
        land = " of " not in head and head.rpartition(" ")[2] in self._roles["lands"]
        if owner.kind == "state" and land:
            return owner._replace(name=owner.party or words)
        found = self._beside(owner, words, cut(head), asked)
        if found is not None and found.reason == NOT_ITSELF:
            return found._replace(party=words)
        return found

    def _related(self, words: str, asked: Asked) -> Resolution | None:
        """Resolve "regional rival Veland" by the name behind what it is to somebody."""
        pieces = cut(words)
        for before, piece in pairwise(pieces[:3]):
            if before.key in self._roles["relations"] and piece.upper:
                return self._resolve(words[piece.start :], asked)
        return None

    def _prefixed(self, words: str, asked: Asked) -> Resolution | None:
        """Resolve "two Israeli soldiers" or "Russian President X Y" by the name it begins with."""
        pieces = cut(words)
        if len(pieces) > 1 and pieces[-1].key in self._roles["service"]:
            leader = self._person(words[: pieces[-2].end], asked)
            if leader and leader.party:
                return leader._replace(name=words)
        if seat := self._seat_of(words, pieces, asked):
            return seat
        for at, piece in enumerate(pieces[: _MOST_SKIPPED + 1]):
            if at and f"{pieces[at - 1].key} {piece.key}" in self._roles["of_world"]:
                return None
            for size in range(min(self._most(piece), len(pieces) - at), 0, -1):
                entry = self._entry(pieces[at : at + size], asked)
                if entry:
                    owner = _of(entry, words)
                    return self._in_phrase(owner, words, pieces, at, at + size, asked)
            if piece.upper and piece.key not in self._roles["titles"]:
                return None
            if piece.key in self._roles["prepositions"] or piece.key in self._roles["conjunctions"]:
                return None
        return None

    def _seat_of(self, words: str, pieces: Sequence[Piece], asked: Asked) -> Resolution | None:
        """Resolve a state's seat told with who sits there: "the Temel White House"."""
        for size in range(1, min(_SEAT, len(pieces) - 1) + 1):
            seat = self._entry(pieces[-size:], asked)
            if seat is None or seat.kind != "state":
                continue
            leader = self._person(words[: pieces[-size - 1].end], asked._replace(on=None))
            return _of(seat, words) if leader and leader.party == seat.party else None
        return None

    def _within(self, words: str, asked: Asked) -> Resolution | None:
        """Resolve "Velandic Ostra Front rebels" by the group whose whole name it holds."""
        pieces = cut(words)
        longest = [min(self._most(piece), len(pieces) - at) for at, piece in enumerate(pieces)]
        for size in range(min(max(longest, default=0), len(pieces) - 1), 1, -1):
            for at in (i for i, most in enumerate(longest) if most >= size):
                entry = self._entry(pieces[at : at + size], asked)
                if entry is None or entry.kind != "group":
                    continue
                beside = {p.key for p in (*pieces[:at], *pieces[at + size : at + size + 1])}
                if not beside & (self._roles["against"] | self._roles["links"]):
                    return _of(entry, words)
        return None

    def _qualified(self, words: str, asked: Asked) -> Resolution | None:
        """Resolve "Velandic Ostrans" and "Rhun-backed Ostran rebels" by the group's one word.

        Before it stands the name of a state, behind it nothing but what the armed are called.
        """
        pieces = cut(words)
        for at, piece in enumerate(pieces[1:], 1):
            entry = self._entry([piece], asked)
            if entry is None or entry.kind != "group":
                continue
            ahead, behind = pieces[:at], {p.key for p in pieces[at + 1 :]}
            own = words[ahead[-1].end : piece.start].strip() in ("", "'s", "’s")
            named = [self._entry([p], asked) for p in ahead if p.upper]
            foreign = {p.key for p in ahead} & (
                self._roles["against"] | self._roles["conjunctions"]
            )
            states = all(named) and any(n and n.kind == "state" for n in named)
            if own and states and behind <= _armed() and not foreign:
                return _of(entry, words)
        return None

    def _leads_with_group(self, pieces: Sequence[Piece], asked: Asked) -> bool:
        """Tell whether words begin with the one word of a group: "Ostran leader X"."""
        entry = self._entry(pieces[:1], asked) if pieces else None
        foreign = {p.key for p in pieces[1:2]} & self._roles["links"]
        return entry is not None and entry.kind == "group" and not foreign

    def _entry(self, pieces: Sequence[Piece], asked: Asked) -> Entry | None:
        """Return the state, organisation or group that these pieces name, if they do."""
        rows = self._index.names.get(" ".join([piece.key for piece in pieces]))
        if not rows or not any(piece.upper for piece in pieces):
            return None
        return choose([row for row in rows if row.kind != "person"], asked)

    def _most(self, piece: Piece) -> int:
        """Return how many pieces a known name that begins with this one has at most."""
        return min(LONGEST, self._index.starts.get(piece.key.partition(" ")[0], (0,))[0])

    def _in_phrase(
        self,
        owner: Resolution,
        words: str,
        pieces: Sequence[Piece],
        start: int,
        end: int,
        asked: Asked,
    ) -> Resolution | None:
        """Judge a phrase whose pieces from ``start`` to ``end`` name ``owner``."""
        before = {piece.key for piece in pieces[:start]}
        rest = pieces[end:]
        if before & self._roles["against"] or (rest and rest[0].key in self._roles["links"]):
            return Resolution(words, words, "unknown", f"is not {owner.party} itself")
        if rest[1:] and rest[0].key in self._roles["relations"] and rest[1].upper:
            return self._resolve(words[rest[1].start :], asked)
        joined = not rest or words[pieces[end - 1].end : rest[0].start].isspace()
        if owner.kind == "state" and joined and self._leads_with_group(rest, asked):
            return self._resolve(words[rest[0].start :], asked)
        if before & self._roles["former"]:
            return self._beside(owner._replace(party=None), words, rest, asked)
        if self._people(owner, pieces[start:end], rest):
            return Resolution(words, pieces[start].text + "s", "group", f"people of {owner.party}")
        return self._beside(owner, words, rest, asked, pieces[start].start)

    def _people(self, owner: Resolution, named: Sequence[Piece], rest: Sequence[Piece]) -> bool:
        """Tell whether persons of a people that has a row of its own are meant."""
        rows = self._index.names.get(f"{named[-1].key}s", [])
        own = any(row.kind == "group" and row.region == owner.party for row in rows)
        some = [piece.key in self._roles["people"] for piece in rest[:2]]
        return own and (any(some) or not rest)

    def _beside(
        self, owner: Resolution, words: str, rest: Sequence[Piece], asked: Asked, since: int = 0
    ) -> Resolution | None:
        """Resolve the words that stand beside the name of their state, organisation or group."""
        rest = before_preposition(rest, self._roles["prepositions"])
        if person := self._named_person(owner, words, rest, asked):
            return person
        if rest and rest[0].key in self._roles["former"]:
            return Resolution(words, None, "unknown", "no longer in office")
        phrase = " ".join(piece.key for piece in rest)
        if owner.party and (office := self._office(words, phrase, owner.party, asked)):
            return office
        return self._plain_noun(owner, words, rest, asked, since)

    def _plain_noun(
        self, owner: Resolution, words: str, rest: Sequence[Piece], asked: Asked, since: int
    ) -> Resolution | None:
        led = community(owner.party or "", rest) if owner.kind == "state" else None
        if led:
            return Resolution(words, led, "unknown", NOT_ITSELF)
        other = other_noun(rest)
        if other and owner.kind in ("state", "person"):
            own = name_of_others(owner.party or "", words[since : other.end])
            return Resolution(words, own, "unknown", NOT_ITSELF)
        joined = any(piece.key in self._roles["conjunctions"] for piece in rest)
        if joined and self._second(owner, rest, asked):
            return Resolution(words, None, "unknown", "names more than one party")
        return owner._replace(name=words)

    def _second(self, owner: Resolution, rest: Sequence[Piece], asked: Asked) -> bool:
        """Tell whether the words after "and" name another party."""
        entries = (self._entry([piece], asked) for piece in rest)
        return any(entry and entry.party != owner.party for entry in entries)

    def _named_person(
        self, owner: Resolution, words: str, rest: Sequence[Piece], asked: Asked
    ) -> Resolution | None:
        """Return the person named after an office or title; the article vouches for the party."""
        last = max((i for i, piece in enumerate(rest) if is_role(piece)), default=-1)
        named = rest[last + 1 :]
        if last < 0 or not named or not self._is_personal(named) or self._is_of(rest[: last + 1]):
            return None
        name = words[named[0].start : named[-1].end]
        known = self._person(name, asked)
        if known is None and len(named) < 2:
            return None
        party = owner.party or (known.party if known else None)
        reason = owner.reason if known is None else known.reason
        return Resolution(known.name if known else name, party, "person", reason)

    def _is_of(self, pieces: Sequence[Piece]) -> bool:
        """Tell whether words end in a body and "of": "Ministry of Home Affairs" names nobody."""
        body = pieces[-2].key if len(pieces) > 1 and pieces[-1].key == "of" else ""
        return body in self._roles["institutions"]

    def _located(self, words: str, asked: Asked) -> Resolution | None:
        """Resolve "Kherson residents" and "Mosul police" by the state of the place."""
        pieces = cut(words)
        upper = next((i for i, piece in enumerate(pieces) if not piece.upper), len(pieces))
        rest = pieces[upper:]
        if self._places is None or not upper or any(p.key in self._roles["others"] for p in rest):
            return None
        place = self._places.find(words[: pieces[upper - 1].end], asked.context, exact=True)
        if place is None or not place.state or self._second(_NOBODY, rest, asked):
            return None
        return Resolution(words, place.state, "state", place.row)

    def _is_personal(self, pieces: Sequence[Piece]) -> bool:
        """Tell whether the pieces can be a personal name."""
        capital = all(piece.upper or piece.key in PARTICLES for piece in pieces)
        return capital and not any(piece.key in self._roles["institutions"] for piece in pieces)

    def _titled(self, words: str, asked: Asked) -> Resolution | None:
        """Resolve "Prime Minister X Y" and "Gen. X" by the person's name."""
        pieces = cut(words)
        return self._named_person(_NOBODY, words, pieces, asked)

    def _person(self, words: str, asked: Asked) -> Resolution | None:
        """Resolve a personal name: whole, respelt, or a surname that only one person has."""
        first = plain(words).partition(" ")[0]
        if not words[:1].isupper() and first not in PARTICLES:
            return None
        key = plain(words)
        rows = self._index.names.get(key) or self._index.respelt.get(loose(key), [])
        if not rows and (shorter := _MIDDLE.sub(" ", words)) != words:
            return self._person(shorter, asked)
        entry = choose([row for row in rows if row.kind == "person"], asked)
        return _of(entry, words) if entry else self._surname(words, key, asked)

    def _surname(self, words: str, key: str, asked: Asked) -> Resolution | None:
        if len([word for word in key.split() if word not in PARTICLES]) > 1:
            return None
        if words.endswith(".") and key in self._roles["titles"]:
            return None  # "Sen." is nobody's surname
        whole = [full for full in asked.context if plain(full).endswith(f" {key}")]
        if whole:
            return self._known(min(whole), asked)
        if words.isupper() and 1 < len(words) <= _LETTERS:
            return None
        rows = self._index.surnames.get(loose(key), [])
        if len(key) < LONGEST // 2 + 1 or self._is_place(words):
            rows = [row for row in rows if key in plain(row.name).split()]
        entry = choose(rows, asked)
        if entry is None and rows and len({row.party for row in rows}) == 1:
            entry = rows[0]._replace(name=words)
        return _of(entry, words) if entry else None

    def _is_place(self, words: str) -> bool:
        """Tell whether the gazetteer has a name just so, which is no surname spelt otherwise."""
        found = self._places.find(words, exact=True) if self._places else None
        return found is not None


@cache
def _armed() -> frozenset[str]:
    """Return what those who bear arms are called."""
    return read_habits().rebels | read_habits().armed | read_habits().members


def _of(entry: Entry, words: str) -> Resolution:
    """Return the resolution that an entry stands for, in full where the words are short for it.

    A capital that acts is the state itself.
    """
    state = entry.kind == "state" and entry.use in ("name", "capital")
    short = entry.kind != "state" and words.replace(".", "").isupper()
    whole = entry.kind == "person" or state or short
    return Resolution(entry.name if whole else words, entry.party, entry.kind, entry.row)


def _several(words: str, rows: list[Entry]) -> Resolution:
    """Return that nothing decides between rows of one name."""
    parties = sorted({row.party or row.name for row in rows})
    return Resolution(words, None, rows[0].kind, f"may be of {' or '.join(parties)}")


def _parts(name: str) -> set[str]:
    """Return the transliteration keys of the words of a name."""
    return {loose(word) for word in plain(name).replace("-", " ").split()}
