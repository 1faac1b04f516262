"""When two coders mean the same party although they write it differently."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache
from importlib import resources

import msgspec

from truceline.model import Actor

_OTHER = re.compile(r"[^a-z0-9]+")


class Trim(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words that may be cut off before and after a name; at most one of each is."""

    before: tuple[str, ...]
    after: tuple[str, ...]


class Aliases(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The table of ``aliases.toml``: the common name to its other names."""

    same: dict[str, tuple[str, ...]]
    trim: Trim

    def common(self) -> dict[str, str]:
        """Return the common name by every other name."""
        return {alias: name for name, aliases in self.same.items() for alias in aliases}


@cache
def load_aliases() -> Aliases:
    """Return the aliases that the package carries; read once a process."""
    data = resources.files("truceline.measure").joinpath("aliases.toml").read_bytes()
    return msgspec.toml.decode(data, type=Aliases)


@lru_cache(maxsize=65536)
def common_name(name: str | None) -> str:
    """Return ``name`` as it is compared: plain letters, trimmed, aliases resolved."""
    common, trim = _common(), load_aliases().trim
    plain = unicodedata.normalize("NFKD", name or "").encode("ascii", "ignore").decode().lower()
    plain = _OTHER.sub(" ", plain).strip()
    plain = _cut(plain, [f"{word} " for word in trim.before], str.removeprefix)
    if plain not in common:
        plain = _cut(plain, [f" {word}" for word in trim.after], str.removesuffix)
    return common.get(plain, plain)


def parties(actors: tuple[Actor, ...]) -> frozenset[str]:
    """Return the sides that ``actors`` commit, by common name; the name where no side is known."""
    found = (common_name(actor.party or actor.name) for actor in actors)
    return frozenset(name for name in found if name)


def last_names(actors: tuple[Actor, ...]) -> frozenset[str]:
    """Return the last word of each name, which is what coders agree on."""
    return frozenset(common_name(actor.name).rpartition(" ")[2] for actor in actors)


@cache
def _common() -> dict[str, str]:
    return load_aliases().common()


def _cut(name: str, parts: list[str], cut: Callable[[str, str], str]) -> str:
    """Cut off the first of ``parts`` that can be cut."""
    return next((short for part in parts if (short := cut(name, part)) != name), name)
