"""The pool of Potvin and Fuglevand 2017: discharge rates, adaptation, fatigue and the excitation that holds a force.

"A motor unit-based model of muscle fatigue", PLoS Computational Biology 13: e1005581, with the details that only the
authors' own script settles: units are spread by (i-1)/(n-1), excitation lies on a grid of 0.01, the first sample
does not fatigue, the clock of adaptation starts with a unit and is never set back, and the maximal force of a moment
is taken with the adaptation at its present excitation. There are no discharges, no noise and no recovery.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

Floats = NDArray[np.float64]

GRID = 100.0
"""Steps of excitation in one unit of excitation: the authors' `res`."""
LINEAR_BELOW = 0.4
"""Normalised rate (contraction time × rate) up to which fusion grows in proportion to rate."""


class Constants(NamedTuple):
    """The paper's constants under our names; its own symbols in the comments."""

    units: int = 120  # n
    recruitment_range: float = 50.0  # RR
    minimal_rate_pps: float = 8.0  # minR
    peak_rate_first_pps: float = 35.0  # maxR(1)
    peak_rate_last_pps: float = 25.0  # maxR(last)
    gain_pps: float = 1.0  # g, pps for each unit of excitation
    twitch_force_range: float = 100.0  # RP
    longest_contraction_time_s: float = 0.090  # tL
    contraction_time_range: float = 3.0  # RT
    adaptation: float = 0.67  # phi
    adaptation_offset_pps: float = 2.0  # d
    adaptation_time_constant_s: float = 22.0  # tau
    contraction_slowing: float = 0.379
    fatigability_range: float = 180.0
    fatigability_last_per_s: float = 0.0225


class Pool(NamedTuple):
    """What the constants make of each unit, shapes (n,), ordered by recruitment threshold."""

    threshold: Floats
    peak_rate_pps: Floats
    twitch_force: Floats
    contraction_time_s: Floats
    fatigability_per_s: Floats  # of force, at full fusion
    adaptation: Floats  # share of the rate (above minimal rate less offset) that goes in the end
    minimal_rate_pps: float
    gain_pps: float
    adaptation_onset_pps: float
    adaptation_time_constant_s: float
    contraction_slowing: float
    maximal_step: int  # maximal excitation × GRID


class Rows(NamedTuple):
    """What each step leaves behind: shapes (m,), and (m, n) for the last three."""

    excitation: Floats
    force: Floats
    maximal_force: Floats
    rate_pps: Floats
    unit_force: Floats
    capacity: Floats


def pool(constants: Constants) -> Pool:
    """Each unit's properties by (i-1)/(n-1), and the highest excitation.

    >>> pool(Constants()).contraction_time_s[[0, -1]].round(3).tolist()
    [0.09, 0.03]
    """
    c, i = constants, np.arange(constants.units)
    last = constants.units - 1
    threshold = np.exp(i * (np.log(c.recruitment_range) / last))
    rank = (threshold - 1.0) / (c.recruitment_range - 1.0)
    force = np.exp(i * (np.log(c.twitch_force_range) / last))
    per_force = np.log(c.contraction_time_range) / np.log(c.twitch_force_range)
    share_per_s = np.exp(i * (np.log(c.fatigability_range) / last)) * (c.fatigability_last_per_s / c.fatigability_range)
    maximal = threshold[-1] + (c.peak_rate_last_pps - c.minimal_rate_pps) / c.gain_pps
    return Pool(
        threshold=threshold,
        peak_rate_pps=c.peak_rate_first_pps - (c.peak_rate_first_pps - c.peak_rate_last_pps) * rank,
        twitch_force=force,
        contraction_time_s=c.longest_contraction_time_s * (1.0 / force) ** per_force,
        fatigability_per_s=share_per_s * force,
        adaptation=c.adaptation * rank,
        minimal_rate_pps=c.minimal_rate_pps,
        gain_pps=c.gain_pps,
        adaptation_onset_pps=c.minimal_rate_pps - c.adaptation_offset_pps,
        adaptation_time_constant_s=c.adaptation_time_constant_s,
        contraction_slowing=c.contraction_slowing,
        maximal_step=round(float(maximal) * GRID),
    )


