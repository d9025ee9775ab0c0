"""What laboratory tests found of an athlete: force, activation, motor units; each a measurement with its method and version."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, select

from neuraldrive.errors import NotInStore
from neuraldrive.records import Measurement
from neuraldrive.store import athletes, changes, derived, schema
from neuraldrive.store.rows import add, instant, plain, seconds

_test, _how = schema.test_result, schema.derivation


@dataclass(frozen=True)
class StoredTest:
    """One result of a test: of which muscle, with which device, and by which effort ("ballistic", "maximal hold")."""

    id: int
    athlete: str
    tested_at: datetime
    muscle: str
    device: str
    note: str
    measurement: Measurement
    version: str


def add_tests(
    connection: Connection, athlete: str, at: datetime, muscle: str, measurements: Iterable[Measurement], device: str,
    note: str,
) -> int:  # fmt: skip
    """The results of a test; the same measure of the same test (muscle, time, note) takes the place of an earlier one.
    Returns how many there are.
    """
    person = athletes.find_or_add(connection, athlete)
    moment, muscle, note = instant(at), plain(muscle) or "", plain(note) or ""
    same_test = (
        (_test.c.athlete_id == person)
        & (_test.c.tested_at == moment)
        & (_test.c.muscle == muscle)
        & (_test.c.note == note)
    )
    own = list(measurements)
    changes.note(connection, [person])
    for each in own:
        how = derived.derivation_id(connection, each)
        measured = select(_how.c.id).where((_how.c.measure == each.measure) & (_how.c.method == each.method))
        connection.execute(delete(_test).where(same_test & _test.c.derivation_id.in_(measured)))
        low, high = each.interval or (None, None)
        add(
            connection, _test, athlete_id=person, derivation_id=how, tested_at=moment, tested_s=seconds(at),
            muscle=muscle, device=plain(device) or "", note=note, value=float(each.value), low=low,
            high=high,
        )  # fmt: skip
    return len(own)


def tests(connection: Connection, athlete: str | int) -> list[StoredTest]:
    """All results of an athlete, the latest first."""
    person = athletes.athlete_id(connection, athlete)
    query = (
        select(_test, _how, _test.c.id.label("test_id"), schema.athlete.c.name)
        .join(_how, _how.c.id == _test.c.derivation_id)
        .join(schema.athlete, schema.athlete.c.id == _test.c.athlete_id)
        .where(_test.c.athlete_id == person)
        .order_by(_test.c.tested_s.desc(), _test.c.id)
    )
    return [
        StoredTest(
            row.test_id, row.name, datetime.fromisoformat(row.tested_at), row.muscle, row.device, row.note,
            derived.measurement(row), row.version,
        )
        for row in connection.execute(query)
    ]  # fmt: skip


def take_back(connection: Connection, test_id: int) -> None:
    """Removes a result that is wrong.

    Raises:
        NotInStore: no such result.
    """
    whose = connection.execute(select(_test.c.athlete_id).where(_test.c.id == test_id)).scalars().all()
    changes.note(connection, whose)
    if not connection.execute(delete(_test).where(_test.c.id == test_id)).rowcount:
        raise NotInStore("test result", found=str(test_id), needed="one that is there", remedy="List the athlete's.")
