"""A bar as devices see it: what they record, and what the measures make of it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.signal import butter, sosfiltfilt

import inertial_motion
import kinematics
from neuraldrive import catalog, measure, simulate
from neuraldrive.errors import BadValue, CatalogError, MissingChannel
from neuraldrive.kernels import attitude
from neuraldrive.records import MotorUnits, Recording, Signal
from neuraldrive.simulate import bar_sensors, inertial_unit
from neuraldrive.simulate.bar_sensors import encoder, inertial, seen_by, video

SENSORS = ("linear_encoder", "openbarbell", "bar_imu", "phone_video")
LIFTS = ("back_squat", "bench_press", "deadlift", "overhead_press", "row")
RATE_HZ = 1000.0


def bar(position, **of):
    """A bar's recording as a simulation gives it: its path without noise, and the acceleration of what a bar can do (15 Hz)."""
    smooth = sosfiltfilt(butter(2, 15.0, fs=RATE_HZ, output="sos"), position)
    acceleration = np.gradient(np.gradient(smooth, 1 / RATE_HZ), 1 / RATE_HZ)
    channels = {"position": Signal(position, "m", rate_hz=RATE_HZ)}
    channels["acceleration"] = Signal(acceleration, "m/s²", rate_hz=RATE_HZ)
    return Recording(channels, **of)


def clean_set(seed, repetitions=4):
    """A set without failed attempts and partial repetitions; rows start, end, mean, propulsive and peak velocity, rise."""
    rng = np.random.default_rng(seed)
    name = LIFTS[seed % len(LIFTS)]
    kind, track = kinematics.LIFTS[name], kinematics.Track()
    rise_m, onset, rows = rng.uniform(*kind.rise_m), 2.0, []
    first_mps = rng.uniform(0.3, kind.fastest_mps)
    kinematics.hold(rng, track, 1.0, 0.0003)
    for k in range(repetitions):
        if not kind.from_floor:
            onset, _ = kinematics.lower(rng, track, rise_m, False)
        rows.append(kinematics.raise_bar(rng, track, rise_m, first_mps * (1.0 - 0.08 * k), onset))
        kinematics.after_lockout(rng, track)
        if kind.from_floor:
            onset, _ = kinematics.lower(rng, track, rise_m, True)
    kinematics.hold(rng, track, 1.5, 0.0003)
    times, path = np.concatenate(track.times_s), np.concatenate(track.position_m)
    even = np.arange(0.0, times[-1], 1 / RATE_HZ)
    made = bar(np.interp(even, times, path), task=name, load_kg=60.0, truth=tuple(map(tuple, rows)), seed=seed)
    return made, np.array(rows)


def set_on_a_sleeve(seed, repetitions=5):
    """The same from the inertial generators, whose truth leaves out what moves slower than 0.04 m/s, as that measure does."""
    name = list(inertial_motion.LIFTS)[seed % len(inertial_motion.LIFTS)]
    lift, rng = inertial_motion.LIFTS[name], np.random.default_rng(seed)
    height, spans, _ = inertial_motion._heights(lift, repetitions, 1.0, rng)
    velocity = np.gradient(height, 1 / RATE_HZ)
    rows = []
    for first, last in spans:
        rise = velocity[first:last]
        moving = rise[rise > inertial_motion.MOVING_MPS]
        gained = height[last - 1] - height[first - 1]
        rows.append((first / RATE_HZ, last / RATE_HZ, moving.mean(), np.nan, rise.max(), gained))
    return bar(height, task=name, load_kg=60.0, truth=tuple(rows), seed=seed), np.array(rows)


@pytest.fixture(scope="module")
def seen():
    """For each sensor, (repetitions found, truth) of thirty sets."""
    made = {sensor: set_on_a_sleeve if sensor == "bar_imu" else clean_set for sensor in SENSORS}
    found = {}
    for sensor, make in made.items():
        sets = [make(seed) for seed in range(30)]
        found[sensor] = [
            (measure.repetitions(seen_by(each, sensor, seed=k)), row) for k, (each, row) in enumerate(sets)
        ]
    return found


def errors(seen, sensor, name, column):
    return np.concatenate(
        [[float(getattr(measure, name)(rep)) for rep in found] - truth[:, column] for found, truth in seen[sensor]]
    )


