"""The whole store in one .zip: an SQLite database and the signal files that it refers to."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection, func, select

from neuraldrive import __version__
from neuraldrive.errors import StoreCorrupt, StoreNotWritable
from neuraldrive.store import failures, migrate, schema
from neuraldrive.store.connect import Database, connect, make_folder
from neuraldrive.store.location import DATABASE, Location
from neuraldrive.store.rows import add_many, now

_MANIFEST = "manifest.json"
_BATCH = 5000


def backup(database: Database, to: Path) -> Path:
    """A consistent copy, made while others go on writing, and read back before it gets its name.

    Raises:
        StoreNotWritable: the disk is full or does not allow it; an earlier backup of that name stays.
        StoreCorrupt: a signal file is damaged, or the copy does not read back.
    """
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
        StoreCorrupt: not a backup, or a damaged one; nothing is restored.
        StoreNotWritable: there is a store already, or the disk does not allow it.
    """
    into = to.file.parent if to.file is not None else to.signals.parent
    if to.file is not None and to.file.exists():
        raise _occupied(str(to.file))
    make_folder(into)
    with _scratch(into) as scratch:
        try:
            _verify(archive, scratch)
            _place_signals(scratch / "signals", to.signals)
            if to.file is not None:
                (scratch / DATABASE).replace(to.file)
            else:
                _copy_in(scratch / DATABASE, to)
        except OSError as error:
            raise failures.of_disk(error, into) from error


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


def _copy_in(copy: Path, to: Location) -> None:
    source = connect(Location(copy.parent, file=copy), read_only=False, wait_s=10)
    migrate.bring_up_to_date(source)
    target = _empty(to)
    with source.reading() as rows, target.writing() as sink:
        if sink.execute(select(func.count()).select_from(schema.athlete)).scalar_one():
            raise _occupied(target.place)
        _copy_rows(rows, sink)
    source.engine.dispose()
    target.engine.dispose()


def _empty(location: Location) -> Database:
    database = connect(location, read_only=False, wait_s=10)
    migrate.bring_up_to_date(database)
    return database


def _copy_rows(source: Connection, sink: Connection) -> None:
    for table in schema.METADATA.sorted_tables:
        result = source.execution_options(yield_per=_BATCH).execute(select(table))
        for rows in result.partitions(_BATCH):
            add_many(sink, table, [tuple(row) for row in rows])


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
    except (zipfile.BadZipFile, KeyError, ValueError, EOFError) as error:
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


def _occupied(place: str) -> StoreNotWritable:
    return StoreNotWritable(
        "restore", found="a store that is in use", needed="an empty place", where=place,
        remedy="Name a new folder; nothing is written over.",
    )  # fmt: skip
