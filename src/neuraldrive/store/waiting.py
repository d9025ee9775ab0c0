"""Repetitions that were left out, and nobody has said whether rightly."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from neuraldrive.store import correction_log, schema
from neuraldrive.store.rows import chunked, moment, seconds

_rep, _set, _session, _fix = schema.repetition, schema.set_entry, schema.session, schema.correction


@dataclass(frozen=True)
class Excluded:
    """Repetitions of a session that were left out, and nobody has said whether rightly: `set_id` of the first, and their ids."""

    athlete_id: int
    athlete: str
    session_id: int
    started_at: datetime | None
    set_id: int
    repetition_ids: tuple[int, ...]
    reasons: tuple[str, ...]

    @property
    def repetitions(self) -> int:
        """How many."""
        return len(self.repetition_ids)


def excluded(connection: Connection, since: datetime) -> list[Excluded]:
    """Since then, session by session, the latest first; what somebody has decided, and not taken back, is not among them."""
    recent = select(_set.c.id).join(_session).where(_session.c.started_s >= seconds(since))
    query = (
        select(_rep.c.id.label("rep_id"), _rep.c.set_id, _rep.c.excluded, _session.c.id, _session.c.started_at,
               _session.c.athlete_id, schema.athlete.c.name)
        .join_from(_rep, _set).join(_session).join(schema.athlete)
        .where(_rep.c.set_id.in_(recent), _rep.c.number > 0, _rep.c.excluded.is_not(None))
        .order_by(_session.c.started_s.desc(), _session.c.id, _set.c.number, _set.c.id, _rep.c.number, _rep.c.id)
    )  # fmt: skip
    rows = connection.execute(query).all()
    said = decided(connection, [row.rep_id for row in rows])
    gathered = defaultdict(list)
    for row in rows:
        if row.rep_id not in said:
            gathered[row.athlete_id, row.name, row.id, row.started_at].append(row)
    return [
        Excluded(athlete_id, name, session_id, moment(at), found[0].set_id, tuple(each.rep_id for each in found),
                 tuple(dict.fromkeys(each.excluded for each in found)))
        for (athlete_id, name, session_id, at), found in gathered.items()
    ]  # fmt: skip


def decided(connection: Connection, repetition_ids: Collection[int]) -> frozenset[int]:
    """Those of which somebody said that they count or do not, and did not take it back."""
    found: set[int] = set()
    for among in chunked(_fix.c.target_id, repetition_ids):
        where = (_fix.c.kind == "repetition") & (_fix.c.field == "excluded") & among
        found |= correction_log.standing(connection, where)
    return frozenset(found)
