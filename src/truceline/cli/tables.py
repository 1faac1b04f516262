"""Views as tables: columns for each view, drawn by rich on a terminal, tab-separated in a pipe."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from truceline import views
from truceline.cli.console import plain
from truceline.cli.files import STANDARD_OUTPUT, write_lines
from truceline.export.rows import cell
from truceline.model import Actor
from truceline.views.parties import ROLES
from truceline.views.phrases import (
    ACTIONS,
    KIND_NAMES,
    MODALITIES,
    SUBJECTS,
    VERDICTS,
    actor,
    days,
    listed,
    loss,
    quantity,
)
from truceline.views.rows import Attack, Claim, Deed, Offer, Quote, Stage, Violation

if TYPE_CHECKING:
    from rich.console import Console


class Table(NamedTuple):
    """A view as headings and rows of cells; an unknown value is an empty cell."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Column = tuple[str, Callable[[Any], str]]


def _names(actors: Iterable[Actor]) -> str:
    return listed(actor(who) for who in actors)


def _quantity(values: Any, *, approximate: bool = False) -> str:
    return quantity(values, approximate=approximate) if values else ""


WHEN: Column = ("when", lambda row: row.when or "")
WHO: Column = ("who", lambda row: _names(row.actors))
TO: Column = ("to whom", lambda row: _names(row.targets))
WHERE: Column = ("where", lambda row: row.where or "")
REPORTED: Column = ("how reported", lambda row: MODALITIES.get(row.modality, row.modality))
SOURCE: Column = ("according to", lambda row: _names(row.source))
REF: tuple[Column, ...] = (
    ("article", lambda row: row.ref.doc),
    ("start", lambda row: str(row.ref.evidence.start)),
    ("end", lambda row: str(row.ref.evidence.end)),
    ("words", lambda row: row.ref.evidence.text),
    ("record", lambda row: row.ref.record),
)


def _answers(row: Offer) -> str:
    return "; ".join(
        f"{_names(a.actors) or '?'}: {VERDICTS.get(a.verdict or '', '')}" for a in row.answers
    )


class StageOf(NamedTuple):
    """A stage with the number of its truce; the first one carries the breaches alleged."""

    number: int
    stage: Stage
    violations: tuple[Violation, ...]


def _stages(book: views.Book) -> Sequence[StageOf]:
    return [
        StageOf(number, stage, () if place else truce.violations)
        for number, truce in enumerate(views.truces(book), 1)
        for place, stage in enumerate(truce.stages)
    ]


def _alleged(row: StageOf) -> str:
    return "; ".join(
        f"{_names(v.source) or 'the report'}: {_count(v) or 'no number'}" for v in row.violations
    )


def _of_stage(column: Column) -> Column:
    return (column[0], lambda row: column[1](row.stage))


def _count(row: Violation) -> str:
    return _quantity(row.count, approximate=row.approximate)


TERMS: tuple[Column, ...] = (
    ("days", lambda row: days(row.duration_days) if row.duration_days else ""),
    ("scope", lambda row: row.scope or ""),
    ("unconditional", lambda row: "yes" if row.unconditional else ""),
    ("conditions", lambda row: "; ".join(row.conditions)),
    ("start", lambda row: row.start or ""),
    ("end", lambda row: row.end or ""),
)


def _claim_source(pair: tuple[Attack, Claim | None]) -> str:
    row, claim = pair
    return _names(claim.source if claim else row.source)


def _claimed(name: str) -> Callable[[tuple[Attack, Claim | None]], str]:
    def cell(pair: tuple[Attack, Claim | None]) -> str:
        claim = pair[1]
        return _quantity(getattr(claim, name), approximate=name in claim.approx) if claim else ""

    return cell


def _of_row(column: Column) -> Column:
    return (column[0], lambda pair: column[1](pair[0]))


def _of_ref(column: Column) -> Column:
    return (column[0], lambda pair: column[1](pair[1] or pair[0]))


ATTACK: tuple[Column, ...] = (
    *(_of_row(column) for column in (WHEN, WHO, TO, WHERE)),
    ("means", lambda pair: pair[0].means or ""),
    ("killed", _claimed("killed")),
    ("injured", _claimed("injured")),
    ("other figures", lambda pair: "; ".join(loss(x) for x in pair[1].losses) if pair[1] else ""),
    ("according to", _claim_source),
    _of_row(REPORTED),
    *(_of_ref(column) for column in REF),
)


