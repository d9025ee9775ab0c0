"""Load-velocity profiles of an athlete whose 1RM and line are known, as a plan needs them."""

from __future__ import annotations

from datetime import datetime
from functools import cache

from neuraldrive.adapt import LoadVelocityProfile, load_velocity
from neuraldrive.records import Repetition, SetEntry

LINES = {"back_squat": (140.0, 0.30, 1.1), "bench_press": (100.0, 0.17, 1.2), "deadlift": (180.0, 0.15, 0.9)}
"""1RM in kg, velocity at it and what is lost from no load to it, m/s."""
TESTED, BEFORE = datetime(2026, 11, 2, 10), datetime(2026, 10, 20, 10)


@cache
def profile(lift: str, *, rated: bool = True) -> LoadVelocityProfile:
    """Of four loads on the line; and, rated, three hard sets two weeks before."""
    today = [_set(lift, share, 1, None, TESTED) for share in (0.5, 0.65, 0.8, 0.9)]
    hard = [_set(lift, *row, BEFORE) for row in ((0.9, 3, 9.5), (0.87, 4, 9.0), (0.93, 2, 9.0))]
    return load_velocity(today, hard if rated else [])


def profiles(*lifts: str) -> dict[str, LoadVelocityProfile]:
    """By lift."""
    return {lift: profile(lift) for lift in lifts}


def _set(lift: str, share: float, count: int, rpe: float | None, at: datetime) -> SetEntry:
    one_rm, velocity, slope = LINES[lift]
    fastest = Repetition(mean_velocity=velocity + slope * (1 - share))
    return SetEntry(lift, share * one_rm, [fastest] * count, rpe=rpe, started_at=at)
