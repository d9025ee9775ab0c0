"""Measures of discharge and recruitment from trains whose truth is known."""

from __future__ import annotations

import numpy as np
import pytest

from isometric_force import trains, triangle, with_units
from neuraldrive import measure
from neuraldrive.errors import MeasureError, MissingChannel
from neuraldrive.records import MotorUnits, Recording, Signal

RAMP = Signal(200 * triangle(), "N", rate_hz=1000)
THRESHOLDS = [0.05, 0.1, 0.2, 0.4, 0.6]


@pytest.fixture(scope="module")
def ramp() -> Recording:
    return with_units(RAMP, trains(triangle(), THRESHOLDS, np.random.default_rng(1)))


def test_thresholds_are_the_force_at_the_first_discharge_of_each_unit(ramp):
    found = measure.recruitment_thresholds(ramp)
    assert [each.value for each in found] == pytest.approx([200 * each for each in THRESHOLDS], abs=0.1)
    assert [each.method.split(":")[0] for each in found] == [f"unit {number}" for number in range(1, 6)]
    assert {each.unit for each in found} == {"N"}


def test_thresholds_as_shares_of_the_mvf_and_with_the_delay_taken_out(ramp):
    shares = measure.recruitment_thresholds(ramp, mvf=200.0)
    assert [each.value for each in shares] == pytest.approx(THRESHOLDS, abs=1e-3)
    later = measure.recruitment_thresholds(ramp, delay_s=0.1)
    assert later[0].value - 200 * THRESHOLDS[0] == pytest.approx(2.0, abs=0.1)  # 20 N a second
    assert "100 ms after" in later[0].method


def test_units_end_at_the_force_of_their_last_discharge():
    recording = with_units(RAMP, trains(triangle(), THRESHOLDS, np.random.default_rng(2), hysteresis=0.04, cv=0.0))
    found = measure.derecruitment_thresholds(recording)
    for each, threshold in zip(found, THRESHOLDS, strict=True):
        last = 20 / (8 + 20 * (threshold - 0.04))  # N: what force falls by in one interval
        assert 0 <= each.value - 200 * max(threshold - 0.04, 1e-3) <= last + 0.1


def test_a_silent_unit_has_no_threshold_and_a_lone_discharge_a_doubt():
    units = [[], list(np.arange(4.0, 9.0, 0.1)), [5.0]]
    found = measure.recruitment_thresholds(with_units(RAMP, units))
    assert [each.method.split(":")[0] for each in found] == ["unit 2", "unit 3"]
    assert found[0].flags == ()
    assert found[1].flags == ("its discharges all stand alone",)


def test_the_rate_of_the_pool_is_the_mean_of_its_units_with_their_spread():
    units = [list(np.arange(2, 12, 1 / rate)) for rate in (8, 10, 12)]
    found = measure.discharge_rate(with_units(RAMP, units))
    assert found.value == pytest.approx(10)
    assert "mean of 3 units; s.d. between units 2 pps, from 8 to 12" in found.method
    assert found.interval == pytest.approx((10 - 4.303 * 2 / 3**0.5, 10 + 4.303 * 2 / 3**0.5), abs=0.01)
    assert [each.value for each in measure.discharge_rates(with_units(RAMP, units))] == pytest.approx([8, 10, 12])


def test_a_window_takes_the_discharges_inside_it():
    changing = [*np.arange(2, 6, 0.1), *np.arange(6, 10, 0.05)]
    recording = with_units(RAMP, [changing])
    assert measure.discharge_rate(recording, (2, 5.9)).value == pytest.approx(10)
    assert measure.discharge_rate(recording, (6.1, 10)).value == pytest.approx(20)


def test_variability_recovers_that_of_the_intervals_through_doublets_and_pauses():
    rng = np.random.default_rng(3)
    units = []
    for _ in range(12):
        times = np.cumsum(rng.normal(0.1, 0.013, 300))
        times[150:] += 0.8
        units.append(np.sort(np.append(times, times[::30] + 0.005)).tolist())
    found = measure.interspike_variability(with_units(RAMP, units))
    assert found.value == pytest.approx(0.13, abs=0.01)
    assert found.sources == ("moritz_2005",)


