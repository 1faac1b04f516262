"""From anchors to findings: whole mentions, subjects, tolls, the same thing once, statements."""

import pytest

from trees import anchor, reading, report, where
from truceline.coding import confidence
from truceline.coding.company import of_bodies, part_company
from truceline.coding.counterclaims import answer_violations
from truceline.coding.expiry import spare_expiry
from truceline.coding.findings import find_records
from truceline.coding.floors import sure_roles
from truceline.coding.gathering import gather
from truceline.coding.passages import before_predicate, whole_phrases, whole_words
from truceline.coding.phrases import Phrases
from truceline.coding.roles import mend
from truceline.coding.rulebook import RuleBook
from truceline.coding.statements import find_statements
from truceline.coding.subjects import settle
from truceline.coding.tolls import add_tolls, own_tolls, sort_tolls
from truceline.coding.twofold import own_terms
from truceline.coding.victims import spare_victims
from truceline.model import Anchor, Attribution, Entity, Quotation, Role, Span

KILLED = (
    "Five/CD/nummod/2 soldiers/NNS/nsubj:pass/4 were=be/VBD/aux:pass/4 killed=kill/VBN/root/0 "
    "near/IN/case/6 Maleth/NNP/obl/4 ././punct/4"
)
ACCUSED = (
    "Fighters/NNS/nsubj/3 are=be/VBP/aux:pass/3 accused=accuse/VBN/root/0 of/IN/mark/5 "
    "killing=kill/VBG/advcl/3 farmers/NNS/obj/5 ././punct/3"
)
OFFERED = (
    "Velmara/NNP/nsubj/2 offered=offer/VBD/root/0 talks/NNS/obj/2 after/IN/mark/6 "
    "Keth/NNP/nsubj/6 fired=fire/VBD/advcl/2 on/IN/case/8 Ostrin/NNP/obl/6 ././punct/2"
)
COUNTED = (
    "Velmara/NNP/nsubj/2 recorded=record/VBD/root/0 14/CD/nummod/4 breaches/NNS/obj/2 ././punct/2"
)
TOLLS = (
    "Shells/NNS/nsubj/2 left=leave/VBD/root/0 seven/CD/obj/2 dead/JJ/xcomp/2 and/CC/cc/8 "
    "more/JJR/advmod/8 than/IN/fixed/6 100/CD/conj/3 injured/JJ/xcomp/2 ././punct/2"
)


ANSWERED = (
    "Velmara/NNP/nsubj/2 said=say/VBD/root/0 Keth/NNP/nsubj/4 broke=break/VBD/ccomp/2 the/DT/det/6 "
    "truce/NN/obj/4 ,/,/punct/10 while/IN/mark/10 Keth/NNP/nsubj/10 counted=count/VBD/advcl/2 "
    "14/CD/nummod/12 attacks=attack/NNS/obj/10 ././punct/2"
)


def roles_of(found):
    return {(r.name, r.span) for r in found.roles}


def words_of(found, text, name):
    return [r.span.of(text) for r in found.roles if r.name == name]


def test_who_is_killed_is_the_target_not_the_actor():
    read = reading(KILLED)
    text = read.article.text
    found = settle(anchor(text, "killed", "attack", actors="soldiers"), Phrases(read))
    assert words_of(found, text, "targets") == ["soldiers"]
    assert words_of(found, text, "actors") == []


@pytest.mark.parametrize("source", [ACCUSED, ACCUSED.replace("nsubj/", "nsubj:pass/")])
def test_who_is_accused_does_not_accuse(source):
    read = reading(source)
    text = read.article.text
    found = settle(anchor(text, "accused", "accusation", actors="Fighters"), Phrases(read))
    assert words_of(found, text, "actors") == []


SAID_ACCUSED = (
    "Monitors=monitor/NNS/nsubj/2 say/VBP/root/0 Keth/NNP/nsubj:pass/5 is=be/VBZ/aux:pass/5 "
    "accused=accuse/VBN/ccomp/2 by/IN/case/7 Rhun/NNP/obl/5 of/IN/case/9 theft/NN/obl/5 ././punct/2"
)
RAID_BLAMED = (
    "Monitors=monitor/NNS/nsubj/2 saw=see/VBD/root/0 a/DT/det/4 raid/NN/obj/2 "
    "blamed=blame/VBN/acl/4 by/IN/case/7 Rhun/NNP/obl/5 on/IN/case/9 Keth/NNP/obl/5 ././punct/2"
)


@pytest.mark.parametrize(
    ("source", "teller", "accusing"),
    [
        (SAID_ACCUSED, "Monitors", ["Rhun"]),
        (SAID_ACCUSED.replace("Monitors=monitor", "Prosecutors=prosecutor"), "Prosecutors", None),
        (SAID_ACCUSED.replace("nsubj:pass", "nsubj").replace("aux:pass", "aux"), "Monitors", None),
        (RAID_BLAMED, "Monitors", ["Rhun"]),
        (RAID_BLAMED.replace("VBN", "VBD").replace("acl", "ccomp"), "Monitors", None),
    ],
    ids=["passive", "prosecutors", "active", "participle", "verb"],
)
def test_who_tells_of_a_passive_accusation_does_not_accuse(source, teller, accusing):
    read = reading(source)
    text = read.article.text
    verb = "accused" if "accused" in text else "blamed"
    found = settle(anchor(text, verb, "accusation", actors=[teller, "Rhun"]), Phrases(read))
    assert words_of(found, text, "actors") == ([teller, "Rhun"] if accusing is None else accusing)


def test_nobody_of_another_sentence_accuses_in_the_passive():
    read = reading(ACCUSED)
    text = read.article.text
    accused = anchor(text, "accused", "accusation", targets="Fighters")
    before = Role("actors", Span(len(text) + 2, len(text) + 9), 0.9)
    found = settle(accused._replace(roles=(*accused.roles, before)), Phrases(read))
    assert found.roles == accused.roles


BLAST = "A/DT/det/2 blast/NN/nsubj/3 killed=kill/VBD/root/0 guards/NNS/obj/3 ././punct/3"
OWNED_TO = (
    "The/DT/det/2 Front/NNP/nsubj/3 claimed=claim/VBD/root/0 responsibility/NN/obj/3 "
    "for/IN/case/7 the/DT/det/7 raid/NN/obl/3 ././punct/3"
)
RAIN = "It/PRP/nsubj/2 rained=rain/VBD/root/0 ././punct/2"


@pytest.mark.parametrize(
    ("sources", "chance", "acting"),
    [
        ((BLAST, OWNED_TO), 0.4, ["Front"]),
        ((BLAST, OWNED_TO.replace("the/DT", "that/DT")), 0.9, ["Front"]),
        ((BLAST, OWNED_TO.partition("for/IN")[0] + "././punct/3"), 0.9, ["Front"]),
        ((BLAST, OWNED_TO), 0.39, []),
        ((BLAST, OWNED_TO.replace("the/DT", "killing=kill/VBG")), 0.9, []),
        ((BLAST, OWNED_TO.replace("the/DT", "several/JJ")), 0.9, []),
        ((BLAST, OWNED_TO.replace("responsibility", "victory")), 0.9, []),
        ((BLAST, RAIN, OWNED_TO), 0.9, []),
        ((OWNED_TO, BLAST), 0.9, []),
    ],
    ids=["known", "pointed at", "for nothing", "unlikely", "other deed", "a part", "other claim",
         "far", "before"],
)  # fmt: skip
def test_who_of_another_sentence_attacked_is_who_owns_to_it_next(sources, chance, acting):
    read = report(*sources)
    text = read.article.text
    blast = anchor(text, "killed", "attack", targets="guards")
    far = Role("actors", where(text, "Front"), chance)
    found = settle(blast._replace(roles=(*blast.roles, far)), Phrases(read))
    assert words_of(found, text, "actors") == acting


@pytest.mark.parametrize(
    ("sources", "acting"),
    [
        ((BLAST, OWNED_TO.replace("raid", "blast")), ["The Front"]),
        ((BLAST, RAIN, OWNED_TO.replace("raid", "blast")), ["The Front"]),
        ((BLAST, OWNED_TO), []),
        ((BLAST, OWNED_TO.replace("The", "No").replace("raid", "blast")), []),
        ((BLAST, OWNED_TO.replace("Front", "nobody").replace("raid", "blast")), []),
        ((BLAST, OWNED_TO.replace("Front/NNP", "who/WP").replace("raid", "blast")), []),
        ((BLAST, RAIN, RAIN, OWNED_TO.replace("raid", "blast")), []),
    ],
    ids=["next", "soon", "another noun", "no group", "nobody", "who", "far"],
)
def test_who_soon_owns_to_an_attack_by_its_noun_attacked(sources, acting):
    read = report(*sources)
    found = settle(anchor(read.article.text, "blast", "attack"), Phrases(read))
    assert words_of(found, read.article.text, "actors") == acting


def test_who_attacks_in_its_own_sentence_is_not_joined_by_who_owns_to_it():
    read = report(BLAST.replace("blast", "bomber"), OWNED_TO)
    text = read.article.text
    told = anchor(text, "killed", "attack", actors=["bomber", "Front"])
    assert words_of(settle(told, Phrases(read)), text, "actors") == ["bomber"]


BLAMED = (
    "Keth/NNP/nsubj/2 blamed=blame/VBD/root/0 Velmaran/JJ/amod/4 gunners/NNS/obj/2 for/IN/case/7 "
    "the/DT/det/7 shelling/NN/obl/2 ././punct/2"
)


def test_who_is_blamed_acts_and_who_blames_is_the_source():
    read = reading(BLAMED)
    text = read.article.text
    shelling = anchor(text, "shelling", "attack", actors="Keth", targets="Velmaran gunners")
    found = settle(shelling, Phrases(read))
    assert words_of(found, text, "actors") == ["Velmaran gunners"]
    assert words_of(found, text, "targets") == []
    assert words_of(found, text, "source") == ["Keth"]


def test_the_subject_of_the_verb_acts_not_that_of_the_next_clause():
    read = reading(OFFERED)
    text = read.article.text
    found = settle(anchor(text, "offered", "proposal", actors=["Velmara", "Keth"]), Phrases(read))
    assert words_of(found, text, "actors") == ["Velmara"]


def test_who_counts_breaches_is_their_source():
    read = reading(COUNTED)
    text = read.article.text
    found = settle(anchor(text, "breaches", "violation", actors="Velmara"), Phrases(read))
    assert words_of(found, text, "source") == ["Velmara"]
    assert words_of(found, text, "actors") == []


def test_who_says_it_has_counted_breaches_is_their_source():
    read = reading(
        "Keth/NNP/nsubj/2 said=say/VBD/root/0 it/PRP/nsubj/5 had/VBD/aux/5 "
        "recorded=record/VBN/ccomp/2 14/CD/nummod/7 breaches/NNS/obj/5"
    )
    text = read.article.text
    found = settle(anchor(text, "breaches", "violation", actors="Keth"), Phrases(read))
    assert words_of(found, text, "source") == ["Keth"]
    assert words_of(found, text, "actors") == []


@pytest.mark.parametrize(("verb", "kept"), [("say", ["Fighters"]), ("are", [])])
def test_who_acts_is_a_source_only_by_saying_so(verb, kept):
    read = reading(
        f"Fighters/NNS/nsubj/2 {verb}/VBP/root/0 they/PRP/nsubj/4 attacked=attack/VBD/ccomp/2 "
        "Ostrin/NNP/obj/4"
    )
    text = read.article.text
    told = anchor(text, "attacked", "attack", actors="Fighters", source="Fighters")
    assert words_of(settle(told, Phrases(read)), text, "source") == kept


def test_who_cites_an_attack_is_its_source_not_its_actor():
    read = reading(
        "Keth/NNP/nsubj/2 objected/VBD/root/0 by/IN/mark/4 citing=cite/VBG/advcl/2 the/DT/det/6 "
        "shelling/NN/obj/4 of/IN/case/8 Ostrin/NNP/nmod/6 ././punct/2"
    )
    text = read.article.text
    told = anchor(text, "shelling", "attack", actors="Keth", targets="Ostrin")
    found = settle(told, Phrases(read))
    assert words_of(found, text, "actors") == []
    assert words_of(found, text, "source") == ["Keth"]


