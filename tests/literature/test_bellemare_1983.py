"""Bellemare et al. 1983: rates of maximal efforts differ about fourfold between muscles and match their speed."""

from __future__ import annotations

import numpy as np
import pytest

from pool_efforts import PLATEAU_S, maximal, mean_of, rates

PAPER = "bellemare_1983"
FOUND = {"biceps_brachii": (31.1, 10.1), "adductor_pollicis": (29.9, 8.6), "soleus": (10.7, 2.9)}


def rate(muscle: str) -> float:
    return mean_of([float(np.nanmean(rates(maximal(muscle, seed=seed), PLATEAU_S))) for seed in range(3)])


@pytest.mark.parametrize("muscle", sorted(FOUND))
def test_the_mean_rate_of_a_maximal_effort_is_that_found(muscle, row):
    """One standard deviation between units either way."""
    mean, spread = FOUND[muscle]
    row.meets("B2", f"mean rate in a maximal effort, {muscle}", rate(muscle), mean - spread, mean + spread, "pps")


def test_rates_go_inversely_with_the_contraction_time(row):
    """Their product is the same in the three muscles, to a fifth."""
    products = np.array([rate(muscle) * maximal(muscle).truth.contraction_time_s.mean() for muscle in FOUND])
    row.meets(
        "B2",
        "rate × contraction time, largest deviation from the mean",
        float(np.abs(products / products.mean() - 1).max()),
        high=0.2,
        unit="ratio",
    )
    row.meets("B2", "fastest over slowest muscle", rate("biceps_brachii") / rate("soleus"), 2.0, 4.5)
