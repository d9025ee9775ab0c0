"""Simulated athletes for the demonstration, marked so: weeks of training, a day that is not as usual, tests in a laboratory.

Whoever simulates knows the truth, so the pages can be looked at where something is known to have changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

import numpy as np

from neuraldrive import catalog, measure, simulate
from neuraldrive.errors import NotInStore
from neuraldrive.measure.repetitions import NOT_COMPLETED
from neuraldrive.records import Lifter, MotorUnits, NeuralState, Recording, Repetition, Session, SetEntry
from neuraldrive.store import Store
from neuraldrive.workflows import laboratory, planning

WEEKS = 8
RAW_DAYS = 8
"""Of so many last days the traces are kept too."""
MUSCLE = "vastus_lateralis"
TRACKED = 20
"""Motor units that a grid of electrodes tracks of the many that there are."""
DAY_SD = 0.012
"""Of strength from day to day: about 0.02 m/s of bar speed, as in people."""
_WORK = {
    "maximal": ((0.50, 3), (0.70, 3), (0.85, 2), (0.85, 2), (0.85, 2)),
    "dynamic": ((0.55, 3),) * 8,
}
_REST_S = {"maximal": 240.0, "dynamic": 120.0}
_LINES = {
    "maximal": (
        "warm-up {lift} 1x3 @ 50%, 1x3 @ 70%",
        "max effort {lift} 3x2 @ 85%, as fast as possible, rest 4min, until 2 in reserve",
    ),
    "dynamic": ("dynamic effort {lift} 8x3 @ 55%, as fast as possible, rest 2min, until set mean falls 10%",),
}
"""What was planned is what is lifted."""
PLANNED_BACK, PLANNED_WEEKS = 3, 8
"""The plan holds so many weeks, of which so many are over."""


@dataclass(frozen=True)
class Simulated:
    """Somebody who does not exist: body, nervous system, lift, what training brings, and what is different today.

    `gain` is of strength, a week; `today` multiplies it on the last day; `fades` is lost a day over the last three weeks.
    """

    name: str
    population: str
    lift: str = "back_squat"
    body_mass_kg: float = 75.0
    strength: float = 1.0
    gain: float = 0.004
    today: float = 1.0
    fades: float = 0.0
    phase: int = 0
    tested: bool = False
    unrated: bool = False

    @property
    def seed(self) -> int:
        """Of all that is chance about them."""
        return sum(self.name.encode()) * 7919


TEAM = (
    Simulated("Simulated A, untrained", "untrained", strength=0.95, gain=0.002, tested=True),
    Simulated("Simulated B, strength-trained", "strength_trained", "back_squat", 92.0, 1.30, today=0.90, tested=True),
    Simulated("Simulated C, explosive-trained", "explosive_trained", "back_squat", 78.0, 1.15, phase=1, tested=True),
    Simulated("Simulated D, older", "older", "bench_press", 71.0, 0.85, 0.002, phase=1, unrated=True),
    Simulated("Simulated E, strength-trained", "strength_trained", "bench_press", 88.0, 1.20, fades=0.006),
    Simulated("Simulated F, strength-trained", "strength_trained", "bench_press", 83.0, 1.10, today=1.08, phase=1),
)  # fmt: skip


def fill(store: Store, on: date | None = None) -> None:
    """Everybody's training until a day (today if not given), where it is not there yet."""
    for _ in fill_one_by_one(store, on):
        pass


def fill_one_by_one(store: Store, on: date | None = None) -> Iterator[int]:
    """The same; tells how many people are done, before the first and after each."""
    yield 0
    for number, each in enumerate(TEAM, 1):
        _train(store, each, on or date.today())
        yield number


def _train(store: Store, who: Simulated, on: date) -> None:
    last = _last_day(store, who.name)
    days = [day for day in _days(who, on) if last is None or day > last]
    for day in days:
        session = _session(who, day, on, keeps_raw=last is None and (day == days[0] or on - day < timedelta(RAW_DAYS)))
        store.add_session(session, measure.all_of)
        if who.tested and last is None and day == days[0]:
            _test(store, who, day + timedelta(days=1))
    if last is None:
        store.correct("athlete", _id(store, who.name), "body_mass_kg", who.body_mass_kg, "simulated")
        planning.keep(store, who.name, _plan(who, on))


def _days(who: Simulated, on: date) -> Iterator[date]:
    """Every other day, half of the team on one and half on the next; so somebody trained today whatever day it is."""
    for back in range(7 * WEEKS, -1, -1):
        day = on - timedelta(days=back)
        if _trains(who, day, on):
            yield day


def _plan(who: Simulated, on: date) -> str:
    """The sentences of the weeks around a day: they train on the days on which they are simulated."""
    monday = on - timedelta(days=on.weekday() + 7 * PLANNED_BACK)
    written = ['plan "Winter"', f"starts {monday}"]
    for week in range(PLANNED_WEEKS):
        written.append(f"week {week + 1}:")
        for day in (monday + timedelta(days=7 * week + number) for number in range(7)):
            if _trains(who, day, on):
                lines = (each.format(lift=who.lift.replace("_", " ")) for each in _LINES[_method(day)])
                written += [f"  {day:%a}:".lower(), *(f"    {each}" for each in lines)]
    return "\n".join(written) + "\n"


def _trains(who: Simulated, day: date, on: date) -> bool:
    return (on.toordinal() - day.toordinal()) % 2 == who.phase % 2


def _method(day: date) -> str:
    return "maximal" if day.toordinal() % 4 < 2 else "dynamic"


