"""What a check reads off the rise of one lifted bar: its own motion and the force on it, as no sensor sees them."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from neuraldrive.evidence import lifted
from neuraldrive.records import Recording

Floats = NDArray[np.float64]

_ENDS = 4
"""Samples left out at either end, where a bar that starts or stops has no slope."""


class Rise(NamedTuple):
    """The bar from its first movement to its rest or release, (n,) each; `force_n` is that of the hands on it."""

    times_s: Floats
    height_m: Floats
    speed_mps: Floats
    force_n: Floats

    @property
    def push_s(self) -> float:
        """How long the bar is pushed: until it is first braked harder than free flight."""
        from neuraldrive.kernels import barbell  # late: compiled code is slow to load

        return barbell.propulsive_end_s(self.times_s, self.speed_mps)

    @property
    def pushed_share(self) -> float:
        """Of the time, how much is push."""
        return float(self.push_s / self.times_s[-1])

    @property
    def slowing_share(self) -> float:
        """Of the height, how much lies past the largest velocity."""
        return float(1.0 - self.height_m[int(np.argmax(self.speed_mps))] / self.height_m[-1])

    @property
    def mean_power(self) -> float:
        """Work on the bar over the time of the rise, W."""
        return self._power(np.ones(self.times_s.size, dtype=bool), float(self.times_s[-1]))

    @property
    def mean_push_power(self) -> float:
        """The same over the push alone, W."""
        return self._power(self.times_s <= self.push_s, self.push_s)

    def _power(self, inside: NDArray[np.bool_], lasts_s: float) -> float:
        return float(np.trapezoid(self.force_n[inside], self.height_m[inside]) / lasts_s)

    @property
    def peak_power(self) -> float:
        """Largest force times velocity, W."""
        return float((self.force_n * self.speed_mps).max())

    @property
    def peak_force(self) -> float:
        """N."""
        return float(self.force_n.max())


def rise(recording: Recording) -> Rise:
    """The rise of a recording's first repetition."""
    repetition, rate_hz = lifted.first(recording), recording["position"].rate_hz
    assert rate_hz is not None
    begins, ends = (round(at * rate_hz) for at in (repetition.start_s, repetition.end_s))
    own = slice(begins + _ENDS, ends - _ENDS + 1)
    times_s = np.arange(own.stop - own.start) / rate_hz
    channels = (recording[name].samples[own] for name in ("position", "velocity", "force"))
    return Rise(times_s, *channels)
