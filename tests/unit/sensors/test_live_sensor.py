"""What a live sensor does with what its link brings: bounds, notes, batteries, and a consumer who is slow."""

from __future__ import annotations

from queue import Empty, Queue

import numpy as np
import pytest

from neuraldrive.sensors.doubts import Doubts
from neuraldrive.sensors.interface import Counts
from neuraldrive.sensors.layout import Layout, Rows
from neuraldrive.sensors.link import Message, now_s
from neuraldrive.sensors.live_sensor import LiveSensor
from neuraldrive.sensors.messages import Messages
from neuraldrive.sensors.waiting import Parcel, Waiting
from sensor_peers import Taker, wait_until


class Line:
    """A link that brings what the test puts on it; an exception is a broken connection."""

    def __init__(self) -> None:
        self.coming: Queue[str | Exception] = Queue()
        self.connections, self.refusals = 0, 0

    def connect(self) -> None:
        if self.refusals:
            self.refusals -= 1
            raise ConnectionRefusedError
        self.connections += 1

    def receive(self) -> list[Message]:
        try:
            found = self.coming.get(timeout=0.02)
        except Empty:
            return []
        if isinstance(found, Exception):
            raise found
        return [Message(now_s(), found)]

    def disconnect(self) -> None:
        self.connections -= 1


def test_whatever_breaks_a_link_it_is_tried_again_with_longer_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("neuraldrive.sensors.live_sensor.FIRST_WAIT_S", 0.02)
    line = Line()
    with LiveSensor("bar", line, Messages(Layout())) as sensor:
        taker = Taker(sensor)
        line.refusals = 3
        line.coming.put(ZeroDivisionError("a bug in a driver"))
        line.coming.put("0.1,0.5")
        taker.until(samples=1, note="reconnected after")
        assert line.refusals == 0
        assert taker.notes[0] == "connection lost: a bug in a driver"
        assert sensor.counts.reconnections == 1
    assert line.connections == 0


def test_a_sensor_can_be_closed_while_it_waits_for_its_device() -> None:
    line = Line()
    sensor = LiveSensor("bar", line, Messages(Layout()))
    taker = Taker(sensor)
    line.refusals = 1000
    line.coming.put(ConnectionResetError())
    taker.until(note="connection lost: ConnectionResetError")
    sensor.close()
    sensor.close()
    assert taker.ended()


def test_a_battery_is_told_when_it_gets_low_and_not_at_each_message() -> None:
    line = Line()
    with LiveSensor("bar", line, Messages(Layout())) as sensor:
        taker = Taker(sensor)
        for k, level in enumerate((80, 30, 19, 19, 18, 9, 9, 4, 4, 100, 15)):
            line.coming.put(f'{{"t": {k / 100}, "velocity": 0, "battery": {level}}}')
            taker.until(samples=k + 1)
        taker.until(note="battery 15 %")
    assert [note for note in taker.notes if "battery" in note] == [
        "battery 19 %",
        "battery 9 %",
        "battery 4 %",
        "battery 15 %",
    ]


def test_who_does_not_take_the_samples_in_time_loses_the_oldest_and_is_told() -> None:
    counts = Counts()
    waiting = Waiting(counts, most=100)
    for k in range(50):
        waiting.put(Parcel(float(k), Rows(np.arange(9.0), np.zeros((9, 1)))))
    assert counts.dropped == 40 * 9
    assert [parcel.at_s for parcel in waiting.take() or []] == [float(k) for k in range(40, 50)]


def test_dropped_samples_are_told_in_the_next_block(monkeypatch: pytest.MonkeyPatch) -> None:
    line = Line()
    with LiveSensor("bar", line, Messages(Layout())) as sensor:
        sensor._waiting._most = 10
        for k in range(30):
            line.coming.put(f"{k / 100},0.5")
        wait_until(lambda: line.coming.empty() and sensor.counts.dropped >= 24)
        taker = Taker(sensor)
        taker.until(note=f"{sensor.counts.dropped} samples dropped")
    assert sensor.counts.dropped + sensor.counts.samples + line.coming.qsize() == 30


def test_many_messages_are_given_on_together() -> None:
    line = Line()
    with LiveSensor("bar", line, Messages(Layout())) as sensor:
        for k in range(2000):
            line.coming.put(f"{k / 1000},0.5")
        taker = Taker(sensor)
        taker.until(samples=2000)
    assert len(taker.blocks) < 200
    assert (np.diff(taker.times_s) > 0).all()


@pytest.mark.parametrize(
    ("channel", "size", "told"),
    [
        ("position", 480.0, "its position is 480 in SI units: is it unit=mm?"),
        ("velocity", 600.0, "its velocity is 600 in SI units: is it unit=mm/s?"),
        ("inertial", 1.0, "at rest it feels 1.00 m/s² instead of 9.8: is it unit=g?"),
        ("position", 0.48, None),
        ("inertial", 9.81, None),
    ],
)
def test_a_unit_that_was_not_declared_is_suspected(channel: str, size: float, told: str | None) -> None:
    at = np.linspace(0.0, 2.5, 251)
    values = np.zeros((251, 6 if channel == "inertial" else 1))
    values[:, min(2, values.shape[1] - 1)] = size
    assert Doubts().about(channel, at, values, at) == ((told,) if told else ())


@pytest.mark.parametrize("factor", [1e3, 1e6, 1e-3])
def test_a_time_unit_that_was_not_declared_is_suspected(factor: float) -> None:
    at = np.linspace(0.0, 2.5, 251)
    (told,) = Doubts().about("position", factor * at, np.zeros((251, 1)), at)
    assert told.startswith(f"its times run {factor:g} times as fast as ours")
