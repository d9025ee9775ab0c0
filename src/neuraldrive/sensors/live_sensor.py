"""A sensor that is there now: a thread that reads it, and comes back when the connection is lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from threading import Event, Thread
from types import TracebackType
from typing import Protocol

import numpy as np

from neuraldrive.records import SampleBlock
from neuraldrive.sensors.clock import Clock, arrivals
from neuraldrive.sensors.doubts import Doubts
from neuraldrive.sensors.interface import Counts
from neuraldrive.sensors.layout import Rows
from neuraldrive.sensors.link import Link, Message, now_s
from neuraldrive.sensors.waiting import Parcel, Waiting

FIRST_WAIT_S, LONGEST_WAIT_S = 0.2, 10.0
"""Before the connection is tried again; doubled each time."""
SILENCE_S = 2.0
_LEAST_BETWEEN_S = 0.02
_LOW_BATTERY = (0.20, 0.10, 0.05, 0.04, 0.03, 0.02, 0.01, 0.0)


class Decoder(Protocol):
    """Messages → rows."""

    @property
    def channel(self) -> str | None: ...

    def begin(self) -> None: ...

    def decode(self, data: bytes | str, at_s: float) -> Rows: ...


class LiveSensor:
    """A link and a decoder, with a thread of their own; see `Sensor`.

    Raises:
        SensorNotOpened: the first connection fails. Later ones are tried again and again, and told in notes.
    """

    def __init__(self, name: str, link: Link, decoder: Decoder, device: str | None = None) -> None:
        self.name, self._link, self._decoder, self._device = name, link, decoder, device
        self._counts = Counts()
        self._waiting, self._clock, self._doubts = Waiting(self._counts), Clock(self._counts), Doubts()
        self._battery: float | None = None
        self._told_battery, self._told_dropped = 1.0, 0
        self._closed = Event()
        link.connect()
        self._thread = Thread(target=self._read, name=f"sensor {name}", daemon=True)
        self._thread.start()

    @property
    def grade(self) -> str:
        """Kind in the catalogue: as declared, else by what it sends."""
        return self._device or ("bar_imu" if self._decoder.channel == "inertial" else "unknown")

    @property
    def counts(self) -> Counts:
        """What came so far, and what was wrong with it."""
        return replace(self._counts)

    def blocks(self) -> Iterator[SampleBlock]:
        """The samples as they come, fifty times a second at most."""
        while (parcels := self._waiting.take()) is not None:
            taken_s, block = now_s(), self._block(parcels)
            if block is not None:
                yield block
            self._closed.wait(max(taken_s + _LEAST_BETWEEN_S - now_s(), 0.0))

    def close(self) -> None:
        """Ends the thread and the connection."""
        self._closed.set()
        self._waiting.close()
        self._thread.join(timeout=2.0)

    def __enter__(self) -> LiveSensor:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # what the thread does

    def _read(self) -> None:
        came_s, silent = now_s(), False
        while not self._closed.is_set():
            try:
                messages = self._link.receive()
                for message in messages:
                    self._hand_on(message)
            except Exception as error:
                self._come_back(error)
                came_s, silent = now_s(), False
                continue
            if messages:
                came_s, silent = now_s(), False
            elif not silent and now_s() - came_s > SILENCE_S:
                silent = True
                self._tell(f"nothing has come for {SILENCE_S:g} s")
        self._link.disconnect()

    def _hand_on(self, message: Message) -> None:
        self._counts.reconnections += message.is_back
        if message.note:
            self._waiting.put(Parcel(message.at_s, note=message.note))
            return
        rows = self._decoder.decode(message.data, message.at_s)
        self._counts.unread += rows.unread
        if rows.times_s.size or rows.battery is not None:
            self._waiting.put(Parcel(message.at_s, rows))

    def _come_back(self, error: Exception) -> None:
        lost_s, wait_s = now_s(), FIRST_WAIT_S
        self._tell(f"connection lost: {str(error) or type(error).__name__}")
        self._link.disconnect()
        while not self._closed.wait(wait_s):
            try:
                self._link.connect()
            except Exception:
                wait_s = min(2.0 * wait_s, LONGEST_WAIT_S)
                continue
            self._decoder.begin()
            self._counts.reconnections += 1
            self._tell(f"reconnected after {now_s() - lost_s:.1f} s")
            return

    def _tell(self, note: str) -> None:
        self._waiting.put(Parcel(now_s(), note=note))

    # what the one does who takes the blocks

    def _block(self, parcels: list[Parcel]) -> SampleBlock | None:
        channel = self._decoder.channel or "position"
        brought = [each for each in parcels if each.rows is not None]
        rows = [each.rows for each in brought if each.rows is not None and each.rows.times_s.size]
        at_s = np.concatenate([arrivals(e.rows.times_s, e.at_s) for e in brought if e.rows] or [np.zeros(0)])
        times = np.concatenate([each.times_s for each in rows] or [np.zeros(0)])
        values = np.concatenate([each.values for each in rows] or [np.zeros((0, 6 if channel == "inertial" else 1))])
        times, values, at_s = self._clock.sifted(times, values, at_s)
        notes = [each.note for each in parcels if each.note]
        notes += self._doubts.about(channel, times, values, at_s)
        placed = self._clock.place(times, values, at_s)
        notes += [*placed.notes, *self._about_battery(brought), *self._about_dropped()]
        if not placed.times_s.size and not notes:
            return None
        samples = placed.values if channel == "inertial" else placed.values[:, 0]
        return SampleBlock(channel, placed.times_s, samples, parcels[-1].at_s, self.name, self._battery, tuple(notes))

    def _about_battery(self, parcels: list[Parcel]) -> Iterator[str]:
        for each in parcels:
            if each.rows is not None and each.rows.battery is not None:
                self._battery = each.rows.battery
        passed = [level for level in _LOW_BATTERY if self._battery is not None and self._battery <= level]
        if passed and passed[-1] < self._told_battery:
            yield f"battery {100 * (self._battery or 0.0):.0f} %"
        self._told_battery = passed[-1] if passed else 1.0

    def _about_dropped(self) -> Iterator[str]:
        fresh = self._counts.dropped - self._told_dropped
        if fresh:
            self._told_dropped += fresh
            yield f"{fresh} samples dropped: they were not taken in time"
