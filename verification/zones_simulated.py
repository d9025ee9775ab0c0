"""Zones of the three methods by simulation, for each grade of sensor: what can be told, false alarms and detections.

Reference: section 3 of the monitor model, row by row. A session is v = level of the set (falling in a line to its last set) +
scatter of the set + scatter of the repetition, all normal, and what the sensor adds to both. "Fires" is at least once in the
session. Two of its columns were simulated with few sessions, so rows agree if they are within 3 points (0.005 m/s for what can
be told). Last, the product's own rule (`monitor.LiveSet`) is held against the same statistic, session by session.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from neuraldrive import catalog, monitor
from neuraldrive.records import Load, Prescription, Repetition, SetEntry, Sets, Span

Floats = NDArray[np.float64]
Fired = NDArray[np.bool_]

REPETITION, SET, DAY, PROFILE = 0.026, 0.024, 0.026, 0.020
ONE_SIDED_95 = 1.645
SENSORS = {
    "encoder": "",
    "bar IMU": "bar_imu",
    "bar watch": "watch_on_bar",
    "wrist": "wrist_watch",
    "video": "phone_video",
}
SESSIONS = 20_000
POINTS, METRES = 3.0, 0.005


class Session(NamedTuple):
    """A method's session: sets of so many repetitions at a speed, scatter of repetitions and sets, first sets that count."""

    sets: int
    repetitions: int
    speed: float
    repetition_sd: float
    set_sd: float
    first: int


DYNAMIC = Session(10, 3, 0.9, 0.033, 0.024, 3)
BALLISTIC = Session(5, 3, 2.0, 0.05, 0.035, 2)


def error(sensor: str, quantity: str = "mean") -> tuple[float, float]:
    """What a sensor adds: to a set and to a repetition. Scatter was measured by encoder, so that adds nothing more."""
    if not sensor:
        return 0.0, 0.0
    entry = catalog.sensor(sensor)
    return entry["mean_velocity_offset_sd"], entry[f"{quantity}_velocity_noise_sd"]


def told_from(sensor: str) -> tuple[float, ...]:
    """Smallest change that can be told, one-sided 95 %, m/s, in the order of TOLD."""
    offset, noise = error(sensor)
    one, of_set = REPETITION**2 + noise**2, SET**2 + offset**2
    whole = of_set + one / 3
    variances = (
        one + of_set + DAY**2 + PROFILE**2, one + of_set + PROFILE**2, one / 2 + of_set + DAY**2 + PROFILE**2, 2 * one,
        2 * whole, whole * 4 / 3,
    )  # fmt: skip
    return tuple(ONE_SIDED_95 * float(np.sqrt(each)) for each in variances)


def drawn(rng: np.random.Generator, session: Session, added: tuple[float, float], fall: float, count: int) -> Floats:
    """Velocities (count, sets, repetitions)."""
    level = session.speed * (1.0 - fall * np.arange(session.sets) / (session.sets - 1))
    of_set = rng.normal(0.0, np.hypot(session.set_sd, added[0]), (count, session.sets, 1))
    shape = (count, session.sets, session.repetitions)
    return np.asarray(level[:, None] + of_set + rng.normal(0.0, np.hypot(session.repetition_sd, added[1]), shape))


def any_of_set(speed: Floats, limit: float, first: int) -> Fired:
    return np.asarray((speed < (1 - limit) * np.maximum.accumulate(speed, axis=2)).any(axis=(1, 2)))


def any_of_session(speed: Floats, limit: float, first: int) -> Fired:
    flat = speed.reshape(len(speed), -1)
    return np.asarray((flat < (1 - limit) * np.maximum.accumulate(flat, axis=1)).any(axis=1))


def mean_against_best(speed: Floats, limit: float, first: int) -> Fired:
    mean = speed.mean(axis=2)
    return np.asarray((mean < (1 - limit) * np.maximum.accumulate(mean, axis=1)).any(axis=1))


def beyond(values: Floats, limit: float, first: int) -> Fired:
    """Whether each set after the first ones (count, sets - first) lies beyond the limit."""
    return np.asarray(values[:, first:] < (1 - limit) * values[:, :first].mean(axis=1, keepdims=True))


def mean_against_first(speed: Floats, limit: float, first: int) -> Fired:
    return np.asarray(beyond(speed.mean(axis=2), limit, first).any(axis=1))


def best_against_first(speed: Floats, limit: float, first: int) -> Fired:
    return np.asarray(beyond(speed.max(axis=2), limit, first).any(axis=1))


