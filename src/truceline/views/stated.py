"""What the tellings of a truce state, value by value with the tellings that give it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from truceline.views.phrases import PURPOSES, SCOPES, day, days
from truceline.views.rows import Fact, Ref, Stage, Stated

Read = Callable[[Stage], tuple[str, ...]]
"""The values that a telling gives, in words; none where it gives none."""


def _one(words: str | None) -> tuple[str, ...]:
    return (words,) if words else ()


def _duration(stage: Stage) -> tuple[str, ...]:
    return _one(days(stage.duration_days) if stage.duration_days else stage.duration_as_written)


def _yes(value: bool | None, yes: str) -> tuple[str, ...]:
    return () if value is None else (yes if value else "no",)


READ: dict[str, Read] = {
    "Duration": _duration,
    "Scope": lambda stage: _one(SCOPES[stage.scope] if stage.scope else None),
    "Unconditional": lambda stage: _yes(stage.unconditional, "yes, so called"),
    "Conditions": lambda stage: stage.conditions,
    "From": lambda stage: _one(day(stage.start) if stage.start else None),
    "Until": lambda stage: _one(day(stage.end) if stage.end else None),
    "Purpose": lambda stage: _one(PURPOSES[stage.purpose] if stage.purpose else None),
    "Watched over by": lambda stage: _one(stage.monitoring),
    "In writing": lambda stage: _yes(stage.written, "yes"),
}
IN_A_LINE = {"From": "beginning", "Until": "end", "Watched over by": "monitoring"}
"""What stands for a name where it is not stated."""
QUOTED = ("Conditions",)
CHANGED = ("Until", "Duration")
"""What a prolongation may change without an account differing."""


def facts(stages: Sequence[Stage]) -> tuple[Fact, ...]:
    """Return what the stages state; of several values each stands with its tellings."""
    found = ((name, _values(stages, name, read)) for name, read in READ.items())
    return tuple(
        Fact(name=name, values=values, differ=_differ(stages, name, len(values)))
        for name, values in found
        if values
    )


def unstated(stages: Sequence[Stage]) -> tuple[str, ...]:
    """Return the names of what no stage states."""
    silent = (name for name, read in READ.items() if not any(read(stage) for stage in stages))
    return tuple(IN_A_LINE.get(name, name.lower()) for name in silent)


def _values(stages: Sequence[Stage], name: str, read: Read) -> tuple[Stated, ...]:
    refs: dict[str, list[Ref]] = {}
    for stage in stages:
        for words in read(stage):
            refs.setdefault(words, []).append(stage.ref)
    return tuple(
        Stated(words=words, quoted=name in QUOTED, refs=tuple(told)) for words, told in refs.items()
    )


def _differ(stages: Sequence[Stage], name: str, values: int) -> bool:
    prolonged = name in CHANGED and any(stage.phase == "extended" for stage in stages)
    return values > 1 and name not in QUOTED and not prolonged
