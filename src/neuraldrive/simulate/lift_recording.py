"""A set as a Recording: the bar as a perfect encoder sees it, and the truth that no encoder sees."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from neuraldrive.kernels import capacity as strength
from neuraldrive.kernels import courses
from neuraldrive.kernels import lift as kernel
from neuraldrive.kernels.barbell import GRAVITY_MPS2
from neuraldrive.kernels.trains import joined
from neuraldrive.records import LiftTruth, MotorUnits, Recording, Signal
from neuraldrive.simulate import bar_course
from neuraldrive.simulate.accommodating import resistance, told
from neuraldrive.simulate.lifting import STEP_S, Lifting
from neuraldrive.simulate.performed import MOST_REPETITIONS, Asked, Performed, best_kg, truth_of

Floats = NDArray[np.float64]

OWN_SOURCES = ("neuraldrive_lift_2026", "neuraldrive_pool_2026")
CHANNELS = {"position": "m", "velocity": "m/s", "acceleration": "m/s2", "force": "N"}


class _Courses(NamedTuple):
    """What the bar and the lifter do at each millisecond of a set, (m,) each: the channels, then the truth's own."""

    height: Floats
    velocity: Floats
    acceleration: Floats
    force: Floats
    activation: Floats
    muscle_force: Floats
    drive: Floats


def recording(who: Lifting, asked: Asked, done: list[Performed], losses: strength.Losses, seed: int) -> Recording:
    """All repetitions on one clock. All courses lie in one block of memory, which is frozen once it is written: so that
    neither the channels nor the truth need copies.
    """
    parts = [each.course_m for each in done]
    parts.append(bar_course.rest(float(parts[-1][-1])))
    rows = np.empty((len(_Courses._fields), sum(each.size for each in parts)))
    np.concatenate(parts, out=rows[0])
    _move(who, asked, done, _Courses(*rows))
    share = _drive(who, asked, done, _Courses(*rows))
    rows.setflags(write=False)
    frozen = _Courses(*rows)
    return Recording(
        {name: Signal(frozen[k], unit, rate_hz=1.0 / STEP_S) for k, (name, unit) in enumerate(CHANNELS.items())},
        task=who.lift.name, device="simulated", load_kg=asked.load_kg or None, origin=f"{who.lifter.name}, {who.state.name}",
        flags=tuple(_doubts(who, asked, done)), truth=_truth(who, asked, done, losses, frozen, share),
        motor_units=_motor_units(done),
        sources=tuple(sorted({*OWN_SOURCES, *who.lift.sources, *who.muscle.sources, *who.state.sources})), seed=seed,
    )  # fmt: skip


def _move(who: Lifting, asked: Asked, done: list[Performed], course: _Courses) -> None:
    """What follows from the bar's height: velocity, acceleration, and the force of the hands on it."""
    height, velocity, acceleration, force = course[: len(CHANNELS)]
    bar_course.slope(height, velocity)
    bar_course.slope(velocity, acceleration)
    np.add(acceleration, GRAVITY_MPS2, out=force)
    force *= asked.load_kg if asked.load_kg > 0.0 else who.moved_kg
    if asked.accommodating:
        load = resistance(asked.load_kg, asked.accommodating, who.mechanics.range_m)
        place = np.clip(height / who.mechanics.range_m, 0.0, 1.0) * kernel.PLACES
        table = np.arange(kernel.PLACES + 1)
        force += np.interp(place, table, load.chains_kg) * (acceleration + GRAVITY_MPS2)
        force += np.interp(place, table, load.bands_n)
    if who.lift.start == "floor":
        np.multiply(force, _share_of_weight(who, asked, done, height.size), out=force, where=height <= 1e-9)


def _share_of_weight(who: Lifting, asked: Asked, done: list[Performed], m: int) -> Floats:
    """How much of its weight the hands carry while the bar lies on the floor: what the muscles bring, of what is needed."""
    share = np.zeros(m)
    for each in done:
        on = round(each.drive_s / STEP_S)
        pulled = each.push.force_n / ((asked.load_kg + who.moved_kg) * GRAVITY_MPS2)
        share[on : on + pulled.size] = np.clip(pulled, 0.0, 1.0)
    return share


