"""What a person is still to look at: repetitions that a detector left out, and questions of imports."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from neuraldrive.store import schema
from neuraldrive.store.rows import moment, seconds, unlisted

_rep, _set, _session, _fix = schema.repetition, schema.set_entry, schema.session, schema.correction


@dataclass(frozen=True)
class Excluded:
    """Repetitions of a session that were left out, and nobody has said whether rightly."""

    athlete_id: int
    athlete: str
    session_id: int
    started_at: datetime | None
    repetitions: int
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Asked:
    """Questions that an import raised, and whose data it brought."""

    import_id: int
    path: str
    imported_at: datetime
    questions: tuple[str, ...]
    athletes: tuple[str, ...]


def excluded(connection: Connection, since: datetime) -> list[Excluded]:
    """Since then, session by session, the latest first; what somebody has corrected is decided."""
    decided = select(_fix.c.target_id).where(_fix.c.kind == "repetition", _fix.c.field == "excluded")
    recent = select(_set.c.id).join(_session).where(_session.c.started_s >= seconds(since))
    query = (
        select(_session.c.id, _session.c.started_at, _session.c.athlete_id, schema.athlete.c.name, _rep.c.excluded)
        .join_from(_rep, _set).join(_session).join(schema.athlete)
        .where(_rep.c.set_id.in_(recent), _rep.c.number > 0, _rep.c.excluded.is_not(None), _rep.c.id.not_in(decided))
        .order_by(_session.c.started_s.desc(), _session.c.id, _rep.c.id)
    )  # fmt: skip
    gathered = defaultdict(list)
    for row in connection.execute(query):
        gathered[row.athlete_id, row.name, row.id, row.started_at].append(row.excluded)
    return [
        Excluded(athlete_id, name, session_id, moment(at), len(reasons), tuple(dict.fromkeys(reasons)))
        for (athlete_id, name, session_id, at), reasons in gathered.items()
    ]


def asked(connection: Connection, since: datetime) -> list[Asked]:
    """Imports since then that asked something, the latest first."""
    row = schema.file_import
    query = select(row).where(func.length(row.c.questions) > 2).order_by(row.c.id.desc())
    found = []
    for each in connection.execute(query):
        if datetime.fromisoformat(each.imported_at) >= since:
            whose = (
                select(schema.athlete.c.name)
                .select_from(_set)
                .join(_session)
                .join(schema.athlete)
                .where(_set.c.file_import_id == each.id)
            )
            names = tuple(connection.execute(whose.distinct().order_by(schema.athlete.c.name)).scalars())
            at = datetime.fromisoformat(each.imported_at)
            found.append(Asked(each.id, each.path, at, unlisted(each.questions), names))
    return found
