"""The pool of Fuglevand, Winter and Patla 1993: thresholds, rates, discharges and the gain of their twitches.

"Models of recruitment and rate coding organization in motor-unit pools", Journal of Neurophysiology 70: 2470-2488.
Units are spread by i/n, not by (i-1)/(n-1) as in Potvin and Fuglevand 2017. Each interval is drawn whole when its
discharge begins, from the excitation of that moment, as in the paper: a drive that rises within an interval does not
shorten it. Excitation between two samples is on the straight line that joins them, so a discharge has no grid.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from neuraldrive.kernels.chance import NORMAL_EDGES, normal

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]

LINEAR_BELOW = 0.4
"""Contraction time over interval up to which a twitch is as after rest."""
LINEAR_SLOPE = (1.0 - math.exp(-2.0 * LINEAR_BELOW**3)) / LINEAR_BELOW
"""The paper rounds it to 0.3."""
BLOCK = 64


class Constants(NamedTuple):
    """The paper's constants under our names; its own symbols in the comments."""

    units: int = 120  # n
    recruitment_range: float = 30.0  # RR
    minimal_rate_pps: float = 8.0  # MFR
    peak_rate_first_pps: float = 35.0  # PFR1
    peak_rate_difference_pps: float = 10.0  # PFRD
    gain_pps: float = 1.0  # g_e, pps for each unit of excitation
    twitch_force_range: float = 100.0  # RP
    longest_contraction_time_s: float = 0.090  # T_L
    contraction_time_range: float = 3.0  # RT
    interval_cv: float = 0.2


class Pool(NamedTuple):
    """What the constants make of each unit, shapes (n,), ordered by recruitment threshold."""

    threshold: Floats
    peak_rate_pps: Floats
    twitch_force: Floats
    contraction_time_s: Floats
    minimal_rate_pps: float
    gain_pps: float
    interval_cv: float
    maximal_excitation: float


class Trains(NamedTuple):
    """Discharges of all units one behind another: unit i has `times_s[first[i] : first[i + 1]]`."""

    times_s: Floats
    first: Counts


def pool(constants: Constants) -> Pool:
    """Each unit's properties by i/n (equations 1, 5, 8, 13, 14).

    >>> pool(Constants()).threshold[[0, -1]].round(8).tolist()
    [1.02874881, 30.0]
    """
    c, share = constants, np.arange(1, constants.units + 1) / constants.units
    threshold = np.exp(np.log(c.recruitment_range) * share)
    force = np.exp(np.log(c.twitch_force_range) * share)
    per_force = np.log(c.contraction_time_range) / np.log(c.twitch_force_range)
    peak = c.peak_rate_first_pps - c.peak_rate_difference_pps * threshold / threshold[-1]
    return Pool(
        threshold=threshold,
        peak_rate_pps=peak,
        twitch_force=force,
        contraction_time_s=c.longest_contraction_time_s * (1.0 / force) ** per_force,
        minimal_rate_pps=c.minimal_rate_pps,
        gain_pps=c.gain_pps,
        interval_cv=c.interval_cv,
        maximal_excitation=float(threshold[-1] + (peak[-1] - c.minimal_rate_pps) / c.gain_pps),
    )


@njit(cache=True, nogil=True)
def rate(pool: Pool, unit: int, excitation: float) -> float:
    """Mean discharge rate, pps (equations 2 and 3): linear from the threshold to the unit's peak rate; 0 below it."""
    if excitation < pool.threshold[unit]:
        return 0.0
    linear = pool.gain_pps * (excitation - pool.threshold[unit]) + pool.minimal_rate_pps
    return float(min(linear, pool.peak_rate_pps[unit]))


@njit(cache=True, nogil=True)
def fusion(normalised_rate: float) -> float:
    """Mean force of a train as a share of the fused tetanus, from contraction time × rate (figure 2, equation 16)."""
    if normalised_rate <= LINEAR_BELOW:
        return normalised_rate * LINEAR_SLOPE
    return 1.0 - math.exp(-2.0 * normalised_rate**3)


@njit(cache=True, nogil=True)
def gain(normalised_rate: float) -> float:
    """How much larger a twitch is than after rest, from contraction time over the interval before it (equation 17).

    Above 1 in the usual range; below 1 at doublets, whose second twitch this law all but takes away.

    >>> [round(gain(x), 4) for x in (0.3, 0.6, 1.0, 2.0, 3.0)]
    [1.0, 1.9465, 2.8787, 1.6646, 1.1098]
    """
    if normalised_rate <= LINEAR_BELOW:
        return 1.0
    return (1.0 - math.exp(-2.0 * normalised_rate**3)) / (normalised_rate * LINEAR_SLOPE)


@njit(cache=True, nogil=True)
def rates(pool: Pool, excitation: float) -> Floats:
    """Mean discharge rate of each unit, pps, shape (n,)."""
    out = np.empty(pool.threshold.size)
    for i in range(out.size):
        out[i] = rate(pool, i, excitation)
    return out


@njit(cache=True, nogil=True)
def steady_forces(pool: Pool, rate_pps: Floats) -> Floats:
    """Force of each unit from its rate alone, shape (n,), where `twitch_force` counts as the fused tetanus."""
    out = np.empty(pool.threshold.size)
    for i in range(out.size):
        out[i] = fusion(pool.contraction_time_s[i] * rate_pps[i]) * pool.twitch_force[i]
    return out


