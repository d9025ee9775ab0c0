"""The write-ahead log beside an SQLite file: it holds what was written last, so neither is a store without the other."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from neuraldrive.store import failures, served

Mark = tuple[int, int]


def mark(file: Path) -> Mark | None:
    """What stays the same of a file for as long as it is that file; None where there is none."""
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def of(file: Path) -> Path:
    """Where SQLite keeps the log of a file."""
    return file.with_name(f"{file.name}-wal")


def left_behind(file: Path) -> bool:
    """Whether a log lies there whose store is not there: SQLite would make a new store and delete the log."""
    return _is_empty(file) and not _is_empty(of(file))


def must_have_its_store(file: Path) -> None:
    """Raises StoreError where the log is left behind."""
    if left_behind(file):
        raise failures.log_without_store(of(file), file)


def must_be_beside_what_is_served(file: Path) -> None:
    """Raises StoreError where a server has the file open and its log is gone: whoever opens it now would begin another log."""
    if file.exists() and not of(file).exists() and (address := served.address_of(file)):
        raise failures.log_of_server_gone(of(file), file, address)


def _is_empty(file: Path) -> bool:
    try:
        return file.stat().st_size == 0
    except OSError:
        return True


@dataclass
class Log:
    """The log that the open connections write to: as long as there is one of them, nobody puts another in its place."""

    file: Path
    _open: set[int] = field(default_factory=set)
    _seen: Mark | None = None

    def opened(self, connection: object) -> None:
        """A connection writes to it."""
        if not self._open:
            self._seen = mark(self.file)
        self._open.add(id(connection))

    def closes(self, connection: object) -> None:
        """A connection is about to be closed; with the last one SQLite takes the log into the store and removes it."""
        self._open.discard(id(connection))

    def must_be_there(self, place: str) -> None:
        """Raises StoreError where it was removed or replaced while connections are open."""
        found = mark(self.file)
        if self._open and self._seen is not None and found != self._seen:
            raise failures.log_gone(place, self.file)
