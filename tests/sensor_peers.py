"""Devices for tests of sensors: a pseudo-terminal, a broker, a WebSocket; and one who takes what a sensor gives."""

from __future__ import annotations

import asyncio
import os
import time
import tty
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import Any

import numpy as np

from neuraldrive.records import SampleBlock
from neuraldrive.sensors import Sensor

PATIENCE_S = 8.0


class Taker:
    """Takes the blocks of a sensor in a thread."""

    def __init__(self, sensor: Sensor) -> None:
        self.blocks: list[SampleBlock] = []
        self._thread = Thread(target=self._take, args=(sensor,), daemon=True)
        self._thread.start()

    def _take(self, sensor: Sensor) -> None:
        for block in sensor.blocks():
            self.blocks.append(block)

    @property
    def times_s(self) -> np.ndarray:
        return np.concatenate([block.times_s for block in self.blocks] or [np.zeros(0)])

    @property
    def samples(self) -> np.ndarray:
        return np.concatenate([block.samples for block in self.blocks if len(block)] or [np.zeros(0)])

    @property
    def notes(self) -> list[str]:
        return [note for block in self.blocks for note in block.notes]

    def until(self, samples: int = 0, note: str = "") -> None:
        """Waits for so many samples and a note that begins so."""
        wait_until(
            lambda: self.times_s.size >= samples and any(each.startswith(note) for each in [*self.notes, ""]),
            lambda: f"{self.times_s.size} samples, notes {self.notes}",
        )

    def ended(self) -> bool:
        self._thread.join(PATIENCE_S)
        return not self._thread.is_alive()


def wait_until(condition: Callable[[], bool], found: Callable[[], str] = lambda: "") -> None:
    until = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < until, found()
        time.sleep(0.005)


class Terminal:
    """A device on a serial port that can be pulled out and plugged in again."""

    def __init__(self, folder: Path) -> None:
        self.port = folder / "ttyUSB0"
        self.plug_in()

    def plug_in(self) -> None:
        self._device, self._ours = os.openpty()
        tty.setraw(self._ours)
        self.port.symlink_to(os.ttyname(self._ours))

    def send(self, data: bytes | str) -> None:
        left = data.encode() if isinstance(data, str) else data
        while left:
            left = left[os.write(self._device, left[:1024]) :]

    def pull_out(self) -> None:
        self.port.unlink()
        os.close(self._device)
        os.close(self._ours)


class Background:
    """Something asynchronous that runs until it is stopped."""

    def __init__(self, begin: Callable[[], Any]) -> None:
        ready: Future[int] = Future()
        self._thread = Thread(target=lambda: asyncio.run(self._main(begin, ready)), daemon=True)
        self._thread.start()
        self.port = ready.result(PATIENCE_S)

    async def _main(self, begin: Callable[[], Any], ready: Future[int]) -> None:
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        try:
            async with begin() as port:
                ready.set_result(port)
                await self._stop.wait()
        except Exception as error:
            if not ready.done():
                ready.set_exception(error)
            raise

    def call(self, work: Any) -> Any:
        """Runs a coroutine in its loop, and waits for it."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(PATIENCE_S)

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(PATIENCE_S)


@contextmanager
def publisher(port: int) -> Iterator[Callable[[str, bytes | str], None]]:
    """Publishes to a broker, and waits until it has the message."""
    from paho.mqtt import client as mqtt

    client = mqtt.Client(mqtt.CallbackAPIVersion.VERSION2)
    client.connect("127.0.0.1", port)
    client.loop_start()
    try:
        yield lambda topic, payload: client.publish(topic, payload, qos=1).wait_for_publish(PATIENCE_S)
    finally:
        client.disconnect()
        client.loop_stop()
