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
)
from neuraldrive.kernels.fatigability import GAIN_LOSS, SLOWING
from neuraldrive.kernels.inner import INNER
from neuraldrive.kernels.steady_force import Units

Floats = NDArray[np.float64]
Singles = NDArray[np.float32]
Units32 = NDArray[np.int32]
Integers = NDArray[np.int64]

ZERO, ONE, HALF, EIGHTH, MOST = (np.float32(each) for each in (0.0, 1.0, 0.5, 0.125, 16.0))
SIXTH, TWENTY_FOURTH, HUNDRED_TWENTIETH = (np.float32(1.0 / each) for each in (6.0, 24.0, 120.0))
FLOOR = np.float32(1e-9)
"""Of every state: its fourth power is still a normal number."""


class Spikes(NamedTuple):
    """Discharges (total,) s, unit after unit, where each unit's begin (n + 1,), those evoked in all units at once
    (k,), and the delay from a voluntary discharge and from a stimulus to the first force.
    """

    times_s: Floats
    starts: Integers
    evoked_s: Floats
    delay_s: float
    evoked_delay_s: float


class Clock(NamedTuple):
    """Steps of the force, and the coarse steps at which capacity (c, n) is known."""

    n_steps: int
    step_s: float
    coarse_step_s: float


@njit(cache=True, nogil=True, error_model="numpy")
def _effects(spikes: Spikes, clock: Clock, unit: Units32, weight: Singles, lag: Singles, starts: Integers) -> None:
    """Every spike in the order of the step in which it takes effect: unit, weight, time to the step's end, and where
    each step's spikes begin (steps + 3,). An evoked spike that follows a discharge within 2 ms is lost in it.

    Counted first and then put in place, so that little memory is touched.
    """
    n, evoked, hz = spikes.starts.size - 1, spikes.evoked_s.size, 1.0 / clock.step_s
    for counting in (True, False):
        for i in range(n):
            j, q, last = spikes.starts[i], 0, -1e9
            while j < spikes.starts[i + 1] or q < evoked:
                if q >= evoked or (j < spikes.starts[i + 1] and spikes.times_s[j] <= spikes.evoked_s[q]):
                    t, delay_s = spikes.times_s[j], spikes.delay_s
                    j += 1
                else:
                    t, delay_s = spikes.evoked_s[q], spikes.evoked_delay_s
                    q += 1
                since = t - last
                if since < REFRACTORY_S:
                    continue
                last = t
                step = min(int((t + delay_s) * hz) + 1, clock.n_steps)
                if counting:
                    starts[step + 2] += 1
                    continue
                at = starts[step + 1]
                starts[step + 1] += 1
                unit[at], lag[at] = i, step * clock.step_s - t - delay_s
                weight[at] = 1.0 - DEPRESSION * np.exp(-since / DEPRESSION_S) if since < 10.0 * DEPRESSION_S else 1.0
        if counting:
            for k in range(clock.n_steps + 2):
                starts[k + 1] += starts[k]


@njit(**INNER, fastmath={"reassoc", "contract", "nsz"})
def _advance(
    n: int, a: Singles, ah: Singles, b: Singles, gain: Singles, x1: Singles, x2: Singles, s: Singles, f: Singles,
    force: Singles,
) -> float:  # fmt: skip
    """One step of the first n units; the sum of their forces. Single precision has twice the lanes and is good to 1e-6
    of the force; the floors keep values that die away out of the slow range below its smallest normal number.
    """
    total = ZERO
    for i in range(n):
        x2[i] = max(a[i] * x2[i] + ah[i] * x1[i], FLOOR)
        x1[i] = max(a[i] * x1[i], FLOOR)
        y = x2[i] * gain[i]
        y = y * y
        z = min(y * y, MOST) * EIGHTH
        q = ONE + z * (ONE + z * (HALF + z * (SIXTH + z * (TWENTY_FOURTH + z * HUNDRED_TWENTIETH))))
        q = q * q
        q = q * q
        now = ONE - ONE / (q * q)  # as activation.saturated
        f[i] = max(f[i] + (HALF * (now + s[i]) - f[i]) * b[i], FLOOR)
        s[i] = now
        total += force[i] * f[i]
    return float(total)


@njit(cache=True, nogil=True, error_model="numpy")
def _step(
    units: Units, clock: Clock, capacity: Floats, gain: float, unit: Units32, weight: Singles, lag: Singles,
    starts: Integers, rise: Floats, reach: Floats, out: Floats,
) -> None:  # fmt: skip
    """Force at each step, written to `out`; `rise` and `reach` (n,) are room to work in."""
    n, h = units.threshold.size, clock.step_s
    # taken here, where the compiler sees that they do not overlap, and so fills the lanes of the processor
    a, ah, b = np.empty(n, np.float32), np.empty(n, np.float32), np.empty(n, np.float32)
    g, force, x1 = np.empty(n, np.float32), np.empty(n, np.float32), np.empty(n, np.float32)
    x2, s, f = np.empty(n, np.float32), np.empty(n, np.float32), np.empty(n, np.float32)
    for i in range(n):
        x1[i] = x2[i] = s[i] = f[i] = 0.0
    coarse, active = -1, 0
    for k in range(1, out.size):
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


def pool_force(units: Units, spikes: Spikes, clock: Clock, capacity: Floats, gain: float) -> Floats:
    """Force of the pool at 0, step, 2 step, … as a share of its rested tetanus, shape (n_steps,).

    `capacity` (c, n): each unit's capacity at the coarse steps; `gain`: release gain of all units, 1 when rested.
    Most memory is taken here and not in the kernels, which then compile sooner.
    """
    n = units.threshold.size
    total = spikes.times_s.size + n * spikes.evoked_s.size
    unit, weight, lag = np.empty(total, np.int32), np.empty(total, np.float32), np.empty(total, np.float32)
    starts, out = np.zeros(clock.n_steps + 3, np.int64), np.zeros(clock.n_steps)
    _effects(spikes, clock, unit, weight, lag, starts)
    _step(units, clock, capacity, gain, unit, weight, lag, starts, np.empty(n), np.empty(n), out)
    return out
