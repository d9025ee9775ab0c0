"""Figures of a force trace from traces whose figures are known."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.signal import butter, sosfilt

from neuraldrive.kernels import force as kernel

RATE_HZ = 1000.0


def _pulses(*levels: float) -> np.ndarray:
    return np.repeat(np.array(levels), 500)


def test_each_pulse_is_an_effort_and_a_notch_cuts_none():
    pulses = _pulses(0, 1, 0, 0.6, 0)
    pulses[700:750] = 0.1
    found = np.array(kernel.efforts(pulses, RATE_HZ))
    assert np.abs(found - [(500, 999), (1500, 1999)]).max() <= 5  # half the 10 ms that an effort is smoothed over


def test_a_force_that_never_rests_is_one_effort():
    held = 100 + np.sin(np.arange(2000.0) / 50)
    assert kernel.efforts(held, RATE_HZ) == [(0, 1999)]


def test_a_flat_line_holds_no_effort():
    assert kernel.efforts(np.full(2000, 7.0), RATE_HZ) == []


def test_rest_is_the_lowest_of_the_quiet_half_seconds_before():
    rng = np.random.default_rng(1)
    wobbling = 5 + 3 * np.sin(np.arange(500) / 30)
    before = np.concatenate((wobbling, np.full(600, 10.0), np.full(600, 40.0)))
    found = kernel.rest_before(before + 0.1 * rng.normal(size=before.size), before.size, RATE_HZ)
    assert found is not None
    assert found.level == pytest.approx(10.0, abs=0.05)


def test_there_is_no_rest_without_a_tenth_of_a_second_before():
    assert kernel.rest_before(np.ones(1000), 90, RATE_HZ) is None


def test_the_rate_of_rise_is_the_single_difference():
    ramp = np.clip(np.arange(2000.0) - 1000, 0, 400)
    assert kernel.rate_of_rise(ramp, RATE_HZ, 1000.0, 0.0, (0.0, 0.05)) == pytest.approx(1000.0)
    assert kernel.rate_of_rise(ramp, RATE_HZ, 1000.0, 0.0, (0.05, 0.5)) == pytest.approx((400 - 50) / 0.45)


def test_the_peak_rate_is_where_the_rise_is_steepest():
    knee = np.concatenate((np.zeros(100), np.arange(100) * 1.0, 100 + np.arange(100) * 3.0, np.full(100, 400.0)))
    value, first = kernel.peak_rate(knee, RATE_HZ, 0.05)
    assert value == pytest.approx(3000.0)
    assert 200 <= first <= 250


def test_the_impulse_of_a_ramp_is_a_triangle():
    ramp = np.clip(np.arange(2000.0) - 1000, 0, None)
    assert kernel.impulse(ramp, RATE_HZ, 1000.0, 0.0, (0.0, 0.1)) == pytest.approx(100 * 0.1 / 2)
    assert kernel.impulse(ramp, RATE_HZ, 1000.4, 0.0, (0.0, 0.1)) == pytest.approx((0.4 + 100.4) / 2 * 0.1)


def test_the_time_to_a_level_lies_between_samples():
    ramp = np.clip(np.arange(2000.0) - 1000, 0, None)
    assert kernel.time_to(ramp, RATE_HZ, 1000.0, 50.5) == pytest.approx(0.0505)
    assert kernel.time_to(ramp, RATE_HZ, 1000.0, 5000.0) is None


def test_a_plateau_leaves_its_ramps_out():
    time = np.arange(12_000) / 1000
    trapezoid = np.clip(np.minimum(time - 1, 11 - time) / 2, 0, 1) * 100
    found = kernel.plateau(trapezoid, RATE_HZ)
    assert found is not None
    assert 3.0 < found[0] / 1000 < 3.6
    assert 8.4 < found[1] / 1000 < 9.0


@pytest.mark.parametrize("shape", ["triangle", "pulse", "slope"])
def test_what_is_not_held_has_no_plateau(shape):
    time = np.arange(8000) / 1000
    traces = {
        "triangle": np.clip(1 - np.abs(time - 4) / 3, 0, 1), "pulse": ((time > 3) & (time < 3.8)) * 1.0,
        "slope": np.clip(time - 1, 0, None) / 7,
    }  # fmt: skip
    assert kernel.plateau(traces[shape], RATE_HZ) is None


def test_a_trend_is_no_fluctuation_unless_asked():
    slope = np.linspace(100, 110, 5000)
    assert kernel.fluctuation(slope, detrended=True)[1] == pytest.approx(0.0, abs=1e-9)
    assert kernel.fluctuation(slope, detrended=False)[1] == pytest.approx(10 / 12**0.5, rel=1e-3)


def test_a_slow_fluctuation_rests_on_few_independent_samples():
    rng = np.random.default_rng(2)
    slow = sosfilt(butter(2, 2.5, fs=200, output="sos"), rng.normal(size=4000))[2000:]
    white = rng.normal(size=2000)
    assert 10 < kernel.fluctuation(slow, detrended=True)[2] < 120
    assert kernel.fluctuation(white, detrended=True)[2] > 600
