"""Sessions, lifts and recordings as they stand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import ColumnElement, Connection, func, select

from neuraldrive.records import Recording, Session
from neuraldrive.store import athletes, schema, sets, signals
from neuraldrive.store.rows import moment, seconds, unlisted, unmapped

_athlete, _session, _set, _rep = schema.athlete, schema.session, schema.set_entry, schema.repetition
_FEW = 300


@dataclass(frozen=True)
class SessionSummary:
    """A session and how much is in it."""

    id: int
    athlete: str
    started_at: datetime | None
    lifts: tuple[str, ...]
    sets: int
    repetitions: int
    device: str | None
    note: str


@dataclass(frozen=True, eq=False)
class StoredSession:
    """A session with its place in the store; its sets with theirs."""

    id: int
    session: Session
    sets: tuple[sets.StoredSet, ...]


def condition(
    connection: Connection,
    athlete: str | int | None = None,
    lift: str | None = None,
    since: datetime | None = None,
) -> tuple[ColumnElement[bool], ...]:
    """What sets of this athlete, of this lift, begun since then have in common.

    Raises:
        NotInStore: no such athlete.
    """
    found: list[ColumnElement[bool]] = []
    if athlete is not None:
        found.append(_session.c.athlete_id == athletes.athlete_id(connection, athlete))
    if lift is not None and athlete is not None:
        # Of one athlete there are few sets; without this, SQLite would go through everybody's of that lift.
        found.append(func.coalesce(_set.c.lift, "") == lift)
    elif lift is not None:
        found.append(_set.c.lift == lift)
    if since is not None:
        found.append(func.coalesce(_set.c.started_s, _session.c.started_s) >= seconds(since))
    return tuple(found)


def summaries(
    connection: Connection, where: tuple[ColumnElement[bool], ...], limit: int | None = None, offset: int = 0
) -> list[SessionSummary]:
    """Sessions that have such a set, the latest first."""
    chosen = select(_set.c.session_id).join_from(_set, _session).where(*where)
    query = select(_session, _athlete.c.name).join(_athlete)
    if where:
        query = query.where(_session.c.id.in_(chosen))
    query = (
        query.order_by(_session.c.started_s.desc().nulls_last(), _session.c.id.desc())
        .limit(limit)
        .offset(offset or None)
    )
    rows = connection.execute(query).all()
    contents = _contents(connection, [row.id for row in rows])
    return [
        SessionSummary(
            row.id, row.name, moment(row.started_at), *contents.get(row.id, ((), 0, 0)), row.device, row.note
        )
        for row in rows
    ]


def _contents(connection: Connection, session_ids: list[int]) -> dict[int, tuple[tuple[str, ...], int, int]]:
    """Lifts in the order done, sets and repetitions of each session."""
    counted = select(func.count()).where(_rep.c.set_id == _set.c.id, _rep.c.number > 0).scalar_subquery()
    query = select(_set.c.session_id, _set.c.lift, func.coalesce(_set.c.count, counted).label("n"))
    query = query.order_by(_set.c.number, _set.c.id)
    if len(session_ids) <= _FEW:
        query = query.where(_set.c.session_id.in_(session_ids))
    else:  # one range of ids, not a list of them: a list has a longest length
        query = query.where(_set.c.session_id.between(min(session_ids), max(session_ids)))
    found: dict[int, tuple[dict[str, None], int, int]] = {}
    for row in connection.execute(query):
        lifts, count, repetitions = found.get(row.session_id, ({}, 0, 0))
        found[row.session_id] = ({**lifts, row.lift: None}, count + 1, repetitions + row.n)
    return {each: (tuple(lifts), count, repetitions) for each, (lifts, count, repetitions) in found.items()}


def one(connection: Connection, session_id: int) -> StoredSession:
    """The session of that id.

    Raises:
        NotInStore: no such session.
    """
    query = select(_session, _athlete.c.name).join(_athlete).where(_session.c.id == session_id)
    row = connection.execute(query).first()
    if row is None:
        raise sets.missing("session", session_id)
    inside = tuple(sets.matching(connection, (_set.c.session_id == session_id,), measured=True))
    entries = tuple(each.entry for each in inside)
    return StoredSession(row.id, Session(row.name, entries, moment(row.started_at), row.device, row.note), inside)


def lifts(connection: Connection, athlete: str | int) -> list[str]:
    """The lifts of an athlete, the most frequent first."""
    where = condition(connection, athlete)
    query = select(_set.c.lift).join(_session).where(*where).group_by(_set.c.lift)
    return list(connection.execute(query.order_by(func.count().desc(), _set.c.lift)).scalars())


def recording(connection: Connection, folder: Path, recording_id: int) -> Recording:
    """The recording of that id with its samples as they were read.

    Raises:
        NotInStore: no such recording.
        StoreCorrupt: its file is missing or damaged.
    """
    row = connection.execute(select(schema.recording).where(schema.recording.c.id == recording_id)).first()
    if row is None:
        raise sets.missing("recording", recording_id)
    return Recording(
        signals.load(folder, row.path, row.file_sha256),
        row.task,
        row.device,
        row.load_kg,
        row.athlete,
        moment(row.started_at),
        row.origin,
        unlisted(row.flags),
        unmapped(row.truth),
    )


def recording_ids(connection: Connection) -> list[int]:
    """All recordings."""
    return list(connection.execute(select(schema.recording.c.id).order_by(schema.recording.c.id)).scalars())
