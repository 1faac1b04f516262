# ruff: noqa: E501 - cases are as long as their sentences
"""Roles to actors: fullest name and side committed, in real names and in an invented war."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from test_reading_coreference import reading
from trees import report
from truceline.model import Anchor, Attribution, Entity, Role, Span
from truceline.reading.coreference import resolve_mentions
from truceline.resolving.actors import NOTHING, ActorResolver
from truceline.resolving.habits import read_habits
from truceline.resolving.makers import Asked
from truceline.resolving.pairs import both_of
from truceline.resolving.parties import Parties, Resolution
from truceline.resolving.places import Gazetteer

PEOPLE = (
    "Vladimir Putin",
    "Mira Halden",
    "Tevik Sorn",
    "Energy Dana Orlo",
    "Dana Orlo",
    "Putin",
    "Sorn",
    "Ennis Var",
    "Tarsia Ilse Varga",
    "Mira Halden-Sorn",
    "Oren al-Sorn",
    "Tevik al-Sorn",
    "Bill Clinton",
    "Phnom Penh",
)
BODIES = (
    "Ostra Front",
    "European Union",
    "Ostra Liberation Front",
    "International Contact Group",
    "ICG",
    "Rights Council",
    "RCK",
    "Ministry of Home Affairs",
)
PLACES = (
    "Veland",
    "Ukraine",
    "Russia",
    "Kyiv",
    "Sudan",
    "Qatar",
    "Norway",
    "Tarsia",
    "Middle East",
    "West Africa",
    "Sahel",
    "Namibia",
    "Kenya",
    "Peru",
)
PEOPLES = ("Kethian", "Velandi", "Russian", "Sudanese", "Ukrainian", "Tarsian")


@pytest.fixture(scope="module")
def resolver():
    places = Gazetteer.load()
    return ActorResolver(Parties.load(gazetteer=places), places)


def entities(text):
    """The entities of a case; a name within a longer one is left out."""
    found = []
    kinds = (
        (PEOPLE, "person"),
        (BODIES, "organisation"),
        (PEOPLES, "nationality"),
        (PLACES, "place"),
    )
    for names, kind in kinds:
        for name in names:
            longer = any(f"{name} " in f"{other} " and name != other for other, _ in found)
            if not longer and re.search(rf"\b{name}\b", text):
                found.append((name, kind))
    return found


def actors(resolver, text, words, nth=1, on="2024-05-01", asked=NOTHING):
    read = reading(text, entities=entities(text))
    at = -1
    for _ in range(nth):
        at = text.index(words, at + 1)
    chains = resolve_mentions(read)
    found = resolver.actors(read, chains, Span(at, at + len(words)), on, asked)
    return [(a.name, a.party) for a in found]


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        # names of the data, in full
        ("Russian President Vladimir Putin spoke.", "Russian President Vladimir Putin", [("Vladimir Putin", "Russia")]),
        ("Putin spoke on Monday.", "Putin", [("Vladimir Putin", "Russia")]),
        ("Kyiv rejected the offer.", "Kyiv", [("Ukraine", "Ukraine")]),
        # an article's own persons
        ("Sudanese army chief Ennis Var spoke.", "Sudanese army chief Ennis Var", [("Ennis Var", "Sudan")]),
        ("Ennis Var, a spokesman for the European Union, spoke.", "Ennis Var", [("Ennis Var", "European Union")]),
        ("Ostra Front commander Tevik Sorn left.", "Tevik Sorn", [("Tevik Sorn", "Ostra Front")]),
        ("Tevik Sorn of the Ostra Front left.", "Tevik Sorn", [("Tevik Sorn", "Ostra Front")]),
        ("The Front's leader, Tevik Sorn, left. The Ostra Front stayed.", "Tevik Sorn", [("Tevik Sorn", "Ostra Front")]),
        # the office and its owner before a name, or whom somebody heads behind it
        ("President of Norway Dana Orlo spoke.", "President of Norway Dana Orlo", [("Dana Orlo", "Norway")]),
        ("Norwegian Secretary of Energy Dana Orlo spoke.", "Norwegian Secretary of Energy Dana Orlo", [("Dana Orlo", "Norway")]),
        ("Foreign Minister of Tarsia Ilse Varga spoke.", "Foreign Minister of Tarsia Ilse Varga", [("Ilse Varga", "Tarsia")]),
        ("The head of the mission of the Ostra Front Dana Orlo spoke.", "Dana Orlo", [("Dana Orlo", "Ostra Front")]),
        ("A spokesman for the Ostra Front, Tevik Sorn, spoke.", "Tevik Sorn", [("Tevik Sorn", "Ostra Front")]),
        ("After talks with the head of the Ostra Front, Dana Orlo left.", "Dana Orlo", [("Dana Orlo", None)]),
        ("Dana Orlo, who heads the European Union mission, spoke.", "Dana Orlo", [("Dana Orlo", "European Union")]),
        ("Dana Orlo, who left the European Union mission, spoke.", "Dana Orlo", [("Dana Orlo", None)]),
        ("The leader of the team, Dana Orlo, spoke.", "Dana Orlo", [("Dana Orlo", None)]),
        # whom an office is of, and where an envoy works
        ("The press secretary of the president of Norway spoke.", "The press secretary", [("press secretary", "Norway")]),
        ("The minister of Norway spoke.", "The minister", [("minister of Norway", "Norway")]),
        ("The special envoy for Sudan, Dana Orlo, spoke.", "Dana Orlo", [("Dana Orlo", None)]),
        ("The US special envoy for Sudan, Dana Orlo, spoke.", "Dana Orlo", [("Dana Orlo", "United States")]),
        ("The UN met. The Special Representative for Sudan, Dana Orlo, spoke.", "Dana Orlo", [("Dana Orlo", "United Nations")]),
        ("The Sudanese ambassador to Norway, Dana Orlo, spoke.", "Dana Orlo", [("Dana Orlo", "Sudan")]),
        ("The Kethian envoy Dana Orlo met rebels in Veland. The truce in Veland held.", "Dana Orlo", [("Dana Orlo", None)]),
        ("The special envoy for Sudan Dana Orlo spoke.", "Sudan Dana Orlo", [("Dana Orlo", None)]),
        ("Sudan's army attacked Selm. Defence ministry official Dana Orlo spoke.", "Dana Orlo", [("Dana Orlo", "Sudan")]),
        # who is spoken of before the name, by an office; not who only comes from somewhere
        ("Norway's chief negotiator came to Sudan on Friday with nobody beside him at all. Dana Orlo left for home on Friday.", "Dana Orlo", [("Dana Orlo", "Norway")]),
        ("Norway's chief negotiator came to Sudan on Friday with nobody beside him at all. “We wait,” Dana Orlo said of the talks that were to begin on Friday or soon after it.", "Dana Orlo", [("Dana Orlo", "Norway")]),
        ("A Sudanese prisoner came to Norway on Friday with nobody beside him at all. Dana Orlo left for home on Friday.", "Dana Orlo", [("Dana Orlo", None)]),
        ("Norway's chief negotiator came to Sudan on Friday with nobody beside him at all. Mira Halden stayed at home on Friday. Dana Orlo left for home on Friday.", "Dana Orlo", [("Dana Orlo", None)]),
        # who acts for himself, whatever land stands beside him, and whoever else has such an office
        ("Sudan waited. The Sudanese lawyer Dana Orlo spoke.", "Dana Orlo", [("Dana Orlo", None)]),
        ("Sudan waited. Dana Orlo, a professor of Sudanese law, spoke.", "Dana Orlo", [("Dana Orlo", None)]),
        ("The Ostra Front's lawyer, Dana Orlo, spoke.", "Dana Orlo", [("Dana Orlo", "Ostra Front")]),
        ("The court sat. Prosecutor Dana Orlo spoke.", "Dana Orlo", [("Dana Orlo", None)]),
        # a bare office: of whose the other heads are so called, or, of an ambassador, whose the report has one
        ("The Norwegian ambassador left. Sudan's army and Sudan's government stayed. Ambassador Dana Orlo spoke.", "Dana Orlo", [("Dana Orlo", "Norway")]),
        ("President Vladimir Putin left. Sudan's army and Sudan's government stayed. Transport Minister Dana Orlo spoke.", "Dana Orlo", [("Dana Orlo", "Russia")]),
        ("Sudan's army and Sudan's government stayed. Transport Minister Dana Orlo spoke.", "Dana Orlo", [("Dana Orlo", "Sudan")]),
        # but none of a state of whose holder of the office the data know another
        ("Russia's army and Russia's government stayed. Foreign Minister Dana Orlo spoke.", "Dana Orlo", [("Dana Orlo", None)]),
        ("Russia's army and Russia's government met Veland's army. Foreign Minister Dana Orlo spoke.", "Dana Orlo", [("Dana Orlo", "Veland")]),
        ("Russia's army and Russia's government stayed. Deputy Foreign Minister Dana Orlo spoke.", "Dana Orlo", [("Dana Orlo", "Russia")]),
        ("Russia's foreign minister, Dana Orlo, spoke.", "Dana Orlo", [("Dana Orlo", "Russia")]),
        ("Norway's army and Norway's government stayed. President Dana Orlo spoke.", "Dana Orlo", [("Dana Orlo", None)]),
        ("Sudan's army stayed. Dana Orlo, vice president at the Marsh Fund, spoke.", "Dana Orlo", [("Dana Orlo", None)]),
        ("The envoy for relations with Sudan, Dana Orlo, spoke.", "Dana Orlo", [("Dana Orlo", None)]),
        # lawmakers by what only those of one state are called
        ("Sudan waited. Rep. Dana Orlo (R-Ohio) spoke.", "Dana Orlo", [("Dana Orlo", "United States")]),
        ("Sudan waited. Senator Dana Orlo, D-Iowa, spoke.", "Dana Orlo", [("Dana Orlo", "United States")]),
        ("The US government waited. Republican senator Dana Orlo spoke.", "Dana Orlo", [("Dana Orlo", "United States")]),
        ("Sudan's army waited. Senator Dana Orlo spoke.", "Dana Orlo", [("Dana Orlo", "Sudan")]),
        # an office that one state alone has
        ("US troops left. Assistant Secretary of State for African Affairs Dana Orlo met Sudan's president.", "Dana Orlo", [("Dana Orlo", "United States")]),
        ("Sudan's president left. Assistant Secretary of State Dana Orlo spoke.", "Dana Orlo", [("Dana Orlo", "United States")]),
        # a relative is of nobody's side
        ("Sudan's army left. The envoy's father spoke.", "The envoy's father", [("envoy's father", None)]),
        ("Sudan's army left. The Orlo family spoke to Sudan.", "The Orlo family", [("Orlo family", None)]),
        ("Russia and Ukraine met. The two women left.", "The two women", [("women", None)]),
        # an article's own states
        ("The Republic of Tarsia agreed.", "The Republic of Tarsia", [("Tarsia", "Tarsia")]),
        ("Veland's army fired. The Velandi president left.", "The Velandi president", [("Velandi president", "Veland")]),
        ("The government of Veland met. Velandi troops fired.", "Velandi troops", [("Velandi troops", "Veland")]),
        ("Veland's government met. President Mira Halden spoke.", "Mira Halden", [("Mira Halden", "Veland")]),
        ("Veland's government met. The army fired.", "The army", [("army", "Veland")]),
        ("Namibia's army fired. Former Sudanese President Ennis Var spoke. The troops left.", "The troops", [("troops", "Namibia")]),
        # the services of a place are its state's, unless somebody's name stands before them
        ("Namibia's army left. Police in Kenya held a man.", "Police in Kenya", [("Police in Kenya", "Kenya")]),
        ("Namibia's army left. Authorities in the Kenyan town of Selm held a man.", "Authorities", [("Authorities", "Kenya")]),
        ("Namibia's army left. Local officials in northern Kenya spoke.", "Local officials in northern Kenya", [("Local officials in northern Kenya", "Kenya")]),
        ("Namibia's army left. Norwegian officials in Kenya spoke.", "Norwegian officials in Kenya", [("Norwegian officials in Kenya", "Norway")]),
        # a capital that the network takes for a person's name, unless an office stands beside it
        ("Phnom Penh rejected the offer.", "Phnom Penh", [("Cambodia", "Cambodia")]),
        ("Norwegian envoy Phnom Penh rejected the offer.", "Norwegian envoy Phnom Penh", [("Phnom Penh", "Norway")]),
        # a body whose name tells no state is of the one beside it somewhere
        ("Russia's army left. The Ministry of Home Affairs of Peru wrote. The Ministry of Home Affairs waited.", "Home Affairs waited", [("Ministry of Home Affairs", "Peru")]),
        ("Russia's army left. Peru's Ministry of Home Affairs wrote. The Ministry of Home Affairs waited.", "Home Affairs waited", [("Ministry of Home Affairs", "Peru")]),
        ("Russia's army left. The Ministry of Home Affairs waited for Peru.", "Ministry of Home Affairs", [("Ministry of Home Affairs", "Ministry of Home Affairs")]),
        # both are those whom "and" joins in what is told before, not of three nor in the same sentence
        ("Sudan and Kenya agreed to a truce. Norway spoke. Norway left. Both countries signed it.", "Both countries", [("Sudan", "Sudan"), ("Kenya", "Kenya")]),
        ("Sudan and Kenya agreed to a truce. Norway spoke. Norway left. Both of them signed it.", "Both of them", [("Norway", "Norway"), ("Sudan", "Sudan")]),
        ("Peru, Sudan and Kenya agreed to a truce. Norway spoke. Norway left. Both countries signed it.", "Both countries", [("Norway", "Norway"), ("Peru", "Peru")]),
        ("Norway spoke. Norway left. Sudan and Kenya saw both countries.", "both countries", [("Norway", "Norway"), ("Sudan", "Sudan")]),
        # joined names
        ("Sudanese president and African Union chairman Ennis Var met.", "Sudanese president and African Union chairman Ennis Var",
         [("Ennis Var", "Sudan")]),
        ("Sudan government, rebels sign truce\nThe two sides met on Monday.", "Sudan government, rebels",
         [("Sudan government", "Sudan"), ("rebels", None)]),
        ("Dana Orlo wrote on Twitter. The army left.", "The army", [("army", None)]),
        ("The Ostra Front (OF) met.", "The Ostra Front (OF", [("Ostra Front", "Ostra Front")]),
        ("Russia and Ukraine met.", "Russia and Ukraine", [("Russia", "Russia"), ("Ukraine", "Ukraine")]),
        ("Russian and Ukrainian officials met.", "Russian and Ukrainian officials",
         [("Russian officials", "Russia"), ("Ukrainian officials", "Ukraine")]),
        ("Mediators, including Qatar and Norway, came.", "Mediators, including Qatar and Norway",
         [("Qatar", "Qatar"), ("Norway", "Norway")]),
        ("Leaders from abroad, including Norway, Qatar and Sudan, called. The leaders from abroad left.", "The leaders from abroad",
         [("Norway", "Norway"), ("Qatar", "Qatar"), ("Sudan", "Sudan")]),
        ("Norway-backed foreign mediators came.", "Norway-backed foreign mediators",
         [("Norway-backed foreign mediators", "Norway-backed foreign mediators")]),
        ("Three groups left. The Ostra Front, Hamas and the Taliban left.", "Three groups",
         [("Ostra Front", "Ostra Front"), ("Hamas", "Hamas"), ("Taliban", "Taliban")]),
        ("Four groups left. The Ostra Front, Hamas and the Taliban left.", "Four groups", [("groups", None)]),
        ("Norway, Hamas, the Taliban met.", "Norway, Hamas, the Taliban",
         [("Norway", "Norway"), ("Hamas", "Hamas"), ("Taliban", "Taliban")]),
        ("The new Norwegian-Turkish plan failed.", "The new Norwegian-Turkish plan", [("Norwegian", "Norway"), ("Turkish", "Turkey")]),
        ("The two Koreas met.", "The two Koreas", [("North Korea", "North Korea"), ("South Korea", "South Korea")]),
        ("Norway and the two Koreas met.", "Norway and the two Koreas",
         [("Norway", "Norway"), ("North Korea", "North Korea"), ("South Korea", "South Korea")]),
        ("The freighter Two Koreas left.", "The freighter Two Koreas", [("freighter Two Koreas", None)]),
        ("Norway and others met.", "Norway and others", [("Norway", "Norway")]),
        ("Tens of thousands fled.", "Tens", []),
        # who is spoken of
        ("Mira Halden, president of Veland, came. She spoke.", "She", [("Mira Halden", "Veland")]),
        ("The Ostra Front fired. Later the group left.", "the group", [("Ostra Front", "Ostra Front")]),
        ("The Ostra Front fired on Veland's army. The rebels left.", "The rebels", [("Ostra Front", "Ostra Front")]),
        ("Mrs. Mira Halden, president of Veland, spoke for her country.", "her country", [("Veland", "Veland")]),
        ("Mira Halden, president of Veland, left. In her words it was late.", "her words", [("Mira Halden", "Veland")]),
        ("A statement by the Ostra Front named a date.", "A statement by the Ostra Front", [("Ostra Front", "Ostra Front")]),
        ("The Ostra Front's statement named a date.", "The Ostra Front's statement", [("Ostra Front", "Ostra Front")]),
        ("Norway's army left. Later he spoke.", "he", [("he", None)]),
        ("Norway's army left. Later it spoke.", "it", [("Norway's army", "Norway")]),
        # what is said of a person behind the name is no part of it
        ("Dana Orlo, a member of the Ostra Front, spoke.", "Dana Orlo, a member of the Ostra Front", [("Dana Orlo", "Ostra Front")]),
        ("Dana Orlo, who left Norway, spoke.", "Dana Orlo, who left Norway", [("Dana Orlo", None)]),
        # a paper speaks for who issued it
        ("The Ostra Front issued a statement. Veland's army left. The statement was long.", "The statement", [("Ostra Front", "Ostra Front")]),
        ("The Ostra Front said in a letter it would stay. Veland's army left. The letter was long.", "The letter", [("Ostra Front", "Ostra Front")]),
        ("A report by Norway was read. Veland's army left. The report was long.", "The report", [("Norway", "Norway")]),
        ("Norway's report was read. Veland's army left. The report was long.", "The report", [("Norway", "Norway")]),
        ("In a statement on Friday, the Ostra Front spoke. Veland's army left. The statement was long.", "The statement", [("Ostra Front", "Ostra Front")]),
        ("A statement issued by the Ostra Front named a date.", "A statement issued by the Ostra Front", [("Ostra Front", "Ostra Front")]),
        ("The Norwegian statement named a date.", "The Norwegian statement", [("Norway", "Norway")]),
        ("Norway published a statement by the Ostra Front. Veland's army left. The statement was long.", "The statement", [("Ostra Front", "Ostra Front")]),
        ("Reports of Norwegian raids came. Veland's army left. The reports were long.", "The reports", [("reports", None)]),
        ("Putin, the European Union and Norway met.", "Putin, the European Union and Norway",
         [("Vladimir Putin", "Russia"), ("European Union", "European Union"), ("Norway", "Norway")]),
        ("Neither Norway nor Kenya left.", "Norway nor Kenya", [("Norway", "Norway"), ("Kenya", "Kenya")]),
        # initials that the article explains are no other body's
        ("The International Contact Group (ICG) met. Later the ICG left.", "the ICG", [("International Contact Group", "International Contact Group")]),
        ("The Organization for Security and Co-operation in Europe (OSCE) met. Later the OSCE left.", "the OSCE",
         [("Organization for Security and Cooperation in Europe", "Organization for Security and Cooperation in Europe")]),
        ("The Rights Council of Keth (RCK) met. Later the RCK left.", "the RCK", [("Rights Council", "Rights Council")]),
        ("The Rights Council to Veland (CWR) met. Later the CWR left.", "the CWR", [("Rights Council", "Rights Council")]),
        ("The Rights Council in Middle East (ME) met. Later the ME left.", "the ME", [("ME", None)]),
        # who act for a body
        ("The members of the European Union met. Mira Halden left. They spoke.", "They", [("members of the European Union", "European Union")]),
        # of two of one name, who bears it whole
        ("Tevik Sorn and Mira Halden-Sorn met. Later Sorn.", "Sorn.", [("Tevik Sorn", None)]),
        ("Oren al-Sorn died. Tevik al-Sorn spoke. Later Sorn.", "Sorn.", [("Tevik al-Sorn", None)]),
        # out of office, in the office that the article speaks of, and no servant of another state
        ("Sudan's army left. Former US President Bill Clinton spoke.", "Bill Clinton", [("Bill Clinton", None)]),
        ("Sudan's army left. President Bill Clinton spoke in 1999.", "Bill Clinton", [("Bill Clinton", "United States")]),
        # a headline's last word owns nothing of the text, and a clause is no part of a name
        ("Fighting near Maleth\n\nGovernment troops left.", "Government troops", [("Government", None)]),
        ("The Coast League, whose monitors came, spoke.", "The Coast League, whose monitors", [("Coast League", "Coast League")]),
        # of whom a part is
        ("The Ostra Front fired. Two members of the Ostra Front left.", "Two members of the Ostra Front", [("Ostra Front", "Ostra Front")]),
        ("A group of tourists left Selm.", "A group of tourists", [("tourists", None)]),
        # who is for or against somebody, and who stands behind somebody
        ("Mira Halden spoke. Supporters of Mira Halden sang.", "Supporters of Mira Halden", [("Supporters of Mira Halden", "supporters of Mira Halden")]),
        ("Mira Halden spoke. Opponents of Halden sang.", "Opponents of Halden", [("Opponents of Halden", "opponents of Mira Halden")]),
        ("Norway's army left. Norway-backed mediators came.", "Norway-backed mediators",
         [("Norway-backed mediators", "Norway-backed mediators")]),
        ("Velmara's army left. Velmara-backed mediators came.", "Velmara-backed mediators",
         [("Velmara-backed mediators", None)]),
        # what somebody does, counts or is half of
        ("Veland's proposal was read.", "Veland's proposal", [("Veland", "Veland")]),
        ("The Veland court ruling was read.", "The Veland court ruling", [("Veland", "Veland")]),
        ("Veland's withdrawal was slow.", "Veland's withdrawal", [("Veland", "Veland")]),
        ("The Ostra Front spoke. The figures of the Ostra Front were read.", "The figures of the Ostra Front", [("Ostra Front", "Ostra Front")]),
        ("The Norwegian-Turkish talks opened.", "The Norwegian-Turkish talks", [("Norwegian", "Norway"), ("Turkish", "Turkey")]),
        ("Keth's army and protesters clashed.", "Keth's army and protesters", [("Keth's army", "Keth"), ("protesters", None)]),
        ("The United Nations and aid agencies left.", "The United Nations and aid agencies", [("United Nations", "United Nations"), ("aid agencies", None)]),
        ("Men and boys fled.", "Men and boys", [("Men and boys", None)]),
        ("An off-duty policeman and a nurse fled.", "An off-duty policeman and a nurse", [("off-duty policeman", None), ("nurse", None)]),
        # parts of the world
        ("Veland's army fired on Tarsia. A Middle East peace conference opened.", "A Middle East peace conference", []),
        ("Veland's army fired on Tarsia. A West Africa peace conference opened.", "A West Africa peace conference", []),
        ("Veland's army fired on Tarsia. The Sahel sent a choir.", "The Sahel", []),
        # insurgents without a name go by the land where the report has them, and none by a host's
        ("Fighting went on in Peru. Insurgents fired on a bus in Peru.", "Insurgents", [("Insurgents", "Peruvian insurgents")]),
        ("Kenya's army fired in Kenya. Opposition leaders spoke.", "Opposition leaders", [("Opposition leaders", "Kenyan opposition")]),
        ("Kenya's army fired in Kenya. Opposition activists spoke.", "Opposition activists", [("Opposition activists", "Kenyan opposition")]),
        ("Kenya's army fired in Kenya. The opposition forces left.", "The opposition forces", [("opposition", "Kenyan opposition")]),
        ("Kenya's army fired in Kenya. It held opposition leaders and journalists.", "opposition leaders and journalists",
         [("opposition leaders", "Kenyan opposition"), ("journalists", None)]),
        ("Kenya's army fired in Kenya. The opposition lawmakers spoke.", "The opposition lawmakers", [("opposition lawmakers", "Kenya")]),
        ("The Ostra Front fired in Peru. The insurgents left.", "The insurgents", [("Ostra Front", "Ostra Front")]),
        ("Fighting went on in Peru. An insurgent attack was feared.", "insurgent", [("insurgents", "Peruvian insurgents")]),
        ("Peru's army fired. A man in Peruvian custody spoke. The rebels left.", "The rebels", [("rebels", None)]),
        ("Fighting went on in Kenya. Militants in Peru fired.", "Militants in Peru", [("Militants in Peru", "Peruvian militants")]),
        ("Kenya's army left. A Peruvian militant attack failed.", "Peruvian militant", [("Peruvian militant", "Peruvian militants")]),
        ("Kenya's army fired in Kenya. The kidnappers left.", "The kidnappers", [("kidnappers", None)]),
        ("Kenya's army fired in Kenya. A mob left.", "A mob", [("mob", None)]),
        ("Kenya's army fired in Kenya. A group of armed men left.", "A group of armed men", [("armed men", None)]),
        ("Kenya's army fired in Kenya. A man in a Kenyan army uniform left.", "A man in a Kenyan army uniform",
         [("man", None)]),
        ("Kenya's army fired in Kenya. Gunmen wearing Kenyan uniforms left.", "Gunmen wearing Kenyan uniforms", [("Gunmen", None)]),
        ("Kenya's army fired in Kenya. Hired thugs armed with clubs left.", "Hired thugs armed with clubs",
         [("Hired thugs", None)]),
        ("Kenya's army fired in Kenya. The armed forces left.", "The armed forces", [("armed forces", "Kenya")]),
        ("Armed men wearing green coats left.", "Armed men wearing green coats", [("Armed men", None)]),
        ("In Lima, insurgents fired on soldiers of Kenya. Kenya's army left.", "insurgents", [("insurgents", "Peruvian insurgents")]),
        ("Insurgents fired in Peru. In Kenya, insurgents left.", "insurgents", [("insurgents", "Kenyan insurgents")]),
        ("Talks opened near the Peruvian border. Insurgents left.", "Insurgents", [("Insurgents", None)]),
        ("Kenya's army fired. Rebels in Peru are Front men. A rebel attack on the Ostra Front failed.", "rebel", [("rebels", None)]),
        ("Kenya's army fired. The captors of a Peruvian left.", "The captors of a Peruvian", [("captors", None)]),
        # a land that nobody knows, by its rebels, its dateline, its embassy and its neighbour
        ("Veland's rebels left. The army fired.", "The army", [("army", "Veland")]),
        ("OSTRIN, Tarsia, Dec 20 - The army fired.", "The army", [("army", "Tarsia")]),
        ("A delegation from Veland came to Qatar. The army fired.", "The army", [("army", "Veland")]),
        ("The presidents of Veland and Tarsia met. Tarsia denied it. The Tarsian army fired.", "The Tarsian army", [("Tarsian army", "Tarsia")]),
        ("President Sorn of Veland met an envoy from Qatar. The army fired.", "The army", [("army", "Veland")]),
        ("Veland's war ended in May, an envoy from Qatar said. The army fired.", "The army", [("army", "Veland")]),
        ("Tevik's war cabinet met, an envoy from Qatar said. The army fired.", "The army", [("army", "Qatar")]),
        ("A walk from Veland to Qatar is long. The army fired.", "The army", [("army", "Qatar")]),
        # who leads rebels is none of their name, and who is named with them is another
        ("The leader of Veland's Kethian rebels spoke.", "The leader of Veland's Kethian rebels", [("leader of Veland's Kethian rebels", "Veland's Kethian rebels")]),
        # militants of a land where no group is named, leaders of a faith in a land of several
        ("Leaders met in Palestine. Militants fired on a bus.", "Militants", [("Militants", "Palestinian militants")]),
        ("Leaders met in Palestine. The Ostra Front and militants fired.", "militants", [("militants", None)]),
        ("Peruvian leaders met. Militants fired on a bus.", "Militants", [("Militants", None)]),
        ("A Peruvian militant was seen. Kenya's army hit the militant.", "the militant", [("Peruvian militant", "Peruvian militants")]),
        ("Talks went on in Iraq. Kurdish leaders left.", "Kurdish leaders", [("Kurdish leaders", "Iraqi Kurds")]),
        ("Talks went on in Iraq. Kurdish singers left.", "Kurdish singers", [("Kurdish singers", None)]),
        ("Talks went on in Peru. Kurdish leaders left.", "Kurdish leaders", [("Kurdish leaders", None)]),
        # a coalition's troops are no state's
        ("Iraq's army fired in Iraq. Coalition forces left Iraq.", "Coalition forces", [("Coalition forces", "US-led coalition")]),
        ("A Rhun-led coalition came to Iraq. Coalition forces left Iraq.", "Coalition forces", [("Coalition forces", "Rhun-led coalition")]),
        ("Peru's army fired in Peru. Coalition forces left Peru.", "Coalition forces", [("Coalition forces", "coalition")]),
        ("A Rhun-led coalition came to Peru. Coalition forces left Peru.", "Coalition forces", [("Coalition forces", "Rhun-led coalition")]),
        ("A Rhun-led naval coalition came to Peru. Coalition forces left Peru.", "Coalition forces", [("Coalition forces", "Rhun-led coalition")]),
        ("Iraq's army fired in Iraq. Coalition troops in Iraq left.", "Coalition troops in Iraq", [("Coalition troops in Iraq", "US-led coalition")]),
        ("Iraq's army fired in Iraq. They hit coalition and Iraqi forces.", "coalition", [("coalition", "US-led coalition")]),
        ("Yemen's army fired in Yemen. Saudi-led ground forces left Yemen.", "Saudi-led ground forces", [("Saudi-led ground forces", "Saudi-led coalition")]),
        ("Iraq's army fired in Iraq. A Peruvian-led invasion began.", "Peruvian-led", [("Peru", "Peru")]),
        ("Iraq's army fired in Iraq. The coalition strikes a deal.", "The coalition", [("coalition", None)]),
        # who is out of office, or leads the opposition, commits no state
        ("Kenya's army left. Former president Dana Orlo of Kenya spoke.", "Dana Orlo", [("Dana Orlo", None)]),
        ("Kenya's army left. Opposition leader Dana Orlo spoke.", "Opposition leader Dana Orlo", [("Dana Orlo", None)]),
        ("Kenya's army left. Former president Dana Orlo, who leads a Kenyan team, spoke.", "Dana Orlo", [("Dana Orlo", "Kenya")]),
        ("Kenya's army left. Former president Dana Orlo, an envoy of the European Union, spoke.", "Dana Orlo", [("Dana Orlo", "European Union")]),
        # of several persons each has an office
        ("Russian Prime Minister Dana Orlo, the Sudanese envoy Tevik Sorn and guests met.", "Dana Orlo", [("Dana Orlo", "Russia")]),
        ("Russian Prime Minister Dana Orlo, the Sudanese envoy Tevik Sorn and guests met.", "Tevik Sorn", [("Tevik Sorn", "Sudan")]),
        ("Dana Orlo, the Sudanese envoy of President Mira Halden, spoke.", "Dana Orlo", [("Dana Orlo", "Sudan")]),
        # what an office is about
        ("The Ostra Front fired. Dana Orlo, the Sudanese spokesman on the insurgency, spoke.", "Dana Orlo", [("Dana Orlo", "Sudan")]),
        # nobody is guessed
        ("Gunmen fired on a bus.", "Gunmen", [("Gunmen", None)]),
        ("At least 12 residents fled.", "At least 12 residents", [("residents", None)]),
        ("Dana Orlo, a farmer, fled.", "Dana Orlo", [("Dana Orlo", None)]),
        ("The army fired.", "The army", [("army", None)]),
    ],
)  # fmt: skip
def test_actors(resolver, text, words, expected):
    assert actors(resolver, text, words) == expected


@pytest.mark.parametrize(
    ("name", "party"), [("Namibia", "Namibia"), ("New Forces", "New Forces"), ("Dana Orlo", None)]
)
def test_data_outweigh_what_the_network_takes_for_a_person(resolver, name, party):
    text = f"{name} rejected the offer."
    read = reading(text, entities=[(name, "person")])
    found = resolver.actors(read, resolve_mentions(read), Span(0, len(name)), "2004-05-01", NOTHING)
    assert [(a.name, a.party) for a in found] == [(name, party)]


DIGEST = """Norwegian ships left Ukraine. Norway said the ships of Norway were safe.

