"""The log of corrections: what was changed, from what to what, why, by whom, when, and what was undone."""

from __future__ import annotations

import getpass
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, select

from neuraldrive.errors import NotInStore
from neuraldrive.store import changes, schema
from neuraldrive.store.rows import add, mapped, now, plain, unmapped

_log = schema.correction


@dataclass(frozen=True)
class Correction:
    """One change: what, from which value to which, why, by whom and when.

    `recompute` names the repetitions whose measurements went with the old value and are to be computed again. Changes
    made in one step share `step`, the id of its first; `undoes` is the step that this one took back.
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
    step: int = 0
    undoes: int | None = None


@dataclass
class Step:
    """Corrections that are made, and undone, together: why and by whom; `skips_equal` leaves out those that change nothing."""

    why: str = ""
    by: str = ""
    undoes: int | None = None
    first: int | None = None
    skips_equal: bool = False


def write(
    connection: Connection, kind: str, target_id: int, field: str, values: tuple[Any, Any], step: Step,
    recompute: tuple[int, ...] = (),
) -> Correction:  # fmt: skip
    """Writes one change down, and that something of the athlete has changed."""
    changes.of_target(connection, kind, target_id)
    by, at = plain(step.by) or who(), now()
    about = {name: value for name, value in (("step", step.first), ("undoes", step.undoes)) if value is not None}
    row_id = add(
        connection, _log, kind=kind, target_id=target_id, field=field, old=mapped({"value": values[0]}),
        new=mapped({"value": values[1], **about}), why=plain(step.why) or "", who=by, at=at,
    )  # fmt: skip
    step.first = step.first or row_id
    moment = datetime.fromisoformat(at)
    return Correction(row_id, kind, target_id, field, *values, step.why, by, moment, recompute, step.first, step.undoes)


def history(connection: Connection, kind: str | None = None, target_id: int | None = None) -> list[Correction]:
    """All corrections, or those of a kind, or of one thing; the first first."""
    query = select(_log).order_by(_log.c.id)
    if kind is not None:
        query = query.where(_log.c.kind == kind)
    if target_id is not None:
        query = query.where(_log.c.target_id == target_id)
    return _read(connection, query)


def step_of(connection: Connection, correction_id: int) -> list[Correction]:
    """All that was corrected in one step with this one, the first first.

    Raises:
        NotInStore: no such correction.
    """
    found = _read(connection, select(_log).where(_log.c.id == correction_id))
    if not found:
        raise NotInStore("correction", found=str(correction_id), needed="one of this store", remedy="List them.")
    first = found[0].step
    together: list[Correction] = []
    while True:
        after = together[-1].id if together else first - 1
        query = select(_log).where(_log.c.id > after).order_by(_log.c.id).limit(_READ_AT_ONCE)
        more = list(takewhile(lambda each: each.step == first, _read(connection, query)))
        together += more
        if len(more) < _READ_AT_ONCE:
            return together


def standing(connection: Connection, where: ColumnElement[bool]) -> set[int]:
    """What corrections that stand are about: those that undo, and those undone since, left out."""
    found = _read(connection, select(_log).where(where))
    undone = {each.undoes for each in found}
    return {each.target_id for each in found if each.undoes is None and each.step not in undone}


def undone_by(connection: Connection, first: int) -> Correction | None:
    """The correction that took a step back; None where none did."""
    return next(
        (each for each in _read(connection, select(_log).where(_log.c.id > first)) if each.undoes == first), None
    )


def undoable(corrections: list[Correction]) -> Correction | None:
    """The last of these that stands and is no undoing itself; None where there is none."""
    gone = {each.undoes for each in corrections}
    left = [each for each in corrections if each.undoes is None and each.step not in gone]
    return left[-1] if left else None


def who() -> str:
    """Whoever runs this."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "unknown"


_READ_AT_ONCE = 100


def _read(connection: Connection, query: Select[Any]) -> list[Correction]:
    return [_correction(row) for row in connection.execute(query)]


def _correction(row: Row[Any]) -> Correction:
    new = unmapped(row.new) or {}
    return Correction(
        row.id, row.kind, row.target_id, row.field, (unmapped(row.old) or {}).get("value"), new.get("value"), row.why,
        row.who, datetime.fromisoformat(row.at), (), new.get("step") or row.id, new.get("undoes"),
    )  # fmt: skip
