"""What the records of one article say of each other, and how persons are spelt."""

import pytest
from msgspec import structs

from truceline.model import Actor, Article, Entity, Evidence, Reading, Record, Span
from truceline.resolving.answers import ANSWERED
from truceline.resolving.doubtful import between_sides, sure_enough, with_between
from truceline.resolving.joint import (
    IN_TRUCE,
    IN_WORDS,
    RETURNED,
    TWO_SIDES,
    address,
    in_truce,
    of_somebody,
    returned,
    spoken_to,
)
from truceline.resolving.once import once
from truceline.resolving.spellings import as_spelt, spellings

ARTICLE = Article(id="a", doc="report", text="Velmara and the Front.")


def record(kind, actors, targets=(), **fields):
    base = Record(
        doc="report",
        kind=kind,
        actors=tuple(Actor(name=a, party=a) for a in actors),
        targets=tuple(Actor(name=a, party=a) for a in targets),
        source=(),
        modality="asserted",
        when=None,
        where=None,
        evidence=Evidence(text="Velmara", start=0, end=7),
        rule=("network-test",),
    )
    return structs.replace(base, **fields)


def test_a_refusal_goes_to_the_other_of_two_sides():
    records = [
        record("proposal", ["Velmara"], ["Front"], subject="talks"),
        record("attack", ["Velmara"]),
        record("response", ["Front"], subject="talks", verdict="reject"),
    ]
    *_, answer = address(records, ARTICLE)
    assert [t.party for t in answer.targets] == ["Velmara"]
    assert answer.rule[-1] == TWO_SIDES


@pytest.mark.parametrize(("met", "aimed"), [([], []), (["Front"], ["Front"])])
def test_who_has_nothing_to_do_with_a_side_does_not_address_it(met, aimed):
    records = [
        record("accusation", ["Kestria"], met, content="the shelling"),
        record("demand", ["Kestria"], demand="an inquiry", polarity="require"),
        record("attack", [], ["Velmara"]),
        *[record("violation", ["Front"])] * 2,
    ]
    told = address(records, ARTICLE)
    assert [t.party for t in told[1].targets] == aimed


def test_who_answers_a_call_is_whom_it_was_made_to():
    whole, part = (Evidence(text="x", start=0, end=end) for end in (60, 40))
    call = record("proposal", ["Council"], evidence=part)
    answer = record("response", ["Keth"], evidence=whole)
    told = address([answer, call], ARTICLE)
    assert [[a.name for a in r.targets] for r in told] == [["Council"], ["Keth"]]


def test_who_answers_two_things_of_one_call_is_whom_both_were_made_to():
    whole, part = (Evidence(text="x", start=0, end=end) for end in (60, 40))
    calls = [record("proposal", ["Council"], evidence=part, subject=s) for s in ("talks", "other")]
    answers = [record("response", ["Keth"], evidence=whole, subject=s) for s in ("talks", "other")]
    told = address([*calls, *answers], ARTICLE)
    assert [[a.name for a in r.targets] for r in told] == [["Keth"]] * 2 + [["Council"]] * 2


@pytest.mark.parametrize(
    ("call", "aimed"),
    [
        (record("proposal", ["Keth"], subject="ceasefire"), []),
        (record("proposal", ["Keth"], ["Front"], subject="ceasefire"), ["Front"]),
        (record("proposal", ["Velmara"], subject="ceasefire"), ["Front"]),
    ],
    ids=["third", "named", "one of the two"],
)
def test_one_of_two_sides_proposes_to_the_other_and_a_third_to_whom_it_names(call, aimed):
    *_, told = address([*[record("attack", ["Velmara"], ["Front"])] * 2, call], ARTICLE)
    assert [a.party for a in told.targets] == aimed
    assert (TWO_SIDES in told.rule) == (aimed != [a.party for a in call.targets])


@pytest.mark.parametrize(
    ("call", "aimed"),
    [
        (record("proposal", ["Lake Union"], subject="talks"), ["Velmara", "Front"]),
        (record("proposal", ["Lake Union"], ["Front"], subject="talks"), ["Velmara", "Front"]),
        (record("proposal", ["Lake Union"], ["Keth"], subject="talks"), ["Keth"]),
        (record("proposal", ["Lake Union"], ["Velmara"], subject="talks"), ["Velmara"]),
        (record("proposal", ["Lake Union"], subject="other"), []),
        (record("proposal", ["Rhun"], subject="talks"), []),
    ],
    ids=["to nobody", "to one", "to a third", "to one named there", "on else", "by who fights"],
)
@pytest.mark.parametrize("met", [True, False], ids=["deal", "only fight"])
def test_a_third_party_proposes_to_both_sides_that_deal_with_each_other(call, aimed, met):
    records = [
        *[record("attack", ["Velmara"], ["Front"])] * 2,
        record("attack", ["Rhun"], ["Keth"]),
        *([record("ceasefire", ["Velmara", "Front"], type="agreed")] if met else []),
        call,
    ]
    *_, told = address(records, ARTICLE)
    expected = aimed if met else [a.party for a in call.targets]
    assert sorted(a.party for a in told.targets) == sorted(expected)
    assert (TWO_SIDES in told.rule) == (sorted(expected) != sorted(a.party for a in call.targets))


