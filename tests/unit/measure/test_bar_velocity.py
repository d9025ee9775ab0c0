"""What one repetition shows, against closed forms; what was logged; what is missing; and the loss across a set."""

from __future__ import annotations

from importlib import resources

import numpy as np
import pytest

from neuraldrive import catalog, measure, readers
from neuraldrive.errors import MeasureError
from neuraldrive.records import Recording, Repetition, Signal
from neuraldrive.records.recording import POSITION_TRIGGERED

G = 9.80665


def rise(rise_m=0.5, duration_s=1.0, start_s=3.0, load_kg=None, device="linear_encoder"):
    """A repetition with a minimum-jerk rise."""
    u = np.linspace(0.0, 1.0, 401)
    t = start_s + u * duration_s
    channels = {
        "position": Signal(rise_m * (10 * u**3 - 15 * u**4 + 6 * u**5), "m", times_s=t),
        "velocity": Signal(rise_m / duration_s * 30 * u**2 * (1 - u) ** 2, "m/s", times_s=t),
    }
    return Repetition(load_kg=load_kg, device=device, rise=Recording(channels, device=device))


@pytest.mark.parametrize(("rise_m", "duration_s"), [(0.5, 1.0), (0.12, 2.5), (0.7, 0.8)])
def test_every_measure_of_a_minimum_jerk_rise_is_its_closed_form(rise_m, duration_s):
    rep = rise(rise_m, duration_s, load_kg=80.0)
    mean = rise_m / duration_s
    # 400 samples a rise: what is left of the closed forms is of order 1 / 400².
    assert float(measure.mean_velocity(rep)) == pytest.approx(mean)
    assert float(measure.peak_velocity(rep)) == pytest.approx(1.875 * mean, rel=1e-4)
    assert float(measure.time_to_peak_velocity(rep)) == pytest.approx(duration_s / 2, rel=1e-4)
    assert float(measure.range_of_motion(rep)) == pytest.approx(rise_m)
    assert float(measure.duration(rep)) == pytest.approx(duration_s)
    assert float(measure.mean_acceleration(rep)) == pytest.approx(3.75 * mean / duration_s, rel=1e-3)
    assert float(measure.mean_power(rep)) == pytest.approx(80 * G * mean, rel=1e-3)
    u = np.linspace(0.0, 1.0, 100_001)
    speed, push = 30 * u**2 * (1 - u) ** 2 * mean, 60 * u * (1 - u) * (1 - 2 * u) * mean / duration_s
    assert float(measure.peak_power(rep)) == pytest.approx((80 * (G + push) * speed).max(), rel=1e-3)


def test_a_rise_that_is_never_braked_is_propulsive_throughout():
    rep = rise(0.5, 1.0)
    assert measure.mean_propulsive_velocity(rep).value == measure.mean_velocity(rep).value
    quick = rise(0.5, 0.4)
    assert measure.mean_propulsive_velocity(quick).value > 1.1 * measure.mean_velocity(quick).value


def test_the_interval_of_a_rise_that_is_just_not_braked_holds_what_it_would_be_if_it_were():
    # The hardest braking of a minimum-jerk rise is 5.77 d / T²: here 9.6 m/s², 0.2 short of free flight.
    duration = np.sqrt(5.7735 * 0.5 / 9.6)
    rep = rise(0.5, duration)
    found = measure.mean_propulsive_velocity(rep)
    assert found.value == measure.mean_velocity(rep).value
    assert found.interval is not None
    # Braked at u = 0.79, it would have covered 93 % of the way in 79 % of the time.
    assert found.interval[1] > 1.15 * found.value
    slow = measure.mean_propulsive_velocity(rise(0.5, 1.0))
    assert slow.interval == measure.mean_velocity(rise(0.5, 1.0)).interval


def test_the_interval_of_a_mean_velocity_is_the_sensors_and_widens_with_speed():
    slow, fast = measure.mean_velocity(rise(0.5, 2.0)), measure.mean_velocity(rise(0.5, 0.4))
    sd = catalog.sensor("linear_encoder").mean_velocity_sd()
    for each, sure in ((slow, 0.25 * 0.008 / 2.0), (fast, 1.25 * 0.008 / 0.4)):
        assert each.interval is not None
        assert each.interval[1] - each.value == pytest.approx(1.96 * np.hypot(sd, sure))


def test_an_unknown_sensor_is_trusted_less_than_an_encoder():
    known, unknown = measure.mean_velocity(rise()), measure.mean_velocity(rise(device="a box"))
    assert known.interval is not None
    assert unknown.interval is not None
    assert unknown.interval[0] < known.interval[0]


def test_power_needs_a_load_and_the_other_measures_do_not():
    with pytest.raises(MeasureError, match="load"):
        measure.mean_power(rise())
    names = [each.measure for each in measure.all_of(rise())]
    assert "peak_power" not in names
    assert names[:3] == ["mean_velocity", "mean_propulsive_velocity", "peak_velocity"]
    assert [each.measure for each in measure.all_of(rise(load_kg=60.0))] == [*names, "mean_power", "peak_power"]


