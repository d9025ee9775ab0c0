"""From sets to the points of a load-velocity line: one a set, its fastest repetition."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from neuraldrive import measure
from neuraldrive.records import Repetition, SetEntry

Floats = NDArray[np.float64]
Days = NDArray[np.int64]

EARLIER_SETS = 12  # with 20 the error is the same within its own uncertainty, and the time twice
REMEMBERED = timedelta(days=60)  # strength drifts: an older line is somebody else's


@dataclass(frozen=True)
class Point:
    """One set's fastest repetition. `doubt` says in words why the profile does not believe it, if so."""

    load_kg: float
    velocity_mps: float
    started_at: datetime | None
    set_number: int
    doubt: str | None = None
    from_history: bool = False


@dataclass(frozen=True)
class Exclusion:
    """A repetition or set left out, and why."""

    where: str
    reason: str


def points_of(
    sets: Sequence[SetEntry], history: Sequence[SetEntry], today: date | None
) -> tuple[tuple[Point, ...], list[Exclusion]]:
    """The point of each set that has one, those of the day first; and of all that is left out, why."""
    points, exclusions = [], []
    for earlier, group in ((False, sets), (True, history)):
        for entry in group:
            where = _place(entry)
            exclusions += [
                Exclusion(f"{where}, repetition {repetition.number}", repetition.excluded)
                for repetition in entry.repetitions
                if repetition.excluded is not None
            ]
            found = _point(entry, earlier, today)
            if isinstance(found, Point):
                points.append(found)
            elif found:
                exclusions.append(Exclusion(where, found))
    return tuple(points), exclusions


def reasons(exclusions: Sequence[Exclusion]) -> tuple[str, ...]:
    """Why sets and repetitions were left out, with how many of each, the most first.

    >>> reasons([Exclusion("set 1", "no load is known"), Exclusion("set 2, repetition 1", "rerack")])
    ('1 set: no load is known', '1 repetition: rerack')
    """
    counted = Counter((each.reason, "repetition" if ", repetition " in each.where else "set") for each in exclusions)
    return tuple(f"{n} {what}{'' if n == 1 else 's'}: {why}" for (why, what), n in counted.most_common())


def _point(entry: SetEntry, earlier: bool, today: date | None) -> Point | str:
    """The set's point, or why it has none."""
    if entry.load_kg is None:
        return "no load is known"
    if today and entry.started_at and today - entry.started_at.date() > REMEMBERED:
        return f"older than {REMEMBERED.days} days"
    velocities = [speed for speed in map(_speed, entry.used) if speed is not None]
    if not velocities:
        return "no velocity was measured or logged"
    return Point(entry.load_kg, max(velocities), entry.started_at, entry.number, None, earlier)


def _speed(repetition: Repetition) -> float | None:
    """Mean velocity, from the rise where there is one, else as logged."""
    if repetition.rise is None:
        return repetition.mean_velocity
    return measure.mean_velocity(repetition).value


def _place(entry: SetEntry) -> str:
    day = f"{entry.started_at:%Y-%m-%d}, " if entry.started_at else ""
    return f"{day}set {entry.number}"


def latest(points: Sequence[Point]) -> tuple[Point, ...]:
    """Today's points and those of the latest earlier sets, which know the athlete best."""
    earlier = sorted(
        (point for point in points if point.from_history),
        key=lambda point: point.started_at.timestamp() if point.started_at else 0.0,
    )
    return (*(point for point in points if not point.from_history), *earlier[-EARLIER_SETS:])


def columns(points: Sequence[Point], today: date | None) -> tuple[Floats, Floats, Days]:
    """Loads, velocities and numbers of days, each (n,)."""
    loads = np.array([point.load_kg for point in points], dtype=np.float64)
    speeds = np.array([point.velocity_mps for point in points], dtype=np.float64)
    return loads, speeds, _day_numbers(points, today)


def _day_numbers(points: Sequence[Point], today: date | None) -> Days:
    """0 for the day the profile speaks of, 1, 2 … for the others; a set without a date belongs to it."""
    days = [point.started_at.date() if point.started_at else today for point in points]
    numbers = {day: number for number, day in enumerate(sorted({day for day in days if day and day != today}), 1)}
    return np.array([numbers.get(day, 0) if day else 0 for day in days], dtype=np.int64)