def two_against_first(speed: Floats, limit: float, first: int) -> Fired:
    mean = speed.mean(axis=2)
    floor = (1 - limit) * mean[:, :first].mean(axis=1, keepdims=True)
    return np.asarray((0.5 * (mean[:, first:-1] + mean[:, first + 1 :]) < floor).any(axis=1))


def two_running(speed: Floats, limit: float, first: int) -> Fired:
    below = beyond(speed.mean(axis=2), limit, first)
    return np.asarray((below[:, :-1] & below[:, 1:]).any(axis=1))


TOLD = {
    "first repetition against the profile": (0.079, 0.108, 0.144, 0.161, 0.188),
    "the same, day known from warm-up": (0.067, 0.099, 0.137, 0.155, 0.183),
    "two repetitions against the profile": (0.073, 0.093, 0.112, 0.130, 0.157),
    "drop between two repetitions": (0.060, 0.111, 0.180, 0.189, 0.207),
    "mean of 3 against another set": (0.066, 0.097, 0.118, 0.148, 0.190),
    "mean of 3 against the first three sets": (0.054, 0.079, 0.096, 0.121, 0.155),
}
CELLS = (("encoder", 0.0), ("encoder", 0.10), ("encoder", 0.15), ("encoder", 0.20), ("bar IMU", 0.0), ("bar IMU", 0.15),
         ("wrist", 0.0), ("wrist", 0.15), ("video", 0.0), ("video", 0.15))  # fmt: skip
Statistic = Callable[[Floats, float, int], Fired]
DYNAMIC_ROWS: dict[str, tuple[Statistic, tuple[float, ...]]] = {
    "any repetition, best of its set": (any_of_set, (46, 54, 59, 63, 93, 96, 100, 100, 100, 100)),
    "any repetition, best of session": (any_of_session, (99, 100, 100, 100, 100, 100, 100, 100, 100, 100)),
    "set mean, best set mean": (mean_against_best, (32, 92, 100, 100, 73, 100, 96, 100, 98, 100)),
    "set mean, first three sets": (mean_against_first, (3, 66, 96, 100, 18, 95, 47, 94, 61, 95)),
    "mean of two sets, first three": (two_against_first, (0.2, 39, 88, 99, 4, 85, 20, 84, 33, 83)),
    "two sets running": (two_running, (0.1, 20, 68, 96, 1, 64, 9, 63, 17, 63)),
}
BALLISTIC_ROWS: tuple[tuple[str, Statistic, float, str, dict[float, float]], ...] = (
    ("set mean, first two sets", mean_against_first, 0.05, "encoder", {0.0: 10, 0.10: 96, 0.15: 100}),
    ("set mean, first two sets", mean_against_first, 0.10, "encoder", {0.0: 0, 0.10: 38, 0.15: 92}),
    ("any repetition, best of session", any_of_session, 0.05, "encoder", {0.0: 97}),
    ("any repetition, best of session", any_of_session, 0.10, "encoder", {0.0: 28}),
    ("best of set, first two sets", best_against_first, 0.05, "encoder", {0.0: 13, 0.10: 95, 0.15: 100}),
    ("set mean, first two sets", mean_against_first, 0.05, "bar IMU", {0.0: 21, 0.10: 93, 0.15: 100}),
)


def dynamic_share(
    statistic: Statistic, sensor: str, fall: float, rng: np.random.Generator, count: int = SESSIONS
) -> float:
    """Per cent of dynamic sessions in which the statistic fires at a loss of 10 %."""
    speed = drawn(rng, DYNAMIC, error(SENSORS[sensor]), fall, count)
    return 100.0 * float(statistic(speed, 0.10, DYNAMIC.first).mean())


def ballistic_share(statistic: Statistic, limit: float, sensor: str, fall: float, rng: np.random.Generator) -> float:
    """Per cent of ballistic sessions in which the statistic fires."""
    speed = drawn(rng, BALLISTIC, error(SENSORS[sensor], "peak"), fall, SESSIONS)
    return 100.0 * float(statistic(speed, limit, BALLISTIC.first).mean())


