"""What a contraction costs each unit while it lasts, at rate level: its rate sags, its capacity falls, its twitch
slows and release weakens.

Potvin and Fuglevand 2017, doi 10.1371/journal.pcbi.1005581, with four additions of ours: the loss follows the unit's
fused activation Φ with a lag; capacity comes back while a unit does little, as blood flow does in rests; less calcium is
released per impulse, so that low rates lose more than the tetanus; and all rates fall with the force that the muscle has
lost, as they do in man (Rubinstein and Kamen 2005), by whatever feeds back from it::

    dm/dt = (Φ − m)/τ_m,   dp/dt = −k_i min(m, Φ) + (1 − p)(1 − Φ)^4/τ_rec,   k_i = k_n ρ^(z − 1)
    contraction time × (1 + 0.379 (1 − p)),   release gain A = 1 − 0.15 (1 − p)
    rate × max(1 − 1.2 h, 0.6),   h the share of the whole tetanic force that is lost

This is not recovery between sets.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from neuraldrive.kernels.activation import fused
from neuraldrive.kernels.inner import INNER
from neuraldrive.kernels.rate_coding import rate
from neuraldrive.kernels.steady_force import Units

Floats = NDArray[np.float64]

SLOWING = 0.379
"""Potvin and Fuglevand 2017, after Shields 1997."""
GAIN_LOSS = 0.15
RATE_LOSS = 1.2
"""Share of every rate that goes with each share of the tetanic force that is lost (fitted to Rubinstein and Kamen 2005)."""
LEAST_RATE = 0.6
"""Below which rates do not fall."""
MISSED = 1e-3
"""Share by which a force falls short of its target when it is missed."""
ENOUGH = 1e-4
"""Of a tracked force: far below its noise."""
SAME = 1e-7
"""Excitations that differ by less are one; a unit just recruited is given so much above its threshold."""
NEAR_MOST = 0.85
"""Share of the force at the ceiling, as it was within the last eight steps, from which on it is computed anew."""


class Fatigability(NamedTuple):
    """Loss per second of each unit at full activation (n,), lag and recovery time of the pool, s."""

    loss_per_s: Floats
    lag_s: float
    recovery_s: float


class Wear(NamedTuple):
    """What an effort has done to each unit: its capacity, the share that is left of its rate, and the lagged
    stimulus to tire; (n,) each.
    """

    capacity: Floats
    rate_share: Floats
    lagged: Floats


def rested(n: int) -> Wear:
    """Units that have done nothing yet."""
    return Wear(np.ones(n), np.ones(n), np.zeros(n))


@njit(cache=True, nogil=True, error_model="numpy")
def unit_forces(excitation: float, units: Units, wear: Wear, out: Floats) -> float:
    """Sum of the units' forces as a share of the rested tetanus; each unit's fused activation goes to `out`."""
    total = 0.0
    for i in range(units.threshold.size):
        out[i] = 0.0
        if excitation >= units.threshold[i]:
            pps = wear.rate_share[i] * rate(
                excitation, units.threshold[i], units.low_pps[i], units.peak_pps[i], units.curve
            )
            lost = 1.0 - wear.capacity[i]
            n = pps * units.contraction_time_s[i] * (1.0 + SLOWING * lost) * (1.0 - GAIN_LOSS * lost)
            out[i] = fused(n)
            total += units.tetanic_force[i] * wear.capacity[i] * out[i]
    return total


@njit(**INNER)
def _excitation_for(
    force: float, guess: float, ceiling: float, most: float, units: Units, wear: Wear, activation: Floats
) -> float:
    """Smallest excitation that gives the force, to 1 in 10,000; the ceiling where none does. `most` is about what the
    ceiling gives.

    Force is smooth between two thresholds and jumps at each. So a false position between two excitations that enclose
    the one sought, begun at a guess, stops at the thresholds between them until there are none; at a threshold the
    force on either side is known at once.
    """
    if force <= 0.0:
        unit_forces(0.0, units, wear, activation)
        return 0.0
    if force > NEAR_MOST * most:
        most = unit_forces(ceiling, units, wear, activation)
        if most < force:
            return ceiling
    threshold, on, side = units.threshold, 0, 0
    low, below, high, above = 0.0, -force, ceiling, most - force
    at = guess if low < guess < high else 0.5 * high
    while high - low > SAME:
        while on > 0 and threshold[on - 1] > at:
            on -= 1
        while on < threshold.size and threshold[on] <= at:
            on += 1
        if side != 0 and on > 0 and threshold[on - 1] > low:
            at = threshold[on - 1]
        elif side != 0 and on < threshold.size and threshold[on] < high:
            at, on = threshold[on], on + 1
        off = unit_forces(at, units, wear, activation) - force
        if abs(off) < ENOUGH * force:
            return float(at)
        if off > 0.0 and on > 0 and at <= threshold[on - 1] + SAME:
            off -= units.tetanic_force[on - 1] * wear.capacity[on - 1] * activation[on - 1]
            if off <= 0.0:
                return float(min(threshold[on - 1] + SAME, high))
        if off < 0.0:
            low, below, above, side = at, off, above * (0.5 if side < 0 else 1.0), -1
        else:
            high, above, below, side = at, off, below * (0.5 if side > 0 else 1.0), 1
        at = low + (high - low) * min(max(below / (below - above), 0.02), 0.98)
    unit_forces(high, units, wear, activation)
    return high


@njit(**INNER)
def _endure(step_s: float, cost: Fatigability, activation: Floats, wear: Wear, units: Units) -> None:
    caught_up, back = 1.0 - np.exp(-step_s / cost.lag_s), step_s / cost.recovery_s
    capacity, lagged, left = wear.capacity, wear.lagged, 0.0
    for i in range(capacity.size):
        lagged[i] += (activation[i] - lagged[i]) * caught_up
        idle = (1.0 - activation[i]) ** 2
        change = -step_s * cost.loss_per_s[i] * min(lagged[i], activation[i]) + (1.0 - capacity[i]) * idle * idle * back
        capacity[i] = min(max(capacity[i] + change, 0.0), 1.0)
        left += units.tetanic_force[i] * capacity[i]
    share = max(1.0 - RATE_LOSS * (1.0 - left), LEAST_RATE)
    for i in range(capacity.size):
        wear.rate_share[i] = share


@njit(cache=True, nogil=True, error_model="numpy")
def _track(
    target: Floats, tracks: bool, step_s: float, ceiling: float, units: Units, cost: Fatigability, to_failure: bool,
    wear: Wear, activation: Floats, excitation: Floats, capacities: Floats, rate_shares: Floats,
) -> int:  # fmt: skip
    """As `track`, written to `excitation` (m,), `capacities` and `rate_shares` (m, n); the step of failure."""
    m, n = target.size, units.threshold.size
    failed, near, most = m, 0.5 * ceiling, 1.0
    for k in range(m):
        for i in range(n):
            capacities[k, i], rate_shares[k, i] = wear.capacity[i], wear.rate_share[i]
        if tracks:
            if k % 8 == 0:
                most = unit_forces(ceiling, units, wear, activation)
            excitation[k] = _excitation_for(target[k], near, ceiling, most, units, wear, activation)
            near = excitation[k]
            if 0 < k < m - 1 and target[k + 1] != target[k]:
                near += excitation[k] - excitation[k - 1]
            at_ceiling = failed == m and excitation[k] >= ceiling and target[k] > 0.0
            if at_ceiling and unit_forces(ceiling, units, wear, activation) < target[k] * (1.0 - MISSED):
                failed = k
                if to_failure:
                    return failed
        else:
            excitation[k] = target[k]
            unit_forces(excitation[k], units, wear, activation)
        _endure(step_s, cost, activation, wear, units)
    return failed


def track(
    target: Floats, tracks: bool, step_s: float, ceiling: float, units: Units, cost: Fatigability, to_failure: bool
) -> tuple[Floats, Floats, Floats, int]:
    """Excitation that keeps a force on target while the units tire, and what it costs them.

    Args:
        target: (m,) at steps of `step_s`: force as a share of the rested tetanus where `tracks`, else the excitation.
        ceiling: largest excitation that this person reaches.
        to_failure: whether to stop at the step at which the target is missed.

    Returns:
        Excitation (m,); capacity and share of the rate that is left (m, n), those of each unit when the step begins;
        the step at which the force at the ceiling first falls short of the target, or m where it never does.
    """
    m, n = target.size, units.threshold.size
    excitation, capacity, rate_share = np.zeros(m), np.empty((m, n)), np.empty((m, n))
    failed = _track(
        target,
        tracks,
        step_s,
        ceiling,
        units,
        cost,
        to_failure,
        rested(n),
        np.zeros(n),
        excitation,
        capacity,
        rate_share,
    )
    done = failed + 1 if to_failure else m
    return excitation[:done].copy(), capacity[:done].copy(), rate_share[:done].copy(), failed
