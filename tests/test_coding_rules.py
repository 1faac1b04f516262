"""The rules beside the network: their own sentences, the engine, and what becomes of anchors."""

import time
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trees import reading as analysed
from truceline import codebook
from truceline.coding import confidence
from truceline.coding.linting import hits_in, lint, missed, plain_sentences
from truceline.coding.matching import apply_rules, match_rules
from truceline.coding.rulebook import SLOTS, RuleBook, values_needed
from truceline.errors import InputError
from truceline.model import Anchor, Article, Finding, Kind, Reading, Role, Sentence, Span, Word
from truceline.resolving.assembly import make_records
from truceline.resolving.context import make_context

BOOK = RuleBook.load()
CATCHES = [(rule, example) for rule in BOOK.rules for example in rule.entry.catches]
IDS = [rule.entry.id for rule in BOOK.rules]

ENTRY = """
[[rule]]
id = "attack.torch"
kind = "attack"
values = { means = "other" }
patterns = ["[<torch>/V] the? (targets: *)"]
catches = ["Raiders torched the granary.", "They are torching barns."]
leaves = ["He lit the torch."]
"""


@pytest.mark.parametrize("rule", BOOK.rules, ids=IDS)
def test_each_rule_catches_its_sentences(rule):
    assert [why for example in rule.entry.catches if (why := missed(BOOK, rule, example))] == []


@pytest.mark.parametrize("rule", BOOK.rules, ids=IDS)
def test_each_rule_leaves_its_sentences_alone(rule):
    assert [text for text in rule.entry.leaves if hits_in(BOOK, rule, text)] == []


def test_the_linter_has_no_complaint_about_the_package():
    assert [str(complaint) for complaint in lint(BOOK)] == []


# A small book of the user's own, beside the package's.


def _book(folder: Path, *entries: str) -> RuleBook:
    (folder / "own.toml").write_text("\n".join(entries), "utf-8")
    return RuleBook.load([folder])


def _only(book: RuleBook, rule: str, text: str):
    return [
        (hit.anchor.of(text), hit.values, {name: span.of(text) for name, span in hit.roles.items()})
        for sentence in plain_sentences(text)
        for hit in match_rules(book, sentence, text)
        if hit.rule.startswith(f"rule:{rule}@")
    ]


def test_a_users_folder_adds_rules(tmp_path):
    book = _book(tmp_path, ENTRY)
    assert len(book.rules) == len(BOOK.rules) + 1
    found = _only(book, "attack.torch", "Raiders torched the granary at dawn.")
    assert found == [("torched", {"means": "other"}, {"targets": "granary"})]


def test_a_users_vocabulary_extends_a_set_of_the_package(tmp_path):
    book = _book(tmp_path, '[set.truce]\nwords = ["standstill"]\n')
    text = "Varland proposed a standstill."
    assert _only(book, "proposal.propose", text) == [("proposed", {"subject": "ceasefire"}, {})]


PATTERNS = [
    ("a literal, whatever its case", "[siege]", "The SIEGE goes on.", "SIEGE"),
    ("every form of a verb", "[<withdraw>]", "It withdrew.", "withdrew"),
    ("a doubled consonant", "[<stop>]", "It was stopping.", "stopping"),
    ("a noun's plural only", "[<truce>/N]", "Two truces.", "truces"),
    ("a phrase, first word bent", "[<call off>]", "He called off the raid.", "called off"),
    ("a hyphen within a word", "[@truce]", "A cease-fire held.", "cease-fire"),
    ("a gap within its bound", "[<sign>] ..2 paper", "They sign a long paper.", "sign"),
    ("a gap beyond its bound", "[<sign>] ..1 paper", "They sign a long paper.", None),
    ("a gap stops at a comma", "[<sign>] ..3 paper", "They sign, then paper flies.", None),
    ("a wide gap does not", "[<sign>] ~3 paper", "They sign, then paper flies.", "sign"),
    ("no gap passes a semicolon", "[<sign>] ~3 paper", "They sign; then paper flies.", None),
    ("an optional word there", "a? [paper]", "Sign a paper.", "paper"),
    ("an optional word absent", "a? [paper]", "Sign paper.", "paper"),
    ("not before", "!no [paper]", "Sign no paper.", None),
    ("not before, first word", "!no [paper]", "Paper burns.", "Paper"),
    ("not after", "[paper] !towel", "A paper towel.", None),
    ("a number in digits", "[{num}] paper", "Some 1,200 paper slips.", "1,200"),
    ("a number in words", "[{num}] paper", "Twelve paper slips.", "Twelve"),
    ("a capital", "paper [{cap}]", "A paper Tiger.", "Tiger"),
    ("a name without entities", "paper [{ent:place}]", "From paper Pelvik.", "Pelvik"),
    ("an anchor of two words", "[paper tiger]", "A paper tiger.", "paper tiger"),
    ("a curly apostrophe", "[n't] paper", "They don’t paper walls.", "n’t"),
]


