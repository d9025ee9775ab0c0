"""Whether the store is sound, and the removal of files that nothing refers to."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from sqlalchemy import Connection, select, text

from neuraldrive.errors import StoreError
from neuraldrive.store import failures, live_sets, migrate, schema, signals
from neuraldrive.store.connect import Database

# An import writes its signals first and commits soon after; what is older than this belongs to nobody.
ORPHAN_AGE_S = 3600.0


@dataclass(frozen=True)
class Finding:
    """Something that is not as it should be, and what to do. `note` asks for nothing."""

    severity: Literal["error", "warning", "note"]
    what: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.severity}: {self.what}. {self.remedy}"


def check(database: Database, folder: Path) -> list[Finding]:
    """All that is wrong; an empty list for a sound store."""
    found: list[Finding] = []
    for look in (_schema, _integrity, _signal_files, _under_way):
        try:
            with database.reading() as connection:
                found += look(connection, database, folder)
        except StoreError as error:
            found.append(Finding("error", f"{error.where or database.place}: {error.found}", error.remedy))
    return found


def sweep(database: Database, folder: Path, older_than_s: float = ORPHAN_AGE_S) -> list[Path]:
    """Removes signal files that no recording refers to, and unfinished ones; says which."""
    removed = []
    # Under the write lock: an import that is just committing keeps its files.
    with database.writing() as connection:
        for file in list(_orphans(connection, folder)):
            try:
                if time.time() - file.stat().st_mtime >= older_than_s:
                    file.unlink()
                    removed.append(file)
            except FileNotFoundError:
                continue
            except OSError as error:
                raise failures.of_disk(error, file) from error
    return removed


def _schema(connection: Connection, database: Database, folder: Path) -> Iterator[Finding]:
    found = migrate.revision(connection, database.place)
    if found != schema.REVISION:
        yield Finding("error", f"tables of revision {found}, not {schema.REVISION}", "Open the store once to write.")


def _under_way(connection: Connection, database: Database, folder: Path) -> Iterator[Finding]:
    for row in live_sets.under_way(connection):
        yield Finding(
            "note", f"set {row.set_id} of {row.athlete} is being lifted, or was left under way on {row.opened_at:%Y-%m-%d %H:%M} UTC",
            "If nobody lifts it, the next neuraldrive live closes it with all that came.",
        )  # fmt: skip


def _integrity(connection: Connection, database: Database, folder: Path) -> Iterator[Finding]:
    restore = "Put the store aside and restore the last backup."
    if connection.dialect.name != "sqlite":
        return
    for (line,) in connection.execute(text("PRAGMA integrity_check")):
        if line != "ok":
            yield Finding("error", f"{database.place}: {line}", restore)
    for row in connection.execute(text("PRAGMA foreign_key_check")):
        yield Finding(
            "error", f"{database.place}: row {row[1]} of {row[0]} refers to a {row[2]} that is not there", restore
        )


def _signal_files(connection: Connection, database: Database, folder: Path) -> Iterator[Finding]:
    row = schema.recording.c
    for path, sha256 in connection.execute(select(row.path, row.file_sha256).distinct().order_by(row.path)):
        fault = signals.fault(folder, path, sha256)
        if fault is not None:
            remedy = "Import the original file again, or restore the last backup."
            yield Finding("error", f"signal file {folder / path}: {fault}", remedy)
    orphans = list(_orphans(connection, folder))
    if orphans:
        size = sum(file.stat().st_size for file in orphans if file.exists()) / 1e6
        what = f"{len(orphans)} signal files ({size:.1f} MB) that no recording refers to, as {orphans[0]}"
        yield Finding("note", what, "Harmless; neuraldrive removes them when it sweeps.")


def _orphans(connection: Connection, folder: Path) -> Iterator[Path]:
    if not folder.is_dir():
        return
    known = set(connection.execute(select(schema.recording.c.path)).scalars())
    for file in sorted(folder.glob("??/*")):
        ours = file.suffix in {".parquet", signals.TEMPORARY}
        if ours and file.is_file() and file.relative_to(folder).as_posix() not in known:
            yield file
