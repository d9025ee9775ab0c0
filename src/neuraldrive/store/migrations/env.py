"""Run by Alembic, from store.migrate, on a connection that already holds the write lock."""

from __future__ import annotations

from alembic import context

from neuraldrive.store import schema


def _run() -> None:
    context.configure(
        connection=context.config.attributes["connection"],
        target_metadata=schema.METADATA,
        version_table=schema.REVISION_TABLE,
    )
    with context.begin_transaction():
        context.run_migrations()


# Alembic loads this file under this name; any other import of it must do nothing.
if __name__ == "env_py":
    _run()
