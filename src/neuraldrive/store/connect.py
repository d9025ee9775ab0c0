"""Connections: one reader's view or one writer's turn, the same on SQLite and PostgreSQL."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.pool import QueuePool

from neuraldrive.errors import StoreError
from neuraldrive.store import failures, log_file
from neuraldrive.store.location import Location

# All writers of a database queue for this PostgreSQL lock, as SQLite's queue for its one write lock ("neuraldr").
_TURN = 0x6E65757261_6C64


@dataclass(frozen=True)
class Database:
    """An engine and what it is connected to; `mark` and `log` tell the files that were opened from any other in their place."""

    engine: Engine
    location: Location
    read_only: bool
    mark: log_file.Mark | None = None
    log: log_file.Log | None = None

    @property
    def place(self) -> str:
        """Where it lies, without any password."""
        return str(self.location)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One consistent view: what others commit meanwhile is not seen."""
        self.must_be_there()
        with failures.told(self.place), self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction that holds the write lock: all of it is kept, or nothing."""
        self.must_be_writable()
        self.must_be_there()
        with failures.told(self.place), self.engine.connect() as connection:
            connection = connection.execution_options(writes=True)
            with connection.begin():
                yield connection

    def must_be_writable(self) -> None:
        """Raises StoreNotWritable if it was opened to read only."""
        if self.read_only:
            raise failures.not_writable(self.place, "a store opened to read only")

    def must_be_there(self) -> None:
        """Raises StoreError where the file or its log was moved or replaced since: what is written to it nobody would find again."""
        if self.mark is not None and self.location.file is not None and log_file.mark(self.location.file) != self.mark:
            raise failures.gone(self.place)
        if self.log is not None:
            self.log.must_be_there(self.place)


def connect(location: Location, *, read_only: bool, wait_s: float) -> Database:
    """A Database whose writers wait up to `wait_s` for their turn.

    Raises:
        StoreError: the driver is not installed, or the log of a store lies there without the store, or is gone from one that is served.
        StoreNotWritable: the folder cannot be made.
    """
    if location.url is not None:
        return Database(_postgres(location.url, read_only, wait_s), location, read_only)
    assert location.file is not None
    log = log_file.Log(log_file.of(location.file))
    engine = _sqlite(location.file, read_only, wait_s)
    event.listen(engine, "connect", lambda raw, _: log.opened(raw))
    event.listen(engine, "close", lambda raw, _: log.closes(raw))
    return Database(engine, location, read_only, log_file.mark(location.file), log)


def _sqlite(file: Path, read_only: bool, wait_s: float) -> Engine:
    _look_at(file, read_only)
    address = file.absolute().as_uri()

    def opened(mode: str) -> sqlite3.Connection:
        # isolation_level None: BEGIN is sent below, not guessed by the driver.
        raw = sqlite3.connect(address + mode, uri=True, isolation_level=None, check_same_thread=False, timeout=wait_s)
        # FULL: a commit that was acknowledged outlives a power cut. It costs 0.5 ms, once a repetition.
        for setting in ("synchronous=FULL", "foreign_keys=ON", f"busy_timeout={int(wait_s * 1000)}"):
            raw.execute(f"PRAGMA {setting}")
        return raw

    if not read_only:
        with failures.told(str(file)):
            _write_ahead(partial(opened, "?mode=rwc"), wait_s)
    engine = create_engine("sqlite://", creator=partial(opened, _mode(file, read_only)), poolclass=QueuePool)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _look_at(file: Path, read_only: bool) -> None:
    if file.is_dir():
        raise failures.not_writable(str(file), "a folder in place of the file")
    log_file.must_have_its_store(file)
    log_file.must_be_beside_what_is_served(file)
    if read_only and not file.exists():
        raise StoreError(
            "store", found="none there", needed="a store to read", where=str(file),
            remedy="Import a file first, or check the path.",
        )  # fmt: skip
    if not read_only:
        make_folder(file.parent)


def make_folder(folder: Path) -> None:
    """The folder and those above it, if need be.

    Raises:
        StoreNotWritable: it cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise failures.of_disk(error, folder) from error


def _mode(file: Path, read_only: bool) -> str:
    if not read_only:
        return "?mode=rw"  # a file that is gone by then is not made anew
    # On a medium that cannot be written SQLite cannot lay its shared index beside a write-ahead log.
    still = not os.access(file.parent, os.W_OK) and not log_file.of(file).exists()
    return "?mode=ro&immutable=1" if still else "?mode=ro"


def _write_ahead(opened: Callable[[], sqlite3.Connection], wait_s: float) -> None:
    # Turning it on ignores busy_timeout, so a second process that opens a new store at once must try again.
    raw, until = opened(), time.monotonic() + wait_s
    try:
        while True:
            try:
                if raw.execute("PRAGMA journal_mode=WAL").fetchone()[0] == "wal":
                    return
            except sqlite3.OperationalError as error:
                if not str(getattr(error, "sqlite_errorname", "")).startswith("SQLITE_BUSY"):
                    raise
                if time.monotonic() > until:
                    raise
            else:
                raise sqlite3.OperationalError("write-ahead logging does not work here (a network drive?)")
            time.sleep(0.01)
    finally:
        raw.close()


def _postgres(url: URL, read_only: bool, wait_s: float) -> Engine:
    try:
        engine = create_engine(url, pool_pre_ping=True, connect_args={"connect_timeout": 10})
    except ImportError as error:
        raise StoreError(
            "PostgreSQL", found=str(error), needed="the psycopg driver",
            remedy="Install it: pip install neuraldrive[postgres]",
        ) from error  # fmt: skip

    @event.listens_for(engine, "connect")
    def _connect(raw: Any, record: object) -> None:
        raw.execute(f"SET lock_timeout = {int(wait_s * 1000)}")
        raw.execute("SET client_min_messages = warning")
        raw.commit()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        if connection.get_execution_options().get("writes", False):
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_TURN})")
        else:
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")

    return engine
