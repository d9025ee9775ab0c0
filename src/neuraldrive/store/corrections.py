"""Corrections by the user: the new value is used, the old one is kept, and why it was changed."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, select, update

from neuraldrive import catalog
from neuraldrive.errors import BadValue
from neuraldrive.records import Athlete
from neuraldrive.records.training import allowed
from neuraldrive.store import athletes, changes, derived, picks, questions, schema
from neuraldrive.store.correction_log import Correction, Step, step_of, undone_by, write
from neuraldrive.store.rows import add, instant, moment, plain, seconds, unlisted
from neuraldrive.store.sets import missing

_TABLES: Mapping[str, Table] = {
    "set": schema.set_entry,
    "repetition": schema.repetition,
    "session": schema.session,
    "athlete": schema.athlete,
    "import": schema.file_import,
}
_FIELDS: Mapping[str, tuple[str, ...]] = {
    "set": ("load_kg", "lift", "rpe", "rpe_at_most", "reps_in_reserve", "count", "note", "athlete", "rise_s",
            "device"),
    "repetition": ("load_kg", "excluded", "rise_s"),
    "session": ("athlete", "started_at", "note"),
    "athlete": ("name", "body_mass_kg"),
    "import": ("questions",),
}  # fmt: skip


def correct(
    connection: Connection, kind: str, target_id: int, fields: Mapping[str, object], step: Step
) -> list[Correction]:
    """Changes values of one thing in one step, and writes down each change.

    Raises:
        BadValue: no such field, or a value that cannot be true.
        NotInStore: nothing of that id.
    """
    made: list[Correction] = []
    for field, value in fields.items():
        made += _one(connection, kind, target_id, (field, value), step)
    return made


def undo(connection: Connection, correction_id: int, why: str = "", by: str = "") -> list[Correction]:
    """Takes back all that was done in one step with this correction; the log keeps both.

    Raises:
        NotInStore: no such correction. BadValue: it was undone, or what it changed was changed again since.
    """
    together = step_of(connection, correction_id)
    step = Step(why or "undone", by, undoes=together[0].step)
    gone = undone_by(connection, together[0].step)
    if gone is not None:
        raise _not_undone(f"one that {gone.who} undid", "one that stands", "There is nothing left to undo in it.")
    made: list[Correction] = []
    for each in reversed(together):
        if not _stands(connection, each):
            raise _not_undone(
                f"a {each.field} that was changed again since", "the last change of it", "Undo the later change first."
            )
        made += _one(connection, each.kind, each.target_id, (each.field, each.old), step)
    return made


def _one(connection: Connection, kind: str, target_id: int, change: tuple[str, object], step: Step) -> list[Correction]:
    field, value = change
    if kind not in _FIELDS or field not in _FIELDS[kind]:
        known = "; ".join(f"{each}: {', '.join(names)}" for each, names in _FIELDS.items())
        raise BadValue("correction", found=f"{kind} {field}", needed=known, remedy="Name one of these.")
    row = _row(connection, kind, target_id)
    if field == "rise_s":
        return [_rise(connection, kind, row, value, step)]
    if field == "questions":
        return questions.leave(connection, row, value, step)
    new = _checked(field, value)
    if step.skips_equal and _is_so(connection, kind, row, field, new):
        return []
    if field == "athlete":
        return [_move(connection, kind, target_id, row, str(new), step)]
    if field == "name":
        _name_is_free(connection, target_id, str(new), step)
    columns = (
        {field: new, "started_s": seconds(moment(str(new)) if new else None)} if field == "started_at" else {field: new}
    )
    _set(connection, kind, target_id, **columns)
    made = [
        write(connection, kind, target_id, field, (row[field], new), step, _follow(connection, kind, row, field, new))
    ]
    if field == "rpe" and row["rpe_at_most"] and step.undoes is None:
        # The new rating is one, no longer an upper bound.
        made += _one(connection, kind, target_id, ("rpe_at_most", False), step)
    return made


def _is_so(connection: Connection, kind: str, row: Mapping[Any, Any], field: str, new: object) -> bool:
    """Whether a value stands there already; a rating that was an upper bound does not stand as one that is none."""
    if field == "athlete":
        return _owner(connection, kind, row) == new
    return bool(row[field] == new) and not (field == "rpe" and row["rpe_at_most"])


def _owner(connection: Connection, kind: str, row: Mapping[Any, Any]) -> str:
    """Whose a session or a set is."""
    session = row if kind == "session" else _row(connection, "session", row["session_id"])
    return str(_row(connection, "athlete", session["athlete_id"])["name"])


def _row(connection: Connection, kind: str, target_id: int) -> Mapping[Any, Any]:
    row = connection.execute(select(_TABLES[kind]).where(_TABLES[kind].c.id == target_id)).mappings().first()
    if row is None:
        raise missing(kind, target_id)
    return row


def _rise(connection: Connection, kind: str, row: Mapping[Any, Any], value: object, step: Step) -> Correction:
    if value is not None and not isinstance(value, Mapping):
        raise BadValue("rise_s", found=f"{value!r:.60}", needed="start_s and end_s", remedy="Say both, in seconds.")
    if kind == "repetition":
        return picks.pick(connection, row, value, step)
    return picks.add_pick(connection, row["id"], value or {}, step)


def _stands(connection: Connection, done: Correction) -> bool:
    """Whether what a correction wrote is what is there."""
    row = _row(connection, done.kind, done.target_id)
    if done.field == "rise_s":
        there = None if row["number"] < 1 else {name: row[name] for name in ("start_s", "end_s")}
        new = done.new if isinstance(done.new, Mapping) else None
        return there == (None if new is None else {name: new[name] for name in ("start_s", "end_s")})
    if done.field == "questions":
        return list(unlisted(row["questions"])) == done.new
    if done.field == "athlete":
        return _owner(connection, done.kind, row) == done.new
    return bool(row[done.field] == done.new)


def _not_undone(found: str, needed: str, remedy: str) -> BadValue:
    return BadValue("undo", found=found, needed=needed, remedy=remedy)


def _checked(field: str, value: object) -> Any:
    if field in {"load_kg", "rpe", "reps_in_reserve", "body_mass_kg"}:
        return None if value is None else _number(field, value)
    if field == "count":
        return None if value is None else int(_number(field, value, (0, 1000, "")))
    if field == "rpe_at_most":
        return bool(value)
    if field == "started_at":
        return instant(value if isinstance(value, datetime) or value is None else _time(str(value)))
    if field in ("excluded", "device") and value is None:
        return None
    if field == "device":
        return catalog.sensor(str(value)).name
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


def _follow(connection: Connection, kind: str, row: Mapping[Any, Any], field: str, new: Any) -> tuple[int, ...]:
    """What hangs on the value: repetitions carry their set's load and sensor; power and intervals are computed from them."""
    if field == "device":
        return _measured_by(connection, row, new)
    if field != "load_kg":
        return ()
    rep, target_id = schema.repetition, row["id"]
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