@pytest.mark.parametrize("sensor", SENSORS)
def test_every_repetition_is_found_through_every_sensor_and_none_is_invented(seen, sensor):
    for found, truth in seen[sensor]:
        start, end = np.array([(rep.start_s, rep.end_s) for rep in found]).T
        middle = truth[:, :2].mean(axis=1)
        within = (middle[:, None] > start) & (middle[:, None] < end)
        assert (within.sum(axis=0) == 1).all()
        assert (within.sum(axis=1) == 1).all()


@pytest.mark.parametrize("sensor", SENSORS)
def test_mean_velocities_err_by_no_more_than_the_catalogue_says_of_the_sensor(seen, sensor):
    found = errors(seen, sensor, "mean_velocity", 2)
    assert np.sqrt(np.mean(found**2)) < catalog.sensor(sensor).mean_velocity_sd()


@pytest.mark.parametrize("sensor", SENSORS)
def test_peak_velocities_err_by_no_more_than_the_catalogue_says_of_the_sensor(seen, sensor):
    found = errors(seen, sensor, "peak_velocity", 4)
    assert np.sqrt(np.mean(found**2)) < catalog.sensor(sensor)["peak_velocity_noise_sd"]


@pytest.mark.parametrize("sensor", SENSORS)
def test_intervals_carry_the_sensors_error_and_hold_the_truth(seen, sensor):
    held = []
    for found, truth in seen[sensor]:
        for rep, true in zip(found, truth[:, 2], strict=True):
            low, high = measure.mean_velocity(rep).interval
            held.append(low <= true <= high)
    assert np.mean(held) >= 0.95


def test_a_worse_sensor_errs_more(seen):
    encoder_error, video_error = (
        np.sqrt(np.mean(errors(seen, sensor, "mean_velocity", 2) ** 2)) for sensor in ("linear_encoder", "phone_video")
    )
    assert video_error > 2.0 * encoder_error


@pytest.mark.parametrize("sensor", SENSORS)
@pytest.mark.parametrize("lift", ["bench_press", "back_squat", "deadlift"])
def test_a_simulated_set_is_measured_through_a_sensor_as_from_the_bar_itself(sensor, lift):
    made = simulate.lift_set(lift, 60, 4, discharges=False, seed=3)
    through, itself = measure.repetitions(seen_by(made, sensor, seed=1)), measure.repetitions(made)
    assert len(through) == len(itself) == len(made.truth.repetitions) == 4
    speeds = [[float(measure.mean_velocity(rep)) for rep in reps] for reps in (through, itself)]
    away = np.subtract(*speeds)
    # a set has one offset, drawn: 19 of 20 lie within two standard errors
    assert np.sqrt(np.mean(away**2)) < 1.96 * catalog.sensor(sensor).mean_velocity_sd()


@pytest.mark.parametrize("sensor", SENSORS)
def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(sensor):
    made, _ = clean_set(1)
    one, again, other = (seen_by(made, sensor, seed=seed) for seed in (4, 4, 5))
    assert all(one[name].same_as(again[name]) for name in one.channels)
    assert not any(one[name].same_as(other[name]) for name in one.channels)


@pytest.mark.parametrize("sensor", SENSORS)
def test_what_is_known_of_the_set_stays_and_what_no_bar_sensor_sees_does_not(sensor):
    made = replace(clean_set(2)[0], motor_units=MotorUnits((np.array([0.1]),)), sources=("kukic_2025",), flags=("a",))
    made = replace(made, channels={**made.channels, "force": Signal([1.0, 2.0], "N", rate_hz=1)})
    seen = seen_by(made, sensor, seed=9)
    assert seen.truth is made.truth
    assert (seen.task, seen.load_kg, seen.sources, seen.seed, seen.flags) == (
        made.task, 60.0, ("kukic_2025",), 2, ("a",),
    )  # fmt: skip
    assert seen.simulated
    assert seen.device == sensor
    assert seen.motor_units is None
    assert "force" not in seen