def _drive(who: Lifting, asked: Asked, done: list[Performed], course: _Courses) -> Floats:
    """Drive, activation and force of the muscles; returns the share of units that are active, if there are any."""
    m = course.height.size
    times_s = bar_course.clock(m)
    share = np.zeros(m if asked.discharges else 0)
    windows = [*(round(each.window_s / STEP_S) for each in done), m]
    for each, first, last in zip(done, windows[:-1], windows[1:], strict=True):
        _level(each, times_s[: last - first], course.drive[first:last])
        if each.pool is not None:
            n = min(last - first, each.pool.force.size)
            course.activation[first : first + n] = each.pool.force[:n]
            course.activation[first + n : last] = 0.0
            units = each.pool.starts.size - 1
            share[first:last] = courses.active_units(each.pool.times_s, each.pool.starts, last - first, STEP_S) / units
    if not asked.discharges:
        np.multiply(course.drive, who.most, out=course.activation)
        course.activation[:] *= who.typical_voluntary_force
    course.muscle_force[:] = 0.0
    for each in done:
        on = round(each.drive_s / STEP_S)
        pushed = slice(on, on + each.push.force_n.size)
        course.muscle_force[pushed] = each.push.force_n
        np.multiply(each.push.activation, who.typical_voluntary_force, out=course.activation[pushed])
    return share


def _truth(
    who: Lifting, asked: Asked, done: list[Performed], losses: strength.Losses, course: _Courses, share: Floats
) -> LiftTruth:
    best = best_kg(who.lift.name, who.lifter)
    return LiftTruth(
        lift=who.lift.name, pool=who.muscle.name, lifter=replace(who.lifter, state=who.state), one_rm_kg=best,
        load_kg=asked.load_kg, relative_load=asked.load_kg / best if best > 0.0 else math.inf,
        resistance=told(asked.load_kg, asked.accommodating, who.mechanics.range_m),
        repetitions=tuple(truth_of(each) for each in done), times_s=bar_course.clock(course.height.size),
        height_m=course.height, velocity_mps=course.velocity, activation=course.activation, muscle_force_n=course.muscle_force,
        drive=course.drive, recruited_share=share, capacity_after=losses.capacity,
    )  # fmt: skip


def _level(each: Performed, times_s: Floats, out: Floats) -> None:
    """The level that is set in a repetition's window, share of the lifter's maximal voluntary force, written to `out`."""
    at = 0
    for start, end, burst in each.effort.bursts:
        first, last = times_s.searchsorted((start, end))
        out[at:first] = each.effort.level(times_s[at:first])
        out[first:last] = burst
        at = last
    out[at:] = each.effort.level(times_s[at:])


def _motor_units(done: list[Performed]) -> MotorUnits | None:
    """All windows' discharges on the set's clock, unit by unit."""
    pools = [(each.window_s, each.pool) for each in done if each.pool is not None]
    if not pools:
        return None
    ends = [start for start, _ in pools[1:]] + [math.inf]
    parts = [(pool.times_s, pool.starts, start, end) for (start, pool), end in zip(pools, ends, strict=True)]
    return MotorUnits.of(*joined(parts))


def _doubts(who: Lifting, asked: Asked, done: list[Performed]) -> list[str]:
    told = []
    if who.numbers.provisional:
        told.append(f"{who.lift.label}: its mechanics are provisional, no published table was at hand to fit them to")
    if who.muscle.provisional:
        told.append("the pool's numbers are provisional")
    if not done[-1].push.completed:
        told.append(f"repetition {len(done)} was not completed")
    if asked.repetitions is None and done[-1].push.completed:
        told.append(f"not failed after {MOST_REPETITIONS} repetitions")
    return told
