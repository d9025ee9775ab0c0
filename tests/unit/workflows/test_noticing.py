"""Whatever happens to a sensor or a bar is said in words, once; of a clean set nothing is said."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import inertial_motion
import kinematics
from bar_faults import blocks, fall, go, path, said_of, squat, squats, stay
from neuraldrive import measure, readers, sensors, simulate
from neuraldrive.sensors import Counts
from neuraldrive.workflows.noticing_bar import BarWatch
from neuraldrive.workflows.noticing_samples import SampleWatch

THREE = squats(0.6, 0.6, 0.6)


@pytest.mark.parametrize("seed", range(24))
def test_of_a_clean_set_nothing_is_said(seed: int) -> None:
    rng = np.random.default_rng(seed)
    lift, rate = list(kinematics.LIFTS)[seed % 8], (25.0, 200.0, 1000.0)[seed % 3]
    times, heights, _ = kinematics.encoder_set(rng, 1 + seed % 6, lift, rate)
    assert said_of(times, heights, lift) == []


@pytest.mark.parametrize("lift", ["back_squat", "bench_press", "bench_throw", "jump_squat", "deadlift"])
@pytest.mark.parametrize("channel", ["position", "velocity"])
def test_of_simulated_lifts_light_and_heavy_nothing_is_said(lift: str, channel: str) -> None:
    for share in (0.3, 0.8):
        made = simulate.lift_set(lift, share * simulate.one_rm_kg(lift), 3, discharges=False, seed=1)
        seen = simulate.seen_by(made, simulate.encoder(), seed=1)[channel]
        assert said_of(seen.times, seen.samples, lift, channel) == []


@pytest.mark.parametrize("name", ["20260527-SQ-1", "20260529-DL-1", "20260424-BN-1", "20260528-IB-1"])
def test_of_real_sets_on_video_nothing_is_said(name: str, shared_data: Path) -> None:
    [recording] = readers.read(shared_data / "bar" / "wl_analysis" / f"{name}_wl_analysis.txt").recordings
    lift = {"SQ": "back_squat", "DL": "deadlift"}.get(name[9:11], "bench_press")
    assert said_of(recording["position"].times, recording["position"].samples, lift) == []


def test_of_a_real_inertial_set_nothing_is_said(shared_data: Path) -> None:
    [recording] = readers.read(shared_data / "bar" / "imu_bench_200hz" / "D_265_5.csv").recordings
    played = list(sensors.replay(recording, speed=float("inf")).blocks())
    times, samples = (np.concatenate([getattr(each, name) for each in played]) for name in ("times_s", "samples"))
    assert said_of(times, samples, "bench_press", "inertial") == []


# what happens to samples


def test_a_gap_of_five_seconds_is_said() -> None:
    times, heights = THREE
    kept = (times < 5.2) | (times > 10.2)
    assert said_of(times[kept], heights[kept]) == ["gap of 5.0 s: what was lifted in it is not seen"]


def test_that_a_tenth_of_the_samples_is_lost_is_said_once() -> None:
    times, heights = THREE
    kept = np.random.default_rng(1).uniform(size=times.size) > 0.1
    [said] = said_of(times[kept], heights[kept])
    assert "of the samples do not arrive" in said
    assert 8 <= int(said.split("%")[0]) <= 13


def test_packets_that_come_twice_are_said_once() -> None:
    times, heights = THREE
    order = np.concatenate([np.r_[k : k + 20, k : k + 20] for k in range(0, times.size - 20, 20)])
    assert said_of(times[order], heights[order]) == ["samples come twice: the second ones are left out"]


def test_packets_in_the_wrong_order_are_said_once() -> None:
    times, heights = THREE
    packets = np.array_split(np.arange(times.size), times.size // 20)
    order = np.concatenate([packets[k + (1 if k % 2 == 0 else -1)] for k in range(len(packets) // 2 * 2)])
    assert said_of(times[order], heights[order]) == [
        "samples come late or in the wrong order: they are put where they belong"
    ]


@pytest.mark.parametrize("jump_s", [3600.0, -3600.0])
def test_a_clock_that_jumps_by_an_hour_is_said(jump_s: float) -> None:
    times, heights = THREE
    assert said_of(times + jump_s * (times > 7.3), heights) == [
        "the sensor's clock jumped: the set goes on, and no repetition is lost"
    ]


def test_what_a_live_sensor_has_put_right_is_said_once_and_summed_up() -> None:
    """Its clock takes doubled and late samples and those that are no numbers out before they are seen here."""
    counts, online = Counts(), []
    watch = SampleWatch(lambda: Counts(**vars(counts)))
    said: list[str] = []
    bar = measure.OnlineRepetitions("position", "back_squat")
    for k, block in enumerate(blocks(*THREE)):
        counts.not_finite, counts.doubled, counts.late, counts.unread = k // 100, k // 10, k // 8, k // 50
        online += bar.add(block.times_s, block.samples)
        said += watch.about(block.times_s, (), bar.health)
    assert said == [
        "samples that are no numbers came: they are left out",
        "samples come late or in the wrong order: they are put where they belong",
        "samples come twice: the second ones are left out",
        "5 lines of the sensor could not be read",
    ]
    assert "no numbers" in watch.summed_up()


def test_a_gap_that_the_sensor_has_told_of_is_not_told_again() -> None:
    times, heights = THREE
    kept = (times < 5.2) | (times > 10.2)
    online, watch, said = measure.OnlineRepetitions("position", "back_squat"), SampleWatch(), []
    for block in blocks(times[kept], heights[kept]):
        online.add(block.times_s, block.samples)
        notes = ("gap of 5.0 s",) if 10.0 < block.times_s[-1] < 10.3 else ()
        said += watch.about(block.times_s, notes, online.health)
    assert said == []


def test_a_wrong_unit_is_said() -> None:
    made = inertial_motion.recorded("squat", 2, seed=3)
    samples = np.column_stack([made.acceleration_mps2, made.angular_velocity_radps])
    said = said_of(made.times_s, samples / 9.81, channel="inertial")
    assert any("nothing can be found" in each and "m/s2" in each for each in said)


# a sensor that stands still


def test_a_sensor_that_sticks_in_mid_rise_is_said_and_that_it_moves_again() -> None:
    times, heights = THREE
    stuck = (times > 7.3) & (times < 11.3)
    held = np.where(stuck, heights[np.argmax(stuck)], heights)
    first, second = said_of(times, held)
    assert first.startswith("the sensor has stood still for 1.0 s while the bar must have moved")
    assert second.startswith("the sensor moves again after")


def test_a_sensor_that_freezes_in_mid_descent_is_said() -> None:
    times, heights = path(stay(1.0), *squat(), *squat(), go(-0.6, 1.5), stay(6.0))
    frozen = int(np.argmax(times > 9.75))
    [said] = said_of(times, np.where(times > 9.75, heights[frozen], heights))
    assert "stood still" in said
    assert "in the middle of a descent" in said


def test_a_velocity_that_stays_the_same_is_a_stuck_sensor_and_one_of_nothing_is_a_bar_at_rest() -> None:
    times, heights = THREE
    speed = np.round(np.gradient(heights, times), 2)
    assert said_of(times, speed, channel="velocity") == []
    stuck = (times > 3.3) & (times < 5.6)
    said = said_of(times, np.where(stuck, speed[np.argmax(stuck)], speed), channel="velocity")
    assert "stood still" in said[0]


def test_that_nothing_has_moved_for_a_minute_is_said_once() -> None:
    [said] = said_of(*path(stay(150.0)))
    assert said.startswith("nothing has moved for 60 s")


# what happens to the bar


@pytest.mark.parametrize("channel", ["position", "velocity"])
def test_a_dropped_bar_is_said_after_which_repetition(channel: str) -> None:
    times, heights = path(stay(1.0), *squat(), *squat(), fall(0.7), stay(3.0))
    samples = heights if channel == "position" else np.gradient(heights, times)
    [said] = said_of(times, samples, channel=channel)
    assert said.startswith(
        "the bar was dropped after repetition 2: it fell 0.7 m. The set is over unless it is lifted on"
    )


def test_a_dropped_bar_is_felt_by_an_inertial_sensor() -> None:
    times = np.arange(0.0, 4.0, 0.005)
    felt = np.where((times > 2.0) & (times < 2.35), 0.3, 9.81) + 60.0 * ((times >= 2.35) & (times < 2.37))
    samples = np.column_stack([np.zeros((times.size, 2)), felt, np.zeros((times.size, 3))])
    watch = BarWatch("inertial", "back_squat")
    said = [words for block in blocks(times, samples, "inertial") for words in watch.about(block)]
    assert [each[:20] for each in said] == ["the bar was dropped:"]


def test_a_bar_that_is_let_go_at_the_top_of_a_deadlift_is_no_news() -> None:
    pull = go(0.5, 1.0), stay(0.6)
    times, heights = path(stay(1.0), *pull, fall(0.5), stay(1.5), *pull, fall(0.5), stay(1.5))
    assert said_of(times, heights, "deadlift") == []


def test_a_string_that_came_off_the_bar_is_said() -> None:
    back = -0.5 * 30.0 * (np.arange(1, round(np.sqrt(2 * 1.5 / 30.0) * 200) + 1) / 200.0) ** 2
    [said] = said_of(*path(stay(1.0), *squat(), *squat(), back, stay(6.0)))
    assert said.startswith("the sensor's string sprang back by 1.")
    assert said.endswith("after repetition 2: is it still on the bar?")


def test_another_lifter_on_the_same_bar_is_said_once() -> None:
    [said] = said_of(*squats(0.62, 0.62, 0.62, 0.50, 0.50, 0.62))
    assert said.startswith("repetition 4 rose 12 cm less than the others of this set: another lifter")


def test_two_lifters_who_alternate_on_one_bar_are_said_at_the_third_repetition() -> None:
    said = said_of(*squats(0.62, 0.50, 0.62, 0.50))
    assert [each[:28] for each in said] == ["repetition 2 rose 12 cm less"]


def test_a_lifter_of_another_height_is_said_though_the_range_is_the_same() -> None:
    times, heights = path(stay(1.0), *squat(), *squat(), go(0.14, 1.0), stay(1.0), *squat(), stay(1.0))
    [said] = said_of(times, heights)
    assert said.startswith("repetition 3 ended 14 cm higher than the others of this set")


def test_a_half_repetition_is_no_other_lifter() -> None:
    assert said_of(*squats(0.6, 0.6, 0.3, 0.6)) == []


def test_a_repetition_that_a_spotter_helps_up_is_no_other_lifter_and_no_stuck_sensor() -> None:
    help_up = go(-0.6, 1.5), go(0.25, 1.2), 0.0002 * np.arange(1, 300), go(0.29, 1.5), stay(1.0)
    assert said_of(*path(stay(1.0), *squat(), *squat(), *help_up)) == []