@pytest.mark.parametrize(
    ("what", "pattern", "text", "anchor"), PATTERNS, ids=[p[0] for p in PATTERNS]
)
def test_patterns(tmp_path, what, pattern, text, anchor):
    entry = ENTRY.replace("[<torch>/V] the? (targets: *)", pattern)
    found = _only(_book(tmp_path, entry), "attack.torch", text)
    assert [hit[0] for hit in found] == ([] if anchor is None else [anchor])


def test_a_known_tag_sharpens_a_test(tmp_path):
    book = _book(tmp_path, ENTRY)
    text = "torches barns"
    for tag, hits in (("VBZ", 1), ("", 1), ("NNS", 0)):
        words = (Word(Span(0, 7), "torches", tag), Word(Span(8, 13), "barns"))
        assert len(match_rules(book, Sentence(Span(0, 13), words), text)) == hits


# What is wrong is named: file, rule, reason.

UNION = """
[set.nod]
words = ["nod"]
[union.answer]
slot = "verdict"
sets = { accept = ["nod"] }
"""


def _recast(kind: str, pattern: str = "[torch]", **values: str) -> str:
    """Return a rule that makes attacks records of ``kind``."""
    given = ", ".join(f'{slot} = "{value}"' for slot, value in values.items())
    return (
        f'[[rule]]\nid = "own.recast"\neffect = "recast"\nkind = "{kind}"\nkinds = ["attack"]\n'
        f'values = {{ {given} }}\npatterns = ["{pattern}"]\n'
        'catches = ["A torch burned.", "The torch fell."]\nleaves = ["All was calm."]\n'
    )


WRONG = [
    ("no TOML", "[[rule]\n", "not readable as TOML"),
    ("a field too many", ENTRY + 'verdict = "reject"\n', "rule attack.torch: "),
    ("an unknown kind", ENTRY.replace('kind = "attack"', 'kind = "raid"'), "rule attack.torch: "),
    ("an unknown slot", ENTRY.replace("means =", "mean ="), "no slot is called 'mean'"),
    ("an unknown value", ENTRY.replace('"other"', '"fire"'), "means cannot be 'fire'"),
    ("an unknown role", ENTRY.replace("targets:", "victim:"), "no role is called 'victim'"),
    ("an unknown type of name", ENTRY.replace("<torch>/V", "{ent:persn}"), "no type of name"),
    ("an unknown set", ENTRY.replace("<torch>/V", "@torches"), "has no set 'torches'"),
    ("an open group", ENTRY.replace("*)", "*"), "the group 'targets' is not closed"),
    ("a closed group", ENTRY.replace("(targets: *)", "*)"), "is closed that is not open"),
    (
        "no word",
        ENTRY.replace("<torch>/V", "*").replace("the?", ""),
        "names no word that must be present",
    ),
    ("a twin", ENTRY + ENTRY, "has a rule of the same id"),
    ("no pattern", ENTRY.replace('"[<torch>/V] the? (targets: *)"', ""), "it has no pattern"),
    ("a veto with values", ENTRY + 'effect = "veto"\n', "a veto sets no `values`"),
    (
        "a recasting of nothing",
        ENTRY + 'effect = "recast"\n',
        "a rule that recasts needs `kinds` and the `kind` that they become",
    ),
    (
        "a recasting to nothing",
        ENTRY.replace('kind = "attack"', 'kinds = ["attack"]') + 'effect = "recast"\n',
        "a rule that recasts needs `kinds` and the `kind` that they become",
    ),
    (
        "a recasting to an action",
        _recast("action"),
        "to recast to action, `values` must set plover",
    ),
    (
        "a recasting to a demand",
        _recast("demand"),
        "to recast to demand, `values` must set polarity",
    ),
    (
        "a recasting to an answer",
        _recast("response"),
        "to recast to response, `values` must set verdict",
    ),
    (
        "a recasting to a truce",
        _recast("ceasefire"),
        "to recast to ceasefire, `values` must set type",
    ),
    (
        "a truce of no phase",
        _recast("ceasefire", type="agreed"),
        "to recast to ceasefire, `values` must set phase",
    ),
    ("a recasting to a quotation", _recast("statement"), "no rule makes a statement"),
    ("a quotation added", ENTRY.replace('"attack"', '"statement"'), "no rule makes a statement"),
    (
        "a recasting by half a union",
        _recast("response", pattern="@answer|torch") + UNION,
        "to recast to response, `values` must set verdict",
    ),
    ("a number for rules", "rule = 5\n", "rule: is no list of rules"),
    ("no rules", "rule = false\n", "rule: is no list of rules"),
    ("a day for rules", "rule = 2031-03-03\n", "rule: is no list of rules"),
    ("one rule, no list", ENTRY.replace("[[rule]]", "[rule]"), "Write [[rule]] above each rule"),
    ("a rule that is none", "rule = [5]\n", "rule number 1: Expected `object`, got `int`"),
    ("an id that is none", ENTRY.replace('"attack.torch"', "[1]"), "rule number 1: Expected `str`"),
    ("an id of two words", ENTRY.replace("attack.torch", "attack torch"), "must be one word"),
    ("no id", ENTRY.replace("attack.torch", ""), "`id` must be one word"),
    ("a phrase that is common", '[set.common]\nwords = ["of course"]\n', "set common: 'of course'"),
    (
        "a number of two words",
        '[set.number]\nwords = ["a score"]\n',
        "set number: 'a score' is more",
    ),
    ("an empty entry", '[set.truce]\nwords = [" "]\n', "set truce: ' ' has no word"),
    ("a set that is none", '[set.lull]\nwords = "lull"\n', "set lull: Expected `array`"),
    ("a union that is none", "[union.halt]\nslot = 1\n", "union halt: Expected `str`, got `int`"),
    ("forms in a list", '[irregular]\nbe = ["is"]\n', "irregular be: Expected `str`, got `array`"),
    ("an unknown table", "[sets]\n", "unknown field `sets`"),
    ("nested too deep", "a = " + "[" * 9999 + "]" * 9999, "nested too deep"),
    ("a number too long", "a = 1" + "0" * 5000, "not readable as TOML"),
]


