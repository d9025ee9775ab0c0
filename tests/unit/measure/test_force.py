"""Maximal voluntary force and steadiness from forces that are known."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.signal import butter, sosfilt

from neuraldrive import measure
from neuraldrive.errors import MeasureError
from neuraldrive.records import Recording, Signal


def _held(level: float = 100.0, rest: float = 0.0, cv: float = 0.02, seconds: float = 10.0, seed: int = 1) -> Signal:
    """A ramp up, a hold that fluctuates slowly, a ramp down, at 200 Hz."""
    rng, time = np.random.default_rng(seed), np.arange(0, seconds + 6, 0.005)
    shape = np.clip(np.minimum(time - 1, seconds + 5 - time) / 2, 0, 1)
    slow = sosfilt(butter(2, 2.5, fs=200, output="sos"), rng.normal(size=time.size + 2000))[2000:]
    spread = np.sqrt(np.sum(sosfilt(butter(2, 2.5, fs=200, output="sos"), np.eye(1, 4000)[0]) ** 2))
    return Signal(rest + level * shape * (1 + cv * slow / spread), "N", rate_hz=200)


def test_the_mvf_counts_above_rest_and_says_what_rest_was():
    pull = Signal(np.repeat([800.0, 2000.0, 820.0], 2000), "N", rate_hz=1000)
    found = measure.maximal_voluntary_force(pull)
    assert found.value == pytest.approx(1200)
    assert any("800 N at rest; 2000 N" in flag for flag in found.flags)
    assert measure.maximal_voluntary_force(pull, above="zero").value == pytest.approx(2000)


def test_the_window_takes_the_best_mean_and_a_window_of_zero_the_largest_sample():
    force = np.zeros(3000)
    force[1000:2000], force[1500] = 100.0, 150.0
    signal = Signal(force, "N", rate_hz=1000)
    assert measure.maximal_voluntary_force(signal, 100).value == pytest.approx(100.5)
    assert measure.maximal_voluntary_force(signal, 0).value == pytest.approx(150)


def test_the_mvf_of_another_effort_is_doubted_and_one_in_volts_refused():
    force = Signal(np.repeat([0.0, 0.4, 0.0], 2000), "MVF", rate_hz=1000)
    found = measure.maximal_voluntary_force(Recording({"force": force}, task="ramp"))
    assert found.flags == ("the task was ramp, not a maximal effort",)
    with pytest.raises(MeasureError, match="calibration"):
        measure.maximal_voluntary_force(Signal(force.samples, "V", rate_hz=1000))


def test_a_recording_cut_to_its_plateau_counts_from_zero_and_says_so():
    cut = Signal(100 + np.sin(np.arange(3000) / 100), "N", rate_hz=1000)
    found = measure.maximal_voluntary_force(cut)
    assert found.value == pytest.approx(101, abs=0.2)
    assert any("no rest" in flag for flag in found.flags)


@pytest.mark.parametrize("cv", [0.005, 0.02, 0.05])
@pytest.mark.parametrize("rest", [0.0, 40.0])
def test_the_interval_of_steadiness_holds_the_true_variation(cv, rest):
    held = 0
    for seed in range(25):
        found = measure.steadiness(_held(rest=rest, cv=cv, seed=seed))
        assert found.interval is not None
        held += found.interval[0] <= cv <= found.interval[1]
    assert held >= 23


def test_a_trend_is_left_out_unless_asked_for():
    time = np.arange(0, 12, 0.001)
    drooping = Signal(np.where((time > 2) & (time < 10), 104 - time, 0.0), "N", rate_hz=1000)
    assert measure.steadiness(drooping, (3, 9)).value < 1e-6
    assert measure.steadiness(drooping, (3, 9), detrend=False).value == pytest.approx(6 / 12**0.5 / 98, rel=0.01)


def test_the_window_of_steadiness_stands_in_its_method():
    assert "3.00 to 8.00 s" in measure.steadiness(_held(), (3, 8)).method


@pytest.mark.parametrize(
    ("signal", "window", "words"),
    [
        (Signal(np.repeat([0.0, 1.0, 0.0], 1000), "N", rate_hz=1000), None, "no plateau"),
        (_held(), (3, 3.5), "a second or more"), (_held(), (10, 60), "window"), (_held(), (0.0, 1.0), "above rest"),
    ],
)  # fmt: skip
def test_a_force_that_is_not_held_has_no_steadiness(signal, window, words):
    with pytest.raises(MeasureError, match=words):
        measure.steadiness(signal, window)


def test_the_plateau_is_found_above_rest_whatever_the_sensor_s_zero():
    held = _held(cv=0.01)
    volts = Signal(0.97 + 3e-4 * held.samples, "V", rate_hz=200)
    assert measure.steadiness(volts).value == pytest.approx(measure.steadiness(held).value, rel=0.02)
    assert measure.steadiness(volts).method == measure.steadiness(held).method
