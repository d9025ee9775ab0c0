"""A store opened at a place, and a backup made a store again."""

from __future__ import annotations

from pathlib import Path

from neuraldrive.store import backup, connect, failures, location, migrate
from neuraldrive.store.face import Store


def open_store(
    where: str | Path | None = None,
    *,
    signals_dir: str | Path | None = None,
    read_only: bool = False,
    wait_s: float = 10.0,
) -> Store:
    """The store at a place, made if there is none; close it, or use it in a `with`.

    Args:
        where: a folder, an SQLite file or a postgresql:// URL; the user's data folder if left out.
        signals_dir: where stores keep raw signals, each in a folder of its own in it; if left out, beside the
            SQLite file, and for PostgreSQL in the user's data folder.
        read_only: change nothing; fails where there is no store.
        wait_s: how long a writer waits for another one.

    Raises:
        StoreError: the driver is missing, the server does not answer, a newer neuraldrive made it, or a log lies there
            without its store.
        StoreCorrupt: not a neuraldrive store, or damaged.
        StoreNotWritable: a read-only or full disk, or a folder or file in the way.
        StoreLocked: another process held it for `wait_s`.

    >>> import tempfile
    >>> from neuraldrive.records import Repetition, Session, SetEntry
    >>> with tempfile.TemporaryDirectory() as folder, open_store(folder) as store:
    ...     entry = SetEntry("back_squat", 140, [Repetition(mean_velocity=0.42)], rpe=8)
    ...     receipt = store.add_session(Session("Ada", [entry]))
    ...     store.athletes()[0].name, store.sets("Ada")[0].entry.rpe
    ('Ada', 8.0)
    """
    with failures.told(str(where)):
        place = location.locate(where, signals_dir)
        database = connect.connect(place, read_only=read_only, wait_s=wait_s)
    try:
        migrate.bring_up_to_date(database)
        return Store(migrate.with_own_folder(database))
    except BaseException:
        database.engine.dispose()
        raise


def restore(archive: str | Path, to: str | Path, *, signals_dir: str | Path | None = None) -> None:
    """What `Store.backup` wrote, into a folder, file or PostgreSQL database that holds no store yet.

    Raises:
        StoreCorrupt: not a backup, or a damaged one.
        StoreNotWritable: there is a store already, or the place cannot be written.
    """
    with failures.told(str(to)):
        backup.restore(Path(archive), location.locate(to, signals_dir))
