"""Corrections by the user: the new value is used, the old one is kept, and why it was changed."""

from __future__ import annotations

import getpass
import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, select, update

from neuraldrive import catalog
from neuraldrive.errors import BadValue
from neuraldrive.records import Athlete
from neuraldrive.records.training import allowed
from neuraldrive.store import athletes, changes, derived, schema
from neuraldrive.store.rows import add, instant, mapped, moment, now, plain, seconds, unmapped
from neuraldrive.store.sessions import missing

_TABLES: Mapping[str, Table] = {
    "set": schema.set_entry,
    "repetition": schema.repetition,
    "session": schema.session,
    "athlete": schema.athlete,
}
_FIELDS: Mapping[str, tuple[str, ...]] = {
    "set": ("load_kg", "lift", "rpe", "rpe_at_most", "reps_in_reserve", "count", "note", "athlete"),
    "repetition": ("load_kg", "excluded"),
    "session": ("athlete", "started_at", "note"),
    "athlete": ("name", "body_mass_kg"),
}


@dataclass(frozen=True)
class Correction:
    """One change: what, from which value to which, why, by whom and when.

    `recompute` names the repetitions whose measurements went with the old value and are to be computed again.
    """

    id: int
    kind: str
    target_id: int
    field: str
    old: object
    new: object
    why: str
    who: str
    at: datetime
    recompute: tuple[int, ...] = ()


def correct(
    connection: Connection, kind: str, target_id: int, field: str, value: object, why: str, by: str = ""
) -> Correction:
    """Changes one value and writes down the change.

    Raises:
        BadValue: no such field, or a value that cannot be true.
        NotInStore: nothing of that id.
    """
    if kind not in _FIELDS or field not in _FIELDS[kind]:
        known = "; ".join(f"{each}: {', '.join(names)}" for each, names in _FIELDS.items())
        raise BadValue("correction", found=f"{kind} {field}", needed=known, remedy="Name one of these.")
    row = connection.execute(select(_TABLES[kind]).where(_TABLES[kind].c.id == target_id)).mappings().first()
    if row is None:
        raise missing(kind, target_id)
    new = _checked(field, value)
    changes.of_target(connection, kind, target_id)
    if field == "athlete":
        return _move(connection, kind, target_id, row, str(new), (why, by))
    if field == "name":
        _name_is_free(connection, target_id, str(new))
    columns = (
        {field: new, "started_s": seconds(moment(str(new)) if new else None)} if field == "started_at" else {field: new}
    )
    _set(connection, kind, target_id, **columns)
    stale = _follow(connection, kind, target_id, field, row, new)
    return _write(connection, kind, target_id, field, (row[field], new), (why, by), stale)


def history(connection: Connection, kind: str | None = None, target_id: int | None = None) -> list[Correction]:
    """All corrections, or those of a kind, or of one thing; the first first."""
    table = schema.correction
    query = select(table).order_by(table.c.id)
    if kind is not None:
        query = query.where(table.c.kind == kind)
    if target_id is not None:
        query = query.where(table.c.target_id == target_id)
    return [
        Correction(
            row.id, row.kind, row.target_id, row.field, _value(row.old), _value(row.new), row.why, row.who,
            datetime.fromisoformat(row.at),
        )
        for row in connection.execute(query)
    ]  # fmt: skip


def _checked(field: str, value: object) -> Any:
    if field in {"load_kg", "rpe", "reps_in_reserve", "body_mass_kg"}:
        return None if value is None else _number(field, value)
    if field == "count":
        return None if value is None else int(_number(field, value, (0, 1000, "")))
    if field == "rpe_at_most":
        return bool(value)
    if field == "started_at":
        return instant(value if isinstance(value, datetime) or value is None else _time(str(value)))
    if field == "excluded" and value is None:
        return None
    text = (plain(str(value)) or "").strip() if value is not None else ""
    if not text and field != "note":
        raise BadValue(field, found="nothing", needed="a text", remedy="Say which.")
    return catalog.lift_name(text) if field == "lift" else text