@pytest.mark.parametrize(
    ("verb", "noun", "role"),
    [
        ("claimed=claim", "responsibility", "actors"),
        ("took=take", "credit", "actors"),
        ("claimed=claim", "losses", "source"),
        ("deplored=deplore", "responsibility", "source"),
    ],
)
def test_who_owns_to_an_attack_acted_and_who_tells_of_it_is_its_source(verb, noun, role):
    read = reading(
        f"Keth/NNP/nsubj/2 {verb}/VBD/root/0 {noun}/NN/obj/2 for/IN/case/6 the/DT/det/6 "
        "raid/NN/nmod/3 on/IN/case/8 Maleth/NNP/nmod/6 ././punct/2"
    )
    text = read.article.text
    found = settle(anchor(text, "raid", "attack", actors="Keth", targets="Maleth"), Phrases(read))
    assert words_of(found, text, role) == ["Keth"]
    assert words_of(found, text, "targets") == ["Maleth"]
    assert len(found.roles) == 2


@pytest.mark.parametrize(
    ("verb", "relation", "role"),
    [
        ("announced=announce", "obj", "actors"),
        ("denied=deny", "ccomp", "actors"),
        ("deplored=deplore", "obj", "source"),
        ("announced=announce", "obl", "source"),
    ],
)
def test_who_announces_or_denies_an_attack_speaks_of_his_own(verb, relation, role):
    read = reading(f"Keth/NNP/nsubj/2 {verb}/VBD/root/0 an/DT/det/4 offensive/NN/{relation}/2")
    text = read.article.text
    found = settle(anchor(text, "offensive", "attack", actors="Keth"), Phrases(read))
    assert [(r.name, r.span.of(text)) for r in found.roles] == [(role, "Keth")]


@pytest.mark.parametrize(("subject", "role"), [("it/PRP", "actors"), ("rebels/NNS", "source")])
def test_who_says_that_he_struck_in_a_raid_made_it(subject, role):
    read = reading(
        f"Keth/NNP/nsubj/2 said=say/VBD/root/0 {subject}/nsubj/5 had/VBD/aux/5 "
        "killed=kill/VBN/ccomp/2 six/CD/obj/5 in/IN/case/9 a/DT/det/9 raid/NN/obl/5"
    )
    text = read.article.text
    found = settle(anchor(text, "raid", "attack", actors="Keth"), Phrases(read))
    assert [(r.name, r.span.of(text)) for r in found.roles] == [(role, "Keth")]


def test_by_whom_something_is_done_is_no_part_of_what_it_is_done_to():
    read = reading(
        "The/DT/det/2 call/NN/nsubj:pass/4 was=be/VBD/aux:pass/4 backed=back/VBN/root/0 "
        "by/IN/case/7 its/PRP$/nmod:poss/7 chief/NN/obl/4 Dana/NNP/appos/2 Orlo/NNP/flat/8"
    )
    text = read.article.text
    found = settle(anchor(text, "backed", "response", actors="chief Dana Orlo"), Phrases(read))
    assert words_of(found, text, "actors") == ["chief Dana Orlo"]


ASSAULTS = (
    "Selm/NNP/nsubj/2 survived=survive/VBD/root/0 the/DT/det/6 Velmaran/JJ/amod/6 "
    "drone/NN/compound/6 attacks=attack/NNS/obj/2 on/IN/case/8 Ostrin/NNP/nmod/6 ././punct/2"
)


@pytest.mark.parametrize(
    ("source", "given", "acting"),
    [
        (ASSAULTS, {"targets": "Ostrin"}, ["Velmaran"]),
        (ASSAULTS, {"actors": "Selm"}, ["Selm"]),
        (ASSAULTS, {"targets": "Velmaran"}, []),
        (ASSAULTS.replace("Velmaran", "deadly"), {}, []),
        (ASSAULTS.replace("attacks=attack", "factories=factory"), {}, []),
    ],
    ids=["nobody else acts", "somebody acts", "it is hit", "no name", "no assault"],
)
def test_the_adjective_of_a_people_before_an_assault_says_who_attacks(source, given, acting):
    text = reading(source).article.text
    people = [Entity(where(text, "Velmaran"), "nationality")] if "Velmaran" in text else []
    read = reading(source, entities=people)
    noun = "attacks" if "attacks" in text else "factories"
    found = settle(anchor(text, noun, "attack", **given), Phrases(read))
    assert words_of(found, text, "actors") == acting


@pytest.mark.parametrize(
    ("before", "type_", "acting"),
    [
        ("rebel/NN/compound/6", None, ["rebel"]),
        ("Insurgent/NNP/compound/6", None, ["Insurgent"]),
        ("Hamas/NNP/compound/6", "organisation", ["Hamas"]),
        ("Ostrin/NNP/compound/6", "place", []),
        ("terrorist/NN/compound/6", None, []),
        ("arson/NN/compound/6", None, []),
    ],
)
def test_the_armed_or_a_body_before_an_assault_attack(before, type_, acting):
    source = ASSAULTS.replace("Velmaran/JJ/amod/6", before).replace(
        "Ostrin/NNP/nmod", "Maleth/NNP/nmod"
    )
    text, name = reading(source).article.text, before.partition("/")[0]
    read = reading(source, entities=[Entity(where(text, name), type_)] if type_ else [])
    found = settle(anchor(text, "attacks", "attack"), Phrases(read))
    assert words_of(found, text, "actors") == acting


BROKERED = (
    "Keth/NNP/nsubj/4 and/CC/cc/3 Rhun/NNP/conj/1 signed=sign/VBD/root/0 a/DT/det/6 deal/NN/obj/4 "
    "brokered=broker/VBN/acl/6 by/IN/case/9 Selm/NNP/obl/7 and/CC/cc/11 "
    "Norrmark/NNP/conj/9 ././punct/4"
)


KILLED_IN = (
    "Two/CD/nummod/2 guards=guard/NNS/nsubj:pass/4 were/VBD/aux:pass/4 killed=kill/VBN/root/0 "
    "in/IN/case/7 Rhunish/JJ/amod/7 attacks=attack/NNS/obl/4"
)
STRIKES_KILLED = (
    "U.S./NNP/compound/3 missile/NN/compound/3 strikes=strike/NNS/nsubj/4 killed=kill/VBD/root/0 "
    "two/CD/nummod/6 guards=guard/NNS/obj/4"
)


@pytest.mark.parametrize(
    ("source", "named", "type_", "acting"),
    [
        (KILLED_IN, "Rhunish", "nationality", ["Rhunish"]),
        (STRIKES_KILLED, "U.S.", "place", ["U.S."]),
        (KILLED_IN.replace("Rhunish/JJ/amod", "Maleth/NNP/compound"), "Maleth", "place", []),
        (KILLED_IN.replace("attacks=attack", "lands=land"), "Rhunish", "nationality", []),
    ],
    ids=["passive", "a state's initials", "where it was", "no assault"],
)
def test_in_whose_assault_somebody_is_killed_attacked(source, named, type_, acting):
    text = reading(source).article.text
    read = reading(source, entities=[Entity(where(text, named), type_)])
    given = anchor(text, "killed", "attack", targets="guards")
    assert words_of(settle(given, Phrases(read)), text, "actors") == acting


def test_between_whom_a_deal_is_brokered_are_its_parties():
    read = reading(
        "A/DT/det/2 truce/NN/nsubj/9 brokered=broker/VBN/acl/2 by/IN/case/5 Selm/NNP/obl/3 "
        "between/IN/case/7 Keth/NNP/nmod/5 too/RB/advmod/9 failed=fail/VBD/root/0"
    )
    text = read.article.text
    told = anchor(text, "truce", "ceasefire", actors=["Selm", "Keth"])
    found = settle(told, Phrases(read))
    assert words_of(found, text, "actors") == ["Keth"]
    assert words_of(found, text, "mediators") == ["Selm"]


@pytest.mark.parametrize(
    ("verb", "anchored", "parties"),
    [
        ("broker", "pause", ["Keth"]),
        ("broker", "broker", ["Keth"]),
        ("propose", "pause", ["Selm and Norrmark", "Keth"]),
        ("broker", "met", ["Selm and Norrmark", "Keth"]),
    ],
)
def test_who_brokers_a_deal_is_no_party_to_it(verb, anchored, parties):
    read = reading(
        "Selm/NNP/nsubj/4 and/CC/cc/3 Norrmark/NNP/conj/1 met=meet/VBD/root/0 to/TO/mark/6 "
        f"{verb}/VB/xcomp/4 a/DT/det/8 pause/NN/obj/6 in/IN/case/10 Keth/NNP/nmod/8"
    )
    text = read.article.text
    told = anchor(text, anchored, "meeting", actors=["Selm", "Norrmark", "Keth"])
    found = settle(mend(told, Phrases(read)), Phrases(read))
    assert words_of(found, text, "actors") == parties


@pytest.mark.parametrize(
    ("verb", "parties"),
    [
        ("brokered=broker", ["Keth and Rhun"]),
        ("feared=fear", ["Keth and Rhun", "Selm and Norrmark"]),
    ],
)
def test_by_whom_a_deal_is_brokered_is_no_party_to_it(verb, parties):
    read = reading(BROKERED.replace("brokered=broker", verb))
    text = read.article.text
    told = anchor(text, "signed", "agreement", actors=["Keth and Rhun", "Selm and Norrmark"])
    assert words_of(settle(told, Phrases(read)), text, "actors") == parties


@pytest.mark.parametrize(("kind", "acting"), [("proposal", 1), ("response", 1), ("meeting", 2)])
def test_with_whom_something_is_proposed_is_its_target(kind, acting):
    read = reading(
        "Keth/NNP/nsubj/2 proposed=propose/VBD/root/0 a/DT/det/4 truce/NN/obj/2 with/IN/case/6 "
        "Rhun/NNP/nmod/4 ././punct/2"
    )
    text = read.article.text
    both = ["Keth", "Rhun"]
    found = settle(anchor(text, "truce", kind, actors=both), Phrases(read))
    assert words_of(found, text, "actors") == both[:acting]
    assert words_of(found, text, "targets") == both[acting:]


MET_TWICE = (
    "Keth/NNP/nsubj/2 held=hold/VBD/root/0 long/JJ/amod/4 talks=talk/NNS/obj/2 with/IN/case/6 "
    "Rhun/NNP/nmod/4 in/IN/case/8 Ostrin/NNP/obl/2 before/IN/mark/11 it/PRP/nsubj/11 "
    "met=meet/VBD/advcl/2 with/IN/case/13 Selm/NNP/obl/11 ././punct/2"
)
ALL_THREE = ["Keth", "Rhun", "Selm"]


def company(*told):
    """Who is at each act of ``MET_TWICE`` (word, kind, probability), all three being given."""
    read = reading(MET_TWICE)
    text = read.article.text
    anchors = [anchor(text, *one, actors=ALL_THREE) for one in told]
    return [words_of(a, text, "actors") for a in part_company(anchors, Phrases(read))]


def test_of_two_meetings_in_a_sentence_each_has_its_own_company():
    found = company(("talks", "meeting", 0.9), ("met", "meeting", 0.9))
    assert found == [["Keth", "Rhun"], ["Keth", "Selm"]]


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (("held", "meeting", 0.9), ("talks", "meeting", 0.9)),
        (("talks", "meeting", 0.9), ("met", "meeting", 0.2)),
        (("talks", "meeting", 0.9), ("met", "agreement", 0.9)),
        (("talks", "proposal", 0.9), ("met", "proposal", 0.9)),
    ],
    ids=["of one clause", "doubtful", "of another kind", "not done together"],
)
def test_company_is_not_parted_by_what_is_no_second_meeting(one, two):
    assert company(one, two)[0] == ALL_THREE


ATTENDED = (
    "She/PRP/nsubj/2 attended=attend/VBD/root/0 the/DT/det/5 Sowers=Sowers/NNP/compound/5 "
    "summit/NN/obj/2 in/IN/case/7 Ostrin/NNP/obl/2 ././punct/2"
)


@pytest.mark.parametrize("anchored", ["attended", "summit"])
@pytest.mark.parametrize(
    ("source", "type_", "own"),
    [
        (ATTENDED, "organisation", ["Sowers"]),
        (ATTENDED.replace("compound", "nmod:poss"), "organisation", ["Sowers"]),
        (ATTENDED, "place", []),
        (ATTENDED.replace("summit/", "summit=dinner/"), "organisation", []),
    ],
    ids=["before it", "its", "where it is", "no gathering"],
)
def test_a_body_takes_part_in_its_summit(anchored, source, type_, own):
    read = reading(source)
    text = read.article.text
    read = read._replace(entities=(Entity(where(text, "Sowers"), type_),))
    met = of_bodies(anchor(text, anchored, "meeting", actors="She"), Phrases(read))
    assert words_of(met, text, "actors") == ["She", *own]
    struck = anchor(text, anchored, "attack", actors="She")
    assert of_bodies(struck, Phrases(read)) == struck


