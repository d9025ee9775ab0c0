"""Macefield, Fuglevand and Bigland-Ritchie 1996: single units of the toe extensors, slow and relaxed slowly."""

from __future__ import annotations

import numpy as np

from neuraldrive.evidence import single_unit

PAPER = "macefield_1996"
TOE_S = single_unit.TOE_EXTENSOR_CONTRACTION_TIME_S


def test_half_relaxation_takes_about_as_long_as_contraction(row):
    """74.8 and 78.6 ms: 1.05; 0.9 to 1.2 by their standard errors."""
    twitch = single_unit.force(np.zeros(1), TOE_S)
    peak = int(twitch.argmax())
    half = peak + int(np.argmax(twitch[peak:] < 0.5 * twitch[peak]))
    row.meets("A11", "half relaxation over contraction time", float((half - peak) / peak), 0.9, 1.2)
    row.meets("A11", "contraction time, a unit of 74.8 ms", peak / single_unit.RATE_HZ, 0.070, 0.080, "s")


def test_half_of_the_tetanus_comes_at_9_6_hz(row):
    """9.6 ± 0.6 Hz, standard error: two of them either way, rounded."""
    row.meets("B11", "rate for half of the tetanus, toe extensors", single_unit.rate_for(0.5, TOE_S), 8.5, 11.0, "Hz")


def test_slower_units_need_lower_rates(row):
    times = np.array([0.05, 0.075, 0.10])
    tied = float(np.corrcoef(times, [single_unit.rate_for(0.5, each) for each in times])[0, 1])
    row.meets("B11", "correlation of that rate with the contraction time", tied, high=0.0)


def test_force_rises_most_in_the_steep_part_found(row):
    """5.5 ± 0.7 to 16.3 ± 1.1 Hz."""
    rates = np.arange(2.0, 40.0, 1.0)
    force = np.array([single_unit.steady(each, TOE_S)[0] for each in rates])
    row.meets(
        "B11",
        "rate of the steepest rise, toe extensors",
        float(rates[np.argmax(np.diff(force))] + 0.5),
        5.5,
        16.3,
        "Hz",
    )
    inside = np.interp(16.3, rates, force) - np.interp(5.5, rates, force)
    row.meets("B11", "share of the tetanus gained from 5.5 to 16.3 Hz", float(inside), low=0.5, unit="ratio")
