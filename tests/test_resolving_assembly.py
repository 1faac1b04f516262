"""Terms and words of a record, from the roles of its finding."""

import re

import pytest

from trees import anchor, reading, where
from truceline.model import (
    Actor,
    Anchor,
    Article,
    Attribution,
    Finding,
    Quotation,
    Reading,
    Role,
    Span,
)
from truceline.resolving.assembly import make_records
from truceline.resolving.context import make_context
from truceline.resolving.parties import Resolution


class Nobody:
    """A resolver that knows nobody."""

    def actors(self, reading, chains, span, on, asked):
        return ()


class Everybody:
    """A resolver that takes each mention for a party of that name."""

    def actors(self, reading, chains, span, on, asked):
        name = span.of(reading.article.text)
        return (Actor(name=name, party=name),)


def told(text, kind, values, roles):
    """Return the record of one anchor with roles given as (name, words, probability)."""
    article = Article(id="a", doc="report", text=text, published="2026-05-12")
    sentences = ()
    reading = Reading(article, sentences, (), (), (), ())
    filled = tuple(Role(name, where(text, words), chance) for name, words, chance in roles)
    given = {slot: (value, 0.9) for slot, value in values.items()}
    anchor = Anchor(Span(0, 3), kind, 0.9, given, filled, "network-test")
    whole = Span(0, len(text))
    context = make_context(reading, (), Nobody())
    return make_records(Finding(anchor, whole, whole, 0.9), context)[0]


def test_who_says_that_a_truce_is_broken_is_not_the_one_who_breaks_it():
    text = "Keth broke the truce, Rhun said."
    said = Attribution(where(text, "Rhun"), where(text, "said"), (Span(0, 20),))
    reading = Reading(Article(id="a", doc="report", text=text), (), (), (), (said,), ())
    roles = tuple(Role(name, where(text, "Keth"), 0.9) for name in ("actors", "source"))
    anchor = Anchor(where(text, "broke"), "violation", 0.9, {}, roles, "network-test")
    whole = Span(0, len(text))
    finding = Finding(anchor, whole, whole, 0.9)
    (broke,) = make_records(finding, make_context(reading, (), Everybody()))
    assert [[a.name for a in who] for who in (broke.actors, broke.source)] == [["Keth"], ["Rhun"]]


class OneSide:
    """A resolver that takes each mention for one of a side, but for those whom it is told."""

    def __init__(self, **others):
        self.others = others

    def actors(self, reading, chains, span, on, asked):
        name = span.of(reading.article.text)
        return (Actor(name=name, party=self.others.get(name, "Keth")),)


@pytest.mark.parametrize(
    ("text", "actors", "teller", "source"),
    [
        ("Amrit Selo said that soldiers would leave Oram.", ["soldiers"], "Amrit Selo",
         ["Amrit Selo"]),
        ("Soldiers said that Soldiers would leave Oram.", ["Soldiers"], "Soldiers", []),
        ("Amrit Selo said that Keth would leave Oram.", ["Keth"], "Amrit Selo", []),
        ("Keth said it would meet Velmara in Oram.", ["Keth", "Velmara"], "Keth", ["Keth"]),
    ],
)  # fmt: skip
def test_who_tells_what_others_of_a_side_do_is_the_source(text, actors, teller, source):
    roles = tuple(Role("actors", where(text, words), 0.9) for words in actors)
    roles += (Role("source", where(text, teller), 0.9),)
    act = Anchor(where(text, "would"), "meeting", 0.9, {}, roles, "network-test")
    whole = Span(0, len(text))
    reading = Reading(Article(id="a", doc="report", text=text), (), (), (), (), ())
    context = make_context(reading, (), OneSide(Velmara="Velmara"))
    (record,) = make_records(Finding(act, whole, whole, 0.9), context)
    assert [a.name for a in record.source] == source


