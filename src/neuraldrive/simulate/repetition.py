"""One repetition: the push of the pool against the resistance, at the rate level or with every discharge."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from neuraldrive.kernels import lift as kernel
from neuraldrive.simulate.efforts import Effort
from neuraldrive.simulate.lifting import STEP_S, Lifting
from neuraldrive.simulate.pool import pool
from neuraldrive.simulate.pool_drive import Discharged, discharge, silenced

Floats = NDArray[np.float64]

LOWERING_SHARE, STANDING_SHARE = 0.6, 0.15
"""Activation while the bar is lowered, of what would hold it (muscles that lengthen are stronger), and while it rests on
straight joints: assumed."""
SPARE_S = 0.6
"""Drive beyond the expected end of a push, until it is known when it has to go off."""
SOONER_S = 0.15
"""Before the expected end of the drive, from where on its force is computed again once the end is known."""
AT_REST_MPS, TRIES = 0.05, 3
"""Speed that is left at the end below which the instant is right; tries to find it."""
CLOSE, LOCKED_OUT = 0.99, 0.97
"""Share of the range from which on the instant is right, and from which on a bar that stops counts as brought to the end."""
EASE_S = 0.1
"""From one level to the next."""
READY_S = 0.6
"""Before the drive sets in the pool is told to hold what is held then: its force lags so much behind."""


@dataclass(frozen=True, eq=False)
class Push:
    """The bar from the moment when the drive sets in: (k,) every STEP_S.

    Args:
        height_m, speed_mps, activation, force_n: (k,); activation is a share of the typical lifter's voluntary one.
        begins: step at which the bar begins to move.
        off_s: when the drive goes off, s; None where it never does.
        completed: whether the bar came to the end of its range.
        drive: what was asked of the pool.
    """

    height_m: Floats
    speed_mps: Floats
    activation: Floats
    force_n: Floats
    begins: int
    off_s: float | None
    completed: bool
    drive: kernel.Drive

    @property
    def lasts_s(self) -> float:
        """From the drive's onset to the end."""
        return (self.height_m.size - 1) * STEP_S


def push(who: Lifting, load: kernel.Resistance, drive: kernel.Drive, capacity: float, *, released: bool) -> Push:
    """The push that a drive gives: to the end at full drive where the bar is released, else so that it comes to rest
    there.
    """
    full, mechanics = kernel.room(STEP_S), who.tired(1.0 - capacity)
    if released:
        last, left, begun_s = kernel.push(mechanics, load, drive, capacity, kernel.NEVER_S, STEP_S, full)
        return _of(full, last, begun_s, None, left >= 0.0, drive)
    out = kernel.room(STEP_S)
    last, off_s, begun_s = kernel.hold_at_end(mechanics, load, drive, capacity, STEP_S, full, out)
    if last < 0:
        return _of(full, round(off_s / STEP_S), begun_s, None, False, drive)
    return _of(out, last, begun_s, off_s, True, drive)


def _of(
    out: kernel.Course, last: int, begun_s: float, off_s: float | None, completed: bool, drive: kernel.Drive
) -> Push:
    begins = min(round(begun_s / STEP_S), last) if begun_s < kernel.NEVER_S else last
    height, speed, activation, force = (each[: last + 1].copy() for each in out)
    return Push(height, speed, activation, force, begins, off_s, completed, drive)


class Timing(NamedTuple):
    """A repetition's window on its own clock, s: when lowering starts and how long it takes (0 from the floor), when
    the drive to lift sets in, and how long the window goes on after the push.
    """

    starts_s: float
    lowering_s: float
    onset_s: float
    after_s: float


