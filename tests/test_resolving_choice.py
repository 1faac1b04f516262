"""The ranking of who is meant: victims, lists, nouns beside names, and what must always hold."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from test_reading_coreference import reading
from truceline.model import Anchor, Attribution, Role, Span
from truceline.reading.coreference import resolve_mentions
from truceline.resolving.actors import ActorResolver, parts_of
from truceline.resolving.by_rule import SPEAKERS
from truceline.resolving.candidates import candidates
from truceline.resolving.choice import choose, signs, weights
from truceline.resolving.habits import bare
from truceline.resolving.makers import UNARMED, Asked
from truceline.resolving.parties import Parties
from truceline.resolving.places import Gazetteer
from truceline.resolving.pointed import key_of, pointed
from truceline.resolving.shapes import shape_of, short_of

TEXT = (
    "Rebels and the Ugandan government met in Juba. Ugandan Lord's Resistance Army rebels "
    "stayed away. The two sides accused each other, and shells killed twelve people."
)
ENTITIES = [("Ugandan", "nationality"), ("Lord's Resistance Army", "organisation")]


@pytest.fixture(scope="module")
def resolver():
    places = Gazetteer.load()
    return ActorResolver(Parties.load(gazetteer=places), places)


def parties(resolver, words, asked):
    read = reading(TEXT, entities=ENTITIES)
    at = TEXT.index(words)
    span = Span(at, at + len(words))
    found = resolver.actors(read, resolve_mentions(read), span, "2007-01-01", asked)
    return {a.party or a.name for a in found}


@pytest.mark.parametrize(
    ("words", "asked", "expected"),
    [
        ("the Ugandan government", Asked("actors", "meeting"), {"Uganda"}),
        (
            "Rebels and the Ugandan government",
            Asked("actors", "meeting"),
            {"Lord's Resistance Army", "Uganda"},
        ),
        (
            "Ugandan Lord's Resistance Army rebels",
            Asked("actors", "meeting"),
            {"Lord's Resistance Army"},
        ),
        (
            "Resistance Army rebels",
            Asked("actors", "meeting"),
            {"Lord's Resistance Army"},
        ),
        ("twelve people", Asked("targets", "attack"), {UNARMED}),
    ],
)
def test_who_is_meant(resolver, words, asked, expected):
    assert parties(resolver, words, asked) == expected


@pytest.mark.parametrize(
    ("words", "form"),
    [
        ("They", "pronoun"),
        ("both sides", "pair"),
        ("the two countries", "pair"),
        ("the rebels", "noun"),
        ("Velandic troops in the north", "named"),
        ("Prime Minister Tevik Sorn", "name"),
    ],
)
def test_forms_of_mentions(words, form):
    assert shape_of(words)[0] == form


@pytest.mark.parametrize(
    ("words", "short", "form"),
    [
        ("a large group of protesters", "protesters", ("noun", "protesters", "a")),
        ("two members of the militia", "the militia", ("noun", "militia", "two")),
        ("thousands of guards in Selm", "guards", ("noun", "guards", "none")),
        ("the rest of the Velandic envoys", "the Velandic envoys", ("named", "envoys", "the")),
        ("a most important envoy", "a most important envoy", ("noun", "envoy", "a")),
        ("a group in Selm", "a group", ("noun", "group", "a")),
        ("The Contact Group of Rhun", "The Contact Group", ("name", "group", "the")),
        ("Group of Seven", "Group", ("name", "group", "none")),
        ("Hundreds of guards", "guards", ("noun", "guards", "none")),
    ],
)
def test_of_a_part_it_is_of_whom_that_is(words, short, form):
    assert short_of(words) == short
    assert shape_of(words) == form
    assert bare(words).startswith(bare(short))


@settings(max_examples=40, deadline=None)
@given(
    start=st.integers(0, len(TEXT) - 2),
    length=st.integers(1, 60),
    role=st.sampled_from(["actors", "targets"]),
)
def test_the_choice_is_one_of_the_candidates(resolver, start, length, role):
    read = reading(TEXT, entities=ENTITIES)
    cast = resolver.cast(read, resolve_mentions(read), None)
    asked = Asked(role, "attack")
    for part, rule, _ in parts_of(cast, Span(start, min(len(TEXT), start + length))):
        found = candidates(cast, part, asked, rule)
        keys = [tuple(sorted(map(key_of, c.sides))) for c in found]
        assert len(set(keys)) == len(keys)
        assert choose(cast, part, asked, rule) == choose(cast, part, asked, rule)
        assert not found or choose(cast, part, asked, rule) in [c.sides for c in found]


def test_a_person_is_of_no_state_merely_for_being_named(resolver):
    text = "Russia moved troops. Russia's army fired. Ennis Var welcomed the Russian retreat."
    read = reading(text, entities=[("Ennis Var", "person"), ("Russia", "place")])
    at = text.index("Ennis Var")
    asked = Asked("actors", "statement")
    (found,) = resolver.actors(
        read, resolve_mentions(read), Span(at, at + len("Ennis Var")), "2024-05-01", asked
    )
    assert (found.name, found.party) == ("Ennis Var", None)


def test_the_outlet_of_a_dateline_is_no_state(resolver):
    text = "MALETH (Tidewater) - Government forces fired. The army of Veland denied it."
    read = reading(text, entities=[("Veland", "place"), ("Tidewater", "organisation")])
    article = structs.replace(read.article, publisher="Tidewater Agency")
    read = read._replace(article=article)
    cast = resolver.cast(read, resolve_mentions(read), None)
    assert "Tidewater" not in cast.states
    whole = Span(0, text.index(" fired"))
    found = resolver.actors(read, resolve_mentions(read), whole, None, Asked("actors", "attack"))
    assert "Tidewater" not in {a.name for a in found} | {a.party for a in found}


def test_weights_are_finite():
    assert len(weights()) > 1000
    assert all(abs(weight) < 100 for weight in weights().values())


class Finger:
    """Points at the same words of a text whatever mention is asked about."""

    def __init__(self, text, words, chance):
        at = text.index(words)
        self.found = ((Span(at, at + len(words)), chance),)

    def meant(self, span):
        return self.found


@pytest.mark.parametrize(
    ("words", "chance", "party"),
    [
        ("Somalia", 0.95, "Somalia"),
        ("Kenya", 0.95, "Kenya"),
        ("soldiers", 0.95, None),
    ],
)
def test_what_the_network_points_at_speaks_for_it(resolver, words, chance, party):
    text = "Somalia and Kenya share a border. On Monday soldiers crossed it and burned two huts."
    read = reading(text, entities=[("Somalia", "place"), ("Kenya", "place")])
    read = read._replace(pointing=Finger(text, words, chance))
    at = text.index("soldiers")
    asked = Asked("actors", "attack")
    cast = resolver.cast(read, resolve_mentions(read), "2010-01-01")
    span = Span(at, at + len("soldiers"))
    seen = pointed(cast, span)
    alone = [c for c in candidates(cast, span, asked, ()) if len(c.sides) == 1]
    told = {c.sides[0].party: signs(c, seen, "soldiers") for c in alone}
    assert told[party]["pointed own" if party is None else "pointed"] == pytest.approx(0, abs=0.01)
    assert all(t["pointed"] < -1 for other, t in told.items() if other and other != party)
    assert choose(cast, span, asked, ()) in [
        c.sides for c in candidates(cast, span, asked, (), seen)
    ]


def pointing(resolver, text, entities, words, at, kind="proposal"):
    """Return who the last ``words`` of a text are, the network pointing at the words ``at``."""
    read = reading(text, entities=entities)._replace(pointing=Finger(text, at, 0.95))
    cast = resolver.cast(read, resolve_mentions(read), "2025-11-07")
    start = text.rindex(words)
    (part, rule, _), *_ = parts_of(cast, Span(start, start + len(words)))
    return [(s.name, s.party) for s in choose(cast, part, Asked("actors", kind), rule)]


@pytest.mark.parametrize("at", ["coalition", "Sudan", "Four"])
def test_a_body_that_no_data_know_is_no_group_of_the_report(resolver, at):
    text = (
        "Sudan's Rapid Support Forces (RSF) took up a pause that the Four countries want. The RSF "
        "thanked them. Sudan has set terms for talks with the RSF. A coalition will have nothing "
        "that treats the RSF as a state. The Four called for a truce. The RSF took a town."
    )
    bodies = ("Rapid Support Forces", "RSF", "Four")
    names = [*((body, "organisation") for body in bodies), ("Sudan", "place")]
    assert pointing(resolver, text, names, "The Four", at) == [("Four", "Four")]


@pytest.mark.parametrize(
    ("at", "party"), [("Tamil Tiger", "Liberation Tigers of Tamil Eelam"), ("Norway", "Tigers")]
)
def test_a_name_is_that_of_which_it_is_a_part_where_the_network_points_there(resolver, at, party):
    text = "Tamil Tiger rebels wrote to Norway. The EU put the Tigers on a list. The Tigers left."
    names = [("Tamil Tiger", "organisation"), ("Norway", "place"), ("Tigers", "organisation")]
    ((_, found),) = pointing(resolver, text, names, "Tigers", at, "demand")
    assert found == party


@pytest.mark.parametrize(
    ("at", "party"),
    [("Resistance Army", "Lord's Resistance Army"), ("Ugandan rebels", "Ugandan rebels")],
)
def test_rebels_of_a_land_are_the_group_that_the_network_points_at(resolver, at, party):
    text = (
        "The Lord's Resistance Army wrote. The Allied Democratic Forces did not. Ugandan rebels "
        "came to talks."
    )
    names = [
        ("Lord's Resistance Army", "organisation"),
        ("Allied Democratic Forces", "organisation"),
        ("Ugandan", "nationality"),
    ]
    ((_, found),) = pointing(
        resolver, text, names, "Ugandan rebels", at, Asked("actors", "meeting")
    )
    assert found == party


@pytest.mark.parametrize(("at", "state"), [("Sudan", "Sudan"), ("battle", "Norway")])
def test_a_government_without_a_name_is_the_states_that_the_network_points_at(resolver, at, state):
    text = (
        "Norway's envoys met rebels in Norway. Norway's army left. A battle raged in Sudan. Norway "
        "also spoke of Kenya. Norway wrote that the government had failed."
    )
    names = [(place, "place") for place in ("Norway", "Sudan", "Kenya")]
    ((_, found),) = pointing(resolver, text, names, "the government", at, "demand")
    assert found == state


@pytest.mark.parametrize("words", ["The two sides", "Both delegations", "Each camp"])
def test_both_are_two_that_act_whomever_the_network_points_at(resolver, words):
    text = f"Peru hosts talks. Somalia fired on Kenya. Peru said so. {words} agreed on a swap."
    names = [(name, "place") for name in ("Peru", "Somalia", "Kenya")]
    roles = (Role("actors", Span(18, 25), 0.9), Role("targets", Span(34, 39), 0.9))
    shots = Anchor(Span(26, 31), "attack", 0.9, {}, roles, "network-test")
    read = reading(text, entities=names)
    read = read._replace(pointing=Finger(text, "Peru", 0.99), anchors=(shots,))
    at = text.index(words)
    asked = Asked("actors", "agreement")
    told = resolver.actors(read, resolve_mentions(read), Span(at, at + len(words)), None, asked)
    assert {actor.party for actor in told} == {"Somalia", "Kenya"}


def test_what_is_hit_is_of_no_side_by_a_guess(resolver):
    text = "Somalia's army left. Kenya's army fired. A shell struck a yard."
    read = reading(text, entities=[("Somalia", "place"), ("Kenya", "place")])
    span = Span(text.index("a yard"), len(text) - 1)
    asked = Asked("targets", "attack", frozenset(("kenya",)))

    def parties(finger):
        told = read._replace(pointing=finger)
        cast = resolver.cast(told, resolve_mentions(told), "2010-01-01")
        found = candidates(cast, span, asked, (), pointed(cast, span))
        return {c.sides[0].party for c in found if len(c.sides) == 1}

    assert "Kenya" not in parties(None)
    assert "Somalia" in parties(None)
    assert "Somalia" not in parties(Finger(text, "a yard", 0.95))


NORTH = (
    "Rebels in southern Sudan fired. The Ostra Liberation Front said its Front leaders had met "
    "Islamist gunmen. Armed Forces of Ukraine units watched."
)


@pytest.mark.parametrize(
    ("noun", "lines", "served"), [("Pilot", 1, True), ("Pilot", 20, False), ("Writer", 1, False)]
)
def test_a_pilot_serves_no_state_named_far_off_and_a_writer_none(resolver, noun, lines, served):
    text = "Troops of Chad left. " + "It rained all day. " * lines + f"{noun} Dana Orlo was freed."
    read = reading(text, entities=[("Chad", "place"), ("Dana Orlo", "person")])
    cast = resolver.cast(read, resolve_mentions(read), "2024-03-01")
    at = text.index("Dana")
    span = Span(at, at + len("Dana Orlo"))
    found = candidates(cast, span, Asked("targets", "action"), (), pointed(cast, span))
    assert any(m.startswith("serves") for c in found for m in c.makers) == served


@pytest.mark.parametrize(
    ("noun", "thing"),
    [
        ("refinery", True), ("refineries", True), ("buses", True), ("warships", True),
        ("tanker", True), ("bridges", True), ("people", False), ("villagers", False),
        ("nurses", False), ("crew", False), ("families", False), ("businessmen", False),
    ],
)  # fmt: skip
def test_things_that_are_hit_are_no_civilians(resolver, noun, thing):
    text = f"Gunners of Keth fired at two {noun} near Orsk."
    read = reading(text, entities=[("Keth", "place"), ("Orsk", "place")])
    cast = resolver.cast(read, resolve_mentions(read), "2024-03-01")
    at = text.index("two")
    span = Span(at, text.index(" near"))
    found = candidates(cast, span, Asked("targets", "attack"), (), pointed(cast, span))
    assert (UNARMED in {s.party for c in found for s in c.sides}) != thing


def made(resolver, text, words, entities):
    """The parties of all candidates for ``words``, by what made them."""
    read = reading(text, entities=entities)
    cast = resolver.cast(read, resolve_mentions(read), "2024-05-01")
    at = text.index(words)
    found = candidates(cast, Span(at, at + len(words)), Asked("actors", "attack"), ())
    return {maker: [s.party or s.name for s in c.sides] for c in found for maker in c.makers}


BEHIND = "Norway's army left. Norway-{} mediators came to Selm."


@pytest.mark.parametrize(
    ("joint", "meant"), [("backed", False), ("brokered", False), ("led", True)]
)
def test_those_whom_somebody_backs_are_not_that_one(resolver, joint, meant):
    text, words = BEHIND.format(joint), f"Norway-{joint} mediators"
    found = made(resolver, text, words, [("Norway", "place")])
    assert (["Norway"] in found.values()) == meant


@pytest.mark.parametrize("joint", ["backed", "led"])
def test_nothing_points_at_who_is_joined_to_another_by_a_hyphen(resolver, joint):
    text = BEHIND.format(joint)
    read = reading(text, entities=[("Norway", "place")])
    read = read._replace(pointing=Finger(text, "Norway", 0.95))
    cast = resolver.cast(read, resolve_mentions(read), "2024-05-01")
    at = text.index(f"Norway-{joint}")
    assert pointed(cast, Span(at, at + len(f"Norway-{joint} mediators"))).share == {}


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Palestine's government met. The Palestinians proposed a fair.", ["Palestine"]),
        ("Norway's government met. The Palestinians proposed a fair.", None),
    ],
)
def test_a_people_may_be_its_state_where_the_article_tells_of_it(resolver, text, state):
    entities = [("Palestinians", "nationality"), ("Palestine", "place"), ("Norway", "place")]
    assert made(resolver, text, "The Palestinians", entities).get("people") == state


@pytest.mark.parametrize(
    ("words", "bloc"),
    [
        ("Two small European teams", ["European Union"]),
        ("Western envoys", ["Western countries"]),
        ("Two small teams", None),
    ],
)
def test_a_part_of_the_world_within_a_mention_may_be_a_bloc(resolver, words, bloc):
    assert made(resolver, f"{words} came to Selm.", words, []).get("bloc") == bloc


def test_a_short_form_may_be_the_longer_name(resolver):
    found = made(resolver, NORTH, "Front leaders", [("Ostra Liberation Front", "organisation")])
    assert found["fuller.0.unknown"] == ["Ostra Liberation Front"]


def test_a_mere_adjective_of_faith_names_nobody(resolver):
    found = made(resolver, NORTH, "Islamist gunmen", [("Islamist", "nationality")])
    assert ["Islamist"] not in found.values()
    assert found["words"] == ["Islamist gunmen"]


def test_rebels_in_a_land_are_not_that_land(resolver):
    found = made(resolver, NORTH, "Rebels in southern Sudan", [("Sudan", "place")])
    assert ["Sudan"] not in found.values()
    words = "Villages in southern Sudan"
    found = made(resolver, f"{words} burned.", words, [("Sudan", "place")])
    assert not any(maker.startswith("inside") for maker in found)
    assert any(maker.startswith("aside") for maker in found)


def test_a_name_goes_on_with_its_owner(resolver):
    read = reading(NORTH, entities=[("Armed Forces", "organisation"), ("Ukraine", "place")])
    cast = resolver.cast(read, resolve_mentions(read), "2024-05-01")
    at = NORTH.index("Armed Forces")
    ((span, _, _),) = parts_of(cast, Span(at, at + len("Armed Forces")))
    assert span.of(NORTH) == "Armed Forces of Ukraine"


def test_he_is_of_the_side_of_his_name(resolver):
    text = (
        "Veland's army shelled Tarsia. Velandi president Dana Orlo spoke. "
        "She rejected the offer. Veland's government agreed."
    )
    entities = [("Dana Orlo", "person"), ("Veland", "place"), ("Tarsia", "place")]
    read = reading(text, entities=entities)
    chains = resolve_mentions(read)
    cast = resolver.cast(read, chains, None)
    named, she = (text.index(w) for w in ("Dana Orlo", "She"))
    found = [
        {a.party for a in resolver.actors(read, chains, Span(at, at + n), None, Asked())}
        for at, n in ((named, 9), (she, 3))
    ]
    assert found[0] == found[1]
    assert cast is resolver.cast(read, chains, None)


def test_a_states_own_name_is_that_state_wherever_the_network_points(resolver):
    text = "Norway met the UN. The US and France agreed on the words."
    entities = [("UN", "organisation"), ("US", "organisation"), ("France", "place")]
    read = reading(text, entities=entities)._replace(pointing=Finger(text, "UN", 0.95))
    span = Span(text.index("US"), text.index(" and"))
    asked = Asked("actors", "agreement")
    found = resolver.actors(read, resolve_mentions(read), span, "2024-05-01", asked)
    assert [(a.name, a.party) for a in found] == [("United States", "United States")]


def test_we_are_the_side_of_whom_says_it(resolver):
    text = (
        "Norway's army attacked and Norway's navy too. Norway offered talks. Norway said so. "
        "Sudanese President Dana Orlo was far away. “There is no point in it. We expect Norway to "
        "leave,” she said."
    )
    names = [("Norway", "place"), ("Sudanese", "nationality"), ("Dana Orlo", "person")]
    she, said = text.index("she"), text.rindex("said")
    content = (Span(text.index("“") + 1, text.index("”")),)
    told = Attribution(Span(she, she + 3), Span(said, said + 4), content)
    read = reading(text, entities=names, attributions=(told,))
    cast = resolver.cast(read, resolve_mentions(read), "2024-05-01")
    (part, rule, _), *_ = parts_of(cast, Span(text.index("We"), text.index("We") + 2))
    assert [s.reason for s in rule] == [SPEAKERS]
    assert [s.party for s in choose(cast, part, Asked("actors", "action"), rule)] == ["Sudan"]


@pytest.mark.parametrize(
    ("text", "is_meant"),
    [
        ('"We met Temel on Monday," he said.', False),
        ('"We met Temel on Monday," he said. Temel left.', False),
        ('Beside Temel, "we met Temel on Monday," he said.', True),
        ('"We met on Monday," he said.', True),
        ('"We met Temel, and he left," she said.', True),
        ('"We met Temel on Monday." On Friday he left.', True),
    ],
)
def test_who_is_named_in_the_words_alone_does_not_speak_them(resolver, text, is_meant):
    text = f"Oren Temel, the Kenyan president, was late. {text}"
    read = reading(text, entities=[("Oren Temel", "person"), ("Temel", "person")])
    span = Span(text.index(" he ") + 1, text.index(" he ") + 3)
    cast = resolver.cast(read, resolve_mentions(read), "2024-05-01")
    found = candidates(cast, span, Asked("actors", "statement"), (), pointed(cast, span))
    assert is_meant == any(side.name == "Oren Temel" for c in found for side in c.sides)