def test_an_encoder_gives_whole_steps_within_half_a_step_of_the_bar():
    made, _ = clean_set(0)
    seen = seen_by(made, encoder(step_m=0.0028))
    counts = seen["position"].samples / 0.0028
    assert np.abs(counts - counts.round()).max() < 1e-6
    # half a step of rounding, and up to half a step between the place where it counts and the bar's own zero
    assert np.abs(seen["position"].samples - made["position"].samples).max() <= 0.0028 + 1e-9


def test_an_encoder_of_another_rate_samples_the_same_path():
    made, _ = clean_set(0)
    seen = seen_by(made, encoder(step_m=1e-6, rate_hz=50))["position"]
    assert seen.rate_hz == 50.0
    assert seen.samples == pytest.approx(
        np.interp(seen.times, made["position"].times, made["position"].samples), abs=2e-6
    )


def test_an_encoders_velocity_comes_from_counts_over_a_fiftieth_of_a_second():
    made = bar(np.concatenate([np.zeros(500), 0.5 * np.arange(1000) / RATE_HZ, np.full(500, 0.5)]))
    velocity = seen_by(made, encoder(step_m=0.001), seed=3)["velocity"]
    inside = velocity.samples[520:1480]
    assert inside.mean() == pytest.approx(0.5, abs=1e-3)
    # One step of a millimetre in 20 ms is 0.05 m/s.
    assert np.abs(inside - 0.5).max() <= 0.05 + 1e-9


def test_a_perfect_unit_sees_gravity_alone_at_rest_and_the_bars_own_acceleration_in_motion():
    made, _ = set_on_a_sleeve(1)
    seen = seen_by(made, inertial(errors=0, tremor_mps2=0), seed=2)
    force, turning = seen.axes("acceleration"), seen.axes("angular_velocity")
    times = seen["acceleration_x"].times
    assert np.linalg.norm(force[times < 0.0], axis=1) == pytest.approx(9.80665, abs=1e-9)
    up = attitude.vertical_acceleration(times, force, turning)
    true = np.interp(times, made["acceleration"].times, made["acceleration"].samples)
    # 200 Hz means of a 1 kHz course, and a gravity that the measure has to find: 2 % of the largest acceleration.
    assert np.sqrt(np.mean((up.vertical_mps2 - true) ** 2)) < 0.02 * np.abs(true).max()


def test_the_sleeve_turns_about_one_axis_of_the_sensor_by_the_bars_way():
    made, _ = set_on_a_sleeve(2)
    seen = seen_by(made, inertial(errors=0, turn_rad_per_m=0.8), seed=7)
    turning = seen.axes("angular_velocity")
    assert np.linalg.matrix_rank(turning, tol=1e-9) == 1
    velocity = np.gradient(made["position"].samples, 1 / RATE_HZ)
    assert np.linalg.norm(turning, axis=1).max() == pytest.approx(0.8 * np.abs(velocity).max(), rel=0.02)


def test_a_unit_that_does_not_turn_keeps_one_orientation_which_the_seed_draws():
    made, _ = set_on_a_sleeve(2)
    one, other = (
        seen_by(made, inertial(errors=0, tremor_mps2=0, turn_rad_per_m=0), seed=seed).axes("acceleration")
        for seed in (0, 1)
    )
    assert np.linalg.matrix_rank(one, tol=1e-8) == 1
    assert abs(float(one[0] @ other[0])) < 0.999 * 9.80665**2


def test_a_unit_runs_before_and_after_the_set_on_the_sets_own_clock():
    made, _ = set_on_a_sleeve(2)
    seen = seen_by(made, inertial(still_s=3.0))["acceleration_x"]
    assert seen.start_s == -3.0
    assert seen.duration_s == pytest.approx(made["position"].duration_s + 6.0, abs=1 / 200)


def test_the_hands_shake_the_bar_and_rest_does_not():
    still = bar(np.zeros(20_000))
    seen = seen_by(still, inertial(errors=0), seed=1)
    times, force = seen["acceleration_x"].times, seen.axes("acceleration")
    held = (times > 1.0) & (times < 19.0)
    # Three axes, each 0.2 m/s² less what 5 ms of averaging take at 4 to 12 Hz (under 1 %); 18 s of noise.
    assert force[held].std(axis=0) == pytest.approx(inertial_unit.TREMOR_MPS2, rel=0.1)
    assert force[times < -0.1].std(axis=0).max() < 1e-9


