"""What figures and numbers of lifts ask of a recording: braking, what units do, and what is known of it at all."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from neuraldrive import catalog
from neuraldrive.errors import RecordError
from neuraldrive.figures import discharges
from neuraldrive.kernels import barbell
from neuraldrive.records import LiftTruth, Recording, RepetitionTruth
from neuraldrive.units import load_text

Floats = NDArray[np.float64]

WITHOUT_SHARE = frozenset({"countermovement_jump", "drop_jump", "chest_throw"})
"""What is held in the hands is no share of a load that is lifted once."""
_RATE_WINDOW_S = 0.06
"""Over which a unit's rate is counted in a push of a second or less."""


def truth_of(recording: Recording) -> LiftTruth:
    """The truth of a simulated lift.

    Raises:
        RecordError: it has none.
    """
    if not isinstance(recording.truth, LiftTruth):
        raise RecordError(
            "figure of a lift", found=f"a recording of {recording.task or 'an unnamed task'} without a lift's truth",
            needed="a simulated lift", remedy="Draw what simulate.lift made, or a real bar with figures.trace.",
        )  # fmt: skip
    return recording.truth


def braking_s(truth: LiftTruth, repetition: RepetitionTruth) -> tuple[float, float] | None:
    """From when to when a bar that is held at the end is braked harder than gravity alone would (a < −g), s.

    None where it never is, is released, or never arrives.

    Source: Sanchez-Medina 2010.
    """
    if not repetition.completed or repetition.release_velocity is not None:
        return None
    inside = (truth.times_s >= repetition.start_s - 1e-9) & (truth.times_s <= repetition.end_s + 1e-9)
    if inside.sum() < 5:
        return None
    ends_s = barbell.propulsive_end_s(truth.times_s[inside], truth.velocity_mps[inside])
    return (ends_s, repetition.end_s) if ends_s < repetition.end_s - 0.005 else None


def average_kg(truth: LiftTruth) -> float | None:
    """Of the load with its bands and chains, over the height; None without them."""
    found = re.search(r"([\d.]+) on average", truth.resistance)
    return None if found is None else float(found[1])


def load_words(truth: LiftTruth, unit: str) -> str:
    """The load, which share of the 1RM it is, where there is such a thing, and what it comes to with bands or chains."""
    if truth.load_kg == 0.0:
        return "without load"
    if truth.lift in WITHOUT_SHARE:
        return load_text(truth.load_kg, unit)
    share = f" ({100 * truth.relative_load:.0f} %)" if np.isfinite(truth.relative_load) else ""
    average = average_kg(truth)
    bands = "" if average is None else f", with bands or chains {load_text(average, unit)}"
    return load_text(truth.load_kg, unit) + share + bands


def range_m(truth: LiftTruth) -> float:
    """How far the bar is lifted, where it is completed; NaN of a lift whose mechanics are not known."""
    mechanics = catalog.lift(truth.lift).mechanics if truth.lift in catalog.lifts() else None
    return float("nan") if mechanics is None else mechanics["range_of_motion"] * truth.lifter.reach


def moved(repetition: RepetitionTruth) -> bool:
    """Whether the bar rose at all."""
    return repetition.completed or repetition.height_m > 0.005


def drive_ends_s(repetition: RepetitionTruth) -> float:
    """When the drive to lift goes off: so that the bar comes to rest at the end, or at the end itself."""
    return repetition.end_s if repetition.switch_off_s is None else repetition.switch_off_s


def rates_pps(recording: Recording, at_s: Floats) -> Floats:
    """Mean rate over the units that are active, pps, (m,); NaN where less than half of those are that ever are: in the
    last interval before a silence the quick units alone would be counted.
    """
    units = recording.motor_units
    if units is None:
        return np.full(at_s.size, np.nan)
    share = discharges.share_active(units.discharge_times_s, at_s)
    rates = discharges.mean_rate(units.discharge_times_s, at_s, _RATE_WINDOW_S)
    return np.where(share >= 0.5 * share.max(initial=0.0), rates, np.nan)


def knows_units(recordings: Sequence[Recording]) -> bool:
    """Whether the discharges of all of them were simulated."""
    return all(each.motor_units is not None for each in recordings)
