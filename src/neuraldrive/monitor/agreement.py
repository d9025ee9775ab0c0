"""Two sensors on the same repetitions: how far they differ, how far that is known, and whether it hides a change."""

from __future__ import annotations

import math
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import chdtri

from neuraldrive.errors import BadValue, MeasureError
from neuraldrive.kernels import agreement as kernel
from neuraldrive.records import Measurement

LEVEL = 0.95
FEWEST_PAIRS = 3
SMALL_EFFECT = 0.2
"""Of the standard deviation between people: the smallest worthwhile change where no better is known (Hopkins 2000)."""

Interval = tuple[float, float]
Value = float | Measurement | None


@dataclass(frozen=True)
class Agreement:
    """How a second sensor agrees with a first one, in their unit. Every interval is 95 %.

    Args:
        pairs: how many were compared; `left_out` how many lacked one value.
        bias: mean of second less first.
        low, high: limits between which 95 % of single differences lie, each with the interval in which it is known.
        typical_error: of one of the two if both err alike: the SD of differences over the root of 2.
        per_unit: how the difference grows with the size of what is measured; near 0 the bias is the same everywhere.
        worthwhile: smallest worthwhile change, or None where none was given.
    """

    pairs: int
    left_out: int
    bias: float
    bias_interval: Interval
    low: float
    low_interval: Interval
    high: float
    high_interval: Interval
    typical_error: float
    typical_error_interval: Interval
    per_unit: float
    per_unit_interval: Interval
    worthwhile: float | None = None

    @property
    def shows_worthwhile(self) -> bool | None:
        """Whether a smallest worthwhile change exceeds the typical error, so that it can be seen; None without one."""
        return None if self.worthwhile is None else self.typical_error < self.worthwhile

    def __str__(self) -> str:
        ends = [f"{name} {_known(*each)}" for name, each in (
            ("bias", (self.bias, self.bias_interval)), ("limits", (self.low, self.low_interval)),
            ("to", (self.high, self.high_interval)), ("typical error", (self.typical_error, self.typical_error_interval)),
        )]  # fmt: skip
        sight = {None: "", True: ", less", False: ", more"}[self.shows_worthwhile]
        change = f"{sight} than the smallest worthwhile change {self.worthwhile:.3g}" if sight else ""
        return f"{self.pairs} pairs: {ends[0]}, {ends[1]} {ends[2]}, {ends[3]}{change}"


def agreement(
    first: Sequence[Value],
    second: Sequence[Value],
    *,
    sets: Sequence[Hashable] | None = None,
    worthwhile: float | None = None,
) -> Agreement:
    """Bland–Altman agreement of two sensors on the same repetitions, the intervals of its limits, and the typical error.

    Args:
        first, second: their readings in the same order; None where one has none.
        sets: which set each repetition belongs to. Repetitions of a set share an error, and taken for independent ones they
            would make the intervals far too narrow.
        worthwhile: smallest worthwhile change, as from `smallest_worthwhile_change`.

    Raises:
        BadValue: the sequences are not equally long, or a value is not finite.
        MeasureError: fewer than three pairs, or all differ by the same.

    Source: Bland & Altman 1986; intervals, Carkeet 2015; typical error, Hopkins 2000.

    >>> encoder, watch = [0.41, 0.38, 0.52, 0.47, 0.33, 0.60], [0.45, 0.40, 0.60, 0.50, 0.39, 0.63]
    >>> found = agreement(encoder, watch, worthwhile=0.03)
    >>> round(found.bias, 3), round(found.low, 3), round(found.high, 3), found.shows_worthwhile
    (0.043, -0.001, 0.087, True)
    """
    one, other, group, left_out = _paired(first, second, sets)
    difference = other - one
    if difference.size < FEWEST_PAIRS or float(np.ptp(difference)) <= 0.0:
        raise MeasureError(
            "agreement of two sensors", found=f"{difference.size} pairs, all of one difference" if difference.size else "no pair",
            needed=f"{FEWEST_PAIRS} pairs or more that differ", remedy="Record more repetitions with both.",
        )  # fmt: skip
    found = kernel.limits(difference, group, LEVEL)
    per_unit, per_unit_interval = kernel.slope(0.5 * (one + other), difference, LEVEL)
    error = found.sd / math.sqrt(2.0)
    tails = ((1 + LEVEL) / 2, (1 - LEVEL) / 2)
    low, high = (error * math.sqrt(found.freedom / float(chdtri(found.freedom, 1.0 - tail))) for tail in tails)
    return Agreement(
        difference.size, left_out, found.bias, found.bias_interval, found.low, found.low_interval, found.high,
        found.high_interval, error, (low, high), per_unit, per_unit_interval, worthwhile,
    )  # fmt: skip


def smallest_worthwhile_change(values: Sequence[float], people: Sequence[Hashable]) -> float:
    """A fifth of the standard deviation between people, from their mean values: what counts as small where no better is known.

    Raises:
        BadValue: there are fewer than three people, or not as many labels as values.

    >>> round(smallest_worthwhile_change([0.30, 0.34, 0.41, 0.39, 0.50, 0.52], ["ada", "ada", "bo", "bo", "cy", "cy"]), 3)
    0.019
    """
    if len(values) != len(people) or len(set(people)) < FEWEST_PAIRS:
        raise BadValue(
            "smallest worthwhile change", found=f"{len(values)} values of {len(set(people))} people",
            needed="a label for each value, three people or more", remedy="Give a change that matters to you instead.",
        )  # fmt: skip
    means = [
        np.mean([value for value, who in zip(values, people, strict=True) if who == one])
        for one in dict.fromkeys(people)
    ]
    return SMALL_EFFECT * float(np.std(means, ddof=1))


def _paired(
    first: Sequence[Value], second: Sequence[Value], sets: Sequence[Hashable] | None
) -> tuple[kernel.Floats, kernel.Floats, np.ndarray[tuple[int], np.dtype[np.int64]], int]:
    labels = list(range(len(first))) if sets is None else list(sets)
    if not len(first) == len(second) == len(labels):
        raise BadValue(
            "paired readings", found=f"{len(first)}, {len(second)} and {len(labels)} sets", needed="as many of each",
            remedy="Pair them by repetition; None where a sensor missed one.",
        )  # fmt: skip
    rows = [(float(a), float(b), label) for a, b, label in zip(first, second, labels, strict=True)
            if a is not None and b is not None]  # fmt: skip
    if any(not math.isfinite(value) for row in rows for value in row[:2]):
        raise BadValue("paired readings", found="a value that is not finite", needed="finite ones", remedy="Use None.")
    numbers = {label: number for number, label in enumerate(dict.fromkeys(label for _, _, label in rows))}
    one, other = (np.array([row[i] for row in rows], dtype=np.float64) for i in (0, 1))
    group = np.array([numbers[label] for _, _, label in rows], dtype=np.int64)
    return one, other, group, len(first) - len(rows)


def _known(value: float, interval: Interval) -> str:
    return f"{value:.3f} [{interval[0]:.3f}, {interval[1]:.3f}]"