def test_who_speaks_of_an_act_that_is_known_is_not_its_source():
    text = "Rhun condemned the raid on Oram by Keth."
    said = Attribution(where(text, "Rhun"), where(text, "condemned"), (Span(15, 39),))
    reading = Reading(Article(id="a", doc="report", text=text), (), (), (), (said,), ())
    acting = (Role("actors", where(text, "Keth"), 0.9),)
    raid = Anchor(where(text, "raid"), "attack", 0.9, {}, acting, "network-test")
    whole = Span(0, len(text))
    finding = Finding(raid, whole, whole, 0.9)
    (record,) = make_records(finding, make_context(reading, (), Everybody()))
    assert record.source == ()


@pytest.mark.parametrize(
    ("kind", "marks", "actors"),
    [("demand", "“”", ["Rhun"]), ("demand", "  ", []), ("attack", "“”", [])],
)
def test_who_speaks_demands_what_a_quotation_says_must_be(kind, marks, actors):
    text = f"{marks[0]}The guns must go,{marks[1]} said Rhun."
    inner, outer = where(text, "The guns must go,"), Span(0, 19)
    said = Attribution(where(text, "Rhun"), where(text, "said"), (inner,))
    quoted = (Quotation(outer, inner),) if marks.strip() else ()
    reading = Reading(Article(id="a", doc="report", text=text), (), (), quoted, (said,), ())
    roles = (Role("demand", where(text, "The guns must go"), 0.9),)
    given = {"polarity": ("require", 0.9), "means": ("other", 0.9)}
    anchor = Anchor(where(text, "must"), kind, 0.9, given, roles, "network-test")
    finding = Finding(anchor, inner, inner, 0.9)
    (record,) = make_records(finding, make_context(reading, (), Everybody()))
    assert [a.name for a in record.actors] == actors


class Asked:
    """A resolver that takes each mention for one of the outlet's own."""

    def actors(self, reading, chains, span, on, asked):
        return (Actor(name=span.of(reading.article.text), party="Selm Voice"),)


@pytest.mark.parametrize(
    ("words", "actors"), [("medics", [("medics", None)]), ("Selm Voice", [])], ids=str
)
def test_an_outlet_is_no_party_and_those_whom_it_asked_are_not_of_it(words, actors):
    text = "Selm Voice heard that medics fled."
    article = Article(id="a", doc="report", text=text, publisher="Selm Voice")
    reading = Reading(article, (), (), (), (), ())
    roles = (Role("actors", where(text, words), 0.9),)
    fled = Anchor(where(text, "fled"), "attack", 0.9, {}, roles, "network-test")
    whole = Span(0, len(text))
    (told,) = make_records(Finding(fled, whole, whole, 0.9), make_context(reading, (), Asked()))
    assert [(a.name, a.party) for a in told.actors] == actors


TRUCE = {"type": "agreed", "phase": "in_force"}


@pytest.mark.parametrize(
    ("text", "roles", "start", "end"),
    [
        ("The truce has held since 3 May.", [("start", "3 May", 0.9)], "2026-05-03", None),
        ("A truce starts on Friday.", [("start", "Friday", 0.9), ("end", "Friday", 0.6)],
         "2026-05-15", None),
        ("A truce until Friday.", [("start", "Friday", 0.6), ("end", "Friday", 0.9)], None,
         "2026-05-15"),
        ("A truce from 20 May to 23 May.", [("start", "20 May", 0.9), ("end", "23 May", 0.9)],
         "2026-05-20", "2026-05-23"),
    ],
)  # fmt: skip
def test_a_truce_has_the_dates_that_are_given(text, roles, start, end):
    terms = told(text, "ceasefire", TRUCE, roles).terms
    assert (terms.start, terms.end) == (start, end)


@pytest.mark.parametrize(
    ("text", "words", "days"),
    [
        ("A truce of ten days was agreed.", "ten days", (10, 10)),
        ("A truce collapsed after only ten days.", "ten days", None),
        ("It shall report within 60 days.", "60 days", None),
        ("A truce and a mandate of six months.", "six months", None),
        ("A truce and a six-month mandate.", "six-month", None),
        ("A five-month-old truce collapsed.", "five-month-old", None),
        ("A truce ended 14 months of heavy fighting.", "14 months", None),
    ],
)
def test_a_length_is_a_term_unless_it_is_a_deadline_or_of_another_thing(text, words, days):
    terms = told(text, "ceasefire", TRUCE, [("duration", words, 0.9)]).terms
    assert (terms.duration_days if terms else None) == days


