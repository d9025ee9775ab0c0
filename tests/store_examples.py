"""Readings for the tests of the store: sets with velocities, and signals."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

import numpy as np

from neuraldrive.records import Measurement, Reading, Recording, Repetition, Session, SetEntry, Signal

MONDAY = datetime(2025, 3, 10, 18, 30)


def session(athlete: str = "Ada", day: int = 0, sets: int = 3, repetitions: int = 5) -> Session:
    """A session of squats; every value differs from day to day, set to set and repetition to repetition."""
    at = MONDAY + timedelta(days=day)
    entries = [
        SetEntry(
            "back_squat",
            100.0 + 5 * number,
            tuple(
                Repetition(
                    number=rep + 1,
                    load_kg=100.0 + 5 * number,
                    mean_velocity=round(0.9 - 0.02 * number - 0.02 * rep - 0.0001 * day, 4),
                    peak_velocity=1.4 - 0.03 * rep,
                    claims={"vendor_power": 500.0 + rep},
                )
                for rep in range(repetitions)
            ),
            rpe=6.0 + (number % 8) / 2,
            number=number + 1,
            started_at=at + timedelta(minutes=4 * number),
            device="encoder",
        )
        for number in range(sets)
    ]
    return Session(athlete, tuple(entries), at, "encoder", "a note")


def recording(seed: int = 0, seconds: float = 4.0) -> Recording:
    """Two channels at a steady rate and one with times of its own."""
    rng = np.random.default_rng(seed)
    n = int(200 * seconds)
    times = np.cumsum(rng.uniform(0.009, 0.011, n // 2))
    return Recording(
        {
            "position": Signal(np.sin(np.arange(n) / 40) + rng.normal(0, 1e-3, n), "m", rate_hz=200.0, start_s=1.5),
            "velocity": Signal(rng.normal(0, 1, n - 3), "m/s", rate_hz=200.0),
            "acceleration": Signal(rng.normal(0, 9, n // 2), "m/s2", times_s=times),
        },
        task="back_squat",
        device="encoder",
        load_kg=140.0,
        athlete="Ada",
        started_at=MONDAY,
        origin=f"squat-{seed}.csv",
        flags=("made up",),
    )


def reading(*sessions: Session, recordings: tuple[Recording, ...] = (), name: str = "log.csv") -> Reading:
    """A reading of such sessions; its checksum is its name's, so another name is another file."""
    return Reading("test", name, hashlib.sha256(name.encode()).hexdigest(), recordings, sessions)


def measured(repetition: Repetition) -> tuple[Measurement, ...]:
    """Two measurements with intervals, as a measure would make them."""
    velocity = repetition.mean_velocity or 0.5
    return (
        Measurement("mean_velocity", velocity, "m/s", "logged", (velocity - 0.03, velocity + 0.03), flags=("a doubt",)),
        Measurement("mean_power", velocity * 1000, "W", "logged", sources=("hopkins_2000",)),
    )
