"""The words that are said, as a few whole stretches: a price for each begin and each end.

Words taken one by one leave ragged pieces. The best sequence of "said" and "not said" (Viterbi
1967) pays for every change, less at the edge of a sentence, beside a mark and beside the cue.
Prices were chosen on PolNeAR's development part and change nothing on our held-back articles.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from truceline.reading.network import Floats

LEAN = -0.5
"""Log-odds added to every word: what is doubtful is rather not said."""
MOST = 3.0
"""Log-odds beyond which a word is no surer."""
INSIDE, AT_MARK, AT_CUE = 3.0, 1.0, 0.3
"""Prices of a change within a clause, at a mark or the edge of a sentence, and beside the cue."""
FAINT = 0.05
"""Probability below which a word outside the stretch of likelier ones is not looked at."""


def stretches(
    chances: Floats, words: Sequence[str], sentence: Sequence[int], cue: Sequence[bool]
) -> list[tuple[int, int]]:
    """Return the first and last word of each stretch that is said, without marks at its edges."""
    likely = np.flatnonzero(chances > FAINT)
    if not len(likely):
        return []
    low, high = int(likely[0]), int(likely[-1]) + 1
    within = np.minimum(np.maximum(chances[low:high], 0.01), 0.99)
    odds = np.log(within / (1 - within))
    lean = np.minimum(np.maximum(odds + LEAN, -MOST), MOST).tolist()
    prices = [_price(i, words, sentence, cue) for i in range(low, high)]
    said = _best(lean, prices)
    return _runs([low + i for i, yes in enumerate(said) if yes and not cue[low + i]], words)


def _price(i: int, words: Sequence[str], sentence: Sequence[int], cue: Sequence[bool]) -> float:
    if i == 0 or cue[i] or cue[i - 1]:
        return AT_CUE
    mark = not words[i][0].isalnum() or not words[i - 1][0].isalnum()
    return AT_MARK if mark or sentence[i] != sentence[i - 1] else INSIDE


def _best(lean: list[float], prices: list[float]) -> list[bool]:
    """Return for each word whether it is said, in the sequence that is worth most."""
    silent, said = 0.0, lean[0]
    back: list[tuple[bool, bool]] = []
    for worth, price in zip(lean[1:], prices[1:], strict=True):
        back.append((said - price > silent, said >= silent - price))
        silent, said = max(silent, said - price), max(said, silent - price) + worth
    path = [said > silent]
    for from_said_to_silent, stayed_said in reversed(back):
        path.append(stayed_said if path[-1] else from_said_to_silent)
    return path[::-1]


def _runs(places: list[int], words: Sequence[str]) -> list[tuple[int, int]]:
    found: list[list[int]] = []
    for i in places:
        if found and i == found[-1][-1] + 1:
            found[-1].append(i)
        else:
            found.append([i])
    return [edges for run in found if (edges := _trimmed(run, words)) is not None]


def _trimmed(run: list[int], words: Sequence[str]) -> tuple[int, int] | None:
    first = next((i for i in run if _has_letters(words[i])), None)
    last = next((i for i in reversed(run) if _has_letters(words[i])), None)
    return None if first is None or last is None else (first, last)


def _has_letters(word: str) -> bool:
    return any(map(str.isalnum, word))
