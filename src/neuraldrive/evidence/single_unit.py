"""One motor unit under electrical stimulation, as in intraneural experiments; no chance in it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from neuraldrive import catalog
from neuraldrive.kernels import recruitment

Floats = NDArray[np.float64]

RATE_HZ = 2000.0
TETANUS_HZ = 100.0
TOE_EXTENSOR_CONTRACTION_TIME_S = 0.0748
"""Macefield 1996, 19 units: 74.8 ± 3.9 ms."""
_SAMPLED_UNITS = 9


def contraction_times(muscle: str) -> Floats:
    """Contraction times of nine units of a muscle, from its first to its last, s."""
    found = catalog.muscle(muscle)
    return recruitment.contraction_times(
        _SAMPLED_UNITS, found["contraction_time_first_s"], found["contraction_time_last_s"]
    )


def mean_over(muscle: str, of_unit: Callable[[float], float]) -> float:
    """The mean of a quantity over nine units of a muscle."""
    return float(np.mean([of_unit(float(each)) for each in contraction_times(muscle)]))


def force(pulses_s: Floats, contraction_time_s: float, *, gain: float = 1.0) -> Floats:
    """Force as a share of the tetanus, sampled at RATE_HZ until long after the last pulse."""
    from neuraldrive.kernels.activation import unit_force  # late: compiled code is slow to load

    return unit_force(pulses_s, contraction_time_s, float(pulses_s[-1]) + 5 * contraction_time_s, RATE_HZ, gain)


def regular(rate_hz: float, pulses: int) -> Floats:
    """Times of a regular train, the first at 0."""
    return np.arange(pulses) / rate_hz


def steady(rate_hz: float, contraction_time_s: float) -> tuple[float, float]:
    """Mean force of a long regular train as a share of the tetanus, and its ripple: (peak − trough) / peak."""
    pulses = max(int(rate_hz * 2.0), 12)
    last = force(regular(rate_hz, pulses), contraction_time_s)
    # one whole interval, the last but two
    interval = last[int((pulses - 3) / rate_hz * RATE_HZ) : int((pulses - 2) / rate_hz * RATE_HZ)]
    return float(interval.mean()), float(1.0 - interval.min() / interval.max())


def rate_for(share: float, contraction_time_s: float) -> float:
    """The lowest rate whose force is this share of that at 100 Hz, to 0.1 Hz."""
    whole = steady(TETANUS_HZ, contraction_time_s)[0]
    low, high = 0.5, TETANUS_HZ
    while high - low > 0.1:
        middle = (low + high) / 2
        if steady(middle, contraction_time_s)[0] < share * whole:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def doublet(contraction_time_s: float, interval_s: float = 0.010) -> float:
    """Peak force of two pulses as a share of the tetanus."""
    return float(force(np.array([0.0, interval_s]), contraction_time_s).max())


def twitch(contraction_time_s: float) -> float:
    """Peak force of one pulse as a share of the tetanus."""
    return float(force(np.zeros(1), contraction_time_s).max())


def steepest_rise(pulses_s: Floats, contraction_time_s: float, *, gain: float = 1.0) -> float:
    """Fastest rise of force, tetani a second, over 5 ms."""
    rising = force(pulses_s, contraction_time_s, gain=gain)
    span = int(0.005 * RATE_HZ)
    return float((rising[span:] - rising[:-span]).max() / 0.005)