@njit(cache=True, nogil=True)
def mean_forces(pool: Pool, rate_pps: Floats) -> Floats:
    """Force of each unit as the mean of its summed twitches, shape (n,), over the law of its intervals.

    A twitch lasts p T e in all. For regular trains the sum is e / `LINEAR_SLOPE` = 9.0498819 times the steady force;
    variable intervals make it smaller.
    """
    out = np.zeros(pool.threshold.size)
    middle = 0.5 * (NORMAL_EDGES[1:] + NORMAL_EDGES[:-1])
    for i in range(out.size):
        normalised = pool.contraction_time_s[i] * rate_pps[i]
        if normalised > 0.0:
            mean = 0.0
            for z in middle:
                mean += gain(normalised / (1.0 + pool.interval_cv * z))
            out[i] = pool.twitch_force[i] * math.e * normalised * mean / middle.size
    return out


@njit(cache=True, nogil=True)
def _block_maxima(excitation: Floats) -> Floats:
    maxima = np.zeros((excitation.size + BLOCK - 1) // BLOCK)
    for k in range(excitation.size):
        maxima[k // BLOCK] = max(maxima[k // BLOCK], excitation[k])
    return maxima


@njit(cache=True, nogil=True)
def _next_reached(excitation: Floats, maxima: Floats, threshold: float, k: int) -> int:
    """First sample from k on that is at or above the threshold; the number of samples where there is none."""
    while k < excitation.size:
        if k % BLOCK == 0 and maxima[k // BLOCK] < threshold:
            k += BLOCK
        elif excitation[k] < threshold:
            k += 1
        else:
            return k
    return excitation.size


@njit(cache=True, nogil=True)
def _onset(excitation: Floats, threshold: float, k: int) -> float:
    """Where, in samples, the line that ends at sample k meets the threshold."""
    if k == 0 or excitation[k - 1] >= threshold:
        return float(k)
    return float(k - (excitation[k] - threshold) / (excitation[k] - excitation[k - 1]))


@njit(cache=True, nogil=True)
def _at(excitation: Floats, place: float) -> float:
    """Excitation at a place in samples, on the line between its neighbours."""
    k = min(int(place), excitation.size - 2)
    return float(excitation[k] + (place - k) * (excitation[k + 1] - excitation[k]))


@njit(cache=True, nogil=True)
def _train(
    pool: Pool, unit: int, drive: tuple[Floats, Floats, float], key: np.uint64, times: Floats, start: int
) -> int:
    """Write one unit's discharges from `start` on; the place behind the last, or -1 where `times` is too short."""
    excitation, maxima, rate_hz = drive
    threshold, last, place, k = pool.threshold[unit], excitation.size - 1, start, 0
    while True:
        k = _next_reached(excitation, maxima, threshold, k)
        if k > last:
            return place
        now = _onset(excitation, threshold, k)
        here = max(threshold, _at(excitation, now))
        while here >= threshold:
            if place == times.size:
                return -1
            times[place] = now / rate_hz
            mean = rate_hz / rate(pool, unit, here)
            now += mean * (1.0 + pool.interval_cv * normal(key, unit, place - start))
            place += 1
            if now > last:
                return place
            here = _at(excitation, now)
        k = int(now) + 1


@njit(cache=True, nogil=True)
def _first_values(values: Floats, kept: int, size: int) -> Floats:
    """A new array of that size that begins with the values kept; a plain loop, which compiles far sooner than slices."""
    out = np.empty(size)
    for k in range(kept):
        out[k] = values[k]
    return out


@njit(cache=True, nogil=True)
def discharges(pool: Pool, excitation: Floats, rate_hz: float, key: np.uint64) -> Trains:
    """Discharge times of all units under a sampled excitation, shape (m,), from 0 s to its last sample.

    Excitation is 0 or more, with m at least 2.
    """
    n = pool.threshold.size
    drive = (excitation, _block_maxima(excitation), rate_hz)
    times = np.empty(n * (1 + int(0.5 * excitation.size / rate_hz * pool.peak_rate_pps[0])))  # most efforts need less
    first = np.zeros(n + 1, dtype=np.int64)
    for unit in range(n):
        end = _train(pool, unit, drive, key, times, first[unit])
        while end < 0:
            times = _first_values(times, first[unit], 2 * times.size)
            end = _train(pool, unit, drive, key, times, first[unit])
        first[unit + 1] = end
    return Trains(_first_values(times, first[n], first[n]), first)


@njit(cache=True, nogil=True)
def twitch_peaks(pool: Pool, trains: Trains) -> Floats:
    """Peak force of the twitch of each discharge: the unit's own times the gain after the interval before it."""
    peaks = np.empty(trains.times_s.size)
    for unit in range(pool.threshold.size):
        for j in range(trains.first[unit], trains.first[unit + 1]):
            peaks[j] = pool.twitch_force[unit]
            if j > trains.first[unit]:
                interval_s = trains.times_s[j] - trains.times_s[j - 1]
                peaks[j] *= gain(pool.contraction_time_s[unit] / interval_s)
    return peaks