def test_those_who_see_each_other_at_a_summit_do_not_meet_its_body():
    read = reading(ATTENDED.replace("obj/2", "obl/2"))
    text = read.article.text
    read = read._replace(entities=(Entity(where(text, "Sowers"), "organisation"),))
    seen = anchor(text, "attended", "meeting", actors="She")
    assert of_bodies(seen, Phrases(read)) == seen


def test_the_name_of_a_gathering_is_no_body_that_holds_it():
    read = reading(ATTENDED)
    text = read.article.text
    read = read._replace(entities=(Entity(where(text, "Sowers summit"), "organisation"),))
    named = anchor(text, "summit", "meeting", actors="She")
    assert of_bodies(named, Phrases(read)) == named


@pytest.mark.parametrize(
    ("name", "word", "chance", "kept"),
    [
        ("targets", "Selm", 0.4, []),
        ("targets", "Selm", 0.6, ["Selm"]),
        ("mediators", "Selm", 0.4, ["Selm"]),
        ("targets", "Rhun", 0.4, ["Rhun"]),
        ("time", "Monday", 0.4, []),
        ("time", "Friday", 0.4, ["Friday"]),
        ("place", "Ostrin", 0.3, []),
        ("place", "Ostrin", 0.6, ["Ostrin"]),
        ("source", "Keth", 0.45, []),
        ("source", "Keth", 0.55, ["Keth"]),
        ("source", "Rhun", 0.45, ["Rhun"]),
        ("killed", "six", 0.8, []),
    ],
)
def test_a_word_fills_a_role_if_it_is_likely_enough_where_it_stands(name, word, chance, kept):
    read = report(
        "Rhun/NNP/nsubj/2 left=leave/VBD/root/0 Monday/NNP/obl/2 ././punct/2",
        "Keth/NNP/nsubj/2 offered=offer/VBD/root/0 talks/NNS/obj/2 in/IN/case/5 Ostrin/NNP/obl/2 "
        "Friday/NNP/obl/2 ././punct/2",
        "Selm/NNP/nsubj/2 lost=lose/VBD/root/0 six/CD/obj/2 ././punct/2",
    )
    text = read.article.text
    role = Role(name, where(text, word), chance)
    offer = anchor(text, "offered", "proposal")._replace(roles=(role,))
    assert words_of(sure_roles(offer, Phrases(read)), text, name) == kept


@pytest.mark.parametrize(("chance", "kept"), [(0.47, []), (0.6, ["Sunday"])])
def test_a_doubtful_start_does_not_stand_in_the_words_of_the_end(chance, kept):
    read = reading("It/PRP/nsubj/2 expires=expire/VBZ/root/0 on/IN/case/4 Sunday/NNP/obl/2")
    text = read.article.text
    end = Role("end", where(text, "on Sunday"), 0.9)
    start = Role("start", where(text, "Sunday"), chance)
    truce = anchor(text, "expires", "ceasefire")._replace(roles=(end, start))
    found = sure_roles(truce, Phrases(read))
    assert words_of(found, text, "start") == kept
    assert words_of(found, text, "end") == ["on Sunday"]


@pytest.mark.parametrize(
    ("joint", "mediators", "others"),
    [("and/CC/cc/8", ["Rhun and Selm"], ["Keth"]), ("for/IN/case/8", ["Rhun"], ["Keth", "Selm"])],
)
def test_all_of_one_list_go_between(joint, mediators, others):
    read = report(
        "Keth/NNP/nsubj/2 signed=sign/VBD/root/0 accords/NNS/obj/2 brokered=broker/VBN/acl/3 "
        f"by/IN/case/6 Rhun/NNP/obl/4 {joint} Selm/NNP/conj/6 ././punct/2"
    )
    text = read.article.text
    given = [("actors", "Keth"), ("mediators", "Rhun"), ("actors", "Selm")]
    roles = tuple(Role(name, where(text, word), 0.9) for name, word in given)
    signed = mend(anchor(text, "signed", "agreement")._replace(roles=roles), Phrases(read))
    assert words_of(signed, text, "mediators") == mediators
    assert words_of(signed, text, "actors") == others


ASKED_TWO = (
    "Rhun/NNP/nsubj/2 urged=urge/VBD/root/0 Keth/NNP/obj/2 and/CC/cc/6 the/DT/det/6 "
    "League/NNP/conj/3 to/TO/mark/8 wait/VB/xcomp/2 ././punct/2"
)


@pytest.mark.parametrize(
    ("kind", "type_", "asked"),
    [
        ("demand", "organisation", ["Keth", "the League"]),
        ("proposal", "nationality", ["Keth", "the League"]),
        ("demand", "person", ["Keth"]),
        ("demand", None, ["Keth"]),
        ("meeting", "person", ["Keth", "the League"]),
    ],
)
def test_of_two_sides_that_are_joined_both_take_part(kind, type_, asked):
    text = reading(ASKED_TWO).article.text
    names = [Entity(where(text, "Keth"), "place")]
    names += [Entity(where(text, "League"), type_)] if type_ else []
    found = mend(
        anchor(text, "urged", kind, targets="Keth"), Phrases(reading(ASKED_TWO, (), names))
    )
    spans = sorted(r.span for r in found.roles if r.name == "targets")
    parts = [part for span in spans for part in span.of(text).split(" and ")]
    assert parts == asked


TOGETHER_WITH = (
    "Keth/NNP/nsubj/2 offered=offer/VBD/root/0 talks/NNS/obj/2 together/RB/advmod/6 "
    "with/IN/case/6 Rhun/NNP/obl/2 ././punct/2"
)
MET_BEFORE = (
    "Keth/NNP/nsubj/2 offered=offer/VBD/root/0 talks/NNS/obj/2 after/IN/mark/6 "
    "Selm/NNP/nsubj/6 met=meet/VBD/advcl/2 with/IN/case/8 Rhun/NNP/obl/6 ././punct/2"
)


@pytest.mark.parametrize("source", [TOGETHER_WITH, MET_BEFORE])
def test_who_acts_with_somebody_or_in_another_clause_is_no_target(source):
    read = reading(source)
    text = read.article.text
    found = settle(anchor(text, "offered", "proposal", actors=["Keth", "Rhun"]), Phrases(read))
    assert words_of(found, text, "targets") == []


def test_a_day_before_an_assault_attacks_nobody():
    read = reading(
        "Monday/NNP/nmod:poss/3 's/POS/case/1 attack/NN/nsubj/4 failed=fail/VBD/root/0 ././punct/4"
    )
    text = read.article.text
    found = settle(anchor(text, "attack", "attack"), Phrases(read))
    assert words_of(found, text, "actors") == []


def test_a_verb_before_a_number_is_no_part_of_a_mention():
    read = reading(
        "Guards/NNS/nsubj/2 held=hold/VBN/amod/4 nine/CD/nummod/4 men/NNS/root/0 ././punct/4"
    )
    text = read.article.text
    assert Phrases(read).mention(where(text, "men")).of(text) == "nine men"


@pytest.mark.parametrize(
    ("source", "named", "whole"),
    [
        (
            "The/DT/det/2 government/NN/nsubj/5 of/IN/case/4 Rhun/NNP/nmod/2 spoke/VBD/root/0",
            "government",
            "The government of Rhun",
        ),
        (
            "rebels=rebel/NNS/nsubj/5 in/IN/case/3 South/NNP/nmod/1 Keth/NNP/flat/3 met/VBD/root/0",
            "rebels",
            "rebels in South Keth",
        ),
        (
            "envoys=envoy/NNS/nsubj/4 in/IN/case/3 Rhun/NNP/nmod/1 spoke/VBD/root/0",
            "envoys",
            "envoys",
        ),
        (
            "Rhunish/JJ/amod/5 cease/NN/compound/4 -/HYPH/punct/2 fire/NN/compound/5 men/NN/root/0",
            "men",
            "Rhunish cease - fire men",
        ),
    ],
    ids=["whose", "rebels of a land", "where somebody is", "hyphen"],
)
def test_a_mention_says_whose_and_keeps_words_with_hyphens_whole(source, named, whole):
    read = reading(source)
    text = read.article.text
    assert Phrases(read).mention(where(text, named)).of(text) == whole


@pytest.mark.parametrize(
    ("span", "whole"),
    [
        ("stop shelling", "stop shelling Selm"),
        ("Selm", "Selm"),
        ("shelling Selm", "shelling Selm"),
    ],
)
def test_what_is_demanded_is_given_in_whole_phrases_without_what_links_it(span, whole):
    read = reading(
        "Keth/NNP/nsubj/2 refused=refuse/VBD/root/0 to/TO/mark/4 stop/VB/xcomp/2 "
        "shelling=shell/VBG/xcomp/4 Selm/NNP/obj/5 ././punct/2"
    )
    text = read.article.text
    assert whole_words(where(text, span), read.sentences[0]).of(text) == whole


def test_the_particle_of_a_verb_is_no_part_of_what_it_refuses():
    read = reading(
        "Keth/NNP/nsubj/2 ruled=rule/VBD/root/0 out/RP/compound:prt/2 giving=give/VBG/xcomp/2 "
        "up/RP/compound:prt/4 posts/NNS/obj/4 ././punct/2"
    )
    text = read.article.text
    said = whole_words(where(text, "giving up posts"), read.sentences[0])
    assert said.of(text) == "giving up posts"


def test_attacks_counted_by_the_accused_answer_a_violation():
    read = reading(ANSWERED)
    text = read.article.text
    nth = text.rindex("Keth")
    broke = anchor(text, "broke", "violation", actors="Keth", source="Velmara")
    attacks = anchor(text, "attacks", "attack", actors="Keth")
    found = answer_violations([broke, attacks], Phrases(read))
    assert [a.kind for a in found] == ["violation", "violation"]
    assert words_of(found[1], text, "actors") == ["Velmara"]
    assert [r.span.start for r in found[1].roles if r.name == "source"] == [nth]
    assert words_of(found[1], text, "count") == ["14 attacks"]
    assert answer_violations([attacks], Phrases(read)) == [attacks]


def test_digits_count_before_words_that_are_tagged_as_numbers():
    read = reading(ANSWERED.replace("attacks=attack/NNS", "drone/CD/nummod/13 attacks=attack/CD"))
    text = read.article.text
    broke = anchor(text, "broke", "violation", actors="Keth", source="Velmara")
    attacks = anchor(text, "attacks", "attack", actors="Keth")
    found = answer_violations([broke, attacks], Phrases(read))
    assert words_of(found[1], text, "count") == ["14 drone attacks"]


def test_tolls_are_sorted_by_the_words_beside_them():
    read = reading(TOLLS)
    text = read.article.text
    given = anchor(text, "left", "attack", killed=["seven", "more than 100"])
    found = sort_tolls(given, Phrases(read))
    assert words_of(found, text, "killed") == ["seven"]
    assert words_of(found, text, "injured") == ["more than 100"]


KILLING = (
    "Shells/NNS/nsubj/2 hit/VBD/root/0 Karsk/NNP/obj/2 ,/,/punct/5 killing=kill/VBG/advcl/2 "
    "six/CD/nummod/7 guards/NNS/obj/5"
)
PARTED = (
    "Two/CD/nummod/2 men/NNS/nsubj/3 died=die/VBD/root/0 and/CC/cc/10 nine/CD/nummod/6 "
    "more/JJR/advmod/10 ,/,/punct/6 it/PRP/nsubj/9 said=say/VBD/parataxis/10 "
    "injured=injure/VBN/conj/3"
)
AGED = (
    "A/DT/det/7 63/CD/nummod/4 -/HYPH/punct/2 year/NN/compound/6 -/HYPH/punct/4 old/JJ/amod/7 "
    "woman/NN/nsubj:pass/9 was/VBD/aux:pass/9 killed=kill/VBN/root/0"
)
BEHIND_ASIDE = (
    "One/CD/nummod/2 guard/NN/nsubj:pass/3 died=die/VBD/root/0 and/CC/cc/9 four/CD/nummod/6 "
    "others/NNS/conj/3 ,/,/punct/8 boys/NNS/appos/6 ,/,/punct/6 hurt/VBN/conj/3"
)
PASSENGERS = (
    "It/PRP/nsubj/2 killed=kill/VBD/root/0 six/CD/nummod/5 bus/NN/compound/5 passengers/NNS/obj/2"
)
DISPLACED = (
    "It/PRP/nsubj/2 left=leave/VBD/root/0 six/CD/obj/2 dead/JJ/xcomp/2 and/CC/cc/6 "
    "90/CD/conj/3 displaced=displace/VBN/acl/6"
)


