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
from numba import njit
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

POUNDS_PER_KILOGRAM = 2.2046226218
BEND_OVER = 0.05
"""Share of R over which the bend fades: by 10 % below R six sevenths of it are there."""
CLEAN, POUNDS_AS_KILOGRAMS, KILOGRAMS_AS_POUNDS, OUTLIER = 0, 1, 2, 3
GRID_SIZE, COARSE = 160, 4  # the search for bad points looks at every fourth R only
MOST_FAULTS = 24  # bounds the time on long nonsense; one bad point is handled exactly


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
    chance, mean, covariance, fault = _posterior(
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


@njit(cache=True, nogil=True)
def _posterior(
    points: tuple[Floats, Floats, Integers],
    grid: Floats,
    log_prior: Floats,
    population: Floats,
    faults: Floats,
) -> tuple[Floats, Floats, Floats, Floats]:
    state, every = np.zeros(len(points[0]), np.int64), np.arange(1 + 3 * len(points[0]))
    coarse, coarse_prior = grid[::COARSE].copy(), log_prior[::COARSE].copy()
    total = _choice_weight(_evidence(points, state, every, coarse, coarse_prior, population, faults))
    for _ in range(min(len(state), MOST_FAULTS)):
        best = int(np.argmax(total))
        if best == 0:
            break
        state[(best - 1) // 3] = _changed(state, best)
        total = _choice_weight(_evidence(points, state, every, coarse, coarse_prior, population, faults))
    total[0] = 1.0
    choices = np.flatnonzero(total > 1e-5)
    evidence = _evidence(points, state, choices, grid, log_prior, population, faults)
    weight = np.exp(evidence - evidence.max())
    return _mixture(points, state, choices, grid, weight / weight.sum(), population, faults)


@njit(cache=True, nogil=True)
def _choice_weight(evidence: Floats) -> Floats:
    weight = np.exp(evidence - evidence.max()).sum(axis=1)
    share: Floats = weight / weight.sum()
    return share


@njit(cache=True, nogil=True)
def _changed(state: Integers, choice: int) -> int:
    """State of the one point that choice 1, 2 ... changes; choice 0 changes none."""
    return int((state[(choice - 1) // 3] + 1 + (choice - 1) % 3) % 4)


@njit(cache=True, nogil=True)
def _noise(velocity: float, population: Floats) -> float:
    """Set SD at a speed: repetitions on encoders have 0.021 up to 0.55 m/s, 0.033 to 0.70, 0.038 beyond."""
    return float(population[5] * max(1.0, velocity / 0.5))


@njit(cache=True, nogil=True)
def _add(
    sums: Floats,
    sign: float,
    load: float,
    velocity: float,
    state: int,
    one_rm: float,
    population: Floats,
    faults: Floats,
) -> None:
    """Add a point's weighted sums (w, x, xx, y, xy, yy) about the population line; weight 1 / variance."""
    variance = _noise(velocity, population) ** 2
    if state == POUNDS_AS_KILOGRAMS:
        load /= POUNDS_PER_KILOGRAM
    elif state == KILOGRAMS_AS_POUNDS:
        load *= POUNDS_PER_KILOGRAM
    elif state == OUTLIER:
        variance += faults[2] ** 2
    x = 1.0 - load / one_rm
    y = velocity - population[0] - population[1] * x + population[7] * np.expm1(-max(x, 0.0) / BEND_OVER)
    weight = sign / variance
    sums[0] += weight
    sums[1] += weight * x
    sums[2] += weight * x * x
    sums[3] += weight * y
    sums[4] += weight * x * y
    sums[5] += weight * y * y


@njit(cache=True, nogil=True)
def _reduce(sums: Floats, day_variance: float, sign: float, total: Floats) -> float:
    """Add a day's information about (V1, b), its offset integrated out; return 1 + variance x weight."""
    inflation = 1.0 + day_variance * sums[0]
    shrink = day_variance / inflation
    total[0] += sign * sums[0] / inflation
    total[1] += sign * sums[1] / inflation
    total[2] += sign * (sums[2] - shrink * sums[1] * sums[1])
    total[3] += sign * sums[3] / inflation
    total[4] += sign * (sums[4] - shrink * sums[1] * sums[3])
    total[5] += sign * (sums[5] - shrink * sums[3] * sums[3])
    return float(inflation)


@njit(cache=True, nogil=True)
def _start(population: Floats) -> Floats:
    """Precision of (V1, b) over athletes, as the first terms of the total."""
    covariance = population[4] * population[2] * population[3]
    determinant = (population[2] * population[3]) ** 2 - covariance**2
    return np.array(
        [
            population[3] ** 2 / determinant,
            -covariance / determinant,
            population[2] ** 2 / determinant,
            0.0,
            0.0,
            0.0,
        ]
    )


@njit(cache=True, nogil=True)
def _fold(
    points: tuple[Floats, Floats, Integers],
    state: Integers,
    one_rm: float,
    population: Floats,
    faults: Floats,
) -> tuple[Floats, Floats, float]:
    """Sums of each day, their total, and the log of the day inflations."""
    load, velocity, day = points
    sums = np.zeros((day.max() + 1 if len(day) else 1, 6))
    for i in range(len(load)):
        _add(sums[day[i]], 1.0, load[i], velocity[i], state[i], one_rm, population, faults)
    total, log_inflation = _start(population), 0.0
    for d in range(len(sums)):
        log_inflation += np.log(_reduce(sums[d], population[6] ** 2, 1.0, total))
    return sums, total, log_inflation


@njit(cache=True, nogil=True)
def _swap_in(
    points: tuple[Floats, Floats, Integers],
    sums: Floats,
    total: Floats,
    change: tuple[int, int, int],
    one_rm: float,
    population: Floats,
    faults: Floats,
) -> float:
    """Change one point's state in ``sums`` of its day and in ``total``; return the ratio of inflations."""
    i, old, new = change
    load, velocity, _ = points
    before = _reduce(sums, population[6] ** 2, -1.0, total)
    _add(sums, -1.0, load[i], velocity[i], old, one_rm, population, faults)
    _add(sums, 1.0, load[i], velocity[i], new, one_rm, population, faults)
    return _reduce(sums, population[6] ** 2, 1.0, total) / before


@njit(cache=True, nogil=True)
def _evidence(
    points: tuple[Floats, Floats, Integers],
    state: Integers,
    choices: Integers,
    grid: Floats,
    log_prior: Floats,
    population: Floats,
    faults: Floats,
) -> Floats:
    """Log posterior, less a constant, of each choice and R; choice 0 keeps ``state``, others change one."""
    clean_chance = 1.0 - 2.0 * faults[0] - faults[1]
    log_chance = np.zeros((len(state), 4))
    for i in range(len(state)):
        log_chance[i, 1:3] = np.log(faults[0] / clean_chance)
        excess = (faults[2] / _noise(points[1][i], population)) ** 2
        log_chance[i, OUTLIER] = np.log(faults[1] / clean_chance) - 0.5 * np.log1p(excess)
    result = np.empty((len(choices), len(grid)))
    trial, day_sums = np.empty(6), np.empty(6)
    for g in range(len(grid)):
        sums, total, log_inflation = _fold(points, state, grid[g], population, faults)
        for row, choice in enumerate(choices):
            trial[:] = total
            result[row, g] = log_prior[g] - 0.5 * log_inflation
            if choice > 0:
                i, new = (choice - 1) // 3, _changed(state, choice)
                day_sums[:] = sums[points[2][i]]
                ratio = _swap_in(points, day_sums, trial, (i, state[i], new), grid[g], population, faults)
                result[row, g] += log_chance[i, new] - log_chance[i, state[i]] - 0.5 * np.log(ratio)
            result[row, g] += _log_normal(trial)
    return result


@njit(cache=True, nogil=True)
def _log_normal(total: Floats) -> float:
    a, b, c, first, second, square = total
    determinant = a * c - b * b
    return float(
        -0.5 * (square - (c * first**2 - 2.0 * b * first * second + a * second**2) / determinant + np.log(determinant))
    )


@njit(cache=True, nogil=True)
def _today(total: Floats, today: Floats, population: Floats, line: Floats) -> None:
    """Means, then covariance, of (V1 + today's offset, b): the offset is regressed back on (V1, b)."""
    a, b, c, first, second = total[0], total[1], total[2], total[3], total[4]
    determinant = a * c - b * b
    v_one_rm, slope = (c * first - b * second) / determinant, (a * second - b * first) / determinant
    gain = population[6] ** 2 / (1.0 + population[6] ** 2 * today[0])
    keep, lean = 1.0 - gain * today[0], -gain * today[1]
    line[0] = population[0] + gain * today[3] + keep * v_one_rm + lean * slope
    line[1] = population[1] + slope
    line[2] = (keep * keep * c - 2.0 * keep * lean * b + lean * lean * a) / determinant + gain
    line[3] = (lean * a - keep * b) / determinant
    line[4] = a / determinant


@njit(cache=True, nogil=True)
def _mixture(
    points: tuple[Floats, Floats, Integers],
    state: Integers,
    choices: Integers,
    grid: Floats,
    weight: Floats,
    population: Floats,
    faults: Floats,
) -> tuple[Floats, Floats, Floats, Floats]:
    """Chance of each R, moments of today's line given R and chance of each fault, summed over choices."""
    fault, moments = np.zeros((len(state), 4)), np.zeros((len(grid), 5))
    for row, choice in enumerate(choices):
        for i in range(len(state)):
            changed = choice > 0 and i == (choice - 1) // 3
            fault[i, _changed(state, choice) if changed else state[i]] += weight[row].sum()
    trial, day_sums, line = np.empty(6), np.empty(6), np.empty(5)
    for g in range(len(grid)):
        sums, total, _ = _fold(points, state, grid[g], population, faults)
        mass = 0.0
        for row, choice in enumerate(choices):
            share = weight[row, g] + (1e-12 if choice == 0 else 0.0)
            if choice == 0 or share > 1e-7:  # choice 0 leaves no R without a line
                trial[:], day_sums[:] = total, sums[0]
                if choice > 0:
                    i = (choice - 1) // 3
                    day_sums[:] = sums[points[2][i]]
                    change = (i, state[i], _changed(state, choice))
                    _swap_in(points, day_sums, trial, change, grid[g], population, faults)
                    if points[2][i] > 0:
                        day_sums[:] = sums[0]
                _today(trial, day_sums, population, line)
                mass += share
                moments[g, :2] += share * line[:2]
                moments[g, 2] += share * (line[2] + line[0] ** 2)
                moments[g, 3] += share * (line[3] + line[0] * line[1])
                moments[g, 4] += share * (line[4] + line[1] ** 2)
        moments[g] /= mass
    first, second = moments[:, 0], moments[:, 1]
    centre = np.stack((first * first, first * second, second * second), axis=1)
    return weight.sum(axis=0), moments[:, :2].copy(), moments[:, 2:] - centre, fault