@pytest.mark.parametrize(("what", "content", "reason"), WRONG, ids=[w[0] for w in WRONG])
def test_a_wrong_file_is_named(tmp_path, what, content, reason):
    with pytest.raises(InputError) as caught:
        _book(tmp_path, content)
    assert reason in str(caught.value)
    assert str(tmp_path / "own.toml") in str(caught.value)


def test_a_file_in_another_encoding_is_named_and_a_mark_before_it_is_passed_over(tmp_path):
    path = tmp_path / "own.toml"
    path.write_bytes(b"\xef\xbb\xbf" + ENTRY.encode())
    assert RuleBook.load([tmp_path]).rules[-1].entry.id == "attack.torch"
    for encoding, comment in (("latin-1", "# été\n"), ("utf-16", "")):
        path.write_bytes((comment + ENTRY).encode(encoding))
        with pytest.raises(InputError) as caught:
            RuleBook.load([tmp_path])
        assert f"{path}: not in UTF-8" in str(caught.value)


def test_a_folder_without_rules_is_named(tmp_path):
    (tmp_path / "own.tml").write_text(ENTRY)
    with pytest.raises(InputError, match=r"holds no \.toml file"):
        RuleBook.load([tmp_path])


def test_a_union_may_have_the_name_of_a_set_of_single_words(tmp_path):
    book = _book(
        tmp_path,
        '[set.lull]\nwords = ["lull in fighting"]\n'
        '[union.common]\nslot = "scope"\nsets = { local = ["lull"] }\n',
    )
    assert book.numbers == BOOK.numbers


def test_a_word_of_one_letter_bends(tmp_path):
    book = _book(tmp_path, ENTRY.replace("<torch>/V", "<y>"))
    assert [hit[0] for hit in _only(book, "attack.torch", "She yed paper.")] == ["yed"]


def test_a_missing_folder_is_named(tmp_path):
    with pytest.raises(InputError, match="this is no folder of rules"):
        RuleBook.load([tmp_path / "absent"])


