"""The label sets that come from the treebanks: tags, relations and lemma scripts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from truceline.reading.lemmas import script_of
from truceline.reading.training.corpora import IGNORE, Unit


@dataclass(frozen=True)
class Vocabulary:
    """Label to number, for the three open label sets."""

    tags: dict[str, int]
    relations: dict[str, int]
    scripts: dict[str, int]

    def script(self, form: str, lemma: str) -> int:
        """Return the number of the script from form to lemma, or -100 for a rare one."""
        return self.scripts.get(script_of(form, lemma), IGNORE)

    def tables(self) -> list[dict[str, int]]:
        """Return the three label sets as a checkpoint holds them."""
        return [self.tags, self.relations, self.scripts]

    @classmethod
    def of(cls, units: Iterable[Unit], rare: int = 3) -> Vocabulary:
        """Collect the labels of ``units``; scripts seen less than ``rare`` times are left out."""
        tags: Counter[str] = Counter()
        relations: Counter[str] = Counter()
        scripts: Counter[str] = Counter()
        for unit in units:
            if unit.tags is not None and unit.relations is not None and unit.lemmas is not None:
                tags.update(unit.tags)
                relations.update(unit.relations)
                pairs = zip(unit.words, unit.lemmas, strict=True)
                scripts.update(script_of(form, lemma) for form, lemma in pairs)
        return cls(_number(tags, 1), _number(relations, 1), _number(scripts, rare))


def _number(counts: Counter[str], least: int) -> dict[str, int]:
    kept = sorted(label for label, n in counts.items() if n >= least)
    return {label: i for i, label in enumerate(kept)}
