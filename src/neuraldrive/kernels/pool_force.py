"""Force of a pool from its discharge times: the activation cascade of every unit, side by side.

The linear stage is exact at any step and takes each spike at its true time; the saturated stage is held at the mean of
a step's two ends. Time runs outside and units inside, so that the units fill the lanes of the processor.

What a step needs of the units lies in one array, in groups of `GROUP` units: a group's A (below) one after the other,
then its B, and so on. So the compiler knows how far apart they lie and that none overlaps another; of arrays of their
own it would have to find that out in each step, which takes as long as the step.
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
LANES = 16
"""Units that are stepped at once; those that fill up the last of them do nothing."""
GROUP = 17 * LANES
"""Units of a group: no power of two, so that its rows do not crowd the same places of the processor's cache."""
A, A_STEP, B, GAIN, TETANUS, X1, X2, S, F, REACH, PER_RISE = (row * GROUP for row in range(11))
"""Rows of a group: the decay of a step, that times the step, the share by which force follows, the release gain, the
tetanic force; the two stages of the signal, saturation and force; what a spike adds, and how fast that passes."""
WIDE = 11 * GROUP


class Spikes(NamedTuple):
    """Discharges (total,) s, unit after unit, where each unit's begin (n + 1,), those evoked in all units at once
    (k,), and the delay from a voluntary discharge and from a stimulus to the first force.
    """

    times_s: Floats
    starts: Integers
    evoked_s: Floats
    delay_s: float
    evoked_delay_s: float


class Mark(NamedTuple):
    """Where the force of other spikes can go on that are the same until then: a step, the state of all units before it,
    and the place of the last of them that has discharged.
    """

    step: int
    state: Singles
    last: int


class Clock(NamedTuple):
    """Steps of the force, and the coarse steps at which capacity (c, n) is known."""

    n_steps: int
    step_s: float
    coarse_step_s: float


@njit(cache=True, nogil=True, error_model="numpy")
def _effects(spikes: Spikes, clock: Clock, unit: Units32, weight: Singles, lag: Singles, starts: Integers) -> None:
    """Every spike in the order of the step in which it takes effect: place of its unit among the groups, weight, time
    to the step's end, and where each step's spikes begin (steps + 3,). An evoked spike that follows a discharge within
    2 ms is lost in it.

    Counted first and then put in place, so that little memory is touched.
    """
    n, evoked, hz = spikes.starts.size - 1, spikes.evoked_s.size, 1.0 / clock.step_s
    for counting in (True, False):
        for i in range(n):
            j, end, q, last = spikes.starts[i], spikes.starts[i + 1], 0, -1e9
            place = i // GROUP * WIDE + i % GROUP
            while j < end or q < evoked:
                if q >= evoked or (j < end and spikes.times_s[j] <= spikes.evoked_s[q]):
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
                unit[at], lag[at] = place, step * clock.step_s - t - delay_s
                weight[at] = 1.0 - DEPRESSION * np.exp(-since / DEPRESSION_S) if since < 10.0 * DEPRESSION_S else 1.0
        if counting:
            for k in range(clock.n_steps + 2):
                starts[k + 1] += starts[k]


@njit(**INNER, fastmath={"reassoc", "contract", "nsz"})
def _advance(n: int, u: Singles) -> float:
    """One step of the first n units of a group; the sum of their forces. Single precision has twice the lanes and is
    good to 1e-6 of the force; the floors keep values that die away out of the slow range below its smallest normal
    number.
    """
    total = ZERO
    for i in range(n):
        x2 = max(u[i + A] * u[i + X2] + u[i + A_STEP] * u[i + X1], FLOOR)
        u[i + X1] = max(u[i + A] * u[i + X1], FLOOR)
        y = x2 * u[i + GAIN]
        y = y * y
        z = min(y * y, MOST) * EIGHTH
        q = ONE + z * (ONE + z * (HALF + z * (SIXTH + z * (TWENTY_FOURTH + z * HUNDRED_TWENTIETH))))
        q = q * q
        q = q * q
        now = ONE - ONE / (q * q)  # as activation.saturated
        f = max(u[i + F] + (HALF * (now + u[i + S]) - u[i + F]) * u[i + B], FLOOR)
        u[i + X2], u[i + S], u[i + F] = x2, now, f
        total += u[i + TETANUS] * f
    return float(total)


