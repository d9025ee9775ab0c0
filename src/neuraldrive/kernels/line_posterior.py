"""Posterior of a load-velocity line on a grid of the one-repetition maximum R, bad points summed over.

The model and its words are those of `load_velocity`. Given which points are bad all is normal: sums of a point, of a day, of
all days (2 x 2 Woodbury), so that another choice of bad points changes one day's sums only.
"""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

POUNDS_PER_KILOGRAM = 2.2046226218
BEND_OVER = 0.05
"""Share of R over which the bend fades: by 10 % below R six sevenths of it are there."""
CLEAN, POUNDS_AS_KILOGRAMS, KILOGRAMS_AS_POUNDS, OUTLIER = 0, 1, 2, 3
COARSE = 4  # the search for bad points looks at every fourth R only
MOST_FAULTS = 24  # bounds the time on long nonsense; one bad point is handled exactly


@njit(cache=True, nogil=True)
def posterior(
    points: tuple[Floats, Floats, Integers],
    grid: Floats,
    log_prior: Floats,
    population: Floats,
    faults: Floats,
) -> tuple[Floats, Floats, Floats, Floats]:
    """Chance of each R, mean and covariance of today's line given R, and chance of each fault, from (n,) points.

    Args:
        points: loads, velocities and numbers of days.
        population, faults: the fields of LinePopulation and of Faults, in order.
    """
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
    weight, most = np.zeros(len(evidence)), evidence.max()
    for row in range(len(evidence)):
        for g in range(evidence.shape[1]):
            weight[row] += np.exp(evidence[row, g] - most)
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
            _copy(total, trial)
            result[row, g] = log_prior[g] - 0.5 * log_inflation
            if choice > 0:
                i, new = (choice - 1) // 3, _changed(state, choice)
                _copy(sums[points[2][i]], day_sums)
                ratio = _swap_in(points, day_sums, trial, (i, state[i], new), grid[g], population, faults)
                result[row, g] += log_chance[i, new] - log_chance[i, state[i]] - 0.5 * np.log(ratio)
            result[row, g] += _log_normal(trial)
    return result


@njit(cache=True, nogil=True)
def _copy(these: Floats, into: Floats) -> None:
    """One by one: numba takes seconds to compile an assignment of arrays, with all that it could say of their shapes."""
    for k in range(len(these)):
        into[k] = these[k]


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
    chance = np.zeros(len(grid))
    for row, choice in enumerate(choices):
        for g in range(len(grid)):
            chance[g] += weight[row, g]
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
                _copy(total, trial)
                _copy(sums[0], day_sums)
                if choice > 0:
                    i = (choice - 1) // 3
                    _copy(sums[points[2][i]], day_sums)
                    change = (i, state[i], _changed(state, choice))
                    _swap_in(points, day_sums, trial, change, grid[g], population, faults)
                    if points[2][i] > 0:
                        _copy(sums[0], day_sums)
                _today(trial, day_sums, population, line)
                mass += share
                moments[g, 0] += share * line[0]
                moments[g, 1] += share * line[1]
                moments[g, 2] += share * (line[2] + line[0] ** 2)
                moments[g, 3] += share * (line[3] + line[0] * line[1])
                moments[g, 4] += share * (line[4] + line[1] ** 2)
        for k in range(5):
            moments[g, k] /= mass
        moments[g, 2] -= moments[g, 0] * moments[g, 0]
        moments[g, 3] -= moments[g, 0] * moments[g, 1]
        moments[g, 4] -= moments[g, 1] * moments[g, 1]
    return chance, moments[:, :2].copy(), moments[:, 2:].copy(), fault
