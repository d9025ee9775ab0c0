"""WebSockets on loopback, with us on either end."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import numpy as np
import pytest

from neuraldrive import sensors
from neuraldrive.errors import BadValue, SensorNotOpened
from sensor_peers import Background, Taker

websockets = pytest.importorskip("websockets.sync.client", reason="websockets is not installed")


def _device(messages: list[str | bytes], port: int = 0, paths: list[str] | None = None) -> Background:
    """A device that sends its messages to all who connect, and then stays."""
    from websockets.asyncio.server import ServerConnection, serve

    async def talk(connection: ServerConnection) -> None:
        assert connection.request is not None
        (paths if paths is not None else []).append(connection.request.path)
        for message in messages:
            await connection.send(message)
        await connection.wait_closed()

    @asynccontextmanager
    async def begin() -> AsyncIterator[int]:
        async with serve(talk, "127.0.0.1", port) as server:
            yield server.sockets[0].getsockname()[1]

    return Background(begin)


def test_text_and_binary_frames_of_a_device_come_alike() -> None:
    paths: list[str] = []
    pairs = np.array([[0.02, 0.52], [0.03, 0.53]]).astype("<f8").tobytes()
    device = _device(['{"t": 0.0, "position": 0.5}', "0.01,0.51", pairs], paths=paths)
    with sensors.open(f"ws://127.0.0.1:{device.port}/bar?token=abc&channel=position") as sensor:
        taker = Taker(sensor)
        taker.until(samples=4)
        assert taker.samples == pytest.approx([0.50, 0.51, 0.52, 0.53])
        assert sensor.name == f"ws://127.0.0.1:{device.port}/bar"
    device.stop()
    assert paths == ["/bar?token=abc"]


def test_a_device_that_dies_and_comes_back_is_found_again() -> None:
    device = _device(['{"t": 0.0, "position": 0.5}'])
    with sensors.open(f"ws://127.0.0.1:{device.port}") as sensor:
        taker = Taker(sensor)
        taker.until(samples=1)
        device.stop()
        taker.until(note="connection lost")
        device = _device(['{"t": 0.9, "position": 0.6}'], device.port)
        taker.until(samples=2, note="reconnected after")
        assert taker.times_s == pytest.approx([0.0, 0.9])
        assert "gap of 0.9 s" in taker.notes
    device.stop()


def test_nobody_there_is_told() -> None:
    with pytest.raises(
        SensorNotOpened, match=r"WebSocket ws://127.0.0.1:1/bar: .*to be connected to, use ws:HOST:PORT"
    ):
        sensors.open("ws://127.0.0.1:1/bar?token=abc")


def test_a_phone_can_connect_leave_and_connect_again() -> None:
    with sensors.open("ws:127.0.0.1:0?unit=mm") as sensor:
        address, taker = f"ws://127.0.0.1:{sensor._link.port}", Taker(sensor)  # type: ignore[attr-defined]
        with websockets.connect(address, proxy=None) as phone:
            phone.send(json.dumps({"t": [0.0, 0.1], "position": [500, 510]}))
            taker.until(samples=2, note="127.0.0.1 connected")
        taker.until(note="127.0.0.1 left")
        with websockets.connect(address, proxy=None) as phone:
            phone.send(json.dumps({"t": 0.2, "position": 520}))
            taker.until(samples=3, note="reconnected after")
        assert taker.samples == pytest.approx([0.50, 0.51, 0.52])
        assert sensor.counts.reconnections == 1
    assert taker.ended()


def test_the_device_that_connected_last_is_heard() -> None:
    with sensors.open("ws:127.0.0.1:0") as sensor:
        address, taker = f"ws://127.0.0.1:{sensor._link.port}", Taker(sensor)  # type: ignore[attr-defined]
        with websockets.connect(address, proxy=None) as first:
            first.send("0.0,0.5")
            taker.until(samples=1)
            with websockets.connect(address, proxy=None) as second:
                second.send("0.1,0.6")
                taker.until(samples=2)
                with pytest.raises(Exception, match="another device has connected"):
                    first.recv(timeout=5)


def test_without_the_key_nobody_is_let_in() -> None:
    with sensors.open("ws:127.0.0.1:0?key=chalk") as sensor:
        address, taker = f"ws://127.0.0.1:{sensor._link.port}", Taker(sensor)  # type: ignore[attr-defined]
        with pytest.raises(Exception, match="403"):
            websockets.connect(address, proxy=None)
        with websockets.connect(f"{address}/chalk", proxy=None) as phone:
            phone.send("0.0,0.5")
            taker.until(samples=1)


def test_a_port_that_is_taken_is_told() -> None:
    with sensors.open("ws:127.0.0.1:0") as sensor:
        port = sensor._link.port  # type: ignore[attr-defined]
        with pytest.raises(SensorNotOpened, match=r"needed a free port of this machine\. Name another port"):
            sensors.open(f"ws:127.0.0.1:{port}")


@pytest.mark.parametrize("place", ["gym", "127.0.0.1:", "127.0.0.1:70000"])
def test_a_place_to_listen_at_has_a_port(place: str) -> None:
    with pytest.raises(BadValue, match="needed host:port"):
        sensors.open(f"ws:{place}")
