"""A device on a serial port: lines of numbers, or Chronojump's bytes."""

from __future__ import annotations

import errno
import time
from contextlib import suppress
from typing import Any

from neuraldrive.errors import SensorNotOpened
from neuraldrive.sensors.extras import extra
from neuraldrive.sensors.link import PATIENCE_S, Message, now_s

_TOGETHER_S = 0.008
"""What comes so soon after the first byte is read with it."""


class SerialLink:
    """A port, by its name."""

    def __init__(self, port: str, baud: int) -> None:
        self._port, self._baud = port, baud
        self._serial, self._ports = extra("serial"), extra("serial.tools.list_ports")
        self._open: Any = None

    def connect(self) -> None:
        """Opens the port, for us alone."""
        try:
            self._open = self._serial.Serial(self._port, self._baud, timeout=PATIENCE_S, exclusive=True)
        except (OSError, ValueError) as error:
            raise self._not_opened(error) from error

    def receive(self) -> list[Message]:
        """The bytes that have come."""
        first = self._open.read(1)
        if not first:
            return []
        time.sleep(_TOGETHER_S)
        rest = self._open.read(self._open.in_waiting)
        return [Message(now_s(), first + rest)]

    def disconnect(self) -> None:
        """Closes the port."""
        port, self._open = self._open, None
        if port is not None:
            with suppress(Exception):  # it may have been pulled out
                port.close()

    def _not_opened(self, error: Exception) -> SensorNotOpened:
        code = getattr(error, "errno", None)
        there = ", ".join(sorted(each.device for each in self._ports.comports())) or "none"
        found, remedy = f"{error}", "Check the cable, and the name of the port."
        if code == errno.ENOENT or "FileNotFound" in found:
            found, remedy = "no such port", f"Plug it in, or name another port (there now: {there})."
        elif code == errno.EACCES or "PermissionError" in found:
            found, remedy = (
                "a port that you may not open",
                "On Linux: sudo usermod -aG dialout $USER, and log in again.",
            )
        elif code == errno.EBUSY or "lock" in found:
            found, remedy = "a port that another program holds", "Close that program."
        return SensorNotOpened(f"serial port {self._port}", found=found, needed="a device on it", remedy=remedy)
