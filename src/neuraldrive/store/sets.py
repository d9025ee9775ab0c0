"""Sets as they stand, corrections applied, in the order of time."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, func, select

from neuraldrive.errors import NotInStore
from neuraldrive.records import Measurement, Repetition, SetEntry
from neuraldrive.store import derived, schema
from neuraldrive.store.repetition_row import repetition
from neuraldrive.store.rows import chunked, moment, unlisted

_Numbered = tuple[int, int | None, Repetition]  # id, id of its own recording if any
_athlete, _session, _set, _rep = schema.athlete, schema.session, schema.set_entry, schema.repetition


@dataclass(frozen=True, eq=False)
class StoredSet:
    """A set with its place in the store.

    `entry.started_at` is the session's where the set has no time of its own. `repetition_ids` and
    `measurements` stand beside `entry.repetitions`, one for one. Signals are not in it: `Store.recording` of
    `recording_id` has them, and `start_s`, `end_s` of a repetition say where in it the rise lies. Where the
    device records each rise by itself, `rise_ids` holds their recordings, one for one.
    """

    id: int
    session_id: int
    athlete: str
    entry: SetEntry
    repetition_ids: tuple[int, ...]
    measurements: tuple[tuple[Measurement, ...], ...]
    recording_id: int | None = None
    rise_ids: tuple[int | None, ...] = ()


@dataclass(frozen=True)
class RepetitionRow:
    """A repetition as one flat row, for export and for computing its measures again."""

    repetition_id: int
    set_id: int
    session_id: int
    athlete: str
    started_at: datetime | None
    lift: str
    set_number: int
    number: int
    load_kg: float | None
    rpe: float | None
    reps_in_reserve: float | None
    mean_velocity: float | None
    mean_propulsive_velocity: float | None
    peak_velocity: float | None
    range_of_motion_m: float | None
    duration_s: float | None
    time_to_peak_velocity_s: float | None
    mean_power_w: float | None
    device: str | None
    excluded: str | None
    recording_id: int | None
    start_s: float | None
    end_s: float | None


@dataclass(frozen=True)
class LiftDay:
    """A lift on a day: in which session (the first, if several), and how many sets."""

    day: date
    lift: str
    session_id: int
    sets: int


def matching(
    connection: Connection, where: tuple[ColumnElement[bool], ...], *, measured: bool | str
) -> list[StoredSet]:
    """The sets for which all of `where` (on athlete, session, set_entry) holds; `measured` may name one measure."""
    chosen = select(_set.c.id).join_from(_set, _session).join(_athlete).where(*where)
    repetitions = _repetitions(connection, chosen)
    values = _measurements(connection, chosen, measured) if measured else {}
    query = select(_set, _session.c.started_at.label("session_at"), _athlete.c.name)
    query = query.join_from(_set, _session).join(_athlete).where(*where)
    return [_stored(row, repetitions, values) for row in connection.execute(_in_time(query))]


def days(connection: Connection, athlete_id: int) -> list[LiftDay]:
    """On which days which lift was done, the first first; sets without a time left out."""
    at = func.substr(func.coalesce(_set.c.started_at, _session.c.started_at), 1, 10).label("day")
    query = select(at, _set.c.lift, func.min(_set.c.session_id).label("session_id"), func.count().label("sets"))
    query = query.join_from(_set, _session).where(_session.c.athlete_id == athlete_id, at.is_not(None))
    rows = connection.execute(query.group_by(at, _set.c.lift).order_by(at, _set.c.lift))
    return [LiftDay(date.fromisoformat(row.day), row.lift, row.session_id, row.sets) for row in rows]


def hard(
    connection: Connection, where: tuple[ColumnElement[bool], ...], most: int, most_left: float
) -> list[StoredSet]:
    """The last of those sets that were rated with so many repetitions left or fewer, at most so many, without measurements."""
    left = func.coalesce(_set.c.reps_in_reserve, 10.0 - _set.c.rpe)
    is_hard = (left <= most_left) & _set.c.rpe_at_most.is_(False) & (_set.c.load_kg > 0.0)
    time = func.coalesce(_set.c.started_s, _session.c.started_s)
    query = select(_set.c.id).join_from(_set, _session).where(*where, is_hard)
    ids = connection.execute(query.order_by(time.desc().nulls_last(), _set.c.id.desc()).limit(most)).scalars().all()
    return matching(connection, (_set.c.id.in_(ids),), measured=False)


def one(connection: Connection, set_id: int) -> StoredSet:
    """The set of that id. Raises NotInStore."""
    found = matching(connection, (_set.c.id == set_id,), measured=True)
    if not found:
        raise missing("set", set_id)
    return found[0]


def place(connection: Connection, set_id: int) -> tuple[int, int]:
    """The session of a set, and its place among the sets of it (from 1). Raises NotInStore."""
    session_id = connection.execute(select(_set.c.session_id).where(_set.c.id == set_id)).scalar()
    if session_id is None:
        raise missing("set", set_id)
    query = select(_set.c.id).join_from(_set, _session).where(_set.c.session_id == session_id)
    return session_id, 1 + list(connection.execute(_in_time(query)).scalars()).index(set_id)


def holding(connection: Connection, repetition_ids: Collection[int]) -> list[StoredSet]:
    """The sets that hold these repetitions, without measurements."""
    ids: set[int] = set()
    for among in chunked(_rep.c.id, repetition_ids):
        ids.update(connection.execute(select(_rep.c.set_id).where(among)).scalars())
    return [
        each for among in chunked(_set.c.id, sorted(ids)) for each in matching(connection, (among,), measured=False)
    ]


def missing(kind: str, number: int) -> NotInStore:
    """The error for an id that is not there."""
    return NotInStore(
        kind, found=str(number), needed=f"a {kind} of this store", remedy="List the sessions to see what there is."
    )


def repetition_rows(connection: Connection, where: tuple[ColumnElement[bool], ...]) -> list[RepetitionRow]:
    """The repetitions of those sets, in the order of time."""
    query = select(
        _rep,
        _rep.c.id.label("repetition_id"),
        _set.c.session_id,
        func.coalesce(_rep.c.recording_id, _set.c.recording_id).label("recorded_in"),
        _set.c.lift,
        _set.c.number.label("set_number"),
        _set.c.rpe,
        _set.c.reps_in_reserve,
        func.coalesce(_rep.c.load_kg, _set.c.load_kg).label("load"),
        func.coalesce(_rep.c.device, _set.c.device).label("by"),
        func.coalesce(_set.c.started_at, _session.c.started_at).label("at"),
        _athlete.c.name.label("athlete"),
    )
    query = query.join_from(_rep, _set).join(_session).join(_athlete).where(_rep.c.number > 0, *where)
    names = [each.name for each in fields(RepetitionRow)]
    found = []
    for row in connection.execute(_in_time(query, _rep.c.number, _rep.c.id)).mappings():
        values = {
            **row,
            "load_kg": row["load"],
            "recording_id": row["recorded_in"],
            "device": row["by"],
            "started_at": moment(row["at"]),
        }
        found.append(RepetitionRow(**{name: values[name] for name in names}))
    return found


def measurements(
    connection: Connection, where: tuple[ColumnElement[bool], ...], measure: str | None = None
) -> list[derived.StoredMeasurement]:
    """The measurements of those sets' repetitions; of one measure, if named."""
    query = derived.rows().join(_rep, _rep.c.id == schema.measurement.c.repetition_id).join(_set).join(_session)
    query = query.where(*where)
    if measure is not None:
        query = query.where(schema.derivation.c.measure == measure)
    return [
        derived.StoredMeasurement(row.repetition_id, derived.measurement(row), row.version)
        for row in connection.execute(query)
    ]