@pytest.mark.parametrize(
    ("source", "word", "given", "killed", "injured"),
    [
        (KILLING, "hit", [("injured", "six guards", 0.24), ("killed", "six", 0.9)], ["six"], []),
        (KILLING, "hit", [("killed", "six", 0.9), ("losses", "six guards", 0.7)], ["six"], []),
        (KILLING, "hit", [("losses", "six guards", 0.7)], ["six guards"], []),
        (PARTED, "died", [("killed", "nine", 0.6)], [], ["nine"]),
        (AGED, "killed", [("killed", "A 63 - year - old", 0.9)], ["A 63 - year - old"], []),
        (BEHIND_ASIDE, "died", [("injured", "four others", 0.9)], [], ["four others"]),
        (PASSENGERS, "killed", [("killed", "six bus passengers", 0.9)], ["six bus passengers"], []),
        (DISPLACED, "left", [("killed", "six", 0.9), ("losses", "90 displaced", 0.9)], ["six"], []),
    ],
    ids=["surer", "once", "by its verb", "by its verb far behind", "an age", "behind an aside",
         "of a bus", "displaced"],
)  # fmt: skip
def test_a_figure_has_one_name_by_its_verb(source, word, given, killed, injured):
    read = reading(source)
    text = read.article.text
    roles = tuple(Role(name, where(text, words), chance) for name, words, chance in given)
    told = anchor(text, word, "attack")._replace(roles=roles)
    found = sort_tolls(told, Phrases(read))
    assert words_of(found, text, "killed") == killed
    assert words_of(found, text, "injured") == injured


@pytest.mark.parametrize(("likely", "kept"), [(0.9, []), (0.4, ["Two"])])
def test_a_toll_is_of_the_attack_of_its_own_sentence(likely, kept):
    read = report(
        "They/PRP/nsubj/2 fought=fight/VBD/root/0 ././punct/2",
        "Two/CD/nsubj:pass/3 were/VBD/aux:pass/3 killed=kill/VBN/root/0 ././punct/3",
    )
    text = read.article.text
    told = anchor(text, "fought", "attack", killed="Two")
    other = anchor(text, "killed", "attack", likely, killed="Two")
    first, second = own_tolls([told, other], Phrases(read))
    assert words_of(first, text, "killed") == kept
    assert words_of(second, text, "killed") == ["Two"]


def test_tolls_in_the_sentence_are_not_overlooked():
    read = reading(TOLLS)
    text = read.article.text
    found = add_tolls(anchor(text, "left", "attack", killed="seven"), Phrases(read))
    assert words_of(found, text, "injured") == ["more than 100"]
    assert words_of(found, text, "killed") == ["seven"]


def test_a_number_of_drones_is_no_toll():
    read = reading(
        "They/PRP/nsubj/2 shot=shoot/VBD/root/0 14/CD/nummod/4 drones/NNS/obj/2 ././punct/2"
    )
    text = read.article.text
    found = sort_tolls(anchor(text, "shot", "attack", killed="14 drones"), Phrases(read))
    assert found.roles == ()


@pytest.mark.parametrize(
    "source",
    [
        "It/PRP/nsubj/2 hit/VBD/root/0 it/PRP/obj/2 with/IN/case/6 34/CD/nummod/6 drones/NNS/obl/2",
        "Keth/NNP/nsubj/2 fired=fire/VBD/root/0 34/CD/nummod/4 drones/NNS/obj/2",
    ],
)
def test_what_was_fired_is_not_lost(source):
    read = reading(source)
    word = read.sentences[0].words[1].text
    told = anchor(read.article.text, word, "attack", losses="34 drones")
    assert sort_tolls(told, Phrases(read)).roles == ()


def test_a_number_counts_its_noun_not_the_word_behind_it():
    read = reading(
        "They/PRP/nsubj/2 hit/VBD/root/0 12/CD/nummod/5 passenger/NN/compound/5 buses/NNS/obj/2"
    )
    text = read.article.text
    found = sort_tolls(anchor(text, "hit", "attack", killed="12"), Phrases(read))
    assert found.roles == ()


def test_those_who_fled_are_no_toll():
    read = reading(
        "20,000/CD/nummod/2 people/NNS/nsubj/4 have/VBP/aux/4 crossed=cross/VBN/root/0 "
        "into/IN/case/6 Rhun/NNP/obl/4"
    )
    told = anchor(read.article.text, "crossed", "attack", killed="20,000 people")
    assert sort_tolls(told, Phrases(read)).roles == ()


CLAUSE = (
    "The/DT/det/3 total/JJ/amod/3 truce/NN/nsubj/5 will/MD/aux/5 end/VB/root/0 the/DT/det/8 "
    "long/JJ/amod/8 war/NN/obj/5 in/IN/case/11 the/DT/det/11 hills/NNS/obl/5 ././punct/5"
)


@pytest.mark.parametrize(
    ("given", "whole"),
    [
        ("truce will end", "The total truce will end the long war"),
        ("truce will end the", "The total truce will end the long war"),
        ("war in the", "the long war in the hills"),
        ("hills", "will end the long war in the hills"),
        ("truce", "The total truce will end the long war"),
        ("The total truce", "The total truce will end the long war"),
        ("total truce will end the long war", "The total truce will end the long war"),
    ],
)
def test_passages_are_whole_phrases(given, whole):
    read = reading(CLAUSE)
    text = read.article.text
    found = whole_phrases(where(text, given), read.sentences[0])
    assert found.of(text) == whole


def test_a_passage_begins_with_the_noun_of_which_something_is_said():
    read = reading(
        "All/DT/det/2 crossings/NNS/nsubj/5 with/IN/case/4 Keth/NNP/nmod/2 closed/VBD/root/0"
    )
    found = whole_phrases(where(read.article.text, "Keth closed"), read.sentences[0])
    assert found.of(read.article.text) == "All crossings with Keth closed"


@pytest.mark.parametrize(
    ("noun", "kept"),
    [("demand", "for it to go"), ("aside", "for it to go was set aside")],
)
def test_what_is_demanded_ends_before_what_is_said_of_the_demand(noun, kept):
    read = reading(
        "A/DT/det/2 demand/NN/nsubj/8 for/IN/mark/6 it/PRP/nsubj/6 to/TO/mark/6 go/VB/acl/2 "
        "was/VBD/aux:pass/8 set/VBN/root/0 aside/RB/advmod/8"
    )
    text = read.article.text
    given = where(text, "for it to go was set aside")
    found = before_predicate(given, where(text, noun), read.sentences[0])
    assert found.of(text) == kept


def test_a_passage_does_not_end_between_a_number_and_its_word():
    read = reading("it/PRP/nsubj/2 left/VBD/root/0 100/CD/obj/2 injured/VBN/xcomp/3")
    found = whole_phrases(where(read.article.text, "left 100"), read.sentences[0])
    assert found.of(read.article.text) == "it left 100 injured"


@pytest.mark.parametrize(
    ("source", "role", "given", "whole"),
    [
        ("The/DT/det/3 rebel/NN/compound/3 groups/NNS/nsubj/4 met/VBD/root/0", "actors", "groups",
         "The rebel groups"),
        ("Men/NNS/nsubj/4 who/WP/nsubj/3 ran/VBD/acl/1 met/VBD/root/0", "actors", "Men who", "Men"),
        ("Keth/NNP/nsubj/2 sending/VBG/advcl/4 men/NNS/obj/2 helps/VBZ/root/0", "actors",
         "Keth sending men", "Keth"),
        ("a/DT/det/5 30/CD/nummod/4 -/HYPH/punct/4 day/NN/compound/5 truce/NN/root/0", "duration",
         "day", "30-day"),
        ("more/JJR/advmod/3 than/IN/fixed/1 100/CD/nummod/4 men/NNS/root/0", "killed", "100 men",
         "more than 100 men"),
    ],
)  # fmt: skip
def test_mentions_and_quantities_are_made_whole(source, role, given, whole):
    read = reading(source)
    text = read.article.text
    found = mend(anchor(text, text.split()[-1], "attack", **{role: given}), Phrases(read))
    assert [w.replace(" - ", "-") for w in words_of(found, text, role)] == [whole]


def test_a_loose_word_names_nobody():
    read = reading("the/DT/det/2 truce/NN/nsubj/3 held/VBD/root/0")
    found = mend(anchor(read.article.text, "held", "ceasefire", actors="the"), Phrases(read))
    assert found.roles == ()


@pytest.mark.parametrize(
    ("chance", "others", "named"),
    [
        (0.4, (), ["the coastal brigades"]),
        (0.39, (), []),
        (0.9, ("Keth",), ["Keth"]),
    ],
)
def test_an_article_that_alone_fills_a_role_stands_for_its_phrase(chance, others, named):
    read = reading(
        "the/DT/det/3 coastal/JJ/amod/3 brigades/NNS/nsubj/4 fought=fight/VBD/root/0 "
        "near/IN/case/6 Keth/NNP/obl/4"
    )
    text = read.article.text
    told = anchor(text, "fought", "attack", actors=others)
    loose = Role("actors", where(text, "the"), chance)
    found = mend(told._replace(roles=(loose, *told.roles)), Phrases(read))
    assert words_of(found, text, "actors") == named


@pytest.mark.parametrize(
    ("before", "given", "type_", "acting"),
    [
        ("Keth/NNP/compound/4 commando/NN/compound/4", "Keth commando", "organisation", True),
        ("U.S./NNP/compound/4 helicopter/NN/compound/4", "U.S. helicopter", "place", True),
        ("border/NN/compound/4 police/NN/compound/4", "border police", None, True),
        ("enemy/NN/compound/4 night/NN/compound/4", "enemy", None, True),
        ("suicide/NN/compound/4 car/NN/compound/4", "suicide car", None, False),
        ("Ostrin/NNP/compound/4 market/NN/compound/4", "Ostrin market", "place", False),
        ("Keth/NNP/compound/4 -/HYPH/punct/2 led/VBN/amod/4", "Keth", "organisation", True),
        ("Keth/NNP/compound/4 -/HYPH/punct/2 backed/VBN/amod/4", "Keth", "organisation", False),
    ],
)
def test_who_stands_before_the_noun_of_a_raid_acts_and_not_the_raid(before, given, type_, acting):
    count = len(before.split()) + 2
    nouns = before.replace("/compound/4", f"/compound/{count}").replace("amod/4", f"amod/{count}")
    source = f"The/DT/det/{count} {nouns} raid/NN/nsubj/{count + 1} ended=end/VBD/root/0"
    text = reading(source).article.text
    names = [Entity(where(text, given.split()[0]), type_)] if type_ else []
    read = reading(source, entities=names)
    found = mend(anchor(text, "raid", "attack", actors=given), Phrases(read))
    assert words_of(found, text, "actors") == [given] * acting


@pytest.mark.parametrize(
    ("relation", "named"), [("nsubj:pass", []), ("nsubj", ["the league"])], ids=["stopped", "left"]
)
def test_who_tells_what_was_done_to_others_did_not_do_it(relation, named):
    read = reading(
        f"it/PRP/{relation}/3 was/VBD/aux/3 stopped=stop/VBN/ccomp/7 ,/,/punct/7 "
        "the/DT/det/6 league/NN/nsubj/7 said=say/VBD/root/0"
    )
    text = read.article.text
    loose = Role("actors", where(text, "the"), 0.6)
    told = anchor(text, "stopped", "action")
    found = mend(told._replace(roles=(loose,)), Phrases(read))
    assert words_of(found, text, "actors") == named


def test_what_happens_does_not_act():
    read = reading("talks/NNS=talk/nsubj/2 ended/VBD/root/0 without/IN/case/4 Keth/NNP/obl/2")
    text = read.article.text
    found = mend(anchor(text, "ended", "meeting", actors=["talks", "Keth"]), Phrases(read))
    assert words_of(found, text, "actors") == ["Keth"]


TALKS_BETWEEN = (
    "Talks=talk/NNS/nsubj/7 between/IN/case/3 Keth/NNP/nmod/1 and/CC/cc/6 the/DT/det/6 "
    "rebels/NNS/conj/3 failed/VBD/root/0 in/IN/case/9 Ostrin/NNP/obl/7 ././punct/7"
)


