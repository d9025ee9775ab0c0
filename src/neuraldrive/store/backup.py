"""The whole store in one .zip: an SQLite database and the signal files that it refers to."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import tempfile
import uuid
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection, Table, func, select, update

from neuraldrive import __version__
from neuraldrive.errors import StoreCorrupt, StoreNotWritable, UnreadableFile
from neuraldrive.store import failures, log_file, migrate, schema
from neuraldrive.store.connect import Database, connect, make_folder
from neuraldrive.store.location import DATABASE, Location
from neuraldrive.store.rows import add_many, now

_MANIFEST = "manifest.json"
_BATCH = 5000


def backup(database: Database, to: Path) -> Path:
    """A consistent copy, made while others go on writing, and read back before it gets its name.

    Raises:
        StoreNotWritable: the disk is full or does not allow it; an earlier backup of that name stays.
        StoreCorrupt: a signal file is damaged, or the copy does not read back. StoreError: the store's file is gone.
    """
    if to.exists() and not to.is_file():
        raise StoreNotWritable(
            "backup",
            found=f"{to}, which is a folder or a device",
            needed="the name of a file",
            remedy="Choose another.",
        )
    database.must_be_there()
    make_folder(to.parent)
    with _scratch(to.parent) as scratch:
        copy, part = scratch / DATABASE, scratch / "backup.zip"
        try:
            _copy_out(database, copy)
            _pack(copy, database.location.signals, part)
            _verify(part, scratch / "readback")
            with part.open("rb") as stream:
                os.fsync(stream.fileno())
            part.replace(to)
        except OSError as error:
            raise failures.of_disk(error, to) from error
    return to


def restore(archive: Path, to: Location) -> None:
    """What `backup` wrote, into a place that holds no store yet.

    Raises:
        UnreadableFile: no such file.
        StoreCorrupt: not a backup, or a damaged one; nothing is restored.
        StoreNotWritable: there is a store already, or the disk does not allow it.
    """
    into = to.file.parent if to.file is not None else to.signals
    _look_at(archive)
    _check_empty(to)
    make_folder(into)
    with _scratch(into) as scratch:
        try:
            _verify(archive, scratch)
            copy = _bring_up(scratch / DATABASE, to)
            if to.file is not None:
                _place_signals(scratch / "signals", copy.location.signals)
                (scratch / DATABASE).replace(to.file)
            else:
                _copy_in(copy, to, scratch / "signals")
        except OSError as error:
            raise failures.of_disk(error, into) from error


def _look_at(archive: Path) -> None:
    try:
        archive.open("rb").close()
    except OSError as error:
        raise UnreadableFile(
            "backup", found=error.strerror or str(error), needed="a .zip that neuraldrive wrote", where=str(archive),
            remedy="Check the path.",
        ) from error  # fmt: skip


def _check_empty(to: Location) -> None:
    if to.file is not None:
        if to.file.exists():
            raise _occupied(str(to.file))
        if log_file.left_behind(to.file):  # else what it holds would be written into the restored one
            raise _left_behind(log_file.of(to.file))
        return
    database = _empty(to)
    with database.reading() as connection:
        rows = sum(connection.execute(select(func.count()).select_from(each)).scalar_one() for each in _tables())
    database.engine.dispose()
    if rows:
        raise _occupied(database.place)


def _copy_out(database: Database, copy: Path) -> None:
    file = database.location.file
    if file is None:
        target = _empty(Location(copy.parent, file=copy))
        with database.reading() as source, target.writing() as sink:
            _copy_rows(source, sink)
        target.engine.dispose()
    with failures.told(database.place), closing(sqlite3.connect(copy)) as made:
        if file is not None:
            with closing(sqlite3.connect(file)) as live:
                live.backup(made)
        # One file, without a log beside it.
        made.execute("PRAGMA journal_mode=DELETE")


def _bring_up(copy: Path, to: Location) -> Database:
    """The unpacked database in this version's tables, as a store of its own: the one it was made of may live on."""
    database = _empty(Location(to.signals, file=copy, shared=to.shared))
    with database.writing() as connection:
        connection.execute(update(schema.store).values(id=uuid.uuid4().hex))
    own = migrate.with_own_folder(database)
    database.engine.dispose()
    return own


