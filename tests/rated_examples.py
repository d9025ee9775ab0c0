"""Rated sets, prescriptions and verdicts for tests of the live set."""

from __future__ import annotations

from neuraldrive.monitor import LiveSet
from neuraldrive.records import Load, Prescription, Repetition, SetEntry, Sets, Span, Verdict


def asked(lift: str = "back_squat", repetitions: int | None = 8, **more) -> Prescription:
    """Five heavy sets."""
    count = None if repetitions is None else Span(repetitions)
    return Prescription((lift,), (Sets(Span(5), count, Load(Span(0.9))),), method="maximal_effort", **more)


def rated(sets: int, lift: str = "back_squat", end_mps: float = 0.36) -> list[SetEntry]:
    """Sets of three at five loads, ended with 2 in reserve at about the same velocity."""
    loads = [100.0 + 10.0 * (i % 5) for i in range(sets)]
    speeds = [end_mps + rest for rest in (0.08, 0.04, 0.0)]
    return [
        SetEntry(lift, load, [Repetition(i, load, speed) for i, speed in enumerate(speeds, 1)], rpe=8) for load in loads
    ]


def all_of(live: LiveSet, velocities: tuple[float, ...], load_kg: float | None = 120.0) -> list[Verdict]:
    """The verdict after each repetition."""
    return [live.add(Repetition(i, load_kg, v, peak_velocity=1.5 * v)) for i, v in enumerate(velocities, 1)]