def _number(field: str, value: object, limits: tuple[float, float, str] | None = None) -> float:
    low, high, unit = limits or allowed(field)
    try:
        number = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        number = math.nan
    if not low <= number <= high:
        raise BadValue(
            field, found=str(value), needed=f"between {low:g} and {high:g} {unit}".strip(), remedy="Check the unit."
        )
    return number


def _time(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise BadValue(
            "started_at", found=text, needed="a time such as 2025-03-14 18:30", remedy="Write it so."
        ) from None


def _set(connection: Connection, kind: str, target_id: int, **values: object) -> None:
    connection.execute(update(_TABLES[kind]).where(_TABLES[kind].c.id == target_id).values(**values))


def _follow(
    connection: Connection, kind: str, target_id: int, field: str, row: Mapping[Any, Any], new: Any
) -> tuple[int, ...]:
    """What hangs on the value: repetitions carry their set's load, power is computed from it."""
    if field == "rpe" and row["rpe_at_most"]:
        # The new rating is one, no longer an upper bound.
        correct(connection, kind, target_id, "rpe_at_most", False, "rated")
    if field != "load_kg":
        return ()
    rep = schema.repetition
    if kind == "repetition":
        stale = [target_id]
    else:
        same = (rep.c.set_id == target_id) & (rep.c.load_kg.is_(None) | (rep.c.load_kg == row["load_kg"]))
        stale = list(connection.execute(select(rep.c.id).where(same)).scalars())
        connection.execute(
            update(rep).where((rep.c.set_id == target_id) & (rep.c.load_kg == row["load_kg"])).values(load_kg=new)
        )
    # No power of a load that was not lifted stays behind.
    derived.drop(connection, stale, unit="W")
    return tuple(stale)


def _name_is_free(connection: Connection, target_id: int, name: str) -> None:
    Athlete(name)
    column = schema.athlete.c
    taken = connection.execute(select(column.id).where((column.name == name) & (column.id != target_id))).scalar()
    if taken is not None:
        raise BadValue(
            "athlete", found=name, needed="a name that nobody has",
            remedy="To join two athletes, correct the sessions: field athlete.",
        )  # fmt: skip


def _move(
    connection: Connection, kind: str, target_id: int, row: Mapping[Any, Any], name: str, said: tuple[str, str]
) -> Correction:
    """To another athlete: a session as it is, a set into that athlete's session of the same time."""
    new_id = athletes.find_or_add(connection, name)
    session = schema.session
    if kind == "session":
        old_id = row["athlete_id"]
        _set(connection, "session", target_id, athlete_id=new_id)
    else:
        was = connection.execute(select(session).where(session.c.id == row["session_id"])).mappings().one()
        old_id = was["athlete_id"]
        _set(connection, "set", target_id, session_id=_session_beside(connection, was, new_id))
    changes.note(connection, [new_id])
    names = [
        connection.execute(select(schema.athlete.c.name).where(schema.athlete.c.id == each)).scalar_one()
        for each in (old_id, new_id)
    ]
    return _write(connection, kind, target_id, "athlete", (names[0], names[1]), said)


def _session_beside(connection: Connection, was: Mapping[Any, Any], athlete_id: int) -> int:
    session = schema.session
    same = (session.c.athlete_id == athlete_id) & (session.c.started_at == was["started_at"])
    found = connection.execute(select(session.c.id).where(same)).scalar()
    if found is not None:
        return int(found)
    copied = {name: was[name] for name in ("started_at", "started_s", "device", "note")}
    return add(connection, session, athlete_id=athlete_id, **copied)


def _write(
    connection: Connection, kind: str, target_id: int, field: str, values: tuple[Any, Any], said: tuple[str, str],
    recompute: tuple[int, ...] = (),
) -> Correction:  # fmt: skip
    why, by, at = said[0], said[1] or who(), now()
    row_id = add(
        connection, schema.correction, kind=kind, target_id=target_id, field=field, old=mapped({"value": values[0]}),
        new=mapped({"value": values[1]}), why=plain(why) or "", who=by, at=at,
    )  # fmt: skip
    return Correction(row_id, kind, target_id, field, *values, why, by, datetime.fromisoformat(at), recompute)


def _value(text: str) -> object:
    return (unmapped(text) or {}).get("value")


def who() -> str:
    """Whoever runs this."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "unknown"
