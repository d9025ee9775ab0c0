"""What a database driver or the disk says, in words that a user can act on."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from neuraldrive.errors import NotInStore, StoreCorrupt, StoreError, StoreLocked, StoreNotWritable

_FULL_ERRNO = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
# SQLSTATE of PostgreSQL; its manual, appendix A.
_PG_LOCKED = {"55P03", "40P01", "57014"}
_PG_FULL = {"53100", "53200"}
_PG_READ_ONLY = {"25006", "42501"}
_PG_CORRUPT = {"XX001", "XX002", "42P01", "42703"}
_PG_TOO_LARGE = "22003"
_PG_NO_ENTRY = {"28000", "28P01", "3D000"}


@contextmanager
def told(place: str) -> Iterator[None]:
    """Turns what the database or the disk raises inside into a StoreError that names `place`."""
    try:
        yield
    except DBAPIError as error:
        if getattr(error.orig, "sqlstate", None) == _PG_TOO_LARGE:
            raise _too_large() from error
        raise _of_database(error.orig, place) from error
    except sqlite3.Error as error:
        raise _of_database(error, place) from error
    except SQLAlchemyError as error:
        raise _other(place, str(error).splitlines()[0]) from error
    except OverflowError as error:  # SQLite's way to say that a number is none that it can hold
        raise _too_large() from error
    except PermissionError as error:
        raise of_disk(error, Path(error.filename or place)) from error


def _too_large() -> NotInStore:
    return NotInStore(
        "number", found="one too large for any store", needed="the number of something that is there",
        remedy="Look it up again.",
    )  # fmt: skip


def of_disk(error: OSError, path: Path) -> StoreNotWritable:
    """The StoreError for a file or folder that cannot be written."""
    if error.errno in _FULL_ERRNO:
        return full(str(path))
    return not_writable(str(path), error.strerror or str(error))


def full(place: str) -> StoreNotWritable:
    """The StoreError for a full disk."""
    return StoreNotWritable(
        "store", found="a full disk", needed="room to write", where=place,
        remedy="Free some space and do it again: what was under way is not kept, all that was kept before is sound.",
    )  # fmt: skip


def not_writable(place: str, found: str) -> StoreNotWritable:
    """The StoreError for a place that does not allow writing."""
    return StoreNotWritable(
        "store", found=found, needed="a place that can be written", where=place,
        remedy="Check the path and its permissions, or name another place with --store or --data-dir.",
    )  # fmt: skip


def gone(place: str) -> StoreError:
    """The StoreError for a file that no longer lies where it was opened."""
    name = Path(place).name
    return StoreError(
        "store", found="the file moved, removed or replaced since it was opened", needed="the one that was opened, in its place",
        where=place,
        remedy=f"Put it back. {name} and {name}-wal belong together, and what was kept last lies in {name}-wal: both must lie beside each other "
        "again. To keep the store elsewhere, end the program first, then move both.",
    )  # fmt: skip


def log_gone(place: str, log: Path) -> StoreError:
    """The StoreError for a log that no longer lies beside the store that is open."""
    return StoreError(
        "store", found=f"its log {log.name} moved, removed or replaced since it was opened", needed="both, beside each other", where=place,
        remedy=f"Put {log.name} back, or end the program as usual (not by force): it then writes what it still holds of the log into the store.",
    )  # fmt: skip


def log_without_store(log: Path, store: Path) -> StoreError:
    """The StoreError for a log whose store was moved away: opening would make a new store, and lose what the log holds."""
    return StoreError(
        "store", found=f"a log, {log.name}, without its store", needed=f"both {store.name} and {log.name}", where=str(log),
        remedy=f"Put {store.name} back beside it: both belong together, and what was written last is in {log.name}. "
        f"If the store is really gone, move {log.name} away.",
    )  # fmt: skip


def log_of_server_gone(log: Path, store: Path, address: str) -> StoreError:
    """The StoreError for a store that a server has open whose log was removed: a second log would lose what the server's holds."""
    return StoreError(
        "store", found=f"no {log.name} beside it, though the server at {address} has it open", needed="both, beside each other", where=str(store),
        remedy=f"Put {log.name} back, or end that server as usual (Ctrl-C, not by force): it then writes what it still holds into the store.",
    )  # fmt: skip


def corrupt(place: str, found: str) -> StoreCorrupt:
    """The StoreError for a damaged database."""
    return StoreCorrupt(
        "store", found=found, needed="a sound neuraldrive database", where=place,
        remedy="Put the file aside and restore the last backup.",
    )  # fmt: skip


def _locked(place: str) -> StoreLocked:
    return StoreLocked(
        "store", found="another process that is writing", needed="its turn to write", where=place,
        remedy="Wait until the other process is done, or end it, and do it again.",
    )  # fmt: skip


def _other(place: str, found: str) -> StoreError:
    return StoreError(
        "store", found=found, needed="a database that answers", where=place, remedy="See neuraldrive doctor."
    )


def _of_database(error: BaseException | None, place: str) -> StoreError:
    if isinstance(error, sqlite3.Error):
        return _of_sqlite(error, place)
    return _of_postgres(error, place)


def _of_sqlite(error: sqlite3.Error, place: str) -> StoreError:
    code = getattr(error, "sqlite_errorname", "") or ""
    words = str(error)
    if code.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return _locked(place)
    if code.startswith("SQLITE_FULL"):
        return full(place)
    if code.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_IOERR", "SQLITE_PERM")):
        return not_writable(place, words)
    if code.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")) or "no such table" in words or "no such column" in words:
        return corrupt(place, words)
    return _other(place, words)


def _of_postgres(error: BaseException | None, place: str) -> StoreError:
    state = getattr(error, "sqlstate", None)
    words = " ".join(str(error).split())
    if state in _PG_LOCKED:
        return _locked(place)
    if state in _PG_FULL:
        return full(place)
    if state in _PG_READ_ONLY:
        return not_writable(place, words)
    if state in _PG_CORRUPT:
        return corrupt(place, words)
    remedy = "Check that the server runs and that the URL names its host, port, user and database."
    if state in _PG_NO_ENTRY:
        remedy = "Check user, password and database in the URL; create the database if it does not exist."
    return StoreError("store", found=words or "no answer", needed="a database that answers", where=place, remedy=remedy)