@pytest.mark.parametrize(
    ("to", "aimed", "start", "told"),
    [
        ([], [], 90, ["Keth"]),
        ([], [], 2000, []),
        ([], ["Keth", "Rhun"], 90, ["Keth"]),
        (["Velmara", "Front"], ["Front"], 90, ["Keth"]),
        ([], ["Front"], 90, ["Front"]),
        ([], [], 10, []),
        ([], ["Keth", "Rhun"], 10, ["Keth"]),
    ],
    ids=["nobody", "far", "others, too", "both asked", "named", "an offer", "an offer to more"],
)
def test_an_answer_is_to_who_proposed_last(to, aimed, start, told):
    earlier = record("proposal", ["Rhun"], subject="talks")
    spans = (Evidence(text="x", start=at, end=at + size) for at, size in ((9, 60), (start, 9)))
    call = record("proposal", ["Keth"], to, evidence=next(spans), subject="talks")
    answer = record("response", ["Velmara"], aimed, evidence=next(spans), verdict="accept")
    *_, answered = address([earlier, call, answer], ARTICLE)
    assert [a.party for a in answered.targets] == told
    assert (ANSWERED in answered.rule) == (told != aimed)


@pytest.mark.parametrize(
    ("asked", "aimed", "who"),
    [
        (["Keth"], ["Velmara", "Front"], ["Velmara", "Front"]),
        (["Keth"], [], []),
        (["Rhun"], ["Velmara", "Front"], []),
    ],
    ids=["asked", "asked of nobody", "another's"],
)
def test_who_answers_unnamed_is_to_whom_it_was_proposed(asked, aimed, who):
    call = record("proposal", asked, aimed, subject="talks")
    late = Evidence(text="x", start=90, end=99)
    answer = record("response", [], ["Keth"], evidence=late, verdict="pending")
    *_, told = address([call, answer], ARTICLE)
    assert [a.party for a in told.actors] == who
    assert [a.party for a in told.targets] == ["Keth"]
    assert (ANSWERED in told.rule) == bool(who)


@pytest.mark.parametrize(
    ("start", "to", "by"), [(0, ["Keth", "Rhun"], ["Rhun"]), (70, ["Keth", "Rhun"], [])]
)
def test_to_whom_an_answer_is_proposed_what_is_told_in_its_words(start, to, by):
    whole, part = (Evidence(text="x", start=at, end=at + 60) for at in (0, start))
    answer = record("response", ["Keth"], ["Rhun"], evidence=whole, verdict="reject")
    _, told = address([answer, record("proposal", [], to, evidence=part)], ARTICLE)
    assert [a.party for a in told.actors] == by
    assert [a.party for a in told.targets] == [a for a in to if a not in by]


def test_nobody_answers_what_they_proposed():
    call = record("proposal", ["Velmara", "Keth"], subject="talks")
    late = Evidence(text="x", start=90, end=99)
    answer = record("response", ["Velmara"], evidence=late, verdict="accept")
    assert address([call, answer], ARTICLE)[1] == answer


def test_who_is_of_no_known_party_may_be_of_one_of_the_sides():
    elder = (Actor(name="Mira Halden", party=None),)
    call = structs.replace(record("proposal", [], subject="talks"), actors=elder)
    *_, told = address([*[record("attack", ["Velmara"], ["Front"])] * 2, call], ARTICLE)
    assert told.targets == ()


@pytest.mark.parametrize(
    ("act", "bodies", "hosts", "other"),
    [
        ("attack", (), (), "Keth"),
        ("attack", ("Keth",), (), "Front"),
        ("attack", (), ("Keth",), "Front"),
        ("proposal", (), (), "Front"),
    ],
    ids=["a state", "a body", "a mediator", "who but proposes"],
)
def test_bodies_mediators_and_who_but_proposes_are_no_sides_at_war(act, bodies, hosts, other):
    met = record("meeting", ["Velmara", "Front"], mode="talks")
    records = [
        structs.replace(met, mediators=tuple(Actor(name=n, party=n) for n in hosts)),
        *[record("attack", ["Velmara"], ["Front"])] * 2,
        record(act, ["Keth"], ["Velmara"], subject="talks"),
        *[record("proposal", ["Keth"], ["Velmara"], subject="talks")] * 3,
        record("demand", ["Velmara"], demand="the keys", polarity="require"),
    ]
    *_, asked = address(records, ARTICLE, frozenset(bodies))
    assert [a.party for a in asked.targets] == [other]


