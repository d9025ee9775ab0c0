"""The hum of the mains in a force signal: found in a quiet stretch, taken from the whole."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

MAINS_HZ = (50.0, 60.0)
OFF_HZ = np.linspace(-0.3, 0.3, 13)
"""Grids stay within 0.2 Hz of their name, and the clocks of recorders add a little."""
HARMONICS = 3
SHARE = 0.3
"""Of a quiet stretch's variance: less than this is not worth a correction. Of white noise a fit takes 2 %."""
FEWEST_CYCLES = 5


class Hum(NamedTuple):
    """Frequency, amplitude of its fundamental, and its samples over the whole signal, (n,)."""

    frequency_hz: float
    amplitude: float
    samples: Floats


def hum(samples: Floats, rate_hz: float, start: int, stop: int) -> Hum | None:
    """The hum that the stretch from `start` to `stop` shows, carried on over all samples; None where there is none.

    A quiet second is enough to carry it on for a few tenths of a second more, where a rise begins.
    """
    quiet, clock = samples[start:stop], np.arange(start, stop) / rate_hz
    if quiet.size < FEWEST_CYCLES * rate_hz / MAINS_HZ[0]:
        return None
    trend = np.column_stack([np.ones(quiet.size), np.linspace(-1.0, 1.0, quiet.size)])
    flat = quiet - trend @ np.linalg.lstsq(trend, quiet, rcond=None)[0]
    whole = float(flat @ flat)
    left, mains_hz = min((_left(flat, clock, each, rate_hz), each) for each in MAINS_HZ)
    if whole <= 0.0 or left > (1 - SHARE / 2) * whole:
        return None
    frequency = _nearest(flat, clock, mains_hz, rate_hz)
    if _left(flat, clock, frequency, rate_hz) > (1 - SHARE) * whole:
        return None
    waves = _waves(clock, frequency, rate_hz)
    weights = np.linalg.solve(waves.T @ waves, waves.T @ flat)
    carried: Floats = _waves(np.arange(samples.size) / rate_hz, frequency, rate_hz) @ weights
    return Hum(frequency, float(np.hypot(weights[0], weights[1])), carried)


def _waves(times_s: Floats, frequency_hz: float, rate_hz: float) -> Floats:
    """Sine and cosine of the frequency and its harmonics, a pair of columns each."""
    columns = []
    for harmonic in range(1, HARMONICS + 1):
        if harmonic * frequency_hz < 0.45 * rate_hz:
            angle = 2 * np.pi * harmonic * frequency_hz * times_s
            columns += [np.sin(angle), np.cos(angle)]
    return np.column_stack(columns) if columns else np.empty((times_s.size, 0))


def _nearest(flat: Floats, clock_s: Floats, mains_hz: float, rate_hz: float) -> float:
    """The frequency about that of the mains that leaves least: the foot of the parabola through the best three."""
    near = mains_hz + OFF_HZ
    left = np.array([_left(flat, clock_s, each, rate_hz) for each in near.tolist()])
    best = min(max(int(np.argmin(left)), 1), left.size - 2)
    before, at, after = left[best - 1 : best + 2]
    bend = before - 2 * at + after
    shift = 0.5 * (before - after) / bend if bend > 0 else 0.0
    return float(near[best] + min(max(shift, -1.0), 1.0) * (near[1] - near[0]))


def _left(flat: Floats, clock_s: Floats, frequency_hz: float, rate_hz: float) -> float:
    """What is left of the sum of squares once the waves of that frequency are fitted."""
    waves = _waves(clock_s, frequency_hz, rate_hz)
    if not waves.size:
        return float(flat @ flat)
    shared = waves.T @ flat
    return float(flat @ flat - shared @ np.linalg.solve(waves.T @ waves, shared))
