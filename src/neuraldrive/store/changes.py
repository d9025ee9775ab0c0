"""Whose data changed, and how often: noted in the transaction that changes them."""

from __future__ import annotations

import secrets
from collections.abc import Iterable

from sqlalchemy import ColumnElement, Connection, insert, select, update

from neuraldrive.store import schema
from neuraldrive.store.rows import chunked

_change, _set, _session = schema.change, schema.set_entry, schema.session


def numbers(connection: Connection) -> dict[int, int]:
    """How often what is known of each athlete has changed, by the athlete's id; 0 where nothing has."""
    query = select(schema.athlete.c.id, _change.c.number).outerjoin(
        _change, _change.c.athlete_id == schema.athlete.c.id
    )
    return {row.id: row.number or 0 for row in connection.execute(query)}


def note(connection: Connection, athlete_ids: Iterable[int]) -> None:
    """Something of these athletes changes in this transaction."""
    for each in set(athlete_ids):
        here = _change.c.athlete_id == each
        if not connection.execute(update(_change).where(here).values(number=_change.c.number + 1)).rowcount:
            # Begins anywhere: who takes the number of somebody deleted is not taken for them.
            connection.execute(insert(_change).values(athlete_id=each, number=secrets.randbelow(1 << 30)))


def of_sessions(connection: Connection, session_ids: Iterable[int]) -> None:
    """Something of these sessions changes."""
    for among in chunked(_session.c.id, set(session_ids)):
        note(connection, connection.execute(select(_session.c.athlete_id).where(among).distinct()).scalars().all())


def of_set(connection: Connection, set_id: int) -> None:
    """Something of this set changes."""
    _of_sets(connection, _set.c.id == set_id)


def of_repetitions(connection: Connection, repetition_ids: Iterable[int]) -> None:
    """Something of these repetitions changes."""
    found: set[int] = set()
    for among in chunked(schema.repetition.c.id, repetition_ids):
        query = select(_session.c.athlete_id).select_from(schema.repetition).join(_set).join(_session)
        found.update(connection.execute(query.where(among).distinct()).scalars())
    note(connection, found)


def of_target(connection: Connection, kind: str, target_id: int) -> None:
    """A set, repetition, session or athlete changes; of an import, whose questions alone can, nobody does."""
    if kind == "import":
        return
    if kind == "athlete":
        note(connection, [target_id])
    elif kind == "session":
        of_sessions(connection, [target_id])
    elif kind == "set":
        of_set(connection, target_id)
    else:
        of_repetitions(connection, [target_id])


def of_plan(connection: Connection, plan_id: int) -> None:
    """A plan changes."""
    note(connection, connection.execute(select(schema.plan.c.athlete_id).where(schema.plan.c.id == plan_id)).scalars())


def _of_sets(connection: Connection, which: ColumnElement[bool]) -> None:
    query = select(_session.c.athlete_id).join(_set).where(which).distinct()
    note(connection, connection.execute(query).scalars().all())
