"""A session of recorded sets for the tests of the session page: where its repetitions lie is known."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

import numpy as np

from neuraldrive import measure
from neuraldrive.records import Reading, Recording, Repetition, Session, SetEntry, Signal
from neuraldrive.store import Store

AT = datetime(2026, 11, 23, 10, 30)
RATE_HZ = 200.0
PAUSE_S, DOWN_S = 1.2, 1.0


def recording(speeds: tuple[float, ...] = (0.55, 0.57, 0.53, 0.46, 0.37), seed: int = 0) -> Recording:
    """A set of squats of 0.6 m by a linear encoder, each rise of that mean velocity, m/s; racked at the end."""
    pieces = [np.full(int(2.0 * RATE_HZ), 1.2)]
    for speed in speeds:
        pieces += [_ramp(1.2, 0.6, DOWN_S), _ramp(0.6, 1.2, 0.6 / speed), np.full(int(PAUSE_S * RATE_HZ), 1.2)]
    height = np.concatenate([*pieces, _ramp(1.2, 1.28, 0.5), np.full(int(RATE_HZ), 1.28)])
    noise = np.random.default_rng(seed).normal(0.0, 2e-4, height.size)
    return Recording(
        {"position": Signal(height + noise, "m", rate_hz=RATE_HZ)}, task="back_squat", device="linear_encoder",
        load_kg=140.0, athlete="Lifter 3", started_at=AT, origin=f"set-{seed}.csv",
    )  # fmt: skip


def add(store: Store, athlete: str = "Lifter 3", excluded: Mapping[int, str] | None = None) -> int:
    """Three recorded sets, rated or not, and one logged without a signal; the number of their session.

    `excluded` are repetitions (from 0) of the set that is not rated, with why they are left out.
    """
    made = []
    for number, rpe in enumerate((8.0, None, 9.0), 1):
        found = replace(recording(seed=number), athlete=athlete)
        repetitions = [dataclasses.replace(each, number=k) for k, each in enumerate(measure.repetitions(found), 1)]
        if rpe is None and excluded:
            repetitions = [replace(each, excluded=excluded.get(k)) for k, each in enumerate(repetitions)]
        entry = SetEntry(
            "back_squat", 140.0, tuple(repetitions), rpe=rpe, number=number, started_at=AT.replace(minute=30 + 5 * number),
            device="linear_encoder", recording=found,
        )  # fmt: skip
        made.append(entry)
    logged = tuple(Repetition(k, 100.0, mean_velocity=0.6 - 0.03 * k, device="linear_encoder") for k in (1, 2, 3))
    made.append(SetEntry("back_squat", 100.0, logged, number=4, device="linear_encoder"))
    session = Session(athlete, tuple(made), AT, "linear_encoder")
    recordings = tuple(each.recording for each in made if each.recording is not None)
    reading = Reading("test", f"{athlete}.csv", f"{hash(athlete):x}", recordings, (session,))
    return store.add_reading(reading, measurements=measure.all_of).session_ids[0]


def _ramp(low: float, high: float, long_s: float) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """From one height to another, as a minimum-jerk movement."""
    t = np.linspace(0.0, 1.0, int(long_s * RATE_HZ), endpoint=False)
    return low + (high - low) * (10 * t**3 - 15 * t**4 + 6 * t**5)