def _of_deed(column: Column) -> Column:
    return (column[0], lambda pair: column[1](pair[1]))


def _mediated(book: views.Book) -> Sequence[tuple[str, Deed]]:
    return [(one.party, deed) for one in views.mediators(book) for deed in one.deeds]


def _figures(book: views.Book) -> Sequence[tuple[Attack, Claim | None]]:
    return [(row, claim) for row in views.attacks(book) for claim in (row.claims or (None,))]


def _quotes(book: views.Book) -> Sequence[Quote]:
    return [quote for speaker in views.quotations(book) for quote in speaker.quotes]


def _cover(book: views.Book) -> Sequence[tuple[str, str]]:
    cover = views.coverage(book)
    facts = [
        ("articles", str(cover.articles)),
        ("copies set apart", str(cover.copies)),
        ("articles without a date", str(cover.undated)),
        ("first published", cover.first or ""),
        ("last published", cover.last or ""),
        ("outlets", str(sum(1 for outlet in cover.outlets if outlet.publisher))),
        ("records", str(cover.records)),
        ("records told again in copies", str(cover.told_again)),
    ]
    return facts + [(f"records: {KIND_NAMES[kind]}", str(n)) for kind, n in cover.kinds]


def _either(name: str, words: Mapping[Any, str] | None = None, title: str = "") -> Column:
    """Return a column of one field, in plain words where ``words`` has them."""

    def cell(row: Any) -> str:
        value = getattr(row, name) or ""
        return (words or {}).get(value, str(value))

    return (title or name.replace("_", " "), cell)


MEETING_KIND: Column = ("kind", lambda row: row.mode or KIND_NAMES[row.kind])
MEDIATORS: Column = ("mediators", lambda row: _names(row.mediators))
SUBJECT = _either("subject", SUBJECTS)
TAIL: tuple[Column, ...] = (REPORTED, SOURCE, *REF)
PUBLISHED: Column = ("published", lambda row: row.ref.published or "")
ROLE = _either("role", ROLES)
DID: tuple[Column, ...] = (_either("kind", KIND_NAMES), _either("headline", title="what"), *TAIL)
WHO_TO: tuple[Column, ...] = (WHEN, WHO, TO)
VIEWS: dict[str, tuple[Callable[[views.Book], Sequence[Any]], tuple[Column, ...]]] = {
    "coverage": (_cover, (("fact", itemgetter(0)), ("value", itemgetter(1)))),
    "timeline": (
        views.timeline,
        (
            WHEN,
            PUBLISHED,
            *DID,
        ),
    ),
    "terms": (
        views.terms_on_table,
        (*WHO_TO, SUBJECT, *TERMS, _either("venue"), ("answers", _answers), *TAIL),
    ),
    "answers": (
        views.answers,
        (*WHO_TO, _either("verdict", VERDICTS), SUBJECT, _either("proposal"), *TAIL),
    ),
    "truces": (
        _stages,
        (
            ("truce", lambda row: str(row.number)),
            *(_of_stage(c) for c in (WHEN, WHO, _either("type"), _either("phase"), *TERMS)),
            ("alleged violations", _alleged),
            *(_of_stage(column) for column in TAIL),
        ),
    ),
    "violations": (
        views.violations,
        (WHEN, ("accused", WHO[1]), ("count", _count), ("accuser", SOURCE[1]), REPORTED, *REF),
    ),
    "attacks": (_figures, ATTACK),
    "meetings": (views.meetings, (WHEN, WHO, WHERE, MEETING_KIND, MEDIATORS, *TAIL)),
    "demands": (views.demands, (*WHO_TO, _either("polarity"), _either("demand"), *TAIL)),
    "accusations": (views.accusations, (*WHO_TO, _either("content", title="what for"), *TAIL)),
    "parties": (
        views.deeds,
        (("party", itemgetter(0)), *(_of_deed(column) for column in (WHEN, PUBLISHED, ROLE, *DID))),
    ),
    "mediators": (
        _mediated,
        (("mediator", itemgetter(0)), *(_of_deed(c) for c in (WHEN, PUBLISHED, *DID))),
    ),
    "actions": (views.actions, (*WHO_TO, _either("plover", ACTIONS, title="act"), *TAIL)),
    "quotations": (
        _quotes,
        (("speaker", WHO[1]), _either("quote", title="quotation"), WHEN, *TAIL),
    ),
    "sources": (
        views.vouchers,
        (
            _either("name", title="cited"),
            ("party", lambda row: "; ".join(row.parties)),
            ("also written", lambda row: "; ".join(row.also)),
            _either("records"),
            ("articles", lambda row: " ".join(row.docs)),
        ),
    ),
    "articles": (
        views.articles,
        (
            _either("doc", title="article"),
            _either("published"),
            _either("published_from", title="date from"),
            _either("publisher", title="outlet"),
            _either("title"),
            ("records", lambda row: str(row.records)),
            _either("copy_of"),
            _either("file"),
        ),
    ),
}
HIDDEN_ON_TERMINAL = {"start", "end", "record"}
"""Offsets and ids are for programs; ``start`` and ``end`` of terms stay, they come first."""
READABLE, LONGEST_WORD, PADDING = 24, 30, 3
"""Letters in a line of a long cell, letters of a word that is not broken, blanks about a cell."""


