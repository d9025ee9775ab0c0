"""Škarabot et al. 2023: relative thresholds of vastus lateralis do not differ with training."""

from __future__ import annotations

import numpy as np

from pool_efforts import PLATEAU_S, maximal, ramp, rates

PAPER = "skarabot_2023"


def test_mean_relative_thresholds_are_the_same_trained_and_untrained(row):
    """Of units below 70 % of maximal force, as in the paper's ramps; 3 points."""
    means = []
    for population in ("strength_trained", "untrained"):
        thresholds = ramp("vastus_lateralis", population).truth.recruitment_threshold
        means.append(float(thresholds[thresholds < 0.7].mean()))
    row.meets("A17", "mean threshold, strength-trained less untrained", means[0] - means[1], -0.03, 0.03, "ratio")
    row.shows("A17", "mean threshold, untrained, units below 70 %", means[1], 0.187, 0.233, "ratio")


def test_maximal_rates_for_information(row):
    """21.1 ± 4.1 and 14.0 ± 4.5 pps, not different for chance (P = 0.72, both vasti together)."""
    for population, low, high in (("strength_trained", 17.0, 25.2), ("untrained", 9.5, 18.5)):
        found = float(np.nanmean(rates(maximal("vastus_lateralis", population), PLATEAU_S)))
        row.shows("E12", f"mean rate in a maximal effort, {population}", found, low, high, "pps")
