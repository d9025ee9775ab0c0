"""Channels on one clock, with task and device; motor units if identified, `truth` if simulated."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType
from typing import Any

import numpy as np

from neuraldrive.errors import MissingChannel, RecordError
from neuraldrive.records.motor_units import MotorUnits
from neuraldrive.records.signal import Signal

POSITION_TRIGGERED = "position-triggered"  # a flag: one sample each fixed distance, and the whole recording is one rise


@dataclass(frozen=True, eq=False)
class Recording:
    """Channels on one clock: what a reader returns, and what a simulation returns with its truth.

    Channel names: position, velocity, acceleration (vertical, upward positive), acceleration_x, _y, _z
    (as sensed, gravity in it), angular_velocity_x, _y, _z, force (newtons, newton metres, or "MVF": as a fraction of maximal voluntary force),
    emg, emg_001 … (grid, row by row). `stimulus_times_s` are the first pulses of evoked stimuli; `sources` the papers
    that a simulation rests on, `seed` what makes it again.

    Raises:
        RecordError: there is no channel.

    >>> recording = Recording({"position": Signal([0.0, 0.5], "m", rate_hz=2)}, task="back_squat", load_kg=100)
    >>> recording["position"].duration_s
    0.5
    """

    channels: Mapping[str, Signal]
    task: str | None = None
    device: str | None = None
    load_kg: float | None = None
    athlete: str | None = None
    started_at: datetime | None = None
    origin: str = ""
    flags: tuple[str, ...] = ()
    truth: Any = field(default=None)
    motor_units: MotorUnits | None = field(default=None)
    stimulus_times_s: tuple[float, ...] = ()
    sources: tuple[str, ...] = ()
    seed: int | None = None

    def __post_init__(self) -> None:
        if not self.channels:
            raise RecordError("recording", found="no channel", needed="at least one", remedy="Give it a Signal.")
        object.__setattr__(self, "channels", MappingProxyType(dict(self.channels)))

    def __repr__(self) -> str:
        facts = (self.task, self.device, f"{self.load_kg:g} kg" if self.load_kg else None, self.origin or None)
        told = ", ".join(fact for fact in facts if fact)
        made = ", simulated" if self.simulated else ""
        return f"Recording({_listed(list(self.channels))}: {self.duration_s:.4g} s{', ' if told else ''}{told}{made})"

    def __getitem__(self, name: str) -> Signal:
        try:
            return self.channels[name]
        except KeyError:
            raise MissingChannel(
                f"channel {name}",
                found=", ".join(self.channels),
                needed=name,
                remedy="Take a measure that these channels allow, or a recording that has it.",
            ) from None

    def __contains__(self, name: object) -> bool:
        return name in self.channels

    @property
    def simulated(self) -> bool:
        """Whether a model made it, with its truth kept or not."""
        return self.truth is not None or self.device == "simulated"

    @property
    def duration_s(self) -> float:
        """From the first sample of any channel to the last."""
        starts = [signal.start_s for signal in self.channels.values()]
        ends = [signal.start_s + signal.duration_s for signal in self.channels.values()]
        return max(ends) - min(starts)

    def axes(self, stem: str) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
        """The channels stem_x, stem_y, stem_z beside each other, shape (n, 3)."""
        return np.column_stack([self[f"{stem}_{axis}"].samples for axis in "xyz"])

    def between(self, start_s: float, end_s: float) -> Recording:
        """The same recording, from `start_s` to `end_s`; the truth of a simulation is that of the whole."""
        parts = {name: signal.between(start_s, end_s) for name, signal in self.channels.items()}
        units = self.motor_units.between(start_s, end_s) if self.motor_units else None
        stimuli = tuple(at for at in self.stimulus_times_s if start_s <= at <= end_s)
        return replace(self, channels=parts, motor_units=units, stimulus_times_s=stimuli)


def _listed(names: list[str]) -> str:
    """Channel names; a grid's many as its first and last."""
    grid = [name for name in names if name.startswith("emg_")]
    shown = [name for name in names if name not in grid[1:-1]] if len(grid) > 4 else names
    return ", ".join("… " + name if len(grid) > 4 and name == grid[-1] else name for name in shown)
