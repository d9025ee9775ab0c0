"""Many lifters at many loads at the rate level: what a study of load and velocity would find, and its truth."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from neuraldrive.catalog import Lift, lift_name
from neuraldrive.errors import BadValue
from neuraldrive.kernels import barbell
from neuraldrive.records import Lifter
from neuraldrive.simulate import bar_course, door, lifting
from neuraldrive.simulate.lifting import STEP_S, Lifting, plates
from neuraldrive.simulate.repetition import push

Floats = NDArray[np.float64]

LOADS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
AT_ONCE = 32
"""Lifters that a thread takes together."""


@dataclass(frozen=True, eq=False)
class LoadVelocity:
    """Velocities of n lifters at m loads; NaN where a load was not lifted.

    Args:
        relative_load: (m,) share of each lifter's own 1RM.
        one_rm_kg: (n,).
        mean_velocity, mean_propulsive_velocity, peak_velocity: (n, m) m/s.
    """

    lift: str
    relative_load: Floats
    one_rm_kg: Floats
    mean_velocity: Floats
    mean_propulsive_velocity: Floats
    peak_velocity: Floats

    def __repr__(self) -> str:
        n, m = self.mean_velocity.shape
        return f"LoadVelocity({self.lift}: {n} lifters, 1RM {np.mean(self.one_rm_kg):.0f} kg on average, {m} loads)"


def load_velocity(
    lift: Lift | str, lifters: Sequence[Lifter], relative_loads: Sequence[float] = LOADS, *, workers: int | None = None
) -> LoadVelocity:
    """Rested single repetitions at full intent: of each lifter the 1RM, and velocities at shares of it.

    Args:
        lift: an entry of the catalogue or its name.
        lifters: who; `catalog.lifters(100, seed=1)` draws some.
        relative_loads: shares of each lifter's own 1RM.
        workers: threads; as many as there are cores if not given. The result does not depend on it, nor a lifter's on
            the others.

    Raises:
        BadValue: no lifter, or a load that is no share between 0 and 1.2.

    >>> from neuraldrive import catalog, simulate
    >>> study = simulate.load_velocity("bench_press", catalog.lifters(4, seed=1), (0.5, 0.8))
    >>> study.mean_velocity.shape, bool((study.mean_velocity[:, 0] > study.mean_velocity[:, 1]).all())
    ((4, 2), True)
    """
    people = list(lifters) if isinstance(lifters, Sequence) else []
    if not people or not all(isinstance(each, Lifter) for each in people):
        raise BadValue("lifters", found=f"{lifters!r:.40}", needed="lifters", remedy="catalog.lifters(100, seed=1).")
    if not isinstance(relative_loads, Sequence | np.ndarray) or isinstance(relative_loads, str):
        raise BadValue("relative_loads", found=f"{relative_loads!r:.40}", needed="shares", remedy="(0.5, 0.8), say.")
    loads = [door.number("relative_loads", each, 0.0, 1.2, "times the 1RM") for each in relative_loads]
    if not isinstance(lift, Lift | str):
        raise BadValue("lift", found=f"{lift!r:.40}", needed="a lift", remedy='catalog.lift("bench_press"), say.')
    name = lift_name(lift) if isinstance(lift, str) else lift.name
    parts = [people[k : k + AT_ONCE] for k in range(0, len(people), AT_ONCE)]
    with ThreadPoolExecutor(door.threads(workers)) as pool:
        rows = np.array([row for part in pool.map(lambda each: _rows(name, each, loads), parts) for row in part])
    m = len(loads)
    velocities = rows[:, 1:].reshape(len(people), m, 3)
    return LoadVelocity(name, np.array(loads), rows[:, 0], *(velocities[:, :, k] for k in range(3)))


def _rows(lift: str, people: Sequence[Lifter], loads: Sequence[float]) -> list[list[float]]:
    rows = []
    for each in people:
        who = lifting.lifting(lift, each)
        best = lifting.one_rm(who)
        rows.append([best, *(value for load in loads for value in _velocities(who, load * best))])
    return rows


def _velocities(who: Lifting, kg: float) -> tuple[float, float, float]:
    load = plates(kg)
    done = push(who, load, who.drive(load, 1.0, 1.0), 1.0, released=who.numbers.released)
    if not done.completed:
        return np.nan, np.nan, np.nan
    height, speed = done.height_m[done.begins :], done.speed_mps[done.begins :]
    times_s = bar_course.clock(height.size)
    mean = float(height[-1]) / float(times_s[-1])
    until_s = float(times_s[-1])
    if not who.numbers.released:
        until_s = STEP_S * barbell.propulsive_end(barbell.even_slope(speed, STEP_S), -barbell.GRAVITY_MPS2)
    return mean, barbell.mean_velocity_until(until_s, times_s, height), float(speed.max())