def _session(who: Simulated, day: date, on: date, *, keeps_raw: bool) -> Session:
    method = _method(day)
    one_rm_kg, lifter = _usual(who)
    chance = np.random.default_rng([who.seed, day.toordinal()])
    today = replace(lifter, strength=lifter.strength * _form(who, day, on) * float(np.exp(DAY_SD * chance.normal())))
    sets = [(_plates(share * one_rm_kg), count) for share, count in _WORK[method]]
    recordings = simulate.session(
        who.lift, sets, rest_s=_REST_S[method], lifter=today, discharges=False, seed=int(chance.integers(1 << 31))
    )
    begun = datetime.combine(day, time(7, 30), UTC)
    entries = [
        _entry(who, simulate.seen_by(each, "linear_encoder", seed=number), number, begun, keeps_raw)
        for number, each in enumerate(recordings, 1)
    ]
    return Session(who.name, tuple(entries), started_at=begun, device="linear_encoder")


def _entry(who: Simulated, seen: Recording, number: int, begun: datetime, keeps_raw: bool) -> SetEntry:
    repetitions = tuple(measure.repetitions(seen))
    rpe, at_most = _rating(who, seen.load_kg or 0.0, repetitions)
    rated = number > 2 and not (who.unrated and number == 5)
    if not keeps_raw:
        repetitions = tuple(map(_logged, repetitions))
    return SetEntry(
        who.lift, seen.load_kg, repetitions, rpe if rated else None, None, at_most and rated, number,
        begun + timedelta(minutes=4 * number), "linear_encoder", recording=seen if keeps_raw else None,
    )  # fmt: skip


def _logged(repetition: Repetition) -> Repetition:
    """As a log without traces has it; of one that failed there is no speed."""
    speed = round(measure.mean_velocity(repetition).value, 2)
    return replace(repetition, rise=None, mean_velocity=speed if speed > 0.0 else None)


def _form(who: Simulated, day: date, on: date) -> float:
    """Strength on a day, against the first."""
    back = (on - day).days
    faded = max(21 - back, 0) * who.fades
    grown = (1.0 + who.gain) ** ((7 * WEEKS - back) / 7.0)
    return float(grown) * (1.0 - faded) * (who.today if back == who.phase % 2 else 1.0)


@lru_cache(maxsize=32)
def _usual(who: Simulated) -> tuple[float, Lifter]:
    pool = _pool(who.lift)
    state = catalog.population(who.population).sample(1, seed=who.seed, muscle=pool)[0]
    lifter = Lifter(who.name, who.body_mass_kg, who.strength, state=state)
    return simulate.one_rm_kg(who.lift, lifter=lifter), lifter


def _pool(lift: str) -> str:
    """The muscle whose pool stands for those of a lift."""
    mechanics = catalog.lift(lift).mechanics
    return str(mechanics.pool) if mechanics is not None else MUSCLE


@lru_cache(maxsize=1024)
def _most(who: Simulated, load_kg: float) -> int:
    """Repetitions of a load until one fails, on a usual day."""
    failed = simulate.lift_set(who.lift, load_kg, "failure", lifter=_usual(who)[1], discharges=False, scatter=False)
    return len(failed.truth.repetitions) - 1


def _rating(who: Simulated, load_kg: float, repetitions: Sequence[Repetition]) -> tuple[float, bool]:
    """RPE of a set, as somebody says it who feels what is left; and whether it is "at most". Nothing is left where one failed."""
    if any((each.excluded or "").startswith(NOT_COMPLETED) for each in repetitions):
        return 10.0, False
    left = _most(who, load_kg) - len(repetitions)
    return (5.5, True) if left > 4 else (10.0 - max(left, 0), False)


def _test(store: Store, who: Simulated, day: date) -> None:
    """A day in the laboratory: maximal efforts with doublets, efforts as fast as possible, a ramp; a grid tracks some units."""
    muscle, pair = catalog.muscle(MUSCLE, units=120), simulate.stimulus(2, 100.0, at_s=2.0)
    state: NeuralState = catalog.population(who.population).sample(1, seed=who.seed, muscle=MUSCLE)[0]
    rest = simulate.evoked(muscle, pair, state=state, potentiated=True)
    efforts = (
        simulate.contraction(muscle, simulate.maximal(hold_s=3), state=state, seed=1, stimulate=pair, potentiated=True),
        simulate.contraction(muscle, simulate.ballistic(to=1.0), state=state, seed=2),
        simulate.contraction(muscle, simulate.ramp(to=0.8, rise_s=4, hold_s=2, fall_s=4), state=state, seed=3),
    )
    at = datetime.combine(day, time(9, 0), UTC)
    laboratory.keep_recordings(
        store,
        who.name,
        at,
        MUSCLE,
        [_tracked(each, who.seed) for each in efforts],
        resting=rest,
        device="simulated grid",
    )


def _tracked(effort: Recording, seed: int) -> Recording:
    """With those units alone that a grid tracks, spread over the pool."""
    assert effort.motor_units is not None
    trains = effort.motor_units.discharge_times_s
    chosen = np.sort(np.random.default_rng(seed).choice(len(trains), TRACKED, replace=False))
    return replace(effort, motor_units=MotorUnits([trains[each] for each in chosen]))


def _plates(load_kg: float) -> float:
    return max(round(load_kg / 2.5) * 2.5, 20.0)


def _id(store: Store, name: str) -> int:
    return next(each.id for each in store.athletes() if each.name == name)


def _last_day(store: Store, name: str) -> date | None:
    """The last day of an athlete, None where there is nobody of that name."""
    try:
        latest = store.sessions(name, limit=1)
    except NotInStore:
        return None
    return latest[0].started_at.date() if latest and latest[0].started_at is not None else None