@pytest.mark.parametrize(
    ("other", "aimed"),
    [
        (record("accusation", ["Velmara"], ["Front"], content="x"), ["Front"]),
        (record("response", ["Velmara"], ["Front"], subject="talks", verdict="reject"), ["Front"]),
        (record("accusation", ["Velmara"], ["Velmara"], content="x"), []),
        (record("attack", ["Velmara"], ["Front"]), []),
        (record("accusation", ["Front"], ["Velmara"], content="x"), []),
        (record("demand", ["Velmara"], ["Front"], rule=("network-test", TWO_SIDES)), []),
        (
            record("demand", ["Velmara"], ["Front"], evidence=Evidence(text="x", start=9, end=10)),
            [],
        ),
    ],
    ids=["accused", "answered", "the own side", "no words", "another's", "inferred", "elsewhere"],
)
def test_words_that_accuse_or_answer_are_spoken_towards_whom_they_do_so(other, aimed):
    said = record("statement", ["Velmara"], quote="x")
    told, same = spoken_to([said, other], ARTICLE)
    assert [a.party for a in told.targets] == aimed
    assert (IN_WORDS in told.rule) == bool(aimed)
    assert same == other
    addressed = structs.replace(said, targets=(Actor(name="League", party="League"),))
    assert spoken_to([addressed, other], ARTICLE)[0] == addressed


@pytest.mark.parametrize(
    ("words", "attackers", "hit"),
    [
        ("Soldiers returned fire", ["Front"], ["Front"]),
        ("Soldiers fired back at once", ["Front"], ["Front"]),
        ("Soldiers opened fire", ["Front"], []),
        ("Soldiers returned fire", ["Velmara"], []),
        ("Soldiers returned fire", [], []),
    ],
)
def test_fire_is_returned_at_whom_it_came_from(words, attackers, hit):
    first = record("attack", attackers)
    answer = record(
        "attack", ["Velmara"], evidence=Evidence(text=words, start=40, end=40 + len(words))
    )
    same, told = returned([first, answer], ARTICLE)
    assert same == first
    assert [a.party for a in told.targets] == hit
    assert (RETURNED in told.rule) == bool(hit)


def test_nobody_is_addressed_where_one_side_alone_stands_out():
    records = [record("demand", ["Front"], demand="the keys", polarity="require")]
    assert address(records, ARTICLE) == tuple(records)


@pytest.mark.parametrize(
    ("by", "wronged"), [("Velmara", ["Velmara"]), ("Watch Mission", []), ("Front", []), (None, [])]
)
def test_a_breach_wrongs_the_other_of_two_sides_where_that_side_complains(by, wronged):
    source = (Actor(name=by, party=by),) if by else ()
    records = [
        record("proposal", ["Velmara"], ["Front"], subject="talks"),
        record("attack", ["Velmara"], ["Front"]),
        record("violation", ["Front"], source=source),
    ]
    *_, broke = address(records, ARTICLE)
    assert [t.party for t in broke.targets] == wronged
    assert (TWO_SIDES in broke.rule) == bool(wronged)


@pytest.mark.parametrize(("hit", "other"), [(["Front"], "Front"), ([], "Keth")])
def test_who_but_proposes_is_no_party_to_talks_beside_two_sides_at_war(hit, other):
    records = [
        *[record("attack", ["Velmara"], hit)] * 2,
        record("agreement", ["Velmara", "Keth"]),
        *[record("proposal", ["Keth"], ["Velmara"], subject="talks")] * 3,
        record("meeting", ["Velmara"], mode="talks"),
    ]
    *_, met = address(records, ARTICLE)
    assert [a.party for a in met.actors] == ["Velmara", other]


@pytest.mark.parametrize(("mode", "parties"), [("talks", 2), ("call", 2), ("visit", 1)])
def test_who_tours_a_land_need_not_meet_the_other_side(mode, parties):
    told = [
        record("attack", ["Velmara"], ["Front"]),
        record("demand", ["Front"], ["Velmara"], demand="the keys", polarity="require"),
        record("meeting", ["Velmara"], mode=mode),
    ]
    *_, met = address(told, ARTICLE)
    assert len(met.actors) == parties
    assert (TWO_SIDES in met.rule) == (parties > 1)


@pytest.mark.parametrize(
    ("named", "type_", "parties"),
    [
        ([], "unilateral", ["Front", "Velmara"]),
        (["Front"], "agreed", ["Front", "Velmara"]),
        (["Front"], "unilateral", ["Front"]),
        (["Selm"], "agreed", ["Selm"]),
        (["Front", "Selm"], "agreed", ["Front", "Selm"]),
    ],
    ids=["nobody", "agreed", "alone", "another's", "both named"],
)
def test_a_truce_that_was_agreed_has_two_sides(named, type_, parties):
    told = [
        *[record("attack", ["Velmara"], ["Front"])] * 2,
        record("ceasefire", named, type=type_, phase="in_force"),
    ]
    words = "the truce of " + " and ".join(named)
    told[-1] = structs.replace(told[-1], evidence=Evidence(text=words, start=0, end=len(words)))
    *_, truce = address(told, ARTICLE)
    assert [a.party for a in truce.actors] == parties
    assert truce.type == ("agreed" if len(parties) > 1 else type_)
    assert (TWO_SIDES in truce.rule) == (parties != named)


BOTH, ALL = ["Front", "Velmara"], ["Front", "Rhun", "Velmara"]


