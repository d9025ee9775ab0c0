"""What simulated lifts come to: each repetition in figures, of the truth and as a sensor would have it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from neuraldrive import measure, simulate
from neuraldrive.errors import NeuraldriveError
from neuraldrive.figures import lift_told
from neuraldrive.records import Measurement, Recording, RepetitionTruth


@dataclass(frozen=True)
class Lifted:
    """One repetition in figures.

    Args:
        set_number, number: from 1.
        made: as it was made.
        loss: of mean velocity from the fastest completed one so far in the set; None where it was not completed.
        braking_share: of the time of the rise, braked harder than gravity alone would.
        drive_s, drive_level: how long the drive to lift is on, and its level, share of maximal voluntary force.
        peak_force_n, mean_force_n: on the bar while it rises (on the body where there is no bar); NaN
            where it does not, as then something else holds it.
        measured: mean velocity as the sensor has it; None where there is none, or it finds no repetition.
    """

    set_number: int
    number: int
    made: RepetitionTruth
    loss: float | None
    braking_share: float
    drive_s: float
    drive_level: float
    peak_force_n: float
    mean_force_n: float
    measured: Measurement | None = None

    @property
    def drive_integral_s(self) -> float:
        """Level times time, in seconds of maximal drive."""
        return self.drive_level * self.drive_s


def lifted(recordings: Sequence[Recording], seen: Sequence[Recording] = ()) -> tuple[Lifted, ...]:
    """Every repetition of every set; `seen` are the same sets as a sensor recorded them."""
    found: list[Lifted] = []
    for k, recording in enumerate(recordings):
        measured = _measured(recording, seen[k] if seen else None)
        fastest = 0.0
        for n, made in enumerate(lift_told.truth_of(recording).repetitions):
            fastest = max(fastest, made.mean_velocity if made.completed else 0.0)
            found.append(_one(recording, made, (k + 1, n + 1), fastest, measured[n]))
    return tuple(found)


def lifted_each(recordings: Sequence[Recording], seen: Sequence[Recording] = ()) -> tuple[Lifted, ...]:
    """The first repetition of each recording, for lifts that are no sets of one session."""
    pairs = [((each,), seen[k : k + 1]) for k, each in enumerate(recordings)]
    return tuple(lifted(one, seen_one)[0] for one, seen_one in pairs)


def _one(
    recording: Recording, made: RepetitionTruth, numbers: tuple[int, int], fastest: float, measured: Measurement | None
) -> Lifted:  # fmt: skip
    truth = lift_told.truth_of(recording)
    braked = lift_told.braking_s(truth, made)
    rise_s = made.end_s - made.start_s
    middle = 0.5 * (made.drive_s + lift_told.drive_ends_s(made))
    force = recording["force"]
    pushed = force.samples[(force.times >= made.start_s) & (force.times <= made.end_s)]
    of_lifter = pushed if lift_told.moved(made) else pushed[:0]
    return Lifted(
        *numbers, made, 1.0 - made.mean_velocity / fastest if made.completed and fastest > 0.0 else None,
        0.0 if braked is None else (braked[1] - braked[0]) / rise_s, lift_told.drive_ends_s(made) - made.drive_s,
        float(np.interp(middle, truth.times_s, truth.drive)), float(of_lifter.max()) if of_lifter.size else np.nan,
        float(of_lifter.mean()) if of_lifter.size else np.nan, measured,
    )  # fmt: skip


def _measured(recording: Recording, seen: Recording | None) -> list[Measurement | None]:
    """The sensor's mean velocity of each repetition, by where its rise lies."""
    made = lift_told.truth_of(recording).repetitions
    if seen is None:
        return [None] * len(made)
    try:
        rises = measure.repetitions(seen)
    except NeuraldriveError:
        rises = ()
    found: list[Measurement | None] = []
    for each in made:
        middle = 0.5 * (each.start_s + each.end_s)
        hit = next((r for r in rises if (r.start_s or 0.0) <= middle <= (r.end_s or 0.0)), None)
        found.append(None if hit is None or hit.excluded else measure.mean_velocity(hit))
    return found


def seen_by(recordings: Sequence[Recording], sensor: str | None, seed: int) -> tuple[Recording, ...]:
    """The recordings as a sensor would have made them; none without a sensor."""
    if sensor is None:
        return ()
    return tuple(simulate.seen_by(each, sensor, seed=seed + k) for k, each in enumerate(recordings))
