"""Figures of one rise: velocities, where the push ends, force and power."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

Floats = NDArray[np.float64]

GRAVITY_MPS2 = 9.80665


class RiseFigures(NamedTuple):
    """One value a rise; `mean_propulsive_velocity_mps` equals the mean velocity where the bar never brakes."""

    mean_velocity_mps: Floats
    mean_propulsive_velocity_mps: Floats
    peak_velocity_mps: Floats
    time_to_peak_s: Floats
    propulsive_s: Floats
    rise_m: Floats


class RiseLoading(NamedTuple):
    """Force on, and power into, an external load over one rise."""

    mean_force_n: float
    peak_force_n: float
    mean_power_w: float
    peak_power_w: float


def mean_velocity(start_s: Floats, end_s: Floats, rise_m: Floats) -> Floats:
    """Rise over its own duration.

    >>> float(mean_velocity(np.array([1.0]), np.array([2.0]), np.array([0.5]))[0])
    0.5
    """
    return rise_m / (end_s - start_s)


@njit(cache=True, nogil=True)
def propulsive_end(acceleration_mps2: Floats) -> int:
    """First sample at which the bar falls behind free flight (a < -g), or the number of samples if it never does.

    Sanchez-Medina 2010, doi 10.1055/s-0029-1242815: from there on the lifter brakes the bar. Looked for after the
    largest acceleration, for the settling at the bottom is not the end of the push.
    """
    n = acceleration_mps2.size
    if n == 0:
        return 0
    for i in range(np.argmax(acceleration_mps2), n):
        if acceleration_mps2[i] < -GRAVITY_MPS2:
            return i
    return n


@njit(cache=True, nogil=True)
def apex(samples: Floats, i: int) -> tuple[float, float]:
    """Height and fractional index of the parabola through a largest sample and its neighbours."""
    if i <= 0 or i >= samples.size - 1:
        return samples[i], float(i)
    left, mid, right = samples[i - 1], samples[i], samples[i + 1]
    bend = left - 2.0 * mid + right
    shift = 0.5 * (left - right) / bend if bend < 0.0 else 0.0
    return mid - 0.25 * (left - right) * shift, i + shift


@njit(cache=True, nogil=True)
def _figures(position: Floats, velocity: Floats, acceleration: Floats, spans: Floats, rate_hz: float) -> Floats:
    out = np.zeros((6, spans.shape[1]))
    for k in range(spans.shape[1]):
        start, end = spans[0, k], spans[1, k]
        first, last = int(np.ceil(start)), int(np.floor(end))
        duration = (end - start) / rate_hz
        ends = np.interp(spans[:, k], np.arange(first - 1, last + 2), position[first - 1 : last + 2])
        peak, at = apex(velocity, first + int(np.argmax(velocity[first : last + 1])))
        brake = first + propulsive_end(acceleration[first : last + 1])
        braked = brake <= last and brake > start + 1.0
        push = (brake - start) / rate_hz if braked else duration
        pushed = position[brake] - ends[0] if braked else ends[1] - ends[0]
        out[:, k] = (
            (ends[1] - ends[0]) / duration,
            pushed / push,
            peak,
            (at - start) / rate_hz,
            push,
            ends[1] - ends[0],
        )
    return out


def rise_figures(
    position_m: Floats,
    velocity_mps: Floats,
    acceleration_mps2: Floats,
    start_index: Floats,
    end_index: Floats,
    rate_hz: float,
) -> RiseFigures:
    """Figures of many rises on one even track; starts and ends are sample indices with their fractions."""
    # One sample is repeated at each edge so that a rise cut off by the recording has neighbours to interpolate to.
    position = np.pad(position_m, 1, mode="edge")
    velocity = np.pad(velocity_mps, 1, mode="edge")
    acceleration = np.pad(acceleration_mps2, 1, mode="edge")
    spans = np.stack((start_index + 1.0, end_index + 1.0))
    return RiseFigures(*_figures(position, velocity, acceleration, spans, rate_hz))


def mean_acceleration(velocity_mps: Floats, rate_hz: float) -> float:
    """Change of velocity over the samples, per second."""
    return float((velocity_mps[-1] - velocity_mps[0]) * rate_hz / (velocity_mps.size - 1))


def loading(velocity_mps: Floats, acceleration_mps2: Floats, load_kg: float) -> RiseLoading:
    """Force F = m (g + a) on an external load, and power F v; the load moves as the bar does.

    >>> loading(np.ones(3), np.zeros(3), 100.0).mean_power_w
    980.665
    """
    force = load_kg * (GRAVITY_MPS2 + acceleration_mps2)
    power = force * velocity_mps
    return RiseLoading(float(force.mean()), float(force.max()), float(power.mean()), float(power.max()))


class TickFigures(NamedTuple):
    """Figures of a trace with one stamp for every so many millimetres of cable."""

    mean_velocity_mps: float
    peak_velocity_mps: float
    rise_m: float


def position_triggered(times_s: Floats, position_m: Floats) -> TickFigures:
    """Mean and peak velocity of a trace stamped at equal steps of position; time and position count from the first tick.

    The peak is the apex of the parabola through the shortest interval's velocity and its neighbours', in order of position.
    On 162 OpenBarbell V3 traces (29.7 mm a tick) it is 0.991 of the device's own peak in the median (5 to 95 %: 0.90 to
    1.05); the shortest interval alone is 0.989, as a step averages over 20 to 30 ms at the peak. No estimator tried, spline included,
    narrows the spread: it is the device's. The mean is the distance between ticks over its time, and misses the slow last step,
    which the device never stamps.

    >>> position_triggered(np.array([0.1, 0.15, 0.25]), np.array([0.03, 0.06, 0.09])).rise_m
    0.09
    """
    ticks_s, ticks_m = np.concatenate(([0.0], times_s)), np.concatenate(([0.0], position_m))
    intervals, steps = np.diff(ticks_s), np.diff(ticks_m)
    stamped = intervals > 0.0
    speed = steps[stamped] / intervals[stamped]
    peak = float(apex(speed, int(np.argmax(speed)))[0]) if stamped.any() else np.nan
    whole = float(ticks_m[-1] / ticks_s[-1]) if ticks_s[-1] > 0.0 else np.nan
    return TickFigures(whole, peak, float(ticks_m[-1]))
