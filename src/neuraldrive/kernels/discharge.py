"""Figures of discharge trains: rising times in seconds, (n,), one array a unit.

An interval above a pause is a stop, not a slow rate; one of a doublet is a discharge and its repetition, not a fast
rate. Both are left out of rates and variability, and doublets are counted for themselves.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

PAUSE_S = 0.25
SLOWEST_PAUSE = 2.0
"""A unit that fires at 5 pps has intervals of 0.25 s: a pause is then twice its usual interval."""
DOUBLET_S = (0.002, 0.005)
"""Van Cutsem 1998."""
SHORT_S = (0.002, 0.020)
"""The wider definition of a doublet, 2 to 20 ms (Bawa & Calancie 1983 and after)."""
DOUBLED_S = 0.020
STOP_S = 0.5
"""A discharge without another within this time is alone, and no beginning of repetitive discharge."""


class Train(NamedTuple):
    """What one unit's train shows: its rate, the s.d. of its intervals over their mean, and the intervals these rest on."""

    rate_pps: float
    variability: float
    intervals: int


def regular(times_s: Floats) -> Floats:
    """The intervals that are neither doublets (below 20 ms) nor pauses (above 250 ms, or twice the usual interval)."""
    intervals = np.diff(times_s)
    kept = intervals[intervals >= DOUBLED_S]
    if not kept.size:
        return kept
    return kept[kept <= max(PAUSE_S, SLOWEST_PAUSE * float(np.median(kept)))]


def train(times_s: Floats) -> Train | None:
    """Rate (one over the mean interval) and variability of one unit; None with fewer than two regular intervals.

    >>> train(np.array([0.0, 0.125, 0.25, 0.375])).rate_pps
    8.0
    """
    kept = regular(times_s)
    if kept.size < 2:
        return None
    mean = float(kept.mean())
    return Train(1 / mean, float(kept.std(ddof=1)) / mean, kept.size)


def runs(times_s: Floats, stop_s: float = STOP_S) -> list[Floats]:
    """The train cut where it stops for longer than `stop_s`: one piece an effort.

    >>> [run.tolist() for run in runs(np.array([0.0, 0.1, 3.0, 3.1]))]
    [[0.0, 0.1], [3.0, 3.1]]
    """
    return np.split(times_s, np.flatnonzero(np.diff(times_s) > stop_s) + 1) if times_s.size else []


def repetitive(times_s: Floats) -> tuple[float, float, bool]:
    """First and last discharge that others follow or precede within half a second; whether there was any such.

    Discharges that stand alone are left out; where all do, they are what there is.
    """
    kept = [run for run in runs(times_s) if run.size > 1]
    if not kept:
        return float(times_s[0]), float(times_s[-1]), False
    return float(kept[0][0]), float(kept[-1][-1]), True


def first_interval(times_s: Floats) -> float | None:
    """The first interval that is no doublet, s; None where there is none before a stop."""
    first = next((run for run in runs(times_s) if run.size > 1), None)
    if first is None:
        return None
    intervals = np.diff(first)
    kept = intervals[intervals >= DOUBLET_S[1]]
    return float(kept[0]) if kept.size else None


def doublets(times_s: Floats, interval_s: tuple[float, float] = DOUBLET_S) -> tuple[int, int, int]:
    """How many runs of discharge begin with a doublet, how many there are, and how many doublets in all.

    >>> doublets(np.array([0.0, 0.004, 0.1, 0.2]))
    (1, 1, 1)
    """
    low, high = interval_s

    def hit(intervals: Floats) -> NDArray[np.bool_]:
        return (intervals >= low - 1e-9) & (intervals <= high + 1e-9)

    pieces = [run for run in runs(times_s) if run.size > 1]
    at_onset = sum(int(hit(np.diff(run[:2]))[0]) for run in pieces)
    return at_onset, len(pieces), int(hit(np.diff(times_s)).sum())


def smoothed_rate(times_s: Floats, at_s: Floats, width_s: float = 1.0) -> Floats:
    """Discharge rate at `at_s`: a straight line through 1/interval about it, weighted by a Hann window; NaN outside.

    A local line has no lag at the ends of a train, where delta-F is read; a moving mean has.
    """
    intervals = np.diff(times_s)
    kept = (intervals >= DOUBLED_S) & (intervals <= STOP_S)
    middle, rate = ((times_s[1:] + times_s[:-1]) / 2)[kept], 1 / intervals[kept]
    away = (middle - at_s[:, np.newaxis]) / width_s
    weight = np.where(np.abs(away) < 1, 0.5 + 0.5 * np.cos(np.pi * away), 0.0)
    n, x, xx = weight.sum(1), (weight * away).sum(1), (weight * away**2).sum(1)
    y, xy = (weight * rate).sum(1), (weight * away * rate).sum(1)
    spread = n * xx - x * x
    known = ((weight > 0).sum(1) >= 4) & (spread > 0) & (at_s >= times_s[0]) & (at_s <= times_s[-1])
    return np.where(known, (xx * y - x * xy) / np.where(known, spread, 1.0), np.nan)


class Pair(NamedTuple):
    """Reporter and test unit, the reporter's rate where the test unit began less that where it ended, and why not."""

    reporter: int
    test: int
    delta_f_pps: float
    refused: str


LEAST_LEAD_S = 1.0
LEAST_CORRELATION = 0.7
LEAST_MODULATION_PPS = 0.5
_STEP_S = 0.02


class _Unit(NamedTuple):
    number: int
    began: float
    ended: float
    rates: Floats


def paired_units(trains: Sequence[Floats]) -> list[Pair]:
    """Delta-F of every pair of units, the earlier one as reporter of the drive (Gorassini 2002, doi 10.1152/jn.00024.2001).

    Refused are pairs whose reporter began less than 1 s earlier or ended first, whose rates do not go together
    (r² below 0.7), or whose reporter hardly changed its rate while the test unit was active (less than 0.5 pps).
    """
    ends = {index: repetitive(times) for index, times in enumerate(trains) if times.size > 4}
    ends = {index: found for index, found in ends.items() if found[2]}
    if not ends:
        return []
    grid = np.arange(min(found[0] for found in ends.values()), max(found[1] for found in ends.values()), _STEP_S)
    units = [_Unit(index, *found[:2], smoothed_rate(trains[index], grid)) for index, found in ends.items()]
    units.sort(key=lambda unit: unit.began)
    return [_pair(reporter, test, grid) for place, test in enumerate(units) for reporter in units[:place]]


def _pair(reporter: _Unit, test: _Unit, grid: Floats) -> Pair:
    inside = (grid >= test.began) & (grid <= test.ended)
    rates, both = reporter.rates[inside], test.rates[inside]
    known = np.isfinite(rates) & np.isfinite(both)
    at_ends = np.interp([test.began, test.ended], grid, reporter.rates)
    refused = ""
    if test.began - reporter.began < LEAST_LEAD_S:
        refused = "the reporter began less than 1 s earlier"
    elif reporter.ended < test.ended or not np.isfinite(at_ends).all():
        refused = "the reporter ended first"
    elif known.sum() < 5 or np.ptp(rates[known]) < LEAST_MODULATION_PPS:
        refused = "the reporter's rate hardly changed"
    elif np.ptp(both[known]) == 0 or np.corrcoef(rates[known], both[known])[0, 1] < LEAST_CORRELATION**0.5:
        refused = "the two rates do not go together"
    return Pair(reporter.number, test.number, float("nan") if refused else float(at_ends[0] - at_ends[1]), refused)
