"""What imports asked, which of it their sets still lack, and what stands where an answer goes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, func, select, update

from neuraldrive import catalog
from neuraldrive.errors import BadValue, NotInStore
from neuraldrive.store import schema, sets
from neuraldrive.store.correction_log import Correction, Step, write
from neuraldrive.store.rows import listed, plain, unlisted

Reading = Callable[[], AbstractContextManager[Connection]]
"""Gives the view of the store in which is looked: one of its own, or that of a change that is being made."""
_file, _set, _rep, _session = schema.file_import, schema.set_entry, schema.repetition, schema.session
_measured = select(_rep.c.id).where(_rep.c.set_id == _set.c.id, _rep.c.device.is_not(None)).exists()
_LACKS: Mapping[str, ColumnElement[bool]] = {
    "lift": _set.c.lift.in_(("", catalog.ANY_LIFT)),
    "load_kg": _set.c.load_kg.is_(None),
    "device": _set.c.device.is_(None) & ~_measured,
}


@dataclass(frozen=True)
class Asked:
    """What an import asked and nobody has answered, whose data it brought, and the fields that some of its sets lack."""

    import_id: int
    path: str
    imported_at: datetime
    questions: tuple[str, ...]
    athletes: tuple[str, ...]
    lacks: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Load:
    """A load of a "set", or of a "repetition" that has another than its set."""

    kind: str
    id: int
    load_kg: float


class ImportQuestions:
    """What imports left open; `Store.questions` gives it.

    >>> import tempfile
    >>> from neuraldrive.store import open_store
    >>> with tempfile.TemporaryDirectory() as folder, open_store(folder) as store:
    ...     store.questions.since(datetime(2026, 1, 1).astimezone())
    []
    """

    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    def since(self, since: datetime) -> list[Asked]:
        """Imports since then with a question that nobody has answered, the latest first."""
        query = select(_file).where(func.length(_file.c.questions) > 2).order_by(_file.c.id.desc())
        with self._reading() as connection:
            rows = [each for each in connection.execute(query) if datetime.fromisoformat(each.imported_at) >= since]
            return [_asked(connection, each) for each in rows]

    def of(self, import_id: int) -> Asked:
        """What one import asked. Raises NotInStore."""
        with self._reading() as connection:
            row = connection.execute(select(_file).where(_file.c.id == import_id)).first()
            if row is None:
                raise NotInStore("import", found=str(import_id), needed="one of this store", remedy="List the imports.")
            return _asked(connection, row)

    def about(self, set_id: int) -> Asked | None:
        """What the import asked that brought a set; None for a set of no import. Raises NotInStore."""
        with self._reading() as connection:
            found = connection.execute(select(_set.c.file_import_id).where(_set.c.id == set_id)).first()
        if found is None:
            raise sets.missing("set", set_id)
        return None if found.file_import_id is None else self.of(found.file_import_id)

    def sets(self, import_id: int, lacking: str = "") -> list[int]:
        """Sets of an import in the order in which they came; with "lift", "load_kg" or "device" those that lack it."""
        query = select(_set.c.id).where(_set.c.file_import_id == import_id).order_by(_set.c.id)
        with self._reading() as connection:
            return list(connection.execute(query.where(_LACKS[lacking]) if lacking else query).scalars())

    def loads(self, import_id: int) -> list[Load]:
        """Every load that an import brought."""
        here = (_set.c.file_import_id == import_id) & _set.c.load_kg.is_not(None)
        own = select(_rep.c.id, _rep.c.load_kg).join(_set).where(here, _rep.c.load_kg != _set.c.load_kg)
        with self._reading() as connection:
            whole = connection.execute(select(_set.c.id, _set.c.load_kg).where(here)).all()
            return [
                *(Load("set", row.id, row.load_kg) for row in whole),
                *(Load("repetition", row.id, row.load_kg) for row in connection.execute(own)),
            ]


def leave(connection: Connection, row: Mapping[Any, Any], value: object, step: Step) -> list[Correction]:
    """The questions of an import that are left once some were answered: none that was not open; an undoing brings them back.

    Raises:
        BadValue: no list of texts.
    """
    if not isinstance(value, list | tuple) or not all(isinstance(each, str) for each in value):
        raise BadValue(
            "questions", found=f"{value!r:.60}", needed="a list of texts", remedy="Give those that are left."
        )
    old, new = list(unlisted(row["questions"])), [plain(each) or "" for each in value]
    if step.undoes is None:
        new = [each for each in new if each in old]
    if step.skips_equal and new == old:
        return []
    connection.execute(update(_file).where(_file.c.id == row["id"]).values(questions=listed(tuple(new))))
    return [write(connection, "import", row["id"], "questions", (old, new), step)]


def _asked(connection: Connection, row: Row[Any]) -> Asked:
    here = _set.c.file_import_id == row.id
    whose = select(schema.athlete.c.name).select_from(_set).join(_session).join(schema.athlete).where(here)
    names = tuple(connection.execute(whose.distinct().order_by(schema.athlete.c.name)).scalars())
    lacks = (
        name for name, lacking in _LACKS.items()
        if connection.execute(select(_set.c.id).where(here, lacking).limit(1)).first() is not None
    )  # fmt: skip
    at = datetime.fromisoformat(row.imported_at)
    return Asked(row.id, row.path, at, unlisted(row.questions), names, frozenset(lacks))
