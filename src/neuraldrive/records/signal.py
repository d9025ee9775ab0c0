"""One sampled channel."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike, NDArray

from neuraldrive.errors import RecordError


@dataclass(frozen=True, eq=False)
class Signal:
    """One channel: samples in an SI unit, at a steady rate or with a time of their own each.

    Args:
        samples: shape (n,), n ≥ 1, all finite: a lost sample is left out, not filled with NaN.
        unit: SI unit of the samples.
        rate_hz: samples a second, with `start_s` for the first; or
        times_s: shape (n,), strictly rising.

    Raises:
        RecordError: shapes, times or values contradict each other.

    >>> position = Signal([0.0, 0.1, 0.3], "m", rate_hz=10)
    >>> position
    Signal(3 samples, m, 10 Hz, from 0 s to 0.2 s)
    >>> position.times
    array([0. , 0.1, 0.2])
    """

    samples: NDArray[np.float64]
    unit: str
    rate_hz: float | None = None
    start_s: float = 0.0
    times_s: NDArray[np.float64] | None = field(default=None)

    def __post_init__(self) -> None:
        object.__setattr__(self, "samples", _frozen(self.samples))
        if self.samples.ndim != 1 or self.samples.size == 0:
            raise _contradiction("samples", f"shape {self.samples.shape}", "shape (n,) with n at least 1")
        if not np.isfinite(self.samples).all():
            lost = int((~np.isfinite(self.samples)).sum())
            raise _contradiction("samples", f"{lost} that are NaN or infinite", "finite numbers")
        if (self.rate_hz is None) == (self.times_s is None):
            raise _contradiction("clock", "both or neither of rate_hz and times_s", "one of them")
        if self.times_s is not None:
            self._check_times(_frozen(self.times_s))
        elif not (self.rate_hz and np.isfinite(self.rate_hz) and self.rate_hz > 0 and np.isfinite(self.start_s)):
            raise _contradiction("rate_hz", f"{self.rate_hz}", "a finite rate above 0")

    def __repr__(self) -> str:
        rate = f"{self.mean_rate_hz:.4g} Hz" + ("" if self.rate_hz else " on average")
        end_s = self.start_s + self.duration_s
        return f"Signal({self.samples.size} samples, {self.unit}, {rate}, from {self.start_s:.4g} s to {end_s:.4g} s)"

    def _check_times(self, times: NDArray[np.float64]) -> None:
        object.__setattr__(self, "times_s", times)
        object.__setattr__(self, "start_s", float(times[0]) if times.size else 0.0)
        if times.shape != self.samples.shape:
            raise _contradiction("times_s", f"shape {times.shape}", f"shape {self.samples.shape}")
        if not np.isfinite(times).all() or (times.size > 1 and np.diff(times).min() <= 0):
            raise _contradiction("times_s", "times that stand still or run backwards", "strictly rising times")

    @property
    def times(self) -> NDArray[np.float64]:
        """Time of each sample, s, shape (n,)."""
        if self.times_s is not None:
            return self.times_s
        assert self.rate_hz is not None
        return self.start_s + np.arange(self.samples.size) / self.rate_hz

    @property
    def duration_s(self) -> float:
        """From the first to the last sample."""
        if self.times_s is not None:
            return float(self.times_s[-1] - self.times_s[0])
        assert self.rate_hz is not None
        return (self.samples.size - 1) / self.rate_hz

    @property
    def mean_rate_hz(self) -> float:
        """Samples a second on average; 0 for a single sample."""
        return self.rate_hz or ((self.samples.size - 1) / self.duration_s if self.duration_s else 0.0)

    def between(self, start_s: float, end_s: float) -> Signal:
        """The samples from `start_s` to `end_s`, ends included; keeps the clock.

        Raises:
            RecordError: no sample lies there.
        """
        times = self.times
        inside = slice(int(np.searchsorted(times, start_s)), int(np.searchsorted(times, end_s, side="right")))
        if self.times_s is not None:
            return Signal(self.samples[inside], self.unit, times_s=times[inside])
        return Signal(self.samples[inside], self.unit, rate_hz=self.rate_hz, start_s=float(times[inside][:1].sum()))

    def same_as(self, other: Signal) -> bool:
        """Equal unit, clock and samples, exactly."""
        return (
            self.unit == other.unit
            and np.array_equal(self.times, other.times)
            and np.array_equal(self.samples, other.samples)
        )


def _frozen(values: ArrayLike) -> NDArray[np.float64]:
    """The values as an array that nobody can write to: a copy, unless they are one already."""
    if isinstance(values, np.ndarray) and values.dtype == np.float64 and values.flags.c_contiguous and _still(values):
        return values
    array = np.array(values, dtype=np.float64)
    array.setflags(write=False)
    return array


def _still(values: object) -> bool:
    """Whether an array is frozen, and all that it is a view of."""
    while type(values) is np.ndarray and not values.flags.writeable:
        if values.base is None:
            return True
        values = values.base
    return False


def _contradiction(what: str, found: str, needed: str) -> RecordError:
    return RecordError(
        f"signal: {what}", found=found, needed=needed, remedy="Check the values before making the Signal."
    )
