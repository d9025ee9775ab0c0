"""How long the desk's pages take with 30 athletes of 500 sessions each; cold, after a change, and again.

python benchmarks/desk.py [athletes] [sessions]
"""

from __future__ import annotations

import sys
import tempfile
import time
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np

from neuraldrive import measure
from neuraldrive.records import Reading, Repetition, Session, SetEntry
from neuraldrive.store import Store, open_store

LIFTS = {"back_squat": (150.0, 0.30, 1.1), "bench_press": (110.0, 0.17, 1.2), "deadlift": (190.0, 0.15, 0.9)}
SHARES = (0.5, 0.65, 0.75, 0.85, 0.85, 0.85, 0.6, 0.6)
REPETITIONS = 4


def athlete(name: str, sessions: int, last: datetime, seed: int) -> list[Session]:
    """Four sessions a week, eight sets each of three lifts in turn, the work sets rated; strength rises slowly."""
    rng = np.random.default_rng(seed)
    found = []
    for number in range(sessions):
        at = last - timedelta(days=round((sessions - 1 - number) * 7 / 4))
        lift = list(LIFTS)[number % 3]
        one_rm, slowest, slope = LIFTS[lift]
        form = 1.0 + 0.1 * number / sessions + rng.normal(0, 0.015)
        entries = []
        for index, share in enumerate(SHARES, 1):
            load = round(share * one_rm / 2.5) * 2.5
            speed = max(slowest + slope * (1 - load / (one_rm * form)) + rng.normal(0, 0.02), 0.1)
            repetitions = [
                Repetition(number=k + 1, mean_velocity=round(speed * (1 - 0.04 * k), 2)) for k in range(REPETITIONS)
            ]
            rpe = 8.0 if share == 0.85 else None
            entries.append(
                SetEntry(lift, load, repetitions, rpe=rpe, number=index, started_at=at + timedelta(minutes=4 * index),
                         device="linear_encoder")
            )  # fmt: skip
        found.append(Session(name, entries, at, "linear_encoder"))
    return found


def fill(store: Store, athletes: int, sessions: int) -> None:
    """A team whose last day is today."""
    last = datetime.now().replace(hour=10, minute=0, second=0, microsecond=0)
    for number in range(athletes):
        trained = athlete(f"Lifter {number + 1}", sessions, last - timedelta(days=number % 4), number)
        store.add_reading(Reading("made", f"lifter {number}", f"{number:064d}", (), tuple(trained)), None, measure.all_of)


def main(athletes: int = 30, sessions: int = 500) -> None:
    """Prints the figures."""
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder)) as store:
        start = time.perf_counter()
        fill(store, athletes, sessions)
        print(f"{athletes} athletes of {sessions} sessions brought in: {time.perf_counter() - start:.1f} s")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
