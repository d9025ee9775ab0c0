"""The bar's height over a whole set, pushes and all that lies between them, every millisecond."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from neuraldrive.kernels.barbell import GRAVITY_MPS2
from neuraldrive.simulate.lifting import STEP_S, Lifting
from neuraldrive.simulate.repetition import Push, Timing

Floats = NDArray[np.float64]

LEAD_S, TOP_S, END_S, FLOOR_S = 0.6, 0.4, 0.6, 0.4
"""Rest before the first repetition, at the top between two, after the last, and on the floor between two: assumed."""
LOWERING_MPS = 0.5
PAUSE_S = 0.2
"""At the bottom of a lift that is not turned in one movement."""
CATCH_M = 0.06
"""Over which a thrown bar is caught, or a jumper lands."""
SLOW_MPS = 0.02
"""At the end of a lift: slower is at rest."""
TURN_STEPS = 5
"""Over which the first acceleration of a push is taken."""
LONGEST_CATCH_S = 0.3
STUCK_S = 0.4
GIVING_UP_MPS = 0.4


def clock(n: int) -> Floats:
    """The times of n samples every STEP_S, (n,); nobody can write to them."""
    return _clock(1 << n.bit_length())[:n]


@lru_cache(maxsize=32)
def _clock(n: int) -> Floats:
    times_s = np.arange(n, dtype=np.float64) * STEP_S
    times_s.setflags(write=False)
    return times_s


def timing(who: Lifting, *, first: bool) -> Timing:
    """The window of a repetition: from standing at the top through lowering, or from the floor."""
    if who.lift.start == "floor":
        return Timing(0.0, 0.0, LEAD_S if first else FLOOR_S, TOP_S)
    starts = LEAD_S if first else 0.0
    lowering = who.mechanics.range_m / LOWERING_MPS
    pause = 0.0 if who.numbers["start_activation"] > 1.0 else PAUSE_S
    return Timing(starts, lowering, starts + lowering + pause, TOP_S)


def repetition_course(who: Lifting, window: Timing, push: Push, *, released: bool) -> Floats:
    """Height of the bar from the start of a repetition's window to the start of the next, m; 0 at the bottom of the
    range.
    """
    high = 0.0 if who.lift.start == "floor" else who.mechanics.range_m
    stands, onset = np.full(round(window.starts_s / STEP_S) + 1, high), round(window.onset_s / STEP_S)
    parts, left = [stands], onset - stands.size
    if window.lowering_s:
        parts.append(_lowered(window, push, high)[:left])  # the push has the moment at which it begins
        left -= parts[-1].size
    return np.concatenate([*parts, np.zeros(left), push.height_m, *_after(who, push, released=released)])


def _lowered(window: Timing, push: Push, high: float) -> Floats:
    """The bar on its way down: to rest where it pauses, else with the acceleration that it has as it is turned."""
    eased = _eased(high, 0.0, window.lowering_s)
    if window.onset_s > window.starts_s + window.lowering_s or push.speed_mps.size <= push.begins + TURN_STEPS:
        return eased
    turning = float(push.speed_mps[push.begins + TURN_STEPS]) / (TURN_STEPS * STEP_S)
    cube, square = _late(eased.size)
    return np.asarray(eased + 0.5 * turning * (eased.size * STEP_S) ** 2 * cube * square)


@lru_cache(maxsize=256)
def _late(n: int) -> tuple[Floats, Floats]:
    """Cube of the share of the way that is done, and square of what is left; (n,) each."""
    s = np.arange(1.0, n + 1) / n
    return s**3, (1.0 - s) ** 2


def slope(samples: Floats, out: Floats) -> None:
    """As `barbell.even_slope` of samples every STEP_S, two at least, written to `out`."""
    np.subtract(samples[2:], samples[:-2], out=out[1:-1])
    out[1:-1] *= 0.5 / STEP_S
    out[0], out[-1] = (samples[1] - samples[0]) / STEP_S, (samples[-1] - samples[-2]) / STEP_S


def rest(height_m: float) -> Floats:
    """The bar after the last repetition."""
    return np.full(round(END_S / STEP_S), height_m)


def _after(who: Lifting, push: Push, *, released: bool) -> list[Floats]:
    """What follows a push: the fall of a failed one, the flight of a released one, the way back to where it began."""
    high, reach = float(push.height_m[-1]), who.mechanics.range_m
    if not push.completed:
        return [np.full(round(STUCK_S / STEP_S), high), _eased(high, 0.0, max(high / GIVING_UP_MPS, 0.3))]
    if released:
        return _flight(high, float(push.speed_mps[-1]))
    carried = _carried_on(high, float(push.speed_mps[-1]))
    held = np.full(round(TOP_S / STEP_S), high)
    if who.lift.start == "floor":
        return [*carried, held, _eased(high, 0.0, high / LOWERING_MPS)]
    return [*carried, held, _eased(high, reach, 0.1)] if abs(high - reach) > 1e-9 else [*carried, held]


def _carried_on(high: float, speed: float) -> list[Floats]:
    """A bar that is not quite at rest at its end goes on against gravity (the lifter on the toes) and settles."""
    if speed < SLOW_MPS:
        return []
    t = np.arange(1.0, round(speed / GRAVITY_MPS2 / STEP_S) + 1) * STEP_S
    over = high + speed * t - 0.5 * GRAVITY_MPS2 * t * t
    return [over, _eased(float(over[-1]), high, 0.2)]


def _flight(high: float, speed: float) -> list[Floats]:
    """Up and back at −g, caught over CATCH_M, and brought back to the height at which it left."""
    lands_s, takes_s = 2.0 * speed / GRAVITY_MPS2, min(2.0 * CATCH_M / max(speed, 1e-6), LONGEST_CATCH_S)
    t = np.arange(1.0, math.ceil((lands_s + takes_s) / STEP_S) + 1) * STEP_S
    s = np.clip((t - lands_s) / takes_s, 0.0, 1.0)
    caught = high - speed * takes_s * (s - 0.5 * s * s)
    course = np.where(t < lands_s, high + speed * t - 0.5 * GRAVITY_MPS2 * t * t, caught)
    return [course, _eased(float(course[-1]), high, 0.6)]


@lru_cache(maxsize=256)
def _eased(start: float, end: float, takes_s: float) -> Floats:
    """A movement from rest to rest with the least jerk (Flash and Hogan 1985)."""
    s = np.arange(1.0, max(math.ceil(takes_s / STEP_S), 2) + 1) / max(math.ceil(takes_s / STEP_S), 2)
    return np.asarray(start + (end - start) * s**3 * (10.0 - 15.0 * s + 6.0 * s * s))
