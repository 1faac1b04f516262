"""What resolving one article's findings needs: its names, its dates, and who says who is meant."""

from __future__ import annotations

from typing import Any, NamedTuple, Protocol

from truceline.model import Actor, Reading, Span, Timex
from truceline.reading.nearby import Nearby
from truceline.resolving.makers import Asked
from truceline.resolving.parties import Resolution
from truceline.resolving.spellings import spellings
from truceline.resolving.times import find_times, interval_of


class Resolver(Protocol):
    """Says who a mention means."""

    def actors(
        self, reading: Reading, chains: Any, span: Span, on: str | None, asked: Asked
    ) -> tuple[Actor, ...]:
        """Return the actors meant by the words at ``span``."""
        ...

    def governs(self, reading: Reading, chains: Any, party: str, on: str | None) -> bool:
        """Tell whether the article gives a party a government, an army or the like."""
        ...


class Context(NamedTuple):
    """What resolving one article's findings needs."""

    reading: Reading
    chains: Any
    times: tuple[Timex, ...]
    intervals: tuple[Timex, ...]
    resolver: Resolver
    known: tuple[tuple[Span, Resolution], ...]
    """Names in the text that the data know, with who they are."""
    spelt: dict[str, str]
    """Persons' names as the article spells them, by a loose key of the surname."""
    states: frozenset[str]
    """The words by which the article names states."""
    bodies: tuple[tuple[Span, Resolution], ...]
    """The groups and organisations among the names that the data know."""
    near_times: Nearby
    near_intervals: Nearby
    near_contents: Nearby
    near_bodies: Nearby
    """Which of these lie near a place: times, intervals, what attributions say, bodies."""


def make_context(
    reading: Reading,
    chains: Any,
    resolver: Resolver,
    known: tuple[tuple[Span, Resolution], ...] = (),
) -> Context:
    """Return the context of one article: its time expressions are found once."""
    article = reading.article
    times = find_times(article.text, article.published, [s.span for s in reading.sentences])
    intervals = interval_of(times, article.text, article.published)
    bodies = tuple(
        (place, k)
        for place, k in known
        if k.kind in ("group", "organisation") and k.party is not None
    )
    return Context(
        reading,
        chains,
        times,
        intervals,
        resolver,
        known,
        spellings(reading),
        frozenset(place.of(article.text) for place, k in known if k.kind == "state"),
        bodies,
        Nearby([time.span] for time in times),
        Nearby([time.span] for time in intervals),
        Nearby(said.content for said in reading.attributions),
        Nearby([place] for place, _ in bodies),
    )