def test_the_linter_names_what_a_rule_misses(tmp_path):
    entry = ENTRY.replace("He lit the torch.", "They torched a car.")
    entry = (
        entry.replace('"They are torching barns."', '"All was calm."')
        + "[set.idle]\nwords = ['x']\n"
    )
    complaints = [str(complaint) for complaint in lint(_book(tmp_path, entry))]
    label = f"{tmp_path}/own.toml: attack.torch: "
    assert complaints == [
        f"{label}does not catch 'All was calm.'",
        f"{label}does not leave alone 'They torched a car.'",
        "vocabulary: idle: no rule uses it",
    ]


def test_a_version_follows_what_a_rule_does_not_its_examples(tmp_path):
    first = _book(tmp_path, ENTRY).rules[-1].version
    same = _book(tmp_path, ENTRY.replace("He lit the torch.", "A torch burned."))
    changed = _book(tmp_path, ENTRY.replace("the?", "a?"))
    assert same.rules[-1].version == first
    assert changed.rules[-1].version != first


# Adding, vetoing, setting.


def _reading(text: str, *anchors: Anchor) -> Reading:
    return Reading(Article(id="a", doc="a", text=text), plain_sentences(text), (), (), (), anchors)


def _net(text: str, word: str, kind: str, probability: float = 0.6, **values: tuple[str, float]):
    start = text.index(word)
    return Anchor(Span(start, start + len(word)), kind, probability, values, (), "network")


def test_a_rule_adds_an_anchor():
    text = "The Kesh Front turned down the truce."
    (anchor,) = apply_rules(BOOK, _reading(text))
    assert (anchor.span.of(text), anchor.kind) == ("turned down", "response")
    assert anchor.values["verdict"][0] == "reject"
    assert anchor.rule.startswith("rule:response.reject.offer@")


def test_an_anchor_on_the_same_word_is_merged():
    text = "The Kesh Front turned down the truce."
    reading = _reading(text, _net(text, "turned", "response", 0.9, verdict=("accept", 0.3)))
    (anchor,) = apply_rules(BOOK, reading)
    assert (anchor.span.of(text), anchor.probability) == ("turned", 0.9)
    assert anchor.values["verdict"][0] == "reject"
    assert [part.split("@")[0] for part in anchor.rule.split()] == [
        "network",
        "rule:response.reject.offer",
    ]


def test_an_anchor_of_the_same_clause_is_merged_one_of_another_is_not():
    text = "Varland proposed a truce, and Keldan proposed talks."
    first = _net(text, "truce", "proposal", 0.9)
    anchors = apply_rules(BOOK, _reading(text, first))
    assert [anchor.span.of(text) for anchor in anchors] == ["truce", "proposed"]
    assert anchors[1].values["subject"][0] == "talks"


@pytest.mark.parametrize(
    ("kind", "probability", "kinds"),
    [
        ("demand", 0.9, ["demand"]),
        ("demand", 0.2, ["demand", "response"]),
        ("proposal", 0.9, ["proposal", "response"]),
    ],
    ids=["surer and another kind", "less sure", "both kinds at once"],
)
def test_a_rule_yields_to_a_surer_network_on_the_same_word(kind, probability, kinds):
    text = "The Kesh Front turned down the truce."
    anchors = apply_rules(BOOK, _reading(text, _net(text, "turned", kind, probability)))
    assert sorted(anchor.kind for anchor in anchors) == kinds


def test_a_veto_takes_the_networks_anchor_away():
    text = "He died of a heart attack."
    assert apply_rules(BOOK, _reading(text, _net(text, "attack", "attack"))) == ()


def test_a_veto_leaves_other_kinds_alone():
    text = "He died of a heart attack."
    anchor = _net(text, "attack", "accusation")
    assert apply_rules(BOOK, _reading(text, anchor)) == (anchor,)


def test_a_veto_of_one_kind_leaves_the_others_alone(tmp_path):
    (tmp_path / "own.toml").write_text(
        '[[rule]]\nid = "own.drill"\neffect = "veto"\nkind = "attack"\npatterns = ["drill"]\n'
        'catches = ["The drill went on.", "A drill began."]\nleaves = ["The raid went on."]\n'
    )
    text = "The drill went on."
    anchor = _net(text, "drill", "action")
    assert apply_rules(RuleBook.load([tmp_path]), _reading(text, anchor)) == (anchor,)


def test_a_veto_may_reach_over_the_sentence_and_not_beyond():
    text = "The midfielder led every raid. The raid on Dorna went on."
    first, second = _net(text, "raid", "attack"), _net(text[:31] + text[31:], "raid", "attack")
    second = second._replace(span=Span(35, 39))
    assert [text[slice(*first.span)], text[slice(*second.span)]] == ["raid", "raid"]
    (kept,) = apply_rules(BOOK, _reading(text, first, second))
    assert kept.span == second.span