def test_the_week_of_a_truce_is_not_its_term():
    truce = told("A truce was reached last week.", "ceasefire", TRUCE, [("time", "last week", 0.9)])
    assert truce.when == "2026-05-04/2026-05-10"
    assert truce.terms is None


def made(text, kind, anchor, roles, values=None):
    """Return the records of one anchor whose mentions are parties by their own words."""
    reading = Reading(Article(id="a", doc="report", text=text), (), (), (), (), ())
    given = {slot: (value, 0.9) for slot, value in (values or {}).items()}
    filled = tuple(Role(name, where(text, words), 0.9) for name, words in roles)
    found = Anchor(where(text, anchor), kind, 0.9, given, filled, "network-test")
    whole = Span(0, len(text))
    return make_records(Finding(found, whole, whole, 0.9), make_context(reading, (), Everybody()))


@pytest.mark.parametrize("role", ["actors", "source"])
def test_who_accuse_each_other_of_a_breach_are_told_apart(role):
    text = "Keth and Rhun accused each other of breaking the truce."
    told = made(text, "violation", "breaking", [(role, "Keth"), (role, "Rhun")])
    assert [[a.name for a in (*r.actors, *r.targets, *r.source)] for r in told] == [
        ["Keth", "Rhun", "Rhun"],
        ["Rhun", "Keth", "Keth"],
    ]


SENT = (
    "Selm/NNP/nsubj/2 said=say/VBD/root/0 aid/NN/nsubj:pass/5 was=be/VBD/aux:pass/5 "
    "sent=send/VBN/ccomp/2 ././punct/2"
)
SENDS = (
    "Selm/NNP/nsubj/2 said=say/VBD/root/0 planes=plane/NNS/nsubj/4 sent=send/VBD/ccomp/2 "
    "aid/NN/obj/4 ././punct/2"
)


@pytest.mark.parametrize(
    ("source", "plover", "kind", "acting"),
    [
        (SENT, "AID", "state", ["Selm"]),
        (SENT, "COERCE", "state", []),
        (SENT, "AID", "organisation", []),
        (SENDS, "AID", "state", []),
    ],
    ids=["passive", "may be done by others", "told by an outlet", "done by somebody"],
)
def test_a_step_that_names_nobody_is_of_the_side_that_tells_of_it(source, plover, kind, acting):
    read = reading(source)
    text = read.article.text
    told = anchor(text, "sent", "action", values={"plover": (plover, 0.9)}, source="Selm")
    whole = Span(0, len(text))
    known = ((where(text, "Selm"), Resolution("Selm", "Selm", kind, "test")),)
    context = make_context(read, (), Everybody(), known)
    (record,) = make_records(Finding(told, whole, whole, 0.9), context)
    assert [a.name for a in record.actors] == acting


@pytest.mark.parametrize(
    ("parties", "actors", "mediators"),
    [
        (("Keth", "Rhun", "Selm"), ["Keth", "Rhun"], ["Selm"]),
        (("Keth", "Selm"), ["Keth", "Selm"], []),
    ],
)
def test_nobody_both_meets_and_mediates(parties, actors, mediators):
    text = "Keth met Rhun in talks that Selm hosted."
    roles = [*(("actors", name) for name in parties), ("mediators", "Selm")]
    (met,) = made(text, "meeting", "met", roles)
    assert [[a.name for a in who] for who in (met.actors, met.mediators)] == [actors, mediators]


