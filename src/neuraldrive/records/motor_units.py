"""The discharges of identified motor units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from neuraldrive.errors import RecordError


@dataclass(frozen=True, eq=False)
class MotorUnits:
    """Discharge times, one array a unit, ordered by recruitment threshold as far as it is known.

    Args:
        discharge_times_s: one array (k,) for each unit, strictly rising, finite; an empty one is a unit that
            stayed silent.
        accuracy: one number a unit between 0 and 1 with its meaning in `accuracy_is` (pulse-to-noise ratio,
            silhouette, rate of agreement), or None where the discharges are known, as in a simulation.

    Raises:
        RecordError: no unit at all, times that run backwards, or an accuracy that does not fit.

    >>> units = MotorUnits([[0.10, 0.22], [0.15]])
    >>> units.count, units.discharge_count
    (2, 3)
    """

    discharge_times_s: Sequence[NDArray[np.float64]]
    accuracy: NDArray[np.float64] | None = field(default=None)
    accuracy_is: str = ""

    def __post_init__(self) -> None:
        trains = tuple(_train(number, times) for number, times in enumerate(self.discharge_times_s, 1))
        object.__setattr__(self, "discharge_times_s", trains)
        if not trains:
            raise _contradiction("units", "none", "at least one train, which may be empty")
        if self.accuracy is not None:
            accuracy = np.array(self.accuracy, dtype=np.float64)
            accuracy.setflags(write=False)
            object.__setattr__(self, "accuracy", accuracy)
            if accuracy.shape != (len(trains),) or not self.accuracy_is:
                raise _contradiction(
                    "accuracy",
                    f"shape {accuracy.shape}, meaning {self.accuracy_is!r}",
                    "one number a unit, and its meaning",
                )

    @classmethod
    def of(cls, times_s: NDArray[np.float64], starts: NDArray[np.int64]) -> MotorUnits:
        """Units from their times one after the other, (total,), and where each one's begin, (n + 1,); no copy is made.

        >>> MotorUnits.of(np.array([0.10, 0.22, 0.15]), np.array([0, 2, 3]))
        MotorUnits(2 units, 3 discharges)
        """
        rising = times_s[1:] > times_s[:-1]
        rising[starts[(starts > 0) & (starts < times_s.size)] - 1] = True
        if not (rising.all() and np.isfinite(times_s).all()):
            raise _contradiction(
                "trains", "times that stand still, run backwards or are not finite", "strictly rising times"
            )
        times_s.setflags(write=False)
        ends = starts.tolist()
        made = object.__new__(cls)
        trains = tuple([times_s[first:last] for first, last in pairwise(ends)])
        for name, value in (("discharge_times_s", trains), ("accuracy", None), ("accuracy_is", "")):
            object.__setattr__(made, name, value)
        return made

    def __repr__(self) -> str:
        return f"MotorUnits({self.count} units, {self.discharge_count} discharges)"

    @property
    def count(self) -> int:
        """Units, the silent ones too."""
        return len(self.discharge_times_s)

    @property
    def discharge_count(self) -> int:
        """Discharges of all units."""
        return sum(times.size for times in self.discharge_times_s)

    def between(self, start_s: float, end_s: float) -> MotorUnits:
        """The same units with their discharges from `start_s` to `end_s`, ends included."""
        inside = [times[(times >= start_s) & (times <= end_s)] for times in self.discharge_times_s]
        return MotorUnits(inside, self.accuracy, self.accuracy_is)


def _train(number: int, times: object) -> NDArray[np.float64]:
    train = np.array(times, dtype=np.float64)
    train.setflags(write=False)
    if train.ndim != 1 or not np.isfinite(train).all() or (train.size > 1 and np.diff(train).min() <= 0):
        raise _contradiction(
            f"unit {number}", "times that stand still, run backwards or are not finite", "strictly rising times"
        )
    return train


def _contradiction(what: str, found: str, needed: str) -> RecordError:
    return RecordError(f"motor units: {what}", found=found, needed=needed, remedy="Check the discharge times.")
