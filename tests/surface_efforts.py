"""Steady efforts and their bipolar EMG, for tests."""

from __future__ import annotations

from functools import cache

import numpy as np

from neuraldrive import simulate
from neuraldrive.kernels import emg as kernel
from neuraldrive.records import Recording
from neuraldrive.simulate import emg

RATE_HZ, FIRST_S, LAST_S = 2048.0, 1.5, 5.0
LEVELS = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)


@cache
def steady(muscle: str, level: float, seed: int = 0) -> Recording:
    """A level held, or a maximal effort, by a pool that does not tire."""
    effort = simulate.hold(at=level, hold_s=4.0) if level < 1.0 else simulate.maximal(hold_s=5.0)
    return simulate.contraction(muscle, effort, seed=seed, tires=False)


@cache
def potentials(muscle: str, anatomy_seed: int = 0) -> emg.SurfacePotentials:
    """Bipolar potentials of all units."""
    return emg.surface_potentials(muscle, emg.electrodes("bipolar"), anatomy_seed=anatomy_seed)


def trains(muscle: str, level: float) -> list[np.ndarray]:
    """Discharge times from `FIRST_S` to `LAST_S`, s."""
    held = steady(muscle, level).motor_units
    assert held is not None
    return [np.array(train) for train in held.between(FIRST_S, LAST_S).discharge_times_s]


def bipolar(muscle: str, times: list[np.ndarray], anatomy_seed: int = 0) -> np.ndarray:
    """The EMG of these trains, V, (samples,)."""
    shapes = potentials(muscle, anatomy_seed).phases
    samples = int((LAST_S - FIRST_S) * RATE_HZ)
    return kernel.superposed(shapes, kernel.in_order(times, FIRST_S, RATE_HZ, shapes.shape[1]), samples)[:, 0]


@cache
def amplitudes(muscle: str, anatomy_seed: int = 0) -> np.ndarray:
    """Root mean square of the EMG at each of `LEVELS`, V."""
    return np.array([bipolar(muscle, trains(muscle, level), anatomy_seed).std() for level in LEVELS])


def exponent(muscle: str, least: float) -> float:
    """p in EMG ~ force^p, from `least` to maximal effort, mean of three anatomies."""
    levels = np.array(LEVELS)
    used = levels >= least
    each = [np.polyfit(np.log(levels[used]), np.log(amplitudes(muscle, seed)[used]), 1)[0] for seed in range(3)]
    return float(np.mean(each))


def cancelled(muscle: str, level: float) -> float:
    """Share of the rectified amplitude that is lost by cancellation."""
    shapes = potentials(muscle).phases
    samples = int((LAST_S - FIRST_S) * RATE_HZ)
    discharges = kernel.in_order(trains(muscle, level), FIRST_S, RATE_HZ, shapes.shape[1])
    return float(kernel.amplitude_cancellation(shapes, discharges, samples)[0])