TOLD_TO = (
    "A/DT/det/3 police/NN/compound/3 spokesman/NN/nsubj/4 told=tell/VBD/root/0 "
    "Harbour/NNP/compound/6 Wire/NNP/iobj/4"
)


def test_to_whom_somebody_speaks_is_no_part_of_who_does():
    made = reading(TOLD_TO)
    text = made.article.text
    made = made._replace(entities=(Entity(where(text, "Harbour Wire"), "organisation"),))
    assert Phrases(made).mention(Span(0, len(text))).of(text) == "A police spokesman"
    whole = Phrases(made).mention(where(text, "Wire"))
    assert whole.of(text) == "Harbour Wire"


OWNED = (
    "Keth/NNP/nsubj/2 rejected=reject/VBD/root/0 Rhun/NNP/nmod:poss/5 's/POS/case/3 "
    "offers=offer/NNS/obj/2 ././punct/2"
)


@pytest.mark.parametrize(
    ("kind", "given", "actors", "targets"),
    [
        ("proposal", {}, ["Rhun"], []),
        ("proposal", {"Rhun": "targets"}, ["Rhun"], []),
        ("demand", {"Keth": "targets"}, ["Rhun"], ["Keth"]),
        ("proposal", {"Keth": "actors", "Rhun": "targets"}, ["Keth"], ["Rhun"]),
        ("attack", {"Rhun": "targets"}, [], ["Rhun"]),
    ],
)
def test_whose_offers_they_are_makes_them(kind, given, actors, targets):
    made = reading(OWNED)
    text = made.article.text
    roles = tuple(Role(role, where(text, name), 0.9) for name, role in given.items())
    told = settle(Anchor(where(text, "offers"), kind, 0.9, {}, roles, "test"), Phrases(made))
    assert words_of(told, text, "actors") == actors
    assert words_of(told, text, "targets") == targets


SENT = (
    "Keth/NNP/nsubj/2 rejected=reject/VBD/root/0 calls=call/NNS/obj/2 from/IN/case/5 "
    "Rhun/NNP/nmod/3 and/CC/cc/7 Velmara/NNP/conj/5"
)


@pytest.mark.parametrize(
    ("given", "actors"),
    [
        ({}, ["Rhun"]),
        ({"Keth": "actors", "Rhun": "actors", "Velmara": "actors"}, ["Rhun", "Velmara"]),
        ({"Keth": "actors"}, ["Keth"]),
        ({"Rhun": "targets", "Keth": "targets"}, ["Rhun"]),
    ],
)
def test_calls_are_of_those_from_whom_they_come(given, actors):
    made = reading(SENT)
    text = made.article.text
    roles = tuple(Role(role, where(text, name), 0.9) for name, role in given.items())
    told = settle(Anchor(where(text, "calls"), "proposal", 0.9, {}, roles, "test"), Phrases(made))
    assert words_of(told, text, "actors") == actors


@pytest.mark.parametrize("given", [["Keth"], ["the rebels"], []])
def test_those_joined_by_between_act_together(given):
    read = reading(TALKS_BETWEEN)
    text = read.article.text
    found = settle(anchor(text, "Talks", "meeting", actors=given), Phrases(read))
    assert sorted(words_of(found, text, "actors")) == ["Keth", "the rebels"]


def test_the_second_behind_between_may_hang_where_the_first_does():
    read = reading(
        "Dal/NNP/nsubj/2 saw=see/VBD/root/0 fighting/NN/obj/2 between/IN/case/5 Keth/NNP/nmod/3 "
        "and/CC/cc/8 the/DT/det/8 Rhunites=rhunite/NNS/nmod/3"
    )
    text = read.article.text
    found = anchor(text, "fighting", "attack", actors=["Dal", "Keth", "Rhunites"])
    assert words_of(settle(found, Phrases(read)), text, "actors") == ["Keth", "Rhunites"]


def test_between_joins_nobody_to_what_hangs_elsewhere():
    read = reading(TALKS_BETWEEN)
    text = read.article.text
    found = settle(anchor(text, "failed", "meeting", actors="Ostrin"), Phrases(read))
    assert words_of(found, text, "actors") == ["Ostrin"]


def test_a_verb_is_not_joined_by_between():
    read = reading(TALKS_BETWEEN.replace("rebels/NNS/conj/3", "left/VBN/conj/3"))
    text = read.article.text
    found = settle(anchor(text, "Talks", "meeting", actors="Keth"), Phrases(read))
    assert words_of(found, text, "actors") == ["Keth"]


def test_a_meeting_of_ministers_does_not_act():
    read = reading(
        "a/DT/det/2 meeting/NN/nsubj/5 of/IN/case/4 ministers/NNS=minister/nmod/2 began/VBD/root/0"
    )
    text = read.article.text
    told = anchor(text, "began", "meeting", actors="meeting of ministers")
    assert mend(told, Phrases(read)).roles == ()


def test_what_somebody_is_called_is_not_another_one():
    read = reading(
        "The/DT/det/2 Guard/NNP/nsubj/10 ,/,/punct/5 an/DT/det/5 arm/NN/appos/2 of/IN/case/8 "
        "the/DT/det/8 Front/NNP/nmod/5 ,/,/punct/2 agreed/VBD/root/0"
    )
    text = read.article.text
    agreed = anchor(text, "agreed", "response", actors=["The Guard", "the Front"])
    found = mend(agreed, Phrases(read))
    assert words_of(found, text, "actors") == ["The Guard"]


@pytest.mark.parametrize(("kind", "kept"), [("action", ["Keth"]), ("attack", ["Keth", "tanks"])])
def test_materiel_is_no_party_unless_it_is_hit(kind, kept):
    read = reading("Rhun/NNP/nsubj/2 sent/VBD/root/0 Keth/NNP/iobj/2 tanks=tank/NNS/obj/2")
    text = read.article.text
    found = mend(anchor(text, "sent", kind, targets=["Keth", "tanks"]), Phrases(read))
    assert words_of(found, text, "targets") == kept


CONDEMNED = (
    "Keth/NNP/nsubj/2 condemned=condemn/VBD/root/0 the/DT/det/4 killing/NN/obj/2 of/IN/case/7 "
    "a/DT/det/7 guard/NN/nmod/4 by/IN/case/9 raiders/NNS/nmod/4 ././punct/2"
)


@pytest.mark.parametrize(("attackers", "accused"), [((), []), (("raiders",), ["raiders"])])
def test_who_was_hit_is_not_accused(attackers, accused):
    read = reading(CONDEMNED)
    text = read.article.text
    told = [
        anchor(text, "condemned", "accusation", actors="Keth", targets="a guard"),
        anchor(text, "killing", "attack", actors=attackers, targets="a guard"),
    ]
    found, attack = spare_victims(told, Phrases(read))
    assert words_of(found, text, "targets") == accused
    assert words_of(found, text, "actors") == ["Keth"]
    assert attack == told[1]


def test_who_is_accused_of_an_attack_stays_accused():
    read = reading(CONDEMNED)
    text = read.article.text
    told = [
        anchor(text, "condemned", "accusation", actors="Keth", targets="raiders"),
        anchor(text, "killing", "attack", actors="raiders", targets="a guard"),
    ]
    assert spare_victims(told, Phrases(read)) == told


def test_an_attack_and_its_deaths_are_one_finding():
    source = (
        "Two/CD/nummod/2 guards/NNS/nsubj:pass/4 were=be/VBD/aux:pass/4 killed=kill/VBN/root/0 "
        "in/IN/case/7 an/DT/det/7 attack/NN/obl/4 ././punct/4"
    )
    text = reading(source).article.text
    read = reading(
        source,
        [
            anchor(text, "killed", "attack", 0.9, targets="Two guards"),
            anchor(text, "attack", "attack", 0.6, targets="Two guards"),
        ],
    )
    found = find_records(read, RuleBook.load(), confidence.load(), 0.1)
    assert [f.anchor.span.of(text) for f in found] == ["killed"]


@pytest.mark.parametrize(
    ("attacker", "number"), [("two raiders", 2), ("Troops", 1), ("they", 1), ("", 1)]
)
def test_attacks_of_different_attackers_are_two_findings(attacker, number):
    source = (
        "Troops/NNS/nsubj/2 killed=kill/VBD/root/0 two/CD/nummod/4 raiders/NNS/obj/2 "
        "they/PRP/nsubj/6 said/VBD/parataxis/4 who/WP/nsubj/8 stormed=storm/VBD/acl:relcl/4 "
        "a/DT/det/11 river/NN/compound/11 post/NN/obj/8 ././punct/2"
    )
    text = reading(source).article.text
    acting = {"actors": attacker} if attacker else {}
    killed = anchor(text, "killed", "attack", 0.9, actors="Troops", targets="two raiders")
    stormed = anchor(text, "stormed", "attack", 0.8, targets="a river post", **acting)
    found = find_records(
        reading(source, [killed, stormed]), RuleBook.load(), confidence.load(), 0.1
    )
    assert [f.anchor.kind for f in found] == ["attack"] * number


def test_doubtful_anchors_give_their_probability_to_the_likeliest_nearby():
    read = reading(OFFERED)
    text = read.article.text
    anchors = [
        anchor(text, "offered", "proposal", 0.4),
        anchor(text, "talks", "proposal", 0.3),
        anchor(text, "fired", "attack", 0.3),
    ]
    found = gather(reading(OFFERED, anchors)).anchors
    assert [(a.kind, round(a.probability, 2)) for a in found] == [
        ("proposal", 0.58),
        ("attack", 0.3),
    ]
    assert {a.span for a in found} <= {a.span for a in anchors}


def test_one_word_names_one_act():
    text = reading(OFFERED).article.text
    anchors = (anchor(text, "offered", "proposal", 0.9), anchor(text, "offered", "demand", 0.6))
    assert gather(reading(OFFERED, anchors)).anchors == anchors[:1]


def test_sure_anchors_stay_apart():
    text = reading(OFFERED).article.text
    anchors = (anchor(text, "offered", "proposal", 0.9), anchor(text, "talks", "proposal", 0.6))
    assert gather(reading(OFFERED, anchors)).anchors == anchors


def test_answers_with_other_verdicts_stay_apart():
    text = reading(OFFERED).article.text
    doubtful = [anchor(text, word, "response", 0.3) for word in ("offered", "talks")]
    for verdicts, kept in ((("accept", "accept"), 1), (("accept", "pending"), 2)):
        told = zip(doubtful, verdicts, strict=True)
        anchors = [a._replace(values={"verdict": (v, 0.9)}) for a, v in told]
        assert len(gather(reading(OFFERED, anchors)).anchors) == kept


TWO_THINGS = (
    "Keth/NNP/nsubj/2 rejected=reject/VBD/root/0 calls/NNS/obj/2 for/IN/case/7 a/DT/det/7 "
    "ten-day/JJ/amod/7 truce/NN/nmod/3 and/CC/cc/9 proposed=propose/VBD/conj/2 talks/NNS/obj/9 "
    "././punct/2"
)


def test_a_duration_is_of_the_thing_in_which_it_stands():
    text = reading(TWO_THINGS).article.text
    anchors = [
        anchor(text, "calls", "proposal", 0.9, about="a ten-day truce", duration="ten-day"),
        anchor(text, "proposed", "proposal", 0.9, actors="Keth", about="talks", duration="ten-day"),
    ]
    read = reading(TWO_THINGS, anchors)
    first, second = own_terms(anchors, Phrases(read))
    assert words_of(first, text, "duration") == ["ten-day"]
    assert words_of(second, text, "duration") == []
    found = find_records(read, RuleBook.load(), confidence.load())
    told = {f.anchor.span.of(text): words_of(f.anchor, text, "duration") for f in found}
    assert told["proposed"] == []
    assert told["calls"] != []


def test_an_unlikely_anchor_is_left_out():
    text = reading(COUNTED).article.text
    read = reading(COUNTED, [anchor(text, "breaches", "violation", 0.1)])
    assert find_records(read, RuleBook.load(), confidence.load(), 0.9) == ()


