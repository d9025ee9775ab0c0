"""The rise of a force to its largest value: where it is steepest, where its foot is, how long it takes.

Samples are evenly timed, (n,).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

TOP_S, STEEP_S, LEVEL_S, BEFORE_S = 0.02, 0.1, 0.1, 2.0
FLAT = 0.1
"""Of the steepest slope: with less the rise has its foot."""


class Rise(NamedTuple):
    """Index of the steepest part, of the foot before it, and the time from a quarter to three quarters of the top."""

    steepest: int
    foot: int
    duration_s: float
    top: float


def find_rise(samples: Floats, rate_hz: float) -> Rise | None:
    """The rise to the largest force; None where there is none.

    The slope is taken over a quarter of the rise, so that a ramp of seconds is not judged by its tremor.
    """
    peak = int(np.argmax(running_mean(samples, round(TOP_S * rate_hz))))
    top = float(samples[peak])
    if peak < 3 or not top - float(samples[: peak + 1].min()) > 1e-9 * max(abs(top), 1e-300):
        return None
    start = _before_the_last_rise(samples[: peak + 1], rate_hz)
    low = float(running_mean(samples[start : peak + 1], round(LEVEL_S * rate_hz)).min())
    high = start + int(np.argmax(samples[start : peak + 1] >= low + 0.75 * (top - low)))
    below = start + np.flatnonzero(samples[start:high] <= low + 0.25 * (top - low))
    if not below.size:
        return None
    duration_s = (high - int(below[-1])) / rate_hz
    width = max(2, round(min(max(duration_s / 4, 0.01), 1.0) * rate_hz))
    slope = _slope(samples, width)
    near = max(0, high - round(2 * duration_s * rate_hz) - width)
    steepest = near + int(np.argmax(slope[near : high + 1]))
    flat = np.flatnonzero(slope[:steepest] < FLAT * slope[steepest])
    return Rise(steepest, int(flat[-1]) if flat.size else 0, duration_s, top)


def _before_the_last_rise(samples: Floats, rate_hz: float) -> int:
    """Two seconds before the steepest part of those that end above half: a foot set on a plate is another rise."""
    width = max(1, round(STEEP_S * rate_hz))
    if samples.size <= width:
        return 0
    gain = samples[width:] - samples[:-width]
    above = samples[width:] >= (samples.min() + samples.max()) / 2
    return max(0, int(np.argmax(np.where(above, gain, -np.inf))) - round(BEFORE_S * rate_hz))


def running_mean(samples: Floats, width: int) -> Floats:
    """Mean over `width` samples about each; the ends are held."""
    if width < 2:
        return samples.astype(np.float64)
    padded = np.pad(samples, (width // 2, width - 1 - width // 2), mode="edge")
    total = np.cumsum(np.concatenate(([0.0], padded)))
    mean: Floats = (total[width:] - total[:-width]) / width
    return mean


def _slope(samples: Floats, width: int) -> Floats:
    """Gain over `width` samples about each, after a mean of that width."""
    smooth = np.pad(running_mean(samples, width), (width // 2, width - width // 2), mode="edge")
    gain: Floats = smooth[width:] - smooth[:-width]
    return gain
