"""Desmedt and Godaux 1977: in ballistic contractions units of tibialis anterior come in far earlier and discharge faster."""

from __future__ import annotations

import numpy as np
import pytest

from neuraldrive import simulate
from pool_efforts import RESTS_S, SEEDS, interval_rates, mean_of, person, ramp, rapid, starting_rates

PAPER = "desmedt_1977"
MUSCLE = "tibialis_anterior"
PULSE_S = 0.040
"""An effort cut off so soon that its force peaks at about 40 % of the maximum."""


def test_first_rates_are_60_to_120_against_5_to_15(row):
    """A ballistic contraction to three quarters of the maximum, and a slow ramp."""
    fast = mean_of([interval_rates(rapid(MUSCLE, person("untrained", MUSCLE), seed, 0.75), 1)[0] for seed in SEEDS])
    row.meets("C1", "mean rate of the first interval, ballistic", fast, 60.0, 120.0, "pps")
    row.meets(
        "C1",
        "mean rate in the first half second, ramp",
        float(np.nanmean(starting_rates(ramp(MUSCLE)))),
        5.0,
        15.0,
        "pps",
    )


def test_rates_decline_after_the_first_interval(row):
    found = np.mean([interval_rates(rapid(MUSCLE, person("untrained", MUSCLE), seed, 0.75)) for seed in SEEDS], axis=0)
    row.meets("C1", "rate of the third over that of the first interval", float(found[2] / found[0]), 0.3, 0.95)


def ahead_s(muscle: str, population: str) -> float:
    """From the last unit's first discharge to the force's 5 % of its peak, least over seeds."""
    each = []
    for seed in SEEDS:
        recording = rapid(muscle, person(population, muscle), seed)
        force = recording["force"]
        reached = force.times[np.argmax(force.samples >= 0.05 * force.samples.max())]
        each.append(reached - np.nanmax(recording.truth.recruited_at_s))
    return float(min(each))


@pytest.mark.parametrize("population", ["untrained", "explosive_trained"])
def test_all_units_discharge_before_there_is_force(population, row):
    """Before 5 % of the peak: electromechanical delay."""
    row.meets(
        "C1",
        f"force's 5 % after the last first discharge, {population}",
        ahead_s(MUSCLE, population),
        low=0.0,
        unit="s",
    )


def test_how_far_the_knee_is_from_that(row):
    """Not what the paper looked at: for information."""
    row.shows(
        "C1",
        "force's 5 % after the last first discharge, vastus lateralis, untrained",
        ahead_s("vastus_lateralis", "untrained"),
        low=0.0,
        unit="s",
    )


def threshold_over_peak() -> float:
    """Highest slow threshold of the units that came in, over the peak force of a short pulse."""
    effort = simulate.ballistic(to=1.0, hold_s=PULSE_S, before_s=RESTS_S)
    each = [simulate.contraction(MUSCLE, effort, seed=seed) for seed in SEEDS]
    on = [np.isfinite(one.truth.recruited_at_s) for one in each]
    return mean_of([
        float(one.truth.recruitment_threshold[came].max() / one["force"].samples.max()) for one, came in zip(each, on, strict=True)
    ])  # fmt: skip


def test_units_come_in_below_their_slow_threshold(row):
    """Above 1 in direction; the paper's factor of two to four is remembered."""
    found = threshold_over_peak()
    row.meets("C2", "slow threshold of the last unit over peak force, direction", found, low=1.0)
    row.misses("C2", "slow threshold of the last unit over peak force", found, 2.0, 4.0)
