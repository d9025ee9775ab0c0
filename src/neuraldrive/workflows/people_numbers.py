"""Many people in one effort → mean and spread over them of a few numbers, while they are simulated."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from neuraldrive import measure
from neuraldrive.errors import MeasureError
from neuraldrive.measure.force import largest_force
from neuraldrive.records import Measurement, PoolTruth, Recording


@dataclass(frozen=True)
class Spread:
    """Mean and standard deviation over `people`, in `unit`; no deviation of one alone."""

    label: str
    mean: float
    sd: float | None
    unit: str
    people: int

    @property
    def text(self) -> str:
        """In words: shares in per cent."""
        scale, unit = {"MVF": (100, "% MVF"), "MVF/s": (100, "% MVF/s"), "ratio": (100, "%")}.get(
            self.unit, (1, self.unit)
        )
        spread = "" if self.sd is None else f" ± {self.sd * scale:.1f}"
        return f"{self.mean * scale:.1f}{spread} {unit}"


class Tally:
    """Takes recordings one by one, keeps a few numbers of each.

    Args:
        rapid: whether the effort was as fast as possible, so that its early rise means something.
    """

    def __init__(self, *, rapid: bool) -> None:
        self._takes: dict[str, Callable[[Recording], Measurement]] = {"largest force": largest_force}
        if rapid:
            self._takes["RFD, 0 to 50 ms"] = measure.rate_of_force_development
        self._found: dict[str, list[Measurement]] = {label: [] for label in self._takes}
        self._recruited: list[float] = []

    def add(self, recording: Recording) -> None:
        """One person's contraction."""
        assert isinstance(recording.truth, PoolTruth)
        self._recruited.append(float(np.isfinite(recording.truth.recruited_at_s).mean()))
        for label, take in self._takes.items():
            try:
                self._found[label].append(take(recording))
            except MeasureError:
                continue  # who has no onset is not counted, and the count says so

    def spreads(self) -> tuple[Spread, ...]:
        """What could be measured."""
        told = [
            _spread(label, [each.value for each in found], found[0].unit)
            for label, found in self._found.items()
            if found
        ]
        return (*told, _spread("units recruited", self._recruited, "ratio"))


def _spread(label: str, values: list[float], unit: str) -> Spread:
    sd = float(np.std(values, ddof=1)) if len(values) > 1 else None
    return Spread(label, float(np.mean(values)), sd, unit, len(values))
