"""From a load as it is written to kilograms, before plates: from shares, velocities and ratings, with how sure they are."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from neuraldrive.kernels.load_velocity import repetition_fraction
from neuraldrive.plan.one_rm import NORMAL_95, OneRm
from neuraldrive.records.prescription import Load, Span

Interval = tuple[float, float]

RATING_LOG_SD = 0.05
"""Of the load that a rating stands for, as in the profile's reading of rated sets (assumed)."""


@dataclass(frozen=True)
class Asked:
    """What a load comes to.

    Args:
        kg: from the middle of a range and of the 1RM; None where only words tell it.
        words: the load as a sentence's part: "90 % of a 1RM of 140 kg".
        range_kg: ends of a written range; unsure_kg: 95 % interval of the middle.
        needs_testing: whether a profile would tell it.
        of_all: whether the kg are those of plates, bands and chains together, on average over the way.
    """

    kg: float | None
    words: str
    range_kg: Interval | None = None
    unsure_kg: Interval | None = None
    needs_testing: bool = False
    of_all: bool = False


def asked(load: Load | None, repetitions: Span | None, one: OneRm | None, *, loadable: bool = True) -> Asked:
    """Kilograms of a load in sets of so many repetitions, for an athlete with that 1RM.

    Args:
        loadable: whether the exercise can be made heavier.
    """
    if load is None:
        return Asked(None, "the load is yours to choose")
    if load.unit == "body":
        return Asked(None, "body weight alone")
    if load.unit == "kg":
        return Asked(load.amount.middle, "the plan names the kg", _ends(load.amount.low, load.amount.high))
    if load.unit == "share":
        return _of_share(load.amount, one)
    if load.unit == "velocity":
        return _of_velocity(load.amount, one)
    return _of_rating(load.amount, repetitions, one, "the load that" if loadable else "body weight, in a form that")


def written(span: Span, scale: float = 1.0) -> str:
    """A number or a range, as it is written: 85–90.

    >>> written(Span(0.85, 0.9), 100), written(Span(3))
    ('85–90', '3')
    """
    low, high = f"{span.low * scale:.4g}", f"{span.high * scale:.4g}"
    return low if low == high else f"{low}–{high}"


def _of_share(amount: Span, one: OneRm | None) -> Asked:
    per_cent = f"{written(amount, 100)} %"
    if one is None:
        return Asked(None, f"{per_cent} of a 1RM that is not known yet", needs_testing=True)
    low, high = one.interval_kg
    return Asked(
        amount.middle * one.kg, f"{per_cent} of a 1RM of {one.kg:.0f} kg",
        _ends(amount.low * one.kg, amount.high * one.kg), (amount.middle * low, amount.middle * high),
    )  # fmt: skip


def _of_velocity(amount: Span, one: OneRm | None) -> Asked:
    words = f"the load that moves at {written(amount)} m/s"
    middle = one.load_at(amount.middle) if one else None
    if one is None or middle is None:
        return Asked(None, words, needs_testing=True)
    fast, slow = one.load_at(amount.high), one.load_at(amount.low)
    ends = _ends(fast[0], slow[0]) if fast and slow else None
    return Asked(middle[0], f"{words}, of a 1RM of {one.kg:.0f} kg", ends, middle[1], of_all=True)


def _of_rating(amount: Span, repetitions: Span | None, one: OneRm | None, which: str) -> Asked:
    left = Span(10.0 - amount.high, 10.0 - amount.low)
    words = f"{which} leaves {written(left)} repetition{'' if left.high == 1.0 else 's'}"
    if repetitions is None or one is None:
        return Asked(None, words)
    kg = one.kg * _fraction(repetitions.middle + left.middle)
    ends = _ends(one.kg * _fraction(repetitions.high + left.high), one.kg * _fraction(repetitions.low + left.low))
    low, high = one.interval_kg
    rating = NORMAL_95 * RATING_LOG_SD
    down, up = math.hypot(math.log(one.kg / low), rating), math.hypot(math.log(high / one.kg), rating)
    unsure = (kg * math.exp(-down), kg * math.exp(up))
    return Asked(kg, f"{words}, of a 1RM of {one.kg:.0f} kg", ends, unsure, of_all=True)


def _fraction(repetitions: float) -> float:
    return float(repetition_fraction(np.array([repetitions]))[0])


def _ends(low: float, high: float) -> Interval | None:
    return None if math.isclose(low, high) else (low, high)