@pytest.mark.parametrize(
    ("text", "verdict", "kinds"),
    [
        ("Keth countered with a pause of ten days.", "counter", ["response", "proposal"]),
        ("Keth countered with an older draft.", "counter", ["response"]),
        ("Keth turned down a pause of ten days.", "reject", ["response"]),
        ("After ten days Keth countered with a draft.", "counter", ["response"]),
    ],
)
def test_an_answer_that_offers_something_for_some_days_is_an_offer_too(text, verdict, kinds):
    roles = (Role("actors", where(text, "Keth"), 0.9),)
    values = {"subject": ("ceasefire", 0.9), "verdict": (verdict, 0.9)}
    word = where(text, "countered" if "countered" in text else "turned")
    answer = Anchor(word, "response", 0.9, values, roles, "network-test")
    whole = Span(0, len(text))
    reading = Reading(Article(id="a", doc="report", text=text), (), (), (), (), ())
    finding = Finding(answer, whole, whole, 0.9)
    made = make_records(finding, make_context(reading, (), Everybody()))
    assert [record.kind for record in made] == kinds


class Governed(Everybody):
    """A resolver for whom each mention is a party, one of which has a government."""

    def governs(self, reading, chains, party, on):
        return party == "Velmara"


@pytest.mark.parametrize(
    ("text", "kind", "place", "aimed"),
    [
        ("Keth sent flour into Oram.", "action", "place", []),
        ("Keth sent flour into Velmara.", "action", "place", ["Velmara"]),
        ("Keth sent flour to Oram.", "action", "", ["Oram"]),
        ("Keth besieges Oram.", "COERCE", "place", ["Oram"]),
        ("Keth offered to send envoys to Oram.", "proposal", "venue", []),
        ("Keth offered to send envoys to Velmara.", "proposal", "venue", []),
        ("Keth offered to send envoys to Velmara.", "proposal", "", ["Velmara"]),
        ("Keth shelled Oram.", "attack", "place", ["Oram"]),
    ],
)
def test_where_something_is_done_is_not_to_whom(text, kind, place, aimed):
    last = text.removesuffix(".").rpartition(" ")[2]
    names = ["targets", *filter(None, [place])]
    roles = (Role("actors", Span(0, 4), 0.9), *(Role(n, where(text, last), 0.9) for n in names))
    given = {"action": "AID", "COERCE": "COERCE"}
    values = {"plover": (given[kind], 0.9)} if kind in given else {"subject": ("talks", 0.9)}
    kind = "action" if kind in given else kind
    act = Anchor(Span(5, 9), kind, 0.9, values, roles, "network-test")
    whole = Span(0, len(text))
    reading = Reading(Article(id="a", doc="report", text=text), (), (), (), (), ())
    (record,) = make_records(Finding(act, whole, whole, 0.9), make_context(reading, (), Governed()))
    assert [a.name for a in record.targets] == aimed


@pytest.mark.parametrize(
    ("acting", "hosting", "actors", "mediators"),
    [(0.4, 0.9, [], ["Selm"]), (0.9, 0.4, ["Selm"], [])],
)
def test_who_rather_hosts_talks_than_meets_is_no_party_to_them(acting, hosting, actors, mediators):
    text = "An accord was reached after talks hosted by Selm."
    reading = Reading(Article(id="a", doc="report", text=text), (), (), (), (), ())
    chances = (("actors", acting), ("mediators", hosting))
    roles = tuple(Role(name, where(text, "Selm"), chance) for name, chance in chances)
    found = Anchor(where(text, "talks"), "meeting", 0.9, {}, roles, "network-test")
    whole = Span(0, len(text))
    context = make_context(reading, (), Everybody())
    (met,) = make_records(Finding(found, whole, whole, 0.9), context)
    assert [[a.name for a in who] for who in (met.actors, met.mediators)] == [actors, mediators]