REFUSED = "Pelvik's council has refused to sign the protocol."


def test_a_recasting_makes_another_kind_of_an_anchor():
    (anchor,) = apply_rules(BOOK, _reading(REFUSED, _net(REFUSED, "refused", "demand")))
    assert (anchor.kind, anchor.probability) == ("response", 0.6)
    assert anchor.values["verdict"][0] == "reject"
    assert "rule:response.reject.refused@" in anchor.rule


def test_what_is_recast_makes_one_of_its_new_kind_likelier():
    already = _net(REFUSED, "sign", "response", 0.5)
    reading = _reading(REFUSED, _net(REFUSED, "refused", "demand"), already)
    (anchor,) = apply_rules(BOOK, reading)
    assert (anchor.span, anchor.kind) == (already.span, "response")
    assert anchor.probability == pytest.approx(0.8)


def test_what_is_likely_enough_before_a_recasting_is_so_after_it():
    text = "Pelvik must understand that its raids will be answered."
    known = confidence.load()
    for sure in (known.cut("demand"), 0.7):
        (anchor,) = apply_rules(BOOK, _reading(text, _net(text, "understand", "demand", sure)))
        assert (anchor.kind, anchor.values["plover"][0]) == ("action", "THREATEN")
        assert max(sure, known.cut("action")) <= anchor.probability <= 0.9


def test_a_recasting_leaves_other_kinds_alone_and_adds_nothing():
    anchor = _net(REFUSED, "refused", "accusation")
    assert apply_rules(BOOK, _reading(REFUSED, anchor)) == (anchor,)
    assert apply_rules(BOOK, _reading(REFUSED)) == ()


WEIGHED = (
    "Keldan/NNP/nsubj/3 is=be/VBP/aux/3 considering=consider/VBG/root/0 a/DT/det/6 "
    "Pelvik/NNP/compound/6 proposal/NN/obj/3"
)


@pytest.mark.parametrize(
    ("weighed", "kinds"), [(True, ["response", "proposal"]), (False, ["response"])]
)
def test_what_a_word_of_the_new_kind_is_about_is_not_recast(weighed, kinds):
    made = analysed(WEIGHED)
    text = made.article.text
    told = [_net(text, "considering", "response")] if weighed else []
    told.append(_net(text, "proposal", "proposal"))
    found = apply_rules(BOOK, made._replace(anchors=tuple(told)))
    assert [anchor.kind for anchor in found] == kinds


def test_a_union_may_give_what_a_recasting_needs(tmp_path):
    rule = _book(tmp_path, _recast("response", pattern="[@answer]"), UNION).rules[-1]
    assert rule.entry.values == {}


class Nobody:
    """Resolves every mention to nobody."""

    def actors(self, *_):
        return ()


RECAST = [kind for kind in get_args(Kind) if kind != "statement"]


@pytest.mark.parametrize("kind", RECAST)
def test_a_recasting_that_is_accepted_makes_records(tmp_path, kind):
    """What the check asks for is what the records need, no less and no more."""
    values = {slot: min(SLOTS[slot]) for slot in values_needed(kind)}
    for left_out in (None, *values):
        given = {slot: value for slot, value in values.items() if slot != left_out}
        text = "They had to end the siege."
        roles = tuple(Role(name, Span(9, 25), 0.9) for name in ("demand", "content"))
        slots = {slot: (value, 0.9) for slot, value in given.items()}
        anchor = Anchor(Span(5, 8), kind, 0.9, slots, roles, "network")
        context = make_context(_reading(text), (), Nobody())
        made = make_records(Finding(anchor, Span(0, 26), Span(0, 26), 0.9), context)
        sound = [record for record in made if not codebook.load().check(record)]
        assert bool(sound) == (left_out is None)
        if left_out is None:
            assert _book(tmp_path, _recast(kind, **given)).rules[-1].entry.kind == kind


def test_a_setting_yields_to_a_network_that_is_surer():
    text = "The envoys will meet on Monday."
    for sure, modality in ((0.5, "planned"), (0.99, "asserted")):
        reading = _reading(text, _net(text, "meet", "meeting", modality=("asserted", sure)))
        (anchor,) = apply_rules(BOOK, reading)
        assert anchor.values["modality"][0] == modality


