"""Athletes whose days are known: one that is slower today, one as usual, one that drifts; for the tests of the desk."""

from __future__ import annotations

from datetime import datetime, timedelta

import numpy as np

from neuraldrive import measure
from neuraldrive.records import Measurement, Repetition, Session, SetEntry
from neuraldrive.store import Store

TODAY = datetime(2026, 11, 23, 18, 0)
LOADS = (70.0, 90.0, 110.0, 120.0)
ONE_RM, SLOWEST, SLOPE = 140.0, 0.30, 1.1


def days(name: str, count: int = 20, *, today: float = 0.0, fall: float = 0.0, rated: bool = True, last: datetime = TODAY,
         lift: str = "back_squat", seed: int = 0) -> list[Session]:  # fmt: skip
    """A session every other day until `last`; `today` m/s off on it, and `fall` m/s a day over the last eight."""
    rng = np.random.default_rng([seed, *name.encode()])
    made = []
    for back in range(count - 1, -1, -1):
        at = last - timedelta(days=2 * back)
        off = rng.normal(0, 0.012) + (today if back == 0 else 0.0) - fall * max(8 - back, 0)
        sets = []
        for number, load in enumerate(LOADS, 1):
            speed = max(SLOWEST + SLOPE * (1 - load / ONE_RM) + off + rng.normal(0, 0.01), 0.1)
            repetitions = [Repetition(number=k + 1, mean_velocity=round(speed - 0.02 * k, 3)) for k in range(3)]
            rpe = 8.0 if rated and number == len(LOADS) else None
            sets.append(SetEntry(lift, load, repetitions, rpe=rpe, number=number, started_at=at + timedelta(minutes=4 * number),
                                 device="linear_encoder"))  # fmt: skip
        made.append(Session(name, sets, at, "linear_encoder"))
    return made


def fill(store: Store) -> None:
    """Slow, Usual, Drift, Unrated, Few (two days) and Away (not for a month)."""
    everybody = [
        *days("Slow", today=-0.15), *days("Usual"), *days("Drift", fall=0.007, seed=2), *days("Unrated", rated=False),
        *days("Few", 2), *days("Away", last=TODAY - timedelta(days=30)),
    ]  # fmt: skip
    for each in everybody:
        store.add_session(each, measure.all_of)


def number_of(store: Store, name: str) -> int:
    """An athlete's id."""
    return next(each.id for each in store.roster() if each.name == name)


def in_the_laboratory(store: Store, name: str) -> None:
    """A day in the laboratory: activation, a fast effort with motor units, the same by stimuli."""
    at = datetime(2026, 11, 12, 9, 0)
    sources = {"device": "grid"}
    store.add_tests(name, at, "vastus_lateralis", [
        Measurement("voluntary_activation", 0.91, "ratio", "1 − superimposed / resting, doublets", (0.87, 0.94)),
        Measurement("discharge_rate", 23.0, "pps", "1 / mean interval", (21.0, 25.0)),
    ], note="maximal", **sources)  # fmt: skip
    store.add_tests(name, at, "vastus_lateralis", [
        Measurement("first_interval_rate", 83.0, "pps", "1 / first interval", (71.0, 95.0)),
        Measurement("doublet_share", 0.11, "ratio", "2 of 18 units", (0.04, 0.24)),
        Measurement("recruitment_interval", 0.061, "s", "unit 1 to unit 18"),
        Measurement("force_after_onset", 0.14, "MVF", "force gained until 50 ms", (0.13, 0.15)),
    ], note="ballistic", **sources)  # fmt: skip