@njit(**INNER)
def _prepare(units: Units, capacity: Floats, gain: float, h: float, u: Singles) -> None:
    """Numbers of all units for steps of h at a capacity (n,), written to their rows."""
    for i in range(capacity.size):
        at, lost = i // GROUP * WIDE + i % GROUP, 1.0 - capacity[i]
        slow = units.contraction_time_s[i] * (1.0 + SLOWING * lost)
        rise = CALCIUM_SHARE * slow
        decay = np.exp(-h / rise)
        u[at + A], u[at + A_STEP], u[at + B] = decay, decay * h, 1.0 - np.exp(-h / (FORCE_SHARE * slow))
        u[at + REACH], u[at + PER_RISE] = np.e / rise, 1.0 / rise
        u[at + GAIN] = gain * (1.0 - GAIN_LOSS * lost) / HALF_SIGNAL
        u[at + TETANUS] = units.tetanic_force[i] * capacity[i]


@njit(cache=True, nogil=True, error_model="numpy")
def _step(
    units: Units, clock: Clock, capacity: Floats, gain: float, unit: Units32, weight: Singles, lag: Singles,
    starts: Integers, first: int, last: int, u: Singles, out: Floats,
) -> int:  # fmt: skip
    """Force at each step from `first` on, written to `out`; `u` is room for the groups, all 0 or as a mark has it. The
    place of the last unit that has discharged.
    """
    h, step = clock.step_s, np.float32(clock.step_s)
    coarse = -1
    for k in range(first, out.size):
        c = min(int(k * h / clock.coarse_step_s), capacity.shape[0] - 1)
        if c != coarse:
            coarse = c
            _prepare(units, capacity[c], gain, h, u)
        for j in range(starts[k], starts[k + 1]):
            i = unit[j]
            last = max(last, i)
            # put where the linear stage, run forward by the step, has it at its own state at the step's end
            late = lag[j] - step
            push = weight[j] * u[i + REACH] * np.exp(-late * u[i + PER_RISE])
            u[i + X1] += push
            u[i + X2] += push * late
        for group in range(0, last + 1, WIDE):
            out[k] += _advance(min((last - group) // LANES * LANES + LANES, GROUP), u[group : group + WIDE])
    return last


def pool_force(units: Units, spikes: Spikes, clock: Clock, capacity: Floats, gain: float) -> Floats:
    """Force of the pool at 0, step, 2 step, … as a share of its rested tetanus, shape (n_steps,).

    `capacity` (c, n): each unit's capacity at the coarse steps; `gain`: release gain of all units, 1 when rested.
    Most memory is taken here and not in the kernels, which then compile sooner.
    """
    return marked_force(units, spikes, clock, capacity, gain)[0]


def marked_force(
    units: Units, spikes: Spikes, clock: Clock, capacity: Floats, gain: float, *, mark_at: int = 0,
    known: tuple[Floats, Mark] | None = None,
) -> tuple[Floats, Mark | None]:  # fmt: skip
    """As `pool_force`, with a mark at a step if one is asked for; gone on from the force up to a mark where that is known."""
    n = units.threshold.size
    total = spikes.times_s.size + n * spikes.evoked_s.size
    unit, weight, lag = np.empty(total, np.int32), np.empty(total, np.float32), np.empty(total, np.float32)
    starts, out = np.zeros(clock.n_steps + 3, np.int64), np.zeros(clock.n_steps)
    _effects(spikes, clock, unit, weight, lag, starts)
    first, u, last, mark = 1, np.zeros(-(-n // GROUP) * WIDE, np.float32), -1, None
    if known is not None:
        first, u, last = known[1].step, known[1].state.copy(), known[1].last
        out[:first] = known[0][:first]
    if mark_at > first:
        last = _step(units, clock, capacity, gain, unit, weight, lag, starts, first, last, u, out[:mark_at])
        first, mark = mark_at, Mark(mark_at, u.copy(), last)
    _step(units, clock, capacity, gain, unit, weight, lag, starts, first, last, u, out)
    return out, mark