def test_the_words_of_a_demand_end_before_who_said_them():
    text = "The guns must leave Selm, she said."
    whole = Span(0, len(text))
    said = Attribution(where(text, "she"), where(text, "said"), (Span(0, 24),))
    reading = Reading(Article(id="a", doc="report", text=text), (), (), (), (said,), ())
    roles = (Role("demand", Span(0, len(text) - 1), 0.9),)
    values = {"polarity": ("require", 0.9)}
    must = Anchor(where(text, "must"), "demand", 0.9, values, roles, "network-test")
    (told,) = make_records(Finding(must, whole, whole, 0.9), make_context(reading, (), Nobody()))
    assert told.demand == "The guns must leave Selm"


@pytest.mark.parametrize(
    ("text", "pieces", "words"),
    [
        ("It wants the guards out and the gates shut.", ["the guards out", "the gates shut"],
         "the guards out and the gates shut"),
        ("It wants the shelling stopped, but ruled out talks.", ["the shelling stopped", "talks"],
         "the shelling stopped"),
    ],
)  # fmt: skip
def test_a_demand_has_the_pieces_that_go_on_with_the_likeliest(text, pieces, words):
    roles = [("demand", piece, 0.9 - number / 10) for number, piece in enumerate(pieces)]
    assert told(text, "demand", {"polarity": "require"}, roles).demand == words


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("Since April, when the Front took Dorna, it was calm.", "2026-04"),
        ("Since April the Front has held Dorna.", "2026-04/.."),
    ],
)
def test_what_was_when_a_time_began_was_then(text, when):
    reading = Reading(
        Article(id="a", doc="report", text=text, published="2026-05-12"), (), (), (), (), ()
    )
    at = where(text, "Front")
    roles = (Role("time", where(text, "Since April"), 0.9),)
    anchor = Anchor(at, "attack", 0.9, {"modality": ("asserted", 0.9)}, roles, "network-test")
    finding = Finding(anchor, Span(0, len(text)), Span(0, len(text)), 0.9)
    (made,) = make_records(finding, make_context(reading, (), Nobody()))
    assert made.when == when


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("24 hours", None), ("75", None), ("two days", None), ("40", None), ("12", (12, 12)),
        ("12 breaches", (12, 12)),
    ],
)  # fmt: skip
def test_shares_and_times_count_nothing(words, count):
    text = "12 breaches, 75% by guns, 40 per cent at night, in 24 hours, two days on."
    roles = [("count", words, 0.9)]
    assert told(text, "violation", {"modality": "asserted"}, roles).count == count


@pytest.mark.parametrize(
    ("words", "lost"),
    [
        ("some 70 miles", []), ("90 percent", []), ("two trucks", ["trucks"]),
        ("4 million dollars", ["dollars"]),
    ],
)  # fmt: skip
def test_what_is_measured_is_not_lost(words, lost):
    text = (
        "A plant some 70 miles from Karsk burnt, 90 percent of it, two trucks, 4 million dollars."
    )
    made = told(text, "attack", {"modality": "asserted"}, [("losses", words, 0.9)])
    assert [loss.what for loss in made.losses] == lost


def test_a_body_that_counts_breaches_is_not_the_one_who_breaks_the_truce():
    text = "The United Nations did not see any breach. Keth denied any breach."
    said = Attribution(where(text, "United Nations"), where(text, "see"), (Span(30, 41),))
    reading = Reading(Article(id="a", doc="report", text=text), (), (), (), (said,), ())
    known = Resolution("United Nations", "United Nations", "organisation", "test")
    named = ((where(text, "United Nations"), known),)
    context = make_context(reading, (), Everybody(), named)
    for who, breaking in (("United Nations", []), ("Keth", ["Keth"])):
        roles = tuple(Role(name, where(text, who), 0.9) for name in ("actors", "source"))
        anchor = Anchor(where(text, "breach"), "violation", 0.9, {}, roles, "network-test")
        whole = Span(0, len(text))
        (record,) = make_records(Finding(anchor, whole, whole, 0.9), context)
        assert [a.name for a in record.actors] == breaking


@pytest.mark.parametrize(
    ("first", "killed"), [("several guards", None), ("seven", (7, 7)), ("guards", (7, 7))]
)
def test_where_several_died_the_number_of_others_is_not_theirs(first, killed):
    text = "They struck, killing several guards and taking seven with them."
    roles = [("killed", first, 0.9), ("killed", "seven", 0.6)]
    assert told(text, "attack", {"modality": "asserted"}, roles).killed == killed


