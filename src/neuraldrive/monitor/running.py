"""A set as it stands, and what a rule says of it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from neuraldrive import catalog, measure
from neuraldrive.catalog import Sensor
from neuraldrive.errors import MeasureError
from neuraldrive.kernels.velocity_floor import ANY_START, Decline, below, next_velocity
from neuraldrive.records import Repetition, SetEntry

Floats = NDArray[np.float64]

FITTED_ON = "openbarbell"
"""The sensor that the constants were fitted on: what others err by beyond it widens their bands."""
REPETITION_SD, SET_SD = 0.026, 0.024
"""Of velocity, in m/s: repetitions about the course of their set on encoders, and sets about each other."""
ONE_SIDED_95 = 1.645
USUAL_DECLINE = Decline(0.013, 0.014)
"""Between squat and bench press, for rules that look one repetition ahead."""
EVEN = 0.5
_TAKEN = {"mean_velocity": measure.mean_velocity, "peak_velocity": measure.peak_velocity}


class Noise(NamedTuple):
    """What a sensor errs by beyond the one that the constants were fitted on: a set's offset, a repetition's scatter."""

    offset: float
    repetition: float

    @property
    def spread(self) -> float:
        """Of one repetition about the course of its set, the athlete's own scatter included."""
        return math.hypot(REPETITION_SD, self.repetition)

    @property
    def least_drop(self) -> float:
        """Smallest drop between two repetitions that can be told, m/s."""
        return ONE_SIDED_95 * math.sqrt(2.0) * self.spread


def noise_of(sensor: Sensor) -> Noise:
    """Noise of a sensor."""
    usual = catalog.sensor(FITTED_ON)
    names = ("mean_velocity_offset_sd", "mean_velocity_noise_sd")
    return Noise(*(math.sqrt(max(sensor[name] ** 2 - usual[name] ** 2, 0.0)) for name in names))


class Judged(NamedTuple):
    """What a rule says of a set: as in `records.Verdict`."""

    word: str
    why: str
    probability: float | None = None
    threshold: float | None = None
    reserve: tuple[float, float] | None = None
    ends: str = "set"
    floor_mps: float | None = None
    rests_on: str = ""


@dataclass(frozen=True)
class Running:
    """A set under way.

    Args:
        counted: repetitions that count, in order.
        session: earlier sets of the same work today.
        complete: whether no repetition is to follow.
    """

    counted: tuple[Repetition, ...]
    session: tuple[SetEntry, ...]
    noise: Noise
    complete: bool
    _values: dict[str, Floats] = field(default_factory=dict, compare=False, repr=False)

    def values(self, quantity: str = "mean_velocity") -> Floats:
        """Velocities of the set, those that have one."""
        if quantity not in self._values:
            self._values[quantity] = velocities(self.counted, quantity)
        return self._values[quantity]

    @property
    def load_kg(self) -> float:
        """Of the last repetition that has one; NaN where none has."""
        return next((each.load_kg for each in reversed(self.counted) if each.load_kg is not None), math.nan)


class Rule(Protocol):
    """Something that judges a running set; `name` is how it is called."""

    @property
    def name(self) -> str: ...

    def judge(self, running: Running) -> Judged: ...


def velocities(repetitions: Sequence[Repetition], quantity: str = "mean_velocity") -> Floats:
    """Of those repetitions that were measured or logged with it."""
    found = []
    for each in repetitions:
        try:
            found.append(_TAKEN[quantity](each).value)
        except MeasureError:
            continue
    return np.array(found, dtype=np.float64)


def below_words(value: float, reference: float) -> str:
    """How far a velocity is below another, or above it.

    >>> below_words(0.45, 0.5), below_words(0.51, 0.5)
    ('10 % below', '2 % above')
    """
    lost = 100.0 * (1.0 - value / reference)
    return f"{abs(lost):.0f} % {'below' if lost >= 0 else 'above'}"


def sureness(chance: float) -> str:
    """A chance in words that never claim to be certain.

    >>> sureness(0.35), sureness(0.9999), sureness(0.0)
    ('35 %', 'over 99 %', 'under 1 %')
    """
    return "under 1 %" if chance < 0.005 else "over 99 %" if chance > 0.995 else f"{100.0 * chance:.0f} %"


def ahead(values: Floats, limit: float, noise: Noise) -> float:
    """Chance that the next repetition is slower than a limit."""
    coming = next_velocity(values, ANY_START, USUAL_DECLINE._replace(reading=noise.spread))
    return below(limit, coming.velocity, coming.variance)
