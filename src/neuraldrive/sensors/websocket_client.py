"""A device or phone that serves a WebSocket."""

from __future__ import annotations

from contextlib import ExitStack, suppress
from typing import Any

from neuraldrive.errors import SensorNotOpened
from neuraldrive.sensors.extras import extra
from neuraldrive.sensors.link import LARGEST_MESSAGE, OPENING_S, PATIENCE_S, Message, now_s

KEEP_ALIVE_S = 5.0
"""How often the other side is asked whether it is there, and how long it has to answer."""


class WebSocketLink:
    """A WebSocket by its address."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._websockets, self._errors = extra("websockets.sync.client"), extra("websockets.exceptions")
        self._held = ExitStack()
        self._open: Any = None

    def connect(self) -> None:
        """Connects, past any proxy: devices are in the same room."""
        try:
            connection = self._websockets.connect(
                self._url, open_timeout=OPENING_S, close_timeout=1.0, ping_interval=KEEP_ALIVE_S,
                ping_timeout=KEEP_ALIVE_S, max_size=LARGEST_MESSAGE, proxy=None, compression=None,
            )  # fmt: skip
            self._open = self._held.enter_context(connection)
        except (OSError, ValueError, self._errors.WebSocketException) as error:
            raise SensorNotOpened(
                f"WebSocket {self._url.partition('?')[0]}", found=f"{str(error) or type(error).__name__}",
                needed="a device that answers there",
                remedy="Check its address and that it is on the same network; to be connected to, use ws:HOST:PORT.",
            ) from error  # fmt: skip

    def receive(self) -> list[Message]:
        """The message that has come."""
        try:
            return [Message(now_s(), data=self._open.recv(timeout=PATIENCE_S))]
        except TimeoutError:
            return []

    def disconnect(self) -> None:
        """Closes the connection."""
        held, self._held, self._open = self._held, ExitStack(), None
        with suppress(Exception):  # the device is gone: nobody hears it
            held.close()