@pytest.mark.parametrize(
    ("words", "type_", "named", "parties", "source"),
    [
        ("Rhun announced the truce late on Friday", "unilateral", ["Rhun"], BOTH, ["Rhun"]),
        ("The ceasefire, announced by Rhun, held", "unilateral", ["Rhun"], BOTH, ["Rhun"]),
        (
            "the ceasefire announced hours earlier by Rhun",
            "agreed",
            ["Front", "Rhun"],
            BOTH,
            ["Rhun"],
        ),
        ("the Front took the truce proposed by Rhun", "agreed", ["Front", "Rhun"], BOTH, []),
        ("the truce of the Front with Rhun", "agreed", ["Front", "Rhun"], ["Front", "Rhun"], []),
        ("Rhun announced a truce of its own", "unilateral", ["Rhun"], ["Rhun"], []),
        ("Rhun declared a truce", "unilateral", ["Rhun"], ["Rhun"], []),
        ("the truce that was brokered in May", "agreed", ["Rhun"], BOTH, []),
        ("both sides laid down their arms", "agreed", ["Rhun", "Front"], BOTH, []),
        ("the truce of Rhun and the Front", "agreed", ["Rhun", "Front"], ["Front", "Rhun"], []),
        ("it had agreed to a truce with others", "agreed", ["Rhun"], ["Rhun"], []),
        ("Rhun announced the truce of both", "agreed", ALL, BOTH, ["Rhun"]),
        ("the truce that all three had signed", "agreed", ALL, ALL, []),
    ],
)
def test_who_only_tells_of_the_truce_of_others_is_no_party_to_it(
    words, type_, named, parties, source
):
    told = [
        *[record("attack", ["Velmara"], ["Front"])] * 2,
        record(
            "ceasefire",
            named,
            type=type_,
            phase="declared",
            evidence=Evidence(text=words, start=0, end=len(words)),
        ),
    ]
    *_, truce = address(told, ARTICLE)
    assert sorted(a.party for a in truce.actors) == parties
    assert [a.party for a in truce.source] == source
    assert truce.type == (type_ if len(parties) == 1 else "agreed")


@pytest.mark.parametrize(("mode", "other"), [("visit", "Velmara"), ("call", "Kestria")])
def test_who_is_visited_is_none_of_two_sides_by_that(mode, other):
    told = [
        *[record("meeting", ["Velmara", "Kestria"], mode=mode)] * 2,
        record("attack", [], ["Kestria"]),
        record("demand", ["Front"], demand="the keys", polarity="require"),
        record("meeting", ["Front"], mode="talks"),
        *[record("attack", ["Front"])] * 2,
    ]
    told += [record("attack", ["Velmara"])] if mode == "visit" else []
    met = next(r for r in address(told, ARTICLE) if r.mode == "talks")
    assert [a.party for a in met.actors] == ["Front", other]


@pytest.mark.parametrize(("own", "sides"), [(1, {"Velmara", "Front"}), (2, {"Velmara"})])
def test_where_two_are_named_at_a_meeting_no_second_side_is_added(own, sides):
    envoys = tuple(Actor(name=n, party="Velmara") for n in ("Mira Halden", "Dana Orlo"))
    records = [
        structs.replace(record("meeting", [], mode="talks"), actors=envoys[:own]),
        *[record("attack", ["Velmara"], ["Front"])] * 2,
    ]
    met, *_ = address(records, ARTICLE)
    assert met.actors[:own] == envoys[:own]
    assert {a.party for a in met.actors} == sides


@pytest.mark.parametrize(
    ("start", "verdicts"), [(0, ["pending"]), (90, ["conditional", "pending"])]
)
def test_an_answer_in_the_same_words_has_one_verdict(start, verdicts):
    whole, part = (
        Evidence(text="x", start=0, end=60),
        Evidence(text="x", start=start, end=start + 20),
    )
    told = [
        record("response", ["Front"], evidence=part, verdict="conditional", confidence=0.3),
        record("response", ["Front"], evidence=whole, verdict="pending", confidence=0.6),
    ]
    for records in (told, told[::-1]):
        assert sorted(r.verdict for r in once(records, "a")) == verdicts


@pytest.mark.parametrize(
    ("one", "two", "told"),
    [
        ({"Keth": "Mira Halden"}, {"Keth": "Dana Orlo"}, 2),
        ({"Keth": "Mira Halden"}, {"Keth": "Mira Halden"}, 1),
        ({"Keth": "Keth"}, {"Keth": "Dana Orlo"}, 1),
        ({"Keth": "Keth", "Rhun": "Rhun"}, {"Keth": "Dana Orlo", "Rhun": "Bo Trask"}, 2),
        ({"Keth": "Keth", "Rhun": "envoys"}, {"Keth": "Dana Orlo", "Rhun": "Rhun"}, 1),
    ],
    ids=["others", "the same", "one side", "both sides", "one named"],
)
def test_other_persons_of_the_same_sides_meet_at_another_meeting(one, two, told):
    records = [
        structs.replace(
            record("meeting", [], mode="talks"),
            actors=tuple(Actor(name=n, party=p) for p, n in who.items()),
            evidence=Evidence(text="x", start=at, end=at + 9),
        )
        for at, who in ((0, one), (90, two))
    ]
    assert len(once(records, "a")) == told
    assert len(once(records[::-1], "a")) == told


