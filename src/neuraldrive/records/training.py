"""What was lifted: Athlete, Session, SetEntry, Repetition."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

from neuraldrive.errors import RecordError
from neuraldrive.records.recording import Recording

PICKED_BY_HAND = "picked by hand"
"""A flag: a person said where the rise begins and ends."""
# What a record may hold. Wide enough for every human and every device; outside is a wrong unit or a glitch.
_ALLOWED: Mapping[str, tuple[float, float, str]] = {
    "load_kg": (0.5, 1500.0, "kg"),
    "mean_velocity": (0.005, 6.0, "m/s"),
    "mean_propulsive_velocity": (0.005, 6.0, "m/s"),
    "peak_velocity": (0.005, 12.0, "m/s"),
    "range_of_motion_m": (0.02, 3.0, "m"),
    "duration_s": (0.03, 60.0, "s"),
    "time_to_peak_velocity_s": (0.0, 60.0, "s"),
    "mean_power_w": (0.0, 20000.0, "W"),
    "rpe": (0.0, 10.0, ""),
    "reps_in_reserve": (0.0, 50.0, ""),
    "body_mass_kg": (15.0, 400.0, "kg"),
}


def allowed(name: str) -> tuple[float, float, str]:
    """The range (low, high, unit) that a logged value of that name may take."""
    return _ALLOWED[name]


@dataclass(frozen=True)
class Athlete:
    """A person who lifts.

    >>> Athlete("A1", body_mass_kg=82).name
    'A1'
    """

    name: str
    body_mass_kg: float | None = None
    simulated: bool = False

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise RecordError("athlete", found="an empty name", needed="a name", remedy="Name the athlete.")
        _check(self, "body_mass_kg")


@dataclass(frozen=True, eq=False)
class Repetition:
    """One repetition: as logged by a device or a person, as recorded, or both.

    The velocities, range and duration are what the device or the person logged: their claim. `rise` is the
    recording of the upward phase, from which neuraldrive takes its own figures; `start_s` and `end_s` place it in
    the recording of its set. A logged value will do. `revises` is, for one told live, the number of the repetition told
    before that it replaces.

    Raises:
        RecordError: a value lies outside what a repetition can be, with the range named.

    >>> Repetition(mean_velocity=0.42, load_kg=140)
    Repetition(1, load_kg=140, mean_velocity=0.42)
    """

    number: int = 1
    load_kg: float | None = None
    mean_velocity: float | None = None
    mean_propulsive_velocity: float | None = None
    peak_velocity: float | None = None
    range_of_motion_m: float | None = None
    duration_s: float | None = None
    time_to_peak_velocity_s: float | None = None
    mean_power_w: float | None = None
    claims: Mapping[str, float] = field(default_factory=dict)
    device: str | None = None
    rise: Recording | None = None
    start_s: float | None = None
    end_s: float | None = None
    flags: tuple[str, ...] = ()
    excluded: str | None = None
    revises: int | None = None

    LOGGED = (
        "mean_velocity", "mean_propulsive_velocity", "peak_velocity", "range_of_motion_m", "duration_s",
        "time_to_peak_velocity_s", "mean_power_w",
    )  # fmt: skip

    def __post_init__(self) -> None:
        object.__setattr__(self, "claims", MappingProxyType(dict(self.claims)))
        _check(self, "load_kg", *self.LOGGED)
        if self.number < 1:
            raise RecordError("repetition number", found=str(self.number), needed="1 or more", remedy="Count from 1.")

    def __repr__(self) -> str:
        facts = {name: getattr(self, name) for name in ("load_kg", *self.LOGGED, "device", "rise", "excluded")}
        told = "".join(f", {name}={value!r}" for name, value in facts.items() if value is not None)
        return f"Repetition({self.number}{told})"


@dataclass(frozen=True, eq=False)
class SetEntry:
    """Repetitions done without putting the bar away, with the rating given at their end.

    `recording` is the set's raw signal, where there is one; `count` the repetitions counted by hand.
    `rpe` is the rating of perceived exertion 0–10; `reps_in_reserve` counts repetitions left, and 0 is a
    value, not a gap. `rpe_at_most` marks a rating that is only an upper bound ("below 5.5").

    Raises:
        RecordError: a rating or the load lies outside its range.

    >>> SetEntry("back_squat", load_kg=140, repetitions=[Repetition(mean_velocity=0.42)], rpe=8).reserve
    2.0
    """

    lift: str
    load_kg: float | None
    repetitions: tuple[Repetition, ...]
    rpe: float | None = None
    reps_in_reserve: float | None = None
    rpe_at_most: bool = False
    number: int = 1
    started_at: datetime | None = None
    device: str | None = None
    load_unit: str = "kg"
    flags: tuple[str, ...] = ()
    note: str = ""
    count: int | None = None
    recording: Recording | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "repetitions", tuple(self.repetitions))
        _check(self, "load_kg", "rpe", "reps_in_reserve")
        if not self.lift:
            raise RecordError("set", found="no lift", needed="a lift", remedy="Name the lift, as back_squat.")

    @property
    def repetition_count(self) -> int:
        """Repetitions done: as counted by hand, else as listed."""
        return self.count if self.count is not None else len(self.repetitions)

    @property
    def reserve(self) -> float | None:
        """Repetitions in reserve at the end, as given or as 10 − RPE; None where neither was given."""
        if self.reps_in_reserve is not None:
            return self.reps_in_reserve
        return None if self.rpe is None else 10.0 - self.rpe

    @property
    def rated(self) -> str:
        """The rating as it was given, in words.

        >>> SetEntry("back_squat", 140, (), rpe=8.5).rated, SetEntry("back_squat", 140, (), reps_in_reserve=2).rated
        ('RPE 8.5', '2 in reserve')
        """
        if self.rpe is not None:
            return f"RPE {'at most ' if self.rpe_at_most else ''}{self.rpe:g}"
        return f"{self.reps_in_reserve:g} in reserve" if self.reps_in_reserve is not None else "not rated"

    @property
    def used(self) -> tuple[Repetition, ...]:
        """The repetitions that are not excluded."""
        return tuple(repetition for repetition in self.repetitions if repetition.excluded is None)


@dataclass(frozen=True, eq=False)
class Session:
    """What one athlete did at one time. `started_at` is None where the file does not say."""

    athlete: str
    sets: tuple[SetEntry, ...]
    started_at: datetime | None = None
    device: str | None = None
    note: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "sets", tuple(self.sets))


def _check(record: object, *names: str) -> None:
    for name in names:
        value = getattr(record, name)
        if value is None:
            continue
        low, high, unit = _ALLOWED[name]
        if not (math.isfinite(value) and low <= value <= high):
            raise RecordError(
                name, found=f"{value:g} {unit}".strip(), needed=f"between {low:g} and {high:g} {unit}".strip(),
                remedy="Check the unit (kg or lb, m/s or mm/s) and the row.",
            )  # fmt: skip
