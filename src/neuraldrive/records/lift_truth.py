"""What a simulated lift knows of itself, and no encoder can see."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from neuraldrive.records.lifter import Lifter

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class RepetitionTruth:
    """One repetition as it was made.

    Args:
        drive_s: when the drive to lift sets in.
        start_s, end_s: when the bar begins to move up, and when it comes to rest, leaves the hands, or sticks.
        switch_off_s: when the drive goes off so that the bar comes to rest at the end; None where it never does.
        completed: whether the bar came to the end of its range.
        intent: share of the reserve above what the load needs, 1 for all.
        capacity: strength that it was made with, share of the rested one: what was left when it began, times how much
            this repetition differs by itself (`scatter`).
        mean_velocity, mean_propulsive_velocity, peak_velocity: of the rise, m/s, up to the release where there is one.
        release_velocity: at which bar or body leaves, m/s; None where the bar is held.
        least_acceleration: the hardest braking, m/s².
        height_m: gained.
        recruited_share: largest share of the pool's units that are active; mean_rate_pps: mean over the active units
            while the drive is on. NaN at the rate level, which knows no units.
    """

    drive_s: float
    start_s: float
    end_s: float
    switch_off_s: float | None
    completed: bool
    intent: float
    capacity: float
    mean_velocity: float
    mean_propulsive_velocity: float
    peak_velocity: float
    release_velocity: float | None
    least_acceleration: float
    height_m: float
    recruited_share: float = float("nan")
    mean_rate_pps: float = float("nan")


@dataclass(frozen=True, eq=False)
class LiftTruth:
    """The truth behind a simulated lift or set; m times.

    Args:
        lift, pool: names in the catalogue: the lift, and the muscle whose pool stands for all that lift.
        lifter: who lifts. one_rm_kg: what this lifter, rested, can lift once (plates alone).
        load_kg: on the bar; relative_load: share of one_rm_kg.
        resistance: in words, bands and chains with it.
        repetitions: each as it was made.
        times_s: (m,) of the courses below.
        height_m, velocity_mps: (m,) of the bar, as no sensor sees it.
        activation: (m,) force of the pool as a share of its rested tetanic force, capacity not in it.
        muscle_force_n: (m,) that the muscles bring to the bar.
        drive: (m,) level that is set, share of this lifter's maximal voluntary force.
        recruited_share: (m,) share of the pool's units that are active; empty at the rate level.
        capacity_after: strength that is left after the last repetition.
    """

    lift: str
    pool: str
    lifter: Lifter
    one_rm_kg: float
    load_kg: float
    relative_load: float
    resistance: str
    repetitions: tuple[RepetitionTruth, ...]
    times_s: Floats
    height_m: Floats
    velocity_mps: Floats
    activation: Floats
    muscle_force_n: Floats
    drive: Floats
    recruited_share: Floats
    capacity_after: float

    def __repr__(self) -> str:
        done = sum(each.completed for each in self.repetitions)
        return (
            f"LiftTruth({self.lift}, {self.load_kg:g} kg = {self.relative_load:.0%} of {self.one_rm_kg:.0f} kg: "
            f"{done} of {len(self.repetitions)} completed)"
        )
