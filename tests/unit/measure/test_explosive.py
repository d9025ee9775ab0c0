"""Rate of force development and its kin: recovered from known rises, and beside what others found in real ones."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from isometric_force import rapid, recorded
from neuraldrive import measure, readers
from neuraldrive.errors import MeasureError, MissingChannel
from neuraldrive.records import Measurement, Recording, Signal

START_S, LARGEST = 2.0, 500.0


def _inside(found: Measurement, truth: float) -> bool:
    assert found.interval is not None
    return found.interval[0] <= truth <= found.interval[1]


@pytest.mark.parametrize(("rule", "share"), [("baseline", 0.003), ("threshold", 0.026)])
@pytest.mark.parametrize("end_ms", [50, 100, 200])
def test_the_interval_holds_the_true_rate_through_noise_hum_drift_and_pre_tension(rule, share, end_ms):
    rng, held, off = np.random.default_rng(end_ms), 0, []
    count = 60
    for number in range(count):
        effort, noise = rapid(rng), (0.0005, 0.002, 0.005)[number % 3]
        force = recorded(effort, rng, noise=noise, hum=0.01 * (number % 2), pretension=0.1 * (number % 4 == 0))
        found = measure.rate_of_force_development(force, (0, end_ms), rule)
        truth = LARGEST * effort.rate((0.0, end_ms / 1000), share)
        held += _inside(found, truth)
        off.append(found.value / truth - 1)
    assert held >= 0.93 * count  # 95 % of 60, less two
    assert abs(np.mean(off)) < 0.03


def test_a_clean_rise_gives_the_rate_itself():
    rng = np.random.default_rng(1)
    for _ in range(10):
        effort = rapid(rng)
        force = recorded(effort, rng)
        for window in ((0, 50), (50, 100), (100, 200)):
            truth = LARGEST * effort.rate((window[0] / 1000, window[1] / 1000))
            assert measure.rate_of_force_development(force, window).value == pytest.approx(truth, rel=0.01, abs=2)


def test_the_method_names_window_and_rule_and_the_sources_follow_it():
    force = recorded(rapid(np.random.default_rng(2)), np.random.default_rng(2))
    tillin = measure.rate_of_force_development(force, (0, 50))
    aagaard = measure.rate_of_force_development(force, (0, 50), "threshold")
    assert "0 to 50 ms" in tillin.method
    assert "Tillin 2010" in tillin.method
    assert tillin.sources == ("tillin_2010",)
    assert "2.6 %" in aagaard.method
    assert aagaard.sources == ("aagaard_2002",)
    assert aagaard.value > tillin.value


def test_the_threshold_is_in_newton_metres_where_the_force_is():
    effort = rapid(np.random.default_rng(3))
    force = recorded(effort, np.random.default_rng(3), largest=200.0)
    torque = Signal(force.samples, "N·m", rate_hz=1000)
    found = measure.force_onset(torque, "threshold")
    assert "7.5 N·m above" in found.method
    assert found.value == pytest.approx(START_S + effort.onset_s(7.5 / 200), abs=0.001)


def test_an_onset_that_was_given_is_taken():
    force = recorded(rapid(np.random.default_rng(4)), np.random.default_rng(4))
    found = measure.rate_of_force_development(force, (0, 100), onset=2.05)
    gained = np.interp([2.05, 2.15], force.times, force.samples)
    assert found.value == pytest.approx((gained[1] - gained[0]) / 0.1)
    assert "onset given, 2.05 s" in found.method


def test_shares_of_the_mvf_are_the_same_rate_over_it():
    force = recorded(rapid(np.random.default_rng(5)), np.random.default_rng(5))
    newtons = measure.rate_of_force_development(force, onset=2.03)
    shares = measure.rate_of_force_development(force, onset=2.03, mvf=400.0)
    assert shares.unit == "MVF/s"
    assert shares.value == pytest.approx(newtons.value / 400)
    mvf = Measurement("maximal_voluntary_force", 400.0, "N", "known")
    assert measure.rate_of_force_development(force, onset=2.03, mvf=mvf).value == shares.value


def test_a_force_in_volts_gives_shares_and_says_so():
    force = recorded(rapid(np.random.default_rng(6)), np.random.default_rng(6))
    volts = Signal(0.97 + 1e-6 * force.samples, "V", rate_hz=1000)
    found = measure.force_at(volts, 100)
    assert found.unit == "MVF"
    assert found.value == pytest.approx(measure.force_at(force, 100).value / LARGEST, rel=0.02)
    assert any("uncalibrated (V)" in flag for flag in found.flags)


def test_force_impulse_and_time_follow_the_same_onset():
    effort, rng = rapid(np.random.default_rng(7)), np.random.default_rng(7)
    force, onset = recorded(effort, rng), effort.onset_s()
    at = onset + np.linspace(0, 0.1, 2001)
    gained = LARGEST * (effort.gained(at) - effort.gained(onset))
    assert measure.force_at(force, 100).value == pytest.approx(gained[-1], rel=0.01)
    assert measure.impulse(force, (0, 100)).value == pytest.approx(np.trapezoid(gained, at), rel=0.02)
    assert measure.time_to_force(force, 0.5).value == pytest.approx(effort.onset_s(0.5) - onset, abs=0.001)


def test_the_peak_rate_names_its_window_and_when_it_was():
    effort, rng = rapid(np.random.default_rng(8)), np.random.default_rng(8)
    force = recorded(effort, rng)
    steps = LARGEST * np.diff(effort.gained(np.arange(0, 0.5, 0.001)), n=1) * 1000
    found = measure.peak_rate_of_force_development(force, 5)
    assert found.value == pytest.approx(steps.max(), rel=0.02)
    assert "over 5 ms" in found.method
    assert measure.peak_rate_of_force_development(force, 100).value < found.value


def test_the_largest_of_several_efforts_is_taken_and_each_can_be():
    rng = np.random.default_rng(9)
    weak, strong = rapid(rng), rapid(rng)
    time = np.arange(0, 12, 0.001)
    both = 300 * weak.gained(time - 2) * (time < 4) + 500 * strong.gained(time - 7) * (time < 9)
    recording = Recording({"force": Signal(both, "N", rate_hz=1000)})
    assert measure.force_onset(recording).value == pytest.approx(7 + strong.onset_s(), abs=0.002)
    first, second = measure.efforts(recording)
    assert measure.force_onset(first).value == pytest.approx(2 + weak.onset_s(), abs=0.002)
    assert measure.force_onset(second).value == pytest.approx(7 + strong.onset_s(), abs=0.002)


def test_what_is_doubtful_about_a_rise_is_said():
    rng = np.random.default_rng(10)
    effort = rapid(rng)
    held = measure.rate_of_force_development(recorded(effort, rng, pretension=0.2, noise=0.0005))
    still = recorded(effort, rng)
    leaning = still.samples + 80 * np.clip(still.times - 1, 0, 1)
    moving = measure.rate_of_force_development(Signal(leaning, "N", rate_hz=1000))
    slow = measure.rate_of_force_development(recorded(effort, rng, rate_hz=200.0), (0, 100))
    humming = measure.rate_of_force_development(recorded(effort, rng, hum=0.02))
    assert any("pre-tension" in flag for flag in held.flags)
    assert any("in the 100 ms before" in flag for flag in moving.flags)
    assert any("200 Hz: too slow" in flag for flag in slow.flags)
    assert any("hum of 50.0 Hz" in flag for flag in humming.flags)


def test_an_uneven_clock_is_brought_to_an_even_one():
    rng = np.random.default_rng(11)
    effort = rapid(rng)
    even = recorded(effort, rng)
    kept = np.sort(rng.choice(even.samples.size, even.samples.size - 500, replace=False))
    uneven = Signal(even.samples[kept], "N", times_s=even.times[kept])
    assert measure.force_onset(uneven).value == pytest.approx(measure.force_onset(even).value, abs=0.003)


def test_stepping_onto_the_plate_is_not_the_rise():
    rng = np.random.default_rng(14)
    effort, time = rapid(rng), np.arange(0, 12, 0.001)
    stood = 900 * np.clip((time - 1) / 0.15, 0, 1) + 1500 * effort.gained(time - 7) + rng.normal(size=time.size)
    found = measure.force_onset(Signal(stood * (time < 10), "N", rate_hz=1000))
    assert found.value == pytest.approx(7 + effort.onset_s(), abs=0.004)


@pytest.mark.parametrize(
    ("signal", "words"),
    [
        (Signal(np.zeros(2000), "N", rate_hz=1000), "never changes"),
        (Signal(np.ones(10), "N", rate_hz=1000), "10 samples"),
        (Signal(np.clip(np.arange(2000) / 100 + 0.2, 0, 1), "N", rate_hz=1000), "quiet baseline"),
        (Signal(np.ones(2000), "m", rate_hz=1000), "a signal in m"),
    ],
)  # fmt: skip
def test_a_force_without_a_rise_says_why(signal, words):
    with pytest.raises(MeasureError, match=words):
        measure.rate_of_force_development(signal)


@pytest.mark.parametrize("window", [(0, 20_000), (50, 50), (-10, 50), (100, 50)])
def test_a_window_outside_the_recording_is_refused(window):
    force = recorded(rapid(np.random.default_rng(12)), np.random.default_rng(12))
    with pytest.raises(MeasureError, match="window"):
        measure.rate_of_force_development(force, window)


def test_no_force_an_unknown_rule_and_a_time_outside_are_refused():
    force = recorded(rapid(np.random.default_rng(13)), np.random.default_rng(13))
    with pytest.raises(MissingChannel, match="force"):
        measure.rate_of_force_development(Recording({"position": Signal([0, 1], "m", rate_hz=1)}))
    with pytest.raises(MeasureError, match="onset rule"):
        measure.rate_of_force_development(force, onset="visual")  # type: ignore[arg-type]
    with pytest.raises(MeasureError, match=r"onset: found 99 s"):
        measure.rate_of_force_development(force, onset=99.0)
    with pytest.raises(MeasureError, match="at most 50 % of the MVF"):
        measure.time_to_force(force, 0.8, mvf=2 * LARGEST)
    with pytest.raises(MeasureError, match="needed above 0"):
        measure.force_at(force, mvf=-1.0)


# ---------------------------------------------------------------- real recordings


def _real(shared_data: Path, name: str) -> Recording:
    return readers.read(shared_data / name).recordings[0]


@pytest.mark.parametrize(("name", "gross"), [("Example1", 2804), ("Example2", 3651)])
def test_the_peaks_of_mid_thigh_pulls_are_those_on_record(name, gross, shared_data):
    pull = _real(shared_data, f"bar/forceplate_imtp/{name}.csv.gz")
    assert measure.maximal_voluntary_force(pull, 0, above="zero").value == pytest.approx(gross, abs=0.5)


def test_the_same_pull_at_half_the_rate_gives_the_same_onset_and_rates(shared_data):
    full = _real(shared_data, "bar/forceplate_imtp/Example1.csv.gz")
    half = _real(shared_data, "bar/forceplate_imtp/Example1 - 500hz.csv.gz")
    assert measure.force_onset(half).value == pytest.approx(measure.force_onset(full).value, abs=0.002)
    for end in (100, 200):
        one, other = (measure.rate_of_force_development(each, (0, end)).value for each in (full, half))
        assert one == pytest.approx(other, rel=0.03)


def test_a_pull_held_before_the_effort_begins_with_the_effort(shared_data):
    """Rules of 3 and 5 s.d. or 20 N trip five seconds early here, on a shift of weight; the pull begins at 13.73 s."""
    onset = measure.force_onset(_real(shared_data, "bar/forceplate_imtp/Example2.csv.gz"))
    assert 13.71 < onset.value < 13.745
    assert any("before the onset" in flag for flag in onset.flags)


def test_an_explosive_knee_extension_rises_as_on_record(shared_data):
    """On record: 3.88, 3.39 and 2.53 kN/s until 50, 100 and 200 ms from 3.78 s, by a crude rule rounded to 10 ms."""
    kick = _real(shared_data, "emg/isometric_force/mff_Sample_noNoise.mat")
    assert measure.maximal_voluntary_force(kick, 0, above="zero").value == pytest.approx(637, abs=0.5)
    assert 3.755 < measure.force_onset(kick).value < 3.78
    for end, known, off in ((50, 3880, 0.06), (100, 3390, 0.02), (200, 2530, 0.01)):
        assert measure.rate_of_force_development(kick, (0, end)).value == pytest.approx(known, rel=off)
        crude = measure.rate_of_force_development(kick, (0, end), onset=3.778).value
        assert crude == pytest.approx(known, rel=0.005)


def test_three_efforts_of_a_load_cell_each_begin_after_their_own_pre_tension(shared_data):
    folder = shared_data / "emg" / "isometric_force"
    calibrated = readers.read(folder / "rfd_mvic_test.txt", calibration=folder / "rfd_loadcell_cal.csv").recordings[0]
    assert measure.maximal_voluntary_force(calibrated, 0, above="zero").value == pytest.approx(1092, abs=1)
    onsets = [measure.force_onset(each).value for each in measure.efforts(calibrated)]
    assert onsets == pytest.approx([5.313, 20.212, 35.25], abs=0.03)


# ---------------------------------------------------------------- no interval of zero width


def test_where_there_is_no_noise_no_interval_has_zero_width():
    force = Signal(LARGEST * np.clip(np.arange(3000) / 100 - 20, 0, 1) ** 2, "N", rate_hz=1000)
    assert measure.peak_rate_of_force_development(force).interval is None
    straight = Signal(LARGEST * np.clip(np.arange(3000) / 500 - 3, 0, 1), "N", rate_hz=1000)
    assert measure.rate_of_force_development(straight, (50, 100)).interval is None
    first = measure.rate_of_force_development(force)
    assert first.interval is not None
    assert first.interval[0] < first.value < first.interval[1]


def test_the_steepest_rise_is_not_that_of_a_stimulus():
    time = np.arange(0, 5, 0.001)
    slow = 100 * np.clip((time - 1) / 1, 0, 1) + 30 * np.clip((time - 3) / 0.05, 0, 1) * (time < 3.1)
    force = Signal(slow, "N", rate_hz=1000)
    assert measure.peak_rate_of_force_development(force).value > 500
    stimulated = Recording({"force": force}, stimulus_times_s=(3.0,))
    assert measure.peak_rate_of_force_development(stimulated).value == pytest.approx(100, rel=0.01)