def _copy_in(copy: Database, to: Location, found: Path) -> None:
    target = _empty(to)
    _place_signals(found, migrate.with_own_folder(target).location.signals)
    with copy.reading() as rows, target.writing() as sink:
        _copy_rows(rows, sink)
    copy.engine.dispose()
    target.engine.dispose()


def _empty(location: Location) -> Database:
    database = connect(location, read_only=False, wait_s=10)
    migrate.bring_up_to_date(database)
    return database


def _copy_rows(source: Connection, sink: Connection) -> None:
    for table in _tables():
        result = source.execution_options(yield_per=_BATCH).execute(select(table))
        for rows in result.partitions(_BATCH):
            add_many(sink, table, [tuple(row) for row in rows])


def _tables() -> Sequence[Table]:
    return [table for table in schema.METADATA.sorted_tables if table is not schema.store]


def _pack(copy: Path, folder: Path, part: Path) -> None:
    with closing(sqlite3.connect(copy)) as database:
        files = database.execute("SELECT DISTINCT path, file_sha256 FROM recording ORDER BY path").fetchall()
    sums = {DATABASE: hashlib.sha256(copy.read_bytes()).hexdigest(), **{f"signals/{path}": sha for path, sha in files}}
    manifest = {"neuraldrive": __version__, "revision": schema.REVISION, "made_at": now(), "sha256": sums}
    with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(_MANIFEST, json.dumps(manifest, indent=1))
        archive.write(copy, DATABASE)
        for path, _ in files:
            if not (folder / path).is_file():
                raise _broken(folder / path, "no such file")
            # Parquet is compressed already.
            archive.write(folder / path, f"signals/{path}", zipfile.ZIP_STORED)


def _verify(archive: Path, into: Path) -> None:
    """Unpacks the archive into a folder and holds every file against its checksum."""
    try:
        with zipfile.ZipFile(archive) as packed:
            sums: dict[str, str] = json.loads(packed.read(_MANIFEST))["sha256"]
            for name, sha256 in sums.items():
                if Path(name).is_absolute() or ".." in Path(name).parts:
                    raise _broken(archive, f"a file that would lie outside, {name}")
                file = Path(packed.extract(name, into))
                if hashlib.sha256(file.read_bytes()).hexdigest() != sha256:
                    raise _broken(archive, f"{name} with another checksum")
    except (zipfile.BadZipFile, zlib.error, KeyError, ValueError, EOFError, RuntimeError) as error:
        raise _broken(archive, f"no readable backup ({error})") from error
    with failures.told(str(archive)), closing(sqlite3.connect(into / DATABASE)) as database:
        (answer,) = database.execute("PRAGMA integrity_check").fetchone()
    if answer != "ok":
        raise _broken(archive, str(answer))


def _place_signals(found: Path, to: Path) -> None:
    for file in sorted(found.glob("??/*.parquet")):
        place = to / file.relative_to(found)
        make_folder(place.parent)
        shutil.move(file, place)


@contextmanager
def _scratch(folder: Path) -> Iterator[Path]:
    try:
        made = tempfile.mkdtemp(dir=folder, prefix=".neuraldrive-")
    except OSError as error:
        raise failures.of_disk(error, folder) from error
    try:
        yield Path(made)
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _broken(file: Path, found: str) -> StoreCorrupt:
    return StoreCorrupt(
        "backup", found=found, needed="every file as it was written", where=str(file),
        remedy="Check the store with neuraldrive doctor, or take another backup.",
    )  # fmt: skip


def _left_behind(log: Path) -> StoreNotWritable:
    return StoreNotWritable(
        "restore", found="the log of a store that was moved away", needed="an empty place", where=str(log),
        remedy="Move it to where that store is, under its name: it holds what was written last. Or name a new folder.",
    )  # fmt: skip


def _occupied(place: str) -> StoreNotWritable:
    return StoreNotWritable(
        "restore", found="a store that is in use", needed="an empty place", where=place,
        remedy="Name a new folder; nothing is written over.",
    )  # fmt: skip
