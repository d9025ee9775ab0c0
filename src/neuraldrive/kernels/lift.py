"""A muscle group pushes a bar: one vertical degree of freedom, driven by the activation of a motor-unit pool.

A lift that is held at its end has to be braked: the drive is full until one instant and off after it, and that instant
is the one at which the bar comes to rest at the end of its range. A lift that is released is pushed through to its end.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from neuraldrive.kernels.barbell import GRAVITY_MPS2
from neuraldrive.kernels.inner import INNER

Floats = NDArray[np.float64]

PLACES = 256
"""Steps in which strength and resistance are tabled over the range."""
TABLE_HZ = 1000.0
"""Entries a second of the tabled courses of activation."""
LONGEST_S = 8.0
"""A bar that has not reached its end by then is stuck."""
NEVER_S = 1e9
TURNS = 40
"""Trials for the instant at which the drive goes off; it takes eleven on average."""
CLOSE_J_PER_KG = 2e-5
"""Energy that may be missing or left over at the end: 2 µm of height, or 6 mm/s."""


class Mechanics(NamedTuple):
    """A lifter in a lift: isometric strength over the range (PLACES + 1,) N at full activation; body mass that moves
    with the bar; Hill's curve (speed without load m/s, a / F0); enhancement at the start and its decay; and the force
    with which antagonists brake, N, or N per m/s of the bar where it grows with speed.
    """

    strength_n: Floats
    range_m: float
    moved_kg: float
    fastest_mps: float
    curvature: float
    enhancement: float
    enhancement_s: float
    brake: float
    brake_grows: bool


class Resistance(NamedTuple):
    """What hangs on the lifter: mass of bar and plates, tension of bands over the range (PLACES + 1,) N, chain that has
    left the floor (PLACES + 1,) kg; and whether there is any of either.
    """

    bar_kg: float
    bands_n: Floats
    chains_kg: Floats
    accommodating: bool = True


class Drive(NamedTuple):
    """Activation over time as shares of the muscle's tetanic force: what is held at the start and what it goes to, how
    it goes there, falls when the drive goes off, and how antagonists come in (each tabled at TABLE_HZ, 0 to 1). Without a
    fall the rise is the whole course, as a pool that discharged gave it. Until `settles_s` a bar that stops is waited
    for: the force still grows.
    """

    held: float
    level: float
    rise: Floats
    fall: Floats
    antagonists: Floats
    settles_s: float = 0.0


class Course(NamedTuple):
    """Room for a lift at each step: height m, speed m/s, activation, force of the muscles N."""

    height_m: Floats
    speed_mps: Floats
    activation: Floats
    force_n: Floats


def room(step_s: float) -> Course:
    """Arrays for the longest lift."""
    n = int(LONGEST_S / step_s) + 2
    return Course(np.empty(n), np.empty(n), np.empty(n), np.empty(n))


@njit(**INNER)
def _read(table: Floats, place: float) -> float:
    """A table read between its entries; its last one beyond its end."""
    if place >= table.size - 1:
        return float(table[table.size - 1])
    k = np.uint32(place)
    return float(table[k] + (place - k) * (table[k + 1] - table[k]))


@njit(**INNER)
def _push(
    first: int, begun_s: float, off_s: float, step_s: float, lifter: Mechanics, load: Resistance, drive: Drive,
    capacity: float, out: Course,
) -> tuple[int, float, float]:  # fmt: skip
    """Go on from step `first` until the bar reaches its end or stops: last step, the energy per kg that is left there
    (negative: that was missing), and when the bar began to move.

    What a step reads is taken out of its records before the loop: a record of arrays that is handed to another function
    has its references counted, which takes longer than the whole step.
    """
    heights, speeds, activations, forces = out
    strength, rise, fall, braking = lifter.strength_n, drive.rise, drive.fall, drive.antagonists
    bands, chains, held, grows = load.bands_n, load.chains_kg, drive.held, drive.level - drive.held
    height, speed, k = heights[first], speeds[first], first
    places, plates, links = PLACES / lifter.range_m, load.bar_kg + lifter.moved_kg, 0.0
    full_s = rise.size / TABLE_HZ
    mass, weight, antagonists, off_speed = plates, plates * GRAVITY_MPS2, 0.0, -1.0
    light, slow, curved = 1.0 / plates, 1.0 / lifter.fastest_mps, 1.0 / lifter.curvature
    fade = np.exp(-step_s / lifter.enhancement_s)
    more = lifter.enhancement
    if begun_s < NEVER_S:
        more *= np.exp(-(first * step_s - begun_s) / lifter.enhancement_s)
    for k in range(first, heights.size - 1):
        t, place = k * step_s, height * places
        active = held + grows * _read(rise, t * TABLE_HZ)
        if load.accommodating:
            chain = _read(chains, place)
            links = (_read(chains, place + 1.0) - chain) * places
            mass = plates + chain
            light = 1.0 / mass
            weight = mass * GRAVITY_MPS2 + _read(bands, place)
        if t > off_s:
            if fall.size > 0:
                active *= _read(fall, (t - off_s) * TABLE_HZ)
            if off_speed < 0.0:
                off_speed = speed if lifter.brake_grows else 1.0
            antagonists = lifter.brake * off_speed * _read(braking, (t - off_s) * TABLE_HZ)
        share = speed * slow
        slower = (1.0 - share) / (1.0 + share * curved) if share < 1.0 else 0.0
        force = _read(strength, place) * capacity * active * (1.0 + more) * slower
        heights[k], speeds[k], activations[k], forces[k] = height, speed, active, force
        gained = (force - weight - links * speed * speed - antagonists) * light
        if begun_s == NEVER_S:
            if gained <= 0.0:
                if t > full_s:
                    break
                continue
            begun_s = t
        more *= fade
        speed += step_s * gained
        if speed <= 0.0:
            if t > min(drive.settles_s, off_s):
                break
            speed = 0.0
            continue
        height += step_s * speed
        if height >= lifter.range_m:
            there = max(speed - gained * (height - lifter.range_m) / speed, 0.0)
            heights[k + 1], speeds[k + 1], activations[k + 1], forces[k + 1] = height, speed, active, force
            return k + 1, 0.5 * there * there, begun_s
    return k, (height - lifter.range_m) * GRAVITY_MPS2, begun_s


@njit(cache=True, nogil=True, error_model="numpy")
def push(
    lifter: Mechanics, load: Resistance, drive: Drive, capacity: float, off_s: float, step_s: float, out: Course
) -> tuple[int, float, float]:
    """A lift with the drive on until `off_s`: the step at which the bar reaches the end of its range or stops short, the
    energy that is left there, J per kg moved (negative: what is missing to the end), and when the bar began to move.
    """
    first = np.int64(0)  # of the type that `hold_at_end` has: a plain 0 is a type of its own, and compiled for itself
    out.height_m[first] = out.speed_mps[first] = 0.0
    done: tuple[int, float, float] = _push(first, NEVER_S, off_s, step_s, lifter, load, drive, capacity, out)
    return done


@njit(cache=True, nogil=True, error_model="numpy")
def hold_at_end(
    lifter: Mechanics, load: Resistance, drive: Drive, capacity: float, step_s: float, full: Course, out: Course
) -> tuple[int, float, float]:
    """A lift that comes to rest at the end of its range: its last step, when the drive goes off, and when the bar began
    to move; −1 for a bar that the lifter cannot bring there, whose course is then in `full`.

    The instant is enclosed and found by a false position (Illinois) between a drive that stops too soon and one that
    never stops; what happens before it, in `full`, is not computed again.
    """
    start = np.int64(0)
    full.height_m[start] = full.speed_mps[start] = 0.0
    end, over, begun_s = _push(start, NEVER_S, NEVER_S, step_s, lifter, load, drive, capacity, full)
    if over < 0.0:
        return -1, end * step_s, begun_s
    low, high, missing = begun_s, end * step_s, -lifter.range_m * GRAVITY_MPS2
    off, last, first, side = max(high - 0.5 * full.speed_mps[end] / GRAVITY_MPS2, 0.5 * (low + high)), end, end, 0
    for _ in range(TURNS):
        first = min(int(off / step_s), end - 1)
        out.height_m[first], out.speed_mps[first] = full.height_m[first], full.speed_mps[first]
        last, left, _begun = _push(first, begun_s, off, step_s, lifter, load, drive, capacity, out)
        if abs(left) < CLOSE_J_PER_KG or high - low < 1e-7:
            break
        if left < 0.0:
            low, missing = off, left
            over = 0.5 * over if side < 0 else over
            side = -1
        else:
            high, over = off, left
            missing = 0.5 * missing if side > 0 else missing
            side = 1
        off = low + (high - low) * missing / (missing - over)
    for k in range(first):
        out.height_m[k], out.speed_mps[k] = full.height_m[k], full.speed_mps[k]
        out.activation[k], out.force_n[k] = full.activation[k], full.force_n[k]
    return last, off, begun_s