@pytest.mark.parametrize(
    ("kind", "more", "told"),
    [
        ("action", " and seized their boat", 2),
        ("action", ", and had kept the gate shut", 2),
        ("action", " in the harbour", 1),
        ("accusation", " and of lying", 1),
    ],
)
def test_a_further_act_in_the_same_words_is_told_beside_the_first(kind, more, told):
    short = "Velmara held two men of Keth"
    slots = {"plover": "COERCE"} if kind == "action" else {"content": "men of Keth"}
    one, two = (
        record(kind, ["Velmara"], evidence=Evidence(text=t, start=0, end=len(t)), **slots)
        for t in (short, short + more)
    )
    assert len(once([one, two], "a")) == told
    assert len(once([two, one], "a")) == told


def test_what_nobody_does_to_anybody_is_left_out_but_for_what_happens():
    kinds = ("attack", "violation", "ceasefire", "proposal", "meeting", "demand")
    kept = of_somebody([record(kind, []) for kind in kinds])
    assert [r.kind for r in kept] == ["attack", "violation", "ceasefire"]
    told = [record("proposal", ["Keth"]), record("proposal", [], ["Keth"])]
    assert of_somebody(told) == told


def test_a_demand_or_an_answer_is_somebodys():
    for kind in ("demand", "response"):
        assert of_somebody([record(kind, [], ["Keth"])]) == []
        assert of_somebody([record(kind, ["Keth"], [])])


def test_a_crowd_that_protests_need_not_be_named():
    told = [record("action", [], plover="PROTEST")]
    assert of_somebody(told) == told
    assert of_somebody([record("action", [], plover="COERCE")]) == []


@pytest.mark.parametrize(
    ("plover", "kept"),
    [("AID", 0), ("SUPPORT", 0), ("THREATEN", 0), ("COERCE", 1), ("RETREAT", 1)],
)
def test_support_and_threats_are_somebodys_and_arrests_need_not_be(plover, kept):
    assert len(of_somebody([record("action", [], ["Keth"], plover=plover)])) == kept
    assert of_somebody([record("action", ["Velmara"], ["Keth"], plover=plover)])


@pytest.mark.parametrize(
    ("kind", "actors", "targets", "modality", "between"),
    [
        ("action", ["Velmara"], ["Keth"], "asserted", True),
        ("action", ["Velmara"], ["Keth"], "planned", False),
        ("action", ["Velmara"], ["Velmara"], "asserted", False),
        ("action", ["Velmara"], [], "asserted", False),
        ("action", [], ["Keth"], "asserted", False),
        ("meeting", ["Velmara", "Keth"], [], "asserted", True),
        ("meeting", ["Velmara"], [], "asserted", False),
    ],
)
def test_what_happened_is_between_two_known_sides(kind, actors, targets, modality, between):
    told = record(kind, actors, targets, modality=modality)
    assert between_sides(told) == between
    nameless = structs.replace(told, actors=tuple(Actor(name="men", party=None) for _ in actors))
    assert not between_sides(nameless)


def test_what_lies_below_its_cut_comes_beside_what_is_told_in_order():
    first, last = (
        structs.replace(
            record("meeting", ["Velmara", other], mode="talks"),
            evidence=Evidence(text="x", start=at, end=at + 9),
        )
        for other, at in (("Keth", 0), ("Ostrin", 90))
    )
    again = structs.replace(first, evidence=Evidence(text="x", start=40, end=49))
    lone = structs.replace(again, actors=first.actors[:1])
    assert with_between([last], [first, again, lone], "a") == (first, last)
    assert with_between([first, last], [again], "a") == (first, last)


@pytest.mark.parametrize(
    ("kind", "party", "targets", "confidence", "kept"),
    [
        ("demand", "Velmara", [], 0.25, 0),
        ("demand", "Velmara", [], 0.35, 1),
        ("demand", "Velmara", ["Keth"], 0.25, 1),
        ("demand", "Velmara", [], None, 1),
        ("demand", None, ["Keth"], 0.35, 0),
        ("proposal", "Velmara", [], 0.35, 0),
        ("proposal", "Velmara", [], 0.45, 1),
        ("proposal", "Velmara", ["Keth"], 0.35, 1),
        ("action", None, ["Keth"], 0.55, 0),
        ("action", None, ["Keth"], 0.65, 1),
        ("action", "Velmara", [], 0.35, 1),
        ("attack", None, [], 0.35, 1),
    ],
)
def test_what_leaves_open_at_whom_or_for_which_side_must_be_surer(
    kind, party, targets, confidence, kept
):
    told = record(kind, [], targets, confidence=confidence)
    told = structs.replace(told, actors=(Actor(name="the students", party=party),))
    assert len(sure_enough([told])) == kept
    assert sure_enough([told], {"network-test"}) == [told]


