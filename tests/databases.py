"""A real PostgreSQL for the tests, started and thrown away; and a fresh place for a store on either database."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

_GIVEN = "NEURALDRIVE_TEST_POSTGRES_URL"


class NoPostgres(Exception):
    """Why there is none."""


@contextmanager
def postgres_server(*, durable: bool = False) -> Iterator[str]:
    """The URL of a server's maintenance database: the one in the environment, else a new one of our own."""
    if given := os.environ.get(_GIVEN):
        yield given
        return
    binaries = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl")) or [Path(shutil.which("pg_ctl") or "/nowhere")]
    if not binaries[-1].exists():
        raise NoPostgres(f"no PostgreSQL here: set {_GIVEN}, or install its server")
    home = Path(tempfile.mkdtemp(prefix="nd-pg-", dir="/tmp"))
    run = _as_postgres(home)
    try:
        run(binaries[-1].with_name("initdb"), "-D", home / "data", "-A", "trust", "-U", "postgres", "--no-sync")
        # A socket and no port: nothing can be in its way.
        settings = f"-k {home} -c listen_addresses='' {'' if durable else '-F'}"
        run(binaries[-1], "-D", home / "data", "-o", settings, "-l", home / "log", "-w", "start")
        try:
            yield f"postgresql://postgres@/postgres?host={home}"
        finally:
            run(binaries[-1], "-D", home / "data", "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(home, ignore_errors=True)


@contextmanager
def postgres_database(server: str) -> Iterator[str]:
    """The URL of a new, empty database."""
    import psycopg

    name = f"nd_{uuid.uuid4().hex[:12]}"
    head, _, query = server.partition("?")
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        try:
            yield f"{head.rpartition('/')[0]}/{name}" + (f"?{query}" if query else "")
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """A server; skips where there is none."""
    pytest.importorskip("psycopg", reason="psycopg is not installed")
    try:
        with postgres_server() as url:
            yield url
    except NoPostgres as error:
        pytest.skip(str(error))


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[dict[str, object]]:
    """Arguments for open_store: an empty place, on each of the two databases in turn."""
    if request.param == "sqlite":
        yield {"where": str(tmp_path / "data")}
        return
    with postgres_database(request.getfixturevalue("postgres")) as url:
        yield {"where": url, "signals_dir": str(tmp_path / "signals")}


def _as_postgres(home: Path):  # type: ignore[no-untyped-def]
    prefix: list[str] = []
    if os.geteuid() == 0:
        # The server refuses to run as root.
        shutil.chown(home, "postgres")
        prefix = ["runuser", "-u", "postgres", "--"]

    def run(*words: object) -> None:
        done = subprocess.run([*prefix, *map(str, words)], capture_output=True, text=True, cwd="/", check=False)
        if done.returncode:
            raise NoPostgres(f"PostgreSQL did not start: {done.stderr.strip() or done.stdout.strip()}")

    return run
