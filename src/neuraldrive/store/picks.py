"""Where the rises of a set lie, said by a person: moved, added, taken out. Nothing is deleted, and the trace stays.

A repetition that was taken out keeps its row under the number minus its id; whoever reads a set leaves out what is not above 0.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Row, select, update

from neuraldrive.errors import BadValue
from neuraldrive.records.training import PICKED_BY_HAND, allowed
from neuraldrive.store import derived, schema
from neuraldrive.store.correction_log import Correction, Step, write
from neuraldrive.store.rows import add, listed, mapped, unlisted

_rep, _set, _verdict = schema.repetition, schema.set_entry, schema.verdict
FIELD = "rise_s"
Rise = Mapping[str, Any]
"""start_s and end_s, and the flags that the repetition had with them."""


def add_pick(connection: Connection, set_id: int, rise: Rise, step: Step) -> Correction:
    """A repetition that nobody had found.

    Raises:
        BadValue: the set has no recording of its own, is under way, or the rise meets another's.
    """
    entry = _recorded_set(connection, set_id)
    start_s, end_s = _span(rise)
    _must_be_free(connection, set_id, 0, (start_s, end_s))
    row_id = add(
        connection, _rep, set_id=set_id, recording_id=None, number=_last(connection, set_id) + 1, load_kg=entry.load_kg,
        claims=mapped({}), device=entry.device, start_s=start_s, end_s=end_s, flags=listed((PICKED_BY_HAND,)),
        excluded=None,
    )  # fmt: skip
    _number(connection, set_id)
    return write(
        connection, "repetition", row_id, FIELD, (None, _told((start_s, end_s), (PICKED_BY_HAND,))), step, (row_id,)
    )


def pick(connection: Connection, row: Mapping[Any, Any], rise: Rise | None, step: Step) -> Correction:
    """Moves the rise of a repetition; None takes it out, and a rise brings one back that was taken out.

    Raises:
        BadValue: as add_pick.
    """
    _recorded_set(connection, row["set_id"], row["recording_id"])
    old = None if row["number"] < 1 else _told((row["start_s"], row["end_s"]), unlisted(row["flags"]))
    new = None if rise is None else _told(_span(rise), tuple(rise.get("flags", (PICKED_BY_HAND,))))
    if new is None:
        _set_values(connection, row["id"], number=-row["id"])
    else:
        _must_be_free(connection, row["set_id"], row["id"], _span(new))
        number = row["number"] if row["number"] > 0 else _last(connection, row["set_id"]) + 1
        _set_values(connection, row["id"], number=number, **{**new, "flags": listed(tuple(new["flags"]))})
    _number(connection, row["set_id"], {row["number"]: row["id"]})
    # No figure of the old rise stays behind.
    derived.drop(connection, [row["id"]])
    return write(connection, "repetition", row["id"], FIELD, (old, new), step, () if rise is None else (row["id"],))


def _recorded_set(connection: Connection, set_id: int, own: int | None = None) -> Row[Any]:
    entry = connection.execute(select(_set).where(_set.c.id == set_id)).one()
    live = schema.live_set.c
    under_way = select(live.id).where((live.set_id == set_id) & live.closed_at.is_(None))
    if connection.execute(under_way).first() is not None:
        raise _refused("a set that is being lifted", "one that is over", "Wait for its end.")
    if own is not None or entry.recording_id is None:
        found = "a rise that was recorded by itself" if own is not None else "a set without a recording"
        raise _refused(found, "a recording of the whole set", "Leave the repetition out instead, and say why.")
    return entry


def _span(rise: Rise) -> tuple[float, float]:
    try:
        start_s, end_s = float(rise["start_s"]), float(rise["end_s"])
    except (KeyError, TypeError, ValueError):
        raise _refused(f"{rise!r:.60}", "start_s and end_s", "Say both, in seconds of the recording.") from None
    low, high, _ = allowed("duration_s")
    if not (math.isfinite(start_s) and math.isfinite(end_s) and low <= end_s - start_s <= high):
        raise _refused(f"{start_s:g} to {end_s:g} s", f"an end {low:g} to {high:g} s after the start", "Pick it again.")
    return start_s, end_s


def _must_be_free(connection: Connection, set_id: int, but: int, span: tuple[float, float]) -> None:
    here = (_rep.c.set_id == set_id) & (_rep.c.id != but) & (_rep.c.number > 0)
    meets = (_rep.c.start_s < span[1]) & (_rep.c.end_s > span[0])
    other = connection.execute(select(_rep).where(here & meets).order_by(_rep.c.number)).first()
    if other is not None:
        raise _refused(
            f"{span[0]:.3f} to {span[1]:.3f} s, which meets repetition {other.number} "
            f"({other.start_s:.3f} to {other.end_s:.3f} s)",
            "a rise of its own", "Move or remove the other one first.",
        )  # fmt: skip


def _last(connection: Connection, set_id: int) -> int:
    numbers = connection.execute(select(_rep.c.number).where(_rep.c.set_id == set_id)).scalars()
    return max(0, *(int(each) for each in numbers), 0)


def _number(connection: Connection, set_id: int, moved: Mapping[int, int] | None = None) -> None:
    """Numbers the repetitions anew in the order of time; what was said of each goes with it."""
    query = select(_rep.c.id, _rep.c.number, _rep.c.start_s).where(_rep.c.set_id == set_id)
    rows = connection.execute(query.order_by(_rep.c.number, _rep.c.id)).all()
    there = [row for row in rows if row.number > 0]
    if all(row.start_s is not None for row in there):
        there.sort(key=lambda row: row.start_s)
    new = {row.id: number for number, row in enumerate(there, 1)} | {r.id: r.number for r in rows if r.number < 1}
    before = {row.id: row.number for row in rows} | {row_id: number for number, row_id in (moved or {}).items()}
    _renumber_verdicts(connection, set_id, {before[row_id]: number for row_id, number in new.items()})
    for row in there:
        if row.number != new[row.id]:
            _set_values(connection, row.id, number=new[row.id])


def _renumber_verdicts(connection: Connection, set_id: int, numbers: Mapping[int, int]) -> None:
    query = select(_verdict.c.id, _verdict.c.repetition).where(_verdict.c.set_id == set_id)
    for row_id, repetition in connection.execute(query).all():
        number = numbers.get(repetition, repetition)
        if number != repetition:
            connection.execute(update(_verdict).where(_verdict.c.id == row_id).values(repetition=number))


def _set_values(connection: Connection, row_id: int, **values: object) -> None:
    connection.execute(update(_rep).where(_rep.c.id == row_id).values(**values))


def _told(span: tuple[float | None, float | None], flags: tuple[str, ...]) -> dict[str, Any]:
    return {"start_s": span[0], "end_s": span[1], "flags": list(flags)}


def _refused(found: str, needed: str, remedy: str) -> BadValue:
    return BadValue("rise of a repetition", found=found, needed=needed, remedy=remedy)
