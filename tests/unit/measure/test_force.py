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


def _stimulated(at: tuple[float, ...], held: float = 5.0) -> Recording:
    """A held force of 100 N with a response of 20 N to each stimulus and 100 ms of silence after it."""
    time = np.arange(0, held + 4, 0.001)
    force = 100 * np.clip(np.minimum(time - 1, held + 3 - time) / 1, 0, 1)
    for each in at:
        force[(time > each) & (time < each + 0.1)] += 20
        force[(time >= each + 0.1) & (time < each + 0.2)] -= 30
    return Recording({"force": Signal(force, "N", rate_hz=1000)}, stimulus_times_s=at)


def test_what_a_stimulus_evokes_is_no_voluntary_force():
    found = measure.maximal_voluntary_force(_stimulated((4.0,)))
    assert found.value == pytest.approx(100)
    assert "without the 0.4 s after each stimulus" in found.method
    assert measure.maximal_voluntary_force(_stimulated((4.0,))["force"]).value == pytest.approx(120)
    assert "stimulus" not in measure.maximal_voluntary_force(_stimulated(())).method


def test_an_effort_that_is_nothing_but_evoked_has_no_voluntary_force():
    time = np.arange(0, 3, 0.001)
    twitch = Signal(50 * np.clip(1 - np.abs(time - 1.1) / 0.1, 0, 1), "N", rate_hz=1000)
    with pytest.raises(MeasureError, match="of a stimulus"):
        measure.maximal_voluntary_force(Recording({"force": twitch}, stimulus_times_s=(1.0,)))
    assert (
        measure.maximal_voluntary_force(Recording({"force": twitch}, task="evoked", stimulus_times_s=(1.0,))).value > 30
    )


def test_steadiness_takes_the_longest_stretch_without_a_stimulus():
    found = measure.steadiness(_stimulated((3.0,)))
    assert found.value < 1e-6
    assert "3.40 to" in found.method
    assert "a stimulus lies in the window of steadiness" in measure.steadiness(_stimulated((3.0,)), (2.5, 4.5)).flags
    crowded = measure.steadiness(_stimulated((2.5, 3.5, 4.5, 5.5)))
    assert "a stimulus lies in the window of steadiness" in crowded.flags


def test_a_jump_is_told_from_an_effort():
    weight, rng = 800.0, np.random.default_rng(2)
    jump = np.concatenate([np.full(2000, weight), np.linspace(weight, 1800, 250), np.zeros(400), np.full(40, 3000.0),
                           np.full(1500, weight)]) + rng.normal(size=4190)  # fmt: skip
    words = "flight and landing found: this is a jump, not an isometric effort"
    assert words in measure.maximal_voluntary_force(Signal(jump, "N", rate_hz=1000)).flags
    pulls = np.convolve(
        np.repeat([0.0, 500.0, 0.0, 500.0, 0.0], [1000, 2000, 500, 2000, 1000]), np.ones(150) / 150, "same"
    )
    assert words not in measure.maximal_voluntary_force(Signal(pulls, "N", rate_hz=1000)).flags


@pytest.mark.parametrize("offset", [0.0, 0.4, 5.0, -20.0])
def test_noise_alone_is_no_effort_and_a_faint_effort_is_one(offset):
    rng, time = np.random.default_rng(5), np.arange(0, 6, 0.001)
    noise = rng.normal(size=time.size) + np.sin(2 * np.pi * 50 * time)
    with pytest.raises(MeasureError, match=r"noise alone|points downward"):
        measure.maximal_voluntary_force(Signal(noise + offset, "N", rate_hz=1000))
    faint = noise + offset + 30 * np.clip((time - 2) / 0.2, 0, 1) * (time < 4)
    assert measure.maximal_voluntary_force(Signal(faint, "N", rate_hz=1000)).value == pytest.approx(30, abs=2)