@njit(cache=True, nogil=True)
def rate(pool: Pool, unit: int, excitation: float) -> float:
    """Discharge rate before adaptation, pps: linear from the threshold to the unit's peak rate; 0 below the threshold."""
    if excitation < pool.threshold[unit]:
        return 0.0
    linear = pool.gain_pps * (excitation - pool.threshold[unit]) + pool.minimal_rate_pps
    return float(min(linear, pool.peak_rate_pps[unit]))


@njit(cache=True, nogil=True)
def fusion(normalised_rate: float) -> float:
    """Mean force of a train as a share of the fused tetanus, from contraction time × rate."""
    if normalised_rate <= LINEAR_BELOW:
        return normalised_rate / LINEAR_BELOW * (1.0 - math.exp(-2.0 * LINEAR_BELOW**3))
    return 1.0 - math.exp(-2.0 * normalised_rate**3)


@njit(cache=True, nogil=True)
def _lost_rate(pool: Pool, unit: int, rate_pps: float, adapted: float) -> float:
    return float(max(0.0, pool.adaptation[unit] * (rate_pps - pool.adaptation_onset_pps) * adapted))


@njit(cache=True, nogil=True)
def rates(pool: Pool, excitation: float, active_s: Floats) -> Floats:
    """Discharge rate of each unit, pps, shape (n,), after it has been active for `active_s`, shape (n,)."""
    out = np.empty(pool.threshold.size)
    for i in range(out.size):
        fresh = rate(pool, i, excitation)
        adapted = 1.0 - np.exp(-active_s[i] / pool.adaptation_time_constant_s)
        out[i] = fresh - _lost_rate(pool, i, fresh, adapted)
    return out


@njit(cache=True, nogil=True)
def forces(pool: Pool, rate_pps: Floats) -> Floats:
    """Force of each rested unit at given rates, shape (n,), in fused tetani of the first unit."""
    out = np.empty(pool.threshold.size)
    for i in range(out.size):
        out[i] = fusion(pool.contraction_time_s[i] * rate_pps[i]) * pool.twitch_force[i]
    return out


@njit(cache=True, nogil=True)
def _total_force(pool: Pool, excitation: float, adapted: Floats, force: Floats, time_s: Floats) -> float:
    total = 0.0
    for i in range(force.size):
        fresh = rate(pool, i, excitation)
        if fresh > 0.0:
            total += fusion(time_s[i] * (fresh - _lost_rate(pool, i, fresh, adapted[i]))) * force[i]
    return total


@njit(cache=True, nogil=True)
def maximal_force(pool: Pool) -> float:
    """Force of the rested pool at the highest excitation, in fused tetani of the first unit."""
    none = np.zeros(pool.threshold.size)
    return _total_force(pool, pool.maximal_step / GRID, none, pool.twitch_force, pool.contraction_time_s)


@njit(cache=True, nogil=True)
def _smallest_step(pool: Pool, needed: float, adapted: Floats, force: Floats, time_s: Floats, top: float) -> int:
    """Lowest step of excitation whose force is `needed`; the highest of all where none is enough.

    Force never falls with excitation, so halving the grid finds what the authors' scan from below finds.
    """
    low, high = 0, pool.maximal_step  # the authors' grid begins at step 1
    while high - low > 1:
        middle = (low + high) // 2
        if _total_force(pool, middle / GRID, adapted, force, time_s) / top >= needed:
            high = middle
        else:
            low = middle
    return high


@njit(cache=True, nogil=True)
def excitation_for(pool: Pool, share: float) -> float:
    """Lowest excitation of the grid at which the rested pool gives this share of its maximum."""
    none = np.zeros(pool.threshold.size)
    top = maximal_force(pool)
    return _smallest_step(pool, share, none, pool.twitch_force, pool.contraction_time_s, top) / GRID


