"""What is wrong with the samples of a live bar: their clock, their order, and values that do not change though they should.

Times are seconds after the first sample on a clock without jumps: a sample's own less ORIGIN, plus OFFSET.
"""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

from neuraldrive.kernels.filters import TRACK_HZ
from neuraldrive.kernels.inner import INNER
from neuraldrive.kernels.online_motion import SPEED, START

Floats = NDArray[np.float64]

COUNT, WHEN, FROZEN, WHAT = range(4)
"""Columns of the cells: samples, sum of their times, whether the sensor was stuck, sums of their values from here on."""
(
    ORIGIN, OFFSET, NEWEST, STEP, SEEN, PENDING, NEXT_REFRESH, BASE, CELL, ALARM_AT, NOISY, RUN_FROM, RUN_SPEED, RAN_TO,
    LOST, DOUBLED, LATE, NOT_FINITE, STUCK, GAPS, GAP_SECONDS, JUMPS,
) = range(START)  # fmt: skip
"""Places of the state, with those of `online_motion` after them."""

LATEST_S, LARGEST = 1e11, 1e4
"""No clock and no sensor of a bar gives more: what does is as good as not finite."""
LATE_S, JUMP_S, NEAR_S = 2.0, 600.0, 1.0
"""How late a packet may be, or how long a gap that one sample alone can end; a step forward that is no pause between sets; and how near
each other two samples lie that agree on a clock."""
GAP_S = 0.10
"""Longest stretch without samples that is no gap (or two and a half steps)."""
STUCK_S, STILL_STUCK_S, MOVING_MPS = 0.25, 1.0, 0.30
LEAP_M, LEAP_MPS = 0.02, 3.0
"""A value that stays the same from one sample to the next, for so long, is a sensor that is stuck if the bar rose so fast (nobody stops
it within a twentieth of a second), or if it is elsewhere afterwards; or, for longer, where the sensor has noise."""


@njit(**INNER)
def is_finite(time_s: float, samples: Floats, i: int) -> bool:
    """Whether a sample can be one: no NaN, nothing beyond any clock or sensor."""
    good = abs(time_s) < LATEST_S
    for j in range(samples.shape[1]):
        good = good and abs(samples[i, j]) < LARGEST
    return good


@njit(**INNER)
def _was_seen(time_s: float, recent: Floats, seen: int) -> bool:
    """Whether a sample of exactly this time is among the recent ones."""
    for back in range(1, min(seen, recent.shape[0]) + 1):
        if recent[(seen - back) % recent.shape[0], 0] == time_s:
            return True
    return False


@njit(**INNER)
def _in_hole(now: float, cells: Floats, state: Floats) -> bool:
    """Whether the cells near it are empty, with later ones filled: a sample that was missing, however late."""
    reach = max(1, int(0.6 * state[STEP] * TRACK_HZ))
    if not state[BASE] <= now * TRACK_HZ < state[CELL]:
        return False
    here = int(now * TRACK_HZ + 0.5) - int(state[BASE])
    return bool(cells[max(0, here - reach) : here + reach + 1, COUNT].sum() == 0.0)


@njit(**INNER)
def _jumped(now: float, state: Floats) -> float:
    """Time on the clock without jumps of a sample that is far off; NaN where no other has confirmed it yet."""
    if not abs(now - state[PENDING]) <= NEAR_S:
        state[PENDING] = now
        state[LATE] += 1.0
        return np.nan
    state[LATE] -= 1.0
    if 0.0 < now - state[NEWEST] <= JUMP_S:
        return now
    shift = float(state[NEWEST] + 2.0 * max(state[STEP], 1e-6) - now)
    state[OFFSET] += shift
    state[JUMPS] += 1.0
    return now + shift


@njit(**INNER)
def count_missing(step: float, state: Floats) -> None:
    """Counts the samples that did not come in a step of the clock, and whether it is a gap."""
    usual = state[STEP]
    if usual > 0.0 and step > 1.5 * usual:
        state[LOST] += np.floor(step / usual + 0.5) - 1.0
    if step > max(GAP_S, 2.5 * usual):
        state[GAPS] += 1.0
        state[GAP_SECONDS] += step


@njit(**INNER)
def placed(now: float, cells: Floats, recent: Floats, state: Floats) -> float:
    """Where on the clock without jumps a sample belongs that is not soon after the last; NaN where it is left out."""
    if now <= state[NEWEST] and _was_seen(now, recent, int(state[SEEN])):
        state[DOUBLED] += 1.0
        return np.nan
    if state[NEWEST] - LATE_S <= now <= state[NEWEST] or _in_hole(now, cells, state):
        state[LATE] += 1.0
        state[LOST] = max(state[LOST] - 1.0, 0.0)
        return now
    return float(_jumped(now, state))


@njit(**INNER)
def _mark_stuck(now: float, cells: Floats, state: Floats) -> None:
    """Counts the seconds since the last that were counted, and marks their cells."""
    state[STUCK] += now - state[RAN_TO]
    first, last = int(state[RAN_TO] * TRACK_HZ) - int(state[BASE]), int(now * TRACK_HZ) - int(state[BASE])
    for j in range(max(first, 0), min(last + 1, cells.shape[0])):
        cells[j, FROZEN] = 1.0
    state[RAN_TO] = now


@njit(**INNER)
def watch_for_stuck(value: float, last: float, now: float, memory: tuple[Floats, Floats], channel: int) -> None:
    """Looks whether the value did not change though it should have: a bar that stops makes its last steps slowly.

    A velocity that stays the same is a stuck sensor only where it is not that of a bar at rest.
    """
    cells, state = memory
    ran, change = state[NEWEST] - state[RUN_FROM], value - last
    if change == 0.0:
        moved = state[RUN_SPEED] > MOVING_MPS and ran > STUCK_S
        if moved or (state[NOISY] > 0.0 and ran > STILL_STUCK_S):
            _mark_stuck(now, cells, state)
        return
    speed = state[SPEED]
    if channel == 0:
        if ran > STUCK_S and abs(change) > max(LEAP_M, LEAP_MPS * (now - state[NEWEST])):
            _mark_stuck(now, cells, state)
        speed = min(speed, change / (now - state[RUN_FROM]))
    state[RUN_FROM], state[RUN_SPEED], state[RAN_TO] = now, abs(value) if channel == 1 else speed, now
