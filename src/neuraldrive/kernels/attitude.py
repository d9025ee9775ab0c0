"""Which way is up: gravity carried through a bar's rotation by its gyroscope."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]

# A window shorter than this can be quiet by chance between two phases of a lift (0.4 to 1 s each).
STILL_WINDOW_S = 0.4
# A resting bar shows sensor noise only (about 0.02 m/s2, 0.005 rad/s, for consumer sensors at 200 Hz) and the building's
# vibration; a bar in the hands shakes by 0.2 m/s2 and more. The bound lies between, a factor of about three from both.
STILL_ACCELERATION_SD_MPS2 = 0.08
STILL_ROTATION_SD_RADPS = 0.02
# Zero-rate offset of consumer gyroscopes: data sheets state about 1 degree/s typical; 5 degrees/s covers warm-up and age.
GYRO_BIAS_LIMIT_RADPS = 0.09
GYRO_BIAS_SD_RADPS = 0.02
# A bar that only seemed still gives an offset with which gravity wanders by more than the lift itself can make it.
WANDER_MPS2 = 0.3
# Over 5 s a bar at |v| < 1 m/s changes its velocity by less than 2 m/s, so its mean acceleration tilts gravity by < 0.04 rad,
# and the vertical error is second order in that; a gyroscope offset left of 0.005 rad/s adds 0.025 rad in the same time.
GRAVITY_TIME_S = 5.0
# Deviation from gravity at which a sample counts half: a held bar stays below it, a pressed one does not.
QUASI_STATIC_MPS2 = 0.3


class Vertical(NamedTuple):
    """Vertical acceleration of a sensor on a bar, and what was found on the way."""

    vertical_mps2: Array  # (n,), up positive, gravity removed
    gravity_mps2: float  # what this accelerometer reads at rest
    gyro_bias_radps: Array  # (3,)
    still: Mask  # (n,)
    up: Array  # (n, 3), unit vector in the sensor's frame


@njit(cache=True, nogil=True)
def _orientations(times_s: Array, rate_radps: Array) -> Array:
    """Rotation from the sensor to its frame at the first sample, (n, 3, 3), by exact steps about the mean rate."""
    n = times_s.size
    out = np.empty((n, 3, 3))
    out[0] = np.eye(3)
    for k in range(1, n):
        dt = times_s[k] - times_s[k - 1]
        x, y, z = 0.5 * (rate_radps[k] + rate_radps[k - 1]) * dt
        angle = np.sqrt(x * x + y * y + z * z)
        s = np.sin(angle) / angle if angle > 1e-9 else 1.0
        c = (1.0 - np.cos(angle)) / (angle * angle) if angle > 1e-9 else 0.5
        step = np.array(
            [
                [1.0 - c * (y * y + z * z), c * x * y - s * z, c * x * z + s * y],
                [c * x * y + s * z, 1.0 - c * (x * x + z * z), c * y * z - s * x],
                [c * x * z - s * y, c * y * z + s * x, 1.0 - c * (x * x + y * y)],
            ]
        )
        for i in range(3):
            for j in range(3):
                out[k, i, j] = (
                    out[k - 1, i, 0] * step[0, j] + out[k - 1, i, 1] * step[1, j] + out[k - 1, i, 2] * step[2, j]
                )
    return out


@njit(cache=True, nogil=True)
def _two_sided_mean(times_s: Array, values: Array, weight: Array, time_constant_s: float) -> Array:
    """Weighted mean of `values` (n, 3) around every sample, exponential in both directions of time."""
    n = times_s.size
    total = np.empty((n, 4))
    for direction in range(2):
        carried = np.zeros(4)
        for step in range(n):
            k = step if direction == 0 else n - 1 - step
            if step > 0:
                before = k - 1 if direction == 0 else k + 1
                carried *= math.exp(-abs(times_s[k] - times_s[before]) / time_constant_s)
            if direction == 1:
                total[k] += carried
            for i in range(4):
                carried[i] += weight[k] * (values[k, i] if i < 3 else 1.0)
            if direction == 0:
                total[k] = carried
    return total[:, :3] / total[:, 3:]


def _running_moments(values: Array, width: int) -> tuple[Array, Array]:
    """Mean and standard deviation over a centred window of `width` samples, (n, 3) each; edges use the nearest full one."""
    centre = values.mean(axis=0)
    sums = np.cumsum(np.vstack([np.zeros((1, 3)), values - centre]), axis=0)
    squares = np.cumsum(np.vstack([np.zeros((1, 3)), (values - centre) ** 2]), axis=0)
    mean = (sums[width:] - sums[:-width]) / width
    variance = np.maximum((squares[width:] - squares[:-width]) / width - mean**2, 0.0)
    at = np.clip(np.arange(values.shape[0]) - width // 2, 0, mean.shape[0] - 1)
    return mean[at] + centre, np.sqrt(variance)[at]


def still_samples(times_s: Array, acceleration_mps2: Array, angular_velocity_radps: Array) -> Mask:
    """Samples in the middle of a window in which the sensor shows noise only, (n,)."""
    width = max(round(STILL_WINDOW_S / float(np.median(np.diff(times_s)))), 4)
    if times_s.size <= width:
        return np.zeros(times_s.size, dtype=np.bool_)
    _, shake = _running_moments(acceleration_mps2, width)
    turn, wobble = _running_moments(angular_velocity_radps, width)
    quiet = np.asarray(shake.max(axis=1) < STILL_ACCELERATION_SD_MPS2, dtype=np.bool_)
    quiet &= wobble.max(axis=1) < STILL_ROTATION_SD_RADPS
    quiet &= np.abs(turn).max(axis=1) < GYRO_BIAS_LIMIT_RADPS
    if quiet.any():
        # One offset for all: where the rate differs from the most common one, the bar rolls slowly.
        quiet &= np.abs(turn - np.median(turn[quiet], axis=0)).max(axis=1) < STILL_ROTATION_SD_RADPS
    return quiet


def _bias(times_s: Array, acceleration: Array, rate: Array, still: Mask) -> Array:
    """Gyroscope offset: the mean over still samples, or the one that keeps gravity where it is if that is much better or the only.

    The second is a ridge least squares: with the right offset the accelerometer's mean, turned into one frame, does not
    wander (the idea of Laidig and Seel 2023, doi 10.1016/j.inffus.2022.10.014, here for a whole recording at once).
    """
    bias = np.zeros(3)
    ridge = WANDER_MPS2 / GRAVITY_TIME_S / GYRO_BIAS_SD_RADPS
    every = max(times_s.size // 400, 1)

    def wander(offset: Array) -> Array:
        turned = np.einsum("nij,nj->ni", _orientations(times_s, rate - offset), acceleration)
        mean = _two_sided_mean(times_s, turned, np.ones(times_s.size), GRAVITY_TIME_S)[::every]
        return np.asarray((mean - mean.mean(axis=0)).ravel() / np.sqrt(mean.shape[0]))

    for _ in range(4):
        at = wander(bias)
        slope = np.stack([(wander(bias + 1e-3 * axis) - at) / 1e-3 for axis in np.eye(3)], axis=1)
        step = np.linalg.solve(slope.T @ slope + ridge**2 * np.eye(3), slope.T @ at + ridge**2 * bias)
        bias = np.clip(bias - step, -GYRO_BIAS_LIMIT_RADPS, GYRO_BIAS_LIMIT_RADPS)
    if still.any():
        resting = np.asarray(rate[still].mean(axis=0))
        if np.linalg.norm(wander(resting)) < max(2.0 * float(np.linalg.norm(wander(bias))), WANDER_MPS2):
            return resting
    return bias


def vertical_acceleration(times_s: Array, acceleration_mps2: Array, angular_velocity_radps: Array) -> Vertical:
    """Vertical acceleration (n,) from specific force (n, 3) and rotation (n, 3) of a sensor that turns with its bar.

    The gyroscope turns every sample into one frame; there gravity is the weighted mean over some seconds before and after,
    with most weight on samples that are nearly static. An error of tilt enters the vertical to second order only.
    Raises ValueError if the accelerometer is not in m/s2 or the times do not rise.
    """
    if times_s.size < 8 or np.any(np.diff(times_s) <= 0):
        raise ValueError("times_s needs at least 8 rising values")
    size = float(np.median(np.linalg.norm(acceleration_mps2, axis=1)))
    if not 8.0 < size < 12.0:
        raise ValueError(f"the accelerometer reads {size:.2f} on the median; in m/s2, gravity included, it is near 9.8")
    still = still_samples(times_s, acceleration_mps2, angular_velocity_radps)
    bias = _bias(times_s, acceleration_mps2, angular_velocity_radps, still)
    turn = _orientations(times_s, angular_velocity_radps - bias)
    turned = np.einsum("nij,nj->ni", turn, acceleration_mps2)
    everyday = _two_sided_mean(times_s, turned, np.ones(times_s.size), GRAVITY_TIME_S)
    away = np.linalg.norm(turned - everyday, axis=1)
    away = _two_sided_mean(
        times_s, np.repeat(away[:, None] ** 2, 3, axis=1), np.ones(times_s.size), STILL_WINDOW_S / 2
    )[:, 0]
    weight = 1.0 / (1.0 + away / QUASI_STATIC_MPS2**2)
    gravity = _two_sided_mean(times_s, turned, weight, GRAVITY_TIME_S)
    up = gravity / np.linalg.norm(gravity, axis=1, keepdims=True)
    along = np.einsum("ni,ni->n", turned, up)
    if still.any():
        rest = float(np.median(along[still]))
    else:
        # The bar goes nowhere in the end: gravity is the trend of the integral, which cares less for the ends than a mean.
        total = np.concatenate([[0.0], np.cumsum(0.5 * (along[1:] + along[:-1]) * np.diff(times_s))])
        rest = float(np.polyfit(times_s - times_s[0], total, 1)[0])
    return Vertical(along - rest, rest, bias, still, np.einsum("nij,ni->nj", turn, up))
