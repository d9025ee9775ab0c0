"""From the uneven, stepped samples of a bar sensor to an even track, its velocity and its acceleration."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

TRACK_HZ = 200.0
"""Rate of the even track. Bar acceleration holds little above 20 Hz; 5 ms steps interpolate to well below 1 ms."""
LONGEST_GAP_S = 0.10
"""Longest stretch without samples that is bridged unmarked: a third of the quickest rises (about 0.3 s)."""
SLOPE_BASE_S = 0.015
"""A millimetre's step between two samples 5 ms apart would feign 0.2 m/s, and over a gap bend the path by millimetres;
over 15 ms a bar's path is a parabola to within a tenth of a millimetre."""
STILL_MPS = 0.05
STILL_S = 0.25
OFFSET_S = 30.0


class Track(NamedTuple):
    """An even track: time of its first sample, samples, their rate, and which of them were really measured."""

    start_s: float
    samples: Floats
    rate_hz: float
    is_measured: Flags


@njit(cache=True, nogil=True)
def _cell_means(times_s: Floats, samples: Floats, start_s: float, rate_hz: float, n: int) -> tuple[Floats, Floats]:
    count, when, what = np.zeros(n), np.zeros(n), np.zeros(n)
    for i in range(times_s.size):
        if np.isfinite(times_s[i]) and np.isfinite(samples[i]):
            k = int((times_s[i] - start_s) * rate_hz + 0.5)
            count[k] += 1.0
            when[k] += times_s[i] - start_s
            what[k] += samples[i]
    full = 0
    for k in range(n):
        if count[k] > 0.0:
            when[full] = when[k] / count[k]
            what[full] = what[k] / count[k]
            full += 1
    return when[:full].copy(), what[:full].copy()


@njit(cache=True, nogil=True)
def _slopes(when: Floats, what: Floats) -> Floats:
    """Slope at each sample of the parabola through it and the nearest that are `SLOPE_BASE_S` before and after it."""
    n = when.size
    slope = np.zeros(n)
    p = q = 0
    for i in range(n if n > 1 else 0):
        while p + 1 < i and when[i] - when[p + 1] >= SLOPE_BASE_S:
            p += 1
        q = max(q, i)
        while q < n - 1 and when[q] - when[i] < SLOPE_BASE_S:
            q += 1
        before, after = when[i] - when[p], when[q] - when[i]
        left = (what[i] - what[p]) / before if before > 0.0 else 0.0
        right = (what[q] - what[i]) / after if after > 0.0 else 0.0
        slope[i] = (left * after + right * before) / (before + after)
        if before <= 0.0 or after <= 0.0:
            slope[i] = left + right
    return slope


@njit(cache=True, nogil=True)
def _between(when: Floats, what: Floats, n: int, rate_hz: float, longest_gap_s: float) -> tuple[Floats, Flags]:
    even, measured = np.empty(n), np.ones(n, dtype=np.bool_)
    slope = _slopes(when, what)
    i = 0
    for k in range(n):
        now = min(max(k / rate_hz, when[0]), when[-1])
        while i < when.size - 2 and when[i + 1] <= now:
            i += 1
        j = min(i + 1, when.size - 1)
        step = when[j] - when[i]
        share = (now - when[i]) / step if step > 0.0 else 0.0
        if step > longest_gap_s:
            even[k] = what[i] + share * (what[j] - what[i])
            measured[k] = share <= 0.0 or share >= 1.0
            continue
        rest = 1.0 - share
        even[k] = (
            (1.0 + 2.0 * share) * rest * rest * what[i]
            + share * rest * rest * step * slope[i]
            + share * share * (3.0 - 2.0 * share) * what[j]
            - share * share * rest * step * slope[j]
        )
    return even, measured


def source_rate_hz(times_s: Floats) -> float:
    """Usual rate of an uneven time base: one over the median of its positive steps (first 100,000 samples)."""
    steps = np.diff(times_s[:100_000])
    steps = steps[steps > 0.0]
    return float(1.0 / np.median(steps)) if steps.size else TRACK_HZ


def resample(
    times_s: Floats, samples: Floats, rate_hz: float = TRACK_HZ, longest_gap_s: float = LONGEST_GAP_S
) -> Track:
    """Even track from uneven, doubled, unordered or missing samples.

    Samples that fall in one cell of the new grid are averaged, and cubics with local slopes join the averages.
    A stretch longer than `longest_gap_s` (and than two and a half usual steps) is joined by a straight line and
    marked as not measured.
    """
    finite = np.isfinite(times_s)
    if not finite.any() or not np.isfinite(samples).any():
        return Track(0.0, np.zeros(0), rate_hz, np.zeros(0, dtype=np.bool_))
    start, stop = float(np.nanmin(times_s)), float(np.nanmax(times_s))
    n = int((stop - start) * rate_hz + 0.5) + 1
    when, what = _cell_means(times_s, samples, start, rate_hz, n)
    widest = max(longest_gap_s, 2.5 / source_rate_hz(times_s))
    even, measured = _between(when, what, n, rate_hz, widest)
    return Track(start, even, rate_hz, measured)


