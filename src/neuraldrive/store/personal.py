"""All that the store has of one person: told whole, or removed whole. What belongs to a person is said here once."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Table, and_, delete, false, or_, select, update

from neuraldrive.errors import NotInStore
from neuraldrive.store import schema
from neuraldrive.store.rows import chunked, mapped, unmapped

_athlete, _session, _set, _rep = schema.athlete, schema.session, schema.set_entry, schema.repetition
_recording, _file, _fix, _plan = schema.recording, schema.file_import, schema.correction, schema.plan
NOT_PERSONAL = ("store", "person", "access_key", "derivation")
"""Tables of which nothing is an athlete's own; of derivations, those that nobody else shares go too."""
GONE = "(deleted)"


@dataclass(frozen=True)
class Belongings:
    """Whose, under which names, and what lies in files: recordings (as paths below the signals) and live streams.

    `tables` says of each table which rows belong to the person, those that others refer to last.
    """

    athlete_id: int
    name: str
    names: tuple[str, ...]
    tables: tuple[tuple[Table, ColumnElement[bool]], ...] = field(repr=False)
    derivations: tuple[int, ...] = field(repr=False)
    signals: tuple[str, ...]
    streams: tuple[str, ...]


def of(connection: Connection, athlete_id: int) -> Belongings:
    """Everything of a person.

    Raises:
        NotInStore: nobody of that number.
    """
    name = connection.execute(select(_athlete.c.name).where(_athlete.c.id == athlete_id)).scalar()
    if name is None:
        raise NotInStore("athlete", found=str(athlete_id), needed="somebody who is there", remedy="See the team.")
    names = _names(connection, athlete_id, name)
    sessions = select(_session.c.id).where(_session.c.athlete_id == athlete_id)
    sets = select(_set.c.id).where(_set.c.session_id.in_(sessions))
    repetitions = select(_rep.c.id).where(_rep.c.set_id.in_(sets))
    plans = select(_plan.c.id).where(_plan.c.athlete_id == athlete_id)
    recordings = _recordings(connection, names, sets)
    files = _files(connection, sets, recordings)
    targets: dict[str, Any] = {
        "athlete": [athlete_id], "session": sessions, "set": sets, "repetition": repetitions, "import": files
    }  # fmt: skip
    tables = (
        *_lifted(sessions, sets, repetitions, targets, recordings, files),
        (schema.test_result, schema.test_result.c.athlete_id == athlete_id),
        (schema.plan_sheet, schema.plan_sheet.c.plan_id.in_(plans)),
        (schema.plan_version, schema.plan_version.c.plan_id.in_(plans)),
        (_plan, _plan.c.athlete_id == athlete_id),
        (schema.equipment, schema.equipment.c.athlete_id == athlete_id),
        (schema.change, schema.change.c.athlete_id == athlete_id),
        (_athlete, _athlete.c.id == athlete_id),
    )
    streams = connection.execute(select(schema.live_set.c.stream).where(schema.live_set.c.set_id.in_(sets)))
    return Belongings(
        athlete_id, name, names, tables, _derivations(connection, tables), _paths(connection, recordings),
        tuple(streams.scalars()),
    )  # fmt: skip


def of_sessions(connection: Connection, athlete_id: int, session_ids: Sequence[int]) -> Belongings:
    """What a person's sessions hold alone, with what lies in files of them; the person stays."""
    sessions = select(_session.c.id).where(_session.c.athlete_id == athlete_id, _session.c.id.in_(session_ids))
    sets = select(_set.c.id).where(_set.c.session_id.in_(sessions))
    repetitions = select(_rep.c.id).where(_rep.c.set_id.in_(sets))
    recordings = _recordings(connection, (), sets)
    files = _files(connection, sets, recordings)
    targets: dict[str, Any] = {"session": sessions, "set": sets, "repetition": repetitions, "import": files}
    tables = _lifted(sessions, sets, repetitions, targets, recordings, files)
    streams = connection.execute(select(schema.live_set.c.stream).where(schema.live_set.c.set_id.in_(sets)))
    return Belongings(
        athlete_id,
        "",
        (),
        tables,
        _derivations(connection, tables),
        _paths(connection, recordings),
        tuple(streams.scalars()),
    )


def _lifted(
    sessions: Any, sets: Any, repetitions: Any, targets: dict[str, Any], recordings: list[int], files: list[int]
) -> tuple[tuple[Table, ColumnElement[bool]], ...]:
    """Of each table of what is lifted the rows of these sessions, those that others refer to last."""
    return (
        (schema.measurement, schema.measurement.c.repetition_id.in_(repetitions)),
        (schema.verdict, schema.verdict.c.set_id.in_(sets)),
        (schema.live_set, schema.live_set.c.set_id.in_(sets)),
        (_fix, or_(*(and_(_fix.c.kind == kind, _fix.c.target_id.in_(ids)) for kind, ids in targets.items()))),
        (_rep, _rep.c.set_id.in_(sets)),
        (_set, _set.c.session_id.in_(sessions)),
        (_session, _session.c.id.in_(sessions)),
        (_recording, _any_of(_recording, recordings)),
        (_file, _any_of(_file, files)),
    )


def rows(connection: Connection, found: Belongings) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each row with the name of its table, and how the person's measurements were derived."""
    for table, condition in found.tables:
        for row in connection.execute(select(table).where(condition)):
            yield table.name, _as_dict(row)
    for among in chunked(schema.derivation.c.id, found.derivations):
        for row in connection.execute(select(schema.derivation).where(among)):
            yield schema.derivation.name, _as_dict(row)


