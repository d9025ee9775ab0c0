"""Serial ports, on a pseudo-terminal."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from neuraldrive import sensors
from neuraldrive.errors import SensorNotOpened
from sensor_peers import Taker, Terminal, wait_until

pytest.importorskip("serial", reason="pyserial is not installed")


@pytest.fixture
def device(tmp_path: Path) -> Iterator[Terminal]:
    terminal = Terminal(tmp_path)
    yield terminal
    if terminal.port.is_symlink():
        terminal.pull_out()


def test_lines_of_time_and_position_come_in_metres_and_seconds(device: Terminal) -> None:
    with sensors.open(f"serial:{device.port}?unit=mm&time_unit=ms&device=linear_encoder&name=bar 1") as sensor:
        taker = Taker(sensor)
        device.send("cut off\n10,500\r\n20,502\n30;504\n40 506\n")
        taker.until(samples=4)
        assert taker.times_s == pytest.approx([0.01, 0.02, 0.03, 0.04])
        assert taker.samples == pytest.approx([0.500, 0.502, 0.504, 0.506])
        assert (sensor.grade, taker.blocks[0].sensor, taker.blocks[0].channel) == (
            "linear_encoder",
            "bar 1",
            "position",
        )
    assert taker.ended()


def test_seven_columns_are_an_inertial_unit(device: Terminal) -> None:
    with sensors.open(f"serial:{device.port}?unit=g&rotation_unit=deg/s") as sensor:
        taker = Taker(sensor)
        device.send("\n0.000,0,0,1,180,0,0\n0.005,0,0.5,1,0,90,0\n")
        taker.until(samples=2)
        assert taker.samples == pytest.approx(
            np.array([[0, 0, 9.80665, np.pi, 0, 0], [0, 4.903325, 9.80665, 0, np.pi / 2, 0]])
        )
        assert (taker.blocks[0].channel, sensor.grade) == ("inertial", "bar_imu")


def test_lines_that_cannot_be_read_are_counted_and_the_others_kept(device: Terminal) -> None:
    with sensors.open(f"serial:{device.port}") as sensor:
        taker = Taker(sensor)
        device.send(b"\nrst:0x1 (POWERON_RESET)\nt,x\n0.00,0.5\n\xff\xfe\x00\n0.01,nan\n0.02,0.51,9\n{\n")
        device.send(b"x" * 20_000 + b'\n# battery 4 %\n{"t": 0.03, "position": 0.52}\n')
        taker.until(samples=2, note="battery 4 %")
        assert taker.samples == pytest.approx([0.5, 0.52])
        assert (sensor.counts.unread, sensor.counts.not_finite) == (6, 1)
        assert taker.blocks[-1].battery == pytest.approx(0.04)


def test_the_bytes_of_a_chronojump_encoder_are_a_squat_in_millimetres(device: Terminal) -> None:
    clock = np.arange(0.0, 9.5, 0.001)
    depth_mm = np.rint(250 * np.cos(2 * np.pi * clock / 3)).astype(int)
    steps = np.diff(depth_mm, prepend=depth_mm[0]).astype(np.int8).tobytes()
    with sensors.open(f"serial:{device.port}?format=chronojump") as sensor:
        taker = Taker(sensor)
        device.send(steps)
        taker.until(samples=clock.size)
        assert sensor.grade == "linear_encoder"
    assert taker.times_s == pytest.approx(clock)
    assert taker.samples == pytest.approx((depth_mm - depth_mm[0]) / 1000)


def test_a_cable_that_is_pulled_out_and_plugged_in_again_is_told_and_read_on(device: Terminal) -> None:
    with sensors.open(f"serial:{device.port}") as sensor:
        taker = Taker(sensor)
        device.send("\n0.00,0.50\n0.01,0.51\n")
        taker.until(samples=2)
        device.pull_out()
        taker.until(note="connection lost")
        device.plug_in()
        taker.until(note="reconnected after")
        device.send("9,0.\n0.80,0.52\n")
        taker.until(samples=3, note="gap of 0.8 s")
        assert taker.times_s == pytest.approx([0.00, 0.01, 0.80])
        assert (sensor.counts.reconnections, sensor.counts.gaps, sensor.counts.misdated) == (1, 1, 0)


def test_a_port_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(SensorNotOpened, match=r"no such port, needed a device on it\. Plug it in") as error:
        sensors.open(f"serial:{tmp_path}/ttyUSB7")
    assert "ttyUSB7" in str(error.value)


def test_a_port_that_another_holds_says_so(device: Terminal) -> None:
    with (
        sensors.open(f"serial:{device.port}"),
        pytest.raises(SensorNotOpened, match=r"another program holds, .* Close that program"),
    ):
        sensors.open(f"serial:{device.port}")


def test_a_device_that_falls_silent_is_told_while_it_is(device: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("neuraldrive.sensors.live_sensor.SILENCE_S", 0.2)
    with sensors.open(f"serial:{device.port}") as sensor:
        taker = Taker(sensor)
        device.send("\n0.00,0.50\n")
        taker.until(samples=1, note="nothing has come for 0.2 s")
        device.send("0.01,0.51\n")
        taker.until(samples=2)
        wait_until(lambda: taker.notes.count("nothing has come for 0.2 s") == 2)
