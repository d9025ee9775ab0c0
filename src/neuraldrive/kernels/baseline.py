"""How far a day lies from an athlete's earlier days, and whether days go on drifting one way.

Model: ``y = F b + day + e``: readings y (a set's velocity, a jump) about the athlete's own line F b, ``day`` normal over days,
``e`` over readings of a day with a known ``scale``. Both variances are the athlete's own, shrunk to those of other people, so
that a few days do not pass for many. Days in order against those before them are recursive residuals (Brown, Durbin & Evans
1975, doi:10.1111/j.2517-6161.1975.tb01532.x): independent and standard normal while nothing changes, which the cumulative sum
of Page 1954 (doi:10.1093/biomet/41.1-2.100) needs. The caller checks that values are finite, scales and usual SDs positive.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri, stdtr

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

FAR = 4.0
"""A reading so many standard deviations from the line is a glitch or another unit, and makes no line."""
MOST_A_DAY = 3.0
"""No day counts for more in the cumulative sum, so that no single day raises the alarm."""
LEAST_APART = 0.02
"""Rows nearer than that tell no slope."""
ROUNDS, NODES = 6, 60


class Readings(NamedTuple):
    """Rows of the line (n, p), values (n,), number of the day (n,) and scale of the noise (n,)."""

    design: Floats
    value: Floats
    day: Integers
    scale: Floats

    def only(self, chosen: NDArray[np.bool_]) -> Readings:
        return Readings(self.design[chosen], self.value[chosen], self.day[chosen], self.scale[chosen])


class Usual(NamedTuple):
    """Scatter of other people from day to day and reading to reading, and in how many of one's own each weighs."""

    day_sd: float
    reading_sd: float
    day_weight: float
    reading_weight: float


class LinePrior(NamedTuple):
    """What the line is before any reading: its mean (p,) and precision (p,), 0 where nothing is known."""

    mean: Floats
    precision: Floats


class Fit(NamedTuple):
    """One athlete's line (p,) with its covariance, variances of days and readings with their degrees of freedom, and which
    readings were near enough to count (n,)."""

    line: Floats
    covariance: Floats
    day_variance: float
    reading_variance: float
    day_freedom: float
    reading_freedom: float
    near: NDArray[np.bool_]


class Away(NamedTuple):
    """Mean of a day's readings less the line, the SD of that difference if nothing changed, and its degrees of freedom."""

    difference: float
    sd: float
    freedom: float

    @property
    def standing(self) -> float:
        """As a standard normal deviate: what of Student's t is as rare."""
        t = abs(self.difference) / self.sd
        return math.copysign(-float(ndtri(max(stdtr(self.freedom, -t), 1e-300))), self.difference)


def fit(readings: Readings, usual: Usual, prior: LinePrior) -> Fit:
    """Line and variances from readings of two days or more."""
    near = _near(readings, usual, prior)
    used = readings.only(near)
    residual = (used.value - used.design @ _line(used, 1.0 / used.scale**2, usual, prior)) / used.scale
    _, index, counts = np.unique(used.day, return_inverse=True, return_counts=True)
    means = np.bincount(index, residual) / counts
    reading_freedom = max(float(residual.size - counts.size - used.design.shape[1] + 1), 0.0)
    within = float(np.sum((residual - means[index]) ** 2)) if reading_freedom else 0.0
    reading = _shrunk(usual.reading_sd, usual.reading_weight, within, reading_freedom)
    between = float(np.sum((means - means.mean()) ** 2)) - reading * float(np.sum(1.0 / counts)) * (1 - 1 / counts.size)
    day = _shrunk(usual.day_sd, usual.day_weight, max(between, 0.0), counts.size - 1.0)
    weighted = _within_days(day, np.maximum(reading, 1e-12) * used.scale**2, index, used.design)
    covariance = np.linalg.inv(used.design.T @ weighted + np.diag(prior.precision))
    line = covariance @ (weighted.T @ used.value + prior.precision * prior.mean)
    freedoms = (usual.day_weight + counts.size - 1.0, usual.reading_weight + reading_freedom)
    return Fit(line, np.asarray(covariance, dtype=np.float64), day, reading, *freedoms, near)


def _within_days(day: float, noise: Floats, index: NDArray[np.int64], columns: Floats) -> Floats:
    """Columns (n, p) over the covariance of readings: each its own ``noise``, and ``day`` shared by those of one day.

    Solved day by day (Sherman & Morrison 1950): the whole matrix, readings by readings, costs a hundred times as much.
    """
    alone = columns / noise[:, None]
    of_day = np.stack([np.bincount(index, column) for column in alone.T], axis=1)
    shrink = day / (1.0 + day * np.bincount(index, 1.0 / noise))
    return np.asarray(alone - (shrink[:, None] * of_day)[index] / noise[:, None])


