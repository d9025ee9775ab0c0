"""Kamen and Knight 2004: vastus lateralis discharges at 24.7 pps in maximal efforts of the young, 17.8 of the old."""

from __future__ import annotations

import numpy as np

from pool_efforts import PLATEAU_S, maximal, mean_of, rates

PAPER = "kamen_2004"


def rate(population: str) -> float:
    return mean_of(
        [float(np.nanmean(rates(maximal("vastus_lateralis", population, seed), PLATEAU_S))) for seed in range(3)]
    )


def test_the_mean_rate_of_the_young_is_that_found(row):
    """The spread was not seen: about 16 % either way, rounded."""
    row.meets("B3", "mean rate in a maximal effort, young", rate("untrained"), 20.0, 28.0, "pps")


def test_the_mean_rate_of_the_old_is_that_found_and_lower(row):
    row.meets("B3", "mean rate in a maximal effort, old", rate("older"), 15.0, 20.6, "pps")
    row.meets("B3", "mean rate, old over young", rate("older") / rate("untrained"), 0.6, 0.84)
