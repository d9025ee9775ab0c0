"""A set as it is performed: repetition after repetition, with what each costs the next; and what each one was."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from neuraldrive.kernels import barbell, chance
from neuraldrive.kernels import capacity as strength
from neuraldrive.kernels import lift as kernel
from neuraldrive.kernels.trains import counts_before
from neuraldrive.records import Lifter, RepetitionTruth
from neuraldrive.simulate import bar_course, lifting
from neuraldrive.simulate.accommodating import Accommodation, resistance
from neuraldrive.simulate.efforts import Effort
from neuraldrive.simulate.lifting import STEP_S, Lifting
from neuraldrive.simulate.pool_drive import Discharged
from neuraldrive.simulate.repetition import Push, Timing, asked_of_pool, discharging, push

Floats = NDArray[np.float64]

FIRST_LOSS = 0.015
"""Of strength in the first repetition of a set, which is the best in only 27 % of 125 real sets: a velocity 3 to 5 %
lower at usual loads."""
MOST_REPETITIONS = 200
SCATTER = 9_000_000
"""Stream of chance of the scatter between repetitions."""


@dataclass(frozen=True)
class Asked:
    """What a set is asked to be; no number of repetitions: until one fails."""

    load_kg: float
    repetitions: int | None
    intent: float
    fading: float
    released: bool
    accommodating: tuple[Accommodation, ...]
    discharges: bool
    scatter: bool


@dataclass(frozen=True, eq=False)
class Performed:
    """One repetition of a set: where its window starts, how it was timed and pushed, the bar
    over it, what was asked of the pool and what that discharged."""

    window_s: float
    timing: Timing
    push: Push
    course_m: Floats
    effort: Effort
    pool: Discharged | None
    intent: float
    capacity: float
    released: bool

    @property
    def drive_s(self) -> float:
        """When the drive sets in, on the set's clock."""
        return self.window_s + self.timing.onset_s


@lru_cache(maxsize=4096)
def best_kg(lift: str, lifter: Lifter) -> float:
    """The 1RM of a rested lifter, found once for each."""
    return lifting.one_rm(lifting.lifting(lift, lifter))


def cost_of(who: Lifting) -> strength.Cost:
    """What repetitions cost in this lift."""
    names = (
        "fatigue_gain", "fast_share", "fast_recovery", "slow_recovery", "repetition_cost", "near_maximal_loss",
        "near_maximal_recovery",
    )  # fmt: skip
    return strength.Cost(*(who.numbers[name] for name in names))


def perform(
    who: Lifting, asked: Asked, losses: strength.Losses, key: np.uint64
) -> tuple[list[Performed], strength.Losses]:
    """The repetitions of a set, and what is lost after it."""
    load = resistance(asked.load_kg, asked.accommodating, who.mechanics.range_m)
    best, cost = best_kg(who.lift.name, who.lifter), cost_of(who)
    done: list[Performed] = []
    now_s, at_s = 0.0, 0.0
    while asked.repetitions is None or len(done) < asked.repetitions:
        k = len(done)
        window = bar_course.timing(who, first=k == 0)
        losses = strength.rested(losses, cost, now_s + window.onset_s - at_s)
        at_s = now_s + window.onset_s
        capacity = losses.capacity * (_varied(who, key, k) if asked.scatter else 1.0)
        performed = _repetition(who, asked, load, capacity, np.uint64((int(key) + k) % 2**64), window, now_s, k)
        done.append(performed)
        activation_s = float(performed.push.activation[performed.push.begins :].sum()) * STEP_S
        moved = (asked.load_kg + who.moved_kg) / (best + who.moved_kg)
        losses = strength.spent(losses, cost, activation_s, moved, asked.load_kg / best if best > 0.0 else 0.0)
        now_s += STEP_S * performed.course_m.size
        if not performed.push.completed or k + 1 == MOST_REPETITIONS:
            break
    return done, strength.rested(losses, cost, now_s - at_s)


def _repetition(
    who: Lifting, asked: Asked, load: kernel.Resistance, capacity: float, key: np.uint64, window: Timing, now_s: float,
    k: int,
) -> Performed:  # fmt: skip
    intent = asked.intent * (1.0 - asked.fading) ** k
    likely = push(who, load, who.drive(load, intent, capacity), capacity, released=asked.released)
    pushed, pool = likely, None
    if asked.discharges:
        pushed, pool = discharging(who, load, likely, capacity, key, window, released=asked.released)
    off_s = pushed.lasts_s if pushed.off_s is None else pushed.off_s
    effort = asked_of_pool(who, load, likely.drive, capacity, window, off_s, window.onset_s + pushed.lasts_s)
    course_m = bar_course.repetition_course(who, window, pushed, released=asked.released)
    return Performed(now_s, window, pushed, course_m, effort, pool, intent, capacity, asked.released)


def _varied(who: Lifting, key: np.uint64, k: int) -> float:
    """Strength of repetition k as a share of its usual one."""
    scatter = who.numbers["scatter"]
    deviate = float(chance.normals(key, SCATTER + k, 1)[0])
    return math.exp(scatter * deviate) * (1.0 - FIRST_LOSS if k == 0 else 1.0)


def truth_of(done: Performed) -> RepetitionTruth:
    """One repetition's truth, on the set's clock."""
    push, begins = done.push, done.push.begins
    height, speed = push.height_m[begins:], push.speed_mps[begins:]
    times_s = bar_course.clock(height.size)
    lasts_s = max(float(times_s[-1]), STEP_S)
    gained, least = np.zeros(speed.size), 0.0
    if gained.size > 4:
        bar_course.slope(speed, gained)
        least = float(gained[1:-1].min())
    until_s = lasts_s
    if least < -barbell.GRAVITY_MPS2 and not done.released:
        until_s = float(barbell.propulsive_end(gained, -barbell.GRAVITY_MPS2)) * STEP_S
    share, rate = (np.nan, np.nan) if done.pool is None else _units(done, done.pool)
    return RepetitionTruth(
        drive_s=done.drive_s, start_s=done.drive_s + begins * STEP_S, end_s=done.drive_s + push.lasts_s,
        switch_off_s=None if push.off_s is None else done.drive_s + push.off_s, completed=push.completed,
        intent=done.intent, capacity=done.capacity, mean_velocity=float(height[-1] - height[0]) / lasts_s,
        mean_propulsive_velocity=barbell.mean_velocity_until(until_s, times_s, height) if height.size > 4 else 0.0,
        peak_velocity=float(speed.max()), release_velocity=float(speed[-1]) if done.released and push.completed else None,
        least_acceleration=least, height_m=float(height[-1]), recruited_share=share, mean_rate_pps=rate,
    )  # fmt: skip


def _units(done: Performed, pool: Discharged) -> tuple[float, float]:
    """Share of units that discharge while the drive is on, and the mean rate of those: intervals, not counts."""
    on = done.timing.onset_s
    off = on + (done.push.lasts_s if done.push.off_s is None else done.push.off_s)
    starts, counts = pool.starts, np.empty((2, pool.starts.size - 1), np.int64)
    counts_before(on, 0.0, pool.times_s, starts, counts[0])
    counts_before(off, 0.0, pool.times_s, starts, counts[1])
    number = counts[1] - counts[0]
    first, last = starts[:-1] + counts[0], starts[:-1] + counts[1] - 1
    twice = number > 1
    if not twice.any():
        return float((number > 0).mean()), float("nan")
    rates = (number[twice] - 1) / (pool.times_s[last[twice]] - pool.times_s[first[twice]])
    return float((number > 0).mean()), float(rates.mean())
