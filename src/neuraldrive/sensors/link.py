"""A connection to a device: what the thread that reads a sensor asks of it."""

from __future__ import annotations

import time
from typing import NamedTuple, Protocol

PATIENCE_S = 0.1
"""How long a link waits for data before it looks whether the sensor was closed."""
OPENING_S = 5.0
LARGEST_MESSAGE = 1 << 20


class Message(NamedTuple):
    """Bytes or text that came at a time by our clock; or a note, which may tell that a device came back."""

    at_s: float
    data: bytes | str = b""
    note: str = ""
    is_back: bool = False


class Link(Protocol):
    """Serial port, broker or socket."""

    def connect(self) -> None:
        """Opens it, the first time or again.

        Raises:
            SensorNotOpened: with what was found and what to do.
        """
        ...

    def receive(self) -> list[Message]:
        """What has come, after at most PATIENCE_S. Any exception means that the connection is lost."""
        ...

    def disconnect(self) -> None:
        """Lets go of it, whatever state it is in; raises nothing."""
        ...


def now_s() -> float:
    """Our clock, which never jumps."""
    return time.monotonic()
