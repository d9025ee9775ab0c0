"""Recordings played as live sensors."""

from __future__ import annotations

import math
import time

import numpy as np
import pytest

from neuraldrive import sensors
from neuraldrive.errors import BadValue, CatalogError, MissingChannel
from neuraldrive.records import Recording, Signal
from sensor_peers import Taker, wait_until


def _bar(duration_s: float = 1.0, rate_hz: float = 100) -> Recording:
    position = 0.5 + 0.25 * np.cos(np.arange(0, duration_s, 1 / rate_hz))
    return Recording({"position": Signal(position, "m", rate_hz=rate_hz)}, device="linear_encoder", origin="squat.csv")


@pytest.mark.parametrize("rate_hz", [25, 100, 1000])
def test_all_samples_come_as_they_are_in_the_recording(rate_hz: float) -> None:
    bar = _bar(2.0, rate_hz)
    blocks = list(sensors.replay(bar, speed=math.inf).blocks())
    assert np.array_equal(np.concatenate([block.times_s for block in blocks]), bar["position"].times)
    assert np.array_equal(np.concatenate([block.samples for block in blocks]), bar["position"].samples)
    assert max(np.ptp(block.times_s) for block in blocks) <= 0.02


@pytest.mark.parametrize(("speed", "needed_s"), [(2, 0.5), (10, 0.1)])
def test_it_takes_the_time_that_its_speed_says(speed: float, needed_s: float) -> None:
    begun_s = time.monotonic()
    blocks = list(sensors.replay(_bar(), speed=speed).blocks())
    assert 0.95 * needed_s < time.monotonic() - begun_s < needed_s + 1.0
    waited = [block.received_at_s - begun_s for block in blocks]
    ended = [block.times_s[-1] / speed for block in blocks]
    assert (np.array(waited) >= np.array(ended) - 1e-3).all()


def test_closing_it_ends_a_wait() -> None:
    sensor = sensors.replay(Recording({"position": Signal([0.0, 1.0], "m", rate_hz=0.01)}))
    taker = Taker(sensor)
    wait_until(lambda: bool(taker.blocks))
    sensor.close()
    assert taker.ended()
    assert sensor.counts.samples == 1


def test_a_speed_of_max_does_not_wait_and_its_file_is_read_by_the_caller() -> None:
    asked: list[str] = []

    def read(path: str) -> Recording:
        asked.append(path)
        return _bar(100)

    with sensors.open("replay:a?b.csv?speed=max&name=bar 2", read=read) as sensor:
        assert sum(len(block) for block in sensor.blocks()) == 10_000
        assert (sensor.name, sensor.grade) == ("bar 2", "linear_encoder")
    assert asked == ["a?b.csv"]


def test_six_channels_of_one_clock_are_an_inertial_sensor() -> None:
    axes = [f"{stem}_{axis}" for stem in ("acceleration", "angular_velocity") for axis in "xyz"]
    channels = {name: Signal(np.arange(4) + 10.0 * k, "m/s2", rate_hz=100) for k, name in enumerate(axes)}
    sensor = sensors.replay(Recording(channels), speed=math.inf, device="bar_imu")
    blocks = list(sensor.blocks())
    assert blocks[0].channel == "inertial"
    assert np.concatenate([block.samples for block in blocks])[1].tolist() == [1, 11, 21, 31, 41, 51]
    assert sensor.grade == "bar_imu"


def test_what_cannot_be_played_says_what_there_is() -> None:
    force = Recording({"force": Signal([1.0, 2.0], "N", rate_hz=100)})
    with pytest.raises(MissingChannel, match="found force, needed position, velocity"):
        sensors.replay(force)
    with pytest.raises(MissingChannel, match="needed velocity"):
        sensors.replay(_bar(), channel="velocity")
    with pytest.raises(BadValue, match="speed: found 0"):
        sensors.replay(_bar(), speed=0)
    with pytest.raises(CatalogError, match="linear_encodr"):
        sensors.replay(_bar(), device="linear_encodr")
    with pytest.raises(BadValue, match=r"sensors\.replay"):
        sensors.open("replay:squat.csv")
