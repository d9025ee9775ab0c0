"""Whether a repetition of a set is so unlike its others that another may have lifted it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

LEAST_M, SHARE = 0.08, 0.15
"""Rises of one lifter's set differ by less: of 402 logged sets with encoders, 4 hold one that differs by more, and in 3 of them
it is twice the others or half of them: misread."""
LEVEL_M = 0.10
"""So far from the others' lockout is another body, or another place of the sensor: a set's lie within 3 cm."""
PARTIAL_SHARE = 0.75
"""What rises less than this to the others' lockout is half a repetition, and said to be one."""


class Unlike(NamedTuple):
    """Which repetition (from 0), its rise and that of the others (m), and how much higher its lockout is (m; 0 where unknown)."""

    which: int
    rise_m: float
    others_m: float
    higher_m: float


def unlike(rises_m: Sequence[float], lockouts_m: Sequence[float] | None = None) -> Unlike | None:
    """The latest repetition that is unlike the largest family of its set, at least two; None without one.

    Args:
        rises_m: of the repetitions so far, in order.
        lockouts_m: heights at which they ended, where the sensor knows heights.

    >>> unlike([0.60, 0.61, 0.48])
    Unlike(which=2, rise_m=0.48, others_m=0.605, higher_m=0.0)
    >>> unlike([0.60, 0.56, 0.58]) is None, unlike([0.60, 0.61, 0.30], [1.5, 1.5, 1.5]) is None
    (True, True)
    """
    rise = np.asarray(rises_m, dtype=np.float64)
    top = np.zeros(rise.size) if lockouts_m is None else np.asarray(lockouts_m, dtype=np.float64)
    if rise.size < 3:
        return None
    apart = np.abs(rise - rise[:, None]) > np.maximum(LEAST_M, SHARE * rise)[:, None]
    family = ~(apart | (np.abs(top - top[:, None]) > LEVEL_M))
    members = family[int(np.argmax(family.sum(axis=1)))]
    if members.sum() < 2:
        return None
    others, level = float(np.median(rise[members])), float(np.median(top[members]))
    higher = np.abs(top - level) > LEVEL_M
    far = (np.abs(rise - others) > max(LEAST_M, SHARE * others)) & (rise >= PARTIAL_SHARE * others)
    found = np.flatnonzero(~members & (higher | far))
    if not found.size:
        return None
    k = int(found[-1])
    return Unlike(k, float(rise[k]), others, float(top[k] - level))
