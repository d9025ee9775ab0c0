"""Dose of work sets: Prilepin's zones, INOL and the seconds that sets take."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

ZONES = ("below_70", "from_70", "from_80", "from_90")
"""Prilepin's zones of relative load; names as in the rule `prilepin` of the catalogue."""
ZONE_STARTS = (0.7, 0.8, 0.9)
ROUNDING = 1e-9
"""A load of 0.7 belongs to the zone that starts there, even as 0.1 · 7."""


def zone_index(relative_load: ArrayLike) -> NDArray[np.int64]:
    """Which of ZONES a relative load lies in, 0 to 3.

    >>> zone_index([0.5, 0.7, 0.95]).tolist()
    [0, 1, 3]
    """
    return np.searchsorted(ZONE_STARTS, np.asarray(relative_load, float) + ROUNDING, side="right")


def prilepin_zone(relative_load: float) -> str:
    """The name of the zone that a relative load lies in.

    >>> prilepin_zone(0.85)
    'from_80'
    """
    return ZONES[int(zone_index(relative_load))]


def prilepin_share(repetitions: ArrayLike, relative_load: ArrayLike, totals_high: ArrayLike) -> float:
    """Repetitions over the highest total of their zone, summed: above 1 is more than a session holds.

    Args:
        repetitions, relative_load: in all at each load.
        totals_high: of the four ZONES in order.

    >>> prilepin_share([12, 10], [0.75, 0.85], [30, 24, 20, 10])
    1.0
    """
    return float(np.sum(np.asarray(repetitions, float) / np.asarray(totals_high, float)[zone_index(relative_load)]))


def inol(repetitions: ArrayLike, relative_load: ArrayLike, cap: float = 0.99) -> Floats:
    """Repetitions over (100 − per cent of the 1RM) (Hristov 2005); loads above `cap` count as `cap`.

    >>> inol([10, 4, 1], [0.8, 0.9, 1.0]).round(2).tolist()
    [0.5, 0.4, 1.0]
    """
    share = np.minimum(np.asarray(relative_load, float), cap)
    return np.asarray(np.asarray(repetitions, float) / (100.0 * (1.0 - share)), float)


def work_seconds(sets: float, repetitions: float, rest_s: float, repetition_s: float, set_up_s: float = 0.0) -> float:
    """Seconds from the first to the last repetition of equal sets: no rest after the last.

    >>> work_seconds(5, 2, rest_s=240, repetition_s=4, set_up_s=15)
    1075.0
    """
    return float(sets * (repetitions * repetition_s + set_up_s) + max(sets - 1, 0) * rest_s)