@pytest.mark.parametrize(
    ("kind", "text", "chances", "aimed"),
    [
        ("attack", "Rhun struck Keth, where Selm has a base.", (0.9, 0.5), ["Keth"]),
        ("attack", "Rhun struck Keth, where Selm has a base.", (0.5, 0.9), ["Selm"]),
        ("attack", "Rhun struck Keth as well as Selm.", (0.9, 0.5), ["Keth", "Selm"]),
        ("attack", "Rhun struck Keth, along with Selm.", (0.9, 0.5), ["Keth", "Selm"]),
        ("proposal", "Rhun offered Keth a truce and Selm a seat.", (0.9, 0.5), ["Keth", "Selm"]),
    ],
    ids=["the first", "the second", "as well as", "along with", "an offer"],
)
def test_an_act_is_aimed_at_the_likeliest_of_those_whom_nothing_joins(kind, text, chances, aimed):
    reading = Reading(Article(id="a", doc="report", text=text), (), (), (), (), ())
    named = zip(("Keth", "Selm"), chances, strict=True)
    roles = tuple(Role("targets", where(text, name), chance) for name, chance in named)
    roles = (Role("actors", where(text, "Rhun"), 0.9), *roles)
    anchor = Anchor(Span(5, 11), kind, 0.9, {}, roles, "network-test")
    whole = Span(0, len(text))
    finding = Finding(anchor, whole, whole, 0.9)
    (record,) = make_records(finding, make_context(reading, (), Everybody()))
    assert [a.name for a in record.targets] == aimed


URGED = (
    "Soldiers/NNS/nsubj/2 {}/VBD/root/0 gunners/NNS/obj/2 that/IN/mark/6 planes/NNS/nsubj/6 "
    "erred/VBD/ccomp/2"
)
CALLED = (
    "Soldiers/NNS/nsubj/2 called/VBD/root/0 on/IN/case/4 gunners/NNS/obl/6 to/TO/mark/6 "
    "leave/VB/xcomp/2"
)
REFUSED = (
    "Soldiers/NNS/nsubj/2 refused/VBD/root/0 gunners/NNS/nmod:poss/5 's/POS/case/3 offer/NN/obj/2"
)
OTHERS = "Soldiers/NNS/nsubj/2 said/VBD/root/0 gunners/NNS/nsubj/4 erred/VBD/ccomp/2"


@pytest.mark.parametrize(
    ("kind", "source", "verb", "aimed"),
    [
        ("demand", URGED.format("urged"), "urged", ["gunners"]),
        ("proposal", CALLED, "called", ["gunners"]),
        ("response", REFUSED, "refused", ["gunners"]),
        ("demand", OTHERS, "said", []),
        ("accusation", URGED.format("told"), "told", []),
        ("meeting", URGED.format("met"), "met", []),
    ],
    ids=["urged", "called on", "whose offer", "only spoken of", "only told of it", "no words"],
)
def test_words_may_be_to_others_of_ones_own_side(kind, source, verb, aimed):
    one = reading(source)
    text = one.article.text
    given = {"polarity": ("require", 0.9), "verdict": ("reject", 0.9)}
    roles = {"demand": text, "content": text, "actors": "Soldiers", "targets": "gunners"}
    act = anchor(text, verb, kind, values=given, **roles)
    whole = Span(0, len(text))
    (record,) = make_records(Finding(act, whole, whole, 0.9), make_context(one, (), OneSide()))
    assert [a.name for a in record.targets] == aimed


STATES = ("Keth", "Rhun", "Selm", "Ostra")
SEAT = "Bern"


