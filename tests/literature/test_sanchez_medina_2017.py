"""Sanchez-Medina, Pallares and others 2017: the full squat of 80 men, load and velocity, and how long it is pushed."""

from __future__ import annotations

import pytest

from lift_efforts import LOADS, SQUAT, lifted, line_to_1rm, propulsive_s, rise, truth

PAPER = "sanchez_medina_2017"
TABLE = dict(zip(LOADS, (1.46, 1.32, 1.16, 1.01, 0.84, 0.68, 0.50, 0.32), strict=True))
WITHIN = 0.12


@pytest.mark.parametrize("share", LOADS)
def test_propulsive_velocity_at_a_load_is_that_of_the_table(share, row):
    """Equation recalled; ± 0.12 m/s is two of its standard errors of 0.06."""
    found = truth(SQUAT, share).mean_propulsive_velocity
    target = (TABLE[share] - WITHIN, TABLE[share] + WITHIN)
    row.meets("G13", f"propulsive velocity at {share:.0%} of the 1RM, squat", found, *target, unit="m/s")


def test_velocity_at_the_1rm(row):
    """0.32 with a spread of 0.03."""
    row.meets("G13", "velocity at the 1RM, squat", truth(SQUAT, 1.0).mean_velocity, low=0.29, high=0.35, unit="m/s")


def test_a_light_squat_is_braked_at_its_end_and_a_maximal_one_is_not(row):
    """82 % of the rise at 40 %, all of it at the 1RM; ± 7 points for feet, shoes and the encoder's -g."""
    shares = []
    for share in (0.4, 1.0):
        squat = lifted(SQUAT, share)
        shares.append(100 * propulsive_s(squat) / rise(squat).times_s[-1])
    row.meets("G3", "share of the rise that is pushed at 40 %, squat", shares[0], 75.0, 89.0, unit="%")
    row.meets("G3", "share of the rise that is pushed at the 1RM, squat", shares[1], low=100.0, unit="%")


def test_a_line_through_middle_loads_ends_at_the_1rm(row):
    """Where the line through propulsive velocity at 50 to 80 % comes to the velocity of the 1RM. Of the table itself that is
    at 102 %; ± 5 points.
    """
    row.misses(
        "G13",
        "load at which a line through 50 to 80 % predicts the 1RM, squat",
        line_to_1rm(SQUAT),
        97.0,
        107.0,
        unit="%",
    )
