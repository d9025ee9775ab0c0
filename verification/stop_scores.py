"""How often a stop rule is false, how often it catches, with intervals: for stop_verdicts.py."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from rated_sets import Rated

Floats = NDArray[np.float64]
Fires = Callable[[Rated, int], bool]
"""Whether a rule has stopped the set after so many repetitions."""

LEFT = 2
DRAWS = 2000


class Outcome(NamedTuple):
    """What a rule did in one set: the repetition after which it fired, or one more than there were."""

    rated: Rated
    after: int

    @property
    def fired(self) -> bool:
        return self.after <= self.rated.repetitions

    @property
    def off(self) -> int:
        """Repetitions late (+) or early (-), from the first with LEFT or fewer in reserve."""
        return self.after - 1 - int(np.argmax(self.rated.reserves <= LEFT))


class Score(NamedTuple):
    """Shares in per cent with their intervals, and counts."""

    false: tuple[float, float, float]
    catch: tuple[float, float, float]
    within_one: float
    easy: int
    hard: int


def fired(sets: Sequence[Rated], rule: Fires) -> list[Outcome]:
    """A rule on sets, repetition by repetition."""
    return [
        Outcome(each, next((n for n in range(1, each.repetitions + 1) if rule(each, n)), each.repetitions + 1))
        for each in sets
    ]


def score(outcomes: Sequence[Outcome], repetitions: Callable[[int], bool] = lambda n: n >= 3) -> Score:
    """False stops and catches of sets whose number of repetitions is wanted."""
    wanted = [each for each in outcomes if repetitions(each.rated.repetitions)]
    easy, hard = ([each for each in wanted if test(each.rated)] for test in (lambda r: r.easy, lambda r: r.hard))
    near = 100.0 * float(np.mean([abs(each.off) <= 1 for each in hard]))
    return Score(_share(easy), _share(hard), near, len(easy), len(hard))


def _share(outcomes: Sequence[Outcome]) -> tuple[float, float, float]:
    groups = {who: [each.fired for each in outcomes if each.rated.who == who] for who in
              sorted({each.rated.who for each in outcomes})}  # fmt: skip
    low, high = two_stage(list(groups.values()))
    return 100.0 * float(np.mean([each.fired for each in outcomes])), low, high


def two_stage(groups: Sequence[Sequence[bool]]) -> tuple[float, float]:
    """95 % interval in per cent: lifters drawn with replacement, then sets of each.

    Where all sets or none fired nothing can be drawn: the far end is then the exact binomial bound.
    """
    rng, sums = np.random.default_rng(6), [(sum(group), len(group)) for group in groups]
    yes, count = (sum(column) for column in zip(*sums, strict=True))
    if yes in (0, count):
        least = 100.0 * 0.025 ** (1.0 / count)
        return (least, 100.0) if yes else (0.0, 100.0 - least)
    shares = []
    for _ in range(DRAWS):
        drawn = [sums[i] for i in rng.integers(len(sums), size=len(sums))]
        yes = sum(rng.binomial(n, total / n) for total, n in drawn)
        shares.append(100.0 * yes / sum(n for _, n in drawn))
    low, high = np.percentile(shares, (2.5, 97.5))
    return float(low), float(high)


def calibration_error(stated: Floats, event: Floats) -> float:
    """Mean distance of stated from observed, over eleven bins as in reference tables."""
    bins = np.digitize(stated, (0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9))
    gaps = [abs(stated[bins == i].mean() - event[bins == i].mean()) * np.mean(bins == i) for i in np.unique(bins)]
    return float(np.sum(gaps))
