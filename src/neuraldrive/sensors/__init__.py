"""Live source → blocks of samples: replay, serial port, MQTT, WebSocket."""

from __future__ import annotations

from neuraldrive.sensors.address import Address, parse_address
from neuraldrive.sensors.interface import Counts, Sensor
from neuraldrive.sensors.opening import open
from neuraldrive.sensors.replay import replay

__all__ = ["Address", "Counts", "Sensor", "open", "parse_address", "replay"]