def test_a_setting_adds_roles_the_network_lacks():
    text = "Keldan proposed a 30-day truce."
    (anchor,) = apply_rules(BOOK, _reading(text, _net(text, "proposed", "proposal")))
    roles = {role.name: role.span.of(text) for role in anchor.roles}
    assert roles == {"duration": "30-day"}


def test_a_setting_changes_no_probability_and_names_itself():
    text = "The envoys will meet on Monday."
    (anchor,) = apply_rules(BOOK, _reading(text, _net(text, "meet", "meeting", 0.3)))
    assert anchor.probability >= 0.3
    assert "rule:modality.planned.future@" in anchor.rule


def _parsed(text: str, *words: tuple[str, str, int, str]) -> Reading:
    """Build a reading of one sentence from (form, tag, head, relation)."""
    at, found = 0, []
    for form, tag, head, relation in words:
        at = text.index(form, at)
        found.append(Word(Span(at, at + len(form)), form, tag, "", head, relation))
        at += len(form)
    sentence = Sentence(Span(0, len(text)), tuple(found))
    return Reading(Article(id="a", doc="a", text=text), (sentence,), (), (), (), ())


def test_a_setting_on_a_verb_holds_for_its_object():
    text = "Norrmark will then convene talks."
    reading = _parsed(
        text,
        ("Norrmark", "NNP", 3, "nsubj"),
        ("will", "MD", 3, "aux"),
        ("then", "RB", 3, "advmod"),
        ("convene", "VB", -1, "root"),
        ("talks", "NNS", 3, "obj"),
        (".", ".", 3, "punct"),
    )
    (anchor,) = apply_rules(BOOK, reading._replace(anchors=(_net(text, "talks", "meeting"),)))
    assert anchor.values["modality"][0] == "planned"


def test_clauses_follow_the_tree_where_there_is_one():
    text = "Keldan proposed a truce because Varland proposed a truce"
    reading = _parsed(
        text,
        ("Keldan", "NNP", 1, "nsubj"),
        ("proposed", "VBD", -1, "root"),
        ("a", "DT", 3, "det"),
        ("truce", "NN", 1, "obj"),
        ("because", "IN", 6, "mark"),
        ("Varland", "NNP", 6, "nsubj"),
        ("proposed", "VBD", 1, "advcl"),
        ("a", "DT", 8, "det"),
        ("truce", "NN", 6, "obj"),
    )
    anchors = apply_rules(BOOK, reading._replace(anchors=(_net(text, "truce", "proposal", 0.9),)))
    assert [anchor.span.start for anchor in anchors] == [text.index("truce"), 40]


def test_anchors_outside_every_sentence_are_kept():
    text = "Keldan is calm."
    anchor = _net(text, "calm", "action")
    reading = _reading(text, anchor)._replace(sentences=())
    assert apply_rules(BOOK, reading) == (anchor,)


def test_the_same_reading_gives_the_same_anchors():
    text = " ".join(str(getattr(example, "text", example)) for _, example in CATCHES[:80])
    assert apply_rules(BOOK, _reading(text)) == apply_rules(BOOK, _reading(text))


@given(st.text(alphabet="aeiou truce offers, turned down talks. “'”-\n5", max_size=200))
@settings(max_examples=60, deadline=None)
def test_any_text_is_matched_within_its_bounds(text):
    for anchor in apply_rules(BOOK, _reading(text)):
        assert 0 <= anchor.span.start < anchor.span.end <= len(text)
        assert all(0 <= role.span.start < role.span.end <= len(text) for role in anchor.roles)


def test_an_article_of_500_words_takes_milliseconds():
    text = " ".join(str(getattr(example, "text", example)) for _, example in CATCHES)
    text = " ".join(text.split()[:500])
    reading = _reading(text)
    apply_rules(BOOK, reading)
    took = []
    for _ in range(5):
        start = time.perf_counter()
        apply_rules(BOOK, reading)
        took.append(time.perf_counter() - start)
    assert min(took) < 0.1


def test_a_rule_of_many_gaps_is_soon_done(tmp_path):
    gaps = ENTRY.replace('"[<torch>/V] the? (targets: *)"', '"[<torch>/V] ++99 a ++99 a ++99 b"')
    book = _book(tmp_path, gaps)
    text = "They torched " + "a " * 150 + "barn."
    (sentence,) = plain_sentences(text)
    start = time.process_time()
    match_rules(book, sentence, text)
    assert time.process_time() - start < 2
