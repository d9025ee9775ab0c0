"""Which units of a pool are on: thresholds by size, and the order and speed of a ballistic recruitment."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def places(n_units: int) -> Floats:
    """Place of each unit between the smallest, 0, and the largest, 1; shape (n,).

    >>> places(3)
    array([0. , 0.5, 1. ])
    """
    return np.arange(n_units) / max(n_units - 1, 1)


def thresholds(n_units: int, recruitment_range: float, last: float) -> Floats:
    """Excitation at which each unit starts to discharge, rising exponentially to `last`; shape (n,).

    Fuglevand 1993, eq. 1, divided by n − 1 instead of n so that last over first is the whole recruitment range.

    >>> thresholds(3, 100.0, 0.5)
    array([0.005, 0.05 , 0.5  ])
    """
    return np.asarray(last * recruitment_range ** (places(n_units) - 1.0))


def tetanic_forces(n_units: int, force_range: float) -> Floats:
    """Tetanic force of each unit as a share of the whole muscle's, smallest first; shape (n,), sum 1.

    Fuglevand 1993, eq. 13; there it is the twitch, here the tetanus, of which the twitch is a fixed share.
    """
    forces = force_range ** places(n_units)
    return np.asarray(forces / forces.sum())


def contraction_times(n_units: int, first_s: float, last_s: float) -> Floats:
    """Time to the peak of each unit's twitch, geometric from the smallest to the largest unit; shape (n,), s."""
    return np.asarray(first_s * (last_s / first_s) ** places(n_units))


def relative_thresholds(threshold: Floats) -> Floats:
    """Thresholds between the first, 0, and the last, 1."""
    span = threshold[-1] - threshold[0]
    return (threshold - threshold[0]) / span if span > 0.0 else np.zeros(threshold.size)


def ballistic_onsets(threshold: Floats, recruitment_time_s: float, shape: float, jitter: Floats) -> Floats:
    """When each unit starts in a ballistic effort, s after its start; shape (n,).

    The whole pool is recruited within a nominal time (Del Vecchio 2019, doi 10.1113/JP277396: 54.5 ± 30.8 ms in tibialis
    anterior), far below the thresholds of a slow ramp (Desmedt and Godaux 1977). `jitter` are normal deviates; 15 % of
    each unit's own time keeps the order of size without making it exact.
    """
    return recruitment_time_s * relative_thresholds(threshold) ** shape * np.exp(0.15 * jitter)