@pytest.mark.parametrize(
    ("kind", "value", "least", "kept"),
    [
        ("proposal", {"subject": "ceasefire"}, None, True),
        ("proposal", {"subject": "other"}, None, False),
        ("proposal", {"subject": "other"}, 0.2, True),
        ("response", {"subject": "other", "verdict": "accept"}, None, False),
        ("response", {"subject": "talks", "verdict": "accept"}, None, True),
    ],
)
def test_what_is_about_something_else_must_be_surer_to_be_kept(kind, value, least, kept):
    source = "Keth/NNP/nsubj/2 spoke=speak/VBD/root/0 of/IN/case/5 the/DT/det/5 road/NN/obl/2"
    text = reading(source).article.text
    told = anchor(text, "spoke", kind, 0.33, {k: (v, 0.9) for k, v in value.items()})
    found = find_records(reading(source, [told]), RuleBook.load(), confidence.load(), least)
    assert [f.anchor.kind for f in found] == [kind] * kept


@pytest.mark.parametrize(
    ("verb", "kind", "probability", "least", "kept"),
    [
        ("should/MD/aux/3", "demand", 0.6, None, False),
        ("should/MD/aux/3", "demand", 0.8, None, True),
        ("should/MD/aux/3", "demand", 0.6, 0.2, True),
        ("wo=will/MD/aux/3", "demand", 0.6, None, False),
        ("must/MD/aux/3", "demand", 0.6, None, True),
        ("should/MD/aux/3", "response", 0.6, None, True),
        ("plans=plan/VBZ/aux/3", "proposal", 0.6, None, False),
        ("plans=plan/VBZ/aux/3", "proposal", 0.8, None, True),
        ("urges=urge/VBZ/aux/3", "proposal", 0.6, None, True),
        ("proposes=propose/VBZ/aux/3", "proposal", 0.6, None, True),
    ],
)
def test_what_only_an_auxiliary_or_no_word_of_asking_tells_must_be_surer(
    verb, kind, probability, least, kept
):
    source = f"Keth/NNP/nsubj/3 {verb} leave/VB/root/0 the/DT/det/5 road/NN/obj/3"
    text = reading(source).article.text
    values = {"demand": {"polarity": "refuse"}, "proposal": {"subject": "other"}}
    coded = {
        k: (v, 0.9) for k, v in values.get(kind, {"verdict": "accept", "subject": "talks"}).items()
    }
    told = anchor(text, verb.partition("/")[0].partition("=")[0], kind, probability, coded)
    found = find_records(reading(source, [told]), RuleBook.load(), confidence.load(), least)
    assert [f.anchor.kind for f in found] == [kind] * kept


@pytest.mark.parametrize(
    ("word", "probability", "plover", "least", "below"),
    [
        ("praised", 0.46, "SUPPORT", None, [True]),
        ("praised", 0.35, "SUPPORT", None, []),
        ("praised", 0.46, "AID", None, []),
        ("praised", 0.46, "SUPPORT", 0.4, []),
        ("praised", 0.9, "SUPPORT", None, [False]),
        ("arrested", 0.25, "COERCE", None, [True]),
        ("praised", 0.25, "COERCE", None, []),
    ],
    ids=["near", "far", "another", "asked for", "sure", "by rule, too", "by the network alone"],
)
def test_what_lies_near_the_cut_may_stand_between_two_sides(
    word, probability, plover, least, below
):
    source = f"Keth/NNP/nsubj/2 {word}=praise/VBD/root/0 two/CD/nummod/4 envoys/NNS/obj/2"
    text = reading(source).article.text
    told = anchor(text, word, "action", probability, {"plover": (plover, 0.9)})
    found = find_records(reading(source, [told]), RuleBook.load(), confidence.load(), least)
    assert [f.below for f in found] == below


def test_what_lies_below_its_cut_adds_nothing_to_what_lies_above():
    source = (
        "Keth/NNP/nsubj/2 detained=detain/VBD/root/0 and/CC/cc/4 praised=praise/VBD/conj/2 "
        "envoys/NNS/obj/4"
    )
    text = reading(source).article.text
    anchors = [
        anchor(text, word, "action", p, {"plover": ("COERCE", 0.9)}, **aimed)
        for word, p, aimed in (("detained", 0.7, {}), ("praised", 0.51, {"targets": "envoys"}))
    ]
    (found,) = find_records(reading(source, anchors), RuleBook.load(), confidence.load())
    assert not found.below
    assert words_of(found.anchor, text, "targets") == []


def test_a_possible_attack_that_counts_its_losses_is_kept():
    source = "drones/NNS/nsubj/2 hit/VBD/root/0 41/CD/nummod/4 planes/NNS/obj/2"
    text = reading(source).article.text
    for losses, kept in (({"losses": "41 planes"}, ["attack"]), ({}, [])):
        possible = anchor(text, "hit", "attack", 0.13, **losses)
        found = find_records(reading(source, [possible]), RuleBook.load(), confidence.load())
        assert [f.anchor.kind for f in found] == kept


def test_what_a_rule_alone_takes_for_an_attack_is_not_kept_for_its_losses():
    source = "drones/NNS/nsubj/2 hit/VBD/root/0 41/CD/nummod/4 planes/NNS/obj/2"
    text = reading(source).article.text
    ruled = anchor(text, "hit", "attack", 0.9, losses="41 planes")._replace(rule="rule:attack.hit")
    assert find_records(reading(source, [ruled]), RuleBook.load(), confidence.load()) == ()


QUOTED = (
    "``/``/punct/5 We/PRP/nsubj/5 will/MD/aux/5 never/RB/advmod/5 yield/VB/ccomp/8 ''/''/punct/5 "
    "Keth/NNP/nsubj/8 said=say/VBD/root/0 ././punct/8"
)


def stated(source, speaker, cue):
    """The one statement of a sentence that attributes its quotation to ``speaker``."""
    text = reading(source).article.text
    inner, outer = where(text, "We will never yield"), where(text, "`` We will never yield ''")
    said = Attribution(where(text, speaker), where(text, cue), (inner,))
    quoted = {"quotations": (Quotation(outer, inner),), "attributions": (said,)}
    (found,) = find_statements(reading(source, **quoted))
    return found, text


def test_a_quotation_with_its_speaker_is_a_statement():
    found, text = stated(QUOTED, "Keth", "said")
    assert words_of(found.anchor, text, "actors") == ["Keth"]
    assert words_of(found.anchor, text, "quote") == ["We will never yield"]


@pytest.mark.parametrize(("chance", "stated"), [(0.9, True), (0.3, True), (0.05, False)])
def test_a_quotation_is_a_statement_where_the_article_tells_of_a_conflict(chance, stated):
    text = reading(QUOTED).article.text
    inner, outer = where(text, "We will never yield"), where(text, "`` We will never yield ''")
    read = reading(
        QUOTED,
        [
            anchor(text, "yield", "demand", chance, actors="We", demand="yield"),
            anchor(text, "said", "statement", 0.1),
        ],
        quotations=(Quotation(outer, inner),),
    )
    for least, told in ((None, stated), (0.9, stated), (0.0, True)):
        found = find_records(read, RuleBook.load(), confidence.load(), least)
        assert ("statement" in {f.anchor.kind for f in found}) is told


@pytest.mark.parametrize(
    ("heard", "stated"),
    [({"word": "said"}, True), ({"word": "Keth", "quote": "yield"}, True), ({}, False)],
)
def test_a_quotation_in_which_the_network_hears_nobody_is_no_statement(heard, stated):
    text = reading(QUOTED).article.text
    inner, outer = where(text, "We will never yield"), where(text, "`` We will never yield ''")
    told = [anchor(text, "yield", "demand", 0.9, actors="We", demand="yield")]
    if heard:
        told.append(anchor(text, kind="statement", probability=0.1, **heard))
    read = reading(QUOTED, told, quotations=(Quotation(outer, inner),))
    found = find_records(read, RuleBook.load(), confidence.load())
    assert ("statement" in {f.anchor.kind for f in found}) is stated


def test_the_subject_of_a_verb_of_saying_speaks_where_no_attribution_was_found():
    text = reading(QUOTED).article.text
    inner, outer = where(text, "We will never yield"), where(text, "`` We will never yield ''")
    (found,) = find_statements(reading(QUOTED, quotations=(Quotation(outer, inner),)))
    assert words_of(found.anchor, text, "actors") == ["Keth"]


SECOND = (
    "``/``/punct/5 Then/RB/advmod/5 we/PRP/nsubj/5 shall/MD/aux/5 come/VB/ccomp/9 "
    "along/RB/advmod/5 ''/''/punct/5 he/PRP/nsubj/9 said=say/VBD/root/0 ././punct/9"
)


ALONE = SECOND.replace("VB/ccomp/9", "VB/root/0").partition(" he/")[0]
BETWEEN = "Selm/NNP/nsubj/3 was/VBD/cop/3 blunt/JJ/root/0 ././punct/3"


@pytest.mark.parametrize(
    ("others", "speakers"),
    [
        ((ALONE,), ["Keth"]),
        ((SECOND,), ["Keth", "he"]),
        ((BETWEEN, SECOND), ["Keth", "he"]),
    ],
)
def test_a_second_part_with_its_own_verb_is_a_statement_of_its_own(others, speakers):
    bare = report(QUOTED, *others)
    text = bare.article.text
    quotations = tuple(
        Quotation(where(text, f"`` {words} ''"), where(text, words))
        for words in ("We will never yield", "Then we shall come along")
    )
    found = find_statements(bare._replace(quotations=quotations))
    assert [words_of(f.anchor, text, "actors") for f in found] == [[name] for name in speakers]


TWICE = (
    "Keth/NNP/nsubj/2 called=call/VBD/root/0 it/PRP/obj/2 ``/``/punct/7 the/DT/det/7 "
    "worst/JJS/amod/7 day/NN/xcomp/2 of/IN/case/10 our/PRP$/nmod:poss/10 lives=life/NNS/nmod/7 "
    "''/''/punct/7 and/CC/cc/17 the/DT/det/14 pass/NN/nsubj/17 ``/``/punct/17 now/RB/advmod/17 "
    "closed=close/VBN/conj/2 to/IN/case/20 all/DT/det/20 traders=trader/NNS/obl/17 ''/''/punct/17"
)


def test_two_quotations_of_one_speaker_in_one_sentence_are_one_statement():
    text = reading(TWICE).article.text
    told = ("the worst day of our lives", "now closed to all traders")
    quotations = tuple(Quotation(where(text, f"`` {w} ''"), where(text, w)) for w in told)
    (found,) = find_statements(reading(TWICE, quotations=quotations))
    assert words_of(found.anchor, text, "quote") == list(told)


def test_what_two_speakers_say_in_one_sentence_is_two_statements():
    text = reading(TWICE).article.text
    told = ("the worst day of our lives", "now closed to all traders")
    quotations = tuple(Quotation(where(text, f"`` {w} ''"), where(text, w)) for w in told)
    sources = (where(text, "Keth"), where(text, "pass"))
    said = tuple(
        Attribution(source, None, (where(text, w),))
        for source, w in zip(sources, told, strict=True)
    )
    found = find_statements(reading(TWICE, quotations=quotations, attributions=said))
    assert [words_of(f.anchor, text, "quote") for f in found] == [[w] for w in told]


CLAIMED = (
    "{}/det/3 ``/``/punct/3 Army/NNP/nsubj/9 of/IN/case/7 the/DT/det/7 Seven/CD/nummod/7 "
    "Wells/NNP/nmod/3 ''/''/punct/3 claimed=claim/VBD/root/0 it/PRP/obj/9 ././punct/9"
)


@pytest.mark.parametrize("before", ["The/DT", "dubbed/VBN", "Codenamed/VBN"])
def test_a_name_between_marks_says_nothing(before):
    made = reading(CLAIMED.format(before))
    text = made.article.text
    name = "Army of the Seven Wells"
    inner, outer = where(text, name), where(text, f"`` {name} ''")
    assert find_statements(made._replace(quotations=(Quotation(outer, inner),))) == []


DATED = (
    "OSTRIN/NNP/dep/5 (/-LRB-/punct/3 Velpress/NNP/appos/1 )/-RRB-/punct/3 --/:/punct/7 "
    "Keth/NNP/nsubj/7 offered=offer/VBD/root/0 talks/NNS/obj/7 ././punct/7"
)


def test_the_place_of_a_dateline_does_not_act():
    made = reading(DATED)
    text = made.article.text
    roles = (
        Role("actors", where(text, "OSTRIN"), 0.6),
        Role("actors", where(text, "Keth"), 0.9),
        Role("place", where(text, "OSTRIN"), 0.6),
    )
    offer = Anchor(where(text, "offered"), "proposal", 0.9, {}, roles, "test")
    mended = mend(offer, Phrases(made))
    assert words_of(mended, text, "actors") == ["Keth"]
    assert words_of(mended, text, "place") == ["OSTRIN"]


