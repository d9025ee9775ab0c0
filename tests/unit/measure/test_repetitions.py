"""Recording → repetitions, whatever the sensor gave."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

import inertial_motion
from neuraldrive import measure
from neuraldrive.errors import MissingChannel
from neuraldrive.kernels import attitude
from neuraldrive.records import Recording, Repetition, SetEntry, Signal

STEP_S = 0.005


def go(height_m, duration_s):
    """A minimum-jerk move by `height_m`."""
    u = np.arange(STEP_S, duration_s + STEP_S / 2, STEP_S) / duration_s
    return height_m * (10 * u**3 - 15 * u**4 + 6 * u**5)


def stay(duration_s):
    return np.zeros(round(duration_s / STEP_S))


def height(*moves):
    path = [np.zeros(1)]
    for move in moves:
        path.append(path[-1][-1] + move)
    return np.concatenate(path)


def squat(depth_m=0.6, up_s=1.2):
    return go(-depth_m, 1.5), stay(0.3), go(depth_m, up_s), stay(1.0)


def position(*moves, **of):
    return Recording({"position": Signal(height(*moves), "m", rate_hz=1 / STEP_S)}, device="linear_encoder", **of)


def test_position_gives_repetitions_with_their_rise_on_the_recordings_own_clock():
    made = replace(position(stay(1.0), *squat(), *squat(), load_kg=100.0), task="back_squat")
    first, second = measure.repetitions(made)
    assert (first.number, second.number, first.load_kg, first.device) == (1, 2, 100.0, "linear_encoder")
    # 5 ms samples of a rise whose first millimetre is traced back: 3 % of its duration.
    assert (first.start_s, first.end_s) == pytest.approx((2.8, 4.0), abs=0.04)
    assert first.rise is not None
    assert first.rise["position"].times[0] == first.start_s
    assert first.rise["position"].times[-1] == first.end_s
    assert first.rise.task == "back_squat"
    assert float(measure.range_of_motion(first)) == pytest.approx(0.6, abs=0.003)
    assert float(measure.mean_velocity(first)) == pytest.approx(0.5, abs=0.02)
    assert float(measure.peak_velocity(first)) == pytest.approx(0.9375, rel=0.01)


@pytest.mark.parametrize("offset_mps", [0.0, 0.02])
def test_velocity_gives_the_same_repetitions_as_position_whatever_its_offset(offset_mps):
    path = height(stay(2.0), *squat(), *squat(), *squat(), stay(2.0))
    velocity = np.gradient(path, STEP_S) + offset_mps
    found = measure.repetitions(Recording({"velocity": Signal(velocity, "m/s", rate_hz=1 / STEP_S)}))
    assert [rep.excluded for rep in found] == [None, None, None]
    for rep in found:
        assert float(measure.mean_velocity(rep)) == pytest.approx(0.5, abs=0.03)
        assert float(measure.range_of_motion(rep)) == pytest.approx(0.6, abs=0.02)


def three_axes(made):
    channels = {}
    for axis, force, rate in zip("xyz", made.acceleration_mps2.T, made.angular_velocity_radps.T, strict=True):
        channels[f"acceleration_{axis}"] = Signal(force, "m/s2", times_s=made.times_s)
        channels[f"angular_velocity_{axis}"] = Signal(rate, "rad/s", times_s=made.times_s)
    return Recording(channels, device="bar_imu")


@pytest.mark.parametrize("lift", ["bench", "squat", "deadlift"])
def test_three_axes_and_a_gyroscope_give_repetitions(lift):
    made = inertial_motion.recorded(lift, 5, seed=11)
    found = measure.repetitions(three_axes(made))
    assert [rep.excluded for rep in found] == [None] * 5
    # What the kernel's own test asks: 0.04 m/s.
    assert [float(measure.mean_velocity(rep)) for rep in found] == pytest.approx(made.mean_velocity_mps, abs=0.04)


def test_vertical_acceleration_gives_the_repetitions_that_three_axes_give():
    made = inertial_motion.recorded("squat", 4, seed=3)
    up = attitude.vertical_acceleration(made.times_s, made.acceleration_mps2, made.angular_velocity_radps)
    vertical = Recording({"acceleration": Signal(up.vertical_mps2, "m/s2", times_s=made.times_s)})
    whole, alone = measure.repetitions(three_axes(made)), measure.repetitions(vertical)
    assert [rep.end_s for rep in alone] == pytest.approx([rep.end_s for rep in whole], abs=0.1)


def test_a_first_pull_from_the_floor_is_no_partial_repetition():
    made = inertial_motion.recorded("deadlift", 3, seed=5)
    assert [rep.flags for rep in measure.repetitions(three_axes(made))] == [(), (), ()]


def test_a_recording_without_a_channel_to_find_them_in_is_refused():
    with pytest.raises(MissingChannel, match="force"):
        measure.repetitions(Recording({"force": Signal([1.0, 2.0], "N", rate_hz=10)}))


def test_a_recording_too_short_for_a_rise_holds_none():
    assert measure.repetitions(position(stay(0.02))) == ()


def test_a_failed_attempt_is_given_back_excluded_with_its_reason():
    found = measure.repetitions(
        position(stay(1.0), *squat(), *squat(), go(-0.6, 1.5), go(0.2, 1.0), go(-0.2, 0.5), stay(1.0))
    )
    assert [rep.excluded for rep in found][:2] == [None, None]
    assert found[2].excluded == "failed attempt: rose 0.20 of 0.60 m"


def test_a_bar_that_is_lowered_and_left_is_given_back_excluded_with_what_it_rose():
    found = measure.repetitions(position(stay(1.0), *squat(), *squat(), go(-0.6, 1.5), go(0.03, 0.5), stay(1.5)))
    assert [rep.excluded for rep in found] == [None, None, "failed attempt: rose 0.03 of 0.60 m"]


@pytest.mark.parametrize(("lift", "failed"), [("deadlift", 0), ("bench_press", 1), ("of my own", 1), (None, 1)])
def test_a_lift_that_ends_on_the_floor_has_no_bar_that_is_left_there(lift, failed):
    """Recorded from the first lockout on, it looks like any other."""
    made = position(stay(1.0), *squat(0.5), *squat(0.5), go(-0.5, 1.0), stay(2.0))
    found = measure.repetitions(replace(made, task=lift))
    assert sum(rep.excluded is not None for rep in found) == failed


def test_two_sets_two_minutes_apart_are_each_judged_by_their_own_rise():
    found = measure.repetitions(position(stay(1.0), *squat(), *squat(), stay(120.0), *squat(0.35), *squat(0.35)))
    assert [(rep.flags, rep.excluded) for rep in found] == [((), None)] * 4
    assert [float(measure.range_of_motion(rep)) for rep in found] == pytest.approx([0.6, 0.6, 0.35, 0.35], abs=0.003)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_inertial_sets_of_different_lifts_two_minutes_apart_are_all_counted(seed):
    made = inertial_motion.session([("squat", 4), ("bench", 5), ("deadlift", 3)], rest_s=120.0, seed=seed)
    found = measure.repetitions(three_axes(made))
    # Ends are told to the pause after them: the kernel's own test allows 0.3 s.
    assert [rep.end_s for rep in found] == pytest.approx(made.end_s, abs=0.3)


def entry(recording):
    return SetEntry("back_squat", 100.0, measure.repetitions(recording), recording=recording)


def test_rises_that_were_not_kept_are_found_again():
    made = position(stay(1.0), *squat(), *squat(0.58), load_kg=100.0)
    whole = entry(made)
    stored = replace(whole, repetitions=tuple(replace(rep, rise=None) for rep in whole.repetitions))
    again = measure.with_rises(stored)
    assert [rep.start_s for rep in again.repetitions] == [rep.start_s for rep in whole.repetitions]
    for old, new in zip(whole.repetitions, again.repetitions, strict=True):
        assert measure.all_of(old) == measure.all_of(new)


def test_a_repetition_that_was_excluded_by_hand_stays_excluded_when_its_rise_is_found_again():
    whole = entry(position(stay(1.0), *squat(), *squat()))
    stored = replace(whole.repetitions[0], rise=None, excluded="spotter helped")
    again = measure.with_rises(replace(whole, repetitions=(stored, whole.repetitions[1])))
    assert [rep.excluded for rep in again.repetitions] == ["spotter helped", None]
    assert again.repetitions[0].rise is not None


def test_a_logged_set_has_no_rises_to_find():
    logged = SetEntry("back_squat", 100.0, (Repetition(mean_velocity=0.5),))
    assert measure.with_rises(logged) is logged


def test_a_repetition_that_lies_nowhere_in_the_recording_is_left_as_it_was():
    whole = entry(position(stay(1.0), *squat(), *squat()))
    other = Repetition(mean_velocity=0.5)
    assert measure.with_rises(replace(whole, repetitions=(other,))).repetitions == (other,)
