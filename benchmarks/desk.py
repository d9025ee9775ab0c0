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
from starlette.testclient import TestClient

from neuraldrive import measure, monitor
from neuraldrive.records import Reading, Repetition, Session, SetEntry
from neuraldrive.store import Store, open_store
from neuraldrive.web.app import create_app
from neuraldrive.web.house import House
from neuraldrive.workflows import look
from neuraldrive.workflows.places import Place

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
        store.add_reading(
            Reading("made", f"lifter {number}", f"{number:064d}", (), tuple(trained)), None, measure.all_of
        )


def spent_ms(talking: TestClient, path: str) -> float:
    """A page or part, asked for once."""
    start = time.perf_counter()
    answer = talking.get(path)
    taken = 1000 * (time.perf_counter() - start)
    assert answer.status_code == 200, answer.text[:400]
    return taken


def told(name: str, found: list[float]) -> None:
    """One line: the middle and the worst."""
    print(f"{name:<58} {np.median(found):7.0f} ms   at most {max(found):7.0f} ms")


def pages(made: House) -> None:
    """Each page cold (after a change of that athlete), and again."""
    app = create_app(made)
    with TestClient(app, base_url="http://localhost", headers={"Accept": "text/html"}) as talking:
        numbers = [each.id for each in made.store.roster()]
        spent_ms(talking, f"/athletes/{numbers[0]}")  # whatever is compiled or loaded once
        spent_ms(talking, f"/athletes/{numbers[0]}/history?lift=back_squat")
        made.rooms.clear()
        told("team, nothing kept: the page", [spent_ms(talking, "/team")])
        told("team, nothing kept: its list, filled in", [spent_ms(talking, "/team/list")])
        told("team, all kept", [spent_ms(talking, "/team") for _ in range(10)])
        changed = []
        for number in numbers[:10]:
            made.store.correct("athlete", number, "body_mass_kg", 80.0 + len(changed), "weighed")
            changed.append(spent_ms(talking, "/team"))
        told("team, one athlete changed", changed)
        made.rooms.clear()
        told("athlete, nothing kept", [spent_ms(talking, f"/athletes/{each}") for each in numbers[:10]])
        told("athlete, kept", [spent_ms(talking, f"/athletes/{each}") for each in numbers[:10]])
        histories = [f"/athletes/{each}/history?lift=back_squat" for each in numbers[:10]]
        told("half a year's 1RM, nothing kept (fills in later)", [spent_ms(talking, each) for each in histories])
        told("half a year's 1RM, kept", [spent_ms(talking, each) for each in histories])
        told("the same day by the whole past, for comparison", [_whole_ms(made.store, each) for each in numbers[:3]])


def _whole_ms(store: Store, number: int) -> float:
    """Verdict and profile of one lift from all that is stored, as before the weeks that count were read alone."""
    name = look.on_roster(store, number).name
    start = time.perf_counter()
    sets = [look.entry(each) for each in store.sets(name, "back_squat")]
    last = max(each.started_at.date() for each in sets if each.started_at)
    earlier = [each for each in sets if each.started_at and each.started_at.date() < last]
    monitor.change(
        [each for each in sets if each.started_at and each.started_at.date() == last], monitor.baseline(earlier)
    )
    look.profile(store, name, "back_squat")
    return 1000 * (time.perf_counter() - start)


def main(athletes: int = 30, sessions: int = 500) -> None:
    """Prints the figures."""
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder)) as store:
        start = time.perf_counter()
        fill(store, athletes, sessions)
        print(f"{athletes} athletes of {sessions} sessions, brought in in {time.perf_counter() - start:.0f} s")
        pages(House(store, Place(Path(folder), None, "kg"), "demo"))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
