"""Moritz, Barry, Pascoe and Enoka 2005: first dorsal interosseous, its rates, their variability, and how steady it is."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from neuraldrive import measure, simulate
from neuraldrive.kernels import discharge
from neuraldrive.records import Recording
from pool_efforts import PLATEAU_S, held, maximal, ramp, rates, starting_rates

PAPER = "moritz_2005"
MUSCLE = "first_dorsal_interosseous"
ABOUT = np.linspace(0.88, 1.12, 7)
"""Levels about a target: one level alone tells how near the next unit's threshold lies."""


def test_recruitment_ends_at_60_percent(row):
    """Most below 50 %, the highest at 60 to 67."""
    thresholds = ramp(MUSCLE).truth.recruitment_threshold
    row.meets("A8", "threshold of the last unit, first dorsal interosseous", float(thresholds[-1]), 0.50, 0.65, "ratio")
    row.meets(
        "A8",
        "share of units below 50 %, first dorsal interosseous",
        float((thresholds < 0.5).mean()),
        low=0.8,
        unit="ratio",
    )


def test_later_units_start_and_end_faster(row):
    """7 to 23 and 14 to 38 pps among 38 units; a fifth either way for what a sample of the pool may hold."""
    firsts = np.nanmean([starting_rates(ramp(MUSCLE, seed=seed)) for seed in range(3)], axis=0)
    peaks = np.nanmean([rates(maximal(MUSCLE, seed=seed), PLATEAU_S) for seed in range(3)], axis=0)
    row.meets("B7", "least rate, first units", float(firsts[:6].mean()), 5.6, 8.4, "pps")
    row.meets("B7", "least rate, last units", float(np.nanmean(firsts[-6:])), 18.4, 27.6, "pps")
    row.meets("B7", "peak rate, first units", float(peaks[:6].mean()), 11.2, 16.8, "pps")
    row.meets("B7", "peak rate, last units", float(peaks[-6:].mean()), 30.4, 45.6, "pps")


def test_intervals_vary_most_just_above_the_threshold(row):
    """30 %, 5 points either way: of every third larger unit, held at the least force at which it has regular intervals,
    3 to 6 % above its threshold: a new unit is 4 % of the force that is held.
    """
    just_above = [_variability_just_above(unit) for unit in range(60, 118, 3)]
    row.meets(
        "B21", "variability of intervals just above the threshold", float(np.mean(just_above)), 0.25, 0.35, "ratio"
    )


def _variability_just_above(unit: int) -> float:
    threshold = ramp(MUSCLE).truth.recruitment_threshold[unit]
    for above in np.arange(0.030, 0.0601, 0.001):
        recording = held(MUSCLE, (1.0 + above) * threshold)
        assert recording.motor_units is not None
        times = recording.motor_units.between(2.0, 8.0).discharge_times_s[unit]
        if discharge.train(times) is not None:
            return _variability(recording, unit)
    raise AssertionError(f"unit {unit} has no regular intervals")


def test_intervals_vary_less_well_above_it(row):
    """13 %, 3 points either way: of units held at more than twice their threshold."""
    recording = held(MUSCLE, 0.4)
    units = np.flatnonzero(recording.truth.recruitment_threshold < 0.2)
    found = float(np.mean([_variability(recording, unit) for unit in units]))
    row.meets("B21", "variability of intervals well above the threshold", found, 0.10, 0.16, "ratio")


def _variability(recording: Recording, unit: int) -> float:
    assert recording.motor_units is not None
    found = discharge.train(recording.motor_units.between(2.0, 8.0).discharge_times_s[unit])
    assert found is not None
    return found.variability


@cache
def _unsteadiness(level: float) -> float:
    each = [
        measure.steadiness(simulate.contraction(MUSCLE, simulate.hold(at=level * about, hold_s=10), seed=seed, tires=False,
                                                rate_hz=200.0), (2.0, 11.0), detrend=False).value
        for about in ABOUT for seed in range(2)
    ]  # fmt: skip
    return float(np.mean(each))


@pytest.mark.parametrize(("level", "low", "high"), [(0.02, 0.0245, 0.098), (0.40, 0.006, 0.038)])
def test_force_is_about_as_steady_as_found(level, low, high, row):
    """4.9 % at 2 % of maximal force, 1.2 to 1.9 % far above: within a factor of two, as laboratories differ."""
    row.meets("B22", f"variability of force at {level:.0%}", _unsteadiness(level), low, high, "ratio")


def test_force_at_15_percent_is_about_as_steady_as_found(row):
    """1.4 %, within a factor of two."""
    row.meets("B22", "variability of force at 15%", _unsteadiness(0.15), 0.007, 0.028, "ratio")


def test_force_is_less_steady_at_low_levels(row):
    row.meets(
        "B22", "variability of force at 2 % over that at 15 %", _unsteadiness(0.02) / _unsteadiness(0.15), low=1.2
    )


def test_a_muscle_driven_fully_reaches_these_rates(row):
    """The upper end of the band is that of single units in the paper; the mean of all units lies inside."""
    everyone = float(np.nanmean(rates(maximal(MUSCLE), PLATEAU_S)))
    row.meets("B7", "mean rate in a maximal effort", everyone, 14.0, 38.0, "pps")
