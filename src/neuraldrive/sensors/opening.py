"""Address → sensor."""

from __future__ import annotations

from collections.abc import Callable

from neuraldrive import catalog
from neuraldrive.errors import BadValue
from neuraldrive.records import Recording
from neuraldrive.sensors.address import Address, parse_address
from neuraldrive.sensors.chronojump import Chronojump
from neuraldrive.sensors.interface import Sensor
from neuraldrive.sensors.layout import layout_of
from neuraldrive.sensors.link import Link
from neuraldrive.sensors.live_sensor import Decoder, LiveSensor
from neuraldrive.sensors.messages import Lines, Messages
from neuraldrive.sensors.mqtt import MqttLink
from neuraldrive.sensors.replay import replay
from neuraldrive.sensors.serial_port import SerialLink
from neuraldrive.sensors.websocket_client import WebSocketLink
from neuraldrive.sensors.websocket_server import WebSocketServer

BAUD = 115_200
_FORMATS = ("csv", "json", "chronojump")


def open(address: str, *, read: Callable[[str], Recording] | None = None) -> Sensor:
    """The sensor at an address.

    `replay:FILE?speed=4`, `serial:/dev/ttyUSB0?baud=115200&format=csv|json|chronojump`, `mqtt://host:1883/topic`,
    `ws://host:port/path`, or `ws:host:port?key=…` for a device that connects to us (`ws` alone: ws:127.0.0.1:8765). After
    the question mark, each may say `device` (kind in the catalogue), `name` and `channel`
    (position, velocity, acceleration, inertial); live ones also `unit`, `rotation_unit` and `time_unit` where these are
    not SI. docs/howto/connect-a-sensor says what each may send.

    Args:
        read: gives the recording in a file, for replay.

    Raises:
        BadValue: an address, option or unit that cannot be.
        CatalogError: no such device.
        MissingExtra: the package for it is not installed.
        SensorNotOpened: nothing there, or not for us. Once it is open, nothing raises.

    >>> from neuraldrive.records import Signal
    >>> bar = Recording({"position": Signal([0.0, 0.1], "m", rate_hz=100)})
    >>> with open("replay:squat.csv?speed=4", read=lambda path: bar) as sensor:
    ...     list(sensor.blocks())
    [SampleBlock(replay:squat.csv, 2 samples of position, from 0 s to 0.01 s)]
    """
    found = parse_address(address)
    device = found.options.get("device")
    if device is not None:
        catalog.sensor(device)
    if found.kind == "replay":
        return _replayed(found, read)
    decoder = _decoder(found)
    if isinstance(decoder, Chronojump):
        device = device or "linear_encoder"
    return LiveSensor(found.name, _link(found), decoder, device)


def _replayed(address: Address, read: Callable[[str], Recording] | None) -> Sensor:
    if read is None:
        raise BadValue(
            "sensor address", found=f"replay:{address.place}", needed="the recording in it",
            remedy="Read it with readers.read, and play it with sensors.replay(recording).",
        )  # fmt: skip
    options = address.options
    return replay(
        read(address.place), speed=address.number("speed", 1.0), channel=options.get("channel"),
        device=options.get("device"), name=address.name,
    )  # fmt: skip


def _decoder(address: Address) -> Decoder:
    layout = layout_of(address)
    if address.kind != "serial":
        return Messages(layout)
    form = address.options.get("format", "csv")
    if form not in _FORMATS:
        raise BadValue("format", found=repr(form), needed=f"one of {', '.join(_FORMATS)}", remedy="Choose one.")
    if form != "chronojump":
        return Lines(layout)
    if layout.unit is not None or layout.channel not in (None, "position"):
        raise BadValue(
            "format", found="chronojump with a unit or channel", needed="neither: it sends millimetres of position",
            remedy="Leave them out.",
        )  # fmt: skip
    return Chronojump()


def _link(address: Address) -> Link:
    if address.kind == "serial":
        return SerialLink(address.place, int(address.number("baud", BAUD)))
    if address.kind == "mqtt":
        return MqttLink(address.place)
    if address.kind == "websocket":
        return WebSocketLink(address.place)
    return WebSocketServer(address.place, address.options.get("key", ""))
