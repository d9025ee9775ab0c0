"""Rubinstein and Kamen 2005: maximal efforts of tibialis anterior, and fifteen of 30 s with rests of 10 s."""

from __future__ import annotations

import numpy as np
import pytest

from neuraldrive import catalog, simulate
from pool_efforts import PLATEAU_S, maximal, mean_of, person, rates

PAPER = "rubinstein_2005"
MUSCLE = "tibialis_anterior"
ON_S, OFF_S, EFFORTS, BEFORE_S = 30, 10, 15, 1


@pytest.mark.parametrize(("population", "mean", "spread"), [("untrained", 28.1, 5.8), ("older", 22.3, 4.8)])
def test_the_mean_rate_of_a_maximal_effort_is_that_found(population, mean, spread, row):
    """One standard deviation either way."""
    found = mean_of([float(np.nanmean(rates(maximal(MUSCLE, population, seed), PLATEAU_S))) for seed in range(3)])
    row.meets(
        "B4",
        f"mean rate in a maximal effort, tibialis anterior, {population}",
        found,
        mean - spread,
        mean + spread,
        "pps",
    )


@pytest.fixture(scope="module")
def efforts():
    """All fifteen; 120 units."""
    drive = np.concatenate([np.zeros(BEFORE_S), *([np.ones(ON_S), np.zeros(OFF_S)] * EFFORTS)])
    steps = np.repeat(drive, 10)
    muscle = catalog.muscle(MUSCLE, units=120)
    return simulate.contraction(
        muscle, simulate.drive(steps, rate_hz=10), state=person("untrained", MUSCLE), rate_hz=200.0
    )


def window(effort: int, first_s: float = 1.0, last_s: float = 5.0) -> tuple[float, float]:
    start = BEFORE_S + effort * (ON_S + OFF_S)
    return start + first_s, start + last_s


def test_maximal_force_falls_as_found(efforts, row):
    """−33.8 %: 25 to 45; the start of the last effort beside that of the first."""
    first, last = (efforts["force"].between(*window(each)).samples.mean() for each in (0, EFFORTS - 1))
    row.meets("B4", "loss of maximal force after fifteen efforts", float(1 - last / first), 0.25, 0.45, "ratio")


def test_maximal_rates_fall_as_found(efforts, row):
    """−34.9 %: 25 to 45."""
    first, last = (float(np.nanmean(rates(efforts, window(each)))) for each in (0, EFFORTS - 1))
    row.meets("B4", "loss of maximal rate after fifteen efforts", 1 - last / first, 0.25, 0.45, "ratio")
