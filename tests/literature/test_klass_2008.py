"""Klass, Baudry and Duchateau 2008: rapid contractions of tibialis anterior in old age.

The older of the catalogue with the muscle of the young, and with one that contracts a fifth slower, as theirs does.
"""

from __future__ import annotations

import numpy as np
import pytest

from neuraldrive import catalog
from pool_efforts import SEEDS, interval_rates, mean_of, person, rapid, steepest

PAPER = "klass_2008"
MUSCLE = "tibialis_anterior"


@pytest.fixture(scope="module")
def efforts():
    return {name: [rapid(MUSCLE, person(name, MUSCLE), seed) for seed in SEEDS] for name in ("untrained", "older")}


@pytest.mark.parametrize(("interval", "less"), [(1, 0.19), (2, 0.28), (3, 0.34)])
def test_rates_of_the_first_intervals_are_lower(efforts, interval, less, row):
    """19, 28 and 34 %; 6 points either way."""
    young, old = (np.mean([interval_rates(one) for one in efforts[name]], axis=0) for name in ("untrained", "older"))
    row.meets(
        "C8",
        f"rate of interval {interval}, loss with age",
        float(1 - old[interval - 1] / young[interval - 1]),
        less - 0.06,
        less + 0.06,
        "ratio",
    )


def test_doublets_are_rarer(efforts, row):
    """45 % of the share of the young less; few units have one, so 15 points either way."""
    young, old = (mean_of([one.truth.is_doublet.mean() for one in efforts[name]]) for name in ("untrained", "older"))
    row.meets("C8", "share of units with a doublet, loss with age", 1 - old / young, 0.30, 0.60, "ratio")


def slower():
    """The muscle with contraction times a fifth longer."""
    muscle = catalog.muscle(MUSCLE)
    for key in ("contraction_time_first_s", "contraction_time_last_s"):
        muscle = muscle.with_number(key, 1.2 * muscle[key], why="an older person's muscle")
    return muscle


def test_force_rises_more_slowly(efforts, row):
    """48 % of the rise in torque less. Maximal torque is lower too, by how much is not at hand: so the share of one's own
    maximum falls by less, and is for information.
    """
    young, old = (mean_of([steepest(one) for one in efforts[name]]) for name in ("untrained", "older"))
    slow = mean_of([steepest(rapid(slower(), person("older", MUSCLE), seed)) for seed in SEEDS])
    row.meets("C8", "steepest rise, loss with age, direction", 1 - old / young, low=0.0, unit="ratio")
    row.shows("C8", "steepest rise, loss with age, slower muscle", 1 - slow / young, 0.30, 0.48, "ratio")
