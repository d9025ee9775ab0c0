"""What a user reads when the store is locked, full, read-only, damaged, foreign or too new; and that nothing is lost."""

from __future__ import annotations

import errno
import os
import resource
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import event

from neuraldrive.errors import StoreCorrupt, StoreError, StoreLocked, StoreNotWritable, UnreadableFile
from neuraldrive.store import backup, open_store, restore, signals
from store_examples import reading, recording, session


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A store with one session in it."""
    with open_store(tmp_path / "data") as store:
        store.add_reading(reading(session(), name="first"))
    return tmp_path / "data"


def _still_there(folder: Path) -> bool:
    with open_store(folder) as store:
        return [each.sets for each in store.athletes()] == [3] and not [
            finding for finding in store.check() if finding.severity != "note"
        ]


def test_a_locked_store_says_so_after_the_wait(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "store.sqlite", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with open_store(folder, wait_s=0.05) as store:
            assert len(store.sets("Ada")) == 3, "readers do not wait for a writer"
            with pytest.raises(StoreLocked, match="another process"):
                store.add_session(session("Bea"))
    assert _still_there(folder)


def test_a_full_disk_keeps_nothing_of_the_import_and_all_that_was_there(folder: Path) -> None:
    with open_store(folder) as store:

        def almost_full(raw: sqlite3.Connection, record: object) -> None:
            raw.execute("PRAGMA max_page_count = 60")

        event.listen(store._database.engine, "connect", almost_full)
        store.close()
        with pytest.raises(StoreNotWritable, match="full disk"):
            store.add_reading(reading(*(session("Bea", day, 20) for day in range(50)), name="large"))
    assert _still_there(folder)


def test_a_full_disk_while_signals_are_written_leaves_no_half_file(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with open_store(folder) as store:
        with monkeypatch.context() as patched:
            patched.setattr(signals.os, "fsync", full)
            with pytest.raises(StoreNotWritable, match="full disk"):
                store.add_reading(reading(session("Bea"), recordings=(recording(),), name="raw"))
        assert not [each for each in folder.rglob("*") if each.suffix in {".parquet", signals.TEMPORARY}]
        assert store.add_reading(reading(session("Bea"), recordings=(recording(),), name="raw")).added_count.sets == 3


def test_a_limit_on_the_size_of_files_is_told_as_a_full_disk(folder: Path) -> None:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    with open_store(folder) as store:
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, before[1]))
        try:
            with pytest.raises(StoreNotWritable, match="full disk"):
                store.add_reading(reading(recordings=(recording(1, 60.0),), name="raw"))
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert _still_there(folder)


def test_a_file_in_place_of_the_folder_and_a_folder_in_place_of_the_file_are_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreNotWritable, match="file"):
        open_store(tmp_path / "file" / "below")
    (tmp_path / "data" / "store.sqlite").mkdir(parents=True)
    with pytest.raises(StoreNotWritable, match="a folder in place of the file"):
        open_store(tmp_path / "data")


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write anywhere; run the tests as another user")
def test_a_folder_without_permission_to_write_can_still_be_read(folder: Path) -> None:
    (folder / "store.sqlite").chmod(0o400)
    folder.chmod(0o500)
    try:
        with open_store(folder, read_only=True) as store:
            assert len(store.sets("Ada")) == 3
        with pytest.raises(StoreNotWritable):
            open_store(folder).add_session(session("Bea"))
    finally:
        folder.chmod(0o700)


@pytest.mark.parametrize("content", [b"Date,Weight\n2025-03-10,100\n" * 50, b"\0" * 5000, bytes(range(256)) * 40])
def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "store.sqlite"
    file.write_bytes(content)
    with pytest.raises(StoreCorrupt, match=r"store\.sqlite.*restore the last backup"):
        open_store(tmp_path)
    assert file.read_bytes() == content


def test_another_programs_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "other.db")) as other:
        other.execute("CREATE TABLE photo (id INTEGER)")
        other.commit()
    with pytest.raises(StoreCorrupt, match="another program"):
        open_store(tmp_path / "other.db")
    with closing(sqlite3.connect(tmp_path / "other.db")) as other:
        assert other.execute("SELECT name FROM sqlite_master").fetchall() == [("photo",)]


def test_damage_inside_the_database_is_found_by_check(folder: Path) -> None:
    file = folder / "store.sqlite"
    content = bytearray(file.read_bytes())
    for page in range(2, len(content) // 4096):
        content[page * 4096 : page * 4096 + 64] = b"\xff" * 64
    file.write_bytes(content)
    try:
        with open_store(folder) as store:
            findings = store.check()
            with pytest.raises(StoreCorrupt):
                store.sets("Ada")
    except StoreCorrupt:
        return
    assert "error" in {each.severity for each in findings}
    assert all(each.remedy for each in findings)


def test_a_store_made_by_a_newer_version_is_left_alone(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "store.sqlite")) as raw:
        raw.execute("UPDATE neuraldrive_revision SET version_num = '9999'")
        raw.commit()
    with pytest.raises(StoreError, match=r"newer neuraldrive.*upgrade"):
        open_store(folder)


def test_reading_where_there_is_no_store_makes_none(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="none there"):
        open_store(tmp_path / "nothing", read_only=True)
    assert not (tmp_path / "nothing").exists()


def test_without_the_driver_postgresql_names_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(StoreError, match=r"pip install neuraldrive\[postgres\]"):
        open_store("postgresql://nobody@localhost/none")


def test_a_server_that_does_not_answer_is_named_without_the_password() -> None:
    pytest.importorskip("psycopg", reason="psycopg is not installed")
    with pytest.raises(StoreError, match="Check that the server runs") as caught:
        open_store("postgresql://me:secret@127.0.0.1:1/none")
    assert "127.0.0.1:1/none" in str(caught.value)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    "words", ["mysql://localhost/x", "sqlite://", "http://example.org", "postgresql+asyncpg://h/x"]
)
def test_another_kind_of_database_is_refused(words: str) -> None:
    with pytest.raises(StoreError, match="place of the store"):
        open_store(words)


def test_a_damaged_backup_restores_nothing(folder: Path, tmp_path: Path) -> None:
    with open_store(folder) as store:
        archive = store.backup(tmp_path / "backup.zip")
    content = bytearray(archive.read_bytes())
    content[len(content) // 3] ^= 0xFF
    archive.write_bytes(content)
    with pytest.raises(StoreCorrupt):
        restore(archive, tmp_path / "again")
    (tmp_path / "text.zip").write_text("not a zip")
    with pytest.raises(StoreCorrupt, match="no readable backup"):
        restore(tmp_path / "text.zip", tmp_path / "again")
    with pytest.raises(UnreadableFile, match=r"missing\.zip"):
        restore(tmp_path / "missing.zip", tmp_path / "again")
    assert list((tmp_path / "again").iterdir()) == []


def test_nothing_is_restored_beside_the_log_of_a_store_that_was_moved_away(folder: Path, tmp_path: Path) -> None:
    with open_store(folder) as store:
        archive = store.backup(tmp_path / "backup.zip")
    log = tmp_path / "again" / "store.sqlite-wal"
    log.parent.mkdir()
    log.write_bytes(b"what was written last")
    with pytest.raises(StoreNotWritable, match="log of a store that was moved away"):
        restore(archive, tmp_path / "again")
    assert log.read_bytes() == b"what was written last"
    log.unlink()
    restore(archive, tmp_path / "again")
    assert _still_there(tmp_path / "again")


def test_a_store_whose_file_was_moved_takes_and_tells_nothing_until_it_is_back(folder: Path, tmp_path: Path) -> None:
    file, moved = folder / "store.sqlite", tmp_path / "moved.sqlite"
    with open_store(folder) as store:
        file.rename(moved)
        for asked in (
            store.athletes,
            lambda: store.add_session(session("Bea")),
            lambda: store.backup(tmp_path / "b.zip"),
        ):
            with pytest.raises(StoreError, match="moved, removed or replaced"):
                asked()
        assert not file.exists()
        moved.rename(file)
        store.add_session(session("Bea"))
    assert sorted(each.name for each in open_store(folder).athletes()) == ["Ada", "Bea"]


def _crashed(folder: Path, tmp_path: Path) -> Path:
    """As a served store lies there after a power cut: all that was written since it was opened is in the log."""
    crashed = tmp_path / "crashed"
    crashed.mkdir()
    with open_store(folder) as store:
        store.add_session(session("Bea"))
        for name in ("store.sqlite", "store.sqlite-wal"):
            (crashed / name).write_bytes((folder / name).read_bytes())
    return crashed


@pytest.mark.parametrize("read_only", [False, True])
@pytest.mark.parametrize("in_its_place", [None, b""], ids=["nothing", "an empty file"])
def test_a_log_without_its_store_is_refused_and_left_alone(
    folder: Path, tmp_path: Path, read_only: bool, in_its_place: bytes | None
) -> None:
    here, moved = _crashed(folder, tmp_path), tmp_path / "moved.sqlite"
    file, log = here / "store.sqlite", here / "store.sqlite-wal"
    before = log.read_bytes()
    file.rename(moved)
    if in_its_place is not None:
        file.write_bytes(in_its_place)
    with pytest.raises(StoreError, match=r"a log, store\.sqlite-wal, without its store.*move store\.sqlite-wal away"):
        open_store(here, read_only=read_only)
    assert log.read_bytes() == before
    assert file.exists() == (in_its_place is not None)
    moved.replace(file)
    with open_store(here) as store:
        assert [each.name for each in store.athletes()] == ["Ada", "Bea"]


def test_without_its_log_a_store_is_made_anew_once_the_log_is_moved_away(folder: Path, tmp_path: Path) -> None:
    here = _crashed(folder, tmp_path)
    (here / "store.sqlite").unlink()
    (here / "store.sqlite-wal").rename(tmp_path / "away")
    with open_store(here) as store:
        assert store.athletes() == []


def test_who_moved_the_file_of_an_open_store_is_told_that_its_log_belongs_to_it(folder: Path, tmp_path: Path) -> None:
    with open_store(folder) as store:
        (folder / "store.sqlite").rename(tmp_path / "moved.sqlite")
        with pytest.raises(
            StoreError, match=r"store\.sqlite and store\.sqlite-wal belong together.*end the program first"
        ):
            store.athletes()


@pytest.mark.parametrize("replaced", [False, True])
def test_a_store_whose_log_was_taken_away_says_so_and_keeps_what_it_held_when_it_is_closed(
    folder: Path, tmp_path: Path, replaced: bool
) -> None:
    log = folder / "store.sqlite-wal"
    with open_store(folder) as store:
        store.add_session(session("Bea"))
        log.unlink()
        if replaced:
            (tmp_path / "other").write_bytes(b"")
            (tmp_path / "other").rename(log)
        for asked in (
            store.athletes,
            lambda: store.add_session(session("Cem")),
            lambda: store.backup(tmp_path / "b.zip"),
        ):
            with pytest.raises(StoreError, match=r"its log store\.sqlite-wal moved, removed or replaced"):
                asked()
    with open_store(folder) as store:
        assert [each.name for each in store.athletes()] == ["Ada", "Bea"]


def test_a_store_that_is_closed_and_asked_again_has_a_new_log(folder: Path) -> None:
    with open_store(folder) as store:
        store.add_session(session("Bea"))
        store.close()
        assert not (folder / "store.sqlite-wal").exists()
        store.add_session(session("Cem"))
        assert [each.name for each in store.athletes()] == ["Ada", "Bea", "Cem"]


def test_a_backup_of_a_store_with_a_lost_signal_is_not_made(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "backup.zip").write_bytes(b"the last good one")
    with open_store(folder) as store:
        store.add_reading(reading(recordings=(recording(),), name="raw"))
        next(store.signals_dir.glob("*/*.parquet")).unlink()
        with pytest.raises(StoreCorrupt, match="no such file"):
            store.backup(tmp_path / "backup.zip")
    assert (tmp_path / "backup.zip").read_bytes() == b"the last good one"


def test_a_backup_is_consistent_while_others_write(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied = backup._copy_out
    with open_store(folder) as store, open_store(folder) as other:

        def meanwhile(*words: object) -> None:
            copied(*words)  # type: ignore[arg-type]
            other.add_reading(reading(session("Bea"), recordings=(recording(),), name="late"))

        monkeypatch.setattr(backup, "_copy_out", meanwhile)
        archive = store.backup(tmp_path / "backup.zip")
    restore(archive, tmp_path / "again")
    assert _still_there(tmp_path / "again")