Sudan's army left its posts. The army said nothing more.

In Namibia the president met farmers.

Qatar closed its port.

Russia's parliament met.

Kenya held a vote.

Ferries of Peru sank. The ferries were old."""


@pytest.mark.parametrize(
    ("words", "nth", "party"),
    [("the president", 1, "Namibia"), ("The army", 1, "Sudan"), ("parliament", 1, "Russia")],
)
def test_in_a_digest_each_paragraph_has_its_own_state(resolver, words, nth, party):
    ((_, found),) = actors(resolver, DIGEST, words, nth)
    assert found == party


def test_a_report_on_one_state_is_no_digest(resolver):
    text = DIGEST.replace("Norwegian", "Finnish")
    for state in ("Norway", "Sudan", "Qatar"):
        text = text.replace(state, "Finland")
    assert actors(resolver, text, "the president") == [("president", "Finland")]


def test_a_war_with_its_neighbours_is_no_digest(resolver):
    text = (
        "Sudan's army attacked Selm.\n\nKenya hosted talks.\n\nQatar offered aid.\n\n"
        "Norway closed its office.\n\nThe army left Selm. Namibia took in some who fled."
    )
    ((_, party),) = actors(resolver, text, "The army")
    assert party == "Sudan"


def test_a_war_in_seven_states_is_no_digest_if_one_is_told_of_most(resolver):
    text = DIGEST.replace("Norwegian ships", "Sudan's president and Sudan's government")
    ((_, party),) = actors(resolver, text, "the president")
    assert party == "Sudan"


def test_who_brokers_talks_is_their_mediator(resolver):
    text = "Norway-brokered talks opened in Selm."
    asked = Asked("mediators", "meeting")
    assert actors(resolver, text, "Norway-brokered talks", asked=asked) == [("Norway", "Norway")]


@pytest.mark.parametrize(
    "words",
    [
        "both sides",
        "the two sides",
        "both countries",
        "neither side",
        "both sides of the conflict",
        "Selm's warring parties",
    ],
)
def test_both_are_the_two_sides_of_the_article(resolver, words):
    text = f"Veland's army fired on Tarsia. Tarsia's army fired on Veland. Qatar urged {words} to stop."
    assert {party for _, party in actors(resolver, text, words)} == {"Veland", "Tarsia"}


@pytest.mark.parametrize(
    ("kind", "sides"),
    [
        ("agreement", {"Veland", "Norway"}),
        ("meeting", {"Veland", "Norway"}),
        ("violation", {"Veland", "Tarsia"}),
    ],
)
def test_both_who_agree_are_the_two_who_have_just_met(resolver, kind, sides):
    text = (
        "Veland's army fired on Tarsia. Tarsia's army fired on Veland. Veland's president met"
        " Norway's envoy on Friday. Both sides agreed to it."
    )
    spans = (
        Span(m.start(), m.end()) for m in re.finditer("Veland's president|Norway's envoy", text)
    )
    roles = tuple(Role("actors", span, 0.9) for span in spans)
    at = text.index("met")
    met = Anchor(Span(at, at + 3), "meeting", 0.9, {}, roles, "network-test")
    read = reading(text, entities=entities(text))._replace(anchors=(met,))
    at = text.index("Both sides")
    both = resolver.actors(
        read, resolve_mentions(read), Span(at, at + 10), None, Asked("actors", kind)
    )
    assert {actor.party for actor in both} == sides


def test_a_capital_in_the_name_of_an_accord_is_none_of_both(resolver):
    text = (
        "The Oslo accord failed. Veland's army fired on Tarsia. The Oslo accord was read. "
        "Tarsia's army fired on Veland. Both sides left the Oslo accord."
    )
    assert {party for _, party in actors(resolver, text, "Both sides")} == {"Veland", "Tarsia"}


def test_a_part_of_the_world_is_no_side_by_its_adjective(resolver):
    text = "The envoy met Nordic truce monitors on Friday. Nordic flags flew."
    assert actors(resolver, text, "Nordic truce monitors") == [("Nordic truce monitors", None)]


def test_one_of_several_is_of_those_of_whom_he_is_one(resolver):
    told = "one of the participants of the event"
    text = f"Veland fights on. It was hard, said {told}."
    said = actors(resolver, text, told, asked=Asked("actors", "statement"))
    assert said == [("participants", "Veland")]


def test_he_is_nobody_whom_only_a_later_sentence_names(resolver):
    text = "Mira Halden of Veland left. Later she spoke. Dana Orlo of Tarsia stayed away."
    assert actors(resolver, text, "she") == [("Mira Halden", "Veland")]


@pytest.mark.parametrize(
    ("mention", "name"),
    [("He", "Tevik Sorn"), ("It", "Ostra Front"), ("Tevik Sorn", "Ostra Front")],
)
def test_he_is_a_person_of_the_side_that_is_found(resolver, monkeypatch, mention, name):
    side = Resolution("Ostra Front", "Ostra Front", "unknown", "as named in the article")
    monkeypatch.setattr("truceline.resolving.actors.choose", lambda *_: (side,))
    text = "Tevik Sorn left. He spoke of the Ostra Front. It left."
    assert actors(resolver, text, mention) == [(name, "Ostra Front")]


def test_who_hosts_is_none_of_both(resolver):
    text = (
        "Qatar's army left. Qatar hosted talks. Veland's army met Tarsia's army. Both sides left."
    )
    host = Role("mediators", Span(19, 24), 0.9)
    told = Anchor(Span(25, 31), "meeting", 0.9, {}, (host,), "network-test")
    read = reading(text, entities=entities(text))._replace(anchors=(told,))
    at = text.index("Both sides")
    both = resolver.actors(read, resolve_mentions(read), Span(at, at + 10))
    assert {actor.party for actor in both} == {"Veland", "Tarsia"}


def test_who_hosts_under_the_name_of_a_side_that_acts_more_is_one_of_both(resolver):
    text = "Veland hosted talks. Veland hit Tarsia. Tarsia hit Veland. Qatar left. Both sides left."
    hosts = Anchor(Span(14, 19), "meeting", 0.9, {}, (Role("mediators", Span(0, 6), 0.9),), "n")
    roles = (Role("actors", Span(21, 27), 0.9), Role("targets", Span(32, 38), 0.9))
    hits = [Anchor(Span(28, 31), "attack", 0.9, {}, roles, "n")] * 2
    read = reading(text, entities=entities(text))._replace(anchors=(hosts, *hits))
    at = text.index("Both sides")
    both = resolver.actors(read, resolve_mentions(read), Span(at, at + 10))
    assert {actor.party for actor in both} == {"Veland", "Tarsia"}


@pytest.mark.parametrize(
    ("last", "sides"),
    [
        (
            "Qatar/NNP/nsubj/2 urged/VBD/root/0 both/DT/det/4 sides/NNS/obj/2 on/RP/advmod/2",
            {"Veland", "Tarsia"},
        ),
        (
            "Qatar/NNP/nsubj/2 met/VBD/root/0 with/IN/case/5 both/DT/det/5 sides/NNS/obl/2",
            {"Veland", "Tarsia"},
        ),
        (
            "Veland/NNP/nsubj/2 met/VBD/root/0 with/IN/case/5 both/DT/det/5 sides/NNS/obl/2",
            {"Qatar", "Tarsia"},
        ),
        (
            "after/IN/mark/4 both/DT/det/3 sides/NNS/nsubj/4 left/VBD/advcl/5 Qatar/NNP/nsubj/5 came/VBD/root/0",
            {"Qatar", "Veland"},
        ),
    ],
)
def test_who_acts_upon_both_is_none_of_them(resolver, last, sides):
    shots = [
        f"{a}/NNP/nsubj/2 hit/VBD/root/0 {b}/NNP/obj/2"
        for a, b in (("Tarsia", "Veland"), ("Qatar", "Qatar"), ("Veland", "Qatar"))
    ]
    told = report(*shots, last)
    text = told.article.text
    names = [(name, m) for name in ("Veland", "Tarsia", "Qatar") for m in re.finditer(name, text)]
    spots = sorted(Entity(Span(m.start(), m.end()), "place") for _, m in names)
    read = told._replace(entities=tuple(spots))
    at = text.index("both sides")
    both = resolver.actors(read, resolve_mentions(read), Span(at, at + 10))
    assert {actor.party for actor in both} == sides


def test_the_two_leaders_are_those_of_the_two_sides_where_none_is_named(resolver):
    text = (
        "Veland's army fired on Tarsia. Tarsia's army fired on Veland. The two leaders met in Selm."
    )
    assert {party for _, party in actors(resolver, text, "The two leaders")} == {"Veland", "Tarsia"}


def test_who_but_proposes_weighs_less_for_both(resolver):
    text = "Veland fired on Tarsia. Tarsia ran. Qatar proposed talks. Both sides left."
    roles = (Role("actors", Span(0, 6), 0.9), Role("targets", Span(16, 22), 0.9))
    shots = Anchor(Span(7, 12), "attack", 0.9, {}, roles, "network-test")
    read = reading(text, entities=entities(text))._replace(anchors=(shots,))
    cast = resolver.cast(read, resolve_mentions(read), None)
    at = text.index("Both sides")
    both = both_of(cast, Span(at, at + 10), "both sides")
    assert {side.party for side in both} == {"Veland", "Tarsia"}


@pytest.mark.parametrize("who", ["The International Criminal Court", "Luis Moreno-Ocampo"])
def test_a_court_and_its_prosecutor_are_none_of_both_where_two_others_remain(resolver, who):
    text = f"{who} charged Veland. {who} waited. Tarsia waited. Both sides left."
    at = text.index("Veland")
    charge = Role("actors", Span(0, len(who)), 0.9), Role("targets", Span(at, at + 6), 0.9)
    verb = Span(len(who) + 1, len(who) + 8)
    told = Anchor(verb, "accusation", 0.9, {}, charge, "network-test")
    kinds = (("International Criminal Court", "organisation"), ("Luis Moreno-Ocampo", "person"))
    spots = [
        Entity(Span(m.start(), m.end()), kind)
        for names, kind in (*kinds, ("Veland|Tarsia", "place"))
        for m in re.finditer(names, text)
    ]
    read = reading(text)._replace(entities=tuple(sorted(spots)), anchors=(told,))
    cast = resolver.cast(read, resolve_mentions(read), "2008")
    at = text.index("Both sides")
    both = both_of(cast, Span(at, at + 10), "both sides")
    assert {side.party for side in both} == {"Veland", "Tarsia"}


@pytest.mark.parametrize(
    ("words", "parties"),
    [
        ("Both rebel groups", {"M23", "CODECO"}),
        ("The two movements", {"M23", "CODECO"}),
        ("Both sides", {"Veland", "Tarsia"}),
    ],
)
def test_both_groups_are_armed_groups_if_two_are_named(resolver, words, parties):
    text = (
        "Tarsia fired on Veland. Veland fired on Tarsia. M23 waited. CODECO waited. "
        f"Veland said Tarsia ran. {words} left."
    )
    shots = [
        Anchor(
            Span(at + 7, at + 12),
            "attack",
            0.9,
            {},
            (Role("actors", Span(at, at + 6), 0.9), Role("targets", Span(at + 16, at + 22), 0.9)),
            "network-test",
        )
        for at in (0, 24)
    ]
    kinds = (("M23|CODECO", "organisation"), ("Veland|Tarsia", "place"))
    spots = [
        Entity(Span(m.start(), m.end()), kind)
        for names, kind in kinds
        for m in re.finditer(names, text)
    ]
    read = reading(text)._replace(entities=tuple(sorted(spots)), anchors=tuple(shots))
    cast = resolver.cast(read, resolve_mentions(read), None)
    at = text.index(words)
    both = both_of(cast, Span(at, at + len(words)), words.lower())
    assert {side.party for side in both} == parties


@pytest.mark.parametrize(
    ("shots", "parties"), [(2, {"Veland", "Tarsia"}), (1, {"Veland", "Tarsia"}), (0, None)]
)
def test_who_tells_of_both_is_none_of_them_where_two_others_fight(resolver, shots, parties):
    text = (
        "Veland fired on Tarsia. Tarsia fired on Veland. Qatar waited, Qatar wrote, Qatar called, "
        "and Qatar said that both sides had agreed."
    )
    hits = [
        Anchor(
            Span(at, at + 5),
            "attack",
            0.9,
            {},
            (Role("actors", who, 0.9), Role("targets", whom, 0.9)),
            "network-test",
        )
        for at, who, whom in ((7, Span(0, 6), Span(16, 22)), (31, Span(24, 30), Span(40, 46)))
    ]
    at, source = text.index("both sides"), Span(text.index("Qatar said"), text.index(" said"))
    said = Attribution(source, None, (Span(at, len(text) - 1),))
    read = reading(text, entities=entities(text), attributions=(said,))
    cast = resolver.cast(read._replace(anchors=tuple(hits[:shots])), resolve_mentions(read), None)
    both = {side.party for side in both_of(cast, Span(at, at + 10), "both sides")}
    assert (both == parties) if parties else "Qatar" in both


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Amnesty", "Amnesty International"),
        ("Amnesty International", "Amnesty International"),
        ("the EU", "European Union"),
        ("Veland's army", "Veland's army"),
    ],
)
def test_a_body_has_its_full_name(resolver, words, name):
    text = f"Veland left. A report by {words} said so."
    assert [found for found, _ in actors(resolver, text, words)] == [name]


def test_the_other_side_is_not_the_one_that_acts(resolver):
    text = "Veland's army met Tarsia's army. Veland accused the other side of lying."
    assert actors(resolver, text, "the other side") == [("Tarsia", "Tarsia")]


def test_the_enemy_is_the_other_side_of_who_tells(resolver):
    text = "Kenya's General Staff said the enemy fired. Peru's army left."
    assert [party for _, party in actors(resolver, text, "the enemy")] == ["Peru"]


def test_the_day_decides_who_held_an_office(resolver):
    text = "The Russian president spoke to Ukraine."
    assert actors(resolver, text, "The Russian president", on="2010-05-01") == [
        ("Dmitry Medvedev", "Russia")
    ]
    assert actors(resolver, text, "The Russian president", on="2014-05-01") == [
        ("Vladimir Putin", "Russia")
    ]
    assert actors(resolver, text, "The Russian president", on=None)[0][1] == "Russia"


@pytest.mark.parametrize("kind", ["state", "group", "organisation"])
def test_a_name_of_the_users_list_is_no_person(tmp_path, kind):
    path = tmp_path / "mine.csv"
    path.write_text(f"name,aliases,party,kind,from,to,office\nSorn,,,{kind},,,\n")
    own = ActorResolver(Parties.load([path]))
    assert actors(own, "Sorn rejected the offer.", "Sorn") == [("Sorn", "Sorn")]
    assert actors(own, "Tevik Sorn rejected it.", "Tevik Sorn") == [("Tevik Sorn", None)]


def test_unarmed_parties_are_not_the_armed_group_of_the_article(resolver):
    text = "The Ostra Front fired on Selm. Nine opposition parties called for calm."
    assert {party for _, party in actors(resolver, text, "Nine opposition parties")} == {None}


@pytest.mark.parametrize(
    ("words", "kind", "role", "party"),
    [
        ("The Palestinians", "response", "actors", "Palestine"),
        ("The Palestinians", "demand", "targets", "Palestine"),
        ("The Palestinians", "attack", "targets", "Palestinians"),
    ],
)
def test_a_people_that_talks_is_its_side(resolver, words, kind, role, party):
    text = f"Palestine's army left. {words} were named."
    read = reading(text, entities=[("Palestine", "place"), ("Palestinians", "nationality")])
    at = text.index(words)
    span, asked = Span(at, at + len(words)), Asked(role, kind)
    (actor,) = resolver.actors(read, resolve_mentions(read), span, "2031-01-01", asked)
    assert actor.party == party


def test_rebels_are_no_group_where_two_are_named(resolver):
    text = "The Ostra Front fired. The Ostra Liberation Front fired. Rebels left Selm."
    assert actors(resolver, text, "Rebels") == [("Rebels", None)]


def test_the_word_lists_are_lower_case():
    habits = read_habits()
    for words in (habits.of_state, habits.rebels, habits.heads, habits.pairs, habits.no_state):
        assert all(word == word.lower() for word in words)
    for words in (habits.backed, habits.camps, habits.areas):
        assert all(word == word.lower() for word in words)
    assert habits.vague <= habits.rebels
    assert habits.local <= habits.of_state | habits.local


WORDS = [
    "both",
    "sides",
    "the",
    "army",
    "of",
    "Veland",
    "'s",
    "and",
    ",",
    "Putin",
    "he",
    "their",
    "Front",
    "rebels",
    "(",
    "Russia",
    ")",
    '"',
    "said",
    "we",
]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=40), st.data())
def test_every_name_comes_from_the_article_or_the_data(resolver, pieces, data):
    text = " ".join(pieces)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start, len(text)))
    read = reading(text, entities=entities(text))
    chains = resolve_mentions(read)
    first = resolver.actors(read, chains, Span(start, end), None)
    for actor in first:
        known = {"Vladimir Putin", "Russia", "Ukraine"}
        assert actor.name in known or all(w in text for w in actor.name.split())


NAMELESS = (
    "Veland's army fired on Tarsia. Two people familiar with the matter said so. Late on Monday "
    "a source agreed with them. The source left, but a Velandi source did not. The source stayed. The Norwegian source "
    "wept."
)


@pytest.mark.parametrize(
    ("words", "party"),
    [
        ("Two people familiar with the matter", None),
        ("a source", None),
        ("The source left", None),
        ("a Velandi source", "Veland"),
        ("The Norwegian source", "Norway"),
    ],
)
def test_who_vouches_without_a_name_is_of_no_side(resolver, words, party):
    for asked in (Asked("source", "attack"), Asked("actors", "statement")):
        ((_, found),) = actors(resolver, NAMELESS, words.removesuffix(" left"), asked=asked)
        assert found == party


def test_the_source_may_be_of_the_side_named_beside_it_before(resolver):
    asked = Asked("actors", "statement")
    assert actors(resolver, NAMELESS, "The source", 2, asked=asked) != [("source", None)]


@pytest.mark.parametrize(
    ("text", "party"),
    [
        (
            "The Popular Front for the Liberation of Tigray (TPLF) left.",
            "Tigray People's Liberation Front",
        ),
        ("The Forces nationales de la liberation (FNL) left.", "National Liberation Forces"),
        ("The Ostra Liberation Front (FNL) left.", "Ostra Liberation Front"),
    ],
)
def test_initials_that_the_data_know_tell_whose_name_stands_before_them(resolver, text, party):
    name = text[4 : text.index(" (")]
    at = text.index(name)
    read = reading(text)._replace(entities=(Entity(Span(at, at + len(name)), "organisation"),))
    found = resolver.actors(read, resolve_mentions(read), Span(at, at + len(name)), "2005")
    assert [actor.party for actor in found] == [party]


@pytest.mark.parametrize(
    ("words", "kind", "expected"),
    [
        ("a Norway-brokered peace deal", "response", [("Norway", "Norway")]),
        ("the Kenya-proposed truce", "proposal", [("Kenya", "Kenya")]),
        (
            "the European Union-led draft peace plan",
            "response",
            [("European Union", "European Union")],
        ),
        ("Norway-mediated talks", "demand", [("Norway", "Norway")]),
        ("Norway-backed rebels", "response", [("Norway-backed rebels", "Norway-backed rebels")]),
    ],
)
def test_an_offer_stands_for_who_is_behind_it(resolver, words, kind, expected):
    text = f"Sudan's army answered {words}."
    found = actors(resolver, text, words, asked=Asked("targets", kind))
    assert found == expected


def test_who_is_behind_talks_does_not_meet_at_them(resolver):
    text = "Sudan's army left Norway-mediated talks."
    met = actors(resolver, text, "Norway-mediated talks", asked=Asked("actors", "meeting"))
    assert ("Norway", "Norway") not in met
