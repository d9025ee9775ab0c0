"""Courses over time that a pool shares or shows: the noise of its drive, units active, force between its steps."""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

from neuraldrive.kernels import chance

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

CUT_OFF_HZ = 2.5
"""Of the noise that all units share (common drive, De Luca 1982; below 5 Hz most of the variance, Negro 2016)."""
SAME_STRETCH_S = 0.4
"""A unit counts as active between two discharges that are at most so far apart: 2.5 pps, below any steady rate."""


@njit(cache=True, nogil=True)
def _noise(key: np.uint64, stream: int, rate_hz: float, out: Floats) -> None:
    a = np.exp(-2.0 * np.pi * CUT_OFF_HZ / 0.6436 / rate_hz)
    one_minus, square = 1.0 - a, a * a
    scale = np.sqrt((1.0 - square) ** 3 / (1.0 + square)) / (one_minus * one_minus)
    y1 = y2 = 0.0
    settle = int(rate_hz)
    for k in range(-settle, out.size):
        y1 = a * y1 + one_minus * chance.normal(key, stream, k + settle)
        y2 = a * y2 + one_minus * y1
        if k >= 0:
            out[k] = scale * y2


def shared_noise(key: np.uint64, stream: int, n: int, rate_hz: float) -> Floats:
    """Gaussian noise of SD 1 through two equal poles that pass half the power at `CUT_OFF_HZ`; shape (n,)."""
    out = np.empty(n)
    _noise(key, stream, rate_hz, out)
    return out


@njit(cache=True, nogil=True)
def _active(times_s: Floats, starts: Integers, step_s: float, out: Floats) -> None:
    n_steps = out.size - 1
    for i in range(starts.size - 1):
        j = starts[i]
        while j < starts[i + 1]:
            first = last = times_s[j]
            while j + 1 < starts[i + 1] and times_s[j + 1] - last <= SAME_STRETCH_S:
                j += 1
                last = times_s[j]
            out[min(int(np.ceil(first / step_s - 1e-9)), n_steps)] += 1.0
            out[min(int(last / step_s + 1e-9) + 1, n_steps)] -= 1.0
            j += 1


def active_units(times_s: Floats, starts: Integers, n_steps: int, step_s: float) -> Floats:
    """Units between two discharges of one stretch at 0, step, 2 step …; shape (n_steps,)."""
    change = np.zeros(n_steps + 1)
    _active(times_s, starts, step_s, change)
    return np.asarray(np.cumsum(change)[:n_steps])


@njit(cache=True, nogil=True)
def _between(samples: Floats, factor: int, out: Floats) -> None:
    n = samples.size
    for k in range(n):
        here, there = samples[k], samples[min(k + 1, n - 1)]
        before, after = samples[max(k - 1, 0)], samples[min(k + 2, n - 1)]
        for j in range(factor):
            x = j / factor
            bend = x * (
                x * (1.5 * (here - there) + 0.5 * (after - before)) + before - 2.5 * here + 2.0 * there - 0.5 * after
            )
            cubic = here + x * (0.5 * (there - before) + bend)
            out[k * factor + j] = max(cubic, min(here, there))  # never below both: a force is not negative


def between(samples: Floats, factor: int) -> Floats:
    """Samples at a rate `factor` times as high: cubics through four neighbours; shape (n · factor,), the last held."""
    out = np.empty(samples.size * factor)
    _between(samples, factor, out)
    return out
