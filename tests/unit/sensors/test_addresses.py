"""Addresses: what they may say, and what is said of those that cannot be."""

from __future__ import annotations

import sys

import pytest

from neuraldrive import sensors
from neuraldrive.errors import BadValue, CatalogError, MissingExtra


@pytest.mark.parametrize(
    ("text", "kind", "place", "options"),
    [
        ("replay:squat.csv?speed=4", "replay", "squat.csv", {"speed": "4"}),
        ("replay:what?.csv", "replay", "what?.csv", {}),
        (r"replay:C:\bars\squat.csv", "replay", r"C:\bars\squat.csv", {}),
        ("serial:/dev/ttyUSB0?unit=m%2Fs", "serial", "/dev/ttyUSB0", {"unit": "m/s"}),
        ("serial:COM3?format=chronojump", "serial", "COM3", {"format": "chronojump"}),
        ("mqtt://gym.local/bars/+", "mqtt", "mqtt://gym.local/bars/+", {}),
        ("wss://gym.local/bar?token=a&unit=g", "websocket", "wss://gym.local/bar?token=a", {"unit": "g"}),
        ("ws", "websocket_server", "127.0.0.1:8765", {}),
        ("ws:0.0.0.0:80?key=chalk", "websocket_server", "0.0.0.0:80", {"key": "chalk"}),
    ],
)
def test_addresses_are_read(text: str, kind: str, place: str, options: dict[str, str]) -> None:
    address = sensors.parse_address(text)
    assert (address.kind, address.place, dict(address.options)) == (kind, place, options)


@pytest.mark.parametrize(
    "text", ["", "squat.csv", "serial:", "replay:", "mqtt://", "mqtt:gym", "ws://", "bluetooth:bar"]
)
def test_what_is_no_address_is_told_how_to_write_one(text: str) -> None:
    with pytest.raises(BadValue, match="needed replay:FILE, serial:PORT, mqtt://HOST/TOPIC"):
        sensors.parse_address(text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("serial:COM3?uint=mm", "found the option 'uint'"),
        ("serial:COM3?speed=2", "found the option 'speed'"),
        ("ws://phone:80?uint=mm", "found the option 'uint'"),
        ("serial:COM3?baud=fast", "found 'fast', needed a number above 0"),
        ("serial:COM3?format=xml", "needed one of csv, json, chronojump"),
        ("serial:COM3?unit=furlong", "unit: found 'furlong'"),
        ("serial:COM3?unit=kg", "needed a unit of length, velocity or acceleration"),
        ("serial:COM3?unit=mm&channel=velocity", "needed a unit of velocity, m/s say"),
        ("serial:COM3?channel=force", "needed one of position, velocity, acceleration, inertial"),
        ("serial:COM3?time_unit=mm", "time_unit: found 'mm', needed a unit like s"),
        ("serial:COM3?format=chronojump&unit=mm", "it sends millimetres of position"),
        ("mqtt://gym.local", "found no topic"),
        ("mqtt://gym.local:port/bar", "needed a host, or host:port"),
    ],
)
def test_what_an_address_cannot_say_is_told(text: str, told: str) -> None:
    with pytest.raises(BadValue) as error:
        sensors.open(text)
    assert told in str(error.value)


def test_a_device_that_the_catalogue_does_not_know_is_refused_before_anything_is_opened() -> None:
    with pytest.raises(CatalogError):
        sensors.open("serial:/dev/nowhere?device=laser")


@pytest.mark.parametrize(
    ("address", "package"), [("serial:COM3", "serial"), ("mqtt://gym/bar", "paho"), ("ws", "websockets")]
)
def test_without_its_package_it_says_what_to_install(
    address: str, package: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("neuraldrive.sensors.extras.find_spec", lambda name: None if name == package else sys)
    with pytest.raises(MissingExtra, match=r"pip install 'neuraldrive\[live\]'"):
        sensors.open(address)
