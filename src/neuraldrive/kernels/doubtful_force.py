"""Forces that are no isometric effort: noise alone, a sensor upside down, a jump. Samples are evenly timed, (n,)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from neuraldrive.kernels.force import ALL_EFFORT
from neuraldrive.kernels.rise import running_mean

Floats = NDArray[np.float64]

NOISE_S, NOISE_TIMES = 0.1, 12.0
"""Means over 100 ms of noise alone, hum included, range over 7 to 9 times their scatter."""
DOWNWARD = 10.0
AIRBORNE_SHARE, AIRBORNE_S, LANDING_SHARE, LANDING_S = 0.05, (0.05, 0.9), 0.5, 0.03
"""On a plate: near nothing for so long, and then half of what it carries within 30 ms, which no muscle can do."""


def noise_alone(samples: Floats, rate_hz: float) -> bool:
    """Whether the force changes no more than the mean of its noise does; the noise is taken from second differences.

    A force that never rests is held, and not noise, however steady.

    >>> noise_alone(np.random.default_rng(1).normal(size=3000), 1000.0)
    True
    """
    top = float(samples.max())
    if top - float(np.quantile(samples, 0.05)) < ALL_EFFORT * abs(top):
        return False
    width = max(1, round(NOISE_S * rate_hz))
    noise = 1.4826 * float(np.median(np.abs(np.diff(samples, 2)))) / 6**0.5
    smooth = running_mean(samples, width)[width // 2 : samples.size - width // 2]  # its held ends are hardly a mean
    return smooth.size > 0 and bool(np.ptp(smooth) < NOISE_TIMES * noise / width**0.5)


def points_downward(samples: Floats) -> bool:
    """Whether all that the force does, it does below zero, away from where it began.

    >>> points_downward(np.repeat([0.0, -500.0, 1.0], 100))
    True
    """
    low, top, start = (
        float(samples.min()),
        float(samples.max()),
        float(np.median(samples[: max(1, samples.size // 10)])),
    )
    return -low > DOWNWARD * max(top, 0.0) and start - low > top - start


def flight_and_landing(samples: Floats, rate_hz: float) -> bool:
    """Whether feet leave the plate and land on it again.

    >>> flight_and_landing(np.repeat([800.0, 0.0, 2000.0, 800.0], [1000, 300, 100, 1000]), 1000.0)
    True
    """
    top = float(samples.max())
    loaded = samples[samples > AIRBORNE_SHARE * top]
    if top <= 0.0 or not loaded.size:
        return False
    carried = float(np.median(loaded))
    up = np.flatnonzero(np.diff(np.concatenate(([0], (samples < AIRBORNE_SHARE * carried).astype(np.int8), [0]))))
    reach = max(2, round(LANDING_S * rate_hz))
    return any(
        start > 0 and AIRBORNE_S[0] <= (stop - start) / rate_hz <= AIRBORNE_S[1]
        and float(samples[stop : stop + reach + 1].max(initial=0.0)) >= LANDING_SHARE * carried
        for start, stop in zip(up[::2].tolist(), up[1::2].tolist(), strict=True)
    )  # fmt: skip