@pytest.mark.parametrize(
    ("party", "confidence", "kept"), [(None, 0.45, 0), (None, 0.55, 1), ("Keth", 0.45, 1)]
)
def test_an_attack_of_nobodys_men_on_nobodys_must_be_surer(party, confidence, kept):
    told = structs.replace(
        record("attack", [], [], confidence=confidence),
        actors=(Actor(name="a pupil", party=None),),
        targets=(Actor(name="the teachers", party=party),),
    )
    assert len(sure_enough([told])) == kept


def test_the_members_of_a_body_meet_among_themselves():
    records = [
        record("meeting", ["Coast League"], mode="summit"),
        record("attack", ["Velmara"], ["Coast League"]),
        record("attack", ["Velmara"]),
    ]
    joined, *_ = address(records, ARTICLE)
    assert {a.party for a in joined.actors} == {"Coast League", "Velmara"}
    alone, *_ = address(records, ARTICLE, frozenset(("Coast League",)))
    assert [a.party for a in alone.actors] == ["Coast League"]


def test_a_council_meets_among_its_own():
    council = (Actor(name="security council of Velmara", party="Velmara"),)
    cabinet = (Actor(name="Velmaran cabinet", party="Velmara"),)
    rest = [record("attack", ["Velmara"], ["Front"])] * 2
    for actors in (council, cabinet):
        met = structs.replace(record("meeting", [], mode="other"), actors=actors)
        joined, *_ = address([met, *rest], ARTICLE)
        assert {a.party for a in joined.actors} == {"Velmara"}


def test_the_same_thing_told_twice_is_once_and_the_fuller_telling_stays():
    bare = record("meeting", ["Velmara", "Front"], mode="talks")
    full = record("meeting", ["Front", "Velmara"], mode="talks", when="2031-05-02", where="Ostrin")
    other = record(
        "meeting", ["Velmara", "Front"], mode="talks", when="2031-06-02", where="Aldemar"
    )
    assert once([bare, full, other], ARTICLE.id) == (full, other)


@pytest.mark.parametrize(
    ("one", "other", "kept"),
    [
        ("Ostrin", "the airport", 1),
        ("Ostrin", "Karsk", 2),
        ("a mill", "the airport", 2),
        ("Geneva", "Switzerland", 1),
        ("Geneva", "France", 2),
    ],
)
def test_a_place_without_a_name_may_be_in_any_that_has_one_and_a_town_in_its_state(
    one, other, kept
):
    met = [record("meeting", ["Velmara", "Front"], mode="talks", where=p) for p in (one, other)]
    assert len(once(met, ARTICLE.id)) == kept


def test_an_attack_of_nobody_gives_its_figures_to_the_one_that_it_lies_in():
    named = record("attack", ["Velmara"], ["Front"])
    bare = record("attack", [], killed=(7, None), as_written={"killed": "at least seven"})
    for order in ([named, bare], [bare, named]):
        (one,) = once(order, ARTICLE.id)
        assert [a.party for a in one.actors] == ["Velmara"]
        assert one.killed == (7, None)
        assert one.as_written["killed"] == "at least seven"


@pytest.mark.parametrize(
    ("told", "start", "fields", "kept"),
    [
        ("the soldier was shot near Ostrin", 60, {}, 1),
        ("Teren was shot near Ostrin", 60, {}, 1),
        ("a soldier was shot near Ostrin", 60, {}, 2),
        ("Selm was shot near Ostrin", 60, {}, 2),
        ("the soldier was later shot near Ostrin", 60, {}, 2),
        ("the soldier was shot near Ostrin", 600, {}, 2),
        ("the soldier was shot near Ostrin", 60, {"killed": (3, 3)}, 2),
        (
            "the soldier was shot near Ostrin",
            60,
            {"actors": (Actor(name="Selm", party="Selm"),)},
            2,
        ),
    ],
)
def test_what_befell_a_known_victim_tells_on_of_the_attack_just_told(told, start, fields, kept):
    one = record("attack", ["Front"], ["Velmara"], evidence=passage(0, 40), killed=(1, 1))
    victim = (Actor(name="Brakan Teren", party="Velmara"),)
    two = record(
        "attack", [], when="2031-05-02", evidence=Evidence(text=told, start=start, end=start + 40)
    )
    found = once([one, structs.replace(two, targets=victim, **fields)], ARTICLE.id)
    assert len(found) == kept
    assert [a.party for a in found[0].actors] == ["Front"]
    assert (found[0].when == "2031-05-02") is (kept == 1)


@pytest.mark.parametrize(("hit", "kept"), [("Velmara", 1), ("Selm", 2)])
def test_attacks_by_nobody_in_the_same_words_are_one_if_they_hit_the_same(hit, kept):
    one = record("attack", [], ["Velmara"], evidence=passage(0, 90))
    two = record("attack", [], [hit], evidence=passage(20, 90))
    assert len(once([one, two], ARTICLE.id)) == kept


@pytest.mark.parametrize(
    ("given", "kept"),
    [({}, 2), ({"when": "2031-05-02"}, 1), ({"killed": (3, 3)}, 1)],
    ids=["nothing in common", "a day", "a toll"],
)
def test_attacks_of_one_side_are_one_only_where_something_says_so(given, kept):
    one = record("attack", ["Velmara"], ["Front"], **given)
    two = structs.replace(one, evidence=Evidence(text="x", start=900, end=901))
    assert len(once([one, two], ARTICLE.id)) == kept


