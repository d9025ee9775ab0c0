"""Units that discharge more in step, because they share a fast input."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from neuraldrive.evidence import efforts
from neuraldrive.evidence.registry import register
from neuraldrive.evidence.result import Target

_KNEE = "vastus_lateralis"
_LEVEL, _LASTS_S, _DRIVE_HZ = 0.40, 10.0, 500.0
_SHARED_SD, _SHARED_BELOW_HZ = 0.04, 20.0
_SETTLED_S = 1.0


@lru_cache(maxsize=16)
def _force(shared_sd: float, seed: int) -> NDArray[np.float64]:
    """Force of a steady drive of 40 %, with a fast input on top that all units share; the start left out."""
    from scipy.signal import butter, sosfilt  # late, as the simulator

    from neuraldrive import simulate

    rng = np.random.default_rng(seed)
    steps = int(_LASTS_S * _DRIVE_HZ)
    fast = sosfilt(butter(2, _SHARED_BELOW_HZ, fs=_DRIVE_HZ, output="sos"), rng.standard_normal(steps))
    drive = _LEVEL * (1.0 + shared_sd * (fast - fast.mean()) / fast.std())
    person = efforts.person("untrained", _KNEE)
    force = simulate.contraction(_KNEE, simulate.drive(drive, _DRIVE_HZ), state=person, seed=seed)["force"]
    return force.between(_SETTLED_S, _LASTS_S).samples


@register(
    "change of mean force by a fast shared input (4 % of a drive of 40 %, below 20 Hz), vastus lateralis",
    Target(-0.02, 0.02, "ratio"),
    "Yao 2000: mean force stays the same, 2 % either way counting as the same",
)
def mean_force_with_shared_input(seed: int) -> float:
    return float(_force(_SHARED_SD, seed).mean() / _force(0.0, seed).mean() - 1.0)


@register(
    "standard deviation of force with that shared input over without, vastus lateralis",
    Target(low=1.1),
    "Yao 2000: steadiness falls; a tenth more counts as a fall",
)
def fluctuation_with_shared_input(seed: int) -> float:
    return _fluctuation(_force(_SHARED_SD, seed)) / _fluctuation(_force(0.0, seed))


def _fluctuation(force: NDArray[np.float64]) -> float:
    """Standard deviation about a straight line: at a steady drive the force sags as rates adapt."""
    when = np.arange(force.size)
    return float((force - np.polyval(np.polyfit(when, force, 1), when)).std())
