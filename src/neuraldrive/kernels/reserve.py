"""Repetitions in reserve of a running set, from its velocities and from what was lifted before: models A and B.

``v_i = a + b r_i^0.7 + u + e_i``: r_i, the reserve after repetition i, falls by one a repetition; (a, b) normal over
athletes; u, normal, one for a set; e_i for a repetition. A set is therefore one unknown number, its last reserve r, and
with the two columns (1, r^0.7) its likelihood is exact with 2 x 2 algebra. A and B differ in the belief about the reserve
after the first repetition: people at large (A), or load against the athlete's own rated sets (B). That the repetitions
left follow velocity within a lift: Moran-Navarro 2019, doi:10.1519/JSC.0000000000002017; the form is ours. The caller
checks that velocities are finite and standard deviations positive.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

EXPONENT = 0.7
"""0.5, 0.7 and 1 fit alike."""
GRID = np.arange(0.0, 26.0, 0.5)
"""Candidates for the reserve after the last repetition."""
LEAST_CHANCE = 1e-4
"""No model may be surer than that, so that none outvotes the others."""
REPETITIONS_A_THIRTIETH = 30.0
"""Load that could be lifted once, by repetitions to failure m: load (1 + m / 30), Epley's."""


class Curve(NamedTuple):
    """Belief about (a, b) in m/s: of people at large, or of one athlete."""

    mean: Floats  # (2,)
    covariance: Floats  # (2, 2)


class Scatter(NamedTuple):
    """Standard deviations in m/s: of a set about its curve, of a repetition about its set; sensor included."""

    set_sd: float
    repetition_sd: float


class RatedSet(NamedTuple):
    """A set of (n,) velocities whose last repetition was rated: its reserve, and the error of that in repetitions."""

    velocity_mps: Floats
    reserve: float
    label_sd: float


class LoadLine(NamedTuple):
    """Reserve after the first repetition, ``at_zero + slope rho``, with its standard deviation; rho from the load."""

    at_zero: float
    slope: float
    sd: float


class FirstReserve(NamedTuple):
    """Normal belief about the reserve after the first repetition."""

    mean: float
    sd: float


class Calibration(NamedTuple):
    """Log-odds of an event: ``shift + scale`` times the mean log-odds of the models."""

    shift: float
    scale: float


def reserve_chances(velocity_mps: Floats, curve: Curve, scatter: Scatter, first: FirstReserve) -> Floats:
    """Chance of each reserve of GRID after the last of (n,) velocities."""
    n = velocity_mps.size
    x = (GRID[:, None] + np.arange(n - 1, -1, -1)) ** EXPONENT
    misfit = (GRID + n - 1 - first.mean) / first.sd
    log_chance = log_likelihood(velocity_mps, x, curve, scatter) - 0.5 * misfit**2
    chance = np.exp(log_chance - log_chance.max())
    return np.asarray(chance / chance.sum())


def log_likelihood(velocity_mps: Floats, x: Floats, curve: Curve, scatter: Scatter) -> Floats:
    """Log density, less a constant, of (n,) velocities for each row of (g, n) r^0.7."""
    weight = scatter.repetition_sd**-2.0
    (var_a, cov), (_, var_b) = curve.covariance
    var_a = var_a + scatter.set_sd**2
    determinant = var_a * var_b - cov**2
    away = velocity_mps - curve.mean[0] - curve.mean[1] * x
    sum_0, sum_1 = weight * away.sum(axis=1), weight * (away * x).sum(axis=1)
    a = var_b / determinant + weight * velocity_mps.size
    b = -cov / determinant + weight * x.sum(axis=1)
    c = var_a / determinant + weight * (x**2).sum(axis=1)
    inner = a * c - b**2
    explained = (c * sum_0**2 - 2.0 * b * sum_0 * sum_1 + a * sum_1**2) / inner
    return np.asarray(-0.5 * (weight * (away**2).sum(axis=1) - explained + np.log(inner * determinant)))


def at_most(chance: Floats, reserve: float) -> float:
    """Chance that no more than `reserve` repetitions are left, in steps of half a one."""
    return float(chance[reserve + 1e-9 >= GRID].sum())


def reserve_quantile(chance: Floats, share: float) -> float:
    """Reserve that is not exceeded with the chance `share`; linear inside a step of the grid, never below 0."""
    edges = np.append(GRID - 0.25, GRID[-1] + 0.25)
    return max(0.0, float(np.interp(share, np.append(0.0, np.cumsum(chance)), edges)))


def personal_curve(curve: Curve, scatter: Scatter, sets: Sequence[RatedSet]) -> Curve:
    """The curve of an athlete, from that of people at large and rated sets; exact but for the rating's error."""
    precision = np.linalg.inv(curve.covariance)
    weighted = precision @ curve.mean
    for each in sets:
        n = each.velocity_mps.size
        reserve = np.arange(n - 1, -1, -1, dtype=np.float64) + each.reserve
        design = np.stack((np.ones(n), reserve**EXPONENT), axis=1)
        noise = label_covariance(reserve, float(curve.mean[1]), scatter, each.label_sd)
        solved = np.linalg.solve(noise, design)
        precision = precision + design.T @ solved
        weighted = weighted + solved.T @ each.velocity_mps
    covariance = np.linalg.inv(precision)
    return Curve(covariance @ weighted, covariance)


def label_covariance(reserve: Floats, slope: float, scatter: Scatter, label_sd: float) -> Floats:
    """(n, n) covariance of a rated set's velocities about the curve, its rating's error taken as a shift of all."""
    shift = EXPONENT * slope * np.maximum(reserve, 0.5) ** (EXPONENT - 1.0) * label_sd
    n = reserve.size
    return np.asarray(scatter.repetition_sd**2 * np.eye(n) + scatter.set_sd**2 + np.outer(shift, shift))


def strength_kg(load_kg: Floats, repetitions: Floats, reserve: Floats) -> float:
    """What (m,) rated sets say can be lifted once: the median, of the last eight that the caller gives."""
    return float(np.median(load_kg * (1.0 + (repetitions + reserve) / REPETITIONS_A_THIRTIETH)))


def load_reserve(load_kg: float, strength_kg: float) -> float:
    """rho: the reserve after the first repetition of a load, if strength were exact."""
    return REPETITIONS_A_THIRTIETH * (strength_kg / load_kg - 1.0) - 1.0


def first_reserve(load_kg: float, strength_kg: float, line: LoadLine) -> FirstReserve:
    """Model B's belief: load against strength."""
    return FirstReserve(line.at_zero + line.slope * load_reserve(load_kg, strength_kg), line.sd)


def log_odds(chances: Sequence[float]) -> float:
    """Mean log-odds of several models' chances."""
    clipped = np.clip(chances, LEAST_CHANCE, 1.0 - LEAST_CHANCE)
    return float(np.mean(np.log(clipped / (1.0 - clipped))))


def pooled(chances: Sequence[float], calibration: Calibration) -> float:
    """Calibrated chance of several models together."""
    return float(1.0 / (1.0 + np.exp(-calibration.shift - calibration.scale * log_odds(chances))))