@pytest.mark.parametrize(
    ("subject", "words", "kept"),
    [
        ("other", "Velmara urged the Front to free the captured sailors", 2),
        ("other", "Velmara again asked that the mountain road be opened", 1),
        ("ceasefire", "Velmara urged the Front to free the captured sailors", 1),
    ],
)
def test_proposals_of_something_else_are_one_only_in_like_words(subject, words, kept):
    text = "Velmara called on the Front to open the mountain road"
    one = record("proposal", ["Velmara"], ["Front"], subject=subject)
    one = structs.replace(one, evidence=Evidence(text=text, start=0, end=len(text)))
    two = structs.replace(one, evidence=Evidence(text=words, start=900, end=900 + len(words)))
    assert len(once([one, two], ARTICLE.id)) == kept


def test_a_truce_that_begins_or_ends_says_more_than_that_it_is():
    held = record("ceasefire", ["Velmara"], phase="in_force", confidence=0.9)
    fell = structs.replace(held, phase="collapsed", confidence=0.5)
    for order in ([held, fell], [fell, held]):
        assert once(order, ARTICLE.id) == (fell,)


@pytest.mark.parametrize(
    ("slot", "one", "two", "kept"),
    [
        ("killed", (10, 10), (10, None), 1),
        ("killed", (10, 10), (12, None), 2),
        ("when", "2031-05", "2031-05-02", 1),
        ("when", "2031-05-01", "2031-05-02", 2),
        ("where", "Selm", "northern Selm", 1),
        ("where", "Selm", "Ostrin", 2),
        ("where", "Sudan", "South Sudan", 2),
    ],
)
def test_what_may_be_the_same_does_not_part_two_tellings(slot, one, two, kept):
    base = record("meeting", ["Velmara", "Front"], mode="talks")
    told = [structs.replace(base, **{slot: value}) for value in (one, two)]
    told[1] = structs.replace(told[1], evidence=Evidence(text="x", start=900, end=901))
    assert len(once(told, ARTICLE.id)) == kept


def test_an_accusation_of_a_breach_is_the_violation_in_its_words():
    broke = record("violation", ["Front"])
    blamed = record("accusation", ["Velmara"], ["Front"], content="breaking the truce")
    other = structs.replace(blamed, evidence=Evidence(text="x", start=900, end=901))
    assert once([broke, blamed, other], ARTICLE.id) == (broke, other)


def test_a_demand_told_within_the_words_of_another_is_that_one():
    whole = record("demand", ["Keth"], demand="the guns must leave Selm", polarity="require")
    part = record("demand", ["Keth"], demand="leave Selm", polarity="require")
    other = record("demand", ["Keth"], demand="an inquiry", polarity="require")
    assert len(once([whole, part], ARTICLE.id)) == 1
    assert len(once([whole, other], ARTICLE.id)) == 2


def test_a_truce_spoken_of_again_is_the_one_told_before():
    told = record(
        "ceasefire",
        ["Velmara"],
        type="unilateral",
        phase="declared",
        when="2031-05-08/2031-05-10",
    )
    later = Evidence(text="the", start=12, end=15)
    again = record(
        "ceasefire", ["Velmara", "Front"], type="agreed", phase="in_force", evidence=later
    )
    elsewhere = record("ceasefire", ["Keth"], type="agreed", phase="in_force", evidence=later)
    assert once([told, again], ARTICLE.id) == (told,)
    assert once([told, elsewhere], ARTICLE.id) == (told, elsewhere)
    assert once([again], ARTICLE.id) == (again,)


def test_one_truce_in_the_same_words_is_one_record_the_likelier():
    noun, verb = (Evidence(text="x" * (e - s), start=s, end=e) for s, e in ((20, 60), (5, 60)))
    held = record(
        "ceasefire", ["Velmara"], type="agreed", phase="declared", evidence=noun, confidence=0.4
    )
    broke = structs.replace(held, phase="collapsed", evidence=verb, confidence=0.6)
    far = structs.replace(held, evidence=Evidence(text="x" * 40, start=300, end=340))
    assert once([broke, held], ARTICLE.id) == once([held, broke], ARTICLE.id) == (broke,)
    assert once([broke, far], ARTICLE.id) == (broke, far)


def passage(start, end):
    return Evidence(text="x" * (end - start), start=start, end=end)


@pytest.mark.parametrize(
    ("fields", "number"),
    [
        ({}, 1),
        ({"evidence": passage(90, 140)}, 2),
        ({"when": "2031-05-03"}, 2),
        ({"where": "Maleth"}, 2),
        ({"modality": "planned"}, 2),
        ({"actors": (Actor(name="Keth", party="Keth"),)}, 2),
    ],
    ids=["same words", "other words", "another day", "elsewhere", "planned", "somebody else"],
)
def test_what_rests_on_the_same_words_is_one_unless_it_was_at_another_time_or_place(fields, number):
    given = {"when": "2031-05-02", "where": "Ostrin", "means": "drone", "evidence": passage(0, 40)}
    one = record("attack", ["Front"], **given)
    two = structs.replace(one, **({"means": "rocket"} | fields))
    assert len(once([one, two], ARTICLE.id)) == number