def of_visit(text, place, mode="visit", going=("Velmara",)):
    """Return who takes part in a visit of ``going`` to ``place``."""
    found = tuple(
        (where(text, name), Resolution(name, name, "state", "states"))
        for name in (*STATES, SEAT)
        if name in text
    )
    roles = (Role("place", where(text, place), 0.9),)
    roles += tuple(Role("actors", where(text, name), 0.9) for name in going)
    reading = Reading(Article(id="a", doc="report", text=text), (), (), (), (), ())
    whole = Span(0, len(text))
    anchor = Anchor(whole, "meeting", 0.9, {"mode": (mode, 0.9)}, roles, "network-test")
    context = make_context(reading, (), Everybody(), found)
    (record,) = make_records(Finding(anchor, whole, whole, 0.9), context)
    return [actor.party for actor in record.actors]


@pytest.mark.parametrize(
    ("text", "place", "hosts"),
    [
        ("The envoy of Velmara flew to Keth.", "Keth", ["Keth"]),
        ("The envoy of Velmara will visit Keth, Rhun and Selm.", "Keth, Rhun and Selm", STATES[:3]),
        ("The envoy of Velmara is touring northern Keth.", "Keth", []),
        ("The envoy of Velmara was back from Keth.", "Keth", []),
        ("The envoy of Velmara went to a base in Keth.", "a base in Keth", []),
        ("The envoy of Velmara went to Bern.", "Bern", []),
    ],
)
def test_the_state_that_somebody_goes_to_takes_part_in_the_visit(text, place, hosts):
    assert of_visit(text, place) == ["Velmara", *hosts]


def test_who_meets_in_a_third_state_does_not_meet_it():
    text = "The envoys of Velmara and Rhun were in Keth."
    assert of_visit(text, "Keth", going=("Velmara", "Rhun")) == ["Velmara", "Rhun"]
    assert of_visit("Those of Velmara met in Keth.", "Keth", mode="talks") == ["Velmara"]


@pytest.mark.parametrize(
    ("text", "word", "kind", "acting", "parties"),
    [
        ("Rhun hailed the Keth-Velmara accord.", "accord", "agreement", ("Rhun",), "Keth Velmara"),
        ("Rhun hailed the Keth–Velmara peace deal.", "deal", "agreement", (), "Keth Velmara"),
        ("Rhun spoke of the Keth-Velmara talks.", "talks", "meeting", ("Rhun",), "Keth Velmara"),
        ("Keth signed a new Keth-Velmara pact.", "signed", "agreement", ("Keth",), "Keth Velmara"),
        # one name, another thing, another act, and two who are named apart
        ("Rhun hailed the Keth-Keth accord.", "accord", "agreement", ("Rhun",), "Rhun"),
        ("Rhun left the Keth-Velmara train.", "train", "agreement", ("Rhun",), "Rhun"),
        ("Rhun bombed the Keth-Velmara talks.", "talks", "attack", ("Rhun",), "Rhun"),
        ("Rhun praised the Keth-Velmara pact.", "praised", "agreement", ("Rhun",), "Rhun"),
        ("Rhun met Oram at the Keth-Velmara talks.", "talks", "meeting", ("Rhun", "Oram"),
         "Oram Rhun"),
    ],
)  # fmt: skip
def test_two_whom_a_hyphen_joins_are_whose_deal_or_talks_it_is(text, word, kind, acting, parties):
    spots = [Span(m.start(), m.end()) for m in re.finditer("Keth|Velmara", text)]
    known = tuple((s, Resolution(s.of(text), s.of(text), "state", "test")) for s in spots)
    read = reading_of(text)
    values = {"mode": ("talks", 0.9), "subject": ("other", 0.9)}
    roles = tuple(Role("actors", where(text, name), 0.9) for name in acting)
    told = Anchor(where(text, word), kind, 0.9, values, roles, "network-test")
    whole = Span(0, len(text))
    context = make_context(read, (), Everybody(), known)
    (made_of,) = make_records(Finding(told, whole, whole, 0.9), context)
    assert " ".join(sorted(a.party for a in made_of.actors)) == parties


def reading_of(text):
    return Reading(Article(id="a", doc="report", text=text), (), (), (), (), ())