PASSED_ON = (
    "``/``/punct/5 We/PRP/nsubj/5 will/MD/aux/5 never/RB/advmod/5 yield/VB/ccomp/8 ''/''/punct/5 "
    "Velpress/NNP/nsubj/8 quoted=quote/VBD/root/0 Keth/NNP/obj/8 as/IN/mark/11 "
    "saying=say/VBG/advcl/8 ././punct/8"
)


def test_who_is_quoted_speaks_not_the_agency_that_passes_it_on():
    found, text = stated(PASSED_ON, "Velpress", "quoted")
    assert words_of(found.anchor, text, "actors") == ["Keth"]
    assert words_of(found.anchor, text, "source") == ["Velpress"]


PAPER = (
    "``/``/punct/5 We/PRP/nsubj/5 will/MD/aux/5 never/RB/advmod/5 yield/VB/ccomp/8 ''/''/punct/5 "
    "Keth/NNP/nsubj/8 said=say/VBD/root/0 ,/,/punct/13 according/VBG/case/13 to/IN/fixed/10 "
    "Velpress/NNP/compound/13 newspaper/NN/obl/8 ././punct/8"
)
ACCORDING = (
    "``/``/punct/5 We/PRP/nsubj/5 will/MD/aux/5 never/RB/advmod/5 yield/VB/ccomp/8 ''/''/punct/5 "
    "Keth/NNP/nsubj/8 said=say/VBD/root/0 ,/,/punct/12 according/VBG/case/12 to/IN/fixed/10 "
    "Velpress/NNP/obl/8 ././punct/8"
)


def test_according_to_whom_somebody_spoke_is_the_source():
    found, text = stated(ACCORDING, "Keth", "said")
    assert words_of(found.anchor, text, "actors") == ["Keth"]
    assert words_of(found.anchor, text, "source") == ["Velpress"]


def test_whom_a_newspaper_tells_to_have_spoken_is_the_speaker():
    text = reading(PAPER).article.text
    words, quoted = where(text, "We will never yield"), where(text, "`` We will never yield ''")
    inner = Attribution(where(text, "Keth"), where(text, "said"), (words,))
    outer = Span(words.start, where(text, "said").end)
    told = Attribution(where(text, "Velpress newspaper"), where(text, "according"), (outer,))
    for order in ((inner, told), (told, inner)):
        said = {"quotations": (Quotation(quoted, words),), "attributions": order}
        (found,) = find_statements(reading(PAPER, **said))
        assert words_of(found.anchor, text, "actors") == ["Keth"]
        assert words_of(found.anchor, text, "source") == ["Velpress newspaper"]


@pytest.mark.parametrize(
    ("before", "speakers"),
    [("Sorn/NNP/nsubj/2 said:=say/VBD/root/0", ["Sorn"]), ("Correction:/NN/root/0", [])],
)
def test_a_name_that_says_before_a_colon_speaks_and_a_label_does_not(before, speakers):
    said = "“/``/punct/1 We/PRP/dep/1 will/MD/dep/1 never/RB/dep/1 yield/VB/dep/1 ”/''/punct/1"
    source = f"{before} {said}"
    text = reading(source).article.text
    words, quoted = where(text, "We will never yield"), where(text, "“ We will never yield ”")
    name = Span(0, len(text.split()[0].rstrip(":")))
    told = Attribution(name, name, (words,))
    found = find_statements(
        reading(source, quotations=(Quotation(quoted, words),), attributions=(told,))
    )
    assert [words_of(f.anchor, text, "actors") for f in found] == [[s] for s in speakers]


BEHIND_AGENCY = (
    "In/IN/case/2 words/NNS/obl/7 to/TO/case/4 Velpress/NNP/nmod/2 ,/,/punct/2 he/PRP/nsubj/7 "
    "added=add/VBD/root/0 ``/``/punct/12 We/PRP/nsubj/12 will/MD/aux/12 never/RB/advmod/12 "
    "yield/VB/ccomp/7 ''/''/punct/12 ././punct/7"
)
WHO_ADDED = (
    "In/IN/case/2 words/NNS/obl/13 to/TO/case/4 Orlo/NNP/nmod/2 ,/,/punct/4 who/WP/nsubj/7 "
    "added=add/VBD/acl:relcl/4 ``/``/punct/12 We/PRP/nsubj/12 will/MD/aux/12 never/RB/advmod/12 "
    "yield/VB/ccomp/7 ''/''/punct/12 ././punct/2"
)
STATING = (
    "Beside/IN/case/2 Orlo/NNP/obl/5 ,/,/punct/2 Brandt/NNP/nsubj/5 voiced=voice/VBD/root/0 "
    "hope/NN/obj/5 ,/,/punct/8 stating=state/VBG/advcl/5 ``/``/punct/13 We/PRP/nsubj/13 "
    "will/MD/aux/13 never/RB/advmod/13 yield/VB/ccomp/8 ''/''/punct/13 ././punct/5"
)
INTERVIEW = (
    "``/``/punct/5 We/PRP/nsubj/5 will/MD/aux/5 never/RB/advmod/5 yield/VB/ccomp/8 ''/''/punct/5 "
    "Orlo/NNP/nsubj/8 said=say/VBD/root/0 in/IN/case/11 an/DT/det/11 interview/NN/obl/8 "
    "with/IN/case/14 the/DT/det/14 Velpress/NNP/nmod/11 ././punct/8"
)

HAILED = (
    "The/DT/det/2 hope/NN/nsubj:pass/4 was=be/VBD/aux:pass/4 hailed=hail/VBN/root/0 by/IN/case/6 "
    "Orlo/NNP/obl:agent/4 ,/,/punct/8 stating=state/VBG/advcl/4 ``/``/punct/13 We/PRP/nsubj/13 "
    "will/MD/aux/13 never/RB/advmod/13 yield/VB/ccomp/8 ''/''/punct/13 ././punct/4"
)


@pytest.mark.parametrize(
    ("source", "told", "cue", "speaker"),
    [
        (BEHIND_AGENCY, "Velpress , he", "added", "he"),
        (WHO_ADDED, "Orlo , who", "added", "Orlo"),
        (STATING, "Orlo", "stating", "Brandt"),
        (STATING, "Brandt", "stating", "Brandt"),
        (HAILED, "Orlo", "stating", "Orlo"),
        (INTERVIEW, "Velpress", "said", "Orlo"),
    ],
)
def test_a_subject_speaks_and_not_a_name_before_its_comma(source, told, cue, speaker):
    found, text = stated(source, told, cue)
    assert words_of(found.anchor, text, "actors") == [speaker]


def test_a_speaker_is_not_the_source_of_the_own_words():
    found, text = stated(ACCORDING, "Velpress", "according")
    assert words_of(found.anchor, text, "actors") == ["Velpress"]
    assert words_of(found.anchor, text, "source") == []


def test_three_quoted_words_and_unspoken_marks_are_no_statement():
    text = reading(QUOTED).article.text
    short = Quotation(where(text, "We will never"), where(text, "We will never"))
    assert find_statements(reading(QUOTED, quotations=(short,))) == []
    names = reading(COUNTED, entities=[Entity(where("Velmara recorded", "Velmara"), "place")])
    assert find_statements(names) == []


@pytest.mark.parametrize(
    ("source", "given", "whole"),
    [
        (
            "a/DT/det/4 cease/NN/compound/4 -/HYPH/punct/4 fire/NN/root/0 ././punct/4",
            "a cease",
            "a cease-fire",
        ),
        (
            "two/CD/nsubj/5 of/IN/case/4 his/PRP$/nmod:poss/4 men/NNS/nmod/1 died/VBD/root/0",
            "two of his men",
            "two of his men died",
        ),
        (
            "Guards/NNS/nsubj:pass/2 hit/VBN/root/0 by/IN/case/5 a/DT/det/5 bomb/NN/obl:agent/2",
            "Guards hit",
            "Guards hit by a bomb",
        ),
        (
            "the/DT/det/2 guard/NN/nmod:poss/4 's/POS/case/2 house/NN/root/0",
            "the guard",
            "the guard 's house",
        ),
    ],
    ids=["hyphen", "predicate", "agent", "owner"],
)
def test_passages_do_not_end_within_what_they_say(source, given, whole):
    read = reading(source)
    text = read.article.text
    found = whole_phrases(where(text, given.replace("-", " - ")), read.sentences[0])
    assert found.of(text) == whole.replace("-", " - ")


THREE = "Keth/NNP/nsubj/6 ,/,/punct/3 Rhun/NNP/conj/1 and/CC/cc/5 Selm/NNP/conj/1 met/VBD/root/0"
TWO = "Keth/NNP/nsubj/4 and/CC/cc/3 Rhun/NNP/conj/1 left=leave/VBD/root/0 Selm/NNP/obj/4"
COMMON = "Guards=guard/NNS/nsubj/4 and/CC/cc/3 Rhun/NNP/conj/1 left=leave/VBD/root/0"


@pytest.mark.parametrize(
    ("source", "kind", "named", "actors"),
    [
        (THREE, "action", "Rhun", ["Keth , Rhun and Selm"]),
        (THREE, "agreement", "Keth", ["Keth , Rhun and Selm"]),
        (TWO, "meeting", "Rhun", ["Keth and Rhun"]),
        (TWO, "action", "Rhun", ["Rhun"]),
        (COMMON, "meeting", "Rhun", ["Rhun"]),
    ],
)
def test_names_of_a_list_act_together(source, kind, named, actors):
    read = reading(source)
    text = read.article.text
    found = mend(anchor(text, text.split()[-1], kind, actors=named), Phrases(read))
    assert sorted(words_of(found, text, "actors")) == actors


def test_the_subject_behind_what_a_clause_opens_with_is_in_no_list_with_it():
    read = reading(
        "In/IN/case/3 talks/NNS/obl/7 with/IN/case/4 Orlo/NNP/nmod/2 ,/,/punct/7 "
        "Brandt/NNP/nsubj/7 spoke=speak/VBD/root/0 ././punct/7"
    )
    text = read.article.text
    met = anchor(text, "talks", "meeting", actors=["Orlo", "Brandt"])
    assert words_of(mend(met, Phrases(read)), text, "actors") == ["Orlo", "Brandt"]


@pytest.mark.parametrize(
    ("relation", "whole"), [("obl", "the cabinet"), ("nsubj", "Ostrin the cabinet")]
)
def test_where_a_subject_speaks_is_no_part_of_it(relation, whole):
    read = reading(
        f"In/IN/case/2 Ostrin/NNP/{relation}/5 the/DT/det/4 cabinet/NN/nsubj/5 "
        "agreed=agree/VBD/root/0"
    )
    text = read.article.text
    agreed = anchor(text, "agreed", "response", actors="Ostrin the cabinet")
    assert words_of(mend(agreed, Phrases(read)), text, "actors") == [whole]


SUMMED = (
    "Lands=land/NNS/nsubj/8 {joint} Keth/NNP/nmod/1 and/CC/cc/6 Rhun/NNP/conj/4 ,/,/punct/8 "
    "refused=refuse/VBD/root/0"
)


@pytest.mark.parametrize(
    ("joint", "acting"),
    [
        (",/,/punct/4 including/IN/case/4", ["Keth and Rhun"]),
        ("such/JJ/case/4 as/IN/fixed/2", ["Keth and Rhun"]),
        ("hostile/JJ/amod/1 to/IN/case/4", ["Lands"]),
    ],
)
def test_names_act_and_not_the_word_that_sums_them_up(joint, acting):
    source = SUMMED.format(joint=joint)
    text = reading(source).article.text
    names = [Entity(where(text, name), "place") for name in ("Keth", "Rhun")]
    read = reading(source, entities=names)
    told = anchor(text, "refused", "demand", actors=["Lands", "Keth and Rhun"])
    assert words_of(mend(told, Phrases(read)), text, "actors") == acting


def test_of_all_who_are_hit_those_named_are_but_some():
    source = SUMMED.format(joint=",/,/punct/4 including/IN/case/4")
    text = reading(source).article.text
    read = reading(source, entities=[Entity(where(text, "Keth"), "place")])
    told = anchor(text, "refused", "attack", targets=["Lands", "Keth and Rhun"])
    assert "Lands" in words_of(mend(told, Phrases(read)), text, "targets")


