"""Sets, sessions and reports for the tests of figures: made by a plain formula, so that every number is known."""

from __future__ import annotations

from datetime import datetime, timedelta

import numpy as np

from neuraldrive import adapt
from neuraldrive.figures.content import LiftPart, ReportContent, SessionPart, SetPart
from neuraldrive.figures.timeline import BestVelocity, Estimate
from neuraldrive.records import Athlete, Recording, Repetition, Session, SetEntry, Signal

FIRST_DAY = datetime(2026, 3, 2, 18, 0)
LINES = {"back_squat": (150.0, 0.28, 0.82), "bench_press": (105.0, 0.17, 0.95), "deadlift": (190.0, 0.20, 0.75)}


def velocity_at(lift: str, load_kg: float, repetition: int = 1, day: int = 0) -> float:
    """Mean velocity on a straight line that rises slowly with the days and falls with the repetitions."""
    one_rm_kg, v_one_rm, slope = LINES[lift]
    today = one_rm_kg * (1 + 0.001 * day)
    wobble = 0.02 * np.sin(7.0 * load_kg + 3.0 * repetition + day)
    return float(max(0.08, (v_one_rm + slope * (1 - load_kg / today)) * (1 - 0.035 * (repetition - 1)) + wobble))


def recorded_set(
    mean_velocities: list[float], excluded: dict[int, str] | None = None
) -> tuple[Recording, list[Repetition]]:
    """A bar that sinks, rests and rises by 0.5 m once for each velocity, at 100 Hz, and the rises in it."""
    rate_hz, reach_m, velocity = 100.0, 0.5, [np.zeros(80)]
    marks = []
    for mean in mean_velocities:
        velocity.append(-0.5 * np.sin(np.linspace(0, np.pi, 157)) ** 2 * 2 * reach_m / 0.7825)
        velocity.append(np.zeros(20))
        count = int(reach_m / mean * rate_hz)
        start = sum(part.size for part in velocity)
        shape = np.sin(np.linspace(0, np.pi, count)) ** 1.5
        velocity.append(shape * reach_m * rate_hz / shape.sum())
        marks.append((start / rate_hz, (start + count - 1) / rate_hz))
        velocity.append(np.zeros(90))
    speed = np.concatenate(velocity)
    channels = {
        "position": Signal(1.2 + np.cumsum(speed) / rate_hz, "m", rate_hz=rate_hz),
        "velocity": Signal(speed, "m/s", rate_hz=rate_hz),
    }
    recording = Recording(channels, device="linear_encoder")
    repetitions = [
        Repetition(
            number, mean_velocity=round(mean, 2), rise=recording.between(*mark), device="linear_encoder",
            excluded=(excluded or {}).get(number),
        )
        for number, (mean, mark) in enumerate(zip(mean_velocities, marks, strict=True), 1)
    ]  # fmt: skip
    return recording, repetitions


def position_triggered(mean_velocity: float, number: int = 1) -> Repetition:
    """One rise with a sample each 30 mm, as a cord device sends it."""
    height = np.arange(1, 25) * 0.03
    speed = mean_velocity * (0.4 + 1.1 * np.sin(np.pi * height / 0.75))
    times = np.cumsum(0.03 / speed)
    channels = {"position": Signal(height, "m", times_s=times), "velocity": Signal(speed, "m/s", times_s=times)}
    rise = Recording(channels, device="openbarbell", flags=("position-triggered",))
    return Repetition(number, load_kg=100.0, rise=rise, device="openbarbell")


def training_day(day: int, lift: str = "back_squat", *, signal: bool = False, sets: int = 5) -> list[SetPart]:
    """Warm-ups and work sets of one lift on one day; one repetition excluded, the last set rated."""
    one_rm_kg = LINES[lift][0]
    started_at = FIRST_DAY + timedelta(days=day)
    parts = []
    for number, share in enumerate(np.linspace(0.5, 0.85, sets), 1):
        load_kg = round(one_rm_kg * share / 2.5) * 2.5
        speeds = [velocity_at(lift, load_kg, repetition, day) for repetition in range(1, 7)]
        out = {4: "rerack: rise 0.09 m, less than 0.15 m"} if number == 2 else {}
        recording, repetitions = recorded_set(speeds, out) if signal else (None, [
            Repetition(k, load_kg=load_kg, mean_velocity=v, device="linear_encoder", excluded=out.get(k))
            for k, v in enumerate(speeds, 1)
        ])  # fmt: skip
        entry = SetEntry(
            lift, load_kg, tuple(repetitions), rpe=8.5 if number == sets else None, number=number,
            started_at=started_at + timedelta(minutes=4 * number), device="linear_encoder",
        )  # fmt: skip
        parts.append(SetPart(entry, recording))
    return parts


def swapped(parts: list[SetPart]) -> list[SetEntry]:
    """The sets, with one whose load was typed in pounds and read as kilograms."""
    sets = [part.entry for part in parts]
    wrong = SetEntry(
        sets[0].lift, 225.0, (Repetition(1, mean_velocity=velocity_at(sets[0].lift, 102.06), device="linear_encoder"),),
        number=len(sets) + 1, started_at=sets[0].started_at,
    )  # fmt: skip
    return [*sets, wrong]


def profile(lift: str = "back_squat", days: int = 5) -> adapt.LoadVelocityProfile:
    """A profile from today's sets, one of them in the wrong unit, and those of earlier days."""
    earlier = [part.entry for day in range(days - 1) for part in training_day(3 * day, lift)]
    return adapt.load_velocity(swapped(training_day(3 * (days - 1), lift)), earlier)


def lift_part(lift: str = "back_squat", days: int = 10) -> LiftPart:
    """A profile with what came before it."""
    estimates, best = [], []
    for day in range(0, 3 * days, 3):
        at = FIRST_DAY + timedelta(days=day)
        sets = [part.entry for part in training_day(day, lift)]
        estimates.append(Estimate(at, adapt.load_velocity(sets).estimated_one_rm_kg))
        best += [
            BestVelocity(at, entry.load_kg or 0.0, max(r.mean_velocity or 0 for r in entry.used)) for entry in sets
        ]
    return LiftPart(profile(lift, days), estimates, best)


def report_content(name: str = "Lifter 3", sessions: int = 5, lifts: int = 1, load_unit: str = "kg") -> ReportContent:
    """A report over some sessions; the last has signals."""
    chosen = list(LINES)[:lifts]
    parts = []
    for index in range(sessions):
        sets = [part for lift in chosen for part in training_day(3 * index, lift, signal=index == sessions - 1)]
        at = FIRST_DAY + timedelta(days=3 * index)
        parts.append(SessionPart(Session(name, tuple(part.entry for part in sets), at, "linear_encoder"), sets))
    return ReportContent(
        Athlete(name, body_mass_kg=82, simulated=True), FIRST_DAY + timedelta(days=3 * sessions), "0.1.0",
        [lift_part(lift, sessions) for lift in chosen], parts,
        simulated=("All sets of this report were made by a formula, to test the drawing.",), load_unit=load_unit,
    )  # fmt: skip
