"""Whether the first samples look as if another unit had been meant."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_WATCHED_S = 2.0
_POWERS = (1e3, 1e6, 1e-3, 1e-6)
_MOST = {"position": 30.0, "velocity": 50.0, "acceleration": 500.0, "inertial": 2000.0}
_REMEDY = {"position": "unit=mm", "velocity": "unit=mm/s", "acceleration": "unit=mg", "inertial": "unit=mg"}
_G_IN_G, _G = (0.8, 1.25), 9.8


class Doubts:
    """Looks at a sensor's first two seconds, once.

    >>> at = np.linspace(0.0, 2.5, 251)
    >>> Doubts().about("position", 1000.0 * at, np.full((251, 1), 0.5), at)
    ('its times run 1000 times as fast as ours: is it another time_unit (s, ms, us)?',)
    """

    def __init__(self) -> None:
        self._first: tuple[float, float] | None = None
        self._size: list[float] = []
        self._told = False

    def about(self, channel: str, times_s: Floats, values: Floats, at_s: Floats) -> tuple[str, ...]:
        """What to say about samples as they came, in what are taken to be SI units."""
        if self._told or not times_s.size:
            return ()
        self._first = self._first or (float(times_s[0]), float(at_s[0]))
        self._size.append(float(np.nanmedian(_sizes(channel, values))))
        waited = float(at_s[-1]) - self._first[1]
        if waited < _WATCHED_S:
            return ()
        self._told = True
        return (
            *_about_times((float(times_s[-1]) - self._first[0]) / waited),
            *_about_size(channel, np.median(self._size)),
        )


def _sizes(channel: str, values: Floats) -> Floats:
    size = np.linalg.norm(values[:, :3], axis=1) if channel == "inertial" else np.abs(values[:, 0])
    return np.nan_to_num(size, nan=0.0, posinf=0.0)


def _about_times(ratio: float) -> tuple[str, ...]:
    for power in _POWERS:
        if 0.5 < ratio / power < 2.0:
            return (f"its times run {power:g} times as fast as ours: is it another time_unit (s, ms, us)?",)
    return ()


def _about_size(channel: str, size: float) -> tuple[str, ...]:
    if channel == "inertial" and _G_IN_G[0] < size < _G_IN_G[1]:
        return (f"at rest it feels {size:.2f} m/s² instead of {_G}: is it unit=g?",)
    if size > _MOST[channel]:
        return (f"its {channel} is {size:.0f} in SI units: is it {_REMEDY[channel]}?",)
    return ()