def position_noise_m(position_m: Floats) -> float:
    """Error of one position sample: that of a whole step (step / sqrt 12), or the scatter about a smooth path if larger.

    The scatter is the median absolute third difference over 0.6745 sqrt 20, which a smooth path leaves near zero.
    """
    some = position_m[:200_000]
    steps = np.abs(np.diff(some[np.isfinite(some)]))
    moving = steps[steps > 1e-6]
    if moving.size < 4:
        return 1e-6
    quantum = float(np.quantile(moving, 0.05))
    scatter = float(np.median(np.abs(np.diff(some, 3)))) / (0.6745 * np.sqrt(20.0))
    return float(max(quantum / np.sqrt(12.0), scatter, 1e-6))


def cutoff_hz(rate_hz: float, noise_m: float) -> float:
    """Cut-off that balances lost peak against passed noise.

    The lost peak grows as cutoff^-2, the noise of velocity as noise cutoff^1.5 / sqrt(rate): their least sum moves as
    (rate / noise^2)^(1/7). The factor was measured on simulated sets (verification/encoder_sets.py).
    """
    free: float = 14.0 * (min(rate_hz, TRACK_HZ) / TRACK_HZ * (0.29e-3 / noise_m) ** 2) ** (1.0 / 7.0)
    return min(free, 20.0, 0.4 * rate_hz)


def low_pass(samples: Floats, rate_hz: float, cutoff: float) -> Floats:
    """Butterworth of second order run forward and backward, so that nothing is shifted in time."""
    if samples.size < 16 or cutoff >= 0.5 * rate_hz:
        return samples.astype(np.float64)
    from scipy.signal import sosfiltfilt  # late: half a second of start-up that logs do not need

    out: Floats = np.ascontiguousarray(sosfiltfilt(_second_order(rate_hz, cutoff), samples))
    return out


@lru_cache(maxsize=64)
def _second_order(rate_hz: float, cutoff: float) -> Floats:
    """Sections of a Butterworth low-pass: of one set they are asked for again with every repetition."""
    from scipy.signal import butter

    sections: Floats = butter(2, cutoff, fs=rate_hz, output="sos")
    return sections


@njit(cache=True, nogil=True)
def derivative(samples: Floats, rate_hz: float) -> Floats:
    """Central difference, one-sided at the ends."""
    n = samples.size
    out = np.zeros(n)
    if n < 2:
        return out
    for i in range(1, n - 1):
        out[i] = (samples[i + 1] - samples[i - 1]) * 0.5 * rate_hz
    out[0] = (samples[1] - samples[0]) * rate_hz
    out[n - 1] = (samples[n - 1] - samples[n - 2]) * rate_hz
    return out


def _running_mean(samples: Floats, counted: Flags, half: int) -> Floats:
    """Mean of the counted samples within so many samples on both sides; of all that are counted where there are none."""
    totals = np.cumsum(np.concatenate(([[0.0], [0.0]], np.stack((samples * counted, counted))), axis=1), axis=1)
    at = np.arange(samples.size)
    low, high = np.maximum(at - half, 0), np.minimum(at + half + 1, samples.size)
    total, count = totals[:, high] - totals[:, low]
    mean: Floats = np.where(count > 0.0, total / np.maximum(count, 1.0), totals[0, -1] / totals[1, -1])
    return mean


def position_from_velocity(velocity_mps: Floats, rate_hz: float) -> Floats:
    """Integrated velocity, less the offset that the sensor shows while the bar stands still.

    Still is a velocity within 0.05 m/s of the recording's median for 0.25 s. An offset moves slowly (as the sensor
    warms), a lifter who creeps or grinds soon: so it is the mean of all that is still within half a minute. A
    recording that never rests is integrated as it is.
    """
    width = max(2, int(STILL_S * rate_hz))
    near = np.abs(velocity_mps - np.median(velocity_mps)) < STILL_MPS
    run = np.convolve(near, np.ones(width), mode="valid") > width - 0.5
    still = np.zeros(velocity_mps.size, dtype=np.bool_)
    for first in np.flatnonzero(run):
        still[first : first + width] = True
    clean = velocity_mps - _running_mean(velocity_mps, still, int(OFFSET_S * rate_hz)) if still.any() else velocity_mps
    return np.concatenate(([0.0], np.cumsum((clean[1:] + clean[:-1]) / 2))) / rate_hz