def test_a_logged_value_is_given_back_as_the_devices_own():
    rep = Repetition(
        load_kg=100.0, mean_velocity=0.42, peak_velocity=0.8, range_of_motion_m=0.55, duration_s=1.3,
        time_to_peak_velocity_s=0.9, mean_power_w=410.0, device="vitruve",
    )  # fmt: skip
    found = {each.measure: each for each in measure.all_of(rep)}
    assert {name: each.value for name, each in found.items()} == {
        "mean_velocity": 0.42, "peak_velocity": 0.8, "range_of_motion": 0.55, "duration": 1.3,
        "time_to_peak_velocity": 0.9, "mean_power": 410.0,
    }  # fmt: skip
    assert all("the device's own figure" in each.flags for each in found.values())
    assert "vitruve" in found["mean_velocity"].method


def test_a_repetition_that_was_neither_recorded_nor_logged_is_refused():
    with pytest.raises(MeasureError, match="neither recorded nor logged"):
        measure.peak_velocity(Repetition(mean_velocity=0.5))
    assert [each.measure for each in measure.all_of(Repetition(mean_velocity=0.5))] == ["mean_velocity"]


def test_our_own_figure_stands_before_the_devices_claim():
    rep = Repetition(mean_velocity=0.9, rise=rise(0.5, 1.0).rise)
    assert float(measure.mean_velocity(rep)) == pytest.approx(0.5)


def logged(*speeds):
    return [Repetition(mean_velocity=speed, device="linear_encoder") for speed in speeds]


def test_the_loss_names_its_reference():
    fastest, first = (measure.velocity_loss(logged(0.50, 0.52, 0.44), reference=r) for r in ("fastest", "first"))
    assert (fastest.measure, first.measure) == ("velocity_loss_from_fastest", "velocity_loss_from_first")
    assert fastest.value == pytest.approx(1 - 0.44 / 0.52)
    assert first.value == pytest.approx(1 - 0.44 / 0.50)


def test_a_set_that_grows_faster_has_lost_nothing_against_its_fastest_and_less_than_nothing_against_its_first():
    assert measure.velocity_loss(logged(0.40, 0.44)).value == 0.0
    assert measure.velocity_loss(logged(0.40, 0.44), reference="first").value == pytest.approx(-0.1)


def test_an_excluded_repetition_does_not_count_in_the_loss():
    failed = Repetition(mean_velocity=0.1, excluded="failed attempt")
    assert measure.velocity_loss([*logged(0.5, 0.4), failed]).value == pytest.approx(0.2)
    with pytest.raises(MeasureError, match="no repetition"):
        measure.velocity_loss([failed])


def test_one_repetition_has_lost_nothing():
    assert measure.velocity_loss(logged(0.5)).value == 0.0


def test_our_loss_is_the_fatigue_of_an_encoders_own_export_on_every_repetition(shared_data):
    compared = 0
    for path in sorted((shared_data / "bar" / "vitruve_watch").glob("*_vitruve.csv")):
        for entry in (entry for session in readers.read(path).sessions for entry in session.sets):
            for k, rep in enumerate(entry.repetitions):
                # The export gives velocities to 0.01 m/s and the loss to 0.01 %: it takes its loss from the rounded ones.
                ours = measure.velocity_loss(entry.repetitions[: k + 1]).value
                if "vitruve.fatigue_mv" in rep.claims:
                    assert ours == pytest.approx(rep.claims["vitruve.fatigue_mv"], abs=1e-4), (path.name, k)
                    compared += 1
    assert compared > 500


def triggered(speed_mps, with_velocity):
    """A trace of ten steps of 3 cm at one speed, that begins and ends inside the rise."""
    height = 0.03 * np.arange(11)
    channels = {"position": Signal(height, "m", times_s=height / speed_mps)}
    if with_velocity:
        middle = height[1:] - 0.015
        channels["velocity"] = Signal(np.full(10, speed_mps), "m/s", times_s=middle / speed_mps)
    unseen = "the first and last centimetres are not in it"
    return Recording(channels, device="openbarbell", flags=(POSITION_TRIGGERED, unseen))


@pytest.mark.parametrize("with_velocity", [True, False])
def test_a_position_triggered_trace_is_one_rise_with_or_without_velocities_of_its_own(with_velocity):
    (rep,) = measure.repetitions(triggered(0.6, with_velocity))
    assert float(measure.mean_velocity(rep)) == pytest.approx(0.6)
    assert float(measure.peak_velocity(rep)) == pytest.approx(0.6)
    assert float(measure.range_of_motion(rep)) == pytest.approx(0.3)


def test_the_interval_of_a_position_triggered_mean_reaches_to_a_rise_with_the_ends_that_it_missed():
    (rep,) = measure.repetitions(triggered(0.6, True))
    found = measure.mean_velocity(rep)
    assert found.interval is not None
    # 0.3 m in 0.5 s; up to 0.26 s of a rise may be missing from a trace.
    assert found.interval[0] < 0.3 / 0.76
    assert "the first and last centimetres are not in it" in found.flags


def test_peaks_of_real_position_triggered_traces_are_those_the_device_reports():
    folder = resources.files("neuraldrive").joinpath("recordings/openbarbell")
    with resources.as_file(folder) as place:
        reading = readers.read(place / "openbarbell_v3_bulk_traces.csv")
    reps = [rep for session in reading.sessions for entry in session.sets for rep in entry.used]
    ratio = np.array([measure.peak_velocity(rep).value / rep.peak_velocity for rep in reps if rep.peak_velocity])
    assert ratio.size > 150
    # The length of a step is known to a percent; 5 to 95 % of the ratios lie between 0.90 and 1.05.
    assert np.median(ratio) == pytest.approx(1.0, abs=0.01)
    assert np.mean((ratio > 0.89) & (ratio < 1.05)) > 0.9
