"""Velocity and its decline from repetition to repetition against a personal floor: model K, and the floor itself.

State (v, d): the velocity of a repetition and what the next loses, filtered by Kalman's recursion (1960,
doi:10.1115/1.3662552). The floor is the velocity at which the athlete's sets ended, told for one rating. The caller checks
that velocities are finite and standard deviations positive.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

FLOOR_RESERVE = 2.0
"""Reserve for which the floor is told: RPE 8."""
FEWEST_LOADS = 4
"""An athlete's own line through earlier sets needs as many loads."""
ANY_START = (0.5, 0.3)
"""First velocity where nothing is known: mean and standard deviation, m/s."""
LEAST_START_SD = 0.05


class Decline(NamedTuple):
    """How velocity falls in a set, m/s a repetition: mean and SD between sets, and the SDs of each step and reading."""

    mean: float
    sd: float
    velocity_step: float = 0.010
    decline_step: float = 0.008
    reading: float = 0.0262
    """0.026 between repetitions, 0.003 for two decimals."""


class FloorLine(NamedTuple):
    """Last velocity of people's sets: at 2 in reserve, what one repetition more adds, in how many sets' worth of one
    athlete the mean of people weighs, and the SD of one athlete's sets."""

    velocity: float
    per_repetition: float
    weight: float
    sd: float


class Floor(NamedTuple):
    """One athlete's floor at 2 in reserve, m/s, and the variance with which it is known."""

    velocity: float
    variance: float


class Running(NamedTuple):
    """Velocity of the next repetition: mean and variance."""

    velocity: float
    variance: float


def personal_floor(line: FloorLine, last_mps: Floats, reserve: Floats) -> Floor:
    """Floor from the last velocities and reserves of (m,) rated sets, shrunk to that of people at large."""
    at_two = last_mps - line.per_repetition * (reserve - FLOOR_RESERVE)
    sets = line.weight + last_mps.size
    return Floor((line.weight * line.velocity + float(at_two.sum())) / sets, line.sd**2 / sets)


def expected_first(load_kg: float, loads_kg: Floats, fastest_mps: Floats) -> tuple[float, float]:
    """First velocity to expect at a load, and its SD: the line through (m,) earlier sets' fastest, if loads suffice."""
    if np.unique(loads_kg).size < FEWEST_LOADS:
        return ANY_START
    centre = float(loads_kg.mean())
    slope = float(np.sum((loads_kg - centre) * fastest_mps) / np.sum((loads_kg - centre) ** 2))
    middle = float(fastest_mps.mean())
    residual = fastest_mps - middle - slope * (loads_kg - centre)
    sd = float(np.sqrt(np.sum(residual**2) / max(loads_kg.size - 2, 1)))
    return middle + slope * (load_kg - centre), max(sd, LEAST_START_SD)


def next_velocity(velocity_mps: Floats, start: tuple[float, float], decline: Decline) -> Running:
    """Velocity of the repetition after (n,) measured ones."""
    v, d = start[0], decline.mean
    vv, vd, dd = start[1] ** 2, 0.0, decline.sd**2
    for measured in velocity_mps.tolist():
        total = vv + decline.reading**2
        gain_v, gain_d, miss = vv / total, vd / total, measured - v
        v, d = v + gain_v * miss, d + gain_d * miss
        vv, vd, dd = vv * (1.0 - gain_v), vd * (1.0 - gain_v), dd - gain_d * vd
        v, vv, vd = v - d, vv - 2.0 * vd + dd + decline.velocity_step**2, vd - dd
        dd += decline.decline_step**2
    return Running(v, vv)


def below_floor(running: Running, floor: Floor, line: FloorLine, reserve: float = FLOOR_RESERVE) -> float:
    """Chance that the next repetition is slower than the athlete's sets end with that reserve."""
    limit = floor.velocity + line.per_repetition * (reserve - FLOOR_RESERVE)
    return below(limit, running.velocity, running.variance + floor.variance + 0.5 * line.sd**2)


def below(limit: float, mean: float, variance: float) -> float:
    """Chance that a normal quantity lies below a limit."""
    return 0.5 * math.erfc((mean - limit) / math.sqrt(2.0 * variance))
