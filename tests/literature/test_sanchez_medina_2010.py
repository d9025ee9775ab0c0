"""Sanchez-Medina, Perez and Gonzalez-Badillo 2010: heavy presses are pushed to the end, and power has three best loads."""

from __future__ import annotations

import numpy as np

from lift_efforts import BENCH, best_load, lifted, propulsive_s, rise, truth

PAPER = "sanchez_medina_2010"
SHARES = np.arange(0.20, 1.005, 0.01)


def test_the_braking_phase_vanishes_near_three_quarters_of_the_1rm(row):
    """76.1 with a spread of 7.4 %: the lightest load of which no part is braked harder than free flight."""
    braked = [share for share in SHARES if truth(BENCH, float(share)).least_acceleration < -9.80665]
    row.meets("G1", "load from which a press is not braked, of the 1RM", 100 * max(braked) + 1, 69.0, 84.0, unit="%")


def test_mean_power_is_largest_at_half_of_the_1rm(row):
    """54.2 %, with a plateau from 40 to 65: the lowest 10 % of the plateau cannot be told from its rise."""
    found = best_load(lambda share: rise(lifted(BENCH, share)).mean_power(), SHARES)
    row.meets("G2", "load of the largest mean power, press", 100 * found, 45.0, 65.0, unit="%")


def test_mean_power_of_the_push_alone_is_largest_at_a_lighter_load(row):
    """36.5 %; plateau."""
    found = best_load(lambda share: pushing_power(share), SHARES)
    row.meets("G2", "load of the largest mean propulsive power, press", 100 * found, 25.0, 50.0, unit="%")


def test_peak_power_is_largest_at_a_light_load(row):
    """37.4 %, with a plateau from 20 to 55."""
    found = best_load(lambda share: rise(lifted(BENCH, share)).peak_power, SHARES)
    row.meets("G2", "load of the largest peak power, press", 100 * found, 20.0, 55.0, unit="%")


def pushing_power(share):
    pressed = lifted(BENCH, share)
    return rise(pressed).mean_power(propulsive_s(pressed))
