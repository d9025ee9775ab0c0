"""Figures of one rise from its own samples, evenly timed or not: (n,) times, positions and velocities.

The first and last sample are the boundaries of the rise. Where a device stamps position and velocity apart (a
position-triggered encoder), velocities have times of their own.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from neuraldrive.kernels.barbell import GRAVITY_MPS2, apex, propulsive_end

Floats = NDArray[np.float64]


def mean_velocity(times_s: Floats, position_m: Floats) -> float:
    """Height gained over the time it took."""
    return float((position_m[-1] - position_m[0]) / (times_s[-1] - times_s[0]))


def peak(times_s: Floats, velocity_mps: Floats) -> tuple[float, float]:
    """Largest velocity, as the apex of the parabola through the largest sample and its neighbours, and its time."""
    height, index = apex(velocity_mps, int(np.argmax(velocity_mps)))
    return float(height), float(np.interp(index, np.arange(times_s.size), times_s))


def mean_propulsive_velocity(times_s: Floats, position_m: Floats, velocity_s: Floats, velocity_mps: Floats) -> float:
    """Height gained over time until the bar falls behind free flight (a < −g; Sanchez-Medina 2010)."""
    end = propulsive_end(acceleration(velocity_s, velocity_mps))
    if end >= velocity_mps.size or velocity_s[end] <= times_s[0]:
        return mean_velocity(times_s, position_m)
    height = np.interp(velocity_s[end], times_s, position_m) - position_m[0]
    return float(height / (velocity_s[end] - times_s[0]))


def acceleration(times_s: Floats, velocity_mps: Floats) -> Floats:
    """Slope of the velocity at each sample, (n,); zero where there are too few to have one."""
    return np.gradient(velocity_mps, times_s) if velocity_mps.size > 2 else np.zeros(velocity_mps.size)


def mean_acceleration(start_s: float, times_s: Floats, velocity_mps: Floats) -> float:
    """Peak velocity over the time from the start of the rise to it."""
    height, at = peak(times_s, velocity_mps)
    return height / max(at - start_s, 1e-3)


def power(times_s: Floats, velocity_mps: Floats, load_kg: float) -> tuple[float, float]:
    """Mean (by time) and largest power m (g + a) v into an external load, W."""
    each = load_kg * (GRAVITY_MPS2 + acceleration(times_s, velocity_mps)) * velocity_mps
    if times_s.size < 2:
        return float(each.mean()), float(each.max())
    return float(np.trapezoid(each, times_s) / (times_s[-1] - times_s[0])), float(each.max())
