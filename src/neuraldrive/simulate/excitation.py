"""From an effort to what goes into the pool: excitation over time, the schedule of bursts, and what it costs the units."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from neuraldrive.kernels import chance, courses, fatigability, recruitment
from neuraldrive.kernels.activation import REFRACTORY_S
from neuraldrive.kernels.trains import FADED, Bursts, Drive
from neuraldrive.records import NeuralState
from neuraldrive.simulate.efforts import Effort
from neuraldrive.simulate.pool import Pool

Floats = NDArray[np.float64]

DRIVE_HZ = 200.0
"""Steps of the drive: its noise lies below 2.5 Hz, its corners are joined by straight lines."""
BURST_DRIVE_HZ = 1000.0
COARSE_S = 0.5
"""Steps in which units tire; twice that where an effort lasts until failure."""
LARGEST_EXCITATION = 1.05
"""Noise may carry a maximal drive a little beyond full excitation."""
FAINTEST = 1e-4
"""Level below which no drive can be told from none: one unit gives more."""
JUST = 1e-6
"""Before a burst: what is held then, s."""
DOUBLET_SPREAD = 0.3
LONGEST_DOUBLET_S = 0.005
"""Van Cutsem 1998."""
UNITS_AT_MOST = 100_000
SHARED, ADDED, INITIAL, ONSET, INTERVAL, DOUBLET = (UNITS_AT_MOST * k for k in range(1, 7))
BURST_STREAMS = 3 * UNITS_AT_MOST
"""Streams of chance beside those of the intervals, which are numbered as the units are; each burst has three."""


@dataclass(frozen=True, eq=False)
class Excitation:
    """What the kernels need of an effort, and what the truth tells of it.

    `capacity` (c, n) is at steps of the drive's `coarse_s`.
    """

    shared: Drive
    bursts: Bursts
    duration_s: float
    capacity: Floats
    failed_at_s: float | None
    flags: tuple[str, ...]


class _Course(NamedTuple):
    """Excitation as a function of time, what the effort does to the units at steps of `coarse_s`, and when it fails."""

    excitation_at: Callable[[Floats], Floats]
    capacity: Floats
    rate_share: Floats
    coarse_s: float
    failed_at_s: float | None


def excite(made: Pool, effort: Effort, state: NeuralState, key: np.uint64, *, tires: bool) -> Excitation:
    """The excitation of a pool for an effort, by one person."""
    course = (_tiring if tires else _rested)(made, effort, state)
    ends = effort.duration_s
    if effort.until_failure and course.failed_at_s is not None:
        ends = min(course.failed_at_s + course.coarse_s, ends)
    hz = BURST_DRIVE_HZ if effort.bursts else DRIVE_HZ
    times_s = np.arange(math.ceil(ends * hz - 1e-9) + 1) / hz
    steps = [slice(*times_s.searchsorted((start, end))) for start, end, _ in effort.bursts]
    excitation = _between_bursts(course, times_s, steps)
    starts, levels = (np.array([each[k] for each in effort.bursts], dtype=np.float64) for k in (0, 2))
    held = np.where(starts > 0.0, course.excitation_at(starts - JUST), 0.0)
    tops = made.excitation_for(levels * state.ceiling)
    for inside, start, top, already in zip(steps, starts, tops, held, strict=True):
        rise = 1.0
        if state.sustained_start < 1.0:
            rise -= (1.0 - state.sustained_start) * np.exp(-(times_s[inside] - start) / state.sustained_rise_s)
        excitation[inside] = already + (top - already) * rise
    bursts = _bursts(made, effort, state, key, course, held, tops)
    shared = Drive(
        _noisy(excitation, hz, made, state, key), hz, made.muscle["interval_cv"],
        made.muscle["interval_cv_at_threshold"], made.muscle["interval_cv_width"], state.inward_current,
        course.rate_share, course.coarse_s,
    )  # fmt: skip
    flags = tuple(_doubts(made, effort, course.failed_at_s))
    return Excitation(shared, bursts, ends, course.capacity, course.failed_at_s, flags)


def _between_bursts(course: _Course, times_s: Floats, bursts: list[slice]) -> Floats:
    """The excitation at each time that is in no burst; 0 in those."""
    excitation = np.zeros(times_s.size)
    first = 0
    for last, after in [*((each.start, each.stop) for each in bursts), (times_s.size, times_s.size)]:
        if first < last:
            excitation[first:last] = course.excitation_at(times_s[first:last])
        first = max(first, after)
    return excitation


def _rested(made: Pool, effort: Effort, state: NeuralState) -> _Course:
    """A pool that does not tire: the excitation is that of the level."""
    still = np.ones((1, made.units.threshold.size))

    def excitation_at(times_s: Floats) -> Floats:
        levels = effort.level(times_s)
        return made.excitation_for(levels * state.ceiling) if levels.any() else np.zeros(levels.size)

    return _Course(excitation_at, still, still, COARSE_S, None)


def _tiring(made: Pool, effort: Effort, state: NeuralState) -> _Course:
    """A pool that tires: where a force is tracked, more drive makes up for what the units lose, until none is left."""
    step_s = COARSE_S * (2.0 if effort.until_failure else 1.0)
    times_s = np.arange(math.ceil(effort.duration_s / step_s) + 1, dtype=np.float64) * step_s
    levels = effort.level(times_s)
    force, plain = levels * made.maximal_voluntary_force(state), made.excitation_for(levels * state.ceiling)
    excitation, capacity, rate_share, failed = fatigability.track(
        force if effort.tracks else plain, effort.tracks, step_s, float(made.excitation_for(state.ceiling)), made.units,
        made.fatigability, effort.until_failure,
    )  # fmt: skip
    if not effort.tracks:
        return _Course(_rested(made, effort, state).excitation_at, capacity, rate_share, step_s, None)
    drives = np.interp(excitation, made.excitations, made.forces) / made.full_force
    known = levels[: drives.size] > FAINTEST
    surplus = np.ones(drives.size)
    surplus[known] = drives[known] / (levels[: drives.size][known] * state.ceiling)

    def excitation_at(at_s: Floats) -> Floats:
        more = np.interp(at_s, times_s[: drives.size], surplus)
        return made.excitation_for(np.minimum(effort.level(at_s) * more, 1.0) * state.ceiling)

    failed_at_s = float(times_s[failed]) if failed < times_s.size else None
    return _Course(excitation_at, capacity, rate_share, step_s, failed_at_s)


def _noisy(course: Floats, hz: float, made: Pool, state: NeuralState, key: np.uint64) -> Floats:
    """The course with the noise that all units share: a share of it, and a floor; both small, since force rises
    steeply with excitation.
    """
    share = made.muscle["shared_noise_share"] * state.noise_scale
    floor = made.muscle["shared_noise_floor"] * state.noise_scale
    if share == 0.0 and floor == 0.0:
        return course
    noisy = course * (1.0 + share * courses.shared_noise(key, SHARED, course.size, hz))
    noisy += floor * courses.shared_noise(key, ADDED, course.size, hz)
    np.clip(noisy, 0.0, LARGEST_EXCITATION, out=noisy)
    noisy[course <= 0.0] = 0.0
    return noisy


def _bursts(
    made: Pool, effort: Effort, state: NeuralState, key: np.uint64, course: _Course, held: Floats, tops: Floats
) -> Bursts:
    """The schedule of each burst; a unit that is on already, at the excitation that was held, goes on and follows the
    drive, with no burst of its own.
    """
    threshold = made.units.threshold
    n, b = threshold.size, len(effort.bursts)
    onset_s, doublet_s = np.full((b, n), np.inf), np.zeros((b, n))
    initial = np.zeros(n)
    if b:
        spread = state.initial_rate_spread
        initial = state.initial_rate_pps * np.exp(spread * chance.normals(key, INITIAL, n) - 0.5 * spread * spread)
    for k, (start, _, _) in enumerate(effort.bursts):
        jitter = chance.normals(key, ONSET + k * BURST_STREAMS, n)
        onsets = recruitment.ballistic_onsets(threshold, state.recruitment_time_s, state.recruitment_shape, jitter)
        takes_part = threshold <= tops[k]
        fresh = course.rate_share[min(int(start / course.coarse_s), course.rate_share.shape[0] - 1)].min()
        onsets = onsets / fresh  # recruitment slows as rates do
        onset_s[k] = np.where(takes_part, start + onsets, np.inf)
        onset_s[k][threshold <= held[k]] = start - FADED * state.burst_decay_s - 1e-9  # on already, its burst long over
        interval = state.doublet_interval_s * (
            1.0 + DOUBLET_SPREAD * chance.normals(key, INTERVAL + k * BURST_STREAMS, n)
        )
        doubles = chance.uniforms(key, DOUBLET + k * BURST_STREAMS, n) < state.doublet_share
        doublet_s[k] = np.where(
            doubles & takes_part & (threshold > held[k]),
            np.minimum(np.maximum(interval, REFRACTORY_S), LONGEST_DOUBLET_S),
            0.0,
        )
    starts, ends = (np.array([burst[side] for burst in effort.bursts], dtype=np.float64) for side in (0, 1))
    return Bursts(starts, ends, onset_s, initial, state.burst_decay_s, doublet_s)


def _doubts(made: Pool, effort: Effort, failed_at_s: float | None) -> Iterator[str]:
    if made.muscle.provisional:
        yield "the muscle's numbers are provisional"
    if effort.until_failure and failed_at_s is None:
        yield f"the force was held for {effort.duration_s:g} s without failing"
    if failed_at_s is not None and not effort.until_failure:
        yield f"the force could not be held from {failed_at_s:g} s on"
