"""Which toll a number gives: killed, injured, or neither, by the words beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from truceline.coding.clauses import tops
from truceline.coding.figures import sum_figures, whole_figure
from truceline.coding.phrases import Phrases
from truceline.coding.wordlists import word_lists
from truceline.model import Anchor, Role, Sentence, Span
from truceline.reading.nearby import touched

TOLLS = ("killed", "injured")
FIGURES = (*TOLLS, "losses")
BEFORE, AFTER = 5, 4
"""How many words before and after a number are looked at."""
SURE = 0.7
"""Probability from which a toll is what the network says, if no word right beside it says other."""
LIKELY = 0.8
"""Probability from which an attack keeps the toll of its sentence from the attacks of others."""
_CLIMB = 4
"""Words between a number and the verb of which what it counts is subject or object."""
_PARTS = frozenset(("nummod", "conj", "compound", "amod", "advmod", "fixed", "nmod:unmarked"))
"""Relations from a number, or from a further thing counted, to the thing that the verb hangs on."""
_COUNTS = _PARTS - {"conj", "advmod"} | {"flat"}
"""Relations from a number to the noun that it counts."""
_UNDERGONE = frozenset(("obj", "nsubj", "nsubj:pass", "nmod"))
"""Relations of a noun to what befell or was done by whom it names."""
_VERBAL = ("VB", "JJ")
_LOOSE = frozenset(("conj", "advmod"))
"""Relations that a subject parted from its verb by a comma is given: "nine more, it said, died"."""


def sort_tolls(anchor: Anchor, phrases: Phrases) -> Anchor:
    """Return ``anchor`` with each figure once, under the name that the words beside it give it.

    Of two that share words the surer one stays: who was killed is not lost as well.
    """
    if not any(role.name in FIGURES for role in anchor.roles):
        return anchor
    figures: list[Role] = []
    for role in sorted(anchor.roles, key=lambda r: -r.probability):
        span = whole_figure(role.span, phrases) if role.name in FIGURES else None
        name = _toll(role._replace(span=span), phrases) if span else None
        if span and name and not any(r.span.overlaps(span) for r in figures):
            figures.append(role._replace(name=name, span=span))
    others = [r for r in anchor.roles if r.name not in FIGURES]
    tolls = [sum_figures([r for r in figures if r.name == name], phrases) for name in TOLLS]
    losses = sorted((r for r in figures if r.name not in TOLLS), key=lambda r: r.span)
    return anchor._replace(roles=(*others, *tolls[1], *tolls[0], *losses))


def add_tolls(anchor: Anchor, phrases: Phrases) -> Anchor:
    """Return an attack with the tolls and losses that stand in its sentence and were overlooked."""
    sentence = phrases.sentence(anchor.span.start)
    if anchor.kind != "attack" or sentence is None:
        return anchor
    roles = list(anchor.roles)
    for number, word in enumerate(sentence.words):
        if word.tag != "CD" or (number and sentence.words[number - 1].tag == "CD"):
            continue
        name = _plain_toll(sentence, number)
        span = _counted(sentence, number, phrases)
        same = [r for r in roles if r.name == name]
        if name and not (same if name in TOLLS else [r for r in same if r.span.overlaps(span)]):
            roles.append(Role(name, span, 0.5))
    return anchor._replace(roles=tuple(roles))


def own_tolls(anchors: Sequence[Anchor], phrases: Phrases) -> list[Anchor]:
    """Return the anchors without a toll that an attack of the toll's own sentence counts.

    "They are at war. Two guards were killed in an ambush": the two were killed in the ambush.
    """
    likely = [a for a in anchors if a.kind == "attack" and a.probability >= LIKELY]
    counted = [r.span for a in likely for r in _tolls(a) if phrases.between(a.span, r.span) == 0]
    return [_own_tolls(a, counted, phrases) for a in anchors] if counted else list(anchors)


def _tolls(anchor: Anchor) -> list[Role]:
    return [role for role in anchor.roles if role.name in TOLLS]


def _own_tolls(anchor: Anchor, counted: Sequence[Span], phrases: Phrases) -> Anchor:
    others = {
        role
        for role in _tolls(anchor)
        if phrases.between(anchor.span, role.span) != 0
        and any(span.overlaps(role.span) for span in counted)
    }
    return anchor._replace(roles=tuple(r for r in anchor.roles if r not in others))


def _plain_toll(sentence: Sentence, number: int) -> str | None:
    """Return which toll a number gives by its verb or the word right before it or behind it."""
    lists = word_lists("casualties.toml")
    last = _last_digit(sentence, number)
    behind, ahead = _behind(sentence, last), _ahead(sentence, number)
    ruined = any(w.lemma in lists["ruin"] for w in sentence.words[:number])
    if ruined and set(behind[:2]) & lists["material"]:
        return "losses"
    if {*behind[:1], _noun(sentence, last)} & lists["things"] or _is_age(sentence, last):
        return None
    inside = range(number, last + 1)
    if _is_either(sentence, inside) or _is_held(sentence, last):
        return None
    if told := _told(sentence, inside):
        return told
    for words in (set(behind[:3]), set(_unqualified(ahead)[:1])):
        for name in TOLLS:
            if words & lists[name]:
                return name
    return None


def _last_digit(sentence: Sentence, number: int) -> int:
    while number + 1 < len(sentence.words) and sentence.words[number + 1].tag == "CD":
        number += 1
    return number


def _unqualified(ahead: list[str]) -> list[str]:
    return [w for w in ahead if w not in word_lists("quantity.toml")["before"]]


def _counted(sentence: Sentence, number: int, phrases: Phrases) -> Span:
    """Return the number with its qualifiers and the noun that it counts."""
    last = _last_digit(sentence, number)
    after = sentence.words[last + 1 : last + 2]
    end = (
        after[0].span.end
        if after and after[0].tag.startswith("NN")
        else sentence.words[last].span.end
    )
    return phrases.quantity(Span(sentence.words[number].span.start, end))


def _is_age(sentence: Sentence, last: int) -> bool:
    """Tell whether a number is an age: "63" of "a 63-year-old woman"."""
    behind = [w.lemma for w in sentence.words[last + 1 : last + 1 + AFTER]]
    return [w for w in behind if w != "-"][:2] == ["year", "old"]


def _told(sentence: Sentence, inside: Sequence[int], *, listed: bool = True) -> str | None:
    """Return the toll by the verb of which the number, or what it counts, is object or subject.

    ``listed`` counts what is joined to such a thing, too, which trees are often wrong about.
    """
    at = tops(inside, sentence.words)[0]
    for _ in range(_CLIMB):
        word = sentence.words[at]
        if word.head < 0:
            return None
        verb = sentence.words[word.head]
        told = _named((verb.lemma, verb.text.lower())) if verb.tag.startswith(_VERBAL) else None
        if told and _suffers(sentence, at):
            return told
        if word.relation not in _PARTS or (word.relation == "conj" and not listed):
            return None
        at = word.head
    return None


def _is_means(sentence: Sentence, inside: Sequence[int]) -> bool:
    """Tell whether a figure counts what was used: "hit with 34 drones", "fired six rockets"."""
    at = _climbed(sentence, inside, _PARTS)
    word = sentence.words[at]
    launched = word.relation in ("obj", "nsubj:pass") and word.head >= 0
    if launched and sentence.words[word.head].lemma in word_lists("casualties.toml")["launch"]:
        return True
    return any(w.head == at and w.lemma == "with" for w in sentence.words)


def _counted_at(sentence: Sentence, inside: Sequence[int]) -> int:
    """Return the word that a figure counts: the noun on which its number hangs, or itself."""
    return _climbed(sentence, inside, _COUNTS)


def _climbed(sentence: Sentence, inside: Sequence[int], relations: frozenset[str]) -> int:
    """Return the word that a number hangs on by a chain of ``relations``, or itself."""
    words = sentence.words
    at = tops(inside, words)[0]
    for _ in range(_CLIMB):
        if words[at].relation not in relations or words[at].head < 0:
            break
        at = words[at].head
    return at


def _is_elsewhere(sentence: Sentence, inside: Sequence[int]) -> bool:
    """Tell whether the tree says that what a figure counts did or underwent something else.

    "Two of them hit the town"; "it drove 400 people from their homes"; "the toppling of Velt".
    """
    at = _counted_at(sentence, inside)
    word = sentence.words[at]
    if word.head < 0:
        return False
    over = sentence.words[word.head]
    lists = word_lists("casualties.toml")
    fate = [over, *(w for w in sentence.words if w.head == word.head and w.relation == "xcomp")]
    told = {form for w in fate for form in (w.lemma, w.text.lower())}
    left = word.relation.startswith("nsubj") and at < word.head
    moved = lists["going"] | lists["held"] if left else lists["held"]
    if word.relation in _UNDERGONE and told & moved:
        return True
    behind = word.relation == "nsubj" and word.head < at
    if (behind or word.relation in ("obj", "nsubj:pass")) and told & lists["launch"]:
        return True
    return _acts(sentence, at) and not told & lists["suffer"]


def _acts(sentence: Sentence, at: int) -> bool:
    """Tell whether a word is the subject of a verb that does not say that it died or was hurt."""
    word = sentence.words[at]
    over = sentence.words[word.head]
    if word.relation != "nsubj" or word.head < at or not over.tag.startswith("VB"):
        return False
    if _named((over.lemma, over.text.lower())):
        return not _suffers(sentence, at)
    between = sentence.words[min(at, word.head) : max(at, word.head)]
    return _named(form for w in between for form in (w.lemma, w.text.lower())) is None


def _is_held(sentence: Sentence, last: int) -> bool:
    """Tell whether a participle right behind a figure says what else befell it: "90 displaced"."""
    after = sentence.words[last + 1 : last + 2]
    held = word_lists("casualties.toml")["held"]
    return any(w.text.lower() in held and w.relation != "amod" for w in after)


def _is_either(sentence: Sentence, inside: Sequence[int]) -> bool:
    """Tell whether a figure counts the dead and the injured alike: "ten were killed or wounded"."""
    first, last = max(0, inside[0] - AFTER), inside[-1] + BEFORE
    words = [w.text.lower() for w in sentence.words[first : last + 1]]
    joined = zip(words, words[1:], words[2:], strict=False)
    return any(
        joint == "or" and None not in (names := {_named([one]), _named([two])}) and len(names) > 1
        for one, joint, two in joined
    )


def _suffers(sentence: Sentence, at: int) -> bool:
    """Tell whether a word names whom its verb befalls: no subject of one that has an object."""
    word = sentence.words[at]
    if word.relation == "nsubj":
        return not any(w.head == word.head and w.relation == "obj" for w in sentence.words)
    loose = word.head > at and word.relation in _LOOSE
    return loose or word.relation in ("obj", "nsubj:pass")


def _named(words: Iterable[str]) -> str | None:
    """Return the toll that the first telling word of ``words`` names."""
    lists = word_lists("casualties.toml")
    return next((name for word in words for name in TOLLS if word in lists[name]), None)


def _toll(role: Role, phrases: Phrases) -> str | None:
    """Return the name that the role should have; ``None`` where it is no toll at all."""
    sentence = phrases.sentence(role.span.start)
    inside = touched(role.span, sentence.words if sentence else ())
    if sentence is None or not inside:
        return role.name
    lists = word_lists("casualties.toml")
    own = _own(sentence, inside)
    counted = {sentence.words[i].text.lower() for i in inside if not _only_tells(sentence, i)}
    behind = _behind(sentence, inside[-1])
    if role.name == "losses" and _is_means(sentence, inside):
        return None
    if role.name in TOLLS and (_is_either(sentence, inside) or _is_held(sentence, inside[-1])):
        return None
    nouns = {*counted, *behind[:1], _noun(sentence, inside[-1])}
    if role.name in TOLLS and nouns & lists["things"]:
        return None
    moved = lists["going"] | lists["held"]
    if moved.intersection(own) and _named(own) is None:
        return None if role.name in TOLLS else role.name
    ahead = _ahead(sentence, inside[0])
    beside = {*behind, *_unqualified(ahead)[:1]}
    sure = role.probability >= SURE
    if sure and ahead[:1] == ["and"] and not behind:
        ahead = []  # "two were killed and six others, among them a child, were hurt"
    if sure and _named(behind[:1]) == role.name:
        return role.name
    if name := _named(own) or _told(sentence, inside, listed=not sure):
        return name
    if role.name in TOLLS and _is_elsewhere(sentence, inside):
        return None
    near = (*behind, *(_unqualified(ahead)[:1] if sure else ahead))
    if name := _named(near):
        return name
    return None if role.name in TOLLS and moved & beside else role.name


def _only_tells(sentence: Sentence, at: int) -> bool:
    """Tell whether a word only says what the next noun is of: "bus" of "bus passengers"."""
    word = sentence.words[at]
    return word.relation == "compound" and word.head > at


def _own(sentence: Sentence, inside: Sequence[int]) -> list[str]:
    """Return the words of a figure without those of an age."""
    words = sentence.words
    ages = {i for n in inside if _is_age(sentence, n) for i in range(n, n + AFTER + 1)}
    return [words[i].text.lower() for i in inside if i not in ages]


def _noun(sentence: Sentence, last: int) -> str:
    """Return the noun that a number counts: "buses" of "12 passenger buses"."""
    noun = ""
    for word in sentence.words[last : last + 1 + AFTER]:
        if not word.tag.startswith(("CD", "NN", "JJ")):
            break
        noun = word.text.lower()
    return noun


def _behind(sentence: Sentence, last: int) -> list[str]:
    """Return the words after the number, up to the next number or stop."""
    found = []
    for word in sentence.words[last + 1 : last + 1 + AFTER]:
        if word.tag in ("CD", "CC", ",", ".", ":"):
            break
        found.append(word.text.lower())
    return found


def _ahead(sentence: Sentence, first: int) -> list[str]:
    """Return the words before the number, the nearest first."""
    found = []
    for word in reversed(sentence.words[max(0, first - BEFORE) : first]):
        if word.tag in (".", ":"):
            break
        found.append(word.text.lower())
    return found
