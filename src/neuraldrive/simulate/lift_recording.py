"""A set as a Recording: the bar as a perfect encoder sees it, and the truth that no encoder sees."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from neuraldrive.kernels import capacity as strength
from neuraldrive.kernels import courses
from neuraldrive.kernels import lift as kernel
from neuraldrive.kernels.barbell import GRAVITY_MPS2, even_slope
from neuraldrive.records import LiftTruth, MotorUnits, Recording, Signal
from neuraldrive.simulate import bar_course
from neuraldrive.simulate.accommodating import resistance, told
from neuraldrive.simulate.lifting import STEP_S, Lifting
from neuraldrive.simulate.performed import MOST_REPETITIONS, Asked, Performed, best_kg, truth_of

Floats = NDArray[np.float64]

OWN_SOURCES = ("neuraldrive_lift_2026", "neuraldrive_pool_2026")


def recording(who: Lifting, asked: Asked, done: list[Performed], losses: strength.Losses, seed: int) -> Recording:
    """All repetitions on one clock."""
    parts = [each.course_m for each in done]
    height = np.concatenate([*parts, bar_course.rest(float(parts[-1][-1]))])
    velocity = even_slope(height, STEP_S)
    acceleration = even_slope(velocity, STEP_S)
    mass = asked.load_kg if asked.load_kg > 0.0 else who.moved_kg
    force = mass * (acceleration + GRAVITY_MPS2)
    if asked.accommodating:
        load = resistance(asked.load_kg, asked.accommodating, who.mechanics.range_m)
        place = np.clip(height / who.mechanics.range_m, 0.0, 1.0) * kernel.PLACES
        table = np.arange(kernel.PLACES + 1)
        force += np.interp(place, table, load.chains_kg) * (acceleration + GRAVITY_MPS2)
        force += np.interp(place, table, load.bands_n)
    if who.lift.start == "floor":
        force = np.where(height <= 1e-9, force * _share_of_weight(who, asked, done, height.size), force)
    channels = {"position": (height, "m"), "velocity": (velocity, "m/s"), "acceleration": (acceleration, "m/s2")}
    channels["force"] = (force, "N")
    return Recording(
        {name: Signal(samples, unit, rate_hz=1.0 / STEP_S) for name, (samples, unit) in channels.items()},
        task=who.lift.name, device="simulated", load_kg=asked.load_kg or None, origin=f"{who.lifter.name}, {who.state.name}",
        flags=tuple(_doubts(who, asked, done)), truth=_truth(who, asked, done, losses, height, velocity),
        motor_units=_motor_units(done),
        sources=tuple(sorted({*OWN_SOURCES, *who.lift.sources, *who.muscle.sources, *who.state.sources})), seed=seed,
    )  # fmt: skip


def _share_of_weight(who: Lifting, asked: Asked, done: list[Performed], m: int) -> Floats:
    """How much of its weight the hands carry while the bar lies on the floor: what the muscles bring, of what is needed."""
    share = np.zeros(m)
    for each in done:
        on = round(each.drive_s / STEP_S)
        pulled = each.push.force_n / ((asked.load_kg + who.moved_kg) * GRAVITY_MPS2)
        share[on : on + pulled.size] = np.clip(pulled, 0.0, 1.0)
    return share


def _truth(
    who: Lifting, asked: Asked, done: list[Performed], losses: strength.Losses, height: Floats, velocity: Floats
) -> LiftTruth:
    m = height.size
    activation, force, drive, share = np.zeros(m), np.zeros(m), np.zeros(m), np.zeros(m if asked.discharges else 0)
    for k, each in enumerate(done):
        first = round(each.window_s / STEP_S)
        last = round(done[k + 1].window_s / STEP_S) if k + 1 < len(done) else m
        drive[first:last] = _level(each, last - first)
        if each.pool is None:
            activation[first:last] = drive[first:last] * who.most * who.typical_voluntary_force
        else:
            n = min(last - first, each.pool.force.size)
            activation[first : first + n] = each.pool.force[:n]
            units = each.pool.starts.size - 1
            share[first:last] = courses.active_units(each.pool.times_s, each.pool.starts, last - first, STEP_S) / units
        on = round(each.drive_s / STEP_S)
        pushed = slice(on, on + each.push.force_n.size)
        force[pushed] = each.push.force_n
        activation[pushed] = each.push.activation * who.typical_voluntary_force
    best = best_kg(who.lift.name, who.lifter)
    return LiftTruth(
        lift=who.lift.name, pool=who.muscle.name, lifter=replace(who.lifter, state=who.state), one_rm_kg=best,
        load_kg=asked.load_kg, relative_load=asked.load_kg / best if best > 0.0 else math.inf,
        resistance=told(asked.load_kg, asked.accommodating, who.mechanics.range_m),
        repetitions=tuple(truth_of(each) for each in done), times_s=np.arange(m, dtype=np.float64) * STEP_S, height_m=height,
        velocity_mps=velocity, activation=activation, muscle_force_n=force, drive=drive, recruited_share=share,
        capacity_after=losses.capacity,
    )  # fmt: skip


def _level(each: Performed, n: int) -> Floats:
    """The level that is set in a repetition's window, share of the lifter's maximal voluntary force."""
    times_s = np.arange(n, dtype=np.float64) * STEP_S
    level = each.effort.level(times_s)
    for start, end, burst in each.effort.bursts:
        level[(times_s >= start) & (times_s < end)] = burst
    return level


def _motor_units(done: list[Performed]) -> MotorUnits | None:
    """All windows' discharges on the set's clock, unit by unit."""
    pools = [(each.window_s, each.pool) for each in done if each.pool is not None]
    if not pools:
        return None
    n = pools[0][1].starts.size - 1
    ends = [start for start, _ in pools[1:]] + [math.inf]
    times, unit = [], []
    for (start_s, pool), end_s in zip(pools, ends, strict=True):
        of = np.repeat(np.arange(n), np.diff(pool.starts))
        inside = pool.times_s + start_s < end_s
        times.append(pool.times_s[inside] + start_s)
        unit.append(of[inside])
    every, which = np.concatenate(times), np.concatenate(unit)
    order = np.argsort(which.astype(np.int32), kind="stable")  # windows follow each other, each in order already
    starts = np.concatenate(([0], np.cumsum(np.bincount(which, minlength=n))))
    return MotorUnits.of(every[order], starts)


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
