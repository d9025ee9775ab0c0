"""Force of a pool from its discharge times: the activation cascade of every unit, side by side.

The linear stage is exact at any step and takes each spike at its true time; the saturated stage is held at the mean of
a step's two ends. Time runs outside and units inside, so that the units fill the lanes of the processor.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from neuraldrive.kernels.activation import (
    CALCIUM_SHARE,
    DEPRESSION,
    DEPRESSION_S,
    FORCE_SHARE,
    HALF_SIGNAL,
    REFRACTORY_S,
    saturated,
)
from neuraldrive.kernels.fatigability import GAIN_LOSS, SLOWING
from neuraldrive.kernels.steady_force import Units

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


class Spikes(NamedTuple):
    """Discharges (total,) s, unit after unit, where each unit's begin (n + 1,), those evoked in all units at once
    (k,), and the delay from an action potential in the motor neuron to the first force.
    """

    times_s: Floats
    starts: Integers
    evoked_s: Floats
    delay_s: float


class Clock(NamedTuple):
    """Steps of the force, and the coarse steps at which capacity (c, n) is known."""

    n_steps: int
    step_s: float
    coarse_step_s: float


@njit(cache=True, nogil=True, error_model="numpy")
def _effects(spikes: Spikes, clock: Clock) -> tuple[Integers, Floats, Floats, Integers]:
    """Every spike in the order of the step in which it takes effect: unit, weight, time to the step's end, and where
    each step's spikes begin (steps + 1,). An evoked spike that follows a discharge within 2 ms is lost in it.
    """
    n, k = spikes.starts.size - 1, spikes.evoked_s.size
    total = spikes.times_s.size + n * k
    when, who, weight = np.empty(total), np.empty(total, dtype=np.int64), np.empty(total)
    steps, starts = np.empty(total, dtype=np.int64), np.zeros(clock.n_steps + 2, dtype=np.int64)
    filled, hz = 0, 1.0 / clock.step_s
    for i in range(n):
        j, q, last = spikes.starts[i], 0, -1e9
        while j < spikes.starts[i + 1] or q < k:
            if q >= k or (j < spikes.starts[i + 1] and spikes.times_s[j] <= spikes.evoked_s[q]):
                t = spikes.times_s[j]
                j += 1
            else:
                t = spikes.evoked_s[q]
                q += 1
            since = t - last
            if since < REFRACTORY_S:
                continue
            when[filled], who[filled] = t + spikes.delay_s, i
            weight[filled] = 1.0 - DEPRESSION * np.exp(-since / DEPRESSION_S) if since < 10.0 * DEPRESSION_S else 1.0
            steps[filled] = min(int(when[filled] * hz) + 1, clock.n_steps)
            starts[steps[filled] + 1] += 1
            filled += 1
            last = t
    for k in range(clock.n_steps + 1):
        starts[k + 1] += starts[k]
    unit, push, lag = np.empty(filled, dtype=np.int64), np.empty(filled), np.empty(filled)
    place = starts.copy()
    for s in range(filled):
        step = steps[s]
        at = place[step]
        place[step] += 1
        unit[at], push[at], lag[at] = who[s], weight[s], step * clock.step_s - when[s]
    return unit, push, lag, starts


@njit(cache=True, nogil=True, fastmath={"reassoc", "contract", "nsz"}, error_model="numpy")
def _advance(
    n: int, a: Floats, ah: Floats, b: Floats, gain: Floats, x1: Floats, x2: Floats, s: Floats, f: Floats, force: Floats
) -> float:
    """One step of the first n units; the sum of their forces."""
    total = 0.0
    for i in range(n):
        x2[i] = a[i] * x2[i] + ah[i] * x1[i]
        x1[i] = a[i] * x1[i]
        now = saturated(x2[i] * gain[i])
        f[i] += (0.5 * (now + s[i]) - f[i]) * b[i]
        s[i] = now
        total += force[i] * f[i]
    return total


@njit(cache=True, nogil=True, error_model="numpy")
def pool_force(units: Units, spikes: Spikes, clock: Clock, capacity: Floats, gain: float) -> Floats:
    """Force of the pool at 0, step, 2 step, … as a share of its rested tetanus, shape (n_steps,).

    `capacity` (c, n): each unit's capacity at the coarse steps; `gain`: release gain of all units, 1 when rested.
    """
    unit, weight, lag, starts = _effects(spikes, clock)
    n, h = units.threshold.size, clock.step_s
    a, ah, b, g = np.empty(n), np.empty(n), np.empty(n), np.empty(n)
    rise, reach, force = np.empty(n), np.empty(n), np.empty(n)
    x1, x2, s, f = np.zeros(n), np.zeros(n), np.zeros(n), np.zeros(n)
    out = np.zeros(clock.n_steps)
    coarse, active = -1, 0
    for k in range(1, clock.n_steps):
        c = min(int(k * h / clock.coarse_step_s), capacity.shape[0] - 1)
        if c != coarse:
            coarse = c
            for i in range(n):
                lost = 1.0 - capacity[c, i]
                slow = units.contraction_time_s[i] * (1.0 + SLOWING * lost)
                rise[i] = CALCIUM_SHARE * slow
                a[i], b[i] = np.exp(-h / rise[i]), 1.0 - np.exp(-h / (FORCE_SHARE * slow))
                ah[i] = a[i] * h
                reach[i] = np.e / rise[i]
                g[i] = gain * (1.0 - GAIN_LOSS * lost) / HALF_SIGNAL
                force[i] = units.tetanic_force[i] * capacity[c, i]
        for j in range(starts[k], starts[k + 1]):
            i = unit[j]
            active = max(active, i + 1)
            # put where the linear stage, run forward by the step, has it at its own state at the step's end
            push = weight[j] * reach[i] * np.exp(-(lag[j] - h) / rise[i])
            x1[i] += push
            x2[i] += push * (lag[j] - h)
        out[k] = _advance(active, a, ah, b, g, x1, x2, s, f, force)
    return out