def table(view: str, book: views.Book, name: str | None = None) -> Table:
    """Return ``view`` of ``book`` as a table; a key that is no view is a ``KeyError``.

    With ``name`` the view ``parties`` has only what who bears it is in.
    """
    rows, columns = VIEWS[view]
    shown = views.deeds(book, name) if view == "parties" else rows(book)
    return Table(
        view,
        tuple(heading for heading, _ in columns),
        tuple(tuple(plain(value(row)) for _, value in columns) for row in shown),
    )


def print_table(shown: Table, clock: str | None = None) -> None:
    """Draw ``shown`` on a terminal, or print it tab-separated where there is none.

    What is printed may go on to a spreadsheet: no cell of it is a formula.

    ``clock``, the sentence on an as-of day, stands above the table on a terminal.
    """
    if sys.stdout.isatty():
        if clock:
            sys.stdout.write(f"{clock}\n")
        _draw(shown)
        return
    lines = ("\t".join(map(cell, row)) for row in (shown.headings, *shown.rows))
    write_lines(lines, STANDARD_OUTPUT)


def _draw(shown: Table) -> None:
    """Draw the columns that say something as a table, or row by row where they find no room."""
    from rich.console import Console  # noqa: PLC0415

    console = Console()
    kept = _kept(shown)
    if not shown.rows:
        console.print(f"Nothing in view {shown.title}.", highlight=False)
    elif sum(_least(shown, n) + PADDING for n in kept) < console.width:
        _draw_table(shown, kept, console)
    else:
        _draw_rows(shown, kept, console)


def _kept(shown: Table) -> list[int]:
    last = {name: n for n, name in enumerate(shown.headings)}
    return [
        n
        for n, name in enumerate(shown.headings)
        if any(row[n] for row in shown.rows)
        and not (name in HIDDEN_ON_TERMINAL and last[name] == n and "record" in last)
    ]


def _least(shown: Table, n: int) -> int:
    """Return the least width at which a column can be read: its words whole, its lines not few."""
    cells = [row[n] for row in shown.rows]
    word = max(len(word) for cell in (shown.headings[n], *cells) for word in cell.split() or [""])
    return max(min(word, LONGEST_WORD), min(max(map(len, cells)), READABLE))


def _draw_table(shown: Table, kept: Sequence[int], console: Console) -> None:
    from rich import box  # noqa: PLC0415
    from rich.table import Table as RichTable  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    drawn = RichTable(box=box.SIMPLE_HEAD, title=None, show_lines=False)
    for n in kept:
        drawn.add_column(shown.headings[n], overflow="fold", min_width=_least(shown, n))
    for row in shown.rows:
        drawn.add_row(*(Text(row[n]) for n in kept))
    console.print(drawn, highlight=False)


def _draw_rows(shown: Table, kept: Sequence[int], console: Console) -> None:
    """Print each row as a line of its short cells and one for each long one."""
    from rich.padding import Padding  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    for row in shown.rows:
        told = [n for n in kept if row[n]]
        long = [n for n in told if len(row[n]) > READABLE]
        head = (f"{shown.headings[n]}: {row[n]}" for n in told if n not in long)
        console.print(Text(" · ".join(head), style="bold"))
        for n in long:
            line = Text.assemble((f"{shown.headings[n]}: ", "dim"), row[n])
            console.print(Padding(line, (0, 0, 0, 2)))
        console.print()
