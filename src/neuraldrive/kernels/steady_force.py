"""Rate level: the force of a whole pool at a steady excitation, and the excitation for a force.

The same force scale as the spike level: mean force of a regular train, in closed form. Irregular trains give up to 1 %
less or more (3 % in pools whose largest units are hardly fused).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from neuraldrive.kernels.activation import fused
from neuraldrive.kernels.rate_coding import rate

Floats = NDArray[np.float64]

GRID = 1025


class Units(NamedTuple):
    """A pool as arrays, (n,) each, ordered by threshold, and the tabled curve of its rate coding."""

    threshold: Floats
    tetanic_force: Floats
    contraction_time_s: Floats
    low_pps: Floats
    peak_pps: Floats
    curve: Floats


@njit(cache=True, nogil=True, error_model="numpy")
def force(excitation: float, units: Units) -> float:
    """Force of the rested pool as a share of its tetanic force."""
    total = 0.0
    for i in range(units.threshold.size):
        if excitation < units.threshold[i]:
            break
        pps = rate(excitation, units.threshold[i], units.low_pps[i], units.peak_pps[i], units.curve)
        total += units.tetanic_force[i] * fused(pps * units.contraction_time_s[i])
    return total


@njit(cache=True, nogil=True, error_model="numpy")
def _forces(excitations: Floats, units: Units, out: Floats) -> None:
    for k in range(excitations.size):
        out[k] = force(excitations[k], units)


def force_curve(units: Units) -> tuple[Floats, Floats]:
    """Excitations from 0 to 1 and the force at each, shape (m,): an even grid, and both sides of every threshold."""
    sides = (np.linspace(0.0, 1.0, GRID), units.threshold * (1.0 - 1e-9), units.threshold)
    excitations = np.sort(np.concatenate(sides))  # in NumPy: half of what the kernels would else take to compile
    forces = np.empty(excitations.size)
    _forces(excitations, units, forces)
    return excitations, forces


def last_threshold(units: Units, upper_limit: float) -> float:
    """Threshold of the last unit at which the pool's force there is `upper_limit` of that at full excitation.

    `units` carry thresholds that end at 1; all of them are scaled. Depends on every other number of the pool, so it
    is solved, never stated.
    """
    low, high = 1e-6, 1.0 - 1e-9
    for _ in range(60):
        middle = 0.5 * (low + high)
        scaled = Units(units.threshold * middle, units.tetanic_force, units.contraction_time_s, units.low_pps,
                       units.peak_pps, units.curve)  # fmt: skip
        if force(middle * (1.0 - 1e-12), scaled) < upper_limit * force(1.0, scaled):
            low = middle
        else:
            high = middle
    return 0.5 * (low + high)
