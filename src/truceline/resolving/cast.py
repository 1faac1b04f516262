"""The cast of an article: whom each of its chains stands for, and which sides it is about.

Data come first; what they do not know is taken from the article: the words beside a name, the
state that owns an office, an adjective that shares the stem of a name, a capital called so.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from functools import cache, cached_property
from typing import Any, TypeVar

from truceline.model import Reading, Span
from truceline.reading.coreference import Chain, Chains
from truceline.reading.headline import headline_end
from truceline.reading.nearby import touched
from truceline.reading.nouns import load_words
from truceline.reading.sentences import split_paragraphs
from truceline.resolving.fronts import Fronts, actors_of
from truceline.resolving.groups import Groups
from truceline.resolving.habits import bare, read_habits
from truceline.resolving.lands import PLACED, Lands, Told
from truceline.resolving.names import plain
from truceline.resolving.parties import Parties, Resolution
from truceline.resolving.places import Gazetteer
from truceline.resolving.posts import is_former, is_private, serves
from truceline.resolving.roster import read_roles
from truceline.resolving.standing import LEAD, SUBJECT, Standing
from truceline.resolving.titles import SEAT, Named, Titles, sole_party
from truceline.resolving.where import mention_words

_Found = TypeVar("_Found")
_OTHERS = "is not "
"""How the reason begins for those who are called by a state and are not it."""
_DEEPEST = 4
_MOST_CONTEXT = 150
"""Names of an article, the most frequent first, that decide between others."""
_BEFORE = 40
_INTRODUCED = 400
"""Characters before the bare name of a person within which a phrase may speak of him or her."""
_MISTER = re.compile(r"\b(?:Mr|Mrs|Ms|Dr)\.?$")
_FORMER = frozenset({"former", "ex", "retired"})
_INITIALS = re.compile(r"(?:[Tt]he\s+|[Aa]n?\s+)?([A-Z]{2,8})(?![A-Za-z])")
_LEADING = re.compile(r"^(?:of|from|for|to|in|at|by|with|through)\s+")
_LISTING = re.compile(r",?\s+(?:including|such as|namely)\s+")
"""What stands between a summing word and the names that it sums up."""
_OFFICE_OF = re.compile(r"\b(?:[Mm]inist(?:er|ry)|[Ss]ecretary|[Oo]ffice) (?:of|for) (?:the )?$")
_DATELINE = re.compile(r"^[A-Z][A-Z '’-]+(?: \(|, )$")
_DATED = re.compile(r"\)|, [A-Z][a-z]+\.? \d")
"""What stands behind the land in a dateline: "OSTRIN, Veland, Sept. 4 -"."""
_LED_BY = re.compile(r"^(?:[\w-]+ ){1,3}of (?:the )?(?=[A-Z])")
"""Before rebels what is of them: "the leader of" Veland's rebels."""
_SO_FAR = re.compile(r"[A-Z][\w'’-]*(?: [A-Z][\w'’-]*)?(?:,? and |, )(?:the )?$")
"""Before a name the one that it is joined to: "the presidents of Veland and" Keth."""
_OWNED_BY = re.compile(r"\s+(?:of|for)\s+(?:the\s+)?(?=\S)")
_MEMBERS = frozenset(("members", "the members"))
"""Who of a body act for it: "the members of the Lake Council"."""
_REPUBLIC_OF = re.compile(r"(?:[A-Z]\w+ ){0,2}(?:Republic|Kingdom) of (?:the )?([A-Z][\w'’ -]*)")
_MATTER = re.compile(r"\s(?:on|against|about|over)\s")
"""Before what an office is about: "the government spokesman on the insurgency"."""
_ABOUT = re.compile(r"\s(?:on|against|about|over)\s+(?:the\s+)?$")
_SENTENCE_ENDS = re.compile(r"[.!?][\"”’)]*\s|\n")
_OF = re.compile(r"\b(?:of|for|from)\s+(?:the\s+)?$")


_ORDER = {"name": 0, "noun": 1, "pronoun": 2}


