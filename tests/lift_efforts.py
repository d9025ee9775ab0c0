"""Lifts that literature tests share, at the rate level unless told otherwise; each is simulated once and kept."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from neuraldrive import simulate
from neuraldrive.kernels import barbell
from neuraldrive.records import Recording, RepetitionTruth

Floats = NDArray[np.float64]
BENCH, SQUAT, DEADLIFT = "bench_press", "back_squat", "deadlift"
LOADS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
TO_FAILURE = (0.5, 0.6, 0.7, 0.8, 0.9)
STEP_S = 0.001


@cache
def lifted(lift: str, share: float, **settings: Any) -> Recording:
    """One repetition at a share of the 1RM."""
    asked = {"discharges": False, **settings}
    return simulate.lift(lift, share * simulate.one_rm_kg(lift), **asked)


def truth(lift: str, share: float, **settings: Any) -> RepetitionTruth:
    """What became of it."""
    [repetition] = lifted(lift, share, **settings).truth.repetitions
    return repetition


class Rise(NamedTuple):
    """The bar from the moment when it moves to its end, (n,) each, and the force of the hands on it."""

    times_s: Floats
    height_m: Floats
    speed_mps: Floats
    acceleration_mps2: Floats
    force_n: Floats

    def mean_power(self, until_s: float | None = None) -> float:
        """Work on the bar over its time, W."""
        return float(self.work_j(until_s) / (self.times_s[-1] if until_s is None else until_s))

    def work_j(self, until_s: float | None = None) -> float:
        inside = slice(None) if until_s is None else self.times_s <= until_s
        return float(np.trapezoid(self.force_n[inside], self.height_m[inside]))

    @property
    def peak_power(self) -> float:
        return float((self.force_n * self.speed_mps).max())

    @property
    def mean_force(self) -> float:
        return float(np.trapezoid(self.force_n, self.times_s) / self.times_s[-1])

    @property
    def late_force(self) -> float:
        """Mean over the height of the last third."""
        late = self.height_m >= self.height_m[-1] * 2.0 / 3.0
        work = np.trapezoid(self.force_n[late], self.height_m[late])
        return float(work / (self.height_m[-1] - self.height_m[late][0]))

    @property
    def sticking_mps(self) -> float:
        """How far the speed falls between two of its peaks; 0 where it has one."""
        before = np.maximum.accumulate(self.speed_mps)
        after = np.maximum.accumulate(self.speed_mps[::-1])[::-1]
        return float((np.minimum(before, after) - self.speed_mps).max())


def rise(recording: Recording) -> Rise:
    """The rise of a recording's one repetition; four steps short of either end, where the slopes jump."""
    [repetition] = recording.truth.repetitions
    first, last = (round(at / STEP_S) for at in (repetition.start_s, repetition.end_s))
    own = slice(first + 4, last - 3)
    times_s = np.arange(own.stop - own.start) * STEP_S
    channels = (recording[name].samples[own] for name in ("position", "velocity", "acceleration", "force"))
    return Rise(times_s, *channels)


def propulsive_s(recording: Recording) -> float:
    """When the push ends: the first braking harder than free flight."""
    found = rise(recording)
    return barbell.propulsive_end_s(found.times_s, found.speed_mps)


def best_load(value: Callable[[float], float], shares: Floats) -> float:
    """The share of the 1RM at which a value is largest."""
    return float(shares[int(np.argmax([value(float(share)) for share in shares]))])


@cache
def to_failure(lift: str, share: float, **settings: Any) -> tuple[RepetitionTruth, ...]:
    """The repetitions that are completed in a set to failure."""
    asked = {"discharges": False, "scatter": False, **settings}
    made = simulate.lift_set(lift, share * simulate.one_rm_kg(lift), "failure", **asked)
    return tuple(each for each in made.truth.repetitions if each.completed)


@cache
def sets_of(lift: str, share: float, repetitions: int | str, sets: int, rest_s: float) -> tuple[Recording, ...]:
    """Equal sets with equal rests."""
    asked = [(share * simulate.one_rm_kg(lift), repetitions)] * sets
    return simulate.session(lift, asked, rest_s=rest_s, discharges=False, scatter=False)


def completed(recording: Recording) -> int:
    return sum(each.completed for each in recording.truth.repetitions)


def loss(repetitions: tuple[RepetitionTruth, ...]) -> Floats:
    """Velocity lost from the fastest so far, after each repetition."""
    speeds = np.array([each.mean_velocity for each in repetitions if each.completed])
    return 1.0 - speeds / np.maximum.accumulate(speeds)


def line_to_1rm(lift: str) -> float:
    """% of the 1RM at which a line through propulsive velocity at 50 to 80 % comes to the velocity of the 1RM itself."""
    shares = (0.5, 0.6, 0.7, 0.8)
    speeds = [truth(lift, share).mean_propulsive_velocity for share in shares]
    slope, start = np.polyfit(shares, speeds, 1)
    return float(100.0 * (truth(lift, 1.0).mean_propulsive_velocity - start) / slope)