def _in_time(query: Select[Any], *then: ColumnElement[int]) -> Select[Any]:
    time = func.coalesce(_set.c.started_s, _session.c.started_s)
    return query.order_by(time.nulls_first(), _set.c.session_id, _set.c.number, _set.c.id, *then)


def _repetitions(connection: Connection, chosen: Select[tuple[int]]) -> dict[int, list[_Numbered]]:
    found: dict[int, list[_Numbered]] = {}
    query = (
        select(_rep)
        .where(_rep.c.set_id.in_(chosen), _rep.c.number > 0)
        .order_by(_rep.c.set_id, _rep.c.number, _rep.c.id)
    )
    for row in connection.execute(query):
        found.setdefault(row.set_id, []).append((row.id, row.recording_id, repetition(row)))
    return found


def _measurements(
    connection: Connection, chosen: Select[tuple[int]], which: bool | str
) -> dict[int, tuple[Measurement, ...]]:
    query = derived.rows().join(_rep, _rep.c.id == schema.measurement.c.repetition_id).where(_rep.c.set_id.in_(chosen))
    if isinstance(which, str):
        query = query.where(schema.derivation.c.measure == which)
    found: dict[int, list[Measurement]] = {}
    for row in connection.execute(query):
        found.setdefault(row.repetition_id, []).append(derived.measurement(row))
    return {repetition_id: tuple(each) for repetition_id, each in found.items()}


def _stored(
    row: Row[tuple[object, ...]],
    repetitions: Mapping[int, list[_Numbered]],
    values: Mapping[int, tuple[Measurement, ...]],
) -> StoredSet:
    numbered = repetitions.get(row.id, [])
    ids = tuple(repetition_id for repetition_id, _, _ in numbered)
    entry = SetEntry(
        row.lift,
        row.load_kg,
        tuple(each for _, _, each in numbered),
        rpe=row.rpe,
        reps_in_reserve=row.reps_in_reserve,
        rpe_at_most=row.rpe_at_most,
        number=row.number,
        started_at=moment(row.started_at or row.session_at),
        device=row.device,
        load_unit=row.load_unit,
        flags=unlisted(row.flags),
        note=row.note,
        count=row._mapping["count"],  # row.count is a method of tuples
    )
    measurements = tuple(values.get(each, ()) for each in ids)
    rises = tuple(recording_id for _, recording_id, _ in numbered)
    return StoredSet(row.id, row.session_id, row.name, entry, ids, measurements, row.recording_id, rises)