@njit(cache=True, nogil=True)
def _advance(pool: Pool, k: int, rows: Rows, state: tuple[Floats, Floats, Floats], step_s: float) -> None:
    """Fill row k of `rows` at the excitation that stands there, then tire the units: state is force, time and loss."""
    force, time_s, adapted = state
    excitation, top = rows.excitation[k], pool.maximal_step / GRID
    total = highest = 0.0
    row = k % rows.rate_pps.shape[0]
    for i in range(force.size):
        fresh = rate(pool, i, excitation)
        lost = _lost_rate(pool, i, fresh, adapted[i])
        fused = fusion(time_s[i] * (fresh - lost))
        total += fused * force[i]
        highest += fusion(time_s[i] * (rate(pool, i, top) - lost)) * force[i]
        rows.rate_pps[row, i] = fresh - lost
        rows.unit_force[row, i] = fused * force[i]
        rows.capacity[row, i] = force[i] / pool.twitch_force[i]
        if k > 0:
            force[i] = max(0.0, force[i] - step_s * pool.fatigability_per_s[i] * fused)
    rows.force[k], rows.maximal_force[k] = total, highest


@njit(cache=True, nogil=True)
def _adapt(
    pool: Pool, k: int, recruited: NDArray[np.int64], state: tuple[Floats, Floats, Floats], step_s: float
) -> None:
    """Bring contraction time and adaptation to step k; a unit recruited at step j has been active for k - j + 1 steps."""
    force, time_s, adapted = state
    for i in range(force.size):
        slower = pool.contraction_slowing * (1.0 - force[i] / pool.twitch_force[i])
        time_s[i] = pool.contraction_time_s[i] * (1.0 + slower)
        if recruited[i] >= 0:
            adapted[i] = 1.0 - np.exp(-(k - recruited[i] + 1) * step_s / pool.adaptation_time_constant_s)


@njit(cache=True, nogil=True)
def _recruit(pool: Pool, k: int, excitation: float, recruited: NDArray[np.int64]) -> None:
    for i in range(recruited.size):
        if recruited[i] < 0 and excitation >= pool.threshold[i]:
            recruited[i] = k


@njit(cache=True, nogil=True)
def _rows(steps: int, kept: int, units: int) -> Rows:
    return Rows(
        np.zeros(steps), np.zeros(steps), np.zeros(steps),
        np.zeros((kept, units)), np.zeros((kept, units)), np.zeros((kept, units)),
    )  # fmt: skip


@njit(cache=True, nogil=True)
def follow(pool: Pool, excitation: Floats, step_s: float) -> Rows:
    """Course of the pool at a given excitation, one entry a step."""
    n = pool.threshold.size
    rows, recruited = _rows(excitation.size, excitation.size, n), np.full(n, -1)
    state = (pool.twitch_force.copy(), np.zeros(n), np.zeros(n))
    for k in range(excitation.size):
        rows.excitation[k] = excitation[k]
        _adapt(pool, k, recruited, state, step_s)
        _recruit(pool, k, excitation[k], recruited)
        _advance(pool, k, rows, state, step_s)
    return rows


@njit(cache=True, nogil=True)
def _track(pool: Pool, target: Floats, step_s: float, rows: Rows, until_failure: bool) -> int:
    """Fill `rows`; the steps until the maximal force first is too small, or -1."""
    n, top, failed = pool.threshold.size, maximal_force(pool), -1
    recruited = np.full(n, -1)
    state = (pool.twitch_force.copy(), np.zeros(n), np.zeros(n))
    for k in range(target.size):
        _adapt(pool, k, recruited, state, step_s)
        rows.excitation[k] = _smallest_step(pool, target[k], state[2], state[0], state[1], top) / GRID
        _recruit(pool, k, rows.excitation[k], recruited)
        _advance(pool, k, rows, state, step_s)
        if failed < 0 and rows.maximal_force[k] / top < target[k]:
            failed = k + 1
            if until_failure:
                break
    return failed


@njit(cache=True, nogil=True)
def track(pool: Pool, target: Floats, step_s: float) -> tuple[Rows, int]:
    """Course of the pool while its force follows `target`, a share of its rested maximum; and the steps to failure.

    Steps to failure is the first step, counted from 1, whose maximal force is below the target; -1 where there is none.
    """
    rows = _rows(target.size, target.size, pool.threshold.size)
    return rows, _track(pool, target, step_s, rows, False)


@njit(cache=True, nogil=True)
def steps_to_failure(pool: Pool, at: float, most: int, step_s: float) -> int:
    """Steps for which the share `at` of the rested maximum is held, the failing one included; -1 if more than `most`."""
    rows = _rows(most, 1, pool.threshold.size)
    return _track(pool, np.full(most, at), step_s, rows, True)
