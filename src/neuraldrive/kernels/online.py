"""Samples of a live bar as they come: even cells of them, and when to look for a repetition.

A chunk goes through `take` sample by sample in one compiled loop, so that how a stream is cut changes nothing. Every sample lands in a
cell of the track (see `filters`), late ones too; what is doubled, not finite or far off the clock is counted and left out. The
loop stops at an event: something for which the cells should be looked at as a whole.
"""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

from neuraldrive.kernels import online_clock as clock
from neuraldrive.kernels.filters import TRACK_HZ
from neuraldrive.kernels.inner import INNER
from neuraldrive.kernels.online_motion import IS_ARMED, START, follow, sense

Floats = NDArray[np.float64]

NONE, SLOW, FALLING, RETURNED, ALARM, REFRESH, FULL, LONG_GAP = range(8)
"""Events: a rise became slow, or crept on; the bar went down after one; it came back most of the way; the time that was asked for; the rate is to
be taken anew; there are no cells left; nothing came for longer than a set can rest."""
POSITION, VELOCITY, INERTIAL, VERTICAL = range(4)

CELLS, FEWER_CELLS, RECENT = 131_072, 32_768, 32_768
"""Eleven minutes of one value a sample, or nearly three of six; and samples by which doubled ones, rate and noise are known."""
LONG_GAP_S, GROWTH = 60.0, 1.25
"""A gap that no set outlasts; how many times the samples so far the rate is taken anew."""


def new_state(cells: Floats) -> Floats:
    """State of a stream that has not begun; empties the cells."""
    cells[:] = 0.0
    state = np.zeros(START + 32)
    state[clock.PENDING], state[clock.ALARM_AT] = np.nan, np.inf
    state[clock.NEXT_REFRESH] = 16.0
    return state


@njit(**INNER)
def _put(now: float, samples: Floats, i: int, cells: Floats, state: Floats) -> bool:
    """Adds a sample to its cell; whether that is a newer one than any before."""
    k = int(now * TRACK_HZ + 0.5)
    here = k - int(state[clock.BASE])
    if here < 0:
        return False
    cells[here, clock.COUNT] += 1.0
    cells[here, clock.WHEN] += now
    for j in range(samples.shape[1]):
        cells[here, clock.WHAT + j] += samples[i, j]
    fresh = k > int(state[clock.CELL])
    if fresh:
        state[clock.CELL] = k
    return fresh


@njit(cache=True, nogil=True)
def take(
    times_s: Floats, samples: Floats, first: int, memory: tuple[Floats, Floats, Floats], channel: int
) -> tuple[int, int]:
    """Takes samples (n, columns) from `first` on; (next sample, event), the event NONE when all are taken.

    `memory` is the cells, the recent samples (times, first values) as a ring, and the state.
    """
    cells, recent, state = memory
    for i in range(first, times_s.size):
        if not clock.is_finite(times_s[i], samples, i):
            state[clock.NOT_FINITE] += 1.0
            continue
        if state[clock.SEEN] == 0.0:
            state[clock.ORIGIN] = times_s[i]
            state[clock.NEWEST], state[clock.CELL] = -1.0, -1.0
        now = times_s[i] - state[clock.ORIGIN] + state[clock.OFFSET]
        ahead = now - state[clock.NEWEST]
        if state[clock.SEEN] > 0.0 and not 0.0 < ahead <= clock.LATE_S:
            now = clock.placed(now, cells, recent, state)
            ahead = now - state[clock.NEWEST]
            if np.isnan(now):
                continue
        if state[clock.SEEN] > 0.0 and ahead > LONG_GAP_S:
            return i, LONG_GAP
        if int(now * TRACK_HZ + 0.5) - int(state[clock.BASE]) >= cells.shape[0]:
            return i, FULL
        fresh = _put(now, samples, i, cells, state)
        seen = int(state[clock.SEEN])
        last = recent[(seen - 1) % recent.shape[0], 1]
        recent[seen % recent.shape[0], 0], recent[seen % recent.shape[0], 1] = now, samples[i, 0]
        state[clock.SEEN] += 1.0
        if seen > 0 and ahead <= 0.0:
            continue
        if seen > 0:
            state[clock.PENDING] = np.nan
            clock.count_missing(ahead, state)
            if channel != POSITION:
                sense(samples, i, ahead, channel, state)
            clock.watch_for_stuck(samples[i, 0], last, now, (cells, state), channel)
        state[clock.NEWEST] = now
        event = follow(now, cells, int(state[clock.CELL] - state[clock.BASE]), channel, state) if fresh else NONE
        if event == NONE and now >= state[clock.ALARM_AT]:
            state[clock.ALARM_AT] = np.inf
            event = ALARM
        if event == NONE and state[clock.SEEN] >= state[clock.NEXT_REFRESH]:
            state[clock.NEXT_REFRESH] = (
                np.floor(min(GROWTH * state[clock.SEEN], state[clock.SEEN] + recent.shape[0])) + 1.0
            )
            event = REFRESH
        if event != NONE:
            return i + 1, event
    return times_s.size, NONE


def make_room(cells: Floats, state: Floats, first: int) -> None:
    """Forgets the cells before the global cell `first`."""
    shift = first - int(state[clock.BASE])
    if shift > 0:
        kept = cells[shift:].copy()
        cells[: kept.shape[0]] = kept
        cells[kept.shape[0] :] = 0.0
        state[clock.BASE] += shift


def start_again(cells: Floats, state: Floats, now: float) -> None:
    """Forgets all cells, as after a long gap: the next sample, at `now`, follows the gap, which is counted."""
    state[clock.GAPS] += 1.0
    state[clock.GAP_SECONDS] += now - state[clock.NEWEST]
    cells[:] = 0.0
    state[clock.BASE] = np.floor(now * TRACK_HZ + 0.5)
    state[clock.NEWEST] = now - max(state[clock.STEP], 1e-6)
    state[IS_ARMED] = 0.0
