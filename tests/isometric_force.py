"""Isometric efforts with a known onset, and motor units with known drives, as instruments would record them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import gamma

from neuraldrive.records import MotorUnits, Recording, Signal

Floats = NDArray[np.float64]
ONSET_SHARE = 0.003  # of the maximum: what the rules of neuraldrive call the onset where there is no noise


@dataclass(frozen=True)
class Effort:
    """One rapid effort: the clean force gained since the very start of the rise, in shares of its maximum."""

    gained: Callable[[Floats | float], Floats]
    reached_s: Callable[[float], float]

    def onset_s(self, share: float = ONSET_SHARE) -> float:
        """From the very start of the rise to that share."""
        return float(self.reached_s(share))

    def rate(self, window_s: tuple[float, float], share: float = ONSET_SHARE) -> float:
        """Gain over a window after the onset, a second."""
        onset = self.onset_s(share)
        first, last = (float(self.gained(onset + each)) for each in window_s)
        return (last - first) / (window_s[1] - window_s[0])


def rapid(rng: np.random.Generator) -> Effort:
    """A stretched exponential or a cascade of equal lags: two shapes of foot, rise times of 50 to 130 ms."""
    if rng.uniform() < 0.5:
        power, lag_s = rng.uniform(1.6, 2.6), rng.uniform(0.07, 0.15)
        return Effort(
            lambda t: 1 - np.exp(-((np.clip(t, 0, None) / lag_s) ** power)),
            lambda share: lag_s * (-np.log(1 - share)) ** (1 / power),
        )
    order, lag_s = rng.uniform(2, 4), rng.uniform(0.02, 0.045)
    return Effort(lambda t: gamma.cdf(t, order, scale=lag_s), lambda share: gamma.ppf(share, order, scale=lag_s))


def recorded(
    effort: Effort, rng: np.random.Generator, *, largest: float = 500.0, start_s: float = 2.0, rate_hz: float = 1000.0,
    noise: float = 0.0, hum: float = 0.0, drift: float = 0.0, pretension: float = 0.0,
) -> Signal:  # fmt: skip
    """The effort from `start_s` on, held until 5 s; noise (s.d.), hum (50 Hz), drift (a second) and pre-tension (held
    from 0.8 s on) in shares of the largest force."""
    times = np.arange(0.0, 5.0, 1 / rate_hz)
    share = effort.gained(times - start_s) + drift * times + noise * rng.normal(size=times.size)
    share = share + hum * np.sin(2 * np.pi * 50.03 * times + rng.uniform(0, 6))
    share = share + pretension * np.clip((times - 0.8) / 0.2, 0, 1)
    return Signal(largest * share, "N", rate_hz=rate_hz)


def triangle(rise_s: float = 10.0, rest_s: float = 1.0, rate_hz: float = 1000.0) -> Floats:
    """Drive from 0 to 1 and back, with rest before and after."""
    times = np.arange(0.0, 2 * (rise_s + rest_s), 1 / rate_hz)
    return np.clip(1 - np.abs(times - rest_s - rise_s) / rise_s, 0.0, 1.0)


def trains(
    drive: Floats, thresholds: list[float], rng: np.random.Generator, *, hysteresis: float = 0.0, cv: float = 0.1,
    rate_hz: float = 1000.0, gain_pps: float = 20.0,
) -> MotorUnits:  # fmt: skip
    """Units that begin where the drive passes their threshold and end `hysteresis` below it, at 8 + gain · drive pps."""
    return MotorUnits(
        [_train(drive, (on, max(on - hysteresis, 1e-3)), rng, cv, rate_hz, gain_pps) for on in thresholds]
    )


def _train(
    drive: Floats, ends: tuple[float, float], rng: np.random.Generator, cv: float, rate_hz: float, gain_pps: float
) -> list[float]:
    active, phase, due, times, peak = False, 0.0, 1.0, [], int(np.argmax(drive))
    for index, level in enumerate(drive):
        if not active and index <= peak and level >= ends[0]:
            active, phase, due = True, 0.0, 1 + cv * rng.normal()
            times.append(index / rate_hz)
        elif active and index > peak and level < ends[1]:
            break
        elif active:
            phase += (8.0 + gain_pps * level) / rate_hz
            if phase >= due:
                times.append(index / rate_hz)
                phase, due = 0.0, max(0.3, 1 + cv * rng.normal())
    return times


def with_units(force: Signal, units: MotorUnits | list[list[float]], **more: object) -> Recording:
    """A recording of both."""
    made = units if isinstance(units, MotorUnits) else MotorUnits(units)
    return Recording({"force": force}, motor_units=made, **more)  # type: ignore[arg-type]