def test_first_intervals_leave_doublets_out_and_doublets_count_them():
    units = [[1.0, 1.004, 1.024, 1.1], [1.01, 1.03, 1.1], [1.02, 1.045, 1.1], [1.03, 1.07, 1.075]]
    recording = with_units(RAMP, units)
    assert measure.first_interval_rate(recording).value == pytest.approx(np.mean([50, 50, 40, 25]))
    found = measure.doublets(recording)
    assert found.value == pytest.approx(0.25)
    assert "1 of 4 active units" in found.method
    assert "2 doublets in all" in found.method
    assert found.interval == pytest.approx((0.0456, 0.6994), abs=1e-3)


def test_the_wide_definition_of_a_doublet_takes_more():
    recording = with_units(RAMP, [[1.0, 1.015, 1.1], [1.0, 1.05]])
    assert measure.doublets(recording).value == 0
    assert measure.doublets(recording, (2, 20)).value == 0.5


def test_the_recruitment_interval_runs_from_the_first_unit_to_the_last():
    found = measure.recruitment_interval(with_units(RAMP, [[1.02, 1.1], [1.0, 1.1], [1.075, 1.2], []]))
    assert found.value == pytest.approx(0.075)
    assert "unit 2 to unit 3, of 3 active units" in found.method


def test_delta_f_recovers_the_hysteresis_of_a_pool():
    rng = np.random.default_rng(4)
    recording = with_units(RAMP, trains(triangle(), [0.05, 0.1, 0.15, 0.4, 0.5, 0.6], rng, hysteresis=0.15))
    found = measure.delta_f(recording)
    assert found.interval is not None
    assert found.value == pytest.approx(3.0, abs=0.4)
    assert "pairs used" in found.method


def test_a_decomposition_that_shows_no_short_interval_is_doubted_about_doublets():
    units = MotorUnits([np.arange(1, 5, 0.1)] * 3, np.array([0.9, 0.92, 0.95]), "silhouette")
    found = measure.doublets(with_units(RAMP, units))
    assert any("unable to show doublets" in flag for flag in found.flags)
    assert any("silhouette 0.9 to 0.95" in flag for flag in found.flags)
    assert measure.doublets(with_units(RAMP, [[1.0, 1.1]])).flags == ()


def test_without_motor_units_or_discharges_the_reason_is_told():
    alone = Recording({"force": RAMP})
    silent = with_units(RAMP, [[], []])
    for take in (
        measure.discharge_rate, measure.doublets, measure.recruitment_thresholds, measure.delta_f,
        measure.recruitment_interval, measure.first_interval_rate, measure.interspike_variability,
    ):  # fmt: skip
        with pytest.raises(MissingChannel, match="needed discharge times"):
            take(alone)
        with pytest.raises(MeasureError, match="none of 2 units"):
            take(silent)


@pytest.mark.parametrize(
    ("units", "take", "words"),
    [
        ([[1.0]], measure.discharge_rate, "two intervals"),
        ([[1.0], [2.0]], measure.first_interval_rate, "within half a second"),
        ([[1.0, 1.1]], measure.recruitment_interval, "one active unit"),
        ([[1.0, 1.1], [1.0, 1.2]], measure.delta_f, "no pair"),
    ],
)
def test_too_few_discharges_are_refused(units, take, words):
    with pytest.raises(MeasureError, match=words):
        take(with_units(RAMP, units))


def test_a_window_backwards_or_without_discharges_is_refused(ramp):
    with pytest.raises(MeasureError, match="its start before its end"):
        measure.discharge_rate(ramp, (5, 4))
    with pytest.raises(MeasureError, match=r"none of 5 units from 0 to 0\.5 s"):
        measure.discharge_rate(ramp, (0, 0.5))


def test_thresholds_need_a_force():
    with pytest.raises(MissingChannel, match="force"):
        measure.recruitment_thresholds(
            Recording({"emg": Signal([0, 1], "V", rate_hz=1)}, motor_units=MotorUnits([[0.1, 0.2]]))
        )


def test_everything_tells_each_measure_or_why_not(ramp):
    found = {each.measure: each for each in measure.everything(ramp)}
    assert found["recruitment_threshold"].measurements
    assert len(found["recruitment_threshold"].measurements) == 5
    assert found["force_steadiness"].refused is not None
    assert found["voluntary_activation"].refused is not None
    assert all(bool(each.measurements) != bool(each.refused) for each in found.values())