class Cast:
    """Who is meant in one article; made once, asked for every span."""

    def __init__(
        self,
        parties: Parties,
        reading: Reading,
        chains: Chains,
        on: str | None,
        places: Gazetteer | None = None,
    ) -> None:
        self._parties, self._places = parties, places
        self.text = reading.article.text
        self._pointing = reading.pointing
        self._sentences, self._quotations = reading.sentences, reading.quotations
        self._headline = headline_end(reading)
        self._outlet = plain(reading.article.publisher or "")
        self.chains, self.on = chains, on
        self.offices: Counter[str] = Counter()
        self._memo: dict[int, Resolution] = {}
        self._meant: dict[Span, tuple[tuple[Span, float], ...]] = {}
        self._kept: dict[Hashable, Any] = {}
        self._resolved: dict[str, Resolution] = {}
        self._groups: Groups | None = None
        self._lands: Lands | None = None
        self._bystanders: frozenset[str] = frozenset()
        self._times: Counter[str] = Counter()
        self.known = parties.find(self.text, on)
        self._other_initials = parties.others(self.text, on)
        # where "including" and the like stand: a summing word before, names behind
        self.listings = [m.span() for m in _LISTING.finditer(self.text)]
        named = Named(self.text, chains.chains, self.known, self.resolve, self._is_held)
        self._titles = Titles(named)
        self._known_starts = [place.start for place, _ in self.known]
        self._context = self._names_of_article()
        outlet = self.resolve(reading.article.publisher or "").party
        self._tells_of_special = read_habits().special.of in (outlet, *self._context)
        self._stems = self._stems_of_article()
        self.offices.update(self._offices_of_article())
        self._forget()
        self.paragraphs = tuple(split_paragraphs(self.text, reading.article.skips))
        acting = actors_of(reading.anchors)
        told = Told(self.text, self.paragraphs, chains, self.of_chain, self.names_event, acting)
        self._lands = Lands(told, self.offices)
        self._groups = Groups(self, self._headline)
        self._forget()
        self.standing = Standing(chains, self.of_chain, self.names_event)
        self.fronts = Fronts(reading, chains, self.of_chain)
        self._bystanders = self.fronts.bystanders
        if self._bystanders:  # what was taken for theirs is another's
            self._forget()
            self.standing = Standing(chains, self.of_chain, self.names_event)
            self.fronts = Fronts(reading, chains, self.of_chain)

    def in_headline(self, span: Span) -> bool:
        """Tell whether a span lies in the headline of the article or the deck under it."""
        return span.end <= self._headline

    def meant(self, span: Span) -> tuple[tuple[Span, float], ...]:
        """Return the words that the network points at for ``span``, with probabilities.

        In a digest they are those of the same paragraph.
        """
        if span not in self._meant:
            told = self._pointing.meant(span) if self._pointing else ()
            near = self.paragraph(span.start)
            self._meant[span] = tuple(m for m in told if near.covers(m[0])) if near else told
        return self._meant[span]

    def lacks(self, office: str, party: str) -> bool:
        """Tell whether a party is known to have no office of this name ("the chancellor")."""
        return self._parties.lacks(office, party)

    @property
    def is_digest(self) -> bool:
        """Whether each paragraph of the article has its own matter."""
        return self._lands is not None and self._lands.is_digest

    def resolve(self, words: str) -> Resolution:
        """Return who ``words`` are by the data, given the other names in the article."""
        if words not in self._resolved:
            first = _INITIALS.match(words)
            if first and first[1] in self._other_initials:
                self._resolved[words] = Resolution(words, None, "unknown", "another of the article")
            else:
                self._resolved[words] = self._parties.resolve(words, self.on, self._context)
        return self._resolved[words]

    def _names_of_article(self) -> frozenset[str]:
        named = [c for c in self.chains.chains if c.named]
        named.sort(key=lambda c: -len(c.spans))
        found = {c.name for c in named[:_MOST_CONTEXT]}
        for _, known in self.known:
            if known.party:
                found.update((known.party, known.name))
        return frozenset(found)

    def _stems_of_article(self) -> dict[str, str]:
        """Return the stems of names that may be those of states, mapped to the names."""
        stems: dict[str, str] = {}
        for chain in self.chains.chains:
            personal = chain.kind == "person" and " " in chain.name
            if chain.named and not personal:
                for form in _stems(chain.name, read_habits().names):
                    if len(chain.name) < len(stems.get(form, chain.name + " ")):
                        stems[form] = chain.name
        return stems

    def _offices_of_article(self) -> Counter[str]:
        """Return how often each state is named as the owner of a government or an army."""
        found: Counter[str] = Counter()
        names = cache(lambda number: self._state_name(number, self.chains.chains[number]))
        for index, (span, number) in enumerate(self.chains.mentions):
            chain = self.chains.chains[number]
            name = names(number) if self.chains.forms[index] == "name" else None
            if name and self._is_owner_of_offices(chain, span):
                found[name] += 2 if span.start < LEAD else 1
        return found

    def _is_owner_of_offices(self, chain: Chain, span: Span) -> bool:
        """Tell whether the words around a name show that it is a state.

        "Former Velandic President" tells nothing of the state that the report is about.
        """
        habits = read_habits()
        before = self.text[max(0, span.start - _BEFORE) : span.start]
        before = _SO_FAR.sub("", before)
        if _REPUBLIC_OF.fullmatch(chain.name):
            return True
        foreign = self.adjective_of(chain.name)
        if before.split()[-1:] and plain(before.split()[-1]) in read_roles()["former"]:
            return False
        if habits.owned.search(before) or (foreign and not self._is_known_state(foreign)):
            return True
        if habits.owns.match(self.text, span.end) and self._located(chain) is None:
            return True
        envoys = habits.owns_envoys.match(self.text, span.end) or habits.owned_envoys.search(before)
        if envoys and self.resolve(chain.name).party is None and self._located(chain) is None:
            return True
        dated = span.start < _BEFORE and _DATED.match(self.text, span.end)
        return bool(dated) and bool(_DATELINE.search(self.text[: span.start]))

    def _state_name(self, number: int, chain: Chain) -> str | None:
        """Return the state that a chain names, whatever the network takes it for."""
        known = self.of_chain(number)
        located = self._located(chain)
        if f"{self._outlet} ".startswith(f"{plain(chain.name)} ") and known.kind != "state":
            return None
        if known.kind == "state" and located is None:
            return known.party
        base = self.adjective_of(chain.name)
        if base and self._is_known_state(base):
            return self.resolve(base).party
        personal = chain.kind == "person" and (" " in chain.name or chain.descriptions)
        data = located is None and self.resolve(chain.name).party is not None
        words, habits = set(plain(chain.name).split()), read_habits()
        if personal or data or chain.name.isupper() or words & habits.no_state:
            return None
        if words <= habits.adjectives_only or plain(chain.name) in habits.areas:
            return None
        if chain.kind == "people" and base is None:
            return None
        return base or chain.name

    def names_event(self, span: Span) -> bool:
        """Tell whether a place gives but its name to something ("the Geneva accord")."""
        if not read_habits().event.match(self.text, span.end):
            return False
        place = self._places.find(span.of(self.text), exact=True) if self._places else None
        return place is not None and place.kind != "state"

    def of_chain(self, number: int, depth: int = 0) -> Resolution:
        """Return whom a chain stands for."""
        if number not in self._memo:
            chain = self.chains.chains[number]
            nobody = Resolution(bare(chain.name), None, "unknown", "told nowhere")
            if depth > _DEEPEST:
                return nobody
            self._memo[number] = nobody
            self._memo[number] = self._find(chain, depth)
        return self._memo[number]

    def settle(self, number: int, known: Resolution) -> None:
        """Set whom a chain stands for."""
        self._memo[number] = known
        self._kept.clear()

    def _forget(self) -> None:
        """Forget whom chains stand for, and what was found by that."""
        self._memo.clear()
        self._kept.clear()

    def keep(self, what: Hashable, find: Callable[[], _Found]) -> _Found:
        """Return what ``find`` finds, found once until a chain is settled; ``what`` names it."""
        if what not in self._kept:
            self._kept[what] = find()
        found: _Found = self._kept[what]
        return found

    def _find(self, chain: Chain, depth: int) -> Resolution:
        if not chain.named:
            return self._described(chain, depth)
        state = self._own_state(chain.name)
        if state is not None:
            return state
        known = self.resolve(chain.name)
        data = known.party is not None and known.kind != "unknown"
        sort = (known.kind == "person") >= (chain.kind == "person")
        if data and (sort or self._is_surely(known, chain) or self._parties.is_given(chain.name)):
            return known
        if chain.kind == "person":
            return self._person(known, chain, depth)
        longer = self.longer_name(chain.spans[0])
        if longer is not None:
            return longer
        return self._half(chain) or self._located(chain) or self._unknown_name(chain)

    def is_named_after(self, name: str, span: Span) -> bool:
        """Tell whether a person is named for the first time in a sentence behind ``span``."""
        first = self._first_named.get(name, 0)
        return first > span.end and bool(_SENTENCE_ENDS.search(self.text, span.end, first))

    @cached_property
    def _first_named(self) -> dict[str, int]:
        """Where each person of the article is first named."""
        found: dict[str, int] = {}
        for number, chain in enumerate(self.chains.chains):
            if chain.named and chain.kind == "person":
                name = self.of_chain(number).name
                start = min(span.start for span in (*chain.spans, *chain.descriptions))
                found[name] = min(start, found.get(name, start))
        return found

    def spoken_of(self, span: Span) -> frozenset[str]:
        """Return the persons named only in the quotations beside which ``span`` stands.

        Who speaks says "I", so that "he said" is none of them. None beside one within a quotation.
        """
        inside: set[str] = set()
        outside: set[str] = set()
        for beside in (self._sentences[n].span for n in touched(span, self._sentences)):
            first = bisect_right(self._quotations, beside.start, key=lambda q: q.outer.end)
            last = bisect_left(self._quotations, beside.end, key=lambda q: q.outer.start)
            quoted = [quotation.outer for quotation in self._quotations[first:last]]
            if any(each.covers(span) for each in quoted):
                return frozenset()
            inside.update(name for each in quoted for _, name in self._persons_in(each))
            outside.update(
                name
                for place, name in self._persons_in(beside)
                if not any(each.covers(place) for each in quoted)
            )
        return frozenset(inside - outside)

    def _persons_in(self, span: Span) -> Iterator[tuple[Span, str]]:
        """Yield the persons named within a stretch of the text, and where."""
        for index in self.chains.within(span):
            mention = self.chains.mentions[index]
            person = self.chains.chains[mention.chain].kind == "person"
            if person and self.chains.forms[index] == "name":
                yield mention.span, self.of_chain(mention.chain).name

    def _is_surely(self, known: Resolution, chain: Chain) -> bool:
        """Tell whether the data outweigh that the network takes a name for a person's.

        So do they for a state or a capital of one word that nothing describes, for a group of one
        word that stands for several ("Ostrans"), and for a body's whole name of several.
        """
        if " " not in chain.name:
            several = known.kind == "group" and chain.name.endswith("s")
            return several or (known.kind == "state" and not chain.descriptions)
        first = chain.spans[0]
        whole = any(place == first for place, _ in self.known_near(first))
        return whole and known.kind in ("group", "organisation")

    def known_near(self, span: Span) -> Sequence[tuple[Span, Resolution]]:
        """Return the names that the data know among which are all those that overlap ``span``."""
        first = bisect_right(self._known_starts, span.start) - 1
        return self.known[max(0, first) : bisect_left(self._known_starts, span.end)]

    def longer_name(self, span: Span) -> Resolution | None:
        """Return the group or body that the data know by a longer name around ``span``."""
        for place, known in self.known_near(span):
            named = known.kind in ("group", "organisation") and known.party is not None
            if named and place != span and place.covers(span):
                return known._replace(name=known.party or known.name)
        return None

    def _own_state(self, name: str) -> Resolution | None:
        """Return the state of the article, unknown to the data, that ``name`` names."""
        base = name if name in self.offices else self.adjective_of(name)
        if base and base in self.offices and (base != name or not self._is_known_state(base)):
            known = self.resolve(base)
            if known.kind == "state" and self._is_known_state(base):
                return known
            return Resolution(base, base, "state", "has a government or forces in the article")
        return None

    def _is_known_state(self, name: str) -> bool:
        known = self.resolve(name)
        return known.party is not None and "places" not in known.reason

    def _person(self, known: Resolution, chain: Chain, depth: int) -> Resolution:
        name = known.name if known.kind == "person" else chain.name
        beside = self._described(chain, depth)
        seat = self._titles.seat(chain, beside, self.states)
        if seat is not None:
            return Resolution(name, seat, "person", SEAT)
        if beside.party is not None and not beside.reason.startswith(_OTHERS):
            return Resolution(name, beside.party, "person", beside.reason)
        if known.kind == "person" and (served := self._parties.served(name)):
            return Resolution(name, self._still_of(chain, served), "person", known.reason)
        bare_name = all(_MISTER.search(said.of(self.text)) for said in chain.descriptions)
        party = self._introduced(chain) if bare_name else self._served(chain)
        return Resolution(name, party, "person", "by office alone")

    def _introduced(self, chain: Chain) -> str | None:
        """Return whom a person serves who was spoken of before the name, without it.

        "A Rhunish envoy came to Selm. Dana Orlo said …": the subject of the sentence before is whom
        the bare name, itself a subject, then names. Not so where no office is told: "an Algerian".
        """
        first = chain.spans[0]
        own = (i for i in self.chains.within(first) if self.chains.mentions[i].span == first)
        if not any(self.chains.weights[i] >= SUBJECT for i in own):
            return None
        for index in self.chains.before(first.start):
            span, number = self.chains.mentions[index]
            other = self.chains.chains[number]
            if first.start - span.start > _INTRODUCED:
                return None
            spoken = span.of(self.text) in ("I", "We", "we")
            if other.kind != "person" or self.chains.weights[index] < SUBJECT or spoken:
                continue
            if other.named or other.plural:
                return None
            ended = _SENTENCE_ENDS.search(self.text, span.end, first.start)
            office = set(plain(other.name).split()) & (read_habits().ranks | read_habits().posts)
            return self.of_chain(number).party if ended and office else None
        return None

    def _still_of(self, chain: Chain, served: frozenset[str]) -> str | None:
        """Return whom a person out of office is spoken of as serving: "then President X"."""
        said = {w for span in chain.descriptions for w in plain(span.of(self.text)).split()}
        titled = said & read_habits().ranks and not said & read_roles()["former"] - {"then"}
        return min(served) if titled and len(served) == 1 else None

    def is_out_of_office(self, number: int) -> bool:
        """Tell whether every office that the article gives a person (a chain) is a former one.

        To lead the opposition is none either.
        """
        chain = self.chains.chains[number]
        told = (said.of(self.text) for said in chain.descriptions)
        return is_former(told) and not any(serves(self.text, span.end) for span in chain.spans)

    @cached_property
    def out_of_office(self) -> dict[str, frozenset[str]]:
        """Those whom the article knows without an office of today, and whom it says they served."""
        found: dict[str, frozenset[str]] = {}
        for number, chain in enumerate(self.chains.chains):
            if chain.kind == "person" and chain.named and self.is_out_of_office(number):
                near = (known for said in chain.descriptions for known in self._named_in(said))
                found[self.of_chain(number).name] = frozenset(k.party for k in near if k.party)
        return found

    def _named_in(self, span: Span) -> Iterator[Resolution]:
        yield from (known for place, known in self.known_near(span) if place.overlaps(span))

    def served_by(self, number: int) -> frozenset[str]:
        """Return the parties that the data know a chain's person to have served."""
        return self._parties.served(self.of_chain(number).name)

    def _served(self, chain: Chain) -> str | None:
        """Return the state or group that a person serves whose office names no owner."""
        habits = read_habits()
        phrases = [span.of(self.text) for span in chain.descriptions]
        said = {word for p in phrases for word in plain(_MATTER.split(p)[0]).split()}
        if said & habits.rebels:
            group = self.group(chain.spans[0].start)
            return group.party if group else None
        under = self._tells_of_special or any(map(habits.special.under.search, phrases))
        if under and said >= habits.special.words:
            return habits.special.of
        if any(habits.field.search(phrase) for phrase in phrases):
            return None
        if not said & _FORMER and (sole := sole_party(phrases)):
            return sole
        if said & habits.ranks and not said & _FORMER and not self.is_of_strangers(chain):
            first = chain.spans[0].start
            others = self.ranked_states(first) if self.on else ()
            return self._titles.owner(chain, self.main_state(first), others)
        return None

    def is_anothers(self, chain: Chain, party: str) -> bool:
        """Tell whether another is known to hold in ``party`` the bare office that a person has.

        "Foreign Minister Orlo" is none of a state whose foreign minister the data know.
        """
        if not self._titles.is_anothers(chain, party) or self._parties.served(chain.name):
            return False
        return self._described(chain, 0).party is None

    def _is_held(self, office: str, party: str, name: str) -> bool:
        """Tell whether a party has no such office, or another than ``name`` is known to hold it."""
        known = self._parties.is_held(office, party, self.on, name)
        return known or self._parties.lacks(office, party)

    def is_of_strangers(self, chain: Chain) -> bool:
        """Tell whether a people that nobody knows is named beside a person: "the Kethian envoy"."""
        near = (i for said in chain.descriptions for i in self.chains.within(said))
        peoples = (i for i in near if self.chains.chain(i).kind == "people")
        return any(
            self.chains.forms[i] == "name"
            and self.of_chain(self.chains.mentions[i].chain).kind == "unknown"
            for i in peoples
        )

    def _half(self, chain: Chain) -> Resolution | None:
        """Return "North Korea" for "the North" where the article names a South of the same name."""
        against = read_habits().compass.get(chain.name.lower())
        for name in sorted(self._context) if against else ():
            head, _, tail = name.partition(" ")
            if tail and head.lower() in (against, chain.name.lower()):
                known = self.resolve(f"{chain.name} {tail}")
                if known.kind == "state":
                    return known
        return None

    def _located(self, chain: Chain) -> Resolution | None:
        """Return the state that a place lies in; a state's own name is no place in it."""
        if self._places is None or chain.name in self.offices:
            return None
        place = self._places.find(chain.name, self._context, exact=True)
        if place is None or not place.state or place.kind == "state":
            return None
        return Resolution(chain.name, place.state, "state", place.row)

    def _unknown_name(self, chain: Chain) -> Resolution:
        """Return a name that the data do not know: the one it is an adjective of, or itself.

        The "Republic of Veland" is Veland.
        """
        republic = _REPUBLIC_OF.fullmatch(chain.name)
        if republic:
            known = self._own_state(republic[1]) or self.resolve(republic[1])
            party = known.party or republic[1]
            return Resolution(party, party, "state", "a republic or a kingdom by name")
        if self._is_channel(chain):
            return Resolution(chain.name, None, "unknown", "where something was said")
        own = self.adjective_of(chain.name)
        if own:
            known = self.resolve(own)
            told = self._is_known_state(own)
            return known if told else Resolution(own, own, "unknown", "adjective of a name")
        first, _, rest = chain.name.partition(" ")
        owner = self.adjective_of(first) or first
        owned = set(plain(rest).split()) & read_habits().of_state
        if owned and (owner != first or first in self.offices):
            return Resolution(chain.name, owner, "unknown", f"of {owner}")
        capital = self._capital_of(chain)
        if capital:
            return Resolution(capital, capital, "state", "called its capital")
        return Resolution(chain.name, chain.name, "unknown", "as named in the article")

    def _is_channel(self, chain: Chain) -> bool:
        """Tell whether a name only says where something was said: always "on Twitter"."""
        words = set(plain(chain.name).split())
        return words <= mention_words()["channels"] and all(
            self.text[max(0, span.start - _BEFORE) : span.start].endswith((" on ", " via "))
            for span in chain.spans
        )

    def _capital_of(self, chain: Chain) -> str | None:
        """Return the state whose capital the article calls this name."""
        for span in chain.spans[:3]:
            before = self.text[max(0, span.start - _BEFORE) : span.start]
            after = self.text[span.end : span.end + _BEFORE]
            owner = re.search(r"([A-Z][\w-]+)['’]s capital,? $", before)
            owner = owner or re.match(r", (?:the )?capital (?:city )?of ([A-Z][\w-]+)", after)
            if owner:
                return owner[1]
        return None

    def adjective_of(self, word: str) -> str | None:
        """Return the name in the article that ``word`` is the adjective of ("Velandic")."""
        for stem in _stems(word, read_habits().adjectives, ends=True):
            name = self._stems.get(stem)
            if name and name != word:
                return name
        return None

    def _described(self, chain: Chain, depth: int) -> Resolution:
        person = chain.kind == "person" and chain.named
        for span in sorted(chain.descriptions, key=lambda s: s.start - s.end):
            found = self.of_phrase(span, depth + 1)
            if person and self._is_another(found, chain, span):
                continue
            lone = person and found.kind in ("state", "unknown")
            if found.party is not None and not (lone and is_private(span.of(self.text))):
                return found
        return Resolution(bare(chain.name), None, "unknown", "told nowhere")

    def _is_another(self, found: Resolution, chain: Chain, said: Span) -> bool:
        """Tell whether an office that many have is taken for that of another, alone known one."""
        if plain(said.of(self.text)) not in read_roles()["common"]:
            return False
        other = plain(found.name).rpartition(" ")[2] != plain(chain.name).rpartition(" ")[2]
        return found.kind == "person" and other

    def with_owner(self, span: Span) -> Span:
        """Return an office or "members" with whom it is of behind it ("the leader of Veland")."""
        words = plain(span.of(self.text))
        if words.rpartition(" ")[2] not in load_words().persons and words not in _MEMBERS:
            return span
        for _ in range(_DEEPEST):
            joint = _OWNED_BY.match(self.text, span.end)
            behind = self.chains.within(Span(joint.end(), joint.end() + 1)) if joint else []
            ends = [self.chains.mentions[i].span.end for i in behind]
            if joint is None or not ends or is_aside(self.text, span, Span(joint.end(), max(ends))):
                break
            span = Span(span.start, max(ends))
        return span

    def of_phrase(self, span: Span, depth: int = 0) -> Resolution:
        """Return the side that a phrase names ("Veland's army chief", "of the Ostra Front")."""
        if depth:
            return self._side_of(span, depth)
        return self.keep(("phrase", span), lambda: self._side_of(span, depth))

    def _side_of(self, span: Span, depth: int) -> Resolution:
        span = self.with_owner(span)
        words = _LEADING.sub("", span.of(self.text))
        known = self.resolve(words)
        if known.party is not None:
            return known
        owners = [i for i in self.chains.within(span) if self._is_owner(i, span)]
        owners.sort(key=lambda i: _ORDER[self.chains.forms[i]])
        for index in owners:
            chain = self.chains.chains[self.chains.mentions[index].chain]
            owner = self.of_chain(self.chains.mentions[index].chain, depth + 1)
            body = chain.named and chain.kind == "body" and self._is_possessive(index)
            if owner.party is None and body:
                of_state = set(plain(owner.name).split()) & read_habits().of_state
                owner = owner._replace(
                    party=self.main_state(span.start) if of_state else owner.name
                )
            if owner.party is not None and self._may_own(owner, index):
                return self._owned_by(owner, words, span.start)
        return Resolution(bare(words), None, "unknown", "nobody beside it")

    def _is_owner(self, index: int, span: Span) -> bool:
        """Tell whether a mention in a phrase can say whose it is: not itself, not where it is."""
        mention, form = self.chains.mentions[index].span, self.chains.forms[index]
        if not span.covers(mention) or (form == "noun" and mention == span):
            return False
        return not is_aside(self.text, span, mention)

    def _is_possessive(self, index: int) -> bool:
        span = self.chains.mentions[index].span
        before = self.text[max(0, span.start - 8) : span.start]
        return self.text[span.end : span.end + 2] in ("'s", "’s") or bool(_OF.search(before))

    def _may_own(self, owner: Resolution, index: int) -> bool:
        """Tell whether a name makes a phrase its own: no mere adjective that names no side."""
        mention = self.chains.mentions[index]
        if owner.kind != "unknown" or self.chains.forms[index] != "name":
            return True
        chain = self.chains.chains[mention.chain]
        named = plain(chain.name).split()
        joined = named[-1:] and named[-1] in read_habits().called and self._is_possessive(index)
        if not joined and set(named) & read_habits().no_state - read_habits().armed:
            return False
        short = " " not in chain.name and not chain.name.isupper()
        body = chain.kind == "body" and not short
        plainly = owner.party in self.offices or body or chain.kind == "person"
        before = self.text[max(0, mention.span.start - _BEFORE) : mention.span.start]
        return plainly or (self._is_possessive(index) and not _OFFICE_OF.search(before))

    def _owned_by(self, owner: Resolution, words: str, place: int) -> Resolution:
        """Return what a side has: its own, unless it is somebody who fights on its land."""
        if owner.kind in ("state", "unknown") and not self.is_group(owner.party or ""):
            tail = plain(_MATTER.split(words)[0]).split()[-3:]
            if set(tail) & read_habits().rebels:
                group = None if "places" in owner.reason else self.group(place)
                those = _LED_BY.sub("", bare(words))
                joined = " and " in those
                party = None if joined else those
                return group or Resolution(bare(words), party, "unknown", "rebels of a land")
        return Resolution(bare(words), owner.party, owner.kind, owner.reason)

    @property
    def states(self) -> Counter[str]:
        """How much the article is about each state."""
        return self._lands.states if self._lands else Counter()

    def states_about(self, place: int) -> Counter[str]:
        """Return the states that the article is about at ``place`` (offset in characters)."""
        return self._lands.of(place) if self._lands else Counter()

    def ranked_states(self, place: int) -> list[str]:
        """Return the states that the article is about at ``place``, the most spoken of first."""
        return self._lands.ranked(place) if self._lands else []

    def main_state(self, place: int, *, local: bool = False) -> str | None:
        """Return the state of a bare "the army" at ``place``; none while the cast is being made."""
        if self._lands is None:
            return None
        return self._lands.main(place, local=local, without=self._bystanders)

    def scene(self, place: int) -> str | None:
        """Return the state in which what is told at ``place`` is set, if the report says so."""
        return self._lands.scene(place) if self._lands else None

    def group(self, place: int) -> Resolution | None:
        """Return the armed group that "the rebels" at ``place`` are, if exactly one is named."""
        return self._groups.only(place) if self._groups else None

    def groups(self, place: int) -> list[Resolution]:
        """Return the armed groups that the article, of a digest the paragraph, names."""
        return self._groups.at(place) if self._groups else []

    def rebels(self, noun: str, place: int) -> Resolution | None:
        """Return who "the rebels" at ``place`` are; ``noun`` is the head, in lower case."""
        return self._groups.rebels(noun, place) if self._groups else None

    def is_group(self, party: str) -> bool:
        """Tell whether a party is an armed group of the article."""
        return self._groups is not None and self._groups.has(party)

    def paragraph(self, place: int) -> Span | None:
        """Return the paragraph at ``place`` in a digest."""
        return self._lands.paragraph(place) if self._lands else None

    def kinds_of(self, party: str) -> frozenset[str]:
        """Return what the article's names for a party are taken for: places, bodies, peoples."""
        return self._kinds.get(party, frozenset())

    @cached_property
    def _kinds(self) -> dict[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for number, chain in enumerate(self.chains.chains):
            party = self.of_chain(number).party if chain.named else None
            if party is not None and chain.kind != "person":
                found.setdefault(party, set()).add(chain.kind)
        return {party: frozenset(kinds) for party, kinds in found.items()}

    def count_of(self, party: str) -> int:
        """Return how often the article speaks of a side."""
        if not self._times:
            for number, chain in enumerate(self.chains.chains):
                known = self.of_chain(number)
                self._times[known.party or known.name] += len(chain.spans)
        return self._times[party]


def is_aside(text: str, span: Span, name: Span) -> bool:
    """Tell whether a name within ``span`` only says where, or who stands behind.

    "Rebels in southern Keth" are not Keth, nor are "Keth-backed mediators", nor is the "special
    envoy for Keth", who works there.
    """
    hyphened = name.end < span.end and text[name.end] in "-‑–"
    if hyphened or name.start <= span.start:
        return hyphened
    before = text[span.start : name.start]
    works = any(found.end() == len(before) for found in read_habits().field.finditer(before))
    works = works or bool(_ABOUT.search(before))
    return works or bool(PLACED.search(before))


def _stems(name: str, endings: tuple[str, ...], *, ends: bool = False) -> list[str]:
    """Return the stems of a name without its ending; with ``ends`` only those."""
    word = plain(name)
    if not word or word.count(" ") > 2:
        return []
    if ends and word.endswith("s"):
        word = word[:-1]
    bent = word.endswith(endings)
    cut = [word[: -len(e)] for e in endings if bent and word.endswith(e) and len(word) - len(e) > 3]
    return cut if ends else [word, *cut]
