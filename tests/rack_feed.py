"""A bar that a test moves: sets are fed when it likes, and a rack that it steps through without a thread."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np

from live_blocks import blocks, squats
from neuraldrive.records import SampleBlock
from neuraldrive.sensors.interface import Counts

_STEPS = np.arange(5) * 0.8


class FedSensor:
    """A sensor of 200 Hz or so that gives what it is fed; ends when it is closed."""

    name, grade = "fed", "linear_encoder"

    def __init__(self) -> None:
        self._queue: queue.Queue[SampleBlock | None] = queue.Queue()
        self.clock_s, self._height = 100.0, 1.0
        self.counts = Counts()

    def blocks(self) -> Iterator[SampleBlock]:
        """What was fed, as it is fed."""
        while (block := self._queue.get()) is not None:
            yield block

    def close(self) -> None:
        """No more."""
        self._queue.put(None)

    def __enter__(self) -> FedSensor:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def lift(self, repetitions: int = 3, seed: int = 3) -> None:
        """A set, at once."""
        for block in blocks(squats(repetitions, seed=seed), 0.05):
            self._queue.put(replace(block, times_s=block.times_s + self.clock_s))
            last_s, self._height = float(block.times_s[-1]), float(block.samples[-1])
        self.clock_s += last_s + 0.05

    def taken(self, within_s: float = 30.0) -> None:
        """Once all that was fed is taken."""
        until_s = time.monotonic() + within_s
        while not self._queue.empty():
            assert time.monotonic() < until_s
            time.sleep(0.01)

    def stand_still(self, seconds: float = 3.5) -> None:
        """The bar in the rack."""
        for k in range(int(seconds / 0.05)):
            times = self.clock_s + 0.05 * k + 0.01 * (1 + _STEPS)
            self._queue.put(SampleBlock("position", times, 0.0 * times + self._height, time.monotonic(), "fed"))
        self.clock_s += seconds + 0.05


class Running:
    """A rack in a thread of its own; what it told, and a wait that ends."""

    def __init__(self, rack: Any) -> None:
        self.told: list[Any] = []
        self._rack = rack
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def count(self, kind: type) -> int:
        """How many events of a kind were told."""
        return sum(isinstance(each, kind) for each in self.told)

    def wait(self, kind: type, number: int = 1, within_s: float = 30.0) -> Any:
        """The event of a kind with that number, once it is told."""
        until_s = time.monotonic() + within_s
        while self.count(kind) < number:
            assert time.monotonic() < until_s, self.told[-5:]
            time.sleep(0.01)
        return [each for each in self.told if isinstance(each, kind)][number - 1]

    def end(self) -> None:
        """Once the rack is over."""
        self._thread.join(10.0)

    def _run(self) -> None:
        for event in self._rack.events(lambda: ""):
            self.told.append(event)