def product_fires(speed: Floats, sensor: str, method: str) -> bool:
    """Whether the product's rule ends the session of (sets, repetitions), or would but for the sensor's grade."""
    quantity = "peak_velocity" if method == "ballistic" else "mean_velocity"
    count, each = speed.shape
    work = Prescription(("bench_press",), (Sets(Span(count), Span(each), Load(Span(0.55))),), method=method)
    done: list[SetEntry] = []
    for number, row in enumerate(speed, 1):
        live = monitor.LiveSet(work, sensor=sensor, session=done)
        made = [Repetition(i, 60.0, **{quantity: float(value)}) for i, value in enumerate(row, 1)]
        verdict = [live.add(repetition) for repetition in made][-1]
        if verdict.ends == "session" or verdict.advice:
            return True
        done.append(SetEntry("bench_press", 60.0, tuple(made), number=number))
    return False


def fallen(fall: float) -> str:
    return f"-{100 * fall:.0f} %" if fall else "none"


def print_told() -> int:
    print("smallest change that can be told, m/s (reference), one-sided 95 %")
    worst = 0
    columns = np.array([told_from(name) for name in SENSORS.values()]).T
    for (label, reference), found in zip(TOLD.items(), columns, strict=True):
        off = [abs(a - b) > METRES for a, b in zip(found, reference, strict=True)]
        worst += sum(off)
        cells = "  ".join(
            f"{a:.3f} ({b:.3f}){'*' if far else ' '}" for a, b, far in zip(found, reference, off, strict=True)
        )
        print(f"  {label:<40}{cells}")
    print(f"  {'':<40}{'  '.join(f'{name:<15}' for name in SENSORS)}")
    print(
        "  * the catalogue gives a watch on the bar an offset of 0.02 m/s between sets, the reference none: one set tells none"
    )
    return worst


def print_dynamic(rng: np.random.Generator) -> int:
    print(f"\ndynamic effort, 10 sets of 3 at 0.9 m/s, loss of 10 %: % of {SESSIONS} sessions (reference)")
    print(f"  {'':<34}" + "  ".join(f"{sensor} {fallen(fall)}".rjust(12) for sensor, fall in CELLS))
    far = 0
    for label, (statistic, reference) in DYNAMIC_ROWS.items():
        found = [dynamic_share(statistic, sensor, fall, rng) for sensor, fall in CELLS]
        off = [abs(a - b) > POINTS for a, b in zip(found, reference, strict=True)]
        far += sum(off)
        cells = (
            f"{a:.1f} ({b:g}){'*' if no else ''}".rjust(12) for a, b, no in zip(found, reference, off, strict=True)
        )
        print(f"  {label:<34}" + "  ".join(cells))
    return far


def print_ballistic(rng: np.random.Generator) -> int:
    print("\nballistic, 5 sets of 3 at a peak of 2.0 m/s: % of sessions (reference)")
    far = 0
    for label, statistic, limit, sensor, reference in BALLISTIC_ROWS:
        found = {fall: ballistic_share(statistic, limit, sensor, fall, rng) for fall in reference}
        off = sum(abs(found[fall] - reference[fall]) > POINTS for fall in reference)
        far += off
        cells = "  ".join(f"{fallen(fall)}: {found[fall]:.1f} ({reference[fall]:g})" for fall in reference)
        print(f"  {label:<34}{100 * limit:.0f} %  {sensor:<9}{cells}{' *' if off else ''}")
    return far


def print_product(rng: np.random.Generator, count: int = 200) -> int:
    print("\nthe product's own rule against the statistic of its method, session by session")
    cases = (("dynamic_effort", DYNAMIC, 0.10, "linear_encoder", mean_against_first),
             ("ballistic", BALLISTIC, 0.05, "linear_encoder", mean_against_first))  # fmt: skip
    other = 0
    for method, session, limit, sensor, statistic in cases:
        for fall in (0.0, 0.15):
            speed = drawn(rng, session, (0.0, 0.0), fall, count)
            same = statistic(speed, limit, session.first) == [product_fires(each, sensor, method) for each in speed]
            other += count - int(same.sum())
            print(f"  {method}, fall of {100 * fall:.0f} %: the same in {int(same.sum())} of {count} sessions")
    return other


def main() -> int:
    rng = np.random.default_rng(3)
    told, far = print_told(), print_dynamic(rng) + print_ballistic(rng)
    other = print_product(rng)
    cells = len(DYNAMIC_ROWS) * len(CELLS) + sum(len(row[4]) for row in BALLISTIC_ROWS)
    print(
        f"\nwithin {POINTS:g} points: {cells - far} of {cells} cells; what can be told beyond {METRES} m/s: {told} cells"
    )
    return int(far > 0 or other > 0)


if __name__ == "__main__":
    sys.exit(main())