def test_sanctions_against_somebody_are_not_his():
    read = reading(
        "sanctions/NNS/nsubj/4 against/IN/case/3 Rhun/NNP/nmod/1 began=begin/VBD/root/0 ././punct/4"
    )
    text = read.article.text
    found = settle(anchor(text, "sanctions", "action", actors="Rhun"), Phrases(read))
    assert words_of(found, text, "targets") == ["Rhun"]
    assert words_of(found, text, "actors") == []


@pytest.mark.parametrize(
    ("joint", "kind", "acting"),
    [
        ("in", "action", []),
        ("at", "action", []),
        ("for", "action", []),
        ("by", "action", ["Keth"]),
        ("under", "action", ["Keth"]),
        ("in", "attack", ["Keth"]),
    ],
)
def test_where_or_for_whom_somebody_is_held_does_not_hold_him(joint, kind, acting):
    read = reading(
        "Envoys=envoy/NNS/nsubj:pass/3 were=be/VBD/aux:pass/3 held=hold/VBN/root/0 "
        f"{joint}/IN/case/5 Keth/NNP/obl/3 ././punct/3"
    )
    text = read.article.text
    found = settle(anchor(text, "held", kind, actors="Keth"), Phrases(read))
    assert words_of(found, text, "actors") == acting


@pytest.mark.parametrize(
    ("joint", "chance", "acting"),
    [
        ("near", 0.4, []),
        ("near", 0.6, ["Keth"]),
        ("by", 0.4, ["Keth"]),
        ("between", 0.4, ["Keth"]),
    ],
)
def test_a_doubtful_attacker_stands_where_those_who_act_do(joint, chance, acting):
    read = reading(
        "Envoys=envoy/NNS/nsubj:pass/3 were=be/VBD/aux:pass/3 shot=shoot/VBN/root/0 "
        f"{joint}/IN/case/5 Keth/NNP/obl/3 ././punct/3"
    )
    text = read.article.text
    told = anchor(text, "shot", "attack")
    told = told._replace(roles=(Role("actors", where(text, "Keth"), chance),))
    assert words_of(settle(told, Phrases(read)), text, "actors") == acting


@pytest.mark.parametrize(
    ("verb", "role"), [("liberated=liberate", "targets"), ("shelled=shell", "actors")]
)
def test_from_whom_a_place_is_freed_is_hit(verb, role):
    read = reading(
        f"Ostrin/NNP/nsubj:pass/3 was=be/VBD/aux:pass/3 {verb}/VBN/root/0 from/IN/case/5 "
        "Keth/NNP/obl/3 ././punct/3"
    )
    text = read.article.text
    word = verb.partition("=")[0]
    found = settle(anchor(text, word, "attack", actors="Keth"), Phrases(read))
    assert [(r.name, r.span.of(text)) for r in found.roles] == [(role, "Keth")]


def test_who_acts_and_is_aimed_at_plays_the_likelier_part_alone():
    read = reading("Keth/NNP/nsubj/2 shelled=shell/VBD/root/0 Selm/NNP/obj/2 ././punct/2")
    text = read.article.text
    roles = (Role("actors", where(text, "Selm"), 0.4), Role("targets", where(text, "Selm"), 0.9))
    shelled = anchor(text, "shelled", "attack")._replace(roles=roles)
    assert words_of(mend(shelled, Phrases(read)), text, "actors") == []


@pytest.mark.parametrize("verb", ["kidnapped", "freed"])
def test_those_who_are_held_or_freed_are_no_toll(verb):
    read = reading(f"Guards/NNS/nsubj/2 {verb}/VBD/root/0 five/CD/nummod/4 men/NNS/obj/2")
    told = anchor(read.article.text, verb, "attack", killed="five")
    assert sort_tolls(told, Phrases(read)).roles == ()


def test_a_passage_may_end_with_its_sentence():
    read = reading("Shelling/NN/nsubj/2 leaves=leave/VBZ/root/0 12/CD/nummod/4 dead/JJ/xcomp/2")
    found = whole_phrases(where(read.article.text, "leaves 12 dead"), read.sentences[0])
    assert found.of(read.article.text) == "Shelling leaves 12 dead"


EXPIRES = (
    "Keth/NNP/nsubj/2 broke=break/VBD/root/0 the/DT/det/4 truce/NN/obj/2 ,/,/punct/7 "
    "which/WDT/nsubj/7 {}/acl:relcl/4 on/IN/case/9 Sunday/NNP/obl/7"
)


@pytest.mark.parametrize(
    ("verb", "kind", "modality", "day", "phase"),
    [
        ("expires=expire/VBZ", "ceasefire", "asserted", {"end"}, "in_force"),
        ("expires=expire/VBZ", "ceasefire", "planned", {"time"}, "ended"),
        ("expires=expire/VBZ", "violation", "asserted", set(), "ended"),
        ("expired=expire/VBD", "ceasefire", "asserted", {"time"}, "ended"),
        ("starts=start/VBZ", "violation", "asserted", {"time"}, "ended"),
    ],
)
def test_a_truce_that_expires_later_is_in_force(verb, kind, modality, day, phase):
    read = reading(EXPIRES.format(verb))
    values = {"modality": (modality, 0.9), "phase": ("ended", 0.9)}
    told = anchor(read.article.text, "truce", kind, values=values, time="Sunday")
    found = spare_expiry(told, Phrases(read))
    assert {r.name for r in found.roles} == day
    assert found.values["phase"][0] == phase


@pytest.mark.parametrize(
    ("source", "word", "given"),
    [
        (
            (
                "It/PRP/nsubj/2 drove=drive/VBD/root/0 half/PDT/advmod/5 a/DT/det/5 "
                "million/CD/nummod/6 people/NNS/obj/2 from/IN/case/8 home/NN/obl/2"
            ),
            "drove",
            "half a million people",
        ),
        (
            "Two/CD/nsubj/4 of/IN/case/3 them/PRP/nmod/1 hit/VBD/root/0 Karsk/NNP/obj/4",
            "hit",
            "Two",
        ),
        ("The/DT/det/2 toppling/NN/root/0 of/IN/case/4 Velt/NNP/nmod/2", "toppling", "Velt"),
        (
            (
                "They/PRP/nsubj/2 launched=launch/VBD/root/0 four/CD/nummod/6 long/JJ/amod/6 "
                "range/NN/compound/6 projectiles/NNS/obj/2"
            ),
            "launched",
            "four",
        ),
        (
            (
                "Ten/CD/nsubj:pass/3 were/VBD/aux:pass/3 killed=kill/VBN/root/0 or/CC/cc/5 "
                "injured=injure/VBN/conj/3"
            ),
            "killed",
            "Ten",
        ),
        (
            "They/PRP/nsubj:pass/3 were/VBD/aux:pass/3 moderately/RB/advmod/4 hurt/VBN/root/0",
            "hurt",
            "moderately",
        ),
    ],
    ids=["driven out", "hit", "toppled", "launched", "either", "no figure"],
)
def test_what_befell_a_figure_otherwise_makes_it_no_toll(source, word, given):
    read = reading(source)
    told = anchor(read.article.text, word, "attack", killed=given)
    assert sort_tolls(told, Phrases(read)).roles == ()


@pytest.mark.parametrize(
    ("source", "given", "killed"),
    [
        (
            (
                "Four/CD/nummod/2 women/NNS/nsubj/6 were=be/VBD/cop/6 among/IN/case/6 "
                "nine/CD/nummod/6 people/NNS/root/0 killed=kill/VBN/acl/6"
            ),
            ["Four women", "nine people"],
            ["nine people"],
        ),
        (
            (
                "They/PRP/nsubj/2 killed=kill/VBD/root/0 nine/CD/obj/2 ,/,/punct/7 "
                "including=include/VBG/case/7 two/CD/nummod/7 boys/NNS/nmod/3"
            ),
            ["nine", "two boys"],
            ["nine"],
        ),
        (
            (
                "They/PRP/nsubj/2 killed=kill/VBD/root/0 ten/CD/nummod/4 guards/NNS/obj/2 "
                "and/CC/cc/7 two/CD/nummod/7 cooks/NNS/conj/4"
            ),
            ["ten guards and", "two cooks"],
            ["ten guards and two cooks"],
        ),
        (
            (
                "They/PRP/nsubj/2 killed=kill/VBD/root/0 nearly/RB/advmod/4 50/CD/nummod/5 "
                "guards/NNS/obj/2"
            ),
            ["nearly"],
            ["nearly 50"],
        ),
        (
            (
                "They/PRP/nsubj/2 killed=kill/VBD/root/0 four/CD/nummod/5 local/JJ/amod/5 "
                "guards/NNS/obj/2 and/CC/cc/8 two/CD/nummod/8 cooks/NNS/conj/5"
            ),
            ["four", "guards and two"],
            ["four local guards and two"],
        ),
        (
            (
                "They/PRP/nsubj/2 killed=kill/VBD/root/0 four/CD/nummod/4 guards/NNS/obj/2 "
                "and/CC/cc/6 burned=burn/VBD/conj/2 two/CD/nummod/8 men/NNS/obj/6"
            ),
            ["four guards", "two men"],
            ["four guards", "two men"],
        ),
        (
            "They/PRP/nsubj/2 killed=kill/VBD/root/0 a/DT/det/5 local/JJ/amod/5 guard/NN/obj/2",
            ["local guard"],
            ["a local guard"],
        ),
    ],
    ids=["among", "including", "a list", "an opening", "torn", "of two verbs", "a person"],
)
def test_figures_of_one_toll_are_one(source, given, killed):
    read = reading(source)
    text = read.article.text
    found = sort_tolls(anchor(text, "killed", "attack", killed=given), Phrases(read))
    assert words_of(found, text, "killed") == killed


def test_the_word_behind_a_figure_outweighs_a_tree_that_says_other():
    read = reading(
        "20/CD/nsubj:pass/3 were/VBD/aux:pass/3 killed=kill/VBN/root/0 and/CC/cc/6 "
        "30/CD/nsubj:pass/3 wounded=wound/VBN/conj/3"
    )
    text = read.article.text
    found = sort_tolls(anchor(text, "killed", "attack", killed="20", injured="30"), Phrases(read))
    assert words_of(found, text, "killed") == ["20"]
    assert words_of(found, text, "injured") == ["30"]


@pytest.mark.parametrize(("chance", "kept"), [(0.95, ["a guard"]), (0.7, [])])
def test_tolls_of_one_sentence_stand_or_fall_together(chance, kept):
    read = report(
        "Rebels/NNS/nsubj/2 attacked=attack/VBD/root/0 ././punct/2",
        "It/PRP/nsubj/2 killed=kill/VBD/root/0 a/DT/det/4 guard/NN/obj/2 and/CC/cc/6 "
        "hurt/VBD/conj/2 another/DT/obj/6",
    )
    text = read.article.text
    roles = (
        Role("killed", where(text, "a guard"), 0.8),
        Role("injured", where(text, "another"), chance),
    )
    told = anchor(text, "attacked", "attack")._replace(roles=roles)
    assert words_of(sure_roles(told, Phrases(read)), text, "killed") == kept


@pytest.mark.parametrize(("chance", "means"), [(0.9, {"means": ("missile", 0.9)}), (0.6, {})])
def test_doubtful_means_are_none(chance, means):
    read = reading("Rebels/NNS/nsubj/2 attacked=attack/VBD/root/0 ././punct/2")
    told = anchor(read.article.text, "attacked", "attack", 0.9, {"means": ("missile", chance)})
    assert sure_roles(told, Phrases(read)).values == means


BACKED = (
    "Keth/NNP/compound/3 -/HYPH/punct/3 backed=back/VBN/amod/5 Rhun/NNP/compound/5 "
    "rebels/NNS/nsubj/6 left=leave/VBD/root/0"
)


def test_who_backs_is_the_name_before_the_hyphen():
    one = reading(BACKED)
    text = one.article.text
    glued = text.replace("Keth - backed", "Keth-backed")
    words = [w._replace(span=Span(w.span.start, w.span.end)) for w in one.sentences[0].words]
    at = 0
    for i, word in enumerate(words):
        at = glued.index(word.text, at)
        words[i] = word._replace(span=Span(at, at + len(word.text)))
        at += len(word.text)
    sentence = one.sentences[0]._replace(span=Span(0, len(glued)), words=tuple(words))
    article = one.article.__class__(id="a", doc="report", text=glued)
    read = one._replace(article=article, sentences=(sentence,))
    backing = anchor(glued, "backed", "action", actors="Keth", targets="Rhun rebels")
    found = mend(backing, Phrases(read))
    assert words_of(found, glued, "actors") == ["Keth"]
    assert words_of(found, glued, "targets") == ["Rhun rebels"]
