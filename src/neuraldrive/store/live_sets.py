"""Sets as they are lifted: begun, each repetition on the disk before anything is said of it, what was said, and the end."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, delete, select, update

from neuraldrive.errors import NotInStore
from neuraldrive.records import Measurement, Repetition, Verdict
from neuraldrive.store import athletes, changes, derived, schema
from neuraldrive.store.repetition_row import columns
from neuraldrive.store.rows import add, instant, listed, mapped, now, plain, seconds, unmapped

_set, _repetition, _live, _verdict = schema.set_entry, schema.repetition, schema.live_set, schema.verdict


@dataclass(frozen=True)
class LiveSetRow:
    """A set that was lifted live; `stream` names the file of its samples, `closed_at` is None while it is under way."""

    set_id: int
    session_id: int
    athlete: str
    lift: str
    load_kg: float | None
    number: int
    stream: str
    sensor: str
    prescription: str
    rule: str
    opened_at: datetime
    closed_at: datetime | None


@dataclass(frozen=True)
class SaidVerdict:
    """What was said after a repetition, as it was said then."""

    set_id: int
    repetition: int
    word: str
    probability: float | None
    rule: str
    why: str
    facts: dict[str, Any]
    said_at: datetime


def begin_session(connection: Connection, athlete: str, at: datetime, device: str) -> int:
    """A session of that moment; the athlete is made where there is none of that name."""
    person = athletes.find_or_add(connection, athlete)
    changes.note(connection, [person])
    return add(
        connection, schema.session, athlete_id=person, started_at=instant(at), started_s=seconds(at),
        device=plain(device), note="",
    )  # fmt: skip


def begin_set(
    connection: Connection, session_id: int, lift: str, load_kg: float | None, load_unit: str, at: datetime,
    watched: dict[str, str],
) -> LiveSetRow:  # fmt: skip
    """The next set of a session; `watched` has stream, sensor, prescription and rule."""
    number = 1 + len(connection.execute(select(_set.c.id).where(_set.c.session_id == session_id)).all())
    set_id = add(
        connection, _set, session_id=session_id, file_import_id=None, recording_id=None, fingerprint=None, number=number,
        lift=lift, load_kg=load_kg, load_unit=load_unit, rpe=None, reps_in_reserve=None, rpe_at_most=False, count=None,
        started_at=instant(at), started_s=seconds(at), device=plain(watched["sensor"]), flags=listed(()), note="",
    )  # fmt: skip
    changes.of_set(connection, set_id)
    add(connection, _live, set_id=set_id, opened_at=now(), closed_at=None, **watched)
    return one(connection, set_id)


def add_repetition(
    connection: Connection, set_id: int, repetition: Repetition, measurements: Iterable[Measurement]
) -> int:
    """A repetition with what was derived of it; one that `revises` an earlier one takes its row."""
    number = repetition.revises or repetition.number
    values = columns(repetition)
    here = (_repetition.c.set_id == set_id) & (_repetition.c.number == number)
    row_id = connection.execute(select(_repetition.c.id).where(here)).scalar()
    if row_id is None:
        row_id = add(connection, _repetition, set_id=set_id, recording_id=None, number=repetition.number, **values)
        derived.add(connection, [(row_id, measurements)])
        changes.of_set(connection, set_id)
    else:
        connection.execute(update(_repetition).where(_repetition.c.id == row_id).values(**values))
        derived.replace(connection, {row_id: tuple(measurements)})
    return int(row_id)


def say(connection: Connection, set_id: int, repetition: int, verdict: Verdict) -> None:
    """What was said after a repetition."""
    facts = {
        name: getattr(verdict, name)
        for name in (
            "threshold",
            "reserve",
            "ends",
            "velocity_mps",
            "floor_mps",
            "pace",
            "sensor",
            "grade",
            "advice",
            "rests_on",
            "day",
        )
    }
    add(
        connection, _verdict, set_id=set_id, repetition=repetition, word=verdict.word, probability=verdict.probability,
        rule=plain(verdict.rule) or "", why=plain(verdict.why) or "", facts=mapped(facts), said_at=now(),
    )  # fmt: skip


def close(connection: Connection, set_id: int, recording_id: int | None) -> None:
    """The set is over; its samples lie with the other recordings, or nowhere."""
    changes.of_set(connection, set_id)
    connection.execute(
        update(_live).where((_live.c.set_id == set_id) & _live.c.closed_at.is_(None)).values(closed_at=now())
    )
    if recording_id is not None:
        connection.execute(update(_set).where(_set.c.id == set_id).values(recording_id=recording_id))


def is_empty(connection: Connection, set_id: int, nothing: str) -> bool:
    """Whether a set holds nothing: no repetition that was not excluded as `nothing`, no rating, no note, no correction."""
    found = connection.execute(
        select(_repetition.c.id, _repetition.c.excluded).where(_repetition.c.set_id == set_id)
    ).all()
    entry = connection.execute(select(_set.c.rpe, _set.c.reps_in_reserve, _set.c.note).where(_set.c.id == set_id)).one()
    if any(row.excluded != nothing for row in found) or tuple(entry) != (None, None, ""):
        return False
    change = schema.correction.c
    of_set = (change.kind == "set") & (change.target_id == set_id)
    of_repetitions = (change.kind == "repetition") & change.target_id.in_([row.id for row in found])
    return connection.execute(select(change.id).where(of_set | of_repetitions)).first() is None


def forget(connection: Connection, set_id: int) -> None:
    """Takes a set that holds nothing away again."""
    repetitions = select(_repetition.c.id).where(_repetition.c.set_id == set_id)
    derivations = schema.measurement.c.repetition_id.in_(repetitions)
    connection.execute(delete(schema.measurement).where(derivations))
    for table in (_repetition, _verdict, _live):
        connection.execute(delete(table).where(table.c.set_id == set_id))
    connection.execute(delete(_set).where(_set.c.id == set_id))


def forget_session(connection: Connection, session_id: int) -> bool:
    """Takes a session without any set or note away again; False where it has one."""
    of_session = schema.session.c
    has_set = connection.execute(select(_set.c.id).where(_set.c.session_id == session_id)).first()
    change = schema.correction.c
    changed = (change.kind == "session") & (change.target_id == session_id)
    if has_set is not None or connection.execute(select(change.id).where(changed)).first() is not None:
        return False
    done = connection.execute(delete(schema.session).where((of_session.id == session_id) & (of_session.note == "")))
    return bool(done.rowcount)


def one(connection: Connection, set_id: int) -> LiveSetRow:
    """A live set by the number of its set.

    Raises:
        NotInStore: it was not lifted live.
    """
    found = _rows(connection, _query().where(_live.c.set_id == set_id))
    if not found:
        raise NotInStore(
            "live set", found=str(set_id), needed="a set that was lifted live", remedy="neuraldrive sessions."
        )
    return found[0]


def under_way(connection: Connection) -> list[LiveSetRow]:
    """Sets that were begun and never closed: another process lifts them now, or it was killed."""
    return _rows(connection, _query().where(_live.c.closed_at.is_(None)).order_by(_live.c.set_id))


def said(connection: Connection, set_id: int) -> list[SaidVerdict]:
    """All that was said of a set, in order."""
    query = select(_verdict).where(_verdict.c.set_id == set_id).order_by(_verdict.c.id)
    return [
        SaidVerdict(
            row.set_id, row.repetition, row.word, row.probability, row.rule, row.why, unmapped(row.facts) or {},
            datetime.fromisoformat(row.said_at),
        )
        for row in connection.execute(query)
    ]  # fmt: skip


def _query() -> Select[Any]:
    return (
        select(
            _live, _set.c.session_id, _set.c.lift, _set.c.load_kg, _set.c.number, schema.athlete.c.name.label("athlete")
        )
        .join(_set, _set.c.id == _live.c.set_id)
        .join(schema.session, schema.session.c.id == _set.c.session_id)
        .join(schema.athlete, schema.athlete.c.id == schema.session.c.athlete_id)
    )


def _rows(connection: Connection, query: Select[Any]) -> list[LiveSetRow]:
    return [
        LiveSetRow(
            row.set_id, row.session_id, row.athlete, row.lift, row.load_kg, row.number, row.stream, row.sensor,
            row.prescription, row.rule, datetime.fromisoformat(row.opened_at),
            datetime.fromisoformat(row.closed_at) if row.closed_at else None,
        )
        for row in connection.execute(query)
    ]  # fmt: skip
