"""Electrical stimuli that reach every unit of the pool at once."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from neuraldrive.errors import BadValue
from neuraldrive.units import is_number

Floats = NDArray[np.float64]

FASTEST_HZ = 500.0
SILENCE_S = 0.080
"""Without voluntary discharge after a stimulus of a mixed nerve; between 50 and 100 ms nothing measured changes."""


@dataclass(frozen=True)
class Stimulus:
    """Supramaximal pulses at an even rate: a twitch (1), a doublet (2), an octet (8)."""

    pulses: int
    rate_hz: float
    at_s: float

    @property
    def times_s(self) -> Floats:
        """Time of each pulse, shape (pulses,)."""
        return self.at_s + np.arange(self.pulses) / self.rate_hz

    @property
    def last_s(self) -> float:
        """Time of the last pulse."""
        return self.at_s + (self.pulses - 1) / self.rate_hz

    @property
    def silent_until_s(self) -> float:
        """When voluntary discharge comes back."""
        return self.last_s + SILENCE_S


def stimulus(pulses: int = 1, rate_hz: float = 100.0, at_s: float = 0.0) -> Stimulus:
    """Pulses at `rate_hz`, the first at `at_s` of the recording.

    Raises:
        BadValue: no pulse, a rate above 500 Hz (units are refractory for 2 ms), or a negative time.

    >>> stimulus(pulses=2, rate_hz=100, at_s=2.0).times_s
    array([2.  , 2.01])
    """
    if isinstance(pulses, bool) or not isinstance(pulses, int | np.integer) or not 1 <= pulses <= 10_000:
        raise BadValue("pulses", found=f"{pulses}", needed="a whole number from 1", remedy="Two make a doublet.")
    if not is_number(rate_hz) or not 0.0 < rate_hz <= FASTEST_HZ:
        raise BadValue(
            "rate_hz", found=f"{rate_hz}", needed=f"above 0 and at most {FASTEST_HZ:g}", remedy="A motor unit is refractory for 2 ms."
        )  # fmt: skip
    if not is_number(at_s) or not math.isfinite(at_s) or at_s < 0.0:
        raise BadValue("at_s", found=f"{at_s}", needed="0 s or more", remedy="Give the time of the first pulse.")
    return Stimulus(int(pulses), float(rate_hz), float(at_s))


def in_order(stimuli: Stimulus | Sequence[Stimulus] | None, duration_s: float) -> tuple[Stimulus, ...]:
    """The stimuli by time.

    Raises:
        BadValue: one begins before another ends, or lies outside the recording.
    """
    each = () if stimuli is None else (stimuli,) if isinstance(stimuli, Stimulus) else stimuli
    if not isinstance(each, Sequence) or not all(isinstance(one, Stimulus) for one in each):
        raise BadValue(
            "stimulate", found=repr(stimuli), needed="a stimulus, or several",
            remedy="Make one: simulate.stimulus(pulses=2, rate_hz=100, at_s=2.0).",
        )  # fmt: skip
    ordered = tuple(sorted(each, key=lambda one: one.at_s))
    for before, after in pairwise(ordered):
        if after.at_s <= before.last_s:
            raise BadValue(
                "stimuli", found=f"one at {after.at_s:g} s while that from {before.at_s:g} s lasts until {before.last_s:g} s",
                needed="stimuli one after the other", remedy="Join them into one train, or move them apart.",
            )  # fmt: skip
    if ordered and ordered[-1].last_s >= duration_s:
        raise BadValue(
            "stimulus", found=f"a pulse at {ordered[-1].last_s:g} s", needed=f"before the end at {duration_s:g} s",
            remedy="Stimulate earlier, or make the effort longer.",
        )  # fmt: skip
    return ordered
