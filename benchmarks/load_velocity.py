"""Time of one load-velocity profile beside a plain matrix version and a least-squares line, same run."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from itertools import product

import numpy as np

from neuraldrive.kernels import load_velocity as kernel

POPULATION = kernel.LinePopulation(0.16, 0.91, 0.06, 0.16, 0.3, 0.026, 0.02)
FACTOR = {1: 1.0 / kernel.POUNDS_PER_KILOGRAM, 2: kernel.POUNDS_PER_KILOGRAM}


def plain_matrices(load: np.ndarray, velocity: np.ndarray, day: np.ndarray) -> np.ndarray:
    """The same sums with full covariance matrices: no fault, then each fault of each point, at each R."""
    faults, sd = kernel.Faults(), np.array(POPULATION[2:4])
    sigma = np.outer(sd, sd) * np.array([[1.0, POPULATION.correlation], [POPULATION.correlation, 1.0]])
    slow = (POPULATION.set_sd_mps * np.maximum(1.0, velocity / 0.5)) ** 2
    shared = POPULATION.day_sd_mps**2 * (day[:, None] == day)
    grid = np.exp(np.linspace(np.log(load.max() / 3.0), np.log(load.max() * 9.0), kernel.GRID_SIZE))
    chance = [0.0, *np.log([faults.swap_chance, faults.swap_chance, faults.outlier_chance])]
    evidence = []
    for i, state in [(0, 0), *product(range(len(load)), (1, 2, 3))]:
        loads, noise = load.copy(), slow.copy()
        loads[i] *= FACTOR.get(state, 1.0)
        noise[i] += faults.outlier_sd_mps**2 * (state == 3)
        design = np.stack((np.ones((grid.size, load.size)), 1.0 - loads / grid[:, None]), axis=2)
        covariance = design @ sigma @ design.transpose(0, 2, 1) + np.diag(noise) + shared
        residual = velocity - design @ np.array(POPULATION[:2])
        solved = np.linalg.solve(covariance, residual[:, :, None])[:, :, 0]
        log_density = -0.5 * (np.sum(residual * solved, axis=1) + np.linalg.slogdet(covariance)[1])
        evidence.append(log_density + chance[state])
    weight = np.exp(np.array(evidence) - np.max(evidence))
    return weight.sum(axis=0) / weight.sum()


def milliseconds(call: Callable[[], object], repeats: int = 30) -> float:
    call()
    taken = []
    for _ in range(repeats):
        start = time.perf_counter()
        call()
        taken.append(time.perf_counter() - start)
    return 1e3 * float(np.median(taken))


def main() -> None:
    rng = np.random.default_rng(1)
    print(f"{'points':>7}{'earlier days':>14}{'ours ms':>10}{'plain ms':>10}{'polyfit ms':>12}")
    for points, days in ((1, 0), (3, 0), (5, 0), (5, 3), (5, 8), (200, 0)):
        day = np.concatenate((np.zeros(points, int), np.repeat(np.arange(1, days + 1), 5)))
        load = rng.uniform(60.0, 115.0, day.size)
        velocity = 0.17 + 0.9 * (1.0 - load / 130.0) + rng.normal(0.0, 0.026, day.size)
        ours = milliseconds(partial(kernel.load_velocity_profile, load, velocity, day, POPULATION))
        plain = milliseconds(partial(plain_matrices, load, velocity, day), 5) if day.size < 100 else np.nan
        line = milliseconds(partial(np.polyfit, load, velocity, 1)) if day.size > 1 else np.nan
        print(f"{points:>7}{days:>14}{ours:>10.2f}{plain:>10.2f}{line:>12.3f}")


if __name__ == "__main__":
    main()
