"""Connelly et al. 1999: tibialis anterior is activated to 99.1 % in the young and 99.3 % in the old."""

from __future__ import annotations

import numpy as np

from neuraldrive import catalog
from pool_efforts import PLATEAU_S, activation, maximal, person, rates

PAPER = "connelly_1999"
MUSCLE = "tibialis_anterior"


def test_the_young_activate_it_nearly_fully(row):
    """97 to 100 %: interpolation does not resolve more."""
    row.meets(
        "D2",
        "voluntary activation, tibialis anterior, young",
        activation(MUSCLE, person("untrained", MUSCLE)),
        0.97,
        1.0,
        "ratio",
    )


def slower():
    """The muscle with contraction times a fifth longer, which the rates of the old need."""
    muscle = catalog.muscle(MUSCLE)
    for key in ("contraction_time_first_s", "contraction_time_last_s"):
        muscle = muscle.with_number(key, 1.2 * muscle[key], why="an older person's muscle")
    return muscle


def test_the_old_activate_theirs_nearly_fully(row):
    row.meets(
        "D2",
        "voluntary activation, tibialis anterior, old and a fifth slower",
        activation(slower(), person("older", MUSCLE)),
        0.97,
        1.0,
        "ratio",
    )


def test_rates_of_the_old_for_information(row):
    """30 to 35 % lower, 42 and 32 pps (remembered); Rubinstein and Kamen 2005 found 28 and 22."""
    young, old = (float(np.nanmean(rates(maximal(MUSCLE, name), PLATEAU_S))) for name in ("untrained", "older"))
    row.shows(
        "B4b", "mean rate in a maximal effort, loss with age, tibialis anterior", 1 - old / young, 0.30, 0.35, "ratio"
    )
