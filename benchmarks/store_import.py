"""How long the store takes to add 10,000 repetitions, to commit one set, and to open; on both databases.

python benchmarks/store_import.py
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from databases import NoPostgres, postgres_database, postgres_server
from neuraldrive.store import open_store
from store_examples import measured, reading, recording, session


def _spent(work: object) -> float:
    start = time.perf_counter()
    work()  # type: ignore[operator]
    return time.perf_counter() - start


def run(label: str, where: str, signals_dir: str | None = None) -> None:
    """Prints one database's figures."""
    sessions = [session("Ada", day, sets=20, repetitions=5) for day in range(100)]
    derived = {rep: measured(rep) * 1 for each in sessions for entry in each.sets for rep in entry.repetitions}
    with open_store(where, signals_dir=signals_dir) as store:
        bare = _spent(lambda: store.add_reading(reading(*sessions, name="bare")))
        again = _spent(lambda: store.add_reading(reading(*sessions, name="bare")))
        other = [replace(each, athlete="Bea") for each in sessions]
        full = _spent(lambda: store.add_reading(reading(*other, name="full"), measurements=derived))
        one = [_spent(lambda day=day: store.add_session(session("Cem", day, 1))) for day in range(200)]
        raw = _spent(lambda: store.add_reading(reading(recordings=(recording(1, 600.0),), name="raw")))
        load = _spent(lambda: store.sets("Ada"))
        list_ = _spent(lambda: (store.athletes(), store.sessions()))
        p50, p99 = np.percentile(one, [50, 99]) * 1e3
    opened = _spent(lambda: open_store(where, signals_dir=signals_dir).close())
    print(
        f"{label}: 10,000 repetitions {bare:.2f} s; with 20,000 measurements {full:.2f} s; the same file {again:.3f} s"
    )
    print(
        f"  one set p50 {p50:.2f} ms, p99 {p99:.2f} ms; a 10-min recording {raw * 1e3:.0f} ms; open {opened * 1e3:.0f} ms"
    )
    print(f"  10,000 repetitions read back {load:.2f} s; all athletes and sessions listed {list_ * 1e3:.0f} ms")


def main() -> None:
    """Both databases, with every commit synced to the disk."""
    with tempfile.TemporaryDirectory() as folder:
        run("SQLite", folder)
        code = f"from neuraldrive.store import open_store; open_store({folder!r}).athletes()"
        print(
            f"  a new process that lists the athletes {_spent(lambda: subprocess.run([sys.executable, '-c', code])):.2f} s"
        )
        try:
            with postgres_server(durable=True) as server, postgres_database(server) as url:
                run("PostgreSQL", url, str(Path(folder) / "pg-signals"))
        except NoPostgres as error:
            print(error)


if __name__ == "__main__":
    main()