def away(fitted: Fit, design: Floats, value: Floats, scale: Floats) -> Away:
    """A day's k readings, with their rows (k, p), against the line."""
    row, count = design.mean(axis=0), value.size
    # that the line is uncertain comes of days for the most part, and is known as well as their variance
    of_days = fitted.day_variance + float(row @ fitted.covariance @ row)
    parts = np.array([of_days, fitted.reading_variance * float(np.mean(scale**2)) / count])
    freedoms = np.array([fitted.day_freedom, max(fitted.reading_freedom, 1.0)])
    sd = math.sqrt(max(float(parts.sum()), 1e-300))
    return Away(float(value.mean() - row @ fitted.line), sd, freedom_of(parts, freedoms))


def freedom_of(variances: Floats, freedoms: Floats) -> float:
    """Degrees of freedom of a sum of variances (Satterthwaite 1946)."""
    spread = float(np.sum(variances**2 / freedoms))
    return float(variances.sum()) ** 2 / spread if spread > 0.0 else float(freedoms.min())


def standings(readings: Readings, usual: Usual, prior: LinePrior, fewest_days: int, first: int) -> Floats:
    """The first readings of each day that has ``fewest_days`` before it, against all of these: standard normal deviates."""
    found = []
    for day in np.unique(readings.day)[fewest_days:]:
        today, fitted = readings.only(readings.day == day), fit(readings.only(readings.day < day), usual, prior)
        found.append(away(fitted, today.design[:first], today.value[:first], today.scale[:first]).standing)
    return np.array(found, dtype=np.float64)


def lasting(standings_of_days: Floats, allowance: float) -> Floats:
    """One-sided cumulative sum after each day, for falls."""
    sums, total = np.empty(standings_of_days.size), 0.0
    for i, each in enumerate(np.clip(standings_of_days, -MOST_A_DAY, MOST_A_DAY)):
        total = max(0.0, total - float(each) - allowance)
        sums[i] = total
    return sums


def average_run_length(allowance: float, limit: float, fall: float = 0.0) -> float:
    """Mean number of days until the sum passes the limit when each day lies ``fall`` SDs lower; 0 for false alarms.

    Page's integral equation on Gauss-Legendre nodes; independent normal days.
    """
    nodes, weights = np.polynomial.legendre.leggauss(NODES)
    sums, weights = 0.5 * limit * (nodes + 1.0), 0.5 * limit * weights
    starts = np.append(0.0, sums)
    step = np.exp(-0.5 * (sums[None, :] + allowance - fall - starts[:, None]) ** 2) / math.sqrt(2.0 * math.pi)
    back = np.column_stack((ndtr(allowance - fall - starts), step * weights))
    return float(np.linalg.solve(np.eye(starts.size) - back, np.ones(starts.size))[0])


def _near(readings: Readings, usual: Usual, prior: LinePrior) -> NDArray[np.bool_]:
    """Readings within FAR of a line that far ones do not bend: bisquare, begun where no load can pull it."""
    line = _middle(readings, prior)
    for _ in range(ROUNDS):
        residual = (readings.value - readings.design @ line) / readings.scale
        # nothing known of other people: few readings cannot tell a glitch, so none of up to twelve is one
        least = math.hypot(usual.day_sd, usual.reading_sd) or max(0.8 * float(np.std(residual)), 1e-12)
        spread = max(1.4826 * float(np.median(np.abs(residual))), least)
        weights = np.clip(1.0 - (residual / (4.685 * spread)) ** 2, 0.0, None) ** 2 + 1e-6
        line = _line(readings, weights / readings.scale**2, usual, prior)
    return np.abs(residual) < FAR * spread


def _middle(readings: Readings, prior: LinePrior) -> Floats:
    """Medians: of the level and, where there is a second column, of the slopes between all pairs (Theil-Sen)."""
    if readings.design.shape[1] == 1:
        return np.array([np.median(readings.value)])
    x = readings.design[:, 1]
    one, other = np.triu_indices(x.size, 1)
    apart = np.abs(x[other] - x[one]) > LEAST_APART
    rises = (readings.value[other] - readings.value[one])[apart] / (x[other] - x[one])[apart]
    slope = float(np.median(rises)) if rises.size else float(prior.mean[1])
    return np.array([np.median(readings.value - slope * x), slope])


def _line(readings: Readings, weights: Floats, usual: Usual, prior: LinePrior) -> Floats:
    precision = prior.precision * max(usual.reading_sd**2, 1e-12)
    columns = readings.design * weights[:, None]
    found = np.linalg.solve(
        columns.T @ readings.design + np.diag(precision), columns.T @ readings.value + precision * prior.mean
    )
    return np.asarray(found)


def _shrunk(usual_sd: float, weight: float, squares: float, freedom: float) -> float:
    total = weight + freedom
    return (weight * usual_sd**2 + squares) / total if total > 0.0 else 0.0
