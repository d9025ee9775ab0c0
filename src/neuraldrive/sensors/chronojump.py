"""The encoder of Chronojump: each millisecond one signed byte, the millimetres since the last."""

from __future__ import annotations

import numpy as np

from neuraldrive.sensors.layout import Rows

STEP_S, MM = 0.001, 0.001
_SILENT_S = 0.25


class Chronojump:
    """Adds up the millimetres. The encoder sends no time: it is counted, and set by ours after a silence.

    >>> Chronojump().decode(bytes([0, 1, 2, 255]), 0.004).values[:, 0]
    array([0.   , 0.001, 0.003, 0.002])
    """

    channel: str | None = "position"

    def __init__(self) -> None:
        self._position_mm, self._ticks = 0, 0
        self._last_at: float | None = None

    def begin(self) -> None:
        """Where the bar is after a break is not known: it goes on from where it was."""

    def decode(self, data: bytes | str, at_s: float) -> Rows:
        """The rows of bytes that came at a time."""
        steps = np.frombuffer(data.encode("latin-1") if isinstance(data, str) else data, np.int8)
        if self._last_at is not None:
            missing = at_s - self._last_at - steps.size * STEP_S
            self._ticks += round(missing / STEP_S) if missing > _SILENT_S else 0
        self._last_at = at_s
        position = self._position_mm + np.cumsum(steps, dtype=np.int64)
        times = np.asarray((self._ticks + np.arange(steps.size)) * STEP_S, dtype=np.float64)
        if steps.size:
            self._position_mm, self._ticks = int(position[-1]), self._ticks + steps.size
        return Rows(times, np.asarray(position * MM, dtype=np.float64).reshape(-1, 1))
