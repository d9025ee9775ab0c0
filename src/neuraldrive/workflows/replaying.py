"""A file played again as a live sensor: each of its recordings a set."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any

from neuraldrive import readers, sensors
from neuraldrive.errors import BadValue
from neuraldrive.records import Recording, SampleBlock
from neuraldrive.records.recording import POSITION_TRIGGERED

REST_S = 30.0
"""On the sensor's clock between two recordings: longer than what ends a set."""


def recordings_of_bars(file: Path) -> list[Recording]:
    """The recordings of bars in a file, in its order."""
    found = [each for each in readers.read(file).recordings if _has_bar(each)]
    if not found:
        raise BadValue("replay", found=f"no signal of a bar in {file.name}", needed="one", remedy="Take another file.")
    return found


def _has_bar(recording: Recording) -> bool:
    if POSITION_TRIGGERED in recording.flags:
        return False
    return any(name in recording for name in ("position", "velocity", "acceleration", "acceleration_x"))


class OneAfterAnother:
    """Several replays as one sensor: each begins where the last ended, after a rest that ends a set."""

    def __init__(self, replays: Sequence[sensors.Sensor]) -> None:
        self._replays, self._now = replays, replays[0]

    @property
    def name(self) -> str:
        """Of the one that plays."""
        return self._now.name

    @property
    def grade(self) -> str:
        """Of the first."""
        return self._replays[0].grade

    @property
    def counts(self) -> Any:
        """Of the one that plays."""
        return self._now.counts

    def blocks(self) -> Iterator[SampleBlock]:
        """All of them, each on the clock of the first, so much later that a set ends between them."""
        last_s: float | None = None
        for each in self._replays:
            self._now, shift = each, 0.0 if last_s is None else None
            for block in each.blocks():
                if len(block):
                    if shift is None:
                        shift = (last_s or 0.0) + REST_S - float(block.times_s[0])
                    block = replace(block, times_s=block.times_s + shift)
                    last_s = float(block.times_s[-1])
                yield block

    def close(self) -> None:
        """All of them."""
        for each in self._replays:
            each.close()

    def __enter__(self) -> OneAfterAnother:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
