"""Simulated lifts that several checks share: the typical lifter at the rate level, in which there is no chance.

The simulator is imported late, so that a claim and its targets are shown at once.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

import numpy as np

from neuraldrive.records import LiftTruth, Recording, RepetitionTruth

BENCH, SQUAT = "bench_press", "back_squat"
WORDS = {BENCH: "bench press", SQUAT: "squat"}
MINUTE_S = 60.0
_STEP = 0.005
"""Of the 1RM, in which the heaviest load that goes so often is found."""


@lru_cache(maxsize=8)
def one_rm_kg(lift: str) -> float:
    """What the typical lifter can lift once."""
    from neuraldrive import simulate  # late

    return simulate.one_rm_kg(lift)


@lru_cache(maxsize=256)
def lifted(lift: str, share: float, *, release: bool = False) -> Recording:
    """One repetition with a share of the 1RM, with all intent."""
    from neuraldrive import simulate  # late

    return simulate.lift(lift, share * one_rm_kg(lift), release=release, discharges=False)


@lru_cache(maxsize=32)
def banded(lift: str, share: float, part: float, *, added: bool = False) -> Recording:
    """As `lifted`, with `part` of the load by bands: for plates with the same mean resistance, or added to all plates."""
    from neuraldrive import simulate  # late

    equated = simulate.added_on_top if added else simulate.equated_by_mean
    load = equated(share * one_rm_kg(lift), part)
    return simulate.lift(lift, load.load_kg, accommodating=load.accommodating, discharges=False)


@lru_cache(maxsize=128)
def sets(
    lift: str, share: float, repetitions: int | Literal["failure"], number: int, rest_s: float
) -> tuple[Recording, ...]:
    """Equal sets with equal rests."""
    return session(lift, [(share * one_rm_kg(lift), repetitions)] * number, rest_s)


def session(lift: str, loads: list[tuple[float, int | Literal["failure"]]], rest_s: float) -> tuple[Recording, ...]:
    """Sets of a load in kg and repetitions, with equal rests."""
    from neuraldrive import simulate  # late

    return simulate.session(lift, loads, rest_s=rest_s, discharges=False, scatter=False)


@lru_cache(maxsize=16)
def load_for(lift: str, repetitions: int) -> float:
    """The heaviest share of the 1RM that goes so often in a fresh set, to half a hundredth."""
    goes, fails = 0.5, 1.0 + _STEP
    while fails - goes > _STEP:
        middle = (goes + fails) / 2.0
        if completed(sets(lift, middle, "failure", 1, 0.0)[0]) >= repetitions:
            goes = middle
        else:
            fails = middle
    return goes


def truth(recording: Recording) -> LiftTruth:
    """What the simulation knows of itself."""
    assert isinstance(recording.truth, LiftTruth)
    return recording.truth


def first(recording: Recording) -> RepetitionTruth:
    """The first repetition, or the only one."""
    return truth(recording).repetitions[0]


def completed(recording: Recording) -> int:
    """Repetitions that came to the end of the range."""
    return sum(each.completed for each in truth(recording).repetitions)


def velocity_loss(recording: Recording) -> list[float]:
    """Mean velocity lost from the fastest repetition so far, after each that was completed, ratios."""
    speeds = np.array([each.mean_velocity for each in truth(recording).repetitions if each.completed])
    return [float(each) for each in 1.0 - speeds / np.maximum.accumulate(speeds)]