def _measured_by(connection: Connection, row: Mapping[Any, Any], device: str | None) -> tuple[int, ...]:
    """Another sensor for the repetitions that had the set's; the error of all of them depends on it."""
    rep = schema.repetition
    here = rep.c.set_id == row["id"]
    same = rep.c.device.is_(None) | rep.c.device.in_(("unknown", row["device"] or "unknown"))
    connection.execute(update(rep).where(here & same).values(device=device))
    return tuple(connection.execute(select(rep.c.id).where(here)).scalars())


def _name_is_free(connection: Connection, target_id: int, name: str, step: Step) -> None:
    Athlete(name)
    column = schema.athlete.c
    if step.undoes is None:
        taken = athletes.alike(connection, name, but=target_id)
    else:  # two who were said alike before go on so
        taken = connection.execute(select(column.id).where((column.name == name) & (column.id != target_id))).scalar()
    if taken is not None:
        raise BadValue(
            "athlete", found=name, needed="a name that nobody has",
            remedy="To join two athletes, correct the sessions: field athlete.",
        )  # fmt: skip


def _move(
    connection: Connection, kind: str, target_id: int, row: Mapping[Any, Any], name: str, step: Step
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
    changes.note(connection, [old_id])
    names = [
        connection.execute(select(schema.athlete.c.name).where(schema.athlete.c.id == each)).scalar_one()
        for each in (old_id, new_id)
    ]
    return write(connection, kind, target_id, "athlete", (names[0], names[1]), step)


def _session_beside(connection: Connection, was: Mapping[Any, Any], athlete_id: int) -> int:
    session = schema.session
    same = (session.c.athlete_id == athlete_id) & (session.c.started_at == was["started_at"])
    found = connection.execute(select(session.c.id).where(same)).scalar()
    if found is not None:
        return int(found)
    copied = {name: was[name] for name in ("started_at", "started_s", "device", "note")}
    return add(connection, session, athlete_id=athlete_id, **copied)
