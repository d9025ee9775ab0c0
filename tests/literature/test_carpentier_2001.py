"""Carpentier, Duchateau and Hainaut 2001: intermittent contractions of first dorsal interosseous at 50 % until they fail.

The signs of what changes in units of low (below 25 %) and high threshold; 6 s on and 4 s off is our choice.
"""

from __future__ import annotations

import numpy as np
import pytest

from neuraldrive import simulate
from pool_efforts import rates

PAPER = "carpentier_2001"
MUSCLE = "first_dorsal_interosseous"
ON_S, OFF_S, RISE_S, MOST = 6.0, 4.0, 0.5, 60
PERIOD_S = ON_S + OFF_S


@pytest.fixture(scope="module")
def efforts():
    effort = simulate.intermittent(at=0.50, on_s=ON_S, off_s=OFF_S, repetitions=MOST, rise_s=RISE_S, before_s=0.0)
    recording = simulate.contraction(MUSCLE, effort, rate_hz=1000.0, emg="bipolar")
    assert recording.truth.failed_at_s is not None, "the force never fails"
    return recording, int(recording.truth.failed_at_s / PERIOD_S) - 1


def window(effort: int) -> tuple[float, float]:
    return effort * PERIOD_S + RISE_S + 1.0, effort * PERIOD_S + RISE_S + ON_S


def low(recording) -> np.ndarray:
    return recording.truth.recruitment_threshold < 0.25


def thresholds(recording, effort: int) -> np.ndarray:
    start = effort * PERIOD_S
    rise = recording.motor_units.between(start, start + RISE_S + 0.5).discharge_times_s
    first = np.array([times[0] if times.size else np.nan for times in rise])
    return np.interp(first, recording["force"].times, recording["force"].samples)


def test_units_of_high_threshold_lose_force(efforts, row):
    recording, last = efforts
    capacity = recording.truth.capacity[int(last * PERIOD_S / 0.5)]
    row.meets(
        "F4",
        "change of unit force, high thresholds",
        float(capacity[~low(recording)].mean() - 1),
        high=-0.05,
        unit="ratio",
    )


def test_thresholds_of_late_units_fall(efforts, row):
    recording, last = efforts
    change = thresholds(recording, last) - thresholds(recording, 0)
    row.meets(
        "F4", "change of threshold, high thresholds", float(np.nanmean(change[~low(recording)])), high=0.0, unit="ratio"
    )


def test_twitches_of_early_units_do_not_grow(efforts, row):
    """They are potentiated in the paper; the model has no potentiation that builds up within an effort."""
    recording, last = efforts
    capacity = recording.truth.capacity[int(last * PERIOD_S / 0.5)]
    row.misses(
        "F4", "change of unit force, low thresholds", float(capacity[low(recording)].mean() - 1), low=0.0, unit="ratio"
    )


def test_rates_of_units_that_were_active_from_the_start(efforts, row):
    """They fall in the paper."""
    recording, last = efforts
    change = rates(recording, window(last)) - rates(recording, window(0))
    row.misses("F4", "change of rate of initially active units", float(np.nanmean(change)), high=0.0, unit="pps")


def test_emg_rises(efforts, row):
    """Also H3: with rates that fall it is recruitment that brings it."""
    recording, last = efforts
    early, late = (recording["emg"].between(*window(each)).samples.std() for each in (0, last))
    row.meets("H3", "EMG of the last over the first contraction", float(late / early), low=1.0)
    units = [np.isfinite(rates(recording, window(each))).sum() for each in (0, last)]
    row.meets("H3", "active units, last less first contraction", float(units[1] - units[0]), low=0.0)
