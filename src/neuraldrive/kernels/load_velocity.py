"""Load-velocity line of one lift: posterior of the one-repetition maximum R, closed form on a grid.

Model: ``v = V1 + b s + c (1 - exp(-s / 0.05)) + day + e`` with s = 1 - load / R, V1 the velocity at R and b the
fall of velocity from no load to R; (V1, b) normal over athletes, ``day`` over days, ``e`` over sets. That the
relation is near a line and V1 steady within a lift: Gonzalez-Badillo & Sanchez-Medina 2010,
doi:10.1055/s-0030-1248333. c, the bend, is the extra fall over the last tenth of the load, where a bar all but
sticks: without it a line through lighter squats ends 11 % beyond R (Banyard 2017,
doi:10.1519/JSC.0000000000001657). One velocity a set: its fastest repetition. The caller checks that loads are > 0, all values finite, standard
deviations > 0 and the correlation inside (-1, 1); nothing here does.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from neuraldrive.kernels.line_posterior import BEND_OVER, posterior
from neuraldrive.kernels.line_posterior import POUNDS_PER_KILOGRAM as POUNDS_PER_KILOGRAM

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

GRID_SIZE = 160  # of R, even in its logarithm


class LinePopulation(NamedTuple):
    """What other athletes' lines look like, in m/s; ``slope`` is b, the fall from no load to R, ``bend`` is c."""

    v_one_rm_mps: float
    slope_mps: float
    v_one_rm_sd_mps: float
    slope_sd_mps: float
    correlation: float
    set_sd_mps: float
    day_sd_mps: float
    bend_mps: float = 0.0


class Faults(NamedTuple):
    """Chance that a point is bad (assumed): each unit swap, and any other fault with the spread it then has.

    The other faults: another lift logged under this name, a sensor glitch, a set without full intent.
    """

    swap_chance: float = 0.01
    outlier_chance: float = 0.03
    outlier_sd_mps: float = 0.25


class OneRmPrior(NamedTuple):
    """Student-t prior of log(R in kg), flat if ``log_sd`` is infinite; 5 degrees, as history errs."""

    log_centre: float = 0.0
    log_sd: float = float("inf")
    degrees: float = 5.0


class LoadVelocityProfile(NamedTuple):
    """Posterior on a log-spaced grid of R; given R, today's line (V1 + day, b) is normal."""

    one_rm_kg: Floats  # (g,)
    probability: Floats  # (g,), sums to 1
    line_mean: Floats  # (g, 2), m/s
    line_covariance: Floats  # (g, 3): var(V1 + day), covariance, var(b)
    v_one_rm_mps: float
    v_one_rm_sd_mps: float
    slope_mps: float
    slope_sd_mps: float
    pounds_as_kilograms: Floats  # (n,) chance that the load logged as kg was in pounds
    kilograms_as_pounds: Floats  # (n,) chance that kilograms were divided by 2.2046 on the way
    outlier: Floats  # (n,) chance of any other fault
    bend_mps: float = 0.0


def repetition_fraction(repetitions_to_failure: Floats) -> Floats:
    """Share of R that allows m repetitions, 1 / (1 + 0.038 (m - 1)); 0.038 from rated powerlifting sets."""
    return np.asarray(1.0 / (1.0 + 0.038 * (repetitions_to_failure - 1.0)), dtype=np.float64)


def one_rm_prior(
    load_kg: Floats, repetitions: Floats, reserve: Floats, *, drift_sd: float = 0.05, label_sd: float = 0.05
) -> OneRmPrior:
    """Prior of log R from (m,) earlier sets rated RPE 7 or more; no set gives the flat prior.

    Both SDs are assumed: 0.02 to 0.05 of drift covered 97 to 100 % of the days of four held-out lifters
    (aim 95), and the widest is kept for lifters unlike them.
    """
    if len(load_kg) == 0:
        return OneRmPrior()
    single = np.log(load_kg / repetition_fraction(repetitions + reserve))
    return OneRmPrior(float(np.median(single)), float(np.sqrt(drift_sd**2 + label_sd**2 / len(single))))


