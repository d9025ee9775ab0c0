"""A quick look at a live bar: its speed now, within some 30 ms, from what any of the sensors gives.

It only says when to look properly, so it may be wrong by a little, and drifts where acceleration is all there is.
"""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

from neuraldrive.kernels.filters import TRACK_HZ
from neuraldrive.kernels.inner import INNER

Floats = NDArray[np.float64]

START = 22
"""First place of the state that is ours; those before it belong to `online`."""
(
    HEIGHT, SPEED, LOW, HIGH, FROM, IS_ARMED, IS_TOLD, IS_BACK, SLOW_MPS, FALL_M, GRAVITY, UP, UP_Y, UP_Z, QUIET, SENSED_S,
    TOLD_M,
) = range(START, START + 17)  # fmt: skip
_COUNT, _WHEN, _WHAT = 0, 1, 3

OVER_S = 0.045
"""Speed is that over so long, or over one step of a slower sensor."""
ARM_M, RETURN_SHARE = 0.05, 0.75
AGAIN = 1.5
"""A rise that was slow goes on when it is so much faster than slow."""
CREPT_M = 0.02
"""One that was slow and crept on by so much is told again, of sensors whose heights can be trusted."""
SMOOTH_S, LEAK_S, SINK_S = 0.02, 2.5, 20.0
"""Smoothing of a sensor's own velocity; and what is forgotten of velocities and heights that come from sums."""
TILT_S, FIRST_TILT_S, GRAVITY_S, STATIC_MPS2 = 5.0, 0.3, 10.0, 0.6
STILL_MPS2, STILL_S = 0.06, 0.15


@njit(**INNER)
def _lean(samples: Floats, i: int, step: float, state: Floats) -> float:
    """Vertical acceleration of a sensor that turns: gravity carried by its gyroscope and corrected slowly."""
    a, b, c = samples[i, 0], samples[i, 1], samples[i, 2]
    p, q, r = samples[i, 3], samples[i, 4], samples[i, 5]
    size = max(np.sqrt(a * a + b * b + c * c), 1e-6)
    if state[GRAVITY] == 0.0:
        state[GRAVITY], state[UP], state[UP_Y], state[UP_Z] = size, a / size, b / size, c / size
    x, y, z = state[UP], state[UP_Y], state[UP_Z]
    x, y, z = x - (q * z - r * y) * step, y - (r * x - p * z) * step, z - (p * y - q * x) * step
    if abs(size - state[GRAVITY]) < STATIC_MPS2:
        pull = min(step / (FIRST_TILT_S if state[SENSED_S] < 1.0 else TILT_S), 1.0)
        x, y, z = x + pull * (a / size - x), y + pull * (b / size - y), z + pull * (c / size - z)
        state[GRAVITY] += min(step / GRAVITY_S, 1.0) * (size - state[GRAVITY])
    norm = max(np.sqrt(x * x + y * y + z * z), 1e-6)
    state[UP], state[UP_Y], state[UP_Z] = x / norm, y / norm, z / norm
    return float((a * x + b * y + c * z) / norm - state[GRAVITY])


@njit(**INNER)
def sense(samples: Floats, i: int, step: float, channel: int, state: Floats) -> None:
    """Speed and height from a sample of velocity (1), of three axes with a gyroscope (2) or of vertical acceleration (3)."""
    step = min(step, 0.25)
    state[SENSED_S] += step
    if channel == 1:
        state[SPEED] += min(step / SMOOTH_S, 1.0) * (samples[i, 0] - state[SPEED])
        state[HEIGHT] += (samples[i, 0] - state[HEIGHT] / SINK_S) * step
        return
    gained = _lean(samples, i, step, state) if channel == 2 else samples[i, 0]
    state[QUIET] += min(step / STILL_S, 1.0) * (gained * gained - state[QUIET])
    forget = LEAK_S if state[QUIET] > STILL_MPS2 * STILL_MPS2 else 2.0 * step
    state[SPEED] += (gained - state[SPEED] / max(forget, 2.0 * step)) * step
    state[HEIGHT] += (state[SPEED] - state[HEIGHT] / LEAK_S) * step


@njit(**INNER)
def _from_cells(cells: Floats, here: int, state: Floats) -> None:
    """Height of the newest cell, and speed to it from the last that is old enough."""
    now, height = cells[here, _WHEN] / cells[here, _COUNT], cells[here, _WHAT] / cells[here, _COUNT]
    state[HEIGHT] = height
    for j in range(here - 1, max(-1, here - int(TRACK_HZ)), -1):
        if cells[j, _COUNT] > 0.0:
            before = cells[j, _WHEN] / cells[j, _COUNT]
            if now - before >= OVER_S - 1e-9:
                state[SPEED] = (height - cells[j, _WHAT] / cells[j, _COUNT]) / (now - before)
                return
    state[SPEED] = 0.0


@njit(**INNER)
def follow(now: float, cells: Floats, here: int, channel: int, state: Floats) -> int:
    """What the bar did with its newest cell: an event of `online` (0 none, 1 slow, 2 falling, 3 returned)."""
    if channel == 0:
        _from_cells(cells, here, state)
    height, speed = state[HEIGHT], state[SPEED]
    if state[IS_ARMED] == 0.0:
        state[LOW] = min(state[LOW], height) if now > 0.0 else height
        if state[IS_BACK] == 0.0 and state[HIGH] - height >= RETURN_SHARE * (state[HIGH] - state[FROM]) > 0.0:
            state[IS_BACK] = 1.0
            return 3
        if height - state[LOW] >= ARM_M:
            state[IS_ARMED], state[IS_TOLD], state[HIGH], state[FROM] = 1.0, 0.0, height, state[LOW]
        return 0
    state[HIGH] = max(state[HIGH], height)
    if state[HIGH] - height > state[FALL_M]:
        state[IS_ARMED], state[IS_BACK], state[LOW] = 0.0, 0.0, height
        return 2
    if state[IS_TOLD] == 0.0 and speed < state[SLOW_MPS]:
        state[IS_TOLD], state[TOLD_M] = 1.0, height
        return 1
    crept = channel <= 1 and height - state[TOLD_M] > CREPT_M
    if state[IS_TOLD] > 0.0 and (crept or speed > AGAIN * state[SLOW_MPS]):
        state[IS_TOLD] = 0.0
    return 0
