"""What share of the 1RM a load is, whatever it is told in."""

from __future__ import annotations

import numpy as np

from neuraldrive import catalog
from neuraldrive.adapt import LoadVelocityProfile
from neuraldrive.catalog.exercise_entry import Exercise
from neuraldrive.kernels.load_velocity import bent, repetition_fraction
from neuraldrive.plan.setting import Setting
from neuraldrive.records.prescription import Load, Prescription, Sets, Span

BANDS_MEAN = 0.5
"""Bands and chains hang from nothing at the bottom to all at the top: half of them on the way."""


def share_of(part: Sets, item: Prescription, exercise: Exercise, setting: Setting) -> Span | None:
    """The share of the exercise's 1RM on the bar, bands left out; None where nothing tells it.

    An RPE, or repetitions in reserve, tell it through the repetitions; kilograms and velocities need a profile.
    """
    load = part.load
    if load is None:
        return _of_reserve(part, next((stop.value for stop in item.stops if stop.kind == "reserve"), None))
    if load.unit == "share":
        return load.amount
    if load.unit == "body":
        return Span(0.0)
    if load.unit == "rpe":
        return _of_reserve(part, 10.0 - load.amount.middle)
    profile = setting.profiles.get(exercise.lift)
    return None if profile is None else _of_profile(load, profile, exercise)


def _of_reserve(part: Sets, reserve: float | None) -> Span | None:
    if reserve is None or part.repetitions is None:
        return None
    high, low = (most_share(each + reserve) for each in (part.repetitions.low, part.repetitions.high))
    return Span(low, high)


def _of_profile(load: Load, profile: LoadVelocityProfile, exercise: Exercise) -> Span:
    one_rm = profile.estimated_one_rm_kg.value * exercise.share
    low, high = load.amount.low, load.amount.high
    if load.unit == "velocity":
        low, high = profile.load_at(high).value, profile.load_at(low).value
    return Span(max(low / one_rm, 0.0), max(high / one_rm, 0.0))


def hung(part: Sets, one_rm_kg: float | None = None) -> float:
    """The mean of bands and chains over the lift, as a share of the 1RM; 0 where only kilograms are told of them."""
    if part.load is None:
        return 0.0
    top = part.load.bands + part.load.chains
    if part.load.hung_in_kg:
        top = top / one_rm_kg if one_rm_kg else 0.0
    return BANDS_MEAN * top


def most_share(repetitions: float) -> float:
    """The share of the 1RM that people can lift so often and no more.

    >>> round(most_share(5), 2)
    0.87
    """
    return float(repetition_fraction(np.asarray(float(repetitions))))


def usual_velocity(exercise: Exercise, share: float, setting: Setting) -> float:
    """Mean velocity to expect at a share of the 1RM, m/s: by the athlete's profile, else as of people at large.

    Loads above the 1RM move as the 1RM does, if at all.
    """
    share = min(share, 1.0)
    profile = setting.profiles.get(exercise.lift)
    if profile is not None:
        return profile.velocity_at(share * profile.estimated_one_rm_kg.value * exercise.share).value
    lift = catalog.lift(exercise.lift or exercise.stand_in or exercise.name, or_any=True)
    bend = lift["bend"] * float(bent(np.asarray(1.0 - share))) if "bend" in lift.numbers else 0.0
    return lift["velocity_at_one_rm"] + lift["slope"] * (1.0 - share) + bend
