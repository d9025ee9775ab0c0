"""Limits of agreement of two methods on the same things, with the interval of each limit.

Bland & Altman 1986, doi:10.1016/S0140-6736(86)90837-8; exact intervals by the non-central t, Carkeet 2015,
doi:10.1097/OPX.0000000000000513. Where differences come in groups (repetitions of a set) their variance is summed from that
between and within groups (Bland & Altman 2007, doi:10.1080/10543400701329422), with Satterthwaite's degrees of freedom and so
many independent differences as would know the mean as well. The caller checks that there are three or more finite
differences, not all alike.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

Floats = NDArray[np.float64]
Interval = tuple[float, float]
NORMAL_95 = 1.959964


class Limits(NamedTuple):
    """Mean difference, SD of one difference with its degrees of freedom, and both limits, each with its interval."""

    bias: float
    bias_interval: Interval
    sd: float
    freedom: float
    low: float
    low_interval: Interval
    high: float
    high_interval: Interval


def limits(difference: Floats, group: NDArray[np.int64], level: float) -> Limits:
    """95 % limits of (n,) differences; each its own group where all are independent."""
    from scipy.stats import nct  # late: half of the start-up of everything that monitors

    _, index, counts = np.unique(group, return_inverse=True, return_counts=True)
    bias, total = float(difference.mean()), difference.size
    if counts.size in (total, 1):
        variance, freedom = float(difference.var(ddof=1)), total - 1.0
        independent, mean_freedom = float(total), freedom
    else:
        variance, freedom, independent = _grouped(difference, index, counts)
        mean_freedom = counts.size - 1.0
    sd = math.sqrt(variance)
    reach = float(stdtrit(mean_freedom, (1 + level) / 2)) * sd / math.sqrt(independent)
    off = NORMAL_95 * math.sqrt(independent)
    near, far = (
        float(nct.ppf(p, freedom, off)) * sd / math.sqrt(independent) for p in ((1 - level) / 2, (1 + level) / 2)
    )
    return Limits(
        bias, (bias - reach, bias + reach), sd, freedom,
        bias - NORMAL_95 * sd, (bias - far, bias - near), bias + NORMAL_95 * sd, (bias + near, bias + far),
    )  # fmt: skip


def _grouped(difference: Floats, index: NDArray[np.intp], counts: NDArray[np.intp]) -> tuple[float, float, float]:
    """Variance of one difference, its degrees of freedom, and how many independent ones would know the mean as well."""
    total, groups = difference.size, counts.size
    means = np.bincount(index, difference) / counts
    within = float(np.sum((difference - means[index]) ** 2)) / (total - groups)
    between = float(np.sum(counts * (means - difference.mean()) ** 2)) / (groups - 1)
    usual_count = (total - float(np.sum(counts**2)) / total) / (groups - 1)
    of_groups = max((between - within) / usual_count, 0.0)
    variance = of_groups + within
    of_mean = of_groups * float(np.sum(counts**2)) / total**2 + within / total
    parts = np.array([between / usual_count, within * (1.0 - 1.0 / usual_count)])
    freedom = float(parts.sum() ** 2 / np.sum(parts**2 / np.array([groups - 1.0, total - groups])))
    return variance, min(freedom, total - 1.0), variance / of_mean


def slope(x: Floats, y: Floats, level: float) -> tuple[float, Interval]:
    """Least-squares slope of y on x with its interval; 0 and an endless interval where x does not vary."""
    away = x - x.mean()
    squares = float(away @ away)
    if squares <= 1e-12 * max(1.0, float(x @ x)):
        return 0.0, (-math.inf, math.inf)
    found = float(away @ y) / squares
    residual = y - y.mean() - found * away
    reach = float(stdtrit(x.size - 2, (1 + level) / 2)) * math.sqrt(float(residual @ residual) / (x.size - 2) / squares)
    return found, (found - reach, found + reach)
