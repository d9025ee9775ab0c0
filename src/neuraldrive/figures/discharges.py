"""Discharge trains as a picture needs them: rows that have room, strokes that join where they would touch, rates.

Trains are rising times in seconds, (k,), one array a unit, in the order of their thresholds.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Trains = Sequence[Floats]

PAUSE_S = 0.25
"""A longer interval is a pause, unless the unit is so slow that it is no more than twice its usual one."""
STOP_S = 0.5
DOUBLET_S = 0.010
_ROW_PX = 2.0
_APART_PX = 1.2
"""Strokes nearer than that are seen as one."""


class Strokes(NamedTuple):
    """What a raster draws: single discharges (x, row), and bars from x to x where they lie too close to be told apart."""

    at_s: Floats
    row: Floats
    bar_from_s: Floats
    bar_to_s: Floats
    bar_row: Floats


def rows(count: int, height_px: float) -> NDArray[np.int64]:
    """Numbers (from 0) of the units that have room in a raster of that height: every one, or every k-th.

    >>> rows(400, 100).size, rows(8, 100).size
    (50, 8)
    """
    every = max(1, int(np.ceil(count * _ROW_PX / height_px)))
    return np.arange(every - 1, count, every) if count >= every else np.arange(count)


def strokes(trains: Trains, shown: NDArray[np.int64], px_per_s: float) -> Strokes:
    """The discharges of the units shown; a raster is wholly of bars where most of them would touch.

    So the number of strokes is bounded by the picture's size, not by that of the recording.
    """
    intervals = [np.diff(trains[number]) for number in shown]
    every = np.concatenate([np.zeros(0), *intervals])
    crowded = every.size > 0 and float(np.median(every)) * px_per_s < _APART_PX
    if not crowded:
        row = np.repeat(shown + 1.0, [trains[number].size for number in shown])
        nothing = np.zeros(0)
        return Strokes(np.concatenate([np.zeros(0), *(trains[n] for n in shown)]), row, nothing, nothing, nothing)
    pieces = [(number, *_bars(trains[number], 3.0 * _APART_PX / px_per_s)) for number in shown if trains[number].size]
    starts, ends = (np.concatenate([each[side] for each in pieces]) for side in (1, 2))
    row = np.concatenate([np.full(each[1].size, each[0] + 1.0) for each in pieces])
    return Strokes(np.zeros(0), np.zeros(0), starts, np.maximum(ends, starts + 1.0 / px_per_s), row)


def _bars(times_s: Floats, gap_s: float) -> tuple[Floats, Floats]:
    cuts = np.flatnonzero(np.diff(times_s) > max(gap_s, STOP_S)) + 1
    return times_s[np.concatenate(([0], cuts))], times_s[np.concatenate((cuts - 1, [times_s.size - 1]))]


def without_doublets(times_s: Floats) -> Floats:
    """The train with each doublet as one discharge, so that its interval is not taken for a rate.

    >>> without_doublets(np.array([0.0, 0.004, 0.1, 0.2])).tolist()
    [0.0, 0.1, 0.2]
    """
    if times_s.size < 2:
        return times_s
    before = np.diff(times_s)
    begins = np.concatenate(([True], before[:-1] > STOP_S))
    second = np.concatenate(([False], begins & (before < DOUBLET_S)))
    return times_s[~second]


def runs(times_s: Floats) -> list[Floats]:
    """The train cut where the unit stops for longer than half a second.

    >>> [run.tolist() for run in runs(np.array([0.0, 0.1, 2.0]))]
    [[0.0, 0.1], [2.0]]
    """
    return np.split(times_s, np.flatnonzero(np.diff(times_s) > STOP_S) + 1)


def instantaneous(times_s: Floats) -> tuple[Floats, Floats]:
    """The end of each interval that is no pause, and the rate that it stands for, pps; both (m,)."""
    intervals = np.diff(times_s)
    kept = ~_pauses(intervals)
    return times_s[1:][kept], 1.0 / intervals[kept]


def rate_course(times_s: Floats, at_s: Floats, window_s: float, breaks_s: Sequence[float] = ()) -> Floats:
    """Discharge rate over a window about each time, pps; NaN where the unit is silent or pauses.

    Discharges are counted as if each interval were filled evenly, so that a steady train has a steady rate; the window
    stops at a train's ends.

    Args:
        at_s: (m,).
        window_s: 0 for the rate of the present interval alone.
        breaks_s: stimuli, whose silence is no interval.

    >>> rate_course(np.arange(0, 2, 0.1), np.array([0.5, 1.0, 3.0]), 0.4).round(6)
    array([10., 10., nan])
    """
    found = np.full(at_s.size, np.nan)
    if times_s.size < 2:
        return found
    intervals = np.diff(times_s)
    pauses = _pauses(intervals)
    stopped = np.searchsorted(times_s, breaks_s) - 1
    pauses[stopped[(stopped >= 0) & (stopped < pauses.size)]] = True
    place = np.searchsorted(times_s, at_s, side="right") - 1
    inside = (place >= 0) & (place < intervals.size)
    inside[inside] = ~pauses[place[inside]]
    if window_s == 0.0:
        found[inside] = 1.0 / intervals[place[inside]]
        return found
    stops = np.flatnonzero(pauses)
    begins, ends = times_s[np.concatenate(([0], stops + 1))], times_s[np.concatenate((stops, [intervals.size]))]
    run = np.searchsorted(begins, at_s[inside], side="right") - 1
    low = np.maximum(at_s[inside] - window_s / 2, begins[run])
    high = np.minimum(at_s[inside] + window_s / 2, ends[run])
    count = np.arange(times_s.size, dtype=np.float64)
    found[inside] = (np.interp(high, times_s, count) - np.interp(low, times_s, count)) / (high - low)
    return found


def mean_rate(trains: Trains, at_s: Floats, window_s: float, breaks_s: Sequence[float] = ()) -> Floats:
    """Mean rate over the units that are active at each time, pps, (m,); NaN where none is."""
    total, active = np.zeros(at_s.size), np.zeros(at_s.size)
    for times in trains:
        rate = rate_course(times, at_s, window_s, breaks_s)
        on = np.isfinite(rate)
        total[on] += rate[on]
        active += on
    return np.where(active > 0, total / np.maximum(active, 1), np.nan)


def share_active(trains: Trains, at_s: Floats) -> Floats:
    """Share of the units that discharge at each time, (m,): inside an interval that is no pause."""
    return np.asarray(np.mean([np.isfinite(rate_course(times, at_s, 0.0)) for times in trains], axis=0))


def _pauses(intervals: Floats) -> NDArray[np.bool_]:
    """Which intervals are pauses."""
    long = intervals > PAUSE_S
    return intervals > max(PAUSE_S, 2.0 * float(np.median(intervals))) if long.any() else long
