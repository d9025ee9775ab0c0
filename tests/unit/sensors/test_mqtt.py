"""MQTT, with a real broker on loopback."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager

import numpy as np
import pytest

from neuraldrive import sensors
from neuraldrive.errors import SensorNotOpened
from sensor_peers import Background, Taker, publisher

pytest.importorskip("paho.mqtt", reason="paho-mqtt is not installed")
pytest.importorskip("amqtt", reason="the broker amqtt is not installed")

Publish = Callable[[str, bytes | str], None]


def _broker(port: int = 0) -> Background:
    from amqtt.broker import Broker

    @asynccontextmanager
    async def begin() -> AsyncIterator[int]:
        broker = Broker(
            {
                "listeners": {"default": {"type": "tcp", "bind": f"127.0.0.1:{port}"}},
                "plugins": {"amqtt.plugins.authentication.AnonymousAuthPlugin": {"allow_anonymous": True}},
            }
        )
        await broker.start()
        yield next(iter(broker._servers.values())).instance.sockets[0].getsockname()[1]
        await broker.shutdown()

    return Background(begin)


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    broker = _broker()
    yield broker.port
    broker.stop()


@pytest.fixture
def publish(port: int) -> Iterator[Publish]:
    with publisher(port) as publish:
        yield publish


def test_single_samples_lists_and_binary_pairs_come_alike(port: int, publish: Publish) -> None:
    with sensors.open(f"mqtt://127.0.0.1:{port}/gym/bar1?unit=cm") as sensor:
        taker = Taker(sensor)
        publish("gym/bar1", json.dumps({"t": 0.00, "position": 50, "battery": 81}))
        publish("gym/bar1", json.dumps({"t": [0.01, 0.02], "position": [51, 52]}))
        publish("gym/bar1", json.dumps([[0.03, 53], [0.04, 54]]))
        publish("gym/bar1", np.array([[0.05, 55], [0.06, 56]]).astype("<f8").tobytes())
        publish("gym/bar1", "0.07,57\n0.08,58\n")
        publish("gym/bar2", json.dumps({"t": 0.09, "position": 99}))
        taker.until(samples=9)
        assert taker.times_s == pytest.approx(np.arange(9) / 100)
        assert taker.samples == pytest.approx(np.arange(0.50, 0.585, 0.01))
        assert taker.blocks[-1].battery == pytest.approx(0.81)
        assert taker.notes == []


def test_a_message_that_comes_twice_is_left_out_once(port: int, publish: Publish) -> None:
    with sensors.open(f"mqtt://127.0.0.1:{port}/gym/+") as sensor:
        taker = Taker(sensor)
        packets = [json.dumps({"t": [k, k + 0.1, k + 0.2], "velocity": [k, k, k]}) for k in (0.0, 0.3, 0.6)]
        for which in (0, 1, 1, 0, 2):
            publish("gym/bar7", packets[which])
        taker.until(samples=9)
        assert taker.times_s == pytest.approx(np.arange(9) / 10)
        assert taker.blocks[0].channel == "velocity"
        assert sensor.counts.doubled == 6


def test_messages_that_cannot_be_read_are_counted(port: int, publish: Publish) -> None:
    with sensors.open(f"mqtt://127.0.0.1:{port}/gym/bar1") as sensor:
        taker = Taker(sensor)
        bad = [
            '{"t": 1',
            '{"position": 0.5}',
            '{"t": [1, 2], "position": [0.5]}',
            "[" * 2000,
            b"\x00\x01",
            "null",
            '"x"',
        ]
        for message in (*bad, '{"t": 0.0, "position": 0.5}'):
            publish("gym/bar1", message)
        taker.until(samples=1)
        assert sensor.counts.unread == len(bad)


def test_a_broker_that_dies_and_comes_back_is_found_again() -> None:
    broker = _broker()
    with sensors.open(f"mqtt://127.0.0.1:{broker.port}/gym/bar1") as sensor:
        taker = Taker(sensor)
        with publisher(broker.port) as publish:
            publish("gym/bar1", '{"t": 0.0, "position": 0.5}')
        taker.until(samples=1)
        broker.stop()
        taker.until(note="connection lost")
        again = _broker(broker.port)
        taker.until(note="reconnected after")
        with publisher(broker.port) as publish:
            publish("gym/bar1", '{"t": 1.0, "position": 0.6}')
        taker.until(samples=2, note="gap of 1.0 s")
    assert sensor.counts.reconnections == 1
    again.stop()


def test_no_broker_is_told_without_the_password() -> None:
    with pytest.raises(SensorNotOpened, match="needed a broker that gives us gym/bar1") as error:
        sensors.open("mqtt://coach:secret@127.0.0.1:1/gym/bar1")
    assert "secret" not in str(error.value)
    assert "127.0.0.1:1" in str(error.value)


def test_a_broker_that_refuses_us_is_told() -> None:
    from amqtt.broker import Broker

    @asynccontextmanager
    async def begin() -> AsyncIterator[int]:
        closed = {"amqtt.plugins.authentication.AnonymousAuthPlugin": {"allow_anonymous": False}}
        broker = Broker({"listeners": {"default": {"type": "tcp", "bind": "127.0.0.1:0"}}, "plugins": closed})
        await broker.start()
        yield next(iter(broker._servers.values())).instance.sockets[0].getsockname()[1]
        await broker.shutdown()

    broker = Background(begin)
    with pytest.raises(SensorNotOpened, match=r"refused: .*user and password"):
        sensors.open(f"mqtt://127.0.0.1:{broker.port}/gym/bar1")
    broker.stop()
