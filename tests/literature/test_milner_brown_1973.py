"""Milner-Brown, Stein and Yemm 1973 (two papers): twitches, thresholds and first rates of first dorsal interosseous."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from pool_efforts import ramp, starting_rates

PAPER = "milner_brown_1973"
MUSCLE, ONION = "first_dorsal_interosseous", "adductor_pollicis"


@pytest.fixture(scope="module")
def truth():
    return ramp(MUSCLE).truth


def test_twitches_span_two_orders_of_size(truth, row):
    """0.1 to 10 g; the twitch is the same share of every unit's tetanus."""
    forces = truth.tetanic_force
    row.meets("A4", "largest over smallest twitch", forces[-1] / forces[0], 50.0, 150.0)


def test_contraction_times_have_the_range_found(truth, row):
    """30 to 100 ms."""
    times = truth.contraction_time_s
    row.meets("A4", "shortest contraction time", times.min(), 0.030, 0.100, "s")
    row.meets("A4", "longest contraction time", times.max(), 0.030, 0.100, "s")


def test_most_units_are_fast(truth, row):
    """More than 80 % below 70 ms in the paper."""
    times = truth.contraction_time_s
    row.meets(
        "A4",
        "share of units with a contraction time below 70 ms",
        float((times < 0.070).mean()),
        low=0.80,
        unit="ratio",
    )


def test_the_twitch_goes_about_with_the_threshold(truth, row):
    """A slope of 1 on double logarithmic axes, 0.2 either way; thresholds below 1 % were not resolved."""
    known = truth.recruitment_threshold > 0.01
    logs = np.log(truth.recruitment_threshold[known]), np.log(truth.tetanic_force[known])
    row.meets("A4", "slope of log twitch on log threshold", float(np.polyfit(*logs, 1)[0]), 0.8, 1.2)


@cache
def first_rates(muscle: str) -> tuple[float, float]:
    """Mean rate in the first half second, and its correlation with the threshold, mean over seeds."""
    each = [(starting_rates(ramp(muscle, seed=seed)), ramp(muscle).truth.recruitment_threshold) for seed in range(3)]
    kept = [(rate[np.isfinite(rate)], threshold[np.isfinite(rate)]) for rate, threshold in each]
    return (
        float(np.mean([rate.mean() for rate, _ in kept])),
        float(np.mean([np.corrcoef(rate, threshold)[0, 1] for rate, threshold in kept])),
    )


def test_first_rates_of_this_muscle_are_those_of_moritz(row):
    """8.4 ± 1.3 in this paper; Moritz 2005 found 7 to 23 in the same muscle."""
    row.misses(
        "B1", "mean rate in the first half second, first dorsal interosseous", first_rates(MUSCLE)[0], 7.0, 10.0, "pps"
    )


def test_first_rates_of_this_muscle_rise_with_the_threshold(row):
    """They do in Moritz 2005 and do not in this paper."""
    row.misses(
        "B1",
        "correlation of that rate with the threshold, first dorsal interosseous",
        first_rates(MUSCLE)[1],
        -0.3,
        0.3,
    )


def test_first_rates_of_the_other_hand_muscle_are_those_of_this_paper(row):
    """8.4 ± 1.3 rounded outward by what a ramp of 10 s adds in half a second; a correlation below 0.3 is none."""
    rate, correlation = first_rates(ONION)
    row.meets("B1", "mean rate in the first half second, adductor pollicis", rate, 7.0, 10.0, "pps")
    row.meets("B1", "correlation of that rate with the threshold, adductor pollicis", correlation, -0.3, 0.3)