@pytest.mark.parametrize(
    ("first", "second", "number"),
    [
        ("Front men shelled the camp", "Front men shelled the camp and took it", 1),
        ("Front men shelled the camp", "Front men shelled the camp, and took it", 1),
        ("Front men took the camp", "Front men took the camp after an assault", 2),
        ("Front men took the camp days after they shelled it", "they shelled it", 2),
    ],
)
def test_two_attacks_in_one_sentence_are_one_where_and_joins_them(first, second, number):
    text = max(first, second, key=len)
    told = [
        record("attack", ["Front"], evidence=Evidence(text=words, start=at, end=at + len(words)))
        for words in (first, second)
        for at in (text.index(words),)
    ]
    assert len(once(told, ARTICLE.id)) == number


@pytest.mark.parametrize(
    ("fields", "number"), [({}, 1), ({"when": "2031-06"}, 2), ({"where": "Ostrin"}, 2)]
)
def test_acts_in_one_sentence_at_other_times_or_places_are_two(fields, number):
    given = {"plover": "RETREAT", "when": "2031-05-02", "where": "Maleth"}
    one = record("action", ["Keth"], evidence=passage(0, 40), **given)
    two = structs.replace(one, evidence=passage(0, 70), **fields)
    assert len(once([one, two], ARTICLE.id)) == number


@pytest.mark.parametrize(
    ("one", "two", "number"),
    [
        ("planned", "hypothetical", 1),
        ("hypothetical", "planned", 1),
        ("asserted", "planned", 2),
        ("asserted", "hypothetical", 2),
        ("negated", "hypothetical", 2),
    ],
)
def test_what_is_planned_and_what_is_hoped_for_is_one(one, two, number):
    given = {"mode": "talks", "modality": one, "evidence": passage(0, 40)}
    first = record("meeting", ["Velmara", "Front"], **given)
    second = structs.replace(first, modality=two, evidence=passage(60, 90))
    assert len(once([first, second], ARTICLE.id)) == number


DAYS = "2031-05-08/2031-05-10"


def truce(**fields):
    words = {"when": "from 8 to 10 May"}
    given = {"type": "unilateral", "phase": "declared", "when": DAYS, "as_written": words}
    return record("ceasefire", ["Velmara"], **(given | fields))


def breach(**fields):
    source = (Actor(name="Velmara", party="Velmara"),)
    return record("violation", ["Front"], **({"source": source} | fields))


def test_a_breach_without_a_date_was_in_the_truce():
    _, told = in_truce([truce(), breach()], ARTICLE)
    assert told.when == DAYS
    assert told.as_written == {"when": "from 8 to 10 May"}
    assert told.rule[-1] == IN_TRUCE


@pytest.mark.parametrize(
    "records",
    [
        [truce(), breach(when="2031-05-09")],
        [truce(), breach(modality="planned")],
        [truce(), breach(source=())],  # not the truce of anybody named in it
        [truce(when="2031-05-08/.."), breach()],
        [truce(modality="hypothetical"), breach()],
        [truce(), truce(when="2031-06-01/2031-06-03"), breach()],
        [truce(), truce(when=None, as_written={}), breach()],
    ],
)
def test_a_breach_is_not_dated_by_a_truce_that_may_be_another(records):
    assert in_truce(records, ARTICLE) == tuple(records)


def test_answers_by_two_parties_are_two():
    one = record("response", ["Velmara"], subject="talks", verdict="accept")
    two = record("response", ["Front"], subject="talks", verdict="accept")
    assert once([one, two], ARTICLE.id) == (one, two)


def named(text, *names):
    entities = tuple(Entity(Span(text.index(n), text.index(n) + len(n)), "person") for n in names)
    return Reading(Article(id="a", doc="d", text=text), (), entities, (), (), ())


def test_persons_are_spelt_as_the_article_spells_them():
    text = "Volodymyr Zelenskyy spoke. Zelenskyy left."
    known = spellings(named(text, "Volodymyr Zelenskyy"))
    actor = Actor(name="Volodymyr Zelensky", party="Ukraine")
    assert as_spelt(actor, known, text).name == "Volodymyr Zelenskyy"


def test_a_title_before_a_name_is_no_part_of_its_spelling():
    text = "President Volodymyr Zelenskyy spoke."
    known = spellings(named(text, "President Volodymyr Zelenskyy"))
    actor = Actor(name="Volodymyr Zelensky", party="Ukraine")
    assert as_spelt(actor, known, text).name == "Volodymyr Zelenskyy"


def test_a_namesake_keeps_the_name_of_the_data():
    text = "Maro Selkin spoke."
    actor = Actor(name="Ilse Selkyn", party="Velmara")
    assert as_spelt(actor, spellings(named(text, "Maro Selkin")), text) == actor
