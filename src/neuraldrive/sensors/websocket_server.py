"""A WebSocket to which a phone or device connects."""

from __future__ import annotations

import asyncio
from concurrent.futures import Future
from queue import Empty, Full, Queue
from threading import Thread
from typing import Any

from neuraldrive.errors import BadValue, SensorNotOpened
from neuraldrive.sensors.extras import extra
from neuraldrive.sensors.link import LARGEST_MESSAGE, OPENING_S, PATIENCE_S, Message, now_s
from neuraldrive.sensors.websocket_client import KEEP_ALIVE_S

_MOST_MESSAGES, _FULL_WAIT_S = 4096, 0.005


class WebSocketServer:
    """Listens at host:port; the device that connected last is the one that is heard.

    Args:
        key: if not empty, the path that a device must ask for (ws://host:port/key).
    """

    def __init__(self, place: str, key: str = "") -> None:
        host, _, port = place.rpartition(":")
        if not port.isdigit() or int(port) > 65_535:
            raise BadValue(
                "sensor address", found=repr(place), needed="host:port", remedy="Write it as ws:0.0.0.0:8765."
            )
        self._host, self.port, self._key = host.strip("[]") or "127.0.0.1", int(port), key
        self._server = extra("websockets.asyncio.server")
        self._errors = extra("websockets.exceptions")
        self._came: Queue[Message] = Queue(_MOST_MESSAGES)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stop: asyncio.Event | None = None
        self._device: Any = None
        self._left_s: float | None = None

    def connect(self) -> None:
        """Begins to listen."""
        ready: Future[int] = Future()
        Thread(target=lambda: asyncio.run(self._serve(ready)), name="WebSocket", daemon=True).start()
        try:
            self.port = ready.result(OPENING_S)
        except (OSError, TimeoutError) as error:
            raise SensorNotOpened(
                f"WebSocket at {self._host}:{self.port}", found=f"{error}", needed="a free port of this machine",
                remedy="Name another port (ws:0.0.0.0:8766), and a host of this machine: 0.0.0.0 for all.",
            ) from error  # fmt: skip

    def receive(self) -> list[Message]:
        """The messages that have come, and who came or went."""
        try:
            came = [self._came.get(timeout=PATIENCE_S)]
        except Empty:
            return []
        while not self._came.empty():
            came.append(self._came.get_nowait())
        return came

    def disconnect(self) -> None:
        """Closes the connection and stops listening."""
        if self._loop is not None and self._stop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._stop.set)

    async def _serve(self, ready: Future[int]) -> None:
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        try:
            async with self._server.serve(
                self._hear, self._host, self.port, ping_interval=KEEP_ALIVE_S, ping_timeout=KEEP_ALIVE_S,
                max_size=LARGEST_MESSAGE, process_request=self._check_key, compression=None,
            ) as server:  # fmt: skip
                ready.set_result(server.sockets[0].getsockname()[1])
                await self._stop.wait()
        except OSError as error:
            ready.set_exception(error)

    def _check_key(self, connection: Any, request: Any) -> Any:
        asked = request.path.partition("?")[0].strip("/")
        return connection.respond(403, "the key is wrong\n") if self._key and asked != self._key else None

    async def _hear(self, connection: Any) -> None:
        before, self._device = self._device, connection
        where = connection.remote_address[0]
        if before is not None:
            await before.close(1008, "another device has connected")
        await self._hand_on(self._greeting(where))
        try:
            async for data in connection:
                await self._hand_on(Message(now_s(), data))
        except self._errors.ConnectionClosed as error:
            await self._hand_on(Message(now_s(), note=f"connection to {where} lost: {error}"))
        else:
            await self._hand_on(Message(now_s(), note=f"{where} left"))
        finally:
            self._device = None if self._device is connection else self._device
            self._left_s = now_s()

    def _greeting(self, where: str) -> Message:
        if self._left_s is None:
            return Message(now_s(), note=f"{where} connected")
        return Message(now_s(), note=f"reconnected after {now_s() - self._left_s:.1f} s", is_back=True)

    async def _hand_on(self, message: Message) -> None:
        """Waits while there is no room: the device is then held up by TCP."""
        while True:
            try:
                self._came.put_nowait(message)
                return
            except Full:
                await asyncio.sleep(_FULL_WAIT_S)
