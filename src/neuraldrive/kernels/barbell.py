"""Figures of one rise from its own samples, evenly timed or not: (n,) times, positions, velocities.

The first and last position are the boundaries of the rise. Velocities may have times of their own, as those of an
encoder that stamps steps of position have.
"""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

Floats = NDArray[np.float64]

GRAVITY_MPS2 = 9.80665
PUSH_SHARE = 0.10
"""A bar is pushed while its acceleration is above this share of the largest in the rise. Of 0.05 to 0.30, tried on
simulated sets, none erred clearly less; it only has to stand above the noise."""


def mean_velocity(times_s: Floats, position_m: Floats) -> float:
    """Height gained over the time it took.

    >>> mean_velocity(np.array([1.0, 2.0]), np.array([0.1, 0.6]))
    0.5
    """
    return float((position_m[-1] - position_m[0]) / (times_s[-1] - times_s[0]))


@njit(cache=True, nogil=True)
def apex(samples: Floats, i: int) -> tuple[float, float]:
    """Height and fractional index of the parabola through a largest sample and its neighbours."""
    if i <= 0 or i >= samples.size - 1:
        return samples[i], float(i)
    left, mid, right = samples[i - 1], samples[i], samples[i + 1]
    bend = left - 2.0 * mid + right
    shift = 0.5 * (left - right) / bend if bend < 0.0 else 0.0
    return mid - 0.25 * (left - right) * shift, i + shift


def peak(times_s: Floats, velocity_mps: Floats) -> tuple[float, float]:
    """Largest velocity, as the apex of the parabola through the largest sample and its neighbours, and its time."""
    height, index = apex(velocity_mps, int(np.argmax(velocity_mps)))
    return float(height), float(np.interp(index, np.arange(times_s.size), times_s))


def acceleration(times_s: Floats, velocity_mps: Floats) -> Floats:
    """Slope of the velocity at each sample, (n,); zero where there are too few to have one."""
    return np.gradient(velocity_mps, times_s) if velocity_mps.size > 2 else np.zeros(velocity_mps.size)


def even_slope(samples: Floats, step_s: float) -> Floats:
    """Slope of evenly timed samples, (n,): central differences, one-sided at the ends; for `acceleration` in a hurry.

    >>> even_slope(np.array([0.0, 1.0, 4.0]), 1.0)
    array([1., 2., 3.])
    """
    slope = np.zeros(samples.size)
    if samples.size > 1:
        slope[1:-1] = (samples[2:] - samples[:-2]) * (0.5 / step_s)
        slope[0], slope[-1] = (samples[1] - samples[0]) / step_s, (samples[-1] - samples[-2]) / step_s
    return slope


@njit(cache=True, nogil=True)
def propulsive_end(acceleration_mps2: Floats, brake_mps2: float) -> float:
    """Fractional index at which the acceleration falls below `brake_mps2` after the last push; the last if it never does.

    Sanchez-Medina 2010, doi 10.1055/s-0029-1242815: a bar that falls behind free flight (a < -g) is braked. A bar that
    sticks may be braked as hard in mid-rise and pushed on; the push ends with the braking that no push follows.
    """
    k = last = acceleration_mps2.size - 1
    push = PUSH_SHARE * acceleration_mps2.max()
    while k > 0 and acceleration_mps2[k] <= push:
        k -= 1
    for i in range(k + 1, last + 1):
        if acceleration_mps2[i] < brake_mps2:
            before, after = acceleration_mps2[i - 1], acceleration_mps2[i]
            return float(i - 1 + (before - brake_mps2) / (before - after))
    return float(last)


def propulsive_end_s(times_s: Floats, velocity_mps: Floats, brake_mps2: float = -GRAVITY_MPS2) -> float:
    """When the push ends: the time of the last velocity where the bar is never braked."""
    end = propulsive_end(acceleration(times_s, velocity_mps), brake_mps2)
    return float(np.interp(end, np.arange(times_s.size), times_s))


def mean_velocity_until(end_s: float, times_s: Floats, position_m: Floats) -> float:
    """Height gained until then over the time it took; over the whole rise where `end_s` is not inside it."""
    if not times_s[0] < end_s < times_s[-1]:
        return mean_velocity(times_s, position_m)
    return float((np.interp(end_s, times_s, position_m) - position_m[0]) / (end_s - times_s[0]))


def mean_acceleration(start_s: float, times_s: Floats, velocity_mps: Floats) -> float:
    """Peak velocity over the time from the start of the rise, where the bar rests or turns, to it."""
    height, at = peak(times_s, velocity_mps)
    return height / max(at - start_s, 1e-3)


def power(times_s: Floats, velocity_mps: Floats, load_kg: float) -> tuple[float, float]:
    """Mean (by time) and largest power m (g + a) v into an external load, W.

    >>> power(np.array([0.0, 0.5, 1.0]), np.ones(3), 100.0)
    (980.665, 980.665)
    """
    each = load_kg * (GRAVITY_MPS2 + acceleration(times_s, velocity_mps)) * velocity_mps
    if times_s.size < 2:
        return float(each.mean()), float(each.max())
    return float(np.trapezoid(each, times_s) / (times_s[-1] - times_s[0])), float(each.max())
