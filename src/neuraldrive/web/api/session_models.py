"""What sessions, sets and repetitions look like to a program. SI units."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from pydantic import BaseModel, Field

from neuraldrive.records import Measurement, Repetition
from neuraldrive.store import SessionSummary, StoredSession, StoredSet


class Measured(BaseModel):
    """A figure with its interval (None where its error is not known), its method and its doubts."""

    measure: str
    value: float
    unit: str
    low: float | None
    high: float | None
    level: float
    method: str
    flags: list[str]


class Rep(BaseModel):
    """A repetition: where its rise lies, what was measured, and why it is left out, if it is."""

    id: int
    number: int
    load_kg: float | None
    start_s: float | None
    end_s: float | None
    excluded: str | None
    flags: list[str]
    measured: list[Measured]


class Set(BaseModel):
    """A set with its repetitions. `can_be_picked`: whether they can be moved in a recording of the whole set."""

    id: int
    session_id: int
    number: int
    athlete: str
    lift: str
    load_kg: float | None
    load_unit: str
    rpe: float | None
    rpe_at_most: bool
    reps_in_reserve: float | None
    count: int | None
    started_at: datetime | None
    device: str | None
    note: str
    flags: list[str]
    can_be_picked: bool
    repetitions: list[Rep]


class SessionLine(BaseModel):
    """A session in a list."""

    id: int
    athlete: str
    started_at: datetime | None
    lifts: list[str]
    sets: int
    repetitions: int
    device: str | None
    note: str


class SessionPage(BaseModel):
    """Some of a list; `next` is the offset of what follows, None at its end."""

    items: list[SessionLine]
    next: int | None


class SessionWhole(BaseModel):
    """A session with its sets in order."""

    id: int
    athlete: str
    started_at: datetime | None
    device: str | None
    note: str
    sets: list[Set] = Field(description="In the order done; the page of the n-th is /sessions/{id}/sets/n.")


def line_of(found: SessionSummary) -> SessionLine:
    """A session in a list."""
    names = ("id", "athlete", "started_at", "sets", "repetitions", "device", "note")
    return SessionLine(**{name: getattr(found, name) for name in names}, lifts=list(found.lifts))


def whole_of(found: StoredSession) -> SessionWhole:
    """A session with all that is in it."""
    session = found.session
    return SessionWhole(
        id=found.id, athlete=session.athlete, started_at=session.started_at, device=session.device, note=session.note,
        sets=[set_of(each) for each in found.sets],
    )  # fmt: skip


def set_of(stored: StoredSet) -> Set:
    """A set with its repetitions."""
    entry = stored.entry
    names = (
        "number", "lift", "load_kg", "load_unit", "rpe", "rpe_at_most", "reps_in_reserve", "count", "started_at",
        "device", "note",
    )  # fmt: skip
    together = zip(stored.repetition_ids, entry.repetitions, stored.measurements, strict=True)
    return Set(
        id=stored.id, session_id=stored.session_id, athlete=stored.athlete, flags=list(entry.flags),
        can_be_picked=stored.recording_id is not None, repetitions=[rep_of(*each) for each in together],
        **{name: getattr(entry, name) for name in names},
    )  # fmt: skip


def rep_of(number: int, each: Repetition, measured: Iterable[Measurement]) -> Rep:
    """A repetition with its figures."""
    return Rep(
        id=number, number=each.number, load_kg=each.load_kg, start_s=each.start_s, end_s=each.end_s,
        excluded=each.excluded, flags=list(each.flags), measured=measured_of(measured),
    )  # fmt: skip


def measured_of(found: Iterable[Measurement]) -> list[Measured]:
    """Figures with their intervals."""
    return [
        Measured(
            measure=each.measure, value=each.value, unit=each.unit, low=each.interval[0] if each.interval else None,
            high=each.interval[1] if each.interval else None, level=each.level, method=each.method,
            flags=list(each.flags),
        )
        for each in found
    ]  # fmt: skip
