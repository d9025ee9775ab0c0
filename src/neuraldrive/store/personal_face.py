"""One person's data as users of the store see them: told whole, or removed whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from neuraldrive.store import changes, connect, failures
from neuraldrive.store import personal as room


class Personal:
    """All that a store has of one athlete; `Store.personal` gives it.

    >>> import tempfile
    >>> from neuraldrive.records import Repetition, Session, SetEntry
    >>> from neuraldrive.store import open_store
    >>> with tempfile.TemporaryDirectory() as folder, open_store(folder) as store:
    ...     added = store.add_session(Session("Ada", [SetEntry("back_squat", 100, [Repetition(mean_velocity=0.5)])]))
    ...     told = dict(store.personal.rows(1))
    ...     gone = store.personal.erase(1)
    ...     told["athlete"]["name"], store.roster()
    ('Ada', [])
    """

    def __init__(self, database: connect.Database) -> None:
        self._database = database

    def names(self, athlete_id: int) -> tuple[str, ...]:
        """The name of now first, then those that it had before. Raises NotInStore."""
        with self._database.reading() as connection:
            return room.of(connection, athlete_id).names

    def rows(self, athlete_id: int) -> Iterator[tuple[str, dict[str, Any]]]:
        """Every row of the person with the name of its table, from one view. Raises NotInStore."""
        with self._database.reading() as connection:
            yield from room.rows(connection, room.of(connection, athlete_id))

    def files(self, athlete_id: int) -> list[Path]:
        """Raw signals and live streams of the person. Raises NotInStore."""
        with self._database.reading() as connection:
            return list(room.files_of(self._database.location.signals, room.of(connection, athlete_id)))

    def erase(self, athlete_id: int) -> list[Path]:
        """Removes the person: every row in one transaction, then the files that nobody else shares; says which files.

        Backups that were made before still hold them.

        Raises:
            NotInStore: nobody of that number. StoreNotWritable: a file cannot be removed; the rows are gone, and `sweep` takes it.
        """
        with self._database.writing() as connection:
            gone = self._erased(connection, room.of(connection, athlete_id))
        return self._removed(gone)

    def erase_sessions(self, athlete_id: int, session_ids: Sequence[int]) -> list[Path]:
        """Removes sessions of a person who stays, as `erase` does; those that are not there or not theirs are passed over."""
        with self._database.writing() as connection:
            gone = self._erased(connection, room.of_sessions(connection, athlete_id, session_ids))
            changes.note(connection, [athlete_id])
        return self._removed(gone)

    def _erased(self, connection: Connection, found: room.Belongings) -> list[Path]:
        """Removes the rows; the files that then belong to nobody."""
        folder = self._database.location.signals
        room.erase(connection, found)
        gone = [folder / each for each in room.unreferred(connection, found)]
        return gone + [folder / "live" / each for each in found.streams]

    def _removed(self, gone: list[Path]) -> list[Path]:
        removed = [each for each in gone if each.is_file()]
        for file in removed:
            try:
                file.unlink(missing_ok=True)
            except OSError as error:
                raise failures.of_disk(error, file) from error
        self._settle()
        return removed

    def _settle(self) -> None:
        """Nothing of it is left in what the database keeps beside its tables, as far as other readers allow it now."""
        raw = self._database.engine.raw_connection()
        try:
            if self._database.engine.dialect.name == "sqlite":
                raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
                return
            raw.driver_connection.autocommit = True  # type: ignore[union-attr]
            raw.cursor().execute("VACUUM")
            raw.driver_connection.autocommit = False  # type: ignore[union-attr]
        finally:
            raw.close()
