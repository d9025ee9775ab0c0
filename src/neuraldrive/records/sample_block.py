"""Samples of a live sensor, as they came together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from neuraldrive.errors import RecordError
from neuraldrive.records.signal import _frozen

COLUMNS = {"position": 1, "velocity": 1, "acceleration": 1, "inertial": 6}
"""Channel: values a sample. Inertial is three axes of acceleration as sensed, then three of rotation."""


@dataclass(frozen=True, eq=False)
class SampleBlock:
    """What one sensor gave since its last block, in SI units, and what happened meanwhile.

    A block may begin before the one before it ended, where samples came late; and it may hold no samples, where there is
    only something to tell.

    Args:
        channel: position (m, upward positive), velocity (m/s), acceleration (vertical, without gravity, m/s²) or inertial
            (acceleration x, y, z with gravity in it, m/s², then angular velocity x, y, z, rad/s).
        times_s: shape (n,), on the sensor's own clock without its jumps, strictly rising.
        samples: shape (n,), or (n, 6) for inertial; all finite.
        received_at_s: when the newest of them came, on the monotonic clock of this machine (`time.monotonic()`).
        sensor: name of the sensor among those that are open.
        battery: 0 to 1, as it was last told; None where nothing tells it.
        notes: what happened, in words: "reconnected after 3.2 s", "clock jumped by 3600 s", "battery 4 %".

    Raises:
        RecordError: shapes, times or values contradict each other, or there is neither a sample nor a note.

    >>> SampleBlock("position", [0.00, 0.01], [0.500, 0.502], 12.5, "bar 1", notes=("battery 4 %",))
    SampleBlock(bar 1, 2 samples of position, from 0 s to 0.01 s, battery 4 %)
    """

    channel: str
    times_s: NDArray[np.float64]
    samples: NDArray[np.float64]
    received_at_s: float
    sensor: str
    battery: float | None = None
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "times_s", _frozen(self.times_s))
        object.__setattr__(self, "samples", _frozen(self.samples))
        if self.channel not in COLUMNS:
            raise _contradiction("channel", repr(self.channel), f"one of {', '.join(COLUMNS)}")
        count, columns = self.times_s.size, COLUMNS[self.channel]
        shape = (count,) if columns == 1 else (count, columns)
        if self.times_s.ndim != 1 or self.samples.shape != shape:
            raise _contradiction(self.channel, f"shape {self.samples.shape} for {count} times", f"shape {shape}")
        if not (np.isfinite(self.times_s).all() and np.isfinite(self.samples).all()):
            raise _contradiction(self.channel, "NaN or infinite", "finite times and samples")
        if count > 1 and np.diff(self.times_s).min() <= 0:
            raise _contradiction("times_s", "times that stand still or run backwards", "strictly rising times")
        if self.battery is not None and not 0.0 <= self.battery <= 1.0:
            raise _contradiction("battery", f"{self.battery:g}", "0 to 1")
        if count == 0 and not self.notes:
            raise _contradiction(self.channel, "neither samples nor notes", "one of them")

    def __len__(self) -> int:
        return int(self.times_s.size)

    def __repr__(self) -> str:
        span = f", from {self.times_s[0]:.6g} s to {self.times_s[-1]:.6g} s" if len(self) else ""
        told = "".join(f", {note}" for note in self.notes)
        plural = "" if len(self) == 1 else "s"
        return f"SampleBlock({self.sensor}, {len(self)} sample{plural} of {self.channel}{span}{told})"


def _contradiction(what: str, found: str, needed: str) -> RecordError:
    return RecordError(f"sample block: {what}", found=found, needed=needed, remedy="Check what made it.")