def test_a_units_noise_and_offsets_are_those_that_were_found():
    still = bar(np.zeros(2_000))
    units = [seen_by(still, inertial(tremor_mps2=0), seed=seed) for seed in range(60)]
    noise = [np.diff(each.axes("acceleration"), axis=0).std() / 2**0.5 for each in units]
    assert np.mean(noise) == pytest.approx(inertial_unit.NOISE_MPS2, rel=0.02)
    offsets = np.array([each.axes("angular_velocity").mean(axis=0) for each in units])
    # 180 draws know a standard deviation to 5 %: three of them.
    assert offsets.std() == pytest.approx(inertial_unit.OFFSET_SD_RADPS, rel=0.16)
    rest = [np.linalg.norm(each.axes("acceleration").mean(axis=0)) for each in units]
    assert np.abs(np.array(rest) / 9.80665 - 1.0).max() < 0.03


def test_a_video_gives_whole_pixels_at_its_own_rate_about_a_bar_of_the_wrong_scale():
    made = bar(np.concatenate([np.zeros(5000), np.ones(5000)]))
    rises = []
    for seed in range(200):
        seen = seen_by(made, video(rate_hz=60), seed=seed)["position"]
        counts = seen.samples / bar_sensors.PIXEL_M
        assert np.abs(counts - counts.round()).max() < 1e-6
        rises.append(seen.samples[-200:].mean() - seen.samples[:200].mean())
        assert seen.rate_hz == 60.0
    assert np.mean(rises) == pytest.approx(1.0, abs=0.007)  # three standard errors of 200 draws
    assert np.std(rises) == pytest.approx(bar_sensors.SCALE_SD, rel=0.15)


def test_a_videos_tracking_scatters_as_told():
    still = bar(np.zeros(60_000))
    seen = seen_by(still, video(noise_m=0.003, pixel_m=0.0), seed=2)["position"]
    assert seen.samples.std() == pytest.approx(0.003, rel=0.03)  # 3600 frames: 1.2 %


@pytest.mark.parametrize(("short", "long"), [("inertial", "bar_imu"), ("video", "phone_video")])
def test_short_names_are_the_catalogues_sensors(short, long):
    made, _ = clean_set(0)
    assert seen_by(made, short).device == seen_by(made, long).device == long


def test_a_sensor_may_stand_for_another_device_of_the_catalogue():
    made, _ = clean_set(0)
    assert seen_by(made, inertial(device="watch_on_bar")).device == "watch_on_bar"
    with pytest.raises(CatalogError, match="sensor"):
        encoder(device="crystal_ball")


@pytest.mark.parametrize("sensor", ["crystal_ball", None, 7, encoder])
def test_an_unknown_sensor_is_refused_with_those_that_are_known(sensor):
    with pytest.raises(BadValue, match="linear_encoder"):
        seen_by(clean_set(0)[0], sensor)


@pytest.mark.parametrize("seed", [-1, 1.5, None, True])
def test_a_seed_that_is_none_is_refused(seed):
    with pytest.raises(BadValue, match="seed"):
        seen_by(clean_set(0)[0], seed=seed)


@pytest.mark.parametrize(
    ("make", "of"),
    [
        (encoder, {"step_m": 0.0}), (encoder, {"step_m": np.nan}), (encoder, {"rate_hz": -5.0}),
        (inertial, {"rate_hz": 1e6}), (inertial, {"errors": -1.0}), (inertial, {"still_s": np.inf}),
        (video, {"rate_hz": 1.0}), (video, {"noise_m": -0.001}), (video, {"scale_sd": 3.0}),
    ],
)  # fmt: skip
def test_a_sensor_that_cannot_be_is_refused(make, of):
    with pytest.raises(BadValue, match=next(iter(of))):
        make(**of)


def test_a_recording_without_the_bars_path_is_refused():
    forces = Recording({"force": Signal([1.0, 2.0], "N", rate_hz=10)})
    with pytest.raises(MissingChannel, match="position"):
        seen_by(forces)
    only_path = Recording({"position": Signal(np.zeros(100), "m", rate_hz=100)})
    with pytest.raises(MissingChannel, match="acceleration"):
        seen_by(only_path, "bar_imu")
