"""The interference signal: every discharge adds its unit's template to every channel.

Discharge trains are sparse, so that adding beats filtering by an order of magnitude. Samples lie channel by channel
within each moment, and discharges are taken in order of time: what is written stays in the nearest cache.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from neuraldrive.kernels import chance

NOISE_SALT = np.uint64(0x5851F42D4C957F2D)
"""Keeps the noise of channels independent of what the same key draws for units."""

BLOCK = 64
"""Samples that are turned round at a time: 64 channels of them fit the nearest cache."""

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Singles = NDArray[np.float32]


class Discharges(NamedTuple):
    """Discharges of all units in order of time, (s,) each: unit, sample at which its template begins, and phase."""

    unit: Integers
    sample: Integers
    phase: Integers


def in_order(trains_s: list[Floats], start_s: float, rate_hz: float, phases: int) -> Discharges:
    """Merge trains; each time is rounded to a `phases`-th of a sample.

    >>> in_order([np.array([0.1]), np.array([0.0252])], 0.0, 1000.0, 4)
    Discharges(unit=array([1, 0]), sample=array([ 25, 100]), phase=array([1, 0]))
    """
    unit = np.repeat(np.arange(len(trains_s)), [train.size for train in trains_s])
    ticks = np.rint((np.concatenate([np.zeros(0), *trains_s]) - start_s) * (rate_hz * phases)).astype(np.int64)
    order = np.argsort(ticks, kind="stable")
    ticks = ticks[order]
    return Discharges(unit[order], ticks // phases, ticks % phases)


@njit(cache=True, nogil=True)
def _add(discharges: Discharges, templates: Singles, lengths: Integers, out: Singles) -> None:
    samples, channels = out.shape[0], templates.shape[3]
    flat, each = out.reshape(-1), templates.reshape(templates.shape[0], templates.shape[1], -1)
    for s in range(discharges.unit.size):
        at = discharges.sample[s]
        first, last = max(-at, 0), min(samples - at, lengths[discharges.unit[s]])
        if first < last:
            here = flat[(at + first) * channels : (at + last) * channels]
            template = each[discharges.unit[s], discharges.phase[s], first * channels : last * channels]
            for k in range(here.size):
                here[k] += template[k]


def lengths_of(templates: Singles) -> Integers:
    """Samples of each unit's templates (n, …) up to the last that is not zero in all phases and channels, (n,).

    >>> lengths_of(np.array([[[[1.0], [2.0], [0.0]]]], dtype=np.float32))
    array([2])
    """
    silent = np.logical_not(templates.any(axis=(1, 3)))
    tail = np.cumprod(silent[:, ::-1], axis=1, dtype=np.int64).sum(axis=1, dtype=np.int64)
    return np.asarray(templates.shape[2] - tail, dtype=np.int64)


def superposed(templates: Singles, discharges: Discharges, samples: int, lengths: Integers | None = None) -> Singles:
    """Sum of all templates where their units discharge, shape (samples, channels).

    Args:
        templates: (n, phases, length, channels), C-contiguous; template p starts p / phases of a sample late.
        discharges: in order of time for speed; the order changes rounding only.
        lengths: (n,) samples of each unit's templates that count, as `lengths_of` finds them; all if None.
    """
    out = np.zeros((samples, templates.shape[3]), dtype=np.float32)
    whole = np.full(templates.shape[0], templates.shape[2]) if lengths is None else lengths
    _add(discharges, templates, whole, out)
    return out


@njit(cache=True, nogil=True)
def by_channel(signal: Singles) -> Floats:
    """The same signal (samples, channels) turned round, (channels, samples), block by block so that the cache holds it."""
    samples, channels = signal.shape
    out = np.empty((channels, samples))
    for start in range(0, samples, BLOCK):
        stop = min(start + BLOCK, samples)
        for c in range(channels):
            for k in range(start, stop):
                out[c, k] = signal[k, c]
    return out


@njit(cache=True, nogil=True)
def add_noise(signal: Singles, key: np.uint64, rms: float) -> None:
    """Add white noise of that root mean square to `signal` (samples, channels), the same for the same key."""
    for k in range(signal.shape[0]):
        for c in range(signal.shape[1]):
            signal[k, c] += np.float32(rms * chance.normal(np.uint64(key) ^ NOISE_SALT, c, k))


def amplitude_cancellation(templates: Singles, discharges: Discharges, samples: int) -> Floats:
    """What is lost where positive and negative phases meet, (channels,): 1 − mean |sum| / mean sum of |each|.

    Day and Hulliger 2001; Keenan et al. 2005 name it for the rectified signal, as here. 0 where nothing discharges.
    """
    apart: Floats = superposed(np.abs(templates), discharges, samples).mean(axis=0, dtype=np.float64)
    together: Floats = np.abs(superposed(templates, discharges, samples)).mean(axis=0, dtype=np.float64)
    lost: Floats = np.divide(apart - together, apart, out=np.zeros(apart.size), where=apart > 0.0)
    return lost


def triggered_average(signal: Singles | Floats, discharges_at: Integers, length: int) -> Floats:
    """Mean of `signal` (samples, channels) over the `length` samples from each discharge, (length, channels).

    Discharges whose window leaves the signal are left out; zeros where none is left.
    """
    inside = discharges_at[(discharges_at >= 0) & (discharges_at + length <= signal.shape[0])]
    mean = np.zeros((length, signal.shape[1]))
    for at in inside:
        mean += signal[at : at + length]
    mean /= max(inside.size, 1)
    return mean
