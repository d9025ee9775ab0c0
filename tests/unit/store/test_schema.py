"""The tables that the migrations make are the tables that the code names."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from neuraldrive import store
from neuraldrive.store import migrate, open_store, schema
from neuraldrive.store.location import DATABASE


def test_the_revision_in_the_code_is_the_last_migration() -> None:
    assert ScriptDirectory(str(migrate._SCRIPTS)).get_current_head() == schema.REVISION


def test_the_migrations_lead_to_the_tables_of_the_code(tmp_path: Path) -> None:
    with open_store(tmp_path) as made, made._database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": schema.REVISION_TABLE})
        assert compare_metadata(context, schema.METADATA) == []


def test_a_store_of_the_first_revision_is_brought_up_to_date_with_its_rows(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / DATABASE}")
    with engine.begin() as connection:
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", str(migrate._SCRIPTS))
        config.set_main_option("path_separator", "os")
        command.upgrade(config, "0001")
        connection.exec_driver_sql("INSERT INTO athlete VALUES (1, 'Ada', 70.0, 0)")
    engine.dispose()
    with open_store(tmp_path) as made:
        assert [each.name for each in made.athletes()] == ["Ada"]
        assert made.save_plan("Ada", "Winter", "mon: back squat 5x2 @ 90%").athlete == "Ada"
        assert made.check() == []


def test_every_commit_waits_for_the_disk_and_readers_do_not_wait_for_writers(tmp_path: Path) -> None:
    with open_store(tmp_path) as made, made._database.reading() as connection:
        settings = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    assert settings == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def test_opening_a_store_that_is_up_to_date_loads_neither_alembic_nor_pyarrow(tmp_path: Path) -> None:
    open_store(tmp_path).close()
    script = (
        "import sys; from neuraldrive.store import open_store; open_store(sys.argv[1]).athletes(); "
        "sys.exit(', '.join({'alembic', 'pyarrow'} & sys.modules.keys()) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", script, str(tmp_path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_two_processes_that_open_a_new_store_at_once_both_can(tmp_path: Path) -> None:
    script = "import sys; from neuraldrive.store import open_store; open_store(sys.argv[1], wait_s=60).athletes()"
    many = [
        subprocess.Popen([sys.executable, "-c", script, str(tmp_path)], stderr=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    messages = [each.communicate(timeout=120)[1] for each in many]
    assert [each.returncode for each in many] == [0, 0, 0], messages


@pytest.mark.parametrize("name", store.__all__)
def test_every_public_name_is_there_with_its_words(name: str) -> None:
    assert getattr(store, name).__doc__
