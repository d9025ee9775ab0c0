"""A pool that is driven to lift: how its force is expected to rise and fall, and how it does in one repetition."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from neuraldrive.catalog import Muscle
from neuraldrive.kernels import chance
from neuraldrive.kernels.pool_force import Clock, Mark, Spikes, marked_force
from neuraldrive.kernels.trains import joined, trains
from neuraldrive.records import NeuralState
from neuraldrive.simulate.efforts import Effort
from neuraldrive.simulate.excitation import COARSE_S, excite
from neuraldrive.simulate.pool import Pool, pool

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

RISE_S, FALL_S = 0.7, 0.7
SETTLED_S = 0.4
"""After the last unit has come in and bursts are over, until the force is what it will be, with the plateau."""
PLATEAU = 250
"""Last milliseconds of the rise, over which the maximal voluntary force is the mean."""
RUNS = 4
"""Efforts whose mean is the expected one: within 1 % of the mean of many."""
PUSHING = 1.0
"""Share of the sustained drive that is there at once: a push goes on against the load, where a brief isometric effort
(whose share is the state's) has done its work in its first burst."""
ANTAGONIST_DRIVE_S, ANTAGONIST_RISE_S = 0.040, 0.080
"""Rise of the antagonists' force, two stages: the isometric one (21 % at 50 ms, 51 % at 100 ms)."""


class Expected(NamedTuple):
    """A pool's force in a maximal effort from rest: `rise` as a share of the maximal voluntary force at 0, 1, 2 … ms of
    drive, its last value held; `fall` once the drive goes off, as a share of what was there; and that maximal
    voluntary force as a share of the tetanic one: as the units give it, a little less than in closed form.
    """

    rise: Floats
    fall: Floats
    maximal_voluntary_force: float


class Discharged(NamedTuple):
    """Discharges of a pool, unit after unit (total,) s, where each unit's begin (n + 1,), and its force at 0, 1, 2 … ms
    as a share of the rested tetanus; and where that can go on from if the pool falls silent later.
    """

    times_s: Floats
    starts: Integers
    force: Floats
    mark: Mark | None = None


@lru_cache(maxsize=20_000)
def expected(muscle: Muscle, state: NeuralState) -> Expected:
    """The rate level of a lift: the mean of a few maximal efforts."""
    settles_s = SETTLED_S + 1.3 * state.recruitment_time_s + 4.0 * state.burst_decay_s
    rise_s = max(RISE_S, math.ceil(10.0 * settles_s) / 10.0)
    made, every = pool(muscle, state), rise_s + FALL_S
    bursts = tuple((run * every, run * every + rise_s, 1.0) for run in range(RUNS))
    effort = Effort("lift", np.array([0.0, RUNS * every]), np.zeros(2), tracks=False, bursts=bursts)
    steps, off = round(every * 1000.0), round(rise_s * 1000.0)
    force = discharge(made, state, effort, np.uint64(0)).force[: RUNS * steps].reshape(RUNS, steps).mean(0)
    most = float(force[off - PLATEAU : off].mean())
    return Expected(np.append(force[:off] / most, 1.0), force[off:] / force[off], most)


def discharge(made: Pool, state: NeuralState, effort: Effort, key: np.uint64, *, mark_s: float = 0.0) -> Discharged:
    """One effort of a rested pool, at 1 kHz. What a pool loses over repetitions is not its own affair: see `capacity`.

    If the pool is silenced after `mark_s`, its force is computed from there.
    """
    drive = excite(made, effort, replace(state, sustained_start=PUSHING), key, tires=False)
    times_s, starts = trains(made.units, drive.shared, drive.bursts, np.zeros((0, 2)), key)
    return _forced(made, times_s, starts, drive.duration_s, mark_s=mark_s)


def silenced(made: Pool, pool: Discharged, off_s: float, ends_s: float) -> Discharged:
    """The same discharges until the drive goes off, none after it, and the force of that until `ends_s`."""
    times_s, starts = joined([(pool.times_s, pool.starts, 0.0, off_s)])
    mark = pool.mark if pool.mark is not None and pool.mark.step <= min(off_s, ends_s) * 1000.0 else None
    return _forced(made, times_s, starts, ends_s, known=(pool.force, mark) if mark is not None else None)


def _forced(
    made: Pool, times_s: Floats, starts: Integers, ends_s: float, *, mark_s: float = 0.0,
    known: tuple[Floats, Mark] | None = None,
) -> Discharged:  # fmt: skip
    delay_s = made.muscle["electromechanical_delay_s"]
    clock = Clock(round(ends_s * 1000.0) + 1, 0.001, COARSE_S)
    spikes = Spikes(times_s, starts, np.zeros(0), delay_s, delay_s)
    still = np.ones((1, starts.size - 1))
    mark_at = min(int(mark_s * 1000.0), clock.n_steps)
    return Discharged(
        times_s, starts, *marked_force(made.units, spikes, clock, still, 1.0, mark_at=mark_at, known=known)
    )


def first_key(seed: int) -> np.uint64:
    """The key of a seed, as `contraction` draws it."""
    return chance.draw_key(np.random.default_rng(seed))


@lru_cache(maxsize=1)
def antagonists() -> Floats:
    """Rise of the antagonists' force after the drive goes off, 0 to 1, at 0, 1, 2 … ms."""
    t = np.arange(1500) * 0.001
    a, b = ANTAGONIST_DRIVE_S, ANTAGONIST_RISE_S
    return np.asarray(1.0 - (a * np.exp(-t / a) - b * np.exp(-t / b)) / (a - b))