def erase(connection: Connection, found: Belongings) -> None:
    """Removes every row, and the person's names from what stays of others. Files are the caller's, once this is committed."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA secure_delete=ON")  # what is freed is overwritten, not only given back
    for table, condition in found.tables:
        connection.execute(delete(table).where(condition))
    _drop_unshared(connection, found.derivations)
    if found.names:
        _forget_names(connection, found.names)


def unreferred(connection: Connection, found: Belongings) -> list[str]:
    """Of the person's signal files, those that no recording of anybody refers to any more."""
    kept: set[str] = set()
    for among in chunked(_recording.c.path, found.signals):
        kept.update(connection.execute(select(_recording.c.path).where(among)).scalars())
    return [each for each in found.signals if each not in kept]


def files_of(signals_dir: Path, found: Belongings) -> Iterator[Path]:
    """The person's files that are there: signals, then streams."""
    for path in (*found.signals, *(f"live/{each}" for each in found.streams)):
        if (signals_dir / path).is_file():
            yield signals_dir / path


def _names(connection: Connection, athlete_id: int, name: str) -> tuple[str, ...]:
    """The name of now, and those that were corrected to it: files go on saying them."""
    query = select(_fix.c.old).where(_fix.c.kind == "athlete", _fix.c.field == "name", _fix.c.target_id == athlete_id)
    old = ((unmapped(text) or {}).get("value") for text in connection.execute(query).scalars())
    return tuple(dict.fromkeys([name, *(each for each in old if isinstance(each, str))]))


def _recordings(connection: Connection, names: tuple[str, ...], sets: Any) -> list[int]:
    """Recordings of the person's sets and rises, and those that bear the name and are of nobody else's sets."""
    by_set = set(connection.execute(select(_set.c.recording_id).where(_set.c.id.in_(sets))).scalars())
    by_rise = set(connection.execute(select(_rep.c.recording_id).where(_rep.c.set_id.in_(sets)).distinct()).scalars())
    named = set(connection.execute(select(_recording.c.id).where(_recording.c.athlete.in_(names))).scalars())
    others = set(connection.execute(select(_set.c.recording_id).where(_set.c.id.not_in(sets)).distinct()).scalars())
    rises = select(_rep.c.recording_id).where(_rep.c.set_id.not_in(sets), _rep.c.recording_id.is_not(None)).distinct()
    others |= set(connection.execute(rises).scalars())
    return sorted((by_set | by_rise | named) - others - {None})


def _files(connection: Connection, sets: Any, recordings: list[int]) -> list[int]:
    """Imports that brought nothing of anybody else."""
    mine = set(connection.execute(select(_set.c.file_import_id).where(_set.c.id.in_(sets)).distinct()).scalars())
    for among in chunked(_recording.c.id, recordings):
        mine.update(connection.execute(select(_recording.c.file_import_id).where(among).distinct()).scalars())
    others = set(connection.execute(select(_set.c.file_import_id).where(_set.c.id.not_in(sets)).distinct()).scalars())
    every = connection.execute(select(_recording.c.id, _recording.c.file_import_id)).all()
    others.update(row.file_import_id for row in every if row.id not in set(recordings))
    return sorted(each for each in mine - others if each is not None)


def _derivations(connection: Connection, tables: tuple[tuple[Table, ColumnElement[bool]], ...]) -> tuple[int, ...]:
    found: set[int] = set()
    for table, condition in tables:
        if "derivation_id" in table.c:
            found.update(connection.execute(select(table.c.derivation_id).where(condition).distinct()).scalars())
    return tuple(sorted(found))


def _drop_unshared(connection: Connection, derivations: tuple[int, ...]) -> None:
    used: set[int] = set()
    for table in (schema.measurement, schema.test_result):
        for among in chunked(table.c.derivation_id, derivations):
            used.update(connection.execute(select(table.c.derivation_id).where(among).distinct()).scalars())
    for among in chunked(schema.derivation.c.id, set(derivations) - used):
        connection.execute(delete(schema.derivation).where(among))


def _forget_names(connection: Connection, names: tuple[str, ...]) -> None:
    """In corrections that moved sets to or from the person or answered questions, and in imports of others' sets too."""
    named = _fix.c.field.in_(("athlete", "questions"))
    for row in connection.execute(select(_fix.c.id, _fix.c.old, _fix.c.new).where(named)).all():
        old, new = (_without(unmapped(text), names) for text in (row.old, row.new))
        connection.execute(update(_fix).where(_fix.c.id == row.id).values(old=mapped(old), new=mapped(new)))
    for row in connection.execute(select(_file)).all():
        values = {
            name: json.dumps([each for each in json.loads(getattr(row, name)) if not _says(json.dumps(each), names)])
            for name in ("refusals", "questions")
        }
        path = GONE if _says(row.path, names) else row.path
        connection.execute(update(_file).where(_file.c.id == row.id).values(path=path, **values))


def _without(value: dict[str, Any] | None, names: tuple[str, ...]) -> dict[str, Any]:
    known = value or {}
    if isinstance(questions := known.get("value"), list):
        return known | {"value": [each for each in questions if not _says(str(each), names)]}
    return known | ({"value": GONE} if known.get("value") in names else {})


def _says(text: str, names: tuple[str, ...]) -> bool:
    return any(name.casefold() in text.casefold() for name in names)


def _any_of(table: Table, ids: list[int]) -> ColumnElement[bool]:
    return or_(*chunked(table.c.id, ids)) if ids else false()


def _paths(connection: Connection, recordings: list[int]) -> tuple[str, ...]:
    paths: list[str] = []
    for among in chunked(_recording.c.id, recordings):
        paths += connection.execute(select(_recording.c.path).where(among)).scalars()
    return tuple(dict.fromkeys(paths))


def _as_dict(row: Row[Any]) -> dict[str, Any]:
    return dict(row._mapping)