def discharging(
    who: Lifting, load: kernel.Resistance, likely: Push, capacity: float, key: np.uint64, timing: Timing, *,
    released: bool,
) -> tuple[Push, Discharged]:  # fmt: skip
    """The push again with every discharge, and the pool over the repetition's whole window.

    The pool is driven through the whole range first. That settles when the drive has to go off; what would have been
    discharged after it is then left out.
    """
    made, scale = pool(who.muscle, who.state), 1.0 / who.typical_voluntary_force
    mechanics, full, out = who.tired(1.0 - capacity), kernel.room(STEP_S), kernel.room(STEP_S)
    onset = round(timing.onset_s / STEP_S)
    longest_s = min(likely.lasts_s * 1.3 + SPARE_S, kernel.LONGEST_S) if likely.completed else kernel.LONGEST_S
    effort = asked_of_pool(who, load, likely.drive, capacity, timing, longest_s, timing.onset_s + longest_s)
    sooner_s = (likely.lasts_s if likely.off_s is None else likely.off_s) - SOONER_S
    ran = discharge(made, who.state, effort, key, mark_s=timing.onset_s + sooner_s)
    drive = likely.drive._replace(held=0.0, level=1.0, rise=ran.force[onset:] * scale)

    def until(off_s: float, lasts_s: float) -> Discharged:
        return silenced(made, ran, timing.onset_s + off_s, timing.onset_s + lasts_s + timing.after_s)

    def locked_out(step: int) -> bool:
        return bool(full.height_m[step] >= LOCKED_OUT * mechanics.range_m)

    if released:
        last, left, begun_s = kernel.push(mechanics, load, drive, capacity, kernel.NEVER_S, STEP_S, full)
        done = _of(full, last, begun_s, None, left >= 0.0, likely.drive)
        return done, until(done.lasts_s, done.lasts_s)
    last, off_s, begun_s = kernel.hold_at_end(mechanics, load, drive, capacity, STEP_S, full, out)
    if last < 0:
        stopped = round(off_s / STEP_S)
        done = _of(full, stopped, begun_s, None, locked_out(stopped), likely.drive)
        return done, until(done.lasts_s, done.lasts_s)
    for attempt in range(TRIES):
        made_s = until(off_s, last * STEP_S)
        as_made = drive._replace(rise=made_s.force[onset:] * scale, fall=np.zeros(0))
        last, _, begun_s = kernel.push(mechanics, load, as_made, capacity, off_s, STEP_S, full)
        right = full.speed_mps[last] < AT_REST_MPS and full.height_m[last] >= CLOSE * mechanics.range_m
        if right or attempt + 1 == TRIES:
            break
        off = round(off_s / STEP_S)
        rise = np.append(drive.rise, np.full(as_made.rise.size, drive.rise[-1]))[off : as_made.rise.size]
        again = drive._replace(fall=as_made.rise[off:] / np.maximum(rise, 1e-6))
        found, earlier_s, _ = kernel.hold_at_end(mechanics, load, again, capacity, STEP_S, kernel.room(STEP_S), out)
        if found < 0:
            break
        last, off_s = max(found, last), earlier_s
    return _of(full, last, begun_s, off_s, locked_out(last), likely.drive), made_s


def asked_of_pool(
    who: Lifting, load: kernel.Resistance, drive: kernel.Drive, capacity: float, timing: Timing, off_s: float,
    ends_s: float,
) -> Effort:  # fmt: skip
    """What is asked of the pool in one repetition's window, as shares of this lifter's maximal voluntary force."""
    holding = who.needed_at(load, kernel.PLACES // 2) / capacity
    lowering, before = LOWERING_SHARE * holding, STANDING_SHARE * holding if timing.lowering_s else 0.0
    onset, off = timing.onset_s, timing.onset_s + off_s
    ready_s = min(READY_S, onset - timing.starts_s - EASE_S)
    knots = [(0.0, before)]
    if timing.lowering_s:
        knots += [(timing.starts_s, before), (timing.starts_s + EASE_S, lowering)]
        knots.append((onset - ready_s, lowering))
    knots.append((onset - ready_s + EASE_S, drive.held))
    knots += [(onset, drive.held), (onset + 1e-6, 0.0), (max(ends_s, off), 0.0)]
    times_s = np.array([at_s for at_s, _ in knots])
    levels = np.array([min(max(level / who.most, 0.0), 1.0) for _, level in knots])
    bursts: tuple[tuple[float, float, float], ...] = ((onset, off, min(drive.level / who.most, 1.0)),)
    if who.numbers["start_activation"] > 1.0:  # the bar is turned: what brakes it comes as fast as what lifts it
        bursts = ((onset - ready_s, onset, min(drive.held / who.most, 1.0)), *bursts)
    return Effort("lift", times_s, levels, tracks=False, bursts=bursts)
