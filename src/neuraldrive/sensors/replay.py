"""A recording, played as if the sensor were there now."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from dataclasses import replace
from threading import Event
from types import TracebackType

import numpy as np
from numpy.typing import NDArray

from neuraldrive import catalog
from neuraldrive.errors import BadValue, MissingChannel
from neuraldrive.records import Recording, SampleBlock
from neuraldrive.records.sample_block import COLUMNS
from neuraldrive.sensors.interface import Counts

Floats = NDArray[np.float64]

BLOCK_S = 0.02
_AXES = tuple(f"{stem}_{axis}" for stem in ("acceleration", "angular_velocity") for axis in "xyz")


class Replay:
    """Gives the samples of a recording in blocks of a fiftieth of a second, each when its time has come; see `Sensor`.

    Waits for those who take them: nothing is dropped, however fast it plays.
    """

    def __init__(self, recording: Recording, speed: float = 1.0, channel: str | None = None, name: str = "") -> None:
        if not speed > 0:
            raise BadValue(
                "speed", found=f"{speed:g}", needed="a number above 0", remedy="1 plays as it was, inf without waiting."
            )
        self.channel, self._times, self._samples = _samples(recording, channel)
        self._speed, self.name, self._closed, self._counts = speed, name or _name(recording), Event(), Counts()
        device = recording.device or "unknown"
        self.grade = device if device in catalog.sensors() else "unknown"

    @property
    def counts(self) -> Counts:
        """What was given so far."""
        return replace(self._counts)

    def blocks(self) -> Iterator[SampleBlock]:
        """The samples in their time; once."""
        begun_s, at = time.monotonic(), 0
        while at < self._times.size and not self._closed.is_set():
            end = max(at + 1, int(np.searchsorted(self._times, self._times[at] + BLOCK_S)))
            self._wait_until(begun_s + (self._times[end - 1] - self._times[0]) / self._speed)
            if self._closed.is_set():
                return
            self._counts.samples += end - at
            times, samples = self._times[at:end], self._samples[at:end]
            yield SampleBlock(self.channel, times, samples, time.monotonic(), self.name)
            at = end

    def close(self) -> None:
        """Ends it, also while it waits."""
        self._closed.set()

    def __enter__(self) -> Replay:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _wait_until(self, at_s: float) -> None:
        if math.isfinite(self._speed) and (left_s := at_s - time.monotonic()) > 0.0:
            self._closed.wait(left_s)


def replay(
    recording: Recording, *, speed: float = 1.0, channel: str | None = None, device: str | None = None, name: str = ""
) -> Replay:
    """A recording as a live sensor.

    Args:
        speed: 1 as it was, 4 four times as fast, inf without waiting.
        channel: position, velocity, inertial or acceleration; the first of these that the recording has.
        device: its kind in the catalogue, where the recording does not say.
        name: what it is called in its blocks.

    Raises:
        MissingChannel: the recording has no such channel.
        BadValue: a speed that is not above 0.
        CatalogError: no such device.

    >>> from neuraldrive.records import Signal
    >>> bar = Recording({"position": Signal([0.0, 0.1, 0.2], "m", rate_hz=100)}, device="linear_encoder")
    >>> sensor = replay(bar, speed=math.inf)
    >>> sensor.grade, [block.samples for block in sensor.blocks()]
    ('linear_encoder', [array([0. , 0.1]), array([0.2])])
    """
    if device is not None:
        recording = replace(recording, device=catalog.sensor(device).name)
    return Replay(recording, speed, channel, name)


def _samples(recording: Recording, wanted: str | None) -> tuple[str, Floats, Floats]:
    """Channel, times and samples of a recording."""
    has = [name for name in ("position", "velocity", "inertial", "acceleration") if _has(recording, name)]
    channel = wanted or next(iter(has), "")
    if channel not in has:
        raise MissingChannel(
            "replay", found=", ".join(recording.channels), needed=wanted or ", ".join(COLUMNS),
            remedy="Play a recording of a bar; inertial needs six channels on one clock.",
        )  # fmt: skip
    if channel == "inertial":
        return channel, recording[_AXES[0]].times, np.column_stack([recording[name].samples for name in _AXES])
    return channel, recording[channel].times, recording[channel].samples


def _has(recording: Recording, channel: str) -> bool:
    if channel != "inertial":
        return channel in recording
    clocks = [recording[name].times for name in _AXES if name in recording]
    return len(clocks) == len(_AXES) and all(np.array_equal(clocks[0], clock) for clock in clocks)


def _name(recording: Recording) -> str:
    return recording.origin or recording.task or "recording"