def load_velocity_profile(
    load_kg: Floats,
    velocity_mps: Floats,
    day: Integers,
    population: LinePopulation,
    prior: OneRmPrior | None = None,
    faults: Faults | None = None,
) -> LoadVelocityProfile:
    """Profile from (n,) points; ``day`` is 0 today and 1, 2 ... on earlier days, each with its own offset.

    Given which points are bad it is exact (2 x 2 Woodbury); bad points are summed over every choice one
    change away from the best choice found. No point at all returns the prior, about 100 kg if that is flat.
    """
    prior, faults = prior or OneRmPrior(), faults or Faults()
    load, velocity = (np.ascontiguousarray(values, dtype=np.float64) for values in (load_kg, velocity_mps))
    log_grid = _log_grid(load, prior)
    misfit = (log_grid - prior.log_centre) / prior.log_sd
    log_prior = -0.5 * (prior.degrees + 1.0) * np.log1p(misfit**2 / prior.degrees)
    day_index = np.unique(np.append(0, day), return_inverse=True)[1][1:].astype(np.int64)
    grid = np.exp(log_grid)
    chance, mean, covariance, fault = posterior(
        (load, velocity, day_index), grid, log_prior, np.array(population), np.array(faults)
    )
    centre = chance @ mean
    sd = np.sqrt(chance @ (covariance[:, ::2] + (mean - centre) ** 2))
    line = (float(centre[0]), float(sd[0]), float(centre[1]), float(sd[1]))
    doubts = (fault[:, 1], fault[:, 2], fault[:, 3])
    return LoadVelocityProfile(grid, chance, mean, covariance, *line, *doubts, population.bend_mps)


def one_rm_quantile(profile: LoadVelocityProfile, chance: float) -> float:
    """R in kg below which the posterior puts ``chance``, linear in log R inside a grid cell."""
    log_grid = np.log(profile.one_rm_kg)
    half = 0.5 * (log_grid[1] - log_grid[0])
    edges = np.append(log_grid - half, log_grid[-1] + half)
    return float(np.exp(np.interp(chance, np.append(0.0, np.cumsum(profile.probability)), edges)))


def slower_chance(profile: LoadVelocityProfile, load_kg: float, velocity_mps: float, set_sd_mps: float = 0.0) -> float:
    """Chance that today's velocity at the load is below ``velocity_mps``, summed over the whole posterior.

    ``set_sd_mps`` = 0 speaks of the line; the population's set SD speaks of the next set.
    """
    mean, sd = _velocity_given_one_rm(profile, load_kg, set_sd_mps)
    return float(profile.probability @ ndtr((velocity_mps - mean) / sd))


def velocity_quantile(profile: LoadVelocityProfile, load_kg: float, chance: float, set_sd_mps: float = 0.0) -> float:
    """Velocity in m/s that today's at the load is below with ``chance``; ``set_sd_mps`` as above."""
    mean, sd = _velocity_given_one_rm(profile, load_kg, set_sd_mps)
    reach = (1.0 + abs(float(ndtri(chance)))) * sd
    return _bisect(
        lambda velocity: float(profile.probability @ ndtr((velocity - mean) / sd)) - chance,
        float(np.min(mean - reach)),
        float(np.max(mean + reach)),
    )


def load_quantile(profile: LoadVelocityProfile, velocity_mps: float, chance: float) -> float:
    """Load in kg that moves at ``velocity_mps`` today, as a quantile: heavier loads are slower."""
    lightest, heaviest = np.log(profile.one_rm_kg[[0, -1]])
    # a line that never reaches the velocity ends at a bound: 1 % of the lightest R, 3 times the heaviest
    log_load = _bisect(
        lambda value: slower_chance(profile, float(np.exp(value)), velocity_mps) - chance,
        float(lightest - np.log(100.0)),
        float(heaviest + np.log(3.0)),
    )
    return float(np.exp(log_load))


def _velocity_given_one_rm(profile: LoadVelocityProfile, load_kg: float, set_sd_mps: float) -> tuple[Floats, Floats]:
    share = 1.0 - load_kg / profile.one_rm_kg
    mean = profile.line_mean[:, 0] + profile.line_mean[:, 1] * share + profile.bend_mps * bent(share)
    covariance = profile.line_covariance
    variance = covariance[:, 0] + 2.0 * share * covariance[:, 1] + share**2 * covariance[:, 2]
    return mean, np.sqrt(np.maximum(variance, 1e-12) + set_sd_mps**2)


def bent(share: Floats) -> Floats:
    """How much of the bend is there at a share below R; none above it."""
    return np.asarray(-np.expm1(-np.maximum(share, 0.0) / BEND_OVER))


def _bisect(rising: Callable[[float], float], low: float, high: float) -> float:
    for _ in range(50):
        middle = 0.5 * (low + high)
        low, high = (middle, high) if rising(middle) < 0.0 else (low, middle)
    return 0.5 * (low + high)


def _log_grid(load_kg: Floats, prior: OneRmPrior) -> Floats:
    heaviest = float(np.log(np.max(load_kg))) if len(load_kg) else (prior.log_centre or float(np.log(100.0)))
    # without history: a third of the heaviest (its unit may be wrong) to nine times (a quarter of R, swapped)
    low, high = heaviest - np.log(3.0), heaviest + np.log(9.0)
    if np.isfinite(prior.log_sd):
        low = prior.log_centre - 8.0 * prior.log_sd
        high = max(prior.log_centre + 8.0 * prior.log_sd, heaviest + 0.3)
    return np.linspace(low, high, GRID_SIZE)
