"""Brings a database to this version's tables."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from sqlalchemy import Connection, inspect, select, text

from neuraldrive.errors import StoreError
from neuraldrive.store import failures, schema
from neuraldrive.store.connect import Database

_SCRIPTS = Path(__file__).parent / "migrations"


def bring_up_to_date(database: Database) -> None:
    """Makes the tables of a new database, or adds what older ones lack; done at once if nothing is to do.

    Raises:
        StoreError: made by a newer neuraldrive, or to be read only and out of date.
        StoreCorrupt: not a neuraldrive database.
    """
    with database.reading() as connection:
        if revision(connection, database.place) == schema.REVISION:
            return
    if database.read_only:
        raise StoreError(
            "store", found="tables of an older version, or none", needed=f"revision {schema.REVISION}",
            where=database.place, remedy="Open it once to write, which brings it up to date.",
        )  # fmt: skip
    with database.writing() as connection:
        # Another process may have done it while this one waited for its turn.
        if revision(connection, database.place) != schema.REVISION:
            _upgrade(connection, database.place)


def with_own_folder(database: Database) -> Database:
    """The same database, its signals in a folder of its own where others may share the place."""
    if not database.location.shared:
        return database
    with database.reading() as connection:
        own = connection.execute(select(schema.store.c.id)).scalar_one()
    return replace(database, location=replace(database.location, signals=database.location.signals / own, shared=False))


def revision(connection: Connection, place: str) -> str | None:
    """The revision that the tables are at; None where there are none.

    Raises:
        StoreCorrupt: there are tables, but not ours.
    """
    if inspect(connection).has_table(schema.REVISION_TABLE):
        found = connection.execute(text(f"SELECT version_num FROM {schema.REVISION_TABLE}")).scalar()
        return None if found is None else str(found)
    if connection.dialect.name == "sqlite" and inspect(connection).get_table_names():
        raise failures.corrupt(place, "another program's database")
    return None


def _upgrade(connection: Connection, place: str) -> None:
    # Imported here: Alembic takes a second to load, and only a first or an outdated store needs it.
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise StoreError(
            "store", found=f"revision {revision(connection, place)}", needed=f"revision {schema.REVISION} or older",
            where=place, remedy="A newer neuraldrive made this store: update with pip install --upgrade neuraldrive.",
        ) from error  # fmt: skip
