"""What a user waits for: help, demo, and 10,000 repetitions imported, beside plain csv and sqlite3 in the same run.

Run it with `python benchmarks/everyday.py`. Times are the best of three, on whatever machine this is.
"""

from __future__ import annotations

import csv
import os
import random
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from neuraldrive.store import open_store
from neuraldrive.workflows import bring_in

HEADER = [
    "date",
    "athlete",
    "exercise",
    "set",
    "rep",
    "load (kg)",
    "mean velocity (m/s)",
    "peak velocity (m/s)",
    "rom (m)",
    "rpe",
]


def write_log(path: Path, repetitions: int, seed: int) -> None:
    """A log as a coach keeps it: 20 sets of 5 a day."""
    rng = random.Random(seed)
    rows = []
    for number in range(repetitions):
        day, place = divmod(number, 100)
        date = f"{2020 + day // 336}-{1 + day // 28 % 12:02d}-{1 + day % 28:02d}"
        load, speed = 60 + 2.5 * (place // 5 * 2), rng.uniform(0.3, 0.9)
        rows.append(
            [
                date,
                "Ada",
                "back squat",
                place // 5 + 1,
                place % 5 + 1,
                load,
                f"{speed:.3f}",
                f"{speed * 1.8:.3f}",
                "0.612",
                8,
            ]
        )
    with path.open("w", newline="") as file:
        csv.writer(file).writerows([HEADER, *rows])


def bare_import(path: Path, database: Path) -> int:
    """The least that could be done: rows read and inserted, nothing checked, nothing measured."""
    connection = sqlite3.connect(database)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE repetition (date, athlete, lift, nset, nrep, load, mv, pv, rom, rpe)")
    with path.open(newline="") as file:
        rows = list(csv.reader(file))[1:]
    connection.executemany("INSERT INTO repetition VALUES (?,?,?,?,?,?,?,?,?,?)", rows)
    connection.commit()
    return len(rows)


def best(action: Callable[[], object], times: int = 3) -> float:
    """Seconds of the quickest run."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        action()
        taken.append(time.perf_counter() - start)
    return min(taken)


def command(*words: str, folder: Path) -> None:
    """One run of the command line in a folder of its own."""
    where = {**os.environ, "NEURALDRIVE_DATA_DIR": str(folder)}
    where.pop("PYTHONDONTWRITEBYTECODE", None)
    program = [sys.executable, "-c", "from neuraldrive.cli import main; main()"]
    subprocess.run([*program, *words], env=where, check=True, capture_output=True)


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        command("demo", folder=folder / "warm")
        fresh = iter(range(100))
        rows = [
            ("neuraldrive --help", best(lambda: command("--help", folder=folder))),
            ("python -c pass (opponent)", best(lambda: subprocess.run([sys.executable, "-c", "pass"], check=True))),
            ("demo, first time, caches warm", best(lambda: command("demo", folder=folder / f"d{next(fresh)}"))),
            ("demo, second time", best(lambda: command("demo", folder=folder / "warm"))),
        ]
        for seed in range(4):
            write_log(folder / f"log{seed}.csv", 10_000, seed)
        with open_store(folder / "store") as store:
            bring_in.import_file(store, folder / "log0.csv", bring_in.Said())
            seeds = iter((1, 2, 3))
            ours = best(lambda: bring_in.import_file(store, folder / f"log{next(seeds)}.csv", bring_in.Said()))
        bare = best(lambda: bare_import(folder / "log1.csv", folder / f"bare{next(fresh)}.sqlite"))
        rows += [
            ("10,000 repetitions imported, checked, measured", ours),
            ("csv + sqlite3, unchecked (opponent)", bare),
        ]
        for label, seconds in rows:
            print(f"{label:50} {seconds * 1000:9.0f} ms")
        print(
            f"{'largest memory of this process':50} {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:9.0f} MB"
        )


if __name__ == "__main__":
    main()
