"""Bars, plates, bands and chains that there are: an athlete's own, or the gym's for everybody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, or_, select

from neuraldrive.errors import NotInStore
from neuraldrive.store import athletes, changes, schema
from neuraldrive.store.rows import add, mapped, now, plain, unmapped

_table = schema.equipment


@dataclass(frozen=True)
class StoredEquipment:
    """One thing: "bars", "plates", "band" or "chain", its name, what was measured of it, and whose it is ("" for all)."""

    kind: str
    name: str
    facts: Mapping[str, Any]
    athlete: str


def note(connection: Connection, athlete: str | None, kind: str, name: str, facts: Mapping[str, Any]) -> None:
    """Writes it down, in place of what is known under that name."""
    person = None if athlete is None else athletes.find_or_add(connection, athlete)
    name = " ".join((plain(name) or "").split())
    changes.note(connection, [] if person is None else [person])
    connection.execute(delete(_table).where(_same(person, kind, name)))
    add(
        connection, _table, athlete_id=person, kind=kind, name=name, facts=mapped(facts) or "{}", noted_at=now()
    )  # fmt: skip


def forget(connection: Connection, athlete: str | None, kind: str, name: str) -> None:
    """Takes it away.

    Raises:
        NotInStore: nothing of that name.
    """
    person = None if athlete is None else athletes.athlete_id(connection, athlete)
    if not connection.execute(delete(_table).where(_same(person, kind, name))).rowcount:
        raise NotInStore(kind, found=repr(name), needed="one that is there", remedy="neuraldrive plan gym lists them.")


def there_is(connection: Connection, athlete: str | None = None) -> list[StoredEquipment]:
    """What the gym has, and after it what is the athlete's own."""
    whose: ColumnElement[bool] = _table.c.athlete_id.is_(None)
    if athlete is not None:
        whose = or_(whose, _table.c.athlete_id == athletes.athlete_id(connection, athlete))
    query = select(_table, schema.athlete.c.name.label("of")).outerjoin(
        schema.athlete, schema.athlete.c.id == _table.c.athlete_id
    )
    rows = connection.execute(query.where(whose).order_by(_table.c.kind, _table.c.name, _table.c.id)).all()
    found = [StoredEquipment(row.kind, row.name, unmapped(row.facts) or {}, row.of or "") for row in rows]
    return sorted(found, key=lambda each: each.athlete != "")


def _same(person: int | None, kind: str, name: str) -> ColumnElement[bool]:
    mine = _table.c.athlete_id.is_(None) if person is None else _table.c.athlete_id == person
    return mine & (_table.c.kind == kind) & (_table.c.name == name)
